// sql_table.cpp: the callbacks by which SQLite plans and reads one of our tables.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql_table.hpp"

#include <algorithm>
#include <memory>

namespace sonde {
namespace {

using Use = SqlTable::Use;
using Input = SqlTable::Input;
using Plan = SqlTable::Plan;

struct VirtualTable : sqlite3_vtab {
  SqlTable& table;
};

struct Cursor : sqlite3_vtab_cursor {
  SqlTable& table;
  RowSet* rows = nullptr;
  std::span<const RowSet::Place> found{};  // The rows to read, when an index named them.
  bool is_found = false;
  std::size_t at = 0;
  std::size_t end = 0;
  std::string room{}, key{};

  std::size_t row() const { return is_found ? found[at].row : at; }
};

SqlTable& table_of(sqlite3_vtab* table) { return static_cast<VirtualTable*>(table)->table; }
Cursor& cursor_of(sqlite3_vtab_cursor* cursor) { return *static_cast<Cursor*>(cursor); }

// INTEGER and TEXT decide how SQLite converts before it compares.
Text type_of(Kind kind) {
  switch (kind) {
    case Kind::Bool:
    case Kind::Int: return "INTEGER";
    case Kind::Real: return "REAL";
    default: return "TEXT";
  }
}

std::string declaration_of(const TableInfo& table) {
  std::string sql = "CREATE TABLE t(";
  for (const ColumnInfo& column : table.columns) {
    if (&column != table.columns.data()) sql += ", ";
    sql.append("\"").append(column.name).append("\" ").append(type_of(column.kind));
  }
  return sql += ")";
}

int connect_table(sqlite3* database, void* table, int, const char* const*, sqlite3_vtab** made,
                  char**) {
  SqlTable& own = *static_cast<SqlTable*>(table);
  const std::string declaration = declaration_of(own.info);
  own.all.gate.is_declaring = true;
  const int code = sqlite3_declare_vtab(database, declaration.c_str());
  own.all.gate.is_declaring = false;
  if (code == SQLITE_OK) *made = std::make_unique<VirtualTable>(sqlite3_vtab{}, own).release();
  return code;
}

int disconnect_table(sqlite3_vtab* table) {
  const std::unique_ptr<VirtualTable> last(static_cast<VirtualTable*>(table));
  return SQLITE_OK;
}

// What SQLite has at hand; nothing for kinds of which it alone knows how they compare.
std::optional<SqlValue> value_of(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER: return sqlite3_value_int64(value);
    case SQLITE_TEXT: {
      const auto* const text = static_cast<const char*>(sqlite3_value_blob(value));
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
      return text ? std::string(text, size) : std::string();
    }
    default: return std::nullopt;
  }
}

// A text like "80" from an expression that is a number by declaration equals " 80.0" to SQLite.
bool may_be_number(const SqlValue& value) {
  const std::string* const text = std::get_if<std::string>(&value);
  return text && text->find_first_not_of("0123456789+-.eE \t\n\v\f\r") == std::string::npos &&
         std::ranges::count(*text, '.') <= 1;
}

// How a condition can be used; nothing when SQLite has to test it on every row.
std::optional<Input> input_of(const TableInfo& table, sqlite3_index_info* info, int at) {
  const auto& constraint = info->aConstraint[at];
  if (constraint.usable == 0 || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) return std::nullopt;
  if (constraint.iColumn < 0) return std::nullopt;
  const auto column = static_cast<std::size_t>(constraint.iColumn);
  const Kind kind = table.columns[column].kind;
  if (kind == Kind::Real || Text(sqlite3_vtab_collation(info, at)) != "BINARY") return std::nullopt;
  if (sqlite3_vtab_in(info, at, -1) != 0) {
    sqlite3_vtab_in(info, at, 1);
    return Input{Use::List, column, {}};
  }
  sqlite3_value* constant = nullptr;
  if (sqlite3_vtab_rhs_value(info, at, &constant) != SQLITE_OK) return Input{Use::Key, column, {}};
  std::optional<SqlValue> value = value_of(constant);
  if (!value || !is_comparable(kind, *value)) return std::nullopt;
  return Input{Use::Constant, column, {std::move(*value)}};
}

// The estimates need not be right. They make SQLite begin with the table that constants restrict,
// and look others up by an index. A scan costs nearly the same with constants as without: two of
// them, for both sides of an OR, must look worse than one.
constexpr double rows_guessed = 100'000;
constexpr double fraction_of(Use use) { return use == Use::Key ? 0.0001 : 0.1; }

int best_index(sqlite3_vtab* virtual_table, sqlite3_index_info* info) {
  SqlTable& table = table_of(virtual_table);
  Plan plan{.columns = info->colUsed};
  double rows = rows_guessed;
  bool is_looked_up = false;
  for (int i = 0; i < info->nConstraint; ++i) {
    std::optional<Input> input = input_of(table.info, info, i);
    if (!input) continue;
    rows *= fraction_of(input->use);
    is_looked_up = is_looked_up || input->use == Use::Key;
    plan.inputs.push_back(std::move(*input));
    info->aConstraintUsage[i].argvIndex = static_cast<int>(plan.inputs.size());
  }
  rows = std::max(rows, 1.0);
  info->estimatedRows = static_cast<sqlite3_int64>(rows);
  const double scan = rows_guessed * (plan.inputs.empty() ? 1 : 0.8);
  info->estimatedCost = is_looked_up ? rows + 10 : scan;
  info->idxNum = static_cast<int>(table.plans.size());
  table.plans.push_back(std::move(plan));
  return SQLITE_OK;
}

int open_cursor(sqlite3_vtab* virtual_table, sqlite3_vtab_cursor** made) {
  *made = std::make_unique<Cursor>(sqlite3_vtab_cursor{}, table_of(virtual_table)).release();
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  const std::unique_ptr<Cursor> last(&cursor_of(cursor));
  return SQLITE_OK;
}

// The condition of an IN; nothing when it has too many values, or such that SQLite converts.
std::optional<SqlCondition> list_condition(const TableInfo& table, std::size_t column,
                                           sqlite3_value* list) {
  constexpr std::size_t values_max = 64;
  SqlCondition condition{column, {}};
  sqlite3_value* one = nullptr;
  int code = sqlite3_vtab_in_first(list, &one);
  for (; code == SQLITE_OK && one; code = sqlite3_vtab_in_next(list, &one)) {
    if (sqlite3_value_type(one) == SQLITE_NULL) continue;  // Equals nothing.
    std::optional<SqlValue> value = value_of(one);
    const bool is_usable = value && !may_be_number(*value) &&
                           is_comparable(table.columns[column].kind, *value) &&
                           condition.values.size() < values_max;
    if (!is_usable) return std::nullopt;
    condition.values.push_back(std::move(*value));
  }
  if (code != SQLITE_OK && code != SQLITE_DONE) return std::nullopt;
  return condition;
}

// An IN may depend on a row of another table: the third list that differs is not worth a scan.
constexpr std::size_t lists_max = 2;

Result<RowSet*> scanned(SqlTable& table, Plan& plan, sqlite3_value** values) {
  if (plan.rows) return plan.rows;
  RowSet::Wish wish{plan.columns, {}};
  bool is_fixed = true;
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    const auto& [use, column, constant] = plan.inputs[i];
    std::optional<SqlCondition> condition;
    if (table.all.numbers_matter) break;
    if (!constant.empty()) condition = {column, constant};
    if (use == Use::List && plan.lists_seen < lists_max) {
      is_fixed = false;
      condition = list_condition(table.info, column, values[i]);
    }
    if (condition) wish.conditions.push_back(std::move(*condition));
  }
  RowSet* const rows = TRY(table.all.cache.rows(table.info, std::move(wish)));
  if (is_fixed) plan.rows = rows;
  if (rows != std::exchange(plan.last, rows)) ++plan.lists_seen;
  return rows;
}

