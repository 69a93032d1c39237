// confirm.hpp: the question before something is done that is more than looking.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "command/command.hpp"

namespace sonde {

// Whether somebody can be asked.
bool has_terminal();

// Asks on the terminal. What was typed ahead is no answer to a question that was not yet seen.
bool is_confirmed(Call& call, Text question);

}  // namespace sonde
