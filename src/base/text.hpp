// text.hpp: small tools on text: numbers, words, patterns and suggestions.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <charconv>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <system_error>

#include "base/types.hpp"

namespace sonde {

// Numbers, without bool, whose reading as a number is a mistake.
template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool>;

// Whether the whole of `whole` is a number that fits `value`; otherwise `value` is untouched.
// No sign but a minus for signed types, no "0x", no spaces.
template <Number T> bool parse_number(Text whole, T& value, int base = 10) {
  T parsed{};
  const char* const end = whole.data() + whole.size();
  const std::from_chars_result result = std::from_chars(whole.data(), end, parsed, base);
  if (result.ec != std::errc{} || result.ptr != end) return false;
  value = parsed;
  return true;
}

// The same of a finite number in decimal, as "0.5", "2" or "1e-3".
bool parse_real(Text whole, double& value);

// Appends a number in decimal.
template <Number T> void append_number(std::string& out, T value) {
  char digits[24];
  const std::to_chars_result result = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, static_cast<std::size_t>(result.ptr - digits));
}

// Appends a number in lower-case hexadecimal, without "0x", padded with zeros to `min_digits`.
void append_hex(std::string& out, u64 value, std::size_t min_digits = 1);

// Appends a number of bytes for people: "512", "1.2G", "100M".
void append_size(std::string& out, u64 bytes);

// The text without the spaces, tabs and line ends at both sides.
Text trim(Text text);

// Cuts the next run of characters other than space and tab from the front of `rest`.
// "" when there is none left.
inline Text next_word(Text& rest) {
  const std::size_t size = rest.size();
  std::size_t begin = 0;
  while (begin < size && (rest[begin] == ' ' || rest[begin] == '\t')) ++begin;
  std::size_t end = begin;
  while (end < size && rest[end] != ' ' && rest[end] != '\t') ++end;
  const Text word = rest.substr(begin, end - begin);
  rest.remove_prefix(end);
  return word;
}

// Cuts the next line from the front of `rest`, without its newline; "" for an empty one too.
inline Text next_line(Text& rest) {
  const Text line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : rest.size());
  return line;
}

// Whether a list that is parted by commas has this word: "ro" in "ro,nosuid".
bool has_word(Text list, Text wanted);

// Whether two words are the same to a human who types: TIME_WAIT, time-wait and timewait are.
bool equal_words(Text a, Text b);

// Whether the whole of `text` matches the shell pattern `pattern`: `*` any text, also "/" and the
// empty one, `?` one character, `[a-z_]` one of these, `[!a-z]` one of the others. `[*]` is a
// literal star; a bracket that is never closed is itself. A character is a UTF-8 sequence. At most
// pattern times text steps, however many stars.
bool glob_match(Text pattern, Text text);

// How many insertions, deletions, replacements and swaps of neighbours make `a` into `b`, after
// lower-casing ASCII. Looks at the first 64 bytes of each; it is for words that were typed.
std::size_t edit_distance(Text a, Text b);

// The word of `known` that the user most likely meant, or "" when none is near: at most a third of
// the letters wrong, otherwise the first one that begins with three or more typed letters.
Text nearest(Text typed, std::span<const Text> known);

}  // namespace sonde
