// sql_result.cpp: names and kinds of the columns of a statement's answer.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql_result.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/escape.hpp"
#include "base/text.hpp"

namespace sonde {
namespace {

template <std::size_t Index> Cell read_result(const void* row, std::string&) {
  return static_cast<const Cell*>(row)[Index];
}

constexpr auto readers = []<std::size_t... Index>(std::index_sequence<Index...>) {
  return std::array{&read_result<Index>...};
}(std::make_index_sequence<ResultTable::columns_max>());

// A column without a name is called as its expression is written, on however many lines.
std::string in_one_line(Text name) {
  std::string line;
  for (const char c : name) {
    const bool is_space = Text(" \t\r\n\f\v").contains(c);
    if (!is_space)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  std::string escaped;
  escape_to(escaped, line);
  return escaped;
}

// "count(*)", "count(*)_2": two keys of one name would be no JSON.
std::string unique_among(const std::vector<std::string>& names, const std::string& name) {
  std::string unique = name;
  for (std::size_t count = 2; std::ranges::find(names, unique) != names.end(); ++count) {
    unique = name + '_';
    append_number(unique, count);
  }
  return unique;
}

Kind kind_of(const Cell& cell) {
  if (std::holds_alternative<i64>(cell)) return Kind::Int;
  return std::holds_alternative<double>(cell) ? Kind::Real : Kind::Text;
}

}  // namespace

ResultTable::ResultTable(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    names_.push_back(unique_among(names_, name.empty() ? "column" : in_one_line(name)));
  for (std::size_t i = 0; i < names_.size(); ++i)
    columns_.push_back(
        {names_[i], "Of the query.", Unit::None, Show::Always, Kind::Text, readers[i]});
  info_ = {"sql", "The answer to a query.", columns_, nullptr};
}

void ResultTable::take_kinds(const Chunk& first) {
  for (std::size_t c = 0; c < columns_.size(); ++c)
    for (std::size_t row = 0; row < first.size(); ++row) {
      const Cell& cell = static_cast<const Cell*>(first[row])[c];
      if (std::holds_alternative<Absent>(cell)) continue;
      columns_[c].kind = kind_of(cell);
      break;
    }
}

}  // namespace sonde
