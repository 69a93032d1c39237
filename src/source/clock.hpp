// clock.hpp: how the clock of the machine is kept, as adjtimex(2) tells everybody.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// Lines in `room`: "status 64", "freq -1310720", "maxerror 16000000" of struct timex, and
// "realtime" and "boottime" in ns, which are of the same moment. Nothing is changed.
Result<Text> read_clock(std::string& room);

}  // namespace sonde
