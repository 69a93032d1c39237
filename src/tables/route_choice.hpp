// route_choice.hpp: by which rule and route the kernel would send a packet of this machine.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "model/route.hpp"
#include "model/routing_rule.hpp"

namespace sonde {

// Some questions have no answer for want of knowledge, which is no "no".
enum class Answer : u8 { No, Unknown, Yes };

// The first packet of a connection that begins here, without a mark and a type of service.
struct RouteLookup {
  Address destination{};
  Known<Address> source{Absent::NotApplicable};  // None: it gets one by its route.
  u8 protocol = 6;
  Known<u16> port{}, source_port{};  // The latter is mostly chosen after the route.
  Known<u32> uid{};
  Text interface{};  // That it must leave by, as of fe80::1%eth0; "": any.
};

struct RouteChoice {
  const RoutingRule* rule = nullptr;  // That decided; null: none did, so there is no route.
  // Equally good ones: the next hops of one route, or several routes of one metric; the first one
  // is that of the kernel where nothing else counts. None: the rule itself refuses.
  std::vector<const Route*> routes{};
  const RoutingRule* doubt = nullptr;  // A rule that may hold, and would decide otherwise.
  bool has_mark = false;               // A rule asked for a mark, which a plain packet has not.
};

// Rules in the order of their priorities. As fib_rules_lookup() of net/core/fib_rules.c and
// fib_table_lookup() of net/ipv4/fib_trie.c do, and their siblings of IPv6; Linux 6.8.
RouteChoice choose_route(std::span<const RoutingRule* const> rules,
                         std::span<const Route* const> routes, const RouteLookup& flow);

}  // namespace sonde
