// host_files.cpp: reads a file of /proc, and looks for mounts over such files.
// SPDX-License-Identifier: Apache-2.0
#include "tables/host_files.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "decode/mountinfo.hpp"
#include "tables/rights.hpp"

namespace sonde {

std::optional<Text> HostFiles::read(Source& source, Text file, std::string& room) {
  const Result<Text> text = source.ask({Question::How::Read, file}, room);
  if (text) {
    has_read_ = true;
    return *text;
  }
  const std::errc code = text.error().code;
  const bool is_missing = code == std::errc::no_such_file_or_directory;
  const Absent why = is_missing && source.is_copy() ? Absent::NotCollected : reason_of(code);
  miss(why, file);
  return std::nullopt;
}

void HostFiles::miss(Absent why, Text what) {
  auto found = std::ranges::find(unread_, why, &Unread::why);
  if (found == unread_.end()) found = unread_.insert(found, {why, {}});
  // It may be missing in several network namespaces.
  if (std::ranges::find(found->files, what) == found->files.end()) found->files.emplace_back(what);
}

void HostFiles::tell(Text table, Sink& sink, Text (*remedy)(Absent why)) const {
  constexpr std::size_t named = 2;
  for (const Unread& unread : unread_) {
    std::string said = unread.files.front();
    if (unread.files.size() >= named) said += ", " + unread.files[1];
    if (unread.files.size() > named) {
      said += " and ";
      append_number(said, unread.files.size() - named);
      said += " more";
    }
    sink.gap({table, "", unread.why, Absent::NotApplicable, world_.texts.keep(said),
              remedy(unread.why), !has_read_});
  }
}

void OddLines::tell(World& world, Text table, Text file, Sink& sink) const {
  if (broken_ > 0)
    sink.gap({table, "", Absent::Malformed, broken_, world.texts.keep(example_),
              remedy_of_file(Absent::Malformed)});
  if (longer_ > 0)
    sink.gap({table, "more columns", Absent::Unsupported, longer_, file, "look for a newer sonde"});
}

std::string viewer_of(const World& world) {
  if (world.pids.empty()) return "self";
  return std::to_string(world.networks.empty() ? world.pids.front() : world.networks.front().pid);
}

Text remedy_of_file(Absent why) {
  switch (why) {
    case Absent::NotCollected: return "copy these files of /proc too";
    case Absent::NotPermitted: return read_any_file.anywhere;
    case Absent::Malformed: return "look at the input: the kernel does not write this";
    default: return "this kernel, or this place, does not have it";
  }
}

void tell_forged(World& world, std::span<const Text> files, Sink& sink) {
  constexpr Text proc = "/proc/";
  std::string room;
  const auto mounts = world.source.ask({Question::How::Read, "self/mountinfo"}, room);
  if (!mounts) return;
  each_mount(*mounts, [&](const Mount& mount) {
    if (!mount.point.starts_with(proc) || mount.type == "proc") return;
    if (std::ranges::find(files, mount.point.substr(proc.size())) == files.end()) return;
    sink.note(std::string(mount.point) + " is not the kernel's: " + std::string(mount.type) +
              " stands in its place");
  });
}

}  // namespace sonde
