// proc_interrupts.hpp: a line of /proc/interrupts.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/line_said.hpp"
#include "model/interrupt.hpp"

namespace sonde {

// Decodes one line, whose end is not trimmed. Header: the line with the processors. Texts point
// into the line.
LineSaid decode_proc_interrupts(Text line, Interrupt& row);

}  // namespace sonde
