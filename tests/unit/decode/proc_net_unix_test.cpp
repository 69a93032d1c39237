// proc_net_unix_test.cpp: lines of /proc/net/unix, real ones and hostile ones.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_unix.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

using namespace std::string_view_literals;

DecodedSocket row_of(Text line) {
  DecodedSocket row;
  EXPECT_EQ(decode_unix_line(line, row), Line::Row) << line;
  return row;
}

Line kind_of(Text line) {
  DecodedSocket row;
  return decode_unix_line(line, row);
}

TEST(ProcNetUnix, ListenerIsToldByItsFlag) {
  // jc/linux-proc/net_unix
  const DecodedSocket row = row_of("ffff9b61a77b9800: 00000002 00000000 00010000 0005 01 29792 "
                                   "/run/udev/control");
  EXPECT_EQ(row.socket.protocol, Protocol::Unix);
  EXPECT_EQ(row.socket.family, Family::Unix);
  EXPECT_EQ(row.socket.state, State::Listen);
  EXPECT_EQ(row.socket.inode, 29792u);
  EXPECT_TRUE(row.has_detail);
  EXPECT_TRUE(row.detail.has_path);
  EXPECT_EQ(row.detail.path, "/run/udev/control");
  EXPECT_EQ(*row.detail.type, "seqpacket");
  EXPECT_EQ(row.socket.backlog.why, Absent::NotCollected);
}

TEST(ProcNetUnix, WhatTheTextDoesNotHoldIsNotZero) {
  const DecodedSocket row = row_of("ffff8db2fd23a000: 00000003 00000000 00000000 0001 03 17031 "
                                   "/run/systemd/journal/stdout");
  EXPECT_EQ(row.socket.recv_q.why, Absent::NotCollected);
  EXPECT_EQ(row.socket.send_q.why, Absent::NotCollected);
  EXPECT_EQ(row.socket.uid.why, Absent::NotCollected);
  EXPECT_EQ(row.detail.peer_inode.why, Absent::NotCollected);
  EXPECT_EQ(row.socket.backlog.why, Absent::NotApplicable);
}

TEST(ProcNetUnix, UnnamedSocketHasNoPath) {
  // pfs-lines/unix_lines.txt
  const DecodedSocket row = row_of("ffff8db2f3e09400: 00000002 00000000 00000000 0002 01 21401");
  EXPECT_EQ(row.socket.state, State::Unconn);
  EXPECT_EQ(row.socket.inode, 21401u);
  EXPECT_EQ(*row.detail.type, "dgram");
  EXPECT_FALSE(row.detail.has_path);
}

TEST(ProcNetUnix, SmallInodeIsPaddedAndAbstractNameKeepsItsAt) {
  // pfs-lines/unix_lines.txt
  const DecodedSocket row =
      row_of("ffff880037a393c0: 00000002 00000000 00000000 0002 01  9050 @/org/kernel/udev/udevd");
  EXPECT_EQ(row.socket.inode, 9050u);
  EXPECT_EQ(row.detail.path, "@/org/kernel/udev/udevd");
}

TEST(ProcNetUnix, PathKeepsItsSpaces) {
  // pfs-lines/unix_lines.txt
  EXPECT_EQ(row_of("cad3ab00:         00000003 00000000 00000000 0001 03 7242 "
                   "/var/qmux_client_socket    401")
                .detail.path,
            "/var/qmux_client_socket    401");
  EXPECT_EQ(row_of("0: 00000002 00000000 00000000 0001 01 33099  lead ").detail.path, " lead ");
}

TEST(ProcNetUnix, PathKeepsItsControlBytes) {
  EXPECT_EQ(row_of("0: 00000002 00000000 00000000 0001 01 33099 /tmp/\x1b[2J\t\r").detail.path,
            "/tmp/\x1b[2J\t\r");
}

