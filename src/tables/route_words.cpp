// route_words.cpp: tables of words, and numbers for what has none.
// SPDX-License-Identifier: Apache-2.0
#include "tables/route_words.hpp"

#include <linux/rtnetlink.h>

#include "base/text.hpp"

namespace sonde {
namespace {

struct Word {
  u8 number;
  Text word;
};

// RTPROT_ of linux/rtnetlink.h, and what routing daemons registered there.
constexpr Word protocols[] = {{0, "unspec"}, {1, "redirect"}, {2, "kernel"},    {3, "boot"},
                              {4, "static"}, {8, "gated"},    {9, "ra"},        {10, "mrt"},
                              {11, "zebra"}, {12, "bird"},    {13, "dnrouted"}, {14, "xorp"},
                              {15, "ntk"},   {16, "dhcp"},    {17, "mrouted"},  {18, "keepalived"},
                              {42, "babel"}, {99, "openr"},   {186, "bgp"},     {187, "isis"},
                              {188, "ospf"}, {189, "rip"},    {192, "eigrp"}};

// rtn_scope of net/ipv4/fib_trie.c.
constexpr Word scopes[] = {{RT_SCOPE_UNIVERSE, "universe"},
                           {RT_SCOPE_SITE, "site"},
                           {RT_SCOPE_LINK, "link"},
                           {RT_SCOPE_HOST, "host"},
                           {RT_SCOPE_NOWHERE, "nowhere"}};

Text number_word(u32 number, std::string& room) {
  room.clear();
  append_number(room, number);
  return room;
}

}  // namespace

bool NetworkRange::has(const Address& other) const {
  if (other.version != address.version) return false;
  for (unsigned bit = 0; bit < prefix; ++bit) {
    const unsigned mask = 0x80U >> bit % 8;
    if ((other.bytes[bit / 8] & mask) != (address.bytes[bit / 8] & mask)) return false;
  }
  return true;
}

Text table_word(u32 table, std::string& room) {
  switch (table) {
    case RT_TABLE_DEFAULT: return "default";
    case RT_TABLE_MAIN: return "main";
    case RT_TABLE_LOCAL: return "local";
    default: return number_word(table, room);
  }
}

Text protocol_word(u8 protocol, std::string& room) {
  for (const Word& word : protocols)
    if (word.number == protocol) return word.word;
  return number_word(protocol, room);
}

Text network_word(const Address& address, u8 prefix, std::string& room) {
  if (prefix == 0) return "default";
  room.clear();
  append_address(room, address);
  if (prefix != (address.version == 6 ? 128 : 32)) append_number(room += '/', prefix);
  return room;
}

bool number_of_type(Text word, Known<u8>& type) {
  for (u8 number = 0; number < std::size(route_type_names); ++number)
    if (equal_words(route_type_names[number], word)) type = number;
  return static_cast<bool>(type);
}

bool number_of_scope(Text word, Known<u8>& scope) {
  for (const Word& known : scopes)
    if (known.word == word) scope = known.number;
  return static_cast<bool>(scope);
}

}  // namespace sonde
