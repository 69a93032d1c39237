// proc_pid_status_test.cpp: status, fdinfo, links of ns and names of terminals.
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

using namespace std::string_view_literals;

// Linux 6.18: a process in a pid namespace of its own, shortened by lines that nobody reads.
constexpr Text inner =
    "Name:\tcat\nUmask:\t0022\nState:\tR "
    "(running)\nTgid:\t9782\nNgid:\t0\nPid:\t9782\nPPid:\t9781\n"
    "TracerPid:\t0\nUid:\t1000\t0\t0\t0\nGid:\t100\t5\t5\t5\nFDSize:\t256\nGroups:\t \n"
    "NStgid:\t9782\t2\nNSpid:\t9782\t2\nNSpgid:\t9688\t0\nNSsid:\t2357\t0\nKthread:\t0\n"
    "VmPeak:\t    3060 kB\nVmHWM:\t    1620 kB\nVmRSS:\t    1616 kB\nVmSwap:\t       4 kB\n"
    "untag_mask:\t0xffffffffffffffff\nThreads:\t3\nSigQ:\t0/96365\nCapPrm:\t000001ffffffffff\n"
    "CapEff:\t000001fffeffffff\nCapBnd:\t000001ffffffffff\nNoNewPrivs:\t0\nSeccomp:\t2\n"
    "Seccomp_filters:\t1\nCpus_allowed:\t3\nvoluntary_ctxt_switches:\t27\n"
    "nonvoluntary_ctxt_switches:\t4\n";

// Linux 6.18: a kernel thread, shortened. A zombie has the same lines.
constexpr Text kernel_thread =
    "Name:\tkthreadd\nTgid:\t2\nPid:\t2\nPPid:\t0\nTracerPid:\t7\nUid:\t0\t0\t0\t0\n"
    "Gid:\t0\t0\t0\t0\nNStgid:\t2\nNSpid:\t2\nKthread:\t1\nThreads:\t1\n"
    "CapEff:\t000001ffffffffff\nSeccomp:\t0\n";

TEST(PidStatus, RealFileIsRead) {
  const PidStatus status = decode_pid_status(inner);
  EXPECT_EQ(*status.uid, 1000u);
  EXPECT_EQ(*status.euid, 0u);
  EXPECT_EQ(status.tracer_pid.why, Absent::NotApplicable);
  EXPECT_EQ(*status.rss_bytes, 1654784u);
  EXPECT_EQ(*status.swap_bytes, 4096u);
  EXPECT_EQ(*status.threads, 3u);
  EXPECT_EQ(*status.inner_pid, 2);
  EXPECT_EQ(*status.pid_levels, 2u);
  EXPECT_EQ(*status.cap_eff, 2199006478335u);
  EXPECT_EQ(*status.seccomp, 2u);
  EXPECT_EQ(*status.switches, 27u);
}

TEST(PidStatus, KernelThreadHasNoMemory) {
  const PidStatus status = decode_pid_status(kernel_thread);
  EXPECT_EQ(status.rss_bytes.why, Absent::NotApplicable);
  EXPECT_EQ(status.swap_bytes.why, Absent::NotApplicable);
  EXPECT_EQ(*status.inner_pid, 2);
  EXPECT_EQ(*status.pid_levels, 1u);
  EXPECT_EQ(*status.tracer_pid, 7);
}

TEST(PidStatus, OldKernelSaysLess) {
  // CentOS 6 (2.6.32) has neither NSpid nor VmSwap nor Seccomp.
  const PidStatus status = decode_pid_status(
      "Name:\tinit\nTgid:\t1\nTracerPid:\t0\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n"
      "VmRSS:\t    1544 kB\nThreads:\t1\nCapEff:\tffffffffffffffff\nCpus_allowed:\t3\n");
  EXPECT_EQ(status.pid_levels.why, Absent::Unsupported);
  EXPECT_EQ(status.inner_pid.why, Absent::Unsupported);
  EXPECT_EQ(status.swap_bytes.why, Absent::Unsupported);
  EXPECT_EQ(status.seccomp.why, Absent::Unsupported);
  EXPECT_EQ(*status.cap_eff, 18446744073709551615u);
}

