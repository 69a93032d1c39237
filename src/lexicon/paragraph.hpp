// paragraph.hpp: filling sentences with values and folding them to the width of a screen.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>

#include "lexicon/entry.hpp"

namespace sonde::lexicon {

// One sentence of the program's own in three languages; {0} to {9} stand for values.
struct Phrase {
  Text en;
  Text ja;
  Text zh;
};

// The phrase in one language with its values put in. A number without a value becomes "".
std::string say(const Phrase& phrase, Language language, std::initializer_list<Text> values = {});

// The columns of a line of explanation, its indentation included.
inline constexpr std::size_t line_columns = 78;

// Appends `text` folded to lines that all begin with `indent` spaces and end with a newline.
// English breaks at spaces, Japanese and Chinese between characters, never before 、 or 。.
void append_paragraph(std::string& out, Text text, std::size_t indent);

}  // namespace sonde::lexicon
