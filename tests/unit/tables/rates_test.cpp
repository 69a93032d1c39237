// rates_test.cpp: what a counter grew, over wraps, resets and looks.
// SPDX-License-Identifier: Apache-2.0
#include "tables/rates.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

TEST(Growth, ACounterOf32BitsBeginsAgainAtZero) {
  EXPECT_EQ(*growth(10, 30, Width::Bits32), 20U);
  EXPECT_EQ(*growth(7, 7, Width::Bits32), 0U);
  EXPECT_EQ(*growth(4294967290, 10, Width::Bits32), 16U);
  EXPECT_EQ(*growth(~u64{0} - 1, ~u64{0}, Width::Bits64), 1U);
}

TEST(Growth, WhatGoesDownOtherwiseWasReset) {
  EXPECT_EQ(growth(1000, 3, Width::Bits32).why, Absent::Vanished);
  EXPECT_EQ(growth(5'000'000'000, 3, Width::Bits64).why, Absent::Vanished);
}

TEST(Growth, ACounterOf64BitsThatFallsFromBelow2To32WasReset) {
  EXPECT_EQ(growth(4294967290, 10, Width::Bits64).why, Absent::Vanished);
  EXPECT_EQ(growth(3'000'000'000, 0, Width::Bits64).why, Absent::Vanished);
}

TEST(Rates, ARateIsTheGrowthByTheTimeBetweenTwoLooks) {
  using std::chrono::milliseconds;
  Rates rates;
  const Rates::Clock::time_point start{milliseconds(1000)};
  rates.begin(start);
  EXPECT_EQ(rates.per_s("a", 100, Width::Bits64).why, Absent::NotApplicable);
  EXPECT_EQ(rates.per_s("reset", 100, Width::Bits64).why, Absent::NotApplicable);
  rates.begin(start + milliseconds(2000));
  EXPECT_DOUBLE_EQ(*rates.per_s("a", 500, Width::Bits64), 200);
  EXPECT_EQ(rates.per_s("new", 5, Width::Bits64).why, Absent::NotApplicable);
  EXPECT_EQ(rates.per_s("reset", 1, Width::Bits64).why, Absent::Vanished);
  rates.begin(start + milliseconds(2500));
  EXPECT_DOUBLE_EQ(*rates.per_s("a", 500, Width::Bits64), 0);
  EXPECT_DOUBLE_EQ(*rates.per_s("new", 6, Width::Bits64), 2);
  EXPECT_DOUBLE_EQ(*rates.per_s("reset", 2, Width::Bits64), 2);
}

TEST(Rates, TwoLooksAtOneMomentHaveNoRate) {
  Rates rates;
  const Rates::Clock::time_point moment{std::chrono::seconds(5)};
  rates.begin(moment);
  rates.per_s("a", 1, Width::Bits64);
  rates.begin(moment);
  EXPECT_EQ(rates.per_s("a", 2, Width::Bits64).why, Absent::NotApplicable);
}

TEST(Rates, ValuesOf64BitsAreKept) {
  Rates rates;
  const Rates::Clock::time_point start{std::chrono::seconds(5)};
  rates.begin(start);
  rates.per_s("a", u64{1} << 40, Width::Bits64);
  rates.begin(start + std::chrono::seconds(2));
  EXPECT_EQ(*rates.grown("a", (u64{1} << 40) + 8, Width::Bits64), 8U);
  EXPECT_DOUBLE_EQ(rates.seconds(), 2);
}

}  // namespace
}  // namespace sonde
