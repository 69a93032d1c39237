// paste_fields.hpp: the shapes of single fields in tables of /proc/net.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>

#include "base/types.hpp"

namespace sonde {

enum class PasteField : u8 {
  Address,  // 8 or 32 digits, ':', 4 digits.
  Hex2,
  Hex4,
  Hex8,
  Queues,   // 8:8.
  Timer,    // 2:8.
  Decimal,  // As printed by %u: no zero in front.
  Number,   // As printed by %d, at most 10 digits.
  Pointer,  // 8 to 16 digits.
  PointerColon,
  PointerOrNumber,  // netlink's Dump was a pointer, and is a number.
};

// No field is longer.
inline constexpr std::size_t field_max = 40;

bool fits(PasteField field, Text text);

// Whether there are only hexadecimal digits, however many.
bool is_all_hex(Text text);

// How long "12:" is in "12:0100007F:0035" and in "12:": the number that `sl` or grep put in front.
// It has at most 7 digits: eight may be an address or a pointer.
std::size_t number_prefix(Text token);

// The 8 or 32 digits of "0100007F:0035", also of "1:0100007F:0035"; "" when it is no such token.
Text address_digits(Text token);

}  // namespace sonde
