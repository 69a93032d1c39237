// packed.cpp: reading packed text.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/packed.hpp"

#include <cstddef>
#include <string>

#include "base/types.hpp"

namespace sonde::lexicon {
namespace {

constexpr std::size_t packed_size(char first) {
  const u8 byte = static_cast<u8>(first);
  return byte >= 0x80 && byte < packed_often_begin ? 2 : 1;
}

}  // namespace

Text take_packed(Text& rest, char end) {
  std::size_t at = 0;
  while (at < rest.size() && rest[at] != end) at += packed_size(rest[at]);
  const Text taken = rest.substr(0, at);
  rest.remove_prefix(at < rest.size() ? at + 1 : rest.size());
  return taken;
}

void append_unpacked(std::string& out, Text packed) {
  for (std::size_t i = 0; i < packed.size(); ++i) {
    const u8 first = static_cast<u8>(packed[i]);
    if (first >= packed_often_begin) {
      out += packed_often.substr((first - packed_often_begin) * 3, 3);
      continue;
    }
    if (first < 0x80) {
      out += packed[i];
      continue;
    }
    const u32 high = first & 0x7FU;
    if (++i == packed.size()) return;  // It was cut.
    const u32 number = high * packed_base + static_cast<u8>(packed[i]) - packed_least;
    const bool is_sign = number >= packed_signs;
    const u32 point = is_sign ? number - packed_signs + 0xFF00 : number + 0x3000;
    out += static_cast<char>(0xE0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

}  // namespace sonde::lexicon
