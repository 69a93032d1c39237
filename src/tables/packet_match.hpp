// packet_match.hpp: whether a rule of the firewall is about a packet, by the words of the rule.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "model/firewall.hpp"
#include "tables/route_choice.hpp"

namespace sonde {

// A packet of a connection where it is looked at: the first one, the answer, or what follows.
struct Packet {
  Address source{}, destination{};
  u8 protocol = 6;
  // That it goes to and comes from; one of them is chosen late, out of a range.
  Known<PortRange> port{}, source_port{};
  bool is_answer = false;
  bool is_established = false;  // There was an answer already, or this is it.
  // Interfaces; not applicable where a hook has none. One that is not known is not "lo".
  Known<Text> in{Absent::NotApplicable}, out{Absent::NotApplicable};
  bool is_to_here = false;     // Whether the destination is an address of this place.
  bool is_from_here = true;    // Whether the source is.
  Known<u32> uid{};            // Whose it is; not applicable: it comes in.
  bool may_have_mark = false;  // Something on the way may have set one.
  bool may_be_untracked = false;
  bool was_rewritten = false;  // It has the destination that NAT gave it here.
};

// A part of a rule's words: a word, or what stands between quotes or braces. "" at the end.
Text next_rule_word(Text& rest);

// `words` as decode_nft_expressions() and decode_iptables() make them: "ip daddr 192.0.2.0/24 tcp
// dport { 80, 443 }". All parts must agree. Yes where there are none; what is not known, such as
// the rate of a limit or the elements of a named set, is Unknown unless another part says No.
Answer matches(Text words, const Packet& packet);

// Of "tcp dport vmap { 80 : accept }", the words before and behind "vmap": the verdict of the
// element that is meant, "" where none is. Not known where nobody can say.
Known<Text> find_verdict(Text field, Text map, const Packet& packet);

}  // namespace sonde
