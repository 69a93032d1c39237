// routing_rule_test.cpp: recorded RTM_NEWRULE messages.
// SPDX-License-Identifier: Apache-2.0
#include "decode/routing_rule.hpp"

#include <gtest/gtest.h>

#include <linux/fib_rules.h>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

// Linux 6.18; `ip rule`: 77: from all fwmark 0x7 lookup 4242
TEST(RoutingRule, AMessageOfTheKernelIsARow) {
  RoutingRule row;
  ASSERT_EQ(decode_routing_rule(
                test::from_hex("02000000fc0000010000000008000f009210000008000e00ffffffff05001500"
                               "00000000080006004d00000008000a000700000008001000ffffffff"),
                row),
            LineSaid::Row);
  EXPECT_EQ(row.priority, 77U);
  EXPECT_EQ(row.mark.value, 7U);
  EXPECT_EQ(row.table, 4242U);
  EXPECT_EQ(row.action, FR_ACT_TO_TBL);
  EXPECT_EQ(row.from_prefix, 0);
  EXPECT_EQ(row.suppress_prefix.why, Absent::NotApplicable);
}

// 91: not from 10.0.0.0/8 blackhole
TEST(RoutingRule, MayBeTurnedRound) {
  RoutingRule row;
  ASSERT_EQ(decode_routing_rule(
                test::from_hex("02000800000000060200000008000f000000000008000e00ffffffff05001500"
                               "00000000080006005b000000080002000a000000"),
                row),
            LineSaid::Row);
  EXPECT_EQ(row.flags, static_cast<u32>(FIB_RULE_INVERT));
  EXPECT_EQ(row.action, FR_ACT_BLACKHOLE);
  EXPECT_EQ(row.from_prefix, 8);
  EXPECT_EQ(row.from.bytes[0], 10);
}

TEST(RoutingRule, OfWhichAnAttributeIsCutIsMalformed) {
  RoutingRule row;
  // FRA_PRIORITY and FRA_TABLE of two bytes in place of four, FRA_DST of IPv6 in a rule of IPv4.
  for (const char* attribute : {"060006004d00", "06000f009210",
                                "14000100"
                                "20010db8000000000000000000000001"})
    EXPECT_EQ(decode_routing_rule(
                  test::from_hex("02000000fc00000100000000" + std::string(attribute)), row),
              LineSaid::Malformed)
        << attribute;
}

TEST(RoutingRule, OfMulticastRoutingIsNoRow) {
  RoutingRule row;
  EXPECT_EQ(decode_routing_rule(test::from_hex("80000000fd00000100000000"), row), LineSaid::Header);
  EXPECT_EQ(decode_routing_rule(test::from_hex("02002100fd00000100000000"), row),
            LineSaid::Malformed);
  EXPECT_EQ(decode_routing_rule("", row), LineSaid::Malformed);
}

}  // namespace
}  // namespace sonde
