// sentences.hpp: what tests ask of texts in three languages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>

#include "base/types.hpp"
#include "command/command.hpp"

namespace sonde::test {

// The commands between backticks.
inline std::multiset<std::string> commands_in(Text text) {
  std::multiset<std::string> found;
  for (std::size_t at = text.find('`'); at != Text::npos; at = text.find('`', at)) {
    const std::size_t end = text.find('`', at + 1);
    if (end == Text::npos) return {"unbalanced"};
    found.emplace(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return found;
}

// Whether "sonde WORD ..." is one that sonde has; other programs are not looked at.
inline bool is_known_command(Text command) {
  if (!command.starts_with("sonde ")) return true;
  const Text rest = command.substr(6);
  return find_command(rest.substr(0, rest.find(' '))) != nullptr;
}

// Whether a text has hiragana or katakana, U+3041 to U+30FF, which Chinese does not. The sign ・
// (U+30FB) is both.
inline bool has_kana(Text text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    const bool is_block = text[i] == '\xE3' && text[i + 1] >= '\x81' && text[i + 1] <= '\x83';
    if (is_block && text.substr(i, 3) != "・") return true;
  }
  return false;
}

}  // namespace sonde::test
