// visibility.hpp: whether other users' processes can be seen from here, and what would show them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"
#include "tables/rights.hpp"

namespace sonde {

// hidepid=2 or 4 of /proc (Linux 3.3): other users' processes are not even listed. Whoever has
// CAP_SYS_PTRACE sees them.
bool processes_are_hidden(Source& source);

// The remedy for a column of processes, threads or files that is missing.
Text remedy_for_processes(Absent why);

// Says what a list of processes may lack. `listed`: how many there are.
void tell_hidden_processes(World& world, Text table, std::size_t listed, Sink& sink);

// Why a file that every process has could not be read. A live process that lacks it has ended; what
// is not in a copy was not collected.
Absent reason_of_process(Source& source, const Error& error);

// The text of a small file that every process has, or of a link.
Known<Text> text_of(Source& source, Question question, std::string& room);

}  // namespace sonde
