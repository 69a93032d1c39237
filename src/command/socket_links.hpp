// socket_links.hpp: what sockets say of a thing: who listens, and who talks to whom how often.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "command/inquiry.hpp"
#include "command/party.hpp"
#include "tables/far_ends.hpp"

namespace sonde {

// The columns of "sockets" that links are made of.
inline constexpr Text link_columns =
    "netns,container,protocol,state,recv_q,backlog,local,uid,inode,pid,pids,process,owner,path,"
    "peer_inode,peer_pid,peer_container";

class SocketLinks {
public:
  explicit SocketLinks(Inquiry& inquiry);

  // Adds links for these sockets. `near` has both ends of every connection between two of them.
  void add(const Found<Socket>& near);

private:
  // Connections that agree in all but the port of the client.
  struct Group {
    Link link{};
    std::string text{};  // "10.0.0.7 → nginx (pid 3865)"
    std::size_t order = 0;
  };

  static bool is_listener(const Socket& socket);
  bool is_server(const Socket& socket) const;
  bool is_said_by(const Socket& socket, const FarEnds::Found& far) const;
  void add_listener(const Socket& socket);
  void add_connection(const Socket& socket);
  std::string describe(const Socket& socket, const Socket* far) const;
  static std::string key_of(const Socket& socket, const Socket* far, bool serves);
  void hand_on(std::unordered_map<std::string, Group>& groups);

  Inquiry& inquiry_;
  Known<u32> own_{};
  FarEnds far_{};
  std::set<std::tuple<u32, Protocol, u16>> served_{};
  std::unordered_map<std::string, Group> listeners_{}, connections_{};
};

// The command that lists all such sockets: "sonde conns --all pid = 42".
std::string more_of(const Thing& thing, Text command);

}  // namespace sonde
