// shell_word.hpp: a text as one word of a command for a shell.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// As it is where a shell of POSIX takes it for itself, else in single quotes: what a stranger named
// becomes no command when somebody types what sonde suggests. "" is ''.
std::string shell_word(Text text);

}  // namespace sonde
