// page.cpp: headings, paragraphs and labelled items of a page of plain text.
// SPDX-License-Identifier: Apache-2.0
#include "command/page.hpp"

#include "base/text.hpp"

namespace sonde {

void Page::title(Text words) {
  if (!text_.empty()) text_ += '\n';
  fold(words, 0, 0);
}

void Page::paragraph(Text words, std::size_t indent) {
  pad_to(0, indent);
  fold(words, indent, indent);
}

void Page::item(Text label, Text doc, std::size_t column) {
  text_ += "  ";
  text_ += label;
  std::size_t at = 2 + label.size();
  if (doc.empty() || at + 2 > column) {
    text_ += '\n';
    at = 0;
  }
  if (doc.empty()) return;
  pad_to(at, column);
  fold(doc, column, column);
}

// Appends the words, the first at column `at`. A word that is wider than the page stays whole:
// it is something to copy.
void Page::fold(Text words, std::size_t indent, std::size_t at) {
  bool is_first = true;
  for (Text word = next_word(words); !word.empty(); word = next_word(words)) {
    if (!is_first && at + 1 + word.size() > width) {
      text_ += '\n';
      pad_to(0, indent);
      at = indent;
    } else if (!is_first) {
      text_ += ' ';
      ++at;
    }
    text_ += word;
    at += word.size();
    is_first = false;
  }
  text_ += '\n';
}

void Page::pad_to(std::size_t at, std::size_t column) {
  if (at < column) text_.append(column - at, ' ');
}

}  // namespace sonde
