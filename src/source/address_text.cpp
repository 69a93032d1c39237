// address_text.cpp: finds literals of addresses in any text, and writes others in their place.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <arpa/inet.h>

#include "base/text.hpp"
#include "source/address_map.hpp"

namespace sonde {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// An address at the front of a text.
struct Literal {
  std::array<u8, 16> bytes{};
  std::size_t bytes_count = 0;
  std::size_t size = 0;  // Of the text. 0: there is none.
  char separator = '.';
};

char at_or_space(Text text, std::size_t at) { return at < text.size() ? text[at] : ' '; }

// "192.0.2.1"; what follows may be another number. With dashes it stands alone: "10-0-0-1".
Literal ipv4_at(Text rest, char separator) {
  Literal found{.bytes_count = 4, .separator = separator};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0 && at_or_space(rest, at++) != separator) return {};
    std::size_t digits = 0;
    while (is_digit(at_or_space(rest, at + digits))) ++digits;
    u16 number = 0;
    if (digits == 0 || digits > 3 || !parse_number(rest.substr(at, digits), number)) return {};
    if (number > 255) return {};
    found.bytes[i] = static_cast<u8>(number);
    at += digits;
  }
  if (separator == '-' && is_alnum(at_or_space(rest, at))) return {};
  found.size = at;
  return found;
}

// Pairs of digits, as of a MAC or of a longer hardware address: six of them at a time. What is left
// over of a longer one is blotted out.
Literal mac_at(Text rest) {
  const char separator = at_or_space(rest, 2);
  if (separator != ':' && separator != '-') return {};
  Literal found{.bytes_count = 6, .separator = separator};
  std::size_t pairs = 0;
  for (; pairs < 6; ++pairs) {
    const std::size_t at = pairs * 3;
    if (!is_hex(at_or_space(rest, at)) || !is_hex(at_or_space(rest, at + 1))) return {};
    if (pairs > 0 && rest[at - 1] != separator) return {};
    parse_number(rest.substr(at, 2), found.bytes[pairs], 16);
  }
  constexpr std::size_t size = 17;
  if (is_hex(at_or_space(rest, size))) return {};
  found.size = size;
  return found;
}

// "2001:db8::1", "::ffff:192.0.2.1": the longest that is one.
Literal ipv6_at(Text rest) {
  constexpr std::size_t size_max = INET6_ADDRSTRLEN - 1;
  std::size_t end = 0;
  while (end < std::min(rest.size(), size_max) &&
         (is_hex(rest[end]) || rest[end] == ':' || rest[end] == '.'))
    ++end;
  if (std::ranges::count(rest.substr(0, end), ':') < 2) return {};
  Literal found{.bytes_count = 16, .separator = ':'};
  for (; end >= 2; --end) {
    const bool splits_group = is_hex(at_or_space(rest, end)) && is_hex(rest[end - 1]);
    if (splits_group) continue;
    const std::string text(rest.substr(0, end));
    if (::inet_pton(AF_INET6, text.c_str(), found.bytes.data()) != 1) continue;
    found.size = end;
    return found;
  }
  return {};
}

// "enx0242ac110002": systemd names an interface by its MAC.
Literal named_mac_at(Text rest) {
  Literal found{.bytes_count = 6, .size = 12, .separator = '\0'};
  for (std::size_t i = 0; i < 6; ++i) {
    const Text pair = rest.substr(std::min(rest.size(), 2 * i), 2);
    if (pair.size() != 2 || !parse_number(pair, found.bytes[i], 16)) return {};
  }
  return is_alnum(at_or_space(rest, found.size)) ? Literal{} : found;
}

// As systemd.net-naming-scheme(7) has it: enx0242ac110002, wlx..., and whatever else begins so.
bool names_interface(Text before) {
  constexpr Text kinds[] = {"enx", "wlx", "wwx", "slx", "ibx"};
  return std::ranges::any_of(kinds, [&](Text kind) { return before.ends_with(kind); });
}

Literal literal_at(Text text, std::size_t at) {
  const Text before = text.substr(0, at);
  const Text rest = text.substr(at);
  const char last = before.empty() ? ' ' : before.back();
  if (is_hex(rest.front()) && names_interface(before)) return named_mac_at(rest);
  const bool begins_word = !is_alnum(last);
  const bool begins_colons = last != ':' && rest.starts_with("::");
  if (begins_word && (is_hex(rest.front()) || begins_colons)) {
    if (const Literal mac = mac_at(rest); mac.size > 0) return mac;
    if (const Literal ipv6 = ipv6_at(rest); ipv6.size > 0) return ipv6;
  }
  if (!is_digit(rest.front()) || is_digit(last)) return {};
  if (const Literal ipv4 = ipv4_at(rest, '.'); ipv4.size > 0) return ipv4;
  return begins_word ? ipv4_at(rest, '-') : Literal{};
}

// The length of a network behind an address, "/24"; all of the address where there is none.
unsigned prefix_at(Text rest, const Literal& found) {
  const auto all = static_cast<unsigned>(found.bytes_count * 8);
  if (found.bytes_count == 6 || at_or_space(rest, 0) != '/') return all;
  std::size_t end = 1;
  while (is_digit(at_or_space(rest, end))) ++end;
  unsigned prefix = 0;
  const bool is_prefix =
      parse_number(rest.substr(1, end - 1), prefix) && !is_alnum(at_or_space(rest, end));
  return is_prefix ? std::min(prefix, all) : all;
}

void append_address(std::string& out, const Literal& found) {
  if (found.bytes_count == 16) {
    char text[INET6_ADDRSTRLEN];
    if (::inet_ntop(AF_INET6, found.bytes.data(), text, sizeof text)) out += text;
    return;
  }
  for (std::size_t i = 0; i < found.bytes_count; ++i) {
    if (i > 0 && found.separator != '\0') out += found.separator;
    if (found.bytes_count == 4)
      append_number(out, found.bytes[i]);
    else
      append_hex(out, found.bytes[i], 2);
  }
}

// Of hardware addresses that are longer than a MAC, as of InfiniBand, what comes behind it.
std::size_t size_of_rest(Text rest, const Literal& found) {
  if (found.bytes_count != 6 || found.separator == '\0') return 0;
  std::size_t size = 0;
  while (at_or_space(rest, size) == found.separator && is_hex(at_or_space(rest, size + 1)) &&
         is_hex(at_or_space(rest, size + 2)))
    size += 3;
  return size;
}

}  // namespace

std::string map_addresses(const AddressMap& map, Text text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const bool may_begin = is_hex(text[i]) || text[i] == ':';
    const Literal found = may_begin ? literal_at(text, i) : Literal{};
    if (found.size == 0) {
      out += text[i++];
      continue;
    }
    const Text original = text.substr(i, found.size);
    i += found.size;
    const unsigned prefix = prefix_at(text.substr(i), found);
    Literal mapped = found;
    map.map_network(std::span(mapped.bytes).first(found.bytes_count), prefix);
    if (mapped.bytes == found.bytes)
      out += original;
    else
      append_address(out, mapped);
    for (std::size_t size = size_of_rest(text.substr(i), found); size > 0; size -= 3, i += 3)
      (out += found.separator) += "00";
  }
  return out;
}

}  // namespace sonde