TEST(PidStatus, NameForgesNoLine) {
  // What the kernel writes for the name "a\nUid:\t7".
  const PidStatus escaped =
      decode_pid_status("Name:\ta\\nUid:\t7\nUid:\t1\t2\t3\t4\nThreads:\t1\n");
  EXPECT_EQ(*escaped.uid, 1u);
  // And what something that does not escape would write.
  const PidStatus raw = decode_pid_status("Name:\ta\nUid:\t7\nUid:\t1\t2\t3\t4\nThreads:\t1\n");
  EXPECT_EQ(*raw.uid, 1u);
}

TEST(PidStatus, EveryCutOfAFileSaysTheSameOrLess) {
  const PidStatus whole = decode_pid_status(inner);
  for (std::size_t size = 0; size < inner.size(); ++size) {
    const PidStatus cut = decode_pid_status(inner.substr(0, size));
    EXPECT_TRUE(!cut.uid || *cut.uid == *whole.uid) << size;
    EXPECT_TRUE(!cut.rss_bytes || *cut.rss_bytes == *whole.rss_bytes) << size;
    EXPECT_TRUE(!cut.inner_pid || *cut.inner_pid == *whole.inner_pid) << size;
    EXPECT_TRUE(!cut.cap_eff || *cut.cap_eff == *whole.cap_eff) << size;
    EXPECT_NE(cut.rss_bytes.why, Absent::NotApplicable) << size;
    EXPECT_NE(cut.seccomp.why, Absent::Unsupported) << size;
  }
}

TEST(PidStatus, NonsenseIsMalformed) {
  const PidStatus status = decode_pid_status(
      "Tgid:\tx\nTracerPid:\t-99999999999\nUid:\t-1\nGid:\nNSpid:\t1\t-2\nVmRSS:\t12 MB\n"
      "VmSwap:\t18446744073709551615 kB\nThreads:\t-1\nCapEff:\t0x1\nSeccomp:\t \n");
  EXPECT_EQ(status.tracer_pid.why, Absent::Malformed);
  EXPECT_EQ(status.uid.why, Absent::Malformed);
  EXPECT_EQ(status.euid.why, Absent::Malformed);
  EXPECT_EQ(status.inner_pid.why, Absent::Malformed);
  EXPECT_EQ(status.pid_levels.why, Absent::Malformed);
  EXPECT_EQ(status.rss_bytes.why, Absent::Malformed);
  EXPECT_EQ(status.swap_bytes.why, Absent::Malformed);
  EXPECT_EQ(status.threads.why, Absent::Malformed);
  EXPECT_EQ(status.cap_eff.why, Absent::Malformed);
  EXPECT_EQ(status.seccomp.why, Absent::Malformed);
}

TEST(PidStatus, EmptyFileSaysNothing) {
  const PidStatus status = decode_pid_status("");
  EXPECT_EQ(status.uid.why, Absent::NotCollected);
  EXPECT_EQ(status.rss_bytes.why, Absent::NotCollected);
  EXPECT_EQ(status.pid_levels.why, Absent::NotCollected);
}

