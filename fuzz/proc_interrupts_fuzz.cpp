// proc_interrupts_fuzz.cpp: any bytes as /proc/interrupts.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/proc_interrupts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  for (Text rest(reinterpret_cast<const char*>(data), size); !rest.empty();) {
    const Text line = next_line(rest);
    Interrupt row;
    if (decode_proc_interrupts(line, row) != LineSaid::Row) continue;
    if (row.irq.empty() || row.irq.size() > line.size()) std::abort();
    if (row.device && (row.device.value.empty() || row.device.value.size() > line.size()))
      std::abort();
  }
  return 0;
}
