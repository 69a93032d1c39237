// sock_diag_local_test.cpp: packet sockets as packet_diag tells them.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <linux/packet_diag.h>

#include "decode/netlink_messages.hpp"
#include "decode/sock_diag.hpp"
#include "unit/support/diag_sockets.hpp"

namespace sonde {
namespace {

// What net/packet/diag.c says of a socket for all protocols, in whose queue 9000 bytes wait.
std::string capture(u32 blocks_of_ring) {
  packet_diag_msg message{};
  message.pdiag_family = AF_PACKET;
  message.pdiag_type = 3;
  message.pdiag_num = 3;  // ETH_P_ALL
  message.pdiag_ino = 4711;
  std::string bytes(test::bytes_of_value(message));
  const u32 memory[SK_MEMINFO_VARS] = {9000, 212992, 0, 212992, 0, 0, 0, 0, 5};
  bytes += test::netlink_attribute(PACKET_DIAG_MEMINFO, test::bytes_of_value(memory));
  packet_diag_ring ring{};
  ring.pdr_block_size = 4096;
  ring.pdr_block_nr = blocks_of_ring;
  return bytes + test::netlink_attribute(PACKET_DIAG_RX_RING, test::bytes_of_value(ring));
}

TEST(PacketDiag, TellsWhatWaitsInAQueue) {
  DecodedSocket row;
  ASSERT_TRUE(decode_packet_diag(capture(0), row));
  EXPECT_EQ(*row.socket.recv_q, 9000U);
  EXPECT_EQ(*row.detail.drops, 5U);
  EXPECT_EQ(*row.detail.protocol_number, 3U);
}

TEST(PacketDiag, DoesNotKnowWhatWaitsInAMappedRing) {
  DecodedSocket row;
  ASSERT_TRUE(decode_packet_diag(capture(2), row));
  EXPECT_EQ(row.socket.recv_q.why, Absent::Unsupported);
  EXPECT_EQ(row.detail.drops.why, Absent::Unsupported);
  EXPECT_EQ(row.socket.inode, 4711U);
}

}  // namespace
}  // namespace sonde
