// pipeline.hpp: what stands between a scan and a renderer: filter, group, order, limit.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "query/filter.hpp"

namespace sonde {

// A stage passes on what it does not change.
class Stage : public Sink {
public:
  explicit Stage(Sink& next) : next_(next) {}
  More rows(Chunk chunk) override { return next_.rows(std::move(chunk)); }
  void gap(const Gap& gap) final { next_.gap(gap); }
  void note(Text sentence) final { next_.note(sentence); }
  void end() override { next_.end(); }

protected:
  Sink& next_;
};

// Lets the rows pass for which the filter says Yes.
class FilterStage final : public Stage {
public:
  FilterStage(Sink& next, const Filter& filter) : Stage(next), filter_(filter) {}
  More rows(Chunk chunk) override;

private:
  const Filter& filter_;
};

// Holds all rows back until the end, then hands them on in the order of one column.
class OrderStage final : public Stage {
public:
  enum class Direction : u8 { Ascending, Descending };
  OrderStage(Sink& next, const ColumnInfo& column, Direction direction)
      : Stage(next), column_(column), direction_(direction) {}
  More rows(Chunk chunk) override;
  void end() override;

private:
  const ColumnInfo& column_;
  Direction direction_;
  std::vector<Chunk> chunks_{};
};

// Lets the first rows pass.
class LimitStage final : public Stage {
public:
  LimitStage(Sink& next, u64 rows_max) : Stage(next), left_(rows_max) {}
  More rows(Chunk chunk) override;

private:
  u64 left_;
};

// Counts rows that agree in some columns; its rows have these columns and `count`.
class GroupStage final : public Stage {
public:
  static constexpr std::size_t columns_max = 8;

  GroupStage(Sink& next, const TableInfo& table, std::span<const ColumnInfo* const> by);
  // The table of its rows. Lives as long as the stage.
  const TableInfo& table() const { return table_; }
  More rows(Chunk chunk) override;
  void end() override;

private:
  struct Row {
    std::array<Cell, columns_max> cells{};
    u64 count = 0;
  };
  template <std::size_t Index> static Cell read_cell_of(const void* row, std::string& room);
  static Cell read_count(const void* row, std::string& room);
  void count(const void* row);

  std::vector<const ColumnInfo*> by_;
  std::vector<ColumnInfo> columns_{};
  std::vector<Text> key_{};
  TableInfo table_;
  std::unordered_map<std::string, std::size_t> seen_{};
  RowStore<Row> groups_{};
  std::string key_room_{}, cell_room_{};
};

}  // namespace sonde
