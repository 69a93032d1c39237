// listening_ports.hpp: which ports each process listens on.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// Reads the listeners of the networks of the world, or of all where it has no networks, and finds
// who holds them.
class ListeningPorts {
public:
  explicit ListeningPorts(World& world);

  // "80,443,53/udp" in `room`; not applicable when it was not seen to listen, though all sockets
  // were read.
  Known<Text> of(int pid, std::string& room) const;
  // The processes that listen on it, ascending.
  std::vector<int> holders_of(u16 port) const;
  // Why some listener was not seen, or has no known owner; Known: none is like that.
  Absent unseen() const { return unseen_; }

private:
  std::map<int, std::set<std::pair<bool, u16>>> ports_{};  // TCP before UDP.
  Absent unread_ = Absent::Known;                          // Sockets where a namespace was entered.
  Absent unseen_ = Absent::Known;  // Also namespaces that were not, and owners.
};

}  // namespace sonde
