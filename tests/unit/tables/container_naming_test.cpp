// container_naming_test.cpp: a container is called what two signs agree on, or nothing at all.
// SPDX-License-Identifier: Apache-2.0
#include "tables/container_naming.hpp"

#include <gtest/gtest.h>

#include "tables/census.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using How = Question::How;

const std::string id = "a8990986cb0098b3556a45c634a28e936387509860055818fcf6d2d92b9d44bf";
const std::string other = "cbd38a4648b5e691aceb14f46a87e3fc04166bff5b06901607b0f90a652f5111";
const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";
const std::string list_of_podman = "/pm/root/vfs-containers/containers.json";

// conmon as podman 4.3.1 of Debian 12 starts it, shortened.
std::string conmon(const std::string& of, const std::string& name) {
  return "/usr/bin/conmon~--api-version~1~-c~" + of + "~-u~" + of +
         "~-r~/usr/bin/runc~-b~/pm/root/vfs-containers/" + of + "/userdata~-n~" + name +
         "~--full-attach~-l~k8s-file:/pm/root/vfs-containers/" + of + "/userdata/ctr.log~";
}

std::string docker_config(const std::string& of, const std::string& name) {
  return R"({"State":{"Running":true,"Pid":101},"ID":")" + of +
         R"(","Config":{"Image":"bb:1","Labels":{}},"LogPath":"/data/)" + of +
         R"(-json.log","Name":"/)" + name + R"("})";
}

std::string http(const std::string& body) {
  return "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string docker_cgroup(const std::string& of) {
  return "0::/system.slice/docker-" + of + ".scope\n";
}
std::string pod_cgroup(const std::string& of) {
  return "0::/kubepods/burstable/pod" + uid + "/" + of + "\n";
}

class Naming : public testing::Test {
protected:
  const Container& only() {
    const auto& all = census_of(world_).containers();
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? none_ : *all[0];
  }
  // What is said of a text, or the reason why nothing is.
  static std::string told(const Known<Text>& text) {
    return std::string(text ? *text : name_of(text.why));
  }
  static std::string told(const Container& one) {
    return std::string(one.runtime) + " " + told(one.id).substr(0, 4) + " " + told(one.name) + " " +
           told(one.image);
  }
  void refuse(How how, const std::string& name) {
    machine_.source.refuse(how, name, std::errc::permission_denied);
  }
  void add_podman(const std::string& said_id, const std::string& name) {
    machine_.add({.pid = 100, .name = "conmon", .cmdline = conmon(said_id, name)});
    machine_.add({.pid = 101, .ppid = 100, .cgroup = "0::/libpod_parent/libpod-" + id + "\n"});
  }
  void add_docker(const std::string& dockerd = "/usr/sbin/dockerd~") {
    machine_.add({.pid = 50, .name = "dockerd", .cmdline = dockerd});
    machine_.add({.pid = 101, .cgroup = docker_cgroup(id)});
  }
  FakeMachine machine_{};
  World world_{machine_.source};
  Container none_{};
};

TEST_F(Naming, ConmonWithTheRightIdTellsTheName) {
  add_podman(id, "web");
  EXPECT_EQ(told(only()), "podman a899 web unsupported");
  EXPECT_EQ(told(only().log), "/pm/root/vfs-containers/" + id + "/userdata/ctr.log");
}

TEST_F(Naming, ConmonWithAnotherIdTellsNothing) {
  add_podman(other, "evil");
  EXPECT_EQ(told(only()), "podman a899 unsupported unsupported");
  EXPECT_FALSE(only().log);
}

TEST_F(Naming, AConmonThatIsNotTheParentTellsNothing) {
  machine_.add({.pid = 90, .name = "conmon", .cmdline = conmon(id, "evil")});
  machine_.add({.pid = 101, .cgroup = "0::/libpod_parent/libpod-" + id + "\n"});
  EXPECT_EQ(told(only()), "podman a899 unsupported unsupported");
}

