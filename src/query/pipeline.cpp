// pipeline.cpp: filter, group, order and limit, chunk by chunk.
// SPDX-License-Identifier: Apache-2.0
#include "query/pipeline.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sonde {
namespace {

// Missing values stand last, whatever the direction.
bool comes_first(const Cell& left, const Cell& right, OrderStage::Direction direction) {
  const bool left_missing = std::holds_alternative<Absent>(left);
  const bool right_missing = std::holds_alternative<Absent>(right);
  if (left_missing || right_missing) return !left_missing && right_missing;
  const int order = compare(left, right);
  return direction == OrderStage::Direction::Ascending ? order < 0 : order > 0;
}

Columns named_by(const TableInfo& table, const Filter& filter) {
  Columns columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (filter.columns()[i]) columns.push_back(&table.columns[i]);
  return columns;
}

template <std::size_t Index> Cell read_group_cell(const void* row, std::string&) {
  return static_cast<const GroupTable::Row*>(row)->cells[Index];
}
Cell read_group_count(const void* row, std::string&) {
  return to_cell(static_cast<const GroupTable::Row*>(row)->count);
}

}  // namespace

Cell kept(const Cell& cell, Arena& arena) {
  if (const Text* text = std::get_if<Text>(&cell)) return arena.keep(*text);
  if (const Numbers* list = std::get_if<Numbers>(&cell)) return arena.keep(*list);
  if (const Address* address = std::get_if<Address>(&cell))
    return Address{address->bytes, address->version, arena.keep(address->zone)};
  return cell;
}

void Stage::tell_more(const MissingCells& missing) {
  const std::size_t before = told_.all().size();
  missing.tell(told_);
  for (const Gap& gap : told_.all().subspan(before)) next_.gap(gap);
}

FilterStage::FilterStage(Sink& next, const TableInfo& table, const Filter& filter)
    : Stage(next), filter_(filter), columns_(named_by(table, filter)), missing_(table, columns_) {}

More FilterStage::rows(Chunk chunk) {
  std::bitset<64> all;
  all.set();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    const Truth truth = filter_.test(chunk[i], all);
    if (truth == Truth::Unknown) note_undecided(chunk[i]);
    if (truth != Truth::Yes) continue;
    if (kept != i) std::memcpy(chunk[kept], chunk[i], chunk.stride());
    ++kept;
  }
  chunk.keep_first(kept);
  return kept == 0 ? More::Yes : next_.rows(std::move(chunk));
}

void FilterStage::note_undecided(const void* row) {
  ++undecided_;
  for (std::size_t c = 0; c < columns_.size(); ++c)
    missing_.count(c, comparable(*columns_[c], columns_[c]->read(row, room_)), row);
}

void FilterStage::end() {
  tell_more(missing_);
  next_.end();
}

More OrderStage::rows(Chunk chunk) {
  chunks_.push_back(std::move(chunk));
  return More::Yes;
}

void OrderStage::end() {
  struct Entry {
    Cell key;
    const void* row;
  };
  std::vector<Entry> entries;
  Arena texts;
  std::string room;
  for (const Chunk& chunk : chunks_)
    for (std::size_t i = 0; i < chunk.size(); ++i)
      entries.push_back(
          {kept(comparable(*column_.front(), column_.front()->read(chunk[i], room)), texts),
           chunk[i]});
  for (const Entry& entry : entries) missing_.count(0, entry.key, entry.row);
  std::ranges::stable_sort(entries, [&](const Entry& left, const Entry& right) {
    return comes_first(left.key, right.key, direction_);
  });
  const std::size_t stride = chunks_.empty() ? 0 : chunks_.front().stride();
  for (std::size_t at = 0; at < entries.size();) {
    Chunk sorted(stride);
    for (; at < entries.size() && !sorted.full(); ++at) sorted.add_copy(entries[at].row);
    if (next_.rows(std::move(sorted)) == More::No) break;
  }
  tell_more(missing_);
  next_.end();
}

More LimitStage::rows(Chunk chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i)
    for (std::size_t c = 0; c < columns_.size(); ++c)
      missing_.count(c, columns_[c]->read(chunk[i], room_), chunk[i]);
  if (left_ == 0) return More::Yes;
  if (chunk.size() > left_) chunk.keep_first(left_);
  left_ -= chunk.size();
  return next_.rows(std::move(chunk));
}

void LimitStage::end() {
  tell_more(missing_);
  next_.end();
}

std::string note_of_rates(const TableInfo& table) {
  const std::string name(table.name);
  return "rates of " + name + " have no value here: they need two looks, as of sonde " + name +
         " --interval 1";
}

GroupTable::GroupTable(const TableInfo& table, Columns by)
    : grouped_(&table), by_(std::move(by)), info_(table) {
  constexpr auto readers = []<std::size_t... Index>(std::index_sequence<Index...>) {
    return std::array{&read_group_cell<Index>...};
  }(std::make_index_sequence<columns_max>());
  for (std::size_t i = 0; i < by_.size(); ++i) {
    ColumnInfo column = *by_[i];
    column.read = readers[i];
    column.show = Show::Always;
    columns_.push_back(column);
    key_.push_back(column.name);
  }
  columns_.push_back({"count", "How many rows agree in the other columns.", Unit::None,
                      Show::Always, Kind::Int, &read_group_count});
  info_.columns = columns_;
  info_.key = key_;
}

Columns GroupTable::columns() const {
  Columns all;
  for (const ColumnInfo& column : info_.columns) all.push_back(&column);
  return all;
}

void GroupStage::count(const void* row) {
  key_room_.clear();
  for (std::size_t i = 0; i < table_.by().size(); ++i) {
    const Cell cell = table_.by()[i]->read(row, cell_room_);
    missing_.count(i, cell, row);
    key_room_ += static_cast<char>('0' + cell.index());
    append_plain(key_room_, cell);
    key_room_ += '\0';
  }
  const auto [place, is_new] = seen_.try_emplace(key_room_, groups_.size());
  if (!is_new) {
    ++groups_[place->second].count;
    return;
  }
  GroupTable::Row& added = groups_.add({{}, 1});
  for (std::size_t i = 0; i < table_.by().size(); ++i)
    added.cells[i] = kept(table_.by()[i]->read(row, cell_room_), groups_.texts());
}

More GroupStage::rows(Chunk chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) count(chunk[i]);
  return More::Yes;
}

void GroupStage::end() {
  tell_more(missing_);
  give(groups_.chunks(), next_);
  next_.end();
}

}  // namespace sonde
