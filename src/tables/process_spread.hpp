// process_spread.hpp: looks into many processes, with several threads where there is much to see.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <span>

#include "core/source.hpp"

namespace sonde {

// What one thread looks with.
class ProcessLooker {
public:
  virtual ~ProcessLooker() = default;
  // Returns how many descriptors it has looked at.
  virtual u64 look(int pid) = 0;
};

class ProcessSpread {
public:
  // Makes the looker of a thread, which asks this source and no other.
  using Make = std::function<std::unique_ptr<ProcessLooker>(Source&)>;

  ProcessSpread(std::span<const int> pids, const Make& make) : pids_(pids), make_(make) {}
  // Looks at every process once, in no order.
  void run(Source& source);

private:
  void look_at_rest(ProcessLooker& looker);

  std::span<const int> pids_;
  const Make& make_;
  std::atomic<std::size_t> next_{};  // The first process that no thread has taken.
};

}  // namespace sonde
