// packet_match.cpp: cuts the words of a rule into comparisons, and makes each with three answers.
// SPDX-License-Identifier: Apache-2.0
#include "tables/packet_match.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "decode/ip_protocols.hpp"
#include "tables/route_words.hpp"

namespace sonde {
namespace {

constexpr Answer answer(bool yes) { return yes ? Answer::Yes : Answer::No; }
constexpr Answer opposite(Answer of) {
  return of == Answer::Yes ? Answer::No : of == Answer::No ? Answer::Yes : of;
}

// The end of what begins with a quote or a bracket; npos: it has none.
std::size_t end_of_group(Text text) {
  const char close = text[0] == '{' ? '}' : text[0] == '(' ? ')' : text[0] == '[' ? ']' : '"';
  bool is_quoted = close == '"';
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (is_quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      if (close == '"') return i;
      is_quoted = !is_quoted;
    } else if (!is_quoted && text[i] == close) {
      return i;
    }
  }
  return Text::npos;
}

// What of a packet is compared.
enum class Field : u8 {
  Source,
  Destination,
  DestinationPort,
  SourcePort,
  Protocol,
  Version,
  In,
  Out,
  State,
  DestinationType,
  SourceType,
  Mark,
  User,
  Flags
};
struct FieldWords {
  Text words;
  Field field;
  u8 version = 0;   // It says that the packet is of this version,
  u8 protocol = 0;  // or of this protocol.
};
constexpr FieldWords fields[] = {
    {"ip saddr", Field::Source, 4},
    {"ip daddr", Field::Destination, 4},
    {"ip6 saddr", Field::Source, 6},
    {"ip6 daddr", Field::Destination, 6},
    {"ip protocol", Field::Protocol, 4},
    {"ip6 nexthdr", Field::Protocol, 6},
    {"tcp dport", Field::DestinationPort, 0, 6},
    {"tcp sport", Field::SourcePort, 0, 6},
    {"tcp flags", Field::Flags, 0, 6},
    {"udp dport", Field::DestinationPort, 0, 17},
    {"udp sport", Field::SourcePort, 0, 17},
    {"th dport", Field::DestinationPort},
    {"th sport", Field::SourcePort},
    {"meta l4proto", Field::Protocol},
    {"meta nfproto", Field::Version},
    {"meta protocol", Field::Version},
    {"meta mark", Field::Mark},
    {"meta skuid", Field::User},
    {"iifname", Field::In},
    {"oifname", Field::Out},
    {"ct state", Field::State},
    {"fib daddr type", Field::DestinationType},
    {"fib saddr type", Field::SourceType},
};

// Words that only other packets have.
constexpr Text of_others[] = {"icmp", "icmpv6", "sctp", "dccp", "udplite", "arp"};

// "80" is 80 to 80; "80-90" both.
bool read_range(Text text, u32& first, u32& last) {
  const std::size_t dash = text.find('-');
  if (!parse_number(text.substr(0, dash), first)) return false;
  last = first;
  return dash == Text::npos || parse_number(text.substr(dash + 1), last);
}

// A number of which only a range is known: all of it may agree, or some, or nothing.
Answer compare_range(Text value, u32 least, u32 most) {
  u32 first = 0;
  u32 last = 0;
  if (!read_range(value, first, last)) return Answer::Unknown;
  if (most < first || last < least) return Answer::No;
  return first <= least && most <= last ? Answer::Yes : Answer::Unknown;
}

Answer compare_port(Text value, const Known<PortRange>& port) {
  return port ? compare_range(value, port.value.first, port.value.last) : Answer::Unknown;
}

// "192.0.2.1", "192.0.2.0/24", "192.0.2.1-192.0.2.9".
Answer compare_address(Text value, const Address& address) {
  const std::size_t slash = value.find('/');
  const std::size_t dash = value.find('-');
  Address first;
  Address last;
  if (!parse_address(value.substr(0, std::min(slash, dash)), first)) return Answer::Unknown;
  u8 bits = first.version == 6 ? 128 : 32;
  if (slash != Text::npos && (!parse_number(value.substr(slash + 1), bits) || bits > 128))
    return Answer::Unknown;
  if (dash == Text::npos) return answer(NetworkRange{first, bits}.has(address));
  if (!parse_address(value.substr(dash + 1), last)) return Answer::Unknown;
  return answer(address.version == first.version && first.bytes <= address.bytes &&
                address.bytes <= last.bytes);
}

// Which source the packet gets may not be known: then it has no address yet.
Answer compare_end(Text value, const Address& address) {
  const bool is_known = std::ranges::any_of(address.bytes, [](u8 byte) { return byte != 0; });
  return is_known ? compare_address(value, address) : Answer::Unknown;
}

// "eth0" in quotes; with a star at its end any name that begins so. Where there is no interface,
// its name is "" since Linux 5.5 (nft_meta_get_eval_ifname()), as it always was to iptables.
Answer compare_name(Text value, Text name) {
  if (value.size() < 2 || value[0] != '"') return Answer::Unknown;
  value = value.substr(1, value.size() - 2);
  if (value.contains('\\')) return Answer::Unknown;
  if (!value.ends_with('*')) return answer(value == name);
  value.remove_suffix(1);
  return answer(name.starts_with(value));
}

// What comes in by an interface that is not known comes from another place.
Answer compare_interface(Text value, const Known<Text>& name) {
  if (name.why == Absent::NotApplicable) return compare_name(value, {});
  if (!name) return value == "\"lo\"" ? Answer::No : Answer::Unknown;
  return compare_name(value, *name);
}

// A new connection, or one with an answer; of "new,related" one word is enough.
Answer compare_state(Text value, const Packet& packet) {
  if (packet.may_be_untracked) return Answer::Unknown;
  return answer(has_word(value, packet.is_established ? "established" : "new"));
}

// "< 1024".
Answer compare_order(Text sign, Text value, const PortRange& port) {
  u32 limit = 0;
  if (!parse_number(value, limit)) return Answer::Unknown;
  const auto is_it = [&](u32 number) {
    return number == limit ? sign.ends_with('=') : sign.starts_with('<') == (number < limit);
  };
  return is_it(port.first) == is_it(port.last) ? answer(is_it(port.first)) : Answer::Unknown;
}

Answer compare_type(Text value, bool is_here) {
  if (value == "local") return answer(is_here);
  return is_here ? Answer::No : Answer::Unknown;
}

Answer compare_protocol(Text value, const Packet& packet) {
  const Text name = ip_protocol_name(packet.protocol);
  u8 number = 0;
  if (parse_number(value, number)) return answer(number == packet.protocol);
  return answer(value == name);
}

Answer compare_version(Text value, u8 version) {
  if (value == "ipv4" || value == "ip") return answer(version == 4);
  if (value == "ipv6" || value == "ip6") return answer(version == 6);
  return Answer::No;
}

// The first packet of TCP has the flag SYN and no other; the answer has ACK as well, what follows
// only that, and perhaps PSH.
Answer compare_flags(Text value, const Packet& packet) {
  if (packet.protocol != 6) return Answer::No;
  if (packet.is_established) return Answer::Unknown;
  if (value == "syn") return Answer::Yes;
  return value.contains("syn") ? Answer::Unknown : Answer::No;
}

Answer compare_one(Field field, Text value, const Packet& packet) {
  if (value.starts_with('@') || value == "...") return Answer::Unknown;
  switch (field) {
    case Field::Source: return compare_end(value, packet.source);
    case Field::Destination: return compare_end(value, packet.destination);
    case Field::DestinationPort: return compare_port(value, packet.port);
    case Field::SourcePort: return compare_port(value, packet.source_port);
    case Field::Protocol: return compare_protocol(value, packet);
    case Field::Version: return compare_version(value, packet.destination.version);
    case Field::In: return compare_interface(value, packet.in);
    case Field::Out: return compare_interface(value, packet.out);
    case Field::State: return compare_state(value, packet);
    case Field::DestinationType: return compare_type(value, packet.is_to_here);
    case Field::SourceType: return compare_type(value, packet.is_from_here);
    case Field::User:
      return packet.uid ? compare_range(value, *packet.uid, *packet.uid) : Answer::Unknown;
    case Field::Flags: return compare_flags(value, packet);
    case Field::Mark: return Answer::Unknown;
  }
  return Answer::Unknown;
}

// A value, or any of "{ 80, 443 }".
Answer compare_value(Field field, Text value, const Packet& packet) {
  if (!value.starts_with('{')) return compare_one(field, value, packet);
  value = value.substr(1, value.size() - 2);
  Answer any = Answer::No;
  for (Text word; !(word = next_rule_word(value)).empty();) {
    if (word.ends_with(',')) word.remove_suffix(1);
    any = std::max(any, compare_one(field, word, packet));
  }
  return any;
}

// Of 1 and more digits behind 0x; nothing else.
std::optional<u32> hex_number(Text text) {
  u32 number = 0;
  if (!text.starts_with("0x") || !parse_number(text.substr(2), number, 16)) return std::nullopt;
  return number;
}

// What follows "meta mark": the mark is 0 unless somebody has set it.
Answer compare_mark(Text& rest, const Packet& packet) {
  Text word = next_rule_word(rest);
  bool is_not = false;
  if (word == "&") {
    next_rule_word(rest);  // Which bits: all are 0.
    word = next_rule_word(rest);
  }
  if (word == "!=" || word == "==") {
    is_not = word == "!=";
    word = next_rule_word(rest);
  }
  const std::optional<u32> number = hex_number(word);
  if (!number || packet.may_have_mark) return Answer::Unknown;
  return answer((*number == 0) != is_not);
}

// "& (fin,syn,rst,ack) == syn", or flags of which one must be set.
Answer compare_masked_flags(Text& rest, const Packet& packet) {
  Text mask = next_rule_word(rest);
  const Text sign = next_rule_word(rest);
  const Text value = next_rule_word(rest);
  if (sign != "==" && sign != "!=") return Answer::Unknown;
  if (mask.starts_with('(')) mask = mask.substr(1, mask.size() - 2);
  if (packet.protocol != 6) return Answer::No;
  // Bits come in the order of the header: fin, syn, rst, psh, ack.
  const bool has_syn = packet.is_answer || !packet.is_established;
  if (packet.is_established && has_word(mask, "psh")) return Answer::Unknown;
  std::string bits = has_syn && has_word(mask, "syn") ? "syn" : "";
  if (packet.is_established && has_word(mask, "ack")) bits += bits.empty() ? "ack" : ",ack";
  if (bits.empty()) bits = "0x0";
  return answer((value == bits) == (sign == "=="));
}

// "== syn | ack": these bits and no other. A packet is in one state, and the first one has one
// flag.
bool skip_more_bits(Text& rest) {
  bool has_more = false;
  while (rest.starts_with("| ")) {
    has_more = true;
    rest.remove_prefix(2);
    next_rule_word(rest);
  }
  return has_more;
}
Answer compare_several_bits(Field field, const Packet& packet) {
  if (field == Field::State) return packet.may_be_untracked ? Answer::Unknown : Answer::No;
  if (field != Field::Flags) return Answer::Unknown;
  return packet.protocol == 6 && packet.is_established ? Answer::Unknown : Answer::No;
}

Answer compare_field(Field field, Text& rest, const Packet& packet) {
  if (field == Field::Mark) return compare_mark(rest, packet);
  Text copy = rest;
  Text value = next_rule_word(copy);
  if (value == "&") {
    rest = copy;
    return field == Field::Flags ? compare_masked_flags(rest, packet) : Answer::Unknown;
  }
  const bool is_not = value == "!=" || value == "!";
  constexpr Text orders[] = {"<", "<=", ">", ">="};
  const Text* const order = std::ranges::find(orders, value);
  if (is_not || value == "==" || order != std::end(orders)) value = next_rule_word(copy);
  const bool has_more_bits = skip_more_bits(copy);
  rest = copy;
  // Also where it must be another one: what comes in has no user (nft_meta_get_eval_skugid()).
  if (field == Field::User && packet.uid.why == Absent::NotApplicable) return Answer::No;
  if (order == std::end(orders)) {
    const Answer same =
        has_more_bits ? compare_several_bits(field, packet) : compare_value(field, value, packet);
    return is_not ? opposite(same) : same;
  }
  const Known<PortRange>& port = field == Field::SourcePort ? packet.source_port : packet.port;
  const bool is_port = field == Field::SourcePort || field == Field::DestinationPort;
  return is_port && port ? compare_order(*order, value, *port) : Answer::Unknown;
}

const FieldWords* take_field(Text& rest) {
  for (const FieldWords& field : fields) {
    const bool is_it = rest.starts_with(field.words) && rest.size() > field.words.size() &&
                       rest[field.words.size()] == ' ';
    if (!is_it) continue;
    rest.remove_prefix(field.words.size() + 1);
    return &field;
  }
  return nullptr;
}

Answer is_of(const FieldWords& field, const Packet& packet) {
  const bool is_other = (field.version != 0 && field.version != packet.destination.version) ||
                        (field.protocol != 0 && field.protocol != packet.protocol);
  return answer(!is_other);
}

// Several fields at once, "ip saddr . tcp dport @set": which of its parts agree is not looked at.
bool skip_joined(Text& rest) {
  bool is_joined = false;
  while (rest.starts_with(". ")) {
    is_joined = true;
    rest.remove_prefix(2);
    if (!take_field(rest)) next_rule_word(rest);
  }
  if (!is_joined) return false;
  if (rest.starts_with("!= ")) rest.remove_prefix(3);
  next_rule_word(rest);
  return true;
}

}  // namespace

