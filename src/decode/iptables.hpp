// iptables.hpp: a table of the older iptables, as getsockopt(2) hands it out.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

#include "model/firewall.hpp"

namespace sonde {

// A rule, and where it stands.
struct IptablesRule {
  std::string chain{};
  Text hook{};    // "prerouting"; "" of a chain that only rules jump to.
  Text policy{};  // Of a chain with a hook.
  int priority = 0;
  u32 number = 0;  // From 1. 0: the policy of a chain with a hook, behind its rules.
  DecodedRule rule{};
};

// Decodes the answer to a Question::How::Iptables: struct ipt_getinfo, then struct ipt_get_entries,
// or those of IPv6 when `version` is 6 (include/uapi/linux/netfilter_ipv4/ip_tables.h, Linux 6.8).
// False when it is cut or makes no sense; the rules before that were handed out. Entries follow one
// another: a chain with a hook begins where the head says, any other with a target ERROR that has
// its name; the last entry of each chain is its policy.
bool decode_iptables(Text answer, u8 version, const std::function<void(const IptablesRule&)>& use);

}  // namespace sonde
