// listening_on.hpp: the TCP ports of one network namespace at which somebody listens.
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
  explicit ListeningOn(Known<Direction> none) : none_(none) {}

  void add(u16 port) {
    const auto place = std::ranges::lower_bound(ports_, port);
    if (place == ports_.end() || *place != port) ports_.insert(place, port);
  }
  Known<Direction> direction_at(u16 port) const {
    if (ports_.empty()) return none_;
    return std::ranges::binary_search(ports_, port) ? Direction::In : Direction::Out;
  }

private:
  std::vector<u16> ports_{};  // In ascending order; 65,536 at most.
  Known<Direction> none_;
};

}  // namespace sonde
