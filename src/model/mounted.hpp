// mounted.hpp: one row of the table "mounts": a file system at its place.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the chunk of the row, or the world.
struct Mounted {
  Known<int> pid{Absent::NotApplicable};  // Who sees it; not applicable: sonde itself.
  Known<Text> container{Absent::NotApplicable};
  int id = 0, parent = 0;
  Text path{}, type{}, source{}, device{}, root{}, options{}, super_options{};
  // Of the file system; not applicable where it has no size, as proc.
  Known<u64> size_bytes{}, used_bytes{}, available_bytes{}, files{}, used_files{};
};

}  // namespace sonde
