// listening_on.hpp: the TCP ports of one network namespace at which somebody serves.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <vector>

#include "model/socket.hpp"

namespace sonde {

// The kernel lists listeners before connections, so that they are known when those are read.
class ListeningOn {
public:
  // `none`: what a place says where no listener was seen: a live one knows that there is none.
  // `first`: the least port that a connection gets by itself (net.ipv4.ip_local_port_range).
  ListeningOn(Known<Direction> none, Known<u32> first) : none_(none), first_(first) {}

  void add(u16 port) {
    const auto place = std::ranges::lower_bound(ports_, port);
    if (place == ports_.end() || *place != port) ports_.insert(place, port);
  }
  // A server that has closed its listener is known by a port that no connection gets by itself. A
  // client may choose such a one, as NFS does, but then that of its server is no other.
  Known<Direction> direction_of(u16 local_port, u16 remote_port) const {
    if (std::ranges::binary_search(ports_, local_port)) return Direction::In;
    if (first_ && local_port < *first_ && remote_port >= *first_) return Direction::In;
    return ports_.empty() ? none_ : Known<Direction>(Direction::Out);
  }

private:
  std::vector<u16> ports_{};  // In ascending order; 65,536 at most.
  Known<Direction> none_;
  Known<u32> first_;
};

}  // namespace sonde
