// network_door.cpp: one thread that is told where to go and what to open there.
// SPDX-License-Identifier: Apache-2.0
#include "source/network_door.hpp"

#include <mutex>
#include <optional>
#include <sched.h>
#include <semaphore>

#include "base/worker.hpp"
#include "source/files.hpp"

namespace sonde {

// What the thread and its caller share. Only one caller at a time. A node has thousands of
// questions for its namespaces: each is one semaphore there and one back.
struct NetworkDoor::Room {
  std::mutex mutex{};  // Held by the caller.
  std::binary_semaphore asked{0}, answered{0};
  bool is_closing = false;
  int to = -1;
  const std::function<Result<UniqueFd>()>* open = nullptr;
  std::optional<Result<UniqueFd>> opened{};
  Worker thread{};  // Started with the first use.

  void serve() {
    for (;;) {
      asked.acquire();
      if (is_closing) return;
      opened = go_and_open();
      answered.release();
    }
  }
  Result<UniqueFd> go_and_open() const {
    if (::setns(to, CLONE_NEWNET) != 0)
      return errno_failed(enter_operation, "the network namespace");
    return (*open)();
  }
};

NetworkDoor::NetworkDoor() : room_(std::make_unique<Room>()) {}

NetworkDoor::~NetworkDoor() {
  if (!room_->thread.is_started()) return;
  room_->is_closing = true;
  room_->asked.release();
  room_->thread.join();
}

Result<UniqueFd> NetworkDoor::inside(int network_namespace,
                                     const std::function<Result<UniqueFd>()>& open) {
  const std::lock_guard lock(room_->mutex);
  if (!room_->thread.is_started() && !room_->thread.start([room = room_.get()] { room->serve(); }))
    return failed(std::errc::resource_unavailable_try_again, enter_operation,
                  "the network namespace: no thread can be started");
  room_->to = network_namespace;
  room_->open = &open;
  room_->asked.release();
  room_->answered.acquire();
  Result<UniqueFd> opened = std::move(*room_->opened);
  room_->opened.reset();
  return opened;
}

}  // namespace sonde
