// limit.hpp: one row of the table "limits": how much of something is used, and how much may be.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>

#include "core/value.hpp"

namespace sonde {

// For whom it holds.
enum class LimitScope : u8 { Process, User, Cgroup, Machine };
inline constexpr Text limit_scope_names[] = {"process", "user", "cgroup", "machine"};
constexpr Text name_of(LimitScope scope) {
  return limit_scope_names[static_cast<std::size_t>(scope)];
}

// Texts live as long as the world.
struct Limit {
  LimitScope scope = LimitScope::Machine;
  Text name{};
  Known<int> pid{Absent::NotApplicable};
  Known<Text> process{Absent::NotApplicable}, user{Absent::NotApplicable},
      container{Absent::NotApplicable}, cgroup{Absent::NotApplicable};
  Known<u64> used{};
  Known<u64> soft{Absent::NotApplicable}, hard{Absent::NotApplicable};  // Not applicable: none.

  Known<u64> kills{Absent::NotApplicable};  // For want of memory, there and below.
  // Of a quota of processors, since the cgroup was made: periods, those in which it was used up,
  // and for how long it was stopped then.
  Known<u64> periods{Absent::NotApplicable}, throttled{Absent::NotApplicable},
      throttled_us{Absent::NotApplicable};

  // What is reached first.
  Known<u64> least() const {
    if (soft && hard) return std::min(*soft, *hard);
    return soft ? soft : hard;
  }
};

}  // namespace sonde
