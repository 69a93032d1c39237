// pressure.hpp: one row of the table "pressure": how much time went by waiting for a resource.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Texts live as long as the world.
struct Pressure {
  Text resource{};  // cpu, memory, io, irq.
  Text kind{};      // some: at least one task waited; full: all that had work did.
  Known<double> avg10{}, avg60{}, avg300{};
  Known<u64> total_us{};
};

}  // namespace sonde
