// network_door.cpp: one thread that is told where to go and what to open there.
// SPDX-License-Identifier: Apache-2.0
#include "source/network_door.hpp"

#include <condition_variable>
#include <mutex>
#include <new>
#include <optional>
#include <sched.h>
#include <system_error>
#include <thread>

#include "source/files.hpp"

namespace sonde {

// What the thread and its caller share. Only one caller at a time.
struct NetworkDoor::Room {
  std::mutex mutex{};
  std::condition_variable changed{};
  bool is_closing = false;
  int to = -1;
  const std::function<Result<UniqueFd>()>* open = nullptr;  // What is to be done; null: nothing.
  std::optional<Result<UniqueFd>> opened{};
  std::thread thread{};  // Started with the first use.

  void serve() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [&] { return is_closing || open; });
      if (is_closing) return;
      opened = go_and_open();
      open = nullptr;
      changed.notify_all();
    }
  }
  // An exception that leaves a thread would end the program.
  Result<UniqueFd> go_and_open() const try {
    if (::setns(to, CLONE_NEWNET) != 0)
      return errno_failed(enter_operation, "the network namespace");
    return (*open)();
  } catch (const std::bad_alloc&) {
    return failed(std::errc::not_enough_memory, enter_operation, "the network namespace");
  }
};

NetworkDoor::NetworkDoor() : room_(std::make_unique<Room>()) {}

NetworkDoor::~NetworkDoor() {
  if (!room_->thread.joinable()) return;
  {
    const std::lock_guard lock(room_->mutex);
    room_->is_closing = true;
  }
  room_->changed.notify_all();
  room_->thread.join();
}

Result<UniqueFd> NetworkDoor::inside(int network_namespace,
                                     const std::function<Result<UniqueFd>()>& open) {
  std::unique_lock lock(room_->mutex);
  if (!room_->thread.joinable()) {
    try {
      room_->thread = std::thread([room = room_.get()] { room->serve(); });
    } catch (const std::system_error&) {
      return failed(std::errc::resource_unavailable_try_again, enter_operation,
                    "the network namespace: no thread can be started");
    }
  }
  room_->to = network_namespace;
  room_->open = &open;
  room_->changed.notify_all();
  room_->changed.wait(lock, [&] { return room_->opened.has_value(); });
  Result<UniqueFd> opened = std::move(*room_->opened);
  room_->opened.reset();
  return opened;
}

}  // namespace sonde
