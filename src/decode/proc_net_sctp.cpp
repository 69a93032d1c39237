// proc_net_sctp.cpp: one line of /proc/net/sctp/eps or assocs becomes one row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_sctp.hpp"

#include <cstddef>
#include <iterator>

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/decoded_socket.hpp"
#include "decode/proc_net_inet.hpp"
#include "decode/table_header.hpp"
#include "model/socket.hpp"

// Lines as the format strings of Linux 6.8 print them (the pointers are hashed or 0):
//  ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS
//        0        0 2   10  24   12345     0 227065 192.0.2.1 198.51.100.1
//  ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> ...
//        0        0 2   1   3  0      60        0      496       0 188897 12345 54321 ...
//   (the same line goes on) *192.0.2.1 198.51.100.1 <-> *192.0.2.2 198.51.100.2 <TAB> 30000 10 ...
// A star marks the primary address of an end. IPv6 is printed with all its zeros. The queues of an
// endpoint are not there.

namespace sonde {
namespace {

enum class EndpointColumn : u8 { Sst, Lport, Uid, Inode, Laddrs };
constexpr HeaderColumn endpoint_columns[] = {
    {"SST", 3, true}, {"LPORT", 5, true}, {"UID", 6, true}, {"INODE", 7, true}, {"LADDRS", 8, true},
};

enum class AssociationColumn : u8 { St, TxQueue, RxQueue, Uid, Inode, Lport, Rport, Laddrs };
constexpr HeaderColumn association_columns[] = {
    {"ST", 4, true},     {"TX_QUEUE", 7, true}, {"RX_QUEUE", 8, true}, {"UID", 9, true},
    {"INODE", 10, true}, {"LPORT", 11, true},   {"RPORT", 12, true},   {"LADDRS", 13, true},
};

// enum sctp_sock_state gives the kernel's TCP numbers a second name.
bool endpoint_state(Text field, State& state) {
  u8 number = 0;
  if (!parse_number(field, number) || number == 0 || number > static_cast<u8>(State::Closing))
    return false;
  state = static_cast<State>(number);
  return true;
}

// enum sctp_state (include/net/sctp/constants.h): CLOSED, COOKIE_WAIT, COOKIE_ECHOED, ESTABLISHED,
// SHUTDOWN_PENDING, SHUTDOWN_SENT, SHUTDOWN_RECEIVED, SHUTDOWN_ACK_SENT become TCP's nearest words.
// Linux 2.6.32 (RHEL 6) had EMPTY before them, and 4 for ESTABLISHED; nothing in the table tells.
bool association_state(Text field, State& state) {
  static constexpr State states[] = {State::Close,       State::SynSent,  State::SynSent,
                                     State::Established, State::FinWait1, State::FinWait1,
                                     State::CloseWait,   State::LastAck};
  u8 number = 0;
  if (!parse_number(field, number) || number >= std::size(states)) return false;
  state = states[number];
  return true;
}

bool read_address(Text word, Endpoint& end) {
  if (word.starts_with('*')) word.remove_prefix(1);
  Address address;
  if (!parse_address(word, address) || !address.zone.empty()) return false;
  end.bytes = address.bytes;
  end.version = address.version;
  return true;
}

// What both kinds of rows end with. The text does not say whether IPV6_V6ONLY is set.
void settle(Socket& socket) {
  const Family remote = socket.remote.version == 6 ? Family::Ipv6 : Family::Ipv4;
  const bool has_local = socket.local.version != 0;
  socket.backlog = Absent::NotCollected;
  socket.dual_stack = Absent::NotCollected;
  settle_inet_row(socket);
  if (!has_local) socket.family = remote;
  socket.local.has_port = has_local;
}

// An endpoint that is not bound yet has no address.
bool read_endpoint_row(Text line, const TableHeader& header, Socket& socket) {
  using enum EndpointColumn;
  Words fields = split_words(line, header.place(static_cast<std::size_t>(Laddrs)));
  if (!endpoint_state(header.field(fields, Sst), socket.state) ||
      !parse_number(header.field(fields, Lport), socket.local.port) ||
      !parse_number(header.field(fields, Inode), socket.inode))
    return false;
  socket.uid = known_uid(header.field(fields, Uid));
  const Text first = next_word(fields.rest);
  return first.empty() || read_address(first, socket.local);
}

bool read_association_row(Text line, const TableHeader& header, Socket& socket) {
  using enum AssociationColumn;
  Words fields = split_words(line, header.place(static_cast<std::size_t>(Laddrs)));
  if (!association_state(header.field(fields, St), socket.state) ||
      !parse_number(header.field(fields, Lport), socket.local.port) ||
      !parse_number(header.field(fields, Rport), socket.remote.port) ||
      !parse_number(header.field(fields, Inode), socket.inode))
    return false;
  socket.send_q = known_u32(header.field(fields, TxQueue));
  socket.recv_q = known_u32(header.field(fields, RxQueue));
  socket.uid = known_uid(header.field(fields, Uid));
  Text word = next_word(fields.rest);
  if (word != "<->" && !read_address(word, socket.local)) return false;
  while (!word.empty() && word != "<->") word = next_word(fields.rest);  // To the end of the line.
  return read_address(next_word(fields.rest), socket.remote);
}

}  // namespace

SctpTable::SctpTable(SctpFile file)
    : file_(file), endpoints_("ENDPT", endpoint_columns),
      associations_("ASSOC", association_columns) {}

Line SctpTable::decode(Text line, DecodedSocket& row) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (endpoints_.learn(line)) {
    file_ = SctpFile::Endpoints;
    return Line::Skip;
  }
  if (associations_.learn(line)) {
    file_ = SctpFile::Associations;
    return Line::Skip;
  }
  if (trim(line).empty()) return Line::Skip;

  row = {};
  row.socket.protocol = Protocol::Sctp;
  const bool sound = file_ == SctpFile::Endpoints
                         ? read_endpoint_row(line, endpoints_, row.socket)
                         : read_association_row(line, associations_, row.socket);
  if (!sound) return Line::Malformed;
  settle(row.socket);
  return Line::Row;
}

}  // namespace sonde
