// limits_oom_test.cpp: limits and oom over machines in memory.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::FakeSource;
using How = Question::How;

bool is_said(const test::Answer& answer, Text part) {
  return std::ranges::any_of(answer.sentences,
                             [&](const std::string& one) { return Text(one).contains(part); });
}

constexpr const char* limits =
    "Limit                     Soft Limit           Hard Limit           Units     \n"
    "Max processes             100                  200                  processes \n"
    "Max open files            8                    unlimited            files     \n";

// A machine with cgroups of version 2, and a container in one of them.
struct Machine {
  FakeMachine machine{};
  FakeSource& source = machine.source;
  const std::string id = std::string(64, 'a');
  const std::string cgroup = "sys/fs/cgroup/docker/" + id + "/";

  Machine() {
    source.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    machine.add({.pid = 100, .name = "web", .cgroup = "0::/docker/" + id + "\n"});
    source.put(How::HostFile, cgroup + "memory.max", "1000000\n");
    source.put(How::HostFile, cgroup + "memory.high", "800000\n");
    source.put(How::HostFile, cgroup + "memory.current", "700000\n");
    source.put(How::HostFile, cgroup + "memory.stat", "anon 1\ninactive_file 100000\n");
    source.put(How::HostFile, cgroup + "pids.max", "25\n");
    source.put(How::HostFile, cgroup + "pids.current", "20\n");
    source.put(How::HostFile, "sys/fs/cgroup/docker/pids.max", "max\n");
    source.put(How::HostFile, "sys/fs/cgroup/docker/pids.current", "77\n");
    source.file("100/limits", limits);
    source.put(How::List, "100/fd", std::string("0\0001\0002\0003\0", 8));
    source.put(How::Links, "100/fd",
               std::string("0\0/dev/null\0003\0anon_inode:inotify\0", 12 + 2 + 19));
    source.file("100/fdinfo/3", "pos:\t0\nflags:\t00\ninotify wd:1 ino:1\ninotify wd:2 ino:2\n");
  }
};

TEST(LimitsTable, TheNearestComesFirst) {
  Machine machine;
  const auto answer = test::answer(machine.source, {"limits", "scope", "=", "cgroup", "or", "scope",
                                                    "=", "process", "--csv", "--columns",
                                                    "scope,limit,used,soft,hard,used_percent"});
  EXPECT_EQ(answer.out, "scope,limit,used,soft,hard,used_percent\r\n"
                        "cgroup,tasks,20,,25,80.00\r\n"
                        "cgroup,memory,600000,800000,1000000,75.00\r\n"
                        "process,open-files,4,8,,50.00\r\n");
}

TEST(LimitsTable, AFilterKnowsTheWordsOfUlimitAndOfContainers) {
  Machine machine;
  const auto limits_of = [&](const std::string& word) {
    return test::answer(machine.source, {"limits", "limit", "=", word, "--csv", "--columns",
                                         "limit,used", "--sort", "limit"});
  };
  EXPECT_EQ(limits_of("memory").out, "limit,used\r\nmemory,600000\r\n");
  EXPECT_EQ(limits_of("nofile").out, "limit,used\r\nopen-files,4\r\n");
  EXPECT_FALSE(limits_of("stack").done) << "there is no such limit";
}

TEST(LimitsTable, MemoryIsASizeForPeopleAndEverythingIsOrderedByNumbers) {
  Machine machine;
  const auto answer =
      test::answer(machine.source, {"limits", "scope = cgroup or scope = process", "--columns",
                                    "limit,use,most", "--sort", "most"});
  EXPECT_EQ(answer.out, "limit       use   most\n"
                        "open-files  4     8\n"
                        "tasks       20    25\n"
                        "memory      585K  781K\n");
}

