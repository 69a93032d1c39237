// cgroup_text_test.cpp: files of cgroups as kernels write them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/cgroup_text.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// A hybrid machine: both versions are mounted.
constexpr Text hybrid = "9:name=systemd:/\n8:pids:/a:b\n4:memory:/user.slice/7946\n"
                        "2:cpu,cpuacct:/docker/3f2a\n0::/system.slice/x.service\n";

TEST(CgroupPath, IsThatOfTheHierarchyOfAController) {
  EXPECT_EQ(cgroup_path(hybrid, "memory"), "/user.slice/7946");
  EXPECT_EQ(cgroup_path(hybrid, "cpu"), "/docker/3f2a");
  EXPECT_EQ(cgroup_path(hybrid, "cpuacct"), "/docker/3f2a");
  EXPECT_EQ(cgroup_path(hybrid, "pids"), "/a:b");
  EXPECT_EQ(cgroup_path(hybrid, ""), "/system.slice/x.service");
  EXPECT_EQ(cgroup_path(hybrid, "blkio"), "");
  EXPECT_EQ(cgroup_path("", ""), "");
}

TEST(CgroupNumber, NoLimitIsNoNumber) {
  EXPECT_EQ(*decode_cgroup_number("25\n"), 25U);
  EXPECT_EQ(*decode_cgroup_number("0\n"), 0U);
  EXPECT_EQ(decode_cgroup_number("max\n").why, Absent::NotApplicable);
  EXPECT_EQ(decode_cgroup_number("-1\n").why, Absent::NotApplicable);
  // memory.limit_in_bytes with pages of 4 KiB.
  EXPECT_EQ(decode_cgroup_number("9223372036854771712\n").why, Absent::NotApplicable);
  EXPECT_EQ(decode_cgroup_number("many\n").why, Absent::Malformed);
  EXPECT_EQ(decode_cgroup_number("").why, Absent::Malformed);
}

TEST(CgroupKey, IsTheWholeFirstWordOfALine) {
  constexpr Text events = "low 0\nhigh 0\nmax 112\noom 3\noom_kill 2\noom_group_kill 0\n";
  EXPECT_EQ(*decode_cgroup_key(events, "oom"), 3U);
  EXPECT_EQ(*decode_cgroup_key(events, "oom_kill"), 2U);
  EXPECT_EQ(decode_cgroup_key(events, "oom_k").why, Absent::Unsupported);
  EXPECT_EQ(decode_cgroup_key("nr_periods x\n", "nr_periods").why, Absent::Malformed);
}

TEST(CpuQuota, IsAShareOfAPeriod) {
  EXPECT_DOUBLE_EQ(*decode_cpu_max("50000 100000\n"), 0.5);
  EXPECT_EQ(decode_cpu_max("max 100000\n").why, Absent::NotApplicable);
  EXPECT_EQ(decode_cpu_max("50000\n").why, Absent::Malformed);
  EXPECT_EQ(decode_cpu_max("50000 0\n").why, Absent::Malformed);
  EXPECT_DOUBLE_EQ(*decode_cpu_quota("250000\n", "100000\n"), 2.5);
  EXPECT_EQ(decode_cpu_quota("-1\n", "100000\n").why, Absent::NotApplicable);
  EXPECT_EQ(decode_cpu_quota("1000\n", "").why, Absent::Malformed);
}

}  // namespace
}  // namespace sonde
