// sql_rows.cpp: scans a table for SQL, drops what cannot match, and finds rows by their values.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql_rows.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

#include "base/error_words.hpp"
#include "query/pipeline.hpp"

namespace sonde {
namespace {

// A cell as the text SQLite gets of it; nothing for cells that are no text there.
std::optional<Text> text_of(const Cell& cell, std::string& room) {
  if (const Text* text = std::get_if<Text>(&cell)) return *text;
  const bool is_text =
      std::holds_alternative<Address>(cell) || std::holds_alternative<Numbers>(cell);
  if (!is_text) return std::nullopt;
  room.clear();
  append_plain(room, cell);
  return Text(room);
}

std::optional<i64> number_of(const Cell& cell) {
  if (const bool* flag = std::get_if<bool>(&cell)) return *flag ? 1 : 0;
  if (const i64* number = std::get_if<i64>(&cell)) return *number;
  return std::nullopt;
}

Columns all_of(const TableInfo& table) {
  Columns columns;
  for (const ColumnInfo& column : table.columns) columns.push_back(&column);
  return columns;
}

void append_number_key(std::string& key, i64 number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  key += 'n';
  key.append(bytes, sizeof bytes);
}

// The size stands in front, so that no two lists of texts are one key.
void append_text_key(std::string& key, Text text) {
  append_number_key(key, static_cast<i64>(text.size()));
  key += text;
}

// Whether a row can match, as far as its columns are filled.
bool may_match(const TableInfo& table, const std::vector<SqlCondition>& conditions, const void* row,
               std::bitset<64> ready, std::string& room, std::string& other_room) {
  return std::ranges::none_of(conditions, [&](const SqlCondition& condition) {
    return ready[condition.column] &&
           test(condition, table.columns[condition.column].read(row, room), other_room) ==
               Truth::No;
  });
}

bool may_match(const TableInfo& table, const std::vector<SqlCondition>& conditions,
               std::span<const Fact> facts) {
  std::string room;
  for (const SqlCondition& condition : conditions)
    for (const Fact& fact : facts)
      if (fact.column == table.columns[condition.column].read &&
          test(condition, fact.value, room) == Truth::No)
        return false;
  return true;
}

// The request holds `wish` by reference: it is used while the scan runs, and not later.
Request request_of(const TableInfo& table, const RowSet::Wish& wish) {
  Request request;
  request.columns = wish.columns;
  if (wish.conditions.empty()) return request;
  request.possible = [&](std::span<const Fact> facts) {
    return may_match(table, wish.conditions, facts);
  };
  request.may_pass = [&, room = std::string(),
                      other_room = std::string()](const void* row, std::bitset<64> ready) mutable {
    return may_match(table, wish.conditions, row, ready, room, other_room);
  };
  return request;
}

class Collector final : public Sink {
public:
  Collector(RowSet& rows, GapList& gaps, std::vector<std::string>& notes, const RowCache& cache)
      : rows_(rows), gaps_(gaps), notes_(notes), cache_(cache) {}
  More rows(Chunk chunk) override {
    rows_.add(std::move(chunk));
    return cache_.should_stop() ? More::No : More::Yes;
  }
  void gap(const Gap& gap) override { gaps_.add(gap); }
  void note(Text sentence) override { notes_.emplace_back(sentence); }
  void end() override {}

private:
  RowSet& rows_;
  GapList& gaps_;
  std::vector<std::string>& notes_;
  const RowCache& cache_;
};

}  // namespace

bool is_comparable(Kind kind, const SqlValue& value) {
  if (kind == Kind::Real) return false;
  const bool is_number = kind == Kind::Int || kind == Kind::Bool;
  return is_number == std::holds_alternative<i64>(value);
}

Truth test(const SqlCondition& condition, const Cell& cell, std::string& room) {
  if (const Absent* why = std::get_if<Absent>(&cell))
    return *why == Absent::NotApplicable ? Truth::No : Truth::Unknown;
  const std::optional<i64> number = number_of(cell);
  const std::optional<Text> text = text_of(cell, room);
  Truth answer = Truth::No;
  for (const SqlValue& value : condition.values) {
    const i64* const wanted_number = std::get_if<i64>(&value);
    const std::string* const wanted_text = std::get_if<std::string>(&value);
    if (number && wanted_number) {
      if (*number == *wanted_number) return Truth::Yes;
    } else if (text && wanted_text) {
      if (*text == *wanted_text) return Truth::Yes;
    } else {
      answer = Truth::Unknown;  // SQLite converts one of them, after rules of its own.
    }
  }
  return answer;
}

TableRecord::TableRecord(const TableInfo& info)
    : table(info), columns(all_of(info)), missing(info, columns) {}

bool RowSet::serves(const TableRecord& record, const Wish& wish) const {
  return &record == &record_ && (wish.columns & ~wish_.columns).none() &&
         wish.conditions == wish_.conditions;
}

void RowSet::add(Chunk chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) rows_.push_back(chunk[i]);
  chunks_.push_back(std::move(chunk));
  assert(rows_.size() <= std::numeric_limits<u32>::max());
}

