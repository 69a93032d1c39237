// neighbor.cpp: NDA_ attributes of a neighbour or a station, and lines of /proc/net/arp.
// SPDX-License-Identifier: Apache-2.0
#include "decode/neighbor.hpp"

#include <bit>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "base/text.hpp"
#include "decode/address.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/table_header.hpp"

namespace sonde {
namespace {

// An entry is in one state; its bit is the number.
Known<NeighborState> state_of(u16 bits) {
  if (bits == 0) return NeighborState::None;
  const int number = std::countr_zero(bits) + 1;
  if (!std::has_single_bit(bits) || number > static_cast<int>(NeighborState::Permanent))
    return Absent::Malformed;
  return static_cast<NeighborState>(number);
}

void read_attribute(const NetlinkAttribute& attribute, Neighbor& row) {
  switch (attribute.type) {
    case NDA_DST: row.address = known_address(attribute.payload); return;
    case NDA_LLADDR:
      if (!attribute.payload.empty()) row.mac = attribute.payload;
      return;
    case NDA_PROBES: row.probes = number_at<u32>(attribute.payload, 0); return;
    case NDA_CACHEINFO: {
      nda_cacheinfo info;
      if (!attribute.get(info)) return;
      constexpr u32 ticks_a_second = 100;  // USER_HZ.
      row.confirmed_s = info.ndm_confirmed / ticks_a_second;
      row.used_s = info.ndm_used / ticks_a_second;
      row.updated_s = info.ndm_updated / ticks_a_second;
      return;
    }
    default: return;
  }
}

bool read_mac(Text word, std::string& mac) {
  mac.clear();
  for (; word.size() >= 2; word.remove_prefix(std::min<std::size_t>(word.size(), 3))) {
    u8 byte = 0;
    const bool is_byte = parse_number(word.substr(0, 2), byte, 16);
    if (!is_byte || (word.size() > 2 && word[2] != ':')) return false;
    mac += static_cast<char>(byte);
  }
  return word.empty() && !mac.empty();
}

}  // namespace

std::string neighbor_request() {
  ndmsg body{};
  body.ndm_family = AF_UNSPEC;
  return dump_request(RTM_GETNEIGH, neighbor_sequence, body);
}

LineSaid decode_neighbor(Text message, Neighbor& row) {
  ndmsg head;
  if (!take(message, head)) return LineSaid::Malformed;
  if (head.ndm_family != AF_INET && head.ndm_family != AF_INET6) return LineSaid::Header;
  row = {};
  row.mac = Absent::NotApplicable;
  row.index = static_cast<u32>(head.ndm_ifindex);
  row.state = state_of(head.ndm_state);
  row.flags = u32{head.ndm_flags};
  each_attribute(message,
                 [&](const NetlinkAttribute& attribute) { read_attribute(attribute, row); });
  return row.address ? LineSaid::Row : LineSaid::Malformed;
}

std::string bridge_station_request() {
  ndmsg body{};
  body.ndm_family = AF_BRIDGE;
  return dump_request(RTM_GETNEIGH, bridge_station_sequence, body);
}

// What a card filters by, and a tunnel, come in the same dump, and have no NDA_MASTER.
LineSaid decode_bridge_station(Text message, BridgeStation& station) {
  ndmsg head;
  if (!take(message, head)) return LineSaid::Malformed;
  if (head.ndm_family != AF_BRIDGE || (head.ndm_state & NUD_PERMANENT)) return LineSaid::Header;
  station = {0, static_cast<u32>(head.ndm_ifindex), {}};
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NDA_LLADDR) station.mac = attribute.payload;
    if (attribute.type == NDA_MASTER) station.bridge = number_at<u32>(attribute.payload, 0).value;
  });
  return station.bridge == 0 || station.mac.empty() ? LineSaid::Header : LineSaid::Row;
}

// net/ipv4/arp.c, arp_format_neigh_entry. Flags: 0x0 nobody has answered (yet, or any more), 0x2
// somebody has, 0x6 it is permanent; of 0x0 and 0x2 the text does not tell the state:
// IP address       HW type     Flags       HW address            Mask     Device
// 192.168.71.254   0x1         0x2         00:50:56:f3:2f:ae     *        ens33
LineSaid decode_proc_net_arp(Text line, std::string& mac, Neighbor& row) {
  line = trim(line);
  if (line.empty() || line.starts_with("IP address")) return LineSaid::Header;
  const Words words = split_words(line);
  Address address;
  if (!parse_address(words.at(0), address) || address.version != 4) return LineSaid::Unknown;
  u32 flags = 0;
  const Text digits = words.at(2);
  const bool is_whole = digits.starts_with("0x") && parse_number(digits.substr(2), flags, 16) &&
                        read_mac(words.at(3), mac) && !words.at(5).empty();
  if (!is_whole) return LineSaid::Malformed;
  constexpr u32 complete = 0x2;  // ATF_COM and ATF_PERM of linux/if_arp.h.
  constexpr u32 permanent = 0x4;
  row = {};
  row.address = address;
  row.interface = words.at(5);
  row.mac = flags & complete ? Known<Text>(mac) : Known<Text>(Absent::NotApplicable);
  if (flags & permanent) row.state = NeighborState::Permanent;
  return LineSaid::Row;
}

}  // namespace sonde
