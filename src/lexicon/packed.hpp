// packed.hpp: Japanese and Chinese text of the program's own in two bytes a character, not three.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <string>

#include "base/types.hpp"

namespace sonde::lexicon {

// ASCII stays as it is. A character of U+3000 to U+9FFF or U+FF00 to U+FFEF (kana, kanji, wide
// signs) is a number, written with two digits to the base 240: the first one has the highest bit
// set, the second one begins at 16, so that a newline is always a newline. The three bytes that
// UTF-8 takes would make the binary 30 kB larger.
inline constexpr u32 packed_base = 240;
inline constexpr u32 packed_least = 16;
inline constexpr u32 packed_signs = 0x7000;  // The number of U+FF00.
// A fifth of all characters are these: one byte each, from a first digit on that nothing else has.
inline constexpr Text packed_often = "。の数的たーで";
inline constexpr u32 packed_often_begin = 0xF9;

// The number of three bytes of UTF-8. What cannot be packed does not compile.
consteval u32 packed_number(u32 first, u32 second, u32 third) {
  if ((first & 0xF0) != 0xE0) throw "only characters of three bytes can be packed";
  const u32 point = (first & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
  if (point >= 0xFF00 && point < 0xFFF0) return point - 0xFF00 + packed_signs;
  if (point < 0x3000 || point >= 0xA000) throw "this character cannot be packed";
  return point - 0x3000;
}

inline constexpr std::size_t packed_often_count = packed_often.size() / 3;
inline constexpr auto packed_often_numbers = []() consteval {
  std::array<u32, packed_often_count> numbers{};
  for (std::size_t i = 0; i < packed_often.size(); i += 3)
    numbers[i / 3] =
        packed_number(static_cast<u8>(packed_often[i]), static_cast<u8>(packed_often[i + 1]),
                      static_cast<u8>(packed_often[i + 2]));
  return numbers;
}();

// Plain arrays: clang counts each statement of what it computes, and gives up at a million.
template <std::size_t size> struct PackedBytes {
  char bytes[size]{};
  std::size_t used = 0;
};

template <class Say> consteval auto pack() {
  constexpr Text text = Say{}();
  PackedBytes<text.size()> packed;
  const u32* const often_numbers = packed_often_numbers.data();
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    if (static_cast<u8>(*at) < 0x80) {
      packed.bytes[packed.used++] = *at++;
      continue;
    }
    const u32 number =
        packed_number(static_cast<u8>(at[0]), static_cast<u8>(at[1]), static_cast<u8>(at[2]));
    at += 3;
    std::size_t often = 0;
    while (often < packed_often_count && often_numbers[often] != number) ++often;
    if (often < packed_often_count) {
      packed.bytes[packed.used++] = static_cast<char>(packed_often_begin + often);
      continue;
    }
    packed.bytes[packed.used++] = static_cast<char>(0x80 | number / packed_base);
    packed.bytes[packed.used++] = static_cast<char>(packed_least + number % packed_base);
  }
  return packed;
}

// Only what is used of it stands in the binary.
template <class Say> inline constexpr auto packed_bytes = [] {
  constexpr auto whole = pack<Say>();
  PackedBytes<whole.used> exact;
  while (exact.used < whole.used) {
    exact.bytes[exact.used] = whole.bytes[exact.used];
    ++exact.used;
  }
  return exact;
}();

// packed([] { return Text("..."); }): the literal itself does not get into the binary.
template <class Say> consteval Text packed(Say) {
  return {packed_bytes<Say>.bytes, packed_bytes<Say>.used};
}

// Cuts what stands before the next `end`, an ASCII character, or all of it, from packed text.
Text take_packed(Text& rest, char end);

// Packed text as UTF-8.
void append_unpacked(std::string& out, Text packed);

}  // namespace sonde::lexicon
