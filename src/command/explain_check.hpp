// explain_check.hpp: "sonde explain CHECK": what a check of "sonde diagnose" looks at, and why so.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "lexicon/entry.hpp"

namespace sonde {

// Plain text, folded to the width of a screen. "" when no check has this name.
std::string explain_check(Text name, Language language);

}  // namespace sonde
