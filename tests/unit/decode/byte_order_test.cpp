// byte_order_test.cpp: which byte order a text of /proc/net is taken for, and why.
// SPDX-License-Identifier: Apache-2.0
#include "decode/byte_order.hpp"

#include <gtest/gtest.h>

#include "unit/support/fixture.hpp"

namespace sonde {
namespace {

struct Case {
  Text sample;
  ByteOrder order;
  Text reason;
};

TEST(ByteOrder, EachAddressThatHostsHaveTellsTheOrder) {
  constexpr ByteOrder little = ByteOrder::Little, big = ByteOrder::Big;
  const Case cases[] = {
      {"7F000001:0035", big, "7F000001 is 127.0.0.1 when read as big-endian"},
      {"0100007F:0035", little, "0100007F is 127.0.0.1 when read as little-endian"},
      {"3: C0A80101:0016", big, "C0A80101 is 192.168.1.1 when read as big-endian"},
      {"0:7C02010A:A6F2", little, "7C02010A is 10.1.2.124 when read as little-endian"},
      {"8E0116AC:0CEA", little, "8E0116AC is 172.22.1.142 when read as little-endian"},
      {"A9FE0001:0001", big, "A9FE0001 is 169.254.0.1 when read as big-endian"},
      {"01004064:0001", little, "01004064 is 100.64.0.1 when read as little-endian"},
      {"0000000000000000FFFF00000100007F:1F90", little,
       "0000000000000000FFFF00000100007F is ::ffff:127.0.0.1 when read as little-endian"},
      {"00000000000000000000FFFFC0000201:1F90", big,
       "00000000000000000000FFFFC0000201 is ::ffff:192.0.2.1 when read as big-endian"},
      {"00000000000000000000000001000000:1F90", little,
       "00000000000000000000000001000000 is ::1 when read as little-endian"},
      {"FE80000000000000021122FFFE334455:1F90", big,
       "FE80000000000000021122FFFE334455 is fe80::211:22ff:fe33:4455 when read as big-endian"}};
  for (const Case& one : cases) {
    const OrderVote vote = infer_byte_order(one.sample);
    EXPECT_EQ(vote.order, one.order) << one.sample;
    EXPECT_TRUE(vote.sure) << one.sample;
    EXPECT_EQ(vote.reason, one.reason);
  }
}

TEST(ByteOrder, AReadingThatNoSocketHasVotesForTheOtherOne) {
  const OrderVote vote = infer_byte_order("08080800:0035");
  EXPECT_EQ(vote.order, ByteOrder::Big);
  EXPECT_EQ(vote.reason, "08080800 would be 0.8.8.8 when read as little-endian");
}

TEST(ByteOrder, AnyAddressesAndOtherTextTellNothing) {
  for (const Text sample :
       {"", "00000000:0BB8 00000000:0000", "00000000000000000000000000000000:1F90",
        "hello 127.0.0.1 7F000001 7F000001:00", "00000000:7F000001 02:7F000001", "7F00000:0035"}) {
    const OrderVote vote = infer_byte_order(sample);
    EXPECT_EQ(vote.order, ByteOrder::Little) << sample;
    EXPECT_FALSE(vote.sure) << sample;
    EXPECT_FALSE(vote.reason.empty());
  }
}

TEST(ByteOrder, TheMajorityWinsAndAContradictionIsNotSure) {
  const OrderVote clear = infer_byte_order("0100007F:1 0100007F:0001 0100007F:0002 0101017F:0003 "
                                           "0200000A:0004 0A000001:0001");
  EXPECT_EQ(clear.order, ByteOrder::Little);
  EXPECT_TRUE(clear.sure);
  const OrderVote tie = infer_byte_order("0100007F:0001 7F000001:0001");
  EXPECT_EQ(tie.order, ByteOrder::Little);
  EXPECT_FALSE(tie.sure);
}

TEST(ByteOrder, TheFixturesOfBothKindsOfMachinesAreTold) {
  EXPECT_EQ(infer_byte_order(test::fixture("bigendian/openwrt_mips_mf286a.tcp")).order,
            ByteOrder::Big);
  EXPECT_EQ(infer_byte_order(test::fixture("bigendian/openwrt_mips_egrep_verbatim.txt")).order,
            ByteOrder::Big);
  for (const char* const name : {"jc/linux-proc/net_tcp", "jc/linux-proc/net_tcp6",
                                 "seeds/s001_nginx8888.tcp", "pfs-lines/tcp_lines.txt"}) {
    const OrderVote vote = infer_byte_order(test::fixture(name));
    EXPECT_EQ(vote.order, ByteOrder::Little) << name;
    EXPECT_TRUE(vote.sure) << name;
  }
}

TEST(ByteOrder, TextInUtf16Votes) {
  std::string wide = "\xFF\xFE";
  for (const char c : Text("7F000001:0035")) (wide += c) += '\0';
  EXPECT_EQ(infer_byte_order(wide).order, ByteOrder::Big);
}

TEST(ByteOrder, OnlyTheFirst64KiBAreLookedAt) {
  std::string text(order_sample_bytes, ' ');
  text += "7F000001:0035";
  EXPECT_FALSE(infer_byte_order(text).sure);
}

}  // namespace
}  // namespace sonde
