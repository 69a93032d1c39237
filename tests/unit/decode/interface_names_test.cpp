// interface_names_test.cpp: names of interfaces by index from three tables of /proc/net.
// SPDX-License-Identifier: Apache-2.0
#include "decode/interface_names.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

using namespace std::string_view_literals;

TEST(InterfaceNames, ComeFromIgmp) {
  InterfaceNames names;
  // jc/linux-proc/net_igmp
  names.add_igmp("Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                 "1\tlo        :     1      V3\n"
                 "\t\t\t\t010000E0     1 0:00000000\t\t0\n"
                 "2\tens33     :     1      V3\n"
                 "\t\t\t\t010000E0     1 0:00000000\t\t0\n");
  EXPECT_EQ(names.find(1), "lo");
  EXPECT_EQ(names.find(2), "ens33");
  EXPECT_EQ(names.find(0), "");
  EXPECT_EQ(names.find(10), "");
}

TEST(InterfaceNames, LongNameTouchesTheColonOfIgmp) {
  InterfaceNames names;
  // "%d\t%-10s: %5d %7s" of net/ipv4/igmp.c with the name of a docker bridge.
  names.add_igmp("12\tbr-3f1c0a9be7d2:     1      V3\n");
  EXPECT_EQ(names.find(12), "br-3f1c0a9be7d2");
}

TEST(InterfaceNames, ComeFromIfInet6WithAHexadecimalIndex) {
  InterfaceNames names;
  // jc/linux-proc/net_if_inet6, and interface 26.
  names.add_if_inet6("fe80000000000000020c29fffea4e315 02 40 20 80    ens33\n"
                     "00000000000000000000000000000001 01 80 10 80       lo\n"
                     "fe80000000000000020c29fffea4e316 1a 40 20 80    veth0\n");
  EXPECT_EQ(names.find(1), "lo");
  EXPECT_EQ(names.find(2), "ens33");
  EXPECT_EQ(names.find(26), "veth0");
}

TEST(InterfaceNames, ComeFromDevMcast) {
  InterfaceNames names;
  // /proc/net/dev_mcast of Linux 6.18.
  names.add_dev_mcast("2    ifb0            1     0     333300000001\n"
                      "4    eth0            1     0     333300000001\n"
                      "4    eth0            1     0     01005e000001\n");
  EXPECT_EQ(names.find(2), "ifb0");
  EXPECT_EQ(names.find(4), "eth0");
}

TEST(InterfaceNames, FirstNameOfAnIndexCounts) {
  InterfaceNames names;
  names.add_dev_mcast("4    eth0            1     0     333300000001\n");
  names.add_igmp("4\told       :     1      V3\n");
  EXPECT_EQ(names.find(4), "eth0");
}

TEST(InterfaceNames, LinesThatAreSomethingElseAreSkipped) {
  InterfaceNames names;
  names.add_igmp("1\n2\tlo\n3\t:\n99999999999\tlo: 1\n0\tlo: 1\n-4\tlo: 1\n"
                 "5\tsixteen-bytes-xx: 1\n");
  names.add_if_inet6("fe80 06 40 20 80 lo\nfe80000000000000020c29fffea4e315 07 40 20 80\n"
                     "fe80000000000000020c29fffea4e315 zz 40 20 80 lo\n"
                     "fe80000000000000020c29fffea4e315 100000000 40 20 80 lo\n");
  names.add_dev_mcast("8\n9 eth0\n\n\0\0\n 10 eth0 1 0 33\n"sv);
  for (u32 index = 0; index <= 10; ++index) EXPECT_EQ(names.find(index), "") << index;
}

TEST(InterfaceNames, NamesMayHoldAnyByteButSpaces) {
  InterfaceNames names;
  names.add_dev_mcast("4    \x1b[2J\xff            1     0     333300000001\n");
  EXPECT_EQ(names.find(4), "\x1b[2J\xff");
}

}  // namespace
}  // namespace sonde
