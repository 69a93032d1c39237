// byte_order.hpp: which byte order the machine had that printed a table of /proc/net.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>

#include "core/table.hpp"

namespace sonde {

// An opinion and why. `order` is never Infer.
struct OrderVote {
  ByteOrder order = ByteOrder::Little;
  std::string reason{};  // "7F000001 is 127.0.0.1 when read as big-endian". Holds no foreign bytes.
  bool sure = false;     // False: nothing told, or the addresses contradict each other.
};

// How much of a text is looked at.
inline constexpr std::size_t order_sample_bytes = std::size_t{64} * 1024;

// The kernel prints addresses as native words of network-order bytes: 127.0.0.1 is 0100007F on a
// little-endian machine and 7F000001 on a big-endian one. Each address of the text votes for the
// reading in which it is one that hosts have (loopback, private, link-local, mapped), and against
// a reading that no socket has. Without evidence it is little-endian, and not sure.
OrderVote infer_byte_order(Text sample);

}  // namespace sonde
