// interrupt.hpp: Ctrl-C ends what goes on and on, in an orderly way.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>

namespace sonde {

// Waits. False when SIGINT or SIGTERM came meanwhile, or the reader of standard output went away.
bool sleep_unless_interrupted(std::chrono::duration<double> pause);

}  // namespace sonde
