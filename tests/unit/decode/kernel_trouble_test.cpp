// kernel_trouble_test.cpp: lines as kernels print them, and lines that a process forges.
// SPDX-License-Identifier: Apache-2.0
#include "decode/kernel_trouble.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// The examples of kernel-monitor.json of the node problem detector, and of the kernel's sources.
TEST(KernelTrouble, LinesOfTheKernelAreKnown) {
  EXPECT_EQ(trouble_of("INFO: task docker:20744 blocked for more than 120 seconds."), "hung-task");
  EXPECT_EQ(trouble_of("INFO: task umount.aufs:21568 blocked for more than 120 seconds."),
            "hung-task");
  EXPECT_EQ(trouble_of("unregister_netdevice: waiting for lo to become free. Usage count = 1"),
            "netdevice-held");
  EXPECT_EQ(trouble_of("BUG: unable to handle kernel NULL pointer dereference at 0000000000000008"),
            "bug");
  EXPECT_EQ(trouble_of("watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [dd:4711]"),
            "soft-lockup");
  EXPECT_EQ(trouble_of("rcu: INFO: rcu_preempt self-detected stall on CPU"), "rcu-stall");
  EXPECT_EQ(trouble_of("INFO: rcu_sched detected stalls on CPUs/tasks: { 1}"), "rcu-stall");
  EXPECT_EQ(trouble_of("EXT4-fs (sda1): Remounting filesystem read-only"), "read-only");
}

// The name of a process may have 15 bytes (TASK_COMM_LEN).
TEST(KernelTrouble, TheNameOfAProcessForgesNone) {
  EXPECT_EQ(trouble_of("BUG: soft locku[42]: segfault at 0 ip 0 sp 0 error 4 in x[1000+1]"), "");
  EXPECT_EQ(trouble_of("INFO: task x:1 invoked oom-killer: gfp_mask=0x0, order=0"), "");
  EXPECT_EQ(trouble_of("EXT4-fs (sda1): mounted filesystem with ordered data mode"), "");
  EXPECT_EQ(trouble_of("x[1]: segfault at 0, INFO: task x:1 blocked for more than 9 seconds"), "");
  EXPECT_EQ(trouble_of(""), "");
}

}  // namespace
}  // namespace sonde
