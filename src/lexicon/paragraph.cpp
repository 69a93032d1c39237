// paragraph.cpp: filling sentences with values and folding them to the width of a screen.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/paragraph.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

#include "base/escape.hpp"
#include "base/types.hpp"
#include "lexicon/entry.hpp"

namespace sonde::lexicon {
namespace {

// The characters that must not begin a line (JIS X 4051, GB/T 15834), and those that must not end
// it.
constexpr Text never_first[] = {"、", "。", "，", "．", "：", "；", "！", "？",
                                "）", "」", "』", "”",  "’",  "ー", "っ", "ッ",
                                "ゃ", "ゅ", "ょ", "ャ", "ュ", "ョ", "～"};
constexpr Text never_last[] = {"（", "「", "『", "“", "‘", "～"};

constexpr bool is_one_of(std::span<const Text> list, Text character) {
  return std::find(list.begin(), list.end(), character) != list.end();
}

constexpr std::size_t character_bytes(char first) {
  const u8 byte = static_cast<u8>(first);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

// Cuts the next piece that a line break must not split: a run of narrow characters, or one wide
// character with the punctuation that clings to it, or a whole `command`, which stays copyable.
// Spaces stand at the end of a piece.
Text next_piece(Text& rest) {
  std::size_t end = 0;
  Text last{};
  bool in_command = false;
  while (end < rest.size()) {
    const Text character = rest.substr(end, character_bytes(rest[end]));
    const bool wide = character.size() >= 3 && display_width(character) == 2;
    const bool last_wide = last.size() >= 3 && display_width(last) == 2;
    const bool may_break = (wide || last_wide) && character != " ";
    const bool clings = is_one_of(never_first, character) || is_one_of(never_last, last);
    if (end != 0 && !in_command && (last == " " || (may_break && !clings))) break;
    if (character == "`") in_command = !in_command;
    end += character.size();
    last = character;
  }
  const Text piece = rest.substr(0, end);
  rest.remove_prefix(piece.size());
  return piece;
}

void append_line(std::string& out, Text line) {
  while (line.ends_with(' ')) line.remove_suffix(1);
  out += line;
  out.push_back('\n');
}

}  // namespace

std::string say(const Phrase& phrase, Language language, std::initializer_list<Text> values) {
  const Text pattern = language == Language::Ja   ? phrase.ja
                       : language == Language::Zh ? phrase.zh
                                                  : phrase.en;
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool place = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}';
    if (!place) {
      out.push_back(pattern[at]);
      continue;
    }
    const std::size_t number = static_cast<std::size_t>(pattern[at + 1] - '0');
    if (number < values.size()) out += values.begin()[number];
    at += 2;
  }
  return out;
}

void append_paragraph(std::string& out, Text text, std::size_t indent) {
  std::string line(indent, ' ');
  std::size_t columns = indent;
  while (!text.empty()) {
    const Text piece = next_piece(text);
    const Text bare = piece.ends_with(' ') ? piece.substr(0, piece.size() - 1) : piece;
    if (columns > indent && columns + display_width(bare) > line_columns) {
      append_line(out, line);
      line.assign(indent, ' ');
      columns = indent;
    }
    if (columns == indent && bare.empty()) continue;  // No line begins with a space.
    line += piece;
    columns += display_width(piece);
  }
  append_line(out, line);
}

}  // namespace sonde::lexicon
