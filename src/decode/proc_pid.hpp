// proc_pid.hpp: what the small files of /proc/PID say about a process and its descriptors.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "core/value.hpp"

namespace sonde {

// Part of /proc/PID/stat. The name points into the file.
struct PidStat {
  int pid = 0;
  Text name{};       // Any bytes: spaces, parentheses, newlines.
  char state = '?';  // R, S, D, Z, ...
  int ppid = 0;      // 0: it has no parent in this pid namespace.
  // 0: it is a kernel thread, or the leader cannot be seen from this pid namespace.
  Known<int> pgrp{};
  Known<int> session{};
  bool is_kernel_thread = false;
  int tty = 0;         // A device number for tty_name(); 0: it has no terminal.
  u64 user_ticks = 0;  // Of all its threads, in USER_HZ ticks.
  u64 system_ticks = 0;
  int priority = 0;  // 0 to 39; of real-time processes -2 to -100, of deadline ones -101.
  int nice = 0;
  int threads = 0;
  u64 start_ticks = 0;       // Since boot, in USER_HZ ticks (100 a second).
  Known<u64> vsize_bytes{};  // 0 for kernel threads and zombies, as is the next.
  Known<int> processor{};    // The CPU it ran on last.
};

// Needs the whole file: the name ends at the last parenthesis. Nothing when it makes no sense. What
// stands behind the start may be cut: then it is not known.
std::optional<PidStat> decode_pid_stat(Text file);

// Part of /proc/PID/status.
struct PidStatus {
  Known<u32> uid{};  // The real one.
  Known<u32> euid{};
  Known<int> tracer_pid{};  // NotApplicable: nobody traces it.
  Known<u64> rss_bytes{};   // NotApplicable: it has no memory, as kernel threads and zombies.
  Known<u64> swap_bytes{};  // The same; since Linux 2.6.34.
  Known<u32> threads{};
  Known<int> inner_pid{};   // What it is called in its own pid namespace. Since Linux 4.1.
  Known<u32> pid_levels{};  // In how many pid namespaces, from the reader's down, it has a pid.
  Known<u64> cap_eff{};
  Known<u32> seccomp{};   // 0 none, 1 strict, 2 filter. Since Linux 3.8.
  Known<u64> switches{};  // Voluntary ones, of this thread alone. Since Linux 2.6.23.
};

// Lines are found by their key. Of two with one key the last counts, since a name, which stands in
// the first line, must not forge one even where it is not escaped; a line without newline was cut.
PidStatus decode_pid_status(Text file);

// The kinds of namespaces(7), in the order of their names.
inline constexpr Text namespace_types[] = {"cgroup", "ipc",  "mnt",  "net",
                                           "pid",    "time", "user", "uts"};

// The target of a link in /proc/PID/ns.
struct NamespaceLink {
  Text type{};  // One of namespace_types.
  u64 inode = 0;
};

// Nothing when the target is anything but "net:[4026531840]" or one of its siblings.
std::optional<NamespaceLink> decode_link_namespace(Text target);

// The name that ps shows for a terminal: "pts/0", "tty1", "ttyS0", "console"; "4:255" for a device
// that is not known, "" for 0. Stands in `room`.
Text tty_name(int tty, std::string& room);

// What /proc/PID/fdinfo/N says of every descriptor.
struct FdInfo {
  Known<i64> pos{};
  Known<u32> flags{};  // O_ACCMODE, O_NONBLOCK, ...: as open(2) has them on that machine.
  Known<int> mnt_id{};
  Known<u64> ino{};  // Since Linux 5.14.
};

// Of two lines with one key the first counts: what a kind of descriptor adds stands behind it, and
// may be text of a process, such as the name of a dma-buf.
FdInfo decode_fdinfo(Text file);

// "rchar: 323934931" of /proc/PID/io: what read(2) and its like gave it, from anywhere (Linux
// 2.6.20, Documentation/filesystems/proc.rst).
Known<u64> decode_bytes_read(Text file);

// /proc/PID/comm without the newline that the kernel adds. Another one belongs to the name.
Text decode_comm(Text file);

// /proc/PID/cmdline with a space for each NUL between arguments, and stars for passwords, tokens
// and keys: a command line leaves sonde only so. Stands in `room`.
// "" for kernel threads and zombies.
Text decode_command_line(Text file, std::string& room);

// The container's id in /proc/PID/cgroup when it is one of 64 hexadecimal digits: all of them, to
// be cut by who shows it; "" when there is none. See container_signs.hpp for what else is there.
Text container_id_of_cgroup(Text file);

// Whether the target of a link in /proc/PID/fd is a socket; then its inode.
bool fd_inode_of_link(Text target, u64& inode);

// Whether the links of /proc/PID/ns say that the process is in the first pid namespace of the
// machine, which always has this inode (PROC_PID_INIT_INO of include/linux/proc_ns.h). `links` is
// the answer to Links: name NUL target NUL.
bool is_first_pid_namespace(Text links);

// The soft limit of "Max open files" in /proc/PID/limits; not applicable when it is unlimited.
Known<u64> decode_open_files_limit(Text limits);

// How many descriptors are in flight inside the unix socket of a /proc/PID/fdinfo/N (Linux 5.10);
// 0 when the file does not say.
u32 scm_fds_of_fdinfo(Text file);

}  // namespace sonde
