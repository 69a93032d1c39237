// listener_cases.cpp: faults of TCP listeners, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include <linux/rtnetlink.h>

#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"

namespace sonde::test {
namespace {

using Machine = FakeSource;

struct Listener {
  Text address = "0.0.0.0";
  u16 port = 8080;
  u32 waiting = 0, backlog = 128;
  u32 inode = 4711;
  u64 cgroup = 10;
  u32 uid = 0;
  bool is_v6only = false;
};

NetlinkMessage message_of(const Listener& listener) {
  DiagSocket socket;
  socket.local = endpoint(listener.address, listener.port);
  socket.remote.version = socket.local.version;
  socket.state = State::Listen;
  socket.recv_q = listener.waiting;
  socket.send_q = listener.backlog;
  socket.inode = listener.inode;
  socket.uid = listener.uid;
  NetlinkMessage message = diag_message(socket, true);
  message.body += netlink_attribute(INET_DIAG_CGROUP_ID, bytes_of_value(listener.cgroup));
  const u8 v6only = listener.is_v6only ? 1 : 0;
  if (socket.local.version == 6)
    message.body += netlink_attribute(INET_DIAG_SKV6ONLY, bytes_of_value(v6only));
  return message;
}

// All TCP sockets of the machine, each of a process of its own.
void serve(Machine& m, const std::vector<Listener>& listeners,
           const std::vector<DiagSocket>& connections = {}) {
  std::vector<NetlinkMessage> all, ipv4, ipv6;
  int pid = 7;
  for (const Listener& listener : listeners) {
    m.process(pid++, "app", {listener.inode});
    all.push_back(message_of(listener));
    (listener.address.contains(':') ? ipv6 : ipv4).push_back(all.back());
  }
  for (const DiagSocket& connection : connections) {
    all.push_back(diag_message(connection, true));
    ipv4.push_back(all.back());
  }
  m.netlink(NETLINK_SOCK_DIAG, TCPDIAG_GETSOCK, "", all);
  m.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_INET, IPPROTO_TCP}, ipv4);
  m.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_INET6, IPPROTO_TCP}, ipv6);
}

// Connections of clients in the accept queue: they get their inodes when they are accepted.
std::vector<DiagSocket> waiting(u16 count, u32 last_ack_ms, u16 first_client = 40000,
                                u32 inode = 0) {
  std::vector<DiagSocket> all;
  for (u16 i = 0; i < count; ++i) {
    DiagSocket socket;
    socket.local = endpoint("192.0.2.1", 8080);
    socket.remote = endpoint("198.51.100.7", static_cast<u16>(first_client + i));
    socket.inode = inode;
    socket.info.tcpi_last_ack_recv = last_ack_ms;
    all.push_back(socket);
  }
  return all;
}

// fill_ifaddr of net/ipv4/devinet.c: without it nobody can come from outside.
void routable(Machine& m) {
  ifaddrmsg message{};
  message.ifa_family = AF_INET;
  message.ifa_prefixlen = 24;
  message.ifa_index = 2;
  const u8 address[] = {192, 0, 2, 1};
  std::string body(bytes_of_value(message));
  body += netlink_attribute(IFA_ADDRESS, bytes_of_value(address));
  body += netlink_attribute(IFA_LOCAL, bytes_of_value(address));
  m.netlink(NETLINK_ROUTE, RTM_GETADDR, "", {{RTM_NEWADDR, body}});
}
void refused(Machine& m) { raise(m, "Tcp.OutRsts", 3); }

const Listener on_loopback = {.address = "127.0.0.1"};

