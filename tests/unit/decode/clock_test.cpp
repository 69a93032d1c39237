// clock_test.cpp: what adjtimex(2) and two clocks say of the clock of the machine.
// SPDX-License-Identifier: Apache-2.0
#include "decode/clock.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace sonde {
namespace {

std::map<std::string, i64> gauges(Text answer) {
  std::map<std::string, i64> all;
  for (const DecodedCounter& one : decode_clock(answer, "clock").counters) {
    EXPECT_EQ(one.group, "clock");
    EXPECT_EQ(one.kind, CounterKind::Gauge);
    all[std::string(one.name)] = *one.value;
  }
  return all;
}

// What a virtual machine without a time service said, beside its date and /proc/uptime.
TEST(Clock, OfAMachineWithoutATimeServiceIsNotSynchronised) {
  const auto clock = gauges("status 64\nfreq 0\nmaxerror 16000000\n"
                            "realtime 1795361925235531000\nboottime 72342740000000\n");
  const std::map<std::string, i64> expected = {{"synchronised", 0},
                                               {"max_error_us", 16000000},
                                               {"frequency_ppb", 0},
                                               {"boot_time_us", 1795289582495531},
                                               {"uptime_s", 72342}};
  EXPECT_EQ(clock, expected);
}

// STA_PLL | STA_NANO is 0x2001; of -20 ppm freq is -20 * 65536, of a half one 32768.
TEST(Clock, IsSynchronisedWithoutTheBit64) {
  auto clock = gauges("status 8193\nfreq -1310720\nmaxerror 1500\n");
  EXPECT_EQ(clock["synchronised"], 1);
  EXPECT_EQ(clock["max_error_us"], 1500);
  EXPECT_EQ(clock["frequency_ppb"], -20000);
  EXPECT_FALSE(clock.contains("boot_time_us"));
  EXPECT_EQ(gauges("freq 32768\n")["frequency_ppb"], 500);
  EXPECT_EQ(gauges("status 4160\n")["synchronised"], 0) << "STA_CLOCKERR beside it";
}

TEST(Clock, OfASandboxThatRefusesAdjtimexStillTellsHowLongTheMachineRuns) {
  const Text answer = "errno 1\nrealtime 1700000000000000000\nboottime 5000000000\n";
  const auto clock = gauges(std::string(answer));
  EXPECT_EQ(clock.at("uptime_s"), 5);
  EXPECT_FALSE(clock.contains("synchronised"));
  EXPECT_EQ(refusal_of_clock(answer), std::errc::operation_not_permitted);
  EXPECT_EQ(refusal_of_clock("status 64\n"), std::nullopt);
}

TEST(Clock, ThatSaysNonsenseSaysNothing) {
  EXPECT_TRUE(gauges("").empty());
  EXPECT_TRUE(gauges("status\nfreq x\nmaxerror 1 2\nrealtime 1\nboottime\n").empty());
}

}  // namespace
}  // namespace sonde
