// rule.cpp: parses the conditions of a check, and collects the columns that it needs.
// SPDX-License-Identifier: Apache-2.0
#include "check/rule.hpp"

#include <algorithm>

namespace sonde {
namespace {

// Which every finding tells, where the table knows them.
constexpr Text usual_columns = "netns,container,pid,process";

Result<void> add_named(const Check& check, const TableInfo& table, Text list, Columns& columns) {
  Text unknown;
  each_name(list, [&](Text name) {
    const ColumnInfo* const column = table.find(name);
    if (!column) unknown = name;
    if (column && std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
  });
  if (unknown.empty()) return {};
  return failed(std::errc::invalid_argument, "check " + std::string(check.name),
                std::string(table.name) + " has no column " + std::string(unknown));
}

Result<void> add_placeholders(const Check& check, const TableInfo& table, Rule& rule) {
  std::string names;
  for (const Text sentence : {check.where, check.says, check.remedy})
    each_part(
        sentence, [](Text) {},
        [&](Text name) {
          if (name != count_placeholder) (names += name) += ',';
        });
  return add_named(check, table, names, rule.shown);
}

}  // namespace

Result<Filter> parse_condition(const TableInfo& table, Text condition) {
  const std::string words[] = {std::string(condition)};
  return Filter::parse(table, words);
}

std::bitset<64> Rule::columns() const {
  return condition.columns() | critical_if.columns() | warning_if.columns() | few_if.columns() |
         table->set_of(by) | table->set_of(shown);
}

Result<Rule> make_rule(const Check& check, const TableInfo& table) {
  Rule rule;
  rule.check = &check;
  rule.table = &table;
  rule.condition = TRY(parse_condition(table, check.condition));
  rule.condition.add(TRY(parse_condition(table, check.change)));
  rule.critical_if = TRY(parse_condition(table, check.critical_if));
  rule.warning_if = TRY(parse_condition(table, check.warning_if));
  rule.few_if = TRY(parse_condition(table, check.few_if));
  TRY(add_named(check, table, check.by, rule.by));
  TRY(add_named(check, table, check.differ, rule.differ));
  TRY(add_named(check, table, check.whole, rule.shown));
  TRY(add_named(check, table, check.evidence, rule.shown));
  TRY(add_placeholders(check, table, rule));
  each_name(usual_columns, [&](Text name) {
    if (table.find(name)) (void)add_named(check, table, name, rule.shown);
  });
  for (const Text name : {check.blames, check.about, check.peer})
    if (table.find(name)) TRY(add_named(check, table, name, rule.shown));
  return rule;
}

}  // namespace sonde
