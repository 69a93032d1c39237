// neighbor.hpp: neighbours as rtnetlink and /proc/net/arp tell them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>

#include "decode/line_said.hpp"
#include "model/neighbor.hpp"

namespace sonde {

inline constexpr u32 neighbor_sequence = 0x15;

// A dump of all neighbours of a network namespace, IPv4 and IPv6.
std::string neighbor_request();

// Decodes one RTM_NEWNEIGH, without its netlink header. Header: an entry that is no address, as of
// a bridge. Texts point into the message.
// Source: net/core/neighbour.c, neigh_fill_info, Linux 6.8.
LineSaid decode_neighbor(Text message, Neighbor& row);

// Decodes one line of /proc/net/arp. The interface points into it, the MAC into `mac`.
LineSaid decode_proc_net_arp(Text line, std::string& mac, Neighbor& row);

}  // namespace sonde
