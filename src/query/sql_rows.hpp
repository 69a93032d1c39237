// sql_rows.hpp: the rows that one statement of SQL has scanned, kept and indexed until it ends.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/missing.hpp"
#include "core/table.hpp"
#include "query/filter.hpp"

namespace sonde {

// A value of the query that cells are compared with. Other kinds are left to SQLite.
using SqlValue = std::variant<i64, std::string>;

// Whether cells of this kind and values like this one are compared without conversion, so that we
// can tell what SQLite will say.
bool is_comparable(Kind kind, const SqlValue& value);

// A column must equal one of some constants.
struct SqlCondition {
  std::size_t column = 0;
  std::vector<SqlValue> values{};

  friend bool operator==(const SqlCondition&, const SqlCondition&) = default;
};

// What SQLite will say of `column = value or column = value ...`; Unknown where it has to decide,
// and where the value is missing, so that SQLite meets the missing cell and it becomes a gap.
Truth test(const SqlCondition& condition, const Cell& cell, std::string& room);

// What a table told of itself while a statement ran: gaps of its scans, and cells that were read
// and are missing.
struct TableRecord {
  explicit TableRecord(const TableInfo& info);
  TableRecord(const TableRecord&) = delete;
  TableRecord& operator=(const TableRecord&) = delete;

  const TableInfo& table;
  Columns columns;
  MissingCells missing;
  GapList gaps{};
};

// The rows of one scan. They are scanned once; every cursor of the statement reads the same ones.
class RowSet {
public:
  struct Wish {
    std::bitset<64> columns{};
    std::vector<SqlCondition> conditions{};
  };
  // One row in an index. Rows of one hash may differ: SQLite compares the values again.
  struct Place {
    u64 hash = 0;
    u32 row = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  using Index = std::vector<Place>;

  RowSet(TableRecord& record, Wish wish) : record_(record), wish_(std::move(wish)) {}

  // Whether these rows serve another wish as well: the same conditions, and no column more.
  bool serves(const TableRecord& record, const Wish& wish) const;
  void add(Chunk chunk);

  const TableInfo& table() const { return record_.table; }
  std::size_t size() const { return rows_.size(); }
  // Reads a cell. One that is missing is counted the first time it is read.
  Cell read(std::size_t row, std::size_t column, std::string& room);
  // The rows whose columns have these values, by an index that is made when it is first needed.
  std::span<const Place> find(const std::vector<std::size_t>& columns, Text key);
  // Appends the value to a key for find(); of a cell false when it is missing.
  static void append_key(std::string& key, const SqlValue& value);
  static bool append_key(std::string& key, const Cell& cell, std::string& room);

private:
  Index make_index(const std::vector<std::size_t>& columns);

  TableRecord& record_;
  Wish wish_;
  std::vector<Chunk> chunks_{};
  std::vector<const void*> rows_{};
  std::vector<std::bitset<64>> told_{};  // The missing cells of each row that were counted.
  std::map<std::vector<std::size_t>, Index> indexes_{};
};

// Scans tables for one statement, and keeps what was scanned until the next.
class RowCache {
public:
  // `stop` is asked between chunks; true ends a scan, and it stays true.
  RowCache(World& world, std::function<bool()> stop) : world_(world), stop_(std::move(stop)) {}

  // An error when nothing could be scanned at all.
  Result<RowSet*> rows(const TableInfo& table, RowSet::Wish wish);
  bool should_stop() const { return stop_ && stop_(); }
  // A scan failed after some rows; a gap says so.
  bool broke_off() const { return broke_off_; }
  // Hands all gaps and notes of the statement on.
  void tell(Sink& sink);
  void clear();

private:
  TableRecord& record_of(const TableInfo& table);

  World& world_;
  std::function<bool()> stop_;
  bool broke_off_ = false;
  std::vector<std::unique_ptr<TableRecord>> records_{};
  std::vector<std::unique_ptr<RowSet>> sets_{};
  std::vector<std::string> notes_{};
};

}  // namespace sonde
