// routing_rule.hpp: rules of routing as rtnetlink tells them: the request of a dump, its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "decode/line_said.hpp"
#include "model/routing_rule.hpp"

namespace sonde {

inline constexpr u32 routing_rule_sequence = 0x14;

// A dump of all rules of a network namespace.
std::string routing_rule_request();

// Decodes one RTM_NEWRULE, without its netlink header. Header: a rule of multicast routing. Texts
// point into the message. Source: net/core/fib_rules.c, fib_nl_fill_rule, Linux 6.8.
LineSaid decode_routing_rule(Text message, RoutingRule& row);

}  // namespace sonde
