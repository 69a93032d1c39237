// open_trace.hpp: ptrace(2): stops a process at each system call to see which files it opens.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "source/opened_files.hpp"

namespace sonde {

// For whoever may not use fanotify: it takes a process of one's own that Yama lets be traced, and
// slows it down meanwhile. The act is done once all threads are held; when that fails, it is not
// done, and an error says why. Linux 5.3.
struct Traced {
  Result<void> act{};  // What came of the act.
  OpenedFiles opened{};
};
Result<Traced> trace_opens(int pid, const WatchedAct& act);

}  // namespace sonde
