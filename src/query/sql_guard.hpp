// sql_guard.hpp: a database of SQLite that can only read and only grow so far, and its errors.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <span>
#include <sqlite3.h>

#include "base/result.hpp"
#include "core/table.hpp"

namespace sonde {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using SqlConnection = std::unique_ptr<sqlite3, CloseDatabase>;
using SqlStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

// An empty database in memory without extensions, files and room for more than a query needs.
Result<SqlConnection> open_guarded();
// What the authorizer lets through, and what it has seen.
struct SqlGate {
  bool is_declaring = false;  // SQLite takes the declaration of a virtual table for a CREATE TABLE.
  bool denied = false;        // A statement wanted more than to read.
};
// From now on statements may only read. The gate outlives the database.
void allow_only_reading(sqlite3* database, SqlGate& gate);

// The one statement of the query, or what is wrong with it, as a usage error.
struct SqlQuery {
  Text text;
  std::span<const TableInfo* const> tables;
  SqlGate& gate;
};
Result<SqlStatement> prepare(sqlite3* database, const SqlQuery& query);
// What "text" in double quotes is, when it is no column: wrong, or a text as old SQL has it. Many
// write state = "LISTEN"; but a misspelled column must not be a text that equals nothing, unsaid.
enum class DoubleQuotes : u8 { Column, Text };
void set_double_quotes(sqlite3* database, DoubleQuotes meaning);
// The word with its quotes that the query failed for, just now; "" when it was something else.
std::string quoted_text_of(sqlite3* database, Text query);
// Whether the statement tells rows of a table by their numbers: an OR that reads a table twice, or
// a RIGHT JOIN.
bool numbers_matter(sqlite3* database, Text query);
// The error that SQLite has just reported.
std::unexpected<Error> sql_error(sqlite3* database, const SqlQuery& query);

}  // namespace sonde
