// plan.cpp: turns what was typed into what is meant: filter, columns, groups, order.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "command/answer.hpp"
#include "query/filter_values.hpp"
#include "query/pipeline.hpp"

namespace sonde {
namespace {

std::unexpected<Error> unknown_column(const TableInfo& table, Text typed) {
  return usage_error(no_such_column(table, typed, {}) + " (sonde help " + std::string(table.name) +
                     " lists them)");
}

Result<void> add_columns(const TableInfo& table, Text list, Columns& columns) {
  while (!list.empty()) {
    const Text name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(name.size() + 1, list.size()));
    const ColumnInfo* const column = table.find(trim(name));
    if (!column) return unknown_column(table, trim(name));
    if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
  }
  return {};
}

// What the view shows beside its usual columns. A group has no room for them.
Result<Columns> extra_columns(const View& view, const Options& options) {
  Columns columns;
  const bool is_place = options.in || options.all;
  if (view.extra.only_of_places && !is_place) return columns;
  const bool is_text = &form_of(options) == &text_form;
  TRY(add_columns(*view.table, is_text ? view.extra.text : view.extra.machine, columns));
  return columns;
}

// In text a rate stands instead of what it is the rate of: rx_bytes_per_s for rx_bytes.
void drop_totals(const TableInfo& table, Columns& columns) {
  std::erase_if(columns, [&](const ColumnInfo* column) {
    const ColumnInfo* const rate = table.find(std::string(column->name) + "_per_s");
    return rate && std::ranges::find(columns, rate) != columns.end();
  });
}

// In text those of the view; otherwise everything that costs nothing extra.
Result<Columns> usual_columns(const View& view, const Options& options) {
  Columns columns;
  const bool is_text = &form_of(options) == &text_form;
  if (is_text && options.all) {  // Which place a row is of.
    for (const Text name : {Text("netns"), Text("container")})
      if (const ColumnInfo* const column = view.table->find(name)) columns.push_back(column);
  }
  if (is_text && !view.columns.empty()) {
    TRY(add_columns(*view.table, view.columns, columns));
    return columns;
  }
  const bool has_rates = options.interval || options.watch;
  for (const ColumnInfo& column : view.table->columns) {
    const bool is_usual =
        column.show == Show::Always || column.show == (is_text ? Show::Screen : Show::Machine);
    const bool is_measured = has_rates && (column.show == Show::Asked || is_usual);
    const bool shown = is_rate(column) ? is_measured : is_usual;
    if (shown && std::ranges::find(columns, &column) == columns.end()) columns.push_back(&column);
  }
  if (is_text) drop_totals(*view.table, columns);
  return columns;
}

Result<Columns> choose_columns(const View& view, const Options& options) {
  Columns columns;
  if (!options.columns) return usual_columns(view, options);
  Text list = *options.columns;
  if (list == "all") {
    for (const ColumnInfo& column : view.table->columns) columns.push_back(&column);
    return columns;
  }
  if (list.starts_with('+')) {
    columns = TRY(usual_columns(view, options));
    list.remove_prefix(1);
  }
  TRY(add_columns(*view.table, list, columns));
  if (columns.empty()) return usage_error("--columns names no column");
  return columns;
}

// "+a,+b" is "+a,b" to whoever types it.
std::string without_plus(Text list) {
  std::string clean;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i] != '+' || i == 0 || list[i - 1] != ',') clean += list[i];
  return clean;
}

Result<Filter> parse_text(const TableInfo& table, Text text) {
  const std::string words[] = {std::string(text)};
  return Filter::parse(table, words);
}

// --protocol tcp --protocol udp
Result<Filter> filter_of_protocols(const TableInfo& table, const Options& options) {
  std::string text;
  for (const std::string& name : options.protocols)
    text += (text.empty() ? "protocol = " : " or protocol = ") + ("'" + name + "'");
  return parse_text(table, text);
}

Result<void> check_sort(const Plan& plan) {
  const Text name = Text(plan.sort).substr(plan.sort.starts_with('-') ? 1 : 0);
  if (name.empty()) return {};
  if (!plan.group) {
    if (!plan.table->find(name)) return unknown_column(*plan.table, name);
    return {};
  }
  if (!plan.group->info().find(name))
    return usage_error("groups are ordered by a column of --group or by count, not by '" +
                       std::string(name) + "'");
  return {};
}

// A rate that nobody measures is nothing to ask for: "none is above 0" would be an answer.
Result<void> check_rates(const Plan& plan, const Options& options) {
  if (options.interval || options.watch) return {};
  const Text sort = Text(plan.sort).substr(plan.sort.starts_with('-') ? 1 : 0);
  const std::bitset<64> filtered = plan.filter.columns();
  for (std::size_t i = 0; i < plan.table->columns.size(); ++i) {
    const ColumnInfo& column = plan.table->columns[i];
    if (is_rate(column) && (filtered[i] || column.name == sort))
      return usage_error(std::string(column.name) +
                         " needs two looks: add --interval 1, or --watch");
  }
  return {};
}

}  // namespace

const Form& form_of(const Options& options) {
  if (options.json) return json_form;
  if (options.jsonl) return jsonl_form;
  return options.csv ? csv_form : text_form;
}

Result<void> check_forms(const Options& options) {
  if (int{options.json} + int{options.jsonl} + int{options.csv} <= 1) return {};
  return usage_error("one of --json, --jsonl and --csv, not several");
}

Result<Plan> make_plan(const View& view, const Call& call) {
  Options options = call.options;
  TRY(check_forms(options));
  if (options.columns) options.columns = without_plus(*options.columns);
  Plan plan;
  plan.table = view.table;
  plan.columns = TRY(choose_columns(view, options));
  if (!options.columns || options.columns->starts_with('+')) {
    for (const ColumnInfo* const extra : TRY(extra_columns(view, options))) {
      if (std::ranges::find(plan.columns, extra) != plan.columns.end()) continue;  // Asked for.
      plan.columns.push_back(extra);
      plan.if_known.push_back(extra);
    }
  }
  Columns by;
  std::string own_group(view.group);
  if (options.all && !own_group.empty() && view.table->find("container"))
    own_group.insert(0, "netns,container,");
  TRY(add_columns(*view.table, options.group.value_or(own_group), by));
  if (options.group && by.empty()) return usage_error("--group names no column");
  if (by.size() > GroupTable::columns_max)
    return usage_error("--group takes at most eight columns");
  if (!by.empty()) plan.columns = plan.group.emplace(*view.table, std::move(by)).columns();
  plan.sort = options.sort.value_or(std::string(options.group ? Text("-count") : view.sort));
  TRY(check_sort(plan));
  plan.limit = options.limit;
  plan.resolve = options.resolve;
  const Text own = options.with_unix && !view.filter_unix.empty() ? view.filter_unix : view.filter;
  plan.filter = TRY(parse_text(*view.table, own));
  plan.filter.add(TRY(filter_of_protocols(*view.table, options)));
  plan.filter.add(TRY(Filter::parse(*view.table, call.words)));
  TRY(check_rates(plan, options));
  plan.was_filtered = !call.words.empty() || call.target;
  return plan;
}

}  // namespace sonde
