// fib_trie.hpp: the addresses of a network namespace, from its routing table and if_inet6.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "core/value.hpp"
#include "decode/line_said.hpp"
#include "model/interface_address.hpp"

namespace sonde {

struct LocalAddress {
  Address address{};        // The zone of a link-local one points into the file.
  bool link_local = false;  // fe80::/10, or 169.254.0.0/16.
};

// One route of the trie.
struct FibRoute {
  Text table{};  // "Main", "Local", "Id 100"; "" before the first line of a table.
  Address leaf{};
  u8 prefix = 0;
  Text scope{}, type{};  // "link", "UNICAST"

  // The route to an address of the machine itself.
  bool is_local_address() const { return prefix == 32 && scope == "host" && type == "LOCAL"; }
};

// Reads fib_trie line by line. Texts of the route point into the last lines.
class FibTrieReader {
public:
  // Row: the line ends a route.
  LineSaid read(Text line);
  const FibRoute& route() const { return route_; }

private:
  FibRoute route_{};
  bool has_leaf_ = false;
  std::string table_{};
};

// No more are handed out.
inline constexpr std::size_t local_addresses_max = 4096;

// The IPv4 addresses of /proc/net/fib_trie, each once, by number, without 127.0.0.0/8. It holds
// those of interfaces that are down, too.
std::vector<LocalAddress> decode_fib_trie(Text file);

// The IPv6 addresses of /proc/net/if_inet6, each once, without ::1.
std::vector<LocalAddress> decode_if_inet6(Text file);

// One line of it, as a row: the interface points into the line.
bool decode_if_inet6_line(Text line, InterfaceAddress& row);

// Thirty-two hexadecimal digits, as the files about IPv6 write an address.
bool decode_ipv6_digits(Text digits, Address& address);

}  // namespace sonde
