// proc_net_sctp_test.cpp: lines of /proc/net/sctp/{eps,assocs} as the kernel's formats print them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_sctp.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

// net/sctp/proc.c, Linux 6.8: the headers are its strings, the rows were printed with its formats.
constexpr Text endpoint_header = " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS";
constexpr Text endpoint_line =
    "       0        0 2   10  24   12345     0 227065 192.0.2.1 198.51.100.1 ";
constexpr Text association_header =
    " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> "
    "RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf";
constexpr Text association_line =
    "       0        0 2   1   3  0      60        0      496       0 188897 12345 54321  "
    "*192.0.2.1 198.51.100.1 <-> *192.0.2.2 198.51.100.2 "
    "\t   30000    10    10   10    0    0        0        1        0   212992   212992";
constexpr Text association_line_ipv6 =
    "       0        0 0   1   4  0       7     1452        0    1000  4711 5000  40001  "
    "2001:0db8:0000:0000:0000:0000:0000:0001 *fe80:0000:0000:0000:0000:0000:0000:0001 <-> "
    "*2001:0db8:0000:0000:0000:0000:0000:0002 "
    "\t   30000    10    10   10    0    0        0        1        0   212992   212992";

DecodedSocket row_of(SctpTable& table, Text line) {
  DecodedSocket row;
  EXPECT_EQ(table.decode(line, row), Line::Row) << line;
  return row;
}

DecodedSocket row_of(SctpFile file, Text line) {
  SctpTable table(file);
  return row_of(table, line);
}

Line kind_of(SctpFile file, Text line) {
  SctpTable table(file);
  DecodedSocket row;
  return table.decode(line, row);
}

std::string text_of(const Endpoint& end) {
  std::string text;
  append_address(text, Address{.bytes = end.bytes, .version = end.version});
  text += ' ';
  append_number(text, end.port);
  return text;
}

std::string association_in_state(Text state) {
  return "0 0 2 1 " + std::string(state) + " 0 60 0 496 0 188897 1 2 192.0.2.1 <-> 192.0.2.2 ";
}

TEST(ProcNetSctp, ListeningEndpointIsRead) {
  const DecodedSocket row = row_of(SctpFile::Endpoints, endpoint_line);
  EXPECT_EQ(row.socket.protocol, Protocol::Sctp);
  EXPECT_EQ(row.socket.family, Family::Ipv4);
  EXPECT_EQ(row.socket.state, State::Listen);
  EXPECT_EQ(text_of(row.socket.local), "192.0.2.1 12345");
  EXPECT_TRUE(row.socket.local.has_port);
  EXPECT_EQ(row.socket.remote.version, 0);
  EXPECT_EQ(*row.socket.uid, 0u);
  EXPECT_EQ(row.socket.inode, 227065u);
  EXPECT_EQ(row.socket.recv_q.why, Absent::NotCollected);
  EXPECT_EQ(row.socket.send_q.why, Absent::NotApplicable);
  EXPECT_EQ(row.socket.backlog.why, Absent::NotCollected);
  EXPECT_EQ(row.socket.dual_stack.why, Absent::NotApplicable);
}

TEST(ProcNetSctp, ListenerOnAllIpv6AddressesMayServeIpv4) {
  const DecodedSocket row =
      row_of(SctpFile::Endpoints, "00000000b1f2c3d4 00000000a0b1c2d3 0   10  0    5000   1000  "
                                  "4711 0000:0000:0000:0000:0000:0000:0000:0000 ");
  EXPECT_EQ(row.socket.family, Family::Ipv6);
  EXPECT_EQ(text_of(row.socket.local), ":: 5000");
  EXPECT_EQ(row.socket.dual_stack.why, Absent::NotCollected);
}

TEST(ProcNetSctp, EndpointThatIsNotBoundHasNoEnds) {
  const DecodedSocket row =
      row_of(SctpFile::Endpoints, "       0        0 2   7   24   0         0 227065 ");
  EXPECT_EQ(row.socket.state, State::Close);
  EXPECT_EQ(row.socket.local.version, 0);
  EXPECT_FALSE(row.socket.local.has_port);
}

TEST(ProcNetSctp, AssociationIsRead) {
  const DecodedSocket row = row_of(SctpFile::Associations, association_line);
  EXPECT_EQ(row.socket.protocol, Protocol::Sctp);
  EXPECT_EQ(row.socket.family, Family::Ipv4);
  EXPECT_EQ(row.socket.state, State::Established);
  EXPECT_EQ(text_of(row.socket.local), "192.0.2.1 12345");
  EXPECT_EQ(text_of(row.socket.remote), "192.0.2.2 54321");
  EXPECT_TRUE(row.socket.remote.has_port);
  EXPECT_EQ(*row.socket.send_q, 0u);
  EXPECT_EQ(*row.socket.recv_q, 496u);
  EXPECT_EQ(*row.socket.uid, 0u);
  EXPECT_EQ(row.socket.inode, 188897u);
  EXPECT_EQ(row.socket.backlog.why, Absent::NotApplicable);
}

TEST(ProcNetSctp, Ipv6AssociationIsRead) {
  const DecodedSocket row = row_of(SctpFile::Associations, association_line_ipv6);
  EXPECT_EQ(row.socket.family, Family::Ipv6);
  EXPECT_EQ(row.socket.state, State::FinWait1);
  EXPECT_EQ(text_of(row.socket.local), "2001:db8::1 5000");
  EXPECT_EQ(text_of(row.socket.remote), "2001:db8::2 40001");
  EXPECT_EQ(*row.socket.send_q, 1452u);
  EXPECT_EQ(*row.socket.uid, 1000u);
}

