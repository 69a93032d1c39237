// sock_diag.cpp: internet sockets as NETLINK_SOCK_DIAG tells them, requests and answers.
// SPDX-License-Identifier: Apache-2.0
#include "decode/sock_diag.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>

#include "decode/netlink_messages.hpp"
#include "decode/proc_net_inet.hpp"

namespace sonde {
namespace {

constexpr unsigned extension_bit(int attribute) { return 1U << (attribute - 1); }

u8 ip_protocol(Protocol protocol) {
  switch (protocol) {
    case Protocol::Udp: return IPPROTO_UDP;
    case Protocol::Udplite: return IPPROTO_UDPLITE;
    case Protocol::Raw: return IPPROTO_RAW;
    case Protocol::Sctp: return IPPROTO_SCTP;
    default: return IPPROTO_TCP;
  }
}

Endpoint endpoint_of(const __be32 (&words)[4], __be16 port, u8 family) {
  Endpoint end;
  end.version = family == AF_INET6 ? 6 : 4;
  std::memcpy(end.bytes.data(), words, end.version == 6 ? 16 : 4);
  end.port = ntohs(port);
  return end;
}

State state_of(u8 number, Protocol protocol) {
  const bool has_connections = protocol == Protocol::Tcp || protocol == Protocol::Sctp;
  if (!has_connections) return number == 1 ? State::Established : State::Unconn;
  if (number == static_cast<u8>(State::NewSynRecv)) return State::SynRecv;
  return number >= 1 && number <= static_cast<u8>(State::Bound) ? static_cast<State>(number)
                                                                : State::Close;
}

// A socket that is bound and neither listens nor connects is dumped since Linux 6.8, on request of
// state 13; its message says CLOSE.
bool is_bound_inactive(const Socket& socket) {
  return socket.protocol == Protocol::Tcp && socket.state == State::Close &&
         socket.remote.version == 0;
}

// idiag_retrans counts retransmissions under timer 1, and unanswered probes under 2 and 4
// (net/ipv4/inet_diag.c, inet_sk_diag_fill).
void read_timer(const inet_diag_msg& message, Socket& socket) {
  const bool known = message.idiag_timer <= static_cast<u8>(Timer::ZeroWindow);
  socket.timer =
      known ? Known(static_cast<Timer>(message.idiag_timer)) : Known<Timer>(Absent::Malformed);
  socket.timer_ms = message.idiag_timer ? message.idiag_expires : 0;
  const bool retransmits = message.idiag_timer == static_cast<u8>(Timer::Retransmit);
  socket.retransmits = retransmits ? message.idiag_retrans : u8{0};
  socket.probes = retransmits ? u8{0} : message.idiag_retrans;
}

// Older kernels have a shorter tcp_info: what is beyond its end stays unknown.
void read_tcp_info(Text info, SocketDetail& detail) {
  detail.rtt_us = number_at<u32>(info, offsetof(tcp_info, tcpi_rtt));
  detail.min_rtt_us = number_at<u32>(info, offsetof(tcp_info, tcpi_min_rtt));
  detail.rttvar_us = number_at<u32>(info, offsetof(tcp_info, tcpi_rttvar));
  detail.cwnd = number_at<u32>(info, offsetof(tcp_info, tcpi_snd_cwnd));
  detail.ssthresh = number_at<u32>(info, offsetof(tcp_info, tcpi_snd_ssthresh));
  constexpr u32 infinite = 0x7fffffff;  // TCP_INFINITE_SSTHRESH: no loss was seen yet.
  if (detail.ssthresh && *detail.ssthresh >= infinite) detail.ssthresh = Absent::NotApplicable;
  detail.mss = number_at<u32>(info, offsetof(tcp_info, tcpi_snd_mss));
  detail.unacked = number_at<u32>(info, offsetof(tcp_info, tcpi_unacked));
  detail.lost = number_at<u32>(info, offsetof(tcp_info, tcpi_lost));
  detail.retrans_total = number_at<u32>(info, offsetof(tcp_info, tcpi_total_retrans));
  detail.last_ack_ms = number_at<u32>(info, offsetof(tcp_info, tcpi_last_ack_recv));
  detail.bytes_sent = number_at<u64>(info, offsetof(tcp_info, tcpi_bytes_sent));
  detail.bytes_received = number_at<u64>(info, offsetof(tcp_info, tcpi_bytes_received));
}

void read_memory(Text memory, Protocol protocol, SocketDetail& detail) {
  const auto word = [&](int index) {
    return number_at<u32>(memory, static_cast<std::size_t>(index) * sizeof(u32));
  };
  detail.receive_memory = word(SK_MEMINFO_RMEM_ALLOC);
  detail.receive_buffer = word(SK_MEMINFO_RCVBUF);
  detail.send_memory = word(SK_MEMINFO_WMEM_ALLOC);
  detail.send_buffer = word(SK_MEMINFO_SNDBUF);
  if (protocol != Protocol::Tcp) detail.drops = word(SK_MEMINFO_DROPS);
}

// On a node with cgroup v1 or both, every socket says 1, the root of v2: then it is not known.
Known<u64> cgroup_of(const NetlinkAttribute& attribute) {
  u64 id = 0;
  if (!attribute.get(id) || id <= 1) return Absent::Unsupported;
  return id;
}

void read_attributes(Text attributes, DecodedSocket& row) {
  Socket& socket = row.socket;
  SocketDetail& detail = row.detail;
  NetlinkAttribute attribute;
  while (next_attribute(attributes, attribute)) {
    switch (attribute.type) {
      case INET_DIAG_INFO:
        if (socket.protocol == Protocol::Tcp) read_tcp_info(attribute.payload, detail);
        break;
      case INET_DIAG_SKMEMINFO: read_memory(attribute.payload, socket.protocol, detail); break;
      case INET_DIAG_CONG:
        detail.congestion = attribute.payload.substr(0, attribute.payload.find('\0'));
        break;
      case INET_DIAG_SKV6ONLY:
        if (!attribute.payload.empty()) socket.dual_stack = attribute.payload[0] == 0;
        break;
      case INET_DIAG_CGROUP_ID: detail.cgroup = cgroup_of(attribute); break;
      case INET_DIAG_MARK: {
        u32 mark = 0;
        if (attribute.get(mark)) detail.mark = mark;
        break;
      }
      default: break;
    }
  }
}

}  // namespace

std::string request_of(const InetDiagDump& dump) {
  unsigned extensions = 0;
  if (dump.tcp_info) extensions |= extension_bit(INET_DIAG_INFO) | extension_bit(INET_DIAG_CONG);
  if (dump.memory) extensions |= extension_bit(INET_DIAG_SKMEMINFO);
  if (dump.version == 0) {
    inet_diag_req both{};
    both.idiag_family = AF_INET;  // Ignored: the older request always means both.
    both.idiag_ext = static_cast<u8>(extensions);
    both.idiag_states = dump.states;
    return dump_request(TCPDIAG_GETSOCK, sock_diag_sequence, both);
  }
  inet_diag_req_v2 request{};
  request.sdiag_family = dump.version == 6 ? AF_INET6 : AF_INET;
  request.sdiag_protocol = ip_protocol(dump.protocol);
  request.idiag_ext = static_cast<u8>(extensions);
  request.idiag_states = dump.states;
  return dump_request(SOCK_DIAG_BY_FAMILY, sock_diag_sequence, request);
}

bool decode_inet_diag(Text bytes, Protocol protocol, DecodedSocket& row) {
  inet_diag_msg message;
  if (!take(bytes, message)) return false;
  if (message.idiag_family != AF_INET && message.idiag_family != AF_INET6) return false;
  row = {};
  Socket& socket = row.socket;
  socket.protocol = protocol;
  socket.state = state_of(message.idiag_state, protocol);
  socket.local = endpoint_of(message.id.idiag_src, message.id.idiag_sport, message.idiag_family);
  socket.remote = endpoint_of(message.id.idiag_dst, message.id.idiag_dport, message.idiag_family);
  socket.recv_q = message.idiag_rqueue;
  socket.send_q = message.idiag_wqueue;
  socket.backlog = message.idiag_wqueue;  // Of a listener; settle_inet_row drops the one or other.
  socket.uid = message.idiag_uid;
  socket.inode = message.idiag_inode;
  socket.interface = message.id.idiag_if;
  socket.dual_stack = Absent::Unsupported;  // Until INET_DIAG_SKV6ONLY says it.
  if (protocol == Protocol::Tcp) read_timer(message, socket);
  row.has_detail = true;
  row.detail.cookie = u64{message.id.idiag_cookie[1]} << 32 | message.id.idiag_cookie[0];
  if (protocol == Protocol::Raw) row.detail.protocol_number = u32{socket.local.port};
  read_attributes(bytes, row);
  settle_inet_row(socket);
  if (is_bound_inactive(socket)) socket.state = State::Bound;
  return true;
}

}  // namespace sonde
