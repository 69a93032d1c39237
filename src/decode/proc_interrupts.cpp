// proc_interrupts.cpp: a label, a number for each processor, and whose interrupt it is.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_interrupts.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Of a device the driver stands behind its controller and its line there, after two blanks; where
// there is no driver the line of the controller is filled up with blanks. The kernel's own are
// explained.
Known<Text> device_of(Text irq, Text rest) {
  if (!is_digit(irq.front())) {
    rest = trim(rest);
    return rest.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(rest);
  }
  const std::size_t blanks = rest.rfind("  ");
  if (blanks == Text::npos || blanks + 2 == rest.size()) return Absent::NotApplicable;
  return rest.substr(blanks + 2);
}

}  // namespace

// kernel/irq/proc.c, show_interrupts; arch/x86/kernel/irq.c, arch_show_interrupts:
//            CPU0       CPU1
//  36:          0    2090217 PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0
// LOC:   16387641   16943964   Local timer interrupts
// ERR:          0
LineSaid decode_proc_interrupts(Text line, Interrupt& row) {
  const std::size_t colon = line.find(':');
  const Text label = trim(line.substr(0, std::min(colon, line.size())));
  if (label.empty()) return line.empty() ? LineSaid::Header : LineSaid::Malformed;
  if (colon == Text::npos) return label.starts_with("CPU") ? LineSaid::Header : LineSaid::Malformed;
  row = {};
  row.irq = label;
  Text rest = line.substr(colon + 1);
  bool has_count = false;
  for (Text after = rest;; rest = after) {  // A number for each processor.
    u64 count = 0;
    if (!parse_number(next_word(after), count)) break;
    row.total += count;
    has_count = true;
  }
  row.device = device_of(label, rest);
  return has_count ? LineSaid::Row : LineSaid::Malformed;
}

}  // namespace sonde
