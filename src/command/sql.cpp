// sql.cpp: "sonde sql": a query from the command line, from standard input, or from a person.
// SPDX-License-Identifier: Apache-2.0
#include "command/sql.hpp"

#include <cerrno>
#include <unistd.h>

#include "base/text.hpp"
#include "command/answer.hpp"
#include "query/sql.hpp"
#include "tables/here.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr std::size_t query_bytes_max = std::size_t{1024} * 1024;

Columns all_of(const TableInfo& table) {
  Columns columns;
  for (const ColumnInfo& column : table.columns) columns.push_back(&column);
  return columns;
}

Result<std::string> read_query() {
  std::string query;
  char block[4096];
  for (;;) {
    const ssize_t size = ::read(STDIN_FILENO, block, sizeof block);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return failed(static_cast<std::errc>(errno), "read", "standard input");
    if (size == 0) return query;
    query.append(block, static_cast<std::size_t>(size));
    if (query.size() > query_bytes_max) return usage_error("a query has at most 1 MiB");
  }
}

// "sonde sql select 1" is a query as well: the shell has only parted it.
std::string joined(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) (query += query.empty() ? "" : " ") += word;
  return query;
}

// --limit ends a statement as LIMIT does: it may have answers without end.
class FirstRows final : public Stage {
public:
  FirstRows(Sink& next, u64 rows_max) : Stage(next), left_(rows_max) {}
  More rows(Chunk chunk) override {
    if (left_ == 0) return More::No;
    if (chunk.size() > left_) chunk.keep_first(left_);
    left_ -= chunk.size();
    const More more = next_.rows(std::move(chunk));
    return left_ == 0 ? More::No : more;
  }

private:
  u64 left_;
};

}  // namespace

Result<Exit> answer_sql(Call& call, Source& source, Text query, std::function<bool()> stop) {
  Style style = TRY(style_of(call));
  const Form& form = form_of(call.options);
  World world{source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  Database database = TRY(Database::open(world, all_tables, std::move(stop)));
  std::optional<FirstRows> limit;
  Sink* last = renderer.get();
  if (call.options.limit) last = &limit.emplace(*last, *call.options.limit);
  renderer->fit_remedies([&](Text remedy) { return fit_remedy(world, remedy); });
  const auto begin = [&](const TableInfo& answer) {
    renderer->begin(answer, all_of(answer));
    tell_lost(world, answer.name, false, *renderer);
  };
  const SqlOutcome outcome = TRY(database.run(query, begin, *last));
  TRY(finish_answer(call, form, *renderer));
  return exit_of(call.options, {}, *renderer, {.broke_off = outcome.broke_off});
}

Result<Exit> run_sql(Call& call) {
  TRY(check_forms(call.options));
  const bool asks = call.words.empty();
  const bool from_input = call.options.from == std::vector<std::string>{"-"};
  if (asks && from_input)
    return usage_error("standard input holds the text: give the query as an argument");
  std::string query = joined(call.words);
  const bool by_hand = asks && ::isatty(STDIN_FILENO) == 1;
  if (asks && !by_hand) query = TRY(read_query());
  if (trim(query).starts_with('.'))
    return usage_error("'" + std::string(trim(query)) +
                       "' is of the prompt: type sonde sql alone; " +
                       "tables are the commands of sonde help");
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  return by_hand ? run_sql_prompt(call, *source) : answer_sql(call, *source, query);
}

}  // namespace sonde
