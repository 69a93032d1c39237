// path_test.cpp: the table "path" over machines in memory: what stands in the way of a connection.
// SPDX-License-Identifier: Apache-2.0
#include "tables/path_question.hpp"

#include <gtest/gtest.h>

#include "model/path_step.hpp"
#include "unit/support/fake_machine.hpp"
#include "unit/support/network_messages.hpp"

namespace sonde {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of these machines.
using How = Question::How;

// 192.0.2.1 on eth0, which leads everywhere by 192.0.2.254.
struct Machine {
  FakeMachine fake{};
  FakeSource& source = fake.source;
  std::vector<FakeRoute> routes = {{.gateway = "192.0.2.254", .source = "192.0.2.1"},
                                   link_route("192.0.2.0", 24),
                                   local_route("192.0.2.1"),
                                   local_route("127.0.0.1")};
  PathQuestion question{};
  PathOutcome outcome{};
  HeardSink heard{};

  Machine() {
    put_interfaces(source, {{}});
    put_routes(source, routes);
    put_rules(source, {{.priority = 0, .table = RT_TABLE_LOCAL},
                       {.priority = 32766, .table = RT_TABLE_MAIN}});
    put_neighbors(source, {{.mac = "\2\0\0\0\0\1"}});
    put_chains(source, {});
    source.file("net/tcp", "sl\n");
    source.file("net/tcp6", "sl\n");
    question.outcome = &outcome;
  }
  void listen(const std::string& end) {
    source.file("net/tcp", "  sl  local_address rem_address   st tx_queue rx_queue\n   0: " + end +
                               " 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0     "
                               "   0 4711 1 0000000000000000 100 0 0 10 0\n");
  }
  // "ok route 10.0.0.1 by default via 192.0.2.254 dev eth0 (table main)" of each step, in a line.
  std::string walk(const std::string& host, u16 port, const std::string& from = "") {
    question.host = host;
    question.port = port;
    Address address;
    question.destination = Absent::NotApplicable;
    if (parse_address(host, address)) question.destination = address;
    question.source = Absent::NotApplicable;
    if (parse_address(from, address)) question.source = address;
    outcome = {};
    heard = {};
    World world{source};
    world.share(question);
    const Result<void> done = path_table.scan(world, path_table, Request{}, heard);
    EXPECT_TRUE(done.has_value());
    std::string lines;
    for (const Chunk& chunk : heard.chunks)
      for (std::size_t i = 0; i < chunk.size(); ++i) {
        const auto& step = *static_cast<const PathStep*>(chunk[i]);
        for (const Text word : {name_of(step.verdict), name_of(step.step), step.says})
          (lines += word) += ' ';
        lines.back() = '\n';
      }
    return lines;
  }
};

testing::AssertionResult has(const std::string& lines, const std::string& part) {
  if (lines.contains(part)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << part << " is not in these steps:\n" << lines;
}

TEST(Path, WhatWorksHasAStepForEachPartOfTheWay) {
  Machine machine;
  EXPECT_EQ(machine.walk("10.0.0.1", 80),
            "ok rule the usual rules: table main\n"
            "ok route 10.0.0.1 by default via 192.0.2.254 dev eth0 (table main)\n"
            "ok source 192.0.2.1, as the kernel chooses it\n"
            "ok firewall there are no rules\n"
            "ok neighbour 192.0.2.254 is on the link: REACHABLE\n"
            "ok interface eth0 is up, MTU 1500\n"
            "unknown listener who listens on 10.0.0.1:80 is not seen from here\n");
  EXPECT_TRUE(machine.outcome.has_ok && !machine.outcome.has_failed);
}

// Without the kernel, as in a capture: a hash chooses, and nobody knows it.
TEST(Path, OfSeveralWaysTheOneIsNotForetold) {
  Machine machine;
  put_addresses(machine.source, {{}});
  machine.routes.push_back(
      {.destination = "203.0.113.0", .prefix = 24, .hops = {"192.0.2.253", "192.0.2.254"}});
  put_routes(machine.source, machine.routes);
  const std::string lines = machine.walk("203.0.113.9", 80);
  EXPECT_TRUE(has(lines, "unknown route 203.0.113.9 by 203.0.113.0/24 (table main), one of 2 ways, "
                         "which is not known: via 192.0.2.253"));
  EXPECT_TRUE(has(lines, "unknown source which address it gets cannot be seen here"));
  EXPECT_TRUE(has(lines, "unknown neighbour which neighbour is next is not known"));
}

TEST(Path, TcpConnectsToOneHost) {
  Machine machine;
  for (const Text group : {"239.1.1.1", "255.255.255.255"})
    EXPECT_TRUE(
        has(machine.walk(std::string(group), 80),
            "fails route " + std::string(group) +
                " by default dev eth0 (table main): TCP connects to one host, not to many"));
}

TEST(Path, NoAddressMeansThisPlace) {
  Machine machine;
  machine.routes.back().source = "127.0.0.1";
  put_routes(machine.source, machine.routes);
  const std::string lines = machine.walk("0.0.0.0", 80);
  EXPECT_TRUE(
      has(lines, "ok route 0.0.0.0 means this place: 127.0.0.1 is an address of this place"));
  EXPECT_TRUE(has(lines, "ok source 127.0.0.1, as the kernel chooses it"));
}

TEST(Path, ToASecondAddressThePacketComesFromTheFirst) {
  Machine machine;
  machine.routes.push_back(local_route("192.0.2.11"));
  machine.routes.back().source = "192.0.2.1";
  put_routes(machine.source, machine.routes);
  EXPECT_TRUE(has(machine.walk("192.0.2.11", 80), "ok source 192.0.2.1, as the kernel chooses it"));
}

TEST(Path, WithoutARouteItEndsThere) {
  Machine machine;
  machine.routes.erase(machine.routes.begin());
  put_routes(machine.source, machine.routes);
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "fails route there is no route to 10.0.0.1\n"));
  EXPECT_TRUE(machine.outcome.has_failed);
}

