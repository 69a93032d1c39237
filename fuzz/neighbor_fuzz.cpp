// neighbor_fuzz.cpp: rtnetlink about neighbours and their tables, or lines of /proc/net/arp.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/neighbor.hpp"
#include "decode/neighbor_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Neighbor row;
  const auto check = [&] {
    if (!row.address) std::abort();
    if (row.state && static_cast<std::size_t>(*row.state) >= std::size(neighbor_state_names))
      std::abort();
    if (row.mac && row.mac.value.size() > size) std::abort();
  };
  if (data[0] % 8 == 6) {
    BridgeStation station;
    if (decode_bridge_station(bytes, station) == LineSaid::Row &&
        (station.bridge == 0 || station.mac.size() > size))
      std::abort();
    return 0;
  }
  if (data[0] % 4 == 2) {
    Arena texts;
    CounterFile file;
    decode_neighbor_table(bytes, "neigh", texts, file);
    for (const DecodedCounter& counter : file.counters)
      if (!counter.value || counter.name.size() > size + 20) std::abort();
    return 0;
  }
  if (data[0] % 2 == 0) {
    if (decode_neighbor(bytes, row) == LineSaid::Row) check();
    return 0;
  }
  std::string mac;
  for (Text rest = bytes; !rest.empty();)
    if (decode_proc_net_arp(next_line(rest), mac, row) == LineSaid::Row) check();
  return 0;
}
