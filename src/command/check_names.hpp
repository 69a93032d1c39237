// check_names.hpp: which checks somebody means: one by its name, a family, or those of a pattern.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "check/check.hpp"

namespace sonde {

// "tcp.refused" is one; "tcp", "tcp." and "tcp.*" are all whose names begin with "tcp.". In their
// own order; none where nothing is called so.
std::vector<const Check*> checks_called(Text typed);

// The name that is most like it, or "".
Text check_like(Text typed);

}  // namespace sonde