TEST(Path, ARuleLeadsIntoABlackHole) {
  Machine machine;
  put_rules(machine.source, {{.priority = 0, .table = RT_TABLE_LOCAL},
                             {.priority = 7, .from = "192.0.2.1", .prefix = 32, .table = 77},
                             {.priority = 32766, .table = RT_TABLE_MAIN}});
  machine.routes.push_back({.index = 0, .type = RTN_BLACKHOLE, .table = 77});
  put_routes(machine.source, machine.routes);
  const std::string lines = machine.walk("10.0.0.1", 80);
  EXPECT_TRUE(has(lines, "ok rule rule 7 (from 192.0.2.1) leads to table 77\n"));
  EXPECT_TRUE(has(lines, "fails route default is blackhole in table 77: 10.0.0.1 too\n"));
}

TEST(Path, ASourceOfSomebodyElseCannotBeBound) {
  Machine machine;
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80, "203.0.113.1"),
                  "fails source 203.0.113.1 is no address of this place\n"));
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80, "127.0.0.1"),
                  "fails source 127.0.0.1 never leaves the machine"));
}

TEST(Path, TheKernelsOwnAnswerIsToldWhereItDiffers) {
  Machine machine;
  rtmsg head{};
  head.rtm_family = AF_INET;
  head.rtm_dst_len = 32;
  head.rtm_type = RTN_UNICAST;
  head.rtm_table = RT_TABLE_MAIN;
  head.rtm_flags = RTM_F_CLONED;
  const auto answer = [&](const std::string& gateway) {
    machine.source.netlink(
        NETLINK_ROUTE, RTM_GETROUTE, std::string(1, AF_INET),
        {{RTM_NEWROUTE, raw(head) + number_attribute(RTA_OIF, 2) +
                            attribute(RTA_GATEWAY, address_bytes(gateway)) +
                            attribute(RTA_PREFSRC, address_bytes("192.0.2.1"))}});
  };
  answer("192.0.2.254");
  EXPECT_EQ(machine.walk("10.0.0.1", 80).find("otherwise"), std::string::npos);
  answer("192.0.2.7");
  const std::string lines = machine.walk("10.0.0.1", 80);
  EXPECT_TRUE(
      has(lines,
          "unknown route the kernel itself says otherwise: via 192.0.2.7 dev eth0 (table main)\n"));
  EXPECT_TRUE(has(lines, "ok route 10.0.0.1 via 192.0.2.7 dev eth0"));
  const int refused = -EHOSTUNREACH;
  machine.source.netlink(NETLINK_ROUTE, RTM_GETROUTE, std::string(1, AF_INET),
                         {{NLMSG_ERROR, raw(refused) + raw(nlmsghdr{})}});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "fails route the kernel refuses"));
}

