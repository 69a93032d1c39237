// path_firewall.cpp: the steps "firewall" and "nat": the rules that the packet meets.
// SPDX-License-Identifier: Apache-2.0
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "model/interface.hpp"
#include "tables/netlink_asking.hpp"
#include "tables/path_walk.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// As published ports: one port, or the same where it is within the range.
Known<u16> port_of(const DnatTarget& target, u16 port) {
  if (!target.ports) return port;
  const auto [first, last] = *target.ports;
  if (first == last) return first;
  const bool stays = !target.takes_any_port && !target.first_from && first <= port && port <= last;
  return stays ? Known<u16>(port) : Known<u16>(Absent::NotCollected);
}

// Without an address it is a redirect, which leads what begins here to the loopback
// (nf_nat_redirect_ipv4() and _ipv6() of net/netfilter/nf_nat_redirect.c).
Known<Address> address_of(const KeptRule& rule, u8 version) {
  const DnatTarget& target = *rule.dnat;
  if (target.has_more_addresses) return Absent::NotCollected;
  if (target.address) return *target.address;
  if (!Text(rule.verdict).contains("redirect")) {
    const bool is_of_ports = target.ports && !Text(rule.verdict).contains(" map ");
    return is_of_ports ? Absent::NotApplicable : Absent::NotCollected;
  }
  Address loopback;
  loopback.version = version;
  if (version == 6)
    loopback.bytes[15] = 1;
  else
    loopback.bytes = {127, 0, 0, 1};
  return loopback;
}

// "snat to 192.0.2.1:1024-2047", "[2001:db8::1]:1024": the one address that it gives; "masquerade"
// gives that of the interface.
Known<Address> new_source_of(Text verdict) {
  constexpr Text before = "snat to ";
  const std::size_t at = verdict.find(before);
  if (at == Text::npos) return Absent::NotCollected;
  Text word = verdict.substr(at + before.size());
  word = next_word(word);
  if (word.starts_with(':')) return Absent::NotApplicable;  // Only another port.
  Address address;
  if (parse_address(word, address)) return address;  // IPv6 without a port.
  word =
      word.starts_with('[') ? word.substr(1, word.find(']') - 1) : word.substr(0, word.find(':'));
  return parse_address(word, address) ? Known<Address>(address) : Absent::NotCollected;
}

// What takes the rule away, in the words of the program that made it.
std::string remedy_of(const KeptRule& rule) {
  Text words = rule.chain;
  const Text by = next_word(words);
  const Text family = next_word(words);
  const Text table = next_word(words);
  const Text chain = trim(words);
  std::string remedy;
  if (!rule.number) {
    ((remedy = "let it pass by a rule before: the policy of ") += chain) += " drops";
  } else if (by == "nftables" && rule.handle) {
    remedy = "nft delete rule ";
    for (const Text word : {family, table, chain}) (remedy += shell_word(word)) += ' ';
    append_number(remedy += "handle ", *rule.handle);
  } else {
    remedy = family == "ip6" ? "ip6tables" : "iptables";
    if (by == "iptables-legacy") remedy += "-legacy";
    ((remedy += " -t ") += shell_word(table)) += " -D ";
    append_number((remedy += shell_word(chain)) += ' ', *rule.number);
  }
  return remedy += "; sonde firewall shows all";
}

}  // namespace

// What a device takes in, port of a bridge or not, before anybody knows a connection.
void PathWalk::pass_link(const FirewallWalk& firewall, const Packet& packet,
                         FirewallPassage& passage) {
  Packet raw = packet;
  raw.may_be_untracked = true;
  const bool has_port = arrival_.port && raw.in.why == arrival_.interface.why &&
                        raw.in.value != *arrival_.port && !packet_.is_from_here;
  const Known<Text> devices[] = {has_port ? arrival_.port : Known<Text>(Absent::NotApplicable),
                                 packet.in};
  for (const Known<Text>& device : devices) {
    raw.in = device;
    passage.next = 0;
    firewall.pass("ingress", raw, passage);
    if (passage.stopped_by) return;
  }
}

// Devices below the one that the way leads over, as ports of a bridge: which of them it is, is not
// known.
void PathWalk::doubt_ports(const FirewallWalk& firewall, Text hook, const Packet& packet,
                           FirewallPassage& passage) {
  const Interface* above = nullptr;
  for (const Interface* const link : interfaces_->all<Interface>())
    if (way_.interface && link->name == *way_.interface) above = link;
  if (!above || !above->index || is_to_here()) return;
  for (const Interface* const link : interfaces_->all<Interface>()) {
    const bool is_port = link->master_index && *link->master_index == *above->index;
    const bool is_base = above->link && link->index && !above->has_peer() &&
                         above->link_id.why == Absent::NotApplicable &&
                         *above->link == *link->index;
    if (!is_port && !is_base) continue;
    Packet raw = packet;
    raw.may_be_untracked = true;
    (hook == "ingress" ? raw.in : raw.out) = link->name;
    FirewallPassage at_port;
    firewall.pass(hook, raw, at_port);
    const KeptRule* const rule = at_port.stopped_by ? at_port.stopped_by : at_port.doubt;
    if (rule && !passage.doubt) passage.doubt = rule;
  }
}

