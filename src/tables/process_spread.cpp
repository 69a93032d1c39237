// process_spread.cpp: starts alone, and takes helpers once it has met many descriptors.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_spread.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "base/worker.hpp"

namespace sonde {
namespace {

// A thread costs about as much as a few hundred descriptors.
constexpr u64 descriptors_before_threads = 2000;
constexpr std::size_t helpers_max = 3;

}  // namespace

void ProcessSpread::run(Source& source) {
  const std::unique_ptr<ProcessLooker> own = make_(source);
  for (u64 seen = 0; seen <= descriptors_before_threads && next_ < pids_.size();)
    seen += own->look(pids_[next_++]);
  std::array<Worker, helpers_max> helpers;
  const std::size_t processors = std::thread::hardware_concurrency();
  for (std::size_t i = 0; i < helpers_max && i + 1 < processors && next_ + 1 < pids_.size(); ++i) {
    std::shared_ptr<Source> another = source.another();
    if (!another) break;
    const auto help = [this, another] { look_at_rest(*make_(*another)); };
    if (!helpers[i].start(help)) break;  // Then we go on with those there are.
  }
  look_at_rest(*own);
}

void ProcessSpread::look_at_rest(ProcessLooker& looker) {
  for (std::size_t i; (i = next_++) < pids_.size();) looker.look(pids_[i]);
}

}  // namespace sonde
