// grid.hpp: aligned columns of text that fit a terminal without losing anything that identifies.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/out.hpp"

namespace sonde {

enum class Align : u8 { Left, Right };

struct GridColumn {
  Text header{};
  Align align = Align::Left;
};

// Cells are added row by row, from left to right, and must be escaped already. On a terminal that
// is too narrow the headers give way first, and then the last column goes on in the next line; only
// a text that would fill more than half of the line by itself is cut. With width 0 nothing is.
class Grid {
public:
  // `indent`: how much of the terminal's width is taken by what `before` writes.
  Grid(std::vector<GridColumn> columns, std::size_t terminal_width, std::size_t indent = 0);

  // Writes a cell straight into the grid: append to the text, then end it with its width on a
  // terminal.
  std::string& cell() { return text_; }
  void end_cell(std::size_t width);
  // Adds a cell whose width is not known.
  void add(Text escaped);
  std::size_t row_count() const { return cells_.size() / columns_.size(); }

  // Prints the rows that were added since the last time. Columns keep their width, or grow.
  // `before` and `after` write at both ends of each row, and before the continuation of one.
  using Write = std::function<void(Out& out, std::size_t row, bool is_continued)>;
  void print_header(Out& out);
  void print_rows(Out& out, const Write& before = {}, const Write& after = {});
  void fit();

private:
  struct Cell {
    u32 start, size, width;
  };
  std::size_t last() const { return columns_.size() - 1; }
  std::size_t width_before_last() const;
  void narrow_texts();
  enum class Pad : u8 { No, Yes };
  void print_cell(Out& out, std::size_t column, Text cell, std::size_t width, Pad pad) const;
  void print_last(Out& out, std::size_t row, Text cell, std::size_t width, const Write& before);

  std::vector<GridColumn> columns_;
  std::size_t terminal_width_;
  std::size_t indent_;
  std::vector<std::size_t> content_;   // The widest cell of each column.
  std::vector<std::size_t> widths_{};  // What it gets.
  std::size_t last_start_ = 0;         // Where the last column begins when it is continued.
  bool wraps_last_ = false;
  bool last_on_own_line_ = false;
  std::vector<Cell> cells_{};
  std::string text_{};
  std::size_t text_start_ = 0;
};

}  // namespace sonde
