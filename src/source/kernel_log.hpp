// kernel_log.hpp: what the kernel still keeps of its log, without waiting for more.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// What asks for the kernel log: Question::How::HostTail of this name.
inline constexpr Text kernel_log_name = "dev/kmsg";

// The records of /dev/kmsg, a line each, in `room`; of a very large log the last 8 to 16 MiB. They
// stay there for the next reader.
Result<Text> read_kernel_log(std::string& room);

}  // namespace sonde
