// fib_trie.hpp: the addresses of a network namespace, from its routing table and if_inet6.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <vector>

#include "core/value.hpp"

namespace sonde {

struct LocalAddress {
  Address address{};        // The zone of a link-local one points into the file.
  bool link_local = false;  // fe80::/10, or 169.254.0.0/16.
};

// No more are handed out.
inline constexpr std::size_t local_addresses_max = 4096;

// The IPv4 addresses of /proc/net/fib_trie, each once, by number, without 127.0.0.0/8. It holds
// those of interfaces that are down, too.
std::vector<LocalAddress> decode_fib_trie(Text file);

// The IPv6 addresses of /proc/net/if_inet6, each once, without ::1.
std::vector<LocalAddress> decode_if_inet6(Text file);

}  // namespace sonde
