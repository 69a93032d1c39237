// pressure_text_test.cpp: lines of /proc/pressure, recorded and broken.
// SPDX-License-Identifier: Apache-2.0
#include "decode/pressure_text.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// node_exporter's fixture of pressure/io.
TEST(PressureText, ALineIsReadByKey) {
  Pressure row;
  ASSERT_TRUE(decode_pressure("some avg10=0.18 avg60=0.34 avg300=0.10 total=159886802", row));
  EXPECT_EQ(row.kind, "some");
  EXPECT_DOUBLE_EQ(*row.avg10, 0.18);
  EXPECT_DOUBLE_EQ(*row.avg60, 0.34);
  EXPECT_DOUBLE_EQ(*row.avg300, 0.10);
  EXPECT_EQ(*row.total_us, 159886802U);
  ASSERT_TRUE(decode_pressure("full total=5 avg300=100.00 later=1 avg10=0.00", row));
  EXPECT_DOUBLE_EQ(*row.avg300, 100);
  EXPECT_EQ(*row.total_us, 5U);
  EXPECT_EQ(row.avg60.why, Absent::Malformed);
}

TEST(PressureText, WhatIsNoShareIsMalformed) {
  Pressure row;
  ASSERT_TRUE(decode_pressure("some avg10=-1 avg60=nan avg300=1e9 total=-5", row));
  EXPECT_EQ(row.avg10.why, Absent::Malformed);
  EXPECT_EQ(row.avg60.why, Absent::Malformed);
  EXPECT_EQ(row.avg300.why, Absent::Malformed);
  EXPECT_EQ(row.total_us.why, Absent::Malformed);
  for (const Text line : {"", "some", "some avg10"})
    EXPECT_FALSE(decode_pressure(line, row)) << line;
}

}  // namespace
}  // namespace sonde
