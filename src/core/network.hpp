// network.hpp: a network namespace that is to be looked at, and what is known of it before that.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/value.hpp"

namespace sonde {

// It is opened when its turn has come, and closed after it: a node may have thousands.
struct Network {
  std::string handle{};  // For Source::network(); empty: the one the source itself is in.
  Known<u32> netns{};    // The number in the column "netns".
  int pid = 0;           // A process in it; 0: only a mount, a descriptor or a thread keeps it.
  Known<Text> container{Absent::NotApplicable};  // That of all its processes, if there is one.
};

}  // namespace sonde
