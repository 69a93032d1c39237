// octal_lines.hpp: any bytes as lines of printf, which a shell without programs can write again.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/types.hpp"

namespace sonde {

// Such as: printf '\177ELF\2\1\1\0\0'
// Letters, digits and octal numbers of 7 bits, so that neither a terminal nor a line that loses a
// byte can make another command of it. A terminal takes no line beyond 4095 bytes.
std::string octal_lines(Text bytes);

}  // namespace sonde
