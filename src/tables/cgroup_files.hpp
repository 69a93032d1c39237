// cgroup_files.hpp: where the files of a process's cgroup stand on this machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// A cgroup as a folder of the machine, and how deep it may be left upwards.
struct CgroupFolder {
  std::string path{};     // "sys/fs/cgroup/system.slice"
  std::size_t top = 0;    // The size of the path of the uppermost one in view.
  bool is_first = false;  // Of version 1.

  // Goes to the one above. False: this is the uppermost.
  bool leave();
};

class CgroupFiles {
public:
  explicit CgroupFiles(World& world);

  // The cgroup of a process, out of its /proc/PID/cgroup, in the hierarchy of a controller:
  // "memory", "cpu", "pids". An error where it cannot be reached from here.
  Result<CgroupFolder> folder_of(Text cgroup_file, Text controller) const;
  // A file in it, in `room`.
  Result<Text> read(const CgroupFolder& folder, Text file, std::string& room);

private:
  struct Hierarchy {
    std::string point{}, root{}, options{};
    bool is_first = false;
  };
  World& world_;
  std::vector<Hierarchy> mounted_{};
  std::errc failure_{};
};

// How it is told that cgroups could not be found or read, and what would change that.
Absent absent_outside_proc(const Source& source, std::errc code);
Text cgroup_remedy(Absent why);

}  // namespace sonde
