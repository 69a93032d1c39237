// terminal_description.hpp: how a terminal is spoken to, where no file says so.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sonde {

// The value of TERMINFO with which a terminal like xterm-256color is known without any file.
extern const char* const terminal_description;
constexpr const char* terminal_name = "xterm-256color";

}  // namespace sonde
