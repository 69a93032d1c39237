// link_fuzz.cpp: a message of rtnetlink about a device, or lines of /proc/net/dev.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/link.hpp"
#include "decode/netns_id.hpp"
#include "decode/proc_net_dev.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Interface row;
  std::size_t read = 0;
  const auto look = [&](Text text) {
    for (const char c : text) read += c != 0;
  };
  if (data[0] % 2 == 0) {
    decode_netns_id(88, bytes);
    if (!decode_link(bytes, row)) return 0;
    if (row.name.empty() || !row.index) std::abort();
    if (row.state && static_cast<std::size_t>(*row.state) >= std::size(link_state_names))
      std::abort();
    for (const auto& text : {row.mac, row.kind, row.qdisc, row.alias})
      if (text) look(*text);
  } else {
    for (Text rest = bytes; !rest.empty();)
      if (decode_proc_net_dev(next_line(rest), row) == LineSaid::Row) {
        if (row.name.empty() || !row.rx_bytes || !row.collisions) std::abort();
        look(row.name);
      }
  }
  if (read > size * 5) std::abort();
  return 0;
}
