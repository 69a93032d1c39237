// link.cpp: IFLA_ attributes of a device to a row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/link.hpp"

#include <linux/if_arp.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

// What NETLINK_ROUTE says in numbers is in the order of this machine.
template <class T> Known<T> number_of(const NetlinkAttribute& attribute) {
  return number_at<T>(attribute.payload, 0);
}

// Where a counter stands in struct rtnl_link_stats64, which grew at its end.
struct Counter {
  Known<u64> Interface::* member;
  std::size_t offset;
};
constexpr Counter counters[] = {
    {&Interface::rx_packets, offsetof(rtnl_link_stats64, rx_packets)},
    {&Interface::tx_packets, offsetof(rtnl_link_stats64, tx_packets)},
    {&Interface::rx_bytes, offsetof(rtnl_link_stats64, rx_bytes)},
    {&Interface::tx_bytes, offsetof(rtnl_link_stats64, tx_bytes)},
    {&Interface::rx_errors, offsetof(rtnl_link_stats64, rx_errors)},
    {&Interface::tx_errors, offsetof(rtnl_link_stats64, tx_errors)},
    {&Interface::rx_dropped, offsetof(rtnl_link_stats64, rx_dropped)},
    {&Interface::tx_dropped, offsetof(rtnl_link_stats64, tx_dropped)},
    {&Interface::multicast, offsetof(rtnl_link_stats64, multicast)},
    {&Interface::collisions, offsetof(rtnl_link_stats64, collisions)},
    {&Interface::rx_overruns, offsetof(rtnl_link_stats64, rx_over_errors)},
    {&Interface::rx_fifo, offsetof(rtnl_link_stats64, rx_fifo_errors)},
    {&Interface::rx_missed, offsetof(rtnl_link_stats64, rx_missed_errors)},
    {&Interface::tx_carrier, offsetof(rtnl_link_stats64, tx_carrier_errors)},
    {&Interface::tx_fifo, offsetof(rtnl_link_stats64, tx_fifo_errors)},
    {&Interface::rx_crc, offsetof(rtnl_link_stats64, rx_crc_errors)},
    {&Interface::rx_frame, offsetof(rtnl_link_stats64, rx_frame_errors)},
    {&Interface::rx_length, offsetof(rtnl_link_stats64, rx_length_errors)},
    {&Interface::rx_nohandler, offsetof(rtnl_link_stats64, rx_nohandler)},
    {&Interface::tx_aborted, offsetof(rtnl_link_stats64, tx_aborted_errors)},
};

Known<LinkState> state_of(const NetlinkAttribute& attribute) {
  u8 number = 0;
  if (!attribute.get(number) || number >= std::size(link_state_names)) return Absent::Malformed;
  return static_cast<LinkState>(number);
}

// What it is, and of a bridge's port its state: br_port_fill_attrs of net/bridge/br_netlink.c.
// Ports of other devices, as of a bond, have other attributes there.
void read_link_info(Text attributes, Interface& row) {
  Text kind, data;
  each_attribute(attributes, [&](const NetlinkAttribute& inner) {
    if (inner.type == IFLA_INFO_KIND) row.kind = inner.text();
    if (inner.type == IFLA_INFO_SLAVE_KIND) kind = inner.text();
    if (inner.type == IFLA_INFO_SLAVE_DATA) data = inner.payload;
  });
  if (kind != "bridge") return;
  each_attribute(data, [&](const NetlinkAttribute& inner) {
    u8 number = 0;
    if (inner.type != IFLA_BRPORT_STATE) return;
    const bool is_known = inner.get(number) && number < std::size(port_state_names);
    row.port_state = is_known ? Known<PortState>(static_cast<PortState>(number))
                              : Known<PortState>(Absent::Malformed);
  });
}

// The address of a tunnel is an IP address, that of the loopback nothing.
bool has_mac(u16 type) {
  switch (type) {
    case ARPHRD_LOOPBACK:
    case ARPHRD_TUNNEL:
    case ARPHRD_TUNNEL6:
    case ARPHRD_SIT:
    case ARPHRD_IPGRE:
    case ARPHRD_IP6GRE: return false;
    default: return true;
  }
}

void read_attribute(const NetlinkAttribute& attribute, u16 type, Interface& row) {
  switch (attribute.type) {
    case IFLA_IFNAME: row.name = attribute.text(); return;
    case IFLA_MTU: row.mtu = number_of<u32>(attribute); return;
    case IFLA_OPERSTATE: row.state = state_of(attribute); return;
    case IFLA_TXQLEN: row.txqueuelen = number_of<u32>(attribute); return;
    case IFLA_NUM_TX_QUEUES: row.tx_queues = number_of<u32>(attribute); return;
    case IFLA_QDISC: row.qdisc = attribute.text(); return;
    case IFLA_IFALIAS: row.alias = attribute.text(); return;
    case IFLA_LINK: row.link = number_of<u32>(attribute); return;
    case IFLA_LINK_NETNSID: row.link_id = number_of<u32>(attribute); return;
    case IFLA_MASTER: row.master_index = number_of<u32>(attribute); return;
    case IFLA_ADDRESS:
      if (has_mac(type) && !attribute.payload.empty()) row.mac = attribute.payload;
      return;
    case IFLA_STATS64:
      for (const Counter& counter : counters)
        row.*counter.member = number_at<u64>(attribute.payload, counter.offset);
      return;
    case IFLA_CARRIER_CHANGES: row.carrier_changes = number_of<u32>(attribute); return;
    case IFLA_LINKINFO: read_link_info(attribute.payload, row); return;
    default: return;
  }
}

}  // namespace

std::string link_request(LinkCounters counters) {
  struct Body {
    ifinfomsg link{};
    nlattr head{sizeof(nlattr) + sizeof(u32), IFLA_EXT_MASK};
    u32 mask = 0;
  } body;
  body.link.ifi_family = AF_UNSPEC;
  if (counters == LinkCounters::No) body.mask = RTEXT_FILTER_SKIP_STATS;
  return dump_request(RTM_GETLINK, link_sequence, body);
}

std::string link_request_elsewhere(u32 sequence, u32 netns_id, u32 index) {
  struct Body {
    ifinfomsg link{};
    nlattr head{sizeof(nlattr) + sizeof(u32), IFLA_TARGET_NETNSID};
    u32 netns_id = 0;
  } body;
  body.link.ifi_family = AF_UNSPEC;
  body.link.ifi_index = static_cast<int>(index);
  body.netns_id = netns_id;
  return single_request(RTM_GETLINK, sequence, body);
}

bool decode_link(Text message, Interface& row) {
  ifinfomsg head;
  if (!take(message, head) || head.ifi_index <= 0) return false;
  row = {};
  // What a device does not have is left out by the kernel.
  for (const auto member :
       {&Interface::mac, &Interface::kind, &Interface::alias, &Interface::qdisc})
    row.*member = Absent::NotApplicable;
  for (const auto member : {&Interface::link, &Interface::link_id, &Interface::master_index})
    row.*member = Absent::NotApplicable;
  row.port_state = Absent::NotApplicable;
  row.index = static_cast<u32>(head.ifi_index);
  row.flags = head.ifi_flags;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    read_attribute(attribute, head.ifi_type, row);
  });
  return !row.name.empty();
}

}  // namespace sonde
