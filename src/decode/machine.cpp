// machine.cpp: one number each of /proc/meminfo, /proc/stat and /proc/uptime.
// SPDX-License-Identifier: Apache-2.0
#include "decode/machine.hpp"

#include <cstddef>

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"

namespace sonde {
namespace {

// What stands behind the key in the first line that begins with it; `found` says whether one did.
Text value_of(Text file, Text key, bool& found) {
  found = false;
  while (!file.empty()) {  // To the end of the file.
    const Text line = next_line(file);
    found = line.starts_with(key);
    if (found) return trim(line.substr(key.size()));
  }
  return {};
}

}  // namespace

// fs/proc/meminfo.c: "MemTotal:       24684084 kB".
Known<u64> decode_memory_total(Text meminfo) {
  bool found = false;
  Text value = value_of(meminfo, "MemTotal:", found);
  if (!found) return Absent::NotCollected;
  u64 kilobytes = 0;
  if (!parse_number(next_word(value), kilobytes) || trim(value) != "kB") return Absent::Malformed;
  if (kilobytes > ~u64{0} / 1024) return Absent::Malformed;
  return kilobytes * 1024;
}

// fs/proc/stat.c: "btime 1795289582".
Known<u64> decode_boot_time(Text stat) {
  bool found = false;
  const Text value = value_of(stat, "btime ", found);
  if (!found) return Absent::NotCollected;
  u64 seconds = 0;
  if (!parse_number(value, seconds)) return Absent::Malformed;
  return seconds;
}

// fs/proc/uptime.c: "46901.13 46856.66". Always two decimals.
Known<double> decode_uptime(Text uptime) {
  const Text line = trim(next_line(uptime));
  if (line.empty()) return Absent::NotCollected;
  const Text number = line.substr(0, line.find(' '));
  const std::size_t point = number.find('.');
  u32 seconds = 0;  // 136 years.
  u32 hundredths = 0;
  if (point == Text::npos || number.size() != point + 3) return Absent::Malformed;
  if (!parse_number(number.substr(0, point), seconds)) return Absent::Malformed;
  if (!parse_number(number.substr(point + 1), hundredths)) return Absent::Malformed;
  return seconds + hundredths / 100.0;
}

}  // namespace sonde
