// process_sockets.hpp: which of some sockets one process has open, and who the process is.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"
#include "model/socket.hpp"

namespace sonde {

// What is to be known of a process that holds a socket, beside its pid and name.
struct OwnerWish {
  bool command = false;
  bool container = false;
  bool listener = false;  // Which listener's queue a connection waits in.
  bool holder = true;     // False: nobody asks for processes, only for listeners.
  // Of rows behind these nothing is told that is missing: they are the other ends of some.
  std::size_t told_rows = static_cast<std::size_t>(-1);
};

// The rows by the inode of their socket. Open addressing, at most half full: 4 bytes a slot.
class InodeIndex {
public:
  explicit InodeIndex(RowStore<Socket>& rows);
  // The number of the row, or `none`.
  u32 find(u64 inode) const;
  static constexpr u32 none = ~0U;

private:
  std::size_t slot_of(u64 inode) const { return (inode * 0x9E3779B97F4A7C15) >> shift_; }

  RowStore<Socket>& rows_;
  std::vector<u32> slots_{};  // Number of the row plus one; 0: free.
  unsigned shift_ = 64;
};

// Reads the descriptors of one process after the other. Each thread has a reader of its own.
class ProcessSockets {
public:
  // Failed: we could not look, for a reason of our own, such as too many open files.
  enum class Seen : u8 { Yes, Refused, Vanished, NotThere, Failed };
  struct Found {
    u32 row, fd;
  };

  ProcessSockets(Source& source, const InodeIndex& index, const OwnerWish& wish)
      : source_(source), index_(index), wish_(wish) {}

  // Reads one table of descriptors: "42/fd", "42/task/43/fd". With Yes the other members tell what
  // was found; a process that ends meanwhile is Vanished, and nothing of it is told.
  Seen read(int pid, const std::string& folder);

  const std::vector<Found>& found() const { return found_; }
  // Of the process that was read last, when something was found. Texts live until the next read.
  const Holder& holder() const { return holder_; }
  u64 descriptors() const { return descriptors_; }
  std::errc failure() const { return failure_; }

private:
  Seen why_unread(std::errc code);
  Seen identify(int pid);
  Known<Text> text_of(const std::string& file, std::string& room);

  Source& source_;
  const InodeIndex& index_;
  OwnerWish wish_;
  std::vector<Found> found_{};
  Holder holder_{};
  std::errc failure_{};
  u64 descriptors_ = 0;  // Looked at in all, whatever they are.
  std::string comm_room_{}, command_room_{}, line_room_{}, cgroup_room_{}, sign_room_{};
};

// Cuts a text that ends in NUL from the front of an answer to List or Links.
Text cut_name(Text& answer);

}  // namespace sonde
