// runtime_parent_test.cpp: command lines of runtimes, and names of the kubelet.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "decode/container_signs.hpp"

namespace sonde {
namespace {

const std::string id = "a8990986cb0098b3556a45c634a28e936387509860055818fcf6d2d92b9d44bf";
const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";

// A command line as the kernel writes it: "~" stands for NUL.
std::string with_nuls(std::string text) {
  std::ranges::replace(text, '~', '\0');
  return text;
}

// Podman 4.3.1 of Debian 12, as it was, without some of the arguments of podman.
const std::string conmon = with_nuls(
    "/usr/bin/conmon~--api-version~1~-c~" + id + "~-u~" + id +
    "~-r~/usr/bin/runc~-b~/pm/root/vfs-containers/" + id + "/userdata~-p~/pm/run/vfs-containers/" +
    id +
    "/userdata/pidfile~-n~web~--exit-dir~/pm/tmp/exits~--full-attach~-l~k8s-file:/pm/root/"
    "vfs-containers/" +
    id +
    "/userdata/ctr.log~--log-level~warning~--runtime-arg~--log-format=json~--runtime-arg~--log~"
    "--runtime-arg=/pm/oci-log~--conmon-pidfile~/pm/conmon.pid~--exit-command~/usr/bin/podman~"
    "--exit-command-arg~--root~--exit-command-arg~-n~--exit-command-arg~cleanup~--exit-command-"
    "arg~" +
    id + "~");

TEST(RuntimeParent, ConmonOfPodman) {
  const RuntimeParent parent = decode_runtime_parent(conmon);
  EXPECT_EQ(parent.kind, ParentKind::Conmon);
  EXPECT_EQ(parent.runtime, Runtime::Podman);
  EXPECT_EQ(parent.id, id);
  EXPECT_EQ(parent.name, "web");
  EXPECT_EQ(parent.bundle, "/pm/root/vfs-containers/" + id + "/userdata");
  EXPECT_EQ(parent.log_driver, "k8s-file");
  EXPECT_EQ(parent.log, "/pm/root/vfs-containers/" + id + "/userdata/ctr.log");
}

TEST(RuntimeParent, ConmonOfCrio) {
  const std::string line = with_nuls(
      "/usr/libexec/crio/conmon~-b~/run/containers/storage/overlay-containers/" + id +
      "/userdata~-c~" + id + "~--exit-dir~/var/run/crio/exits~-l~/var/log/pods/shop_web-0_" + uid +
      "/nginx/0.log~--log-level~info~-n~k8s_nginx_web-0_shop_" + uid +
      "_0~-P~/run/conmon-pidfile~-p~/run/pidfile~--persist-dir~/var/lib/x~-r~/usr/bin/crun~"
      "--runtime-arg~--root=/run/crun~--socket-dir-path~/var/run/crio~--syslog~-u~" +
      id + "~-s~-l~journald:~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.runtime, Runtime::Crio);
  EXPECT_EQ(parent.id, id);
  EXPECT_EQ(parent.log, "/var/log/pods/shop_web-0_" + uid + "/nginx/0.log");
  EXPECT_EQ(parent.log_driver, "");
  KubernetesName name;
  ASSERT_TRUE(split_kubernetes_name(parent.name, name));
  EXPECT_EQ(name.pod, "web-0");
}

TEST(RuntimeParent, ConmonWithoutALogFile) {
  const std::string line = with_nuls("conmon~-c~" + id + "~-l~journald~-nweb~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.log_driver, "journald");
  EXPECT_EQ(parent.log, "");
  EXPECT_EQ(parent.name, "web");
}

TEST(RuntimeParent, ShimOfDocker) {
  // Docker 20.10 with containerd 1.6 of Debian 12.
  const std::string line = with_nuls("/usr/bin/containerd-shim-runc-v2~-namespace~moby~-id~" + id +
                                     "~-address~/tmp/dk/exec/containerd/containerd.sock~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.kind, ParentKind::Shim);
  EXPECT_EQ(parent.runtime, Runtime::Docker);
  EXPECT_EQ(parent.name_space, "moby");
  EXPECT_EQ(parent.id, id);
  EXPECT_EQ(parent.address, "/tmp/dk/exec/containerd/containerd.sock");
}

TEST(RuntimeParent, ShimsOfOtherKinds) {
  const std::string other =
      with_nuls("containerd-shim-kata-v2~--debug~--id=web~--namespace=k8s.io~-address=/c.sock~");
  const RuntimeParent kata = decode_runtime_parent(other);
  EXPECT_EQ(kata.kind, ParentKind::Shim);
  EXPECT_EQ(kata.runtime, Runtime::Containerd);
  EXPECT_EQ(kata.id, "web");
  EXPECT_EQ(kata.address, "/c.sock");
  const std::string old = with_nuls(
      "containerd-shim~-namespace~moby~-workdir~/var/lib/containerd/io.containerd.runtime.v1.linux/"
      "moby/" +
      id + "~-address~/run/containerd/containerd.sock~");
  EXPECT_EQ(decode_runtime_parent(old).id, id);
}

TEST(RuntimeParent, Nspawn) {
  // systemd-nspawn@.service of Debian 12.
  const std::string line = with_nuls(
      "systemd-nspawn~--quiet~--keep-unit~--boot~--link-journal=try-guest~--network-veth~-U~"
      "--settings=override~--machine=web~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.kind, ParentKind::Nspawn);
  EXPECT_EQ(parent.runtime, Runtime::Nspawn);
  EXPECT_EQ(parent.name, "web");
  EXPECT_EQ(parent.id, "web");
}

TEST(RuntimeParent, NspawnsCommandIsNotItsOwn) {
  const std::string line = with_nuls("/usr/bin/systemd-nspawn~-D~/srv/web/~-u~me~/bin/sh~-M~evil~");
  EXPECT_EQ(decode_runtime_parent(line).name, "web");
  const std::string dashes = with_nuls("systemd-nspawn~-Mweb~--~-M~evil~");
  EXPECT_EQ(decode_runtime_parent(dashes).name, "web");
}

TEST(RuntimeParent, LxcMonitor) {
  const std::string line = with_nuls("[lxc monitor] /var/lib/lxc web~~~~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.kind, ParentKind::LxcMonitor);
  EXPECT_EQ(parent.runtime, Runtime::Lxc);
  EXPECT_EQ(parent.name, "web");
  EXPECT_EQ(parent.data_root, "/var/lib/lxc");
  EXPECT_EQ(decode_runtime_parent(with_nuls("[lxc monitor] ~")).kind, ParentKind::None);
  EXPECT_EQ(decode_runtime_parent(with_nuls("[lxc monitor] /a ~")).kind, ParentKind::None);
}

TEST(RuntimeParent, Dockerd) {
  // As bench and docker.sh start it.
  const std::string line = with_nuls(
      "dockerd~--data-root~/tmp/dk/data~--exec-root~/tmp/dk/exec~-p~/tmp/dk/pid~-H~"
      "unix:///tmp/dk/docker.sock~--storage-driver~vfs~--default-ulimit~nofile=1024:4096~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.kind, ParentKind::Dockerd);
  EXPECT_EQ(parent.data_root, "/tmp/dk/data");
  EXPECT_EQ(parent.host, "unix:///tmp/dk/docker.sock");
}

TEST(RuntimeParent, DockerdPrefersTheUnixSocket) {
  const std::string line = with_nuls(
      "/usr/bin/dockerd~-H~fd://~--host=tcp://0.0.0.0:2376~-Hunix:///run/a.sock~--host~"
      "unix:///run/b.sock~--graph=/srv/docker~--containerd=/run/containerd/containerd.sock~");
  const RuntimeParent parent = decode_runtime_parent(line);
  EXPECT_EQ(parent.host, "unix:///run/a.sock");
  EXPECT_EQ(parent.data_root, "/srv/docker");
  EXPECT_EQ(parent.address, "/run/containerd/containerd.sock");
  const std::string old = with_nuls("dockerd~-g~/old~-H=fd://~");
  EXPECT_EQ(decode_runtime_parent(old).data_root, "/old");
  EXPECT_EQ(decode_runtime_parent(old).host, "fd://");
}

TEST(RuntimeParent, OtherDaemons) {
  const std::string containerd =
      with_nuls("/usr/bin/containerd~--config~/etc/c.toml~--root~/data~-a~/c.sock~");
  EXPECT_EQ(decode_runtime_parent(containerd).kind, ParentKind::Containerd);
  EXPECT_EQ(decode_runtime_parent(containerd).data_root, "/data");
  EXPECT_EQ(decode_runtime_parent(containerd).address, "/c.sock");
  const std::string crio =
      with_nuls("/usr/bin/crio~--root=/data~--listen~/var/run/crio/crio.sock~");
  EXPECT_EQ(decode_runtime_parent(crio).kind, ParentKind::Crio);
  EXPECT_EQ(decode_runtime_parent(crio).host, "/var/run/crio/crio.sock");
}

TEST(RuntimeParent, EveryCutOfALineSaysTheSameOrLess) {
  const RuntimeParent whole = decode_runtime_parent(conmon);
  for (std::size_t size = 0; size < conmon.size(); ++size) {
    const RuntimeParent cut = decode_runtime_parent(Text(conmon).substr(0, size));
    for (const auto member :
         {&RuntimeParent::id, &RuntimeParent::name, &RuntimeParent::bundle, &RuntimeParent::log})
      EXPECT_TRUE((cut.*member).empty() || cut.*member == whole.*member) << size;
  }
}

TEST(RuntimeParent, AnythingElseIsNone) {
  for (const Text line : {"", "~", "conmon", "bash~conmon~-c~", "/conmon/x~", "docker-proxy~",
                          "conmonx~", "dockerd2~-H~x~", "-~", "/~"})
    EXPECT_EQ(decode_runtime_parent(with_nuls(std::string(line))).kind, ParentKind::None) << line;
}

TEST(KubernetesName, IsSplit) {
  KubernetesName name;
  const std::string text = "k8s_nginx_web-0_shop_" + uid + "_12";
  ASSERT_TRUE(split_kubernetes_name(text, name));
  EXPECT_EQ(name.container, "nginx");
  EXPECT_EQ(name.pod, "web-0");
  EXPECT_EQ(name.name_space, "shop");
  EXPECT_EQ(name.pod_uid, uid);
  EXPECT_EQ(name.attempt, "12");
  EXPECT_EQ(name.id, "");
  const std::string sandbox = "k8s_POD_a.b_c_" + uid + "_0_5c1f";
  ASSERT_TRUE(split_kubernetes_name(sandbox, name));
  EXPECT_EQ(name.container, "POD");
  EXPECT_EQ(name.pod, "a.b");
}

TEST(KubernetesName, AnythingElseIsNone) {
  KubernetesName name;
  name.pod = "before";
  for (const Text text : {"", "k8s", "k8s_", "k8s_a_b_c_d", "k8s_a_b_c_d_", "k8s_a_b_c_d_x",
                          "k8s_a__c_d_0", "k9s_a_b_c_d_0", "k8s_a_b/_c_d_0", "k8s_a_b_c_d_0_1_2",
                          "k8s_a_b\n_c_d_0", "web", "K8s_a_b_c_d_0"})
    EXPECT_FALSE(split_kubernetes_name(text, name)) << text;
  EXPECT_EQ(name.pod, "before");
}

TEST(KubernetesLogName, IsSplit) {
  KubernetesName name;
  const std::string file = "web-0_shop_my-nginx-" + id + ".log";
  ASSERT_TRUE(split_kubernetes_log_name(file, name));
  EXPECT_EQ(name.pod, "web-0");
  EXPECT_EQ(name.name_space, "shop");
  EXPECT_EQ(name.container, "my-nginx");
  EXPECT_EQ(name.id, id);
}

TEST(KubernetesLogName, AnythingElseIsNone) {
  KubernetesName name;
  for (const std::string& file :
       {std::string(), std::string(".log"), "web-0_shop_nginx-" + id,
        "web-0_shop_nginx" + id + ".log", "web-0_shop_-" + id + ".log", "web-0_shop-" + id + ".log",
        "_shop_nginx-" + id + ".log", "web-0_shop_nginx-" + id.substr(1) + ".log",
        "w_s_a_b-" + id + ".log", "../w_s_a-" + id + ".log", "w_s_a-" + id + ".log.gz", id + ".log",
        "-" + id + ".log"})
    EXPECT_FALSE(split_kubernetes_log_name(file, name)) << file;
}

}  // namespace
}  // namespace sonde
