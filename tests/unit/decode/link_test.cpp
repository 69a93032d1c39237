// link_test.cpp: a recorded RTM_NEWLINK, and messages that are cut.
// SPDX-License-Identifier: Apache-2.0
#include "decode/link.hpp"

#include <gtest/gtest.h>

#include <linux/if.h>

#include "decode/netns_id.hpp"
#include "unit/support/hex.hpp"

namespace sonde {
namespace {

// Linux 6.18, without attributes that nobody reads; `ip -d -s link` says of it:
// 2: e0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0 (3) state UP
//    qlen 1000; link/ether 62:d1:84:c7:a8:4e link-netnsid 0; veth; alias hello; 10 packets, 796
//    bytes each way.
constexpr Text veth =
    "00000100020000004310010000000000070003006530000008000d00e8030000050010000600000005001100"
    "0000000008000400dc050000080032004400000008003300ffff000008001b00000000000800200002000000"
    "08000a00030000000a00140068656c6c6f0000000a00010062d184c7a84e00000a000200ffffffffffff0000"
    "cc0017000a000000000000000a000000000000001c030000000000001c030000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000000000000000000000000000006c011200090001007665746800000000"
    "0b00040062726964676500005001050005000100000000000600020020000000080003000200000005000400"
    "0000000005000500000000000500060000000000050007000000000005001c00000000000500080001000000"
    "050009000100000005001b000100000005001e000100000005000a000000000005000c00000000000c000d00"
    "800062d184c7a84e0c000e00800062d184c7a84e06000f000180000006001000000000000600110001800000"
    "06001200010000000500130000000000050014000000000005001d000000000006001f000000000005002000"
    "0000000005002300000000000500240000000000050021000000000005002700000000000500280000000000"
    "05002b00000000000c00150000000000000000000c00160000000000000000000c0017000000000000000000"
    "050019000100000008002500000200000800260000000000080029000000000008002a000000000008002500"
    "0000000008000500020000000c0006006e6f717565756500";

TEST(Link, AMessageOfTheKernelIsARow) {
  const std::string message = test::from_hex(veth);
  Interface row;
  ASSERT_TRUE(decode_link(message, row));
  EXPECT_EQ(row.name, "e0");
  EXPECT_EQ(row.index.value, 2U);
  EXPECT_EQ(row.state.value, LinkState::Up);
  EXPECT_EQ(row.flags.value,
            static_cast<u32>(IFF_BROADCAST | IFF_MULTICAST | IFF_UP | IFF_RUNNING | IFF_LOWER_UP));
  EXPECT_EQ(row.mtu.value, 1500U);
  EXPECT_EQ(row.mac.value, "\x62\xd1\x84\xc7\xa8\x4e");
  EXPECT_EQ(row.kind.value, "veth");
  EXPECT_TRUE(row.has_peer());
  EXPECT_EQ(row.link.value, 2U);
  EXPECT_EQ(row.link_id.value, 0U);
  EXPECT_EQ(row.master_index.value, 3U);
  ASSERT_TRUE(row.port_state);
  EXPECT_EQ(*row.port_state, PortState::Disabled);  // Its bridge was down.
  EXPECT_EQ(row.qdisc.value, "noqueue");
  EXPECT_EQ(row.txqueuelen.value, 1000U);
  EXPECT_EQ(row.alias.value, "hello");
  EXPECT_EQ(row.rx_packets.value, 10U);
  EXPECT_EQ(row.tx_packets.value, 10U);
  EXPECT_EQ(row.rx_bytes.value, 796U);
  EXPECT_EQ(row.tx_bytes.value, 796U);
  EXPECT_EQ(row.rx_overruns.value, 0U);
  EXPECT_TRUE(row.rx_overruns);
}

// `ip -d link` says of it: numtxqueues 4.
TEST(Link, TellsHowManyQueuesItSendsFrom) {
  Interface row;
  const std::string message = test::from_hex(std::string(veth) + "08001f0004000000");
  ASSERT_TRUE(decode_link(message, row));
  EXPECT_EQ(row.tx_queues.value, 4U);
}

TEST(Link, WhatTheKernelLeavesOutDoesNotApply) {
  std::string message = test::from_hex("00000403010000000800000000000000070003006c6f0000");
  Interface row;
  ASSERT_TRUE(decode_link(message, row));
  EXPECT_EQ(row.kind.why, Absent::NotApplicable);
  EXPECT_EQ(row.link.why, Absent::NotApplicable);
  EXPECT_EQ(row.master_index.why, Absent::NotApplicable);
  EXPECT_EQ(row.port_state.why, Absent::NotApplicable);
  EXPECT_EQ(row.mtu.why, Absent::NotCollected);
}

TEST(Link, AStateThatTheKernelDoesNotHaveIsMalformed) {
  const std::string message =
      test::from_hex("00000403010000000800000000000000070003006c6f00000500100007000000");
  Interface row;
  ASSERT_TRUE(decode_link(message, row));
  EXPECT_EQ(row.state.why, Absent::Malformed);
}

TEST(Link, NoCutOfAMessageIsReadBeyondItsEnd) {
  const std::string message = test::from_hex(veth);
  Interface row;
  for (std::size_t size = 0; size < message.size(); ++size) {
    const std::string cut = message.substr(0, size);  // A copy, so that ASan sees its end.
    if (decode_link(cut, row)) {
      EXPECT_EQ(row.name, "e0") << size;
    }
  }
}

// Linux 6.18: the answer to RTM_GETNSID of a process; 0xffffffff where there is no number.
TEST(NetnsId, OfAProcessIsANumberOrNone) {
  constexpr u16 new_nsid = 88;
  EXPECT_EQ(decode_netns_id(new_nsid, test::from_hex("000000000800010005000000")).value, 5U);
  EXPECT_EQ(decode_netns_id(new_nsid, test::from_hex("0000000008000100ffffffff")).why,
            Absent::NotApplicable);
  constexpr u16 error = 2;
  EXPECT_EQ(decode_netns_id(error, test::from_hex("fdffffff")).why, Absent::NotApplicable);
  EXPECT_EQ(decode_netns_id(new_nsid, "").why, Absent::NotApplicable);
}

}  // namespace
}  // namespace sonde
