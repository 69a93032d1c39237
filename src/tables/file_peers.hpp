// file_peers.hpp: who has the other end of a pipe or of a unix connection.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "model/open_file.hpp"

namespace sonde {

// One walk over the descriptors of all processes, in search of some pipes and sockets.
class FilePeers {
public:
  // Inodes of pipes and of sockets are of one sequence each, so they are kept apart.
  void want_pipe(u64 inode) { pipes_.try_emplace(inode); }
  void want_socket(u64 inode) { sockets_.try_emplace(inode); }
  bool empty() const { return pipes_.empty() && sockets_.empty(); }
  void walk(Source& source);

  // "nginx (pid 3865)", "nginx (pid 3865) and 2 more", "nobody", or why it is not known.
  Known<Text> other_end_of_pipe(const OpenFile& file, std::string& room) const;
  Known<Text> holder_of_socket(u64 inode, std::string& room) const;

private:
  struct Holder {
    int pid;
    u32 fd;
    FileMode mode;
  };
  using Holders = std::unordered_map<u64, std::vector<Holder>>;
  static constexpr std::size_t holders_max = 256;  // Of one pipe.

  void look_at(Source& source, int pid);
  Known<Text> say(const std::vector<int>& pids, std::string& room) const;

  Holders pipes_{}, sockets_{};
  std::unordered_map<int, std::string> names_{};
  Absent unseen_ = Absent::Known;  // Why some processes could not be looked into.
};

}  // namespace sonde
