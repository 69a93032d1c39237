// line_said.hpp: what a decoder of lines made of one.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/types.hpp"

namespace sonde {

enum class LineSaid : u8 {
  Row,
  Header,     // Or an empty line: it says nothing, and nothing is lost.
  Malformed,  // It begins as a row and is none.
  Unknown,    // Something else.
};

}  // namespace sonde
