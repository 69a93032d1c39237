// udp_cases.cpp: datagrams, packets and messages that get lost, and those that may.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"

namespace sonde::test {
namespace {

using Machine = FakeSource;

// A program's socket: with a peer once it asked a name server.
DiagSocket udp(Text local, u16 port, Text remote = {}, u16 remote_port = 0) {
  DiagSocket socket;
  socket.local = endpoint(local, port);
  if (!remote.empty()) socket.remote = endpoint(remote, remote_port);
  socket.state = remote.empty() ? State::Close : State::Established;
  socket.inode = 700;
  return socket;
}

void serve(Machine& m, u32 drops, u32 waiting) {
  DiagSocket socket = udp("0.0.0.0", 8125);
  socket.drops = drops;
  socket.recv_q = waiting;
  m.process(19, "statsd", {700});
  udp_sockets(m, {socket});
}

void ask_name_server(Machine& m, Text server, u32 waiting = 0) {
  DiagSocket socket = udp(server.contains(':') ? "2001:db8::1" : "192.0.2.1", 40000, server, 53);
  socket.recv_q = waiting;
  m.process(19, "app", {700});
  udp_sockets(m, {socket});
}

constexpr CheckCase cases[] = {
    // ---- UDP
    {"udp.rcvbuf_errors", "a socket lost one more", true, [](Machine& m) { serve(m, 493, 0); },
     [](Machine& m) {
       serve(m, 494, 15360);
       raise(m, "Udp.RcvbufErrors", 1);
     },
     "statsd (pid 19) lost 1 datagrams", "warning"},
    {"udp.rcvbuf_errors", "a filter of its own refuses some", false,
     [](Machine& m) { serve(m, 493, 0); },
     [](Machine& m) {
       serve(m, 589, 0);
       raise(m, "Udp.InErrors", 96);
     }},
    {"udp.rcvbuf_errors", "it lost some long ago, and its queue is full for a moment", false,
     [](Machine& m) { serve(m, 493, 0); }, [](Machine& m) { serve(m, 493, 212992); }},
    {"udp.rcvbuf_errors", "another socket had the port and lost some", false,
     [](Machine& m) { udp_sockets(m, {}); }, [](Machine& m) { serve(m, 5, 0); }},
    {"udp.sndbuf_errors",
     "a datagram did not fit",
     true,
     {},
     [](Machine& m) { raise(m, "Udp.SndbufErrors", 1); },
     "1 datagrams could not be sent",
     "info"},
    {"udp.sndbuf_errors", "a burst of yesterday", false,
     [](Machine& m) { raise(m, "Udp.SndbufErrors", 8000); },
     [](Machine& m) { raise(m, "Udp.OutDatagrams", 8000); }},
    {"udp.csum_errors",
     "six in a second of very many",
     true,
     {},
     [](Machine& m) {
       raise(m, "Udp.InCsumErrors", 6);
       raise(m, "Udp.InDatagrams", 90000);
     },
     "6 datagrams with a wrong checksum"},
    {"udp.csum_errors",
     "two of a hundred",
     true,
     {},
     [](Machine& m) {
       raise(m, "Udp.InCsumErrors", 2);
       raise(m, "Udp.InDatagrams", 100);
     },
     "2 datagrams with a wrong checksum"},
    {"udp.csum_errors",
     "a single one, of two",
     false,
     {},
     [](Machine& m) {
       raise(m, "Udp.InCsumErrors", 1);
       raise(m, "Udp.InDatagrams", 2);
     }},
    {"udp.csum_errors", "two of a thousand", false,
     [](Machine& m) { raise(m, "Udp.InCsumErrors", 700); },
     [](Machine& m) {
       raise(m, "Udp.InCsumErrors", 2);
       raise(m, "Udp.InDatagrams", 1000);
     }},
    {"udp.no_ports",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Udp.NoPorts", 6); },
     "6 datagrams came",
     "info"},
    {"udp.no_ports",
     "fifty in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Udp.NoPorts", 50); },
     "50 datagrams came",
     "warning"},
    {"udp.no_ports", "some answers of DNS were late, and broadcasts are for others", false,
     [](Machine& m) { raise(m, "Udp.NoPorts", 40000); },
     [](Machine& m) {
       raise(m, "Udp.NoPorts", 4);
       raise(m, "Udp.IgnoredMulti", 50);
     }},
    {"udp6.rcvbuf_errors",
     "one of fifty was lost",
     true,
     {},
     [](Machine& m) {
       raise(m, "Udp6.RcvbufErrors", 1);
       raise(m, "Udp6.InDatagrams", 50);
     },
     "1 IPv6 datagrams were lost",
     "warning"},
    {"udp6.rcvbuf_errors",
     "twelve in a second of very many",
     true,
     {},
     [](Machine& m) {
       raise(m, "Udp6.RcvbufErrors", 12);
       raise(m, "Udp6.InDatagrams", 90000);
     },
     "12 IPv6 datagrams were lost"},
    {"udp6.rcvbuf_errors", "one of a thousand", false,
     [](Machine& m) { raise(m, "Udp6.RcvbufErrors", 300); },
     [](Machine& m) {
       raise(m, "Udp6.RcvbufErrors", 1);
       raise(m, "Udp6.InDatagrams", 1000);
     }},

