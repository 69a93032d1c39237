// sql_guard.cpp: what a statement may not do, and how SQLite's refusals become sentences.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql_guard.hpp"

#include <vector>

#include "base/text.hpp"
#include "query/sql_left_out.hpp"

namespace sonde {
namespace {

constexpr Text only_reads = "sonde sql only reads: it takes one SELECT";
constexpr i64 memory_max = i64{256} * 1024 * 1024;
constexpr Text memory_words = "256 MiB";

// It leads out of the query; SQLite refuses it as well, unless somebody configures it.
constexpr Text banned_function = "load_extension";

int authorize(void* data, int action, const char*, const char* name, const char*, const char*) {
  const bool is_reading = action == SQLITE_SELECT || action == SQLITE_READ ||
                          action == SQLITE_RECURSIVE ||
                          (action == SQLITE_FUNCTION && Text(name) != banned_function);
  SqlGate& gate = *static_cast<SqlGate*>(data);
  if (is_reading || gate.is_declaring) return SQLITE_OK;
  gate.denied = true;
  return SQLITE_DENY;
}

std::unexpected<Error> wrong_query(std::string sentence) {
  return std::unexpected(
      Error{std::errc::invalid_argument, std::move(sentence), {}, Error::Kind::Usage});
}

std::string meant(Text typed, const std::vector<Text>& known) {
  const Text near = nearest(typed, known);
  return near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?";
}

// Names the columns of the tables that the query speaks of.
std::string hint_for_column(Text typed, const SqlQuery& query) {
  std::vector<Text> columns;
  Text table;
  for (const TableInfo* info : query.tables) {
    if (!query.text.contains(info->name)) continue;
    if (table.empty()) table = info->name;
    for (const ColumnInfo& column : info->columns) columns.push_back(column.name);
  }
  typed = typed.substr(typed.find('.') == Text::npos ? 0 : typed.find('.') + 1);
  std::string hint = meant(typed, columns);
  if (!table.empty()) hint += " (sonde help " + std::string(table) + " lists its columns)";
  return hint;
}

std::string hint_for_table(Text typed, const SqlQuery& query) {
  std::vector<Text> tables;
  std::string all;
  for (const TableInfo* info : query.tables) {
    tables.push_back(info->name);
    all += (all.empty() ? "" : ", ") + std::string(info->name);
  }
  return meant(typed, tables) + " (there are " + all + ")";
}

std::string hint_for(Text message, const SqlQuery& query) {
  constexpr Text no_column = "no such column: ";
  constexpr Text no_table = "no such table: ";
  if (message.starts_with(no_column))
    return hint_for_column(message.substr(no_column.size()), query);
  if (message.starts_with(no_table)) return hint_for_table(message.substr(no_table.size()), query);
  return {};
}

void set_limits(sqlite3* database) {
  struct Limit {
    int what, most;
  };
  // A chunk of the answer holds whole texts, so that the longest text bounds its memory.
  constexpr Limit limits[] = {
      {SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024},
      {SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024},
      {SQLITE_LIMIT_COLUMN, 256},
      {SQLITE_LIMIT_EXPR_DEPTH, 200},
      {SQLITE_LIMIT_COMPOUND_SELECT, 50},
      {SQLITE_LIMIT_ATTACHED, 0},
      {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 500},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
      {SQLITE_LIMIT_WORKER_THREADS, 0},
  };
  for (const Limit limit : limits) sqlite3_limit(database, limit.what, limit.most);
}

}  // namespace

Result<SqlConnection> open_guarded() {
  // Of the whole process; only SQLite asks for this memory.
  sqlite3_hard_heap_limit64(memory_max);
  sqlite3* opened = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(":memory:", &opened, flags, nullptr);
  SqlConnection database(opened);
  if (code != SQLITE_OK) return failed(std::errc::not_enough_memory, "open", "SQLite");
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  set_double_quotes(opened, DoubleQuotes::Column);
  // What is sorted stays in memory: nothing is written to /tmp.
  sqlite3_exec(opened, "PRAGMA temp_store = MEMORY", nullptr, nullptr, nullptr);
  const char* kept[] = {"json_each", "json_tree", nullptr};
  sqlite3_drop_modules(opened, kept);
  refuse_left_out(opened);
  set_limits(opened);
  return database;
}

void allow_only_reading(sqlite3* database, SqlGate& gate) {
  sqlite3_set_authorizer(database, authorize, &gate);
}

std::unexpected<Error> sql_error(sqlite3* database, const SqlQuery& query) {
  const int code = sqlite3_errcode(database);
  const Text message = sqlite3_errmsg(database);
  if (code == SQLITE_NOMEM)
    return std::unexpected(
        Error{std::errc::not_enough_memory,
              "the query needs more than " + std::string(memory_words) + " of memory: ask for less",
              {},
              Error::Kind::Sentence});
  if (code == SQLITE_INTERRUPT)
    return std::unexpected(
        Error{std::errc::interrupted, "the query was interrupted", {}, Error::Kind::Sentence});
  if (query.gate.denied || message.ends_with("may not be modified"))
    return wrong_query(std::string(only_reads));
  return wrong_query(std::string(message) + hint_for(message, query));
}

Result<SqlStatement> prepare(sqlite3* database, const SqlQuery& query) {
  if (query.text.contains('\0')) return wrong_query("a query holds no NUL bytes");
  query.gate.denied = false;
  const char* rest = query.text.data();
  const char* const end = rest + query.text.size();
  SqlStatement first;
  while (rest != end) {
    sqlite3_stmt* made = nullptr;
    const char* const begin = rest;
    const int code =
        sqlite3_prepare_v2(database, begin, static_cast<int>(end - begin), &made, &rest);
    SqlStatement statement(made);
    const bool is_second = first && (statement || code != SQLITE_OK);
    if (is_second) return wrong_query("one statement at a time: leave out what follows the ';'");
    if (code != SQLITE_OK) return sql_error(database, query);
    if (statement) first = std::move(statement);
    if (rest == begin) break;
  }
  if (!first) return wrong_query("the query is empty");
  if (sqlite3_stmt_readonly(first.get()) == 0 || sqlite3_column_count(first.get()) == 0)
    return wrong_query(std::string(only_reads));
  return first;
}

void set_double_quotes(sqlite3* database, DoubleQuotes meaning) {
  const int is_text = meaning == DoubleQuotes::Text ? 1 : 0;
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, is_text, nullptr);
}

std::string quoted_text_of(sqlite3* database, Text query) {
  Text message = sqlite3_errmsg(database);
  constexpr Text no_column = "no such column: ";
  if (!message.starts_with(no_column)) return {};
  std::string quoted = "\"" + std::string(message.substr(no_column.size())) + "\"";
  return query.contains(quoted) ? quoted : std::string();
}

bool numbers_matter(sqlite3* database, Text query) {
  const std::string text = "EXPLAIN QUERY PLAN " + std::string(query);
  sqlite3_stmt* made = nullptr;
  sqlite3_prepare_v2(database, text.c_str(), -1, &made, nullptr);
  const SqlStatement plan(made);
  constexpr int sentence_column = 3;
  while (plan && sqlite3_step(plan.get()) == SQLITE_ROW) {
    const auto* const bytes =
        static_cast<const char*>(sqlite3_column_blob(plan.get(), sentence_column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(plan.get(), sentence_column));
    const Text step = bytes ? Text(bytes, size) : Text();
    if (step.starts_with("MULTI-INDEX OR") || step.starts_with("RIGHT-JOIN")) return true;
  }
  return false;
}

}  // namespace sonde
