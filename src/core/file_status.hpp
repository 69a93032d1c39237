// file_status.hpp: what the questions Stat, HostStat, RootStat and RootUsage are answered with.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/source.hpp"
#include "core/value.hpp"

namespace sonde {

// "4026532281 1 0 - 5 0": inode, links, size, kind as in ls -l, device, blocks of 512 bytes.
struct FileStatus {
  u64 inode = 0;
  u64 links = 0;  // 0: it has no name any more.
  u64 size = 0;   // Bytes; of /proc/PID/fd the number of descriptors (Linux 6.2).
  char kind = '-';
  Known<u64> device{};
  Known<u64> blocks{};  // What it takes; of a file with holes less than its size.
};

// Asks, and takes the answer apart; bad_message where that makes no sense.
Result<FileStatus> status_of(Source& source, Question question);

// "36 8589934592 8489934592 8389934592 524288 524000", of statvfs(3): the number of the mount, then
// bytes and files.
struct FileSystemUse {
  u64 mount = 0;  // 0: this kernel does not say (before Linux 5.8).
  u64 size = 0;   // 0: a file system without a size, as proc.
  u64 free = 0;
  u64 available = 0;  // Free to users that are not root.
  u64 files = 0;      // That there can be; 0: as many as fit.
  u64 free_files = 0;
};

// The same of RootUsage.
Result<FileSystemUse> use_of(Source& source, Text name);

}  // namespace sonde