// Whether an index can answer, and with which key. A NULL equals nothing: then there are no rows.
enum class Lookup : u8 { All, Index, Nothing };
Lookup make_key(const SqlTable& table, const Plan& plan, sqlite3_value** values,
                std::vector<std::size_t>& columns, std::string& key) {
  Lookup lookup = Lookup::All;
  for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
    const auto& [use, column, constant] = plan.inputs[i];
    const bool is_key = use == Use::Key || (use == Use::Constant && table.all.numbers_matter);
    if (!is_key) continue;
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) return Lookup::Nothing;
    std::optional<SqlValue> value;
    if (constant.empty())
      value = value_of(values[i]);
    else
      value = constant.front();
    if (!value || !is_comparable(table.info.columns[column].kind, *value) || may_be_number(*value))
      continue;
    columns.push_back(column);
    RowSet::append_key(key, *value);
    lookup = Lookup::Index;
  }
  return lookup;
}

int filter_rows(sqlite3_vtab_cursor* opened, int plan_number, const char*, int,
                sqlite3_value** values) {
  Cursor& cursor = cursor_of(opened);
  SqlTable& table = cursor.table;
  Plan& plan = table.plans[static_cast<std::size_t>(plan_number)];
  const Result<RowSet*> rows = scanned(table, plan, values);
  if (!rows) {
    table.all.failure = rows.error();
    return SQLITE_ERROR;
  }
  cursor.rows = *rows;
  cursor.at = cursor.end = 0;
  cursor.key.clear();
  std::vector<std::size_t> columns;
  const Lookup lookup = make_key(table, plan, values, columns, cursor.key);
  cursor.is_found = lookup == Lookup::Index;
  if (lookup == Lookup::Index) cursor.found = cursor.rows->find(columns, cursor.key);
  if (lookup != Lookup::Nothing)
    cursor.end = cursor.is_found ? cursor.found.size() : cursor.rows->size();
  return SQLITE_OK;
}

