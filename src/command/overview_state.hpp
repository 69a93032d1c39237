// overview_state.hpp: where a place stands in the network, and how its machine is.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/out.hpp"
#include "core/table.hpp"

namespace sonde {

// What could not be seen goes to `seen`.

// The lines "address" and "default" of one place.
void print_network(Out& out, World& world, Sink& seen, std::size_t width);
// The line "names by": whom the process `pid` asks for names; 0: this one.
void print_names(Out& out, Source& source, int pid, Sink& seen, std::size_t width);
// The line "machine": its memory and its load.
void print_machine(Out& out, World& world, Sink& seen, std::size_t width);

}  // namespace sonde