PathWalk::Goes PathWalk::pass_hook(PathPlace& place, const FirewallWalk& firewall, Text hook,
                                   FirewallPassage& passage) {
  const bool is_leaving = hook == "output" || hook == "postrouting" || hook == "egress";
  const bool is_from_here = packet_.is_from_here;
  passage.next = 0;
  for (;;) {
    packet_.is_to_here = is_from_here ? is_to_here() : !is_forwarded_;
    const Known<Text> way = is_to_here() ? Known<Text>(Text("lo")) : way_.interface;
    packet_.out = is_leaving          ? way
                  : hook == "forward" ? Known<Text>(Absent::NotCollected)
                                      : Known<Text>(Absent::NotApplicable);
    packet_.in = is_leaving     ? Known<Text>(Absent::NotApplicable)
                 : is_from_here ? Known<Text>(Text("lo"))
                                : arrival_.interface;
    if (packet_.out.why != Absent::Known && is_leaving) packet_.out = Absent::NotCollected;
    if (hook == "ingress") return pass_link(firewall, packet_, passage), Goes::On;
    const KeptRule* const before = passage.rewritten_by;
    const Known<u32> uid = packet_.uid;
    if (!is_leaving) packet_.uid = Absent::NotApplicable;
    firewall.pass(hook, packet_, passage);
    if (hook == "egress") doubt_ports(firewall, hook, packet_, passage);
    packet_.uid = uid;
    if (passage.stopped_by) return Goes::On;
    if (passage.rewritten_by == before) return Goes::On;
    if (rewrite(place, *passage.rewritten_by) == Goes::No) return Goes::No;
  }
}

PathWalk::Goes PathWalk::rewrite(PathPlace& place, const KeptRule& rule) {
  Known<Address> address = address_of(rule, packet_.destination.version);
  const bool is_redirect = !rule.dnat->address && Text(rule.verdict).contains("redirect");
  if (address && is_redirect && !packet_.is_from_here) address = address_of_arrival(place);
  if (address.why == Absent::NotApplicable) address = packet_.destination;  // Only the port.
  const Known<u16> port = port_of(*rule.dnat, port_);
  if (!address || !port) {
    add(PathStage::Nat, PathVerdict::Unknown, "it gets one of several destinations").evidence =
        keep(rule.shown());
    steps.back().next = Text("ask for the way to each of them");
    return Goes::No;
  }
  std::string says = "the destination becomes ";
  append_address(says, *address, *port);
  packet_.destination = *address;
  port_ = *port;
  packet_.port = PortRange{port_, port_};
  is_rewritten_ = true;
  add(PathStage::Nat, PathVerdict::Ok, says).evidence = keep(rule.shown());
  return packet_.is_from_here ? find_route() : Goes::On;
}

// From here on the others see that address.
void PathWalk::rewrite_source(const KeptRule& rule) {
  const Text verdict = rule.verdict;
  Known<Address> source = new_source_of(verdict);
  if (source.why == Absent::NotApplicable) return;
  if (verdict.contains("masquerade"))
    source = way_.interface ? choose_address(*way_.interface) : Absent::NotCollected;
  source_is_ = source ? SourceIs::Rewritten : SourceIs::Unknown;
  if (source) packet_.source = *source;
}

PathWalk::Goes PathWalk::pass_hooks(PathPlace& place, const FirewallWalk& firewall, Heading heading,
                                    FirewallPassage& passage) {
  constexpr Text hooks[] = {"output",     "postrouting", "egress", "ingress",
                            "prerouting", "forward",     "input"};
  for (std::size_t i = 0; i < std::size(hooks); ++i) {
    const bool is_arriving = i >= 3;
    const bool is_met = heading == Heading::In ? is_arriving : !is_arriving || is_to_here();
    if (!is_met || hooks[i] == (is_forwarded_ ? "input" : "forward")) continue;
    if (pass_hook(place, firewall, hooks[i], passage) == Goes::No) return Goes::No;
    if (passage.stopped_by) return Goes::On;
    const bool is_elsewhere =
        heading == Heading::In && hooks[i] == "prerouting" && passage.rewritten_by;
    if (is_elsewhere && settle(place) == Goes::No) return Goes::No;
  }
  return Goes::On;
}

