// cgroup_list.cpp: climbs from the cgroup of each process to the uppermost in view.
// SPDX-License-Identifier: Apache-2.0
#include "tables/cgroup_list.hpp"

#include "decode/cgroup_text.hpp"

namespace sonde {
namespace {

// The cgroups above that of a container are others'.
bool is_of(const Container* container, const std::string& path, bool is_its_own) {
  if (!container || is_its_own) return container != nullptr;
  return container->id && path.find(*container->id) != std::string::npos;
}

}  // namespace

void CgroupList::add(Text cgroup_file, Text controller, const Container* container) {
  const std::string name(controller);
  if (!seen_.emplace(name + std::string(cgroup_file), 0).second) return;  // Most share a few.
  Result<CgroupFolder> found = files_.folder_of(cgroup_file, controller);
  if (!found) unread_ = absent_outside_proc(world_.source, found.error().code);
  bool is_its_own = true;
  while (found && seen_.emplace(name + found->path, 0).second) {
    const bool is_the_containers = is_of(container, found->path, is_its_own);
    groups_.push_back({*found, controller, is_the_containers ? container : nullptr});
    is_its_own = false;
    if (!found->leave()) return;
  }
}

Result<Text> CgroupList::read(const ListedCgroup& group, Text file, std::string& room) {
  return files_.read(group.folder, file, room);
}

Known<u64> CgroupList::number(const ListedCgroup& group, Text file) {
  const auto text = read(group, file, room_);
  if (text) return decode_cgroup_number(*text);
  return miss(group, text.error().code);
}

// A cgroup without a limit has no file for it, but neither has a copy that is without cgroups.
Absent CgroupList::miss(const ListedCgroup& group, std::errc code) {
  if (code == std::errc::no_such_file_or_directory &&
      (!world_.source.is_copy() || is_copied(group)))
    return Absent::NotApplicable;
  unread_ = absent_outside_proc(world_.source, code);
  return unread_;
}

// Every cgroup has these.
bool CgroupList::is_copied(const ListedCgroup& group) {
  std::string room;
  return read(group, group.folder.is_first ? "tasks" : "cgroup.controllers", room).has_value();
}

}  // namespace sonde
