// machine_test.cpp: memory, boot time and uptime of the machine.
// SPDX-License-Identifier: Apache-2.0
#include "decode/machine.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

TEST(MemoryTotal, IsRead) {
  // jc/linux-proc/meminfo
  EXPECT_EQ(*decode_memory_total("MemTotal:        3997272 kB\nMemFree:         2760316 kB\n"),
            4093206528u);
  EXPECT_EQ(*decode_memory_total("MemFree: 1 kB\nMemTotal: 2 kB"), 2048u);
}

TEST(MemoryTotal, NonsenseIsNotKnown) {
  EXPECT_EQ(decode_memory_total("").why, Absent::NotCollected);
  EXPECT_EQ(decode_memory_total("xMemTotal: 1 kB\n").why, Absent::NotCollected);
  EXPECT_EQ(decode_memory_total("MemTotal:\n").why, Absent::Malformed);
  EXPECT_EQ(decode_memory_total("MemTotal: 12\n").why, Absent::Malformed);
  EXPECT_EQ(decode_memory_total("MemTotal: 12 MB\n").why, Absent::Malformed);
  EXPECT_EQ(decode_memory_total("MemTotal: -1 kB\n").why, Absent::Malformed);
  EXPECT_EQ(decode_memory_total("MemTotal: 18014398509481984 kB\n").why, Absent::Malformed);
}

TEST(BootTime, IsRead) {
  // jc/linux-proc/stat, shortened.
  EXPECT_EQ(*decode_boot_time("cpu  6002 152 8398\nintr 15063025 18 btime 7\nctxt 20621\n"
                              "btime 1662154781\nprocesses 8007\n"),
            1662154781u);
}

TEST(BootTime, NonsenseIsNotKnown) {
  EXPECT_EQ(decode_boot_time("cpu 1 2\n").why, Absent::NotCollected);
  EXPECT_EQ(decode_boot_time("btime \n").why, Absent::Malformed);
  EXPECT_EQ(decode_boot_time("btime -1\n").why, Absent::Malformed);
}

TEST(Uptime, IsRead) {
  // jc/linux-proc/uptime
  EXPECT_DOUBLE_EQ(*decode_uptime("46901.13 46856.66\n"), 46901.13);
  EXPECT_DOUBLE_EQ(*decode_uptime("0.00 0.00"), 0.0);
  EXPECT_DOUBLE_EQ(*decode_uptime("12105.09"), 12105.09);
}

TEST(Uptime, NonsenseIsNotKnown) {
  EXPECT_EQ(decode_uptime("").why, Absent::NotCollected);
  for (const Text file : {"46901", "46901.1 1", "46901.131 1", "-1.00 1", "nan", "inf", "1e5.00",
                          ".00", "1.-1", "99999999999.00", "0x1.00"})
    EXPECT_EQ(decode_uptime(file).why, Absent::Malformed) << file;
}

}  // namespace
}  // namespace sonde
