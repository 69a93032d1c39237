// paste_fields.cpp: what the kernel prints a field with, the other way round.
// SPDX-License-Identifier: Apache-2.0
#include "decode/paste_fields.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/types.hpp"

namespace sonde {
namespace {

constexpr std::array<bool, 256> hex_digits = [] {
  std::array<bool, 256> is{};
  for (const char c : Text("0123456789abcdefABCDEF")) is[static_cast<u8>(c)] = true;
  return is;
}();

bool is_hex(Text text, std::size_t size) { return text.size() == size && is_all_hex(text); }

bool is_hex_pair(Text text, std::size_t left, std::size_t right) {
  return text.size() == left + 1 + right && text[left] == ':' && is_all_hex(text.substr(0, left)) &&
         is_all_hex(text.substr(left + 1));
}

bool is_digits(Text text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_decimal(Text text, std::size_t size_max) {
  return text.size() <= size_max && is_digits(text) && (text.size() == 1 || text[0] != '0');
}

bool is_number(Text text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return is_decimal(text, 10);
}

bool is_pointer(Text text) { return text.size() >= 8 && text.size() <= 16 && is_all_hex(text); }

}  // namespace

bool is_all_hex(Text text) {
  return std::ranges::all_of(text, [](char c) { return hex_digits[static_cast<u8>(c)]; });
}

bool fits(PasteField field, Text text) {
  switch (field) {
    case PasteField::Address: return is_hex_pair(text, 8, 4) || is_hex_pair(text, 32, 4);
    case PasteField::Hex2: return is_hex(text, 2);
    case PasteField::Hex4: return is_hex(text, 4);
    case PasteField::Hex8: return is_hex(text, 8);
    case PasteField::Queues: return is_hex_pair(text, 8, 8);
    case PasteField::Timer: return is_hex_pair(text, 2, 8);
    case PasteField::Decimal: return is_decimal(text, 20);
    case PasteField::Number: return is_number(text);
    case PasteField::Pointer: return is_pointer(text);
    case PasteField::PointerColon:
      return text.ends_with(':') && is_pointer(text.substr(0, text.size() - 1));
    case PasteField::PointerOrNumber:
      return is_pointer(text) || is_number(text) || text == "(null)";
  }
  return false;
}

std::size_t number_prefix(Text token) {
  const std::size_t colon = token.find(':');
  if (colon == Text::npos || colon > 7 || !is_digits(token.substr(0, colon))) return 0;
  return colon + 1;
}

Text address_digits(Text token) {
  if (!fits(PasteField::Address, token)) token.remove_prefix(number_prefix(token));
  return fits(PasteField::Address, token) ? token.substr(0, token.size() - 5) : Text{};
}

}  // namespace sonde
