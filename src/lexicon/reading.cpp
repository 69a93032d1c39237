// reading.cpp: the numbers of /proc/net/tcp and the arithmetic that a reader can follow.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/reading.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde::lexicon {
namespace {

constexpr Text hex_digits = "0123456789ABCDEF";

constexpr bool is_hex_digit(char digit) {
  return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') ||
         (digit >= 'A' && digit <= 'F');
}

// How much an IPv4 address looks like one that hosts use: loopback and private ones most.
int plausibility_of_ipv4(const u8* bytes) {
  if (bytes[0] == 127) return 3;
  if (bytes[0] == 10 || (bytes[0] == 192 && bytes[1] == 168)) return 2;
  if (bytes[0] == 172 && bytes[1] >= 16 && bytes[1] < 32) return 2;
  if (bytes[0] == 169 && bytes[1] == 254) return 2;
  return bytes[0] == 0 || bytes[0] >= 224 ? 0 : 1;
}

int plausibility(const HexAddress& address) {
  const u8* const bytes = address.bytes.data();
  if (is_wildcard(address)) return 0;
  if (!address.is_ipv6) return plausibility_of_ipv4(bytes);
  if (is_v4_mapped(address)) return 2 + plausibility_of_ipv4(bytes + 12);
  if (std::all_of(bytes, bytes + 15, [](u8 byte) { return byte == 0; })) return 3;
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) return 3;
  return (bytes[0] & 0xE0) == 0x20 || (bytes[0] & 0xFE) == 0xFC ? 2 : 0;
}

}  // namespace

bool is_hex(Text text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_hex_digit);
}

bool is_decimal(Text text) {
  return !text.empty() && text.find_first_not_of("0123456789") == Text::npos;
}

bool is_hex_address(Text text) { return (text.size() == 8 || text.size() == 32) && is_hex(text); }

u64 hex_value(Text digits) {
  u64 value = 0;
  return parse_number(digits, value, 16) ? value : 0;
}

std::optional<HexEndpoint> split_endpoint(Text text) {
  const std::size_t colon = text.find(':');
  if (colon == Text::npos) return std::nullopt;
  const HexEndpoint endpoint{text.substr(0, colon), text.substr(colon + 1)};
  if (!is_hex_address(endpoint.address)) return std::nullopt;
  if (endpoint.port.size() != 4 || !is_hex(endpoint.port)) return std::nullopt;
  return endpoint;
}

// The kernel prints each 32-bit word of the address as a number (%08X), so the bytes of a word
// stand in the order of the machine; the words of an IPv6 address stay in their place.
HexAddress read_address(Text digits, ByteOrder order) {
  HexAddress address;
  address.is_ipv6 = digits.size() == 32;
  const std::size_t count = std::min<std::size_t>(digits.size() / 2, address.bytes.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = order == ByteOrder::Big ? i : (i / 4) * 4 + 3 - i % 4;
    address.bytes[place] = static_cast<u8>(hex_value(digits.substr(i * 2, 2)));
  }
  return address;
}

std::string address_text(const HexAddress& address) {
  char text[INET6_ADDRSTRLEN] = "";
  const int family = address.is_ipv6 ? AF_INET6 : AF_INET;
  inet_ntop(family, address.bytes.data(), text, sizeof text);
  return text;
}

std::string host_text(const HexAddress& address) {
  if (!address.is_ipv6) return address_text(address);
  if (!is_v4_mapped(address)) return "[" + address_text(address) + "]";
  HexAddress inner;
  std::copy_n(address.bytes.begin() + 12, 4, inner.bytes.begin());
  return address_text(inner);
}

bool is_wildcard(const HexAddress& address) {
  return std::all_of(address.bytes.begin(), address.bytes.end(), [](u8 b) { return b == 0; });
}

bool is_v4_mapped(const HexAddress& address) {
  constexpr std::array<u8, 12> prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return address.is_ipv6 && std::equal(prefix.begin(), prefix.end(), address.bytes.begin());
}

ByteOrder likely_order(std::span<const Text> addresses) {
  int little = 0;
  int big = 0;
  for (const Text digits : addresses) {
    little += plausibility(read_address(digits, ByteOrder::Little));
    big += plausibility(read_address(digits, ByteOrder::Big));
  }
  return big > little ? ByteOrder::Big : ByteOrder::Little;
}

std::string upper(Text hex) {
  std::string out(hex);
  for (char& letter : out) {
    if (letter >= 'a' && letter <= 'f') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return out;
}

std::string hex_sum(Text digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0) out += " + ";
    append_number(out, hex_value(digits.substr(i, 1)));
    const std::size_t power = digits.size() - 1 - i;
    if (power == 0) continue;
    out.push_back('*');
    append_number(out, u64{1} << (4 * power));
  }
  return out;
}

std::string spaced_bytes(Text digits) {
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    if (i != 0) out += i % 8 == 0 ? "  " : " ";
    out += upper(digits.substr(i, 2));
  }
  return out;
}

std::string spaced_bytes(const HexAddress& address) {
  std::string digits;
  for (std::size_t i = 0; i < (address.is_ipv6 ? 16U : 4U); ++i) {
    digits.push_back(hex_digits[address.bytes[i] / 16]);
    digits.push_back(hex_digits[address.bytes[i] % 16]);
  }
  return spaced_bytes(digits);
}

std::string seconds_text(u64 ticks) {
  std::string out;
  append_number(out, ticks / 100);
  out.push_back('.');
  append_number(out, ticks / 10 % 10);
  append_number(out, ticks % 10);
  return out;
}

// include/net/tcp_states.h; 0C and 0D never stand in /proc/net/tcp of the kernels known.
Text state_word(u64 number) {
  constexpr Text words[] = {"",          "ESTABLISHED", "SYN_SENT", "SYN_RECV",   "FIN_WAIT1",
                            "FIN_WAIT2", "TIME_WAIT",   "CLOSE",    "CLOSE_WAIT", "LAST_ACK",
                            "LISTEN",    "CLOSING",     "SYN_RECV", "BOUND"};
  return number < std::size(words) ? words[number] : Text{};
}

Text timer_word(u64 number) {
  constexpr Text words[] = {"off", "retransmit", "keepalive", "time-wait", "zero-window"};
  return number < std::size(words) ? words[number] : Text{};
}

}  // namespace sonde::lexicon
