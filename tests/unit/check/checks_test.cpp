// checks_test.cpp: what every declaration of a check must hold.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "check/evidence.hpp"
#include "check/facts.hpp"
#include "check/look.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

const TableInfo* table_of(const Check& check) {
  if (check.table == facts_name) return &facts_table;
  const auto found = std::ranges::find(all_tables, check.table, &TableInfo::name);
  return found == all_tables.end() ? nullptr : *found;
}

bool begins_and_ends(Text text, char last) {
  const bool begins = !text.empty() && ((text.front() >= 'A' && text.front() <= 'Z') ||
                                        text.front() == '{' || text.front() == ':');
  return begins && text.back() == last && text.find('\n') == Text::npos && text.size() <= 260;
}

bool is_word(Text text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

TEST(Checks, HaveAUniqueNameOfALayerAndAFault) {
  std::set<Text> names;
  for (const Check& check : all_checks) {
    EXPECT_TRUE(names.insert(check.name).second) << check.name;
    const std::size_t dot = check.name.find('.');
    ASSERT_NE(dot, Text::npos) << check.name;
    EXPECT_TRUE(is_word(check.name.substr(0, dot))) << check.name;
    for (Text rest = check.name.substr(dot + 1); !rest.empty();) {
      const Text part = rest.substr(0, rest.find('.'));
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      EXPECT_TRUE(is_word(part)) << check.name;
    }
    EXPECT_EQ(find_check(check.name), &check);
  }
}

TEST(Checks, SpeakInWholeSentences) {
  for (const Check& check : all_checks) {
    EXPECT_TRUE(begins_and_ends(check.asks, '?')) << check.name << ": " << check.asks;
    EXPECT_TRUE(begins_and_ends(check.says, '.')) << check.name << ": " << check.says;
    EXPECT_TRUE(begins_and_ends(check.remedy, '.')) << check.name << ": " << check.remedy;
    EXPECT_TRUE(begins_and_ends(check.source, '.')) << check.name << ": " << check.source;
    EXPECT_FALSE(check.where.empty()) << check.name;
    EXPECT_GT(check.remedy.size(), 20U) << check.name << " says what to do next";
  }
}

// Conditions, groups, evidence and every {placeholder}.
TEST(Checks, FitTheColumnsOfTheirTable) {
  for (const Check& check : all_checks) {
    const TableInfo* const table = table_of(check);
    ASSERT_NE(table, nullptr) << check.name << " reads " << check.table;
    const Result<RuleLook> look = RuleLook::make(check, *table, {});
    ASSERT_TRUE(look) << check.name << ": " << look.error().operation << " " << look.error().object;
    EXPECT_FALSE(check.condition.empty() && check.change.empty()) << check.name;
  }
}

TEST(Checks, WatchColumnsOfTheirTableOrFacts) {
  for (const Check& check : all_checks) {
    const bool asks_of_watched = !check.change.empty() || !check.whole.empty();
    EXPECT_EQ(asks_of_watched, !check.watches.empty()) << check.name;
    EXPECT_TRUE(check.shares.empty() || !check.watches.empty()) << check.name;
    each_name(check.watches, [&](Text name) {
      EXPECT_TRUE(is_fact(name) || table_of(check)->find(name)) << check.name << ": " << name;
    });
    if (check.watches.empty()) continue;
    const WatchedRow row(check, *table_of(check));
    EXPECT_LE(row.table().columns.size(), SheetTable::columns_max) << check.name;
  }
}

// A condition that names both means the column: cpu.steal looked at the share since boot.
TEST(Checks, NameSharesAsNoColumnIsCalled) {
  for (const Check& check : all_checks)
    each_name(check.shares, [&](Text share) {
      const Text name = next_word(share);
      EXPECT_EQ(table_of(check)->find(name), nullptr) << check.name << ": " << name;
    });
}

TEST(Checks, ExplainOthersThatExist) {
  for (const Check& check : all_checks)
    each_name(check.explains, [&](Text name) { EXPECT_NE(find_check(name), nullptr) << name; });
}

TEST(Checks, ProveWhatTheySayWithValuesWhoseOriginIsKnown) {
  for (const Check& check : all_checks) {
    EXPECT_FALSE(check.evidence.empty()) << check.name;
    each_name(check.evidence, [&](Text column) {
      if (check.shares.find(std::string(column) + " = ") != Text::npos) return;  // Worked out.
      EXPECT_FALSE(origin_of(check.table, column).empty()) << check.name << ": " << column;
    });
  }
  for (const Origin& origin : all_origins) {
    const auto table = std::ranges::find(all_tables, origin.table, &TableInfo::name);
    ASSERT_NE(table, all_tables.end()) << origin.table;
    EXPECT_NE((*table)->find(origin.column), nullptr) << origin.table << "." << origin.column;
  }
}

// A process that may not be seen must not be taken for one process with all that is hidden.
TEST(Checks, ThatCountByProcessNameItInTheCondition) {
  for (const Check& check : all_checks) {
    if (check.at_least < 2) continue;
    EXPECT_FALSE(check.by.empty()) << check.name;
    const TableInfo& table = *table_of(check);
    const Result<Filter> condition = parse_condition(table, check.condition);
    each_name(check.by, [&](Text name) {
      if (name != "pid" && name != "ppid") return;
      const ColumnInfo* const column = table.find(name);
      const auto place = static_cast<std::size_t>(column - table.columns.data());
      EXPECT_TRUE(condition->columns()[place]) << check.name << ": " << name;
    });
  }
}

TEST(Checks, AreEasedOnlyWhereTheyGroup) {
  for (const Check& check : all_checks)
    EXPECT_TRUE(check.eased_if.empty() || !check.by.empty()) << check.name;
}

TEST(Checks, SayWhatIsManyWhereTheySayWhatIsFew) {
  for (const Check& check : all_checks) {
    EXPECT_EQ(check.few_if.empty(), check.many_percent == 0) << check.name;
    EXPECT_EQ(check.few_if.empty(), check.whole.empty()) << check.name;
  }
}

}  // namespace
}  // namespace sonde
