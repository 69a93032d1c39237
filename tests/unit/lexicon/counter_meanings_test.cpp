// counter_meanings_test.cpp: every counter of the kernels that we know is explained.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/counter_meanings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "decode/counters.hpp"
#include "decode/meminfo.hpp"
#include "lexicon/lookup.hpp"
#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

constexpr Language languages[] = {Language::En, Language::Ja, Language::Zh};

// Whether a name has a sentence, and with it what to look at next, in each language; entries have
// three of their own (entries_test.cpp).
void expect_explained(Text group, Text name) {
  std::string room;
  const Text said = meaning_of_counter(group, name, room);
  EXPECT_GE(said.size(), 10U) << group << " " << name;
  EXPECT_TRUE(said.ends_with('.')) << group << " " << name;
  if (find_entry_of("counter", name)) return;
  for (const Language language : languages) {
    const std::string answer = explain_counter(name, language);
    EXPECT_GE(std::ranges::count(answer, '\n'), 3) << group << " " << name << ": " << answer;
  }
}

using Decode = CounterFile (*)(Text file, Text group, Arena& texts);
struct File {
  std::string name;
  Decode decode;
  Text group = "";
};
const File files[] = {
    {"snmp", decode_snmp},
    {"netstat", decode_snmp},
    {"snmp6", decode_snmp6, "snmp6"},
    {"sockstat", decode_sockstat, "sockstat"},
    {"sockstat6", decode_sockstat, "sockstat6"},
    {"softnet_stat", decode_softnet, "softnet"},
    {"stat/nf_conntrack", decode_conntrack_stat, "nf_conntrack"},
    {"protocols", decode_protocols, "protocols"},
    {"../vmstat", decode_vmstat, "vmstat"},
};

std::size_t expect_counters_explained(const std::string& text, const File& file) {
  Arena texts;
  const CounterFile decoded = file.decode(text, file.group, texts);
  for (const DecodedCounter& counter : decoded.counters)
    expect_explained(counter.group, counter.name);
  return decoded.counters.size();
}

TEST(CounterMeanings, EachCounterOfTheRecordedKernelsIsExplained) {
  for (const std::string folder : {"linux-6.18/proc/net/", "node_exporter/proc/net/"}) {
    for (const File& file : files) {
      if (!test::has_fixture(folder + file.name)) continue;
      const std::size_t count = expect_counters_explained(test::fixture(folder + file.name), file);
      EXPECT_GT(count, 0U) << folder << file.name;
    }
  }
  EXPECT_GT(expect_counters_explained(test::fixture("jc/linux-proc/net_netstat"), files[1]), 100U);
  EXPECT_GT(expect_counters_explained(test::fixture("jc/linux-proc/net_protocols"), files[7]), 20U);
}

// Of a kernel that is newer than sonde this fails, and says what to add.
TEST(CounterMeanings, EachCounterOfThisKernelIsExplained) {
  for (const File& file : files)
    expect_counters_explained(test::bytes_of("/proc/net/" + file.name), file);
}

TEST(CounterMeanings, EachFieldOfMeminfoIsExplained) {
  const std::string texts[] = {test::fixture("jc/linux-proc/meminfo"),
                               test::bytes_of("/proc/meminfo")};
  for (const std::string& text : texts) {
    const MemoryFile file = decode_meminfo(text);
    EXPECT_FALSE(file.parts.empty());
    for (const MemoryPart& part : file.parts) expect_explained("memory", part.name);
    for (const MemoryPart& part : summary_of(file)) expect_explained("memory", part.name);
  }
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
  for (const Entry& entry : all_entries()) {
    if (entry.kind != "counter") continue;
    EXPECT_EQ(explain_counter(entry.word, Language::En), "") << entry.word;
  }
}

TEST(CounterMeanings, AWordIsExplainedForEachGroupThatHasIt) {
  EXPECT_EQ(explain_counter("curr_estab", Language::En),
            "CurrEstab  (counter of Tcp)\n"
            "  Connections that are ESTABLISHED or CLOSE_WAIT now.\n"
            "  It says what is now and may fall again. If it only rises, somebody does not\n"
            "  let go: `sonde sockets --group process`. Limits are in `sonde sysctls`.\n");
  const std::string twice = explain_counter("InCsumErrors", Language::En);
  EXPECT_NE(twice.find("(counter of Ip)"), std::string::npos);
  EXPECT_NE(twice.find("(counter of Udp)"), std::string::npos);
  EXPECT_EQ(twice.find("(counter of Udp6)"), std::string::npos) << "It would say the same again.";
  EXPECT_EQ(twice.find("It should hardly grow"), twice.rfind("It should hardly grow"));
  EXPECT_EQ(explain_counter("nonsense", Language::En), "");
}

TEST(CounterMeanings, TheLastWordOfANameDecidesWhereAProtocolOrProcessorComesFirst) {
  EXPECT_NE(explain_counter("TCP tw", Language::Ja).find("tw  (sockstat のカウンター)"),
            std::string::npos);
  EXPECT_NE(explain_counter("cpu1 dropped", Language::Zh).find("dropped  (softnet 的计数器)"),
            std::string::npos);
  EXPECT_EQ(explain_counter("please drop", Language::En), "");
}

TEST(CounterMeanings, NamesOfNstatBeginWithTheirGroup) {
  EXPECT_EQ(without_group("TcpExtTCPTimeouts"), "TCPTimeouts");
  EXPECT_EQ(without_group("Ip6InReceives"), "InReceives");
  EXPECT_EQ(without_group("IpInReceives"), "InReceives");
  EXPECT_EQ(without_group("TcpExt"), "");
  EXPECT_EQ(without_group("Listen"), "");
}

}  // namespace
}  // namespace sonde
