// namespace_finder.cpp: /proc/PID/ns, its threads' and descriptors' links, and mounts of nsfs.
// SPDX-License-Identifier: Apache-2.0
#include "tables/namespace_finder.hpp"

#include <algorithm>
#include <mutex>
#include <set>
#include <span>

#include "base/text.hpp"
#include "decode/mountinfo.hpp"
#include "tables/census.hpp"
#include "tables/process_sockets.hpp"
#include "tables/process_spread.hpp"

namespace sonde {
namespace {

// "pid_for_children" and "time_for_children" are no namespaces of the process itself.
bool is_for_children(Text link) { return link.ends_with("_for_children"); }

// The one container that all of these are in.
Known<Text> container_of_all(const Census& census, std::span<const int> pids) {
  const Container* container = nullptr;
  for (const int pid : pids) {
    const Resident* const resident = census.find(pid);
    if (!resident || !resident->container) return Absent::NotApplicable;
    if (container && resident->container != container) return Absent::NotApplicable;
    container = resident->container;
  }
  return container ? container->shown() : Absent::NotApplicable;
}

// The namespaces that descriptors keep.
class DescriptorNamespaces {
public:
  struct Kept {
    int pid;
    std::string type;
    u64 inode;
    std::string path;
  };
  explicit DescriptorNamespaces(World& world);

  std::span<const Kept> kept() const { return kept_; }  // By pid.
  // What could not be read for a reason of our own; a refusal is that of the process itself.
  std::span<const std::pair<std::errc, std::string>> unread() const { return unread_; }

private:
  class Looker;
  std::mutex writing_{};  // Several threads walk.
  std::vector<Kept> kept_{};
  std::vector<std::pair<std::errc, std::string>> unread_{};
};

class DescriptorNamespaces::Looker final : public ProcessLooker {
public:
  Looker(DescriptorNamespaces& found, Source& source) : found_(found), source_(source) {}

  u64 look(int pid) override {
    const std::string folder = std::to_string(pid) + "/fd";
    const auto blocks = source_.stream({Question::How::Links, folder});
    if (!blocks) return note_unread(blocks.error().code, folder);
    for (u64 count = 0;;) {
      const Result<Text> links = (*blocks)->next();
      if (!links) return note_unread(links.error().code, folder);
      if (links->empty()) return count;
      for (Text rest = *links; !rest.empty(); ++count) {
        const Text descriptor = cut_name(rest);
        const auto decoded = decode_link_namespace(cut_name(rest));
        if (!decoded) continue;
        const std::lock_guard lock(found_.writing_);
        found_.kept_.push_back({pid, std::string(decoded->type), decoded->inode,
                                folder + "/" + std::string(descriptor)});
      }
    }
  }

private:
  u64 note_unread(std::errc code, const std::string& folder) {
    const std::lock_guard lock(found_.writing_);
    if (is_own_failure(code)) found_.unread_.emplace_back(code, folder);
    return 0;
  }