TEST_F(Naming, AConmonInsideTheContainerTellsNothing) {
  const std::string cgroup = "0::/libpod_parent/libpod-" + id + "\n";
  machine_.add({.pid = 100, .name = "conmon", .cgroup = cgroup, .cmdline = conmon(id, "evil")});
  machine_.add({.pid = 101, .ppid = 100, .cgroup = cgroup, .start_ticks = 1});
  EXPECT_EQ(only().pid, 101) << "the oldest";
  EXPECT_FALSE(only().name);
}

TEST_F(Naming, AForgedCgroupOfAnotherUserGetsTheIdAndNoName) {
  add_docker();
  machine_.source.put(How::ServiceFile, "50/var/lib/docker/containers/" + id + "/config.v2.json",
                      docker_config(id, "web"));
  machine_.add(
      {.pid = 300,
       .cgroup = "0::/user.slice/user-1000.slice/user@1000.service/docker-" + id + ".scope\n"});
  const auto& all = census_of(world_).containers();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(told(*all[0]), "docker a899 web bb:1");
  EXPECT_EQ(all[0]->processes, 1u);
  EXPECT_EQ(told(*all[1]), "docker a899 unsupported unsupported");
}

TEST_F(Naming, PodmansListBesideTheBundleTellsTheImage) {
  add_podman(id, "web");
  machine_.source.put(
      How::ServiceFile, "100" + list_of_podman,
      R"([{"id":")" + other + R"(","names":["cli"],"metadata":"{}"},{"id":")" + id +
          R"(","names":["web"],"metadata":"{\"image-name\":\"docker.io/library/nginx:1\"}"}])");
  EXPECT_EQ(told(only()), "podman a899 web docker.io/library/nginx:1");
}

TEST_F(Naming, DockersFileStandsUnderTheDataRootOfItsDaemon) {
  add_docker("/usr/sbin/dockerd~--data-root~/srv/dk~-H~unix:///x.sock~");
  machine_.source.put(How::ServiceFile, "50/srv/dk/containers/" + id + "/config.v2.json",
                      docker_config(id, "web"));
  machine_.source.put(How::HostFile, "var/lib/docker/containers/" + id + "/config.v2.json",
                      docker_config(id, "of-another-daemon"));
  EXPECT_EQ(told(only()), "docker a899 web bb:1");
  EXPECT_EQ(told(only().log), "/data/" + id + "-json.log");
}

TEST_F(Naming, DockersFileThatSpeaksOfAnotherContainerTellsNothing) {
  add_docker();
  machine_.source.put(How::ServiceFile, "50/var/lib/docker/containers/" + id + "/config.v2.json",
                      docker_config(other, "evil"));
  EXPECT_EQ(told(only()), "docker a899 unsupported unsupported");
}

TEST_F(Naming, ADockerdInAContainerIsNotAsked) {
  machine_.add({.pid = 50,
                .name = "dockerd",
                .cgroup = docker_cgroup(other),
                .cmdline = "dockerd~--data-root~/evil~"});
  machine_.add({.pid = 101, .cgroup = docker_cgroup(id)});
  EXPECT_EQ(census_of(world_).containers().size(), 2u);
  EXPECT_FALSE(machine_.source.was_asked("evil"));
  EXPECT_FALSE(machine_.source.was_asked("50/var/lib/docker"));
}

TEST_F(Naming, TheSocketOfDockerIsAskedOnceForAllContainers) {
  add_docker();
  machine_.add({.pid = 102, .cgroup = docker_cgroup(other)});
  machine_.source.put(How::LocalHttp, std::string("run/docker.sock\0/containers/json", 32),
                      http(R"([{"Id":")" + id + R"(","Names":["/web"],"Image":"nginx"},{"Id":")" +
                           other + R"(","Names":["/cli"],"Image":"busybox"}])"));
  const auto& all = census_of(world_).containers();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(told(*all[0]), "docker a899 web nginx");
  EXPECT_EQ(told(*all[1]), "docker cbd3 cli busybox");
  EXPECT_EQ(std::ranges::count_if(
                machine_.source.asked,
                [](const std::string& name) { return name.starts_with("run/docker.sock"); }),
            1);
}

