// other_machines.cpp: keeps the ends of the connections of each machine, and who holds them.
// SPDX-License-Identifier: Apache-2.0
#include "tables/other_machines.hpp"

#include "tables/kept_rows.hpp"
#include "tables/silent_sink.hpp"
#include "tables/socket_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// An address of the loopback means the machine itself.
bool leads_away(const Socket& socket) {
  const bool has_ends = socket.local.version != 0 && socket.local.has_port &&
                        socket.remote.version != 0 && socket.remote.port != 0;
  return has_ends && !is_loopback(socket.local);
}

}  // namespace

void MachineConnections::add(World& world, Text host) {
  const auto keep = [&](const Known<Text>& text) {
    return text ? Known<Text>(texts_.keep(*text)) : text;
  };
  const Text name = texts_.keep(host);
  SilentSink nobody;
  KeptRows sockets(sockets_table, sockets_table.name, nobody);
  sockets.read(world, "local,remote,state,netns,container,pid,pids,process,owner",
               [](const void* row) { return leads_away(*static_cast<const Socket*>(row)); });
  for (const Socket* const socket : sockets.all<Socket>()) {
    SocketPeer peer;
    peer.host = name;
    peer.owner = socket->owner;
    peer.holders = socket_columns::detail_of(*socket).pids.size();
    peer.netns = socket->place->netns;
    peer.container = keep(socket_columns::container(*socket));
    if (socket->holder) {
      Holder holder = *socket->holder;
      holder.process = keep(holder.process);
      holder.command = Absent::NotApplicable;  // Nobody asks for it.
      holder.container = keep(holder.container);
      peer.holder = texts_.make(holder);
    }
    by_ends_.insert({ends_key(socket->protocol, socket->local, socket->remote), texts_.make(peer)});
  }
}

const SocketPeer* MachineConnections::find(const EndsKey& ends, Text own) const {
  const SocketPeer* found = nullptr;
  const auto [first, last] = by_ends_.equal_range(ends);
  for (auto at = first; at != last; ++at) {
    if (at->second->host == own) continue;
    if (found) return nullptr;
    found = at->second;
  }
  return found;
}

}  // namespace sonde
