// link.hpp: network devices as rtnetlink tells them: the request of a dump, and its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "model/interface.hpp"

namespace sonde {

inline constexpr u32 link_sequence = 0x11;

// A dump of all devices of a network namespace; without their counters it is half as long.
enum class LinkCounters : u8 { No, Yes };
std::string link_request(LinkCounters counters = LinkCounters::Yes);

// One device of another namespace, by the number that this one has for it: an answer of its own.
// The kernel gives it to CAP_NET_ADMIN there (rtnl_get_net_ns_capable).
std::string link_request_elsewhere(u32 sequence, u32 netns_id, u32 index);

// Decodes one RTM_NEWLINK, without its netlink header; false when it is none. Texts point into the
// message. Source: net/core/rtnetlink.c, rtnl_fill_ifinfo, Linux 6.8.
bool decode_link(Text message, Interface& row);

}  // namespace sonde
