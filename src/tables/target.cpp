// target.cpp: finds processes, containers, pods and namespaces by the names that people know.
// SPDX-License-Identifier: Apache-2.0
#include "tables/target.hpp"

#include <algorithm>
#include <map>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "tables/census.hpp"
#include "tables/namespace_finder.hpp"
#include "tables/process_sockets.hpp"

namespace sonde {
namespace {

constexpr std::size_t candidates_max = 20;  // In an error.

// A place that has the name.
struct Candidate {
  std::string called{};  // "container web (docker 3f2a91c0d4e1)"
  std::string typed{};   // What names it and no other: "container:3f2a91c0d4e1"
  std::vector<Network> networks{};
  std::vector<int> pids{};
};

class Finder {
public:
  Finder(World& world, const Target& target)
      : world_(world), target_(target), census_(census_of(world)) {}

  Result<Candidate> find() {
    const auto asked = [&](Target::Kind kind) {
      return target_.kind == kind || target_.kind == Target::Kind::Word;
    };
    if (asked(Target::Kind::Pid)) find_pid();
    if (asked(Target::Kind::Container)) find_containers();
    if (asked(Target::Kind::Pod)) find_pods();
    if (asked(Target::Kind::Netns)) find_netns();
    drop_same();
    if (candidates_.size() == 1) return std::move(candidates_.front());
    return candidates_.empty() ? nothing() : several();
  }

private:
  // The place of a process: its container, or else everything in its network namespace.
  void find_pid() {
    int pid = 0;
    if (!parse_number(Text(target_.name), pid)) return;
    const Resident* const resident = census_.find(pid);
    if (!resident) return;
    Candidate candidate;
    candidate.called = "pid " + target_.name + " (" + std::string(resident->name) + ")";
    candidate.typed = "pid:" + target_.name;
    add_network(candidate, resident->netns, pid);
    for (const Resident& other : census_.residents()) {
      const bool is_there = resident->container ? other.container == resident->container
                                                : is_in(other, resident->netns);
      if (is_there) candidate.pids.push_back(other.pid);
    }
    // Of a kernel thread, or where the network is not known; an empty list would mean everybody.
    if (candidate.pids.empty()) candidate.pids.push_back(pid);
    candidates_.push_back(std::move(candidate));
  }

  static bool is_in(const Resident& resident, const Known<u32>& netns) {
    return resident.netns && netns && *resident.netns == *netns;
  }

  // Also "nginx" of "web-0/nginx": what kubectl calls a container.
  bool is_called(const Container& container) const {
    const Text name = target_.name;
    if (container.name && *container.name == name) return true;
    if (container.pod && container.name && container.name.value.ends_with("/" + target_.name))
      return true;
    constexpr std::size_t digits_min = 4;
    return container.id && (*container.id == name ||
                            (name.size() >= digits_min && container.id.value.starts_with(name)));
  }

  void find_containers() {
    for (const Container* container : census_.containers()) {
      if (!is_called(*container)) continue;
      Candidate candidate = of_container(*container);
      // A name without an id may be anybody's choice, and this is typed into a shell.
      candidate.typed = container->id ? "container:" + std::string(*container->id)
                                      : "pid:" + std::to_string(container->pid);
      candidates_.push_back(std::move(candidate));
    }
  }

  Candidate of_container(const Container& container) const {
    Candidate candidate;
    candidate.called = "container " + std::string(container.shown().value);
    candidate.called += " (" + std::string(container.runtime);
    if (container.name && container.id)
      candidate.called += " " + std::string(container.id.value.substr(0, 12));
    candidate.called += ")";
    add_network(candidate, container.netns, container.pid);
    for (const Resident& resident : census_.residents())
      if (resident.container == &container) candidate.pids.push_back(resident.pid);
    return candidate;
  }

