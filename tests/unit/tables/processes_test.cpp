// processes_test.cpp: what is asked of processes and files, and what is said of the rest.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tables/file_reader.hpp"
#include "tables/process_columns.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::answer;
using test::Answer;
using test::FakeSource;
using How = Question::How;

std::string stat_of(int pid, const std::string& name, u64 cpu_ticks, u64 start_ticks,
                    Text letter = "S", u64 flags = 4194304) {
  return std::to_string(pid) + " (" + name + ") " + std::string(letter) + " 1 7 7 34816 7 " +
         std::to_string(flags) + " 0 0 0 0 " + std::to_string(cpu_ticks) + " 0 0 0 20 0 3 0 " +
         std::to_string(start_ticks) + " 8192 2 " + "0 0 0 0 0 0 0 0 0 0 0 0 0 0 1\n";
}

class Processes : public testing::Test {
protected:
  void SetUp() override {
    source_.file("uptime", "1000.00 1.00\n");
    source_.file("stat", "btime 1700000000\n");
    source_.file("meminfo", "MemTotal: 1000 kB\n");
    source_.put(How::HostFile, "etc/passwd", "app:x:1000:1000::/:/bin/sh\n");
    add(42, "puma");
  }
  void add(int pid, const std::string& name) {
    source_.process(pid, name, {});
    const std::string folder = std::to_string(pid);
    source_.file(folder + "/stat", stat_of(pid, name, 2500, 50000));
    source_.file(folder + "/status",
                 "Name:\tx\nUid:\t1000\t0\t0\t0\nVmRSS:\t100 kB\nThreads:\t3\n");
  }
  std::string rows(std::vector<std::string> words) {
    words.emplace_back("--jsonl");
    last_ = answer(source_, std::move(words));
    EXPECT_TRUE(last_.done.has_value());
    return last_.out;
  }
  FakeSource source_{FakeSource::Kind::Live};
  Answer last_{};
};

TEST_F(Processes, ShowTimesAndSharesAsPsDoes) {
  EXPECT_EQ(rows({"processes", "--columns", "cpu_percent,memory_percent,started,age_s,cpu_ms,tty"}),
            "{\"cpu_percent\":5.00,\"memory_percent\":10.00,"
            "\"started\":\"2023-11-14T22:21:40Z\",\"age_s\":500,\"cpu_ms\":25000,"
            "\"tty\":\"pts/0\"}\n");
}

TEST_F(Processes, HaveUnknownPortsWhereNoSocketCouldBeRead) {
  for (const char* file : {"net/tcp", "net/tcp6", "net/udp", "net/udp6"})
    source_.refuse(How::Read, file, std::errc::permission_denied);
  EXPECT_EQ(rows({"processes", "--columns", "pid,ports"}), "{\"pid\":42,\"ports\":null}\n");
  ASSERT_FALSE(last_.gaps.empty());
  EXPECT_EQ(last_.gaps.front().why, Absent::NotPermitted);
}

TEST_F(Processes, TheUserIsTheRealOne) {
  EXPECT_EQ(rows({"processes", "--columns", "uid,euid,user"}),
            "{\"uid\":1000,\"euid\":0,\"user\":\"app\"}\n");
}

TEST_F(Processes, ANameMayHoldAnything) {
  for (const std::string name : {"a) R 1 1 (b", "n\nx", ")))", "(", "two words"}) {
    source_.file("42/stat", stat_of(42, name, 1, 2));
    std::string shown;
    append_json(shown, Cell(Text(name)));
    EXPECT_EQ(rows({"processes", "--columns", "pid,process,ppid"}),
              "{\"pid\":42,\"process\":" + shown + ",\"ppid\":1}\n");
  }
}

TEST_F(Processes, OnlyFilesOfWantedColumnsAreRead) {
  rows({"processes", "--columns", "pid,state,process"});
  for (const Text file : {"status", "cmdline", "exe", "fd", "cgroup", "ns/", "passwd", "net"})
    EXPECT_FALSE(source_.was_asked(file)) << file;
}

TEST_F(Processes, AFilterOnThePidReadsNoOther) {
  add(43, "other");
  EXPECT_NE(rows({"processes", "--columns", "pid,command", "pid", "=", "42"}), "");
  EXPECT_FALSE(source_.was_asked("43/"));
  EXPECT_TRUE(source_.was_asked("42/cmdline"));
  source_.asked.clear();
  rows({"processes", "--columns", "pid,command", "process", "=", "nobody"});
  EXPECT_FALSE(source_.was_asked("/cmdline")) << "a row that is ruled out is not completed";
}

