// fib_trie.cpp: leaves of the routing trie and lines of if_inet6 become local addresses.
// SPDX-License-Identifier: Apache-2.0
#include "decode/fib_trie.hpp"

#include <algorithm>
#include <cstddef>
#include <linux/rtnetlink.h>
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

// Of the link alone, also by 169.254.0.0/16 (RFC 3927).
bool is_of_link(const Address& address) {
  const bool is_ipv4 = address.version == 4;
  return is_link_local(address) || (is_ipv4 && address.bytes[0] == 169 && address.bytes[1] == 254);
}

void keep(const Address& address, std::vector<LocalAddress>& list) {
  if (!is_loopback(address))
    insert_once(list, LocalAddress{address, is_of_link(address)}, comes_first);
}

}  // namespace

bool decode_ipv6_digits(Text digits, Address& address) {
  address = {};
  address.version = 6;
  if (digits.size() != 2 * address.bytes.size()) return false;
  for (std::size_t i = 0; i < address.bytes.size(); ++i)
    if (!parse_number(digits.substr(2 * i, 2), address.bytes[i], 16)) return false;
  return true;
}

// net/ipv4/fib_trie.c, fib_trie_seq_show. Below the name of a table a leaf, and what it routes, of
// which there may be several; an address of this machine is the host route of type LOCAL:
// Local:
//            |-- 192.0.2.2
//               /32 host LOCAL
LineSaid FibTrieReader::read(Text line) {
  const bool is_title = !line.empty() && line.front() != ' ' && line.back() == ':';
  if (is_title) {
    table_ = line.substr(0, line.size() - 1);
    has_leaf_ = false;
    return LineSaid::Header;
  }
  const Text first = next_word(line);
  if (first.empty()) return LineSaid::Header;
  if (first == "|--") {
    has_leaf_ = parse_address(next_word(line), route_.leaf) && route_.leaf.version == 4;
    return has_leaf_ ? LineSaid::Header : LineSaid::Malformed;
  }
  if (!first.starts_with('/')) {
    has_leaf_ = false;
    return first == "+--" ? LineSaid::Header : LineSaid::Unknown;
  }
  constexpr u8 prefix_max = 32;
  route_.table = table_;
  route_.scope = next_word(line);
  route_.type = next_word(line);
  const bool is_route = has_leaf_ && parse_number(first.substr(1), route_.prefix) &&
                        route_.prefix <= prefix_max && !route_.type.empty();
  return is_route ? LineSaid::Row : LineSaid::Malformed;
}

std::vector<LocalAddress> decode_fib_trie(Text file) {
  std::vector<LocalAddress> list;
  FibTrieReader reader;
  while (!file.empty())  // To the end of the file, whose size the caller limits.
    if (reader.read(next_line(file)) == LineSaid::Row && reader.route().is_local_address())
      keep(reader.route().leaf, list);
  return list;
}

// net/ipv6/addrconf.c, if6_seq_show: address, index, prefix length, scope, flags, name:
// fe80000000000000020c29fffea4e315 02 40 20 80    ens33
std::vector<LocalAddress> decode_if_inet6(Text file) {
  std::vector<LocalAddress> list;
  while (!file.empty()) {  // To the end of the file.
    Text line = next_line(file);
    Address address;
    if (!decode_ipv6_digits(next_word(line), address)) continue;
    for (int i = 0; i < 4; ++i) next_word(line);
    const Text name = next_word(line);
    if (name.empty()) continue;  // The line was cut.
    if (is_link_local(address)) address.zone = name;
    keep(address, list);
  }
  return list;
}

bool decode_if_inet6_line(Text line, InterfaceAddress& row) {
  Address address;
  u32 index = 0;
  u8 prefix = 0;
  u8 kind = 0;
  u8 flags = 0;
  if (!decode_ipv6_digits(next_word(line), address)) return false;
  if (!parse_number(next_word(line), index, 16) || !parse_number(next_word(line), prefix, 16) ||
      !parse_number(next_word(line), kind, 16) || !parse_number(next_word(line), flags, 16))
    return false;
  const Text name = next_word(line);
  if (name.empty() || prefix > 128) return false;
  row = {};
  row.address = address;
  row.index = index;
  row.prefix = prefix;
  row.flags = u32{flags};
  row.interface = name;
  row.label = Absent::NotApplicable;
  row.broadcast = Absent::NotApplicable;
  // IPV6_ADDR_LOOPBACK, _LINKLOCAL and _SITELOCAL of net/ipv6.h, as inet6_fill_ifaddr takes them.
  row.scope = kind & 0x10   ? u8{RT_SCOPE_HOST}
              : kind & 0x20 ? u8{RT_SCOPE_LINK}
              : kind & 0x40 ? u8{RT_SCOPE_SITE}
                            : u8{RT_SCOPE_UNIVERSE};
  return true;
}

}  // namespace sonde
