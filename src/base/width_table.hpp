// width_table.hpp: how many terminal columns a code point takes, after the Unicode data.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonde {

// 0 for combining and invisible code points, 2 for wide East Asian ones and emoji, otherwise 1.
// Control characters count as 1: they never reach a terminal unescaped.
unsigned code_point_width(char32_t point);

}  // namespace sonde
