// filter.hpp: the filter language of ss, over the columns of any table.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <bitset>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "core/table.hpp"

namespace sonde {

// What a filter says of a row of which not everything is known.
enum class Truth : u8 { No, Unknown, Yes };

// The column that another is compared and sorted by: `size`, put together for people, by `bytes`.
const ColumnInfo& compared_column(const TableInfo& table, const ColumnInfo& typed);

// What a filter and an order go by: a time that is not in UTC ("Dec 15 10:51:07" of a syslog file)
// cannot be compared, and is as good as missing.
Cell comparable(const ColumnInfo& column, const Cell& cell);

// A condition over the columns of one table: `state established`,
// `( dport = :ssh or sport = :ssh )`, `dst 10.0.0.0/8`, `column OP value` with OP one of = != < >
// <= >= ~, joined by `and or not ( )`. Conditions that stand side by side must all hold. A value
// that does not apply (the peer of a listener) equals nothing; a value that is missing for another
// reason makes the answer Unknown.
class Filter {
public:
  // An empty filter: every row passes.
  Filter();
  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  // Reads the words as a shell hands them over. An error says where and, if it can, what was meant.
  static Result<Filter> parse(const TableInfo& table, std::span<const std::string> words);

  bool empty() const;
  // The columns it looks at.
  std::bitset<64> columns() const;
  // `ready`: the columns of the row that are filled already; others count as Unknown.
  Truth test(const void* row, std::bitset<64> ready) const;
  // The same for all rows that share some facts.
  Truth test(std::span<const Fact> facts) const;
  // Both conditions, this one and the other.
  void add(Filter other);

private:
  struct Node;
  friend class FilterParser;
  const TableInfo* table_ = nullptr;
  std::unique_ptr<Node> root_;
};

}  // namespace sonde
