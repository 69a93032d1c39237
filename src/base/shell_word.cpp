// shell_word.cpp: a text as one word of a command for a shell.
// SPDX-License-Identifier: Apache-2.0
#include "base/shell_word.hpp"

namespace sonde {

std::string shell_word(Text text) {
  constexpr Text plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-";
  if (!text.empty() && text.find_first_not_of(plain) == Text::npos) return std::string(text);
  std::string word = "'";
  for (const char one : text) one == '\'' ? word += "'\\''" : word += one;
  return word += '\'';
}

}  // namespace sonde