  // "web-0", or "shop/web-0" where several namespaces of Kubernetes have one.
  void find_pods() {
    std::map<std::string, Candidate> pods;
    for (const Container* container : census_.containers()) {
      if (!container->pod) continue;
      std::string full(*container->pod);
      if (container->pod_namespace) full.insert(0, std::string(*container->pod_namespace) + "/");
      if (*container->pod != target_.name && full != target_.name) continue;
      Candidate& pod = pods[full];
      Candidate part = of_container(*container);
      pod.called = "pod " + full;
      pod.typed = "pod:" + full;
      if (pod.networks.empty()) pod.networks = std::move(part.networks);
      pod.pids.insert(pod.pids.end(), part.pids.begin(), part.pids.end());
    }
    for (auto& [name, pod] : pods) {
      std::ranges::sort(pod.pids);
      candidates_.push_back(std::move(pod));
    }
  }

  // By number, by path, or by a name below /run/netns.
  void find_netns() {
    u32 number = 0;
    if (parse_number(Text(target_.name), number) && find_number(number)) return;
    NamespaceFinder finder(world_);
    // The kernel lists mounts below /run; people and runtimes write /var/run, a link to it.
    constexpr Text old_run = "/var/run/";
    const bool is_old = target_.name.starts_with(old_run);
    const std::string file = is_old ? "/run/" + target_.name.substr(old_run.size()) : target_.name;
    for (const Namespace& found : finder.find("net")) {
      bool is_it = found.path == target_.name || found.inode == number;
      for (Text rest = found.mounts; !rest.empty();) {
        const Text path = cut_name(rest);  // It may have several names.
        is_it = is_it || path == target_.name || path == file ||
                path == "/run/netns/" + target_.name || path == "/var/run/netns/" + target_.name ||
                path == "/run/docker/netns/" + target_.name;
      }
      if (is_it) add_namespace(static_cast<u32>(found.inode), found.pid, std::string(found.handle));
    }
    if (candidates_.empty()) find_path(target_.name);
    if (candidates_.empty()) find_link();
  }

  // /proc/42/ns/net
  void find_path(Text name) {
    int pid = 0;
    constexpr Text proc = "/proc/";
    if (!name.starts_with(proc) || !name.ends_with("/ns/net") ||
        !parse_number(name.substr(proc.size(), name.find('/', proc.size()) - proc.size()), pid))
      return;
    const Resident* const resident = census_.find(pid);
    if (resident && resident->netns) find_number(*resident->netns);
  }

  // What people make for "ip netns exec web": ln -s /proc/42/ns/net /run/netns/web
  void find_link() {
    const Text typed = target_.name;
    const Text name = typed.substr(typed.rfind('/') + 1);  // npos + 1 is 0.
    const Text folder = typed.substr(0, typed.size() - name.size());
    if (!folder.empty() && folder != "/run/netns/" && folder != "/var/run/netns/") return;
    std::string room;
    const auto links = world_.source.ask({Question::How::Links, "self/root/run/netns"}, room);
    for (Text rest = links ? *links : Text(); !rest.empty();) {
      const bool is_it = cut_name(rest) == name;
      const Text target = cut_name(rest);
      if (is_it) return find_path(target);
    }
  }

  bool find_number(u32 number) {
    for (const Resident& resident : census_.residents()) {
      if (!is_in(resident, number)) continue;
      add_namespace(number, resident.pid, std::to_string(resident.pid) + "/ns/net");
      return true;
    }
    return false;
  }

  void add_namespace(u32 number, int pid, const std::string& handle) {
    Candidate candidate;
    candidate.called = "network namespace " + target_.name;
    candidate.typed = "netns:" + std::to_string(number);
    add_network(candidate, number, pid);
    candidate.networks.front().handle = is_own(number) ? "" : handle;
    for (const Resident& resident : census_.residents())
      if (is_in(resident, number)) candidate.pids.push_back(resident.pid);
    if (candidate.pids.empty()) candidate.pids.push_back(0);  // None: no process is in it.
    candidates_.push_back(std::move(candidate));
  }

