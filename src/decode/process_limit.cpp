// process_limit.cpp: a line by its first words.
// SPDX-License-Identifier: Apache-2.0
#include "decode/process_limit.hpp"

#include "base/text.hpp"

namespace sonde {
namespace {

Known<u64> limit_of(Text word) {
  u64 limit = 0;
  if (parse_number(word, limit)) return limit;
  return word == "unlimited" ? Absent::NotApplicable : Absent::Malformed;
}

}  // namespace

// fs/proc/base.c, proc_pid_limits:
// Limit                     Soft Limit           Hard Limit           Units
// Max open files            1024                 524288               files
// Max processes             unlimited            unlimited            processes
ProcessLimit decode_process_limit(Text limits, Text name) {
  while (!limits.empty()) {  // To the end of the file, which has 17 lines.
    Text line = next_line(limits);
    if (!line.starts_with(name) || !line.substr(name.size()).starts_with(' ')) continue;
    line.remove_prefix(name.size());
    const Known<u64> soft = limit_of(next_word(line));
    return {soft, limit_of(next_word(line))};
  }
  return {Absent::Malformed, Absent::Malformed};
}

}  // namespace sonde
