// link_checks.hpp: what goes wrong with interfaces, their queues, neighbours and routes.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check link_checks[] = {
    {.name = "link.admin_down",
     .asks = "Is an interface switched off although it has an address?",
     .table = "interfaces",
     .condition = "not flags ~ '*UP*' and addresses ~ '*'",
     .evidence = "flags,addresses",
     .where = "{name}",
     .says = "{name} has the address {addresses}, but is switched off.",
     .remedy = "Switch it on: ip link set {name} up; or take its address away.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "The catalogue; an interface without an address may be unused."},
    {.name = "link.no_carrier",
     .asks = "Has an interface that is in use no link?",
     .table = "interfaces",
     .condition = "flags ~ '*NO-CARRIER*' and ( addresses ~ '*' or default_route = true ) and "
                  "not kind = bridge and not kind = dummy",
     .critical_if = "default_route = true",
     .evidence = "state,flags,addresses,default_route",
     .where = "{name}",
     .says = "{name} is switched on, but nothing is at its other end (no carrier); its address is "
             "{addresses}.",
     .remedy = "Check the cable or the switch; of a veth the other end: sonde interfaces --all "
               "--columns name,peer,state shows whether it is down.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "Kernel, networking/operstates: IFF_UP without IFF_RUNNING; a bridge without ports "
               "has none either, and is left out."},
    {.name = "link.rx_errors",
     .asks = "Does an interface receive damaged frames?",
     .table = "interfaces",
     .watches = "rx_errors,rx_packets",
     .shares = "damaged_percent = rx_errors.rise of rx_packets.rise",
     .change = "rx_errors.per_s >= 15 or ( rx_errors.rise >= 5 and damaged_percent > 1 )",
     .evidence = "rx_errors.rise,rx_packets.rise,damaged_percent",
     .where = "{name}",
     .says =
         "{name} received {rx_errors.rise} damaged frames between the two looks, {damaged_percent} "
         "% of all.",
     .remedy = "Check cable, plug and duplex: sonde interfaces name = {name} --columns "
               "name,rx_crc,rx_frame,rx_length,driver_errors says what kind.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "Prometheus node mixin: 1 %; PCP pmie: 15 a second; at least 5, a judgement."},
    {.name = "link.rx_dropped",
     .asks = "Does an interface throw received packets away?",
     .table = "interfaces",
     .watches = "rx_dropped,rx_packets",
     .shares = "dropped_percent = rx_dropped.rise of rx_packets.rise",
     .change = "rx_dropped.per_s > 10 and dropped_percent > 1",
     .evidence = "rx_dropped.rise,rx_packets.rise,dropped_percent",
     .where = "{name}",
     .says = "{name} threw {rx_dropped.rise} received packets away between the two looks, "
             "{dropped_percent} % of all.",
     .remedy =
         "Compare sonde counters group = softnet --interval 1; if nothing is dropped there, they "
         "are of protocols that nobody here speaks, or too long for the MTU of a peer.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .confidence = Confidence::Likely,
     .source = "Netdata health.d, net: 2 % in 10 minutes; 1 % and 10 a second in one look are a "
               "judgement, as frames of unknown protocols count too."},
    {.name = "link.tx_dropped",
     .asks = "Does a device not take what is sent?",
     .table = "interfaces",
     .condition = "not flags ~ '*NO-CARRIER*'",
     .watches = "tx_dropped,tx_packets",
     .shares = "dropped_percent = tx_dropped.rise of tx_packets.rise",
     .change = "tx_dropped.rise >= 5 and ( dropped_percent >= 1 or tx_packets.rise = 0 )",
     .evidence = "tx_dropped.rise,tx_packets.rise",
     .where = "{name}",
     .says = "{name} dropped {tx_dropped.rise} packets instead of sending them, and sent "
             "{tx_packets.rise} between the two looks.",
     .remedy =
         "See who is behind it: of a tunnel or tap the process that should read it (sonde files "
         "target = /dev/net/tun), of a veth the other end.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "A judgement: 1 % and at least 5."},
    {.name = "link.fifo_overrun",
     .asks = "Does a card lose frames because nobody takes them in time?",
     .table = "interfaces",
     .watches = "rx_fifo,rx_missed,rx_overruns",
     .change = "rx_fifo.rise > 0 or rx_missed.rise > 0 or rx_overruns.rise > 0",
     .evidence = "rx_fifo.rise,rx_missed.rise,rx_overruns.rise",
     .where = "{name}",
     .says = "The ring of {name} overflowed: frames were lost between the two looks "
             "({rx_missed.rise} missed, {rx_fifo.rise} in its queue).",
     .remedy =
         "Make the ring larger (ethtool -G; sonde interfaces --columns name,rx_ring,rx_ring_max "
         "says how far), and spread its queues over processors.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "Netdata health.d, net: any FIFO error in 10 minutes."},
    {.name = "link.collisions",
     .asks = "Do frames collide?",
     .table = "interfaces",
     .watches = "collisions",
     .change = "collisions.rise > 0",
     .evidence = "collisions.rise",
     .where = "{name}",
     .says =
         "{name} saw {collisions.rise} collisions between the two looks: it sends and receives in "
         "turn.",
     .remedy = "Set both ends to negotiate: sonde interfaces --columns name,speed_mbit,duplex.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "IEEE 802.3: there are none in full duplex."},
    {.name = "link.duplex",
     .asks = "Does a card send and receive only in turn?",
     .table = "interfaces",
     .condition = "duplex = half and speed_mbit >= 100",
     .evidence = "duplex,speed_mbit",
     .where = "{name}",
     .says = "{name} runs half duplex at {speed_mbit} Mbit/s: the two ends did not agree.",
     .remedy = "Set both ends to negotiate, or both to the same speed and duplex.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "IEEE 802.3, clause 28: an end that is fixed makes the other fall back to half "
               "duplex."},
    {.name = "qdisc.drops",
     .asks = "Does a queue in front of a device drop packets?",
     .table = "qdiscs",
     .watches = "drops,sent_packets",
     .shares = "dropped_percent = drops.rise of sent_packets.rise",
     .change = "drops.rise >= 5 and ( dropped_percent >= 1 or sent_packets.rise = 0 )",
     .evidence = "drops.rise,sent_packets.rise,backlog_packets",
     .where = "{interface}, {kind} {handle}",
     .says =
         "The queue {kind} of {interface} dropped {drops.rise} packets between the two looks, and "
         "passed {sent_packets.rise}.",
     .remedy = "It is too short, or the shaper too slow: sonde qdiscs --interval 2 interface = "
               "{interface}; the counters of the interface do not show these drops.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .source = "A judgement: 1 %, since fq_codel and CAKE drop a little on purpose."},
    {.name = "addr.dad_failed",
     .asks = "Does another host have the same IPv6 address?",
     .table = "addresses",
     .condition = "flags ~ '*dadfailed*'",
     .evidence = "address,flags",
     .where = "{address} on {interface}",
     .says = "Another host on the link of {interface} already uses {address}, so it does not work "
             "here.",
     .remedy =
         "Give one of both another address; sonde neighbors on another host of this link names "
         "the hardware address.",
     .severity = Severity::Critical,
     .scope = Scope::Interface,
     .source = "RFC 4862, 5.4: Duplicate Address Detection; the kernel sets IFA_F_DADFAILED."},
    {.name = "neigh.gateway_failed",
     .asks = "Does a gateway not answer on its link?",
     .table = "neighbors",
     .condition = "gateway = true and ( state = FAILED or state = INCOMPLETE )",
     .watches = "state",
     .change = "state = FAILED or state.before = FAILED or state.before = INCOMPLETE",
     .evidence = "address,state,state.before",
     .where = "{address} on {interface}",
     .says = "The gateway {address} on {interface} does not answer (ARP, or neighbour discovery): "
             "nothing can be sent through it.",
     .remedy =
         "Check address and prefix of {interface}, the VLAN and the gateway itself: sonde routes "
         "gateway = {address}; sonde neighbors --watch.",
     .severity = Severity::Critical,
     .scope = Scope::Interface,
     .source =
         "RFC 4861, 7.3: while traffic waits the state changes between INCOMPLETE and FAILED; "
         "each of both looks must see one of them."},
    {.name = "neigh.failed_many",
     .asks = "Are many neighbours asked for who are not there?",
     .table = "neighbors",
     .condition = "state = FAILED or state = INCOMPLETE",
     .by = "netns,interface",
     .at_least = 50,
     .evidence = "state",
     .where = "{interface}",
     .says =
         "{count} addresses on the link of {interface} do not answer: somebody scans, or speaks to "
         "hosts that are gone.",
     .remedy = "See which: sonde neighbors interface = {interface} and state = FAILED; who sends "
               "there: sonde conns --group remote_address.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .confidence = Confidence::Likely,
     .source = "A judgement: 50; a few are usual."},
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
     .watches = "Ip.OutNoRoutes",
     .change = "Ip.OutNoRoutes.rise > 0",
     .evidence = "Ip.OutNoRoutes.rise",
     .where = "network namespace {netns}",
     .says = "{Ip.OutNoRoutes.rise} packets could not be sent between the two looks, for want of a "
             "route: programs see 'Network is unreachable'.",
     .remedy =
         "See what is there: sonde routes; and who tries: sonde conns state syn-sent; add the "
         "route.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "RFC 4293, ipSystemStatsOutNoRoutes."},
    {.name = "ip6.out_no_routes",
     .asks = "Is something sent over IPv6 for which there is no route?",
     .table = "facts",
     .watches = "Ip6.OutNoRoutes",
     .change = "Ip6.OutNoRoutes.rise > 0",
     .evidence = "Ip6.OutNoRoutes.rise",
     .where = "network namespace {netns}",
     .says =
         "{Ip6.OutNoRoutes.rise} packets of IPv6 could not be sent between the two looks, for want "
         "of a route.",
     .remedy =
         "If IPv6 should work here, add its default route; otherwise programs fall back to IPv4 "
         "and nothing is wrong.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 8305: Happy Eyeballs tries IPv6 first, so this is usual without a route."},
    {.name = "ip.routing_loop",
     .asks = "Do packets circle until they are dropped?",
     .table = "facts",
     .watches = "Icmp.InTimeExcds,Ip.InHdrErrors,Icmp.OutTimeExcds",
     .change = "Icmp.InTimeExcds.per_s >= 3 or ( Ip.InHdrErrors.per_s > 10 and "
               "Icmp.OutTimeExcds.per_s > 10 )",
     .evidence = "Icmp.InTimeExcds.rise,Ip.InHdrErrors.rise,Icmp.OutTimeExcds.rise",
     .where = "network namespace {netns}",
     .says = "Packets of this place came to the end of their time to live: {Icmp.InTimeExcds.rise} "
             "such answers came, {Icmp.OutTimeExcds.rise} were sent between the two looks.",
     .remedy =
         "Two routers send them to each other: compare their routes for the destination; ignore "
         "this while traceroute or mtr runs.",
     .severity = Severity::Critical,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "RFC 792, Time Exceeded; 3 and 10 a second are a judgement: traceroute makes some."},
};

}  // namespace sonde
