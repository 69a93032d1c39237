// worker.cpp: pthread_create(3), which says by its result when there can be no more threads.
// SPDX-License-Identifier: Apache-2.0
#include "base/worker.hpp"

#include <memory>
#include <utility>

namespace sonde {
namespace {

using Work = std::function<void()>;

void* run(void* work) {
  const std::unique_ptr<Work> owned(static_cast<Work*>(work));
  (*owned)();
  return nullptr;
}

}  // namespace

bool Worker::start(Work work) {
  auto owned = std::make_unique<Work>(std::move(work));
  is_started_ = ::pthread_create(&id_, nullptr, run, owned.get()) == 0;
  if (is_started_) (void)owned.release();  // It is the thread's now.
  return is_started_;
}

void Worker::join() {
  if (std::exchange(is_started_, false)) ::pthread_join(id_, nullptr);
}

void Worker::leave() {
  if (std::exchange(is_started_, false)) ::pthread_detach(id_);
}

}  // namespace sonde
