// grid.cpp: widths of columns, and how a row that is too wide goes on.
// SPDX-License-Identifier: Apache-2.0
#include "render/grid.hpp"

#include <algorithm>
#include <utility>

#include "base/escape.hpp"

namespace sonde {
namespace {

constexpr std::size_t gap = 2;               // At least two spaces between columns.
constexpr std::size_t continued_indent = 4;  // Of columns that go on in the next line.
constexpr std::size_t foldable = 20;  // A last text is folded beside the others, not narrower.

// The first characters of `text` that take at most `columns` on a terminal.
Text cut_to(Text text, std::size_t columns) {
  std::size_t size = std::min(text.size(), columns * 4);
  while (size > 0 && display_width(text.substr(0, size)) > columns) --size;
  while (size > 0 && size < text.size() && (static_cast<u8>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

// Cuts a line of at most `columns` from the front of `rest`, at a space where there is one.
Text cut_line(Text& rest, std::size_t columns) {
  Text line = cut_to(rest, columns);
  if (line.size() < rest.size() && rest[line.size()] != ' ') {
    const std::size_t space = line.rfind(' ');
    if (space != Text::npos && space > 0) line = line.substr(0, space);
  }
  if (line.empty()) line = rest;  // Not even one character fits: give up.
  rest.remove_prefix(line.size());
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return line;
}

}  // namespace

Grid::Grid(std::vector<GridColumn> columns, std::size_t terminal_width, std::size_t indent)
    : columns_(std::move(columns)), terminal_width_(terminal_width), indent_(indent) {
  for (const GridColumn& column : columns_) widths_.push_back(column.header.size());
  fit();
}

void Grid::end_cell(std::size_t width) {
  std::size_t& widest = widths_[next_column_];
  widest = std::max(widest, width);
  if (++next_column_ == columns_.size()) next_column_ = 0;
  cells_.push_back({static_cast<u32>(text_start_), static_cast<u32>(text_.size() - text_start_),
                    static_cast<u32>(width)});
  text_start_ = text_.size();
}

void Grid::add(Text escaped) {
  text_ += escaped;
  end_cell(display_width(escaped));
}

void Grid::drop(std::size_t column) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i)
    if (i % columns_.size() != column) cells_[kept++] = cells_[i];
  cells_.resize(kept);
  columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(column));
  widths_.erase(widths_.begin() + static_cast<std::ptrdiff_t>(column));
}

void Grid::fit() {
  places_.assign(columns_.size(), {});
  std::size_t at = indent_;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const bool is_last = c + 1 == columns_.size();
    std::size_t start = c == 0 ? at : at + gap;
    // A last text may be folded at its place, if there is room for a word or two.
    const std::size_t least =
        is_last && columns_[c].align == Align::Left ? std::min(widths_[c], foldable) : widths_[c];
    if (c != 0 && terminal_width_ != 0 && start + least > terminal_width_) {
      start = indent_ + continued_indent;
      places_[c].begins_line = true;
      places_[c - 1].ends_line = true;
    }
    places_[c].start = start;
    places_[c].ends_line = is_last;  // Until the next one does not fit beside it.
    at = start + widths_[c];
  }
}

// Without the empty ones at the end.
std::size_t Grid::used_cells(std::span<const Cell> cells) const {
  std::size_t used = cells.size();
  while (used > 1 && cells[used - 1].size == 0) --used;
  return used;
}

// How many lines a cell adds to those before it.
std::size_t Grid::lines_of_cell(std::size_t column, Text text, std::size_t width) const {
  const Place& place = places_[column];
  std::size_t lines = place.begins_line ? 1 : 0;
  if (terminal_width_ == 0 || place.start + width <= terminal_width_) return lines;
  const std::size_t room = terminal_width_ - std::min(place.start, terminal_width_ - 1);
  for (cut_line(text, room); !text.empty(); cut_line(text, room)) ++lines;
  return lines;
}

std::size_t Grid::lines_of_header() const {
  std::size_t lines = 1;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    lines += lines_of_cell(c, columns_[c].header, columns_[c].header.size());
  return lines;
}

std::size_t Grid::lines_of(std::size_t row) const {
  const std::span<const Cell> cells(&cells_[row * columns_.size()], columns_.size());
  std::size_t lines = 1;
  for (std::size_t c = 0; c < used_cells(cells); ++c)
    lines += lines_of_cell(c, Text(text_).substr(cells[c].start, cells[c].size), cells[c].width);
  return lines;
}

void Grid::print_header(Out& out, const Write& before) {
  if (before) before(out, 0, false);
  const Line line{out, before, 0};
  for (std::size_t c = 0; c < columns_.size(); ++c)
    print_cell(line, c, columns_[c].header, columns_[c].header.size(), c + 1 == columns_.size());
}

void Grid::print_rows(Out& out, const Write& before, const Write& after) {
  for (std::size_t row = 0; row < row_count(); ++row) {
    const std::span<const Cell> cells(&cells_[row * columns_.size()], columns_.size());
    const std::size_t used = used_cells(cells);
    if (before) before(out, row, false);
    if (terminal_width_ == 0) print_plain(out, cells.first(used));
    const Line line{out, before, row};
    for (std::size_t c = 0; terminal_width_ != 0 && c < used; ++c)
      print_cell(line, c, Text(text_).substr(cells[c].start, cells[c].size), cells[c].width,
                 c + 1 == used);
    if (after) after(out, row, false);
    out.put('\n');
  }
  cells_.clear();
  text_.clear();
  text_start_ = 0;
}

// What goes into a file or a pipe, a million rows of it: one line, with as few calls as may be.
void Grid::print_plain(Out& out, std::span<const Cell> cells) const {
  std::size_t spaces = 0;  // That are due before the next text.
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::size_t rest = widths_[c] - std::min<std::size_t>(cells[c].width, widths_[c]);
    const bool right = columns_[c].align == Align::Right;
    out.pad(spaces + (right ? rest : 0));
    out.put(Text(text_).substr(cells[c].start, cells[c].size));
    spaces = gap + (right ? 0 : rest);
  }
}

void Grid::continue_line(const Line& line, std::size_t column) const {
  line.out.put('\n');
  if (line.before) line.before(line.out, line.row, true);
  line.out.pad(places_[column].start - indent_);
}

void Grid::print_cell(const Line& line, std::size_t column, Text text, std::size_t width,
                      bool is_last) const {
  const Place& place = places_[column];
  if (place.begins_line)
    continue_line(line, column);
  else if (column != 0)
    line.out.put("  ");
  const std::size_t space = widths_[column] - std::min(width, widths_[column]);
  const bool right = columns_[column].align == Align::Right;
  if (right) line.out.pad(space);
  const bool folds = terminal_width_ != 0 && place.start + width > terminal_width_;
  if (!folds) {
    line.out.put(text);
  } else {
    const std::size_t room = terminal_width_ - std::min(place.start, terminal_width_ - 1);
    line.out.put(cut_line(text, room));
    while (!text.empty()) {
      continue_line(line, column);
      line.out.put(cut_line(text, room));
    }
  }
  if (!right && !is_last && !place.ends_line && !folds) line.out.pad(space);
}

void put_folded(Out& out, Text sentence, std::size_t terminal_width, Fold fold) {
  if (terminal_width <= std::max(2 * fold.indent, fold.used)) {
    out.put(sentence);
  } else {
    out.put(cut_line(sentence, terminal_width - fold.used));
    while (!sentence.empty()) {
      out.put('\n');
      out.pad(fold.indent);
      out.put(cut_line(sentence, terminal_width - fold.indent));
    }
  }
  out.put('\n');
}

}  // namespace sonde
