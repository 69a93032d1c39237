// meminfo_fuzz.cpp: any bytes as /proc/meminfo and as the files of /proc/pressure.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/meminfo.hpp"
#include "decode/pressure_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Text text(reinterpret_cast<const char*>(data), size);
  const MemoryFile file = decode_meminfo(text);
  for (const MemoryPart& part : file.parts)
    if (part.name.empty()) std::abort();
  if (summary_of(file).size() != 9) std::abort();
  while (!text.empty()) {
    Pressure row;
    if (decode_pressure(next_line(text), row) && row.avg10 && !(*row.avg10 <= 100)) std::abort();
  }
  return 0;
}
