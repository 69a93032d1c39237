// route_words.hpp: the words of ip(8) for what routes and rules hold as numbers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/value.hpp"

namespace sonde {

// RTN_ of linux/rtnetlink.h: their order is their number.
inline constexpr Text route_type_names[] = {"none",     "unicast",   "local",     "broadcast",
                                            "anycast",  "multicast", "blackhole", "unreachable",
                                            "prohibit", "throw",     "nat",       "xresolve"};

// "main", "local", "default", or the number.
Text table_word(u32 table, std::string& room);
// "kernel", "static", "bird", or the number.
Text protocol_word(u8 protocol, std::string& room);
// "default", "10.2.0.0/16"; an address alone when it is one host.
Text network_word(const Address& address, u8 prefix, std::string& room);

// An address and how many of its bits count.
struct NetworkRange {
  Address address{};
  u8 prefix = 0;

  bool has(const Address& other) const;
};

// The other way, of the words of fib_trie: "UNICAST", "universe". False for one that is not known.
bool number_of_type(Text word, Known<u8>& type);
bool number_of_scope(Text word, Known<u8>& scope);

}  // namespace sonde