// clang-format off: a line says what a case is, and the next ones what is on the machine.
const CheckCase cases[] = {
    {"tcp.listen.overflow", "five wait where four may: the queue takes one more than its backlog", true,
     [](Machine& m) { serve(m, {{.waiting = 5, .backlog = 4}}); }, {},
     "The accept queue of 0.0.0.0:8080 is full: new connections are dropped until app (pid 7) accepts"},
    {"tcp.listen.overflow", "as many as the backlog: one more has room", false,
     [](Machine& m) { serve(m, {{.waiting = 4, .backlog = 4}}); }},
    {"tcp.listen.overflow", "listen(fd, 0), and nobody waits", false,
     [](Machine& m) { serve(m, {{.waiting = 0, .backlog = 0}}); }},

    {"tcp.accept_queue_stalled", "two clients waited in both looks", true,
     [](Machine& m) { serve(m, {{.waiting = 2}}, waiting(2, 5000)); }, [](Machine&) {},
     "2 connections to 192.0.2.1:8080"},
    {"tcp.accept_queue_stalled", "one client: a load balancer that keeps one ready", false,
     [](Machine& m) { serve(m, {{.waiting = 1}}, waiting(1, 60000)); }},
    {"tcp.accept_queue_stalled", "others wait now: the server accepts", false,
     [](Machine& m) { serve(m, {{.waiting = 2}}, waiting(2, 5000)); },
     [](Machine& m) { serve(m, {{.waiting = 2}}, waiting(2, 5000, 50000)); }},
    {"tcp.accept_queue_stalled", "they came a moment ago", false,
     [](Machine& m) { serve(m, {{.waiting = 2}}, waiting(2, 1999)); }},

    {"tcp.listen.backlog_small", "half of ten wait, and more than a hundred come in a second", true,
     [](Machine& m) { serve(m, {{.waiting = 5, .backlog = 10}}); },
     [](Machine& m) { raise(m, "Tcp.PassiveOpens", 102); }, "5 of at most 10 connections wait"},
    {"tcp.listen.backlog_small", "a hundred in a second", false,
     [](Machine& m) { serve(m, {{.waiting = 5, .backlog = 10}}); },
     [](Machine& m) { raise(m, "Tcp.PassiveOpens", 100); }},
    {"tcp.listen.backlog_small", "less than half of it is used", false,
     [](Machine& m) { serve(m, {{.waiting = 4, .backlog = 10}}); },
     [](Machine& m) { raise(m, "Tcp.PassiveOpens", 5000); }},
    {"tcp.listen.backlog_small", "128, as most programs have it", false,
     [](Machine& m) { serve(m, {{.waiting = 100, .backlog = 128}}); },
     [](Machine& m) { raise(m, "Tcp.PassiveOpens", 5000); }},

    {"sock.v6only_listener", "IPv6 only, and nobody serves IPv4", true,
     [](Machine& m) { serve(m, {{.address = "::", .is_v6only = true}}); }, {}, "nobody those of IPv4",
     "info"},
    {"sock.v6only_listener", "and somebody is refused", true,
     [](Machine& m) { serve(m, {{.address = "::", .is_v6only = true}}); },
     [](Machine& m) { raise(m, "Tcp.OutRsts", 1); }, "Tcp.OutRsts.rise 1", "warning"},
    {"sock.v6only_listener", "resets of connections that were aborted", true,
     [](Machine& m) { serve(m, {{.address = "::", .is_v6only = true}}); },
     [](Machine& m) {
       raise(m, "Tcp.OutRsts", 1);
       raise(m, "TcpExt.TCPAbortOnData", 1);
     },
     "", "info"},
    {"sock.v6only_listener", "one socket takes both", false,
     [](Machine& m) { serve(m, {{.address = "::"}}); }},
    {"sock.v6only_listener", "another socket takes IPv4", false,
     [](Machine& m) { serve(m, {{.address = "::", .is_v6only = true}, {.inode = 4712}}); }},

    {"sock.reuseport_foreign", "two services share a port", true,
     [](Machine& m) { serve(m, {{.cgroup = 10}, {.inode = 4712, .cgroup = 11}}); }, {},
     "2 listeners of different services"},
    {"sock.reuseport_foreign", "two users share a port in one container", true,
     [](Machine& m) { serve(m, {{.uid = 1000}, {.inode = 4712, .uid = 1001}}); }, {},
     "or users share 0.0.0.0:8080"},
    {"sock.reuseport_foreign", "two workers of one service", false,
     [](Machine& m) { serve(m, {{.cgroup = 10}, {.inode = 4712, .cgroup = 10}}); }},
    {"sock.reuseport_foreign", "the same port of different addresses", false,
     [](Machine& m) {
       serve(m, {{.address = "192.0.2.1", .cgroup = 10},
                 {.address = "127.0.0.1", .inode = 4712, .cgroup = 11}});
     }},

    {"sock.port_clash", "IPv4 gets one service, and IPv6 another one", true,
     [](Machine& m) {
       serve(m, {{.cgroup = 10}, {.address = "::", .inode = 4712, .cgroup = 11, .is_v6only = true}});
     },
     {}, "2 listeners of different services (cgroups) have port 8080", "warning"},
    {"sock.port_clash", "one service has a socket for each family", false,
     [](Machine& m) {
       serve(m, {{.cgroup = 10}, {.address = "::", .inode = 4712, .cgroup = 10, .is_v6only = true}});
     }},
    {"sock.port_clash", "each has an address of its own: name servers of a machine and its bridge", false,
     [](Machine& m) {
       serve(m, {{.address = "127.0.0.53", .port = 53, .cgroup = 10},
                 {.address = "192.0.2.1", .port = 53, .inode = 4712, .cgroup = 11}});
     }},
    {"sock.port_clash", "different ports", false,
     [](Machine& m) { serve(m, {{.cgroup = 10}, {.port = 8081, .inode = 4712, .cgroup = 11}}); }},

    {"sock.loopback_only", "somebody is refused where all listen on loopback", true,
     [](Machine& m) { routable(m); serve(m, {on_loopback}); }, refused,
     "3 connections were refused here between the two looks"},
    {"sock.loopback_only", "nobody was refused: a database is on loopback on purpose", false,
     [](Machine& m) { routable(m); serve(m, {on_loopback}); refused(m); }},
    {"sock.loopback_only", "another server is reachable: who knows which port was meant", false,
     [](Machine& m) { routable(m); serve(m, {on_loopback, {.port = 80, .inode = 4712}}); }, refused},
    {"sock.loopback_only", "a program closed early, which resets, too", false,
     [](Machine& m) { routable(m); serve(m, {on_loopback}); },
     [](Machine& m) { refused(m); raise(m, "TcpExt.TCPAbortOnClose", 3); }},
    {"sock.loopback_only", "nobody can come from outside: there is no other address", false,
     [](Machine& m) { serve(m, {on_loopback}); }, refused},
    {"sock.loopback_only", "the name server of systemd, and that of docker", false,
     [](Machine& m) {
       routable(m);
       serve(m, {{.address = "127.0.0.53", .port = 53},
                 {.address = "127.0.0.11", .port = 40977, .inode = 4712}});
     },
     refused},
};
// clang-format on

}  // namespace

const std::span<const CheckCase> listener_cases = cases;

}  // namespace sonde::test
