// links.hpp: the table that "who" answers with, and what it is asked about.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "command/thing.hpp"
#include "core/table.hpp"

namespace sonde {

extern const TableInfo links_table;  // links.cpp

// What a world whose links are scanned is asked: put there by World::share.
struct LinkQuestion {
  explicit LinkQuestion(World&) {}
  LinkQuestion(std::vector<Thing> asked, u64* could_not_decide)
      : things(std::move(asked)), undecided(could_not_decide) {}

  std::vector<Thing> things{};
  u64* undecided = nullptr;  // Rows of which nobody can say whether they are linked.
};

}  // namespace sonde
