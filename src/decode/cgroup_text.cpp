// cgroup_text.cpp: single numbers, and numbers behind keys.
// SPDX-License-Identifier: Apache-2.0
#include "decode/cgroup_text.hpp"

#include "base/text.hpp"

namespace sonde {
namespace {

Known<double> share(u64 quota_us, u64 period_us) {
  if (period_us == 0) return Absent::Malformed;
  return static_cast<double>(quota_us) / static_cast<double>(period_us);
}

}  // namespace

// kernel/cgroup/cgroup.c, proc_cgroup_show; the path may hold colons:
//   4:memory:/docker/3f2a
//   1:cpu,cpuacct:/
//   0::/system.slice/ssh.service
Text cgroup_path(Text file, Text controller) {
  while (!file.empty()) {
    Text line = next_line(file);
    const std::size_t first = line.find(':');
    const std::size_t second = first == Text::npos ? first : line.find(':', first + 1);
    if (second == Text::npos) continue;
    const Text list = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? list.empty() : has_word(list, controller))
      return line.substr(second + 1);
  }
  return {};
}

Known<u64> decode_cgroup_number(Text file) {
  const Text text = trim(file);
  if (text == "max" || text == "-1") return Absent::NotApplicable;
  u64 number = 0;
  if (!parse_number(text, number)) return Absent::Malformed;
  return number >= no_memory_limit ? Known<u64>(Absent::NotApplicable) : number;
}

Known<u64> decode_cgroup_key(Text file, Text key) {
  while (!file.empty()) {
    Text line = next_line(file);
    if (next_word(line) != key) continue;
    u64 number = 0;
    return parse_number(trim(line), number) ? Known<u64>(number) : Known<u64>(Absent::Malformed);
  }
  return Absent::Unsupported;
}

// kernel/sched/core.c, cpu_period_quota_print.
Known<double> decode_cpu_max(Text file) {
  Text rest = trim(file);
  const Text quota = next_word(rest);
  u64 quota_us = 0;
  u64 period_us = 0;
  if (!parse_number(trim(rest), period_us)) return Absent::Malformed;
  if (quota == "max") return Absent::NotApplicable;
  return parse_number(quota, quota_us) ? share(quota_us, period_us)
                                       : Known<double>(Absent::Malformed);
}

Known<double> decode_cpu_quota(Text quota, Text period) {
  const Known<u64> quota_us = decode_cgroup_number(quota);
  const Known<u64> period_us = decode_cgroup_number(period);
  if (!quota_us) return quota_us.why;
  return period_us ? share(*quota_us, *period_us) : Known<double>(Absent::Malformed);
}

}  // namespace sonde
