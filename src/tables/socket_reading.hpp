// socket_reading.hpp: reads the sockets of a world, by whichever way it has, one after the other.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <functional>

#include "core/table.hpp"
#include "decode/decoded_socket.hpp"

namespace sonde {

// The TCP sockets that have a peer, as bits of SocketWish::tcp_states. For listeners, and again for
// those that are only bound, the kernel walks over those of all namespaces (tcp_diag_dump).
inline constexpr u32 states_with_peer =
    ~(1U << static_cast<unsigned>(State::Listen) | 1U << static_cast<unsigned>(State::Bound));

// What somebody wants to see; the rest is not asked for.
struct SocketWish {
  std::array<bool, std::size(protocol_names)> protocols{};
  bool ipv4 = true;
  bool ipv6 = true;
  u32 tcp_states = ~0U;     // Bit n: TCP sockets in State n.
  bool tcp_info = false;    // The congestion control and what it knows.
  bool memory = false;      // Socket memory and its limits.
  bool dual_stack = false;  // Say where text does not tell it for sure.
  bool drops = false;       // Packets that UDP and other datagram sockets had to drop.

  bool wants(Protocol protocol) const { return protocols[static_cast<std::size_t>(protocol)]; }
  static SocketWish only(Protocol protocol);
};

// Texts of the row are valid during the call.
using UseSocket = std::function<More(const DecodedSocket& row)>;

// Reads the network namespace that `network` looks at: netlink first, then the text of /proc/net,
// or the text that was piped in. What could not be read becomes a gap. An error only when nothing
// at all could be understood.
Result<void> read_sockets(World& world, Source& network, const SocketWish& wish, Sink& sink,
                          const UseSocket& use);

}  // namespace sonde