TEST_F(Naming, WhatWasRefusedIsNotPermittedOfEveryContainer) {
  add_docker();
  machine_.add({.pid = 102, .cgroup = docker_cgroup(other)});
  refuse(How::LocalHttp, std::string("run/docker.sock\0/containers/json", 32));
  for (const Container* container : census_of(world_).containers())
    EXPECT_EQ(told(container->name) + " " + told(container->image), "not-permitted not-permitted");
  EXPECT_EQ(census_of(world_).containers().size(), 2u);
}

TEST_F(Naming, PodmansRefusedListIsNotPermittedOfEveryContainer) {
  machine_.add({.pid = 100, .name = "conmon", .cmdline = conmon(id, "web")});
  machine_.add({.pid = 101, .ppid = 100, .cgroup = "0::/libpod_parent/libpod-" + id + "\n"});
  machine_.add({.pid = 200, .name = "conmon", .cmdline = conmon(other, "cli")});
  machine_.add({.pid = 201, .ppid = 200, .cgroup = "0::/libpod_parent/libpod-" + other + "\n"});
  refuse(How::ServiceFile, "100" + list_of_podman);
  refuse(How::ServiceFile, "200" + list_of_podman);
  refuse(How::HostFile, list_of_podman.substr(1));
  const auto& all = census_of(world_).containers();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(told(*all[0]), "podman a899 web not-permitted");
  EXPECT_EQ(told(*all[1]), "podman cbd3 cli not-permitted");
}

TEST_F(Naming, WhatARefusedProcessHidesMayStandOnTheMachine) {
  add_docker();
  const std::string file = "/var/lib/docker/containers/" + id + "/config.v2.json";
  refuse(How::ServiceFile, "50" + file);
  machine_.source.put(How::HostFile, file.substr(1), docker_config(id, "web"));
  EXPECT_EQ(told(only()), "docker a899 web bb:1");
}

TEST_F(Naming, WhatNobodyTellsIsUnsupportedAndNotRefused) {
  machine_.add({.pid = 101, .cgroup = pod_cgroup(id)});
  EXPECT_EQ(told(only()), "unknown a899 unsupported unsupported");
}

TEST_F(Naming, ABundleOfContainerdNamesThePod) {
  machine_.add({.pid = 101, .cgroup = pod_cgroup(id)});
  machine_.source.put(
      How::HostFile, "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json",
      R"({"annotations":{"io.kubernetes.cri.container-name":"nginx",)"
      R"("io.kubernetes.cri.container-type":"container","io.kubernetes.cri.image-name":"nginx:1",)"
      R"("io.kubernetes.cri.sandbox-name":"web-0","io.kubernetes.cri.sandbox-namespace":"shop"}})");
  EXPECT_EQ(told(only()), "unknown a899 web-0/nginx nginx:1");
  EXPECT_EQ(told(only().pod) + " " + told(only().pod_namespace), "web-0 shop");
}

