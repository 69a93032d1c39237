// overview_places.hpp: what else is on the machine: processes, containers, network namespaces.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/out.hpp"
#include "core/table.hpp"

namespace sonde {

// The lines "runs" and "containers" of the overview.
void print_places(Out& out, World& world, std::size_t width);

}  // namespace sonde
