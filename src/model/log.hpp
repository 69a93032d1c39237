// log.hpp: one row of the table "logs": a place that a process writes what it does to.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Runtime: the file that a container's runtime keeps its output in.
enum class LogKind : u8 { File, Pipe, Socket, Terminal, Nowhere, Runtime };
inline constexpr Text log_kind_names[] = {"file",     "pipe",    "socket",
                                          "terminal", "nowhere", "runtime"};
constexpr Text name_of(LogKind kind) { return log_kind_names[static_cast<std::size_t>(kind)]; }

// Texts live as long as the world.
struct Log {
  int pid = 0;  // The lowest of the processes that write there.
  Known<Text> process{}, container{Absent::NotApplicable};
  Text descriptors{};  // "1,2"; "" of a runtime's file.
  LogKind kind = LogKind::File;
  Text target{};
  Known<bool> deleted{Absent::NotApplicable};
  Known<Text> read_by{Absent::NotApplicable};  // Who has the other end of a pipe or socket.
  u32 writers = 1;                             // How many processes have it open.
  Known<Text> window{Absent::NotApplicable};   // The end of it, as much as is read at once.
  Known<u64> inode{Absent::NotApplicable}, device{Absent::NotApplicable};
};

}  // namespace sonde
