// proc_net_netlink_fuzz.cpp: feeds lines, headers among them, to the decoder of /proc/net/netlink.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "decode/proc_net_netlink.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  Text rest(reinterpret_cast<const char*>(data), size);
  NetlinkTable table;
  DecodedSocket row;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (table.decode(rest.substr(0, end), row) == Line::Row &&
        (!row.has_detail || !row.detail.protocol_number))
      std::abort();
    rest.remove_prefix(end == Text::npos ? rest.size() : end + 1);
  }
  return 0;
}
