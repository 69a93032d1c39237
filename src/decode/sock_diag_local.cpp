// sock_diag_local.cpp: unix, packet and netlink sockets as NETLINK_SOCK_DIAG tells them.
// SPDX-License-Identifier: Apache-2.0
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>

#include "decode/netlink_messages.hpp"
#include "decode/sock_diag.hpp"

namespace sonde {
namespace {

Known<Text> type_of(u8 type) {
  switch (type) {
    case SOCK_STREAM: return Text("stream");
    case SOCK_DGRAM: return Text("dgram");
    case SOCK_SEQPACKET: return Text("seqpacket");
    case SOCK_RAW: return Text("raw");
    case SOCK_PACKET: return Text("packet");
    default: return Absent::Malformed;
  }
}

u64 cookie_of(const u32 (&words)[2]) { return u64{words[1]} << 32 | words[0]; }

// A name that begins with NUL is abstract, unix(7): its NULs are shown as '@', as /proc does.
Text shown_name(Text name, std::string& room) {
  if (name.empty() || name[0] != '\0') return name.substr(0, name.find('\0'));
  room = name;
  for (char& c : room)
    if (c == '\0') c = '@';
  return room;
}

State unix_state(u8 number) {
  switch (static_cast<State>(number)) {
    case State::Established:
    case State::Listen:
    case State::SynSent: return static_cast<State>(number);
    default: return State::Unconn;
  }
}

void read_unix_attribute(const NetlinkAttribute& attribute, DecodedSocket& row, std::string& room) {
  Socket& socket = row.socket;
  u32 number = 0;
  switch (attribute.type) {
    case UNIX_DIAG_NAME:
      row.detail.path = shown_name(attribute.payload, room);
      row.detail.has_path = true;
      break;
    case UNIX_DIAG_PEER:
      if (attribute.get(number)) row.detail.peer_inode = u64{number};
      break;
    case UNIX_DIAG_UID:
      if (attribute.get(number)) socket.uid = number;
      break;
    case UNIX_DIAG_RQLEN: {
      unix_diag_rqlen queues;
      if (!attribute.get(queues)) break;
      socket.recv_q = queues.udiag_rqueue;
      if (socket.state == State::Listen)
        socket.backlog = queues.udiag_wqueue;
      else
        socket.send_q = queues.udiag_wqueue;
      break;
    }
    default: break;
  }
}

// Of a ring that the program has mapped (PACKET_MMAP) only that program knows how full it is, and
// what did not fit (net/packet/af_packet.c, tpacket_rcv).
bool has_ring(const NetlinkAttribute& attribute) {
  packet_diag_ring ring;
  return attribute.type == PACKET_DIAG_RX_RING && attribute.get(ring) && ring.pdr_block_nr > 0;
}

}  // namespace

std::string unix_diag_request() {
  unix_diag_req request{};
  request.sdiag_family = AF_UNIX;
  request.udiag_states = ~0U;
  request.udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN | UDIAG_SHOW_UID;
  return dump_request(SOCK_DIAG_BY_FAMILY, sock_diag_sequence, request);
}

std::string packet_diag_request() {
  packet_diag_req request{};
  request.sdiag_family = AF_PACKET;
  request.pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_MEMINFO | PACKET_SHOW_RING_CFG;
  return dump_request(SOCK_DIAG_BY_FAMILY, sock_diag_sequence, request);
}

std::string netlink_diag_request() {
  netlink_diag_req request{};
  request.sdiag_family = AF_NETLINK;
  request.sdiag_protocol = NDIAG_PROTO_ALL;
  request.ndiag_show = NDIAG_SHOW_MEMINFO;
  return dump_request(SOCK_DIAG_BY_FAMILY, sock_diag_sequence, request);
}

bool decode_unix_diag(Text bytes, DecodedSocket& row, std::string& room) {
  unix_diag_msg message;
  if (!take(bytes, message)) return false;
  row = {};
  Socket& socket = row.socket;
  socket.protocol = Protocol::Unix;
  socket.family = Family::Unix;
  socket.state = unix_state(message.udiag_state);
  socket.inode = message.udiag_ino;
  socket.uid = Absent::Unsupported;  // UNIX_DIAG_UID came with Linux 5.3.
  socket.interface = Absent::NotApplicable;
  if (socket.state == State::Listen) {
    socket.backlog = Absent::Unsupported;
    socket.send_q = Absent::NotApplicable;
  }
  row.has_detail = true;
  row.detail.type = type_of(message.udiag_type);
  row.detail.cookie = cookie_of(message.udiag_cookie);
  NetlinkAttribute attribute;
  while (next_attribute(bytes, attribute)) read_unix_attribute(attribute, row, room);
  return true;
}

bool decode_packet_diag(Text bytes, DecodedSocket& row) {
  packet_diag_msg message;
  if (!take(bytes, message)) return false;
  row = {};
  Socket& socket = row.socket;
  socket.protocol = Protocol::Packet;
  socket.family = Family::Packet;
  socket.inode = message.pdiag_ino;
  socket.send_q = Absent::NotApplicable;
  socket.uid = Absent::Unsupported;
  row.has_detail = true;
  row.detail.type = type_of(message.pdiag_type);
  row.detail.protocol_number = u32{message.pdiag_num};
  row.detail.cookie = cookie_of(message.pdiag_cookie);
  NetlinkAttribute attribute;
  bool is_mapped = false;
  while (next_attribute(bytes, attribute)) {
    packet_diag_info info;
    is_mapped = is_mapped || has_ring(attribute);
    u32 uid = 0;
    if (attribute.type == PACKET_DIAG_INFO && attribute.get(info))
      socket.interface = info.pdi_index;
    if (attribute.type == PACKET_DIAG_UID && attribute.get(uid)) socket.uid = uid;
    if (attribute.type == PACKET_DIAG_MEMINFO) {
      socket.recv_q = number_at<u32>(attribute.payload, SK_MEMINFO_RMEM_ALLOC * sizeof(u32));
      row.detail.drops = number_at<u32>(attribute.payload, SK_MEMINFO_DROPS * sizeof(u32));
    }
  }
  if (is_mapped) {
    socket.recv_q = Absent::Unsupported;
    row.detail.drops = Absent::Unsupported;
  }
  return true;
}

bool decode_netlink_diag(Text bytes, DecodedSocket& row) {
  netlink_diag_msg message;
  if (!take(bytes, message)) return false;
  row = {};
  Socket& socket = row.socket;
  socket.protocol = Protocol::Netlink;
  socket.family = Family::Netlink;
  socket.inode = message.ndiag_ino;
  socket.uid = Absent::NotApplicable;  // No interface of the kernel tells it.
  socket.interface = Absent::NotApplicable;
  if (message.ndiag_portid == 0) socket.owner = Owner::Kernel;
  row.has_detail = true;
  row.detail.protocol_number = u32{message.ndiag_protocol};
  row.detail.port_id = static_cast<int>(message.ndiag_portid);
  row.detail.cookie = cookie_of(message.ndiag_cookie);
  NetlinkAttribute attribute;
  while (next_attribute(bytes, attribute)) {
    if (attribute.type != NETLINK_DIAG_MEMINFO) continue;
    socket.recv_q = number_at<u32>(attribute.payload, SK_MEMINFO_RMEM_ALLOC * sizeof(u32));
    socket.send_q = number_at<u32>(attribute.payload, SK_MEMINFO_WMEM_ALLOC * sizeof(u32));
    row.detail.drops = number_at<u32>(attribute.payload, SK_MEMINFO_DROPS * sizeof(u32));
  }
  return true;
}

}  // namespace sonde
