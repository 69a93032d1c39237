// rule_words_test.cpp: values of rules as nft writes them: networks, ranges, flags, sets.
// SPDX-License-Identifier: Apache-2.0
#include "decode/rule_words.hpp"

#include <gtest/gtest.h>

#include "decode/nf_tables.hpp"
#include "decode/nft_values.hpp"
#include "decode/xtables.hpp"

namespace sonde {
namespace {

std::string value(NftType type, Text bytes) {
  std::string words;
  append_value(words, type, bytes);
  return words;
}
std::string range(NftType type, Text first, Text last) {
  std::string words;
  append_range(words, type, first, last);
  return words;
}

TEST(RuleWords, AnAddressOfFewerBytesIsANetwork) {
  EXPECT_EQ(value(NftType::Ipv4, Text("\x0a\x01\x02\x03", 4)), "10.1.2.3");
  EXPECT_EQ(value(NftType::Ipv4, Text("\x0a\x01", 2)), "10.1.0.0/16");
  EXPECT_EQ(value(NftType::Ipv6, Text("\xfd", 1)), "fd00::/8");
  EXPECT_EQ(value(NftType::Ipv4, Text("\x0a\x01\x02\x03\x04", 5)), "0x0a01020304");
}

TEST(RuleWords, ARangeThatIsANetworkIsWrittenAsOne) {
  EXPECT_EQ(range(NftType::Ipv4, Text("\x0a\0\0\0", 4), Text("\x0a\xff\xff\xff", 4)), "10.0.0.0/8");
  EXPECT_EQ(range(NftType::Ipv4, Text("\x0a\0\0\1", 4), Text("\x0a\0\0\3", 4)),
            "10.0.0.1-10.0.0.3");
  EXPECT_EQ(range(NftType::Port, Text("\0\x50", 2), Text("\0\x5a", 2)), "80-90");
}

TEST(RuleWords, NamesAreQuotedAndAPrefixHasAStar) {
  EXPECT_EQ(value(NftType::Name, Text("lo\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16)), "\"lo\"");
  EXPECT_EQ(value(NftType::Name, "eth"), "\"eth*\"");
  EXPECT_EQ(value(NftType::Protocol, "\x06"), "tcp");
  EXPECT_EQ(value(NftType::Protocol, "\xfd"), "253");
}

TEST(RuleWords, AMaskThatIsNoPrefixIsSaid) {
  EXPECT_EQ(prefix_bits(Text("\xff\xff\0\0", 4)), 16);
  EXPECT_EQ(prefix_bits(Text("\xff\0\xff\0", 4)), -1);
  EXPECT_EQ(prefix_bits(Text("\0\0\0\0", 4)), 0);
}

TEST(RuleWords, ElementsAreInOrderAndIntervalsEndBeforeTheirEnd) {
  NftSet set;
  set.key = fields_of(13);  // inet_service
  set.flags = 1 | 4;        // Anonymous, intervals.
  set.elements = {{.key = std::string("\x1f\x4b", 2), .is_interval_end = true},
                  {.key = std::string("\x1f\x40", 2)},
                  {.key = std::string("\0\x51", 2), .is_interval_end = true},
                  {.key = std::string("\0\x50", 2)}};
  EXPECT_EQ(nft_elements_words(set), "{ 80, 8000-8010 }");
}

TEST(RuleWords, FieldsOfAConcatenationAreFilledToFourBytes) {
  std::string words;
  append_fields(words, fields_of(7U << 6 | 13), Text("\x0a\0\0\1\0\x50\0\0", 8));
  EXPECT_EQ(words, "10.0.0.1 . 80");
}

TEST(RuleWords, WhatIsNotUnderstoodIsShownAndCounted) {
  DecodedRule rule;
  decode_xt_match({"foo", 0, "123456789012345678901234", 4}, rule);
  EXPECT_EQ(rule.match, "[compat match \"foo\" 24 bytes]");
  EXPECT_FALSE(rule.understood);
  for (const Text name : {"tcp", "udp", "multiport", "conntrack", "addrtype", "mark", "limit",
                          "statistic", "iprange", "icmp", "physdev", "state"}) {
    DecodedRule cut;  // Too short for any of them.
    decode_xt_match({name, 1, "1", 4}, cut);
    EXPECT_FALSE(cut.understood) << name;
  }
}

}  // namespace
}  // namespace sonde
