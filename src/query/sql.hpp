// sql.hpp: SQLite over tables: one statement that only reads, its rows, and what it did not see.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.hpp"
#include "core/table.hpp"

namespace sonde {

// What came of a statement beside its rows.
struct SqlOutcome {
  bool broke_off = false;  // It failed after some rows; a gap says so.
};

// A database in memory whose tables are ours. It reads, it writes nothing and opens nothing, and it
// takes at most 256 MiB beside the rows that were scanned.
class Database {
public:
  // Asked now and then while a statement runs; true ends it, and stays true.
  using Stop = std::function<bool()>;
  // Told the columns of the answer, once, before its first row or its end. They live until the next
  // statement.
  using Begin = std::function<void(const TableInfo& answer)>;

  // `tables` lives as long as the database, and so does the world.
  static Result<Database> open(World& world, std::span<const TableInfo* const> tables,
                               Stop stop = {});
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Runs one statement. A table is scanned once for all that the statement wants of it, with the
  // columns it uses, and without the rows that its constants rule out. Gaps of the scans and cells
  // that were read and are missing reach the sink before its end. A wrong query is a usage error.
  Result<SqlOutcome> run(Text query, const Begin& begin, Sink& sink);

private:
  struct State;
  explicit Database(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

// Whether what was typed so far is a whole statement, up to its semicolon.
bool is_whole_statement(const std::string& typed);

}  // namespace sonde
