// cgroup_limits.hpp: the limits of cgroups, under their names in version 1 and 2.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "model/limit.hpp"
#include "tables/cgroup_list.hpp"

namespace sonde {

// The controllers whose cgroups have them.
inline constexpr Text limiting_controllers[] = {"pids", "memory", "cpu"};

// What they limit.
inline constexpr Text tasks_limit = "tasks";
inline constexpr Text memory_limit = "memory";
inline constexpr Text cpu_limit = "cpu";

// What is limited and used there; without a limit where there is none. Texts live as long as the
// world.
Limit limit_of(const ListedCgroup& group, CgroupList& groups, World& world);

// How many processes of it the kernel has killed for want of memory.
Known<u64> kills_of(const ListedCgroup& group, CgroupList& groups);

// How often its quota of processors was used up: Limit::periods and what follows it.
void read_throttling(const ListedCgroup& group, CgroupList& groups, Limit& row);

}  // namespace sonde
