// opened_files.hpp: which files a process and its children opened while somebody watched.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace sonde {

struct OpenedFile {
  int pid = 0;
  std::string path{};  // As the process sees it.
};

// Each path of a process once, in the order in which they were opened.
struct OpenedFiles {
  std::vector<OpenedFile> files{};
  bool was_cut = false;  // Some were not seen.

  void add(int pid, std::string path);
};

// What is done while the watch goes on, and how long it goes on then.
struct WatchedAct {
  std::function<Result<void>()> act{};
  std::chrono::milliseconds time{};
};

}  // namespace sonde