  DescriptorNamespaces& found_;
  Source& source_;
};

DescriptorNamespaces::DescriptorNamespaces(World& world) {
  std::vector<int> pids;
  for (const Resident& resident : census_of(world).residents()) pids.push_back(resident.pid);
  ProcessSpread(pids, [&](Source& source) {
    return std::make_unique<Looker>(*this, source);
  }).run(world.source);
  std::ranges::stable_sort(kept_, {}, &Kept::pid);
}

}  // namespace

std::vector<Namespace> NamespaceFinder::find(Text type) {
  type_ = type;
  look_at_processes();
  look_at_mounts();
  std::vector<Namespace> list;
  const Census& census = census_of(world_);
  for (auto& [key, found] : found_) {
    found.row.mounts = world_.texts.keep(found.mounts);
    found.row.pids = world_.texts.keep(Numbers(found.pids));
    found.row.processes = static_cast<u32>(found.pids.size());
    if (found.pids.empty() && may_hide_processes(found.row.type))
      found.row.processes = Absent::NotPermitted;
    found.row.container = container_of_all(census, found.pids);
    list.push_back(found.row);
  }
  return list;
}

// Whether a process that may not be looked into may be in a namespace of this type that shows none.
// Which network it is in the census may know all the same.
bool NamespaceFinder::may_hide_processes(Text type) const {
  if (closed_.empty() || type != "net") return !closed_.empty();
  const Census& census = census_of(world_);
  return census.hidden_numbers() > 0 || std::ranges::any_of(closed_, [&](int pid) {
           const Resident* const resident = census.find(pid);
           return resident && !resident->netns && !resident->is_zombie;
         });
}

// Threads and descriptors come last, so that what a process keeps goes by that process.
void NamespaceFinder::look_at_processes() {
  const auto residents = census_of(world_).residents();
  for (const Resident& resident : residents)
    look_at_links(std::to_string(resident.pid), resident.pid, KeptBy::Process);
  const auto is_open = [&](const Resident& one) { return !closed_.contains(one.pid); };
  for (const Resident& resident : residents)
    if (resident.threads > 1 && is_open(resident)) look_at_threads(resident.pid);
  look_at_descriptors();
}

void NamespaceFinder::look_at_links(const std::string& folder, int pid, KeptBy kept_by) {
  const std::string name = folder + "/ns" + (type_.empty() ? "" : "/" + std::string(type_));
  const auto how = type_.empty() ? Question::How::Links : Question::How::Link;
  const auto links = world_.source.ask({how, name}, room_);
  if (!links) {
    if (reason_of(links.error().code) == Absent::NotPermitted) closed_.insert(pid);
    return note_unread(links.error().code, name);
  }
  const auto use = [&](Text link, Text target) {
    const auto decoded = decode_link_namespace(target);
    if (!decoded || is_for_children(link)) return;
    add(*decoded, kept_by, pid, folder + "/ns/" + std::string(link));
  };
  if (!type_.empty()) return use(type_, *links);
  for (Text rest = *links; !rest.empty();) {
    const Text link = cut_name(rest);
    use(link, cut_name(rest));
  }
}

void NamespaceFinder::note_unread(std::errc code, const std::string& name) {
  if (reason_of(code) == Absent::NotPermitted && refused_++ == 0) refused_example_ = name;
  if (is_own_failure(code) && failed_++ == 0) failure_ = code;
}

void NamespaceFinder::look_at_threads(int pid) {
  const std::string folder = std::to_string(pid) + "/task";
  std::string names;
  const auto threads = world_.source.ask({Question::How::List, folder}, names);
  for (Text rest = threads ? *threads : Text(); !rest.empty();) {
    const Text thread = cut_name(rest);
    if (thread != std::to_string(pid))
      look_at_links(folder + "/" + std::string(thread), pid, KeptBy::Thread);
  }
}

// One walk over all descriptors of all processes serves every finder of a world.
void NamespaceFinder::look_at_descriptors() {
  const DescriptorNamespaces& found = world_.shared<DescriptorNamespaces>();
  for (const auto& [code, folder] : found.unread()) note_unread(code, folder);
  for (const DescriptorNamespaces::Kept& one : found.kept())
    if (wants(one.type) && !closed_.contains(one.pid))
      add({one.type, one.inode}, KeptBy::Descriptor, one.pid, one.path);
}

// Mounts of other mount namespaces are not opened: what is mounted around them may hang.
void NamespaceFinder::look_at_mounts() {
  const auto file = world_.source.ask({Question::How::Read, "self/mountinfo"}, room_);
  if (!file && !world_.source.is_copy()) note_unread(file.error().code, "self/mountinfo");
  if (!file) return;
  each_mount(*file, [&](const Mount& mount) {
    const auto decoded = mount.type == "nsfs" ? decode_link_namespace(mount.root) : std::nullopt;
    if (!decoded || !wants(decoded->type)) return;
    add(*decoded, KeptBy::Mount, 0, std::string(mount.point));
  });
}

void NamespaceFinder::add(const NamespaceLink& link, KeptBy kept_by, int pid,
                          const std::string& path) {
  const auto [place, is_new] = found_.try_emplace({std::string(link.type), link.inode});
  Namespace& found = place->second.row;
  if (kept_by == KeptBy::Process) place->second.pids.push_back(pid);
  if (kept_by == KeptBy::Mount) (place->second.mounts += path) += '\0';
  if (!is_new) {
    // The name that somebody gave it says more than a process that is in it.
    if (kept_by == KeptBy::Mount) found.path = world_.texts.keep(path);
    return;
  }
  found.type = world_.texts.keep(link.type);
  found.inode = link.inode;
  found.kept_by = kept_by;
  found.pid = pid;
  found.handle = world_.texts.keep(path);
  found.path = kept_by == KeptBy::Mount ? found.handle : world_.texts.keep("/proc/" + path);
}

std::vector<Network> all_networks(World& world) {
  std::vector<Network> networks = census_of(world).networks();
  if (networks.empty()) {  // No process can be looked at; where we are is known all the same.
    networks.emplace_back();
    networks.back().netns = census_of(world).own_netns();
  }
  std::set<u64> seen;
  for (const Network& network : networks) seen.insert(network.netns.value);
  for (const Namespace& found : NamespaceFinder(world).find("net")) {
    if (!seen.insert(found.inode).second || !std::in_range<u32>(found.inode)) continue;
    Network network;
    const Known<u32> own = census_of(world).own_netns();
    if (!own || *own != found.inode) network.handle = found.handle;
    network.netns = static_cast<u32>(found.inode);
    networks.push_back(std::move(network));
  }
  return networks;
}

}  // namespace sonde
