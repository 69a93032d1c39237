// sheet.hpp: a row whose cells were put together, so that a filter can be asked of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// The cells of a sheet, in the order of its columns.
struct Sheet {
  std::vector<Cell> cells{};
};

// A table whose columns are chosen at run time; its rows are sheets.
class SheetTable {
public:
  static constexpr std::size_t columns_max = 64;

  // Called as `origin` is, with its words for addresses and its remedies.
  explicit SheetTable(const TableInfo& origin);

  // Adds a column that means what `like` does, and answers its place. A test of all checks sees to
  // it that there are never more than columns_max.
  std::size_t add(const ColumnInfo& like, Text name);
  const ColumnInfo* find(Text name) const { return info().find(name); }
  // Valid until a column is added.
  TableInfo info() const;
  std::size_t size() const { return columns_.size(); }

private:
  TableInfo origin_;
  std::vector<ColumnInfo> columns_{};
  Arena names_{};
};

}  // namespace sonde
