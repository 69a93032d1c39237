// firewall_test.cpp: recorded rules of nf_tables and iptables, in words that nft agrees to.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>

#include "decode/iptables.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/nft_rule.hpp"
#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

// Recorded by tests/fixtures/firewall/record.py on Linux 6.18, little-endian;
// tests/live/firewall.py compares the same rules with nft and iptables-save.
std::string recorded(const std::string& name) { return test::fixture("firewall/" + name); }

template <class Use> void each_message(const std::string& bytes, Use use) {
  Text rest = bytes;
  nlmsghdr header;
  for (Text payload; next_message(rest, header, payload);) use(payload);
}

struct Rules {
  std::map<std::string, NftSet> sets{};
  std::vector<NftRule> rules{};
  std::map<std::string, NftChain> chains{};

  explicit Rules(const std::string& name) {
    each_message(recorded(name + ".sets"), [&](Text message) {
      NftSet set;
      EXPECT_TRUE(decode_nft_set(message, set));
      sets[set.table + " " + set.name] = set;
    });
    each_message(recorded(name + ".elements"), [&](Text message) {
      Text rest = message.substr(4);  // Behind its head: the names of its table and of its set.
      NetlinkAttribute table;
      NetlinkAttribute set;
      ASSERT_TRUE(next_attribute(rest, table) && next_attribute(rest, set));
      NftSet& filled = sets[std::string(table.text()) + " " + std::string(set.text())];
      EXPECT_TRUE(decode_nft_elements(message, filled));
    });
    each_message(recorded(name + ".rules"), [&](Text message) {
      NftRule rule;
      EXPECT_TRUE(decode_nft_rule(message, rule));
      rules.push_back(rule);
    });
    each_message(recorded(name + ".chains"), [&](Text message) {
      NftChain chain;
      EXPECT_TRUE(decode_nft_chain(message, chain));
      chains[chain.table + " " + chain.name] = chain;
    });
  }

  DecodedRule decode(const NftRule& rule) {
    return decode_nft_expressions(rule, [&](Text name) -> NftSet* {
      const auto found = sets.find(rule.table + " " + std::string(name));
      return found == sets.end() ? nullptr : &found->second;
    });
  }
  DecodedRule find(const std::string& chain, std::size_t number) {
    for (const NftRule& rule : rules)
      if (rule.table + " " + rule.chain == chain && --number == 0) return decode(rule);
    ADD_FAILURE() << chain;
    return {};
  }
};

TEST(Firewall, RulesOfNftablesAreInTheWordsOfNft) {
  Rules rules("nft");
  ASSERT_EQ(rules.rules.size(), 45U);
  const auto words = [&](const std::string& chain, std::size_t number) {
    const DecodedRule rule = rules.find(chain, number);
    EXPECT_TRUE(rule.understood);
    return rule.match + " | " + rule.verdict;
  };
  EXPECT_EQ(words("f input", 1), "ct state established,related | accept");
  EXPECT_EQ(words("f input", 2), " | ct state vmap { invalid : drop, new : jump extra }");
  EXPECT_EQ(words("f input", 4), "iifname != \"eth*\" | drop");
  EXPECT_EQ(words("f input", 5), "tcp dport { 80, 443, 8000-8010 } | accept");
  EXPECT_EQ(words("f input", 8),
            "ip6 saddr fe80::/10 icmpv6 type { echo-request, nd-neighbor-solicit } | accept");
  EXPECT_EQ(words("f input", 12), "tcp dport 1000-2000 | reject with tcp reset");
  EXPECT_EQ(words("f input", 19), "ip saddr . tcp dport { 10.0.0.1 . 80, 10.0.0.2 . 81 } | accept");
  EXPECT_EQ(words("nat4 pre", 7), " | dnat to ip daddr map { 10.1.0.0/16 : 10.2.0.1 }");
  EXPECT_EQ(words("nat4 pre", 9), "udp dport 53 | dnat to 10.0.0.1-10.0.0.5 random,persistent");
  EXPECT_EQ(words("n6 pre", 1), "tcp dport 80 | dnat to [fd00::2]:8080");
  EXPECT_EQ(words("a i", 1), "arp operation request | accept");
  EXPECT_EQ(rules.find("f input", 4).comment, "no eth");
  EXPECT_EQ(rules.find("f input", 4).packets.value, 0U);
  EXPECT_FALSE(rules.find("f input", 5).packets);
}

