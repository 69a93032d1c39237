// gap_test.cpp: gaps are added up, told once, and said in a sentence.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/missing.hpp"
#include "unit/support/things.hpp"

namespace sonde {
namespace {

TEST(Gap, EqualOnesAreAddedUpAndKeepTheirOwnTexts) {
  GapList gaps;
  for (const u64 count : {2U, 3U}) {
    std::string remedy = "do this";
    gaps.add({"things", "maybe", Absent::NotPermitted, count, "42/fd", remedy});
    remedy = "XXXXXXX";
  }
  gaps.add({"things", "maybe", Absent::Vanished, 1, {}, "do this"});
  ASSERT_EQ(gaps.all().size(), 2U);
  EXPECT_EQ(*gaps.all()[0].count, 5U);
  EXPECT_EQ(gaps.all()[0].remedy, "do this");
}

TEST(Gap, ASentenceSaysWhatWhyAndWhatHelps) {
  EXPECT_EQ(sentence_of({"sockets", "pid", Absent::NotPermitted, 3, "42/fd", "run as root"}),
            "not seen: pid of 3 sockets (not permitted), e.g. 42/fd: run as root");
  EXPECT_EQ(sentence_of({"sockets", "", Absent::Malformed}),
            "not seen: some sockets (not understood)");
}

TEST(Gap, WhatCouldNotBeCountedIsNoGapOfItsOwn) {
  const Gap gap{"sockets", "pid", Absent::NotPermitted};
  std::string room;
  for (const ColumnInfo& column : gap_columns) {
    if (column.name != "count") continue;
    const Cell cell = column.read(&gap, room);
    ASSERT_TRUE(std::holds_alternative<Absent>(cell));
    EXPECT_EQ(std::get<Absent>(cell), Absent::NotApplicable);
  }
}

TEST(MissingCells, TellsEachColumnAndReasonOnceAndNothingThatDoesNotApply) {
  const Columns columns = test::all_columns(test::things);
  MissingCells missing(test::things, columns);
  missing.count(2, Absent::NotCollected, nullptr);
  missing.count(2, Absent::NotCollected, nullptr);
  missing.count(2, Absent::Vanished, nullptr);
  missing.count(3, Absent::NotApplicable, nullptr);
  missing.count(0, i64{4}, nullptr);
  GapList gaps;
  missing.tell(gaps);
  ASSERT_EQ(gaps.all().size(), 2U);
  for (const Gap& gap : gaps.all()) EXPECT_EQ(gap.column, "maybe");
  EXPECT_EQ(*gaps.all()[0].count + *gaps.all()[1].count, 3U);
}

TEST(MissingCells, AColumnThatTheScanToldOfItselfIsNotToldAgain) {
  const Columns columns = test::all_columns(test::things);
  MissingCells missing(test::things, columns);
  missing.count(2, Absent::NotPermitted, nullptr);
  GapList gaps;
  gaps.add({"things", "maybe", Absent::NotPermitted, 1});
  missing.tell(gaps);
  EXPECT_EQ(gaps.all().size(), 1U);
}

}  // namespace
}  // namespace sonde
