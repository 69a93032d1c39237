// own_session.hpp: finds the SSH connection that carries sonde.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"

namespace sonde {

// Shares an OwnSession with the world. What may not be read is left in view.
void share_own_session(World& world);

}  // namespace sonde