// A number is turned round to be compared, and what is not understood leaves no register behind.
TEST(Firewall, NumbersAreInTheOrderOfTheirType) {
  Rules rules("order");
  const auto match = [&](std::size_t number) { return rules.find("o c", number).match; };
  EXPECT_EQ(match(1), "meta skuid > 1000");
  EXPECT_EQ(match(2), "meta skuid 1000-2000");
  EXPECT_EQ(match(3), "meta skuid != 1000-2000");
  EXPECT_EQ(match(4), "meta skuid { 0, 1000-2000 }");
  EXPECT_EQ(match(5), "meta skuid . tcp dport { 1000-2000 . 80-90 }");
  EXPECT_EQ(match(8), "meta mark & 0x000000ff > 0x00000003");
  EXPECT_EQ(match(13), "ct bytes > 1000");
  EXPECT_EQ(match(15), "ct id 5");
  EXPECT_EQ(match(18), "ip length { 100, 200-300 }");
  EXPECT_EQ(match(19), "iifname { \"eth*\", \"lo\" }");
  EXPECT_EQ(match(20), "tcp dport 8080 tcp option maxseg size > 100");
  const DecodedRule clamp = rules.find("o c", 22);
  EXPECT_EQ(clamp.match + " | " + clamp.verdict,
            "tcp flags syn | tcp option maxseg size set rt mtu");
  for (const std::size_t number : {1U, 2U}) {
    const DecodedRule unknown = rules.find("o unknown", number);
    EXPECT_FALSE(unknown.understood);
    EXPECT_TRUE(unknown.match.starts_with("tcp dport 8080 [\"")) << unknown.match;
    EXPECT_EQ(unknown.match.find("dport"), unknown.match.rfind("dport")) << unknown.match;
  }
}

TEST(Firewall, AllBitsAreNotAnyBits) {
  Rules rules("order");
  const auto match = [&](std::size_t number) { return rules.find("o c", number).match; };
  EXPECT_EQ(match(24), "tcp flags == syn | ack");
  EXPECT_EQ(match(25), "tcp flags == syn");
  EXPECT_EQ(match(26), "tcp flags syn,ack");
  EXPECT_EQ(match(27), "tcp flags != syn | ack");
  EXPECT_EQ(match(28), "tcp flags ! syn,ack");
  EXPECT_EQ(match(29), "ct state == new");
  EXPECT_EQ(match(30), "ct state ! invalid");
}

TEST(Firewall, ChainsHaveTheirHookPriorityAndPolicy) {
  Rules rules("nft");
  const NftChain& input = rules.chains["f input"];
  EXPECT_EQ(input.hook, "input");
  EXPECT_EQ(input.policy, "drop");
  EXPECT_EQ(rules.chains["nat4 pre"].priority, -100);
  EXPECT_EQ(rules.chains["nd i"].device, "lo");
  EXPECT_EQ(rules.chains["f extra"].hook, "");
}

