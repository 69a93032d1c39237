// proc_net_netlink_test.cpp: lines of /proc/net/netlink, of new and old kernels, and hostile ones.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_netlink.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

constexpr Text header =
    "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode";

DecodedSocket row_of(NetlinkTable& table, Text line) {
  DecodedSocket row;
  EXPECT_EQ(table.decode(line, row), Line::Row) << line;
  return row;
}

DecodedSocket row_of(Text line) {
  NetlinkTable table;
  return row_of(table, line);
}

Line kind_of(Text line) {
  NetlinkTable table;
  DecodedSocket row;
  return table.decode(line, row);
}

TEST(ProcNetNetlink, FixtureRowIsRead) {
  NetlinkTable table;
  DecodedSocket row;
  ASSERT_EQ(table.decode(header, row), Line::Skip);
  // jc/linux-proc/net_netlink
  row = row_of(table, "ffff9b61adaff000 0   1          800405d5 0        0        0     2        0"
                      "        29791   ");
  EXPECT_EQ(row.socket.protocol, Protocol::Netlink);
  EXPECT_EQ(row.socket.family, Family::Netlink);
  EXPECT_EQ(row.socket.state, State::Unconn);
  EXPECT_EQ(row.socket.inode, 29791u);
  EXPECT_EQ(*row.socket.recv_q, 0u);
  EXPECT_EQ(*row.socket.send_q, 0u);
  EXPECT_EQ(row.socket.uid.why, Absent::NotCollected);
  EXPECT_EQ(row.socket.owner.why, Absent::NotCollected);
  EXPECT_TRUE(row.has_detail);
  EXPECT_EQ(*row.detail.protocol_number, 0u);
  EXPECT_EQ(*row.detail.port_id, 1);
  EXPECT_EQ(*row.detail.drops, 0u);
}

TEST(ProcNetNetlink, PortOfTheKernelIsOwnedByTheKernel) {
  // jc/linux-proc/net_netlink
  const DecodedSocket row = row_of("ffff9b61a7464800 4   0          00000000 0        0        0   "
                                   "  2        0        24798   ");
  EXPECT_EQ(*row.socket.owner, Owner::Kernel);
  EXPECT_EQ(*row.detail.protocol_number, 4u);
  EXPECT_EQ(row.socket.inode, 24798u);
}

TEST(ProcNetNetlink, PortIdIsTheSameWithAndWithoutASign) {
  // Linux 6.18: bind() to port id 0xffffefb9. pfs-lines/netlink_lines.txt has it with a sign.
  EXPECT_EQ(*row_of("000000005ad018fb 15  4294963129 00000001 0        0        0     2        0"
                    "        33137   ")
                 .detail.port_id,
            -4167);
  EXPECT_EQ(
      *row_of("ffff880037c4a800 15  -4167  00000002 0        0        1 2        0").detail.port_id,
      -4167);
  EXPECT_EQ(*row_of("0 9 4280338379 00000000 0 0 0 2 0 14098").detail.port_id, -14628917);
  EXPECT_EQ(*row_of("0 9 -2147483648 00000000 0 0 0 2 0 14098").detail.port_id, -2147483647 - 1);
}

TEST(ProcNetNetlink, QueuesAndDropsAreRead) {
  const DecodedSocket row = row_of("0 15 812 00000002 213760 4352 0 2 1071 19034");
  EXPECT_EQ(*row.socket.recv_q, 213760u);
  EXPECT_EQ(*row.socket.send_q, 4352u);
  EXPECT_EQ(*row.detail.drops, 1071u);
}

TEST(ProcNetNetlink, OldKernelsHaveNeitherDropsNorInode) {
  NetlinkTable table;
  DecodedSocket row;
  ASSERT_EQ(table.decode("sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks", row),
            Line::Skip);
  row = row_of(table, "cf8a7c00 0   1203   00000111 0        0        (null) 2");
  EXPECT_EQ(*row.detail.port_id, 1203);
  EXPECT_EQ(row.detail.drops.why, Absent::Unsupported);
  EXPECT_EQ(row.socket.inode, 0u);
}

