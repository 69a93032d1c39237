// interrupt.cpp: waits for a signal or for the time, whichever comes first.
// SPDX-License-Identifier: Apache-2.0
#include "command/interrupt.hpp"

#include <csignal>
#include <ctime>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/unique_fd.hpp"

namespace sonde {

bool sleep_unless_interrupted(std::chrono::duration<double> pause) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  const UniqueFd arrived(::signalfd(-1, &signals, SFD_CLOEXEC));
  pollfd waits[] = {{*arrived, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(pause).count();
  const int ready = ::poll(waits, 2, static_cast<int>(ms));
  return ready == 0;
}

}  // namespace sonde
