// netns_id.hpp: asks which number a network namespace has for the one of a process.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/value.hpp"

namespace sonde {

// RTM_GETNSID of a process, which needs no privilege and makes no number up.
std::string netns_id_request(u32 sequence, int pid);

// The number in the answer; NotApplicable: there is none for it.
// Source: net/core/net_namespace.c, rtnl_net_getid, Linux 6.8.
Known<u32> decode_netns_id(u16 type, Text message);

}  // namespace sonde
