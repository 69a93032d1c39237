// machine_fuzz.cpp: any bytes as /proc/meminfo, stat and uptime.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/machine.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  decode_memory_total(file);
  decode_boot_time(file);
  const Known<double> uptime = decode_uptime(file);
  if (uptime && !(*uptime >= 0 && *uptime < 4294967297.0)) std::abort();
  return 0;
}
