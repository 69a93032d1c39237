// cpu_disks_test.cpp: cpu and disks over machines in memory, looked at once and twice.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "model/cpu_use.hpp"
#include "model/disk.hpp"
#include "tables/tables.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;
using How = Question::How;

bool is_said(const test::Answer& answer, Text part) {
  return std::ranges::any_of(answer.sentences,
                             [&](const std::string& one) { return Text(one).contains(part); });
}

// Takes one cell of each row by the name of the row.
struct CellSink final : Sink {
  const ColumnInfo* name;
  const ColumnInfo* cell;
  std::map<std::string, std::string> cells{};  // A missing one: the name of its reason.
  std::string room{};
  CellSink(const TableInfo& table, Text name_of_row, Text column)
      : name(table.find(name_of_row)), cell(table.find(column)) {}
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const std::string row(std::get<Text>(name->read(chunk[i], room)));
      append_plain(cells[row], cell->read(chunk[i], room));
    }
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
};

std::map<std::string, std::string> look(const TableInfo& table, FakeSource& source, Memory* memory,
                                        Text name, Text column) {
  World world{source};
  Request request;
  request.columns.set();
  request.memory = memory;
  CellSink sink(table, name, column);
  EXPECT_TRUE(table.scan(world, table, request, sink));
  source.clock += std::chrono::seconds(1);
  return sink.cells;
}

constexpr const char* stat = "cpu  60 0 20 100 20 0 0 0 0 0\n"
                             "cpu0 60 0 20 100 20 0 0 0 0 0\n"
                             "intr 1 2 3\nprocs_running 2\nprocs_blocked 1\n";

TEST(CpuTable, SharesAreThoseSinceBootInTheFirstLook) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("stat", stat);
  source.file("loadavg", "0.50 0.25 0.10 2/93 100\n");
  const auto answer = test::answer(
      source, {"cpu", "--csv", "--columns",
               "cpu,busy_percent,user_percent,iowait_percent,idle_s,load1,threads,blocked,cpus"});
  EXPECT_EQ(answer.out, "cpu,busy_percent,user_percent,iowait_percent,idle_s,load1,threads,blocked,"
                        "cpus\r\n"
                        "all,40.00,30.00,10.00,1.00,0.50,93,1,1\r\n"
                        "0,40.00,30.00,10.00,1.00,,,,1\r\n");
}

TEST(CpuTable, SharesAreThoseBetweenTheLooksInTheSecond) {
  FakeSource source(FakeSource::Kind::Live);
  Memory memory;
  source.file("stat", stat);
  EXPECT_EQ(look(cpu_table, source, &memory, "cpu", "user_percent")["all"], "30.00");
  // iowait may go back: that is none, and no reset.
  source.file("stat", "cpu  70 0 20 110 19 0 0 0 0 0\ncpu1 1 0 0 0 0 0 0 0 0 0\n");
  auto cells = look(cpu_table, source, &memory, "cpu", "user_percent");
  EXPECT_EQ(cells["all"], "50.00");
  EXPECT_EQ(cells["1"], "") << "it was not there before";
  source.file("stat", "cpu  70 0 20 110 19 0 0 0 0 0\n");
  cells = look(cpu_table, source, &memory, "cpu", "user_percent");
  EXPECT_EQ(cells["all"], "") << "no tick has passed";
}

TEST(CpuTable, WhatIsNotUnderstoodIsAGapAndTheRestIsShown) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("stat", "cpu  1 1 1 1 1 1 1 1 1 1 1 1\ncpu0 broken\n");
  source.file("self/mountinfo", "31 20 0:44 / /proc/stat rw - fuse.lxcfs lxcfs rw\n");
  const auto answer = test::answer(source, {"cpu", "--csv", "--columns", "cpu,load1"});
  EXPECT_EQ(answer.out, "cpu,load1\r\nall,\r\n");
  EXPECT_TRUE(is_said(answer, "cpu0 broken"));
  EXPECT_TRUE(is_said(answer, "more columns of 1 row"));
  EXPECT_TRUE(is_said(answer, "loadavg"));
  EXPECT_TRUE(is_said(answer, "/proc/stat is not the kernel's"));
}

