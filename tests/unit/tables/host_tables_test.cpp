// host_tables_test.cpp: memory, pressure, sysctls and mounts over machines in memory.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;

bool is_said(const test::Answer& answer, Text part) {
  return std::ranges::any_of(answer.sentences,
                             [&](const std::string& one) { return Text(one).contains(part); });
}

TEST(MemoryTable, AFieldWithoutValueIsAGapThatNamesIt) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("meminfo", "MemTotal: 1000000 kB\nMemAvailable: 500000 kB\nBroken:\n");
  const test::Answer answer = test::answer(source, {"memory", "--csv", "name", "!=", "swap_total"});
  EXPECT_EQ(answer.exit, Exit::Answered);
  EXPECT_TRUE(answer.out.contains("\r\ntotal,1024000000,,")) << answer.out;
  EXPECT_TRUE(answer.out.contains("\r\nused,512000000,,")) << answer.out;
  EXPECT_TRUE(answer.out.contains("\r\nBroken,,,")) << answer.out;
  EXPECT_TRUE(is_said(answer, "Broken"));
}

TEST(MemoryTable, InTextPagesAreShownAsSuch) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("meminfo", "HugePages_Total: 4\nHugePages_Free: 1\n");
  const test::Answer answer = test::answer(source, {"memory", "name", "~", "Huge*"});
  EXPECT_TRUE(answer.out.contains("HugePages_Total  4 pages")) << answer.out;
  EXPECT_TRUE(answer.out.contains("HugePages_Free   1 page ")) << answer.out;
}

TEST(MemoryTable, AFileOfLxcfsIsNamed) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("meminfo", "MemTotal: 1000000 kB\n");
  source.file("self/mountinfo",
              "20 1 0:21 / /proc rw,nosuid - proc proc rw\n"
              "31 20 0:44 /proc/meminfo /proc/meminfo rw,nosuid,nodev,relatime shared:2 - "
              "fuse.lxcfs lxcfs rw,user_id=0,group_id=0,allow_other\n"
              "32 20 0:44 /proc/stat /proc/stat rw - fuse.lxcfs lxcfs rw\n");
  const test::Answer answer = test::answer(source, {"memory"});
  EXPECT_TRUE(is_said(answer, "/proc/meminfo is not the kernel's: fuse.lxcfs stands in its place"));
  EXPECT_FALSE(is_said(answer, "/proc/stat"));
}

TEST(MemoryTable, WithoutTheFileThereIsNoAnswer) {
  FakeSource source(FakeSource::Kind::Copy);
  EXPECT_EQ(test::answer(source, {"memory"}).exit, Exit::Failed);
  source.refuse(Question::How::Read, "meminfo", std::errc::not_connected);  // lxcfs has died.
  EXPECT_EQ(test::answer(source, {"memory"}).exit, Exit::Failed);
}

// Linux 6.18 has the file irq with a line "full" only; older kernels have none.
TEST(PressureTable, AKernelWithoutOneOfTheFilesKeepsTheOthers) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("pressure/cpu", "some avg10=98.65 avg60=99.25 avg300=98.44 total=11650127246\n");
  source.file("pressure/io", "some avg10=0.37 avg60=0.10 avg300=0.02 total=5\nnonsense\n");
  source.file("pressure/irq", "full avg10=0.00 avg60=0.00 avg300=0.00 total=8494");
  const test::Answer answer = test::answer(source, {"pressure", "--csv"});
  EXPECT_EQ(answer.out, "resource,kind,avg10,avg60,avg300,total_us\r\n"
                        "cpu,some,98.65,99.25,98.44,11650127246\r\n"
                        "io,some,0.37,0.10,0.02,5\r\n"
                        "irq,full,0.00,0.00,0.00,8494\r\n");
  EXPECT_TRUE(is_said(answer, "pressure/memory"));
  EXPECT_TRUE(is_said(answer, "pressure/io"));
}

TEST(PressureTable, AFileThatTheFilterRulesOutIsNotMissed) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("pressure/cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");
  const test::Answer answer = test::answer(source, {"pressure", "resource", "=", "cpu"});
  EXPECT_EQ(answer.exit, Exit::Answered);
  EXPECT_TRUE(answer.sentences.empty());
  EXPECT_EQ(test::answer(source, {"pressure", "avg10", ">", "50"}).exit, Exit::Failed);
}

TEST(SysctlsTable, ThoseOfTheNetworkAreThoseOfEachNamespace) {
  FakeSource source(FakeSource::Kind::Live);
  FakeSource other(FakeSource::Kind::Live);
  source.lead("42/ns/net", source);
  source.lead("43/ns/net", other);
  source.file("sys/net/core/somaxconn", "4096\n");
  other.file("sys/net/core/somaxconn", "128\n");
  source.file("sys/net/ipv4/ip_local_port_range", "32768\t60999\n");
  source.file("sys/fs/file-nr", "1248\t0\t9223372036854775807\n");
  World world{source};
  for (const u32 number : {42U, 43U}) {
    Network network;
    network.handle = std::to_string(number) + "/ns/net";
    world.networks.push_back(network);
  }
  const auto parsed = test::parse_words({"sysctls", "--csv", "--columns", "name,value"});
  ASSERT_TRUE(parsed);
  std::string written;
  Out out(written);
  const Call call{*parsed->command, parsed->options, parsed->words, out, out};
  const Result<Plan> plan = make_plan(*call.command.view, call);
  ASSERT_TRUE(plan);
  const auto renderer = form_of(call.options).make(out, {});
  ASSERT_TRUE(run_plan(*plan, world, *renderer));
  ASSERT_TRUE(out.flush());
  EXPECT_EQ(written, "name,value\r\n"
                     "net.core.somaxconn,4096\r\n"
                     "net.ipv4.ip_local_port_range,32768 60999\r\n"
                     "net.core.somaxconn,128\r\n"
                     "fs.file-nr,1248 0 9223372036854775807\r\n");
}

TEST(MountsTable, ReadOnlyIsWhatTheMountOrItsFileSystemSays) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("self/mountinfo",
              "23 29 0:21 / /sys ro,nosuid - sysfs sysfs rw\n"
              "29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 ro,errors=remount-ro\n"
              "30 29 8:2 / /data rw,noatime - ext4 /dev/sdb1 rw,errors=remount-ro\n"
              "broken\n");
  const test::Answer answer =
      test::answer(source, {"mounts", "--csv", "--columns", "path,type,source,read_only"});
  EXPECT_EQ(answer.out, "path,type,source,read_only\r\n"
                        "/sys,sysfs,sysfs,true\r\n"
                        "/,ext4,/dev/sda1,true\r\n"
                        "/data,ext4,/dev/sdb1,false\r\n");
  ASSERT_EQ(answer.gaps.size(), 1U);
  EXPECT_EQ(answer.gaps[0].why, Absent::Malformed);
}

}  // namespace
}  // namespace sonde
