// cgroup_text.hpp: the small files of a cgroup, of version 1 and 2.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// The path of a process below the hierarchy of a controller, out of /proc/PID/cgroup; version 2 is
// the controller "". "" when there is none.
Text cgroup_path(Text file, Text controller);

// PAGE_COUNTER_MAX of version 1 in bytes, and more, is no limit: LONG_MAX cut to a page, of 4 KiB
// to 64 KiB.
inline constexpr u64 no_memory_limit = 0x7FFF'FFFF'FFFF'0000;

// A limit or a use: "4096"; not applicable for "max" and -1, and for what version 1 writes for
// none: 2^63 - 1 cut to a page, or more.
Known<u64> decode_cgroup_number(Text file);

// The number behind a key, a line each: "nr_throttled 50" of cpu.stat, "oom_kill 2" of
// memory.events. Unsupported: no such line.
Known<u64> decode_cgroup_key(Text file, Text key);

// cpu.max of version 2: "50000 100000", in microseconds; not applicable for "max 100000".
Known<double> decode_cpu_max(Text file);

// cpu.cfs_quota_us and cpu.cfs_period_us of version 1; not applicable for a quota of -1.
Known<double> decode_cpu_quota(Text quota, Text period);

}  // namespace sonde
