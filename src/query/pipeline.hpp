// pipeline.hpp: what stands between a scan and a renderer: filter, group, order, limit.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/missing.hpp"
#include "core/table.hpp"
#include "query/filter.hpp"

namespace sonde {

// The same cell for as long as the arena lives: a text that was built in a room does not outlive
// the next cell, nor the other texts the chunk of their row.
Cell kept(const Cell& cell, Arena& arena);

// Why rates have no value where nobody looks twice.
std::string note_of_rates(const TableInfo& table);

// A stage passes on what it does not change.
class Stage : public Sink {
public:
  explicit Stage(Sink& next) : next_(next) {}
  More rows(Chunk chunk) override { return next_.rows(std::move(chunk)); }
  void gap(const Gap& gap) final {
    told_.add(gap);
    next_.gap(gap);
  }
  void note(Text sentence) final { next_.note(sentence); }
  void end() override { next_.end(); }

protected:
  // Passes on the gaps of these cells that nobody has told yet.
  void tell_more(const MissingCells& missing);

  Sink& next_;

private:
  GapList told_{};
};

// Lets the rows pass for which the filter says Yes. A row of which it cannot say, because a value
// is missing, becomes a gap.
class FilterStage final : public Stage {
public:
  FilterStage(Sink& next, const TableInfo& table, const Filter& filter);
  More rows(Chunk chunk) override;
  void end() override;
  u64 undecided() const { return undecided_; }

private:
  void note_undecided(const void* row);

  const Filter& filter_;
  Columns columns_;
  MissingCells missing_;
  u64 undecided_ = 0;
  std::string room_{};
};

// Holds all rows back until the end, then hands them on in the order of one column. Where its value
// is missing nobody knows the place of a row: that is a gap, whether the column is shown or not.
class OrderStage final : public Stage {
public:
  enum class Direction : u8 { Ascending, Descending };
  OrderStage(Sink& next, const TableInfo& table, const ColumnInfo& column, Direction direction)
      : Stage(next), column_{&column}, missing_(table, column_), direction_(direction) {}
  More rows(Chunk chunk) override;
  void end() override;

private:
  Columns column_;  // A single one.
  MissingCells missing_;
  Direction direction_;
  std::vector<Chunk> chunks_{};
};

// Lets the first rows pass. The scan goes on, and what is missing in the others is counted too: a
// limit is for the eyes, and hides no gap.
class LimitStage final : public Stage {
public:
  LimitStage(Sink& next, const TableInfo& table, const Columns& shown, u64 rows_max)
      : Stage(next), columns_(shown), missing_(table, columns_), left_(rows_max) {}
  More rows(Chunk chunk) override;
  void end() override;

private:
  Columns columns_;
  MissingCells missing_;
  u64 left_;
  std::string room_{};
};

// The table that grouped rows make: the columns they agree in, and `count`.
class GroupTable {
public:
  static constexpr std::size_t columns_max = 8;
  struct Row {
    std::array<Cell, columns_max> cells{};
    u64 count = 0;
  };

  GroupTable(const TableInfo& table, Columns by);
  const TableInfo& info() const { return info_; }
  const TableInfo& grouped() const { return *grouped_; }
  const Columns& by() const { return by_; }
  Columns columns() const;

private:
  const TableInfo* grouped_;
  Columns by_;
  std::vector<ColumnInfo> columns_{};
  std::vector<Text> key_{};
  TableInfo info_;
};

// Counts rows that agree in the columns of a group table. Its rows are those of the group table.
class GroupStage final : public Stage {
public:
  GroupStage(Sink& next, const GroupTable& table)
      : Stage(next), table_(table), missing_(table.grouped(), table.by()) {}
  More rows(Chunk chunk) override;
  void end() override;

private:
  void count(const void* row);

  const GroupTable& table_;
  MissingCells missing_;  // Of all rows: a group shows each missing value only once.
  std::unordered_map<std::string, std::size_t> seen_{};
  RowStore<GroupTable::Row> groups_{};
  std::string key_room_{}, cell_room_{};
};

}  // namespace sonde
