// diag_sockets.hpp: sockets as sock_diag tells them, for a machine in memory.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>

#include "base/text.hpp"
#include "model/socket.hpp"
#include "unit/support/fake_source.hpp"
#include "unit/support/random_sockets.hpp"

namespace sonde::test {

// What inet_diag_msg_common_fill and inet_sk_diag_fill of net/ipv4/inet_diag.c would say.
struct DiagSocket {
  Endpoint local{}, remote{};
  State state = State::Established;
  u32 recv_q = 0, send_q = 0;  // Of a listener: how many wait, and how many may.
  u32 inode = 0;
  Timer timer = Timer::Off;
  u32 timer_ms = 0;
  u8 retrans = 0;  // Unanswered probes under the timers keepalive and zero-window.
  tcp_info info{};
  u32 drops = 0;  // Of UDP.
  u32 uid = 0;
};

inline std::string netlink_attribute(u16 type, Text payload) {
  const nlattr header{static_cast<u16>(sizeof(nlattr) + payload.size()), type};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  return bytes.append(payload).append((4 - payload.size() % 4) % 4, '\0');
}
template <class T> Text bytes_of_value(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

inline NetlinkMessage diag_message(const DiagSocket& socket, bool is_tcp) {
  inet_diag_msg message{};
  message.idiag_family = socket.local.version == 6 ? AF_INET6 : AF_INET;
  message.idiag_state = static_cast<u8>(socket.state);
  message.idiag_timer = static_cast<u8>(socket.timer);
  message.idiag_retrans = socket.retrans;
  message.idiag_expires = socket.timer_ms;
  message.idiag_rqueue = socket.recv_q;
  message.idiag_wqueue = socket.send_q;
  message.idiag_inode = socket.inode;
  message.idiag_uid = socket.uid;
  message.id.idiag_cookie[0] = socket.inode + 1;
  message.id.idiag_sport = htons(socket.local.port);
  message.id.idiag_dport = htons(socket.remote.port);
  std::memcpy(message.id.idiag_src, socket.local.bytes.data(), 16);
  std::memcpy(message.id.idiag_dst, socket.remote.bytes.data(), 16);
  std::string body(bytes_of_value(message));
  const u32 memory[SK_MEMINFO_VARS] = {0, 212992, 0, 212992, 0, 0, 0, 0, socket.drops};
  body += netlink_attribute(INET_DIAG_SKMEMINFO, bytes_of_value(memory));
  if (is_tcp) body += netlink_attribute(INET_DIAG_INFO, bytes_of_value(socket.info));
  return {SOCK_DIAG_BY_FAMILY, std::move(body)};
}

// TCP of both families is asked for by the older request, or each by its own.
inline void tcp_sockets(FakeSource& machine, const std::vector<DiagSocket>& sockets) {
  std::vector<NetlinkMessage> all, ipv4, ipv6;
  for (const DiagSocket& socket : sockets) {
    all.push_back(diag_message(socket, true));
    (socket.local.version == 6 ? ipv6 : ipv4).push_back(all.back());
  }
  machine.netlink(NETLINK_SOCK_DIAG, TCPDIAG_GETSOCK, "", all);
  machine.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_INET, IPPROTO_TCP}, ipv4);
  machine.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_INET6, IPPROTO_TCP}, ipv6);
}

inline void udp_sockets(FakeSource& machine, const std::vector<DiagSocket>& sockets) {
  std::vector<NetlinkMessage> ipv4, ipv6;
  for (const DiagSocket& socket : sockets)
    (socket.local.version == 6 ? ipv6 : ipv4).push_back(diag_message(socket, false));
  machine.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_INET, IPPROTO_UDP}, ipv4);
  machine.netlink(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, {AF_INET6, IPPROTO_UDP}, ipv6);
}

}  // namespace sonde::test
