// memory_part.hpp: one row of the table "memory": a part of the memory of the machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the world.
struct MemoryPart {
  Text name{};  // A word of free(1), "available", or a field of /proc/meminfo, "MemAvailable".
  Known<u64> bytes{};
  Known<u64> pages{Absent::NotApplicable};  // Of a field that counts huge pages.
  Known<Text> meaning{Absent::NotApplicable};
};

}  // namespace sonde
