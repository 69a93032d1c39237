// route_checks.hpp: what goes wrong with routes and the rules that choose them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check route_checks[] = {
    {.name = "route.no_default",
     .asks = "Is there no default route, although something is sent beyond the own networks?",
     .table = "facts",
     .watches = "count.ipv4_default_routes,count.ipv4_addresses,Ip.OutNoRoutes",
     .change =
         "count.ipv4_default_routes = 0 and count.ipv4_addresses > 0 and Ip.OutNoRoutes.rise > 0",
     .evidence = "count.ipv4_default_routes,count.ipv4_addresses,Ip.OutNoRoutes.rise",
     .where = "ipv4 of network namespace {netns}, table main",
     .says =
         "There is no default route, and {Ip.OutNoRoutes.rise} packets could not be sent between "
         "the two looks: 'Network is unreachable'.",
     .remedy =
         "Add one: ip route add default via GATEWAY; sonde addresses shows in which network the "
         "gateway must be, sonde rules whether another table is meant.",
     .explains = "ip.out_no_routes",
     .severity = Severity::Critical,
     .scope = Scope::Netns,
     .source = "RFC 4293, ipSystemStatsOutNoRoutes; without it a network of its own may be on "
               "purpose."},
    {.name = "route.two_defaults",
     .asks = "Are there two default routes of the same metric?",
     .table = "routes",
     .condition = "family = ipv4 and destination = default and type = unicast and not weight > 0",
     .by = "netns,table,metric,tos,protocol",
     .at_least = 2,
     .evidence = "destination,gateway,metric",
     .where = "ipv4 of network namespace {netns}, table {table}",
     .says =
         "{count} default routes have the same metric, {metric}: the first one, over {gateway}, "
         "is used for everything, and the others for nothing.",
     .remedy = "Give them different metrics, take one away, or make them next hops of one route; "
               "sonde routes destination = default shows them.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .about = "table",
     .source = "Kernel, fib_table_insert of net/ipv4/fib_trie.c; of one route with several next "
               "hops all are used."},
    {.name = "route.blackhole",
     .asks = "Are there routes that drop what is sent?",
     .table = "routes",
     .condition =
         "( type = blackhole or type = unreachable or type = prohibit ) and not destination "
         "= default and ( protocol = boot or protocol = static )",
     .by = "netns,type",
     .evidence = "destination,type,protocol,table",
     .where = "{destination} of network namespace {netns}",
     .says = "Nothing can be sent to {destination}: its route is of the type {type} (routes of "
             "this type: {count}).",
     .remedy = "Unless it is meant so, take it away: ip route del {type} {destination} table "
               "{table}; sonde routes type = {type} shows all.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .about = "destination",
     .source = "Man page ip-route(8). Routing daemons make some for networks of their own, which "
               "are left out."},
    {.name = "route.rule_empty_table",
     .asks = "Does a policy rule lead to a table without routes?",
     .table = "rules",
     .condition = "action = lookup and table_routes = 0 and not table = main and not table = local "
                  "and not table = default and not suppress_prefixlength >= 0",
     .warning_if = "not selector ~ 'from all*'",
     .evidence = "priority,selector,table,table_routes",
     .where = "rule {priority} ({family}) of network namespace {netns}",
     .says =
         "The rule {priority} ({selector}) leads to the table {table}, which has no routes: its "
         "packets take other ways than meant.",
     .remedy =
         "Add the routes, as ip route add default via GATEWAY table {table}, or take the rule "
         "away: ip rule del priority {priority} (of IPv6: ip -6 rule del).",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .about = "table",
     .source = "Man page ip-rule(8): where a table has no route the next rule is tried. For all "
               "packets, such as those of a VPN that is off, it is harmless."},
    {.name = "route.rule_unknown_source",
     .asks = "Is there a policy rule for an address that is gone?",
     .table = "rules",
     .condition = "action = lookup and source_known = false",
     .watches = "net.ipv4.ip_forward,net.ipv6.conf.all.forwarding",
     .change = "( family = ipv4 and net.ipv4.ip_forward = 0 ) or ( family = ipv6 and "
               "net.ipv6.conf.all.forwarding = 0 )",
     .evidence = "priority,selector,table,source_known",
     .where = "rule {priority} ({family}) of network namespace {netns}",
     .says = "The rule {priority} ({selector}) is for a source address that this place does not "
             "have, and to which no route leads: it is never used.",
     .remedy = "Give the address back, or take the rule away: ip rule del priority {priority} (of "
               "IPv6: ip -6 rule del); sonde addresses shows what is here.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .about = "table",
     .source = "Man page ip-rule(8). Routers have rules for sources of others, and are left out; "
               "the address of a standby comes later."},
    {.name = "route.gateway_not_onlink",
     .asks = "Does a route lead over a gateway that is on no network of its link?",
     .table = "routes",
     .condition = "type = unicast and gateway_on_link = false",
     .by = "netns,gateway,interface",
     .evidence = "gateway,gateway_on_link,destination,table",
     .where = "{gateway} on {interface}, route {destination} of table {table}",
     .says = "The route to {destination} leads over {gateway}, which is in none of the networks "
             "of {interface}: nobody may answer for it (such routes: {count}).",
     .remedy = "Give {interface} an address of the gateway's network, or say that it is on the "
               "link: ip route change {destination} via {gateway} dev {interface} onlink.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "gateway",
     .source = "Kernel, fib_check_nh of net/ipv4/fib_semantics.c: it refuses such a route, but "
               "keeps one whose network goes away later."},
    {.name = "route.src_missing",
     .asks = "Do packets get a source address that is not here?",
     .table = "routes",
     .condition = "type = unicast and has_source = false",
     .by = "netns,source",
     .evidence = "source,has_source,destination,table",
     .where = "{source}, route {destination} of table {table}",
     .says = "Packets to {destination} (table {table}) get the source address {source}, which is "
             "not an address of this place: no answer comes back.",
     .remedy = "Give an interface that address, or mend the route: sonde routes source = {source}; "
               "sonde addresses.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .about = "source",
     .source = "Kernel, fib_valid_prefsrc of net/ipv4/fib_semantics.c; with its address it removes "
               "routes of the table main only."},
    {.name = "route.linkdown",
     .asks = "Does a route lead over a link that is down?",
     .table = "routes",
     .condition =
         "type = unicast and ( flags ~ '*linkdown*' or flags ~ '*dead*' ) and not protocol "
         "= kernel",
     .by = "netns,interface",
     .critical_if = "destination = default",
     .evidence = "destination,gateway,flags",
     .where = "{destination} over {interface}",
     .says = "The route to {destination} leads over {interface}, which has no link (such routes: "
             "{count}).",
     .remedy = "See why {interface} is down: sonde interfaces name = {interface}; with another way "
               "set net.ipv4.conf.all.ignore_routes_with_linkdown.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "Kernel, RTNH_F_LINKDOWN of linux/rtnetlink.h; routes that the kernel made itself, "
               "as of a bridge without ports, are left out."},
    {.name = "route.rp_filter_drop",
     .asks = "Are packets dropped because the way back is another one?",
     .table = "facts",
     .watches = "TcpExt.IPReversePathFilter,Ip.InReceives",
     .shares = "dropped_percent = TcpExt.IPReversePathFilter.rise of Ip.InReceives.rise",
     .change = "TcpExt.IPReversePathFilter.rise >= 3",
     .critical_if = "dropped_percent >= 10 and TcpExt.IPReversePathFilter.rise >= 10",
     .evidence = "TcpExt.IPReversePathFilter.rise,Ip.InReceives.rise,dropped_percent",
     .where = "network namespace {netns}",
     .says =
         "{TcpExt.IPReversePathFilter.rise} packets were dropped between the two looks, since the "
         "route back does not lead over the interface that they came in on.",
     .remedy = "Mend the route or the policy rule, or set net.ipv4.conf.all.rp_filter to 2; sonde "
               "routes and sonde rules show where answers go.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "RFC 3704 and Kernel, networking/ip-sysctl, rp_filter; 3 and 10 % are a judgement."},
    {.name = "ip.out_no_routes",
     .asks = "Is something sent for which there is no route?",
     .table = "facts",
     .watches = "Ip.OutNoRoutes,count.ipv4_addresses",
     .change = "Ip.OutNoRoutes.rise > 0",
     .warning_if = "count.ipv4_addresses > 0",
     .evidence = "Ip.OutNoRoutes.rise,count.ipv4_addresses",
     .where = "network namespace {netns}",
     .says = "{Ip.OutNoRoutes.rise} packets could not be sent between the two looks, for want of a "
             "route: programs see 'Network is unreachable'.",
     .remedy =
         "See what is there: sonde routes; and who tries: sonde conns state syn-sent; add the "
         "route.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "RFC 4293, ipSystemStatsOutNoRoutes. Where there is no IPv4 at all, programs try it "
               "and go "
               "on (RFC 8305): an info."},
    {.name = "ip6.out_no_routes",
     .asks = "Is something sent over IPv6 for which there is no route?",
     .table = "facts",
     .watches = "Ip6.OutNoRoutes,count.ipv4_addresses,count.default_routes",
     .change = "Ip6.OutNoRoutes.rise > 0",
     .critical_if = "count.ipv4_addresses = 0 and count.default_routes = 0",
     .warning_if = "count.ipv4_addresses = 0",
     .evidence = "Ip6.OutNoRoutes.rise,count.ipv4_addresses,count.default_routes",
     .where = "network namespace {netns}",
     .says =
         "{Ip6.OutNoRoutes.rise} packets of IPv6 could not be sent between the two looks, for want "
         "of a route.",
     .remedy =
         "If IPv6 should work here, add its default route: ip -6 route add default via GATEWAY; "
         "otherwise programs fall back to IPv4, where there is one, and nothing is wrong.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 8305: Happy Eyeballs tries IPv6 first, so this is usual without a route; not "
               "where there is no IPv4."},
    {.name = "ip.routing_loop",
     .asks = "Do packets circle until they are dropped?",
     .table = "facts",
     .watches = "Icmp.InTimeExcds,Ip.OutRequests,Icmp.InEchoReps,Icmp.InDestUnreachs,"
                "Ip.InHdrErrors,Icmp.OutTimeExcds",
     .shares = "circling_percent = Icmp.InTimeExcds.rise of Ip.OutRequests.rise",
     // A router tells a sender of it once a second (net.ipv4.icmp_ratelimit), however many circle.
     .change = "( Icmp.InTimeExcds.rise > 0 and circling_percent >= 1 ) or "
               "( Ip.InHdrErrors.per_s > 10 and Icmp.OutTimeExcds.rise > 0 )",
     .critical_if = "Ip.InHdrErrors.per_s > 10 and Icmp.OutTimeExcds.rise > 0",
     // What traces a route reaches its end, too.
     .warning_if = "Icmp.InTimeExcds.rise > 0 and ( Icmp.InTimeExcds.per_s >= 3 or "
                   "circling_percent >= 10 ) and Icmp.InEchoReps.rise = 0 and "
                   "Icmp.InDestUnreachs.rise = 0",
     .evidence = "Icmp.InTimeExcds.rise,circling_percent,Ip.InHdrErrors.rise,"
                 "Icmp.OutTimeExcds.rise",
     .where = "network namespace {netns}",
     .says = "Packets came to the end of their time to live: {Icmp.InTimeExcds.rise} such answers "
             "came here between the two looks, {Icmp.OutTimeExcds.rise} were sent from here.",
     .remedy =
         "Two routers send them to each other: compare their routes for the destination; ignore "
         "this while traceroute or mtr runs.",
     .explains = "ip.hdr_errors",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "RFC 792, Time Exceeded; Kernel, networking/ip-sysctl, icmp_ratelimit. A judgement: "
               "1 % of what is sent, a warning at 10 % or 3 a second, 10 a second of a router."},
    {.name = "ip6.routing_loop",
     .asks = "Do IPv6 packets circle until they are dropped?",
     .table = "facts",
     .watches = "Icmp6.InTimeExcds,Ip6.OutRequests,Icmp6.InEchoReplies,Icmp6.InDestUnreachs,"
                "Ip6.InHdrErrors,Icmp6.OutTimeExcds",
     .shares = "circling_percent = Icmp6.InTimeExcds.rise of Ip6.OutRequests.rise",
     .change = "( Icmp6.InTimeExcds.rise > 0 and circling_percent >= 1 ) or "
               "( Ip6.InHdrErrors.per_s > 10 and Icmp6.OutTimeExcds.rise > 0 )",
     .critical_if = "Ip6.InHdrErrors.per_s > 10 and Icmp6.OutTimeExcds.rise > 0",
     .warning_if = "Icmp6.InTimeExcds.rise > 0 and ( Icmp6.InTimeExcds.per_s >= 3 or "
                   "circling_percent >= 10 ) and Icmp6.InEchoReplies.rise = 0 and "
                   "Icmp6.InDestUnreachs.rise = 0",
     .evidence = "Icmp6.InTimeExcds.rise,circling_percent,Ip6.InHdrErrors.rise,"
                 "Icmp6.OutTimeExcds.rise",
     .where = "network namespace {netns}",
     .says = "IPv6 packets came to the end of their hop limit: {Icmp6.InTimeExcds.rise} such "
             "answers came here between the two looks, {Icmp6.OutTimeExcds.rise} were sent from "
             "here.",
     .remedy =
         "Two routers send them to each other: compare their routes for the destination; ignore "
         "this while traceroute or mtr runs.",
     .explains = "ip6.hdr_errors",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "RFC 4443, 3.3, Time Exceeded. The judgement is that of ip.routing_loop."},
    {.name = "ip.forwarding_off",
     .asks = "Is forwarding off where containers or guests need it?",
     .table = "facts",
     .watches = "net.ipv4.ip_forward,count.masquerade_rules,count.bridges_with_addresses,"
                "Ip.InAddrErrors",
     .change = "net.ipv4.ip_forward = 0 and ( count.masquerade_rules > 0 or ( "
               "count.bridges_with_addresses > 0 and Ip.InAddrErrors.rise > 0 ) )",
     .critical_if = "count.masquerade_rules > 0 and Ip.InAddrErrors.rise > 0",
     .evidence = "net.ipv4.ip_forward,count.masquerade_rules,count.bridges_with_addresses,"
                 "Ip.InAddrErrors.rise",
     .where = "network namespace {netns}",
     .says = "Packets are not passed on (net.ipv4.ip_forward is 0), although this place is set up "
             "as a router; {Ip.InAddrErrors.rise} that came for others were dropped between the "
             "two looks.",
     .remedy = "Switch it on: sysctl -w net.ipv4.ip_forward=1, and in /etc/sysctl.d, so that it "
               "stays.",
     .explains = "ip.in_addr_errors",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Kernel, ip_error of net/ipv4/route.c: what is not for this host counts as "
               "InAddrErrors; a bridge with an address and no masquerading may be on purpose."},
    {.name = "ip6.forwarding_off",
     .asks = "Is forwarding of IPv6 off where containers or guests need it?",
     .table = "facts",
     .watches = "net.ipv6.conf.all.forwarding,count.masquerade6_rules,Ip6.InAddrErrors",
     .change = "net.ipv6.conf.all.forwarding = 0 and count.masquerade6_rules > 0 and "
               "Ip6.InAddrErrors.rise >= 0",
     .critical_if = "Ip6.InAddrErrors.rise > 0",
     .evidence = "net.ipv6.conf.all.forwarding,count.masquerade6_rules,Ip6.InAddrErrors.rise",
     .where = "network namespace {netns}",
     .says = "IPv6 packets are not passed on (net.ipv6.conf.all.forwarding is 0), although this "
             "place has rules of masquerade for them; {Ip6.InAddrErrors.rise} that came for others "
             "were dropped between the two looks.",
     .remedy = "Switch it on: sysctl -w net.ipv6.conf.all.forwarding=1, and in /etc/sysctl.d, so "
               "that it stays; what gets its own address by router advertisements needs "
               "accept_ra=2 then.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Kernel, ip6_forward of net/ipv6/ip6_output.c: what is not for this host counts as "
               "InAddrErrors; networking/ip-sysctl, accept_ra."},
    {.name = "ip.local_port_range_small",
     .asks = "Are there few ports for connections that are made here?",
     .table = "facts",
     .watches = "net.ipv4.ip_local_port_range.1,net.ipv4.ip_local_port_range.2,"
                "net.ipv4.ip_local_port_range.span",
     .change = "net.ipv4.ip_local_port_range.span < 10000",
     .evidence = "net.ipv4.ip_local_port_range.1,net.ipv4.ip_local_port_range.2,"
                 "net.ipv4.ip_local_port_range.span",
     .where = "network namespace {netns}",
     .says = "Connections that are made here get ports from {net.ipv4.ip_local_port_range.1} to "
             "{net.ipv4.ip_local_port_range.2} only: no more connections to one destination.",
     .remedy = "Widen net.ipv4.ip_local_port_range; its default is 32768 to 60999.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "A judgement: less than 10,000; the usual range has 28,232."},
};

}  // namespace sonde
