// differences.hpp: the table of diff: what came, went and changed between two places.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

extern const TableInfo differences_table;  // differences.cpp

// What a world whose differences are scanned is compared with: put there by World::share. Its own
// source is the later of the two.
struct DiffQuestion {
  explicit DiffQuestion(World&) {}
  explicit DiffQuestion(Source& earlier) : before(&earlier) {}

  Source* before = nullptr;
};

}  // namespace sonde
