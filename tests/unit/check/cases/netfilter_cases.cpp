// netfilter_cases.cpp: faults of connection tracking, NAT and firewalls, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"
#include "unit/support/fake_machine.hpp"
#include "unit/support/fixture.hpp"
#include "unit/support/network_messages.hpp"

namespace sonde::test {
namespace {

using How = FakeSource::How;

constexpr bool found = true, silent = false;

void put_conntrack(FakeSource& machine, Text count, Text max, Text buckets = "65536") {
  put_interfaces(machine, {});
  set(machine, "net.netfilter.nf_conntrack_count", count);
  set(machine, "net.netfilter.nf_conntrack_max", max);
  set(machine, "net.netfilter.nf_conntrack_buckets", buckets);
}

// Lines of /proc/net/nf_conntrack, of connections to 198.51.100.77:8080.
void put_flows(FakeSource& machine, int first_port, int count, Text state = "SYN_SENT") {
  std::string lines;
  for (int port = first_port; port < first_port + count; ++port) {
    const std::string number = std::to_string(port);
    const bool is_waiting = state == "SYN_SENT";
    lines += "ipv4     2 tcp      6 117 " + std::string(state) +
             " src=10.0.0.5 dst=198.51.100.77 sport=" + number + " dport=8080 " +
             (is_waiting ? "[UNREPLIED] " : "") +
             "src=198.51.100.77 dst=10.0.0.5 sport=8080 dport=" + number +
             (is_waiting ? "" : " [ASSURED]") + " mark=0 zone=0 use=2\n";
  }
  set(machine, "net.netfilter.nf_conntrack_max", "262144");
  machine.file("net/nf_conntrack", lines);
}

// Port 8080 of the machine leads to 10.0.0.2:80 by docker's proxy. The container that has the
// address listens at `address` and `port`.
void put_published(FakeSource& machine, const std::string& address, u16 port) {
  constexpr u32 inside_netns = 4026532400;
  static FakeSource inside(FakeSource::Kind::Live);  // It outlives the machine.
  make_healthy(inside);
  inside.put(How::Link, "self/ns/net", link_to("net", inside_netns));
  DiagSocket listener{.state = State::Listen, .send_q = 511, .inode = 701};
  address_bytes(address).copy(reinterpret_cast<char*>(listener.local.bytes.data()), 4);
  listener.local.version = 4;
  listener.local.has_port = true;
  listener.local.port = port;
  tcp_sockets(inside, {listener});
  machine.file("uptime", "5000.00 9000.00\n");
  put_process(machine, {.pid = 1, .ppid = 0, .name = "init"});
  put_process(machine, {.pid = 40,
                        .name = "nginx",
                        .netns = inside_netns,
                        .cgroup = "0::/docker/" + std::string(64, 'b') + "\n"});
  put_process(machine, {.pid = 50,
                        .name = "docker-proxy",
                        .cmdline = "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~8080~"
                                   "-container-ip~10.0.0.2~-container-port~80~"});
  for (const char* pid : {"1", "40", "50"}) {
    machine.file(std::string(pid) + "/net/fib_trie", "");
    machine.put(How::Links, std::string(pid) + "/fd", "");
  }
  machine.file("40/net/fib_trie", "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- 10.0.0.2\n"
                                  "        /32 host LOCAL\n");
  machine.lead("40/ns/net", inside);
  put_chains(machine, {});
}

std::string rule_data(int type, const std::string& value) {
  return attribute(type | NLA_F_NESTED, attribute(NFTA_DATA_VALUE, value));
}
std::string set_register(u32 number, const std::string& value) {
  return expression("immediate", big_attribute(NFTA_IMMEDIATE_DREG, number) +
                                     rule_data(NFTA_IMMEDIATE_DATA, value));
}
// tcp dport 8080
std::string of_port_8080() {
  const auto equal = [](const std::string& value) {
    return expression("cmp", big_attribute(NFTA_CMP_SREG, NFT_REG_1) +
                                 big_attribute(NFTA_CMP_OP, NFT_CMP_EQ) +
                                 rule_data(NFTA_CMP_DATA, value));
  };
  return expression("meta", big_attribute(NFTA_META_DREG, NFT_REG_1) +
                                big_attribute(NFTA_META_KEY, NFT_META_L4PROTO)) +
         equal(std::string(1, IPPROTO_TCP)) +
         expression("payload", big_attribute(NFTA_PAYLOAD_DREG, NFT_REG_1) +
                                   big_attribute(NFTA_PAYLOAD_BASE, NFT_PAYLOAD_TRANSPORT_HEADER) +
                                   big_attribute(NFTA_PAYLOAD_OFFSET, 2) +
                                   big_attribute(NFTA_PAYLOAD_LEN, 2)) +
         equal(raw(htons(8080)));
}
// nft add rule ip nat pre tcp dport 8080 dnat to 10.20.0.2:80
std::string dnat_rule() {
  return of_port_8080() + set_register(NFT_REG_1, address_bytes("10.20.0.2")) +
         set_register(NFT_REG_2, raw(htons(80))) +
         expression("nat", big_attribute(NFTA_NAT_TYPE, NFT_NAT_DNAT) +
                               big_attribute(NFTA_NAT_FAMILY, NFPROTO_IPV4) +
                               big_attribute(NFTA_NAT_REG_ADDR_MIN, NFT_REG_1) +
                               big_attribute(NFTA_NAT_REG_PROTO_MIN, NFT_REG_2));
}
// nft add rule ip nat chain tcp dport 8080 redirect to :80, where 127.0.0.1:80 listens
void put_redirect(FakeSource& machine, u32 hook) {
  const std::string redirect =
      of_port_8080() + set_register(NFT_REG_1, raw(htons(80))) +
      expression("redir", big_attribute(NFTA_REDIR_REG_PROTO_MIN, NFT_REG_1));
  DiagSocket listener{.state = State::Listen, .send_q = 511, .inode = 701};
  listener.local = {.port = 80, .version = 4, .has_port = true};
  address_bytes("127.0.0.1").copy(reinterpret_cast<char*>(listener.local.bytes.data()), 4);
  tcp_sockets(machine, {listener});
  put_process(machine, {.pid = 1, .ppid = 0, .name = "init"});
  machine.file("1/net/fib_trie", "");
  machine.put(How::Links, "1/fd", "");
  put_chains(machine, {{.table = "nat", .name = "chain", .hook = hook, .rules = {redirect}}});
}
void put_dnat(FakeSource& machine, u16 state_of_target) {
  put_interfaces(machine, {{}});
  put_chains(
      machine,
      {{.table = "nat", .name = "pre", .hook = NF_INET_PRE_ROUTING, .rules = {dnat_rule()}}});
  put_neighbors(machine, {{.address = "10.20.0.2", .state = state_of_target}});
}

void put_drops(FakeSource& machine, u32 packets, u32 hook = NF_INET_LOCAL_OUT,
               int verdict = NF_DROP) {
  put_chains(machine, {{.hook = hook,
                        .rules = {counter_expression(packets) + verdict_expression(verdict)}}});
}

// The chain "deny", which drops, and one with a hook that jumps there.
void put_jump(FakeSource& machine, u32 packets, u32 hook = NF_INET_LOCAL_OUT) {
  put_chains(machine, {{.hook = hook, .rules = {verdict_expression(NFT_JUMP, "deny")}},
                       {.name = "deny",
                        .rules = {counter_expression(packets) + verdict_expression(NF_DROP)},
                        .has_hook = false}});
}

// A bridge with the address 10.9.0.1 and a container, in a place that passes packets on; the chain
// "fwd" drops them.
void put_bridge(FakeSource& machine, const std::vector<std::string>& rules,
                std::vector<FakeChain> others = {}, Text forwards = "1", u32 ports = 1) {
  std::vector<FakeLink> links = {{.name = "docker0", .kind = "bridge"}};
  for (u32 i = 0; i < ports; ++i)
    links.push_back({.index = 3 + i, .name = "v", .kind = "veth", .master = 2});
  put_interfaces(machine, links);
  put_addresses(machine, {{.address = "10.9.0.1"}});
  set(machine, "net.ipv4.ip_forward", forwards);
  others.push_back({.name = "fwd", .hook = NF_INET_FORWARD, .policy = NF_DROP, .rules = rules});
  put_chains(machine, others);
}
FakeChain masquerade_chain() {
  return {.table = "nat",
          .name = "post",
          .hook = NF_INET_POST_ROUTING,
          .rules = {expression("masq", "")}};
}

void put_legacy(FakeSource& machine) {
  machine.file("net/ip_tables_names", "filter\n");
  machine.put(How::Iptables, "ip/filter", fixture("firewall/legacy.ip.filter"));
}

const CheckCase cases[] = {
    {"conntrack.near_full", "80 %", found, [](auto& m) { put_conntrack(m, "209716", "262144"); },
     nullptr, "209716 of at most 262144", "warning"},
    {"conntrack.near_full", "95 %", found, [](auto& m) { put_conntrack(m, "249037", "262144"); },
     nullptr, "", "critical"},
    {"conntrack.near_full", "79 %", silent, [](auto& m) { put_conntrack(m, "207093", "262144"); }},
    {"conntrack.full_drop", "one new connection", found,
     [](auto& m) { raise(m, "nf_conntrack.drop", 5); },
     [](auto& m) { raise(m, "nf_conntrack.drop", 1); }, "1 new ones were dropped", "critical"},
    {"conntrack.full_drop", "only old ones were thrown out", found, nullptr,
     [](auto& m) { raise(m, "nf_conntrack.early_drop", 2); }, "2 old ones", "warning"},
    {"conntrack.full_drop", "it was full before", silent,
     [](auto& m) {
       raise(m, "nf_conntrack.drop", 5);
       raise(m, "nf_conntrack.early_drop", 5);
     },
     [](auto& m) { raise(m, "nf_conntrack.found", 9); }},
    {"conntrack.insert_failed", "two queries of DNS", found, nullptr,
     [](auto& m) { raise(m, "nf_conntrack.insert_failed", 2); }, "2 packets"},
    {"conntrack.insert_failed", "one, as in many an hour", silent,
     [](auto& m) { raise(m, "nf_conntrack.insert_failed", 70); },
     [](auto& m) { raise(m, "nf_conntrack.insert_failed", 1); }},
    {"conntrack.invalid", "2 % of 1000", found, nullptr,
     [](auto& m) {
       raise(m, "nf_conntrack.invalid", 20);
       raise(m, "Ip.InReceives", 1000);
     },
     "20 packets", "info"},
    {"conntrack.invalid", "RSTs after the end", silent, nullptr,
     [](auto& m) {
       raise(m, "nf_conntrack.invalid", 20);
       raise(m, "Ip.InReceives", 2000);
     }},
    {"conntrack.invalid", "4 where little is received", silent, nullptr,
     [](auto& m) {
       raise(m, "nf_conntrack.invalid", 4);
       raise(m, "Ip.InReceives", 10);
     }},
    {"conntrack.hash_crowded", "more than 4 in a bucket", found,
     [](auto& m) { put_conntrack(m, "65540", "262144", "16384"); }, nullptr, "16384 buckets",
     "info"},
    {"conntrack.hash_crowded", "4 in a bucket", silent,
     [](auto& m) { put_conntrack(m, "65536", "262144", "16384"); }},
    {"conntrack.unreplied_many", "10 that wait", found, [](auto& m) { put_flows(m, 40000, 10); },
     nullptr, "10 connections to 198.51.100.77:8080"},
    {"conntrack.unreplied_many", "9 that wait", silent, [](auto& m) { put_flows(m, 40000, 9); }},
    {"conntrack.unreplied_many", "others each time: it is busy", silent,
     [](auto& m) { put_flows(m, 40000, 50); }, [](auto& m) { put_flows(m, 40100, 50); }},
    {"conntrack.unreplied_many", "they were answered", silent,
     [](auto& m) { put_flows(m, 40000, 50); },
     [](auto& m) { put_flows(m, 40000, 50, "ESTABLISHED"); }},
    {"sock.published_loopback_only", "127.0.0.1:80", found,
     [](auto& m) { put_published(m, "127.0.0.1", 80); }, nullptr, "10.0.0.2:80"},
    {"sock.published_loopback_only", "0.0.0.0:80", silent,
     [](auto& m) { put_published(m, "0.0.0.0", 80); }},
    {"sock.published_loopback_only", "another port, of all addresses", silent,
     [](auto& m) { put_published(m, "0.0.0.0", 8080); }},
    {"sock.published_loopback_only", "a redirect of what comes in", found,
     [](auto& m) { put_redirect(m, NF_INET_PRE_ROUTING); }, nullptr, "leads to :80, but"},
    {"sock.published_loopback_only", "of what is sent here: a transparent proxy", silent,
     [](auto& m) { put_redirect(m, NF_INET_LOCAL_OUT); }},
    {"nat.target_not_listening", "it listens at 8080", found,
     [](auto& m) { put_published(m, "0.0.0.0", 8080); }, nullptr, "10.0.0.2:80, where nobody"},
    {"nat.target_not_listening", "it listens", silent,
     [](auto& m) { put_published(m, "0.0.0.0", 80); }},
    {"nat.target_not_listening", "it does not listen yet", silent,
     [](auto& m) { put_published(m, "0.0.0.0", 80); },
     [](auto& m) { put_published(m, "0.0.0.0", 8080); }},
    {"nat.target_not_listening", "on loopback, which has a check of its own", silent,
     [](auto& m) { put_published(m, "127.0.0.1", 80); }},
    {"nat.dead_target", "nobody answers for the address", found,
     [](auto& m) { put_dnat(m, NUD_FAILED); }, [](auto& m) { put_dnat(m, NUD_INCOMPLETE); },
     "leads to 10.20.0.2"},
    {"nat.dead_target", "a container at rest", silent, [](auto& m) { put_dnat(m, NUD_STALE); }},
    {"nat.dead_target", "asked for just now", silent, [](auto& m) { put_dnat(m, NUD_DELAY); },
     [](auto& m) { put_dnat(m, NUD_INCOMPLETE); }},
    {"fw.drop_active", "what is sent, while connections wait", found,
     [](auto& m) { put_drops(m, 7); },
     [](auto& m) {
       put_drops(m, 9);
       raise(m, "TcpExt.TCPSynRetrans", 2);
     },
     "dropped 2 packets"},
    {"fw.drop_active", "what comes in from the Internet", silent,
     [](auto& m) { put_drops(m, 7, NF_INET_LOCAL_IN); },
     [](auto& m) {
       put_drops(m, 900, NF_INET_LOCAL_IN);
       raise(m, "TcpExt.TCPSynRetrans", 2);
     }},
    {"fw.drop_active", "in a chain that is jumped to", found, [](auto& m) { put_jump(m, 7); },
     [](auto& m) {
       put_jump(m, 9);
       raise(m, "TcpExt.TCPSynRetrans", 2);
     },
     "ip filter deny dropped 2 packets"},
    {"fw.drop_active", "a jump of what comes in", silent,
     [](auto& m) { put_jump(m, 7, NF_INET_LOCAL_IN); },
     [](auto& m) {
       put_jump(m, 9, NF_INET_LOCAL_IN);
       raise(m, "TcpExt.TCPSynRetrans", 2);
     }},
    {"fw.drop_active", "nobody waits", silent, [](auto& m) { put_drops(m, 7); },
     [](auto& m) { put_drops(m, 9); }},
    {"fw.drop_active", "they wait for others", silent, [](auto& m) { put_drops(m, 7); },
     [](auto& m) { raise(m, "TcpExt.TCPSynRetrans", 2); }},
    {"fw.drop_active", "a rule that only counts and accepts", silent,
     [](auto& m) { put_drops(m, 7, NF_INET_LOCAL_OUT, NF_ACCEPT); },
     [](auto& m) {
       put_drops(m, 9, NF_INET_LOCAL_OUT, NF_ACCEPT);
       raise(m, "TcpExt.TCPSynRetrans", 2);
     }},
    {"fw.forward_policy_drop", "a chain without rules", found, [](auto& m) { put_bridge(m, {}); },
     nullptr, "ip filter fwd drops what is passed on", "info"},
    {"fw.forward_policy_drop", "although the bridge should get out", found,
     [](auto& m) { put_bridge(m, {}, {masquerade_chain()}); }, nullptr, "", "warning"},
    {"fw.forward_policy_drop", "another table accepts", found,
     [](auto& m) {
       put_bridge(m, {},
                  {{.table = "docker",
                    .name = "fwd",
                    .hook = NF_INET_FORWARD,
                    .rules = {verdict_expression(NF_ACCEPT)}}});
     },
     nullptr, "ip filter fwd"},
    {"fw.forward_policy_drop", "a rule lets it pass", silent,
     [](auto& m) { put_bridge(m, {verdict_expression(NF_ACCEPT)}, {masquerade_chain()}); }},
    {"fw.forward_policy_drop", "nothing is passed on anyway", silent,
     [](auto& m) { put_bridge(m, {}, {}, "0"); }},
    {"fw.forward_policy_drop", "a bridge without containers", silent,
     [](auto& m) { put_bridge(m, {}, {}, "1", 0); }},
    {"fw.legacy_and_nft", "both have rules", found,
     [](auto& m) {
       put_drops(m, 7);
       put_legacy(m);
     },
     nullptr, "1 of nftables", "info"},
    {"fw.legacy_and_nft", "only one has", silent,
     [](auto& m) {
       put_interfaces(m, {});
       put_chains(m, {});
       put_legacy(m);
     }},
    {"fw.legacy_and_nft", "only the other one has", silent, [](auto& m) { put_drops(m, 7); }},
};

}  // namespace

const std::span<const CheckCase> netfilter_cases = cases;

}  // namespace sonde::test