TEST_F(Naming, AShimOfThePodIsAskedForTheBundleOfEachOfItsContainers) {
  machine_.add({.pid = 100,
                .name = "containerd-shim",
                .cmdline = "/usr/bin/containerd-shim-runc-v2~-namespace~k8s.io~-id~" + other +
                           "~-address~/run/containerd/containerd.sock~"});
  machine_.add({.pid = 101, .ppid = 100, .cgroup = pod_cgroup(id)});
  machine_.add({.pid = 102, .ppid = 100, .cgroup = pod_cgroup(other)});
  machine_.source.put(How::Link, "100/cwd", "/srv/cd/state/k8s.io/" + other);
  machine_.source.put(How::ServiceFile, "100/srv/cd/state/k8s.io/" + id + "/config.json",
                      R"({"annotations":{"io.kubernetes.cri.container-name":"nginx",)"
                      R"("io.kubernetes.cri.sandbox-name":"web-0"}})");
  machine_.source.put(How::ServiceFile, "100/srv/cd/state/k8s.io/" + other + "/config.json",
                      R"({"annotations":{"io.kubernetes.cri.container-type":"sandbox",)"
                      R"("io.kubernetes.cri.sandbox-name":"web-0"}})");
  const auto& all = census_of(world_).containers();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(told(all[0]->name) + " " + told(all[1]->name), "web-0/nginx web-0/pause");
  EXPECT_EQ(all[0]->runtime, "containerd");
}

TEST_F(Naming, ANameOfTheKubeletInConmonIsPodAndContainer) {
  machine_.add({.pid = 100,
                .name = "conmon",
                .cmdline = "/usr/libexec/crio/conmon~-c~" + id + "~-n~k8s_nginx_web-0_shop_" + uid +
                           "_0~-l~/var/log/pods/x/0.log~--exit-dir~/var/run/crio/exits~"});
  machine_.add({.pid = 101, .ppid = 100, .cgroup = "0::/kubepods.slice/crio-" + id + ".scope\n"});
  EXPECT_EQ(only().runtime, "cri-o");
  EXPECT_EQ(told(only().name), "web-0/nginx");
  EXPECT_EQ(told(only().pod) + " " + told(only().pod_namespace), "web-0 shop");
  EXPECT_EQ(told(only().log), "/var/log/pods/x/0.log");
}

TEST_F(Naming, ALinkInVarLogContainersNamesItForEverybody) {
  const std::string file = "web-0_shop_nginx-" + id + ".log";
  machine_.add({.pid = 101, .cgroup = pod_cgroup(id), .is_open = false});
  machine_.source.put(How::HostList, "var/log/containers",
                      "x_y_z-" + other + ".log" + '\0' + file + '\0');
  EXPECT_EQ(told(only().name), "web-0/nginx");
  EXPECT_EQ(told(only().pod) + " " + told(only().pod_namespace), "web-0 shop");
  EXPECT_EQ(told(only().log), "/var/log/containers/" + file);
}

TEST_F(Naming, TwoSignsThatDisagreeMakeTheRuntimeUnknown) {
  // The cgroup says docker, the parent is podman's conmon.
  machine_.add({.pid = 100, .name = "conmon", .cmdline = conmon(id, "web")});
  machine_.add({.pid = 101, .ppid = 100, .cgroup = docker_cgroup(id)});
  EXPECT_EQ(only().runtime, "unknown");
}

TEST_F(Naming, AContainerOfNspawnIsCalledAsItsParentSays) {
  machine_.add({.pid = 100, .name = "systemd-nspawn", .cmdline = "systemd-nspawn~--machine=web~"});
  machine_.add({.pid = 101, .ppid = 100, .pidns = 4026532600});
  EXPECT_EQ(only().runtime, "systemd-nspawn");
  EXPECT_EQ(told(only().name), "web");
}

TEST_F(Naming, TheMountsOfTheRuntimeTellTheIdWhereTheCgroupDoesNot) {
  machine_.add({.pid = 101, .pidns = 4026532600, .cgroup = "0::/\n"});
  const std::string root = "/var/lib/docker/containers/" + id;
  std::string mounts;
  for (const Text file : {"hostname", "hosts"})
    mounts += "510 500 254:1 " + root + "/" + std::string(file) + " /etc/" + std::string(file) +
              " rw,relatime - ext4 /dev/vda1 rw\n";
  machine_.source.file("101/mountinfo", mounts);
  EXPECT_EQ(told(only().id), id);
}

}  // namespace
}  // namespace sonde
