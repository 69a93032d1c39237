// qdisc.hpp: queues of interfaces as rtnetlink tells them: the request of a dump, its messages.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "model/qdisc.hpp"

namespace sonde {

inline constexpr u32 qdisc_sequence = 0x16;

// A dump of all queues of a network namespace but those that tc(8) calls invisible.
std::string qdisc_request();

// Decodes one RTM_NEWQDISC, without its netlink header; false when it is none. Texts point into the
// message. Source: net/sched/sch_api.c, tc_fill_qdisc, Linux 6.8.
bool decode_qdisc(Text message, Qdisc& row);

}  // namespace sonde
