// other_machines.hpp: who has the connections of other machines that answer beside this one.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>

#include "core/table.hpp"
#include "tables/ends_key.hpp"

namespace sonde {

// The connections of several machines, by their ends. It outlives the worlds that look into it.
class MachineConnections {
public:
  // Looks for those of one machine. What cannot be seen is told when that machine answers itself.
  void add(World& world, Text host);
  // Who has the socket with these ends on a machine that is not called `own`; null when none has
  // it, or several.
  const SocketPeer* find(const EndsKey& ends, Text own) const;

private:
  std::unordered_multimap<EndsKey, const SocketPeer*, EndsHash> by_ends_{};
  Arena texts_{};
};

// Put into a world that answers beside others. Without it nobody else is known.
struct OtherMachines {
  explicit OtherMachines(World&) {}
  OtherMachines(const MachineConnections& all, std::string own_name)
      : connections(&all), own(std::move(own_name)) {}

  const MachineConnections* connections = nullptr;
  std::string own{};  // What this machine is called.
};

}  // namespace sonde
