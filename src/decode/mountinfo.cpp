// mountinfo.cpp: lines of /proc/PID/mountinfo become mounts, and some of them a container's id.
// SPDX-License-Identifier: Apache-2.0
#include "decode/mountinfo.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"
#include "decode/container_signs.hpp"

namespace sonde {
namespace {

// Disks, memory and the kernel itself. Layers (overlay, aufs) are counted here although what lies
// below them may be elsewhere: mountinfo names it, and it is rare.
// clang-format off
constexpr Text local_types[] = {
    "adfs", "affs", "apparmorfs", "aufs", "bcachefs", "befs", "bfs", "binder", "binfmt_misc", "bpf",
    "btrfs", "cgroup", "cgroup2", "configfs", "cpuset", "cramfs", "debugfs", "devpts", "devtmpfs",
    "dmabuf", "ecryptfs", "efivarfs", "efs", "erofs", "exfat", "ext2", "ext3", "ext4", "f2fs",
    "fusectl", "hfs", "hfsplus", "hpfs", "hugetlbfs", "iso9660", "jffs2", "jfs", "minix", "mqueue",
    "msdos", "nilfs2", "nsfs", "ntfs", "ntfs3", "omfs", "overlay", "pidfs", "pipefs", "proc",
    "pstore", "qnx4", "qnx6", "ramfs", "reiserfs", "resctrl", "romfs", "rootfs", "securityfs",
    "selinuxfs", "smackfs", "sockfs", "squashfs", "sysfs", "sysv", "tmpfs", "tracefs", "ubifs",
    "udf", "ufs", "vfat", "xfs", "zfs", "zonefs"};
// clang-format on

// Cuts what stands before the next space; it may be empty. Nothing when no space follows and the
// field must not be the last.
std::optional<Text> next_field(Text& rest) {
  const std::size_t space = rest.find(' ');
  if (space == Text::npos) return std::nullopt;
  const Text field = rest.substr(0, space);
  rest.remove_prefix(space + 1);
  return field;
}

template <Number T> bool next_number(Text& rest, T& value) {
  const std::optional<Text> field = next_field(rest);
  return field && parse_number(*field, value);
}

// The byte of "\040" at the front; nothing when it is no escape of the kernel.
std::optional<char> escaped_byte(Text text) {
  u32 byte = 0;
  if (text.size() < 4 || text[0] != '\\' || !parse_number(text.substr(1, 3), byte, 8)) return {};
  if (byte == 0 || byte > 0xff) return std::nullopt;
  return static_cast<char>(byte);
}

// Appends the decoded text to the room, which has place for it: texts in it stay where they are.
Text unescaped(Text text, std::string& room) {
  if (!text.contains('\\')) return text;
  const std::size_t begin = room.size();
  while (!text.empty()) {
    const std::optional<char> byte = escaped_byte(text);
    room += byte ? *byte : text.front();
    text.remove_prefix(byte ? 4 : 1);
  }
  return Text(room).substr(begin);
}

// Cuts the text behind the last slash, and the slash.
Text cut_last_component(Text& path) {
  const std::size_t slash = path.rfind('/');
  const Text last = slash == Text::npos ? path : path.substr(slash + 1);
  path = slash == Text::npos ? Text{} : path.substr(0, slash);
  return last;
}

Text without_deleted(Text root) {
  constexpr Text mark = "//deleted";  // Of a file that was replaced while it is mounted.
  if (root.ends_with(mark)) root.remove_suffix(mark.size());
  return root;
}

// What the owner of a file that a runtime mounts says about the container.
struct MountOwner {
  Text id{};
  Text pod_uid{};
  bool sandbox = false;  // It belongs to the pod's sandbox, not to the container.
};

// DATA/containers/<id>/hostname of docker, .../vfs-containers/<id>/userdata/hostname of podman and
// cri-o, .../sandboxes/<id>/hostname of containerd, .../pods/<uid>/etc-hosts of the kubelet.
MountOwner owner_of(Text path) {
  path = without_deleted(path);
  const Text file = cut_last_component(path);
  Text folder = cut_last_component(path);
  if (file == "etc-hosts")
    return {.pod_uid = cut_last_component(path) == "pods" && is_pod_uid(folder) ? folder : Text{},
            .sandbox = true};
  if (folder == "userdata") folder = cut_last_component(path);
  if (!is_container_id(folder)) return {};
  if (cut_last_component(path) == "sandboxes") return {.sandbox = true};
  return {.id = folder};
}

bool is_made_by_runtime(Text point) {
  return point == "/etc/hostname" || point == "/etc/hosts" || point == "/etc/resolv.conf";
}

}  // namespace

// fs/proc_namespace.c, show_mountinfo; proc(5). Real lines, and one with what an odd name makes:
// 24 30 0:22 / /sys rw,nosuid,nodev,noexec,relatime master:1 shared:7 - sysfs sysfs rw
// 27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard,resv_strict,resuid=65534,resgid=65534
// 60 27 0:52 / /mnt/a\040b\012c rw,relatime - tmpfs  rw
// Fields are parted by one space: a source may be empty, as in the last line.
bool decode_mount(Text line, Mount& mount, std::string& room) {
  mount = {};
  room.clear();
  room.reserve(line.size());
  if (!next_number(line, mount.id) || !next_number(line, mount.parent)) return false;
  for (Text* const field : {&mount.device, &mount.root, &mount.point, &mount.options}) {
    const std::optional<Text> cut = next_field(line);
    if (!cut || cut->empty()) return false;
    *field = unescaped(*cut, room);
  }
  for (;;) {  // "shared:7" and others, up to the dash: bounded by the line.
    const std::optional<Text> tag = next_field(line);
    if (!tag) return false;
    if (*tag == "-") break;
  }
  const std::optional<Text> type = next_field(line);
  const std::optional<Text> source = next_field(line);
  if (!type || type->empty() || !source || line.empty()) return false;
  mount.type = unescaped(*type, room);
  mount.source = unescaped(*source, room);
  mount.super_options = unescaped(line, room);
  return true;
}

bool is_local_filesystem(Text type) {
  return std::ranges::find(local_types, type) != std::end(local_types);
}

Text container_id_of_mountinfo(Text file, std::string& room) {
  room.clear();
  bool doubtful = false;
  each_mount(file, [&](const Mount& mount) {
    if (!is_made_by_runtime(mount.point)) return;
    MountOwner owner = owner_of(mount.root);
    if (owner.id.empty() && !owner.sandbox) owner = owner_of(mount.source);
    if (owner.id.empty() && !owner.sandbox) return;
    if (owner.sandbox || (!room.empty() && room != owner.id)) doubtful = true;
    room = owner.id;
  });
  return doubtful ? Text{} : Text(room);
}

Text pod_uid_of_mountinfo(Text file, std::string& room) {
  room.clear();
  each_mount(file, [&](const Mount& mount) {
    if (mount.point != "/etc/hosts") return;
    if (const Text uid = owner_of(mount.root).pod_uid; !uid.empty()) room = uid;
  });
  return room;
}

}  // namespace sonde
