// ethtool_test.cpp: recorded messages of the generic netlink family "ethtool".
// SPDX-License-Identifier: Apache-2.0
#include "decode/ethtool.hpp"

#include <gtest/gtest.h>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

EthtoolAnswer decoded(EthtoolTopic topic, const std::string& hex) {
  EthtoolAnswer answer;
  EXPECT_TRUE(decode_ethtool(topic, test::from_hex(hex), answer));
  return answer;
}

// Linux 6.18, the beginning of CTRL_CMD_NEWFAMILY.
TEST(Ethtool, TheFamilyIsFoundByItsName) {
  const std::string name = "0c000200657468746f6f6c00";
  const std::string number = "0600010015000000";
  EXPECT_EQ(decode_ethtool_family(test::from_hex("01020000" + name + number)).value, 21);
  const std::string other = "0c0002006e6c636774726c00";
  EXPECT_EQ(decode_ethtool_family(test::from_hex("01020000" + other + number)).why,
            Absent::NotApplicable);
  EXPECT_FALSE(decode_ethtool_family(test::from_hex("0102")));
}

// Linux 6.18, a veth that is up; "Speed: 10000Mb/s, Duplex: Full" of ethtool(8).
TEST(Ethtool, AVethTellsTheSpeedThatItsDriverMakesUp) {
  const EthtoolAnswer veth = decoded(
      EthtoolTopic::LinkModes,
      "0401000014000180080001000200000007000200763100000500020000000000340003800800020079000000"
      "140004000000000000000000000000000000000014000500000000000000000000000000000000000800050010"
      "270000050006000100000005000a0000000000");
  EXPECT_EQ(veth.index, 2U);
  EXPECT_EQ(*veth.speed_mbit, 10000U);
  EXPECT_TRUE(*veth.is_full_duplex);
}

// A virtio card, which knows neither: "Speed: Unknown!, Duplex: Unknown! (255)".
TEST(Ethtool, WhatADriverDoesNotKnowIsNoNumber) {
  const EthtoolAnswer card = decoded(
      EthtoolTopic::LinkModes,
      "0401000018000180080001000400000009000200657468300000000005000200000000003400038008000200"
      "790000001400040000000000000000000000000000000000140005000000000000000000000000000000000008"
      "000500ffffffff05000600ff00000005000a0000000000");
  EXPECT_EQ(card.index, 4U);
  EXPECT_EQ(card.speed_mbit.why, Absent::NotApplicable);
  EXPECT_EQ(card.is_full_duplex.why, Absent::NotApplicable);
}

// The same card; `ethtool -g` says 256 four times.
TEST(Ethtool, ACardTellsItsRings) {
  const EthtoolAnswer card =
      decoded(EthtoolTopic::Rings,
              "1001000018000180080001000400000009000200657468300000000008000200000100000800060000"
              "0100000800050000010000080009000001000005000d000000000005000e0000000000");
  for (const auto& size : {card.rx_ring, card.rx_ring_max, card.tx_ring, card.tx_ring_max})
    EXPECT_EQ(size.value, 256U);
}

// What begins every recorded answer about statistics of device 4, and one group that is empty.
const std::string statistics = "21010000180002800800010004000000090002006574683000000000";
const std::string empty_group = "1400048008000200000000000800030011000000";

TEST(Ethtool, OfStatisticsOnlyErrorsAboveZeroAreTold) {
  EXPECT_EQ(decoded(EthtoolTopic::Statistics, statistics + empty_group).errors.why,
            Absent::NotApplicable);
  // Group 1, the MAC: statistic 4 is aFrameCheckSequenceErrors, 12 aOctetsReceivedOK.
  const auto with = [](const std::string& errors) {
    return decoded(EthtoolTopic::Statistics, statistics + empty_group + "34000480" +
                                                 "0800020001000000" + "0800030012000000" +
                                                 "10000480" + "0c000400" + errors + "10000480" +
                                                 "0c000c00" + "6300000000000000");
  };
  EXPECT_EQ(with("0500000000000000").errors.value, "FrameCheckSequenceErrors 5");
  EXPECT_EQ(with("0000000000000000").errors.value, "none");
}

TEST(Ethtool, WhatIsCutOrOfAnotherTopicIsNothing) {
  EthtoolAnswer answer;
  EXPECT_FALSE(decode_ethtool(EthtoolTopic::Rings, test::from_hex(statistics), answer));
  EXPECT_FALSE(decode_ethtool(EthtoolTopic::Statistics, test::from_hex("21010000"), answer));
  EXPECT_FALSE(decode_ethtool(EthtoolTopic::Statistics, "", answer));
}

// A header with the flag for short answers, without a device: all of them.
TEST(Ethtool, ADumpIsAskedForAllDevices) {
  const std::string request = ethtool_request(21, EthtoolTopic::Rings);
  EXPECT_EQ(request.substr(20), test::from_hex("0c0001800800030001000000"));
  EXPECT_EQ(request.size(), 32U);
  EXPECT_EQ(static_cast<u8>(request[0]), 32);
}

}  // namespace
}  // namespace sonde
