// link_checks.hpp: what goes wrong with interfaces, their queues, addresses and neighbours.
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
     .explains = "route.linkdown,neigh.gateway_failed,tcp.syn_sent_stuck,tcp.unacked_backoff,"
                 "tcp.probe_unanswered,tcp.mtu_blackhole,tcp.orphans,dns.unreachable",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .about = "name",
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
     .shares = "dropped_percent = rx_dropped.rise of rx_packets.rise + rx_dropped.rise",
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
     .about = "name",
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
    {.name = "link.mtu_mismatch",
     .asks = "Does one end of a veth send packets that the other end does not take?",
     .table = "interfaces",
     .condition = "mtu > peer_mtu",
     .watches = "tx_dropped",
     .change = "mtu > peer_mtu",
     .warning_if = "tx_dropped.rise > 0",
     .evidence = "mtu,peer_mtu,tx_dropped.rise",
     .where = "{name}",
     .says = "{name} takes packets of {mtu} bytes, but its other end, {peer}, only of {peer_mtu}: "
             "longer ones vanish without a word ({tx_dropped.rise} between the two looks).",
     .remedy = "Set both ends to the same: ip link set {name} mtu {peer_mtu}, or raise it at the "
               "other end.",
     .explains = "link.tx_dropped",
     .severity = Severity::Info,
     .scope = Scope::Interface,
     .about = "name",
     .source = "Kernel, __is_skb_forwardable of include/linux/netdevice.h: the end that receives "
               "drops what is longer than its MTU."},
    {.name = "link.flap",
     .asks = "Does a link come and go?",
     .table = "interfaces",
     .condition = "not kind = bridge",
     .watches = "carrier_changes",
     .change = "carrier_changes.rise >= 3 or ( carrier_changes.rise = 2 and not kind ~ '*' )",
     .evidence = "carrier_changes.rise,carrier_changes,state",
     .where = "{name}",
     .says = "The carrier of {name} came or went {carrier_changes.rise} times between the two "
             "looks, {carrier_changes} times since it was made.",
     .remedy = "Check cable, plug and the port at the other end; of a veth see what sets its other "
               "end up and down.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .about = "name",
     .source = "A judgement: down and up again between two looks; a container that starts makes "
               "two changes of its veth."},
    {.name = "link.utilisation",
     .asks = "Is a link as full as it can be?",
     .table = "interfaces",
     .condition = "speed_bytes_per_s > 0 and ( not kind ~ '*' or kind = bond )",
     .watches = "rx_bytes,tx_bytes",
     .shares = "received_percent = rx_bytes.per_s of speed_bytes_per_s, sent_percent = "
               "tx_bytes.per_s of speed_bytes_per_s",
     .change = "received_percent > 90 or sent_percent > 90",
     .evidence = "speed_mbit,received_percent,sent_percent",
     .where = "{name}",
     .says = "{name} received {received_percent} % and sent {sent_percent} % of its {speed_mbit} "
             "Mbit/s between the two looks.",
     .remedy =
         "See who sends: sonde conns --columns +bytes_sent,bytes_received --sort=-bytes_sent; "
         "then a faster link, or less at once.",
     .severity = Severity::Info,
     .scope = Scope::Interface,
     .about = "name",
     .source = "Netdata health.d, net: 90 %, of minutes; one look is too short for a warning. The "
               "speed of virtual devices is made up, and is left out."},
    {.name = "bridge.port_blocked",
     .asks = "Does a bridge let nothing through to one of its containers or guests?",
     .table = "interfaces",
     .condition =
         "port_state = blocking and flags ~ '*LOWER_UP*' and ( kind = veth or kind = tun )",
     .watches = "port_state",
     .change = "port_state.before = blocking",
     .evidence = "port_state,port_state.before,master",
     .where = "{name} of {master}",
     .says = "The port {name} of the bridge {master} is blocked: what is behind it, {peer}, is cut "
             "off.",
     .remedy = "Look for a loop between bridges, or a port that was blocked by hand: bridge link "
               "show dev {name}; bridge link set dev {name} state 3 opens it.",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .about = "name",
     .source = "IEEE 802.1D, 7.4: a blocked port forwards nothing. A card may be blocked where "
               "there is a second path; a veth or a tap is the only one of its container or "
               "guest."},
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
    {.name = "qdisc.noqueue_on_nic",
     .asks = "Do all processors wait in one line for a card that has several queues?",
     .table = "interfaces",
     .condition =
         "not kind ~ '*' and not link_index > 0 and flags ~ '*LOWER_UP*' and speed_mbit >= "
         "1000 and tx_queues > 1 and ( qdisc = noqueue or qdisc = pfifo_fast )",
     .evidence = "qdisc,tx_queues,speed_mbit",
     .where = "{name}",
     .says = "{name} sends from {tx_queues} queues, but its queueing is {qdisc}: one lock for all "
             "processors, or no room to wait in.",
     .remedy = "Give each queue its own: tc qdisc replace dev {name} root mq; sonde qdiscs "
               "interface = {name} shows what is there.",
     .severity = Severity::Info,
     .scope = Scope::Interface,
     .about = "name",
     .source = "Kernel, attach_default_qdiscs of net/sched/sch_generic.c: a card of several queues "
               "gets mq; what is virtual, or Wi-Fi, has no speed or no queue on purpose."},
    {.name = "addr.none",
     .asks = "Is a link up in a place that has no address?",
     .table = "facts",
     .watches = "count.links_up,count.routable_addresses",
     .change = "count.links_up > 0 and count.routable_addresses = 0",
     .evidence = "count.links_up,count.routable_addresses",
     .where = "network namespace {netns}",
     .says = "{count.links_up} interfaces are up here, and none has an address that leads beyond "
             "its link.",
     .remedy = "If this place should speak IP, see who gives the address: a DHCP client, or the "
               "network plugin of its container; sonde addresses shows what is there.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "A judgement; a place that only bridges needs none."},
    {.name = "addr.linklocal_only",
     .asks = "Has this place only an address that it gave itself?",
     .table = "facts",
     .watches = "count.autoconf_addresses,count.routable_addresses",
     .change = "count.autoconf_addresses > 0 and count.routable_addresses = 0",
     .evidence = "count.autoconf_addresses,count.routable_addresses",
     .where = "network namespace {netns}",
     .says = "The only address here is one of 169.254.0.0/16, which a host gives itself: nobody "
             "else gave it one.",
     .remedy = "See whether the DHCP server answers, and the VLAN of the link: sonde interfaces, "
               "sonde addresses src 169.254.0.0/16.",
     .explains = "addr.none",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "RFC 3927; beside another address it is usual, as of cloud metadata."},
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
     // FAILED stays until somebody asks again, also where the gateway was mended long ago.
     .critical_if = "state = INCOMPLETE or used_s <= 10",
     .evidence = "address,state,state.before,used_s",
     .where = "{address} on {interface}",
     .says = "The gateway {address} on {interface} did not answer (ARP, or neighbour discovery) "
             "when it was asked last; the last packet for it was sent {used_s} s ago.",
     .remedy = "Ask again: ping -c 1 {address}; if it is silent, check address and prefix of "
               "{interface}, the VLAN and the gateway itself: sonde routes gateway = {address}.",
     .explains = "tcp.syn_sent_stuck,tcp.unacked_backoff,tcp.probe_unanswered,tcp.mtu_blackhole,"
                 "tcp.orphans,dns.unreachable",
     .severity = Severity::Info,
     .scope = Scope::Interface,
     .peer = "address",
     .source =
         "RFC 4861, 7.3: while traffic waits the state changes between INCOMPLETE and FAILED; "
         "each of both looks must see one of them. Critical where a packet was sent to it in the "
         "last 10 s, a judgement: TCP asks again after 8 s at most in its first quarter minute."},
    {.name = "neigh.host_failed",
     .asks = "Is somebody connecting to a host of the own network that does not answer?",
     .table = "neighbors",
     .condition = "gateway = false and ( state = FAILED or state = INCOMPLETE )",
     .watches = "state,connecting",
     // The kernel gives up after 3 s, and the client waits before it tries again.
     .change = "( state = FAILED or state.before = FAILED or state.before = INCOMPLETE ) and "
               "( connecting > 0 or connecting.before > 0 )",
     .evidence = "address,state.before,state,connecting.before,connecting",
     .where = "{address} on {interface}",
     .says = "{address} on {interface} does not answer (ARP, or neighbour discovery), and "
             "connections are being made to it: {connecting.before} at the first look, "
             "{connecting} at the second. They fail with 'No route to host'.",
     .remedy = "See whether it is up, and on this link: ping -c 1 {address}; who connects: sonde "
               "conns dst {address} --watch; if its network is another one, correct address and "
               "prefix of {interface}.",
     .explains = "tcp.syn_sent_stuck,dns.hosts_shadow",
     .severity = Severity::Critical,
     .scope = Scope::Interface,
     .about = "address",
     .peer = "address",
     .source = "RFC 4861, 7.3, and Kernel, neigh_timer_handler of net/core/neighbour.c: after 3 "
               "questions without an answer what waits is told EHOSTUNREACH."},
    {.name = "neigh.duplicate_ip",
     .asks = "Do two ports of a bridge have the same address?",
     .table = "neighbors",
     .condition = "port ~ '*'",
     .watches = "mac,port",
     .change = "mac ~ '*' and mac.before ~ '*' and not mac = mac.before and port.before ~ '*' and "
               "not port = port.before",
     .evidence = "address,mac.before,port.before,mac,port",
     .where = "{address} on {interface}",
     .says = "{address} was at {mac.before}, behind the port {port.before}, and is now at {mac}, "
             "behind {port}: two containers or guests of {interface} may have the same address.",
     .remedy = "See who is behind both ports: sonde interfaces --all --columns name,mac,peer,"
               "addresses; give one of them another address.",
     .explains = "neigh.flux",
     .severity = Severity::Warning,
     .scope = Scope::Interface,
     .confidence = Confidence::Likely,
     .about = "address",
     .source = "RFC 5227, 1: one address, two hosts. One change in a look is no proof: an address "
               "that moves at that moment, as of keepalived, looks the same."},
    {.name = "neigh.flux",
     .asks = "Does the hardware address of a gateway change?",
     .table = "neighbors",
     .condition = "gateway = true",
     .watches = "mac",
     .change = "mac ~ '*' and mac.before ~ '*' and not mac = mac.before",
     .evidence = "address,mac.before,mac",
     .where = "{address} on {interface}",
     .says = "The gateway {address} was at the hardware address {mac.before}, and is now at {mac}.",
     .remedy = "Look again: sonde neighbors --watch address = {address}. If it keeps changing, two "
               "hosts have that address; once is how a pair of routers takes over.",
     .severity = Severity::Info,
     .scope = Scope::Interface,
     .confidence = Confidence::Hint,
     .about = "address",
     .source = "A judgement: two looks see one change at most, and VRRP (RFC 9568) or a bond may "
               "make it."},
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
    {.name = "neigh.table_near_full",
     .asks = "Does the table of IPv4 neighbours run out?",
     .table = "facts",
     .watches = "neigh.arp_cache_entries,neigh.arp_cache_gc_thresh2,neigh.arp_cache_gc_thresh3",
     .shares = "used_percent = neigh.arp_cache_entries of neigh.arp_cache_gc_thresh3",
     .change = "neigh.arp_cache_entries > neigh.arp_cache_gc_thresh2",
     .warning_if = "used_percent >= 80",
     .evidence = "neigh.arp_cache_entries,neigh.arp_cache_gc_thresh3,used_percent",
     .where = "the whole machine",
     .says = "The machine has {neigh.arp_cache_entries} of at most {neigh.arp_cache_gc_thresh3} "
             "IPv4 neighbours; all containers share that table.",
     .remedy =
         "Raise net.ipv4.neigh.default.gc_thresh1, 2 and 3 on the node; sonde neighbors --all "
         "--group interface,state shows where they are.",
     .severity = Severity::Info,
     .scope = Scope::Host,
     .source = "Kernel, networking/ip-sysctl, neigh gc_thresh3; above gc_thresh2 the kernel throws "
               "away; 80 % is a judgement. Permanent ones count here, not for the limit."},
    {.name = "neigh.table_full",
     .asks = "Is the table of neighbours full, so that new ones cannot be reached?",
     .table = "facts",
     .watches = "neigh.arp_cache_table_fulls,neigh.ndisc_cache_table_fulls,neigh.arp_cache_entries",
     .change = "neigh.arp_cache_table_fulls.rise > 0 or neigh.ndisc_cache_table_fulls.rise > 0",
     .evidence = "neigh.arp_cache_table_fulls.rise,neigh.ndisc_cache_table_fulls.rise,"
                 "neigh.arp_cache_entries",
     .where = "the whole machine",
     .says = "The table of neighbours was full between the two looks: "
             "{neigh.arp_cache_table_fulls.rise} of IPv4 and {neigh.ndisc_cache_table_fulls.rise} "
             "of IPv6 found no room, and could not be reached.",
     .remedy = "Raise net.ipv4.neigh.default.gc_thresh1, 2 and 3, and those of net.ipv6, on the "
               "node.",
     .explains = "neigh.table_near_full",
     .severity = Severity::Critical,
     .scope = Scope::Host,
     .source = "Kernel, neigh_alloc of net/core/neighbour.c: 'neighbor table overflow'."},
};

}  // namespace sonde
