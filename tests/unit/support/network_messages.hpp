// network_messages.hpp: answers of rtnetlink, ethtool and nf_tables, as the kernel gives them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <linux/ethtool_netlink.h>
#include <linux/fib_rules.h>
#include <linux/genetlink.h>
#include <linux/if_addr.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include "unit/support/fake_source.hpp"

namespace sonde::test {

using Messages = std::vector<NetlinkMessage>;

template <class T> std::string raw(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}
inline std::string attribute(int type, const std::string& payload) {
  const nlattr head{static_cast<u16>(sizeof(nlattr) + payload.size()), static_cast<u16>(type)};
  return (raw(head) + payload).append((4 - payload.size() % 4) % 4, '\0');
}
inline std::string number_attribute(int type, u32 number) { return attribute(type, raw(number)); }
// Names end with a NUL.
inline std::string name_attribute(int type, const std::string& name) {
  return attribute(type, name + '\0');
}
inline bool is_ipv6(const std::string& text) { return text.find(':') != std::string::npos; }
inline u8 family_of(const std::string& text) { return is_ipv6(text) ? AF_INET6 : AF_INET; }
// "192.0.2.1" as it stands in a message.
inline std::string address_bytes(const std::string& text) {
  char bytes[16] = {};
  EXPECT_EQ(inet_pton(family_of(text), text.c_str(), bytes), 1) << text;
  return {bytes, is_ipv6(text) ? 16U : 4U};
}

// ---- interfaces
inline constexpr u32 link_is_up = IFF_UP | IFF_RUNNING | IFF_BROADCAST | (1U << 16);  // LOWER_UP

// Some of struct rtnl_link_stats64.
struct FakeCounts {
  u64 rx_packets = 0, tx_packets = 0, tx_bytes = 0, rx_errors = 0, rx_dropped = 0, tx_dropped = 0,
      collisions = 0, rx_fifo_errors = 0, rx_missed_errors = 0;

