// socket_peers.hpp: who has the other end of each connection, where that is on this machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/table.hpp"
#include "model/socket.hpp"
#include "tables/far_ends.hpp"
#include "tables/nat_ends.hpp"

namespace sonde {

class Census;
class NetworkAddresses;

// Finds the sockets at the other ends first, so that one walk over descriptors finds the owners of
// both. A packet is followed as the kernel would send it: to the socket with the same ends, to one
// that takes datagrams of anybody, or on through NAT. Only namespaces that have a wanted address
// are looked at. The work is linear in sockets and flows.
class SocketPeers {
public:
  SocketPeers(World& world, RowStore<Socket>& rows);

  // Adds the sockets that other ends may be behind the rows.
  void add_far_sockets();
  // When the owners of all rows are known: sets the peer of those that were there at first, and
  // takes the others away.
  void settle();

private:
  // A socket whose other end was not found yet.
  struct Pending {
    Socket* socket = nullptr;
    EndsKey far{};                          // What the other end calls its ends, as far as known.
    Known<u32> place{};                     // The namespace that has the address of the other end.
    Absent unseen = Absent::NotApplicable;  // Why the other end may be here and was not found.
  };

  bool wants_more();
  void find_place(Pending& one) const;
  const Socket* datagram_end(const Pending& one) const;
  void read_far_sockets();
  void take_far_socket(const Socket& socket, const Network& network);
  void follow_nat();
  std::vector<Network> networks_of(const std::set<u32>& numbers) const;
  const SocketPeer* peer_of(const Socket& far);
  const SocketPeer* nobody(Absent why);
  Known<Text> behind_proxy(int pid);

  World& world_;
  RowStore<Socket>& rows_;
  const Census& census_;
  std::size_t near_count_;
  const NetworkAddresses* addresses_ = nullptr;
  FarEnds ends_{};
  std::vector<Pending> pending_{}, lost_{};
  std::vector<std::pair<Socket*, const Socket*>> found_{};
  std::set<std::pair<u32, u16>> datagram_ports_{};  // Namespaces and ports of servers wanted.
  std::unordered_map<EndsKey, const Socket*, EndsHash> datagram_ends_{};
  std::map<u32, const SocketPlace*> places_{};
  std::map<int, Known<Text>> proxies_{};       // Containers that processes of docker-proxy lead to.
  std::array<const SocketPeer*, 8> nobody_{};  // By reason.
  Absent sockets_unseen_ = Absent::Known, nat_unseen_ = Absent::Known;
};

}  // namespace sonde
