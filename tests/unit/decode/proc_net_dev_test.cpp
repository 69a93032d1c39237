// proc_net_dev_test.cpp: lines of /proc/net/dev of several kernels, and broken ones.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_dev.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sonde {
namespace {

TEST(ProcNetDev, ALineIsADeviceAndItsCounters) {
  Interface row;
  // The numbers are made so that each tells its place.
  ASSERT_EQ(decode_proc_net_dev("  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", row),
            LineSaid::Row);
  EXPECT_EQ(row.name, "eth0");
  EXPECT_EQ(row.rx_bytes.value, 1U);
  EXPECT_EQ(row.rx_packets.value, 2U);
  EXPECT_EQ(row.rx_errors.value, 3U);
  EXPECT_EQ(row.rx_dropped.value, 4U);
  EXPECT_EQ(row.rx_fifo.value, 5U);
  EXPECT_EQ(row.multicast.value, 8U);
  EXPECT_EQ(row.tx_bytes.value, 9U);
  EXPECT_EQ(row.tx_packets.value, 10U);
  EXPECT_EQ(row.tx_errors.value, 11U);
  EXPECT_EQ(row.tx_dropped.value, 12U);
  EXPECT_EQ(row.tx_fifo.value, 13U);
  EXPECT_EQ(row.collisions.value, 14U);
  EXPECT_EQ(row.rx_overruns.why, Absent::NotCollected);  // A part of a sum.
  EXPECT_EQ(row.tx_carrier.why, Absent::NotCollected);
  EXPECT_EQ(row.state.why, Absent::NotCollected);
}

TEST(ProcNetDev, ANumberMayTouchTheColon) {
  Interface row;
  ASSERT_EQ(decode_proc_net_dev("docker0:1296 16 0 0 0 0 0 0 7 16 0 0 0 0 0 0", row),
            LineSaid::Row);
  EXPECT_EQ(row.name, "docker0");
  EXPECT_EQ(row.rx_bytes.value, 1296U);
  EXPECT_EQ(row.tx_bytes.value, 7U);
}

TEST(ProcNetDev, HeadersSayNothingAndBrokenLinesAreNoRows) {
  Interface row;
  EXPECT_EQ(decode_proc_net_dev("Inter-|   Receive                            |  Transmit", row),
            LineSaid::Header);
  EXPECT_EQ(decode_proc_net_dev(" face |bytes    packets errs drop fifo frame", row),
            LineSaid::Header);
  EXPECT_EQ(decode_proc_net_dev("", row), LineSaid::Header);
  EXPECT_EQ(decode_proc_net_dev("  eth0: 1 2 3", row), LineSaid::Malformed);
  EXPECT_EQ(decode_proc_net_dev("  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 -1", row),
            LineSaid::Malformed);
  EXPECT_EQ(decode_proc_net_dev("root@web:~# cat /proc/net/dev", row), LineSaid::Unknown);
  EXPECT_EQ(decode_proc_net_dev("   0: 0100007F:998E 0100007F:22B8 06", row), LineSaid::Unknown);
  EXPECT_EQ(decode_proc_net_dev("a name of many words: 1 2", row), LineSaid::Unknown);
}

}  // namespace
}  // namespace sonde
