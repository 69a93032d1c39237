// section.hpp: lines of the overview and of "who": a title, then columns of their own width.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <initializer_list>
#include <string>

#include "base/escape.hpp"
#include "base/out.hpp"
#include "base/text.hpp"
#include "render/grid.hpp"

namespace sonde {

// More of one kind than a screen should show.
inline constexpr std::size_t lines_max = 10;

// Lines of one section: its title once, then columns of their own width.
class Section {
public:
  Section(Out& out, Text title, std::size_t columns, std::size_t width)
      : out_(out), title_(title), columns_(columns),
        grid_(std::vector<GridColumn>(columns), width, indent) {}

  // Cells that are missing are empty.
  void add(std::initializer_list<std::string> cells) {
    for (const std::string& cell : cells) grid_.add(cell);
    for (std::size_t c = cells.size(); c < columns_; ++c) grid_.add({});
  }
  void print() {
    grid_.fit();
    grid_.print_rows(out_, [this](Out& out, std::size_t, bool) {
      out.put(title_);
      out.pad(indent - title_.size());
      title_ = {};
    });
  }

private:
  static constexpr std::size_t indent = 12;
  Out& out_;
  Text title_;
  std::size_t columns_;
  Grid grid_;
};

inline std::string counted(u64 count, Text one, Text many) {
  std::string text;
  append_number(text, count);
  return text.append(" ").append(count == 1 ? one : many);
}
inline std::string counted(u64 count, Text words) { return counted(count, words, words); }

inline void print_line(Out& out, Text title, std::string line, std::size_t width) {
  Section section(out, title, 1, width);
  section.add({std::move(line)});
  section.print();
}

}  // namespace sonde
