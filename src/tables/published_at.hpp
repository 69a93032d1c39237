// published_at.hpp: at which ports of the machine a listening socket can be reached.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/table.hpp"
#include "model/published.hpp"
#include "model/socket.hpp"

namespace sonde {

// The ports that the network namespace of the machine publishes, by where they lead.
class PublishedAt {
public:
  explicit PublishedAt(World& world);

  // "0.0.0.0:8080, [::]:8080" in `room`. NotApplicable: it is published nowhere, or stands in the
  // network of the machine, where every port is open anyway.
  Known<Text> of(const Socket& socket, std::string& room) const;

private:
  struct Port {
    Known<Address> target{};
    std::string at{};
  };
  using Target = std::tuple<u32, Text, u16>;  // Network namespace, protocol, port.

  void take(const Published& row);

  std::map<Target, std::vector<Port>> ports_{};
  std::set<u32> uncertain_{};  // Namespaces with a target whose port netfilter chooses.
  Known<u32> machine_{};
  bool is_inside_ = false;  // Of a pid namespace: what looks like the machine may be a container.
  Absent unseen_ = Absent::NotApplicable;  // Why there may be more.
};

}  // namespace sonde
