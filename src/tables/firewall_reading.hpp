// firewall_reading.hpp: reads every rule of a network namespace, and what chains drop at their end.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "core/table.hpp"
#include "model/firewall.hpp"

namespace sonde {

// Where a rule stands. Texts are valid during the call.
struct RulePlace {
  Text family{}, table{}, chain{}, by{};
  Text hook{}, device{}, policy{};  // "" where there is none, or while the table is dormant.
  Text type{};                      // "filter", "nat" or "route"; "" of a chain without a hook.
  bool is_dormant = false;          // The table meets no packet until somebody wakes it.
  int priority = 0;
  Known<u32> number{Absent::NotApplicable};   // From 1, in its chain; of a policy none.
  Known<u32> accepts{Absent::NotApplicable};  // Of a policy: rules that let something new pass.
  Known<u64> handle{Absent::NotApplicable};
  Known<Text> reached_from{Absent::NotApplicable};  // Hooks, parted by commas.
};
using UseRule = std::function<More(const RulePlace& place, const DecodedRule& rule)>;

// Asks nf_tables, and iptables-legacy for the tables that it has. What could not be read becomes a
// gap of `table`. Nothing is loaded into the kernel by asking. Rules of nftables come in the order
// of the kernel. A chain that drops what no rule of it decides on has one row more, its policy.
void read_firewall(World& world, Source& network, Text table, Sink& sink, const UseRule& use);

}  // namespace sonde
