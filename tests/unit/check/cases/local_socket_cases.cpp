// local_socket_cases.cpp: faults of sockets without IP, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include <linux/if_ether.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/unix_diag.h>

#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"

namespace sonde::test {
namespace {

using Machine = FakeSource;
constexpr u32 inode = 4711;

void held(Machine& m, Text name) { m.process(7, std::string(name), {inode}); }

// sk_diag_fill of net/unix/diag.c: of a listener UNIX_DIAG_RQLEN has how many wait and may wait.
void unix_listener(Machine& m, u32 waiting, u32 backlog) {
  held(m, "app");
  unix_diag_msg message{};
  message.udiag_family = AF_UNIX;
  message.udiag_type = SOCK_STREAM;
  message.udiag_state = static_cast<u8>(State::Listen);
  message.udiag_ino = inode;
  message.udiag_cookie[0] = 1;
  const unix_diag_rqlen queues{waiting, backlog};
  std::string body(bytes_of_value(message));
  body += netlink_attribute(UNIX_DIAG_NAME, "/run/app.sock");
  body += netlink_attribute(UNIX_DIAG_RQLEN, bytes_of_value(queues));
  m.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_UNIX}, {{SOCK_DIAG_BY_FAMILY, body}});
}

std::string memory(u16 type, u32 received, u32 drops) {
  const u32 numbers[] = {received, 212992, 0, 212992, 0, 0, 0, 0, drops};
  return netlink_attribute(type, bytes_of_value(numbers));
}

// sk_diag_fill of net/netlink/diag.c.
void netlink_listener(Machine& m, u32 drops) {
  held(m, "keepalived");
  netlink_diag_msg message{};
  message.ndiag_family = AF_NETLINK;
  message.ndiag_protocol = NETLINK_ROUTE;
  message.ndiag_portid = 4099;
  message.ndiag_ino = inode;
  message.ndiag_cookie[0] = 1;
  m.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_NETLINK},
            {{SOCK_DIAG_BY_FAMILY,
              std::string(bytes_of_value(message)) + memory(NETLINK_DIAG_MEMINFO, 0, drops)}});
}

// sk_diag_fill of net/packet/diag.c.
void capture(Machine& m, u16 ether_type, u32 received) {
  held(m, "tcpdump");
  packet_diag_msg message{};
  message.pdiag_family = AF_PACKET;
  message.pdiag_type = SOCK_RAW;
  message.pdiag_num = ether_type;
  message.pdiag_ino = inode;
  message.pdiag_cookie[0] = 1;
  m.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_PACKET},
            {{SOCK_DIAG_BY_FAMILY,
              std::string(bytes_of_value(message)) + memory(PACKET_DIAG_MEMINFO, received, 0)}});
}

void sockets_used(Machine& m, Text count) {
  m.file("net/sockstat", std::string("sockets: used ").append(count) +
                             "\nTCP: inuse 4 orphan 0 tw 0 alloc 5 mem 1\nUDP: inuse 3 mem 0\n"
                             "UDPLITE: inuse 0\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n");
}

// clang-format off: a line says what a case is, and the next ones what is on the machine.
constexpr CheckCase cases[] = {
    {"sock.unix_backlog_full", "one more than the backlog waits in both looks", true,
     [](Machine& m) { unix_listener(m, 3, 2); }, [](Machine&) {},
     "3 connections wait at /run/app.sock, whose queue is full: whoever connects hangs until app"},
    {"sock.unix_backlog_full", "as many as the backlog: one more has room", false,
     [](Machine& m) { unix_listener(m, 2, 2); }},
    {"sock.unix_backlog_full", "a busy one was full for a moment", false,
     [](Machine& m) { unix_listener(m, 3, 2); }, [](Machine& m) { unix_listener(m, 0, 2); }},
    {"sock.unix_backlog_full", "a busy one is full now, and was empty", false,
     [](Machine& m) { unix_listener(m, 0, 2); }, [](Machine& m) { unix_listener(m, 3, 2); }},

    {"sock.netlink_drops", "a message was dropped between the looks", true,
     [](Machine& m) { netlink_listener(m, 500); }, [](Machine& m) { netlink_listener(m, 501); },
     "1 messages of the kernel for keepalived"},
    {"sock.netlink_drops", "drops of before", false, [](Machine& m) { netlink_listener(m, 500); }},

    {"sock.packet_left_open", "all packets wait in a queue that nobody empties", true,
     [](Machine& m) { capture(m, ETH_P_ALL, 9000); }, [](Machine& m) { capture(m, ETH_P_ALL, 9000); },
     "9000 bytes wait"},
    {"sock.packet_left_open", "a capture that reads: fewer wait than before", false,
     [](Machine& m) { capture(m, ETH_P_ALL, 9000); }, [](Machine& m) { capture(m, ETH_P_ALL, 8000); }},
    {"sock.packet_left_open", "a capture that has read everything", false,
     [](Machine& m) { capture(m, ETH_P_ALL, 0); }},
    {"sock.packet_left_open", "a client of DHCP waits for one protocol", false,
     [](Machine& m) { capture(m, ETH_P_IP, 9000); }, [](Machine& m) { capture(m, ETH_P_IP, 9100); }},

    {"sock.count_high", "a thousand and a tenth more in a second", true,
     [](Machine& m) { sockets_used(m, "10000"); }, [](Machine& m) { sockets_used(m, "11000"); },
     "1000 sockets came between the two looks, 10.00 % more"},
    {"sock.count_high", "a thousand more of very many", false,
     [](Machine& m) { sockets_used(m, "10010"); }, [](Machine& m) { sockets_used(m, "11010"); }},
    {"sock.count_high", "twice as many, of few", false,
     [](Machine& m) { sockets_used(m, "999"); }, [](Machine& m) { sockets_used(m, "1998"); }},
    {"sock.count_high", "many, and they stay", false, [](Machine& m) { sockets_used(m, "900000"); }},
};
// clang-format on

}  // namespace

const std::span<const CheckCase> local_socket_cases = cases;

}  // namespace sonde::test
