// proc_net_unix.cpp: one line of /proc/net/unix becomes one row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_unix.hpp"

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/decoded_socket.hpp"
#include "model/socket.hpp"

// Real lines of Linux 6.18. Before the inode stand as many spaces as fill five places, after it
// one space and the address, or nothing for a socket without one:
// Num       RefCount Protocol Flags    Type St Inode Path
// 0000000094b9ece8: 00000003 00000000 00010000 0001 01 34988 @emb
// 000000008f002ff3: 00000003 00000000 00000000 0001 03 34989
// 00000000feef421a: 00000003 00000000 00000000 0001 02     0 @emb
// The last is the server's end of a connection that waits for accept(): it has no inode yet.

namespace sonde {
namespace {

// The numbers of enum socket_state (include/uapi/linux/net.h), which the kernel derives for this
// file. A listener is Unconnected there; SO_ACCEPTCON in the flags tells it apart.
constexpr u32 unconnected = 1, connecting = 2, connected = 3, disconnecting = 4;
constexpr u32 accepts_connections = 0x10000;

bool set_state(u32 number, u32 flags, Socket& socket) {
  if ((flags & accepts_connections) != 0) {
    socket.state = State::Listen;
    socket.backlog = Absent::NotCollected;
    return true;
  }
  switch (number) {
    case unconnected: socket.state = State::Unconn; return true;
    case connecting: socket.state = State::Established; return true;
    case connected: socket.state = State::Established; return true;
    case disconnecting: socket.state = State::Close; return true;
    default: return false;
  }
}

Known<Text> type_of(u32 number) {
  switch (number) {
    case 1: return Text("stream");
    case 2: return Text("dgram");
    case 5: return Text("seqpacket");
    default: return Absent::Malformed;
  }
}

bool read_hex(Text& rest, u32& value) { return parse_number(next_word(rest), value, 16); }

}  // namespace

Line decode_unix_line(Text line, DecodedSocket& row) {
  if (line.empty()) return Line::Skip;
  // Lines were seen that end in a run of NUL (psutil#766). A NUL of a name is printed as an @.
  while (line.ends_with('\0')) line.remove_suffix(1);
  Text rest = line;
  const Text number = next_word(rest);
  if (number == "Num") return Line::Skip;
  if (!number.ends_with(':')) return Line::Malformed;

  row = {};
  Socket& socket = row.socket;
  socket.protocol = Protocol::Unix;
  socket.family = Family::Unix;
  socket.interface = Absent::NotApplicable;
  u32 references = 0, protocol = 0, flags = 0, type = 0, state = 0;
  if (!read_hex(rest, references) || !read_hex(rest, protocol) || !read_hex(rest, flags) ||
      !read_hex(rest, type) || !read_hex(rest, state) ||
      !parse_number(next_word(rest), socket.inode) || !set_state(state, flags, socket))
    return Line::Malformed;

  row.has_detail = true;
  row.detail.type = type_of(type);
  row.detail.peer_inode = Absent::NotCollected;
  if (rest.empty()) return Line::Row;
  if (rest.front() != ' ') return Line::Malformed;
  row.detail.path = rest.substr(1);  // One space only: the next one is part of the name.
  row.detail.has_path = !row.detail.path.empty();
  return Line::Row;
}

}  // namespace sonde
