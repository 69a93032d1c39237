// text.cpp: words, patterns and suggestions.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <string>

#include "base/types.hpp"

namespace sonde {
namespace {

constexpr char to_lower(char one) {
  return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
}

constexpr bool is_joint(char one) { return one == '-' || one == '_'; }

// The UTF-8 sequence at `at`, or the one byte that begins none.
Text character_at(Text text, std::size_t at) {
  const auto is_follower = [&](std::size_t i) {
    return i < text.size() && (static_cast<u8>(text[i]) & 0xC0) == 0x80;
  };
  const u8 lead = static_cast<u8>(text[at]);
  if (lead < 0x80) return text.substr(at, 1);
  const std::size_t wanted = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::size_t size = 1;
  while (size < wanted && is_follower(at + size)) ++size;
  return text.substr(at, size);
}

// What one element of a pattern (not a star) asks for, and how many bytes it has.
struct Element {
  bool matches;
  std::size_t size;
};

// `[abc]`, `[!a-z]`, `[]x]`: a bracket as the first member is itself. Size 0 when never closed.
Element match_set(Text pattern, std::size_t begin, Text one) {
  std::size_t at = begin + 1;
  const bool inverted = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (inverted) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return {found != inverted, at + 1 - begin};
    const Text low = character_at(pattern, at);
    Text high = low;
    at += low.size();
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      high = character_at(pattern, at + 1);
      at += 1 + high.size();
    }
    found = found || (low <= one && one <= high);  // UTF-8 sorts as its code points do.
  }
  return {false, 0};
}

// Whether the element at `p` is one ASCII character that asks for itself.
bool is_plain(Text pattern, std::size_t p) {
  return p < pattern.size() && static_cast<u8>(pattern[p]) < 0x80 && pattern[p] != '*' &&
         pattern[p] != '?' && pattern[p] != '[';
}

// Without the look at the last closing bracket a pattern of many open ones would be scanned anew
// for each of them.
Element match_element(Text pattern, std::size_t at, std::size_t last_bracket, Text one) {
  if (pattern[at] == '?') return {true, 1};
  if (pattern[at] == '[' && last_bracket != Text::npos && at < last_bracket) {
    const Element set = match_set(pattern, at, one);
    if (set.size != 0) return set;
  }
  const Text literal = character_at(pattern, at);
  return {literal == one, literal.size()};
}

}  // namespace

// By strtod, which is linked anyway; std::from_chars of a double would bring 60 kB. What strtod
// takes beyond it is kept out here: spaces, a plus, hexadecimal, and words such as "inf". No locale
// is ever set, so that the point is a point.
bool parse_real(Text whole, double& value) {
  const bool is_plain = whole.find_first_not_of("0123456789.eE+-") == Text::npos;
  if (!is_plain || whole.empty() || whole.front() == '+') return false;
  const std::string copy(whole);  // strtod reads to a NUL.
  char* end = nullptr;
  const double parsed = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size() || !std::isfinite(parsed)) return false;
  value = parsed;
  return true;
}

void append_hex(std::string& out, u64 value, std::size_t min_digits) {
  char digits[16];
  const std::to_chars_result result = std::to_chars(digits, digits + sizeof digits, value, 16);
  const std::size_t size = static_cast<std::size_t>(result.ptr - digits);
  if (size < min_digits) out.append(min_digits - size, '0');
  out.append(digits, size);
}

void append_size(std::string& out, u64 bytes) {
  constexpr Text units = "KMGTPE";
  if (bytes < 1024) return append_number(out, bytes);
  std::size_t unit = 0;
  u64 tenths = bytes / 1024 * 10 + bytes % 1024 * 10 / 1024;
  while (tenths >= 10240 && unit + 1 < units.size()) {
    tenths /= 1024;
    ++unit;
  }
  append_number(out, tenths / 10);
  if (tenths < 1000) {
    out += '.';
    append_number(out, tenths % 10);
  }
  out += units[unit];
}

Text trim(Text text) {
  constexpr Text blank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == Text::npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

bool has_word(Text list, Text wanted) {
  while (!list.empty()) {
    const Text word = list.substr(0, list.find(','));
    if (word == wanted) return true;
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return false;
}

bool equal_words(Text a, Text b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (true) {
    while (i < a.size() && is_joint(a[i])) ++i;
    while (j < b.size() && is_joint(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (to_lower(a[i++]) != to_lower(b[j++])) return false;
  }
}

// Greedy: on a mismatch only the last star takes one character more, since whatever an earlier star
// could still take, the last one can take as well.
bool glob_match(Text pattern, Text text) {
  const std::size_t last_bracket = pattern.rfind(']');
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = Text::npos;  // Behind the last star in the pattern,
  std::size_t retry = 0;          // and the text from which that part was last tried.
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      if (star == pattern.size()) return true;
      retry = t;
      continue;
    }
    const Text one = character_at(text, t);
    const Element element =
        p < pattern.size() ? match_element(pattern, p, last_bracket, one) : Element{false, 0};
    if (element.matches) {
      p += element.size;
      t += one.size();
      continue;
    }
    if (star == Text::npos) return false;
    retry += character_at(text, retry).size();
    if (is_plain(pattern, star)) retry = text.find(pattern[star], retry);
    if (retry == Text::npos) return false;
    t = retry;
    p = star;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// Optimal string alignment over three rows of the matrix.
std::size_t edit_distance(Text a, Text b) {
  constexpr std::size_t longest = 64;
  a = a.substr(0, longest);
  b = b.substr(0, longest);
  using Row = std::array<std::size_t, longest + 1>;
  Row before{};
  Row above{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    const char one = to_lower(a[i - 1]);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char other = to_lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (one != other)});
      const bool swapped =
          i > 1 && j > 1 && one == to_lower(b[j - 2]) && to_lower(a[i - 2]) == other;
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.size()];
}

Text nearest(Text typed, std::span<const Text> known) {
  Text best;
  std::size_t best_distance = std::max(typed.size() / 3, std::size_t{1}) + 1;
  for (const Text word : known) {
    const std::size_t distance = edit_distance(typed, word);
    if (distance >= best_distance || distance >= typed.size()) continue;
    best = word;
    best_distance = distance;
  }
  if (!best.empty() || typed.size() < 3) return best;
  for (const Text word : known) {
    if (word.size() > typed.size() && edit_distance(typed, word.substr(0, typed.size())) == 0) {
      return word;
    }
  }
  return {};
}

}  // namespace sonde
