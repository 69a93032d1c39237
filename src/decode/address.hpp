// address.hpp: addresses of interfaces as rtnetlink tells them: a request, and its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "model/interface_address.hpp"

namespace sonde {

inline constexpr u32 address_sequence = 0x12;

// A dump of all addresses of a network namespace, IPv4 and IPv6.
std::string address_request();

// Decodes one RTM_NEWADDR, without its netlink header; false when it is none. Texts point into the
// message; the name of the interface is not in it.
// Sources: net/ipv4/devinet.c, inet_fill_ifaddr; net/ipv6/addrconf.c, inet6_fill_ifaddr; Linux 6.8.
bool decode_address(Text message, InterfaceAddress& row);

// An address of 4 or 16 bytes, as attributes of rtnetlink hold them.
Known<Address> known_address(Text bytes);

// "global", "link", "host", "site", "nowhere", or the number: as ip(8) shows a scope.
Text scope_word(u8 scope, std::string& room);

}  // namespace sonde
