// text.cpp: aligned columns for a person; on a terminal they fit its width.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "base/escape.hpp"
#include "render/grid.hpp"
#include "render/renderer.hpp"

namespace sonde {
namespace {

// Cells are written once, and printed when the widths are known: after 16,384 rows or 16 MiB at the
// latest, so that memory stays bounded. Later rows widen a column when they must.
class TextRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {
    grid_.emplace(grid_columns(columns()), style_.width);
    has_value_.assign(columns().size(), false);
  }

  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      for (std::size_t c = 0; c < columns().size(); ++c) {
        std::string& text = grid_->cell();
        const std::size_t before = text.size();
        const Cell cell = read(c, chunk[i], room_);
        append_shown(text, *columns()[c], cell, style_.escape);
        if (!has_value_[c]) has_value_[c] = !std::holds_alternative<Absent>(cell);
        grid_->end_cell(may_be_wide(cell) ? display_width(Text(text).substr(before))
                                          : text.size() - before);
      }
      if (grid_->row_count() >= rows_held || grid_->cell().size() >= bytes_held) print();
    }
  }

  void finish() override {
    if (!header_done_) drop_empty();
    print();
  }

private:
  static constexpr std::size_t rows_held = 16384;
  static constexpr std::size_t bytes_held = std::size_t{16} * 1024 * 1024;

  // Numbers and addresses are ASCII; a zone is a name.
  static bool may_be_wide(const Cell& cell) {
    const Address* const address = std::get_if<Address>(&cell);
    return std::holds_alternative<Text>(cell) || (address && !address->zone.empty());
  }

  // Only when every row was seen: a column that was shown stays.
  void drop_empty() {
    for (std::size_t c = columns().size(); c-- > 0;) {
      const bool is_extra = std::ranges::find(if_known(), columns()[c]) != if_known().end();
      if (is_extra && !has_value_[c]) grid_->drop(c);
    }
  }

  void print() {
    grid_->fit();
    if (!header_done_ && style_.header == Header::Yes) {
      if (style_.color == Color::Yes) out_.put("\x1b[1m");
      grid_->print_header(out_);
      if (style_.color == Color::Yes) out_.put("\x1b[0m");
      out_.put('\n');
    }
    header_done_ = true;
    grid_->print_rows(out_);
  }

  std::optional<Grid> grid_{};
  std::string room_{};
  std::vector<bool> has_value_{};  // Of each column: any row so far.
  bool header_done_ = false;
};

}  // namespace

std::vector<GridColumn> grid_columns(const Columns& columns) {
  std::vector<GridColumn> grid;
  for (const ColumnInfo* column : columns) {
    const bool is_number = column->kind == Kind::Int || column->kind == Kind::Real;
    grid.push_back({column->name, is_number ? Align::Right : Align::Left});
  }
  return grid;
}

const Form text_form = {Form::Gaps::Beside, make_renderer<TextRenderer>};

}  // namespace sonde