TEST(LimitsTable, AMemoryLimitCountsWhomTheKernelKilledAtItAndBelow) {
  Machine machine;
  const std::vector<std::string> words = {"limits", "scope",     "=",          "cgroup",
                                          "--csv",  "--columns", "limit,kills"};
  machine.source.put(How::HostFile, machine.cgroup + "memory.events", "oom 3\noom_kill 2\n");
  EXPECT_EQ(test::answer(machine.source, words).out, "limit,kills\r\ntasks,\r\nmemory,2\r\n");
  machine.source.refuse(How::HostFile, machine.cgroup + "memory.events",
                        std::errc::permission_denied);
  const auto answer = test::answer(machine.source, words);
  EXPECT_EQ(answer.out, "limit,kills\r\ntasks,\r\nmemory,\r\n");
  EXPECT_TRUE(is_said(answer, "cgroups"));
}

TEST(LimitsTable, TheContainerOfACgroupIsNamed) {
  Machine machine;
  const auto answer = test::answer(
      machine.source, {"limits", "scope", "=", "cgroup", "--csv", "--columns", "container,cgroup"});
  EXPECT_TRUE(answer.out.contains("aaaaaaaaaaaa,/docker/" + machine.id + "\r\n")) << answer.out;
}

TEST(LimitsTable, OfTheMachineUnlimitedIsNoNumber) {
  Machine machine;
  machine.source.file("sys/fs/file-nr", "1248\t48\t9223372036854775807\n");
  machine.source.file("loadavg", "0.1 0.1 0.1 1/500 9\n");
  machine.source.file("sys/kernel/threads-max", "1000\n");
  machine.source.file("sys/kernel/pid_max", "4194304\n");
  const auto answer =
      test::answer(machine.source, {"limits", "scope", "=", "machine", "--csv", "--columns",
                                    "limit,used,hard,used_percent", "--sort", "limit"});
  EXPECT_EQ(answer.out, "limit,used,hard,used_percent\r\n"
                        "open-files,1200,,\r\n"
                        "pids,500,4194304,0.01\r\n"
                        "threads,500,1000,50.00\r\n");
}

TEST(LimitsTable, WithoutCgroupsAGapSaysSo) {
  Machine machine;
  machine.source.file("self/mountinfo", "20 1 0:21 / /proc rw - proc proc rw\n");
  const auto answer = test::answer(machine.source, {"limits", "--csv", "--columns", "limit"});
  EXPECT_TRUE(answer.out.contains("open-files")) << answer.out;
  EXPECT_TRUE(is_said(answer, "cgroups"));
}

