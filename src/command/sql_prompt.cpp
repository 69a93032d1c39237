// sql_prompt.cpp: "sonde sql" for a person: statements, what is there to ask, and Ctrl-C.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "command/interrupt.hpp"
#include "command/line_editor.hpp"
#include "command/reference.hpp"
#include "command/sql.hpp"
#include "query/sql.hpp"
#include "render/grid.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text greeting =
    "SQL over the tables of sonde; it only reads. A statement ends with ';'.\n"
    ".help says more, Ctrl-D ends.\n";

constexpr Text help =
    ".tables         The tables.\n"
    ".columns TABLE  Its columns.\n"
    ".quit           Ends; so does Ctrl-D.\n"
    "SELECT ...;     Answers. Tab completes names, the arrow keys bring lines back,\n"
    "                Ctrl-C drops a line or stops a query.\n"
    "Without ORDER BY rows come in any order. What is not known is NULL, and said below.\n";

constexpr std::size_t statement_bytes_max = std::size_t{1024} * 1024;
constexpr Text keywords[] = {"SELECT",  "FROM",  "WHERE",    "GROUP",  "ORDER", "BY",   "HAVING",
                             "LIMIT",   "JOIN",  "LEFT",     "ON",     "USING", "AS",   "AND",
                             "OR",      "NOT",   "NULL",     "IS",     "IN",    "LIKE", "GLOB",
                             "BETWEEN", "UNION", "DISTINCT", "EXISTS", "WITH",  "CASE", "DESC"};

// Sorted, each once: many tables have a column "pid".
std::vector<std::string> names_that_begin(Text typed) {
  std::vector<std::string> names;
  const auto add = [&](Text name) {
    if (name.starts_with(typed)) names.emplace_back(name);
  };
  for (const TableInfo* table : all_tables) {
    add(table->name);
    for (const ColumnInfo& column : table->columns) add(column.name);
  }
  if (!typed.empty()) std::ranges::for_each(keywords, add);
  std::ranges::sort(names);
  const auto twice = std::ranges::unique(names);
  names.erase(twice.begin(), twice.end());
  return names;
}

class Prompt {
public:
  Prompt(Call& call, Source& source) : call_(call), source_(source) {}

  Result<Exit> run() {
    call_.talk.put(greeting);
    for (;;) {
      TRY(call_.talk.flush());
      std::string line;
      const auto end = editor_.read(statement_.empty() ? "sonde> " : "  ...> ", line);
      if (end == LineEditor::End::Input) break;
      if (end == LineEditor::End::Cancelled)
        statement_.clear();
      else if (!take(line))
        return Exit::Answered;
      if (call_.out.broken()) return Exit::Answered;
    }
    call_.talk.put('\n');
    return Exit::Answered;
  }

private:
  // False when it was the last one.
  bool take(const std::string& line) {
    editor_.remember(line);
    const Text bare = trim(line);
    if (statement_.empty() && bare.starts_with('.')) return command(bare);
    if (statement_.empty() && bare.empty()) return true;
    statement_ += line;
    statement_ += '\n';
    if (statement_.size() > statement_bytes_max || is_whole_statement(statement_)) answer();
    return true;
  }

  void answer() {
    watch_.forget();
    const Result<Exit> done =
        answer_sql(call_, source_, statement_, [this] { return watch_.came(); });
    if (!done) say_error(call_.talk, done.error());
    statement_.clear();
  }

  bool command(Text typed) {
    const Text word = next_word(typed);
    const Text name = next_word(typed);
    if (word == ".quit" || word == ".exit") return false;
    if (word == ".tables")
      list_tables();
    else if (word == ".columns" || word == ".schema")
      list_columns(name);
    else
      call_.talk.put(help);
    return true;
  }

  void list(std::vector<GridColumn> columns, const std::function<void(Grid&)>& fill) {
    Grid grid(std::move(columns), 0);
    fill(grid);
    grid.fit();
    grid.print_rows(call_.talk);
  }

  void list_tables() {
    list({{"table"}, {"doc"}}, [](Grid& grid) {
      for (const TableInfo* table : all_tables) {
        grid.add(table->name);
        grid.add(table->doc);
      }
    });
  }

  void list_columns(Text name) {
    const TableInfo* const table = find_table(name);
    if (!table) {
      list_tables();
      return;
    }
    list({{"column"}, {"kind"}, {"doc"}}, [&](Grid& grid) {
      for (const ColumnInfo& column : table->columns) {
        grid.add(column.name);
        grid.add(kind_of(column));
        grid.add(column.doc);
      }
    });
  }

  Call& call_;
  Source& source_;
  InterruptWatch watch_{};
  LineEditor editor_{names_that_begin};
  std::string statement_{};
};

}  // namespace

Result<Exit> run_sql_prompt(Call& call, Source& source) { return Prompt(call, source).run(); }

}  // namespace sonde