Cell RowSet::read(std::size_t row, std::size_t column, std::string& room) {
  const Cell cell = table().columns[column].read(rows_[row], room);
  if (!std::holds_alternative<Absent>(cell)) return cell;
  if (told_.empty()) told_.resize(rows_.size());
  if (!told_[row][column]) record_.missing.count(column, cell, rows_[row]);
  told_[row].set(column);
  return cell;
}

void RowSet::append_key(std::string& key, const SqlValue& value) {
  if (const i64* number = std::get_if<i64>(&value)) return append_number_key(key, *number);
  append_text_key(key, std::get<std::string>(value));
}

bool RowSet::append_key(std::string& key, const Cell& cell, std::string& room) {
  if (const std::optional<i64> number = number_of(cell)) {
    append_number_key(key, *number);
    return true;
  }
  const std::optional<Text> text = text_of(cell, room);
  if (text) append_text_key(key, *text);
  return text.has_value();
}

RowSet::Index RowSet::make_index(const std::vector<std::size_t>& columns) {
  Index index;
  std::string key, room, other_room;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    key.clear();
    const bool is_whole = std::ranges::all_of(columns, [&](std::size_t column) {
      return append_key(key, read(row, column, room), other_room);
    });
    if (is_whole) index.push_back({std::hash<Text>()(key), static_cast<u32>(row)});
  }
  std::ranges::sort(index);
  return index;
}

std::span<const RowSet::Place> RowSet::find(const std::vector<std::size_t>& columns, Text key) {
  auto found = indexes_.find(columns);
  if (found == indexes_.end()) found = indexes_.emplace(columns, make_index(columns)).first;
  const auto places = std::ranges::equal_range(found->second, std::hash<Text>()(key),
                                               std::ranges::less(), &Place::hash);
  return {places.begin(), places.end()};
}

TableRecord& RowCache::record_of(const TableInfo& table) {
  for (const auto& record : records_)
    if (&record->table == &table) return *record;
  return *records_.emplace_back(std::make_unique<TableRecord>(table));
}

Result<RowSet*> RowCache::rows(const TableInfo& table, RowSet::Wish wish) {
  TableRecord& record = record_of(table);
  for (const auto& set : sets_)
    if (set->serves(record, wish)) return set.get();
  auto set = std::make_unique<RowSet>(record, wish);
  Collector collector(*set, record.gaps, notes_, *this);
  const Result<void> done = table.scan(world_, table, request_of(table, wish), collector);
  collector.end();
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (wish.columns[i] && table.columns[i].needs_two_looks) {
      collector.note(note_of_rates(table));
      break;
    }
  if (should_stop())
    return std::unexpected(
        Error{std::errc::interrupted, "the query was interrupted", {}, Error::Kind::Sentence});
  if (!done && set->size() == 0) return std::unexpected(done.error());
  if (!done) {  // What was seen stands.
    broke_off_ = true;
    record.gaps.add({table.name, "", reason_of(done.error().code), Absent::NotApplicable,
                     words_of(done.error()), "look again"});
  }
  return sets_.emplace_back(std::move(set)).get();
}

void RowCache::tell(Sink& sink) {
  for (const auto& record : records_) {
    record->missing.tell(record->gaps);
    for (const Gap& gap : record->gaps.all()) sink.gap(gap);
  }
  for (const std::string& note : notes_) sink.note(note);
}

void RowCache::clear() {
  sets_.clear();
  records_.clear();
  notes_.clear();
  broke_off_ = false;
}

}  // namespace sonde
