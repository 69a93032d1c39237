// overview_places.cpp: counts who lives here, and names the containers.
// SPDX-License-Identifier: Apache-2.0
#include "command/overview_places.hpp"

#include <algorithm>
#include <vector>

#include "command/section.hpp"
#include "tables/census.hpp"

namespace sonde {
namespace {

bool is_of_place(const World& world, int pid) {
  return world.pids.empty() || std::ranges::binary_search(world.pids, pid);
}

// Kernel threads are no processes to whoever asks what runs.
bool is_kernel_thread(const Resident& resident) {
  return !resident.netns && resident.netns.why == Absent::NotApplicable;
}

std::string summary_of(const World& world, const Census& census, std::size_t containers) {
  u64 processes = 0;
  for (const Resident& resident : census.residents())
    processes += is_of_place(world, resident.pid) && !is_kernel_thread(resident);
  std::string said = counted(processes, "process", "processes");
  if (containers > 0) said += ", " + counted(containers, "container", "containers");
  const std::size_t networks = census.networks().size();
  if (networks > 1 && world.pids.empty())
    said += ", " + counted(networks, "network namespaces") + ": sonde listen --all";
  return said;
}

std::string text_of(const Known<Text>& text) { return text ? escaped(*text) : std::string(); }

}  // namespace

void print_places(Out& out, World& world, std::size_t width) {
  const Census& census = census_of(world);
  if (census.residents().empty()) return;  // A paste, or there is no /proc.
  std::vector<const Container*> containers;
  for (const Container* container : census.containers())
    if (is_of_place(world, container->pid)) containers.push_back(container);
  print_line(out, "runs", summary_of(world, census, containers.size()), width);
  if (!world.pids.empty()) return;  // The place is one of them.
  Section section(out, "containers", 4, width);
  for (std::size_t i = 0; i < std::min(containers.size(), lines_max); ++i) {
    const Container& one = *containers[i];
    const Known<Text> shown = one.shown();
    section.add({shown ? escaped(*shown) : "(unnamed)", std::string(one.runtime),
                 text_of(one.image), "pid " + std::to_string(one.pid)});
  }
  section.print();
  if (containers.size() > lines_max)
    print_line(out, "", counted(containers.size() - lines_max, "more: sonde containers"), width);
}

}  // namespace sonde
