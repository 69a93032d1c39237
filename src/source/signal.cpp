// signal.cpp: pidfd_open(2) and pidfd_send_signal(2).
// SPDX-License-Identifier: Apache-2.0
#include "source/signal.hpp"

#include <poll.h>
#include <sys/syscall.h>

#include "source/files.hpp"

namespace sonde {

Result<UniqueFd> open_process_handle(int pid) {
  UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!process) return errno_failed("open a handle on process", std::to_string(pid));
  return process;
}

Result<void> send_signal(const UniqueFd& process, int signal) {
  if (::syscall(SYS_pidfd_send_signal, *process, signal, nullptr, 0) == 0) return {};
  return errno_failed("send a signal to", "the process");
}

bool ends_within(const UniqueFd& process, std::chrono::milliseconds time) {
  pollfd wait{*process, POLLIN, 0};  // Linux 5.3 tells it so, also of a zombie.
  return ::poll(&wait, 1, static_cast<int>(time.count())) > 0;
}

}  // namespace sonde
