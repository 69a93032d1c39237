// proc_net_route.cpp: words of eight digits in native order, addresses of IPv6 in plain order.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_route.hpp"

#include <bit>
#include <linux/rtnetlink.h>

#include "base/text.hpp"
#include "decode/fib_trie.hpp"
#include "decode/table_header.hpp"

namespace sonde {
namespace {

// linux/route.h and linux/ipv6_route.h.
constexpr u32 has_gateway = 0x2;
constexpr u32 is_rejected = 0x200;
constexpr u32 is_anycast = 0x100000;
constexpr u32 is_local = 0x80000000;

// The address that a native word is on a machine of that byte order, as a number.
u32 host_number(u32 word, ByteOrder order) {
  return order == ByteOrder::Big ? word : std::byteswap(word);
}

Address address_of(u32 number) {
  Address address;
  for (std::size_t i = 0; i < 4; ++i) address.bytes[i] = static_cast<u8>(number >> (24 - 8 * i));
  return address;
}

bool is_mask(u32 number) { return std::countl_one(number) + std::countr_zero(number) >= 32; }

bool read_word(Text word, u32& number) {
  constexpr std::size_t digits = 8;
  return word.size() == digits && parse_number(word, number, 16);
}

}  // namespace

ByteOrder order_of_route(Text line) {
  const Words words = split_words(line);
  constexpr std::size_t mask_column = 7;
  u32 mask = 0;
  if (!read_word(words.at(mask_column), mask)) return ByteOrder::Infer;
  const bool is_little = is_mask(host_number(mask, ByteOrder::Little));
  const bool is_big = is_mask(host_number(mask, ByteOrder::Big));
  if (is_little == is_big) return ByteOrder::Infer;
  return is_little ? ByteOrder::Little : ByteOrder::Big;
}

// net/ipv4/fib_trie.c, fib_route_seq_show. A route without a device, as a blackhole, has "*":
// Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU
// Window	IRTT eth0	00000000	012017AC	0003	0	0	0
// 00000000	0	0	0
LineSaid RouteLines::read_ipv4(Text line, Route& row) {
  const Words words = split_words(line);
  u32 destination = 0;
  u32 gateway = 0;
  u32 flags = 0;
  u32 metric = 0;
  u32 mask = 0;
  const bool is_row = read_word(words.at(1), destination) && read_word(words.at(2), gateway) &&
                      parse_number(words.at(3), flags, 16);
  if (!is_row) return LineSaid::Unknown;
  if (!parse_number(words.at(6), metric) || !read_word(words.at(7), mask))
    return LineSaid::Malformed;
  if (order_ == ByteOrder::Infer) order_ = order_of_route(line);
  const ByteOrder order = order_ == ByteOrder::Infer ? ByteOrder::Little : order_;
  mask = host_number(mask, order);
  if (!is_mask(mask)) return LineSaid::Malformed;
  row = {};
  row.destination = address_of(host_number(destination, order));
  row.prefix = static_cast<u8>(std::countl_one(mask));
  row.gateway = Absent::NotApplicable;
  if (flags & has_gateway) row.gateway = address_of(host_number(gateway, order));
  row.metric = metric;
  row.table = u32{RT_TABLE_MAIN};
  const bool has_device = words.at(0) != "*";
  row.interface = has_device ? Known<Text>(words.at(0)) : Known<Text>(Absent::NotApplicable);
  // Without a device it may be a blackhole, or unreachable, or prohibited.
  if (has_device) row.type = u8{RTN_UNICAST};
  return LineSaid::Row;
}

// net/ipv6/route.c, rt6_info_route / ipv6_route_native_seq_show: destination and its length, source
// and its length, next hop, metric, users, uses, flags, name:
// fe800000000000000000000000000000 40 (32 zeros) 00 (32 zeros) 00000100 00000001 00000000 00000001
// eth0
bool decode_ipv6_route(Text line, Route& row) {
  row = {};
  Address gateway;
  u32 metric = 0;
  u32 flags = 0;
  if (!decode_ipv6_digits(next_word(line), row.destination) ||
      !parse_number(next_word(line), row.prefix, 16) ||
      !decode_ipv6_digits(next_word(line), row.from) ||
      !parse_number(next_word(line), row.from_prefix, 16) ||
      !decode_ipv6_digits(next_word(line), gateway) || !parse_number(next_word(line), metric, 16))
    return false;
  next_word(line);
  next_word(line);
  if (!parse_number(next_word(line), flags, 16) || row.prefix > 128) return false;
  const Text name = next_word(line);
  if (name.empty()) return false;
  row.gateway = flags & has_gateway ? Known<Address>(gateway) : Absent::NotApplicable;
  row.metric = metric;
  row.interface = name;
  constexpr u8 multicast = 0xff;
  if (flags & is_local)
    row.type = u8{RTN_LOCAL};
  else if (flags & is_anycast)
    row.type = u8{RTN_ANYCAST};
  else if (row.prefix >= 8 && row.destination.bytes[0] == multicast)
    row.type = u8{RTN_MULTICAST};
  else if ((flags & is_rejected) == 0)
    row.type = u8{RTN_UNICAST};
  return true;
}

LineSaid RouteLines::read(Text line, Route& row) {
  line = trim(line);
  if (line.empty() || line.starts_with("Iface")) return LineSaid::Header;
  constexpr std::size_t ipv6_digits = 32;
  Text rest = line;
  if (next_word(rest).size() != ipv6_digits) return read_ipv4(line, row);
  if (!decode_ipv6_route(line, row)) return LineSaid::Malformed;
  constexpr u32 of_null_entry = ~0U;  // Its metric; net/ipv6/route.c, fib6_null_entry_template.
  return *row.metric == of_null_entry && !row.type ? LineSaid::Header : LineSaid::Row;
}

}  // namespace sonde
