// chunk.hpp: up to 4,096 rows that travel together, with the text that only they point to.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cassert>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/arena.hpp"

namespace sonde {

// Rows are plain memory of one size. Whoever holds the chunk owns them; dropping it frees them.
class Chunk {
public:
  static constexpr std::size_t rows_max = 4096;

  explicit Chunk(std::size_t stride)
      : data_(std::make_unique_for_overwrite<std::byte[]>(stride * rows_max)), stride_(stride) {}

  std::size_t size() const { return count_; }
  std::size_t stride() const { return stride_; }
  bool full() const { return count_ == rows_max; }
  void* operator[](std::size_t i) { return data_.get() + i * stride_; }
  const void* operator[](std::size_t i) const { return data_.get() + i * stride_; }

  template <class Row> Row& add(const Row& row) {
    static_assert(std::is_trivially_copyable_v<Row> && std::is_trivially_destructible_v<Row>);
    assert(!full() && sizeof(Row) == stride_);
    return *std::construct_at(static_cast<Row*>((*this)[count_++]), row);
  }
  // Adds a row whose type is not known here, byte for byte.
  void add_copy(const void* row) {
    assert(!full());
    std::memcpy((*this)[count_++], row, stride_);
  }
  // Keeps the first n rows; used by filters, which move the rows they keep to the front.
  void keep_first(std::size_t n) { count_ = n; }

  Arena texts{};  // What the rows of this chunk point to and nobody else does.

private:
  std::unique_ptr<std::byte[]> data_;
  std::size_t stride_ = 0;
  std::size_t count_ = 0;
};

// Rows of one type in the order they came, without ever being copied to grow.
template <class Row> class RowStore {
public:
  Row& add(const Row& row) {
    if (chunks_.empty() || chunks_.back().full()) chunks_.emplace_back(sizeof(Row));
    ++size_;
    return chunks_.back().add(row);
  }
  // The arena of the row that was added last.
  Arena& texts() { return chunks_.back().texts; }
  Row& operator[](std::size_t i) {
    return *static_cast<Row*>(chunks_[i / Chunk::rows_max][i % Chunk::rows_max]);
  }
  std::size_t size() const { return size_; }
  // Takes the rows behind the first n away.
  void keep_first(std::size_t n) {
    while (size_ > n) {
      const std::size_t last = chunks_.back().size();
      const std::size_t kept = size_ - n < last ? last - (size_ - n) : 0;
      chunks_.back().keep_first(kept);
      size_ -= last - kept;
      if (kept == 0) chunks_.pop_back();
    }
  }
  std::vector<Chunk>& chunks() { return chunks_; }

private:
  std::vector<Chunk> chunks_{};
  std::size_t size_ = 0;
};

}  // namespace sonde
