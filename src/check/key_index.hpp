// key_index.hpp: numbers keys by their hash, in the order in which they come.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/types.hpp"

namespace sonde {

// Open addressing, at most half full, and nothing to free one by one: there may be 100,000 keys of
// one check.
class KeyIndex {
public:
  static constexpr u32 none = ~0U;

  // The number of the key with this hash, or `none`.
  u32 find(std::size_t hash) const {
    return slots_.empty() || slots_[slot_of(hash)] == 0 ? none : slots_[slot_of(hash)] - 1;
  }
  bool contains(std::size_t hash) const { return find(hash) != none; }
  // The same; a new key gets the next number.
  u32 add(std::size_t hash) {
    if (slots_.size() <= hashes_.size() * 2) grow();
    const std::size_t slot = slot_of(hash);
    if (slots_[slot] == 0) {
      hashes_.push_back(hash);
      slots_[slot] = static_cast<u32>(hashes_.size());
    }
    return slots_[slot] - 1;
  }

private:
  // Where it is, or would be put.
  std::size_t slot_of(std::size_t hash) const {
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != 0 && hashes_[slots_[slot] - 1] != hash)
      slot = (slot + 1) & (slots_.size() - 1);
    return slot;
  }
  void grow() {
    const std::size_t size = slots_.empty() ? 16 : slots_.size() * 2;
    slots_.assign(size, 0);
    for (std::size_t i = 0; i < hashes_.size(); ++i)
      slots_[slot_of(hashes_[i])] = static_cast<u32>(i + 1);
  }

  std::vector<std::size_t> hashes_{};  // By number.
  std::vector<u32> slots_{};           // Number plus one; 0: free.
};

}  // namespace sonde
