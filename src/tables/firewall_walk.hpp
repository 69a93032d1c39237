// firewall_walk.hpp: leads a packet through the chains of a hook, as netfilter would.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/firewall.hpp"
#include "tables/firewall_reading.hpp"
#include "tables/packet_match.hpp"

namespace sonde {

// A rule that is kept, in its place.
struct KeptRule {
  std::string chain{};  // By, family, table and name: what tells it from all others.
  std::string hook{}, device{};
  Text family{};
  bool is_nat = false;  // Its chain meets only the first packet of a connection.
  int priority = 0;
  Known<u32> number{};  // None: the policy of the chain.
  Known<u64> handle{};
  std::string match{}, verdict{}, jumps_to{};
  std::optional<DnatTarget> dnat{};
  u8 protocol = 0;  // That it asks for; 0: any, as far as is known.

  // "ip filter INPUT rule 3 (handle 7): tcp dport 80 drop"
  std::string shown() const;
};

// What became of a packet at a hook. Rules live with the FirewallWalk.
struct FirewallPassage {
  const KeptRule* stopped_by = nullptr;    // It goes no further.
  const KeptRule* rewritten_by = nullptr;  // It gets another destination, and goes on from there.
  const KeptRule* source_by = nullptr;     // It gets another source.
  const KeptRule* doubt = nullptr;         // It may be stopped here, or sent elsewhere.
  Text hook{};                             // Where that was.
  std::size_t next = 0;                    // Of the chains of the hook, where it goes on.
};

class FirewallWalk {
public:
  // Keeps the rules of the network that `source` looks at. What cannot be read is a gap of `table`.
  void read(World& world, Source& source, Text table, Sink& sink);
  // The same, rule by rule.
  void add(const RulePlace& place, const DecodedRule& rule);
  void sort();
  bool has_rules() const { return !rules_.empty(); }

  // Leads the packet through what is left of a hook. Where it is rewritten the caller gives it the
  // new destination, and calls again.
  void pass(Text hook, Packet& packet, FirewallPassage& passage) const;

private:
  struct Chain;
  class Walk;
  std::span<const KeptRule> rules_of(const std::string& chain) const;
  static Answer is_of_device(const KeptRule& rule, const Known<Text>& interface);
  static bool skips_nat(Text hook, const Packet& packet);
  static bool sees_first_form(const KeptRule& rule, const Packet& packet);

  std::vector<KeptRule> rules_{};  // By chain, and in its order.
};

}  // namespace sonde
