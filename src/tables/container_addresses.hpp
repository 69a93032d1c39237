// container_addresses.hpp: which container an address belongs to.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>

#include "core/table.hpp"

namespace sonde {

// Calls `use` with each address of the network namespace of a process, but for loopback and
// link-local ones. Answers why there are none, or Known when its tables could be read.
Absent each_address_of(Source& source, int pid, const std::function<void(const Address&)>& use);

// The containers of a world by address. Those that share the network of the machine have no address
// of their own. Where several share one network, as in a pod, it is the name of their pod.
class ContainerAddresses {
public:
  explicit ContainerAddresses(World& world);

  // NotApplicable: no container that can be seen has the address.
  Known<Text> find(const std::array<u8, 16>& bytes, u8 version) const;
  bool empty() const { return names_.empty(); }

private:
  std::map<std::pair<u8, std::array<u8, 16>>, Known<Text>> names_{};
};

}  // namespace sonde
