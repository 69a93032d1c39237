// census.cpp: one pass over /proc for the few facts that say where a process lives.
// SPDX-License-Identifier: Apache-2.0
#include "tables/census.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/proc_pid.hpp"
#include "tables/container_naming.hpp"
#include "tables/process_sockets.hpp"
#include "tables/rights.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// The number in "net:[4026531840]".
std::optional<u32> number_of_link(const Result<Text>& link) {
  const auto decoded = link ? decode_link_namespace(*link) : std::nullopt;
  if (!decoded || !std::in_range<u32>(decoded->inode)) return std::nullopt;
  return static_cast<u32>(decoded->inode);
}

// The path of the container's cgroup, down to the id. Not the id alone: whoever may create cgroups
// below his own could name one after the container of somebody else.
std::string key_of(Text cgroup, Text id) {
  const std::size_t at = id.empty() ? Text::npos : cgroup.rfind(id);
  if (at == Text::npos) return std::string(id);
  const std::size_t newline = cgroup.rfind('\n', at);
  const std::size_t begin = newline == Text::npos ? 0 : newline + 1;
  return std::string(cgroup.substr(begin, at + id.size() - begin));
}

}  // namespace

Census::Census(World& world) : world_(world) {
  std::string names;
  const auto own = world.source.ask({Question::How::Link, "self/ns/net"}, room_);
  const auto number = number_of_link(own);
  own_netns_ = number ? Known<u32>(*number) : own ? Absent::Malformed : reason_of(own.error().code);
  if (const auto link = world.source.ask({Question::How::Link, "self/ns/pid"}, room_))
    own_pid_namespace_ = *link;
  if (const auto status = world.source.ask({Question::How::Read, "self/status"}, room_))
    own_pid_levels_ = decode_pid_status(*status).pid_levels;
  const auto list = world.source.ask({Question::How::List, ""}, names);
  if (!list) listed_ = std::unexpected(list.error());
  std::vector<int> pids;
  for (Text rest = list ? *list : Text(); !rest.empty();) {
    int pid = 0;
    if (parse_number(cut_name(rest), pid) && pid > 0) pids.push_back(pid);
  }
  if (list && pids.empty() && !world.source.is_copy())  // Something else is mounted there.
    listed_ = failed(std::errc::no_such_file_or_directory, "find processes in", "/proc");
  std::ranges::sort(pids);
  for (const int pid : pids) look_at(pid);
  settle_numbers();
  settle_nested();
  find_containers();
}

void Census::look_at(int pid) {
  const std::string folder = std::to_string(pid) + "/";
  const auto file = world_.source.ask({Question::How::Read, folder + "stat"}, room_);
  if (!file) note_failure(file.error().code);
  const auto stat = file ? decode_pid_stat(*file) : std::nullopt;
  if (!stat) return;  // It has ended.
  Resident resident;
  resident.pid = pid;
  resident.ppid = stat->ppid;
  resident.threads = stat->threads;
  resident.start_ticks = stat->start_ticks;
  resident.is_zombie = stat->state == 'Z' || stat->state == 'X';
  resident.name = world_.texts.keep(stat->name);
  Sign sign;
  if (stat->is_kernel_thread)
    resident.netns = Absent::NotApplicable;
  else
    look_at_namespaces(folder, resident, sign);
  residents_.push_back(resident);
  signs_.push_back(std::move(sign));
}

void Census::note_failure(std::errc code) {
  if (is_own_failure(code) && unread_++ == 0) failure_ = code;
}