    // ---- name servers
    {"dns.unreachable", "questions were sent, and no answer ever came", true,
     [](Machine& m) {
       ask_name_server(m, "10.99.1.53");
       put(m, "Udp.InDatagrams", 0);
       put(m, "Udp.OutDatagrams", 3);
     },
     [](Machine& m) { raise(m, "Udp.OutDatagrams", 1); }, "the name server 10.99.1.53", "critical"},
    {"dns.unreachable", "answers came before, and now none does", true,
     [](Machine& m) {
       ask_name_server(m, "10.99.1.53");
       raise(m, "Udp.InDatagrams", 900);
     },
     [](Machine& m) { raise(m, "Udp.OutDatagrams", 1); }, "the name server 10.99.1.53", "warning"},
    {"dns.unreachable",
     "a resolver keeps its socket while nobody asks",
     true,
     [](Machine& m) {
       ask_name_server(m, "10.99.1.53");
       raise(m, "Udp.InDatagrams", 900);
     },
     {},
     "the name server 10.99.1.53",
     "info"},
    {"dns.unreachable", "a server of IPv6 never answered, and IPv4 is in use", true,
     [](Machine& m) {
       ask_name_server(m, "2001:db8::53");
       put(m, "Udp6.InDatagrams", 0);
       put(m, "Udp6.OutDatagrams", 3);
     },
     [](Machine& m) {
       raise(m, "Udp6.OutDatagrams", 1);
       raise(m, "Udp.InDatagrams", 9);
     },
     "the name server 2001:db8::53", "critical"},
    {"dns.unreachable", "statsd gets datagrams meanwhile, or the answers are for others", true,
     [](Machine& m) { ask_name_server(m, "10.99.1.53"); },
     [](Machine& m) {
       raise(m, "Udp.OutDatagrams", 2);
       raise(m, "Udp.InDatagrams", 1);
     },
     "Udp.InDatagrams.rise 1", "info"},
    {"dns.unreachable", "statsd sends beside it, and nobody answers that", true,
     [](Machine& m) {
       ask_name_server(m, "10.99.1.53");
       put(m, "Udp.InDatagrams", 0);
       put(m, "sockstat.UDP_inuse", 2);
     },
     [](Machine& m) { raise(m, "Udp.OutDatagrams", 20); }, "the name server 10.99.1.53", "info"},
    {"dns.unreachable", "another question, the first one was answered", false,
     [](Machine& m) { ask_name_server(m, "10.99.1.53"); },
     [](Machine& m) { ask_name_server(m, "10.99.1.54"); }},
    {"dns.unreachable", "the answer is there, and the program has not read it", false,
     [](Machine& m) { ask_name_server(m, "10.99.1.53", 1280); }},
    {"dns.unreachable", "it asks a server of this machine, which another check is about", false,
     [](Machine& m) { ask_name_server(m, "127.0.0.53"); },
     [](Machine& m) { raise(m, "Udp.OutDatagrams", 1); }},

