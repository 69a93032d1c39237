// changes.hpp: what came, went, changed and became worse from one look of a watch to the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/column.hpp"

namespace sonde {

// One row as it was shown: its cells as text and as JSON.
struct ShownRow {
  std::string key{};
  std::vector<std::string> cells{};
  std::string json{};
  // How bad it is: the first number that differs decides. Then how bad it was when somebody was
  // told last.
  std::vector<i64> badness{}, told_badness{};
};

// The rows of one look, in their order, and by what identifies them.
struct ShownRows {
  std::vector<ShownRow> rows{};
  std::unordered_map<std::string, std::size_t> by_key{};

  const ShownRow* find(const std::string& key) const {
    const auto place = by_key.find(key);
    return place == by_key.end() ? nullptr : &rows[place->second];
  }
};

struct Change {
  Text word;  // came, went, worse, changed, or "" for what stayed.
  const ShownRow* row;
};

// A number, or the place of a word in the vocabulary of its column, whose order is from mild to
// bad.
i64 badness_of(const ColumnInfo& column, const Cell& cell);

// Remembers in `now` what was told.
std::vector<Change> compare_looks(const ShownRows& before, ShownRows& now, bool is_first);

}  // namespace sonde
