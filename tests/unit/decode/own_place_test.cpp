// own_place_test.cpp: lines of real machines about rights, user namespaces and sandboxes.
// SPDX-License-Identifier: Apache-2.0
#include "decode/own_place.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sonde {
namespace {

TEST(OwnPlace, HidepidIsFoundInBothSpellingsAndOffIsNone) {
  const std::string old = "22 28 0:21 / /proc rw,nosuid - proc proc rw,hidepid=2\n";
  EXPECT_TRUE(decode_proc_options(old).is_hiding);
  EXPECT_EQ(decode_proc_options(old).hidepid, "2");
  const std::string fresh =
      "22 28 0:21 / /proc rw,nosuid,nodev,noexec - proc proc rw,gid=26,hidepid=invisible\n";
  EXPECT_TRUE(decode_proc_options(fresh).is_hiding);
  EXPECT_EQ(decode_proc_options(fresh).hidepid, "invisible");
  EXPECT_FALSE(decode_proc_options("22 28 0:21 / /proc rw - proc proc rw,hidepid=off\n").is_hiding);
  EXPECT_FALSE(decode_proc_options("22 28 0:21 / /proc rw - proc proc rw\n").is_hiding);
}

TEST(OwnPlace, OfSeveralMountsOnProcTheLastIsOnTop) {
  const std::string mounts = "22 28 0:21 / /proc rw - proc proc rw,hidepid=2\n"
                             "90 22 0:44 / /proc rw - proc proc rw,subset=pid\n";
  EXPECT_FALSE(decode_proc_options(mounts).is_hiding);
  EXPECT_TRUE(decode_proc_options(mounts).only_pids);
}

TEST(OwnPlace, AMountElsewhereOrOfAnotherKindHidesNothing) {
  EXPECT_FALSE(decode_proc_options("9 8 0:5 / /srv/proc rw - proc proc rw,hidepid=2\n").is_hiding);
  EXPECT_FALSE(
      decode_proc_options("9 8 0:5 / /proc rw - tmpfs hidepid=2 rw,hidepid=2\n").is_hiding);
  EXPECT_FALSE(decode_proc_options("").is_hiding);
}

TEST(OwnPlace, OnlyTheFirstUserNamespaceMapsEverybodyToThemselves) {
  EXPECT_TRUE(is_first_user_namespace("         0          0 4294967295\n"));
  EXPECT_FALSE(is_first_user_namespace("         0       1000          1\n"));
  EXPECT_FALSE(is_first_user_namespace("         0     100000      65536\n"));
  EXPECT_FALSE(is_first_user_namespace(""));
}

TEST(OwnPlace, SandboxesAreKnownByTheirVersion) {
  constexpr Text old_gvisor = "Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016\n";
  constexpr Text gvisor = "Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016\n";
  EXPECT_EQ(decode_sandbox(old_gvisor, ""), Sandbox::Gvisor);
  EXPECT_EQ(decode_sandbox(gvisor, "4.19.0-gvisor\n"), Sandbox::Gvisor);
  EXPECT_EQ(decode_sandbox("", "5.15.153.1-microsoft-standard-WSL2\n"), Sandbox::Wsl2);
  EXPECT_EQ(decode_sandbox("", "4.4.0-19041-Microsoft\n"), Sandbox::Wsl1);
  constexpr Text debian = "Linux version 6.1.0-28-amd64 (debian-kernel@lists.debian.org) "
                          "(gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP PREEMPT_DYNAMIC";
  EXPECT_EQ(decode_sandbox(debian, "6.1.0-28-amd64\n"), Sandbox::None);
}

TEST(OwnPlace, AnUnconfinedProcessHasNoConfinement) {
  EXPECT_EQ(decode_confinement("docker-default (enforce)\n"), "docker-default (enforce)");
  EXPECT_EQ(decode_confinement(Text("system_u:system_r:container_t:s0:c1,c2\0", 39)),
            "system_u:system_r:container_t:s0:c1,c2");
  EXPECT_EQ(decode_confinement("unconfined\n"), "");
  EXPECT_EQ(decode_confinement("unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\n"), "");
  EXPECT_EQ(decode_confinement(Text("kernel\0", 7)), "");
  EXPECT_EQ(decode_confinement(""), "");
}

TEST(OwnPlace, NoNewPrivilegesIsALineOfStatus) {
  EXPECT_TRUE(has_no_new_privileges("Name:\tsh\nNoNewPrivs:\t1\nSeccomp:\t2\n"));
  EXPECT_FALSE(has_no_new_privileges("Name:\tsh\nNoNewPrivs:\t0\nSeccomp:\t2\n"));
}

}  // namespace
}  // namespace sonde
