// netlink_messages_test.cpp: dumps end with DONE or an error, and no length is believed.
// SPDX-License-Identifier: Apache-2.0
#include "decode/netlink_messages.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <climits>

#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

std::string message(u16 type, u32 sequence, Text payload, std::optional<u32> length = {}) {
  nlmsghdr header{};
  header.nlmsg_len = length.value_or(static_cast<u32>(sizeof header + payload.size()));
  header.nlmsg_type = type;
  header.nlmsg_seq = sequence;
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  bytes += payload;
  bytes.resize((bytes.size() + 3) / 4 * 4);
  return bytes;
}

std::string number(int value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

Result<void> read(std::vector<std::string> datagrams, std::vector<std::string>& seen) {
  test::Pieces blocks(std::move(datagrams));
  return read_dump(blocks, 7, [&](u16, Text payload) {
    seen.emplace_back(payload);
    return seen.size() < 3;
  });
}

TEST(NetlinkMessages, ADumpIsReadOverItsDatagramsUntilDone) {
  std::vector<std::string> seen;
  EXPECT_TRUE(read({message(20, 7, "one") + message(20, 7, "two"),
                    message(NLMSG_DONE, 7, number(0)) + message(20, 7, "late")},
                   seen));
  EXPECT_EQ(seen, (std::vector<std::string>{"one", "two"}));
}

TEST(NetlinkMessages, WhatAnsweredAnotherQuestionIsPassedOver) {
  std::vector<std::string> seen;
  EXPECT_TRUE(read({message(20, 6, "old") + message(NLMSG_ERROR, 6, number(-1)) +
                    message(20, 7, "mine") + message(NLMSG_DONE, 7, "")},
                   seen));
  EXPECT_EQ(seen, (std::vector<std::string>{"mine"}));
}

TEST(NetlinkMessages, AnErrorIsTheErrorOfTheWholeWhateverItsNumber) {
  for (const u16 type : {u16{NLMSG_ERROR}, u16{NLMSG_DONE}}) {
    std::vector<std::string> seen;
    const Result<void> refused = read({message(type, 7, number(-EPERM))}, seen);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, std::errc::operation_not_permitted);
    EXPECT_FALSE(read({message(type, 7, number(INT_MIN))}, seen));
    EXPECT_TRUE(read({message(type, 7, number(0))}, seen));
  }
}

TEST(NetlinkMessages, WhoeverHasEnoughMayStop) {
  std::vector<std::string> seen;
  std::string many;
  for (int i = 0; i < 10; ++i) many += message(20, 7, "row");
  EXPECT_TRUE(read({many, "not looked at"}, seen));
  EXPECT_EQ(seen.size(), 3U);
}

TEST(NetlinkMessages, NoLengthLeadsOutOfTheDatagram) {
  for (const u32 length : {0U, 1U, 15U, 21U, 1000U, UINT_MAX}) {
    const std::string datagram = message(20, 7, "1234", length);
    Text rest = datagram;
    nlmsghdr header;
    Text payload;
    EXPECT_FALSE(next_message(rest, header, payload)) << length;
  }
  for (const u16 length : {u16{0}, u16{3}, u16{9}, u16{65535}}) {
    const nlattr header{length, 5};
    const std::string bytes = std::string(reinterpret_cast<const char*>(&header), 4) + "1234";
    Text rest = bytes;
    NetlinkAttribute attribute;
    EXPECT_FALSE(next_attribute(rest, attribute)) << length;
  }
}

}  // namespace
}  // namespace sonde
