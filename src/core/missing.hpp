// missing.hpp: counts the cells that could not be shown, so that no value goes without a gap.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <vector>

#include "core/table.hpp"

namespace sonde {

using Columns = std::vector<const ColumnInfo*>;

class MissingCells {
public:
  MissingCells(const TableInfo& table, const Columns& columns);

  // Looks at a cell that was read of the column with this place in the list.
  void count(std::size_t column, const Cell& cell) {
    if (const Absent* why = std::get_if<Absent>(&cell))
      ++counts_[column][static_cast<std::size_t>(*why)];
  }
  // Adds a gap for what is missing and is not told in `gaps` yet. Columns that are missing
  // together, such as the pid and the name of a process, are told once.
  void tell(GapList& gaps) const;

private:
  static constexpr std::size_t reasons = 8;
  const TableInfo* table_;
  const Columns* columns_;
  std::vector<std::array<u64, reasons>> counts_;
};

}  // namespace sonde
