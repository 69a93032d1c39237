// process_target.hpp: which processes are meant by TARGET: a place, a name, a port, a pid.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "core/table.hpp"

namespace sonde {

// Narrows the processes of the world to those that are meant: "pid:42" or "42" is that process
// alone; ":8080" who listens there; any other word what --in takes or, when no place has the name,
// the processes that are called so. Within a place, which --in chose before, only processes are
// looked for. A word that means nothing is an error of usage. Answers what to call them.
enum class Within : u8 { Machine, Place };
Result<std::string> look_at_processes(World& world, Text typed, Within within);

// The processes of the world that are called so, ascending. Linux keeps 15 bytes of a name.
std::vector<int> processes_called(World& world, Text name);

}  // namespace sonde
