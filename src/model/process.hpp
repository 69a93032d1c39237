// process.hpp: one row of the table "processes", or of "threads": what runs, as whom, and how much.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the chunk of the row, or the world. What nobody wants is not collected.
struct Process {
  int pid = 0;
  int tid = 0;  // The same as pid, but of a thread that is not the first.
  Known<int> ppid{}, pgrp{}, session{}, tracer_pid{};
  Known<u32> uid{}, euid{}, netns{}, fds{};
  Known<u64> fd_limit{};
  Known<int> nice{}, priority{}, processor{}, threads{};
  Known<Text> user{}, state{}, name{}, command{}, exe{}, cwd{}, root{};
  Known<Text> container{}, cgroup{}, tty{}, ports{};
  Known<u64> rss_bytes{}, vsz_bytes{}, swap_bytes{};
  Known<u64> cpu_ticks{};  // User and system time, in ticks of 10 ms.
  Known<u64> start_ticks{};
  Known<u64> switches{};   // Voluntary ones; of a process those of its first thread.
  Known<Text> waits_in{};  // Of a thread: the function of the kernel that it sleeps in.
  Known<u64> pipe_reads{Absent::NotApplicable};  // Of one that waits to write into a pipe.
  Known<i64> started{};                          // Seconds since 1970.
  Known<i64> age_s{};
  Known<double> cpu_percent{}, memory_percent{};
  bool is_kernel_thread = false;
  bool is_zombie = false;
};

// What is wanted of a process. Each costs a question to the kernel.
struct ProcessWish {
  bool status = false;  // uid, rss and what else stands there.
  bool user = false;    // The name of the uid.
  bool command = false;
  bool exe = false, cwd = false, root = false;
  bool cgroup = false;
  bool home = false;  // Its network namespace and container: a look at all processes.
  bool fds = false;
  bool fd_limit = false;
  bool ports = false;  // Those it listens on: a look at all sockets and descriptors.
};

}  // namespace sonde
