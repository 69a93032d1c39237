// facts.hpp: numbers of a network namespace or of the machine, whichever table has them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/missing.hpp"
#include "core/table.hpp"

namespace sonde {

// A check over facts names this as its table.
inline constexpr Text facts_name = "facts";

struct FactSource;

// A place that facts are of. The machine itself has no namespace.
struct FactPlace {
  Known<u32> netns{Absent::NotApplicable};
  Known<Text> container{Absent::NotApplicable};
  bool is_machine = false;
};
// A row for each place; facts come to it as values that are watched.
extern const TableInfo facts_table;

// Whether a fact may have that name: "Tcp.RetransSegs", "net.core.somaxconn", "memory.total". In
// the names of counters a space is '_'. A setting of several numbers has NAME.1, NAME.2, and of two
// NAME.span.
bool is_fact(Text name);
// Whether a gap of this table may hide it.
bool may_be_hidden(Text name, Text table);
// The file that has it: "/proc/net/snmp".
Text origin_of_fact(Text name);

// Facts, read in one scan of each table that has some.
class FactBook {
public:
  // Gaps of these tables are kept, for whoever misses a fact.
  FactBook(World& world, std::span<const TableInfo* const> tables, const std::set<Text>& names);

  // When it began to read.
  std::chrono::steady_clock::time_point at() const { return at_; }
  // Each namespace that has facts, and the machine.
  std::vector<FactPlace> places() const;
  // A fact of the namespace with this number; of the machine where it has none of this name, or
  // where `netns` does not apply. Otherwise why it is missing.
  Cell find(const Cell& netns, Text name) const;
  const GapList& told() const { return told_; }
  // Whether it has that namespace; the machine it always has.
  bool knows(const Cell& netns) const;
  // Whether some rows of its tables could not be read: then what it does not know may be there.
  bool lacks_tables() const;

private:
  struct Place {
    FactPlace place{};
    std::unordered_map<std::string, i64> facts{};
  };
  class Taker;
  class Counter;
  bool may_have(const TableInfo& table, const FactSource& source,
                std::span<const Fact> facts) const;
  void count(std::span<const TableInfo* const> tables);
  Place& place_of(const Cell& netns, const Cell& container);
  void take(Text name, const Cell& value, const Cell& netns, const Cell& container);

  World& world_;
  const std::set<Text> names_;
  const std::chrono::steady_clock::time_point at_ = world_.source.now();
  std::vector<Place> places_{};
  GapList told_{};
};

}  // namespace sonde
