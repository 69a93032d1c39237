// process_spread.cpp: starts alone, and takes helpers once it has met many descriptors.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_spread.hpp"

#include <algorithm>
#include <new>
#include <system_error>

namespace sonde {
namespace {

// A thread costs about as much as a few hundred descriptors.
constexpr u64 descriptors_before_threads = 2000;
constexpr unsigned threads_max = 4;

}  // namespace

void ProcessSpread::run(Source& source) {
  const std::unique_ptr<ProcessLooker> own = make_(source);
  for (u64 seen = 0; seen <= descriptors_before_threads && next_ < pids_.size();)
    seen += own->look(pids_[next_++]);
  std::vector<std::jthread> helpers;
  const unsigned threads = std::min(std::thread::hardware_concurrency(), threads_max);
  for (unsigned i = 1; i < threads && next_ + 1 < pids_.size(); ++i) {
    std::shared_ptr<Source> another = source.another();
    if (!another || !start_helper(helpers, std::move(another))) break;
  }
  look_at_rest(*own);
  helpers.clear();  // Waits for them.
  if (is_out_of_memory_) throw std::bad_alloc();
}

// False when there can be no more threads: then we go on alone. What a thread throws must not leave
// it, so that we tell of it after all have ended.
bool ProcessSpread::start_helper(std::vector<std::jthread>& helpers,
                                 std::shared_ptr<Source> source) {
  try {
    helpers.emplace_back([this, source = std::move(source)] {
      try {
        look_at_rest(*make_(*source));
      } catch (const std::bad_alloc&) {
        is_out_of_memory_ = true;
      }
    });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

void ProcessSpread::look_at_rest(ProcessLooker& looker) {
  for (std::size_t i; (i = next_++) < pids_.size();) looker.look(pids_[i]);
}

}  // namespace sonde