TEST(Path, WithoutACarrierNobodyAnswers) {
  Machine machine;
  put_interfaces(machine.source, {{.flags = IFF_UP | IFF_BROADCAST, .state = 2}});
  const std::string lines = machine.walk("10.0.0.1", 80);
  EXPECT_TRUE(has(lines, "unknown neighbour 192.0.2.254 cannot answer without the link\n"));
  EXPECT_TRUE(has(lines, "fails interface eth0 is up and has no carrier\n"));
  put_interfaces(machine.source, {{.flags = IFF_BROADCAST, .state = 2}});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "fails interface eth0 is down\n"));
}

TEST(Path, ANeighbourThatFailsIsInTheWay) {
  Machine machine;
  put_neighbors(machine.source, {{.state = NUD_FAILED}});
  EXPECT_TRUE(
      has(machine.walk("10.0.0.1", 80), "fails neighbour 192.0.2.254 does not answer: FAILED\n"));
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80),
                  "unknown neighbour 192.0.2.9 was not asked for yet: the kernel will ask\n"));
}

TEST(Path, AListenerServesItsOwnAddress) {
  Machine machine;
  machine.listen("0100007F:0050");
  EXPECT_TRUE(has(machine.walk("127.0.0.1", 80), "ok listener somebody listens on 127.0.0.1:80\n"));
  EXPECT_TRUE(has(machine.walk("192.0.2.1", 80),
                  "fails listener nobody listens on 192.0.2.1:80, only on 127.0.0.1:80\n"));
  EXPECT_TRUE(
      has(machine.walk("192.0.2.1", 81), "fails listener nobody listens on 192.0.2.1:81\n"));
  machine.listen("00000000:0050");
  EXPECT_TRUE(has(machine.walk("192.0.2.1", 80), "ok listener somebody listens on 0.0.0.0:80\n"));
}

TEST(Path, RulesOfTheFirewallStopOrLetPass) {
  Machine machine;
  put_chains(machine.source, {{.rules = {verdict_expression(NF_DROP)}}});
  EXPECT_TRUE(
      has(machine.walk("10.0.0.1", 80),
          "fails firewall it is dropped at output by ip filter out rule 1 (handle 1): drop\n"));
  put_chains(machine.source, {{.policy = NF_DROP, .rules = {verdict_expression(NF_ACCEPT)}},
                              {.name = "in", .hook = NF_INET_LOCAL_IN, .policy = NF_DROP}});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80),
                  "fails firewall the answer is dropped at input by ip filter in: policy drop\n"));
  put_chains(machine.source, {{.rules = {verdict_expression(NF_DROP)}, .family = NFPROTO_IPV6}});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "ok firewall no rule stops it\n"));
}

TEST(Path, ATableThatIsDormantStopsNothing) {
  Machine machine;
  FakeChain chain{.policy = NF_DROP, .rules = {verdict_expression(NF_DROP)}, .is_dormant = true};
  put_chains(machine.source, {chain});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "ok firewall no rule stops it\n"));
  ASSERT_EQ(machine.heard.notes.size(), 1U);
  EXPECT_EQ(machine.heard.notes[0], "the table ip filter is dormant: its chains meet no packet");
  chain.is_dormant = false;
  put_chains(machine.source, {chain});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "fails firewall it is dropped at output"));
}

TEST(Path, AChainOfADeviceDropsTheAnswerAsItComesIn) {
  Machine machine;
  FakeChain chain{.name = "i",
                  .hook = NF_NETDEV_INGRESS,
                  .policy = NF_DROP,
                  .family = NFPROTO_NETDEV,
                  .device = "eth0"};
  put_chains(machine.source, {chain});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80),
                  "fails firewall the answer is dropped at ingress by netdev filter i"));
  chain.device = "eth1";
  put_chains(machine.source, {chain});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "ok firewall no rule stops it\n"));
  chain.family = NFPROTO_INET;
  chain.hook = NF_INET_INGRESS;
  chain.device = "eth0";
  put_chains(machine.source, {chain});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80), "at ingress by inet filter i: policy drop\n"));
  put_interfaces(machine.source, {{.kind = "bridge"}, {.index = 3, .name = "p1", .master = 2}});
  chain.device = "p1";
  put_chains(machine.source, {chain});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80),
                  "unknown firewall whether the answer passes depends on inet filter i"));
}

