// file_status.hpp: what the questions Stat, HostStat and RootStat are answered with.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/source.hpp"
#include "core/value.hpp"

namespace sonde {

// "4026532281 1 0 - 5": inode, links, size, kind as in ls -l, device.
struct FileStatus {
  u64 inode = 0;
  u64 links = 0;  // 0: it has no name any more.
  u64 size = 0;   // Bytes; of /proc/PID/fd the number of descriptors (Linux 6.2).
  char kind = '-';
  Known<u64> device{};
};

// Asks, and takes the answer apart; bad_message where that makes no sense.
Result<FileStatus> status_of(Source& source, Question question);

}  // namespace sonde
