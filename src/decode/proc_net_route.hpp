// proc_net_route.hpp: /proc/net/route and /proc/net/ipv6_route: a line becomes a route.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/table.hpp"
#include "decode/line_said.hpp"
#include "model/route.hpp"

namespace sonde {

// Lines of /proc/net/route hold words of the machine that wrote them, and it may be another one. A
// netmask tells which byte order that machine has, except where it is 0 or all ones: such lines are
// taken for little-endian ones until another tells.
class RouteLines {
public:
  explicit RouteLines(ByteOrder order) : order_(order) {}

  // Decodes a line of either file; texts point into it. What the kernel calls the null entry of
  // IPv6 is a Header: it is no route.
  LineSaid read(Text line, Route& row);

private:
  LineSaid read_ipv4(Text line, Route& row);

  ByteOrder order_;
};

// One line of ipv6_route; false when it is none.
bool decode_ipv6_route(Text line, Route& row);

// The byte order that a line of /proc/net/route tells; Infer: it tells nothing.
ByteOrder order_of_route(Text line);

}  // namespace sonde
