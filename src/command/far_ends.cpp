// far_ends.cpp: a connection is two sockets whose ends are the same, the other way round.
// SPDX-License-Identifier: Apache-2.0
#include "command/far_ends.hpp"

#include <cstring>

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

std::size_t FarEnds::Hash::operator()(const Key& key) const {
  u64 hash = 0;
  for (const u64 word : key.words) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio.
    hash ^= hash >> 32;
  }
  return hash;
}

FarEnds::Key FarEnds::key_of_ends(const Socket& socket, const Endpoint& first,
                                  const Endpoint& second) {
  Key key;
  std::memcpy(&key.words[0], first.bytes.data(), first.bytes.size());
  std::memcpy(&key.words[2], second.bytes.data(), second.bytes.size());
  key.words[4] = u64{first.port} << 32 | u64{second.port} << 16 | u64{first.version} << 8 |
                 static_cast<u64>(socket.protocol);
  return key;
}

FarEnds::Key FarEnds::key_of(const Socket& socket) {
  if (socket.protocol != Protocol::Unix) return key_of_ends(socket, socket.local, socket.remote);
  return {{socket.inode, 0, 0, 0, static_cast<u64>(socket.protocol)}};
}

FarEnds::Key FarEnds::key_of_far_end(const Socket& socket) {
  if (socket.protocol != Protocol::Unix) return key_of_ends(socket, socket.remote, socket.local);
  return {{*detail_of(socket).peer_inode, 0, 0, 0, static_cast<u64>(socket.protocol)}};
}

void FarEnds::add(const Socket& socket, Side side) {
  if (has_key(socket)) by_ends_.insert({key_of(socket), {&socket, side}});
}

FarEnds::Found FarEnds::of(const Socket& socket) const {
  if (!has_other_end(socket)) return {};
  const bool is_local = is_loopback(socket.remote);
  Found elsewhere;
  std::size_t count_elsewhere = 0;
  const auto [first, last] = by_ends_.equal_range(key_of_far_end(socket));
  for (auto at = first; at != last; ++at) {
    const Found& other = at->second;
    if (other.socket == &socket) continue;
    if (is_same_place(*other.socket, socket)) return other;
    if (!is_local) elsewhere = other, ++count_elsewhere;
  }
  return count_elsewhere == 1 ? elsewhere : Found{};
}

void FarEnds::want_end_of(const Socket& socket) {
  if (has_other_end(socket) && !by_ends_.contains(key_of_far_end(socket)))
    wanted_.insert(key_of_far_end(socket));
}

bool FarEnds::wants(const Socket& socket) const {
  return has_key(socket) && wanted_.contains(key_of(socket));
}

}  // namespace sonde
