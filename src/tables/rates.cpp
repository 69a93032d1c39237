// rates.cpp: differences of counters, with their wraps and resets.
// SPDX-License-Identifier: Apache-2.0
#include "tables/rates.hpp"

#include <utility>

namespace sonde {

Known<u64> growth(u64 before, u64 now, Width width) {
  constexpr u64 turn = u64{1} << 32;
  if (now >= before) return now - before;
  if (width == Width::Bits64 || before >= turn) return Absent::Vanished;
  // No counter of 32 bits is looked at so seldom that it could pass half of its turn.
  const u64 grown = now + turn - before;
  return grown < turn / 2 ? Known<u64>(grown) : Known<u64>(Absent::Vanished);
}

void Rates::begin(Clock::time_point now) {
  const bool is_first = at_ == Clock::time_point{};
  seconds_ = is_first ? 0 : std::chrono::duration<double>(now - at_).count();
  at_ = now;
  before_ = std::exchange(now_, {});
}

Known<u64> Rates::grown(const std::string& name, u64 value, Width width) {
  now_[name] = value;
  const auto found = before_.find(name);
  if (found == before_.end() || seconds_ <= 0) return Absent::NotApplicable;
  return growth(found->second, value, width);
}

Known<double> Rates::per_s(const std::string& name, u64 value, Width width) {
  const Known<u64> growth = grown(name, value, width);
  return growth ? Known<double>(static_cast<double>(*growth) / seconds_)
                : Known<double>(growth.why);
}

}  // namespace sonde
