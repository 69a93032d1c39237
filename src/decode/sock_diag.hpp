// sock_diag.hpp: requests and answers of NETLINK_SOCK_DIAG, sock_diag(7).
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "decode/decoded_socket.hpp"

namespace sonde {

// The sequence number of every request: one dump is under way at a time.
inline constexpr u32 sock_diag_sequence = 0x50DE;

// A dump of internet sockets. `version` 0 asks for IPv4 and IPv6 in one pass, which the kernel does
// for TCP only, by its older request (net/ipv4/inet_diag.c, inet_diag_dump_compat).
struct InetDiagDump {
  Protocol protocol = Protocol::Tcp;  // Tcp, Udp, Udplite, Raw or Sctp.
  u8 version = 4;                     // 4, 6, or 0 for both.
  u32 states = ~0U;                   // Bit n: sockets in state n of include/net/tcp_states.h.
  bool tcp_info = false;              // Ask for tcp_info and the congestion control's name.
  bool memory = false;                // Ask for socket memory; UDP's drops come with it.
};

std::string request_of(const InetDiagDump& dump);
std::string unix_diag_request();
std::string packet_diag_request();
std::string netlink_diag_request();

// Decode one message of a dump, without its netlink header. False when it is too short to be one.
bool decode_inet_diag(Text message, Protocol protocol, DecodedSocket& row);
// ss shows the NULs of an abstract name as '@'; so do we. `room` is where such a name is built.
bool decode_unix_diag(Text message, DecodedSocket& row, std::string& room);
bool decode_packet_diag(Text message, DecodedSocket& row);
bool decode_netlink_diag(Text message, DecodedSocket& row);

}  // namespace sonde
