// rates.hpp: what a counter grows a second, from one look to the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <string>
#include <unordered_map>

#include "core/value.hpp"

namespace sonde {

// How wide a counter is where the kernel keeps it, whatever it is printed or sent as.
enum class Width : u8 { Bits32, Bits64 };
// Of an unsigned long; our own is as wide as that of the kernel that we were built for.
inline constexpr Width width_of_long = sizeof(long) == sizeof(u64) ? Width::Bits64 : Width::Bits32;

// How much a counter grew. One of 32 bits begins again at 0 after 4,294,967,295; whatever else goes
// down was reset, and how much it grew is not known.
Known<u64> growth(u64 before, u64 now, Width width);

// Keeps the values of one look for the next one. Each table derives its own, which lives in
// Request::memory: a look of one table is not that of another.
class Rates {
public:
  using Clock = std::chrono::steady_clock;

  // A new look begins.
  void begin(Clock::time_point now);
  // What the counter of this name grew a second since the last look. Not applicable in the first
  // one, and for what was not there then; vanished when it was reset.
  Known<double> per_s(const std::string& name, u64 value, Width width);
  // The growth itself, with the same reasons for none.
  Known<u64> grown(const std::string& name, u64 value, Width width);
  // Between the two looks; 0: there was only one.
  double seconds() const { return seconds_; }

private:
  std::unordered_map<std::string, u64> before_{}, now_{};
  Clock::time_point at_{};
  double seconds_ = 0;
};

}  // namespace sonde
