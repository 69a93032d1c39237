// kept_rows.cpp: runs the scan of another table, and keeps the chunks in which something is wanted.
// SPDX-License-Identifier: Apache-2.0
#include "tables/kept_rows.hpp"

#include <cassert>

namespace sonde {

void KeptRows::read(World& world, Text columns, Wants wants, Possible possible) {
  rows_.clear();
  chunks_.clear();
  why_ = Absent::Known;
  wants_ = std::move(wants);
  Request request;
  while (!columns.empty()) {
    const Text name = columns.substr(0, columns.find(','));
    columns.remove_prefix(std::min(columns.size(), name.size() + 1));
    const ColumnInfo* const column = table_.find(name);
    assert(column);
    request.columns.set(table_.index_of(*column));
  }
  request.possible = std::move(possible);
  request.may_pass = [this](const void* row, std::bitset<64>) { return wants_(row); };
  const Result<void> done = table_.scan(world, table_, request, *this);
  if (done) return;
  const Absent why = world.source.is_copy() ? Absent::NotCollected : reason_of(done.error().code);
  gap({table_.name, "", why, Absent::NotApplicable, table_.name,
       table_.remedy ? table_.remedy("", why) : Text()});
}

More KeptRows::rows(Chunk chunk) {
  const std::size_t before = rows_.size();
  for (std::size_t i = 0; i < chunk.size(); ++i)
    if (wants_(chunk[i])) rows_.push_back(chunk[i]);  // Rows stay where they are.
  if (rows_.size() > before) chunks_.push_back(std::move(chunk));
  return More::Yes;
}

void KeptRows::gap(const Gap& gap) {
  if (!gap.column.empty()) return;
  why_ = gap.why;
  Gap same = gap;
  same.table = asking_;
  same.is_all = false;
  told_.gap(same);
}

}  // namespace sonde
