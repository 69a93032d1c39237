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
// The line "machine": its memory and its load. Of a place that is a part of it, a container or a
// process, the line "limits" before: what the cgroup of `viewer` and those above let it use.
struct MachinePart {
  Text viewer{};  // "self" or a pid; empty: the place is the whole machine.
};
void print_machine(Out& out, World& world, const MachinePart& part, Sink& seen, std::size_t width);

}  // namespace sonde
