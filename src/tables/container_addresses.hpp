// container_addresses.hpp: which container an address belongs to.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <map>

#include "core/table.hpp"

namespace sonde {

struct Resident;

// Calls `use` with each address of the network namespace of a process, but for loopback and
// link-local ones. Answers why there are none, or Known when its tables could be read.
Absent each_address_of(Source& source, int pid, const std::function<void(const Address&)>& use);

// Which network namespace has an address, of all that have a process. Who gives itself the address
// of another gets nothing by it: then nobody has it.
class NetworkAddresses {
public:
  explicit NetworkAddresses(World& world);

  // NotApplicable: none has it. Unsupported: several have. Otherwise why nobody could look
  // everywhere.
  Known<u32> find(const Address& address) const;

private:
  bool read(Source& source, const Resident& resident);
  void note_unseen(Absent why);

  std::map<std::pair<u8, std::array<u8, 16>>, Known<u32>> networks_{};
  Absent unseen_ = Absent::NotApplicable;
};

// The containers of a world by address. Those that share the network of the machine have no address
// of their own. Where several share one network, as in a pod, it is the name of their pod.
class ContainerAddresses {
public:
  explicit ContainerAddresses(World& world);

  // NotApplicable: no container has the address. The other reasons are those of NetworkAddresses.
  Known<Text> find(const std::array<u8, 16>& bytes, u8 version) const;

private:
  const NetworkAddresses& addresses_;
  std::map<u32, Known<Text>> names_{};
};

}  // namespace sonde
