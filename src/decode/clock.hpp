// clock.hpp: what the kernel says of its clock, as counters.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/counters.hpp"

namespace sonde {

// The answer to Question::How::Clock: "synchronised", 1 while a time service keeps the clock, and
// 0; "max_error_us"; "frequency_ppb", by how much it is made faster or slower; "boot_time_us",
// when it booted, as the clock has it now; "uptime_s". What is missing there is missing here.
CounterFile decode_clock(Text file, Text group);

}  // namespace sonde
