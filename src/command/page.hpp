// page.hpp: a page of plain text, folded at spaces to the width of a terminal.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// Only for our own texts, which are ASCII: a byte is a column.
class Page {
public:
  static constexpr std::size_t width = 80;

  // A heading, after an empty line unless it is the first thing on the page.
  void title(Text words);
  // Text from `indent` on; lines that follow begin at `indent`, too.
  void paragraph(Text words, std::size_t indent = 2);
  // A label, and what it means from `column` on; on the next line if the label is too long.
  void item(Text label, Text doc, std::size_t column);

  const std::string& text() const { return text_; }

private:
  void fold(Text words, std::size_t indent, std::size_t at);
  void pad_to(std::size_t at, std::size_t column);

  std::string text_{};
};

}  // namespace sonde
