// rates_test.cpp: what a counter grew, over wraps, resets and looks.
// SPDX-License-Identifier: Apache-2.0
#include "tables/rates.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

TEST(Growth, ACounterOf32BitsBeginsAgainAtZero) {
  EXPECT_EQ(*growth(10, 30), 20U);
  EXPECT_EQ(*growth(7, 7), 0U);
  EXPECT_EQ(*growth(4294967290, 10), 16U);
  EXPECT_EQ(*growth(~u64{0} - 1, ~u64{0}), 1U);
}

TEST(Growth, WhatGoesDownOtherwiseWasReset) {
  EXPECT_EQ(growth(1000, 3).why, Absent::Vanished);
  EXPECT_EQ(growth(5'000'000'000, 3).why, Absent::Vanished);
}

TEST(Rates, ARateIsTheGrowthByTheTimeBetweenTwoLooks) {
  using std::chrono::milliseconds;
  Rates rates;
  const Rates::Clock::time_point start{milliseconds(1000)};
  rates.begin(start);
  EXPECT_EQ(rates.per_s("a", 100).why, Absent::NotApplicable);
  EXPECT_EQ(rates.per_s("reset", 100).why, Absent::NotApplicable);
  rates.begin(start + milliseconds(2000));
  EXPECT_DOUBLE_EQ(*rates.per_s("a", 500), 200);
  EXPECT_EQ(rates.per_s("new", 5).why, Absent::NotApplicable);
  EXPECT_EQ(rates.per_s("reset", 1).why, Absent::Vanished);
  rates.begin(start + milliseconds(2500));
  EXPECT_DOUBLE_EQ(*rates.per_s("a", 500), 0);
  EXPECT_DOUBLE_EQ(*rates.per_s("new", 6), 2);
  EXPECT_DOUBLE_EQ(*rates.per_s("reset", 2), 2);
}

TEST(Rates, TwoLooksAtOneMomentHaveNoRate) {
  Rates rates;
  const Rates::Clock::time_point moment{std::chrono::seconds(5)};
  rates.begin(moment);
  rates.per_s("a", 1);
  rates.begin(moment);
  EXPECT_EQ(rates.per_s("a", 2).why, Absent::NotApplicable);
}

TEST(Rates, ValuesOf64BitsAreKept) {
  Rates rates;
  const Rates::Clock::time_point start{std::chrono::seconds(5)};
  rates.begin(start);
  rates.per_s("a", u64{1} << 40);
  rates.begin(start + std::chrono::seconds(2));
  EXPECT_EQ(*rates.grown("a", (u64{1} << 40) + 8), 8U);
  EXPECT_DOUBLE_EQ(rates.seconds(), 2);
}

}  // namespace
}  // namespace sonde
