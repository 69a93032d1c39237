// grid.cpp: widths of columns, and how a row that is too wide goes on.
// SPDX-License-Identifier: Apache-2.0
#include "render/grid.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/escape.hpp"

namespace sonde {
namespace {

constexpr Text ellipsis = "\xe2\x80\xa6";
constexpr std::size_t gap = 2;              // At least two spaces between columns.
constexpr std::size_t shortest_header = 4;  // Of a header that gives way.
constexpr std::size_t narrowest_last = 16;  // Below, the last column gets a line of its own.
constexpr std::size_t own_line_indent = 4;

// The first characters of `text` that take at most `columns` on a terminal.
Text cut_to(Text text, std::size_t columns) {
  std::size_t size = std::min(text.size(), columns * 4);
  while (size > 0 && display_width(text.substr(0, size)) > columns) --size;
  while (size > 0 && size < text.size() && (static_cast<u8>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// The same, ending at a space where there is one.
Text cut_line(Text& rest, std::size_t columns) {
  Text line = cut_to(rest, columns);
  if (line.size() < rest.size()) {
    const std::size_t space = line.rfind(' ');
    if (space != Text::npos && space > 0) line = line.substr(0, space);
    if (line.empty()) line = rest;  // A terminal of one column: give up.
  }
  rest.remove_prefix(line.size());
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return line;
}

}  // namespace

Grid::Grid(std::vector<GridColumn> columns, std::size_t terminal_width, std::size_t indent)
    : columns_(std::move(columns)), terminal_width_(terminal_width), indent_(indent),
      content_(columns_.size()) {
  for (const GridColumn& column : columns_) widths_.push_back(column.header.size());
}

void Grid::end_cell(std::size_t width) {
  cells_.push_back({static_cast<u32>(text_start_), static_cast<u32>(text_.size() - text_start_),
                    static_cast<u32>(width)});
  text_start_ = text_.size();
  std::size_t& widest = content_[(cells_.size() - 1) % columns_.size()];
  widest = std::max(widest, width);
}

void Grid::add(Text escaped) {
  text_ += escaped;
  end_cell(display_width(escaped));
}

std::size_t Grid::width_before_last() const {
  std::size_t total = indent_;
  for (std::size_t c = 0; c < last(); ++c) total += widths_[c] + gap;
  return total;
}

void Grid::fit() {
  for (std::size_t c = 0; c < columns_.size(); ++c)
    widths_[c] = std::max({widths_[c], content_[c], columns_[c].header.size()});
  if (terminal_width_ == 0 || width_before_last() + widths_[last()] <= terminal_width_) return;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::size_t header = std::min(columns_[c].header.size(), shortest_header);
    widths_[c] = std::max(content_[c], header);
    const bool is_text = columns_[c].align == Align::Left && c != last();
    if (is_text) widths_[c] = std::min(widths_[c], std::max<std::size_t>(8, terminal_width_ / 2));
  }
  narrow_texts();
  last_start_ = width_before_last();
  wraps_last_ = last_start_ + widths_[last()] > terminal_width_;
  last_on_own_line_ = wraps_last_ && last_start_ + narrowest_last > terminal_width_;
  if (last_on_own_line_) last_start_ = indent_ + own_line_indent;
}

// Where even that is too wide, the widest texts are cut further; a column keeps eight characters.
void Grid::narrow_texts() {
  constexpr std::size_t narrowest = 8;
  for (;;) {
    std::size_t widest = last();
    for (std::size_t c = 0; c < last(); ++c) {
      const bool may_give = columns_[c].align == Align::Left && widths_[c] > narrowest;
      if (may_give && (widest == last() || widths_[c] > widths_[widest])) widest = c;
    }
    if (widest == last() || width_before_last() <= terminal_width_) return;
    --widths_[widest];
  }
}

void Grid::print_header(Out& out) {
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const Text header = columns_[c].header;
    if (c == last() && wraps_last_)
      print_last(out, 0, header, header.size(), {});
    else
      print_cell(out, c, header, header.size(), c == last() ? Pad::No : Pad::Yes);
  }
}

void Grid::print_rows(Out& out, const Write& before, const Write& after) {
  for (std::size_t row = 0; row < row_count(); ++row) {
    if (before) before(out, row, false);
    const std::span<const Cell> cells(&cells_[row * columns_.size()], columns_.size());
    std::size_t used = columns_.size();  // Without the empty cells at the end.
    while (used > 1 && cells[used - 1].size == 0) --used;
    for (std::size_t c = 0; c < used; ++c) {
      const Text text = Text(text_).substr(cells[c].start, cells[c].size);
      if (c == last() && wraps_last_)
        print_last(out, row, text, cells[c].width, before);
      else
        print_cell(out, c, text, cells[c].width, c + 1 == used ? Pad::No : Pad::Yes);
    }
    if (after) after(out, row, false);
    out.put('\n');
  }
  cells_.clear();
  text_.clear();
  text_start_ = 0;
}

void Grid::print_cell(Out& out, std::size_t column, Text cell, std::size_t width, Pad pad) const {
  if (column != 0) out.put("  ");
  const bool too_wide = terminal_width_ != 0 && width > widths_[column];
  if (too_wide) {
    cell = cut_to(cell, widths_[column] - 1);
    width = display_width(cell) + 1;
  }
  const std::size_t space = widths_[column] > width ? widths_[column] - width : 0;
  const bool right = columns_[column].align == Align::Right;
  if (right) out.pad(space);
  out.put(cell);
  if (too_wide) out.put(ellipsis);
  if (!right && pad == Pad::Yes) out.pad(space);
}

// As much as fits, then continuation lines that begin where the column begins.
void Grid::print_last(Out& out, std::size_t row, Text cell, std::size_t width,
                      const Write& before) {
  const std::size_t room = terminal_width_ - std::min(last_start_, terminal_width_ - 1);
  const bool fits = !last_on_own_line_ && width <= room;
  if (columns_.size() > 1 && !last_on_own_line_) out.put("  ");
  if (fits) return out.put(cell);
  for (bool is_first = !last_on_own_line_; !cell.empty(); is_first = false) {
    if (!is_first) {
      out.put('\n');
      if (before) before(out, row, true);
      out.pad(last_start_ - indent_);
    }
    out.put(cut_line(cell, room));
  }
}

}  // namespace sonde
