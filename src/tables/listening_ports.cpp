// listening_ports.cpp: one dump of listeners, one walk over descriptors.
// SPDX-License-Identifier: Apache-2.0
#include "tables/listening_ports.hpp"

#include "base/text.hpp"
#include "tables/inner_sink.hpp"
#include "tables/namespace_finder.hpp"
#include "tables/networks.hpp"
#include "tables/owners.hpp"
#include "tables/silent_sink.hpp"
#include "tables/socket_reading.hpp"

namespace sonde {
namespace {

constexpr Protocol with_ports[] = {Protocol::Tcp, Protocol::Sctp, Protocol::Udp, Protocol::Udplite};

bool is_datagram(const Socket& socket) {
  return socket.protocol == Protocol::Udp || socket.protocol == Protocol::Udplite;
}

bool listens(const Socket& socket) {
  return socket.local.port != 0 &&
         socket.state == (is_datagram(socket) ? State::Unconn : State::Listen);
}

SocketWish wish_of_listeners() {
  SocketWish wish;
  for (const Protocol protocol : with_ports)
    wish.protocols[static_cast<std::size_t>(protocol)] = true;
  wish.tcp_states = 1U << static_cast<unsigned>(State::Listen);
  return wish;
}

}  // namespace

ListeningPorts::ListeningPorts(World& world) {
  World places = inner_world(world);
  places.networks = world.networks.empty() ? all_networks(world) : world.networks;
  SilentSink nothing;
  HiddenRows hidden, closed;
  RowStore<Socket> rows;
  const auto read = [&](const Network& network, Source& source) -> Result<More> {
    const SocketPlace* const place = places.texts.make(SocketPlace{.netns = network.netns});
    const UseSocket keep = [&](const DecodedSocket& row) {
      if (listens(row.socket)) rows.add(row.socket).place = place;
      return More::Yes;
    };
    TRY(read_sockets(places, source, wish_of_listeners(), hidden, keep));
    return More::Yes;
  };
  const Result<void> done = each_network(places, "sockets", closed, read);
  unread_ = hidden.why;
  if (!done) unread_ = world.source.is_copy() ? Absent::NotCollected : reason_of(done.error().code);
  unseen_ = unread_ == Absent::Known ? closed.why : unread_;
  find_owners(places, rows, {}, "sockets", nothing);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Socket& socket = rows[i];
    const std::pair<bool, u16> port{is_datagram(socket), socket.local.port};
    // Who is only likely to have it is not marked.
    const bool is_likely = socket.owner && *socket.owner == Owner::Probable;
    if (socket.holder && !is_likely) ports_[socket.holder->pid].insert(port);
    if (socket.detail)
      for (const int pid : socket.detail->pids) ports_[pid].insert(port);
    const bool is_hidden = !socket.holder && socket.owner && *socket.owner == Owner::Hidden;
    if (is_hidden || is_likely) unseen_ = Absent::NotPermitted;
    if (!socket.holder && socket.owner.why == Absent::NotCollected) unseen_ = Absent::NotCollected;
  }
}

std::vector<int> ListeningPorts::holders_of(u16 port) const {
  std::vector<int> pids;
  for (const auto& [pid, ports] : ports_)
    if (ports.contains({false, port}) || ports.contains({true, port})) pids.push_back(pid);
  return pids;
}

Known<Text> ListeningPorts::of(int pid, std::string& room) const {
  const auto found = ports_.find(pid);
  if (found == ports_.end()) return unread_ == Absent::Known ? Absent::NotApplicable : unread_;
  room.clear();
  for (const auto& [is_udp, port] : found->second) {
    if (!room.empty()) room += ',';
    append_number(room, port);
    if (is_udp) room += "/udp";
  }
  return Text(room);
}

}  // namespace sonde
