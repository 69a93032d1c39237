// meminfo_test.cpp: /proc/meminfo as real kernels, lxcfs and broken copies write it.
// SPDX-License-Identifier: Apache-2.0
#include "decode/meminfo.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sonde {
namespace {

MemoryPart part_of(const std::vector<MemoryPart>& parts, Text name) {
  const auto found = std::ranges::find(parts, name, &MemoryPart::name);
  EXPECT_NE(found, parts.end()) << name;
  return found == parts.end() ? MemoryPart{} : *found;
}

// Linux 6.18; free -b -w of procps-ng 4.0.2 said at the same moment: total 25276502016, used
// 1956769792, shared 10149888, buffers 21393408 and cache 3201650688 (together 3223044096).
constexpr Text recorded =
    "MemTotal:       24684084 kB\nMemFree:        19960928 kB\nMemAvailable:   22773176 kB\n"
    "Buffers:           20892 kB\nCached:          2737444 kB\nShmem:              9912 kB\n"
    "SReclaimable:     389168 kB\nSwapTotal:       1000 kB\nSwapFree:          400 kB\n"
    "HugePages_Total:       4\nHugepagesize:       2048 kB\n";

TEST(Meminfo, TheWordsOfFreeAreMadeAsFreeMakesThem) {
  const std::vector<MemoryPart> words = summary_of(decode_meminfo(recorded));
  EXPECT_EQ(*part_of(words, "total").bytes, 25276502016U);
  EXPECT_EQ(*part_of(words, "used").bytes, 1956769792U);
  EXPECT_EQ(*part_of(words, "free").bytes, 20439990272U);
  EXPECT_EQ(*part_of(words, "shared").bytes, 10149888U);
  EXPECT_EQ(*part_of(words, "available").bytes, 23319732224U);
  EXPECT_EQ(*part_of(words, "buff_cache").bytes, 21393408U + 3201650688U);
  EXPECT_EQ(*part_of(words, "swap_used").bytes, 600U * 1024);
}

TEST(Meminfo, AFieldWithoutUnitCountsPages) {
  const MemoryPart pages = part_of(decode_meminfo(recorded).parts, "HugePages_Total");
  EXPECT_EQ(pages.bytes.why, Absent::NotApplicable);
  EXPECT_EQ(*pages.pages, 4U);
  EXPECT_EQ(*part_of(decode_meminfo(recorded).parts, "Hugepagesize").bytes, 2097152U);
}

TEST(Meminfo, ABrokenFieldLosesNothingElse) {
  const MemoryFile file = decode_meminfo(
      "MemTotal: 1000000 kB\r\nBroken:\nLarge: 99999999999999999 kB\nOdd: 3 MB\nno colon\n"
      "NewThing:   3 kB");
  EXPECT_EQ(*part_of(file.parts, "MemTotal").bytes, 1024000000U);
  EXPECT_EQ(*part_of(file.parts, "NewThing").bytes, 3072U);
  for (const Text name : {"Broken", "Large", "Odd"})
    EXPECT_EQ(part_of(file.parts, name).bytes.why, Absent::Malformed) << name;
  EXPECT_EQ(file.unused_lines, 1U);
  EXPECT_EQ(file.unused_example, "no colon");
}

TEST(Meminfo, WhatTheFileLacksIsNotZero) {
  const std::vector<MemoryPart> words =
      summary_of(decode_meminfo("MemTotal: 8 kB\nMemFree: 2 kB\n"));
  EXPECT_EQ(part_of(words, "available").bytes.why, Absent::Unsupported);
  EXPECT_EQ(part_of(words, "used").bytes.why, Absent::Unsupported);
  EXPECT_EQ(part_of(words, "swap_total").bytes.why, Absent::Unsupported);
  EXPECT_EQ(*part_of(words, "free").bytes, 2048U);
}

// lxcfs has given the total of a container and what the host has available.
TEST(Meminfo, MoreAvailableThanThereIsMakesNoNegativeUse) {
  const std::vector<MemoryPart> words =
      summary_of(decode_meminfo("MemTotal: 100 kB\nMemFree: 60 kB\nMemAvailable: 5000 kB\n"
                                "SwapTotal: 1 kB\nSwapFree: 2 kB\n"));
  EXPECT_EQ(*part_of(words, "used").bytes, 40U * 1024);
  EXPECT_EQ(part_of(words, "swap_used").bytes.why, Absent::Malformed);
}

}  // namespace
}  // namespace sonde
