// own_session.hpp: sonde itself, where it is, and the SSH connection that carries it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/table.hpp"

namespace sonde {

struct OwnSession {
  // Sonde alone; whoever knows more shares more with the world.
  explicit OwnSession(World& world);

  Known<int> pid{Absent::NotApplicable};    // Not of a copy.
  Known<u32> netns{Absent::NotApplicable};  // Where its commands are typed.
  // "198.51.100.7 51234 172.31.24.219 22" of SSH_CONNECTION: the far end, then this one. Or empty.
  std::string connection{};
};

}  // namespace sonde
