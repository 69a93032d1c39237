// file_watch.hpp: fanotify(7): the kernel tells who opens files on the mounts of a process.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "base/unique_fd.hpp"
#include "source/opened_files.hpp"

namespace sonde {

// It takes CAP_SYS_ADMIN, and holds nobody up. A child that ends at once may be missed, since the
// kernel only tells its number.
class FileWatch {
public:
  // The mounts are named as the process sees them: directories and regular files.
  static Result<FileWatch> open(int pid, std::span<const std::string> mounts);

  // An error when the act fails: then nothing was watched.
  Result<OpenedFiles> watch(const WatchedAct& act);

private:
  FileWatch(UniqueFd fd, int pid) : fd_(std::move(fd)), pid_(pid) {}
  Result<void> mark(int root, const std::string& mount);
  void take_events(OpenedFiles& found);
  bool is_of_family(int pid);

  UniqueFd fd_;
  int pid_;
  std::string root_{};  // In front of its paths, when it has a root directory of its own.
  std::size_t marks_ = 0;
  bool is_partial_ = false;  // Some mounts could not be marked.
  std::vector<std::pair<int, bool>> known_{};
};

}  // namespace sonde
