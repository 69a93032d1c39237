// counter.hpp: one row of the table "counters": a number of the kernel's network.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// A counter only grows, so that its change a second means something; a gauge says what is now.
enum class CounterKind : u8 { Counter, Gauge };
inline constexpr Text counter_kind_names[] = {"counter", "gauge"};
constexpr Text name_of(CounterKind kind) {
  return counter_kind_names[static_cast<std::size_t>(kind)];
}

// Texts live as long as the world.
struct Counter {
  Known<u32> netns{};
  Known<Text> container{Absent::NotApplicable};
  Text group{};  // "TcpExt", "sockstat".
  Text name{};   // "ListenDrops", "TCP tw".
  Known<i64> value{};
  CounterKind kind = CounterKind::Counter;
  Known<double> per_s{Absent::NotApplicable};
  Known<Text> meaning{Absent::NotApplicable};  // Not applicable: nobody has told us yet.
};

}  // namespace sonde
