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

  // Looks at a cell that was read from a row, of the column with this place in the list.
  void count(std::size_t column, const Cell& cell, const void* row) {
    if (const Absent* why = std::get_if<Absent>(&cell)) count_missing(column, *why, row);
  }
  // Adds a gap for what is missing and is not told in `gaps` yet. What is missing together with
  // another column, such as the name of a process with its pid, is told once.
  void tell(GapList& gaps) const;

private:
  static constexpr std::size_t reasons = 8;
  struct Counts {
    const ColumnInfo* followed = nullptr;  // The column it is missing with.
    std::array<u64, reasons> own{};
    std::array<u64, reasons> with_followed{};
  };
  void count_missing(std::size_t column, Absent why, const void* row);
  void tell(GapList& gaps, const std::vector<Gap>& told, Text column,
            const std::array<u64, reasons>& counts) const;

  const TableInfo* table_;
  const Columns* columns_;
  std::vector<Counts> counts_;
  std::string room_{};
};

}  // namespace sonde
