// route_cases.cpp: faults of routes and the rules that choose them, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"
#include "unit/support/network_messages.hpp"

namespace sonde::test {
namespace {

constexpr bool found = true, silent = false;
constexpr u8 bird = 12;

// A card with 192.0.2.1/24, the routes that come with the address, and others.
void put_machine(FakeSource& machine, std::vector<FakeRoute> routes) {
  put_interfaces(machine, {{}});
  put_addresses(machine, {{}});
  for (const FakeRoute& usual : {local_route("192.0.2.1"), link_route("192.0.2.0", 24)})
    routes.push_back(usual);
  put_routes(machine, routes);
}
void put_rule(FakeSource& machine, const FakeRule& rule, std::vector<FakeRoute> routes = {},
              Text forwards = "0") {
  put_machine(machine, std::move(routes));
  put_rules(machine, {{.priority = 0, .table = RT_TABLE_LOCAL},
                      rule,
                      {.priority = 32766, .table = RT_TABLE_MAIN}});
  set(machine, "net.ipv4.ip_forward", forwards);
  set(machine, "net.ipv6.conf.all.forwarding", forwards);
}
// A place that is set up to pass on what comes from 10.9.0.0/24, or not.
void put_router(FakeSource& machine, Text forwards, bool has_masquerade, u8 family = NFPROTO_IPV4) {
  put_interfaces(machine, {{.name = "br0", .kind = "bridge"}});
  put_addresses(machine, {{.address = "10.9.0.1"}});
  set(machine, "net.ipv4.ip_forward", forwards);
  put_chains(machine,
             {{.table = "nat",
               .name = "post",
               .hook = NF_INET_POST_ROUTING,
               .rules = {has_masquerade ? expression("masq", "") : verdict_expression(NF_ACCEPT)},
               .family = family}});
}

const CheckCase cases[] = {
    {"route.no_default", "something is sent and has no way", found,
     [](auto& m) { put_machine(m, {}); }, [](auto& m) { raise(m, "Ip.OutNoRoutes", 11); },
     "11 packets could not be sent"},
    {"route.no_default", "a network of its own", silent,
     [](auto& m) {
       put_machine(m, {});
       raise(m, "Ip.OutNoRoutes", 11);
     }},
    {"route.no_default", "there is one, and something else has no way", silent,
     [](auto& m) { put_machine(m, {{.gateway = "192.0.2.254"}}); },
     [](auto& m) { raise(m, "Ip.OutNoRoutes", 11); }},
    {"route.two_defaults", "of equal metric", found,
     [](auto& m) {
       put_machine(m, {{.gateway = "192.0.2.254", .metric = 100},
                       {.gateway = "192.0.2.253", .metric = 100}});
     },
     nullptr, "2 default routes have the same metric, 100"},
    {"route.two_defaults", "cable before Wi-Fi", silent,
     [](auto& m) {
       put_machine(m, {{.gateway = "192.0.2.254", .metric = 100},
                       {.gateway = "192.0.2.253", .metric = 600}});
     }},
    {"route.two_defaults", "one route of two next hops", silent,
     [](auto& m) { put_machine(m, {{.hops = {"192.0.2.254", "192.0.2.253"}}}); }},
    {"route.two_defaults", "one in each table", silent,
     [](auto& m) {
       put_machine(m, {{.gateway = "192.0.2.254"}, {.gateway = "192.0.2.253", .table = 100}});
     }},
    {"route.blackhole", "put there by hand", found,
     [](auto& m) {
       put_machine(
           m, {{.destination = "198.51.100.0", .prefix = 24, .index = 0, .type = RTN_BLACKHOLE}});
     },
     nullptr, "Nothing can be sent to 198.51.100.0/24"},
    {"route.blackhole", "a block of Calico's own", silent,
     [](auto& m) {
       put_machine(m, {{.destination = "10.244.1.0",
                        .prefix = 26,
                        .index = 0,
                        .type = RTN_BLACKHOLE,
                        .protocol = bird}});
     }},
    {"route.blackhole", "IPv6 without a default route", silent,
     [](auto& m) {
       put_machine(m, {{.destination = "::",
                        .prefix = 0,
                        .index = 1,
                        .type = RTN_UNREACHABLE,
                        .metric = 4278198272,
                        .protocol = RTPROT_KERNEL}});
     }},
    {"route.rule_empty_table", "of some packets", found,
     [](auto& m) { put_rule(m, {.from = "192.0.2.1", .prefix = 32}); }, nullptr,
     "leads to the table 100", "warning"},
    {"route.rule_empty_table", "of all packets, as of a VPN that is off", found,
     [](auto& m) { put_rule(m, {}); }, nullptr, "", "info"},
    {"route.rule_empty_table", "with one route", silent,
     [](auto& m) {
       put_rule(m, {.from = "192.0.2.1", .prefix = 32}, {{.gateway = "192.0.2.254", .table = 100}});
     }},
    {"route.rule_empty_table", "the table default has none anywhere", silent,
     [](auto& m) { put_rule(m, {.priority = 32767, .table = RT_TABLE_DEFAULT}); }},
    {"route.rule_unknown_source", "its address was taken away", found,
     [](auto& m) {
       put_rule(m, {.from = "203.0.113.2", .prefix = 32}, {{.gateway = "192.0.2.254"}});
     },
     nullptr, "from 203.0.113.2", "info"},
    {"route.rule_unknown_source", "it was in a network that is connected", found,
     [](auto& m) { put_rule(m, {.from = "10.9.0.7", .prefix = 32}, {link_route("10.9.0.0", 24)}); },
     nullptr, "from 10.9.0.7"},
    {"route.rule_unknown_source", "a part of a network that is connected", silent,
     [](auto& m) {
       put_rule(m, {.from = "10.9.0.64", .prefix = 26}, {link_route("10.9.0.0", 24)});
     }},
    {"route.rule_unknown_source", "an address of IPv6", found,
     [](auto& m) { put_rule(m, {.from = "2001:db8::2", .prefix = 128}); }, nullptr, "ipv6"},
    {"route.rule_unknown_source", "a router", silent,
     [](auto& m) { put_rule(m, {.from = "203.0.113.2", .prefix = 32}, {}, "1"); }},
    {"route.rule_unknown_source", "the address is here", silent,
     [](auto& m) { put_rule(m, {.from = "192.0.2.1", .prefix = 32}); }},
    {"route.rule_unknown_source", "one address of a network is here", silent,
     [](auto& m) { put_rule(m, {.from = "192.0.0.0", .prefix = 16}); }},
    {"route.rule_unknown_source", "a pod behind a route of its own", silent,
     [](auto& m) {
       put_rule(m, {.from = "10.244.1.7", .prefix = 32}, {link_route("10.244.1.7", 32)});
     }},
    {"route.rule_unknown_source", "of what comes in", silent,
     [](auto& m) { put_rule(m, {.from = "203.0.113.2", .prefix = 32, .iif = "eth0"}); }},
    {"route.rule_unknown_source", "of all others", silent,
     [](auto& m) { put_rule(m, {.from = "203.0.113.2", .prefix = 32, .flags = FIB_RULE_INVERT}); }},
    {"route.gateway_not_onlink", "its network was taken away", found,
     [](auto& m) { put_machine(m, {{.gateway = "203.0.113.1"}}); }, nullptr,
     "leads over 203.0.113.1", "warning"},
    {"route.gateway_not_onlink", "the network is that of another card", found,
     [](auto& m) {
       put_machine(m, {{.gateway = "203.0.113.1"},
                       {.destination = "203.0.113.0", .prefix = 24, .index = 3}});
     }},
    {"route.gateway_not_onlink", "in the network of the card", silent,
     [](auto& m) { put_machine(m, {{.gateway = "192.0.2.254"}}); }},
    {"route.gateway_not_onlink", "a cloud's address of 32 bits", silent,
     [](auto& m) { put_machine(m, {{.gateway = "203.0.113.1", .flags = RTNH_F_ONLINK}}); }},
    {"route.gateway_not_onlink", "a gateway with a route of its own, as Calico's", silent,
     [](auto& m) { put_machine(m, {{.gateway = "169.254.1.1"}, {"169.254.1.1", 32}}); }},
    {"route.gateway_not_onlink", "a router of IPv6 that announced itself", silent,
     [](auto& m) {
       put_machine(
           m, {{.destination = "::", .prefix = 0, .gateway = "fe80::1", .protocol = RTPROT_RA}});
     }},
    {"route.src_missing", "the address was taken away", found,
     [](auto& m) {
       put_machine(m, {{.gateway = "192.0.2.254", .source = "198.51.100.9", .table = 100}});
     },
     nullptr, "198.51.100.9"},
    {"route.src_missing", "it is here", silent,
     [](auto& m) { put_machine(m, {{.gateway = "192.0.2.254", .source = "192.0.2.1"}}); }},
    {"route.linkdown", "the default route", found,
     [](auto& m) { put_machine(m, {{.gateway = "192.0.2.254", .flags = RTNH_F_LINKDOWN}}); },
     nullptr, "eth0, which has no link", "critical"},
    {"route.linkdown", "another one", found,
     [](auto& m) {
       put_machine(m, {{.destination = "198.51.100.0",
                        .prefix = 24,
                        .gateway = "192.0.2.9",
                        .flags = RTNH_F_DEAD | RTNH_F_LINKDOWN}});
     },
     nullptr, "198.51.100.0/24", "warning"},
    {"route.linkdown", "the network of docker0 without containers", silent,
     [](auto& m) {
       put_machine(m, {{.destination = "172.17.0.0",
                        .prefix = 16,
                        .protocol = RTPROT_KERNEL,
                        .flags = RTNH_F_LINKDOWN}});
     }},
    {"route.rp_filter_drop", "3 of 100", found,
     [](auto& m) { raise(m, "TcpExt.IPReversePathFilter", 70); },
     [](auto& m) {
       raise(m, "TcpExt.IPReversePathFilter", 3);
       raise(m, "Ip.InReceives", 100);
     },
     "3 packets were dropped", "warning"},
    {"route.rp_filter_drop", "10 of 100", found, nullptr,
     [](auto& m) {
       raise(m, "TcpExt.IPReversePathFilter", 10);
       raise(m, "Ip.InReceives", 100);
     },
     "", "critical"},
    {"route.rp_filter_drop", "2, as of multicast", silent,
     [](auto& m) { raise(m, "TcpExt.IPReversePathFilter", 70); },
     [](auto& m) {
       raise(m, "TcpExt.IPReversePathFilter", 2);
       raise(m, "Ip.InReceives", 2);
     }},
    {"ip.out_no_routes", "one", found, [](auto& m) { put_machine(m, {}); },
     [](auto& m) { raise(m, "Ip.OutNoRoutes", 1); }, "1 packets", "warning"},
    {"ip.out_no_routes", "where IPv4 has no address at all: programs try it", found,
     [](auto& m) { put_addresses(m, {}); }, [](auto& m) { raise(m, "Ip.OutNoRoutes", 1); },
     "1 packets", "info"},
    {"ip.out_no_routes", "those of before, and one of IPv6", silent,
     [](auto& m) { raise(m, "Ip.OutNoRoutes", 9); },
     [](auto& m) { raise(m, "Ip6.OutNoRoutes", 1); }},
    {"ip6.out_no_routes", "one", found, nullptr, [](auto& m) { raise(m, "Ip6.OutNoRoutes", 1); },
     "1 packets"},
    {"ip6.out_no_routes", "beside IPv4, as programs try it first", found,
     [](auto& m) { put_machine(m, {}); }, [](auto& m) { raise(m, "Ip6.OutNoRoutes", 1); }, "",
     "info"},
    {"ip6.out_no_routes", "a place of IPv6 alone, without a default route", found,
     [](auto& m) {
       put_interfaces(m, {{}});
       put_addresses(m, {{.address = "2001:db8::1", .prefix = 64}});
     },
     [](auto& m) { raise(m, "Ip6.OutNoRoutes", 1); }, "", "critical"},
    {"ip6.out_no_routes", "those of before, and one of IPv4", silent,
     [](auto& m) { raise(m, "Ip6.OutNoRoutes", 9); },
     [](auto& m) { raise(m, "Ip.OutNoRoutes", 1); }},
    {"ip.forwarding_off", "rules of masquerade", found, [](auto& m) { put_router(m, "0", true); },
     nullptr, "ip_forward is 0", "warning"},
    {"ip.forwarding_off", "and packets for others", found,
     [](auto& m) { put_router(m, "0", true); }, [](auto& m) { raise(m, "Ip.InAddrErrors", 4); },
     "4 that came for others", "critical"},
    {"ip.forwarding_off", "a bridge with an address, and packets for others", found,
     [](auto& m) { put_router(m, "0", false); }, [](auto& m) { raise(m, "Ip.InAddrErrors", 4); },
     "", "warning"},
    {"ip.forwarding_off", "a bridge that nobody sends over", silent,
     [](auto& m) { put_router(m, "0", false); }},
    {"ip.forwarding_off", "rules of masquerade of IPv6, which has its own setting", silent,
     [](auto& m) { put_router(m, "0", true, NFPROTO_IPV6); }},
    {"ip6.forwarding_off", "rules of masquerade of IPv6", found,
     [](auto& m) {
       put_router(m, "1", true, NFPROTO_IPV6);
       set(m, "net.ipv6.conf.all.forwarding", "0");
     },
     nullptr, "net.ipv6.conf.all.forwarding is 0", "warning"},
    {"ip6.forwarding_off", "and packets for others", found,
     [](auto& m) {
       put_router(m, "1", true, NFPROTO_IPV6);
       set(m, "net.ipv6.conf.all.forwarding", "0");
     },
     [](auto& m) { raise(m, "Ip6.InAddrErrors", 4); }, "4 that came for others", "critical"},
    {"ip6.forwarding_off", "a router of IPv4", silent,
     [](auto& m) {
       put_router(m, "1", true);
       set(m, "net.ipv6.conf.all.forwarding", "0");
     },
     [](auto& m) { raise(m, "Ip6.InAddrErrors", 4); }},
    {"ip6.forwarding_off", "it is on", silent,
     [](auto& m) {
       put_router(m, "1", true, NFPROTO_IPV6);
       set(m, "net.ipv6.conf.all.forwarding", "1");
     },
     [](auto& m) { raise(m, "Ip6.InAddrErrors", 4); }},
    {"ip6.routing_loop", "a router drops what circles", found, nullptr,
     [](auto& m) {
       raise(m, "Ip6.InHdrErrors", 11);
       raise(m, "Icmp6.OutTimeExcds", 1);
     },
     "1 were sent from here", "critical"},
    {"ip6.routing_loop", "routers answer, and nobody else", found, nullptr,
     [](auto& m) {
       raise(m, "Icmp6.InTimeExcds", 3);
       raise(m, "Ip6.OutRequests", 100);
     },
     "3 such answers came here", "warning"},
    {"ip6.routing_loop", "traceroute, which reaches its goal", found, nullptr,
     [](auto& m) {
       raise(m, "Icmp6.InTimeExcds", 9);
       raise(m, "Icmp6.InEchoReplies", 1);
       raise(m, "Ip6.OutRequests", 10);
     },
     "", "info"},
    {"ip6.routing_loop", "IPv4 circles", silent,
     [](auto& m) { raise(m, "Icmp6.InTimeExcds", 900); },
     [](auto& m) { raise(m, "Icmp.InTimeExcds", 900); }},
    {"ip.forwarding_off", "it is on", silent, [](auto& m) { put_router(m, "1", true); },
     [](auto& m) { raise(m, "Ip.InAddrErrors", 4); }},
    {"ip.local_port_range_small", "100 ports", found,
     [](auto& m) {
       put_interfaces(m, {{}});
       set(m, "net.ipv4.ip_local_port_range", "40000\t40099");
     },
     nullptr, "40000 to 40099"},
    {"ip.local_port_range_small", "10,000", silent,
     [](auto& m) {
       put_interfaces(m, {{}});
       set(m, "net.ipv4.ip_local_port_range", "50000\t59999");
     }},
};

}  // namespace

const std::span<const CheckCase> route_cases = cases;

}  // namespace sonde::test
