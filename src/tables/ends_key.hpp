// ends_key.hpp: both ends of a connection as one key: how sockets and flows are matched.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <cstring>

#include "model/socket.hpp"

namespace sonde {

// Both ends, the own one first; of a unix socket its inode.
struct EndsKey {
  std::array<u64, 5> words{};
  friend bool operator==(const EndsKey&, const EndsKey&) = default;
};

struct EndsHash {
  std::size_t operator()(const EndsKey& key) const {
    u64 hash = 0;
    for (const u64 word : key.words) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15U;  // 2^64 divided by the golden ratio.
      hash ^= hash >> 32;
    }
    return hash;
  }
};

inline EndsKey ends_key(Protocol protocol, const Endpoint& own, const Endpoint& other) {
  EndsKey key;
  std::memcpy(&key.words[0], own.bytes.data(), own.bytes.size());
  std::memcpy(&key.words[2], other.bytes.data(), other.bytes.size());
  key.words[4] = u64{own.port} << 32 | u64{other.port} << 16 | u64{own.version} << 8 |
                 static_cast<u64>(protocol);
  return key;
}

inline EndsKey inode_key(u64 inode) { return {{inode, 0, 0, 0, static_cast<u64>(Protocol::Unix)}}; }

// The own end of a key, without its port.
inline Address own_address(const EndsKey& key) {
  Address address;
  std::memcpy(address.bytes.data(), &key.words[0], address.bytes.size());
  address.version = static_cast<u8>(key.words[4] >> 8);
  return address;
}
inline u16 own_port(const EndsKey& key) { return static_cast<u16>(key.words[4] >> 32); }

// What the other side calls the same ends.
inline EndsKey turned_round(const EndsKey& key) {
  const auto& w = key.words;
  const u64 ports = (w[4] >> 32 & 0xFFFF) << 16 | (w[4] >> 16 & 0xFFFF) << 32;
  return {{w[2], w[3], w[0], w[1], ports | (w[4] & 0xFFFF)}};
}

}  // namespace sonde
