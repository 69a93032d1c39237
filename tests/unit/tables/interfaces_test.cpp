// interfaces_test.cpp: devices of a machine in memory whose netlink is refused, and of pasted text.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;

constexpr const char* dev =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs\n"
    "    lo:    1296      16    0    0    0     0          0         0     1296      16    0    0"
    "    0     0       0          0\n"
    "  eth0:      90       1    0    2    0     0          0         0        0       0    0    0"
    "    0     0       0          0\n";

TEST(InterfacesTable, ReadsProcNetDevWhereNetlinkIsRefused) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("net/dev", dev);
  source.file("net/igmp", "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
                          "7\teth0      :     1      V3\n");
  const auto answer = test::answer(
      source, {"interfaces", "--csv", "--columns", "name,index,rx_bytes,rx_dropped,state"});
  EXPECT_EQ(answer.out, "name,index,rx_bytes,rx_dropped,state\r\n"
                        "lo,,1296,0,\r\neth0,7,90,2,\r\n");
  ASSERT_FALSE(answer.gaps.empty());
}

TEST(InterfacesTable, ACopyWithoutTheFileIsAGap) {
  FakeSource source(FakeSource::Kind::Copy);
  const auto answer = test::answer(source, {"interfaces", "--csv"});
  ASSERT_EQ(answer.gaps.size(), 1U);
  EXPECT_EQ(answer.gaps[0].why, Absent::NotCollected);
  EXPECT_EQ(answer.exit, Exit::Failed);
}

}  // namespace
}  // namespace sonde