// The namespace of a process of this machine, which has 192.0.2.9 and 10.0.0.1.
struct FarMachine : Machine {
  FakeSource far{FakeSource::Kind::Live};
  static constexpr u32 netns = 4026532400;

  FarMachine() {
    fake.add({.pid = 1, .ppid = 0, .name = "init"});
    fake.add({.pid = 42, .netns = netns});
    source.file("1/net/fib_trie", "Local:\n");
    source.file("42/net/fib_trie",
                "Local:\n  +-- 0.0.0.0/0 2 0 2\n     |-- 192.0.2.9\n        /32 host LOCAL\n"
                "     |-- 10.0.0.1\n        /32 host LOCAL\n");
    source.lead("42/ns/net", far);
    far.put(How::Link, "self/ns/net", FakeMachine::link("net", netns));
    far.file("net/tcp", "sl\n");
    far.file("net/tcp6", "sl\n");
    put_addresses(source, {{}});
    put_interfaces(far, {{}});
    put_chains(far, {});
    put_rules(far, {{.priority = 0, .table = RT_TABLE_LOCAL},
                    {.priority = 32766, .table = RT_TABLE_MAIN}});
    put_neighbors(far, {});
    lead_back({link_route("192.0.2.0", 24)});
  }
  void lead_back(std::vector<FakeRoute> back) {
    back.push_back(local_route("192.0.2.9"));
    back.push_back(local_route("10.0.0.1"));
    put_routes(far, back);
  }
};
constexpr Text there = " in network namespace 4026532400";

TEST(Path, TheAnswerNeedsAWayBack) {
  FarMachine machine;
  EXPECT_EQ(machine.walk("192.0.2.9", 80, "192.0.2.1").find("unknown route"), std::string::npos);
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80, "192.0.2.1"), "fails listener nobody listens"));
  machine.lead_back({});
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80, "192.0.2.1"),
                  "fails route no route leads the answer back to 192.0.2.1" + std::string(there)));
  machine.lead_back({{.index = 0, .type = RTN_BLACKHOLE}});
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80, "192.0.2.1"),
                  "fails route the answer to 192.0.2.1 is refused: default is blackhole"));
  machine.lead_back({local_route("192.0.2.1")});
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80, "192.0.2.1"),
                  "fails route 192.0.2.1 is an address of that place, too"));
}

TEST(Path, ARouterOnTheWayMayGiveItAnotherSource) {
  FarMachine machine;
  machine.lead_back({});
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80),
                  "unknown route no route leads the answer back to 192.0.2.1" + std::string(there) +
                      ", unless a router on the way"));
  EXPECT_FALSE(machine.walk("10.0.0.1", 80).contains("fails route"));
}

TEST(Path, AStrictFilterWantsTheWayBackOverTheSameInterface) {
  FarMachine machine;
  const std::vector<FakeRoute> other = {
      {.destination = "192.0.2.0", .prefix = 24, .gateway = "10.0.0.9", .index = 3}};
  machine.lead_back(other);
  put_interfaces(machine.far, {{}, {.index = 3, .name = "eth1", .flags = IFF_BROADCAST}});
  machine.far.file("sys/net/ipv4/conf/all/rp_filter", "0\n");
  machine.far.file("sys/net/ipv4/conf/eth0/rp_filter", "1\n");
  machine.far.file("sys/net/ipv4/conf/eth1/rp_filter", "1\n");
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80, "192.0.2.1"),
                  "fails route what comes in over eth0 is dropped: rp_filter is 1, and 192.0.2.1 "
                  "is reached over eth1"));
  machine.far.file("sys/net/ipv4/conf/all/rp_filter", "2\n");
  EXPECT_TRUE(
      has(machine.walk("192.0.2.9", 80, "192.0.2.1"), "unknown route the answer leaves by eth1"));
  machine.far.file("sys/net/ipv4/conf/all/rp_filter", "1\n");
  put_interfaces(machine.far, {{}, {.index = 3, .name = "eth1"}});
  EXPECT_TRUE(has(machine.walk("192.0.2.9", 80, "192.0.2.1"),
                  "unknown route whether rp_filter lets it in cannot be seen"));
}

