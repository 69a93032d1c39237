// far_ends.cpp: a connection is two sockets whose ends are the same, the other way round.
// SPDX-License-Identifier: Apache-2.0
#include "tables/far_ends.hpp"

#include "tables/socket_columns.hpp"

namespace sonde {
namespace {

using socket_columns::detail_of;

bool has_ends(const Socket& socket) {
  return socket.local.version != 0 && socket.remote.version != 0 && socket.local.has_port &&
         socket.remote.has_port;
}

bool is_same_place(const Socket& one, const Socket& other) {
  const Known<u32>& left = one.place->netns;
  const Known<u32>& right = other.place->netns;
  return left.why == right.why && left.value == right.value;
}

}  // namespace

bool FarEnds::has_other_end(const Socket& socket) {
  if (socket.protocol != Protocol::Unix) return has_ends(socket);
  return detail_of(socket).peer_inode && *detail_of(socket).peer_inode != 0;
}

bool FarEnds::has_key(const Socket& socket) {
  return socket.protocol == Protocol::Unix ? socket.inode != 0 : has_ends(socket);
}

EndsKey FarEnds::key_of(const Socket& socket) {
  if (socket.protocol == Protocol::Unix) return inode_key(socket.inode);
  return ends_key(socket.protocol, socket.local, socket.remote);
}

EndsKey FarEnds::key_of_far_end(const Socket& socket) {
  if (socket.protocol == Protocol::Unix) return inode_key(*detail_of(socket).peer_inode);
  return ends_key(socket.protocol, socket.remote, socket.local);
}

void FarEnds::add(const Socket& socket, Side side) {
  if (has_key(socket)) by_ends_.insert({key_of(socket), {&socket, side}});
}

FarEnds::Found FarEnds::of(const Socket& socket) const {
  return has_other_end(socket) ? end_of(socket, key_of_far_end(socket)) : Found{};
}

FarEnds::Found FarEnds::end_of(const Socket& socket, const EndsKey& far) const {
  const bool is_local = socket.protocol != Protocol::Unix && is_loopback(own_address(far));
  Found elsewhere;
  std::size_t count_elsewhere = 0;
  const auto [first, last] = by_ends_.equal_range(far);
  for (auto at = first; at != last; ++at) {
    const Found& other = at->second;
    if (other.socket == &socket) continue;
    if (is_same_place(*other.socket, socket)) return other;
    if (!is_local) elsewhere = other, ++count_elsewhere;
  }
  return count_elsewhere == 1 ? elsewhere : Found{};
}

void FarEnds::want_end_of(const Socket& socket) {
  if (has_other_end(socket)) want(key_of_far_end(socket));
}

void FarEnds::want(const EndsKey& far) {
  if (!by_ends_.contains(far)) wanted_.insert(far);
}

bool FarEnds::wants(const Socket& socket) const {
  return has_key(socket) && wanted_.contains(key_of(socket));
}

}  // namespace sonde
