// interrupt.hpp: Ctrl-C ends what goes on and on, in an orderly way.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <csignal>

namespace sonde {

// Waits. False when SIGINT or SIGTERM came meanwhile, or the reader of standard output went away.
bool sleep_unless_interrupted(std::chrono::duration<double> pause);

// While it lives, Ctrl-C does not end the process: it is kept for whoever asks.
class InterruptWatch {
public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  // Whether Ctrl-C came since the last forget().
  bool came();
  void forget();

private:
  sigset_t before_{};
  bool came_ = false;
};

}  // namespace sonde
