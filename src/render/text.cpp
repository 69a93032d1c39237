// text.cpp: aligned columns for a person; on a terminal they fit its width.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/escape.hpp"
#include "render/renderer.hpp"

namespace sonde {
namespace {

constexpr Text bold = "\x1b[1m";
constexpr Text plain = "\x1b[0m";
constexpr Text ellipsis = "\xe2\x80\xa6";

// The first characters of `text` that take at most `columns` on a terminal.
Text cut_to(Text text, std::size_t columns) {
  std::size_t size = std::min(text.size(), columns * 4);
  while (size > 0 && display_width(text.substr(0, size)) > columns) --size;
  while (size > 0 && size < text.size() && (static_cast<u8>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// Cells are written once, into one buffer, and printed when the widths are known: after 16,384 rows
// at the latest, so that memory stays bounded. Later rows widen a column when they must.
class TextRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {
    for (const ColumnInfo* column : columns()) widths_.push_back(column->name.size());
  }

  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      for (std::size_t c = 0; c < columns().size(); ++c) {
        const std::size_t start = cells_.size();
        const Cell cell = read(c, chunk[i], room_);
        append_shown(cells_, cell, style_.escape);
        const Text shown = Text(cells_).substr(start);
        const std::size_t width = may_be_wide(cell) ? display_width(shown) : shown.size();
        spans_.push_back(
            {static_cast<u32>(start), static_cast<u32>(shown.size()), static_cast<u32>(width)});
        widths_[c] = std::max(widths_[c], width);
      }
      if (spans_.size() >= rows_held * columns().size()) print();
    }
  }

  void finish() override { print(); }

private:
  static constexpr std::size_t rows_held = 16384;
  static constexpr std::size_t narrowest = 8;
  struct Span {
    u32 start, size, width;
  };

  // Numbers and addresses are ASCII; a zone is a name.
  static bool may_be_wide(const Cell& cell) {
    const Address* const address = std::get_if<Address>(&cell);
    return std::holds_alternative<Text>(cell) || (address && !address->zone.empty());
  }

  bool is_number(std::size_t column) const {
    return columns()[column]->kind == Kind::Int || columns()[column]->kind == Kind::Real;
  }

  std::size_t total_width() const {
    std::size_t total = 0;
    for (const std::size_t width : widths_) total += width + 2;
    return total - std::min<std::size_t>(total, 2);
  }

  // On a terminal the widest texts give way first; a column keeps eight characters.
  void fit() {
    if (style_.width == 0) return;
    for (std::size_t total = total_width(); total > style_.width; total = total_width()) {
      std::size_t widest = columns().size();
      for (std::size_t c = 0; c < columns().size(); ++c)
        if (!is_number(c) && widths_[c] > narrowest &&
            (widest == columns().size() || widths_[c] > widths_[widest]))
          widest = c;
      if (widest == columns().size()) return;
      const std::size_t excess = total - style_.width;
      widths_[widest] -=
          std::min(excess, std::max<std::size_t>(1, (widths_[widest] - narrowest) / 4));
    }
  }

  void print() {
    fit();
    if (!header_done_ && style_.header == Header::Yes) print_header();
    header_done_ = true;
    for (std::size_t at = 0; at < spans_.size(); at += columns().size()) {
      for (std::size_t c = 0; c < columns().size(); ++c) {
        const Span& span = spans_[at + c];
        print_cell(c, Text(cells_).substr(span.start, span.size), span.width);
      }
      out_.put('\n');
    }
    spans_.clear();
    cells_.clear();
  }

  void print_header() {
    if (style_.color == Color::Yes) out_.put(bold);
    for (std::size_t c = 0; c < columns().size(); ++c)
      print_cell(c, columns()[c]->name, columns()[c]->name.size());
    if (style_.color == Color::Yes) out_.put(plain);
    out_.put('\n');
  }

  void print_cell(std::size_t column, Text cell, std::size_t width) {
    if (column != 0) out_.put("  ");
    const bool too_wide = style_.width != 0 && width > widths_[column];
    if (too_wide) {
      cell = cut_to(cell, widths_[column] - 1);
      width = display_width(cell) + 1;
    }
    const std::size_t space = widths_[column] > width ? widths_[column] - width : 0;
    if (is_number(column)) out_.pad(space);
    out_.put(cell);
    if (too_wide) out_.put(ellipsis);
    if (!is_number(column) && column + 1 != columns().size()) out_.pad(space);
  }

  std::vector<std::size_t> widths_{};
  std::vector<Span> spans_{};
  std::string cells_{}, room_{};
  bool header_done_ = false;
};

}  // namespace

const Form text_form = {Form::Gaps::Beside, make_renderer<TextRenderer>};

}  // namespace sonde
