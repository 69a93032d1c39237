// worker.hpp: a thread that may fail to start: std::thread would tell that by an exception.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <pthread.h>

namespace sonde {

// Waits for its end when it goes, unless it was left behind.
class Worker {
public:
  Worker() = default;
  ~Worker() { join(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // False when the machine lets us have no more threads. Only once, or after join().
  bool start(std::function<void()> work);
  bool is_started() const { return is_started_; }
  void join();
  // Nobody waits for it any more: what it uses must be its own.
  void leave();

private:
  pthread_t id_{};
  bool is_started_ = false;
};

}  // namespace sonde
