// container_signs_test.cpp: which container a cgroup names, for every runtime and for look-alikes.
// SPDX-License-Identifier: Apache-2.0
#include "decode/container_signs.hpp"

#include <string>

#include <gtest/gtest.h>

#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

const std::string id = "cbd38a4648b5e691aceb14f46a87e3fc04166bff5b06901607b0f90a652f5111";
const std::string inner = "58e052214213b3473c660f564c5bc3f2caeb31afaf3bd77d0c29982b900ae2c4";
const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";
const std::string unit_uid = "3f0c1b1e_7a0d_4a5b_9d64_0a4f0e5f1c11";

// "runtime id pod name" of a file; a dash for what is not there.
std::string told(const std::string& file) {
  std::string room = "before";
  const CgroupSign sign = container_sign_of_cgroup(file, room);
  std::string out(name_of(sign.runtime));
  for (const Text part : {sign.id, sign.pod_uid, sign.name}) {
    out += ' ';
    out += part.empty() ? Text("-") : part;
  }
  return out;
}

std::string told_of_path(const std::string& path) { return told("0::" + path + "\n"); }

TEST(CgroupSign, Docker) {
  EXPECT_EQ(told_of_path("/docker/" + id), "docker " + id + " - -");
  EXPECT_EQ(told_of_path("/system.slice/docker-" + id + ".scope"), "docker " + id + " - -");
  EXPECT_EQ(told_of_path("/system.slice:docker:" + id), "docker " + id + " - -");
  EXPECT_EQ(told_of_path("/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" + id +
                         ".scope/init"),
            "docker " + id + " - -");
}

TEST(CgroupSign, Podman) {
  EXPECT_EQ(told_of_path("/libpod_parent/libpod-" + id), "podman " + id + " - -");
  EXPECT_EQ(told_of_path("/machine.slice/libpod-" + id + ".scope"), "podman " + id + " - -");
  EXPECT_EQ(told_of_path("/machine.slice/libpod-" + id + ".scope/container"),
            "podman " + id + " - -");
  EXPECT_EQ(told_of_path("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + id +
                         ".scope/container"),
            "podman " + id + " - -");
  EXPECT_EQ(told_of_path("/system.slice/web.service/libpod-payload-" + id),
            "podman " + id + " - -");
}

TEST(CgroupSign, PodmansPodIsNoContainer) {
  EXPECT_EQ(told_of_path("/machine.slice/machine-libpod_pod_" + id + ".slice"), "unknown - - -");
  EXPECT_EQ(told_of_path("/libpod_parent/" + id), "unknown - - -");
  EXPECT_EQ(
      told_of_path("/machine.slice/machine-libpod_pod_" + id + ".slice/libpod-" + inner + ".scope"),
      "podman " + inner + " - -");
}

TEST(CgroupSign, MonitorIsNoContainer) {
  EXPECT_EQ(told_of_path("/machine.slice/libpod-conmon-" + id + ".scope"), "unknown - - -");
  EXPECT_EQ(told_of_path("/kubepods.slice/crio-conmon-" + id + ".scope"), "unknown - - -");
  EXPECT_EQ(told_of_path("/libpod_parent/conmon"), "unknown - - -");
  EXPECT_EQ(told_of_path("/lxc.monitor.web"), "unknown - - -");
  EXPECT_EQ(told_of_path("/lxc.monitor/web"), "unknown - - -");
}

TEST(CgroupSign, MonitorInAContainerIsOfThatContainer) {
  EXPECT_EQ(told_of_path("/docker/" + id + "/machine.slice/libpod-conmon-" + inner + ".scope"),
            "docker " + id + " - -");
}

TEST(CgroupSign, KubernetesWithPlainCgroups) {
  EXPECT_EQ(told_of_path("/kubepods/burstable/pod" + uid + "/" + id),
            "unknown " + id + " " + uid + " -");
  EXPECT_EQ(told_of_path("/kubepods/pod" + uid + "/" + id), "unknown " + id + " " + uid + " -");
  EXPECT_EQ(told_of_path("/kubepods/besteffort/pod" + uid), "unknown - " + uid + " -");
}

