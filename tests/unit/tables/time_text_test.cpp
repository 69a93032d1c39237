// time_text_test.cpp: moments as text; the right answers are those of date -u.
// SPDX-License-Identifier: Apache-2.0
#include "tables/time_text.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace sonde {
namespace {

std::string text_of(i64 seconds) {
  std::string out;
  append_time(out, seconds);
  return out;
}

TEST(TimeText, TheFirstAndTheLastMoment) {
  EXPECT_EQ(text_of(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(text_of(253402300799), "9999-12-31T23:59:59Z");
}

TEST(TimeText, WhatIsOutsideOfAllYearsIsTheFirstOrTheLastMoment) {
  EXPECT_EQ(text_of(253402300800), "9999-12-31T23:59:59Z");
  EXPECT_EQ(text_of(std::numeric_limits<i64>::max()), "9999-12-31T23:59:59Z");
  EXPECT_EQ(text_of(-1), "1970-01-01T00:00:00Z");
}

TEST(TimeText, LeapYearsHaveTheirDay) {
  EXPECT_EQ(text_of(951782400), "2000-02-29T00:00:00Z") << "by 400";
  EXPECT_EQ(text_of(1709251199), "2024-02-29T23:59:59Z") << "by 4";
  EXPECT_EQ(text_of(1709251200), "2024-03-01T00:00:00Z");
  EXPECT_EQ(text_of(4107542400), "2100-03-01T00:00:00Z") << "not by 100";
  EXPECT_EQ(text_of(4107542399), "2100-02-28T23:59:59Z");
}

TEST(TimeText, PartsOfOneDigitAreFilled) {
  EXPECT_EQ(text_of(1767571445), "2026-01-05T00:04:05Z");
  EXPECT_EQ(text_of(1795300713), "2026-11-21T22:38:33Z");
}

std::string utc_of(Text written) {
  std::string out;
  return append_utc(out, written) ? out : "none";
}

TEST(TimeText, ATimeWithItsZoneIsToldInUtc) {
  EXPECT_EQ(utc_of("2026-11-21T22:38:33Z"), "2026-11-21T22:38:33Z");
  EXPECT_EQ(utc_of("2026-11-22T00:38:33.123456+02:00"), "2026-11-21T22:38:33Z");
  EXPECT_EQ(utc_of("2026-11-21T17:08:33-05:30"), "2026-11-21T22:38:33Z");
  for (const Text none : {"Dec 15 10:51:07", "2026-11-21T22:38:33", "2026-02-30T00:00:00Z", "",
                          "2026-11-21T22:38:33+1:00", "2026-11-21 22:38:33Z"})
    EXPECT_EQ(utc_of(none), "none") << none;
}

TEST(TimeText, ItIsAppended) {
  std::string out = "since ";
  append_time(out, 1);
  EXPECT_EQ(out, "since 1970-01-01T00:00:01Z");
}

}  // namespace
}  // namespace sonde
