// socket_words.hpp: what a socket is, in a few words, for whoever knows only its inode.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "core/table.hpp"
#include "decode/decoded_socket.hpp"

namespace sonde {

// "tcp 127.0.0.1:20300 LISTEN", "tcp 10.0.0.5:4711 -> 10.0.0.9:3306 ESTABLISHED",
// "unix stream /run/x.sock LISTEN".
class SocketWords {
public:
  // These are to be found; the words of others are not kept.
  void want(u64 inode) { found_.try_emplace(inode); }
  bool empty() const { return found_.empty(); }
  // Reads the sockets of these network namespaces; none: the source's own.
  void read(World& world, std::vector<Network> networks, Text table);

  // "" when it was in none of them.
  std::string words_of(u64 inode) const;
  // The other end of a unix connection; not applicable where it has none.
  Known<u64> peer_of(u64 inode) const;

private:
  struct Found {
    std::string begin{}, end{};  // What stands before and behind the path of a unix socket's peer.
    u64 peer = 0;
    bool is_there = false;
  };
  void use(const DecodedSocket& row);

  std::unordered_map<u64, Found> found_{};
  std::unordered_map<u64, std::string> unix_paths_{};
  Absent unread_ = Absent::Known;  // Why some sockets were not read.
};

}  // namespace sonde
