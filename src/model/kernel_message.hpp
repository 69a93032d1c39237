// kernel_message.hpp: one row of the table "kernel_log": what the kernel said, as dmesg shows it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// The priorities of syslog(3).
inline constexpr Text log_level_names[] = {"emergency", "alert",  "critical", "error",
                                           "warning",   "notice", "info",     "debug"};

// Texts live as long as the world.
struct KernelMessage {
  u64 sequence = 0;
  Known<Text> time{};
  Known<i64> age_s{};
  Text level{};
  Known<Text> trouble{Absent::NotApplicable};
  Text message{};
};

}  // namespace sonde
