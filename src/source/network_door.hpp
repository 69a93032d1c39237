// network_door.hpp: opens sockets and files inside other network namespaces, in its own thread.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>

#include "base/result.hpp"
#include "base/unique_fd.hpp"

namespace sonde {

// Only a thread of its own enters namespaces: one that could not go back would look at the wrong
// network for ever, and nobody would notice. What it opens stays in the namespace where it was
// opened, whoever uses it then.
class NetworkDoor {
public:
  NetworkDoor();
  ~NetworkDoor();
  NetworkDoor(const NetworkDoor&) = delete;
  NetworkDoor& operator=(const NetworkDoor&) = delete;

  // Runs `open` in the namespace. It needs CAP_SYS_ADMIN: without it the error is the kernel's
  // refusal, with the operation `enter_operation`.
  Result<UniqueFd> inside(int network_namespace, const std::function<Result<UniqueFd>()>& open);

private:
  struct Room;
  std::unique_ptr<Room> room_;
};

// What the error of a namespace that cannot be entered was trying to do.
constexpr const char* enter_operation = "enter";

}  // namespace sonde
