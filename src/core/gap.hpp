// gap.hpp: what could not be seen, as data: a gap is itself a row of the table "gaps".
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "base/arena.hpp"
#include "core/column.hpp"
#include "core/value.hpp"

namespace sonde {

struct Gap {
  Text table;
  Text column{};  // Empty: whole rows are missing.
  Absent why = Absent::NotCollected;
  // How many values, rows or lines; not applicable when nobody could count them.
  Known<u64> count{Absent::NotApplicable};
  Text example{};       // One of them.
  Text remedy{};        // The least change that would show them.
  bool is_all = false;  // Nothing of the table could be seen: an empty answer is none.
  Text value{};         // Of a column: what is missing are rows that have this in it, if known.
};

extern const std::span<const ColumnInfo> gap_columns;

// Gaps of one answer; equal ones are added up, as far as their counts are known. It keeps its own
// copies of their texts.
class GapList {
public:
  void add(const Gap& gap);
  std::span<const Gap> all() const { return gaps_; }
  bool empty() const { return gaps_.empty(); }

private:
  std::vector<Gap> gaps_{};
  Arena texts_{};
};

// The gap as one sentence for a person, without a newline: "not seen: pid of 3 sockets (…)".
// WhatOnly leaves out "not seen: ", for those who have said it already.
enum class Say : u8 { Whole, WhatOnly };
std::string sentence_of(const Gap& gap, Say say = Say::Whole);

}  // namespace sonde
