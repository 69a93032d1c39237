// remedy.hpp: what a finding says to do, in clauses, and the place that its commands are typed for.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>

#include "base/types.hpp"

namespace sonde {

// Calls `use` with each clause of a remedy: they are parted by semicolons.
template <class Use> void each_clause(Text remedy, Use use) {
  constexpr Text between = "; ";
  while (!remedy.empty()) {
    const Text clause = remedy.substr(0, remedy.find(between));
    remedy.remove_prefix(std::min(remedy.size(), clause.size() + between.size()));
    use(clause);
  }
}

// Puts a clause behind those that are there. The first one begins with a capital.
void append_clause(std::string& remedy, Text clause);

// A remedy for another network namespace than the one it is read in: its commands carry the place.
std::string remedy_in_place(Text remedy, u32 netns);

}  // namespace sonde
