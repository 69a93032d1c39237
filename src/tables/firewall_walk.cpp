// firewall_walk.cpp: chains of a hook by priority; jumps, returns, and what cannot be decided.
// SPDX-License-Identifier: Apache-2.0
#include "tables/firewall_walk.hpp"

#include <algorithm>
#include <linux/netfilter_ipv4.h>
#include <climits>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr int jumps_max = 16;             // NFT_JUMP_STACK_SIZE of Linux 6.8.
constexpr u32 comparisons_max = 500'000;  // Doubtful jumps may lead through chains again and again.

// What a rule does with a packet that it is about.
enum class Act : u8 { Nothing, Accept, Stop, Return, Jump, Goto, Rewrite, Source, Unknown };

struct ActWord {
  Text word;
  Act act;
};
constexpr ActWord acts[] = {
    {"accept", Act::Accept},     {"drop", Act::Stop},        {"reject", Act::Stop},
    {"return", Act::Return},     {"jump", Act::Jump},        {"goto", Act::Goto},
    {"dnat", Act::Rewrite},      {"redirect", Act::Rewrite}, {"snat", Act::Source},
    {"masquerade", Act::Source}, {"queue", Act::Unknown},    {"verdict", Act::Unknown},
};

// nf_tables writes to the packet: what it meets then is not followed. That is not decoded, and so
// no verdict: "ip daddr set 192.0.2.1" (nft_payload_set of net/netfilter/nft_payload.c).
constexpr Text rewriting = "[\"payload\"";

// The act, and the chain where it is a jump. What a rule writes to the packet is noted.
Act act_of(Text verdict, Packet& packet, Text& chain) {
  Text before;
  for (Text rest = verdict; !rest.empty();) {
    const Text word = next_rule_word(rest);
    if (word.starts_with('[')) return Act::Unknown;
    if (word == "notrack") packet.may_be_untracked = true;
    if (word == "set" && before == "mark") packet.may_have_mark = true;
    before = word;
    const ActWord* const known = std::ranges::find(acts, word, &ActWord::word);
    if (known == std::end(acts)) continue;
    chain = next_rule_word(rest);
    return known->act;
  }
  return Act::Nothing;
}

// The same of a rule that looks its verdict up: "ct state vmap { new : jump web }".
Act act_of_rule(const KeptRule& rule, Packet& packet, Text& chain) {
  if (rule.verdict.empty() && rule.match.contains(rewriting)) return Act::Unknown;
  constexpr Text look_up = " vmap ";
  const std::size_t at = rule.verdict.find(look_up);
  if (at == std::string::npos || rule.verdict.starts_with("log ")) {
    const Act act = act_of(rule.verdict, packet, chain);
    if (!rule.jumps_to.empty()) chain = rule.jumps_to;
    return at == std::string::npos ? act : Act::Unknown;
  }
  const Text words = rule.verdict;
  const Known<Text> found =
      find_verdict(words.substr(0, at), words.substr(at + look_up.size()), packet);
  return found ? act_of(*found, packet, chain) : Act::Unknown;
}

// Devices are parted by spaces.
bool is_among(Text devices, Text wanted) {
  while (!devices.empty())
    if (next_word(devices) == wanted) return true;
  return false;
}

}  // namespace

// "nftables ip filter INPUT" without its first word.
std::string KeptRule::shown() const {
  std::string words = chain.substr(chain.find(' ') + 1);
  if (number) append_number(words += " rule ", *number);
  if (handle) append_number(words += " (handle ", *handle);
  words += handle ? "): " : ": ";
  words += match;
  return (words += match.empty() ? "" : " ") += verdict;
}

// How many rules one packet meets is bounded.
class FirewallWalk::Walk {
public:
  Walk(const FirewallWalk& firewall, Packet& packet, FirewallPassage& passage)
      : firewall_(firewall), packet_(packet), passage_(passage) {}

  enum class End : u8 { Through, Accepted, Stopped, Rewritten };

