// diskstats.hpp: a line of /proc/diskstats.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/line_said.hpp"
#include "model/disk.hpp"

namespace sonde {

// Decodes one line. What the kernel is too old for is unsupported; `more` counts the columns that a
// newer one has behind those. The name points into the line, and the kind is not looked at.
LineSaid decode_diskstats(Text line, Disk& disk, u64& more);

// What a device is by its name. `before` is the last row that is no partition, or null: partitions
// follow their disk, and are called after it.
DiskKind kind_of_disk(Text name, const Disk* before);

}  // namespace sonde
