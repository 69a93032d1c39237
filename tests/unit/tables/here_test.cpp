// here_test.cpp: a remedy names the right that lacks, in the words of whoever gives it here.
// SPDX-License-Identifier: Apache-2.0
#include "tables/here.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tables/sampled_source.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using test::FakeSource;
using How = Question::How;

Here here_with(u32 uid, u64 capabilities, Giver giver) {
  FakeSource nothing(FakeSource::Kind::Live);
  Here here(nothing);
  here.uid = uid;
  here.capabilities = capabilities;
  here.giver = giver;
  here.is_netlink_refused = false;
  return here;
}
constexpr u64 every = (u64{1} << 41) - 1;

TEST(Remedy, NamesOneGiverWhereThePlaceIsKnownAndAllWhereNot) {
  constexpr Text any = look_into_processes.anywhere;
  EXPECT_EQ(fit_remedy(here_with(0, 0, Giver::Docker), any),
            "run with CAP_SYS_PTRACE: docker run --cap-add SYS_PTRACE");
  EXPECT_EQ(fit_remedy(here_with(1000, 0, Giver::Docker), any),
            "run with CAP_SYS_PTRACE: docker run --user 0 --cap-add SYS_PTRACE");
  EXPECT_EQ(fit_remedy(here_with(1000, 0, Giver::Podman), any),
            "run with CAP_SYS_PTRACE: podman run --cap-add SYS_PTRACE");
  EXPECT_EQ(fit_remedy(here_with(0, 0, Giver::Pod), ask_netfilter.anywhere),
            "run with CAP_NET_ADMIN: kubectl debug --profile=netadmin, or securityContext: "
            "capabilities.add: [NET_ADMIN]");
  EXPECT_EQ(fit_remedy(here_with(1000, 0, Giver::Systemd), any),
            "run with CAP_SYS_PTRACE: AmbientCapabilities=CAP_SYS_PTRACE in the unit");
  EXPECT_EQ(fit_remedy(here_with(1000, 0, Giver::Unknown), any), any);
}

TEST(Remedy, DoesNotTellRootToBecomeRootNorSudoWhereItDoesNotWork) {
  for (const Giver giver : {Giver::Unknown, Giver::Host, Giver::Docker, Giver::Pod})
    EXPECT_FALSE(
        fit_remedy(here_with(0, 0, giver), look_into_processes.anywhere).contains("as root"));
  Here here = here_with(1000, 0, Giver::Host);
  EXPECT_TRUE(fit_remedy(here, look_into_processes.anywhere).contains("sudo"));
  here.has_no_new_privileges = true;
  EXPECT_FALSE(fit_remedy(here, look_into_processes.anywhere).contains("sudo"));
}

TEST(Remedy, IsAnotherOneWhereTheRightIsThereAlready) {
  Here here = here_with(0, every, Giver::Docker);
  constexpr Text any = look_into_processes.anywhere;
  EXPECT_FALSE(fit_remedy(here, any).contains("--cap-add"));
  here.confinement = "docker-default (enforce)";
  EXPECT_TRUE(fit_remedy(here, any).contains("apparmor=unconfined"));
  EXPECT_TRUE(cause_of(here, any).contains("docker-default"));
  here.is_in_user_namespace = true;
  EXPECT_TRUE(fit_remedy(here, any).contains("--userns=host"));
  EXPECT_EQ(cause_of(here, any), "capabilities hold in this user namespace only");
}

TEST(Remedy, IsNetlinkWhereNotEvenItsSocketsAreAllowed) {
  Here here = here_with(0, every, Giver::Docker);
  here.is_netlink_refused = true;
  here.netlink_refusal = "Operation not permitted";
  here.has_filter = true;
  EXPECT_EQ(fit_remedy(here, ask_netfilter.anywhere),
            "docker run --security-opt seccomp=unconfined");
  EXPECT_EQ(cause_of(here, ask_netfilter.anywhere),
            "netlink is refused: Operation not permitted, by the seccomp filter");
}

TEST(Remedy, OfACopyIsLeftAsItIs) {
  FakeSource copy(FakeSource::Kind::Copy);
  EXPECT_EQ(fit_remedy(Here(copy), look_into_processes.anywhere), look_into_processes.anywhere);
  EXPECT_EQ(fit_remedy(here_with(0, 0, Giver::Docker), "look again"), "look again");
}

TEST(Here, FactsComeFromTheFilesOfTheProcess) {
  FakeSource source(FakeSource::Kind::Live);
  source.file("self/status", "Name:\tsonde\nUid:\t65534\t65534\t65534\t65534\nThreads:\t1\n"
                             "CapEff:\t0000000000001000\nNoNewPrivs:\t1\nSeccomp:\t2\n");
  source.file("self/uid_map", "         0     100000      65536\n");
  source.file("self/mountinfo", "22 28 0:21 / /proc rw - proc proc rw,hidepid=2\n");
  source.file("version", "Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016\n");
  source.file("self/attr/current", "docker-default (enforce)\n");
  source.file("self/cgroup", "0::/\n");
  source.put(How::HostStat, ".dockerenv", "1 1 0 - 1");
  std::string links("pid\0pid:[4026532100]\0", 21);
  source.put(How::Links, "self/ns", links);
  source.netlink(NETLINK_ROUTE, 0, "", {});  // It answers.
  const Here here(source);
  EXPECT_EQ(here.giver, Giver::Docker);
  EXPECT_TRUE(here.has(ask_netfilter));
  EXPECT_FALSE(here.has(look_into_processes));
  EXPECT_EQ(describe_here(here),
            "uid 65534 with CAP_NET_ADMIN without CAP_SYS_PTRACE, CAP_SYSLOG, CAP_SYS_ADMIN, "
            "CAP_DAC_READ_SEARCH, in a container of docker, in a user namespace of its own, in "
            "gVisor instead of Linux, under a seccomp filter without new privileges, confined as "
            "docker-default (enforce); /proc hides the processes of others (hidepid=2)");
}

TEST(Sample, OfManyProcessesHasTheFirstTheLastAndSomeBetween) {
  std::vector<int> pids(10'000);
  std::iota(pids.begin(), pids.end(), 1);
  const std::vector<int> sample = sample_of(pids);
  EXPECT_EQ(sample.size(), 256U);
  EXPECT_EQ(sample.front(), 1);
  EXPECT_EQ(sample.back(), 10'000);
  EXPECT_TRUE(std::ranges::is_sorted(sample));
  EXPECT_EQ(std::ranges::adjacent_find(sample), sample.end()) << "none twice";
  pids.resize(256);
  EXPECT_EQ(sample_of(pids), pids);
}

TEST(Sample, LeavesOtherQuestionsAndOtherNamesOfTheListAlone) {
  FakeSource source(FakeSource::Kind::Live);
  for (int pid = 1; pid <= 300; ++pid) source.list_process(pid);
  source.file("42/comm", "puma\n");
  SampledSource sampled(source, {104, 400});
  std::string room;
  EXPECT_EQ(*sampled.ask({How::Read, "42/comm"}, room), "puma\n");
  const Result<Text> list = sampled.ask({How::List, ""}, room);
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(std::ranges::count(*list, '\0'), 257) << "104 was wanted, 400 is not there";
  EXPECT_EQ(sampled.listed(), 300U);
  EXPECT_EQ(sampled.left_out(), 43U);
}

}  // namespace
}  // namespace sonde
