// sql_result.hpp: the columns of a statement's answer as a table that every renderer can show.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// Its rows are as many cells as it has columns.
class ResultTable {
public:
  static constexpr std::size_t columns_max = 64;

  // Names as SQLite says them: they become unique, and fit for a terminal.
  explicit ResultTable(const std::vector<std::string>& names);
  ResultTable(const ResultTable&) = delete;
  ResultTable& operator=(const ResultTable&) = delete;

  std::size_t stride() const { return columns_.size() * sizeof(Cell); }
  std::size_t width() const { return columns_.size(); }
  // The kind of a column is that of its first value that is not missing, so that numbers align.
  void take_kinds(const Chunk& first);
  const TableInfo& info() const { return info_; }

private:
  std::vector<std::string> names_{};
  std::vector<ColumnInfo> columns_{};
  TableInfo info_{};
};

}  // namespace sonde
