// escape.cpp: the escapes of terminal, CSV and JSON over one decoder of UTF-8.
// SPDX-License-Identifier: Apache-2.0
#include "base/escape.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>

#include "base/types.hpp"
#include "base/width_table.hpp"

namespace sonde {
namespace {

// One step of decoding: a code point of `size` bytes, or one byte that is not UTF-8.
struct Piece {
  char32_t point;
  std::size_t size;
  bool valid;
};

struct Range {
  char32_t first;
  char32_t last;
};

// Code points from U+00A0 on that change or hide what stands around them; ascending.
constexpr std::array<Range, 13> dangerous_ranges{{
    {0xAD, 0xAD},        // Soft hyphen.
    {0x61C, 0x61C},      // Arabic letter mark, a bidirectional control.
    {0x180E, 0x180E},    // Mongolian vowel separator.
    {0x200B, 0x200F},    // Zero width space, joiners, left-to-right and right-to-left marks.
    {0x2028, 0x202E},    // Line and paragraph separators, bidirectional embeddings and overrides.
    {0x2060, 0x206F},    // Word joiner, invisible operators, bidirectional isolates, deprecated.
    {0x3164, 0x3164},    // Hangul filler, an invisible letter.
    {0xFDD0, 0xFDEF},    // Noncharacters.
    {0xFEFF, 0xFEFF},    // Byte order mark.
    {0xFFA0, 0xFFA0},    // Halfwidth Hangul filler.
    {0xFFF9, 0xFFFB},    // Interlinear annotations.
    {0xFFFE, 0xFFFF},    // Noncharacters.
    {0xE0000, 0xE0FFF},  // Tags and further variation selectors, which smuggle invisible text.
}};

constexpr bool is_dangerous(char32_t point) {
  if (point < 0xA0) return point < 0x20 || point >= 0x7F;
  for (const Range& range : dangerous_ranges) {
    if (point <= range.last) return point >= range.first;
  }
  return false;
}

constexpr u8 byte_at(Text text, std::size_t at) { return static_cast<u8>(text[at]); }

// The code point at `at`, by RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
constexpr Piece decode(Text text, std::size_t at) {
  const u8 lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1, true};
  const Piece broken{lead, 1, false};
  if (lead < 0xC2 || lead > 0xF4) return broken;
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - at < size) return broken;
  // Only the second byte has a narrower range than 80-BF, depending on the lead.
  const u8 low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const u8 high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  const u8 second = byte_at(text, at + 1);
  if (second < low || second > high) return broken;
  char32_t point = static_cast<char32_t>(lead & (0x7F >> size)) << 6 | (second & 0x3FU);
  for (std::size_t i = 2; i < size; ++i) {
    const u8 next = byte_at(text, at + i);
    if ((next & 0xC0) != 0x80) return broken;
    point = point << 6 | (next & 0x3FU);
  }
  return {point, size, true};
}

// Printable ASCII other than the two marks, at which the callers must look themselves.
struct Marks {
  u8 first;
  u8 second;
};
constexpr Marks terminal_marks{'\\', '\\'};
constexpr Marks json_marks{'\\', '"'};

constexpr u64 each(u8 byte) { return 0x0101010101010101ULL * byte; }

// Not 0 when a byte of `word` is 0. Exact as a yes or no, in either byte order.
constexpr u64 has_zero(u64 word) { return (word - each(1)) & ~word & each(0x80); }

// The first byte from `at` on that is not plain. Looks at eight bytes at a time.
template <Marks Mark> std::size_t skip_plain(Text text, std::size_t at) {
  while (text.size() - at >= sizeof(u64)) {
    u64 word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    // Bytes below 0x20 borrow; a word with a high bit is never plain, so false alarms are harmless.
    const u64 control = (word - each(0x20)) & ~word;
    const u64 special = has_zero(word ^ each(0x7F)) | has_zero(word ^ each(Mark.first)) |
                        has_zero(word ^ each(Mark.second));
    if (((word | control) & each(0x80)) != 0 || special != 0) break;
    at += sizeof word;
  }
  while (at < text.size()) {
    const u8 byte = byte_at(text, at);
    const bool is_mark = byte == Mark.first || byte == Mark.second;
    if (byte < 0x20 || byte >= 0x7F || is_mark) break;
    ++at;
  }
  return at;
}

void append_digits(std::string& out, u32 value, unsigned count) {
  for (unsigned shift = count * 4; shift != 0; shift -= 4) {
    out.push_back("0123456789abcdef"[value >> (shift - 4) & 0xF]);
  }
}

