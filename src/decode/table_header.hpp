// table_header.hpp: where the columns of a table of /proc/net stand, learned from its header.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <span>

#include "base/text.hpp"
#include "core/value.hpp"

namespace sonde {

// The words at the beginning of a line, and the text behind them. The longest header that the
// kernel has (sctp/assocs) is 27 words.
struct Words {
  static constexpr std::size_t count_max = 32;

  std::array<Text, count_max> words{};
  std::size_t count = 0;
  Text rest{};

  // "" for a place that the line does not have.
  Text at(std::size_t position) const { return position < count ? words[position] : Text{}; }
};

// Cuts at most `limit` words from `line`. The carriage return of a pasted line is no part of it.
inline Words split_words(Text line, std::size_t limit = Words::count_max) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  Words split{};
  limit = std::min(limit, Words::count_max);
  while (split.count < limit) {
    const Text word = next_word(line);
    if (word.empty()) break;
    split.words[split.count++] = word;
  }
  split.rest = line;
  return split;
}

// A column that a decoder reads.
struct HeaderColumn {
  Text name;
  u8 place;               // Where it stands when no header has been seen.
  bool required = false;  // A header without it is not believed: it was cut.
};

// Columns were added over the years (netlink: Drops, Inode), and stand where the header says.
class TableHeader {
public:
  static constexpr std::size_t columns_max = 12;

  // `first` is the word that a header begins with. `columns` must outlive the header.
  TableHeader(Text first, std::span<const HeaderColumn> columns)
      : first_(first), columns_(columns) {
    assert(columns.size() <= columns_max);
    for (std::size_t i = 0; i < columns.size(); ++i) places_[i] = columns[i].place;
  }

  // Whether the line is a header. Then its order holds from now on, unless it lacks a required
  // column.
  bool learn(Text line) {
    const Words header = split_words(line);
    if (header.at(0) != first_) return false;
    std::array<u8, columns_max> found{};
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      found[i] = place_of(columns_[i].name, header);
      if (found[i] == nowhere && columns_[i].required) return true;
    }
    places_ = found;
    return true;
  }

  std::size_t place(std::size_t column) const { return places_[column]; }
  // The field of a row that stands in the column; "" when the table or the row does not have it.
  template <class Column> Text field(const Words& row, Column column) const {
    return row.at(places_[static_cast<std::size_t>(column)]);
  }

private:
  static constexpr u8 nowhere = 0xFF;
  static_assert(nowhere >= Words::count_max);

  static u8 place_of(Text name, const Words& header) {
    for (std::size_t i = 0; i < header.count; ++i)
      if (header.words[i] == name) return static_cast<u8>(i);
    return nowhere;
  }

  Text first_;
  std::span<const HeaderColumn> columns_;
  std::array<u8, columns_max> places_{};
};

// A 32-bit number which some kernels print with %d and others with %u: -1 is 4294967295.
inline bool parse_u32_of_either_sign(Text whole, u32& value) {
  i64 parsed = 0;
  if (!parse_number(whole, parsed) || parsed < -0x80000000LL || parsed > 0xFFFFFFFFLL) return false;
  value = static_cast<u32>(parsed);
  return true;
}

// A count of a table that may be too old to have it.
inline Known<u32> known_u32(Text field) {
  u32 value = 0;
  if (field.empty()) return Absent::Unsupported;
  if (!parse_number(field, value)) return Absent::Malformed;
  return value;
}

// A uid of a table; -1, which old kernels print for one that has no name here, is 4294967295.
inline Known<u32> known_uid(Text field) {
  u32 value = 0;
  if (!parse_u32_of_either_sign(field, value)) return Absent::Malformed;
  return value;
}

}  // namespace sonde
