// cpu_use.hpp: one row of the table "cpu": what a processor, or all of them, spent its time on.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "core/value.hpp"

namespace sonde {

// The order is that of /proc/stat; each kernel but the oldest has all of them.
enum class CpuTime : u8 {
  User,
  Nice,
  System,
  Idle,
  IoWait,
  Irq,
  SoftIrq,
  Steal,
  Guest,
  GuestNice,
};
inline constexpr std::size_t cpu_time_count = 10;
// In ticks of 10 ms. Guests are not counted with user and nice again.
using CpuTimes = std::array<Known<u64>, cpu_time_count>;

// What only the row of all processors has, but for `cpus`; not applicable elsewhere.
struct MachineLoad {
  Known<double> load1{Absent::NotApplicable}, load5{Absent::NotApplicable},
      load15{Absent::NotApplicable};
  Known<u64> runnable{Absent::NotApplicable}, blocked{Absent::NotApplicable},
      threads{Absent::NotApplicable}, cpus{Absent::NotApplicable};
};

// The least that the cgroup of the place, or one above it, allows.
struct CpuQuota {
  Known<double> cpus{Absent::NotApplicable};  // Processors; not applicable: as many as there are.
  Known<u64> periods{Absent::NotApplicable}, throttled{Absent::NotApplicable},
      throttled_us{Absent::NotApplicable};
  // Since the look before; in the first one since the cgroup was made.
  Known<u64> spent_periods{Absent::NotApplicable}, spent_throttled{Absent::NotApplicable};
};

// Texts live as long as the world.
struct CpuUse {
  Text cpu{};        // "all", "0"
  CpuTimes ticks{};  // Since boot.
  CpuTimes spent{};  // Since the look before; in the first one since boot.
  MachineLoad load{};
  CpuQuota quota{};
  Known<u64> packets{};  // Taken in since boot, see /proc/net/softnet_stat.
};

}  // namespace sonde
