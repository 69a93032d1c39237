// packet_match_test.cpp: rules in the words of nft(8), and packets that they are about or not.
// SPDX-License-Identifier: Apache-2.0
#include "tables/packet_match.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// From 10.0.0.1 to port 443 of 192.0.2.9, out by eth0.
Packet packet() {
  Packet made;
  EXPECT_TRUE(parse_address("10.0.0.1", made.source));
  EXPECT_TRUE(parse_address("192.0.2.9", made.destination));
  made.port = PortRange{443, 443};
  made.source_port = PortRange{32768, 60999};
  made.out = Text("eth0");
  made.uid = 1000U;
  return made;
}

struct Case {
  Text words;
  Answer expected;
};

TEST(PacketMatch, SaysWhetherARuleIsAboutThePacket) {
  using enum Answer;
  constexpr Case cases[] = {
      {"", Yes},
      {"ip daddr 192.0.2.9 tcp dport 443", Yes},
      {"ip daddr 192.0.2.0/24", Yes},
      {"ip daddr != 192.0.2.0/24", No},
      {"ip daddr 192.0.2.1-192.0.2.8", No},
      {"ip saddr { 10.0.0.1, 10.1.0.0/16 }", Yes},
      {"ip saddr != { 10.0.0.1, 10.1.0.0/16 }", No},
      {"ip6 daddr 2001:db8::/32", No},
      {"tcp dport { 80, 440-450 }", Yes},
      {"tcp dport != 443", No},
      {"tcp dport >= 443", Yes},
      {"tcp dport < 443", No},
      {"tcp sport 1024-65535", Yes},
      {"tcp sport 80", No},
      {"udp dport 443", No},
      {"th dport 443", Yes},
      {"meta l4proto tcp", Yes},
      {"meta l4proto { udp, sctp }", No},
      {"icmp type echo-request", No},
      {"oifname \"eth0\"", Yes},
      {"oifname \"eth*\"", Yes},
      {"oifname != \"eth0\"", No},
      {"iifname != \"lo\"", Yes},  // There is none at this hook.
      {"iifname \"lo\"", No},
      {"ct state new", Yes},
      {"ct state established,related", No},
      {"ct state { established, new }", Yes},
      {"ct state != new", No},
      {"ct direction original tcp dport 443", Yes},
      {"ct direction reply", No},
      {"fib daddr type local", No},
      {"fib daddr type != local", Yes},
      {"meta mark & 0x0000ff00 == 0x00004000", No},
      {"meta mark & 0x0000ff00 != 0x00004000", Yes},
      {"meta mark 0x00000000", Yes},
      {"meta skuid 1000", Yes},
      {"meta skuid != 0-999", Yes},
      {"tcp flags & (fin,syn,rst,ack) == syn", Yes},
      {"tcp flags & (fin,syn,rst,ack) != syn", No},
      {"tcp flags syn", Yes},
      {"tcp flags ack", No},
      {"tcp flags == syn", Yes},
      {"tcp flags == syn | ack", No},
      {"tcp flags != syn | ack", Yes},
      {"tcp flags == syn | ack tcp dport 443", No},
      {"tcp flags != syn | ack tcp dport 443", Yes},
      {"tcp flags ! syn", No},
      {"tcp flags ! ack", Yes},
      {"ct state == new", Yes},
      {"ct state == established | related", No},
      {"ct state ! invalid", Yes},
      {"meta skuid > 1000", Unknown},
      {"meta mark 0x00000001-0x0000000a", Unknown},
      {"tcp option maxseg size > 100", Unknown},
  };
  for (const Case& one : cases) EXPECT_EQ(matches(one.words, packet()), one.expected) << one.words;
}

