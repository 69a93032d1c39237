// clock.hpp: what the kernel says of its clock, as counters.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <system_error>

#include "decode/counters.hpp"

namespace sonde {

// The answer to Question::How::Clock: "synchronised", 1 while a time service keeps the clock, and
// 0; "max_error_us"; "frequency_ppb", by how much it is made faster or slower; "boot_time_us",
// when it booted, as the clock has it now; "uptime_s". What is missing there is missing here.
CounterFile decode_clock(Text file, Text group);
// Why adjtimex was refused, if it was: then only the two clocks are there.
std::optional<std::errc> refusal_of_clock(Text file);

// What the clock of the machine said then, in ns since 1970; nothing where the answer lacks it.
std::optional<i64> decode_realtime_ns(Text file);

}  // namespace sonde
