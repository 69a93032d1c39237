// filter_values.hpp: the right side of a comparison: numbers, ports, addresses, networks, words.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "query/filter_node.hpp"

namespace sonde {

// The error of a filter: what is wrong with it, as the end of a sentence.
std::unexpected<Error> wrong_filter(std::string what);

// "'colour' is no column of sockets; did you mean 'count'?". `words`: what else could have been
// meant.
std::string no_such_column(const TableInfo& table, Text typed, std::vector<Text> words);

// Whether it is a time as sonde shows it: "2026-11-21T22:38:33Z".
bool is_moment(Text text);

// Reads "10.0.0.0/8", "[::1]" or "fe80::1%eth0" into the value of `term`. False when it is none.
bool read_network(Text text, Term& term);

// Reads `text` as a value of `column`, or as the name of another column with numbers.
Result<void> read_filter_value(const TableInfo& table, const ColumnInfo& column,
                               const std::string& text, Term& term);

}  // namespace sonde