void append_byte_escape(std::string& out, char32_t byte) {
  out.append("\\x");
  append_digits(out, byte, 2);
}

void append_point_escape(std::string& out, char32_t point) {
  if (point <= 0xFFFF) {
    out.append("\\u");
    return append_digits(out, point, 4);
  }
  out.append("\\u{");
  append_digits(out, point, point > 0xFFFFF ? 6 : 5);
  out.push_back('}');
}

void append_json_point(std::string& out, char32_t point) {
  if (point > 0xFFFF) {
    append_json_point(out, 0xD800 + ((point - 0x10000) >> 10));
    return append_json_point(out, 0xDC00 + ((point - 0x10000) & 0x3FF));
  }
  out.append("\\u");
  append_digits(out, point, 4);
}

// Whether the output for the text at `at` would begin with a backslash, x or u.
bool continues_an_escape(Text text, std::size_t at) {
  if (at == text.size()) return false;
  const Piece next = decode(text, at);
  const bool letter = next.point == '\\' || next.point == 'x' || next.point == 'u';
  return !next.valid || letter || is_dangerous(next.point);
}

void append_json_ascii(std::string& out, char32_t point) {
  switch (point) {
    case '"': return void(out.append("\\\""));
    case '\\': return void(out.append("\\\\"));
    case '\n': return void(out.append("\\n"));
    case '\r': return void(out.append("\\r"));
    case '\t': return void(out.append("\\t"));
    default: return append_json_point(out, point);
  }
}

// What a spreadsheet would take for a formula, also behind apostrophes of the text itself.
bool looks_like_formula(Text text) {
  const std::size_t begin = text.find_first_not_of('\'');
  return begin != Text::npos && Text("=+-@\t\r").contains(text[begin]);
}

// Quotes what stands in `out` from `begin` on, in place from the back to the front: in linear time,
// since a command line may be megabytes of quotes.
void quote(std::string& out, std::size_t begin) {
  std::size_t from = out.size();
  const std::ptrdiff_t inner = std::count(out.data() + begin, out.data() + from, '"');
  out.resize(from + static_cast<std::size_t>(inner) + 2);
  std::size_t to = out.size();
  out[--to] = '"';
  while (from > begin) {
    const char one = out[--from];
    out[--to] = one;
    if (one == '"') out[--to] = '"';
  }
  out[begin] = '"';
}

}  // namespace

void escape_to(std::string& out, Text foreign) {
  std::size_t at = 0;
  while (true) {
    const std::size_t end = skip_plain<terminal_marks>(foreign, at);
    out.append(foreign, at, end - at);
    if (end == foreign.size()) return;
    const Piece piece = decode(foreign, end);
    at = end + piece.size;
    if (piece.point == '\\') {
      out.append(continues_an_escape(foreign, at) ? "\\\\" : "\\");
    } else if (!piece.valid || (piece.size == 1 && is_dangerous(piece.point))) {
      append_byte_escape(out, piece.point);
    } else if (is_dangerous(piece.point)) {
      append_point_escape(out, piece.point);
    } else {
      out.append(foreign, end, piece.size);
    }
  }
}

std::size_t display_width(Text escaped) {
  std::size_t width = 0;
  std::size_t at = 0;
  while (at < escaped.size()) {
    if (byte_at(escaped, at) < 0x80) {
      ++width;
      ++at;
      continue;
    }
    const Piece piece = decode(escaped, at);
    width += piece.valid ? code_point_width(piece.point) : 1;
    at += piece.size;
  }
  return width;
}

void json_string_to(std::string& out, Text foreign) {
  out.push_back('"');
  std::size_t at = 0;
  while (true) {
    const std::size_t end = skip_plain<json_marks>(foreign, at);
    out.append(foreign, at, end - at);
    if (end == foreign.size()) break;
    const Piece piece = decode(foreign, end);
    at = end + piece.size;
    if (!piece.valid) {
      out.push_back('\\');
      append_byte_escape(out, piece.point);
    } else if (piece.size == 1) {
      append_json_ascii(out, piece.point);
    } else if (is_dangerous(piece.point)) {
      append_json_point(out, piece.point);
    } else {
      out.append(foreign, end, piece.size);
    }
  }
  out.push_back('"');
}

void csv_field_to(std::string& out, Text foreign) {
  const std::size_t begin = out.size();
  if (looks_like_formula(foreign)) out.push_back('\'');
  escape_to(out, foreign);
  const auto needs_quotes = [](char one) { return one == ',' || one == ';' || one == '"'; };
  if (std::any_of(out.data() + begin, out.data() + out.size(), needs_quotes)) quote(out, begin);
}

}  // namespace sonde