TEST(CgroupSign, KubernetesWithSystemd) {
  const std::string slice =
      "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + unit_uid + ".slice";
  const std::string guaranteed = "/kubepods.slice/kubepods-pod" + unit_uid + ".slice";
  EXPECT_EQ(told_of_path(slice + "/cri-containerd-" + id + ".scope"),
            "containerd " + id + " " + uid + " -");
  EXPECT_EQ(told_of_path(guaranteed + "/crio-" + id + ".scope"), "cri-o " + id + " " + uid + " -");
  EXPECT_EQ(told_of_path(slice + "/docker-" + id + ".scope"), "docker " + id + " " + uid + " -");
  EXPECT_EQ(told_of_path(slice + "/crio-conmon-" + id + ".scope"), "unknown - " + uid + " -");
  EXPECT_EQ(told_of_path("/system.slice/containerd.service/kubepods-burstable-pod" + unit_uid +
                         ".slice:cri-containerd:" + id),
            "containerd " + id + " " + uid + " -");
}

TEST(CgroupSign, StaticPodHasAUidWithoutDashes) {
  const std::string hash = "301dc15b6b8a68cb841c3332349b67b3";
  EXPECT_EQ(told_of_path("/kubepods/burstable/pod" + hash + "/" + id),
            "unknown " + id + " " + hash + " -");
  EXPECT_EQ(told_of_path("/kubepods.slice/kubepods-burstable-pod" + hash +
                         ".slice/cri-containerd-" + id + ".scope"),
            "containerd " + id + " " + hash + " -");
}

TEST(CgroupSign, TheInnermostContainerCounts) {
  // kind: a node is a docker container, and has a kubelet inside.
  EXPECT_EQ(told_of_path("/docker/" + id + "/kubelet/kubepods/burstable/pod" + uid + "/" + inner),
            "unknown " + inner + " " + uid + " -");
  EXPECT_EQ(told_of_path("/docker/" + id +
                         "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod" + unit_uid +
                         ".slice/cri-containerd-" + inner + ".scope"),
            "containerd " + inner + " " + uid + " -");
  EXPECT_EQ(told_of_path("/kubepods/pod" + uid + "/" + id + "/docker/" + inner),
            "docker " + inner + " " + uid + " -");
  EXPECT_EQ(told_of_path("/lxc.payload.web/docker/" + id), "docker " + id + " - -");
  EXPECT_EQ(told_of_path("/docker/" + id + "/lxc.payload.web"), "lxc web - web");
}

TEST(CgroupSign, Lxc) {
  EXPECT_EQ(told_of_path("/lxc/web"), "lxc web - web");
  EXPECT_EQ(told_of_path("/lxc.payload.web-1"), "lxc web-1 - web-1");
  EXPECT_EQ(told_of_path("/lxc.payload.web/init.scope"), "lxc web - web");
  EXPECT_EQ(told_of_path("/lxc.payload/web/system.slice/ssh.service"), "lxc web - web");
  EXPECT_EQ(told_of_path("/lxc"), "unknown - - -");
  EXPECT_EQ(told_of_path("/lxc.payload."), "unknown - - -");
}

TEST(CgroupSign, Nspawn) {
  EXPECT_EQ(told_of_path("/machine.slice/systemd-nspawn@web.service/payload"),
            "systemd-nspawn web - web");
  EXPECT_EQ(told_of_path(R"(/machine.slice/systemd-nspawn@my\x2dweb.service)"),
            "systemd-nspawn my-web - my-web");
  EXPECT_EQ(told_of_path(R"(/machine.slice/machine-my\x2dweb.scope/payload)"),
            "systemd-nspawn my-web - my-web");
  EXPECT_EQ(told_of_path(R"(/machine.slice/machine-a\x2.scope)"), R"(systemd-nspawn a\x2 - a\x2)");
}