TEST(NamespaceLink, EveryTypeIsRead) {
  for (const Text type : {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"}) {
    const std::string target = std::string(type) + ":[4026531840]";
    const auto link = decode_link_namespace(target);
    ASSERT_TRUE(link) << target;
    EXPECT_EQ(link->type, type);
    EXPECT_EQ(link->inode, 4026531840u);
  }
}

TEST(NamespaceLink, AnythingElseIsNone) {
  for (const Text target :
       {"", "net", "net:", "net:[", "net:[]", "net:]", "net:[1", "net:[1] (deleted)", "net:[-1]",
        "net:[18446744073709551616]", "socket:[1]", "pipe:[1]", "net:[1]]", " net:[1]", "/net:[1]",
        "netx:[1]", ":[1]", "net:1]", "anon_inode:[eventpoll]"})
    EXPECT_FALSE(decode_link_namespace(target)) << target;
}

TEST(Terminal, HasTheNameThatPsShows) {
  std::string room = "before";
  EXPECT_EQ(tty_name(0, room), "");
  EXPECT_EQ(tty_name(34816, room), "pts/0");    // 136:0, measured.
  EXPECT_EQ(tty_name(34823, room), "pts/7");    // 136:7
  EXPECT_EQ(tty_name(35072, room), "pts/256");  // 137:0, before 2.6.
  EXPECT_EQ(tty_name(1025, room), "tty1");      // 4:1
  EXPECT_EQ(tty_name(1024, room), "tty0");
  EXPECT_EQ(tty_name(1088, room), "ttyS0");     // 4:64
  EXPECT_EQ(tty_name(1281, room), "console");   // 5:1
  EXPECT_EQ(tty_name(52288, room), "ttyAMA0");  // 204:64
  EXPECT_EQ(tty_name(48128, room), "ttyUSB0");  // 188:0
}

TEST(Terminal, MinorMayBeLarge) {
  std::string room;
  // makedev(136, 300): 300 is 0x12c, its upper bits stand at 20.
  EXPECT_EQ(tty_name(0x0010882c, room), "pts/300");
  EXPECT_EQ(tty_name(static_cast<int>(0xfff088ffU), room), "pts/1048575");
}

TEST(Terminal, UnknownDeviceIsItsNumbers) {
  std::string room;
  EXPECT_EQ(tty_name(0x0503, room), "5:3");
  EXPECT_EQ(tty_name(0x2a07, room), "42:7");
  EXPECT_EQ(tty_name(-1, room), "4095:1048575");
}

TEST(FdInfo, RealFileIsRead) {
  // Linux 6.18, a file of a terminal that was read for 57 bytes.
  const FdInfo info = decode_fdinfo("pos:\t57\nflags:\t0100002\nmnt_id:\t24\nino:\t3\n");
  EXPECT_EQ(*info.pos, 57);
  EXPECT_EQ(*info.flags, 32770u);  // O_LARGEFILE | O_RDWR
  EXPECT_EQ(*info.mnt_id, 24);
  EXPECT_EQ(*info.ino, 3u);
}

TEST(FdInfo, LinesOfTheKindAreIgnored) {
  // jc/linux-proc/pid_fdinfo_inotify.
  const FdInfo info = decode_fdinfo(
      "pos:\t0\nflags:\t02000000\nmnt_id:\t9\nino:\t63107\ninotify\twd:3 ino:9e7e sdev:800013 "
      "mask:800afce ignored_mask:0 fhandle-bytes:8 fhandle-type:1 f_handle:7e9e0000640d1b6d\n");
  EXPECT_EQ(*info.ino, 63107u);
  EXPECT_EQ(*info.flags, 524288u);
  EXPECT_EQ(*decode_fdinfo("pos:\t0\nflags:\t02\nmnt_id:\t9\neventfd-count: 2a\n").mnt_id, 9);
}

TEST(FdInfo, NameOfADmaBufForgesNoLine) {
  const FdInfo info = decode_fdinfo(
      "pos:\t0\nflags:\t02\nmnt_id:\t9\nino:\t5\nsize:\t32768\nname:\tx\nino:\t7\npos:\t8\n");
  EXPECT_EQ(*info.ino, 5u);
  EXPECT_EQ(*info.pos, 0);
}

TEST(FdInfo, OldKernelHasNoInode) {
  EXPECT_EQ(decode_fdinfo("pos:\t0\nflags:\t02\nmnt_id:\t9\n").ino.why, Absent::Unsupported);
  EXPECT_EQ(decode_fdinfo("").ino.why, Absent::NotCollected);
}

TEST(FdInfo, NonsenseIsMalformed) {
  const FdInfo info = decode_fdinfo("pos:\t\nflags:\t09\nmnt_id:\t99999999999\nino:\t-1\n");
  EXPECT_EQ(info.pos.why, Absent::Malformed);
  EXPECT_EQ(info.flags.why, Absent::Malformed);
  EXPECT_EQ(info.mnt_id.why, Absent::Malformed);
  EXPECT_EQ(info.ino.why, Absent::Malformed);
}

}  // namespace
}  // namespace sonde
