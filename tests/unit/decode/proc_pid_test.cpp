// proc_pid_test.cpp: small files of /proc/PID, real ones and those of processes that lie.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_pid.hpp"

#include <string>

#include <gtest/gtest.h>

namespace sonde {
namespace {

using namespace std::string_view_literals;

const std::string id(64, 'a');
const std::string other_id = "301dc15b6b8a68cb841c3332349b67b3301dc15b6b8a68cb841c3332349b67b3";

TEST(PidStat, RealFileIsRead) {
  // jc/linux-proc/pid_stat
  const auto stat =
      decode_pid_stat("1 (systemd) S 0 1 1 0 -1 4194560 23478 350218 99 472 107 461 2672 4402 20 0 "
                      "1 0 128 174063616 3313 18446744073709551615 94188219072512\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->pid, 1);
  EXPECT_EQ(stat->name, "systemd");
  EXPECT_EQ(stat->state, 'S');
  EXPECT_EQ(stat->ppid, 0);
  EXPECT_EQ(stat->start_ticks, 128u);
}

TEST(PidStat, NameEndsAtTheLastParenthesis) {
  // jc/linux-proc/pid_stat_hack
  const auto stat =
      decode_pid_stat("2001 (bad) S 1 2 3 4 5) S 1888 2001 1888 34816 2001 4202496 428 0 0 0 0 0 0 "
                      "0 20 0 1 0 75513 115900416 297\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->pid, 2001);
  EXPECT_EQ(stat->name, "bad) S 1 2 3 4 5");
  EXPECT_EQ(stat->state, 'S');
  EXPECT_EQ(stat->ppid, 1888);
  EXPECT_EQ(stat->start_ticks, 75513u);
}

TEST(PidStat, NameMayHoldANewline) {
  // jc/linux-proc/pid_stat_w_space_and_nl_in_comm
  const auto stat =
      decode_pid_stat("2001 (my file with\nsp) S 1888 2001 1888 34816 2001 4202496 428 0 0 0 0 0 0 "
                      "0 20 0 1 0 75513 115900416 297\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->name, "my file with\nsp");
  EXPECT_EQ(stat->ppid, 1888);
}

TEST(PidStat, NameMayHoldAnything) {
  const Text tail = " R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 18446744073709551615\n";
  for (const Text name : {""sv, "("sv, ")"sv, ")("sv, "a\0b"sv, "\xff\xfe"sv, ") R 1 ("sv}) {
    const std::string file = "5 (" + std::string(name) + ")" + std::string(tail);
    const auto stat = decode_pid_stat(file);
    ASSERT_TRUE(stat) << name;
    EXPECT_EQ(stat->name, name);
    EXPECT_EQ(stat->ppid, 7);
    EXPECT_EQ(stat->start_ticks, 18446744073709551615u);
  }
}

TEST(PidStat, TruncatedFileIsNothing) {
  const Text file = "5 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9";
  ASSERT_TRUE(decode_pid_stat(file));
  for (std::size_t size = 0; size < file.size(); ++size)
    EXPECT_FALSE(decode_pid_stat(file.substr(0, size))) << file.substr(0, size);
}

TEST(PidStat, EveryFieldIsWhereProcSaysItIs) {
  // jc/linux-proc/pid_stat, whole; the values are those of pid_stat.json.
  const auto stat = decode_pid_stat(
      "1 (systemd) S 0 1 1 0 -1 4194560 23478 350218 99 472 107 461 2672 4402 20 0 1 0 128 "
      "174063616 "
      "3313 18446744073709551615 94188219072512 94188219899461 140725059845296 0 0 0 671173123 "
      "4096 "
      "1260 1 0 0 17 3 0 0 18 0 0 94188220274448 94188220555504 94188243599360 140725059845923 "
      "140725059845934 140725059845934 140725059846125 0\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(*stat->pgrp, 1);
  EXPECT_EQ(*stat->session, 1);
  EXPECT_EQ(stat->tty, 0);
  EXPECT_EQ(stat->user_ticks, 107u);
  EXPECT_EQ(stat->system_ticks, 461u);
  EXPECT_EQ(stat->priority, 20);
  EXPECT_EQ(stat->nice, 0);
  EXPECT_EQ(stat->threads, 1);
  EXPECT_EQ(stat->start_ticks, 128u);
  EXPECT_EQ(*stat->vsize_bytes, 174063616u);
  ASSERT_TRUE(stat->processor);
  EXPECT_EQ(*stat->processor, 3);  // The fixture has 0, as its neighbours have.
}

TEST(PidStat, RealTimeAndTerminalAreSigned) {
  // A real line with a priority of SCHED_FIFO 50, nice -5 and a terminal put in.
  const auto stat =
      decode_pid_stat("9777 (cat) R 9776 9776 9770 34816 9776 4194304 75 0 0 0 12 34 0 0 -51 -5 7 "
                      "0 1262996 3133440 "
                      "380 18446744073709551615 9 9 9 0 0 0 0 16781312 0 0 0 0 17 1 0 0 0 0 0\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(*stat->pgrp, 9776);
  EXPECT_EQ(*stat->session, 9770);
  EXPECT_EQ(stat->tty, 34816);
  EXPECT_EQ(stat->priority, -51);
  EXPECT_EQ(stat->nice, -5);
  EXPECT_EQ(stat->threads, 7);
  EXPECT_EQ(*stat->processor, 1);
}

TEST(PidStat, GroupsOfAReapedProcessAreGone) {
  const auto stat = decode_pid_stat("5 (cat) Z 7 -1 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9 0 0\n");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->pgrp.why, Absent::Vanished);
  EXPECT_EQ(stat->session.why, Absent::Vanished);
  EXPECT_EQ(*stat->vsize_bytes, 0u);
  EXPECT_EQ(stat->processor.why, Absent::Unsupported);
}

TEST(PidStat, NumbersThatAreCutOffOrNegativeAreNotKnown) {
  const auto cut = decode_pid_stat("5 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9");
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->vsize_bytes.why, Absent::NotCollected);
  const auto negative = decode_pid_stat("5 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9 x -1\n");
  ASSERT_TRUE(negative);
  EXPECT_EQ(negative->vsize_bytes.why, Absent::Malformed);
}

TEST(PidStat, NonsenseIsNothing) {
  EXPECT_FALSE(decode_pid_stat(")5 (cat"));
  EXPECT_FALSE(decode_pid_stat("-5 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("99999999999 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("5 (cat) RR 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("5 (cat) R 7 x 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("5 (cat) R 7 0 0 0 0 0 0 0 0 0 -1 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("5 (cat) R 99999999999 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(
      decode_pid_stat("5 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 18446744073709551616"));
}

TEST(Comm, OnlyTheNewlineOfTheKernelIsCut) {
  EXPECT_EQ(decode_comm("systemd\n"), "systemd");
  EXPECT_EQ(decode_comm("a\n\n"), "a\n");
  EXPECT_EQ(decode_comm("a b\nc\n"), "a b\nc");
  EXPECT_EQ(decode_comm("cut"), "cut");
  EXPECT_EQ(decode_comm("\n"), "");
  EXPECT_EQ(decode_comm(""), "");
}

TEST(ProcessIo, BytesReadAreInTheFirstLine) {
  EXPECT_EQ(*decode_bytes_read("rchar: 8413\nwchar: 2078\nsyscr: 14\nsyscw: 3\nread_bytes: 0\n"
                               "write_bytes: 0\ncancelled_write_bytes: 0\n"),
            8413U);
  EXPECT_EQ(decode_bytes_read("").why, Absent::Malformed);
  EXPECT_EQ(decode_bytes_read("wchar: 2078\nrchar: 1\n").why, Absent::Malformed);
  EXPECT_EQ(decode_bytes_read("rchar: -1\n").why, Absent::Malformed);
}

TEST(CommandLine, ArgumentsArePartedBySpaces) {
  std::string room = "before";
  EXPECT_EQ(decode_command_line("/process_api\0--addr\0000.0.0.0:2024\0"sv, room),
            "/process_api --addr 0.0.0.0:2024");
  EXPECT_EQ(decode_command_line("postgres: writer\0\0\0\0"sv, room), "postgres: writer");
  EXPECT_EQ(decode_command_line("cut"sv, room), "cut");
}

TEST(CommandLine, SecretsLeaveItAsStars) {
  std::string room;
  EXPECT_EQ(decode_command_line("/usr/bin/app\0--password=PLANTED\0--port\0"
                                "80\0"sv,
                                room),
            "/usr/bin/app --password=*** --port 80");
  EXPECT_EQ(decode_command_line("app\0--auth-token\0PLANTED\0"sv, room), "app --auth-token ***");
  EXPECT_EQ(decode_command_line("psql\0postgres://shop:PLANTED@db/shop\0"sv, room),
            "psql postgres://shop:***@db/shop");
  EXPECT_EQ(decode_command_line("/usr/bin/mysql\0-uroot\0-pPLANTED\0"sv, room),
            "/usr/bin/mysql -uroot -p***");
  EXPECT_EQ(
      decode_command_line("curl\0-u\0admin:PLANTED\0-H\0Authorization: Bearer PLANTED\0"sv, room),
      "curl -u admin:*** -H Authorization: ***");
}

TEST(CommandLine, EmptyArgumentStaysVisible) {
  std::string room;
  EXPECT_EQ(decode_command_line("grep\0\0file\0"sv, room), "grep  file");
}

TEST(CommandLine, KernelThreadHasNone) {
  std::string room = "before";
  EXPECT_EQ(decode_command_line("", room), "");
  EXPECT_EQ(decode_command_line("\0\0"sv, room), "");
}

TEST(ContainerId, IsFoundWhateverStandsAroundIt) {
  // The shapes of FORMATS.md section 5.
  for (const std::string& path :
       {"/docker/" + id, "/system.slice/docker-" + id + ".scope", "/libpod_parent/libpod-" + id,
        "/machine.slice/libpod-" + id + ".scope/container",
        "/kubepods/burstable/pod0f1e2d3c-1111-2222-3333-444455556666/" + id,
        "/kubepods.slice/kubepods-pod0f1e2d3c_1111.slice/cri-containerd-" + id + ".scope",
        "/kubepods.slice/crio-" + id + ".scope", "/system.slice/containerd.service/cri:x:" + id})
    EXPECT_EQ(container_id_of_cgroup("0::" + path + "\n"), id) << path;
}

TEST(ContainerId, TheInnermostContainerCounts) {
  EXPECT_EQ(container_id_of_cgroup("0::/docker/" + id + "/docker/" + other_id), other_id);
}

TEST(ContainerId, AnyLineMayHaveIt) {
  EXPECT_EQ(container_id_of_cgroup("9:name=systemd:/\n4:memory:/docker/" + id + "\n0::/\n"), id);
}

TEST(ContainerId, OtherRunsOfDigitsAreNone) {
  EXPECT_EQ(container_id_of_cgroup("0::/docker/" + id + "a\n"), "");
  EXPECT_EQ(container_id_of_cgroup("0::/docker/" + id.substr(1) + "\n"), "");
  EXPECT_EQ(container_id_of_cgroup("4:memory:/process_api/301dc15b6b8a68cb841c3332349b67b3\n"), "");
  EXPECT_EQ(container_id_of_cgroup("0::/docker/" + id.substr(32) + "\n" + id.substr(32)), "");
  EXPECT_EQ(container_id_of_cgroup("0::/\n"), "");
  EXPECT_EQ(container_id_of_cgroup(""), "");
}

TEST(ContainerId, NamesAndMonitorsAreNone) {
  EXPECT_EQ(container_id_of_cgroup("0::/lxc.payload.web\n"), "");
  EXPECT_EQ(container_id_of_cgroup("0::/machine.slice/systemd-nspawn@web.service\n"), "");
  EXPECT_EQ(container_id_of_cgroup("0::/machine.slice/libpod-conmon-" + id + ".scope\n"), "");
}

TEST(ContainerId, OnlyThePathIsLookedAt) {
  EXPECT_EQ(container_id_of_cgroup("1:name=" + id + ":/\n"), "");
  EXPECT_EQ(container_id_of_cgroup(id), "");
  EXPECT_EQ(container_id_of_cgroup("1:" + id), "");
}

TEST(Limits, TheSoftLimitOfOpenFilesIsRead) {
  constexpr Text limits =
      "Limit                     Soft Limit           Hard Limit           Units     \n"
      "Max processes             96365                96365                processes \n"
      "Max open files            1024                 524288               files     \n";
  EXPECT_EQ(*decode_open_files_limit(limits), 1024U);
}

TEST(Limits, WithoutALimitItDoesNotApplyAndNonsenseIsToldApart) {
  constexpr Text unlimited = "Max open files            unlimited            unlimited   files\n";
  EXPECT_EQ(decode_open_files_limit(unlimited).why, Absent::NotApplicable);
  EXPECT_EQ(decode_open_files_limit("Max open files  many").why, Absent::Malformed);
  EXPECT_EQ(decode_open_files_limit("").why, Absent::Malformed);
}

TEST(FdLink, SocketHasItsInode) {
  u64 inode = 0;
  EXPECT_TRUE(fd_inode_of_link("socket:[12345]", inode));
  EXPECT_EQ(inode, 12345u);
  EXPECT_TRUE(fd_inode_of_link("socket:[18446744073709551615]", inode));
  EXPECT_EQ(inode, 18446744073709551615u);
}

TEST(FdLink, AnythingElseIsNoSocket) {
  u64 inode = 7;
  for (const Text target :
       {"pipe:[26065]", "anon_inode:[eventpoll]", "/dev/pts/0 (deleted)", "socket:[12345",
        "socket:[12345] (deleted)", "socket:[]", "socket:[", "socket:", "", "socket:[-1]",
        "socket:[1 ]", "socket:[18446744073709551616]", "/tmp/socket:[12345]", "socket:[1]]",
        "socket:[0x1]"})
    EXPECT_FALSE(fd_inode_of_link(target, inode)) << target;
  EXPECT_EQ(inode, 7u);
}

TEST(Fdinfo, DescriptorsInFlightAreCounted) {
  // jc/linux-proc/pid_fdinfo, and the same with two descriptors in flight.
  EXPECT_EQ(scm_fds_of_fdinfo("pos:\t0\nflags:\t02004002\nmnt_id:\t9\nscm_fds: 0\nino:\t63107\n"),
            0u);
  EXPECT_EQ(scm_fds_of_fdinfo("pos:\t0\nflags:\t02\nmnt_id:\t9\nino:\t63107\nscm_fds: 2\n"), 2u);
}

TEST(Fdinfo, WithoutThisLineThereAreNone) {
  EXPECT_EQ(scm_fds_of_fdinfo(""), 0u);
  EXPECT_EQ(scm_fds_of_fdinfo("pos:\t0\nflags:\t02\n"), 0u);
  EXPECT_EQ(scm_fds_of_fdinfo("x scm_fds: 2\n"), 0u);
  EXPECT_EQ(scm_fds_of_fdinfo("scm_fds:"), 0u);
  EXPECT_EQ(scm_fds_of_fdinfo("scm_fds: 99999999999\n"), 0u);
  EXPECT_EQ(scm_fds_of_fdinfo("scm_fds: -1\n"), 0u);
}

}  // namespace
}  // namespace sonde
