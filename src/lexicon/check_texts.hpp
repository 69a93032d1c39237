// check_texts.hpp: what is said of a check of "sonde diagnose", and how to make what it tells of.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "lexicon/entry.hpp"

namespace sonde {

// What text/checks says of the check of this name. Null when it says nothing.
const Entry* find_check_text(Text name);

// The commands that make the fault in namespaces of one's own, in their order. None where that
// needs a certain card, or would disturb the machine.
std::vector<Text> commands_of_check(Text name);

}  // namespace sonde
