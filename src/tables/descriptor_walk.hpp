// descriptor_walk.hpp: one pass over the descriptors of all processes, in search of some sockets.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "model/socket.hpp"
#include "tables/owners.hpp"

namespace sonde {

// The rows by the inode of their socket. Open addressing, at most half full: 4 bytes a slot.
class InodeIndex {
public:
  explicit InodeIndex(RowStore<Socket>& rows);
  // The row, or null.
  Socket* find(u64 inode);

private:
  std::size_t slot_of(u64 inode) const { return (inode * 0x9E3779B97F4A7C15) >> shift_; }

  RowStore<Socket>& rows_;
  std::vector<u32> slots_{};  // Number of the row plus one; 0: free.
  unsigned shift_ = 64;
};

// What a walk saw and was refused.
struct WalkResult {
  u64 processes = 0;          // Whose descriptors could be listed.
  u64 refused = 0;            // Processes that may not be looked into.
  u64 vanished = 0;           // Processes that ended meanwhile.
  u64 left = 0;               // Sockets with an inode that nobody was seen to hold.
  bool no_processes = false;  // There is no list of processes at all.
  Absent no_processes_why = Absent::Unsupported;
  std::string refused_example{};
};

// Walks in the order of pids, so that the first process found is the one with the lowest pid.
class DescriptorWalk {
public:
  DescriptorWalk(World& world, RowStore<Socket>& rows, const OwnerWish& wish);

  // Descriptors of all processes, then of threads that have a table of their own.
  WalkResult run();

private:
  enum class Seen : u8 { Yes, Refused, Vanished, NotThere };

  bool list_processes();
  Seen walk_table(int pid, const std::string& folder, Owner owner);
  void walk_threads(int pid);
  bool has_own_table(int pid, Text thread);
  void take(Socket& socket, int pid, u32 fd, Owner owner);
  void share_between_rows();
  const Holder* holder_of(int pid);
  void set_all_pids();

  World& world_;
  RowStore<Socket>& rows_;
  OwnerWish wish_;
  InodeIndex index_;
  WalkResult result_{};
  std::vector<int> pids_{};
  const Holder* holder_ = nullptr;  // Of the process that is walked now.
  // Sockets with more than one holder: rare, so apart from the rows.
  std::unordered_map<Socket*, std::vector<int>> shared_{};
  std::string links_room_{}, room_{};
};

}  // namespace sonde
