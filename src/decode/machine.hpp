// machine.hpp: what /proc/meminfo, /proc/stat and /proc/uptime say of the whole machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// In which /proc/stat and /proc/PID/stat count: USER_HZ of every architecture but alpha and ia64.
inline constexpr u64 ticks_per_second = 100;

// MemTotal of /proc/meminfo. lxcfs and gVisor put the container's limit there.
Known<u64> decode_memory_total(Text meminfo);

// btime of /proc/stat: when it booted, in seconds since 1970.
Known<u64> decode_boot_time(Text stat);

// The first number of /proc/uptime: seconds since it booted, sleep included.
Known<double> decode_uptime(Text uptime);

}  // namespace sonde
