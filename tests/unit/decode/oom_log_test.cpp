// oom_log_test.cpp: what kernels logged when they killed a process for want of memory.
// SPDX-License-Identifier: Apache-2.0
#include "decode/oom_log.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <sstream>
#include <vector>

#include "base/text.hpp"

namespace sonde {
namespace {

std::string file(const std::string& path) {
  std::ifstream stream("tests/fixtures/" + path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

struct Heard {
  std::vector<OomKill> kills{};
  std::vector<KernelLine> lines{};
};

Heard hear(Text log) {
  Heard heard;
  OomLog oom;
  OomKill kill;
  KernelLine line;
  while (!log.empty()) {
    if (!decode_kernel_line(next_line(log), line) || !oom.add(line.said, kill)) continue;
    heard.kills.push_back(kill);
    heard.lines.push_back(line);
  }
  return heard;
}

// Recorded with `cat /dev/kmsg` on Linux 6.18: a cgroup of version 1 with 20 MiB.
TEST(OomLog, AKillInACgroup) {
  const std::string log = file("linux-6.18/oom.kmsg");
  const Heard heard = hear(log);
  ASSERT_EQ(heard.kills.size(), 1U);
  const OomKill& kill = heard.kills[0];
  EXPECT_EQ(*kill.pid, 31490);
  EXPECT_EQ(*kill.process, "python3");
  EXPECT_EQ(*kill.invoked_by, "python3");
  EXPECT_EQ(*kill.cause, OomCause::Cgroup);
  EXPECT_EQ(*kill.cgroup, "/sonde-oom");
  EXPECT_EQ(*kill.process_cgroup, "/sonde-oom");
  EXPECT_EQ(*kill.limit_bytes, 20971520U);
  EXPECT_EQ(*kill.rss_bytes, (20224U + 6580U) * 1024);
  EXPECT_EQ(*kill.score_adj, 0);
  EXPECT_EQ(kill.score.why, Absent::NotApplicable);
  EXPECT_EQ(*heard.lines[0].boot_us, 48397202998U);
}

// tests/fixtures/README.md: 6359 (bash) was chosen with score 635, 6360 (yes) was killed.
TEST(OomLog, AnOldKernelKillsAChildOfWhoWasChosen) {
  const std::string log = file("seeds/s004_oom_syslog.txt");
  const Heard heard = hear(log);
  ASSERT_EQ(heard.kills.size(), 1U);
  const OomKill& kill = heard.kills[0];
  EXPECT_EQ(*kill.pid, 6360);
  EXPECT_EQ(*kill.process, "yes");
  EXPECT_EQ(*kill.chosen_pid, 6359);
  EXPECT_EQ(*kill.chosen, "bash");
  EXPECT_EQ(*kill.score, 635);
  EXPECT_EQ(*kill.rss_bytes, 88U * 1024);
  EXPECT_EQ(*kill.cause, OomCause::Machine);
  EXPECT_EQ(heard.lines[0].written, "Dec 15 10:51:07");
  EXPECT_FALSE(heard.lines[0].boot_us);
}

// mm/oom_kill.c of Linux 5.4 and of 3.10.
TEST(OomLog, OtherKernelsUseOtherWords) {
  const Heard global =
      hear("6,1,2,-;oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,"
           "global_oom,task_memcg=/user.slice,task=stress,pid=77,uid=1000\n"
           "3,2,3,-;Out of memory: Killed process 77 (stress) total-vm:1000kB, anon-rss:10kB, "
           "file-rss:0kB, shmem-rss:2kB, UID:1000 pgtables:104kB oom_score_adj:-17\n");
  ASSERT_EQ(global.kills.size(), 1U);
  EXPECT_EQ(*global.kills[0].cause, OomCause::Machine);
  EXPECT_FALSE(global.kills[0].cgroup);
  EXPECT_EQ(*global.kills[0].process_cgroup, "/user.slice");
  EXPECT_EQ(*global.kills[0].score_adj, -17);
  EXPECT_EQ(*global.kills[0].rss_bytes, 12U * 1024);

  const Heard old = hear("2020-05-01T10:00:00.5+02:00 web kernel: [12.5] Task in /a/b killed as a "
                         "result of limit of /a\n"
                         "2020-05-01T10:00:00.5+02:00 web kernel: [12.5] Memory cgroup out of "
                         "memory: Kill process 9 (x) score 1000 or sacrifice child\n"
                         "2020-05-01T10:00:00.5+02:00 web kernel: [12.5] Killed process 9 (x) "
                         "total-vm:8kB, anon-rss:4kB, file-rss:0kB\n");
  ASSERT_EQ(old.kills.size(), 1U);
  EXPECT_EQ(*old.kills[0].cgroup, "/a");
  EXPECT_EQ(*old.kills[0].process_cgroup, "/a/b");
  EXPECT_EQ(*old.kills[0].cause, OomCause::Cgroup);
  EXPECT_EQ(old.lines[0].written, "2020-05-01T10:00:00.5+02:00");

  const Heard older = hear("<3>Mar  1 10:00:00 web kernel: Killed process 4711, UID 0, (yes) "
                           "total-vm:8kB, anon-rss:4kB, file-rss:0kB\n");
  ASSERT_EQ(older.kills.size(), 1U);
  EXPECT_EQ(*older.kills[0].pid, 4711);
  EXPECT_EQ(*older.kills[0].process, "yes");
}

// A process chooses its name, up to 15 bytes.
TEST(OomLog, ANameCannotForgeAnotherProcess) {
  const Heard heard =
      hear("6,1,2,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,"
           "mems_allowed=0,oom_memcg=/a,task_memcg=/a,task=x,pid=1,uid=0,pid=77,"
           "uid=5\n"
           "3,2,3,-;Memory cgroup out of memory: Killed process 77 (1) total-vm:(x) "
           "total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB\n");
  ASSERT_EQ(heard.kills.size(), 1U);
  EXPECT_EQ(*heard.kills[0].pid, 77);
  EXPECT_EQ(*heard.kills[0].process, "1) total-vm:(x");
  EXPECT_EQ(*heard.kills[0].chosen_pid, 77);
  EXPECT_EQ(*heard.kills[0].chosen, "x,pid=1,uid=0");
}

// Who owns a cgroup names those below it.
TEST(OomLog, ACgroupCannotForgeAnotherCgroup) {
  std::deque<std::string> logs;  // Kills point into them.
  const auto killed_in = [&](const std::string& memcg, const std::string& task_memcg,
                             const std::string& name = "x") {
    return hear(logs.emplace_back(
                    "6,1,2,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=c,"
                    "mems_allowed=0," +
                    memcg + ",task_memcg=" + task_memcg + ",task=" + name +
                    ",pid=77,uid=5\n"
                    "3,2,3,-;Memory cgroup out of memory: Killed process 77 (x) total-vm:8kB, "
                    "anon-rss:4kB, file-rss:0kB, shmem-rss:0kB\n"))
        .kills.at(0);
  };
  const std::string other = "/docker/" + std::string(64, 'b');
  for (const OomKill& kill :
       {killed_in("oom_memcg=/a", "/a/x,task_memcg=" + other + ",task="),
        killed_in("oom_memcg=/a,task_memcg=" + other, "/a,task_memcg=" + other),
        killed_in("oom_memcg=/a", "/a/x,task=1"), killed_in("oom_memcg=/a", "/a", "1,task=2"),
        killed_in("global_oom", "/a/x,oom_memcg=" + other),
        killed_in("oom_memcg=n,global_oom", "/a")}) {
    EXPECT_EQ(kill.cgroup.why, Absent::Malformed);
    EXPECT_EQ(kill.process_cgroup.why, Absent::Malformed);
    EXPECT_EQ(*kill.chosen_pid, 77);
  }
  EXPECT_EQ(killed_in("oom_memcg=/a", "/a/x,task=1").chosen.why, Absent::Malformed);
  EXPECT_EQ(*killed_in("oom_memcg=/a", "/a/x,pid=1").process_cgroup, "/a/x,pid=1");

  const Heard old = hear("3,1,1,-;Task in /a killed as a result of limit of " + other +
                         " killed as a result of limit of /a\n"
                         "3,2,1,-;Killed process 9 (x) total-vm:8kB, anon-rss:4kB, file-rss:0kB\n");
  ASSERT_EQ(old.kills.size(), 1U);
  EXPECT_EQ(old.kills[0].cgroup.why, Absent::Malformed);
  EXPECT_EQ(old.kills[0].process_cgroup.why, Absent::Malformed);
}

// mm/oom_kill.c of Linux 4.19 and later.
TEST(OomLog, AGroupIsKilledForOneReport) {
  const std::string killed = "Memory cgroup out of memory: Killed process 78 (y) total-vm:8kB, "
                             "anon-rss:4kB, file-rss:0kB, shmem-rss:0kB\n";
  const std::string log =
      "6,1,2,-;memory: usage 20480kB, limit 20480kB, failcnt 9\n"
      "6,2,2,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
      "oom_memcg=/a,task_memcg=/a/b/c,task=x,pid=77,uid=0\n"
      "3,3,2,-;" +
      killed +
      "6,4,2,-;Tasks in /a/b are going to be killed due to memory.oom.group set\n"
      "3,5,2,-;" +
      killed + "6,6,2,-;oom_reaper: reaped process 78 (y), now anon-rss:0kB\n3,7,2,-;" + killed +
      "6,8,2,-;eth0: link up\n3,9,2,-;" + killed;
  const Heard heard = hear(log);
  ASSERT_EQ(heard.kills.size(), 4U);
  EXPECT_EQ(*heard.kills[0].process_cgroup, "/a/b/c");
  for (const std::size_t at : {1U, 2U}) {
    const OomKill& kill = heard.kills[at];
    EXPECT_EQ(*kill.cgroup, "/a");
    EXPECT_EQ(*kill.process_cgroup, "/a/b");
    EXPECT_EQ(*kill.limit_bytes, 20480U * 1024);
    EXPECT_EQ(*kill.cause, OomCause::Cgroup);
    EXPECT_FALSE(kill.chosen) << "it was not";
  }
  EXPECT_FALSE(heard.kills[3].cgroup) << "reports are rate-limited: it may be any other";
}

// kernel/printk/printk.c, msg_add_ext_text: control characters, those from 127 and backslashes.
TEST(KernelLine, TheEscapesOfRecordsAreUndone) {
  std::string room;
  EXPECT_EQ(undo_record_escapes("my\\x5cx2dapp.service", room), "my\\x2dapp.service");
  EXPECT_EQ(undo_record_escapes("\\xc3\\xa4\\x0a", room), "\xc3\xa4\n");
  EXPECT_EQ(undo_record_escapes("plain", room), "plain");
  EXPECT_EQ(undo_record_escapes("", room), "");
  EXPECT_EQ(undo_record_escapes("\\x5", room), "\\x5") << "cut off";
  EXPECT_EQ(undo_record_escapes("\\xzz\\", room), "\\xzz\\") << "not the kernel's";
}

TEST(KernelLine, WhatAProgramSaidIsNotTheKernels) {
  KernelLine line;
  // Facility 3 (daemon), priority 6: systemd writes to /dev/kmsg.
  EXPECT_FALSE(decode_kernel_line("30,5,6,-;Killed process 1 (init) total-vm:1kB", line));
  EXPECT_FALSE(decode_kernel_line("Dec 15 10:51:07 web cron[12]: it says kernel: x", line));
  EXPECT_FALSE(decode_kernel_line("Dec 15 10:51:07 web sshd[12]: Killed process 1 (init)", line));
  EXPECT_FALSE(decode_kernel_line("Dec 15 10:51:07 web x kernel: Killed process 1 (init)", line))
      << "logger -t 'x kernel'";
  EXPECT_FALSE(decode_kernel_line("Dec 15 10:51:07 cron: kernel: x", line)) << "without a host";
  EXPECT_FALSE(decode_kernel_line(" SUBSYSTEM=pci", line));
  EXPECT_FALSE(decode_kernel_line("", line));
  EXPECT_TRUE(decode_kernel_line("6,339,5140900,-;NET: Registered protocol family 10", line));
  EXPECT_EQ(line.said, "NET: Registered protocol family 10");
  EXPECT_EQ(*line.sequence, 339U);
}

// Facility 1 (user), priority 4: the kernel gives it to whatever is written to /dev/kmsg.
TEST(KernelLine, ARecordIsNoLineOfSyslogWhateverItSays) {
  const Heard heard = hear("12,500,1234000,-;Nov 22 web kernel: Killed process 4711 (sshd) "
                           "total-vm:100kB, anon-rss:20kB, file-rss:0kB\n"
                           "12,501,1234000,-,caller=T1;x Nov 22 10:00:00 web kernel: Killed "
                           "process 4711 (sshd) total-vm:100kB, anon-rss:20kB, file-rss:0kB\n"
                           "12,x Nov 22 10:00:00 web kernel: Killed process 4711 (sshd) "
                           "total-vm:100kB, anon-rss:20kB, file-rss:0kB\n");
  EXPECT_TRUE(heard.kills.empty());
}

}  // namespace
}  // namespace sonde
