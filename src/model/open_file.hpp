// open_file.hpp: one row of the table "files": what a process has open, or stands in, or runs.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Anon: what has no name in any directory, such as an eventpoll or a memfd.
enum class FileKind : u8 { File, Socket, Pipe, Device, Anon, Directory };
inline constexpr Text file_kind_names[] = {"file", "socket", "pipe", "device", "anon", "directory"};
constexpr Text name_of(FileKind kind) { return file_kind_names[static_cast<std::size_t>(kind)]; }

enum class FileUse : u8 { Open, Cwd, Root, Exe };
inline constexpr Text file_use_names[] = {"open", "cwd", "root", "exe"};
constexpr Text name_of(FileUse use) { return file_use_names[static_cast<std::size_t>(use)]; }

enum class FileMode : u8 { R, W, Rw };
inline constexpr Text file_mode_names[] = {"r", "w", "rw"};
constexpr Text name_of(FileMode mode) { return file_mode_names[static_cast<std::size_t>(mode)]; }

// Texts live as long as the chunk of the row, or the world.
struct OpenFile {
  int pid = 0;
  Known<Text> process{}, user{}, container{};
  Known<u32> fd{Absent::NotApplicable};
  FileUse use = FileUse::Open;
  Known<FileKind> kind{};
  Text target{};
  Known<FileMode> mode{Absent::NotApplicable};
  Known<bool> deleted{Absent::NotApplicable};
  bool log = false;
  Known<u64> inode{Absent::NotApplicable};
  Known<u64> device{Absent::NotApplicable};      // Of the file system of its inode.
  Known<u64> size_bytes{Absent::NotApplicable};  // Of a file.
  Known<u64> allocated_bytes{Absent::NotApplicable};
  Known<i64> position{Absent::NotApplicable};
  Known<Text> peer{Absent::NotApplicable};  // Who has the other end of a pipe or unix connection.
  Known<Text> reload_signal{Absent::NotApplicable};  // Of the process; lives for ever.
};

}  // namespace sonde