TEST(Firewall, ADnatRuleSaysWhichPortLeadsWhere) {
  Rules rules("nft");
  const DecodedRule published = rules.find("nat4 pre", 1);
  ASSERT_TRUE(published.dnat && published.dnat->address && published.dnat->ports);
  std::string address;
  append_address(address, *published.dnat->address);
  EXPECT_EQ(address, "10.20.0.2");
  EXPECT_EQ(*published.dnat->ports, (PortRange{80, 80}));
  EXPECT_EQ(published.facts.protocol, 6);
  EXPECT_TRUE(published.facts.is_local);
  EXPECT_EQ(published.facts.ports, (std::vector<PortRange>{{8080, 8080}}));
  EXPECT_FALSE(published.facts.has_more);
  EXPECT_EQ(rules.find("nat4 pre", 3).facts.ports, (std::vector<PortRange>{{9000, 9010}}));
  EXPECT_EQ(rules.find("nat4 pre", 2).facts.destination->bits, 32);
  EXPECT_FALSE(rules.find("nat4 pre", 8).dnat->address);  // To this machine itself.
}

TEST(Firewall, WhatIsNotInTheFactsIsMore) {
  Rules rules("nft");
  for (const std::size_t map : {4U, 5U, 6U, 7U}) {
    const DecodedRule rule = rules.find("nat4 pre", map);
    EXPECT_TRUE(rule.dnat && rule.facts.has_more) << map;  // No one target.
  }
  EXPECT_TRUE(rules.find("nat4 pre", 9).dnat->has_more_addresses);
  EXPECT_TRUE(rules.find("nat4 pre", 9).dnat->takes_any_port);
  EXPECT_FALSE(rules.find("nat4 pre", 3).dnat->has_more_addresses);
  EXPECT_FALSE(rules.find("nat4 pre", 3).dnat->takes_any_port);
  Rules docker("iptables-nft");  // "! -i docker0": every port of docker's has it.
  EXPECT_FALSE(docker.find("nat DOCKER", 2).facts.has_more);
  EXPECT_TRUE(docker.find("nat DOCKER", 1).facts.has_more);
  EXPECT_EQ(docker.find("nat PREROUTING", 1).jumps_to, "DOCKER");
  EXPECT_FALSE(docker.find("nat PREROUTING", 1).facts.has_more);
}

TEST(Firewall, IptablesIsTheSameInNftablesAndInLegacy) {
  Rules rules("iptables-nft");
  std::map<std::string, std::string> by_nft;
  std::map<std::string, u32> numbers;
  u64 unknown = 0;
  for (const NftRule& rule : rules.rules) {
    const DecodedRule decoded = rules.decode(rule);
    const std::string chain = std::to_string(rule.family) + rule.table + " " + rule.chain;
    by_nft[chain + " " + std::to_string(++numbers[chain])] =
        decoded.match + " | " + decoded.verdict + " | " + decoded.comment;
    unknown += !decoded.understood;
  }
  EXPECT_EQ(unknown, 2U);  // string and recent.
  EXPECT_EQ(by_nft["2nat DOCKER 2"],
            "iifname != \"docker0\" tcp dport 8080 | dnat to 172.17.0.2:80 | ");
  EXPECT_EQ(by_nft["2filter INPUT 7"], "[compat match \"string\" 160 bytes] | drop | ");
  std::size_t seen = 0;
  const auto compare = [&](const std::string& file, u8 version, const std::string& table) {
    EXPECT_TRUE(decode_iptables(recorded(file), version, [&](const IptablesRule& rule) {
      if (rule.number == 0) return;
      const std::string place = table + " " + rule.chain + " " + std::to_string(rule.number);
      EXPECT_EQ(by_nft[place],
                rule.rule.match + " | " + rule.rule.verdict + " | " + rule.rule.comment)
          << place;
      ++seen;
    }));
  };
  compare("legacy.ip.filter", 4, "2filter");
  compare("legacy.ip.nat", 4, "2nat");
  compare("legacy.ip6.nat", 6, "10nat");
  EXPECT_EQ(seen, 27U);
}

TEST(Firewall, ATableThatIsCutIsNotBelieved) {
  const std::string whole = recorded("legacy.ip.nat");
  for (std::size_t size = 0; size + 1 < whole.size(); size += 13)
    EXPECT_FALSE(decode_iptables(Text(whole).substr(0, size), 4, [](const IptablesRule&) {}))
        << size;
}

}  // namespace
}  // namespace sonde
