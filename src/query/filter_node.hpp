// filter_node.hpp: the tree that a filter is, shared by its parser and its evaluation.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "query/filter.hpp"

namespace sonde {

enum class Comparison : u8 { Equal, Less, Greater, Glob };

// One comparison of a column with a value, or with another column.
struct Term {
  std::size_t column = 0;
  Comparison comparison = Comparison::Equal;
  // What is compared with. Of several texts one must fit: `state connected`. `texts` owns what
  // `values` views: each text, and the zone of an address.
  std::vector<Cell> values{};
  std::vector<std::string> texts{};
  std::size_t moment_size = 0;  // Of a time: how much of it was typed, "2026-11-20" for a day.
  int prefix_bits = -1;         // With an address: how many bits count; -1: all of them.
  int other_column = -1;        // With a column on the right side: its index.
  // Of a composed column: the index of the one that it follows. Without that it only says why
  // there is no value.
  int companion = -1;
};

struct Filter::Node {
  enum class Kind : u8 { Term, Not, And, Or } kind = Kind::Term;
  Term term{};
  std::vector<Node> children{};
};

}  // namespace sonde
