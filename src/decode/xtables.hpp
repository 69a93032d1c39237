// xtables.hpp: matches and targets of iptables, which iptables-nft and iptables-legacy share.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "model/firewall.hpp"

namespace sonde {

// A match or target as the kernel keeps it: a structure of include/uapi/linux/netfilter*, by name
// and revision. Numbers are in the byte order of the machine, addresses and some ports are not.
struct XtExtension {
  Text name{};
  u32 revision = 0;
  Text info{};
  u8 version = 4;  // Of IP.
};

// Adds what the match says to the rule. What is not understood is added as such, and said.
void decode_xt_match(const XtExtension& match, DecodedRule& rule);
// The same for a target; that of legacy iptables without name is no business of this one.
void decode_xt_target(const XtExtension& target, DecodedRule& rule);

}  // namespace sonde
