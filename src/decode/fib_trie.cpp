// fib_trie.cpp: leaves of the routing trie and lines of if_inet6 become local addresses.
// SPDX-License-Identifier: Apache-2.0
#include "decode/fib_trie.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"

namespace sonde {
namespace {

// Puts the value into the sorted list, unless it is there or the list is full.
template <class List, class Value, class Less>
void insert_once(List& list, const Value& value, Less less) {
  if (list.size() >= local_addresses_max) return;
  const auto at = std::ranges::lower_bound(list, value, less);
  if (at == list.end() || less(value, *at)) list.insert(at, value);
}

bool comes_first(const LocalAddress& a, const LocalAddress& b) {
  if (a.address.bytes != b.address.bytes) return a.address.bytes < b.address.bytes;
  return a.address.zone < b.address.zone;
}

bool is_link_local(const Address& address) {
  const auto& bytes = address.bytes;
  if (address.version == 4) return bytes[0] == 169 && bytes[1] == 254;
  return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
}

void keep(const Address& address, std::vector<LocalAddress>& list) {
  if (!is_loopback(address))
    insert_once(list, LocalAddress{address, is_link_local(address)}, comes_first);
}

// Thirty-two hexadecimal digits.
bool read_address(Text digits, Address& address) {
  address = {};
  address.version = 6;
  if (digits.size() != 2 * address.bytes.size()) return false;
  for (std::size_t i = 0; i < address.bytes.size(); ++i)
    if (!parse_number(digits.substr(2 * i, 2), address.bytes[i], 16)) return false;
  return true;
}

}  // namespace

// net/ipv4/fib_trie.c, fib_trie_seq_show. A leaf and what it routes, of which there may be several;
// an address of this machine is the host route of type LOCAL:
//            |-- 192.0.2.2
//               /32 host LOCAL
std::vector<LocalAddress> decode_fib_trie(Text file) {
  std::vector<LocalAddress> list;
  Address leaf;
  bool has_leaf = false;
  while (!file.empty()) {  // To the end of the file, whose size the caller limits.
    Text line = next_line(file);
    const Text first = next_word(line);
    if (first == "|--") {
      has_leaf = parse_address(next_word(line), leaf) && leaf.version == 4;
    } else if (first == "/32") {
      const Text scope = next_word(line);
      if (has_leaf && scope == "host" && next_word(line) == "LOCAL") keep(leaf, list);
    } else if (!first.starts_with('/')) {
      has_leaf = false;
    }
  }
  return list;
}

// net/ipv6/addrconf.c, if6_seq_show: address, index, prefix length, scope, flags, name:
// fe80000000000000020c29fffea4e315 02 40 20 80    ens33
std::vector<LocalAddress> decode_if_inet6(Text file) {
  std::vector<LocalAddress> list;
  while (!file.empty()) {  // To the end of the file.
    Text line = next_line(file);
    Address address;
    if (!read_address(next_word(line), address)) continue;
    for (int i = 0; i < 4; ++i) next_word(line);
    const Text name = next_word(line);
    if (name.empty()) continue;  // The line was cut.
    if (is_link_local(address)) address.zone = name;
    keep(address, list);
  }
  return list;
}

}  // namespace sonde
