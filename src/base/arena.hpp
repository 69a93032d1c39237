// arena.hpp: memory that is given back all at once, for text and small records that rows point to.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "base/types.hpp"

namespace sonde {

// What keep() and make() hand out lives as long as the arena, also when the arena is moved.
class Arena {
public:
  Text keep(Text text) {
    if (text.empty()) return {};
    char* const copy = static_cast<char*>(take(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  template <class T> T* make(const T& value) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    return std::construct_at(static_cast<T*>(take(sizeof(T), alignof(T))), value);
  }

  template <class T> std::span<const T> keep(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (values.empty()) return {};
    T* const copy = static_cast<T*>(take(values.size_bytes(), alignof(T)));
    std::memcpy(static_cast<void*>(copy), values.data(), values.size_bytes());
    return {copy, values.size()};
  }

private:
  static constexpr std::size_t block_bytes = 16 * 1024;

  void* take(std::size_t bytes, std::size_t alignment) {
    const std::size_t padding = (alignment - used_ % alignment) % alignment;
    if (blocks_.empty() || used_ + padding + bytes > size_) {
      size_ = std::max(block_bytes, bytes);
      blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size_));
      used_ = bytes;
      return blocks_.back().get();
    }
    std::byte* const at = blocks_.back().get() + used_ + padding;
    used_ += padding + bytes;
    return at;
  }

  std::vector<std::unique_ptr<std::byte[]>> blocks_{};
  std::size_t used_ = 0;
  std::size_t size_ = 0;
};

}  // namespace sonde
