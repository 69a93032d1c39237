// local_socket_checks.hpp: what goes wrong with sockets that carry no IP: unix, netlink, packet.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check local_socket_checks[] = {
    {.name = "sock.unix_backlog_full",
     .asks = "Is the accept queue of a unix socket full, so that its clients hang?",
     .table = "sockets",
     .condition = "protocol = unix and state = LISTEN and recv_q > 0 and recv_q > backlog",
     .watches = "recv_q",
     .change = "recv_q > backlog and recv_q.before > 0",
     .evidence = "recv_q,recv_q.before,backlog",
     .where = "unix {local}",
     .says = "{recv_q} connections wait at {local}, whose queue is full: whoever connects hangs "
             "until {held_by} accepts.",
     .remedy =
         "Find out why {held_by} does not accept (sonde threads shows what each thread does); "
         "then raise its listen() backlog.",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .source = "Kernel, unix_recvq_full of net/unix/af_unix.c: a queue takes one more than its "
               "backlog; both looks, since a busy program fills it for a moment."},
    {.name = "sock.netlink_drops",
     .asks = "Does a program miss what the kernel tells it?",
     .table = "sockets",
     .condition = "protocol = netlink and drops >= 0",
     .watches = "drops",
     .change = "drops.rise > 0",
     .evidence = "drops.rise,drops,recv_q",
     .where = "netlink {local}",
     .says =
         "{drops.rise} messages of the kernel for {held_by} were dropped between the two looks: "
         "it reads {local} too slowly, and misses events.",
     .remedy = "See what {held_by} does; a larger net.core.rmem_max lets it ask for more room.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .source = "Hotsos: any; Drops of /proc/net/netlink."},
    {.name = "sock.packet_left_open",
     .asks = "Is a capture of packets open that nobody reads?",
     .table = "sockets",
     // EtherType 3 is ETH_P_ALL; what waits for one protocol, as DHCP does, gets few.
     .condition = "protocol = packet and protocol_number = 3 and recv_q > 0",
     .watches = "recv_q",
     .change = "recv_q.before > 0 and recv_q.rise >= 0",
     .evidence = "recv_q,recv_q.rise,protocol_number",
     .where = "packet {local}",
     .says = "{held_by} captures all packets ({local}) and reads none: {recv_q} bytes wait, and "
             "each packet costs time.",
     .remedy = "End it if it was forgotten; see what it is: sonde sockets protocol = packet "
               "--columns +command.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .confidence = Confidence::Likely,
     .source = "A judgement: a capture that works reads in each second, so that its queue falls."},
    {.name = "sock.count_high",
     .asks = "Do sockets become more and more, fast?",
     .table = "facts",
     .watches = "sockstat.sockets_used",
     .shares = "growth_percent = sockstat.sockets_used.rise of sockstat.sockets_used.before",
     .change = "sockstat.sockets_used.rise >= 1000 and growth_percent >= 10",
     .evidence = "sockstat.sockets_used,sockstat.sockets_used.rise,growth_percent",
     .where = "network namespace {netns}",
     .says = "{sockstat.sockets_used.rise} sockets came between the two looks, {growth_percent} % "
             "more: now there are {sockstat.sockets_used}.",
     .remedy =
         "See whose they are, and whether they go again: sonde sockets --group process,state; "
         "sonde counters group = sockstat --interval 2.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "A judgement: 1000 and a tenth in a second; restarts and load tests do it, too."},
};

}  // namespace sonde