  std::string bytes() const {
    rtnl_link_stats64 all{};
    all.rx_packets = rx_packets;
    all.tx_packets = tx_packets;
    all.tx_bytes = tx_bytes;
    all.rx_errors = rx_errors;
    all.rx_dropped = rx_dropped;
    all.tx_dropped = tx_dropped;
    all.collisions = collisions;
    all.rx_fifo_errors = rx_fifo_errors;
    all.rx_missed_errors = rx_missed_errors;
    return raw(all);
  }
};

struct FakeLink {
  u32 index = 2;
  std::string name = "eth0";
  std::string kind{};  // "" of a card.
  u32 flags = link_is_up;
  u8 state = 6;  // IF_OPER_UP
  u32 mtu = 1500;
  u32 link = 0;                         // The other end, or what it stands on.
  u32 master = 0;                       // The bridge that it is a port of,
  u8 port_state = BR_STATE_FORWARDING;  // and what it does there.
  u32 carrier_changes = 2;
  u32 tx_queues = 1;
  std::string qdisc = "noqueue";
  FakeCounts counts{};
};

inline NetlinkMessage link_message(const FakeLink& link) {
  ifinfomsg head{};
  head.ifi_type = link.flags & IFF_LOOPBACK ? 772 : 1;  // ARPHRD_LOOPBACK, ARPHRD_ETHER
  head.ifi_index = static_cast<int>(link.index);
  head.ifi_flags = link.flags;
  std::string body =
      raw(head) + name_attribute(IFLA_IFNAME, link.name) +
      attribute(IFLA_OPERSTATE, raw(link.state)) + number_attribute(IFLA_MTU, link.mtu) +
      number_attribute(IFLA_NUM_TX_QUEUES, link.tx_queues) +
      number_attribute(IFLA_CARRIER_CHANGES, link.carrier_changes) +
      name_attribute(IFLA_QDISC, link.qdisc) + attribute(IFLA_STATS64, link.counts.bytes());
  if (link.link != 0) body += number_attribute(IFLA_LINK, link.link);
  if (link.master != 0) body += number_attribute(IFLA_MASTER, link.master);
  std::string info;
  if (!link.kind.empty()) info += name_attribute(IFLA_INFO_KIND, link.kind);
  if (link.master != 0)
    info += name_attribute(IFLA_INFO_SLAVE_KIND, "bridge") +
            attribute(IFLA_INFO_SLAVE_DATA, attribute(IFLA_BRPORT_STATE, raw(link.port_state)));
  if (!info.empty()) body += attribute(IFLA_LINKINFO, info);
  return {RTM_NEWLINK, body};
}
inline FakeLink loopback() {
  return {.index = 1,
          .name = "lo",
          .flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK | (1U << 16),
          .state = 0,
          .mtu = 65536};
}
// The interfaces of the machine, and lo.
inline void put_interfaces(FakeSource& machine, const std::vector<FakeLink>& links) {
  Messages messages = {link_message(loopback())};
  for (const FakeLink& link : links) messages.push_back(link_message(link));
  machine.netlink(NETLINK_ROUTE, RTM_GETLINK, "", std::move(messages));
}

// What drivers say: ETHTOOL_MSG_LINKMODES_GET.
struct FakeSpeed {
  u32 index = 2;
  u32 mbit = 1000;
  u8 duplex = 1;  // Full.
};
inline void put_speeds(FakeSource& machine, const std::vector<FakeSpeed>& speeds) {
  constexpr u16 family = 21;
  machine.netlink(NETLINK_GENERIC, GENL_ID_CTRL, "",
                  {{GENL_ID_CTRL, raw(genlmsghdr{CTRL_CMD_NEWFAMILY, 2, 0}) +
                                      name_attribute(CTRL_ATTR_FAMILY_NAME, "ethtool") +
                                      attribute(CTRL_ATTR_FAMILY_ID, raw(family))}});
  Messages messages;
  for (const FakeSpeed& speed : speeds)
    messages.push_back(
        {family, raw(genlmsghdr{ETHTOOL_MSG_LINKMODES_GET_REPLY, 1, 0}) +
                     attribute(ETHTOOL_A_LINKMODES_HEADER | NLA_F_NESTED,
                               number_attribute(ETHTOOL_A_HEADER_DEV_INDEX, speed.index)) +
                     number_attribute(ETHTOOL_A_LINKMODES_SPEED, speed.mbit) +
                     attribute(ETHTOOL_A_LINKMODES_DUPLEX, raw(speed.duplex))});
  machine.netlink(NETLINK_GENERIC, family, "", std::move(messages));
}

// ---- addresses
struct FakeAddress {
  u32 index = 2;
  std::string address = "192.0.2.1";
  u8 prefix = 24;
  u8 scope = RT_SCOPE_UNIVERSE;
  u32 flags = IFA_F_PERMANENT;
};
inline void put_addresses(FakeSource& machine, const std::vector<FakeAddress>& addresses) {
  Messages messages;
  for (const FakeAddress& one : addresses) {
    const ifaddrmsg head{family_of(one.address), one.prefix, static_cast<u8>(one.flags), one.scope,
                         one.index};
    const std::string bytes = address_bytes(one.address);
    messages.push_back({RTM_NEWADDR, raw(head) + attribute(IFA_ADDRESS, bytes) +
                                         (is_ipv6(one.address) ? "" : attribute(IFA_LOCAL, bytes)) +
                                         number_attribute(IFA_FLAGS, one.flags)});
  }
  machine.netlink(NETLINK_ROUTE, RTM_GETADDR, "", std::move(messages));
}

// ---- routes and rules
struct FakeRoute {
  std::string destination = "0.0.0.0";
  u8 prefix = 0;
  std::string gateway{}, source{};
  u32 index = 2;  // 0: none.
  u8 type = RTN_UNICAST;
  u32 table = RT_TABLE_MAIN;
  u32 metric = 0;
  u8 protocol = RTPROT_BOOT;
  u32 flags = 0;
  std::vector<std::string> hops{};  // Gateways of one route of several.
};
inline std::string hops_of(const FakeRoute& route) {
  std::string bytes;
  for (const std::string& gateway : route.hops) {
    const std::string way = attribute(RTA_GATEWAY, address_bytes(gateway));
    const rtnexthop hop{static_cast<u16>(sizeof(rtnexthop) + way.size()), 0, 0,
                        static_cast<int>(route.index)};
    bytes += raw(hop) + way;
  }
  return bytes;
}
inline void put_routes(FakeSource& machine, const std::vector<FakeRoute>& routes) {
  Messages messages;
  for (const FakeRoute& one : routes) {
    rtmsg head{};
    head.rtm_family = family_of(one.destination);
    head.rtm_dst_len = one.prefix;
    head.rtm_table = static_cast<u8>(one.table);
    head.rtm_protocol = one.protocol;
    head.rtm_type = one.type;
    head.rtm_scope = one.type == RTN_LOCAL ? RT_SCOPE_HOST
                     : one.gateway.empty() ? RT_SCOPE_LINK
                                           : RT_SCOPE_UNIVERSE;
    head.rtm_flags = one.flags;
    std::string body = raw(head) + number_attribute(RTA_TABLE, one.table);
    if (one.prefix > 0) body += attribute(RTA_DST, address_bytes(one.destination));
    if (one.metric > 0) body += number_attribute(RTA_PRIORITY, one.metric);
    if (!one.gateway.empty()) body += attribute(RTA_GATEWAY, address_bytes(one.gateway));
    if (!one.source.empty()) body += attribute(RTA_PREFSRC, address_bytes(one.source));
    if (!one.hops.empty()) body += attribute(RTA_MULTIPATH, hops_of(one));
    if (one.index != 0 && one.hops.empty()) body += number_attribute(RTA_OIF, one.index);
    messages.push_back({RTM_NEWROUTE, body});
  }
  const std::string any_family(1, AF_UNSPEC);  // Who asks for one way names the family.
  machine.netlink(NETLINK_ROUTE, RTM_GETROUTE, any_family, std::move(messages));
}
inline FakeRoute local_route(const std::string& address) {
  return {.destination = address,
          .prefix = 32,
          .type = RTN_LOCAL,
          .table = RT_TABLE_LOCAL,
          .protocol = RTPROT_KERNEL};
}
inline FakeRoute link_route(const std::string& network, u8 prefix) {
  return {.destination = network, .prefix = prefix, .protocol = RTPROT_KERNEL};
}

struct FakeRule {
  u32 priority = 1000;
  std::string from = "0.0.0.0";
  u8 prefix = 0;
  u32 table = 100;
  std::string iif{};
  u32 flags = 0;
};
inline void put_rules(FakeSource& machine, const std::vector<FakeRule>& rules) {
  Messages messages;
  for (const FakeRule& one : rules) {
    fib_rule_hdr head{};
    head.family = family_of(one.from);
    head.src_len = one.prefix;
    head.table = static_cast<u8>(one.table);
    head.action = FR_ACT_TO_TBL;
    head.flags = one.flags;
    std::string body = raw(head) + number_attribute(FRA_TABLE, one.table) +
                       number_attribute(FRA_SUPPRESS_PREFIXLEN, ~0U) +
                       number_attribute(FRA_PRIORITY, one.priority);
    if (!one.iif.empty()) body += name_attribute(FRA_IIFNAME, one.iif);
    if (one.prefix > 0) body += attribute(FRA_SRC, address_bytes(one.from));
    messages.push_back({RTM_NEWRULE, body});
  }
  machine.netlink(NETLINK_ROUTE, RTM_GETRULE, "", std::move(messages));
}

// ---- neighbours
struct FakeNeighbor {
  std::string address = "192.0.2.254";
  std::string mac{};  // 6 bytes; "": nobody answered.
  u32 index = 2;
  u16 state = NUD_REACHABLE;
  u32 used_s = 1;  // Since a packet was sent to it.
};
inline ndmsg neighbor_head(u8 family, u32 index, u16 state) {
  ndmsg head{};
  head.ndm_family = family;
  head.ndm_ifindex = static_cast<int>(index);
  head.ndm_state = state;
  return head;
}
inline void put_neighbors(FakeSource& machine, const std::vector<FakeNeighbor>& neighbors) {
  Messages messages;
  for (const FakeNeighbor& one : neighbors) {
    std::string body = raw(neighbor_head(family_of(one.address), one.index, one.state)) +
                       attribute(NDA_DST, address_bytes(one.address)) +
                       attribute(NDA_CACHEINFO, raw(nda_cacheinfo{100, one.used_s * 100, 100, 1}));
    if (!one.mac.empty()) body += attribute(NDA_LLADDR, one.mac);
    messages.push_back({RTM_NEWNEIGH, body});
  }
  const std::string any_family(1, AF_UNSPEC);
  machine.netlink(NETLINK_ROUTE, RTM_GETNEIGH, any_family, std::move(messages));
}
// What a bridge has heard: a hardware address at a port.
struct FakeStation {
  std::string mac{};
  u32 port = 0;
  u32 bridge = 2;
  u16 state = NUD_REACHABLE;  // Permanent: an address of the port itself.
};
inline void put_stations(FakeSource& machine, const std::vector<FakeStation>& stations) {
  Messages messages;
  for (const FakeStation& one : stations)
    messages.push_back({RTM_NEWNEIGH, raw(neighbor_head(AF_BRIDGE, one.port, one.state)) +
                                          attribute(NDA_LLADDR, one.mac) +
                                          number_attribute(NDA_MASTER, one.bridge)});
  machine.netlink(NETLINK_ROUTE, RTM_GETNEIGH, std::string(1, AF_BRIDGE), std::move(messages));
}
// The tables of neighbours of the whole machine.
struct FakeNeighborTable {
  std::string name = "arp_cache";
  u32 entries = 0;
  u64 table_fulls = 0;
};
inline void put_neighbor_tables(FakeSource& machine, const std::vector<FakeNeighborTable>& tables) {
  Messages messages;
  for (const FakeNeighborTable& one : tables) {
    ndt_config config{};
    config.ndtc_entries = one.entries;
    ndt_stats counts{};
    counts.ndts_table_fulls = one.table_fulls;
    messages.push_back(
        {RTM_NEWNEIGHTBL,
         raw(ndtmsg{}) + name_attribute(NDTA_NAME, one.name) + number_attribute(NDTA_THRESH1, 128) +
             number_attribute(NDTA_THRESH2, 512) + number_attribute(NDTA_THRESH3, 1024) +
             attribute(NDTA_CONFIG, raw(config)) + attribute(NDTA_STATS, raw(counts))});
  }
  machine.netlink(NETLINK_ROUTE, RTM_GETNEIGHTBL, "", std::move(messages));
}

// ---- queues
struct FakeQueue {
  std::string kind = "tbf";
  u32 sent = 0, drops = 0;  // Packets.
  u32 index = 2;
};
inline void put_queues(FakeSource& machine, const std::vector<FakeQueue>& queues) {
  Messages messages;
  for (const FakeQueue& one : queues) {
    tcmsg head{};
    head.tcm_ifindex = static_cast<int>(one.index);
    head.tcm_handle = 0x10000;
    head.tcm_parent = TC_H_ROOT;
    // struct gnet_stats_basic and gnet_stats_queue of linux/gen_stats.h, which number TCA_STATS_.
    const std::string basic = raw(u64{one.sent} * 100) + raw(u64{one.sent});
    const u32 queue[] = {0, 0, one.drops, 0, 0};
    messages.push_back(
        {RTM_NEWQDISC, raw(head) + name_attribute(TCA_KIND, one.kind) +
                           attribute(TCA_STATS2, attribute(1, basic) + attribute(3, raw(queue)))});
  }
  machine.netlink(NETLINK_ROUTE, RTM_GETQDISC, "", std::move(messages));
}

// ---- nf_tables: numbers there are in the order of the network
inline std::string big_attribute(int type, u32 number) {
  return attribute(type, raw(htonl(number)));
}
inline std::string expression(const std::string& name, const std::string& data) {
  return attribute(NFTA_LIST_ELEM | NLA_F_NESTED,
                   name_attribute(NFTA_EXPR_NAME, name) +
                       attribute(NFTA_EXPR_DATA | NLA_F_NESTED, data));
}
inline std::string counter_expression(u32 packets) {
  const auto number = [](int type, u32 value) {
    return attribute(type, std::string(4, '\0') + raw(htonl(value)));
  };
  return expression("counter", number(NFTA_COUNTER_BYTES, packets * 60) +
                                   number(NFTA_COUNTER_PACKETS, packets));
}
// `chain`: where a jump leads to.
inline std::string verdict_expression(int verdict, const std::string& chain = {}) {
  const std::string name = chain.empty() ? "" : name_attribute(NFTA_VERDICT_CHAIN, chain);
  return expression(
      "immediate",
      big_attribute(NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT) +
          attribute(NFTA_IMMEDIATE_DATA | NLA_F_NESTED,
                    attribute(NFTA_DATA_VERDICT | NLA_F_NESTED,
                              big_attribute(NFTA_VERDICT_CODE, static_cast<u32>(verdict)) + name)));
}
struct FakeChain {
  std::string table = "filter", name = "out";
  u32 hook = NF_INET_LOCAL_OUT;
  int policy = NF_ACCEPT;
  std::vector<std::string> rules{};  // Expressions of each.
  u8 family = NFPROTO_IPV4;
  bool has_hook = true;     // False: only rules lead to it.
  bool is_dormant = false;  // Its table is.
  std::string device{};     // Of a hook of a device.
};
inline void put_chains(FakeSource& machine, const std::vector<FakeChain>& chains) {
  const auto type = [](int message) {
    return static_cast<u16>((NFNL_SUBSYS_NFTABLES << 8) | message);
  };
  Messages of_tables, of_chains, of_rules;
  u32 handle = 0;
  for (const FakeChain& one : chains) {
    const std::string head = raw(nfgenmsg{one.family, NFNETLINK_V0, 0});
    const std::string device = one.device.empty() ? "" : name_attribute(NFTA_HOOK_DEV, one.device);
    const std::string hook = attribute(NFTA_CHAIN_HOOK | NLA_F_NESTED,
                                       big_attribute(NFTA_HOOK_HOOKNUM, one.hook) +
                                           big_attribute(NFTA_HOOK_PRIORITY, 0) + device) +
                             big_attribute(NFTA_CHAIN_POLICY, static_cast<u32>(one.policy));
    of_tables.push_back(
        {type(NFT_MSG_NEWTABLE),
         head + name_attribute(NFTA_TABLE_NAME, one.table) +
             big_attribute(NFTA_TABLE_FLAGS, one.is_dormant ? u32{NFT_TABLE_F_DORMANT} : 0U)});
    of_chains.push_back({type(NFT_MSG_NEWCHAIN), head +
                                                     name_attribute(NFTA_CHAIN_TABLE, one.table) +
                                                     name_attribute(NFTA_CHAIN_NAME, one.name) +
                                                     (one.has_hook ? hook : std::string())});
    for (const std::string& rule : one.rules) {
      ++handle;
      of_rules.push_back(
          {type(NFT_MSG_NEWRULE),
           head + name_attribute(NFTA_RULE_TABLE, one.table) +
               name_attribute(NFTA_RULE_CHAIN, one.name) +
               attribute(NFTA_RULE_HANDLE, std::string(4, '\0') + raw(htonl(handle))) +
               attribute(NFTA_RULE_EXPRESSIONS | NLA_F_NESTED, rule)});
    }
  }
  machine.file("modules", "nf_tables 348160 1 - Live 0x0000000000000000\n");
  machine.netlink(NETLINK_NETFILTER, type(NFT_MSG_GETTABLE), "", std::move(of_tables));
  machine.netlink(NETLINK_NETFILTER, type(NFT_MSG_GETCHAIN), "", std::move(of_chains));
  machine.netlink(NETLINK_NETFILTER, type(NFT_MSG_GETRULE), "", std::move(of_rules));
}
// The messages of a recorded dump.
inline Messages messages_in(Text dump) {
  Messages messages;
  while (dump.size() >= sizeof(nlmsghdr)) {
    nlmsghdr head{};
    std::copy_n(dump.data(), sizeof head, reinterpret_cast<char*>(&head));
    const std::size_t size = std::min<std::size_t>(head.nlmsg_len, dump.size());
    if (size < sizeof head) break;
    messages.push_back(
        {head.nlmsg_type, std::string(dump.substr(sizeof head, size - sizeof head))});
    dump.remove_prefix(std::min(dump.size(), (size + 3) / 4 * 4));
  }
  return messages;
}

}  // namespace sonde::test
