// kept_rows.hpp: rows of another table that a scan needs for itself.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// Keeps the rows that somebody wants. Gaps of whole rows become gaps of the table that asks.
class KeptRows final : public Sink {
public:
  using Wants = std::function<bool(const void* row)>;
  KeptRows(const TableInfo& table, Text asking, Sink& told)
      : table_(table), asking_(asking), told_(told) {}

  // Forgets what it had. `columns` are "a,b". A scan that fails is a gap.
  // `possible` as in Request.
  using Possible = std::function<bool(std::span<const Fact> facts)>;
  void read(World& world, Text columns, Wants wants, Possible possible = {});
  template <class Row> std::vector<const Row*> all() const {
    std::vector<const Row*> rows;
    for (const void* const row : rows_) rows.push_back(static_cast<const Row*>(row));
    return rows;
  }
  // Why rows are missing; Known: none are.
  Absent why() const { return why_; }

  More rows(Chunk chunk) override;
  void gap(const Gap& gap) override;
  void note(Text sentence) override { told_.note(sentence); }
  void end() override {}

private:
  const TableInfo& table_;
  Text asking_;
  Sink& told_;
  Wants wants_{};
  std::vector<const void*> rows_{};
  std::vector<Chunk> chunks_{};
  Absent why_ = Absent::Known;
};

}  // namespace sonde
