// grid.hpp: aligned columns of text that fit a terminal without losing anything.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/out.hpp"

namespace sonde {

enum class Align : u8 { Left, Right };

struct GridColumn {
  Text header{};
  Align align = Align::Left;
};

// Cells are added row by row, from left to right, and must be escaped already. Where a row is wider
// than the terminal, the columns that do not fit go on in the next line, indented, in every row the
// same; a text that is wider than the line is folded. Nothing is cut. With width 0 a row is a line.
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
  // How many lines of the terminal the header or a row will take, once fit() was called.
  std::size_t lines_of_header() const;
  std::size_t lines_of(std::size_t row) const;
  // Takes a column away, with its cells. Not the only one, and not after a row was printed.
  void drop(std::size_t column);

  // Takes the rows behind the first ones away; the columns stay as wide as they are.
  void keep_first(std::size_t rows) { cells_.resize(rows * columns_.size()); }

  // Decides the widths by all cells so far. Columns keep their width later, or grow.
  void fit();
  // `before` writes in front of each line of a row, `after` behind its last.
  using Write = std::function<void(Out& out, std::size_t row, bool is_continued)>;
  void print_header(Out& out, const Write& before = {});
  // Prints the rows that were added since the last time.
  void print_rows(Out& out, const Write& before = {}, const Write& after = {});

private:
  struct Cell {
    u32 start = 0, size = 0, width = 0;
  };
  struct Place {
    std::size_t start = 0;  // Where the column begins in its line.
    bool begins_line = false;
    bool ends_line = false;
  };
  // One row while it is printed.
  struct Line {
    Out& out;
    const Write& before;
    std::size_t row;
  };

  std::size_t lines_of_cell(std::size_t column, Text text, std::size_t width) const;
  std::size_t used_cells(std::span<const Cell> cells) const;
  void continue_line(const Line& line, std::size_t column) const;
  void print_plain(Out& out, std::span<const Cell> cells) const;
  void print_cell(const Line& line, std::size_t column, Text text, std::size_t width,
                  bool is_last) const;

  std::vector<GridColumn> columns_;
  std::size_t terminal_width_;
  std::size_t indent_;
  std::vector<std::size_t> widths_{};
  std::vector<Place> places_{};
  std::vector<Cell> cells_{};
  std::string text_{};
  std::size_t text_start_ = 0;
  std::size_t next_column_ = 0;
};

// What of the lines of a folded sentence is not its own.
struct Fold {
  std::size_t used = 0;    // Columns of the first line that are written already.
  std::size_t indent = 2;  // Columns in front of the others.
};
// Writes a sentence and a newline, folded at spaces where the terminal ends; with width 0 in one
// line.
void put_folded(Out& out, Text sentence, std::size_t terminal_width, Fold fold = {});

}  // namespace sonde
