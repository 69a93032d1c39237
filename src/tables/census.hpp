// census.hpp: which process lives where: its network namespace, its container, its parent.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/table.hpp"
#include "model/container.hpp"

namespace sonde {

class ContainerNaming;

// A process. Texts live as long as the world.
struct Resident {
  int pid = 0;
  int ppid = 0;
  int threads = 0;
  u64 start_ticks = 0;
  bool is_zombie = false;  // It has left its namespaces, and waits for its parent.
  Text name{};
  Known<u32> uid{};  // Asked only of processes that may not be looked into.
  Known<u32> netns{};
  const Container* container = nullptr;  // Null: it is in none.
};

// Every process of the machine, looked at once. Whoever may not read the links of a process still
// sees which processes share a network: the file net/tcp of each has an inode that differs per
// namespace and is the same within one. Where no process of a namespace tells its real number,
// that inode is taken for it; the kernel takes both from one sequence, so they are never mixed up.
class Census {
public:
  explicit Census(World& world);
  Census(const Census&) = delete;
  Census& operator=(const Census&) = delete;

  std::span<const Resident> residents() const { return residents_; }  // By pid.
  const Resident* find(int pid) const;
  // Containers in the order of their first processes.
  const std::vector<Container*>& containers() const { return containers_; }
  // The network namespaces that have a process, each once, by their lowest pid.
  std::vector<Network> networks() const;

  Known<u32> own_netns() const { return own_netns_; }
  // That of the first process, unless sonde is in a container and sees that one's.
  Known<u32> machine_netns() const;
  // An error where there is no list of processes: nothing can be said of them then.
  const Result<void>& listed() const { return listed_; }
  // Processes that could not be looked at for a reason of our own, such as too many open files.
  u64 unread() const { return unread_; }
  std::errc failure() const { return failure_; }
  // Namespaces whose real number is not permitted to be read.
  u64 hidden_numbers() const { return hidden_numbers_; }
  // The one process of a user in a network namespace; null when there are several, or none. A child
  // of such a process with the same name counts with it: a server and its workers.
  const Resident* only_process_of(u32 netns, u32 uid) const;

private:
  // What tells the namespaces of a process, before they are put together.
  struct Sign {
    u32 stand_in = 0;   // Inode of net/tcp; 0: not asked.
    std::string key{};  // The same for all processes of a container; "": in none.
    bool is_nested =
        false;              // In a pid namespace below ours that may not be told apart by its link.
    bool is_first = false;  // The first process there.
  };
  void look_at(int pid);
  void note_failure(std::errc code);
  void look_at_namespaces(const std::string& folder, Resident& resident, Sign& sign);
  u32 stand_in_of(const std::string& name);
  void settle_numbers();
  void settle_nested();
  void find_containers();
  void name_container(ContainerNaming& naming, const Resident& first, Container& container);

  World& world_;
  std::vector<Resident> residents_{};
  std::vector<Sign> signs_{};  // A resident each.
  std::vector<Container*> containers_{};
  Known<u32> own_netns_{};
  std::string own_pid_namespace_{};
  Known<u32> own_pid_levels_{};
  u64 hidden_numbers_ = 0;
  Result<void> listed_{};
  u64 unread_ = 0;
  std::errc failure_{};
  std::string room_{}, sign_room_{};
};

// The census of this world, taken when somebody asks for the first time.
inline const Census& census_of(World& world) { return world.shared<Census>(); }

// Whether an error says nothing of the process that was asked about: our own limits ran out.
bool is_own_failure(std::errc code);

// Gaps of a table of all places, for processes that could not be looked at, or are not listed.
void tell_unseen_processes(World& world, Text table, Sink& sink);

// A gap of the column "netns" for namespaces whose real number may not be read.
void tell_hidden_numbers(World& world, Text table, Sink& sink);

}  // namespace sonde
