// diskstats_test.cpp: lines of /proc/diskstats as kernels write them.
// SPDX-License-Identifier: Apache-2.0
#include "decode/diskstats.hpp"

#include <gtest/gtest.h>

namespace sonde {
namespace {

// Linux 6.18: Documentation/admin-guide/iostats.rst names the columns.
TEST(Diskstats, ALineOfTodayHasSeventeenNumbers) {
  Disk disk;
  u64 more = 0;
  ASSERT_EQ(decode_diskstats(" 254       0 vda 1267754 84762 41326658 4023991 599782 470249 "
                             "449526048 2269592 0 425116 6406833 362774 55 426057424 109563 31456 "
                             "3686",
                             disk, more),
            LineSaid::Row);
  EXPECT_EQ(disk.major, 254U);
  EXPECT_EQ(disk.name, "vda");
  EXPECT_EQ(*disk.reads, 1267754U);
  EXPECT_EQ(*disk.reads_merged, 84762U);
  EXPECT_EQ(*disk.read_bytes, u64{41326658} * 512);
  EXPECT_EQ(*disk.read_ms, 4023991U);
  EXPECT_EQ(*disk.writes, 599782U);
  EXPECT_EQ(*disk.write_bytes, u64{449526048} * 512);
  EXPECT_EQ(*disk.in_flight, 0U);
  EXPECT_EQ(*disk.busy_ms, 425116U);
  EXPECT_EQ(*disk.queue_ms, 6406833U);
  EXPECT_EQ(*disk.discards, 362774U);
  EXPECT_EQ(*disk.discard_bytes, u64{426057424} * 512);
  EXPECT_EQ(*disk.flushes, 31456U);
  EXPECT_EQ(*disk.flush_ms, 3686U);
  EXPECT_EQ(more, 0U);
}

// Linux 3.10 has eleven.
TEST(Diskstats, WhatAnOldKernelDoesNotCountIsUnsupported) {
  Disk disk;
  u64 more = 0;
  ASSERT_EQ(decode_diskstats("   8       1 sda1 532 12 4464 318 10 0 32 5 0 180 323", disk, more),
            LineSaid::Row);
  EXPECT_EQ(*disk.queue_ms, 323U);
  EXPECT_EQ(disk.discards.why, Absent::Unsupported);
  EXPECT_EQ(disk.flushes.why, Absent::Unsupported);
  ASSERT_EQ(decode_diskstats("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", disk, more),
            LineSaid::Row);
  EXPECT_EQ(more, 2U);
}

TEST(Diskstats, ABrokenLineIsNoDisk) {
  Disk disk;
  u64 more = 0;
  EXPECT_EQ(decode_diskstats("", disk, more), LineSaid::Header);
  EXPECT_EQ(decode_diskstats("words of something else", disk, more), LineSaid::Unknown);
  EXPECT_EQ(decode_diskstats("8 0 sda 1 2 3", disk, more), LineSaid::Malformed);
  EXPECT_EQ(decode_diskstats("8 0 sda 1 2 3 4 5 6 7 8 9 -1 11", disk, more), LineSaid::Malformed);
}

TEST(DiskKind, APartitionIsCalledAfterTheDiskBeforeIt) {
  Disk sda;
  sda.name = "sda";
  Disk nvme;
  nvme.name = "nvme0n1";
  EXPECT_EQ(kind_of_disk("sda1", &sda), DiskKind::Partition);
  EXPECT_EQ(kind_of_disk("sda15", &sda), DiskKind::Partition);
  EXPECT_EQ(kind_of_disk("sdaa", &sda), DiskKind::Disk);
  EXPECT_EQ(kind_of_disk("sda1", nullptr), DiskKind::Disk);
  EXPECT_EQ(kind_of_disk("nvme0n1p2", &nvme), DiskKind::Partition);
  EXPECT_EQ(kind_of_disk("nvme0n12", &nvme), DiskKind::Disk);
  EXPECT_EQ(kind_of_disk("loop0", &sda), DiskKind::Loop);
  EXPECT_EQ(kind_of_disk("zram0", &sda), DiskKind::Ram);
  EXPECT_EQ(kind_of_disk("dm-3", &sda), DiskKind::Mapper);
  EXPECT_EQ(kind_of_disk("md127", &sda), DiskKind::Raid);
  EXPECT_EQ(kind_of_disk("sr0", &sda), DiskKind::Cdrom);
  EXPECT_EQ(kind_of_disk("mdraid", &sda), DiskKind::Disk);
}

}  // namespace
}  // namespace sonde
