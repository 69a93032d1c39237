// sql.cpp: runs one statement and hands its rows on in chunks, as they come.
// SPDX-License-Identifier: Apache-2.0
#include "query/sql.hpp"

#include <cmath>
#include <deque>
#include <optional>

#include "query/sql_guard.hpp"
#include "query/sql_result.hpp"
#include "query/sql_table.hpp"

namespace sonde {

// The connection goes first when it is taken down: it holds pointers to the tables.
struct Database::State {
  State(World& world, Stop stop) : shared(RowCache(world, std::move(stop))) {}

  SqlTables shared;
  std::span<const TableInfo* const> infos{};
  std::deque<SqlTable> tables{};
  std::optional<ResultTable> answer{};
  SqlConnection connection{};
};

namespace {

// SQLite asks after so many steps of its machine, which takes well below a millisecond.
constexpr int steps_between_questions = 10'000;

int should_stop(void* cache) { return static_cast<RowCache*>(cache)->should_stop() ? 1 : 0; }

// NULL is no gap of the answer: where a table misses a value, that is told of the table.
Cell cell_of(sqlite3_stmt* statement, int column, Arena& texts) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL: return Absent::NotApplicable;
    case SQLITE_INTEGER: return i64{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: {
      const double real = sqlite3_column_double(statement, column);
      if (std::isfinite(real)) return real;
      return Text(real < 0 ? "-Infinity" : "Infinity");  // JSON has no such number.
    }
    default: {
      const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return bytes ? texts.keep({bytes, size}) : Text();
    }
  }
}

std::vector<std::string> names_of(sqlite3_stmt* statement) {
  std::vector<std::string> names;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const char* const name = sqlite3_column_name(statement, i);
    names.emplace_back(name ? name : "");
  }
  return names;
}

// Fills chunks from a statement. The first one is held back until it is full or the end is there,
// since the kinds of the columns are read off it.
class Answering {
public:
  Answering(sqlite3_stmt* statement, ResultTable& table, const Database::Begin& begin, Sink& sink)
      : statement_(statement), table_(table), begin_(begin), sink_(sink), cells_(table.width()) {}

  // What SQLite said last: SQLITE_DONE, also when nobody wants more rows, or an error.
  int run() {
    for (;;) {
      const int code = sqlite3_step(statement_);
      if (code != SQLITE_ROW) return code;
      add_row();
      const bool is_full = chunk_.full() || bytes_ >= chunk_bytes_max;
      if (is_full && hand_on() == More::No) return SQLITE_DONE;
    }
  }
  // Rows that are not handed on yet, and the columns if there was no row at all.
  void finish() {
    if (!has_begun_ || chunk_.size() > 0) hand_on();
  }
  bool has_begun() const { return has_begun_; }

private:
  static constexpr std::size_t chunk_bytes_max = 1024 * 1024;

  void add_row() {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      cells_[i] = cell_of(statement_, static_cast<int>(i), chunk_.texts);
      if (const Text* text = std::get_if<Text>(&cells_[i])) bytes_ += text->size();
    }
    chunk_.add_copy(cells_.data());
  }

  More hand_on() {
    if (!std::exchange(has_begun_, true)) {
      table_.take_kinds(chunk_);
      begin_(table_.info());
    }
    bytes_ = 0;
    Chunk full = std::exchange(chunk_, Chunk(table_.stride()));
    return full.size() == 0 ? More::Yes : sink_.rows(std::move(full));
  }

  sqlite3_stmt* statement_;
  ResultTable& table_;
  const Database::Begin& begin_;
  Sink& sink_;
  std::vector<Cell> cells_;
  Chunk chunk_{table_.stride()};
  std::size_t bytes_ = 0;
  bool has_begun_ = false;
};

}  // namespace

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(World& world, std::span<const TableInfo* const> tables, Stop stop) {
  const bool may_stop = static_cast<bool>(stop);
  auto state = std::make_unique<State>(world, std::move(stop));
  state->infos = tables;
  state->connection = TRY(open_guarded());
  sqlite3* const connection = state->connection.get();
  for (const TableInfo* info : tables)
    TRY(add_table(connection, state->tables.emplace_back(SqlTable{*info, state->shared, {}})));
  allow_only_reading(connection, state->shared.gate);
  if (may_stop)
    sqlite3_progress_handler(connection, steps_between_questions, should_stop,
                             &state->shared.cache);
  return Database(std::move(state));
}

Result<SqlOutcome> Database::run(Text query, const Begin& begin, Sink& sink) {
  State& state = *state_;
  state.shared.cache.clear();
  state.shared.failure.reset();
  for (SqlTable& table : state.tables) table.plans.clear();
  sqlite3* const connection = state.connection.get();
  const SqlQuery asked{query, state.infos, state.shared.gate};
  set_double_quotes(connection, DoubleQuotes::Column);
  Result<SqlStatement> prepared = prepare(connection, asked);
  const std::string quoted = prepared ? std::string() : quoted_text_of(connection, query);
  if (!quoted.empty()) {
    set_double_quotes(connection, DoubleQuotes::Text);
    prepared = prepare(connection, asked);
  }
  const SqlStatement statement = TRY(std::move(prepared));
  state.shared.numbers_matter = numbers_matter(connection, query);
  const std::vector<std::string> names = names_of(statement.get());
  if (names.size() > ResultTable::columns_max)
    return std::unexpected(Error{std::errc::invalid_argument,
                                 "an answer has at most 64 columns: name those that matter",
                                 {},
                                 Error::Kind::Usage});
  Answering answering(statement.get(), state.answer.emplace(names), begin, sink);
  const int code = answering.run();
  SqlOutcome outcome{state.shared.cache.broke_off()};
  if (code != SQLITE_DONE) {
    Error error = sql_error(connection, asked).error();
    if (state.shared.failure) error = *state.shared.failure;
    if (!answering.has_begun()) return std::unexpected(std::move(error));
    outcome.broke_off = true;  // What was said stands.
    sink.gap({"rows",
              "",
              Absent::NotCollected,
              Absent::NotApplicable,
              {},
              error.operation + (error.object.empty() ? "" : " " + error.object)});
  }
  answering.finish();
  if (!quoted.empty())
    sink.note(quoted + " is no column, so it was taken as a text: '...' says that it is one");
  state.shared.cache.tell(sink);
  sink.end();
  return outcome;
}

bool is_whole_statement(const std::string& typed) { return sqlite3_complete(typed.c_str()) != 0; }

}  // namespace sonde
