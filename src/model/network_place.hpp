// network_place.hpp: what all rows of one network namespace have in common.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// It outlives the rows.
struct NetworkPlace {
  Known<u32> netns{};
  Known<Text> container{Absent::NotApplicable};  // That of all processes in it.
};

template <class Row> constexpr auto netns_of = [](const Row& row) { return row.place->netns; };
template <class Row>
constexpr auto container_of = [](const Row& row) { return row.place->container; };

}  // namespace sonde
