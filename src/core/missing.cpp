// missing.cpp: from counted cells to gaps.
// SPDX-License-Identifier: Apache-2.0
#include "core/missing.hpp"

#include <algorithm>

namespace sonde {

MissingCells::MissingCells(const TableInfo& table, const Columns& columns)
    : table_(&table), columns_(&columns), counts_(columns.size()) {
  for (std::size_t c = 0; c < columns.size(); ++c)
    for (const ColumnInfo* one = columns[c]; (one = table.find(one->follows));)
      counts_[c].followed = one;  // The last of a chain.
}

void MissingCells::count_missing(std::size_t column, Absent why, const void* row) {
  Counts& counts = counts_[column];
  const bool with_followed =
      counts.followed && std::holds_alternative<Absent>(counts.followed->read(row, room_));
  ++(with_followed ? counts.with_followed : counts.own)[static_cast<std::size_t>(why)];
}

void MissingCells::tell(GapList& gaps) const {
  const std::vector<Gap> told(gaps.all().begin(), gaps.all().end());
  for (std::size_t c = 0; c < columns_->size(); ++c) {
    tell(gaps, told, (*columns_)[c]->name, counts_[c].own);
    if (counts_[c].followed) tell(gaps, told, counts_[c].followed->name, counts_[c].with_followed);
  }
}

void MissingCells::tell(GapList& gaps, const std::vector<Gap>& told, Text column,
                        const std::array<u64, reasons>& counts) const {
  const auto same_column = [&](const Gap& gap) { return gap.column == column; };
  if (std::ranges::any_of(told, same_column)) return;
  for (std::size_t why = static_cast<std::size_t>(Absent::NotPermitted); why < reasons; ++why) {
    const auto reason = static_cast<Absent>(why);
    const auto same = [&](const Gap& gap) { return same_column(gap) && gap.why == reason; };
    if (counts[why] == 0 || std::ranges::any_of(gaps.all(), same)) continue;
    const Text remedy = table_->remedy ? table_->remedy(column, reason) : Text();
    gaps.add({table_->name, column, reason, counts[why], {}, remedy});
  }
}

}  // namespace sonde
