// conntrack.hpp: connections as ctnetlink tells them: the request of a dump, and its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "model/flow.hpp"

namespace sonde {

inline constexpr u32 conntrack_sequence = 0xC7;

// A dump of all connections of a network namespace, IPv4 and IPv6.
std::string conntrack_request();

// Decodes one message of such a dump, without its netlink header; false when it is none. Texts
// point into the message. `now_ns` is the time of day in nanoseconds, for the age; 0: nobody asks.
// Source: net/netfilter/nf_conntrack_netlink.c, ctnetlink_fill_info, Linux 6.8.
bool decode_conntrack(Text message, u64 now_ns, Flow& flow);

// Sets what follows from other fields, as both decoders do: which NAT there is, which ends exist.
void settle_flow(Flow& flow);

// What is left of a tuple that stands in neither.
bool has_flow_ports(u8 protocol);
bool is_icmp_flow(u8 protocol);

}  // namespace sonde
