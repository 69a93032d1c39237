// rule.hpp: a check made ready to be asked of rows: its conditions parsed, its columns found.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "check/check.hpp"
#include "core/missing.hpp"
#include "query/filter.hpp"

namespace sonde {

struct Rule {
  const Check* check = nullptr;
  const TableInfo* table = nullptr;
  Filter condition{}, critical_if{}, warning_if{}, few_if{};
  Columns by{}, differ{};
  Columns shown{};  // Everything that a finding says.
  std::bitset<64> columns() const;
};

// An error when a condition does not fit the table; a test asks all declarations. `table`: of a
// check that watches values that of its WatchedRow.
Result<Rule> make_rule(const Check& check, const TableInfo& table);
// The condition alone, over the table that the check names.
Result<Filter> parse_condition(const TableInfo& table, Text condition);

// Calls `use` with each name in a list that is parted by commas.
template <class Use> void each_name(Text list, Use use) {
  while (!list.empty()) {
    const Text name = list.substr(0, list.find(','));
    list.remove_prefix(name.size() < list.size() ? name.size() + 1 : list.size());
    use(name);
  }
}

// Calls `text` with what stands between the placeholders of a sentence, and `name` with the name in
// each {placeholder}.
template <class OfText, class OfName> void each_part(Text sentence, OfText text, OfName name) {
  while (!sentence.empty()) {
    const std::size_t open = sentence.find('{');
    const std::size_t close = open == Text::npos ? open : sentence.find('}', open);
    if (close == Text::npos) return text(sentence);
    if (open > 0) text(sentence.substr(0, open));
    name(sentence.substr(open + 1, close - open - 1));
    sentence.remove_prefix(close + 1);
  }
}

inline constexpr Text count_placeholder = "count";

}  // namespace sonde
