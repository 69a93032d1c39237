// process_target.cpp: pids, ports and names of processes; places are left to target.cpp.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_target.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "tables/census.hpp"
#include "tables/listening_ports.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

std::unexpected<Error> usage(std::string sentence) {
  return std::unexpected(Error{nothing_has_the_name, std::move(sentence), {}, Error::Kind::Usage});
}

bool is_here(const World& world, int pid) {
  return world.pids.empty() || std::ranges::binary_search(world.pids, pid);
}

Result<std::string> find_pid(World& world, int pid) {
  const Resident* const resident = census_of(world).find(pid);
  const std::string number = std::to_string(pid);
  if (!resident || !is_here(world, pid))
    return usage("there is no process '" + number +
                 "' that can be seen from here; sonde processes lists what there is");
  world.pids = {pid};
  return "pid " + number + " (" + std::string(resident->name) + ")";
}

Result<std::string> find_port(World& world, u16 port) {
  const std::string called = ":" + std::to_string(port);
  const ListeningPorts ports(world);
  std::vector<int> pids = ports.holders_of(port);
  std::erase_if(pids, [&](int pid) { return !is_here(world, pid); });
  if (!pids.empty()) {
    world.pids = std::move(pids);
    return "who listens on " + called;
  }
  if (ports.unseen() == Absent::Known)
    return usage("nobody listens on " + called + "; sonde listen --all lists what there is");
  Error error{std::errc::operation_not_permitted, {}, {}, Error::Kind::Sentence};
  error.operation =
      "who listens on " + called + " cannot be seen from here; sonde can says what would show it";
  return std::unexpected(std::move(error));
}

Result<std::string> find_name(World& world, Text typed) {
  std::vector<int> pids = processes_called(world, typed);
  if (pids.empty())
    return usage("there is no place, process or port '" + std::string(typed) +
                 "' that can be seen from here; sonde containers and sonde processes list what "
                 "there is");
  const bool is_one = pids.size() == 1;
  world.pids = std::move(pids);
  return (is_one ? "process " : "processes ") + std::string(typed);
}

}  // namespace

std::vector<int> processes_called(World& world, Text name) {
  constexpr std::size_t comm_max = 15;
  std::vector<int> pids;
  for (const Resident& resident : census_of(world).residents())
    if (resident.name == name.substr(0, comm_max) && is_here(world, resident.pid))
      pids.push_back(resident.pid);
  return pids;
}

Result<std::string> look_at_processes(World& world, Text typed, Within within) {
  const Target target = parse_target(typed);
  const bool is_word = target.kind == Target::Kind::Word;
  int pid = 0;
  if ((is_word || target.kind == Target::Kind::Pid) && parse_number(Text(target.name), pid) &&
      (!is_word || census_of(world).find(pid)))
    return find_pid(world, pid);
  u16 port = 0;
  if (typed.starts_with(':') && parse_number(typed.substr(1), port)) return find_port(world, port);
  if (within == Within::Place) return find_name(world, typed);
  Result<std::string> place = look_at(world, target);
  if (place || !is_word || place.error().code != nothing_has_the_name) return place;
  return find_name(world, typed);
}

}  // namespace sonde
