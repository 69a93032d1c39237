// counter_meanings_test.cpp: every counter that Linux 6.18 has is explained.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/counter_meanings.hpp"

#include <gtest/gtest.h>

#include <set>

#include "decode/counters.hpp"
#include "lexicon/lookup.hpp"
#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

// The names of a real kernel: 6.18, Debian 12.
TEST(CounterMeanings, EachCounterOfLinux618HasASentence) {
  Arena texts;
  std::string room;
  const auto look = [&](const std::string& name, const auto& decode, Text group) {
    const std::string text = test::fixture("linux-6.18/proc/net/" + name);
    const CounterFile file = decode(text, group, texts);
    EXPECT_FALSE(file.counters.empty()) << name;
    for (const DecodedCounter& counter : file.counters) {
      const Text said = meaning_of_counter(counter.group, counter.name, room);
      EXPECT_GE(said.size(), 10U) << counter.group << " " << counter.name;
      EXPECT_TRUE(said.ends_with('.')) << counter.group << " " << counter.name;
    }
  };
  look("snmp", decode_snmp, "");
  look("netstat", decode_snmp, "");
  look("snmp6", decode_snmp6, "snmp6");
  look("sockstat", decode_sockstat, "sockstat");
  look("sockstat6", decode_sockstat, "sockstat6");
  look("softnet_stat", decode_softnet, "softnet");
  look("stat/nf_conntrack", decode_conntrack_stat, "nf_conntrack");
  look("protocols", decode_protocols, "protocols");
}

TEST(CounterMeanings, NamesOfIcmpAreMadeOfTwoParts) {
  std::string room;
  EXPECT_EQ(meaning_of_counter("Icmp", "InEchos", room),
            "ICMP messages received: echo request (ping).");
  EXPECT_EQ(meaning_of_counter("Icmp6", "OutType135", room), "ICMP messages sent of the type 135.");
  EXPECT_EQ(meaning_of_counter("Icmp", "InMsgs", room), "ICMP messages received.");
}

TEST(CounterMeanings, WhatIsNotKnownHasNone) {
  std::string room;
  EXPECT_EQ(meaning_of_counter("TcpExt", "BrandNew", room), "");
  EXPECT_EQ(meaning_of_counter("Brand", "InReceives", room), "");
  EXPECT_EQ(meaning_of_counter("Icmp", "InNovelties", room), "");
  EXPECT_EQ(meaning_of_counter("sockstat", "TCP", room), "");
  EXPECT_EQ(meaning_of_counter("", "", room), "");
}

TEST(CounterMeanings, ThatOfATellingCounterIsTheFirstSentenceOfItsEntry) {
  std::string room;
  EXPECT_EQ(meaning_of_counter("TcpExt", "ListenOverflows", room),
            "Connections dropped because the accept queue of a listener was full.");
  for (const Entry* entry : all_entries()) {
    if (entry->kind != "counter") continue;
    EXPECT_EQ(explain_counter(entry->word), "") << entry->word;
  }
}

TEST(CounterMeanings, AWordIsExplainedForEachGroupThatHasIt) {
  EXPECT_EQ(explain_counter("curr_estab"),
            "CurrEstab  (counter of Tcp)\n"
            "  Connections that are ESTABLISHED or CLOSE_WAIT now.\n");
  const std::string twice = explain_counter("InCsumErrors");
  EXPECT_NE(twice.find("(counter of Ip)"), std::string::npos);
  EXPECT_NE(twice.find("(counter of Udp)"), std::string::npos);
  EXPECT_EQ(twice.find("(counter of Udp6)"), std::string::npos) << "It would say the same again.";
  EXPECT_EQ(explain_counter("nonsense"), "");
}

}  // namespace
}  // namespace sonde
