// containers_test.cpp: how often a container was started again, and where it prints to.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using How = Question::How;

const std::string id(64, 'a');
const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";

test::Answer containers(FakeMachine& machine, const std::string& columns) {
  return test::answer(machine.source, {"containers", "--csv", "--columns", columns});
}

FakeMachine of_docker(const std::string& count) {
  FakeMachine machine;
  machine.add({.pid = 101, .cgroup = "0::/system.slice/docker-" + id + ".scope\n"});
  machine.source.put(How::HostFile, "var/lib/docker/containers/" + id + "/config.v2.json",
                     R"({"State":{"Pid":101},"ID":")" + id + R"(","Name":"/web")" + count + "}");
  return machine;
}

TEST(ContainersTable, DockerCountsHowOftenItStartedAContainerAgain) {
  FakeMachine machine = of_docker(R"(,"RestartCount":7)");
  EXPECT_EQ(containers(machine, "name,restarts").out, "name,restarts\r\nweb,7\r\n");
}

// An old docker, or what the socket answers, does not: that is no 0.
TEST(ContainersTable, WhereDockerDoesNotSayItNobodyKnows) {
  for (const char* count : {"", R"(,"RestartCount":"7")", R"(,"RestartCount":-1)"}) {
    FakeMachine machine = of_docker(count);
    const auto answer = containers(machine, "name,restarts");
    EXPECT_EQ(answer.out, "name,restarts\r\nweb,\r\n") << count;
    ASSERT_EQ(answer.gaps.size(), 1U) << count;
    EXPECT_EQ(answer.gaps[0].why, Absent::Unsupported);
  }
}

FakeMachine of_pod() {
  FakeMachine machine;
  machine.add({.pid = 101,
               .cgroup = "0::/kubepods.slice/kubepods-pod" + uid + ".slice/cri-containerd-" + id +
                         ".scope\n"});
  machine.source.put(
      How::HostFile, "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json",
      R"({"annotations":{"io.kubernetes.cri.container-type":"container",)"
      R"("io.kubernetes.cri.container-name":"web","io.kubernetes.cri.sandbox-name":"web-0",)"
      R"("io.kubernetes.cri.sandbox-namespace":"prod","io.kubernetes.cri.sandbox-uid":")" +
          uid + R"("}})");
  return machine;
}

// The kubelet keeps the last logs, and packs those that were too long.
TEST(ContainersTable, TheKubeletCountsInTheNamesOfLogs) {
  FakeMachine machine = of_pod();
  machine.source.put(How::HostList, "var/log/pods/prod_web-0_" + uid + "/web",
                     test::with_nuls("9.log~10.log~99.log.20261122-101500.gz~x.log~"));
  EXPECT_EQ(containers(machine, "name,restarts").out, "name,restarts\r\nweb-0/web,10\r\n");
}

// cri-dockerd makes a new container for each start, of which docker says 0.
TEST(ContainersTable, TheKubeletCountsThoseOfDockerToo) {
  FakeMachine machine =
      of_docker(R"(,"RestartCount":0,"Config":{"Labels":{"io.kubernetes.container.name":"web",)"
                R"("io.kubernetes.pod.name":"web-0","io.kubernetes.pod.namespace":"prod",)"
                R"("io.kubernetes.pod.uid":")" +
                uid + R"("}})");
  EXPECT_EQ(containers(machine, "restarts").out, "restarts\r\n0\r\n");
  machine.source.put(How::HostList, "var/log/pods/prod_web-0_" + uid + "/web",
                     test::with_nuls("3.log~4.log~"));
  EXPECT_EQ(containers(machine, "restarts").out, "restarts\r\n4\r\n");
}

TEST(ContainersTable, LogsThatMayNotBeReadAreAGapAndNoLogsAreNone) {
  FakeMachine machine = of_pod();
  EXPECT_TRUE(containers(machine, "name,restarts").gaps.empty());
  machine.source.refuse(How::HostList, "var/log/pods/prod_web-0_" + uid + "/web",
                        std::errc::permission_denied);
  const auto answer = containers(machine, "name,restarts");
  ASSERT_EQ(answer.gaps.size(), 1U);
  EXPECT_EQ(answer.gaps[0].why, Absent::NotPermitted);
}

// What a runtime without a daemon started is not started again by it.
TEST(ContainersTable, WhereNothingStartsContainersAgainThereIsNoNumberAndNoGap) {
  FakeMachine machine;
  machine.add({.pid = 101, .pidns = 4026532500});
  const auto answer = containers(machine, "restarts");
  EXPECT_EQ(answer.out, "restarts\r\n\r\n");
  EXPECT_TRUE(answer.gaps.empty());
}

TEST(ContainersTable, OutputIsWhereDescriptorsOneAndTwoOfTheFirstProcessLead) {
  FakeMachine machine = of_docker("");
  machine.source.put(How::Link, "101/fd/1", "pipe:[4711]");
  EXPECT_EQ(containers(machine, "output,errors").out, "output,errors\r\npipe:[4711],\r\n")
      << "the second one is closed";
  machine.source.refuse(How::Link, "101/fd/1", std::errc::permission_denied);
  machine.source.put(How::Link, "101/fd/2", "/dev/null");
  const auto answer = containers(machine, "output,errors");
  EXPECT_EQ(answer.out, "output,errors\r\n,/dev/null\r\n");
  ASSERT_EQ(answer.gaps.size(), 1U);
  EXPECT_EQ(answer.gaps[0].why, Absent::NotPermitted);
}

}  // namespace
}  // namespace sonde
