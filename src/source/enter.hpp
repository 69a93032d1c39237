// enter.hpp: makes this process one of another place, for `run`, and nothing else.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"

namespace sonde {

// Where a program is to run.
struct RunPlace {
  std::string network{};  // As for Source::network; empty: this one.
  int pid = 0;            // With all namespaces: the process whose they are.
  bool all = false;
};

// Replaces this process by the program, or runs it and answers its exit status; an error when that
// cannot be done. With all namespaces the program is one of the place: descriptors above 2 are
// closed, of the environment only TERM, LANG, LC_ALL and PATH are passed on, it has no capability
// that the process of the place could not have, and the file of sonde itself cannot be written
// through /proc/PID/exe, since it is a sealed copy that enters. The cgroup, the seccomp filter and
// the security module's label stay those of this machine.
Result<int> run_inside(const RunPlace& place, const std::vector<std::string>& command);

}  // namespace sonde