  enum class Sure : u8 { No, Yes };

  // A chain with a hook. `may_pass` of one chain says nothing of the next.
  End run_base(const std::string& chain, Sure sure) {
    may_pass_ = false;
    const End end = run(chain, sure, 0);
    if (end != End::Stopped || !may_pass_) return end;
    note_doubt(*passage_.stopped_by);
    passage_.stopped_by = nullptr;
    return End::Through;
  }

private:
  void note_doubt(const KeptRule& rule) {
    if (!passage_.doubt) passage_.doubt = &rule;
  }

  // What a verdict means that may or may not be reached: nothing is decided by it.
  void note_maybe(const KeptRule& rule, Act act) {
    if (act == Act::Accept || act == Act::Source || act == Act::Unknown) may_pass_ = true;
    if (act == Act::Stop || act == Act::Rewrite || act == Act::Unknown) note_doubt(rule);
  }

  End decide(const KeptRule& rule, Act act) {
    if (act == Act::Stop) passage_.stopped_by = &rule;
    if (act == Act::Rewrite) passage_.rewritten_by = &rule;
    if (act == Act::Source) passage_.source_by = &rule;
    return act == Act::Stop ? End::Stopped : act == Act::Rewrite ? End::Rewritten : End::Accepted;
  }

  // `is_sure`: whether the packet comes to this chain at all. The policy, which stands last, holds
  // for all that comes to the chain, whatever the rules before it did.
  End run(const std::string& chain, Sure began, int depth) {
    Sure sure = began;
    bool is_over = false;
    for (const KeptRule& rule : firewall_.rules_of(chain)) {
      if (is_over && rule.number) continue;
      if (!rule.number) sure = began;
      if (++comparisons_ > comparisons_max) return note_maybe(rule, Act::Unknown), End::Through;
      const bool is_other = rule.protocol != 0 && rule.protocol != packet_.protocol;
      // Whether it asks before it sets, or behind it, the words do not tell.
      const bool asks_own_mark =
          Text(rule.verdict).contains("mark set ") && Text(rule.match).contains("mark ");
      const Answer about = is_other        ? Answer::No
                           : asks_own_mark ? Answer::Unknown
                                           : matches(rule.match, packet_);
      if (about == Answer::No) continue;
      const Sure here = about == Answer::Yes ? sure : Sure::No;
      Text target;
      const Act act = act_of_rule(rule, packet_, target);
      if (act == Act::Nothing) continue;
      if (act == Act::Jump || act == Act::Goto) {
        if (depth >= jumps_max) return note_maybe(rule, Act::Unknown), End::Through;
        const std::string next = chain.substr(0, chain.rfind(' ') + 1).append(target);
        const End end = run(next, here, depth + 1);
        if (end != End::Through) return end;
      } else if (act != Act::Return) {
        // Of several NAT rules the first decides, and later packets meet none (nf_nat_inet_fn()).
        if (act == Act::Rewrite && passage_.rewritten_by) return End::Accepted;
        if (here == Sure::Yes && act != Act::Unknown) return decide(rule, act);
        note_maybe(rule, act);
      }
      const bool leaves_chain = act != Act::Jump && act != Act::Unknown;
      if (leaves_chain && about == Answer::Yes) is_over = true;
      if ((act == Act::Return || act == Act::Goto) && about != Answer::Yes) sure = Sure::No;
    }
    return End::Through;
  }

  const FirewallWalk& firewall_;
  Packet& packet_;
  FirewallPassage& passage_;
  bool may_pass_ = false;
  u32 comparisons_ = 0;
};

void FirewallWalk::read(World& world, Source& source, Text table, Sink& sink) {
  read_firewall(world, source, table, sink, [&](const RulePlace& place, const DecodedRule& rule) {
    add(place, rule);
    return More::Yes;
  });
  sort();
}

