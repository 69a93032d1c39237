// neighbor.hpp: neighbours as rtnetlink and /proc/net/arp tell them, and stations of bridges.
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

inline constexpr u32 bridge_station_sequence = 0x18;

// A dump of what the bridges of a network namespace have learned.
std::string bridge_station_request();

// A hardware address that a bridge has heard, and the port that it came from.
struct BridgeStation {
  u32 bridge = 0, port = 0;
  Text mac{};
};
// Decodes one RTM_NEWNEIGH of that dump, without its netlink header; Header: an address of the
// machine's own, or no entry of a bridge. The text points into the message.
// Source: net/bridge/br_fdb.c, fdb_fill_info, Linux 6.8.
LineSaid decode_bridge_station(Text message, BridgeStation& station);

// Decodes one line of /proc/net/arp. The interface points into it, the MAC into `mac`.
LineSaid decode_proc_net_arp(Text line, std::string& mac, Neighbor& row);

}  // namespace sonde
