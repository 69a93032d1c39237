// qdisc_test.cpp: recorded RTM_NEWQDISC messages.
// SPDX-License-Identifier: Apache-2.0
#include "decode/qdisc.hpp"

#include <gtest/gtest.h>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

// Linux 6.18; `tc -s qdisc`:
//   qdisc tbf 1: dev v0 root refcnt 3 rate 8Kbit burst 1600b lat 1.4s
//    Sent 942 bytes 1 pkt (dropped 26, overlimits 29 requeues 0)
//    backlog 2826b 3p requeues 0
constexpr Text tbf = "000000000300000000000100ffffffff0300000008000100746266002c000200280001000001"
                     "000000000000e8030000000000000000000000000000b80b000040787d010000000005000c00"
                     "000000003000070014000100ae03000000000000010000000000000018000300030000000a0b"
                     "00001a000000000000001d0000002c000300ae03000000000000010000001a0000001d000000"
                     "0000000000000000030000000a0b000000000000";

TEST(Qdisc, AMessageOfTheKernelIsARow) {
  Qdisc row;
  const std::string bytes = test::from_hex(tbf);
  ASSERT_TRUE(decode_qdisc(bytes, row));
  EXPECT_EQ(row.kind, "tbf");
  EXPECT_EQ(row.index, 3U);
  EXPECT_EQ(row.handle, 0x10000U);
  EXPECT_EQ(row.parent, ~0U);
  EXPECT_EQ(*row.sent_bytes, 942U);
  EXPECT_EQ(*row.sent_packets, 1U);
  EXPECT_EQ(*row.drops, 26U);
  EXPECT_EQ(*row.overlimits, 29U);
  EXPECT_EQ(*row.requeues, 0U);
  EXPECT_EQ(*row.backlog_bytes, 2826U);
  EXPECT_EQ(*row.backlog_packets, 3U);
}

// qdisc ingress ffff: dev v1 parent ffff:fff1
TEST(Qdisc, ThatOfWhatComesInHasAParentOfItsOwn) {
  Qdisc row;
  const std::string bytes =
      test::from_hex("00000000020000000000fffff1ffffff010000000c000100696e677265737300040002000500"
                     "0c00000000003000070014000100000000000000000000000000000000001800030000000000"
                     "000000000000000000000000000000002c000300000000000000000000000000000000000000"
                     "00000000000000000000000000000000000000000000");
  ASSERT_TRUE(decode_qdisc(bytes, row));
  EXPECT_EQ(row.kind, "ingress");
  EXPECT_EQ(row.handle, 0xffff0000U);
  EXPECT_EQ(row.parent, 0xfffffff1U);
}

// A kernel of before 2.6.18 has no TCA_STATS2.
TEST(Qdisc, WithoutStatisticsNothingIsZero) {
  Qdisc row;
  const std::string bytes =
      test::from_hex("000000000300000000000100ffffffff030000000800010074626600");
  ASSERT_TRUE(decode_qdisc(bytes, row));
  EXPECT_EQ(row.drops.why, Absent::Unsupported);
  EXPECT_EQ(row.sent_bytes.why, Absent::Unsupported);
}

TEST(Qdisc, WhatIsCutIsNone) {
  Qdisc row;
  const std::string bytes = test::from_hex(tbf);
  EXPECT_FALSE(decode_qdisc("", row));
  EXPECT_FALSE(decode_qdisc(Text(bytes).substr(0, 22), row));
  EXPECT_TRUE(decode_qdisc(Text(bytes).substr(0, 60), row));
  EXPECT_EQ(row.drops.why, Absent::Unsupported);
}

}  // namespace
}  // namespace sonde