void Census::look_at_namespaces(const std::string& folder, Resident& resident, Sign& sign) {
  Source& source = world_.source;
  if (const auto cgroup = source.ask({Question::How::Read, folder + "cgroup"}, room_))
    sign.key = key_of(*cgroup, container_sign_of_cgroup(*cgroup, sign_room_).id);
  const auto net = source.ask({Question::How::Link, folder + "ns/net"}, room_);
  if (const auto number = number_of_link(net)) {
    resident.netns = *number;
    const auto link = source.ask({Question::How::Link, folder + "ns/pid"}, room_);
    const bool is_apart = link && !own_pid_namespace_.empty() && *link != own_pid_namespace_;
    if (is_apart && sign.key.empty()) sign.key = *link;
    return;
  }
  if (!net) note_failure(net.error().code);
  resident.netns = net ? Absent::Malformed : reason_of(net.error().code);
  if (resident.netns.why != Absent::NotPermitted) return;
  sign.stand_in = stand_in_of(folder + "net/tcp");
  const auto file = source.ask({Question::How::Read, folder + "status"}, room_);
  if (!file) return;
  const PidStatus status = decode_pid_status(*file);
  resident.uid = status.euid;
  const bool knows_levels = status.pid_levels && own_pid_levels_;
  sign.is_nested = knows_levels && *status.pid_levels > *own_pid_levels_;
  sign.is_first = sign.is_nested && status.inner_pid && *status.inner_pid == 1;
}

u32 Census::stand_in_of(const std::string& name) {
  const auto status = status_of(world_.source, {Question::How::Stat, name});
  return status && std::in_range<u32>(status->inode) ? static_cast<u32>(status->inode) : 0;
}

// Puts the real number in place of what stands in for it, where any process of the namespace tells
// both; the rest go by what stands in.
void Census::settle_numbers() {
  const auto is_hidden = [](const Sign& sign) { return sign.stand_in != 0; };
  if (std::ranges::none_of(signs_, is_hidden)) return;
  std::map<u32, u32> real;
  if (own_netns_) real[stand_in_of("net/tcp")] = *own_netns_;
  std::set<u32> asked;
  for (const Resident& resident : residents_)
    if (resident.netns && asked.insert(*resident.netns).second)
      real[stand_in_of(std::to_string(resident.pid) + "/net/tcp")] = *resident.netns;
  std::set<u32> hidden;
  for (std::size_t i = 0; i < residents_.size(); ++i) {
    const u32 stand_in = signs_[i].stand_in;
    if (stand_in == 0) continue;
    const auto known = real.find(stand_in);
    residents_[i].netns = known != real.end() ? known->second : stand_in;
    if (known == real.end()) hidden.insert(stand_in);
  }
  hidden_numbers_ = hidden.size();
}

// A process of a namespace below ours is in the container of the first process above it.
void Census::settle_nested() {
  constexpr int generations_max = 1000;
  for (std::size_t i = 0; i < residents_.size(); ++i) {
    if (!signs_[i].is_nested || !signs_[i].key.empty()) continue;
    std::size_t at = i;
    for (int climbed = 0; climbed < generations_max && !signs_[at].is_first; ++climbed) {
      const Resident* const parent = find(residents_[at].ppid);
      if (!parent) break;
      at = static_cast<std::size_t>(parent - residents_.data());
    }
    if (signs_[at].is_first) signs_[i].key = "first " + std::to_string(residents_[at].pid);
  }
}

void Census::find_containers() {
  std::map<Text, std::vector<std::size_t>> groups;
  const Resident* dockerd = nullptr;
  for (std::size_t i = 0; i < residents_.size(); ++i) {
    if (!signs_[i].key.empty())
      groups[signs_[i].key].push_back(i);
    else if (!dockerd && residents_[i].name == "dockerd")
      dockerd = &residents_[i];
  }
  ContainerNaming naming(world_, dockerd ? dockerd->pid : 0);
  for (const auto& [key, members] : groups) {
    const std::size_t first = *std::ranges::min_element(
        members, {}, [&](std::size_t i) { return residents_[i].start_ticks; });
    Container* const container = world_.texts.make(Container{});
    container->pid = residents_[first].pid;
    container->netns = residents_[first].netns;
    container->start_ticks = residents_[first].start_ticks;
    container->processes = static_cast<u32>(members.size());
    for (const std::size_t i : members) residents_[i].container = container;
    name_container(naming, residents_[first], *container);
    containers_.push_back(container);
  }
  std::ranges::sort(containers_, {}, &Container::pid);
}

