// value.cpp: addresses as text and back, and the order of cells.
// SPDX-License-Identifier: Apache-2.0
#include "core/value.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cmath>
#include <compare>
#include <cstdio>
#include <cstring>

#include "base/text.hpp"

namespace sonde {
namespace {

// Every octet as text, so that a million addresses need no division.
struct Octet {
  char digits[3];
  u8 size;
};
constexpr std::array<Octet, 256> octets = [] {
  std::array<Octet, 256> all{};
  for (unsigned v = 0; v < 256; ++v) {
    Octet& o = all[v];
    if (v >= 100) o.digits[o.size++] = static_cast<char>('0' + v / 100);
    if (v >= 10) o.digits[o.size++] = static_cast<char>('0' + v / 10 % 10);
    o.digits[o.size++] = static_cast<char>('0' + v % 10);
  }
  return all;
}();

void append_ipv4(std::string& out, const u8* bytes) {
  char text[16];
  char* at = text;
  for (int i = 0; i < 4; ++i) {
    const Octet& octet = octets[bytes[i]];
    std::memcpy(at, octet.digits, sizeof octet.digits);
    at += octet.size;
    *at++ = '.';
  }
  out.append(text, static_cast<std::size_t>(at - text - 1));
}

struct Run {
  std::size_t start = 8;
  std::size_t length = 0;
};

// The longest run of two or more zero groups, the first of equals (RFC 5952 section 4.2).
Run longest_zero_run(const std::array<u32, 8>& groups) {
  Run best;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i >= 2 && end - i > best.length) best = {i, end - i};
    i = std::max(end, i + 1);
  }
  return best;
}

void append_ipv6(std::string& out, const std::array<u8, 16>& bytes) {
  std::array<u32, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i)
    groups[i] = static_cast<u32>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  const Run zeros = longest_zero_run(groups);
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == zeros.start) {
      out += "::";
      i += zeros.length - 1;
      continue;
    }
    if (i != 0 && i != zeros.start + zeros.length) out += ':';
    char text[8];
    out.append(text, std::to_chars(text, text + sizeof text, groups[i], 16).ptr);
  }
}

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

int compare_addresses(const Address& left, const Address& right) {
  if (left.version != right.version) return left.version < right.version ? -1 : 1;
  if (left.bytes != right.bytes) return left.bytes < right.bytes ? -1 : 1;
  return sign(left.zone <=> right.zone);
}

}  // namespace

bool is_loopback(const Address& address) {
  const auto& bytes = address.bytes;
  if (address.version == 4) return bytes[0] == 127;
  return bytes.back() == 1 &&
         std::all_of(bytes.begin(), bytes.end() - 1, [](u8 byte) { return byte == 0; });
}

bool is_link_local(const Address& address) {
  return address.version == 6 && address.bytes[0] == 0xfe && (address.bytes[1] & 0xc0) == 0x80;
}

void append_address(std::string& out, const Address& address) {
  if (address.version == 4)
    append_ipv4(out, address.bytes.data());
  else
    append_ipv6(out, address.bytes);
  if (address.zone.empty()) return;
  out += '%';
  out += address.zone;
}

void append_address(std::string& out, const Address& address, u16 port) {
  const bool has_brackets = address.version == 6;
  if (has_brackets) out += '[';
  append_address(out, address);
  out += has_brackets ? "]:" : ":";
  append_number(out, port);
}

bool parse_address(Text text, Address& address) {
  address = {};
  const std::size_t percent = text.find('%');
  const Text host = text.substr(0, percent);
  if (percent != Text::npos) address.zone = text.substr(percent + 1);
  char copy[INET6_ADDRSTRLEN + 1];
  // inet_pton would end at a NUL, and not see what stands behind it.
  if (host.empty() || host.size() >= sizeof copy || host.contains('\0')) return false;
  copy[host.copy(copy, host.size())] = '\0';
  address.version = host.find(':') == Text::npos ? 4 : 6;
  if (address.version == 4 && percent != Text::npos) return false;
  if (percent != Text::npos && address.zone.empty()) return false;
  return inet_pton(address.version == 4 ? AF_INET : AF_INET6, copy, address.bytes.data()) == 1;
}

void append_real(std::string& out, double real) {
  const double size = std::abs(real);
  const bool is_usual = size == 0 || (size >= 1e-6 && size < 1e15);
  // As few decimals as read back as the same number; std::to_chars would bring 130 kB of tables.
  constexpr int most_decimals = 22;  // 17 digits of a number that begins with 0.00000.
  char digits[64];
  for (int decimals = is_usual ? 2 : 0; decimals <= most_decimals; ++decimals) {
    std::snprintf(digits, sizeof digits, is_usual ? "%.*f" : "%.*e", decimals, real);
    double back = 0;
    if (parse_real(digits, back) && back == real) break;
  }
  out += digits;
}

void append_plain(std::string& out, const Cell& cell) {
  struct {
    std::string& out;
    void operator()(Absent why) const { out += name_of(why); }
    void operator()(bool yes) const { out += yes ? "true" : "false"; }
    void operator()(i64 number) const { append_number(out, number); }
    void operator()(double real) const { append_real(out, real); }
    void operator()(Text text) const { out += text; }
    void operator()(const Address& address) const { append_address(out, address); }
    void operator()(Numbers list) const {
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (i != 0) out += ' ';
        append_number(out, list[i]);
      }
    }
  } append{out};
  std::visit(append, cell);
}

int compare(const Cell& left, const Cell& right) {
  if (left.index() != right.index()) return left.index() < right.index() ? -1 : 1;
  if (const i64* number = std::get_if<i64>(&left)) return sign(*number <=> std::get<i64>(right));
  if (const Text* text = std::get_if<Text>(&left)) return sign(*text <=> std::get<Text>(right));
  if (const Address* a = std::get_if<Address>(&left))
    return compare_addresses(*a, std::get<Address>(right));
  if (const bool* flag = std::get_if<bool>(&left)) return int{*flag} - int{std::get<bool>(right)};
  if (const double* real = std::get_if<double>(&left)) {
    const double other = std::get<double>(right);
    return *real < other ? -1 : *real > other ? 1 : 0;
  }
  if (const Numbers* list = std::get_if<Numbers>(&left)) {
    const Numbers other = std::get<Numbers>(right);
    return sign(std::lexicographical_compare_three_way(list->begin(), list->end(), other.begin(),
                                                       other.end()));
  }
  return 0;
}

}  // namespace sonde
