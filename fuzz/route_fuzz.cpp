// route_fuzz.cpp: a message of rtnetlink about a route, or lines of /proc/net/route, ipv6_route.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/proc_net_route.hpp"
#include "decode/route.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  if (size == 0) return 0;
  const Text bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  Route row;
  const auto check = [&] {
    const u8 version = row.destination.version;
    if ((version != 4 && version != 6) || row.prefix > (version == 6 ? 128 : 32)) std::abort();
  };
  if (data[0] % 4 == 0) {
    RouteDecoder decoder;
    std::size_t count = 0;
    const bool has_routes = decoder.read(bytes) == RouteSaid::Routes;
    for (; decoder.next(row); ++count) check();
    if ((!has_routes && count > 0) || count > size) std::abort();
    return 0;
  }
  RouteLines lines(static_cast<ByteOrder>(data[0] % 4 - 1));
  for (Text rest = bytes; !rest.empty();) {
    if (lines.read(next_line(rest), row) != LineSaid::Row) continue;
    check();
    if (!row.metric || (row.interface && row.interface.value.empty())) std::abort();
  }
  return 0;
}
