// sql_table.hpp: hands tables to SQLite as virtual tables that cannot be written.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <sqlite3.h>

#include "query/sql_guard.hpp"
#include "query/sql_rows.hpp"

namespace sonde {

// What all virtual tables of one database share.
struct SqlTables {
  explicit SqlTables(RowCache rows) : cache(std::move(rows)) {}

  RowCache cache;
  SqlGate gate{};
  std::optional<Error> failure{};  // Of a scan: why SQLite was told to give up.
  // SQLite tells rows by their numbers, so that all plans of a table must number the same rows.
  bool numbers_matter = false;
};

// One table of one database; SQLite holds a pointer to it as long as the database is open.
struct SqlTable {
  // How a value that SQLite hands over is used.
  enum class Use : u8 {
    Constant,  // It never changes: it becomes a condition of the scan.
    List,      // The values of an IN, which seldom change: the same.
    Key,       // It changes with every row of another table: it is looked up in an index.
  };
  struct Input {
    Use use = Use::Key;
    std::size_t column = 0;
    // A constant as it is written: while the statement runs, SQLite may convert it for a comparison
    // of its own. Empty for other uses.
    std::vector<SqlValue> constant{};
  };
  // One way to read the table, which SQLite may choose for a part of its statement.
  struct Plan {
    std::bitset<64> columns{};
    std::vector<Input> inputs{};
    RowSet* rows = nullptr;      // Once scanned, when nothing but constants decides.
    std::size_t lists_seen = 0;  // How often the values of an IN led to another scan.
    const RowSet* last = nullptr;
  };

  const TableInfo& info;
  SqlTables& all;
  std::vector<Plan> plans{};  // Since the statement was prepared.
};

// Makes the table known to the database under its name.
Result<void> add_table(sqlite3* database, SqlTable& table);

}  // namespace sonde
