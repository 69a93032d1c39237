// renderer.hpp: how rows, gaps and notes become bytes for people and programs; the list of forms.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/out.hpp"
#include "core/missing.hpp"
#include "core/table.hpp"
#include "render/grid.hpp"

namespace sonde {

enum class Header : u8 { Yes, No };
enum class Color : u8 { No, Yes };
enum class Escape : u8 { Yes, No };

// How an answer is to look.
struct Style {
  Header header = Header::Yes;
  Color color = Color::No;
  Escape escape = Escape::Yes;  // No: foreign text as it is, never for a terminal.
  std::size_t width = 0;        // Columns of the terminal; 0: as wide as it gets.
  std::size_t height = 0;       // Lines of the terminal; 0: as many as there are.
  std::size_t talk_width = 0;   // Columns of the terminal that sentences go to; 0: none.
  std::string where = "here";   // The place that answers.
  std::string flags{};          // For commands that are suggested: what chose the machine.
  bool many_hosts = false;      // Several places answer: each row says which, in front.
};

// The column in front of all others where several places answer; no table has it.
extern const ColumnInfo host_column;

// Writes rows to `out` as they come, and keeps gaps and notes for the end. JSON has them inside;
// the other forms leave them to whoever talks to the user on standard error.
class Renderer : public Sink {
public:
  Renderer(Out& out, const Style& style) : out_(out), style_(style) {}
  // `if_known`: columns that text leaves out when no row has a value.
  void begin(const TableInfo& table, Columns columns, Columns if_known = {});
  // How a remedy is said where the answer comes from. It is asked in end(), and only about gaps.
  void fit_remedies(std::function<std::string(Text)> fit) { fit_remedy_ = std::move(fit); }
  // Whose rows come from now on, where many answer.
  virtual void set_host(std::string host) { host_ = std::move(host); }
  More rows(Chunk chunk) final;
  void gap(const Gap& gap) final { gaps_.add(gap); }
  void note(Text sentence) final;
  void end() final;

  u64 row_count() const { return row_count_; }
  const GapList& gaps() const { return gaps_; }
  std::span<const std::string> notes() const { return notes_; }
  const Columns& shown_columns() const { return columns_; }
  const Columns& if_known() const { return if_known_; }
  const Style& style() const { return style_; }

protected:
  // Before the first row, and not before there is an answer: a failed one prints nothing half.
  virtual void start() = 0;
  virtual void write(const Chunk& chunk) = 0;
  virtual void finish() = 0;

  const TableInfo& table() const { return *table_; }
  const Columns& columns() const { return columns_; }
  // Reads a cell that is about to be written. What is missing is counted: no value is ever left out
  // without a gap, even where a scan forgot to tell one.
  Cell read(std::size_t column, const void* row, std::string& room) {
    if (columns_[column] == &host_column) return Text(host_);
    Cell cell = columns_[column]->read(row, room);
    missing_->count(column, cell, row);
    return cell;
  }
  // The row as one JSON object: {"name":value,...}.
  void append_json_row(std::string& out, const void* row, std::string& room);

  Out& out_;
  Style style_;

private:
  void start_once();
  void fit_gaps();

  std::function<std::string(Text)> fit_remedy_{};
  bool is_started_ = false;
  std::string host_{};
  const TableInfo* table_ = nullptr;
  Columns columns_{}, if_known_{};
  std::vector<std::string> json_keys_{};  // "name": of each column, quoted.
  std::optional<MissingCells> missing_{};
  u64 row_count_ = 0;
  GapList gaps_{};
  std::vector<std::string> notes_{};
};

// What a form needs to be chosen by a flag and found in the help.
struct Form {
  enum class Gaps : u8 { Inside, Beside } gaps;
  std::unique_ptr<Renderer> (*make)(Out& out, const Style& style);
};

template <class R> std::unique_ptr<Renderer> make_renderer(Out& out, const Style& style) {
  return std::make_unique<R>(out, style);
}

extern const Form text_form, json_form, jsonl_form, csv_form;

// The columns of a table as text shows them: numbers to the right.
std::vector<GridColumn> grid_columns(const Columns& columns);
// Appends a cell for a person: foreign text escaped, a missing value as "-".
void append_shown(std::string& out, const Cell& cell, Escape escape);
// The same in a table: what is a size to its column is shown as one.
void append_shown(std::string& out, const ColumnInfo& column, const Cell& cell, Escape escape);
// Appends a cell as a JSON value; a missing one as null.
void append_json(std::string& out, const Cell& cell);
}  // namespace sonde