void Census::name_container(ContainerNaming& naming, const Resident& first, Container& container) {
  ContainerSigns signs;
  const std::string folder = std::to_string(first.pid) + "/";
  if (const auto cgroup = world_.source.ask({Question::How::Read, folder + "cgroup"}, room_))
    signs.cgroup = container_sign_of_cgroup(*cgroup, sign_room_);
  const Resident* const parent = find(first.ppid);
  if (parent && parent->container != &container) signs.parent = parent->pid;
  naming.name(signs, container);
}

const Resident* Census::find(int pid) const {
  const auto found = std::ranges::lower_bound(residents_, pid, {}, &Resident::pid);
  return found != residents_.end() && found->pid == pid ? &*found : nullptr;
}

Known<u32> Census::machine_netns() const {
  const Resident* const first = find(1);
  return first && !first->container && first->netns ? first->netns : own_netns_;
}

std::vector<Network> Census::networks() const {
  std::vector<Network> networks;
  std::map<u32, std::size_t> places;
  for (const Resident& resident : residents_) {
    if (!resident.netns) continue;
    const auto [place, is_new] = places.try_emplace(*resident.netns, networks.size());
    const Known<Text> container =
        resident.container ? resident.container->shown() : Absent::NotApplicable;
    if (!is_new) {  // Of several containers in one network none stands for all.
      Known<Text>& known = networks[place->second].container;
      if (!known || !container || *known != *container) known = Absent::NotApplicable;
      continue;
    }
    Network network;
    const bool is_own = own_netns_ && *own_netns_ == *resident.netns;
    if (!is_own) network.handle = std::to_string(resident.pid) + "/ns/net";
    network.netns = resident.netns;
    network.pid = resident.pid;
    network.container = container;
    networks.push_back(std::move(network));
  }
  return networks;
}

const Resident* Census::only_process_of(u32 netns, u32 uid) const {
  const Resident* only = nullptr;
  for (const Resident& resident : residents_) {
    const bool is_one =
        resident.netns && *resident.netns == netns && resident.uid && *resident.uid == uid;
    if (!is_one) continue;
    const bool is_worker = only && resident.ppid == only->pid && resident.name == only->name;
    if (is_worker) continue;
    if (only) return nullptr;
    only = &resident;
  }
  return only;
}

bool is_own_failure(std::errc code) {
  switch (reason_of(code)) {
    case Absent::NotPermitted:
    case Absent::Vanished:
    case Absent::NotCollected: return false;
    default: return code != std::errc::no_such_file_or_directory;  // It has ended.
  }
}

void tell_unseen_processes(World& world, Text table, Sink& sink) {
  const Census& census = census_of(world);
  if (census.unread() > 0) {
    std::string said = "those of ";
    append_number(said, census.unread());
    said += census.unread() == 1 ? " process: " : " processes: ";
    said += std::make_error_code(census.failure()).message();
    sink.gap({table, "", Absent::NotCollected, Absent::NotApplicable, world.texts.keep(said),
              "raise the limit: ulimit -n, ulimit -v"});
  }
  if (world.pids.empty()) tell_hidden_processes(world, table, census.residents().size(), sink);
}

void tell_hidden_numbers(World& world, Text table, Sink& sink) {
  const u64 hidden = census_of(world).hidden_numbers();
  if (hidden == 0) return;
  std::string said;
  append_number(said, hidden);
  said += hidden == 1 ? " namespace goes" : " namespaces go";
  said += " by the inode of net/tcp, which tells them apart";
  sink.gap({table, "netns", Absent::NotPermitted, Absent::NotApplicable, world.texts.keep(said),
            look_into_processes.anywhere});
}

}  // namespace sonde
