// host_files.hpp: small files of /proc that may be missing, refused or forged.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// Whose view of the machine a place has: "self"; with --in the process that was asked for, or the
// first one of the container, "42". "0" where there is no process that may be looked at.
std::string viewer_of(const World& world);

// What to do about values that are missing for this reason.
Text remedy_of_file(Absent why);

// Reads files of /proc for one scan, and remembers those that could not be read.
class HostFiles {
public:
  explicit HostFiles(World& world) : world_(world) {}

  // The text of a file, in `room`. What is not in a copy was not collected; what is not on a live
  // machine, its kernel does not have.
  std::optional<Text> read(Source& source, Text file, std::string& room);
  // The same in the place of the world itself.
  std::optional<Text> read(Text file, std::string& room) { return read(world_.source, file, room); }
  // Remembers something else that could not be read, or that could.
  void miss(Absent why, Text what);
  void found() { has_read_ = true; }
  // A gap of the table for each reason, which names the first files. Nothing could be seen when
  // there was no other file.
  void tell(Text table, Sink& sink, Text (*remedy)(Absent why) = &remedy_of_file) const;

private:
  struct Unread {
    Absent why;
    std::vector<std::string> files;
  };
  World& world_;
  std::vector<Unread> unread_{};
  bool has_read_ = false;
};

// Lines of a file that make no sense, and those with columns that a later kernel has added.
class OddLines {
public:
  void add_broken(Text line) {
    if (broken_++ == 0) example_ = line;
  }
  void add_longer() { ++longer_; }
  // A gap for each kind. The example must still be there.
  void tell(World& world, Text table, Text file, Sink& sink) const;

private:
  u64 broken_ = 0, longer_ = 0;
  Text example_{};
};

// Containers may have lxcfs or a file of somebody mounted over a file of /proc: what it says is not
// what the kernel would say. A note names each such file and its file system.
void tell_forged(World& world, std::span<const Text> files, Sink& sink);

}  // namespace sonde
