// interrupt.hpp: one row of the table "interrupts": what interrupts the processors, and how often.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

struct Interrupt {
  Text irq{};  // "36", "LOC"
  Known<Text> device{Absent::NotApplicable};
  u64 total = 0;  // Since boot, on all processors.
  Known<double> per_s{Absent::NotApplicable};
};

}  // namespace sonde
