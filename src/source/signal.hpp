// signal.hpp: sends a signal to the very process that was looked at, and to no later one.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace sonde {

// A handle on a process, which stands for it alone also when its pid is used again. Linux 5.3.
Result<UniqueFd> open_process_handle(int pid);

Result<void> send_signal(const UniqueFd& process, int signal);

// Whether it has ended, or does so within that time.
bool ends_within(const UniqueFd& process, std::chrono::milliseconds time);

}  // namespace sonde