TEST(CpuTable, TheTightestQuotaOnTheWayUpCounts) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("stat", stat);
  source.file("loadavg", "0.50 0.25 0.10 2/93 100\n");
  source.file("self/cgroup", "0::/pod/web\n");
  source.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  source.put(How::HostFile, "sys/fs/cgroup/pod/web/cpu.max", "max 100000\n");
  source.put(How::HostFile, "sys/fs/cgroup/pod/cpu.max", "50000 100000\n");
  source.put(How::HostFile, "sys/fs/cgroup/pod/cpu.stat",
             "usage_usec 9\nnr_periods 52\nnr_throttled 13\nthrottled_usec 7000\n");
  const auto answer =
      test::answer(source, {"cpu", "cpu", "=", "all", "--csv", "--columns",
                            "quota_cpus,throttled_percent,throttled_periods,throttled_us"});
  EXPECT_EQ(answer.out, "quota_cpus,throttled_percent,throttled_periods,throttled_us\r\n"
                        "0.50,25.00,13,7000\r\n");
}

// The mount of a container without a cgroup namespace shows its own cgroup only (version 1).
TEST(CpuTable, AQuotaOfVersion1IsFoundWhereOnlyThatCgroupIsMounted) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("stat", stat);
  source.file("self/cgroup", "5:cpu,cpuacct:/docker/abc\n0::/\n");
  source.file(
      "self/mountinfo",
      "44 43 0:37 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n");
  const std::string folder = "sys/fs/cgroup/cpu,cpuacct/";
  source.put(How::HostFile, folder + "cpu.cfs_quota_us", "200000\n");
  source.put(How::HostFile, folder + "cpu.cfs_period_us", "100000\n");
  source.put(How::HostFile, folder + "cpu.stat",
             "nr_periods 10\nnr_throttled 5\nthrottled_time 3000000\n");
  const auto answer = test::answer(
      source, {"cpu", "cpu", "=", "all", "--csv", "--columns", "quota_cpus,throttled_us"});
  EXPECT_EQ(answer.out, "quota_cpus,throttled_us\r\n2.00,3000\r\n");
}

TEST(CpuTable, WithoutTheFileThereIsNoAnswer) {
  FakeSource source(FakeSource::Kind::Copy);
  EXPECT_EQ(test::answer(source, {"cpu"}).exit, Exit::Failed);
  EXPECT_EQ(test::answer(source, {"disks"}).exit, Exit::Failed);
}

std::string fixture(const std::string& path) {
  std::ifstream stream("tests/fixtures/" + path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Recorded by jc: disks behind loops.
TEST(DisksTable, DisksAndTheirPartitionsComeBeforeLoops) {
  FakeSource source(FakeSource::Kind::Copy);
  source.file("diskstats", fixture("jc/linux-proc/diskstats"));
  const auto answer = test::answer(
      source, {"disks", "kind", "!=", "loop", "--csv", "--columns", "name,kind,disk,reads"});
  EXPECT_EQ(answer.out, "name,kind,disk,reads\r\n"
                        "sda,disk,,14200\r\n"
                        "sda1,partition,sda,171\r\n"
                        "sda2,partition,sda,153\r\n"
                        "sda3,partition,sda,6983\r\n"
                        "dm-0,mapper,,10298\r\n"
                        "sr0,cdrom,,283\r\n");
}

TEST(DisksTable, TheAverageOfARequestIsThatBetweenTwoLooks) {
  FakeSource source(FakeSource::Kind::Live);
  Memory memory;
  source.file("diskstats", "8 0 sda 10 0 80 50 20 0 160 4294967290 0 100 150\n");
  EXPECT_EQ(look(disks_table, source, &memory, "name", "await_ms")["sda"], "");
  // Times are of 32 bits: this one began again.
  source.file("diskstats",
              "8 0 sda 14 0 88 70 22 0 176 14 3 101 190\n8 16 sdb 1 1 1 1 1 1 1 1 0 1 1\n");
  auto cells = look(disks_table, source, &memory, "name", "await_ms");
  EXPECT_EQ(cells["sda"], "6.67") << "20 + 20 ms for 6 requests";
  EXPECT_EQ(cells["sdb"], "");
  cells = look(disks_table, source, &memory, "name", "await_ms");
  EXPECT_EQ(cells["sda"], "") << "nothing was asked of it";
}

TEST(DisksTable, AveragesStandInTextOnlyWithTwoLooks) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("diskstats", "8 0 sda 10 0 80 50 20 0 160 40 0 100 150\n");
  const auto answer = test::answer(source, {"disks"});
  EXPECT_EQ(answer.out.find("await_ms"), std::string::npos) << answer.out;
  EXPECT_EQ(answer.out.find("per_s"), std::string::npos) << answer.out;
}

}  // namespace
}  // namespace sonde
