// published_rules.cpp: follows jumps from the chains with a hook to the rules that rewrite.
// SPDX-License-Identifier: Apache-2.0
#include "tables/published_rules.hpp"

#include <algorithm>

namespace sonde {
namespace {

constexpr u32 ports_of_a_rule_max = 256;  // A rule may publish 65,536 ports at once.
constexpr int jumps_max = 16;             // NFT_JUMP_STACK_SIZE of Linux 6.8.

Text name_of_number(u8 protocol) {
  switch (protocol) {
    case 6: return "tcp";
    case 17: return "udp";
    case 132: return "sctp";
    default: return {};
  }
}

bool is_one_address(const std::optional<Prefix>& destination) {
  return destination && destination->bits == (destination->address.version == 6 ? 128 : 32);
}

// A port within the range stays as it is, if nothing else has the connection's ends; for any other
// one netfilter picks from the range (get_unique_tuple() in net/netfilter/nf_nat_core.c,
// Linux 6.8).
Known<u16> target_port_of(const DnatTarget& target, u16 port) {
  if (!target.ports) return port;
  const auto [first, last] = *target.ports;
  if (first == last) return first;
  if (target.first_from && first < last && port >= *target.first_from)
    return static_cast<u16>(first + (port - *target.first_from) % (last - first + 1));
  const bool stays = !target.takes_any_port && !target.first_from && port >= first && port <= last;
  return stays ? Known<u16>(port) : Known<u16>(Absent::NotCollected);
}

}  // namespace

void PublishedRules::take(const RulePlace& place, const DecodedRule& rule) {
  if (place.reached_from && *place.reached_from == "output") return;
  if (place.is_dormant) return;
  Chain chain{place.by, place.family, place.table, place.chain};
  if (!place.hook.empty()) chains_[chain] = Reached::All;
  if (rule.dnat || !rule.jumps_to.empty())
    rules_.push_back({std::move(chain), rule.jumps_to, rule.facts, rule.dnat});
}

void PublishedRules::each(const std::function<void(const Published&)>& use) {
  follow_jumps();
  for (const Rule& rule : rules_) {
    if (!rule.dnat) continue;
    if (is_followed(rule))
      open_ports(rule, use);
    else
      ++not_followed;
  }
}

void PublishedRules::follow_jumps() {
  bool has_changed = true;
  for (int i = 0; i < jumps_max && has_changed; ++i) {
    has_changed = false;
    for (const Rule& rule : rules_) {
      const auto from = chains_.find(rule.chain);
      if (rule.jumps_to.empty() || rule.facts.has_more || from == chains_.end()) continue;
      const Reached reached = rule.facts.destination ? Reached::OneAddress : from->second;
      Chain to = rule.chain;
      std::get<3>(to) = rule.jumps_to;
      Reached& known = chains_[to];
      has_changed = has_changed || known < reached;
      known = std::max(known, reached);
    }
  }
}

// In a chain for one address the rule must say which.
bool PublishedRules::is_followed(const Rule& rule) const {
  const RuleFacts& facts = rule.facts;
  const auto chain = chains_.find(rule.chain);
  if (chain == chains_.end() || facts.has_more || facts.ports.empty()) return false;
  if (name_of_number(facts.protocol).empty()) return false;
  if (facts.destination) return is_one_address(facts.destination);
  return chain->second == Reached::All;
}

void PublishedRules::open_ports(const Rule& rule,
                                const std::function<void(const Published&)>& use) {
  const DnatTarget& target = *rule.dnat;
  Published row;
  row.protocol = name_of_number(rule.facts.protocol);
  row.by = PublishedBy::Dnat;
  const bool is_ipv6 =
      target.address ? target.address->version == 6 : std::get<1>(rule.chain) == "ip6";
  row.address.version = is_ipv6 ? 6 : 4;
  if (rule.facts.destination) row.address = rule.facts.destination->address;
  if (target.address) row.target_address = *target.address;
  if (target.has_more_addresses) row.target_address = Absent::NotCollected;
  for (const PortRange& range : rule.facts.ports) {
    if (range.last < range.first) continue;
    row.of_range = range.last > range.first;
    const u32 last = std::min<u32>(range.last, range.first + ports_of_a_rule_max - 1);
    for (u32 port = range.first; port <= last; ++port) {
      row.port = static_cast<u16>(port);
      row.target_port = target_port_of(target, static_cast<u16>(port));
      use(row);
    }
    ports_left_out += range.last - last;
  }
}

}  // namespace sonde
