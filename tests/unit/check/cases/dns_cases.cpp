// dns_cases.cpp: faults of name servers and of /etc/hosts, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include <linux/rtnetlink.h>

#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"
#include "unit/support/network_messages.hpp"

namespace sonde::test {
namespace {

using How = FakeSource::How;
using Machine = FakeSource;

void default_route(Machine& m) { put_routes(m, {{.gateway = "192.0.2.254"}}); }

void resolv_conf(Machine& m, Text text) {
  m.put(How::HostFile, "etc/resolv.conf", std::string(text));
}
void listens_at_53(Machine& m, Text address) {
  DiagSocket socket;
  socket.local = endpoint(address, 53);
  socket.remote.version = socket.local.version;
  socket.state = State::Unconn;
  socket.inode = 4711;
  udp_sockets(m, {socket});
}
void asked_in_vain(Machine& m) { raise(m, "Udp.NoPorts", 2); }

constexpr Text of_a_pod = "search default.svc.cluster.local svc.cluster.local cluster.local\n"
                          "nameserver 10.96.0.10\noptions ndots:5\n";

// Lines of /proc/net/nf_conntrack, questions to a name server that count up from a port.
void questions(Machine& m, int count, int first_port, bool is_answered = false,
               Text server = "192.0.2.53", Text port = "53") {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string client = std::to_string(first_port + i);
    text += "ipv4     2 udp      17 27 src=192.0.2.1 dst=" + std::string(server) +
            " sport=" + client + " dport=" + std::string(port) +
            (is_answered ? "" : " [UNREPLIED]") + " src=" + std::string(server) +
            " dst=192.0.2.1 sport=" + std::string(port) + " dport=" + client +
            " mark=0 zone=0 use=2\n";
  }
  set(m, "net.netfilter.nf_conntrack_max", "262144");
  m.file("net/nf_conntrack", text);
}

// ndmsg of 192.0.2.9, as neigh_fill_info of net/core/neighbour.c says it.
void neighbor(Machine& m, u16 state) {
  ndmsg message{};
  message.ndm_family = AF_INET;
  message.ndm_ifindex = 2;
  message.ndm_state = state;
  const u8 address[] = {192, 0, 2, 9};
  std::string body(bytes_of_value(message));
  body += netlink_attribute(NDA_DST, bytes_of_value(address));
  m.netlink(NETLINK_ROUTE, RTM_GETNEIGH, "", {{RTM_NEWNEIGH, body}});
  ifinfomsg link{};
  link.ifi_index = 2;
  const std::string name = netlink_attribute(IFLA_IFNAME, Text("e0\0", 3));
  m.netlink(NETLINK_ROUTE, RTM_GETLINK, "",
            {{RTM_NEWLINK, std::string(bytes_of_value(link)) + name}});
}
void hosts(Machine& m, Text line) {
  m.put(How::HostFile, "etc/hosts", std::string("127.0.0.1 localhost\n") + std::string(line));
}
constexpr Text moved = "192.0.2.9 db.example.com db\n";

// clang-format off: a line says what a case is, and the next ones what is on the machine.
constexpr CheckCase cases[] = {
    {"dns.no_nameserver", "somebody asked where nobody is named and nobody listens", true,
     [](Machine& m) { default_route(m); resolv_conf(m, "search a.test\n"); }, asked_in_vain,
     "programs ask 127.0.0.1", "critical"},
    {"dns.no_nameserver", "nobody asked", true,
     [](Machine& m) { default_route(m); resolv_conf(m, ""); }, [](Machine&) {}, "", "info"},
    {"dns.no_nameserver", "a server of this machine is asked then, and is there", false,
     [](Machine& m) { default_route(m); resolv_conf(m, ""); listens_at_53(m, "127.0.0.1"); },
     asked_in_vain},
    {"dns.no_nameserver", "a place without a way out needs no names", false,
     [](Machine& m) { resolv_conf(m, ""); }, asked_in_vain},

    {"dns.loopback_stub_dead", "the stub of systemd is named in a container", true,
     [](Machine& m) { default_route(m); resolv_conf(m, "nameserver 127.0.0.53\n"); }, asked_in_vain,
     "names 127.0.0.53, but in this network namespace nobody listens", "critical"},
    {"dns.loopback_stub_dead", "nobody asked it", true,
     [](Machine& m) { default_route(m); resolv_conf(m, "nameserver 127.0.0.53\n"); },
     [](Machine&) {}, "", "warning"},
    {"dns.loopback_stub_dead", "in a place of IPv6 alone", true,
     [](Machine& m) {
       put_routes(m, {{.destination = "::", .gateway = "fe80::1"}});
       resolv_conf(m, "nameserver ::1\n");
     },
     [](Machine&) {}, "names ::1", "warning"},
    {"dns.loopback_stub_dead", "and somebody asks it", true,
     [](Machine& m) {
       put_routes(m, {{.destination = "::", .gateway = "fe80::1"}});
       resolv_conf(m, "nameserver ::1\n");
     },
     [](Machine& m) { raise(m, "Udp6.NoPorts", 2); }, "names ::1", "critical"},
    {"dns.loopback_stub_dead", "the stub runs", false,
     [](Machine& m) {
       default_route(m);
       resolv_conf(m, "nameserver 127.0.0.53\n");
       listens_at_53(m, "127.0.0.53");
     }},
    {"dns.loopback_stub_dead", "a server elsewhere is named", false,
     [](Machine& m) { default_route(m); resolv_conf(m, "nameserver 192.0.2.53\n"); }, asked_in_vain},

    {"dns.ndots_search", "the file of a pod", true, [](Machine& m) { resolv_conf(m, of_a_pod); }, {},
     "fewer than 5 dots is tried with 3 domains"},
    {"dns.ndots_search", "three domains, and ndots as everywhere", false,
     [](Machine& m) { resolv_conf(m, "search a.test b.test c.test\nnameserver 192.0.2.53\n"); }},
    {"dns.ndots_search", "ndots:5, and two domains", false,
     [](Machine& m) {
       resolv_conf(m, "search a.test b.test\nnameserver 192.0.2.53\noptions ndots:5\n");
     }},

    {"dns.servers_ignored", "four servers", true,
     [](Machine& m) {
       resolv_conf(m, "nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
                      "nameserver 192.0.2.4\n");
     },
     {}, "names 1 servers behind the third"},
    {"dns.servers_ignored", "three servers, and a fourth in a comment", false,
     [](Machine& m) {
       resolv_conf(m, "nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n"
                      "# nameserver 192.0.2.4\n");
     }},

    {"dns.slow", "three questions without an answer in both looks", true,
     [](Machine& m) { questions(m, 3, 40000); }, [](Machine&) {},
     "the name server 192.0.2.53 had no answer in both looks"},
    {"dns.slow", "two were lost", false, [](Machine& m) { questions(m, 2, 40000); }},
    {"dns.slow", "ten that were lost of thousands", false,
     [](Machine& m) { questions(m, 10, 40000); }, [](Machine& m) { raise(m, "Udp.OutDatagrams", 100); }},
    {"dns.slow", "half of what is sent", true,
     [](Machine& m) { questions(m, 50, 40000); }, [](Machine& m) { raise(m, "Udp.OutDatagrams", 100); }},
    {"dns.slow", "a busy one: others wait now", false,
     [](Machine& m) { questions(m, 90, 40000); }, [](Machine& m) { questions(m, 90, 50000); }},
    {"dns.slow", "the answers came between the looks", false,
     [](Machine& m) { questions(m, 90, 40000); }, [](Machine& m) { questions(m, 90, 40000, true); }},
    {"dns.slow", "syslog is never answered", false,
     [](Machine& m) { questions(m, 90, 40000, false, "192.0.2.53", "514"); }},

    {"dns.hosts_shadow", "nobody has the address in both looks", true,
     [](Machine& m) { hosts(m, moved); neighbor(m, NUD_INCOMPLETE); },
     [](Machine& m) { neighbor(m, NUD_FAILED); }, "says that db.example.com is 192.0.2.9"},
    {"dns.hosts_shadow", "it answers", false,
     [](Machine& m) { hosts(m, moved); neighbor(m, NUD_STALE); }},
    {"dns.hosts_shadow", "it is asked for, for the first time", false,
     [](Machine& m) { hosts(m, moved); neighbor(m, NUD_REACHABLE); },
     [](Machine& m) { neighbor(m, NUD_INCOMPLETE); }},
    {"dns.hosts_shadow", "no line of /etc/hosts has it", false,
     [](Machine& m) { hosts(m, "192.0.2.99 db.example.com\n"); neighbor(m, NUD_FAILED); }},
};
// clang-format on

}  // namespace

const std::span<const CheckCase> dns_cases = cases;

}  // namespace sonde::test