TEST_F(Processes, OneThatEndsInTheMiddleIsNoRow) {
  source_.refuse(How::Read, "42/cmdline", std::errc::no_such_process);
  EXPECT_EQ(rows({"processes", "--columns", "pid,command"}), "");
  source_.refuse(How::Read, "42/stat", std::errc::no_such_file_or_directory);
  EXPECT_EQ(rows({"processes", "--columns", "pid"}), "");
  EXPECT_TRUE(last_.gaps.empty());
}

TEST_F(Processes, KernelThreadsAndZombiesHaveNoCommandAndThatIsNoGap) {
  source_.file("42/cmdline", "");
  source_.file("42/stat", stat_of(42, "kworker", 0, 0, "I", 0x200040));
  EXPECT_EQ(rows({"processes", "--columns", "command,runs,exe,state"}),
            "{\"command\":null,\"runs\":\"[kworker]\",\"exe\":null,\"state\":\"I\"}\n");
  source_.file("42/stat", stat_of(42, "ended", 0, 0, "Z"));
  EXPECT_EQ(rows({"processes", "--columns", "runs,exe,cwd", "state", "=", "zombie"}),
            "{\"runs\":\"[ended] (zombie)\",\"exe\":null,\"cwd\":null}\n");
  EXPECT_TRUE(last_.gaps.empty());
}

TEST_F(Processes, WhatIsRefusedIsAGapWithItsCount) {
  source_.refuse(How::Link, "42/exe", std::errc::permission_denied);
  EXPECT_EQ(rows({"processes", "--columns", "pid,exe"}), "{\"pid\":42,\"exe\":null}\n");
  ASSERT_EQ(last_.gaps.size(), 1U);
  EXPECT_EQ(last_.gaps[0].why, Absent::NotPermitted);
  EXPECT_EQ(last_.gaps[0].count.value, 1U);
}

TEST_F(Processes, HiddenOnesCannotBeCountedButAreTold) {
  source_.file("self/mountinfo", "1 1 0:5 / /proc rw - proc proc rw,hidepid=invisible\n");
  source_.file("self/status", "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n");
  rows({"processes", "--columns", "pid"});
  ASSERT_EQ(last_.gaps.size(), 1U);
  EXPECT_FALSE(last_.gaps[0].count);
  source_.file("self/status", "Name:\tx\nUid:\t0\t0\t0\t0\n");
  rows({"processes", "--columns", "pid"});
  EXPECT_TRUE(last_.gaps.empty()) << "root sees them";
}

TEST_F(Processes, DescriptorsAreCountedByTheKernelWhereItDoes) {
  source_.put(How::Stat, "self/fd", "1 2 4 d");
  source_.put(How::Stat, "42/fd", "1 2 17 d");
  EXPECT_EQ(rows({"processes", "--columns", "fds"}), "{\"fds\":17}\n");
  source_.put(How::Stat, "self/fd", "1 2 0 d");  // Before Linux 6.2.
  source_.put(How::List, "42/fd",
              std::string("0\0"
                          "1\0",
                          4));
  EXPECT_EQ(rows({"processes", "--columns", "fds"}), "{\"fds\":2}\n");
}

TEST_F(Processes, CountingDescriptorsLeavesTheCommandLineAlone) {
  source_.put(How::Stat, "self/fd", "16617728 2 7 d");
  source_.put(How::Stat, "42/fd", "1 2 17 d");
  EXPECT_EQ(rows({"processes", "--columns", "command,fds"}),
            "{\"command\":\"puma --flag\",\"fds\":17}\n");
}

TEST(Looks, TheShareOfTheProcessorIsThatSinceTheLastLook) {
  CpuLooks looks;
  Process row;
  row.tid = 42;
  row.start_ticks = u64{7};
  row.cpu_ticks = u64{100};
  looks.begin(10.0);
  EXPECT_FALSE(looks.percent_of(row)) << "there is no earlier look";
  looks.begin(12.0);
  row.cpu_ticks = u64{200};
  EXPECT_EQ(looks.percent_of(row).value, 50.0);
  looks.begin(14.0);
  row.start_ticks = u64{8};
  EXPECT_FALSE(looks.percent_of(row)) << "another process with the same number";
}

TEST(Shown, AgesAndTimes) {
  const auto age = [](i64 seconds) {
    std::string out;
    process_columns::append_age(out, seconds);
    return out;
  };
  EXPECT_EQ(age(59), "59s");
  EXPECT_EQ(age(61), "1m01s");
  EXPECT_EQ(age(7 * 3600 + 125), "7h02m");
  EXPECT_EQ(age(90000), "1d1h");
}

class Files : public Processes {
protected:
  void SetUp() override {
    Processes::SetUp();
    source_.put(How::Link, "42/ns/mnt", "mnt:[9]");
    source_.file("42/mountinfo",
                 "5 1 8:1 / / rw - ext4 /dev/sda1 rw\n6 5 0:9 / /net rw - nfs4 host:/ rw\n");
  }
  void open(int fd, const std::string& target, const std::string& flags, int mount) {
    links_ += std::to_string(fd) + '\0' + target + '\0';
    source_.put(How::Links, "42/fd", links_);
    source_.file("42/fdinfo/" + std::to_string(fd), "pos:\t7\nflags:\t" + flags + "\nmnt_id:\t" +
                                                        std::to_string(mount) + "\nino:\t77\n");
  }
  std::string links_{};
};

