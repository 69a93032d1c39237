// meminfo.hpp: every field of /proc/meminfo, and what free(1) makes of them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "model/memory_part.hpp"

namespace sonde {

struct MemoryFile {
  std::vector<MemoryPart> parts{};  // Their names point into the file.
  u64 unused_lines = 0;
  Text unused_example{};
};

// Reads to the end of the file, whose size the caller limits.
MemoryFile decode_meminfo(Text file);

// total, used, free, shared, buff_cache, available, swap_total, swap_used and swap_free, as free(1)
// has them. What the file lacks is unsupported.
std::vector<MemoryPart> summary_of(const MemoryFile& file);

}  // namespace sonde
