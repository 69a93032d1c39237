// cgroup_list.hpp: the cgroups that processes are in, and those above them, each once.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "model/container.hpp"
#include "tables/cgroup_files.hpp"

namespace sonde {

struct ListedCgroup {
  CgroupFolder folder{};
  Text controller{};
  const Container* container = nullptr;  // Null: it is not that of one.

  // Its path in its hierarchy: "/system.slice", "/".
  Text path() const {
    const Text below = Text(folder.path).substr(folder.top);
    return below.empty() ? Text("/") : below;
  }
};

class CgroupList {
public:
  explicit CgroupList(World& world) : world_(world), files_(world) {}

  // Those of a process in the hierarchy of a controller, as its /proc/PID/cgroup says. `container`
  // may be null. The text of the controller lives for ever.
  void add(Text cgroup_file, Text controller, const Container* container);
  const std::vector<ListedCgroup>& all() const { return groups_; }  // In the order they were found.

  // A file in one of them, in `room`.
  Result<Text> read(const ListedCgroup& group, Text file, std::string& room);
  // The same as a number. Not applicable: it has no such file, as what has no limit has none.
  Known<u64> number(const ListedCgroup& group, Text file);
  // Why a file of one could not be read, which is remembered, unless it has no such file.
  Absent miss(const ListedCgroup& group, std::errc code);
  // Why some could not be found or read; Known: all could.
  Absent unread() const { return unread_; }

private:
  bool is_copied(const ListedCgroup& group);

  World& world_;
  CgroupFiles files_;
  std::vector<ListedCgroup> groups_{};
  std::unordered_map<std::string, u64> seen_{};  // Files and folders that were added.
  Absent unread_ = Absent::Known;
  std::string room_{};
};

}  // namespace sonde