TEST(ProcNetSctp, StatesOfAssociationsBecomeTheNearestOfTcp) {
  const State expected[] = {State::Close,    State::SynSent,  State::SynSent,   State::Established,
                            State::FinWait1, State::FinWait1, State::CloseWait, State::LastAck};
  for (int i = 0; i < 8; ++i)
    EXPECT_EQ(row_of(SctpFile::Associations, association_in_state(std::to_string(i))).socket.state,
              expected[i])
        << i;
  EXPECT_EQ(kind_of(SctpFile::Associations, association_in_state("8")), Line::Malformed);
  EXPECT_EQ(kind_of(SctpFile::Associations, association_in_state("259")), Line::Malformed);
}

TEST(ProcNetSctp, HeaderSaysWhichFileItIs) {
  SctpTable table(SctpFile::Associations);
  DecodedSocket row;
  ASSERT_EQ(table.decode(endpoint_header, row), Line::Skip);
  EXPECT_EQ(row_of(table, endpoint_line).socket.state, State::Listen);
  ASSERT_EQ(table.decode(association_header, row), Line::Skip);
  EXPECT_EQ(row_of(table, association_line).socket.state, State::Established);
}

TEST(ProcNetSctp, HeaderSaysWhereColumnsStand) {
  SctpTable table(SctpFile::Endpoints);
  DecodedSocket row;
  ASSERT_EQ(table.decode("ENDPT INODE NEW UID LPORT SST LADDRS", row), Line::Skip);
  row = row_of(table, "0 227065 x 7 12345 10 192.0.2.1");
  EXPECT_EQ(row.socket.inode, 227065u);
  EXPECT_EQ(*row.socket.uid, 7u);
  EXPECT_EQ(text_of(row.socket.local), "192.0.2.1 12345");
}

TEST(ProcNetSctp, HeaderWrappedByATerminalIsNotBelieved) {
  SctpTable table(SctpFile::Associations);
  DecodedSocket row;
  ASSERT_EQ(table.decode(association_header.substr(0, 80), row), Line::Skip);
  EXPECT_EQ(text_of(row_of(table, association_line).socket.local), "192.0.2.1 12345");
}

TEST(ProcNetSctp, AddressesListBeforeColumnsDoesNotBreakTheReader) {
  SctpTable table(SctpFile::Endpoints);
  DecodedSocket row;
  ASSERT_EQ(table.decode("ENDPT LADDRS SST LPORT UID INODE", row), Line::Skip);
  EXPECT_EQ(table.decode("0 192.0.2.1 10 12345 0 227065", row), Line::Malformed);
}

TEST(ProcNetSctp, AssociationWithoutLocalAddressTakesTheFamilyOfItsPeer) {
  const DecodedSocket row =
      row_of(SctpFile::Associations, "0 0 2 1 3 0 60 0 496 0 188897 12345 54321 <-> *2001:db8::2 ");
  EXPECT_EQ(row.socket.family, Family::Ipv6);
  EXPECT_EQ(row.socket.local.version, 0);
}

TEST(ProcNetSctp, TruncatedLinesAreMalformed) {
  const std::size_t remote = association_line.find("2.2 198") + 3;
  for (std::size_t size = association_line.find('0') + 1; size < remote - 3; ++size)
    EXPECT_EQ(kind_of(SctpFile::Associations, association_line.substr(0, size)), Line::Malformed)
        << association_line.substr(0, size);
  EXPECT_EQ(kind_of(SctpFile::Associations, association_line.substr(0, remote)), Line::Row);
}

TEST(ProcNetSctp, NonsenseIsMalformed) {
  EXPECT_EQ(kind_of(SctpFile::Endpoints, "0 0 2 12 24 12345 0 227065 192.0.2.1"), Line::Malformed);
  EXPECT_EQ(kind_of(SctpFile::Endpoints, "0 0 2 10 24 65536 0 227065 192.0.2.1"), Line::Malformed);
  EXPECT_EQ(kind_of(SctpFile::Endpoints, "0 0 2 10 24 1 0 227065 192.0.2"), Line::Malformed);
  EXPECT_EQ(kind_of(SctpFile::Endpoints, "0 0 2 10 24 1 0 227065 fe80::1%lo"), Line::Malformed);
  EXPECT_EQ(kind_of(SctpFile::Endpoints, "0 0 2 10 24 1 0 99999999999999999999 192.0.2.1"),
            Line::Malformed);
  EXPECT_EQ(kind_of(SctpFile::Endpoints, ""), Line::Skip);
  EXPECT_EQ(kind_of(SctpFile::Endpoints, " \r"), Line::Skip);
}

TEST(ProcNetSctp, PartsThatMakeNoSenseAreMalformedParts) {
  // Old kernels print rcvbuf - rwnd as a queue, which may be negative, and uids with %d.
  const DecodedSocket row =
      row_of(SctpFile::Associations, "0 0 2 1 3 0 60 -496 0 -2 188897 1 2 192.0.2.1 <-> 192.0.2.2");
  EXPECT_EQ(row.socket.send_q.why, Absent::Malformed);
  EXPECT_EQ(*row.socket.uid, 4294967294u);
}

}  // namespace
}  // namespace sonde
