// missing.cpp: from counted cells to gaps.
// SPDX-License-Identifier: Apache-2.0
#include "core/missing.hpp"

#include <algorithm>

namespace sonde {

MissingCells::MissingCells(const TableInfo& table, const Columns& columns)
    : table_(&table), columns_(&columns), counts_(columns.size()) {}

void MissingCells::tell(GapList& gaps) const {
  const std::vector<Gap> told(gaps.all().begin(), gaps.all().end());
  for (std::size_t c = 0; c < columns_->size(); ++c) {
    const ColumnInfo& info = *(*columns_)[c];
    const Text column = info.follows.empty() ? info.name : info.follows;
    const auto same_column = [&](const Gap& gap) { return gap.column == column; };
    if (std::ranges::any_of(told, same_column)) continue;
    for (std::size_t why = static_cast<std::size_t>(Absent::NotPermitted); why < reasons; ++why) {
      const auto reason = static_cast<Absent>(why);
      const auto same = [&](const Gap& gap) { return same_column(gap) && gap.why == reason; };
      if (counts_[c][why] == 0 || std::ranges::any_of(gaps.all(), same)) continue;
      const Text remedy = table_->remedy ? table_->remedy(column, reason) : Text();
      gaps.add({table_->name, column, reason, counts_[c][why], {}, remedy});
    }
  }
}

}  // namespace sonde
