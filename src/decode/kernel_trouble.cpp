// kernel_trouble.cpp: how the kernel begins such lines; of Linux 3.10 to 6.18.
// SPDX-License-Identifier: Apache-2.0
#include "decode/kernel_trouble.hpp"

namespace sonde {
namespace {

// Some lines begin with the name of a process, 15 bytes that anybody may choose: what a line must
// begin with, or hold besides, is longer.
struct TroubleSign {
  Text begins, holds, trouble;
};
constexpr TroubleSign signs[] = {
    // kernel/hung_task.c: INFO: task dd:4711 blocked for more than 122 seconds.
    {"INFO: task ", " blocked for more than ", "hung-task"},
    // kernel/watchdog.c: watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [dd:4711]
    {"watchdog: BUG: soft lockup", "", "soft-lockup"},
    {"NMI watchdog: BUG: soft lockup", "", "soft-lockup"},
    {"BUG: soft lockup", "", "soft-lockup"},
    {"watchdog: Watchdog detected hard LOCKUP", "", "hard-lockup"},
    {"NMI watchdog: Watchdog detected hard LOCKUP", "", "hard-lockup"},
    // kernel/rcu/tree_stall.h: rcu: INFO: rcu_preempt self-detected stall on CPU
    {"rcu: INFO: rcu_", "detected stall", "rcu-stall"},
    {"INFO: rcu_", "detected stall", "rcu-stall"},
    // arch/x86/mm/fault.c, mm/page_alloc.c, kernel/sched/core.c, kernel/workqueue.c
    {"BUG: kernel NULL pointer", "", "bug"},
    {"BUG: unable to handle", "", "bug"},
    {"BUG: Bad page state", "", "bug"},
    {"BUG: scheduling while atomic", "", "bug"},
    {"BUG: workqueue lockup", "", "bug"},
    {"general protection fault, ", "", "bug"},
    {"Unable to handle kernel ", "", "bug"},
    // net/core/dev.c: unregister_netdevice: waiting for lo to become free. Usage count = 1
    {"unregister_netdevice: waiting for ", "", "netdevice-held"},
    // fs/ext4/super.c: EXT4-fs (sda1): Remounting filesystem read-only
    {"EXT4-fs (", ": Remounting filesystem read-only", "read-only"},
    // drivers/edac/edac_mc.c: EDAC MC0: 1 UE memory read error on ...
    {"EDAC MC", " UE memory ", "memory-error"},
    {"mce: [Hardware Error]", "", "machine-check"},
};

}  // namespace

Text trouble_of(Text said) {
  for (const TroubleSign& sign : signs)
    if (said.starts_with(sign.begins) && said.find(sign.holds) != Text::npos) return sign.trouble;
  return {};
}

}  // namespace sonde
