// proc_pid.hpp: what the small files of /proc/PID say about a process and its descriptors.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "base/types.hpp"

namespace sonde {

// Part of /proc/PID/stat. The name points into the file.
struct PidStat {
  int pid = 0;
  Text name{};          // Any bytes: spaces, parentheses, newlines.
  char state = '?';     // R, S, D, Z, ...
  int ppid = 0;         // 0: it has no parent in this pid namespace.
  u64 start_ticks = 0;  // Since boot, in USER_HZ ticks (100 a second).
};

// Needs the whole file: the name ends at the last parenthesis. Nothing when it makes no sense.
std::optional<PidStat> decode_pid_stat(Text file);

// /proc/PID/comm without the newline that the kernel adds. Another one belongs to the name.
Text decode_comm(Text file);

// /proc/PID/cmdline with a space for each NUL between arguments. Stands in `room`.
// "" for kernel threads and zombies.
Text decode_command_line(Text file, std::string& room);

// The container's id in /proc/PID/cgroup: the last run of exactly 64 hexadecimal digits in a path.
// All of them, to be cut by who shows it; "" when there is none.
Text container_id_of_cgroup(Text file);

// Whether the target of a link in /proc/PID/fd is a socket; then its inode.
bool fd_inode_of_link(Text target, u64& inode);

// Whether the links of /proc/PID/ns say that the process is in the first pid namespace of the
// machine, which always has this inode (PROC_PID_INIT_INO of include/linux/proc_ns.h). `links` is
// the answer to Links: name NUL target NUL.
bool is_first_pid_namespace(Text links);

// The effective capabilities in /proc/PID/status, a bit each; 0 when it does not say.
u64 effective_capabilities(Text status);

// How many descriptors are in flight inside the unix socket of a /proc/PID/fdinfo/N (Linux 5.10);
// 0 when the file does not say.
u32 scm_fds_of_fdinfo(Text file);

}  // namespace sonde
