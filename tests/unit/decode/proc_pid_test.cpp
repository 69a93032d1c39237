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

TEST(PidStat, NonsenseIsNothing) {
  EXPECT_FALSE(decode_pid_stat(")5 (cat"));
  EXPECT_FALSE(decode_pid_stat("-5 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("99999999999 (cat) R 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
  EXPECT_FALSE(decode_pid_stat("5 (cat) RR 7 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 9"));
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

TEST(CommandLine, ArgumentsArePartedBySpaces) {
  std::string room = "before";
  EXPECT_EQ(decode_command_line("/process_api\0--addr\0000.0.0.0:2024\0"sv, room),
            "/process_api --addr 0.0.0.0:2024");
  EXPECT_EQ(decode_command_line("postgres: writer\0\0\0\0"sv, room), "postgres: writer");
  EXPECT_EQ(decode_command_line("cut"sv, room), "cut");
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

TEST(ContainerId, OnlyThePathIsLookedAt) {
  EXPECT_EQ(container_id_of_cgroup("1:name=" + id + ":/\n"), "");
  EXPECT_EQ(container_id_of_cgroup(id), "");
  EXPECT_EQ(container_id_of_cgroup("1:" + id), "");
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