  bool is_own(u32 number) const { return census_.own_netns() && *census_.own_netns() == number; }

  void add_network(Candidate& candidate, const Known<u32>& netns, int pid) const {
    Network network;
    network.netns = netns;
    network.pid = pid;
    if (!netns || !is_own(*netns)) network.handle = std::to_string(pid) + "/ns/net";
    for (const Network& known : census_.networks())
      if (known.netns && netns && *known.netns == *netns) network.container = known.container;
    candidate.networks.push_back(std::move(network));
  }

  // A pod of one container, or a container whose namespace has its name, is one place.
  void drop_same() {
    for (std::size_t i = 0; i + 1 < candidates_.size();) {
      const Candidate& one = candidates_[i];
      const auto is_same = [&](const Candidate& other) {
        const Known<u32>& netns = other.networks.front().netns;
        return &one != &other && one.pids == other.pids && netns &&
               one.networks.front().netns.value == *netns;
      };
      if (std::ranges::any_of(candidates_, is_same))
        candidates_.erase(candidates_.begin() + static_cast<std::ptrdiff_t>(i));
      else
        ++i;
    }
  }

  std::unexpected<Error> nothing() const {
    constexpr Text kinds[] = {"place", "process", "container", "network namespace", "pod", "place"};
    std::string said = "there is no " + std::string(kinds[static_cast<std::size_t>(target_.kind)]) +
                       " '" + target_.name + "' that can be seen from here; ";
    said += "sonde containers and sonde namespaces list what there is";
    return usage(nothing_has_the_name, std::move(said));
  }

  std::unexpected<Error> several() const {
    std::string said = "'" + target_.name + "' means several places; say which:";
    for (std::size_t i = 0; i < std::min(candidates_.size(), candidates_max); ++i)
      said += (i == 0 ? " --in " : ", --in ") + shell_word(candidates_[i].typed) + " (" +
              candidates_[i].called + ")";
    return usage(std::errc::invalid_argument, std::move(said));
  }

  static std::unexpected<Error> usage(std::errc code, std::string sentence) {
    return std::unexpected(Error{code, std::move(sentence), {}, Error::Kind::Usage});
  }

  World& world_;
  const Target& target_;
  const Census& census_;
  std::vector<Candidate> candidates_{};
};

// A zombie has left its namespaces (exit_task_namespaces of kernel/nsproxy.c): it counts with its
// parent, which does not collect it.
void add_zombies(const Census& census, std::vector<int>& pids) {
  const std::vector<int> living = pids;
  for (const Resident& resident : census.residents())
    if (resident.is_zombie && resident.ppid > 0 &&
        std::ranges::binary_search(living, resident.ppid))
      pids.push_back(resident.pid);
  std::ranges::sort(pids);
  const auto repeated = std::ranges::unique(pids);
  pids.erase(repeated.begin(), repeated.end());
}

}  // namespace

Target parse_target(Text typed) {
  constexpr Target::Kind kinds[] = {Target::Kind::Pid, Target::Kind::Container, Target::Kind::Netns,
                                    Target::Kind::Pod};
  for (std::size_t i = 0; i < std::size(target_words); ++i) {
    const Text word = target_words[i];
    if (typed.starts_with(word) && typed.substr(word.size()).starts_with(':'))
      return {kinds[i], std::string(typed.substr(word.size() + 1))};
  }
  return {Target::Kind::Word, std::string(typed)};
}

Result<std::string> look_at(World& world, const Target& target) {
  if (target.kind == Target::Kind::Here) return std::string(world.source.name());
  if (target.kind == Target::Kind::Everywhere) {
    if (!world.source.is_copy()) TRY(census_of(world).listed());
    world.networks = all_networks(world);
    return std::string("all network namespaces");
  }
  Candidate place = TRY(Finder(world, target).find());
  world.networks = std::move(place.networks);
  world.pids = std::move(place.pids);
  add_zombies(census_of(world), world.pids);
  return place.called;
}

}  // namespace sonde
