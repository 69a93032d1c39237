// ls_text.hpp: what ls prints about links of /proc, taken apart.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <system_error>

#include "base/types.hpp"

namespace sonde {

// Whose ls it was. With -Q that of coreutils escapes names as C does, so that they can be had back.
// That of busybox puts "?" for what is not ASCII that can be seen.
enum class LsForm : u8 { Escaped, Masked };

// A line of `ls -lnQ`:
//   lrwx------ 1 0 0 64 Nov 22 19:38 "7" -> "socket:[4242]"
//   "/proc/42/fd":                               before the links of a directory, by busybox
//   without quotes
struct LsLine {
  std::string folder{};  // "/proc/42/fd"; then there is nothing else.
  std::string name{};
  std::string target{};
  bool has_target = false;  // ls could not read it; its complaint says why.
  bool is_masked = false;   // The target has bytes that are not known.
};
// Nothing for "total 0", for empty lines and for what ls does not print.
std::optional<LsLine> read_ls_line(Text line, LsForm form);

// A complaint of ls about a path below /proc:
//   ls: cannot read symbolic link '/proc/1/exe': Permission denied       (coreutils)
//   ls: /proc/1/exe: cannot read link: Permission denied                 (busybox)
struct LsError {
  Text path{};  // "1/exe"
  std::errc code{};
};
std::optional<LsError> read_ls_error(Text line);

// A line of `ls -lind`: its words, and the path at the end.
//   4026532001 -r--r--r-- 1 0 0 0 Nov 22 19:40 /proc/1/net/tcp
struct LsInode {
  std::string status{};  // As the question Stat is answered: "4026532001 1 0 -".
  Text path{};           // "/proc/1/net/tcp"
};
std::optional<LsInode> read_ls_inode(Text line);

}  // namespace sonde
