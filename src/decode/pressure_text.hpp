// pressure_text.hpp: the files of /proc/pressure.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "model/pressure.hpp"

namespace sonde {

// One line of such a file. A field that is missing, or no number, is malformed. False when the line
// does not begin with a word and a field.
bool decode_pressure(Text line, Pressure& pressure);

}  // namespace sonde
