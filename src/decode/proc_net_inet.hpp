// proc_net_inet.hpp: lines of /proc/net/{tcp,udp,udplite,raw,icmp} and their IPv6 siblings.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"
#include "decode/decoded_socket.hpp"

namespace sonde {

// Decodes one line of such a table. `order` is the byte order of the machine that printed it, and
// must not be Infer. Source: net/ipv4/tcp_ipv4.c (get_tcp4_sock, get_openreq4, get_timewait4_sock),
// udp.c, raw.c, ping.c and their siblings in net/ipv6, Linux 6.8.
Line decode_inet_line(Text line, Protocol protocol, ByteOrder order, DecodedSocket& row);

// The address of 8 or 32 hexadecimal digits: 0100007F. False when they are anything else.
bool decode_hex_address(Text digits, ByteOrder order, Endpoint& end);

// Sets what follows from the other fields of an internet socket: which end exists, what its queues
// mean, whether it serves IPv4 too. Both the text and the netlink decoders finish a row with it.
void settle_inet_row(Socket& socket);

}  // namespace sonde