// People forget both: they let a connection begin, and drop what answers, or what comes after that.
FirewallPassage PathWalk::pass_later(const FirewallWalk& firewall, Heading heading, Later later,
                                     bool was_rewritten) {
  Packet packet = packet_;
  packet.is_established = true;
  packet.was_rewritten = was_rewritten;
  packet.is_answer = later == Later::Answer;
  if (packet.is_answer) {
    std::swap(packet.source, packet.destination);
    std::swap(packet.is_from_here, packet.is_to_here);
    std::swap(packet.port, packet.source_port);
    packet.uid = Absent::NotCollected;
  }
  Known<Text> way = heading == Heading::In ? arrival_.interface : way_.interface;
  if (is_to_here()) way = Text("lo");
  if (!way) way = Absent::NotCollected;
  const bool is_outward = (heading == Heading::Out) != packet.is_answer;
  constexpr Text hooks[] = {"output", "postrouting", "egress", "ingress", "prerouting", "input"};
  FirewallPassage passage;
  for (std::size_t i = 0; i < std::size(hooks); ++i) {
    const bool is_leaving = i < 3;
    if (!is_to_here() && is_leaving != is_outward) continue;
    // Whose it is the kernel finds out between these two (tcp_v4_early_demux()).
    if (!is_leaving) packet.uid = Absent::NotApplicable;
    if (hooks[i] == "input") packet.uid = Absent::NotCollected;
    packet.out = is_leaving ? way : Known<Text>(Absent::NotApplicable);
    packet.in = is_leaving ? Known<Text>(Absent::NotApplicable) : way;
    passage.next = 0;
    if (hooks[i] == "ingress")
      pass_link(firewall, packet, passage);
    else
      firewall.pass(hooks[i], packet, passage);
    const bool is_of_link = hooks[i] == "ingress" || hooks[i] == "egress";
    if (is_of_link && heading == Heading::Out) doubt_ports(firewall, hooks[i], packet, passage);
    if (passage.stopped_by) break;
  }
  return passage;
}

PathWalk::Goes PathWalk::pass_firewall(PathPlace& place, Heading heading) {
  FirewallWalk firewall;
  KeptRows unread(firewall_table, table_, sink_);
  firewall.read(here_->world, place.source(), table_, unread);
  FirewallPassage passage;
  if (pass_hooks(place, firewall, heading, passage) == Goes::No) return Goes::No;
  if (!passage.stopped_by && unread.why() != Absent::Known) {
    PathStep& step = add(PathStage::Firewall, PathVerdict::Unknown,
                         "the rules of the firewall" + place.called + " cannot be read");
    step.place = place.place;
    step.evidence = name_of(unread.why());
    step.next = unread.why() == Absent::NotPermitted ? netfilter_remedy
                                                     : Text("run sonde on that machine, as root");
    return Goes::On;
  }
  tell_passage(place, passage, firewall.has_rules() ? "it" : "");
  if (heading == Heading::Out && packet_.may_have_mark && asks_for_marks_)
    add(PathStage::Rule, PathVerdict::Unknown,
        "a rule of the firewall may give it a mark, and a routing rule asks for one: then it leads "
        "elsewhere")
        .next = Text("sonde rules; sonde firewall verdict ~ '*mark set*'");
  if (passage.stopped_by || is_forwarded_) return Goes::On;
  const KeptRule* const source_by = passage.source_by;
  const bool was_rewritten = passage.rewritten_by != nullptr;
  for (const Later later : {Later::Answer, Later::Rest}) {
    if (later == Later::Rest && packet_.protocol != 6) continue;
    passage = pass_later(firewall, heading, later, was_rewritten);
    if (passage.stopped_by || passage.doubt)
      tell_passage(place, passage, later == Later::Answer ? "the answer" : "what follows");
    if (passage.stopped_by) break;
  }
  if (heading == Heading::Out && source_by && !is_to_here()) rewrite_source(*source_by);
  return Goes::On;
}

// `what` meets the rules; "" where there are none.
void PathWalk::tell_passage(const PathPlace& place, const FirewallPassage& passage, Text what) {
  std::string says = what.empty() ? "there are no rules" : "no rule stops it";
  auto verdict = PathVerdict::Ok;
  const KeptRule* const rule = passage.stopped_by ? passage.stopped_by : passage.doubt;
  if (passage.stopped_by) {
    verdict = PathVerdict::Fails;
    says = std::string(what) + " is ";
    says += Text(rule->verdict).contains("reject") ? "rejected at " : "dropped at ";
    (says += passage.hook) += " by ";
  } else if (rule) {
    verdict = PathVerdict::Unknown;
    says = "whether " + std::string(what) + " passes depends on ";
  }
  PathStep& step =
      add(PathStage::Firewall, verdict, says + (rule ? rule->shown() : "") + place.called);
  step.place = place.place;
  if (rule) {
    step.evidence = keep("firewall " + rule->shown());
    step.next = passage.stopped_by ? keep(remedy_of(*rule))
                                   : Text("sonde firewall shows all; sonde does not know what it "
                                          "asks for: a rate, a named set, a mark");
  }
  if (!passage.source_by || passage.stopped_by) return;
  PathStep& nat = add(PathStage::Nat, PathVerdict::Ok, "the source is rewritten on the way out");
  nat.evidence = keep("firewall " + passage.source_by->shown());
  nat.place = place.place;
}

}  // namespace sonde
