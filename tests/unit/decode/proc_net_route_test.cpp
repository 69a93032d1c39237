// proc_net_route_test.cpp: lines of /proc/net/route and ipv6_route of little and big machines.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_route.hpp"

#include <gtest/gtest.h>

#include <linux/rtnetlink.h>

namespace sonde {
namespace {

std::string text_of(const Route& row) {
  std::string text;
  append_address(text, row.destination);
  text += "/" + std::to_string(row.prefix) + " via ";
  if (row.gateway) append_address(text, *row.gateway);
  return text + " dev " + std::string(row.interface.value) + " metric " +
         std::to_string(row.metric.value);
}

// jc's recording of a Fedora machine, and of pfs one of which the last columns are missing.
TEST(ProcNetRoute, ALineIsARoute) {
  RouteLines lines(ByteOrder::Little);
  Route row;
  ASSERT_EQ(lines.read("ens33\t00000000\t0247A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0  ", row),
            LineSaid::Row);
  EXPECT_EQ(text_of(row), "0.0.0.0/0 via 192.168.71.2 dev ens33 metric 100");
  EXPECT_EQ(row.table.value, 254U);
  EXPECT_EQ(row.type.value, RTN_UNICAST);
  ASSERT_EQ(lines.read("ens33\t0047A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0", row),
            LineSaid::Row);
  EXPECT_EQ(text_of(row), "192.168.71.0/24 via  dev ens33 metric 0");
  EXPECT_EQ(lines.read("eth0\t00000000\t012017AC\t0003\t0\t0\t0\t00000000\t0\t0", row),
            LineSaid::Row);
}

TEST(ProcNetRoute, ABlackholeHasNoDeviceAndAnUnknownType) {
  RouteLines lines(ByteOrder::Little);
  Route row;
  ASSERT_EQ(lines.read("*\t0000090A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0", row),
            LineSaid::Row);
  EXPECT_EQ(row.interface.why, Absent::NotApplicable);
  EXPECT_EQ(row.type.why, Absent::NotCollected);
}

TEST(ProcNetRoute, TheMaskTellsTheByteOrder) {
  EXPECT_EQ(order_of_route("eth0 0047A8C0 00000000 0001 0 0 0 00FFFFFF 0 0 0"), ByteOrder::Little);
  EXPECT_EQ(order_of_route("eth0 C0A84700 00000000 0001 0 0 0 FFFFFF00 0 0 0"), ByteOrder::Big);
  EXPECT_EQ(order_of_route("eth0 00000000 0247A8C0 0003 0 0 0 00000000 0 0 0"), ByteOrder::Infer);
  EXPECT_EQ(order_of_route("eth0 00000000"), ByteOrder::Infer);
  RouteLines lines(ByteOrder::Infer);
  Route row;
  ASSERT_EQ(lines.read("br-lan\tC0A80100\t00000000\t0001\t0\t0\t0\tFFFFFF00\t0\t0\t0", row),
            LineSaid::Row);
  EXPECT_EQ(text_of(row), "192.168.1.0/24 via  dev br-lan metric 0");
}

TEST(ProcNetRoute, AMaskWithHolesIsMalformed) {
  RouteLines lines(ByteOrder::Little);
  Route row;
  EXPECT_EQ(lines.read("eth0 00000000 07030301 0003 0 0 0 00F0FFFE 0 0 0", row),
            LineSaid::Malformed);
  EXPECT_EQ(lines.read("Iface\tDestination\tGateway \tFlags", row), LineSaid::Header);
  EXPECT_EQ(lines.read("root@web:~# cat /proc/net/route", row), LineSaid::Unknown);
}

// Linux 6.18; `ip -6 route`: 2001:db8:9::/48 via fd00:1::9 dev br0 metric 55.
TEST(ProcNetIpv6Route, ALineIsARoute) {
  RouteLines lines(ByteOrder::Little);
  Route row;
  ASSERT_EQ(lines.read("20010db8000900000000000000000000 30 00000000000000000000000000000000 00 "
                       "fd000001000000000000000000000009 00000037 00000003 00000000 00000003      "
                       "br0",
                       row),
            LineSaid::Row);
  EXPECT_EQ(text_of(row), "2001:db8:9::/48 via fd00:1::9 dev br0 metric 55");
  EXPECT_EQ(row.type.value, RTN_UNICAST);
  EXPECT_EQ(row.table.why, Absent::NotCollected);
}

TEST(ProcNetIpv6Route, TheNullEntryIsNoRoute) {
  RouteLines lines(ByteOrder::Little);
  Route row;
  const std::string zeros(32, '0');
  EXPECT_EQ(lines.read(zeros + " 00 " + zeros + " 00 " + zeros +
                           " ffffffff 00000001 00000000 00200200       lo",
                       row),
            LineSaid::Header);
  EXPECT_EQ(lines.read(zeros + " 00 " + zeros + " 00", row), LineSaid::Malformed);
  EXPECT_EQ(lines.read(zeros + " 90 " + zeros + " 00 " + zeros + " 0 1 0 1 lo", row),
            LineSaid::Malformed);
}

}  // namespace
}  // namespace sonde
