// proc_stat.hpp: processors in /proc/stat, the load in /proc/loadavg.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "decode/line_said.hpp"
#include "model/cpu_use.hpp"

namespace sonde {

struct StatLine {
  Text name{};         // "cpu", "cpu0"; of other lines their first word.
  CpuTimes ticks{};    // Unsupported: the line ends before it, as in Linux before 2.6.33.
  u64 more = 0;        // Columns that a newer kernel has behind those.
  Known<u64> value{};  // Of other lines the first number.
};

// Row: a processor, or all. Header: any other line, such as "procs_running 3".
LineSaid decode_stat_line(Text line, StatLine& decoded);

// /proc/loadavg. False when it is something else.
bool decode_loadavg(Text file, MachineLoad& load);

}  // namespace sonde