std::string fixture(const std::string& path) {
  std::ifstream stream("tests/fixtures/" + path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(OomTable, AKillHasItsTimeProcessCgroupAndLimit) {
  Machine machine;
  machine.source.file("stat", "btime 1795289582\n");
  machine.source.file("vmstat", "nr_free_pages 1\noom_kill 3\n");
  machine.source.put(How::HostTail, "dev/kmsg", fixture("linux-6.18/oom.kmsg"));
  machine.source.put(How::HostFile, machine.cgroup + "memory.events.local", "oom_kill 2\n");
  const auto answer = test::answer(
      machine.source, {"oom", "--csv", "--columns",
                       "time,kills,pid,process,rss_bytes,cause,container,limit_bytes,source"});
  EXPECT_EQ(answer.out,
            "time,kills,pid,process,rss_bytes,cause,container,limit_bytes,source\r\n"
            "2026-11-22T08:59:39Z,1,31490,python3,27447296,cgroup,,20971520,/dev/kmsg\r\n"
            ",2,,,,cgroup,aaaaaaaaaaaa,1000000,memory.events.local\r\n"
            ",3,,,,,,,vmstat\r\n");
  EXPECT_TRUE(is_said(answer, "has lost its beginning"));
}

TEST(OomTable, ALogThatLostItsBeginningAndNoKillIsNothingToSpeakOf) {
  Machine machine;
  machine.source.put(How::HostTail, "dev/kmsg", fixture("linux-6.18/oom.kmsg"));
  for (const auto& [count, is_lost] : {std::pair{"oom_kill 1\n", false}, {"oom_kill 2\n", true}}) {
    machine.source.file("vmstat", count);
    const auto answer = test::answer(machine.source, {"oom", "--csv"});
    EXPECT_EQ(is_said(answer, "has lost its beginning"), is_lost) << count;
  }
}

TEST(OomTable, ATimeWithoutYearAndZoneIsNeitherLaterNorEarlier) {
  Machine machine;
  machine.source.file("vmstat", "oom_kill 0\n");
  machine.source.refuse(How::HostTail, "dev/kmsg", std::errc::operation_not_permitted);
  machine.source.put(How::HostTail, "var/log/messages", fixture("seeds/s004_oom_syslog.txt"));
  const auto answer = test::answer(machine.source, {"oom", "--csv", "time > 2026-11-20"});
  EXPECT_TRUE(is_said(answer, "time of 1")) << answer.out;
  EXPECT_EQ(answer.exit, Exit::Failed);
}

TEST(OomTable, WhereTheKernelLogIsRefusedSyslogIsRead) {
  Machine machine;
  machine.source.file("vmstat", "oom_kill 0\n");
  machine.source.refuse(How::HostTail, "dev/kmsg", std::errc::operation_not_permitted);
  machine.source.put(How::HostTail, "var/log/messages", fixture("seeds/s004_oom_syslog.txt"));
  const auto answer =
      test::answer(machine.source, {"oom", "--csv", "--columns",
                                    "time,pid,process,chosen_pid,chosen,score,cause,source"});
  EXPECT_EQ(answer.out, "time,pid,process,chosen_pid,chosen,score,cause,source\r\n"
                        "Dec 15 10:51:07,6360,yes,6359,bash,635,machine,/var/log/messages\r\n");
  EXPECT_TRUE(is_said(answer, "of /var/log/messages were searched"));
}

TEST(OomTable, ARefusalIsAGapWithARemedyAndCountersRemain) {
  Machine machine;
  machine.source.file("vmstat", "oom_kill 1\n");
  machine.source.refuse(How::HostTail, "dev/kmsg", std::errc::operation_not_permitted);
  const auto answer = test::answer(machine.source, {"oom", "--csv", "--columns", "kills,source"});
  EXPECT_EQ(answer.out, "kills,source\r\n1,vmstat\r\n");
  EXPECT_TRUE(is_said(answer, "dmesg_restrict"));
  EXPECT_EQ(answer.gaps[0].why, Absent::NotPermitted);
}

TEST(OomTable, TheContainerOfALogIsNamedAlsoWhenItIsGone) {
  Machine machine;
  const std::string gone(64, 'b');
  const auto killed = [](const std::string& id) {
    return "6,0,1,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
           "oom_memcg=/docker/" +
           id + ",task_memcg=/docker/" + id +
           ",task=web,pid=7,uid=0\n3,1,2,-;Memory cgroup out of memory: Killed process 7 (web) "
           "total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB\n";
  };
  machine.source.put(How::HostTail, "dev/kmsg", killed(machine.id) + killed(gone));
  machine.source.file("vmstat", "oom_kill 0\n");
  const auto answer = test::answer(machine.source, {"oom", "--csv", "--columns", "container"});
  EXPECT_EQ(answer.out, "container\r\naaaaaaaaaaaa\r\nbbbbbbbbbbbb\r\n");
}

TEST(OomTable, ACgroupThatForgesAnothersPathIsAGap) {
  Machine machine;
  machine.source.file("vmstat", "oom_kill 0\n");
  machine.source.put(How::HostTail, "dev/kmsg",
                     "6,0,1,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,"
                     "mems_allowed=0,oom_memcg=/a,task_memcg=/a/x,task_memcg=/docker/" +
                         machine.id +
                         ",task=,task=web,pid=7,uid=0\n"
                         "3,1,2,-;Memory cgroup out of memory: Killed process 7 (web) "
                         "total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB\n");
  const auto answer =
      test::answer(machine.source, {"oom", "--csv", "--columns", "pid,container,process_cgroup"});
  EXPECT_EQ(answer.out, "pid,container,process_cgroup\r\n7,,\r\n");
  EXPECT_TRUE(is_said(answer, "the cgroup of a kill in the log"));
}

// A backslash that could be one of sonde's own escapes is written twice.
TEST(OomTable, OnlyRecordsOfTheKernelHaveTheirEscapesUndone) {
  Machine machine;
  machine.source.file("vmstat", "oom_kill 0\n");
  const std::string task = "Task in /my\\x5cx2dapp.service killed as a result of limit of /a\n";
  const std::string kill = "Killed process 9 (x\\x5cy) total-vm:8kB, anon-rss:4kB, file-rss:0kB\n";
  const auto answer = [&] {
    return test::answer(machine.source, {"oom", "--csv", "--columns", "process,process_cgroup"})
        .out;
  };
  machine.source.put(How::HostTail, "dev/kmsg", "3,0,1,-;" + task + "3,1,1,-;" + kill);
  EXPECT_EQ(answer(), "process,process_cgroup\r\nx\\y,/my\\\\x2dapp.service\r\n");
  machine.source.refuse(How::HostTail, "dev/kmsg", std::errc::operation_not_permitted);
  machine.source.put(How::HostTail, "var/log/kern.log",
                     "Mar  1 10:00:00 web kernel: " + task + "Mar  1 10:00:00 web kernel: " + kill);
  EXPECT_EQ(answer(), "process,process_cgroup\r\nx\\\\x5cy,/my\\\\x5cx2dapp.service\r\n");
}

// A copy of /proc of a machine, with or without /sys/fs/cgroup.
struct Copy {
  FakeSource source{FakeSource::Kind::Copy};
  Copy() {
    source.process(100, "web", {});
    source.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    source.file("100/stat",
                "100 (web) S 1 1 1 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 1 1 1 0 0 0\n");
    source.file("100/status", "Name:\tweb\nUid:\t0\t0\t0\t0\n");
    source.file("100/limits", limits);
    source.file("vmstat", "oom_kill 0\n");
  }
};

TEST(LimitsTable, ACopyWithoutCgroupsDoesNotSayThatNoneHasALimit) {
  Copy copy;
  const auto ask = [&] {
    return test::answer(copy.source,
                        {"limits", "scope", "=", "cgroup", "--csv", "--columns", "limit"});
  };
  EXPECT_TRUE(is_said(ask(), "copy these files of /proc, and /sys/fs/cgroup"));
  copy.source.put(How::HostFile, "sys/fs/cgroup/cgroup.controllers", "memory pids\n");
  EXPECT_FALSE(is_said(ask(), "cgroup")) << "the root has no limits";
}

TEST(OomTable, CountsOfCgroupsThatCouldNotBeReadAreAGap) {
  Copy copy;
  const std::vector<std::string> words = {"oom", "--csv", "--columns", "kills"};
  copy.source.put(How::HostFile, "dev/kmsg", "");
  EXPECT_TRUE(is_said(test::answer(copy.source, words), "cgroups"));
  copy.source.put(How::HostFile, "sys/fs/cgroup/memory.events", "oom_kill 2\n");
  EXPECT_TRUE(test::answer(copy.source, words).out.contains("2"));

  Machine machine;
  machine.source.file("vmstat", "oom_kill 0\n");
  machine.source.put(How::HostTail, "dev/kmsg", "");
  EXPECT_FALSE(is_said(test::answer(machine.source, words), "cgroups")) << "without a limit";
  machine.source.refuse(How::HostFile, machine.cgroup + "memory.events",
                        std::errc::permission_denied);
  EXPECT_TRUE(is_said(test::answer(machine.source, words), "cgroups"));
}

TEST(LimitsTable, ALimitOfZeroIsReachedByTheFirst) {
  Machine machine;
  const std::vector<std::string> words = {
      "limits", "limit", "=", "tasks", "--csv", "--columns", "used,hard,used_percent"};
  machine.source.put(How::HostFile, machine.cgroup + "pids.max", "0\n");
  machine.source.put(How::HostFile, machine.cgroup + "pids.current", "1\n");
  EXPECT_TRUE(test::answer(machine.source, words).out.contains("\n1,0,100.00\r\n"));
  machine.source.put(How::HostFile, machine.cgroup + "pids.current", "0\n");
  EXPECT_TRUE(test::answer(machine.source, words).out.contains("\n0,0,\r\n"));
}

TEST(LimitsTable, ThreadsThatCouldNotBeCountedAreNotNone) {
  Machine machine;
  machine.machine.add({.pid = 200, .name = "app", .uid = 1000});
  machine.source.file("200/limits", limits);
  machine.source.put(How::List, "200/fd", "");
  const std::vector<std::string> words = {"limits", "limit",     "=",        "threads",
                                          "and",    "scope",     "=",        "user",
                                          "--csv",  "--columns", "used,soft"};
  EXPECT_EQ(test::answer(machine.source, words).out, "used,soft\r\n1,100\r\n");
  machine.source.refuse(How::Read, "200/stat", std::errc::permission_denied);
  const auto answer = test::answer(machine.source, words);
  EXPECT_EQ(answer.out, "used,soft\r\n,100\r\n");
  EXPECT_TRUE(is_said(answer, "used"));
}

TEST(LimitsTable, AnInstanceOfInotifyThatIsSharedIsCountedOnce) {
  Machine machine;
  const std::string watches = "pos:\t0\nflags:\t02000000\ninotify wd:1 ino:1\ninotify wd:2 ino:2\n";
  const auto hold = [&](int pid, int ppid, const std::vector<std::string>& fds,
                        const std::string& fdinfo) {
    const std::string folder = std::to_string(pid);
    machine.machine.add({.pid = pid, .ppid = ppid, .name = "app", .uid = 1000});
    machine.source.file(folder + "/limits", limits);
    std::string links;
    for (const std::string& fd : fds) {
      ((((links += fd) += '\0') += "anon_inode:inotify") += '\0');
      machine.source.file(folder + "/fdinfo/" + fd, fdinfo);
    }
    machine.source.put(How::Links, folder + "/fd", links);
    machine.source.put(How::List, folder + "/fd", "");
  };
  hold(200, 1, {"5", "6"}, watches);               // dup.
  hold(201, 200, {"5"}, "flags:\t0\n" + watches);  // fork.
  hold(202, 1, {"5"}, watches);                    // One of its own, for the same files.
  hold(203, 202, {"7"}, "pos:\t0\n");
  hold(204, 203, {"7"}, "pos:\t0\n");  // Nobody can tell.
  const auto answer =
      test::answer(machine.source, {"limits", "scope", "=", "user", "and", "limit", "=", "inotify",
                                    "--csv", "--columns", "limit,used"});
  EXPECT_TRUE(answer.out.contains("inotify-instances,4\r\n")) << answer.out;
  EXPECT_TRUE(answer.out.contains("inotify-watches,4\r\n")) << answer.out;
}

TEST(LimitsTable, AFileOfProcThatIsNotTheKernelsIsTold) {
  Machine machine;
  machine.source.file("loadavg", "0.1 0.1 0.1 1/500 9\n");
  machine.source.file("self/mountinfo", "31 20 0:44 / /proc/loadavg rw - fuse.lxcfs lxcfs rw\n"
                                        "32 20 0:45 / /proc/vmstat rw - tmpfs tmpfs rw\n");
  EXPECT_TRUE(
      is_said(test::answer(machine.source, {"limits"}), "/proc/loadavg is not the kernel's"));
  EXPECT_TRUE(is_said(test::answer(machine.source, {"oom"}), "/proc/vmstat is not the kernel's"));
}

TEST(OomTable, OfAContainerTheCountOfTheMachineIsLeftOut) {
  Machine machine;
  machine.source.file("vmstat", "oom_kill 3\n");
  machine.source.put(How::HostTail, "dev/kmsg", "");
  machine.source.put(How::HostFile, machine.cgroup + "memory.events.local", "oom_kill 2\n");
  const auto answer = test::answer(
      machine.source, {"oom", "--in", "pid:100", "--csv", "--columns", "kills,source"});
  EXPECT_EQ(answer.out, "kills,source\r\n2,memory.events.local\r\n");
}

}  // namespace
}  // namespace sonde
