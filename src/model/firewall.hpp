// firewall.hpp: one row of the table "firewall", and what a rule that rewrites destinations says.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/value.hpp"

namespace sonde {

// One row: a rule, with the chain that it stands in; or the policy of a chain that drops, which
// comes behind its rules. Texts live in the chunk, or are constants.
struct FirewallRule {
  Known<u32> netns{};
  Text family{}, table{}, chain{}, by{};
  Known<Text> hook{Absent::NotApplicable}, device{Absent::NotApplicable};
  Known<Text> policy{Absent::NotApplicable};
  Known<int> priority{Absent::NotApplicable};
  Known<u64> handle{Absent::NotApplicable};   // Of nftables.
  Known<u32> number{Absent::NotApplicable};   // From 1, in its chain; of a policy none.
  Known<u32> accepts{Absent::NotApplicable};  // Of a policy: rules that let something new pass.
  Known<Text> reached_from{Absent::NotApplicable};  // Hooks that lead here, parted by commas.
  Text match{};                                     // In words of nft; "" when all packets match.
  Text verdict{};                                   // What is done with them.
  Known<u64> packets{Absent::NotApplicable}, bytes{Absent::NotApplicable};
  Known<Text> comment{Absent::NotApplicable};
  bool understood = true;
};

struct PortRange {
  u16 first = 0, last = 0;
  friend bool operator==(const PortRange&, const PortRange&) = default;
};

// An address with the bits that count.
struct Prefix {
  Address address{};
  u8 bits = 0;
};

// What of a match says which port of the machine is meant.
struct RuleFacts {
  u8 protocol = 0;                      // The number of IP; 0: any.
  std::optional<Prefix> destination{};  // None: any address.
  std::vector<PortRange> ports{};       // None: all.
  bool is_local = false;                // Only addresses of the machine itself.
  bool has_more = false;                // It also looks at something that stands in none of these.
                                        // One interface left out is none: docker's own bridge.
};

// Where a rule sends a connection. Without address it is a port of this machine ("redirect"). Of a
// map neither is known, and the facts have more.
struct DnatTarget {
  std::optional<Address> address{};
  std::optional<PortRange> ports{};
  bool has_more_addresses = false;  // It is the first of a range.
  bool takes_any_port = false;      // At random: not the same port within the range.
  std::optional<u16> first_from{};  // Shifted: the port that becomes the first, as podman has it.
};

// A rule as a decoder hands it out.
struct DecodedRule {
  std::string match{}, verdict{}, comment{};
  Known<u64> packets{Absent::NotApplicable}, bytes{Absent::NotApplicable};
  bool understood = true;
  bool has_compat = false;  // It has parts of iptables, so iptables-nft wrote it.
  RuleFacts facts{};
  std::optional<DnatTarget> dnat{};
  std::string jumps_to{};  // A chain of the same table.
};

}  // namespace sonde