TEST_F(Files, NothingIsAskedOfARemoteFileSystem) {
  open(3, "/net/data", "0100001", 6);
  source_.put(How::Stat, "42/fd/3", "1 0 0 -");
  EXPECT_EQ(rows({"files", "--columns", "fd,kind,target,mode,deleted,inode,position"}),
            "{\"fd\":3,\"kind\":\"file\",\"target\":\"/net/data\",\"mode\":\"w\","
            "\"deleted\":false,\"inode\":77,\"position\":7}\n");
  EXPECT_FALSE(source_.was_asked("42/fd/3"));
}

TEST_F(Files, AnUnknownMountMayBeRemote) {
  open(3, "/somewhere", "0100000", 99);
  rows({"files", "--columns", "kind,deleted"});
  EXPECT_FALSE(source_.was_asked("42/fd/3"));
}

TEST_F(Files, AFileWhoseNameEndsLikeADeletedOneIsNot) {
  open(3, "/tmp/x (deleted)", "02", 5);
  source_.put(How::Stat, "42/fd/3", "78 1 0 -");
  open(4, "/tmp/y (deleted)", "02", 5);
  source_.put(How::Stat, "42/fd/4", "79 0 0 -");
  EXPECT_EQ(rows({"files", "--columns", "target,deleted,inode"}),
            "{\"target\":\"/tmp/x (deleted)\",\"deleted\":false,\"inode\":78}\n"
            "{\"target\":\"/tmp/y\",\"deleted\":true,\"inode\":79}\n");
}

TEST_F(Files, ALogIsWrittenAndLooksLikeOne) {
  open(3, "/var/log/a", "01", 5);
  open(4, "/var/log/b", "00", 5);
  open(5, "/srv/app.log.3", "02", 5);
  open(6, "/srv/data", "02", 5);
  EXPECT_EQ(rows({"files", "--columns", "fd", "log", "=", "true"}), "{\"fd\":3}\n{\"fd\":5}\n");
}

TEST_F(Files, WhatHasNoNameIsSaidToBeAnon) {
  open(3, "anon_inode:[eventpoll]", "02", 9);
  open(4, "/memfd:x (deleted)", "02", 9);
  open(5, "net:[4026531833]", "00", 9);
  EXPECT_EQ(rows({"files", "--columns", "kind,target,deleted"}),
            "{\"kind\":\"anon\",\"target\":\"[eventpoll]\",\"deleted\":null}\n"
            "{\"kind\":\"anon\",\"target\":\"memfd:x\",\"deleted\":null}\n"
            "{\"kind\":\"anon\",\"target\":\"net:[4026531833]\",\"deleted\":null}\n");
}

TEST_F(Files, TheOtherEndOfAPipeIsTheOneWithTheOtherMode) {
  open(3, "pipe:[77]", "01", 9);
  add(50, "reader");
  source_.put(How::Links, "50/fd", std::string("0\0pipe:[77]\0", 12));
  source_.file("50/fdinfo/0", "pos:\t0\nflags:\t00\nmnt_id:\t9\nino:\t77\n");
  EXPECT_EQ(rows({"files", "--columns", "fd,peer", "pid", "=", "42"}),
            "{\"fd\":3,\"peer\":\"reader (pid 50)\"}\n");
  source_.put(How::Links, "50/fd", "");
  EXPECT_EQ(rows({"files", "--columns", "fd,peer", "pid", "=", "42"}),
            "{\"fd\":3,\"peer\":\"nobody\"}\n");
  source_.refuse(How::Links, "50/fd", std::errc::permission_denied);
  EXPECT_EQ(rows({"files", "--columns", "fd,peer", "pid", "=", "42"}),
            "{\"fd\":3,\"peer\":null}\n");
  EXPECT_EQ(last_.gaps.at(0).why, Absent::NotPermitted);
}

TEST_F(Files, WithoutPeerNoOtherProcessIsLookedAt) {
  open(3, "pipe:[77]", "01", 9);
  add(50, "reader");
  rows({"files", "pid", "=", "42"});
  EXPECT_FALSE(source_.was_asked("50/fd"));
}

TEST_F(Files, ADescriptorThatMeansAnotherFileByNowIsLeftOut) {
  open(3, "socket:[500]", "02", 9);  // Its fdinfo has inode 77.
  EXPECT_EQ(rows({"files", "--columns", "fd,mode"}), "");
}

}  // namespace
}  // namespace sonde
