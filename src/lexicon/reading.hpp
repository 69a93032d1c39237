// reading.hpp: the numbers of /proc/net/tcp and the arithmetic that a reader can follow.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>

#include "base/types.hpp"

namespace sonde::lexicon {

// In which order the machine that wrote the text keeps the bytes of a word.
enum class ByteOrder : u8 { Little, Big };

// `0100007F:0BB8` in its two halves; the address has 8 or 32 hexadecimal digits, the port 4.
struct HexEndpoint {
  Text address;
  Text port;
};

struct HexAddress {
  std::array<u8, 16> bytes{};  // Network order; IPv4 takes the first 4.
  bool is_ipv6 = false;
};

bool is_hex(Text text);
bool is_decimal(Text text);
bool is_hex_address(Text text);  // 8 or 32 hexadecimal digits.

// The value of at most 16 hexadecimal digits; 0 for anything else.
u64 hex_value(Text digits);

std::optional<HexEndpoint> split_endpoint(Text text);

// `digits` must satisfy is_hex_address.
HexAddress read_address(Text digits, ByteOrder order);

// Canonical text (RFC 5952). A v4-mapped address is shown as such: ::ffff:127.0.0.1.
std::string address_text(const HexAddress& address);

// As address_text, but ready for a port: [::1], and 127.0.0.1 for a v4-mapped one.
std::string host_text(const HexAddress& address);

bool is_wildcard(const HexAddress& address);
bool is_v4_mapped(const HexAddress& address);

// Big when these addresses make clearly more sense that way: 7F000001 is hardly 1.0.0.127.
ByteOrder likely_order(std::span<const Text> addresses);

std::string upper(Text hex);

// "0BB8" → "0*4096 + 11*256 + 11*16 + 8".
std::string hex_sum(Text digits);

// "0100007F" → "01 00 00 7F", as it stands there.
std::string spaced_bytes(Text digits);

// 7F 00 00 01, as the address really goes.
std::string spaced_bytes(const HexAddress& address);

// Ticks of 1/100 s as seconds: 2762 → "27.62".
std::string seconds_text(u64 ticks);

// The name of a state number, "" if there is none. 0C is a SYN_RECV too, 0D is BOUND.
Text state_word(u64 number);

// The name of a timer number, "" if there is none.
Text timer_word(u64 number);

}  // namespace sonde::lexicon
