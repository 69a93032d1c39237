// answer.cpp: runs a plan over a place, renders the rows, and says what is missing.
// SPDX-License-Identifier: Apache-2.0
#include "command/answer.hpp"

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "query/pipeline.hpp"
#include "source/folder.hpp"
#include "source/live.hpp"
#include "source/paste.hpp"

namespace sonde {
namespace {

// As the terminal says, or 80 by 24.
void measure_terminal(Style& style) {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) size = {};
  style.width = size.ws_col > 0 ? size.ws_col : 80;
  style.height = size.ws_row > 0 ? size.ws_row : 24;
  const char* const columns = ::getenv("COLUMNS");
  std::size_t wanted = 0;
  if (columns && parse_number(Text(columns), wanted) && wanted > 0) style.width = wanted;
}

bool wants_color(const Options& options, bool on_terminal) {
  if (options.color != ColorWhen::Auto) return options.color == ColorWhen::Always;
  const char* const no_color = ::getenv("NO_COLOR");
  return on_terminal && (!no_color || *no_color == '\0');
}

std::bitset<64> set_of(const TableInfo& table, const Columns& columns) {
  std::bitset<64> set;
  for (const ColumnInfo* column : columns)
    set.set(static_cast<std::size_t>(column - table.columns.data()));
  return set;
}

Request request_of(const Plan& plan, const ColumnInfo* sort) {
  Request request;
  const Columns& shown = plan.group.empty() ? plan.columns : plan.group;
  request.columns = set_of(*plan.table, shown) | plan.filter.columns();
  if (sort && plan.group.empty()) request.columns |= set_of(*plan.table, {sort});
  request.resolve = plan.resolve;
  if (plan.filter.empty()) return request;
  request.possible = [&plan](std::span<const Fact> facts) {
    return plan.filter.test(facts) != Truth::No;
  };
  request.may_pass = [&plan](const void* row, std::bitset<64> ready) {
    return plan.filter.test(row, ready) != Truth::No;
  };
  return request;
}

}  // namespace

Result<std::unique_ptr<Source>> open_source(const Options& options) {
  if (!options.from) return open_live();
  if (*options.from == "-") return open_paste({});
  Result<std::unique_ptr<Source>> folder = open_folder(*options.from);
  if (folder || folder.error().code != std::errc::not_a_directory) return folder;
  return open_paste({*options.from});
}

Result<Style> style_of(const Call& call, Text where) {
  const bool on_terminal = ::isatty(STDOUT_FILENO) == 1;
  Style style;
  if (call.options.raw && on_terminal)
    return usage_error("--raw would let names control this terminal: write to a file or a pipe");
  style.header = call.options.no_header ? Header::No : Header::Yes;
  style.color = wants_color(call.options, on_terminal) ? Color::Yes : Color::No;
  style.escape = call.options.raw ? Escape::No : Escape::Yes;
  if (on_terminal) measure_terminal(style);
  style.where = where;
  return style;
}

Result<void> run_plan(const Plan& plan, World& world, Renderer& renderer) {
  Sink* last = &renderer;
  std::optional<LimitStage> limit;
  std::optional<OrderStage> order;
  std::optional<GroupStage> group;
  std::optional<FilterStage> filter;
  if (plan.limit) last = &limit.emplace(*last, *plan.limit);
  const bool descending = plan.sort.starts_with('-');
  const Text sort_name = Text(plan.sort).substr(descending ? 1 : 0);
  const TableInfo* table = plan.table;
  std::optional<GroupStage> shape;  // Only for its columns.
  if (!plan.group.empty()) table = &shape.emplace(*last, *plan.table, plan.group).table();
  const ColumnInfo* const sort = sort_name.empty() ? nullptr : table->find(sort_name);
  if (sort)
    last = &order.emplace(*last, *sort,
                          descending ? OrderStage::Direction::Descending
                                     : OrderStage::Direction::Ascending);
  if (!plan.group.empty()) last = &group.emplace(*last, *plan.table, plan.group);
  if (!plan.filter.empty()) last = &filter.emplace(*last, plan.filter);

  Columns columns = plan.columns;
  if (!plan.group.empty()) {
    columns.clear();
    for (const ColumnInfo& column : table->columns) columns.push_back(&column);
  }
  renderer.begin(*table, std::move(columns));
  const Request request = request_of(plan, sort);
  TRY(plan.table->scan(world, *plan.table, request, *last));
  last->end();
  return {};
}

Result<void> finish_answer(Call& call, const Form& form, const Renderer& renderer) {
  TRY(call.out.flush());
  if (form.gaps == Form::Gaps::Inside) return {};
  std::string line;
  for (const Gap& gap : renderer.gaps().all()) {
    line = "sonde: ";
    escape_to(line, sentence_of(gap));
    call.talk.put(line += '\n');
  }
  for (const std::string& note : renderer.notes()) {
    line = "sonde: ";
    escape_to(line, note);
    call.talk.put(line += '\n');
  }
  return {};
}

Exit exit_of(const Options& options, const Plan& plan, const Renderer& renderer) {
  if (options.strict && !renderer.gaps().empty()) return Exit::Gaps;
  if (!plan.was_filtered || renderer.row_count() > 0) return Exit::Answered;
  // Nothing matched; but where whole rows could not be read, that is no answer.
  const auto hides_rows = [](const Gap& gap) { return gap.column.empty(); };
  return std::ranges::any_of(renderer.gaps().all(), hides_rows) ? Exit::Failed : Exit::No;
}

Result<Exit> answer_view(Call& call, const View& view, Source& source) {
  const Plan plan = TRY(make_plan(view, call));
  const Style style = TRY(style_of(call, source.name()));
  if (call.options.watch) return watch_view(call, plan, source, style);
  const Form& form = form_of(call.options);
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  World world{source, call.options.source, call.options.endian};
  TRY(run_plan(plan, world, *renderer));
  TRY(finish_answer(call, form, *renderer));
  return exit_of(call.options, plan, *renderer);
}

Result<Exit> run_view(Call& call) {
  TRY(make_plan(*call.command.view, call));  // What is wrong with the words comes first.
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  return answer_view(call, *call.command.view, *source);
}

}  // namespace sonde
