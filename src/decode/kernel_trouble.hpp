// kernel_trouble.hpp: which lines of the kernel log tell that the kernel itself is in trouble.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"

namespace sonde {

inline constexpr Text trouble_names[] = {"hung-task", "soft-lockup",  "hard-lockup",
                                         "rcu-stall", "bug",          "netdevice-held",
                                         "read-only", "memory-error", "machine-check"};

// One of these; "" for a line that tells of none.
Text trouble_of(Text said);

}  // namespace sonde
