// descriptor_walk.hpp: one pass over the descriptors of all processes, in search of some sockets.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "model/socket.hpp"
#include "tables/process_sockets.hpp"

namespace sonde {

// What a walk saw and was refused.
struct WalkResult {
  u64 processes = 0;          // Whose descriptors could be listed.
  u64 refused = 0;            // Processes that may not be looked into.
  u64 vanished = 0;           // Processes that ended meanwhile.
  u64 left = 0;               // Sockets with an inode that nobody was seen to hold.
  u64 not_collected = 0;      // Processes of whose descriptors a capture says nothing.
  bool no_processes = false;  // There is no list of processes at all.
  Absent no_processes_why = Absent::Unsupported;
  u64 failed = 0;  // Processes that could not be read, for a reason of our own.
  std::errc failure{};
  u64 unlisted = 0;  // Further holders of sockets that have very many.
  std::string refused_example{};
};

// Sets holder, fd and owner of the rows whose socket somebody holds, and pids where several do.
class DescriptorWalk {
public:
  DescriptorWalk(World& world, RowStore<Socket>& rows, const OwnerWish& wish);

  // Descriptors of all processes, then of threads that have a table of their own.
  WalkResult run();
  // Goes on with processes that were not there at the first pass, and adds to its result.
  WalkResult run_over_new_processes();
  // Those that are in a container, with its id in place of its name; only when that is wished.
  std::span<Holder* const> contained() const { return contained_; }

private:
  class Looker;
  struct Holding {
    const Holder* holder;
    u32 fd;
  };

  bool list_processes();
  void walk_processes();
  void use(ProcessSockets::Seen seen, const ProcessSockets& reader, int pid, Owner owner);
  void take(Socket& socket, const Holding& holding, Owner owner);
  void share_between_rows();
  void walk_threads(ProcessSockets& reader, int pid);
  bool has_own_table(int pid, Text thread);
  void set_all_pids();

  World& world_;
  RowStore<Socket>& rows_;
  OwnerWish wish_;
  InodeIndex index_;
  WalkResult result_{};
  std::vector<int> pids_{};  // To be walked now, ascending.
  std::mutex merging_{};     // Held by the thread that writes rows and result.
  // Sockets with more than one holder: rare, so apart from the rows.
  std::vector<Holder*> contained_{};
  std::unordered_map<Socket*, std::vector<int>> shared_{};
  u64 shared_pids_ = 0;
  std::string room_{};
};

}  // namespace sonde