TEST(ProcNetNetlink, HeaderSaysWhereColumnsStand) {
  NetlinkTable table;
  DecodedSocket row;
  ASSERT_EQ(table.decode("sk New Eth Pid Rmem Wmem Inode Drops", row), Line::Skip);
  row = row_of(table, "0 x 16 77 1 2 3 4");
  EXPECT_EQ(*row.detail.protocol_number, 16u);
  EXPECT_EQ(*row.detail.port_id, 77);
  EXPECT_EQ(*row.socket.recv_q, 1u);
  EXPECT_EQ(*row.socket.send_q, 2u);
  EXPECT_EQ(row.socket.inode, 3u);
  EXPECT_EQ(*row.detail.drops, 4u);
}

TEST(ProcNetNetlink, HeaderOfManyWordsIsBounded) {
  NetlinkTable table;
  DecodedSocket row;
  std::string words = "sk";
  for (int i = 0; i < 1000; ++i) words += " word";
  ASSERT_EQ(table.decode(words + " Eth Pid Rmem Wmem", row), Line::Skip);
  EXPECT_EQ(*row_of(table, "0 15 812 00000002 0 0 0 2 0 19034").detail.port_id, 812);
}

TEST(ProcNetNetlink, ShortAndEmptyLines) {
  EXPECT_EQ(kind_of(""), Line::Skip);
  EXPECT_EQ(kind_of("ffff9b61adaff000"), Line::Malformed);
  EXPECT_EQ(kind_of("ffff9b61adaff000 0 1 800405d5 0"), Line::Malformed);
  EXPECT_EQ(kind_of("ffff9b61adaff000 0 1 800405d5 0 0"), Line::Row);
}

TEST(ProcNetNetlink, HugeNumbersAreMalformed) {
  EXPECT_EQ(kind_of("0 4294967296 1 0 0 0 0 2 0 1"), Line::Malformed);
  EXPECT_EQ(kind_of("0 0 4294967296 0 0 0 0 2 0 1"), Line::Malformed);
  EXPECT_EQ(kind_of("0 0 -2147483649 0 0 0 0 2 0 1"), Line::Malformed);
  EXPECT_EQ(kind_of("0 0 1 0 0 0 0 2 0 18446744073709551616"), Line::Malformed);
  EXPECT_EQ(row_of("0 0 1 0 4294967296 -1 0 2 0 1").socket.recv_q.why, Absent::Malformed);
  EXPECT_EQ(row_of("0 0 1 0 4294967296 -1 0 2 0 1").socket.send_q.why, Absent::Malformed);
}

TEST(NetlinkProtocolName, IsTheWordOfTheKernel) {
  // include/uapi/linux/netlink.h
  EXPECT_EQ(netlink_protocol_name(0), "route");
  EXPECT_EQ(netlink_protocol_name(4), "sock_diag");
  EXPECT_EQ(netlink_protocol_name(6), "xfrm");
  EXPECT_EQ(netlink_protocol_name(9), "audit");
  EXPECT_EQ(netlink_protocol_name(12), "netfilter");
  EXPECT_EQ(netlink_protocol_name(15), "kobject_uevent");
  EXPECT_EQ(netlink_protocol_name(16), "generic");
  EXPECT_EQ(netlink_protocol_name(18), "scsitransport");
  EXPECT_EQ(netlink_protocol_name(21), "crypto");
  EXPECT_EQ(netlink_protocol_name(22), "smc");
}

TEST(NetlinkProtocolName, UnknownNumberHasNone) {
  EXPECT_EQ(netlink_protocol_name(17), "");
  EXPECT_EQ(netlink_protocol_name(23), "");
  EXPECT_EQ(netlink_protocol_name(4294967295), "");
}

}  // namespace
}  // namespace sonde