Text next_rule_word(Text& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (rest.empty()) return {};
  std::size_t end = rest.find(' ');
  if (Text("\"{([").contains(rest[0])) {
    const std::size_t close = end_of_group(rest);
    end = close == Text::npos ? close : rest.find(' ', close);
  }
  const Text word = rest.substr(0, end);
  rest.remove_prefix(word.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  return word;
}

Answer matches(Text words, const Packet& packet) {
  Answer all = Answer::Yes;
  while (!words.empty() && all != Answer::No) {
    if (const FieldWords* const field = take_field(words)) {
      all = std::min(all, is_of(*field, packet));
      const Answer one =
          skip_joined(words) ? Answer::Unknown : compare_field(field->field, words, packet);
      all = std::min(all, one);
      continue;
    }
    Text word = next_rule_word(words);
    const bool is_of_other = std::ranges::find(of_others, word) != std::end(of_others);
    const bool is_other_protocol =
        (word == "tcp" && packet.protocol != 6) || (word == "udp" && packet.protocol != 17);
    if (is_of_other || is_other_protocol) return Answer::No;
    const Answer before = std::exchange(all, Answer::Unknown);
    if (word == "ct" && words.starts_with("direction ")) {
      next_rule_word(words);
      const bool is_reply = next_rule_word(words) == "reply";
      if (is_reply != packet.is_answer) return Answer::No;
      all = before;
    }
    // "ct original ip saddr 192.0.2.1": of the connection, not of the packet.
    if (word == "original" || word == "reply") take_field(words);
  }
  return all;
}

Known<Text> find_verdict(Text field, Text map, const Packet& packet) {
  std::string words(field);
  Text rest = words += ' ';
  const FieldWords* const known = take_field(rest);
  if (!known || !rest.empty() || !map.starts_with('{')) return Absent::Unsupported;
  if (is_of(*known, packet) == Answer::No) return Text();
  map = map.substr(1, map.size() - 2);
  while (!map.empty()) {
    const Text key = next_rule_word(map);
    if (next_rule_word(map) != ":") return Absent::Unsupported;
    const std::size_t comma = map.find(',');
    const Text verdict = trim(map.substr(0, comma));
    map.remove_prefix(std::min(map.size(), comma == Text::npos ? map.size() : comma + 1));
    const Answer one = compare_one(known->field, key, packet);
    if (one == Answer::Unknown) return Absent::Unsupported;
    if (one == Answer::Yes) return verdict;
  }
  return Text();
}

}  // namespace sonde