void FirewallWalk::add(const RulePlace& place, const DecodedRule& rule) {
  KeptRule kept;
  kept.chain = place.by;
  for (const Text word : {place.family, place.table, place.chain}) (kept.chain += ' ') += word;
  kept.hook = place.hook;
  kept.device = place.device;
  kept.family = place.family;  // A constant.
  kept.is_nat = place.type == "nat";
  kept.priority = place.priority;
  kept.number = place.number;
  kept.handle = place.handle;
  kept.match = rule.match;
  kept.verdict = rule.verdict;
  kept.jumps_to = rule.jumps_to;
  kept.dnat = rule.dnat;
  kept.protocol = rule.facts.protocol;
  rules_.push_back(std::move(kept));
}

void FirewallWalk::sort() { std::ranges::stable_sort(rules_, {}, &KeptRule::chain); }

std::span<const KeptRule> FirewallWalk::rules_of(const std::string& chain) const {
  const auto found = std::ranges::equal_range(rules_, chain, {}, &KeptRule::chain);
  return {found.begin(), found.end()};
}

// Whether a chain of ingress or egress, which is for some interfaces, meets what passes by this
// one.
Answer FirewallWalk::is_of_device(const KeptRule& rule, const Known<Text>& interface) {
  if (interface) return is_among(rule.device, *interface) ? Answer::Yes : Answer::No;
  const bool is_possible = interface.why != Absent::NotApplicable && !rule.device.empty() &&
                           rule.device != "lo";  // One that is not known is not "lo".
  return is_possible ? Answer::Unknown : Answer::No;
}

// NAT is for the first packet, and what this place sends to itself had its turn as it left
// (nf_nat_inet_fn() of net/netfilter/nf_nat_core.c).
bool FirewallWalk::skips_nat(Text hook, const Packet& packet) {
  const bool is_arriving = hook == "prerouting" || hook == "input";
  return packet.is_established || (is_arriving && packet.is_from_here && packet.is_to_here);
}

// Chains before the one that rewrites see what the packet was, as its first one did
// (NF_IP_PRI_NAT_DST of linux/netfilter_ipv4.h).
bool FirewallWalk::sees_first_form(const KeptRule& rule, const Packet& packet) {
  const bool is_before = rule.hook == "output" || rule.hook == "prerouting";
  return packet.was_rewritten && !packet.is_answer && is_before &&
         rule.priority < NF_IP_PRI_NAT_DST;
}

void FirewallWalk::pass(Text hook, Packet& packet, FirewallPassage& passage) const {
  const Text family = packet.destination.version == 6 ? "ip6" : "ip";
  const bool is_of_link = hook == "ingress" || hook == "egress";
  const Known<Text>& interface = hook == "ingress" ? packet.in : packet.out;
  const bool has_no_nat = skips_nat(hook, packet);
  struct Met {
    const KeptRule* first;  // Of the chain.
    Answer is_met;
  };
  std::vector<Met> chains;
  for (const KeptRule& rule : rules_) {
    const bool is_of_family =
        rule.family == "inet" || rule.family == (is_of_link ? "netdev" : family);
    if (rule.hook != hook || !is_of_family || (rule.is_nat && has_no_nat)) continue;
    if (sees_first_form(rule, packet)) continue;
    if (!chains.empty() && chains.back().first->chain == rule.chain) continue;
    const Answer is_met = is_of_link ? is_of_device(rule, interface) : Answer::Yes;
    if (is_met != Answer::No) chains.push_back({&rule, is_met});
  }
  std::ranges::stable_sort(chains, {}, [](const Met& met) { return met.first->priority; });
  Walk walk(*this, packet, passage);
  while (passage.next < chains.size()) {
    passage.hook = hook;
    const Met& met = chains[passage.next++];
    const auto sure = met.is_met == Answer::Yes ? Walk::Sure::Yes : Walk::Sure::No;
    const Walk::End end = walk.run_base(met.first->chain, sure);
    if (end == Walk::End::Stopped || end == Walk::End::Rewritten) return;
  }
}

}  // namespace sonde
