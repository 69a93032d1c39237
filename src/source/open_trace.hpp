// open_trace.hpp: ptrace(2): stops a process at each system call to see which files it opens.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "source/opened_files.hpp"

namespace sonde {

// For whoever may not use fanotify: it takes a process of one's own that Yama lets be traced, and
// slows it down meanwhile. The act is done once all threads are held; when that fails, it is not
// done, and an error says why. Afterwards nobody is traced or stopped any more. Linux 5.3.
struct Traced {
  Result<void> act{};  // What came of the act.
  OpenedFiles opened{};
  int ended_by = 0;  // The signal that ended the process meanwhile; 0: none did.
};
Result<Traced> trace_opens(int pid, const WatchedAct& act);

}  // namespace sonde
