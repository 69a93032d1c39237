// clock_test.cpp: the clock of this machine beside what /proc says of it.
// SPDX-License-Identifier: Apache-2.0
#include "source/clock.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "decode/clock.hpp"
#include "decode/machine.hpp"
#include "source/live.hpp"

namespace sonde {
namespace {

using How = Question::How;

std::map<std::string, i64> gauges_of(Source& source) {
  std::string room;
  std::map<std::string, i64> all;
  const Result<Text> answer = source.ask({How::Clock}, room);
  EXPECT_TRUE(answer);
  for (const DecodedCounter& one : decode_clock(answer.value_or(""), "clock").counters)
    all[std::string(one.name)] = *one.value;
  return all;
}

TEST(LiveClock, BootedWhenProcSays) {
  const auto live = open_live();
  std::string room;
  const auto stat = live->ask({How::Read, "stat"}, room);
  ASSERT_TRUE(stat);
  const auto booted_s = static_cast<i64>(*decode_boot_time(*stat));
  const auto uptime_file = live->ask({How::Read, "uptime"}, room);
  ASSERT_TRUE(uptime_file);
  const auto uptime_s = static_cast<i64>(*decode_uptime(*uptime_file));
  auto clock = gauges_of(*live);
  EXPECT_LE(std::abs(clock["boot_time_us"] / 1'000'000 - booted_s), 1);
  EXPECT_LE(std::abs(clock["uptime_s"] - uptime_s), 2);
  EXPECT_EQ(clock.size(), 5U);
}

// A machine under load may stop us between two calls: that is no jump.
TEST(LiveClock, DoesNotJumpBetweenTwoLooks) {
  const auto live = open_live();
  const i64 first = gauges_of(*live)["boot_time_us"];
  for (int i = 0; i < 200; ++i)
    EXPECT_LE(std::abs(gauges_of(*live)["boot_time_us"] - first), 5000) << i;
}

}  // namespace
}  // namespace sonde