TEST(Path, OfAllPlacesItBeginsInItsOwn) {
  FarMachine machine;
  World world{machine.source};
  world.networks = {{.handle = "42/ns/net", .netns = FarMachine::netns, .pid = 42},
                    {.netns = first_netns, .pid = 1}};
  EXPECT_TRUE(parse_address("10.0.0.1", machine.question.destination.value));
  machine.question.destination.why = Absent::Known;
  world.share(machine.question);
  ASSERT_TRUE(path_table.scan(world, path_table, Request{}, machine.heard).has_value());
  const auto* const first = static_cast<const PathStep*>(machine.heard.chunks[0][0]);
  EXPECT_EQ(*first->place->netns, first_netns);
}

TEST(Path, AMappedAddressIsThatOfIpv4) {
  Address mapped;
  Address plain;
  ASSERT_TRUE(parse_address("::ffff:192.0.2.1", mapped) && parse_address("192.0.2.1", plain));
  EXPECT_EQ(without_mapping(mapped), plain);
  EXPECT_EQ(without_mapping(plain), plain);
  ASSERT_TRUE(parse_address("2001:db8::1", mapped));
  EXPECT_EQ(without_mapping(mapped), mapped);
}

TEST(Path, RulesThatMayNotBeReadAreUnknown) {
  Machine machine;
  FakeMachine hidden;
  machine.source.refuse(How::Read, "modules", std::errc::permission_denied);
  EXPECT_TRUE(has(machine.walk("10.0.0.1", 80),
                  "unknown firewall the rules of the firewall cannot be read\n"));
  EXPECT_FALSE(machine.outcome.has_failed);
  EXPECT_EQ(machine.heard.gaps.size(), 1U);
}

TEST(Path, ANameComesFromTheHostsFileOrIsToldWhoWouldBeAsked) {
  Machine machine;
  machine.source.put(How::HostFile, "etc/hosts", "10.0.0.1 db.test DB\n2001:db8::1 db\n");
  EXPECT_TRUE(has(machine.walk("db", 80), "ok name db is 10.0.0.1; also 2001:db8::1\nok rule"));
  machine.source.put(How::HostFile, "etc/resolv.conf",
                     "nameserver 192.0.2.53\nnameserver 192.0.2.54\nsearch a.test b.test\n"
                     "options ndots:2\n");
  EXPECT_EQ(machine.walk("web.x", 80),
            "unknown name web.x is not in /etc/hosts: 192.0.2.53, then 192.0.2.54 would be asked "
            "for web.x.a.test., then web.x.b.test., then web.x.\n");
  EXPECT_FALSE(machine.outcome.has_ok || machine.outcome.has_failed);
  EXPECT_TRUE(
      has(machine.walk("web.x.y", 80), "would be asked for web.x.y., then web.x.y.a.test., then "));
  EXPECT_TRUE(has(machine.walk("web.", 80), "would be asked for web.\n"));
}

TEST(Path, ACopyHasNoRulesAndSaysSo) {
  FakeSource copy(FakeSource::Kind::Copy);
  copy.file("net/route", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n"
                         "eth0\t00000000\tFE0200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
                         "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");
  World world{copy};
  PathQuestion question;
  question.host = "10.0.0.1";
  question.port = 80;
  Address address;
  ASSERT_TRUE(parse_address(question.host, address));
  question.destination = address;
  PathOutcome outcome;
  question.outcome = &outcome;
  world.share(question);
  HeardSink heard;
  ASSERT_TRUE(path_table.scan(world, path_table, Request{}, heard).has_value());
  ASSERT_EQ(heard.chunks.size(), 1U);
  const auto step = [&](std::size_t i) { return static_cast<const PathStep*>(heard.chunks[0][i]); };
  EXPECT_EQ(step(0)->verdict, PathVerdict::Unknown);
  EXPECT_EQ(step(0)->says, "the usual rules: table main, if there are no others");
  EXPECT_EQ(step(1)->verdict, PathVerdict::Ok);
  EXPECT_EQ(step(1)->says, "10.0.0.1 by default via 192.0.2.254 dev eth0 (table main)");
  EXPECT_TRUE(outcome.has_ok && !outcome.has_failed);
}

}  // namespace
}  // namespace sonde