TEST(ProcNetUnix, NulsAreCutAtTheEndOnly) {
  const DecodedSocket row = row_of("0: 00000002 00000000 00000000 0001 01 33099 /tmp/a\0b\0\0\0"sv);
  EXPECT_EQ(row.detail.path, "/tmp/a\0b"sv);
  EXPECT_FALSE(row_of("0: 00000002 00000000 00000000 0001 01 33099\0\0"sv).detail.has_path);
  EXPECT_FALSE(row_of("0: 00000002 00000000 00000000 0001 01 33099 \0\0"sv).detail.has_path);
}

TEST(ProcNetUnix, EmbryoInTheAcceptQueueHasNoInode) {
  // Linux 6.18: a listener @emb with one connection that nobody has accepted.
  const DecodedSocket row =
      row_of("00000000feef421a: 00000003 00000000 00000000 0001 02     0 @emb");
  EXPECT_EQ(row.socket.inode, 0u);
  EXPECT_EQ(row.socket.state, State::Established);
  EXPECT_EQ(row.detail.path, "@emb");
}

TEST(ProcNetUnix, EmbryoOfABlockedConnectIsClosed) {
  // Linux 6.18: made by a connect() that waits because the queue is full.
  const DecodedSocket row = row_of("00000000a7553793: 00000002 00000000 00000000 0000 04     0");
  EXPECT_EQ(row.socket.state, State::Close);
  EXPECT_EQ(row.detail.type.why, Absent::Malformed);
}

TEST(ProcNetUnix, LongestAddressAndLargestNumbersAreRead) {
  const std::string name = "@" + std::string(107, 'x');
  const std::string line =
      "ffffffffffffffff: ffffffff 00000000 00010000 0001 01 18446744073709551615 " + name;
  const DecodedSocket row = row_of(line);
  EXPECT_EQ(row.socket.inode, 18446744073709551615u);
  EXPECT_EQ(row.detail.path, name);
}

TEST(ProcNetUnix, HeaderAndEmptyLineAreSkipped) {
  EXPECT_EQ(kind_of("Num       RefCount Protocol Flags    Type St Inode Path"), Line::Skip);
  EXPECT_EQ(kind_of(""), Line::Skip);
}

TEST(ProcNetUnix, TruncatedLinesAreMalformed) {
  const Text line = "ffff8db2f3e09400: 00000002 00000000 00000000 0002 01 2";
  for (std::size_t size = 1; size < line.size(); ++size)
    EXPECT_EQ(kind_of(line.substr(0, size)), Line::Malformed) << line.substr(0, size);
}

TEST(ProcNetUnix, NonsenseIsMalformed) {
  EXPECT_EQ(kind_of("\0\0\0\0"sv), Line::Malformed);
  EXPECT_EQ(kind_of("0 00000002 00000000 00000000 0001 01 1"), Line::Malformed);
  EXPECT_EQ(kind_of("0: 00000002 00000000 100000000 0001 01 1"), Line::Malformed);
  EXPECT_EQ(kind_of("0: 00000002 00000000 00000000 0001 09 1"), Line::Malformed);
  EXPECT_EQ(kind_of("0: 00000002 00000000 00000000 0001 01 18446744073709551616"), Line::Malformed);
  EXPECT_EQ(kind_of("0: 00000002 00000000 00000000 0001 01 -1"), Line::Malformed);
  EXPECT_EQ(kind_of("0: 00000002 00000000 00000000 0001 01 1\t/tmp"), Line::Malformed);
}

TEST(ProcNetUnix, NothingOfTheRowBeforeRemains) {
  DecodedSocket row;
  ASSERT_EQ(decode_unix_line("0: 00000002 00000000 00010000 0001 01 1 /a", row), Line::Row);
  ASSERT_EQ(decode_unix_line("0: 00000002 00000000 00000000 0001 01 2", row), Line::Row);
  EXPECT_FALSE(row.detail.has_path);
  EXPECT_EQ(row.socket.backlog.why, Absent::NotApplicable);
}

}  // namespace
}  // namespace sonde
