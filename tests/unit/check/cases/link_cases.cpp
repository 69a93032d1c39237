// link_cases.cpp: faults of links, addresses and neighbours, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"
#include "unit/support/network_messages.hpp"

namespace sonde::test {
namespace {

constexpr bool found = true, silent = false;
constexpr u32 down = IFF_BROADCAST | IFF_MULTICAST;
constexpr u32 without_carrier = down | IFF_UP;
constexpr u8 state_down = 2;  // IF_OPER_DOWN
const std::string mac_a("\x02\0\0\0\0\x0a", 6), mac_b("\x02\0\0\0\0\x0b", 6);

// One interface with the address 192.0.2.1/24.
void put_one(FakeSource& machine, const FakeLink& link) {
  put_interfaces(machine, {link});
  put_addresses(machine, {{}});
}
void put_counts(FakeSource& machine, const FakeCounts& counts) {
  put_one(machine, {.counts = counts});
}
void put_mtus(FakeSource& machine, u32 of_one, u32 of_other, u64 dropped, Text kind = "veth") {
  put_interfaces(machine, {{.name = "v0",
                            .kind = std::string(kind),
                            .mtu = of_one,
                            .link = 3,
                            .counts = {.tx_dropped = dropped}},
                           {.index = 3, .name = "v1", .kind = "veth", .mtu = of_other, .link = 2}});
}
void put_changes(FakeSource& machine, u32 changes, Text kind = "") {
  put_one(machine, {.kind = std::string(kind), .carrier_changes = changes});
}
void put_port(FakeSource& machine, u8 state, Text kind = "veth") {
  put_interfaces(
      machine,
      {{.name = "port", .kind = std::string(kind), .link = 4, .master = 3, .port_state = state},
       {.index = 3, .name = "br0", .kind = "bridge"},
       {.index = 4, .name = "inner", .kind = "veth", .link = 2}});
}
void put_card(FakeSource& machine, Text qdisc, u32 queues, u32 mbit = 1000) {
  put_one(machine, {.tx_queues = queues, .qdisc = std::string(qdisc)});
  put_speeds(machine, {{.mbit = mbit}});
}
void put_gateway(FakeSource& machine, u16 state, const std::string& mac = {}, u32 used_s = 1) {
  put_one(machine, {});
  put_routes(machine, {{.gateway = "192.0.2.254"}});
  put_neighbors(machine, {{.mac = mac, .state = state, .used_s = used_s}});
}
// 192.0.2.7 on the bridge br0, as it was heard at last; both stations stay known for minutes.
void put_guest(FakeSource& machine, const std::string& mac, u32 port_of_b = 4) {
  put_interfaces(machine, {{.name = "br0", .kind = "bridge"},
                           {.index = 3, .name = "va", .kind = "veth", .master = 2},
                           {.index = 4, .name = "vb", .kind = "veth", .master = 2}});
  put_neighbors(machine, {{.address = "192.0.2.7", .mac = mac, .state = NUD_STALE}});
  put_stations(machine, {{.mac = mac_a, .port = 3}, {.mac = mac_b, .port = port_of_b}});
}
void put_silent_hosts(FakeSource& machine, int count) {
  std::vector<FakeNeighbor> hosts;
  for (int i = 0; i < count; ++i)
    hosts.push_back({.address = "192.0.2." + std::to_string(i + 1), .state = NUD_FAILED});
  put_one(machine, {});
  put_neighbors(machine, hosts);
}
// Sockets in SYN_SENT.
void connect_to(FakeSource& machine, const std::vector<std::string>& peers) {
  std::vector<DiagSocket> sockets;
  for (const std::string& peer : peers) {
    const bool is_ipv6 = peer.contains(':');
    DiagSocket socket{.local = endpoint(is_ipv6 ? "::ffff:192.0.2.1" : "192.0.2.1", 40000),
                      .remote = endpoint(peer, 80)};
    socket.state = State::SynSent;
    sockets.push_back(socket);
  }
  tcp_sockets(machine, sockets);
}

const CheckCase cases[] = {
    {"link.admin_down", "an address on a card that is off", found,
     [](auto& m) { put_one(m, {.flags = down, .state = state_down}); }, nullptr, "192.0.2.1/24"},
    {"link.admin_down", "a card that nobody uses is off", silent,
     [](auto& m) { put_interfaces(m, {{.flags = down, .state = state_down}}); }},
    {"link.no_carrier", "no cable in the card of the default route", found,
     [](auto& m) {
       put_one(m, {.flags = without_carrier, .state = state_down});
       put_routes(m, {{.gateway = "192.0.2.254", .flags = RTNH_F_LINKDOWN}});
     },
     nullptr, "192.0.2.1/24", "critical"},
    {"link.no_carrier", "a network of its own has lost its link", found,
     [](auto& m) { put_one(m, {.flags = without_carrier, .state = state_down}); }, nullptr, "",
     "warning"},
    {"link.no_carrier", "docker0 without containers", silent,
     [](auto& m) {
       put_one(
           m, {.name = "docker0", .kind = "bridge", .flags = without_carrier, .state = state_down});
     }},
    {"link.no_carrier", "a second card without a cable", silent,
     [](auto& m) { put_interfaces(m, {{.flags = without_carrier, .state = state_down}}); }},
    {"link.rx_errors", "20 of many in a second", found,
     [](auto& m) { put_counts(m, {.rx_packets = 5, .rx_errors = 7}); },
     [](auto& m) { put_counts(m, {.rx_packets = 90'005, .rx_errors = 27}); }, "20 damaged"},
    {"link.rx_errors", "5 of 100", found, [](auto& m) { put_counts(m, {}); },
     [](auto& m) { put_counts(m, {.rx_packets = 100, .rx_errors = 5}); }},
    {"link.rx_errors", "14 of many, as Wi-Fi has them", silent, [](auto& m) { put_counts(m, {}); },
     [](auto& m) { put_counts(m, {.rx_packets = 90'000, .rx_errors = 14}); }},
    {"link.rx_errors", "4 of 10", silent, [](auto& m) { put_counts(m, {.rx_errors = 900}); },
     [](auto& m) { put_counts(m, {.rx_packets = 10, .rx_errors = 904}); }},
    {"link.rx_dropped", "2 % of 1000", found, [](auto& m) { put_counts(m, {}); },
     [](auto& m) { put_counts(m, {.rx_packets = 1000, .rx_dropped = 20}); },
     "threw 20 received packets"},
    {"link.rx_dropped", "all that comes", found, [](auto& m) { put_counts(m, {}); },
     [](auto& m) { put_counts(m, {.rx_dropped = 20}); }, "100.00 % of all"},
    {"link.rx_dropped", "frames of LLDP between many others", silent,
     [](auto& m) { put_counts(m, {}); },
     [](auto& m) { put_counts(m, {.rx_packets = 9000, .rx_dropped = 20}); }},
    {"link.rx_dropped", "5 a second where little is received", silent,
     [](auto& m) { put_counts(m, {.rx_dropped = 900}); },
     [](auto& m) { put_counts(m, {.rx_packets = 20, .rx_dropped = 905}); }},
    {"link.tx_dropped", "a tap that nobody reads", found,
     [](auto& m) { put_counts(m, {.tx_packets = 9}); },
     [](auto& m) { put_counts(m, {.tx_packets = 9, .tx_dropped = 50}); }, "dropped 50 packets"},
    {"link.tx_dropped", "it is the link that is gone", silent,
     [](auto& m) { put_one(m, {.flags = without_carrier}); },
     [](auto& m) { put_one(m, {.flags = without_carrier, .counts = {.tx_dropped = 50}}); }},
    {"link.tx_dropped", "9 of 1000", silent, [](auto& m) { put_counts(m, {.tx_dropped = 900}); },
     [](auto& m) { put_counts(m, {.tx_packets = 1000, .tx_dropped = 909}); }},
    {"link.fifo_overrun", "the ring was full once", found,
     [](auto& m) { put_counts(m, {.rx_missed_errors = 3}); },
     [](auto& m) { put_counts(m, {.rx_missed_errors = 4}); }, "1 missed"},
    {"link.fifo_overrun", "what was dropped behind the card", silent,
     [](auto& m) { put_counts(m, {.rx_fifo_errors = 7, .rx_missed_errors = 3}); },
     [](auto& m) {
       put_counts(m, {.rx_dropped = 50, .rx_fifo_errors = 7, .rx_missed_errors = 3});
     }},
    {"link.collisions", "one", found, [](auto& m) { put_counts(m, {.collisions = 8}); },
     [](auto& m) { put_counts(m, {.collisions = 9}); }, "1 collisions"},
    {"link.collisions", "those before the cable was mended", silent,
     [](auto& m) { put_counts(m, {.collisions = 8}); },
     [](auto& m) { put_counts(m, {.rx_packets = 1000, .collisions = 8}); }},
    {"link.duplex", "half duplex of 100 Mbit/s", found,
     [](auto& m) {
       put_one(m, {});
       put_speeds(m, {{.mbit = 100, .duplex = 0}});
     },
     nullptr, "100 Mbit/s"},
    {"link.duplex", "of 10 Mbit/s it may be a hub", silent,
     [](auto& m) {
       put_one(m, {});
       put_speeds(m, {{.mbit = 10, .duplex = 0}});
     }},
    {"link.duplex", "virtio, which knows neither", silent,
     [](auto& m) {
       put_one(m, {});
       put_speeds(m, {{.mbit = ~0U, .duplex = 255}});
     }},
    {"link.mtu_mismatch", "jumbo frames at one end", found,
     [](auto& m) { put_mtus(m, 9000, 1500, 0); }, nullptr, "v1, only of 1500", "info"},
    {"link.mtu_mismatch", "and they vanish", found, [](auto& m) { put_mtus(m, 9000, 1500, 0); },
     [](auto& m) { put_mtus(m, 9000, 1500, 1); }, "", "warning"},
    {"link.mtu_mismatch", "the same at both", silent, [](auto& m) { put_mtus(m, 9000, 9000, 0); },
     [](auto& m) { put_mtus(m, 9000, 9000, 5); }},
    {"link.mtu_mismatch", "a macvlan is no other end", silent,
     [](auto& m) {
       put_interfaces(m, {{.name = "mv", .kind = "macvlan", .mtu = 9000, .link = 3},
                          {.index = 3, .name = "eth0"}});
     }},
    {"link.flap", "a card was down and up again", found, [](auto& m) { put_changes(m, 2); },
     [](auto& m) { put_changes(m, 4); }, "2 times between the two looks, 4 times since"},
    {"link.flap", "a veth that does not stand still", found,
     [](auto& m) { put_changes(m, 2, "veth"); }, [](auto& m) { put_changes(m, 5, "veth"); }},
    {"link.flap", "a container that starts", silent, [](auto& m) { put_changes(m, 0, "veth"); },
     [](auto& m) { put_changes(m, 2, "veth"); }},
    {"link.flap", "a cable that was put in", silent, [](auto& m) { put_changes(m, 2); },
     [](auto& m) { put_changes(m, 3); }},
    {"link.flap", "a bridge follows its ports", silent,
     [](auto& m) { put_changes(m, 2, "bridge"); }, [](auto& m) { put_changes(m, 9, "bridge"); }},
    {"link.utilisation", "200 MB a second over 1 Gbit/s", found,
     [](auto& m) { put_card(m, "mq", 4); },
     [](auto& m) { put_counts(m, {.tx_bytes = 200'000'000}); }, "1000 Mbit/s"},
    {"link.utilisation", "110 MB: 88 %", silent, [](auto& m) { put_card(m, "mq", 4); },
     [](auto& m) { put_counts(m, {.tx_bytes = 110'000'000}); }},
    {"link.utilisation", "a veth makes its speed up", silent,
     [](auto& m) {
       put_one(m, {.kind = "veth"});
       put_speeds(m, {{.mbit = 10'000}});
     },
     [](auto& m) { put_one(m, {.kind = "veth", .counts = {.tx_bytes = 9'000'000'000}}); }},
    {"bridge.port_blocked", "a container behind a loop", found,
     [](auto& m) { put_port(m, BR_STATE_BLOCKING); }, nullptr, "inner"},
    {"bridge.port_blocked", "a fresh port that learns", silent,
     [](auto& m) { put_port(m, BR_STATE_LEARNING); }},
    {"bridge.port_blocked", "blocked for a moment", silent,
     [](auto& m) { put_port(m, BR_STATE_FORWARDING); },
     [](auto& m) { put_port(m, BR_STATE_BLOCKING); }},
    {"bridge.port_blocked", "a card may have a second path", silent,
     [](auto& m) { put_port(m, BR_STATE_BLOCKING, ""); }},
    {"qdisc.drops", "a shaper that is too slow", found,
     [](auto& m) { put_one(m, {}), put_queues(m, {{.drops = 7}}); },
     [](auto& m) { put_queues(m, {{.sent = 1000, .drops = 17}}); }, "dropped 10 packets"},
    {"qdisc.drops", "fq_codel, which tells senders to be slower", silent,
     [](auto& m) { put_one(m, {}), put_queues(m, {{.kind = "fq_codel"}}); },
     [](auto& m) { put_queues(m, {{.kind = "fq_codel", .sent = 9000, .drops = 80}}); }},
    {"qdisc.drops", "4 of 10", silent,
     [](auto& m) { put_one(m, {}), put_queues(m, {{.drops = 900}}); },
     [](auto& m) { put_queues(m, {{.sent = 10, .drops = 904}}); }},
    {"qdisc.noqueue_on_nic", "one lock for 8 queues", found,
     [](auto& m) { put_card(m, "pfifo_fast", 8); }, nullptr, "8 queues"},
    {"qdisc.noqueue_on_nic", "no room to wait in", found,
     [](auto& m) { put_card(m, "noqueue", 8); }},
    {"qdisc.noqueue_on_nic", "a queue for each", silent, [](auto& m) { put_card(m, "mq", 8); }},
    {"qdisc.noqueue_on_nic", "a card of one queue", silent,
     [](auto& m) { put_card(m, "pfifo_fast", 1); }},
    {"qdisc.noqueue_on_nic", "Wi-Fi, which has no speed", silent,
     [](auto& m) { put_card(m, "noqueue", 4, ~0U); }},
    {"qdisc.noqueue_on_nic", "a port of a switch chip", silent,
     [](auto& m) {
       put_interfaces(m, {{.name = "lan1", .link = 3, .tx_queues = 8},
                          {.index = 3, .name = "eth0", .tx_queues = 8, .qdisc = "mq"}});
       put_speeds(m, {{}});
     }},
    {"addr.none", "a link, and DHCP said nothing", found,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(m, {{1, "127.0.0.1", 8, RT_SCOPE_HOST}, {2, "fe80::1", 64, RT_SCOPE_LINK}});
     },
     nullptr, "1 interfaces are up"},
    {"addr.none", "only lo, as with --network none", silent,
     [](auto& m) {
       put_interfaces(m, {});
       put_addresses(m, {{1, "127.0.0.1", 8, RT_SCOPE_HOST}});
     }},
    {"addr.none", "an address of IPv6 alone", silent,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(m, {{2, "2001:db8::1", 64}});
     }},
    {"addr.linklocal_only", "nobody else gave an address", found,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(m, {{2, "169.254.7.7", 16}});
     },
     nullptr, "", "warning"},
    {"addr.linklocal_only", "a DNS cache of the node", silent,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(m, {{2, "192.0.2.1", 24}, {2, "169.254.20.10", 32}});
     }},
    {"addr.dad_failed", "another host has it", found,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(m, {{2, "2001:db8::5", 64, RT_SCOPE_UNIVERSE,
                          IFA_F_PERMANENT | IFA_F_TENTATIVE | IFA_F_DADFAILED}});
     },
     nullptr, "2001:db8::5"},
    {"addr.dad_failed", "it is still asked for", silent,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(
           m, {{2, "2001:db8::5", 64, RT_SCOPE_UNIVERSE, IFA_F_PERMANENT | IFA_F_TENTATIVE}});
     }},
    {"neigh.gateway_failed", "in both looks", found, [](auto& m) { put_gateway(m, NUD_FAILED); },
     nullptr, "192.0.2.254", "critical"},
    {"neigh.gateway_failed", "nobody has asked since, it may be mended", found,
     [](auto& m) { put_gateway(m, NUD_FAILED, {}, 2669); }, nullptr,
     "the last packet for it was sent 2669 s ago", "info"},
    {"neigh.gateway_failed", "it is asked for again", found,
     [](auto& m) { put_gateway(m, NUD_FAILED); }, [](auto& m) { put_gateway(m, NUD_INCOMPLETE); }},
    {"neigh.gateway_failed", "a gateway at rest", silent,
     [](auto& m) { put_gateway(m, NUD_STALE, mac_a); }},
    {"neigh.gateway_failed", "asked for just now", silent,
     [](auto& m) { put_gateway(m, NUD_STALE, mac_a); },
     [](auto& m) { put_gateway(m, NUD_INCOMPLETE); }},
    {"neigh.gateway_failed", "a host that is off", silent,
     [](auto& m) {
       put_gateway(m, NUD_REACHABLE, mac_a);
       put_neighbors(m, {{.mac = mac_a}, {.address = "192.0.2.9", .state = NUD_FAILED}});
     }},
    {"neigh.host_failed", "a client waits for it in one of both looks", found,
     [](auto& m) {
       put_silent_hosts(m, 9);
       connect_to(m, {"192.0.2.7", "192.0.2.200"});
     },
     [](auto& m) { connect_to(m, {}); }, "192.0.2.7 on eth0", "critical"},
    {"neigh.host_failed", "a client of IPv6 sockets", found,
     [](auto& m) {
       put_silent_hosts(m, 9);
       connect_to(m, {"::ffff:192.0.2.7"});
     },
     nullptr, "192.0.2.7 on eth0"},
    {"neigh.host_failed", "nobody connects to it", silent,
     [](auto& m) {
       put_silent_hosts(m, 9);
       connect_to(m, {"192.0.2.200"});
     }},
    {"neigh.host_failed", "it answers", silent,
     [](auto& m) {
       put_one(m, {});
       put_neighbors(m, {{.address = "192.0.2.7", .mac = mac_a}});
       connect_to(m, {"192.0.2.7"});
     }},
    {"neigh.duplicate_ip", "behind another port now", found, [](auto& m) { put_guest(m, mac_a); },
     [](auto& m) { put_guest(m, mac_b); },
     "behind the port va, and is now at 02:00:00:00:00:0b, behind vb"},
    {"neigh.duplicate_ip", "a pair of routers behind the card", silent,
     [](auto& m) { put_guest(m, mac_a, 3); }, [](auto& m) { put_guest(m, mac_b, 3); }},
    {"neigh.duplicate_ip", "a guest that moved, with its address", silent,
     [](auto& m) { put_guest(m, mac_b, 3); }, [](auto& m) { put_guest(m, mac_b, 4); }},
    {"neigh.duplicate_ip", "it does not answer any more", silent,
     [](auto& m) { put_guest(m, mac_a); }, [](auto& m) { put_guest(m, ""); }},
    {"neigh.flux", "the gateway is another machine now", found,
     [](auto& m) { put_gateway(m, NUD_REACHABLE, mac_a); },
     [](auto& m) { put_gateway(m, NUD_REACHABLE, mac_b); },
     "was at the hardware address 02:00:00:00:00:0a"},
    {"neigh.flux", "it was confirmed", silent, [](auto& m) { put_gateway(m, NUD_STALE, mac_a); },
     [](auto& m) { put_gateway(m, NUD_REACHABLE, mac_a); }},
    {"neigh.flux", "it answers at last", silent, [](auto& m) { put_gateway(m, NUD_INCOMPLETE); },
     [](auto& m) { put_gateway(m, NUD_REACHABLE, mac_a); }},
    {"neigh.failed_many", "a scan", found, [](auto& m) { put_silent_hosts(m, 50); }, nullptr,
     "50 addresses"},
    {"neigh.failed_many", "49 hosts that are off", silent,
     [](auto& m) { put_silent_hosts(m, 49); }},
    {"neigh.table_near_full", "820 of 1024", found,
     [](auto& m) { put_neighbor_tables(m, {{.entries = 820}}); }, nullptr, "820 of at most 1024",
     "warning"},
    {"neigh.table_near_full", "above the second threshold", found,
     [](auto& m) { put_neighbor_tables(m, {{.entries = 513}}); }, nullptr, "", "info"},
    {"neigh.table_near_full", "at it", silent,
     [](auto& m) { put_neighbor_tables(m, {{.entries = 512}}); }},
    {"neigh.table_full", "one of IPv6 found no room", found,
     [](auto& m) { put_neighbor_tables(m, {{}, {.name = "ndisc_cache"}}); },
     [](auto& m) { put_neighbor_tables(m, {{}, {.name = "ndisc_cache", .table_fulls = 1}}); },
     "1 of IPv6"},
    {"neigh.table_full", "it was full before", silent,
     [](auto& m) { put_neighbor_tables(m, {{.table_fulls = 9}, {.name = "ndisc_cache"}}); },
     [](auto& m) {
       put_neighbor_tables(m, {{.entries = 1024, .table_fulls = 9}, {.name = "ndisc_cache"}});
     }},
};

}  // namespace

const std::span<const CheckCase> link_cases = cases;

}  // namespace sonde::test
