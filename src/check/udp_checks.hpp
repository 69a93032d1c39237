// udp_checks.hpp: what goes wrong with UDP, IP and ICMP.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check udp_checks[] = {
    {.name = "udp.rcvbuf_errors",
     .asks = "Does a UDP socket lose datagrams because its process reads too slowly?",
     .table = "sockets",
     .condition = "( protocol = udp or protocol = udplite ) and drops >= 0",
     .watches = "drops,recv_q,Udp.RcvbufErrors,Udp6.RcvbufErrors",
     // What is damaged, or a filter of the socket refuses, is dropped, too.
     .change = "drops.rise > 0 and ( Udp.RcvbufErrors.rise > 0 or Udp6.RcvbufErrors.rise > 0 )",
     .evidence = "drops.rise,drops,recv_q,Udp.RcvbufErrors.rise,Udp6.RcvbufErrors.rise",
     .where = "{protocol} {local}",
     .says =
         "{held_by} lost {drops.rise} datagrams at {local} between the two looks, {drops} since "
         "the socket was made: it reads too slowly.",
     .remedy = "Make it read faster, with more threads or SO_REUSEPORT; or raise its SO_RCVBUF and "
               "net.core.rmem_max: sonde listen sport = :{local_port} --columns +drops --watch.",
     .explains = "udp6.rcvbuf_errors",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .source = "Kernel, networking/snmp_counter, UdpRcvbufErrors, of this one socket."},
    {.name = "dns.unreachable",
     .asks = "Does a name server not answer?",
     .table = "sockets",
     .condition = "protocol = udp and remote_port = 53 and not dst 127.0.0.0/8",
     .watches = "recv_q,Udp.InDatagrams,Udp.OutDatagrams,sockstat.UDP_inuse,Udp6.InDatagrams,"
                "Udp6.OutDatagrams,sockstat6.UDP6_inuse",
     // A resolver asks once in some seconds. Where more is sent, somebody else sends.
     .shares = "sent_percent = Udp.OutDatagrams.per_s of sockstat.UDP_inuse,"
               "sent6_percent = Udp6.OutDatagrams.per_s of sockstat6.UDP6_inuse",
     // Datagrams that come may be for others: nothing counts those of one socket.
     .change = "recv_q = 0 and recv_q.before = 0",
     .by = "netns,remote_address",
     .critical_if = "( dst 0.0.0.0/0 and Udp.InDatagrams = 0 and Udp.OutDatagrams > 0 and "
                    "not sent_percent > 100 ) or "
                    "( dst ::/0 and Udp6.InDatagrams = 0 and Udp6.OutDatagrams > 0 and "
                    "not sent6_percent > 100 )",
     .warning_if = "( dst 0.0.0.0/0 and Udp.InDatagrams.rise = 0 and Udp.OutDatagrams.rise > 0 and "
                   "not sent_percent > 100 ) or "
                   "( dst ::/0 and Udp6.InDatagrams.rise = 0 and Udp6.OutDatagrams.rise > 0 and "
                   "not sent6_percent > 100 )",
     .evidence = "remote,recv_q,Udp.InDatagrams.rise,Udp.OutDatagrams.rise,Udp6.InDatagrams.rise,"
                 "Udp6.OutDatagrams.rise",
     .where = "{remote_address}",
     .says = "{held_by} has waited for an answer of the name server {remote_address} in both "
             "looks. Each lookup that gets none takes seconds, then fails.",
     .remedy =
         "See whether {remote_address} is up and reachable, and whether /etc/resolv.conf "
         "should name another one: sonde resolvers; sonde conns dst {remote_address} and dport = "
         "53.",
     .explains = "dns.slow",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "remote_address",
     .peer = "remote_address",
     .source =
         "Man page resolv.conf(5): 5 s for each try. A resolver may keep its socket while nobody "
         "asks, and datagrams may come for others: a warning only if something was sent and "
         "nothing came, critical if nothing ever did."},
    {.name = "udp.sndbuf_errors",
     .asks = "Can datagrams not be sent for want of buffers?",
     .table = "facts",
     .watches = "Udp.SndbufErrors",
     .change = "Udp.SndbufErrors.rise > 0",
     .evidence = "Udp.SndbufErrors.rise",
     .where = "network namespace {netns}",
     .says = "{Udp.SndbufErrors.rise} datagrams could not be sent between the two looks: the queue "
             "of the device, or the send buffer, is full.",
     .remedy =
         "See sonde qdiscs --interval 2; a program that sends in bursts needs a larger SO_SNDBUF.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "RFC 4113 and Kernel, net/ipv4/udp.c."},
    {.name = "udp.csum_errors",
     .asks = "Do damaged datagrams arrive?",
     .table = "facts",
     .watches = "Udp.InCsumErrors,Udp.InDatagrams",
     .shares = "damaged_percent = Udp.InCsumErrors.rise of Udp.InDatagrams.rise",
     .change =
         "Udp.InCsumErrors.per_s > 5 or ( Udp.InCsumErrors.rise >= 2 and damaged_percent >= 1 )",
     .evidence = "Udp.InCsumErrors.rise,Udp.InDatagrams.rise,damaged_percent",
     .where = "network namespace {netns}",
     .says = "{Udp.InCsumErrors.rise} datagrams with a wrong checksum came between the two looks: "
             "a card, its offloading or a tunnel damages them.",
     .remedy = "Switch offloading off to see (ethtool -K DEVICE rx off), first of VXLAN.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "A judgement: 1 % or 5 a second."},
    {.name = "udp.no_ports",
     .asks = "Do datagrams come for ports at which nobody listens?",
     .table = "facts",
     .watches = "Udp.NoPorts",
     .change = "Udp.NoPorts.per_s >= 5",
     .warning_if = "Udp.NoPorts.per_s >= 50",
     .evidence = "Udp.NoPorts.rise",
     .where = "network namespace {netns}",
     .says = "{Udp.NoPorts.rise} datagrams came between the two looks for ports at which nobody "
             "listens.",
     .remedy = "See which services should be there: sonde listen protocol = udp; broadcasts and "
               "late answers "
               "of DNS count too.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "A judgement: 5 a second, and 50 for a warning."},
    {.name = "ip.reassembly_fails",
     .asks = "Do fragments get lost?",
     .table = "facts",
     .watches = "Ip.ReasmFails,Ip.ReasmReqds",
     .shares = "lost_percent = Ip.ReasmFails.rise of Ip.ReasmReqds.rise",
     .change = "Ip.ReasmFails.per_s >= 1 and lost_percent >= 10",
     .evidence = "Ip.ReasmFails.rise,Ip.ReasmReqds.rise,lost_percent",
     .where = "network namespace {netns}",
     .says = "{Ip.ReasmFails.rise} packets could not be put together from their fragments between "
             "the two looks: some were lost or filtered.",
     .remedy =
         "Send smaller packets (MTU, EDNS size of DNS), or let fragments through the firewall.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Cloudflare, Broken packets: IP fragmentation is flawed; 10 % and 1 a second are a "
               "judgement."},
    {.name = "ip.frag_needed_cannot",
     .asks = "Are packets too long for the next link?",
     .table = "facts",
     .watches = "Ip.FragFails",
     .change = "Ip.FragFails.rise > 0",
     .evidence = "Ip.FragFails.rise",
     .where = "network namespace {netns}",
     .says = "{Ip.FragFails.rise} packets were too long between the two looks and may not be cut: "
             "their senders are told, and must listen.",
     .remedy = "Usual once a path; if it goes on, a firewall drops the ICMP messages: let type 3 "
               "code 4 through.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 1191: Path MTU Discovery."},
    {.name = "ip.in_addr_errors",
     .asks = "Do packets come that are not for this host?",
     .table = "facts",
     .watches = "Ip.InAddrErrors",
     .change = "Ip.InAddrErrors.per_s >= 5",
     .evidence = "Ip.InAddrErrors.rise",
     .where = "network namespace {netns}",
     .says = "{Ip.InAddrErrors.rise} packets came between the two looks for addresses that are not "
             "here, and are not passed on.",
     .remedy = "If this place should pass them on, set net.ipv4.ip_forward to 1; otherwise a route "
               "or a neighbour elsewhere is wrong.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 4293, InAddrErrors; 5 a second is a judgement: switches flood some."},
    {.name = "ip.hdr_errors",
     .asks = "Do packets with a wrong header arrive?",
     .table = "facts",
     .watches = "Ip.InHdrErrors",
     .change = "Ip.InHdrErrors.per_s >= 5",
     .evidence = "Ip.InHdrErrors.rise",
     .where = "network namespace {netns}",
     .says = "{Ip.InHdrErrors.rise} packets were dropped between the two looks for their header: "
             "their time to live ended here, or they are damaged.",
     .remedy = "Compare Icmp OutTimeExcds in sonde counters --interval 2: if it grows too, they "
               "circle, or somebody traces routes.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 4293, InHdrErrors; 5 a second is a judgement."},
    {.name = "ip6.hdr_errors",
     .asks = "Do IPv6 packets with a wrong header arrive?",
     .table = "facts",
     .watches = "Ip6.InHdrErrors",
     .change = "Ip6.InHdrErrors.per_s >= 5",
     .evidence = "Ip6.InHdrErrors.rise",
     .where = "network namespace {netns}",
     .says = "{Ip6.InHdrErrors.rise} IPv6 packets were dropped between the two looks for their "
             "header: their hop limit ended here, or they are damaged.",
     .remedy = "Compare Icmp6 OutTimeExcds in sonde counters --interval 2: if it grows too, they "
               "circle, or somebody traces routes.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 4293, InHdrErrors; 5 a second is a judgement."},
    {.name = "ip.truncated",
     .asks = "Do packets arrive cut?",
     .table = "facts",
     .watches = "IpExt.InTruncatedPkts",
     .change = "IpExt.InTruncatedPkts.per_s >= 5",
     .evidence = "IpExt.InTruncatedPkts.rise",
     .where = "network namespace {netns}",
     .says = "{IpExt.InTruncatedPkts.rise} packets came between the two looks that are shorter "
             "than their header says.",
     .remedy = "A tunnel or a card cuts them: compare the MTUs of both ends, and switch offloading "
               "off to see.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "RFC 4293, InTruncatedPkts; 5 a second is a judgement."},
    {.name = "ip.unknown_protocol",
     .asks = "Do packets come of a protocol that nobody speaks?",
     .table = "facts",
     .watches = "Ip.InUnknownProtos",
     .change = "Ip.InUnknownProtos.per_s >= 5",
     .evidence = "Ip.InUnknownProtos.rise",
     .where = "network namespace {netns}",
     .says = "{Ip.InUnknownProtos.rise} packets came between the two looks of a protocol above IP "
             "that this kernel does not speak.",
     .remedy = "A tunnel (GRE, IPIP, ESP) may lack its module or its interface here.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 4293, InUnknownProtos; 5 a second is a judgement."},
    {.name = "ip.discards",
     .asks = "Does the kernel throw packets away that were fine?",
     .table = "facts",
     .watches = "Ip.InDiscards,Ip.OutDiscards,Icmp.InDestUnreachs",
     .shares = "told_percent = Icmp.InDestUnreachs.rise of Ip.OutDiscards.rise",
     .change = "Ip.InDiscards.rise > 0 or ( Ip.OutDiscards.rise >= 5 and told_percent < 50 )",
     .evidence = "Ip.InDiscards.rise,Ip.OutDiscards.rise,Icmp.InDestUnreachs.rise",
     .where = "network namespace {netns}",
     .says = "Packets without fault were thrown away between the two looks: {Ip.InDiscards.rise} "
             "that came, {Ip.OutDiscards.rise} on their way out.",
     .remedy = "Look for want of memory (sonde memory), a full queue (sonde qdiscs --interval 2), "
               "and rules of the firewall that drop what is sent.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "RFC 4293, InDiscards and OutDiscards; local rules that drop count as OutDiscards: "
               "5, a judgement. A UDP socket whose peer was told to be unreachable (ICMP) discards "
               "the next datagram (sock_alloc_send_pskb of net/core/sock.c): those are left out."},
    {.name = "icmp.unreach_storm",
     .asks = "Do many hosts or ports answer that they cannot be reached?",
     .table = "facts",
     .watches = "Icmp.InDestUnreachs,Icmp.OutDestUnreachs",
     .change = "Icmp.InDestUnreachs.per_s >= 10 or Icmp.OutDestUnreachs.per_s >= 10",
     .evidence = "Icmp.InDestUnreachs.rise,Icmp.OutDestUnreachs.rise",
     .where = "network namespace {netns}",
     .says = "{Icmp.InDestUnreachs.rise} messages of unreachable hosts or ports came between the "
             "two looks, {Icmp.OutDestUnreachs.rise} were sent.",
     .remedy = "See who sends in vain: sonde conns --group remote_address,remote_port; of UDP no "
               "connection is seen.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "A judgement: 10 a second."},
    {.name = "ip6.in_no_routes",
     .asks = "Do IPv6 packets come that cannot be passed on?",
     .table = "facts",
     .watches = "Ip6.InNoRoutes",
     .change = "Ip6.InNoRoutes.per_s >= 5",
     .evidence = "Ip6.InNoRoutes.rise",
     .where = "network namespace {netns}",
     .says = "{Ip6.InNoRoutes.rise} IPv6 packets came between the two looks for which there is no "
             "route.",
     .remedy = "Add the route, or stop the neighbour that sends them here.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 4293, InNoRoutes; 5 a second is a judgement."},
    {.name = "ip6.too_big",
     .asks = "Are IPv6 packets too long for the next link?",
     .table = "facts",
     .watches = "Ip6.InTooBigErrors",
     .change = "Ip6.InTooBigErrors.rise > 0",
     .evidence = "Ip6.InTooBigErrors.rise",
     .where = "network namespace {netns}",
     .says = "{Ip6.InTooBigErrors.rise} IPv6 packets were too long for the next link between the "
             "two looks; their senders are told.",
     .remedy = "Usual once a path; if it goes on, a firewall drops ICMPv6 Packet Too Big.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 8201."},
    {.name = "udp6.rcvbuf_errors",
     .asks = "Are IPv6 datagrams lost at full sockets?",
     .table = "facts",
     .watches = "Udp6.RcvbufErrors,Udp6.InDatagrams",
     .shares = "lost_percent = Udp6.RcvbufErrors.rise of Udp6.InDatagrams.rise",
     .change =
         "Udp6.RcvbufErrors.rise > 0 and ( lost_percent >= 1 or Udp6.RcvbufErrors.per_s > 10 )",
     .evidence = "Udp6.RcvbufErrors.rise,Udp6.InDatagrams.rise,lost_percent",
     .where = "network namespace {netns}",
     .says = "{Udp6.RcvbufErrors.rise} IPv6 datagrams were lost between the two looks, as a "
             "program did not read them in time.",
     .remedy = "See which: sonde listen protocol = udp --columns +drops --sort=-drops; it must "
               "read faster, or "
               "raise SO_RCVBUF.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Hotsos: 1 %; netdata: 10 a second."},
};

}  // namespace sonde
