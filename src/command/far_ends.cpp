// far_ends.cpp: a connection is two sockets whose ends are the same, the other way round.
// SPDX-License-Identifier: Apache-2.0
#include "command/far_ends.hpp"

#include "tables/socket_columns.hpp"

namespace sonde {
namespace {

using socket_columns::detail_of;

bool is_loopback(const Endpoint& end) {
  if (end.version == 4) return end.bytes[0] == 127;
  constexpr std::size_t last = 15;
  for (std::size_t i = 0; i < last; ++i)
    if (end.bytes[i] != 0) return false;
  return end.bytes[last] == 1;
}

bool has_ends(const Socket& socket) {
  return socket.local.version != 0 && socket.remote.version != 0 && socket.local.has_port &&
         socket.remote.has_port;
}

void append_end(std::string& key, const Endpoint& end) {
  key += static_cast<char>(end.version);
  for (std::size_t i = 0; i < (end.version == 4 ? 4U : 16U); ++i)
    key += static_cast<char>(end.bytes[i]);
  key += static_cast<char>(end.port >> 8);
  key += static_cast<char>(end.port & 0xff);
}

std::string key_of_ends(const Socket& socket, const Endpoint& first, const Endpoint& second) {
  std::string key(1, static_cast<char>(socket.protocol));
  append_end(key, first);
  append_end(key, second);
  return key;
}

std::string key_of_inode(u64 inode) { return "unix " + std::to_string(inode); }

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

std::string FarEnds::key_of(const Socket& socket) {
  if (socket.protocol == Protocol::Unix) return key_of_inode(socket.inode);
  return key_of_ends(socket, socket.local, socket.remote);
}

std::string FarEnds::key_of_far_end(const Socket& socket) {
  if (socket.protocol == Protocol::Unix) return key_of_inode(*detail_of(socket).peer_inode);
  return key_of_ends(socket, socket.remote, socket.local);
}

void FarEnds::add(const Socket& socket) {
  const bool has_key = socket.protocol == Protocol::Unix ? socket.inode != 0 : has_ends(socket);
  if (has_key) by_ends_[key_of(socket)].push_back(&socket);
}

const Socket* FarEnds::of(const Socket& socket) const {
  if (!has_other_end(socket)) return nullptr;
  const auto found = by_ends_.find(key_of_far_end(socket));
  if (found == by_ends_.end()) return nullptr;
  const bool is_local = is_loopback(socket.remote);
  const Socket* elsewhere = nullptr;
  std::size_t count_elsewhere = 0;
  for (const Socket* other : found->second) {
    if (other == &socket) continue;
    if (is_same_place(*other, socket)) return other;
    if (!is_local) elsewhere = other, ++count_elsewhere;
  }
  return count_elsewhere == 1 ? elsewhere : nullptr;
}

void FarEnds::want_end_of(const Socket& socket) {
  if (has_other_end(socket) && !by_ends_.contains(key_of_far_end(socket)))
    wanted_.try_emplace(key_of_far_end(socket), true);
}

bool FarEnds::wants(const Socket& socket) const {
  const bool has_key = socket.protocol == Protocol::Unix ? socket.inode != 0 : has_ends(socket);
  return has_key && wanted_.contains(key_of(socket));
}

}  // namespace sonde
