// counters_fuzz.cpp: any bytes as each of the counting files of /proc/net, and as the clock.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/clock.hpp"
#include "decode/counters.hpp"
#include "lexicon/counter_meanings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text file(reinterpret_cast<const char*>(data), size);
  Arena texts;
  std::string room;
  for (const auto decode : {&decode_snmp, &decode_snmp6, &decode_sockstat, &decode_softnet,
                            &decode_conntrack_stat, &decode_vmstat, &decode_protocols}) {
    const CounterFile read = decode(file, "group", texts);
    if (read.unused_lines > size) std::abort();
    for (const DecodedCounter& counter : read.counters) {
      if (counter.name.empty()) std::abort();
      (void)meaning_of_counter(counter.group, counter.name, room);
    }
  }
  for (const DecodedCounter& counter : decode_clock(file, "clock").counters)
    if (!counter.value) std::abort();
  return 0;
}
