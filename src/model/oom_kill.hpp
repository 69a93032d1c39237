// oom_kill.hpp: one row of the table "oom": a process that was killed for want of memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// What ran out: memory of a cgroup, of the machine, of the nodes of a cpuset or of a memory policy.
enum class OomCause : u8 { Cgroup, Machine, Cpuset, Policy };
inline constexpr Text oom_cause_names[] = {"cgroup", "machine", "cpuset", "policy"};
constexpr Text name_of(OomCause cause) { return oom_cause_names[static_cast<std::size_t>(cause)]; }

// Texts live as long as the world. What counts only kills knows of no process.
struct OomKill {
  Known<Text> time{Absent::NotApplicable};
  u64 kills = 1;
  Known<int> pid{Absent::NotApplicable};
  Known<Text> process{Absent::NotApplicable};
  Known<u64> rss_bytes{Absent::NotApplicable};
  Known<i64> score{Absent::NotApplicable}, score_adj{Absent::NotApplicable};
  Known<int> chosen_pid{Absent::NotApplicable};
  Known<Text> chosen{Absent::NotApplicable}, invoked_by{Absent::NotApplicable};
  Known<OomCause> cause{Absent::NotApplicable};
  Known<Text> cgroup{Absent::NotApplicable}, process_cgroup{Absent::NotApplicable},
      container{Absent::NotApplicable};
  Known<u64> limit_bytes{Absent::NotApplicable};
  Text source{};
};

}  // namespace sonde