int next_row(sqlite3_vtab_cursor* cursor) {
  ++cursor_of(cursor).at;
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* cursor) {
  return cursor_of(cursor).at >= cursor_of(cursor).end ? 1 : 0;
}

int row_number(sqlite3_vtab_cursor* cursor, sqlite3_int64* number) {
  *number = static_cast<sqlite3_int64>(cursor_of(cursor).row());
  return SQLITE_OK;
}

// Foreign bytes go as they are: what leads to a reader escapes them.
void give_text(sqlite3_context* context, Text text) {
  sqlite3_result_text64(context, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

struct GiveCell {
  sqlite3_context* context;

  void operator()(Absent) const { sqlite3_result_null(context); }
  void operator()(bool flag) const { sqlite3_result_int(context, flag ? 1 : 0); }
  void operator()(i64 number) const { sqlite3_result_int64(context, number); }
  void operator()(double real) const { sqlite3_result_double(context, real); }
  void operator()(Text text) const { give_text(context, text); }
  void operator()(const Address& address) const { give_plain(address); }
  void operator()(Numbers list) const { give_plain(list); }

private:
  void give_plain(const Cell& cell) const {
    std::string text;
    append_plain(text, cell);
    give_text(context, text);
  }
};

int give_cell(sqlite3_vtab_cursor* opened, sqlite3_context* context, int column) {
  Cursor& cursor = cursor_of(opened);
  std::visit(GiveCell{context},
             cursor.rows->read(cursor.row(), static_cast<std::size_t>(column), cursor.room));
  return SQLITE_OK;
}

// Without xCreate a table is there by its name alone; without xUpdate nobody can write it.
constexpr sqlite3_module module = {
    .iVersion = 2,
    .xCreate = nullptr,
    .xConnect = connect_table,
    .xBestIndex = best_index,
    .xDisconnect = disconnect_table,
    .xDestroy = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter_rows,
    .xNext = next_row,
    .xEof = at_end,
    .xColumn = give_cell,
    .xRowid = row_number,
    .xUpdate = nullptr,
    .xBegin = nullptr,
    .xSync = nullptr,
    .xCommit = nullptr,
    .xRollback = nullptr,
    .xFindFunction = nullptr,
    .xRename = nullptr,
    .xSavepoint = nullptr,
    .xRelease = nullptr,
    .xRollbackTo = nullptr,
    .xShadowName = nullptr,
};

}  // namespace

Result<void> add_table(sqlite3* database, SqlTable& table) {
  const std::string name(table.info.name);
  if (sqlite3_create_module_v2(database, name.c_str(), &module, &table, nullptr) == SQLITE_OK)
    return {};
  return failed(std::errc::not_enough_memory, "make the table", name);
}

}  // namespace sonde