    // ---- IP
    {"ip.reassembly_fails",
     "two of ten fragments are of packets that never came whole",
     true,
     {},
     [](Machine& m) {
       raise(m, "Ip.ReasmFails", 2);
       raise(m, "Ip.ReasmReqds", 10);
     },
     "2 packets could not be put together",
     "warning"},
    {"ip.reassembly_fails", "two of a hundred", false,
     [](Machine& m) { raise(m, "Ip.ReasmFails", 5000); },
     [](Machine& m) {
       raise(m, "Ip.ReasmFails", 2);
       raise(m, "Ip.ReasmReqds", 100);
     }},
    {"ip.frag_needed_cannot",
     "a packet was too long",
     true,
     {},
     [](Machine& m) { raise(m, "Ip.FragFails", 1); },
     "1 packets were too long",
     "info"},
    {"ip.frag_needed_cannot", "packets were cut, as they may be", false,
     [](Machine& m) { raise(m, "Ip.FragFails", 30); },
     [](Machine& m) {
       raise(m, "Ip.FragOKs", 20);
       raise(m, "Ip.FragCreates", 40);
     }},
    {"ip.in_addr_errors",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Ip.InAddrErrors", 6); },
     "6 packets came",
     "info"},
    {"ip.in_addr_errors", "a switch floods some", false,
     [](Machine& m) { raise(m, "Ip.InAddrErrors", 60000); },
     [](Machine& m) { raise(m, "Ip.InAddrErrors", 4); }},
    {"ip.hdr_errors",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Ip.InHdrErrors", 6); },
     "6 packets were dropped",
     "info"},
    {"ip.hdr_errors", "somebody traces a route", false,
     [](Machine& m) { raise(m, "Ip.InHdrErrors", 900); },
     [](Machine& m) {
       raise(m, "Ip.InHdrErrors", 3);
       raise(m, "Icmp.OutTimeExcds", 3);
     }},
    {"ip6.hdr_errors",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Ip6.InHdrErrors", 6); },
     "6 IPv6 packets were dropped",
     "info"},
    {"ip6.hdr_errors", "somebody traces a route, and packets of IPv4 are damaged", false,
     [](Machine& m) { raise(m, "Ip6.InHdrErrors", 900); },
     [](Machine& m) {
       raise(m, "Ip6.InHdrErrors", 3);
       raise(m, "Ip.InHdrErrors", 30);
     }},
    {"ip.truncated",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "IpExt.InTruncatedPkts", 6); },
     "6 packets came",
     "info"},
    {"ip.truncated", "now and then one", false,
     [](Machine& m) { raise(m, "IpExt.InTruncatedPkts", 600); },
     [](Machine& m) { raise(m, "IpExt.InTruncatedPkts", 1); }},
    {"ip.unknown_protocol",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Ip.InUnknownProtos", 6); },
     "6 packets came",
     "info"},
    {"ip.unknown_protocol", "routers of the link greet each other", false,
     [](Machine& m) { raise(m, "Ip.InUnknownProtos", 9000); },
     [](Machine& m) { raise(m, "Ip.InUnknownProtos", 1); }},
    {"ip.discards",
     "one that came, for want of memory",
     true,
     {},
     [](Machine& m) { raise(m, "Ip.InDiscards", 1); },
     "1 that came, 0 on their way out",
     "warning"},
    {"ip.discards",
     "five on their way out",
     true,
     {},
     [](Machine& m) { raise(m, "Ip.OutDiscards", 5); },
     "0 that came, 5 on their way out"},
    {"ip.discards", "a rule of the firewall drops what a program sends now and then", false,
     [](Machine& m) { raise(m, "Ip.OutDiscards", 700); },
     [](Machine& m) { raise(m, "Ip.OutDiscards", 4); }},
    {"ip.discards", "a program asks a server of its own machine that is not there", false,
     [](Machine& m) { raise(m, "Ip.OutDiscards", 700); },
     [](Machine& m) {  // Linux 6.18: 50 times send() of a connected socket, 25 of which fail.
       raise(m, "Ip.OutDiscards", 25);
       raise(m, "Icmp.InDestUnreachs", 25);
       raise(m, "Udp.NoPorts", 25);
     }},
    {"ip6.in_no_routes",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Ip6.InNoRoutes", 6); },
     "6 IPv6 packets came",
     "info"},
    {"ip6.in_no_routes", "now and then one of a neighbour, and own ones without a route", false,
     [](Machine& m) { raise(m, "Ip6.InNoRoutes", 600); },
     [](Machine& m) {
       raise(m, "Ip6.InNoRoutes", 4);
       raise(m, "Ip6.OutNoRoutes", 90);
     }},
    {"ip6.too_big",
     "one was too long",
     true,
     {},
     [](Machine& m) { raise(m, "Ip6.InTooBigErrors", 1); },
     "1 IPv6 packets were too long",
     "info"},
    {"ip6.too_big", "another router says so, and the sender cuts its packets", false,
     [](Machine& m) { raise(m, "Ip6.InTooBigErrors", 4); },
     [](Machine& m) {
       raise(m, "Icmp6.InPktTooBigs", 1);
       raise(m, "Ip6.FragOKs", 3);
     }},

    // ---- ICMP
    {"icmp.unreach_storm",
     "eleven came in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Icmp.InDestUnreachs", 11); },
     "11 messages of unreachable",
     "info"},
    {"icmp.unreach_storm",
     "eleven were sent in a second",
     true,
     {},
     [](Machine& m) { raise(m, "Icmp.OutDestUnreachs", 11); },
     "11 were sent",
     "info"},
    {"icmp.unreach_storm", "nine each way", false,
     [](Machine& m) { raise(m, "Icmp.InDestUnreachs", 90000); },
     [](Machine& m) {
       raise(m, "Icmp.InDestUnreachs", 9);
       raise(m, "Icmp.OutDestUnreachs", 9);
     }},
};

}  // namespace

const std::span<const CheckCase> udp_cases = cases;

}  // namespace sonde::test
