// neighbor_test.cpp: recorded RTM_NEWNEIGH messages, and lines of /proc/net/arp.
// SPDX-License-Identifier: Apache-2.0
#include "decode/neighbor.hpp"

#include <gtest/gtest.h>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

std::string text_of(const Address& address) {
  std::string text;
  append_address(text, address);
  return text;
}

// Linux 6.18; `ip neigh`: 10.1.1.8 dev br0 lladdr 02:00:00:00:00:08 STALE
constexpr Text stale = "020000000200000004000001080001000a0101080a000200020000000008000008000400"
                       "000000001400030099190000290200002902000000000000";

TEST(Neighbor, AMessageOfTheKernelIsARow) {
  const std::string message = test::from_hex(stale);
  Neighbor row;
  ASSERT_EQ(decode_neighbor(message, row), LineSaid::Row);
  EXPECT_EQ(text_of(*row.address), "10.1.1.8");
  EXPECT_EQ(row.mac.value, Text("\2\0\0\0\0\10", 6));
  EXPECT_EQ(row.index.value, 2U);
  EXPECT_EQ(row.state.value, NeighborState::Stale);
  EXPECT_EQ(row.probes.value, 0U);
  EXPECT_EQ(row.updated_s.value, 5U);  // 0x229 ticks of 10 ms.
}

// 10.1.1.99 dev br0 FAILED
TEST(Neighbor, ThatNobodyAnsweredForHasNoMac) {
  Neighbor row;
  ASSERT_EQ(decode_neighbor(
                test::from_hex("020000000200000020000001080001000a010163080004000600000014000300"
                               "8e1900001e020000eb00000000000000"),
                row),
            LineSaid::Row);
  EXPECT_EQ(row.state.value, NeighborState::Failed);
  EXPECT_EQ(row.mac.why, Absent::NotApplicable);
  EXPECT_EQ(row.probes.value, 6U);
}

// Linux 6.18; `bridge fdb`: 46:95:0d:d5:c0:f1 dev p1 master br0, p1 is 3 and br0 2; an address of
// p1 itself: fe:8f:d8:d1:8b:c2 dev p1 master br0 permanent; and a filter of its:
// 33:33:00:00:00:01 dev p1 self permanent.
TEST(BridgeStation, IsAnAddressThatABridgeHasHeardAtAPort) {
  BridgeStation station;
  const std::string heard = test::from_hex(
      "0700000003000000020000000a00020046950dd5c0f10000080009000200000008000f0000000000140003000000"
      "0000b80000000200000000000000");
  ASSERT_EQ(decode_bridge_station(heard, station), LineSaid::Row);
  EXPECT_EQ(station.bridge, 2U);
  EXPECT_EQ(station.port, 3U);
  EXPECT_EQ(station.mac, "\x46\x95\x0d\xd5\xc0\xf1");
  for (const char* own : {"0700000003000000800000000a000200fe8fd8d18bc20000080009000200000008000f00"
                          "00000000140003000000"
                          "0000b9000000b900000000000000",
                          "0700000003000000800002000a0002003333000000010000"})
    EXPECT_EQ(decode_bridge_station(test::from_hex(own), station), LineSaid::Header);
  EXPECT_EQ(decode_bridge_station(test::from_hex(stale), station), LineSaid::Header);
  EXPECT_EQ(decode_bridge_station("", station), LineSaid::Malformed);
}

TEST(Neighbor, WhatIsNoneIsNoRow) {
  Neighbor row;
  EXPECT_EQ(decode_neighbor(test::from_hex("070000000200000020000001"), row), LineSaid::Header);
  EXPECT_EQ(decode_neighbor(test::from_hex("020000000200000020000001"), row), LineSaid::Malformed);
  ASSERT_EQ(decode_neighbor(test::from_hex("020000000200000006000001080001000a010163"), row),
            LineSaid::Row);
  EXPECT_EQ(row.state.why, Absent::Malformed);  // Two states at once.
}

TEST(Neighbor, NoCutOfAMessageIsReadBeyondItsEnd) {
  const std::string message = test::from_hex(stale);
  Neighbor row;
  for (std::size_t size = 0; size < message.size(); ++size) {
    const std::string cut = message.substr(0, size);  // A copy, so that ASan sees its end.
    if (decode_neighbor(cut, row) == LineSaid::Row) {
      EXPECT_EQ(text_of(*row.address), "10.1.1.8") << size;
    }
  }
}

// jc's recording, and the scene above.
TEST(ProcNetArp, TheFlagsTellWhetherSomebodyAnswered) {
  std::string mac;
  Neighbor row;
  ASSERT_EQ(decode_proc_net_arp("192.168.71.254   0x1         0x2         00:50:56:f3:2f:ae     "
                                "*        ens33",
                                mac, row),
            LineSaid::Row);
  EXPECT_EQ(text_of(*row.address), "192.168.71.254");
  EXPECT_EQ(row.mac.value, Text("\0\x50\x56\xf3\x2f\xae", 6));
  EXPECT_EQ(row.interface.value, "ens33");
  EXPECT_EQ(row.state.why, Absent::NotCollected);
  ASSERT_EQ(decode_proc_net_arp("10.1.1.7 0x1 0x6 02:00:00:00:00:07 * br0", mac, row),
            LineSaid::Row);
  EXPECT_EQ(row.state.value, NeighborState::Permanent);
  ASSERT_EQ(decode_proc_net_arp("10.1.1.99 0x1 0x0 00:00:00:00:00:00 * br0", mac, row),
            LineSaid::Row);
  EXPECT_EQ(row.mac.why, Absent::NotApplicable);
}

TEST(ProcNetArp, HeadersAndBrokenLinesAreNoRows) {
  std::string mac;
  Neighbor row;
  EXPECT_EQ(decode_proc_net_arp("IP address       HW type     Flags", mac, row), LineSaid::Header);
  EXPECT_EQ(decode_proc_net_arp("$ cat /proc/net/arp", mac, row), LineSaid::Unknown);
  EXPECT_EQ(decode_proc_net_arp("10.1.1.9 0x1 0x2 00:50:56:f3:2f", mac, row), LineSaid::Malformed);
  EXPECT_EQ(decode_proc_net_arp("10.1.1.9 0x1 0x2 00:50:56:f3:2f:a * x", mac, row),
            LineSaid::Malformed);
}

}  // namespace
}  // namespace sonde
