// firewall_reading.hpp: reads every rule of a network namespace, of nftables and of iptables.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "core/table.hpp"
#include "model/firewall.hpp"

namespace sonde {

// Where a rule stands. Texts are valid during the call.
struct RulePlace {
  Text family{}, table{}, chain{}, by{};
  Text hook{}, device{}, policy{};  // "" where there is none.
  int priority = 0;
  u32 number = 0;  // From 1, in its chain.
  Known<u64> handle{Absent::NotApplicable};
};
using UseRule = std::function<More(const RulePlace& place, const DecodedRule& rule)>;

// Asks nf_tables, and iptables-legacy for the tables that it has. What could not be read becomes a
// gap of `table`. Nothing is loaded into the kernel by asking. Rules of nftables come in the order
// of the kernel.
void read_firewall(World& world, Source& network, Text table, Sink& sink, const UseRule& use);

}  // namespace sonde
