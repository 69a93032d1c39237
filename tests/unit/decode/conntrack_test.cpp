// conntrack_test.cpp: a recorded message of ctnetlink, and messages that are cut.
// SPDX-License-Identifier: Apache-2.0
#include "decode/conntrack.hpp"

#include <gtest/gtest.h>

#include <linux/netfilter/nf_conntrack_common.h>

#include "base/text.hpp"

namespace sonde {
namespace {

// Linux 6.18: tcp 10.0.0.1:1024 to 192.0.2.1:80, answered by 172.17.0.2:8080.
constexpr Text recorded = "020000003400018014000180080001000a00000108000200c00002011c00028005000100"
                          "060000000600020004000000"
                          "0600030000500000340002801400018008000100ac110002080002000a0000011c000280"
                          "050001000600000006000200"
                          "1f9000000600030004000000080003000000000e080008000000000008000c00152be7ae"
                          "08000b000000000108000700"
                          "00000e0d300004802c000180050001000300000005000200000000000500030000000000"
                          "060004000000000006000500"
                          "000000001c001880080001000000000008000200000000000800030000000000";

std::string bytes() {
  std::string bytes;
  for (std::size_t i = 0; i < recorded.size(); i += 2) {
    u8 byte = 0;
    EXPECT_TRUE(parse_number(recorded.substr(i, 2), byte, 16));
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

TEST(Conntrack, AMessageOfTheKernelIsARow) {
  Flow flow;
  const std::string message = bytes();
  ASSERT_TRUE(decode_conntrack(message, 0, flow));
  std::string ends;
  for (const FlowTuple* tuple : {&flow.original, &flow.reply}) {
    for (const FlowAddress* address : {&tuple->src, &tuple->dst}) {
      append_address(ends, {address->bytes, address->version, {}});
      ends += ' ';
    }
    append_number(ends += ' ', tuple->sport.value);
    append_number(ends += ' ', tuple->dport.value);
    ends += ' ';
  }
  EXPECT_EQ(ends, "10.0.0.1 192.0.2.1  1024 80 172.17.0.2 10.0.0.1  8080 1024 ");
  EXPECT_EQ(flow.nat.value, FlowNat::Dnat);
  EXPECT_EQ(flow.state.value, FlowState::Established);
  EXPECT_EQ(flow.protocol, 6);
  EXPECT_EQ(flow.timeout_s.value, 3597U);
  EXPECT_EQ(flow.status, static_cast<u32>(IPS_SEEN_REPLY | IPS_ASSURED | IPS_CONFIRMED));
  EXPECT_TRUE(flow.assured.value);
  EXPECT_EQ(flow.use.value, 1U);
  EXPECT_EQ(flow.id.value, 0x152be7aeU);
  EXPECT_EQ(flow.zone.value, 0);
  EXPECT_EQ(flow.original.packets.why, Absent::NotApplicable);  // Without accounting.
}

TEST(Conntrack, NoCutOfAMessageIsReadBeyondItsEnd) {
  const std::string message = bytes();
  Flow flow;
  for (std::size_t size = 0; size < message.size(); ++size) {
    const std::string cut = message.substr(0, size);  // A copy, so that ASan sees its end.
    if (!decode_conntrack(cut, 0, flow)) continue;
    EXPECT_EQ(flow.original.dst.version, 4) << size;
  }
}

}  // namespace
}  // namespace sonde
