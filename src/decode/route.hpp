// route.hpp: routes as rtnetlink tells them: the request of a dump, and its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "model/route.hpp"

namespace sonde {

inline constexpr u32 route_sequence = 0x13;

// A dump of all routes of a network namespace, of every table, IPv4 and IPv6.
std::string route_request();

// One packet's question, as "ip route get" asks it: which way would it leave?
struct RouteQuestion {
  Address destination{};
  Known<Address> source{Absent::NotApplicable};
  u8 protocol = 0;
  u16 port = 0;
  u32 index = 0;  // Of the interface that it must leave by; 0: any.
};
// RTM_GETROUTE, which changes nothing and needs no privilege. Port and protocol are known to rules
// since Linux 4.19; older kernels do not look at them.
std::string route_question(const RouteQuestion& question);

// What a message of the dump is.
enum class RouteSaid : u8 { Routes, Other, Malformed };

// Decodes one RTM_NEWROUTE, without its netlink header: a route with several next hops is as many
// rows. Other: multicast routing and MPLS, and what the kernel only remembers of a route.
// Sources: net/ipv4/fib_semantics.c, fib_dump_info; net/ipv6/route.c, rt6_fill_node; Linux 6.8.
class RouteDecoder {
public:
  RouteSaid read(Text message);
  // The same of the answer to a question, which the kernel marks as a copy.
  RouteSaid read_answer(Text message);
  // The rows of the last message: at least one where it was Routes. Each call makes the next.
  bool next(Route& row);

private:
  Route first_{};
  Text hops_{};
  bool is_last_ = true;
};

}  // namespace sonde
