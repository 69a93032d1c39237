// changes_test.cpp: what a watch says of a row: came, went, changed, worse.
// SPDX-License-Identifier: Apache-2.0
#include "command/changes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "check/diagnose.hpp"

namespace sonde {
namespace {

const ColumnInfo& column_called(Text name) {
  return *std::ranges::find(finding_columns, name, &ColumnInfo::name);
}

// A finding as it is watched: its severity and its count say how bad it is.
struct Row {
  std::string key;
  Text severity;
  i64 count;
};

// The words for the rows of each look, parted by spaces; "same" for what stayed.
std::vector<std::string> watch(const std::vector<std::vector<Row>>& looks) {
  std::vector<std::string> said;
  ShownRows before;
  for (const std::vector<Row>& rows : looks) {
    ShownRows now;
    for (const Row& row : rows) {
      ShownRow seen{row.key};
      seen.json = row.key + std::string(row.severity) + std::to_string(row.count);
      seen.badness = {badness_of(column_called("severity"), row.severity),
                      badness_of(column_called("count"), row.count)};
      now.by_key.emplace(row.key, now.rows.size());
      now.rows.push_back(std::move(seen));
    }
    std::string words;
    for (const Change& change : compare_looks(before, now, said.empty()))
      words.append(words.empty() ? "" : " ").append(change.word.empty() ? "same" : change.word);
    said.push_back(words);
    before = std::move(now);
  }
  return said;
}

using Words = std::vector<std::string>;

TEST(Changes, AreWhatCameWentAndChanged) {
  EXPECT_EQ(watch({{{"a", "info", 1}, {"b", "info", 5}}, {{"b", "info", 6}, {"c", "info", 1}}}),
            (Words{"same same", "changed came went"}));
}

TEST(Changes, AFindingWhoseSeverityRoseIsWorse) {
  EXPECT_EQ(watch({{{"a", "info", 9}},
                   {{"a", "warning", 9}},
                   {{"a", "critical", 1}},
                   {{"a", "critical", 1}},
                   {{"a", "warning", 1}},
                   {{"a", "critical", 1}}}),
            (Words{"same", "worse", "worse", "same", "changed", "worse"}));
}

TEST(Changes, ACountThatGrowsSlowlyIsWorseOnceItHasDoubled) {
  EXPECT_EQ(watch({{{"a", "warning", 20}},
                   {{"a", "warning", 30}},
                   {{"a", "warning", 39}},
                   {{"a", "warning", 40}},
                   {{"a", "warning", 79}},
                   {{"a", "warning", 80}}}),
            (Words{"same", "changed", "changed", "worse", "changed", "worse"}));
}

TEST(Changes, ACountThatFellMayDoubleAgain) {
  EXPECT_EQ(watch({{{"a", "warning", 40}}, {{"a", "warning", 10}}, {{"a", "warning", 20}}}),
            (Words{"same", "changed", "worse"}));
}

TEST(Changes, OfATableThatKnowsNothingBadAreNeverWorse) {
  ShownRows before, now;
  before.rows.push_back({.key = "a", .json = "1"});
  before.by_key.emplace("a", 0);
  now.rows.push_back({.key = "a", .json = "2"});
  EXPECT_EQ(compare_looks(before, now, false).front().word, "changed");
}

}  // namespace
}  // namespace sonde
