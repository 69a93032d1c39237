// config_files.cpp: looks whether files are there without reading them, and reads lists of dpkg.
// SPDX-License-Identifier: Apache-2.0
#include "tables/config_files.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/config_signs.hpp"
#include "tables/process_sockets.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Text info = "var/lib/dpkg/info/";
constexpr std::size_t packages_max = 20000;
constexpr std::size_t list_bytes_max = std::size_t{128} * 1024 * 1024;
constexpr std::size_t files_max = 2'000'000;

u64 hash_of(Text text) { return std::hash<Text>{}(text); }

// /usr/sbin/x and /sbin/x are one file on a machine with a merged /usr, and lists have either.
Text without_usr(Text path) { return path.starts_with("/usr/") ? path.substr(4) : path; }

// What mountinfo says of the root that a process sees: the same device and directory are the same
// files, also in a mount namespace of its own (PrivateTmp= of systemd). "" when it is not shown.
std::string root_of_mounts(Text mounts) {
  std::string root;
  each_mount(mounts, [&](const Mount& mount) {
    if (mount.point != "/") return;  // Of several the last one lies on top.
    root.assign(mount.device).append(" ").append(mount.root);
  });
  return root;
}

// The parts that one source is cut into: nginx-core goes with nginx and nginx-common.
std::vector<std::string> relatives_of(Text package) {
  constexpr Text suffixes[] = {"-bin",  "-core",   "-light", "-extras", "-full", "-daemon",
                               "-base", "-server", "-utils", "-heavy",  "-cli"};
  const Text own = package.substr(0, package.find(':'));
  std::vector<std::string> names = {std::string(own)};
  Text base = own;
  for (bool was_cut = true; was_cut;) {
    const std::size_t dash = base.rfind('-');
    const Text end = dash == Text::npos ? Text() : base.substr(dash);
    const bool is_version = end.size() > 1 && end.find_first_not_of("0123456789.", 1) == Text::npos;
    was_cut = dash != Text::npos && dash > 0 &&
              (is_version || std::ranges::find(suffixes, end) != std::end(suffixes));
    if (!was_cut) break;
    base = base.substr(0, dash);
    names.emplace_back(base);
  }
  for (std::size_t i = 0, count = names.size(); i < count; ++i)
    names.push_back(names[i] + "-common");
  return names;
}

}  // namespace

bool DpkgFiles::is_there() {
  if (!std::exchange(was_read_, true)) read_lists();
  return is_there_;
}

void DpkgFiles::read_lists() {
  std::string names;
  const auto list = source_.ask({Question::How::HostList, info}, names);
  is_there_ = list.has_value();
  constexpr Text of_files = ".list";
  constexpr Text of_conffiles = ".conffiles";
  std::size_t bytes = 0;
  for (Text rest = list ? *list : Text(); !rest.empty();) {
    const Text name = cut_name(rest);
    if (name.ends_with(of_conffiles))
      with_conffiles_.emplace_back(name.substr(0, name.size() - of_conffiles.size()));
    if (!name.ends_with(of_files)) continue;
    const bool is_full =
        packages_.size() >= packages_max || bytes >= list_bytes_max || files_.size() >= files_max;
    is_cut_ = is_cut_ || is_full;
    if (is_full) continue;
    const std::string file = std::string(info) + std::string(name);
    const auto text = source_.ask({Question::How::HostFile, file}, room_);
    if (!text) {
      is_cut_ = true;  // The list of a very large package.
      continue;
    }
    bytes += text->size();
    for (Text lines = *text; !lines.empty();)
      files_.emplace_back(hash_of(without_usr(next_line(lines))),
                          static_cast<u32>(packages_.size()));
    packages_.emplace_back(name.substr(0, name.size() - of_files.size()));
  }
  std::ranges::sort(files_);
}

bool DpkgFiles::has_line(std::size_t package, Text path) {
  const std::string file = std::string(info) + packages_[package] + ".list";
  const auto text = source_.ask({Question::How::HostFile, file}, room_);
  for (Text lines = text ? *text : Text(); !lines.empty();)
    if (without_usr(next_line(lines)) == without_usr(path)) return true;
  return false;
}

Text DpkgFiles::owner_of(Text path) {
  if (!is_there()) return {};
  const u64 hash = hash_of(without_usr(path));
  const auto begin = std::ranges::lower_bound(files_, std::pair<u64, u32>(hash, 0));
  for (auto at = begin; at != files_.end() && at->first == hash; ++at)
    if (has_line(at->second, path)) return packages_[at->second];
  return {};
}

