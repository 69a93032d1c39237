// firewall_walk_test.cpp: which rules a packet meets, and what they do to it, without a machine.
// SPDX-License-Identifier: Apache-2.0
#include "tables/firewall_walk.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// Rules as a table holds them: chain, what it matches, what it does.
struct FakeWords {
  Text chain, hook, match, verdict, jumps_to;
};

FirewallPassage pass(std::initializer_list<FakeWords> words, Packet packet = {}) {
  static FirewallWalk walk;  // The passage points into it.
  walk = {};
  u32 number = 0;
  for (const FakeWords& one : words) {
    RulePlace place{"ip", "t", one.chain, "nftables", one.hook};
    if (one.verdict != "policy drop") place.number = ++number;
    DecodedRule rule;
    rule.match = one.match;
    rule.verdict = one.verdict;
    rule.jumps_to = one.jumps_to;
    walk.add(place, rule);
  }
  walk.sort();
  packet.port = PortRange{80, 80};
  FirewallPassage passage;
  walk.pass("output", packet, passage);
  return passage;
}

TEST(FirewallWalk, JumpsComeBackAndGotosDoNot) {
  EXPECT_TRUE(pass({{"a", "output", "", "jump b", "b"},
                    {"a", "output", "", "drop", ""},
                    {"b", "", "", "return", ""}})
                  .stopped_by);
  EXPECT_FALSE(pass({{"a", "output", "", "goto b", "b"},
                     {"a", "output", "", "drop", ""},
                     {"b", "", "", "return", ""}})
                   .stopped_by);
  EXPECT_TRUE(pass({{"a", "output", "", "goto b", "b"},
                    {"a", "output", "", "policy drop", ""},
                    {"b", "", "", "return", ""}})
                  .stopped_by);
  const FirewallPassage round =
      pass({{"a", "output", "", "jump b", "b"}, {"b", "", "", "jump b", "b"}});
  EXPECT_TRUE(round.doubt && !round.stopped_by) << "a circle, which the kernel does not take";
}

TEST(FirewallWalk, WhatCannotBeDecidedIsADoubt) {
  const FakeWords maybe_drop{"a", "output", "limit rate 1/second", "drop", ""};
  const FakeWords maybe_accept{"a", "output", "ip saddr @good", "accept", ""};
  const FakeWords drop{"a", "output", "", "drop", ""};
  const FakeWords accept{"a", "output", "", "accept", ""};
  EXPECT_TRUE(pass({maybe_drop, accept}).doubt);
  EXPECT_FALSE(pass({maybe_accept, accept}).doubt) << "both ways it passes";
  EXPECT_TRUE(pass({maybe_drop, drop}).stopped_by) << "both ways it is dropped";
  const FirewallPassage may_pass = pass({maybe_accept, drop});
  EXPECT_TRUE(may_pass.doubt && !may_pass.stopped_by);
  EXPECT_TRUE(pass({{"a", "output", "", "queue", ""}}).doubt);
  EXPECT_TRUE(pass({{"a", "output", "", "[compat target \"X\" 4 bytes]", ""}}).doubt);
  const FirewallPassage jump =
      pass({{"a", "output", "ip saddr @good", "jump b", "b"}, accept, {"b", "", "", "drop", ""}});
  EXPECT_TRUE(jump.doubt && !jump.stopped_by);
}

TEST(FirewallWalk, AChainThatAcceptsSaysNothingOfTheNext) {
  EXPECT_EQ(
      pass({{"a", "output", "", "accept", ""}, {"b", "output", "", "drop", ""}}).stopped_by->chain,
      "nftables ip t b");
}

TEST(FirewallWalk, NatMeetsTheFirstPacketOnTheSideThatItComesFrom) {
  FirewallWalk walk;
  RulePlace place{"ip", "n", "c", "nftables", "prerouting"};
  place.number = 1U;
  place.type = "nat";
  DecodedRule rule;
  rule.verdict = "redirect to :81";
  rule.dnat.emplace();
  walk.add(place, rule);
  walk.sort();
  const auto is_rewritten = [&](bool is_from_here, bool is_established) {
    Packet packet;
    packet.is_from_here = is_from_here;
    packet.is_to_here = true;
    packet.is_established = is_established;
    FirewallPassage passage;
    walk.pass("prerouting", packet, passage);
    return passage.rewritten_by != nullptr;
  };
  EXPECT_TRUE(is_rewritten(false, false));
  EXPECT_FALSE(is_rewritten(true, false)) << "it had its turn at output";
  EXPECT_FALSE(is_rewritten(false, true));
}

TEST(FirewallWalk, AnInterfaceThatIsNotKnownIsADoubt) {
  FirewallWalk walk;
  RulePlace place{"netdev", "f", "c", "nftables", "ingress", "eth1 eth2"};
  DecodedRule rule;
  rule.verdict = "policy drop";
  walk.add(place, rule);
  walk.sort();
  const auto pass_by = [&](Known<Text> in) {
    Packet packet;
    packet.in = in;
    FirewallPassage passage;
    walk.pass("ingress", packet, passage);
    return passage;
  };
  EXPECT_TRUE(pass_by(Text("eth2")).stopped_by);
  const FirewallPassage other = pass_by(Text("eth3"));
  EXPECT_FALSE(other.stopped_by || other.doubt);
  const FirewallPassage unknown = pass_by(Absent::NotCollected);
  EXPECT_TRUE(unknown.doubt && !unknown.stopped_by);
}

}  // namespace
}  // namespace sonde