TEST(CgroupSign, NspawnItselfIsNotInside) {
  EXPECT_EQ(told_of_path("/machine.slice/systemd-nspawn@web.service/supervisor"), "unknown - - -");
}

TEST(CgroupSign, VirtualMachineIsNoContainer) {
  EXPECT_EQ(told_of_path(R"(/machine.slice/machine-qemu\x2d1\x2dvm.scope/emulator)"),
            "unknown - - -");
}

TEST(CgroupSign, OtherIdsHaveNoRuntime) {
  EXPECT_EQ(told_of_path("/ecs/0123456789abcdef0123456789abcdef/" + id), "unknown " + id + " - -");
  EXPECT_EQ(told_of_path("/actions_job/" + id), "unknown " + id + " - -");
  EXPECT_EQ(told_of_path("/x-" + id + "_y"), "unknown " + id + " - -");
}

TEST(CgroupSign, RealFilesAreRead) {
  // Docker 20.10 on a node with both versions of cgroups, shortened.
  EXPECT_EQ(
      told("9:name=systemd:/docker/" + id + "\n8:pids:/docker/" + id + "\n0::/docker/" + id + "\n"),
      "docker " + id + " - -");
  // A login session on such a node: v1 memory is nested, v2 has the path alone.
  EXPECT_EQ(
      told("4:memory:/process_api/a245182b7526e887bf975801671bddd2/docker/" + id + "\n0::/\n"),
      "docker " + id + " - -");
  EXPECT_EQ(told("4:memory:/process_api/a245182b7526e887bf975801671bddd2\n0::/\n"),
            "unknown - - -");
}

TEST(CgroupSign, IdWeighsMoreThanANameAndANameMoreThanAPod) {
  EXPECT_EQ(
      told("2:cpu:/docker/" + id + "\n1:name=systemd:/lxc/web\n0::/kubepods/pod" + uid + "\n"),
      "docker " + id + " - -");
  EXPECT_EQ(told("1:name=systemd:/lxc/web\n0::/kubepods/pod" + uid + "\n"), "lxc web - web");
}

TEST(CgroupSign, OnlyTheFirstTwoColonsPartALine) {
  EXPECT_EQ(told("1:name=a:/x:y/docker/" + id + "\n"), "docker " + id + " - -");
  EXPECT_EQ(told("1:name=/docker/" + id + ":/\n"), "unknown - - -");
  EXPECT_EQ(told("/docker/" + id + "\n:\n\n"), "unknown - - -");
  EXPECT_EQ(told(""), "unknown - - -");
}

TEST(CgroupSign, LookAlikesOfPodsAreNone) {
  for (const std::string& part :
       {"pod" + uid + "x", "xpod" + uid, "pod" + uid.substr(1), std::string("pod"),
        "pod" + uid.substr(0, 35) + "g", "pods-" + uid, "pod-" + uid})
    EXPECT_EQ(told_of_path("/kubepods/" + part), "unknown - - -") << part;
}

TEST(CgroupSign, AgreesWithTheIdOfTheSocketTable) {
  for (const std::string& path : {"/docker/" + id, std::string("/lxc/web"), "/kubepods/pod" + uid,
                                  "/docker/" + id + "/lxc/web", "/x/" + id}) {
    std::string room;
    const std::string file = "0::" + path + "\n";  // What the sign points into.
    const CgroupSign sign = container_sign_of_cgroup(file, room);
    EXPECT_EQ(container_id_of_cgroup(file), sign.name.empty() ? sign.id : Text{});
  }
}

TEST(ContainerIdentity, ShapesAreTested) {
  EXPECT_TRUE(is_container_id(id));
  EXPECT_FALSE(is_container_id(id.substr(1)));
  EXPECT_FALSE(is_container_id(id.substr(1) + "g"));
  EXPECT_TRUE(is_pod_uid(uid));
  EXPECT_FALSE(is_pod_uid(unit_uid));
  EXPECT_FALSE(is_pod_uid(""));
}

}  // namespace
}  // namespace sonde
