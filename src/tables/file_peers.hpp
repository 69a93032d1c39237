// file_peers.hpp: who has the other end of a pipe or of a unix connection.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <functional>
#include <span>
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
  // Of each pipe the processes that may write into it, and those that may read from it.
  using UsePipe = std::function<void(std::span<const int> writers, std::span<const int> readers)>;
  void each_pipe(const UsePipe& use) const;
  // Why somebody may be missing; Known: nobody is.
  Absent unseen() const { return unseen_; }

  // "nginx (pid 3865)", "nginx (pid 3865) and 2 more", "nobody", or why it is not known.
  Known<Text> other_end_of_pipe(const OpenFile& file, std::string& room) const;
  Known<Text> holder_of_socket(u64 inode, std::string& room) const;

private:
  struct Holder {
    int pid;
    u32 fd;
    FileMode mode;
  };
  // Who holds one end, in the order of pids: a thousand writers must not hide the one reader.
  struct End {
    std::vector<Holder> holders{};
    bool has_more = false;
  };
  using Ends = std::array<End, std::size(file_mode_names)>;  // By mode; a socket has one.
  static constexpr std::size_t holders_max = 256;            // Of one end.
  struct Others {
    std::vector<int> pids{};
    bool has_more = false;
  };

  void look_at(Source& source, int pid);
  bool read_mode(Source& source, Holder& holder);
  static bool keep(Ends& ends, const Holder& holder);
  void doubt(std::errc code);
  Known<Text> say(Others others, std::string& room) const;

  std::unordered_map<u64, Ends> pipes_{}, sockets_{};
  std::unordered_map<int, std::string> names_{};
  Absent unseen_ = Absent::Known;  // Why some descriptors could not be looked at.
};

}  // namespace sonde
