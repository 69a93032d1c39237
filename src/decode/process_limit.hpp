// process_limit.hpp: a limit of a process, out of /proc/PID/limits.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Not applicable: unlimited.
struct ProcessLimit {
  Known<u64> soft{}, hard{};
};

// By the words in front: "Max open files". Malformed when there is no such line.
ProcessLimit decode_process_limit(Text limits, Text name);

}  // namespace sonde
