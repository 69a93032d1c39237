// proc_net_packet_test.cpp: lines of /proc/net/packet, real ones and hostile ones.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_packet.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

constexpr Text header = "sk       RefCnt Type Proto  Iface R Rmem   User   Inode";
constexpr Text lldp = "ffff9b61b56c1800 3      3    88cc   2     1 0      101    34754 ";

DecodedSocket row_of(PacketTable& table, Text line) {
  DecodedSocket row;
  EXPECT_EQ(table.decode(line, row), Line::Row) << line;
  return row;
}

Line kind_of(Text line) {
  PacketTable table;
  DecodedSocket row;
  return table.decode(line, row);
}

void expect_lldp(const DecodedSocket& row) {
  EXPECT_EQ(row.socket.protocol, Protocol::Packet);
  EXPECT_EQ(row.socket.family, Family::Packet);
  EXPECT_EQ(row.socket.state, State::Unconn);
  EXPECT_EQ(*row.socket.interface, 2u);
  EXPECT_EQ(*row.socket.recv_q, 0u);
  EXPECT_EQ(row.socket.send_q.why, Absent::NotCollected);
  EXPECT_EQ(*row.socket.uid, 101u);
  EXPECT_EQ(row.socket.inode, 34754u);
  EXPECT_TRUE(row.has_detail);
  EXPECT_EQ(*row.detail.type, "raw");
  EXPECT_EQ(*row.detail.protocol_number, 0x88ccu);
}

TEST(ProcNetPacket, FixtureRowIsReadWithAndWithoutItsHeader) {
  PacketTable table;
  DecodedSocket row;
  expect_lldp(row_of(table, lldp));
  ASSERT_EQ(table.decode(header, row), Line::Skip);
  expect_lldp(row_of(table, lldp));
}

TEST(ProcNetPacket, TypesHaveTheirNames) {
  PacketTable table;
  // Linux 6.18: socket(AF_PACKET, SOCK_DGRAM, ARP) bound to interface 4, and one without.
  const DecodedSocket arp =
      row_of(table, "000000003d6bd74a 3      2    0806   4     1 0      0      33133 ");
  EXPECT_EQ(*arp.detail.type, "dgram");
  EXPECT_EQ(*arp.detail.protocol_number, 0x0806u);
  EXPECT_EQ(*arp.socket.interface, 4u);
  EXPECT_EQ(*row_of(table, "000000003d6bd74a 3 10 0003 0 1 4608 0 33134").detail.type, "packet");
  EXPECT_EQ(row_of(table, "000000003d6bd74a 3 7 0003 0 1 0 0 33134").detail.type.why,
            Absent::Malformed);
}

TEST(ProcNetPacket, InterfaceThatIsGoneIsNotAllInterfaces) {
  PacketTable table;
  EXPECT_EQ(row_of(table, "0 3 3 0003 -1 0 0 0 33134").socket.interface.why, Absent::Vanished);
  EXPECT_EQ(*row_of(table, "0 3 3 0003 0 0 0 0 33134").socket.interface, 0u);
}

TEST(ProcNetPacket, HeaderSaysWhereColumnsStand) {
  PacketTable table;
  DecodedSocket row;
  ASSERT_EQ(table.decode("sk Inode User New Rmem R Iface Proto Type", row), Line::Skip);
  expect_lldp(row_of(table, "ffff9b61b56c1800 34754 101 77 0 1 2 88cc 3"));
}

TEST(ProcNetPacket, HeaderThatWasCutIsNotBelieved) {
  PacketTable table;
  DecodedSocket row;
  ASSERT_EQ(table.decode("sk Proto Type", row), Line::Skip);
  expect_lldp(row_of(table, lldp));
}

TEST(ProcNetPacket, PartsThatMakeNoSenseAreMalformedParts) {
  PacketTable table;
  const DecodedSocket row = row_of(table, "0 3 3 88cc 2 1 99999999999 many 34754");
  EXPECT_EQ(row.socket.recv_q.why, Absent::Malformed);
  EXPECT_EQ(row.socket.uid.why, Absent::Malformed);
}

TEST(ProcNetPacket, EmptyAndPastedLines) {
  EXPECT_EQ(kind_of(""), Line::Skip);
  EXPECT_EQ(kind_of("  \t\r"), Line::Skip);
  EXPECT_EQ(kind_of("sk RefCnt Type Proto Iface R Rmem User Inode\r"), Line::Skip);
  EXPECT_EQ(kind_of("ffff9b61b56c1800 3 3 88cc 2 1 0 101 34754\r"), Line::Row);
}

TEST(ProcNetPacket, LinesWithoutTheInodeAreMalformed) {
  const Text whole = lldp.substr(0, lldp.rfind('3'));
  for (std::size_t size = 1; size < whole.size(); ++size)
    EXPECT_EQ(kind_of(whole.substr(0, size)), Line::Malformed) << whole.substr(0, size);
}

TEST(ProcNetPacket, HugeNumbersAreMalformed) {
  EXPECT_EQ(kind_of("0 3 3 188cc 2 1 0 101 34754"), Line::Malformed);
  EXPECT_EQ(kind_of("0 3 3 88cc 99999999999 1 0 101 34754"), Line::Malformed);
  EXPECT_EQ(kind_of("0 3 3 88cc 2 1 0 101 99999999999999999999"), Line::Malformed);
}

}  // namespace
}  // namespace sonde
