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
  sigset_t before;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &signals, &before);
  const UniqueFd arrived(::signalfd(-1, &signals, SFD_CLOEXEC));
  pollfd waits[] = {{*arrived, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(pause).count();
  const int ready = ::poll(waits, 2, static_cast<int>(ms));
  // What came is taken, or it would end the process now. What comes later does so: a look may hang.
  bool has_come = false;
  constexpr timespec now{};
  while (::sigtimedwait(&signals, nullptr, &now) > 0) has_come = true;
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  return ready == 0 && !has_come;
}

InterruptWatch::InterruptWatch() {
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  ::sigprocmask(SIG_BLOCK, &interrupt, &before_);
}

// One that is still pending would end the process now: it was meant for what went on here.
InterruptWatch::~InterruptWatch() {
  forget();
  ::sigprocmask(SIG_SETMASK, &before_, nullptr);
}

bool InterruptWatch::came() {
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  constexpr timespec now{};
  came_ = came_ || ::sigtimedwait(&interrupt, nullptr, &now) == SIGINT;
  return came_;
}

void InterruptWatch::forget() {
  came();
  came_ = false;
}

}  // namespace sonde
