// mountinfo_test.cpp: mounts, their escapes, and the containers that some of them name.
// SPDX-License-Identifier: Apache-2.0
#include "decode/mountinfo.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace sonde {
namespace {

const std::string id = "cbd38a4648b5e691aceb14f46a87e3fc04166bff5b06901607b0f90a652f5111";
const std::string other_id = "a8990986cb0098b3556a45c634a28e936387509860055818fcf6d2d92b9d44bf";
const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";

std::string mount_of(const std::string& root, const std::string& point) {
  return "109 92 254:0 " + root + " " + point + " rw,relatime - ext4 /dev/vda rw\n";
}

std::string container_id(const std::string& file) {
  std::string room = "before";
  return std::string(container_id_of_mountinfo(file, room));
}

TEST(Mountinfo, RealLineIsRead) {
  // jc/linux-proc/pid_mountinfo
  std::string room;
  Mount mount;
  ASSERT_TRUE(decode_mount("24 30 0:22 / /sys rw,nosuid,nodev,noexec,relatime master:1 shared:7 - "
                           "sysfs sysfs rw",
                           mount, room));
  EXPECT_EQ(mount.id, 24);
  EXPECT_EQ(mount.parent, 30);
  EXPECT_EQ(mount.device, "0:22");
  EXPECT_EQ(mount.root, "/");
  EXPECT_EQ(mount.point, "/sys");
  EXPECT_EQ(mount.options, "rw,nosuid,nodev,noexec,relatime");
  EXPECT_EQ(mount.type, "sysfs");
  EXPECT_EQ(mount.source, "sysfs");
  EXPECT_EQ(mount.super_options, "rw");
}

TEST(Mountinfo, EscapesAreDecoded) {
  // Linux 6.18: mount -t tmpfs 's p#\' '/tmp/mm/a b<newline>c\d#e'
  std::string room;
  Mount mount;
  ASSERT_TRUE(decode_mount(R"(64 63 0:40 / /tmp/mm/a\040b\012c\134d#e rw,relatime - tmpfs )"
                           R"(s\040p\043\134 rw)",
                           mount, room));
  EXPECT_EQ(mount.point, "/tmp/mm/a b\nc\\d#e");
  EXPECT_EQ(mount.source, "s p#\\");
  EXPECT_EQ(mount.type, "tmpfs");
}

TEST(Mountinfo, OtherBackslashesStay) {
  std::string room;
  Mount mount;
  ASSERT_TRUE(decode_mount(R"(1 2 0:1 / /\x41\777\000\08\0401\01 rw - tmpfs a\ rw)", mount, room));
  EXPECT_EQ(mount.point, "/\\x41\\777\\000\\08 1\\01");
  EXPECT_EQ(mount.source, "a\\");
}

TEST(Mountinfo, SourceMayBeEmpty) {
  // Linux 6.18: mount -t tmpfs "" /tmp/mm
  std::string room;
  Mount mount;
  ASSERT_TRUE(decode_mount("63 43 0:39 / /tmp/mm rw,relatime - tmpfs  rw", mount, room));
  EXPECT_EQ(mount.source, "");
  EXPECT_EQ(mount.super_options, "rw");
}

TEST(Mountinfo, EveryLineIsHandedOutAndTheOthersCounted) {
  std::vector<std::string> points;
  const u32 malformed = each_mount("24 30 0:22 / /sys rw - sysfs sysfs rw\n\nnonsense\n1 2 3\n"
                                   "25 30 0:23 / /proc rw shared:14 - proc proc rw\n",
                                   [&](const Mount& mount) { points.emplace_back(mount.point); });
  EXPECT_EQ(points, (std::vector<std::string>{"/sys", "/proc"}));
  EXPECT_EQ(malformed, 3u);
}

TEST(Mountinfo, NonsenseIsRefused) {
  std::string room;
  Mount mount;
  for (const Text line :
       {"", " ", "24", "24 30 0:22 / /sys rw", "24 30 0:22 / /sys rw -", "24 30 0:22 / /sys rw - ",
        "24 30 0:22 / /sys rw - sysfs", "24 30 0:22 / /sys rw - sysfs sysfs",
        "24 30 0:22 / /sys rw - sysfs sysfs ", "24 30 0:22 / /sys rw shared:1 sysfs sysfs rw",
        "x 30 0:22 / /sys rw - sysfs sysfs rw", "24  30 0:22 / /sys rw - sysfs sysfs rw",
        "24 30 0:22  /sys rw - sysfs sysfs rw", "24 30 0:22 / /sys rw -  sysfs rw",
        "99999999999 30 0:22 / /sys rw - sysfs sysfs rw"})
    EXPECT_FALSE(decode_mount(line, mount, room)) << line;
}

TEST(LocalFilesystem, DisksAndTheKernelAre) {
  for (const Text type : {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "proc", "sysfs", "overlay",
                          "devpts", "cgroup2", "nsfs", "vfat", "squashfs", "mqueue"})
    EXPECT_TRUE(is_local_filesystem(type)) << type;
}

TEST(LocalFilesystem, WhatSomebodyElseAnswersIsNot) {
  for (const Text type :
       {"nfs",    "nfs4",      "cifs",    "smb3",       "9p",         "ceph",       "afs",
        "lustre", "glusterfs", "ocfs2",   "gfs2",       "virtiofs",   "davfs",      "sshfs",
        "autofs", "fuse",      "fuseblk", "fuse.sshfs", "fuse.lxcfs", "rpc_pipefs", "",
        "ext",    "ext44",     "Ext4",    "unheard-of"})
    EXPECT_FALSE(is_local_filesystem(type)) << type;
}

TEST(MountOwner, DockerNamesItsContainer) {
  // Docker 20.10 with --data-root below /tmp.
  const std::string folder = "/tmp/tmp.nLix5ZYS41/dk/data/containers/" + id;
  const std::string file = "92 88 0:55 / / rw - overlay overlay rw\n" +
                           mount_of(folder + "/resolv.conf", "/etc/resolv.conf") +
                           mount_of(folder + "/hostname", "/etc/hostname") +
                           mount_of(folder + "/hosts", "/etc/hosts");
  EXPECT_EQ(container_id(file), id);
}

TEST(MountOwner, PodmanNamesItsContainer) {
  const std::string folder = "/tmp/dec/pm/run/vfs-containers/" + other_id + "/userdata";
  EXPECT_EQ(container_id(mount_of(folder + "/hostname", "/etc/hostname")), other_id);
  EXPECT_EQ(container_id(mount_of(folder + "/hosts//deleted", "/etc/hosts")), other_id);
}

TEST(MountOwner, SourceCountsWhereTheRootSaysNothing) {
  EXPECT_EQ(container_id("1 2 0:5 / /etc/hosts rw - ext4 /data/containers/" + id + "/hosts rw\n"),
            id);
}

TEST(MountOwner, OfSeveralIdsInAPathTheLastCounts) {
  // Docker in docker, whose data is an anonymous volume of the outer one.
  const std::string root = "/var/lib/docker/volumes/" + other_id + "/_data/containers/" + id;
  EXPECT_EQ(container_id(mount_of(root + "/hosts", "/etc/hosts")), id);
  EXPECT_EQ(container_id(mount_of("/volumes/" + id + "/_data/hosts", "/etc/hosts")), "");
}

TEST(MountOwner, WhereTheyDisagreeNobodyIs) {
  EXPECT_EQ(container_id(mount_of("/containers/" + id + "/hosts", "/etc/hosts") +
                         mount_of("/containers/" + other_id + "/hostname", "/etc/hostname")),
            "");
  EXPECT_EQ(container_id(mount_of("/containers/" + id + "/hosts", "/etc/hosts") +
                         mount_of("/containers/" + other_id + "/hosts", "/etc/hosts") +
                         mount_of("/containers/" + id + "/hosts", "/etc/hosts")),
            "");
}

TEST(MountOwner, InKubernetesTheFilesBelongToTheSandbox) {
  const std::string hosts = mount_of("/var/lib/kubelet/pods/" + uid + "/etc-hosts", "/etc/hosts");
  const std::string hostname =
      mount_of("/var/lib/docker/containers/" + id + "/hostname", "/etc/hostname");
  const std::string containerd =
      mount_of("/var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/" + id + "/hostname",
               "/etc/hostname");
  EXPECT_EQ(container_id(hosts + hostname), "");
  EXPECT_EQ(container_id(hostname + hosts), "");
  EXPECT_EQ(container_id(containerd), "");
  std::string room = "before";
  EXPECT_EQ(pod_uid_of_mountinfo(hosts + hostname, room), uid);
  EXPECT_EQ(pod_uid_of_mountinfo(hostname, room), "");
}

TEST(MountOwner, OtherFilesSayNothing) {
  EXPECT_EQ(container_id(mount_of("/containers/" + id + "/secret", "/run/secret")), "");
  EXPECT_EQ(container_id(mount_of("/containers/" + id.substr(1) + "/hosts", "/etc/hosts")), "");
  EXPECT_EQ(container_id(mount_of("/containers/" + id + "a/hosts", "/etc/hosts")), "");
  EXPECT_EQ(container_id(mount_of("/" + id, "/etc/hosts")), "");
  EXPECT_EQ(container_id(""), "");
  std::string room;
  EXPECT_EQ(pod_uid_of_mountinfo(mount_of("/pods/../etc-hosts", "/etc/hosts"), room), "");
  EXPECT_EQ(pod_uid_of_mountinfo(mount_of("/x/" + uid + "/etc-hosts", "/etc/hosts"), room), "");
}

}  // namespace
}  // namespace sonde