TEST(PacketMatch, WhatIsNotKnownIsUnknownUnlessAnotherPartSaysNo) {
  for (const Text words :
       {"limit rate 10/second", "ip saddr @blocked", "ip saddr . tcp dport @pairs", "ct mark 0x1",
        "[match \"foo\" 24 bytes]", "tcp sport 1024-40000", "meta cgroup 7",
        "ct original ip daddr 192.0.2.8", "tcp dport { 80, ... }", "ip daddr 10.0.0.0/255.0.255.0",
        "numgen random mod 100 < 50", "[match \"tcp dport 80\" 9 bytes]"}) {
    EXPECT_EQ(matches(words, packet()), Answer::Unknown) << words;
    EXPECT_EQ(matches(std::string(words) + " tcp dport 80", packet()), Answer::No) << words;
    EXPECT_EQ(matches("tcp dport 443 " + std::string(words), packet()), Answer::Unknown) << words;
  }
}

// A name may hold anything, as an interface is called by who may make one.
TEST(PacketMatch, WordsInQuotesAreNoComparisons) {
  EXPECT_EQ(matches("oifname \"a tcp dport 80\"", packet()), Answer::No);
  EXPECT_EQ(matches("oifname != \"a \\\" tcp dport 80\" tcp dport 443", packet()), Answer::Unknown);
  for (const Text broken : {"oifname \"", "tcp dport {", "tcp dport", "ip saddr .", "meta mark &",
                            "tcp flags & (", "{", "ct direction", "tcp dport !="})
    EXPECT_NE(matches(broken, packet()), Answer::Yes) << broken;
}

TEST(PacketMatch, AMarkThatWasSetIsNotKnown) {
  Packet marked = packet();
  marked.may_have_mark = true;
  EXPECT_EQ(matches("meta mark 0x00000001", marked), Answer::Unknown);
}

TEST(PacketMatch, AnAnswerComesFromThePortOfAnEstablishedConnection) {
  Packet answer = packet();
  answer.is_answer = answer.is_established = true;
  std::swap(answer.port, answer.source_port);
  EXPECT_EQ(matches("ct state established,related", answer), Answer::Yes);
  EXPECT_EQ(matches("ct state new", answer), Answer::No);
  EXPECT_EQ(matches("tcp sport 443", answer), Answer::Yes);
  EXPECT_EQ(matches("tcp dport 443", answer), Answer::No);
  EXPECT_EQ(matches("tcp dport 40000", answer), Answer::Unknown);
  EXPECT_EQ(matches("tcp dport >= 1024", answer), Answer::Yes);
  EXPECT_EQ(matches("tcp flags & (fin,syn,rst,ack) == syn", answer), Answer::No);
  EXPECT_EQ(matches("ct direction reply", answer), Answer::Yes);
}

TEST(PacketMatch, WhatFollowsIsEstablishedAndHasNoSyn) {
  Packet rest = packet();
  rest.is_established = true;
  EXPECT_EQ(matches("ct state new tcp dport 443", rest), Answer::No);
  EXPECT_EQ(matches("ct state established ct direction original", rest), Answer::Yes);
  EXPECT_EQ(matches("tcp flags & (fin,syn,rst,ack) == syn", rest), Answer::No);
  EXPECT_EQ(matches("tcp flags & (fin,syn,rst,ack) == ack", rest), Answer::Yes);
}

TEST(PacketMatch, FindsTheVerdictOfAMap) {
  EXPECT_EQ(*find_verdict("tcp dport", "{ 80 : accept, 443 : jump web }", packet()), "jump web");
  EXPECT_EQ(*find_verdict("ct state", "{ established : accept, new : drop }", packet()), "drop");
  EXPECT_EQ(*find_verdict("tcp dport", "{ 80 : accept }", packet()), "");
  EXPECT_FALSE(find_verdict("tcp dport", "@services", packet()));
  EXPECT_FALSE(find_verdict("meta cgroup", "{ 1 : drop }", packet()));
  EXPECT_FALSE(find_verdict("ip saddr . tcp dport", "{ 10.0.0.1 . 443 : drop }", packet()));
}

}  // namespace
}  // namespace sonde