void DpkgFiles::each_conffile(Text package, const Use& use) {
  for (const std::string& relative : relatives_of(package)) {
    const auto is_of = [&](const std::string& name) {
      return Text(name).substr(0, name.find(':')) == relative;
    };
    const auto found = std::ranges::find_if(with_conffiles_, is_of);
    if (found == with_conffiles_.end()) continue;
    const auto text =
        source_.ask({Question::How::HostFile, std::string(info) + *found + ".conffiles"}, room_);
    const std::string lines(text ? *text : Text());
    for (Text rest = lines; !rest.empty();) {
      Text line = trim(next_line(rest));
      if (line.starts_with('/')) use(relative, line);  // Others have a flag: remove-on-upgrade.
    }
  }
}

void ConfigFiles::begin(const Process& process) {
  const std::string folder = std::to_string(process.pid) + "/";
  pid_ = process.pid;
  points_.clear();
  if (own_root_.empty()) {
    const auto own = source_.ask({Question::How::Read, "self/mountinfo"}, room_);
    own_root_ = own ? root_of_mounts(*own) : std::string();
    if (own_root_.empty()) own_root_ = "?";
  }
  mounts_ = text_of(source_, {Question::How::Read, folder + "mountinfo"}, mounts_room_);
  const std::string root = mounts_ ? root_of_mounts(*mounts_) : std::string();
  if (mounts_) each_mount(*mounts_, [&](const Mount& mount) { points_.emplace_back(mount.point); });
  const bool is_at_top = !process.root || *process.root == "/";
  shares_root_ = root == own_root_ && is_at_top;
  place_.clear();
  for (const Text link : {Text("ns/mnt"), Text("root")}) {
    const auto target = source_.ask({Question::How::Link, folder + std::string(link)}, room_);
    (place_ += target ? *target : Text(folder)) += ' ';
  }
}

bool ConfigFiles::is_mount_point(Text path) const {
  return std::ranges::find(points_, path) != points_.end();
}

Known<bool> ConfigFiles::exists(const std::string& path) {
  const auto [place, is_new] = known_.try_emplace(place_ + path);
  if (is_new) place->second = is_mount_point(path) ? Known<bool>(true) : ask(path);
  return place->second;
}

Known<bool> ConfigFiles::ask(const std::string& path) {
  auto file = status_of(source_, {Question::How::RootStat, std::to_string(pid_) + path});
  const auto code = file ? std::errc{} : file.error().code;
  const bool is_elsewhere = code == std::errc::cross_device_link;
  const bool is_hidden = reason_of(code) == Absent::NotPermitted && !file;
  // What the process may not be asked about, the machine itself may say.
  if (shares_root_ && (is_elsewhere || is_hidden))
    file = status_of(source_, {Question::How::HostStat, path.substr(1)});
  const bool is_usual = file && (file->kind == '-' || file->kind == 'd');
  if (file) return is_usual ? Known<bool>(true) : Absent::Malformed;
  switch (file.error().code) {
    case std::errc::no_such_file_or_directory:
    case std::errc::not_a_directory:
    case std::errc::filename_too_long: return false;
    case std::errc::cross_device_link: return Absent::NotCollected;
    default: return reason_of(file.error().code);
  }
}

void ConfigFiles::each_unit_file(const Process& process, const UseUnit& use) {
  const UnitName unit = process.cgroup ? unit_of_cgroup(*process.cgroup) : UnitName();
  if (unit.name.empty()) return;
  std::string room;
  const Text pattern = template_of_unit(unit.name, room);
  const Text kind = unit.is_of_user ? "user" : "system";
  constexpr std::size_t drop_ins_max = 100;
  bool has_file = false;
  std::set<std::string, std::less<>> seen;
  // The first unit file counts, and of drop-ins the first one of each name.
  for (const Text top :
       {Text("etc/systemd/"), Text("run/systemd/"), Text("run/systemd/generator"),
        Text("usr/local/lib/systemd/"), Text("usr/lib/systemd/"), Text("lib/systemd/")}) {
    const std::string folder =
        std::string(top) + (top.ends_with('/') ? std::string(kind) : std::string()) + "/";
    const std::string shown = "/" + folder.substr(0, folder.size() - 1);
    for (const Text name : {unit.name, pattern}) {
      if (name.empty()) continue;
      const std::string file = folder + std::string(name);
      if (!has_file && status_of(source_, {Question::How::HostStat, file})) {
        use("/" + file, shown);
        has_file = true;
      }
      const auto list = source_.ask({Question::How::HostList, file + ".d"}, room_);
      const std::string names(list ? *list : Text());
      for (Text rest = names; !rest.empty() && seen.size() < drop_ins_max;) {
        const Text drop_in = cut_name(rest);
        if (drop_in.ends_with(".conf") && seen.emplace(drop_in).second)
          use("/" + file + ".d/" + std::string(drop_in), shown);
      }
    }
  }
}

}  // namespace sonde
