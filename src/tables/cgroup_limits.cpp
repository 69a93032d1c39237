// cgroup_limits.cpp: pids.max, memory.max, memory.high and cpu.max, and what is used of them.
// SPDX-License-Identifier: Apache-2.0
#include "tables/cgroup_limits.hpp"

#include <algorithm>
#include <cmath>

#include "decode/cgroup_text.hpp"

namespace sonde {
namespace {

void read_tasks(const ListedCgroup& group, CgroupList& groups, Limit& row) {
  row.name = tasks_limit;
  row.hard = groups.number(group, "pids.max");
  if (row.hard) row.used = groups.number(group, "pids.current");
}

// Parts of files that can be dropped at once fill every cgroup up to its limit, and harm nobody.
void read_memory(const ListedCgroup& group, CgroupList& groups, Limit& row) {
  row.name = memory_limit;
  const bool is_first = group.folder.is_first;
  row.hard = groups.number(group, is_first ? "memory.limit_in_bytes" : "memory.max");
  if (!is_first) row.soft = groups.number(group, "memory.high");
  if (!row.least()) return;
  row.used = groups.number(group, is_first ? "memory.usage_in_bytes" : "memory.current");
  std::string room;
  const auto stat = groups.read(group, "memory.stat", room);
  if (!stat) groups.miss(group, stat.error().code);
  const Known<u64> files =
      decode_cgroup_key(stat.value_or(""), is_first ? "total_inactive_file" : "inactive_file");
  if (row.used && files) row.used = *row.used - std::min(*files, *row.used);
}

// Thousandths of a processor, as Kubernetes writes them: 500m. What is used is a rate, and no
// state.
void read_cpu(const ListedCgroup& group, CgroupList& groups, Limit& row) {
  row.name = cpu_limit;
  row.used = Absent::NotApplicable;
  const bool is_first = group.folder.is_first;
  std::string room, period_room;
  const auto text = groups.read(group, is_first ? "cpu.cfs_quota_us" : "cpu.max", room);
  if (!text) {
    row.hard = groups.miss(group, text.error().code);
    return;
  }
  const auto period = is_first ? groups.read(group, "cpu.cfs_period_us", period_room) : Text();
  const Known<double> cpus =
      is_first ? decode_cpu_quota(*text, period.value_or("")) : decode_cpu_max(*text);
  constexpr double cpus_max = 1'000'000;
  if (!cpus)
    row.hard = cpus.why;
  else if (*cpus < cpus_max)
    row.hard = static_cast<u64>(std::llround(*cpus * 1000));
  else
    row.hard = Absent::Malformed;
}

}  // namespace

Limit limit_of(const ListedCgroup& group, CgroupList& groups, World& world) {
  Limit row;
  row.scope = LimitScope::Cgroup;
  row.cgroup = world.texts.keep(group.path());
  if (group.container) row.container = group.container->shown();
  if (group.controller == "memory")
    read_memory(group, groups, row);
  else if (group.controller == "cpu")
    read_cpu(group, groups, row);
  else
    read_tasks(group, groups, row);
  return row;
}

void read_throttling(const ListedCgroup& group, CgroupList& groups, Limit& row) {
  std::string room;
  const auto stat = groups.read(group, "cpu.stat", room);
  if (!stat) {
    row.periods = row.throttled = row.throttled_us = groups.miss(group, stat.error().code);
    return;
  }
  row.periods = decode_cgroup_key(*stat, "nr_periods");
  row.throttled = decode_cgroup_key(*stat, "nr_throttled");
  row.throttled_us = decode_cgroup_key(*stat, "throttled_usec");
  const Known<u64> nanoseconds = decode_cgroup_key(*stat, "throttled_time");  // Version 1.
  if (nanoseconds) row.throttled_us = *nanoseconds / 1000;
}

// In version 1 since Linux 4.13. Before Linux 5.2, which has memory.events.local, those of the
// cgroups below are counted, too.
Known<u64> kills_of(const ListedCgroup& group, CgroupList& groups) {
  std::string room;
  const bool is_first = group.folder.is_first;
  auto text = groups.read(group, is_first ? "memory.oom_control" : "memory.events.local", room);
  if (!text && !is_first) text = groups.read(group, "memory.events", room);
  if (!text) return groups.miss(group, text.error().code);
  return decode_cgroup_key(*text, "oom_kill");
}

}  // namespace sonde
