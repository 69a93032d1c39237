// mountinfo.hpp: what /proc/PID/mountinfo says: mounts, and the container that owns some of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {

// A line of /proc/PID/mountinfo. Escapes are decoded: any byte but NUL can be there.
struct Mount {
  int id = 0;
  int parent = 0;
  Text device{};         // "8:1", "0:54".
  Text root{};           // What of the file system is mounted here. May end in "//deleted".
  Text point{};          // As the process sees it, below its own root.
  Text options{};        // "rw,nosuid,relatime": of this mount.
  Text type{};           // "ext4", "fuse.sshfs".
  Text source{};         // May be empty.
  Text super_options{};  // Of the file system.
};

// Decodes one line without its newline. False when it makes no sense. Texts point into the line, or
// into `room` where there was an escape.
bool decode_mount(Text line, Mount& mount, std::string& room);

// Calls `use(mount)` for each line, to the end of the file, whose size the caller limits. The texts
// live until the next call. Answers how many lines made no sense.
template <class Use> u32 each_mount(Text file, Use use) {
  u32 malformed = 0;
  std::string room;
  Mount mount;
  while (!file.empty()) {
    if (decode_mount(next_line(file), mount, room))
      use(static_cast<const Mount&>(mount));
    else
      ++malformed;
  }
  return malformed;
}

// Whether reading from such a file system waits for nothing but this machine's kernel and disks.
// False for what the network or a process answers (nfs, cifs, fuse.*, autofs), and for what is not
// known.
bool is_local_filesystem(Text type);

// The container whose runtime made the mounts on /etc/hostname, /etc/hosts and /etc/resolv.conf: 64
// hexadecimal digits in `room`. "" when there is none, when they disagree, or when Kubernetes made
// one of them: then the others belong to the pod's sandbox. In a container that was given the
// network of another (docker run --network container:X) it is the other's.
Text container_id_of_mountinfo(Text file, std::string& room);

// The uid of the pod whose kubelet made the mount on /etc/hosts, in `room`; "" when there is none.
Text pod_uid_of_mountinfo(Text file, std::string& room);

}  // namespace sonde
