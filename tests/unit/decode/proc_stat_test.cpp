// proc_stat_test.cpp: lines of /proc/stat and /proc/loadavg as kernels write them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_stat.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

u64 ticks_of(const StatLine& line, CpuTime time) {
  return *line.ticks[static_cast<std::size_t>(time)];
}

// Linux 6.18, a virtual machine with two processors.
TEST(StatLine, AProcessorHasTenTimes) {
  StatLine line;
  ASSERT_EQ(decode_stat_line("cpu1 2441492 563531 510761 1171003 7367 0 4261 2315 0 0", line),
            LineSaid::Row);
  EXPECT_EQ(line.name, "cpu1");
  EXPECT_EQ(ticks_of(line, CpuTime::User), 2441492U);
  EXPECT_EQ(ticks_of(line, CpuTime::Idle), 1171003U);
  EXPECT_EQ(ticks_of(line, CpuTime::IoWait), 7367U);
  EXPECT_EQ(ticks_of(line, CpuTime::SoftIrq), 4261U);
  EXPECT_EQ(ticks_of(line, CpuTime::Steal), 2315U);
  EXPECT_EQ(line.more, 0U);
  ASSERT_EQ(decode_stat_line("cpu  4779650 1128888 1009636 2460240 9832 0 7131 4562 0 0", line),
            LineSaid::Row);
  EXPECT_EQ(line.name, "cpu");
}

// The kernel adds the time of guests to user and nice as well.
TEST(StatLine, GuestsAreNotCountedTwice) {
  StatLine line;
  ASSERT_EQ(decode_stat_line("cpu0 1000 200 0 0 0 0 0 0 300 50", line), LineSaid::Row);
  EXPECT_EQ(ticks_of(line, CpuTime::User), 700U);
  EXPECT_EQ(ticks_of(line, CpuTime::Nice), 150U);
  EXPECT_EQ(ticks_of(line, CpuTime::Guest), 300U);
}

TEST(StatLine, AnOldKernelHasFewerTimesAndANewerOneMayHaveMore) {
  StatLine line;
  ASSERT_EQ(decode_stat_line("cpu 1 2 3 4", line), LineSaid::Row);
  EXPECT_EQ(line.ticks[static_cast<std::size_t>(CpuTime::IoWait)].why, Absent::Unsupported);
  ASSERT_EQ(decode_stat_line("cpu 1 2 3 4 5 6 7 8 9 10 11 12", line), LineSaid::Row);
  EXPECT_EQ(line.more, 2U);
}

TEST(StatLine, OtherLinesHaveANameAndANumber) {
  StatLine line;
  EXPECT_EQ(decode_stat_line("procs_blocked 3", line), LineSaid::Header);
  EXPECT_EQ(line.name, "procs_blocked");
  EXPECT_EQ(*line.value, 3U);
  EXPECT_EQ(decode_stat_line("intr 8812 9 0", line), LineSaid::Header);
  EXPECT_EQ(decode_stat_line("cpufreq 1 2 3 4", line), LineSaid::Header);
  EXPECT_EQ(decode_stat_line("", line), LineSaid::Header);
}

TEST(StatLine, ABrokenLineIsNoProcessor) {
  StatLine line;
  EXPECT_EQ(decode_stat_line("cpu0 1 2 3", line), LineSaid::Malformed);
  EXPECT_EQ(decode_stat_line("cpu0 1 2 x 4", line), LineSaid::Malformed);
  EXPECT_EQ(decode_stat_line("cpu0 1 2 -3 4", line), LineSaid::Malformed);
}

TEST(Loadavg, HasThreeAveragesAndTasks) {
  MachineLoad load;
  ASSERT_TRUE(decode_loadavg("1.97 1.63 1.67 3/93 23145\n", load));
  EXPECT_DOUBLE_EQ(*load.load1, 1.97);
  EXPECT_DOUBLE_EQ(*load.load15, 1.67);
  EXPECT_EQ(*load.runnable, 3U);
  EXPECT_EQ(*load.threads, 93U);
}

TEST(Loadavg, NonsenseIsNone) {
  MachineLoad load;
  for (const Text text : {"", "1.0 1.0", "1.0 1.0 1.0 3 4", "a b c 1/2 3", "-1 1 1 1/2 3"})
    EXPECT_FALSE(decode_loadavg(text, load)) << text;
}

}  // namespace
}  // namespace sonde
