// gap_collector.hpp: runs over the rows of a table only to learn what is missing in them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/missing.hpp"

namespace sonde {

class GapCollector final : public Sink {
public:
  GapCollector(const TableInfo& table, Columns columns)
      : columns_(std::move(columns)), missing_(table, columns_) {}

  More rows(Chunk chunk) override {
    row_count_ += chunk.size();
    for (std::size_t i = 0; i < chunk.size(); ++i)
      for (std::size_t c = 0; c < columns_.size(); ++c)
        missing_.count(c, columns_[c]->read(chunk[i], room_), chunk[i]);
    return More::Yes;
  }
  void gap(const Gap& gap) override { gaps_.add(gap); }
  void note(Text) override {}
  void end() override { missing_.tell(gaps_); }

  u64 row_count() const { return row_count_; }
  const GapList& gaps() const { return gaps_; }

private:
  Columns columns_;
  MissingCells missing_;
  GapList gaps_{};
  u64 row_count_ = 0;
  std::string room_{};
};

}  // namespace sonde
