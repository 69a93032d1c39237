// proc_net_packet.cpp: one line of /proc/net/packet becomes one row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_packet.hpp"

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/decoded_socket.hpp"
#include "decode/table_header.hpp"
#include "model/socket.hpp"

// Real lines of Linux 6.18. The protocol is an EtherType in hexadecimal; interface 0 is all of
// them, and -1 one that is gone:
// sk               RefCnt Type Proto  Iface R Rmem   User   Inode
// 000000003d6bd74a 3      2    0806   4     1 0      0      33133
// 0000000077a41252 3      3    0003   0     1 0      0      33134

namespace sonde {
namespace {

enum class Column : u8 { Type, Proto, Iface, Rmem, User, Inode };
constexpr HeaderColumn columns[] = {
    {"Type", 2, true}, {"Proto", 3, true}, {"Iface", 4, true},
    {"Rmem", 6, true}, {"User", 7, true},  {"Inode", 8, true},
};

// SOCK_PACKET is what programs of before Linux 2.2 ask for.
Known<Text> type_of(Text field) {
  if (field == "2") return Text("dgram");
  if (field == "3") return Text("raw");
  if (field == "10") return Text("packet");
  return Absent::Malformed;
}

}  // namespace

PacketTable::PacketTable() : header_("sk", columns) {}

Line PacketTable::decode(Text line, DecodedSocket& row) {
  if (header_.learn(line)) return Line::Skip;
  const Words fields = split_words(line);
  if (fields.count == 0) return Line::Skip;

  row = {};
  Socket& socket = row.socket;
  socket.protocol = Protocol::Packet;
  socket.family = Family::Packet;
  socket.state = State::Unconn;
  u16 ether_type = 0;
  int interface = 0;
  if (!parse_number(header_.field(fields, Column::Proto), ether_type, 16) ||
      !parse_number(header_.field(fields, Column::Iface), interface) ||
      !parse_number(header_.field(fields, Column::Inode), socket.inode))
    return Line::Malformed;

  socket.interface = interface < 0 ? Known<u32>(Absent::Vanished) : static_cast<u32>(interface);
  socket.recv_q = known_u32(header_.field(fields, Column::Rmem));
  socket.uid = known_uid(header_.field(fields, Column::User));
  row.has_detail = true;
  row.detail.type = type_of(header_.field(fields, Column::Type));
  row.detail.protocol_number = u32{ether_type};
  return Line::Row;
}

}  // namespace sonde
