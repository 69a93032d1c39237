// cgroup_files.cpp: finds the hierarchies in our own mountinfo, which says what of them is in view.
// SPDX-License-Identifier: Apache-2.0
#include "tables/cgroup_files.hpp"

#include "decode/cgroup_text.hpp"
#include "decode/mountinfo.hpp"

namespace sonde {
namespace {

// Whether a path is `root` or below it; then the rest, "" or "/a/b".
bool take_root(Text path, Text root, Text& rest) {
  if (root == "/") root = "";
  if (!path.starts_with(root)) return false;
  rest = path.substr(root.size());
  if (rest == "/") rest = "";
  return rest.empty() || rest.front() == '/';
}

}  // namespace

bool CgroupFolder::leave() {
  if (path.size() <= top) return false;
  path.resize(path.rfind('/'));
  return true;
}

// 44 43 0:37 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
// 52 43 0:45 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
CgroupFiles::CgroupFiles(World& world) : world_(world) {
  std::string room;
  const auto text = world.source.ask({Question::How::Read, "self/mountinfo"}, room);
  if (!text) {
    failure_ = text.error().code;
    return;
  }
  each_mount(*text, [&](const Mount& mount) {
    const bool is_first = mount.type == "cgroup";
    if (!is_first && mount.type != "cgroup2") return;
    mounted_.push_back({std::string(mount.point), std::string(mount.root),
                        "," + std::string(mount.super_options) + ",", is_first});
  });
}

// A controller that version 1 has is not in version 2.
Result<CgroupFolder> CgroupFiles::folder_of(Text cgroup_file, Text controller) const {
  if (failure_ != std::errc{}) return failed(failure_, "read", "self/mountinfo");
  const std::string option = "," + std::string(controller) + ",";
  for (const bool is_first : {true, false}) {
    const Text path = cgroup_path(cgroup_file, is_first ? controller : Text());
    if (path.empty()) continue;
    for (const Hierarchy& hierarchy : mounted_) {
      if (hierarchy.is_first != is_first) continue;
      if (is_first && hierarchy.options.find(option) == std::string::npos) continue;
      Text rest;
      if (path.find("/..") != Text::npos || !take_root(path, hierarchy.root, rest)) continue;
      const std::string top = hierarchy.point.substr(1);
      return CgroupFolder{top + std::string(rest), top.size(), is_first};
    }
  }
  return failed(std::errc::no_such_file_or_directory, "find the cgroup", std::string(controller));
}

Absent absent_outside_proc(const Source& source, std::errc code) {
  return source.is_copy() ? Absent::NotCollected : reason_of(code);
}

Text cgroup_remedy(Absent why) {
  return why == Absent::NotCollected ? "run sonde on that machine, or copy /sys/fs/cgroup too"
                                     : "mount cgroups at /sys/fs/cgroup, or run sonde on the node";
}

Result<Text> CgroupFiles::read(const CgroupFolder& folder, Text file, std::string& room) {
  const std::string path = folder.path + "/" + std::string(file);
  return world_.source.ask({Question::How::HostFile, path}, room);
}

}  // namespace sonde
