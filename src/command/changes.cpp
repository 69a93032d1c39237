// changes.cpp: puts the rows of two looks side by side.
// SPDX-License-Identifier: Apache-2.0
#include "command/changes.hpp"

#include <algorithm>

namespace sonde {
namespace {

// A row is worse where a word is, such as the severity of a finding, or where a number has doubled:
// what counts grows by one all the time. A slow growth is told once it has doubled.
bool is_worse(const std::vector<i64>& told, const std::vector<i64>& now) {
  for (std::size_t i = 0; i < now.size() && i < told.size(); ++i) {
    const bool is_last = i + 1 == now.size();
    if (now[i] < told[i]) return false;
    if (now[i] > told[i] && (!is_last || now[i] >= 2 * told[i])) return true;
  }
  return false;
}

}  // namespace

i64 badness_of(const ColumnInfo& column, const Cell& cell) {
  if (const i64* const number = std::get_if<i64>(&cell)) return *number;
  const Text* const word = std::get_if<Text>(&cell);
  if (!word || !column.words) return 0;
  return std::ranges::find(column.words->values, *word) - column.words->values.begin();
}

std::vector<Change> compare_looks(const ShownRows& before, ShownRows& now, bool is_first) {
  std::vector<Change> changes;
  for (ShownRow& row : now.rows) {
    const ShownRow* const old = before.find(row.key);
    const bool is_same = is_first || (old && old->json == row.json);
    const bool was_worse = old && is_worse(old->told_badness, row.badness);
    // What got better and then worse again is told again.
    row.told_badness = old && !was_worse ? std::min(old->told_badness, row.badness) : row.badness;
    changes.push_back({was_worse ? "worse" : is_same ? "" : old ? "changed" : "came", &row});
  }
  for (const ShownRow& row : before.rows)
    if (!now.find(row.key)) changes.push_back({"went", &row});
  return changes;
}

}  // namespace sonde
