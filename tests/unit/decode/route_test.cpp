// route_test.cpp: recorded RTM_NEWROUTE messages, with one next hop, several, and none.
// SPDX-License-Identifier: Apache-2.0
#include "decode/route.hpp"

#include <gtest/gtest.h>

#include <linux/rtnetlink.h>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

std::string text_of(const Known<Address>& address) {
  std::string text(name_of(address.why));
  if (address) append_address(text, *address);
  return text;
}

std::vector<Route> decode(Text digits) {
  const std::string message = test::from_hex(digits);
  RouteDecoder decoder;
  EXPECT_EQ(decoder.read(message), RouteSaid::Routes);
  std::vector<Route> rows;
  for (Route row; decoder.next(row);) rows.push_back(row);
  return rows;
}

// Linux 6.18; `ip -d route show table all`:
// unicast 10.4.4.4 via 10.1.1.4 dev br0 table main proto bird scope global src 10.1.1.11
TEST(Route, AMessageOfTheKernelIsARow) {
  const auto rows = decode("02200000fe0c00010000000008000f00fe000000080001000a040404"
                           "080007000a01010b080005000a0101040800040002000000");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(text_of(rows[0].destination), "10.4.4.4");
  EXPECT_EQ(rows[0].prefix, 32);
  EXPECT_EQ(text_of(rows[0].gateway), "10.1.1.4");
  EXPECT_EQ(text_of(rows[0].source), "10.1.1.11");
  EXPECT_EQ(rows[0].index.value, 2U);
  EXPECT_EQ(rows[0].table.value, 254U);
  EXPECT_EQ(rows[0].protocol.value, RTPROT_BIRD);
  EXPECT_EQ(rows[0].scope.value, RT_SCOPE_UNIVERSE);
  EXPECT_EQ(rows[0].type.value, RTN_UNICAST);
  EXPECT_EQ(rows[0].metric.value, 0U);
  EXPECT_TRUE(rows[0].metric);
  EXPECT_EQ(rows[0].weight.why, Absent::NotApplicable);
}

// 10.2.0.0/16 nexthop via 10.1.1.2 dev br0 weight 1 nexthop via 10.1.1.3 dev br0 weight 3
constexpr Text two_hops = "02100000fe0300010000000008000f00fe000000080001000a02000024000900"
                          "1000000002000000080005000a0101021000000202000000080005000a010103";

TEST(Route, EachNextHopIsARow) {
  const auto rows = decode(two_hops);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(text_of(rows[0].gateway) + " " + text_of(rows[1].gateway), "10.1.1.2 10.1.1.3");
  EXPECT_EQ(rows[0].weight.value, 1U);
  EXPECT_EQ(rows[1].weight.value, 3U);
  EXPECT_EQ(rows[1].index.value, 2U);
  EXPECT_EQ(text_of(rows[1].destination), "10.2.0.0");
}

// throw 10.12.0.0/16 table 100
TEST(Route, WithoutADeviceHasNone) {
  const auto rows = decode("02100000640300090000000008000f0064000000080001000a0c0000");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].type.value, RTN_THROW);
  EXPECT_EQ(rows[0].table.value, 100U);
  EXPECT_EQ(rows[0].index.why, Absent::NotApplicable);
  EXPECT_EQ(rows[0].gateway.why, Absent::NotApplicable);
}

// 172.16.0.0/12 dev v1 table 4242: the byte of the header cannot hold that number.
TEST(Route, TablesHaveMoreThanEightBits) {
  const auto rows =
      decode("020c0000fc03fd010000000008000f009210000008000100ac1000000800040003000000");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].table.value, 4242U);
}

// default via 192.0.2.1 through a gateway of IPv6 (RTA_VIA), and a route that the kernel cloned.
TEST(Route, OfOtherKindsAreTold) {
  const auto rows = decode("02000000fe0300010000000008000f00fe00000008000400020000001600120"
                           "00a00fe8000000000000000000000000000010000");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(text_of(rows[0].gateway), "fe80::1");
  EXPECT_EQ(rows[0].prefix, 0);
  RouteDecoder decoder;
  Route row;
  EXPECT_EQ(decoder.read(test::from_hex("022000000000000100020000")), RouteSaid::Other);
  EXPECT_FALSE(decoder.next(row));
  EXPECT_EQ(decoder.read(test::from_hex("802000000000000100000000")), RouteSaid::Other);
  EXPECT_EQ(decoder.read(test::from_hex("022100000000000100000000")), RouteSaid::Malformed);
  EXPECT_EQ(decoder.read(test::from_hex("0220")), RouteSaid::Malformed);
  EXPECT_FALSE(decoder.next(row));
}

TEST(Route, NoCutOfAMessageIsReadBeyondItsEnd) {
  const std::string message = test::from_hex(two_hops);
  for (std::size_t size = 0; size < message.size(); ++size) {
    const std::string cut = message.substr(0, size);  // A copy, so that ASan sees its end.
    RouteDecoder decoder;
    if (decoder.read(cut) != RouteSaid::Routes) continue;
    std::size_t count = 0;
    for (Route row; decoder.next(row);) ++count;
    EXPECT_LE(count, 2U) << size;
  }
}

}  // namespace
}  // namespace sonde
