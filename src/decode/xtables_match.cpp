// xtables_match.cpp: structures of iptables' matches to words of nft.
// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>

#include <algorithm>
#include <linux/netfilter/xt_addrtype.h>
#include <linux/netfilter/xt_comment.h>
#include <linux/netfilter/xt_conntrack.h>
#include <linux/netfilter/xt_iprange.h>
#include <linux/netfilter/xt_limit.h>
#include <linux/netfilter/xt_mark.h>
#include <linux/netfilter/xt_multiport.h>
#include <linux/netfilter/xt_physdev.h>
#include <linux/netfilter/xt_state.h>
#include <linux/netfilter/xt_statistic.h>
#include <linux/netfilter/xt_tcpudp.h>

#include "base/text.hpp"
#include "decode/ip_protocols.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/rule_words.hpp"
#include "decode/xtables.hpp"

namespace sonde {
namespace {

constexpr Text not_words = "!= ";

// A fixed text of a structure, which may have no NUL.
Text fixed_text(const char* bytes, std::size_t size) {
  const Text all(bytes, size);
  return all.substr(0, all.find('\0'));
}

// "tcp dport != 80-90".
void add_port_match(DecodedRule& rule, Text field, PortRange ports, bool is_not) {
  if (ports.first == 0 && ports.last == 0xFFFF && !is_not) return;
  std::string words(field);
  words += ' ';
  if (is_not) words += not_words;
  append_ports(words, ports);
  add_words(rule.match, words);
  if (field.ends_with("dport") && !is_not)
    rule.facts.ports.push_back(ports);
  else
    rule.facts.has_more = true;
}

template <class Ports> void add_two_ports(DecodedRule& rule, Text protocol, const Ports& info) {
  const std::string name(protocol);
  add_port_match(rule, name + " sport", {info.spts[0], info.spts[1]}, info.invflags & 1);
  add_port_match(rule, name + " dport", {info.dpts[0], info.dpts[1]}, info.invflags & 2);
}

bool match_tcp(Text info, DecodedRule& rule) {
  xt_tcp tcp;
  if (!take(info, tcp)) return false;
  add_two_ports(rule, "tcp", tcp);
  const bool is_not = (tcp.invflags & XT_TCP_INV_FLAGS) != 0;
  if (tcp.flg_mask != 0 || is_not) {
    std::string words = "tcp flags & (";
    append_bits(words, tcp.flg_mask, tcp_flag_bits);
    words += is_not ? ") != " : ") == ";
    append_bits(words, tcp.flg_cmp, tcp_flag_bits);
    add_words(rule.match, words);
    rule.facts.has_more = true;
  }
  if (tcp.option != 0) {
    std::string words = "tcp option ";
    append_number(words, u32{tcp.option});
    add_words(rule.match, words += tcp.invflags & XT_TCP_INV_OPTION ? " missing" : " exists");
    rule.facts.has_more = true;
  }
  return true;
}

bool match_udp(Text info, DecodedRule& rule) {
  xt_udp udp;
  if (!take(info, udp)) return false;
  add_two_ports(rule, "udp", udp);
  return true;
}

bool match_multiport(Text info, DecodedRule& rule) {
  xt_multiport_v1 multiport;
  if (!take(info, multiport) || multiport.count > XT_MULTI_PORTS) return false;
  const Text protocol = ip_protocol_name(rule.facts.protocol);
  std::string words(protocol.empty() ? Text("th") : protocol);
  const bool is_destination = multiport.flags == XT_MULTIPORT_DESTINATION;
  words += multiport.flags == XT_MULTIPORT_EITHER ? " port" : is_destination ? " dport" : " sport";
  words += multiport.invert ? " != { " : " { ";
  for (unsigned i = 0; i < multiport.count; ++i) {
    PortRange ports{multiport.ports[i], multiport.ports[i]};
    if (multiport.pflags[i] && i + 1 < multiport.count) ports.last = multiport.ports[++i];
    append_ports(words, ports);
    words += i + 1 < multiport.count ? ", " : " ";
    if (is_destination && !multiport.invert) rule.facts.ports.push_back(ports);
  }
  add_words(rule.match, words += '}');
  if (!is_destination || multiport.invert) rule.facts.has_more = true;
  return true;
}

bool match_comment(Text info, DecodedRule& rule) {
  rule.comment = info.substr(0, std::min<std::size_t>(info.find('\0'), XT_MAX_COMMENT_LEN));
  return !info.empty();
}

// XT_CONNTRACK_STATE_BIT is that of nftables, too; SNAT and DNAT are bits above it.
bool match_conntrack(Text info, DecodedRule& rule) {
  xt_conntrack_mtinfo3 conntrack;
  if (!take(info, conntrack)) return false;
  constexpr u32 known =
      XT_CONNTRACK_STATE | XT_CONNTRACK_STATUS | XT_CONNTRACK_DIRECTION | XT_CONNTRACK_STATE_ALIAS;
  if (conntrack.match_flags & ~known) return false;
  const bool is_not = (conntrack.invert_flags & XT_CONNTRACK_STATE) != 0;
  if (conntrack.match_flags & XT_CONNTRACK_STATE) {
    constexpr u32 nat = XT_CONNTRACK_STATE_SNAT | XT_CONNTRACK_STATE_DNAT;
    std::string words;
    if (const u32 states = conntrack.state_mask & ~nat) {
      words = is_not ? "ct state != " : "ct state ";
      append_bits(words, states, ct_state_bits);
    }
    if (const u32 changed = conntrack.state_mask & nat) {
      constexpr BitName names[] = {{XT_CONNTRACK_STATE_SNAT, "snat"},
                                   {XT_CONNTRACK_STATE_DNAT, "dnat"}};
      std::string status = is_not ? "ct status != " : "ct status ";
      append_bits(status, changed, names);
      add_words(words, status);
    }
    add_words(rule.match, words);
  }
  if (conntrack.match_flags & XT_CONNTRACK_STATUS) {
    std::string words =
        conntrack.invert_flags & XT_CONNTRACK_STATUS ? "ct status != " : "ct status ";
    append_bits(words, conntrack.status_mask, ct_status_bits);
    add_words(rule.match, words);
  }
  if (conntrack.match_flags & XT_CONNTRACK_DIRECTION)
    add_words(rule.match, conntrack.invert_flags & XT_CONNTRACK_DIRECTION
                              ? "ct direction reply"
                              : "ct direction original");
  rule.facts.has_more = true;
  return true;
}

bool match_state(Text info, DecodedRule& rule) {
  xt_state_info state;
  if (!take(info, state)) return false;
  std::string words = "ct state ";
  append_bits(words, state.statemask, ct_state_bits);
  add_words(rule.match, words);
  rule.facts.has_more = true;
  return true;
}

void append_address_types(std::string& out, u32 mask) {
  bool is_first = true;
  for (u32 type = 0; type < 16; ++type) {
    if (!(mask & (1U << type))) continue;
    if (!is_first) out += ',';
    is_first = false;
    const Text name = address_type_name(type);
    if (name.empty())
      append_number(out, type);
    else
      out += name;
  }
}

bool match_addrtype(const XtExtension& match, DecodedRule& rule) {
  Text info = match.info;
  xt_addrtype_info_v1 type{};
  if (match.revision == 0) {
    xt_addrtype_info old;
    if (!take(info, old)) return false;
    type.source = old.source;
    type.dest = old.dest;
    if (old.invert_source) type.flags |= XT_ADDRTYPE_INVERT_SOURCE;
    if (old.invert_dest) type.flags |= XT_ADDRTYPE_INVERT_DEST;
  } else if (!take(info, type)) {
    return false;
  }
  const auto add = [&](Text side, u32 mask, bool is_not) {
    if (mask == 0) return;
    std::string words = "fib ";
    words += side;
    if (type.flags & XT_ADDRTYPE_LIMIT_IFACE_IN) words += " . iif";
    if (type.flags & XT_ADDRTYPE_LIMIT_IFACE_OUT) words += " . oif";
    words += is_not ? " type != " : " type ";
    append_address_types(words, mask);
    add_words(rule.match, words);
  };
  add("saddr", type.source, type.flags & XT_ADDRTYPE_INVERT_SOURCE);
  add("daddr", type.dest, type.flags & XT_ADDRTYPE_INVERT_DEST);
  constexpr u32 local = 1U << 2;  // RTN_LOCAL.
  if (type.source == 0 && type.dest == local && !(type.flags & XT_ADDRTYPE_INVERT_DEST))
    rule.facts.is_local = true;
  else
    rule.facts.has_more = true;
  return true;
}

bool match_mark(Text info, DecodedRule& rule) {
  xt_mark_mtinfo1 mark;
  if (!take(info, mark)) return false;
  std::string words = "meta mark ";
  if (mark.mask != 0xFFFFFFFF) {
    words += "& 0x";
    append_hex(words, mark.mask, 8);
    words += mark.invert ? " " : " == ";
  }
  if (mark.invert) words += not_words;
  words += "0x";
  append_hex(words, mark.mark, 8);
  add_words(rule.match, words);
  rule.facts.has_more = true;
  return true;
}

// `avg` is how long one packet costs, in tenths of milliseconds (XT_LIMIT_SCALE).
bool match_limit(Text info, DecodedRule& rule) {
  xt_rateinfo rate;
  if (!take(info, rate) || rate.avg == 0) return false;
  constexpr std::pair<u32, Text> units[] = {
      {1, "second"}, {60, "minute"}, {3600, "hour"}, {86400, "day"}};
  std::string words = "limit rate ";
  for (const auto& [seconds, name] : units) {
    const u64 count = u64{XT_LIMIT_SCALE} * seconds / rate.avg;
    if (count == 0 && seconds != 86400) continue;
    append_number(words, count);
    (words += '/') += name;
    break;
  }
  words += " burst ";
  append_number(words, rate.burst);
  add_words(rule.match, words += " packets");
  rule.facts.has_more = true;
  return true;
}

bool match_statistic(Text info, DecodedRule& rule) {
  xt_statistic_info statistic;
  if (!take(info, statistic)) return false;
  std::string words;
  if (statistic.mode == XT_STATISTIC_MODE_RANDOM) {
    words = "numgen random mod 100 < ";  // Of 2^31, as kube-proxy writes it.
    append_real(words, 100.0 * statistic.u.random.probability / 2147483648.0);
  } else {
    words = "numgen inc mod ";
    append_number(words, u64{statistic.u.nth.every} + 1);
    words += " == ";
    append_number(words, statistic.u.nth.packet);
  }
  add_words(rule.match, words);
  rule.facts.has_more = true;
  return true;
}

bool match_iprange(const XtExtension& match, DecodedRule& rule) {
  Text info = match.info;
  xt_iprange_mtinfo range;
  if (!take(info, range)) return false;
  const std::size_t size = match.version == 6 ? 16 : 4;
  const auto add = [&](Text side, const nf_inet_addr& first, const nf_inet_addr& last,
                       bool is_not) {
    std::string words(match.version == 6 ? "ip6 " : "ip ");
    words += side;
    words += is_not ? " != " : " ";
    append_address(words, address_of_bytes({reinterpret_cast<const char*>(&first), size}));
    words += '-';
    append_address(words, address_of_bytes({reinterpret_cast<const char*>(&last), size}));
    add_words(rule.match, words);
  };
  if (range.flags & IPRANGE_SRC)
    add("saddr", range.src_min, range.src_max, range.flags & IPRANGE_SRC_INV);
  if (range.flags & IPRANGE_DST)
    add("daddr", range.dst_min, range.dst_max, range.flags & IPRANGE_DST_INV);
  rule.facts.has_more = true;
  return true;
}

bool match_icmp(const XtExtension& match, DecodedRule& rule) {
  // struct ipt_icmp and struct ip6t_icmp: type, the first and last code, what is inverted.
  if (match.info.size() < 4) return false;
  const auto at = [&](std::size_t i) { return u32{static_cast<u8>(match.info[i])}; };
  std::string words = match.version == 6 ? "icmpv6 type " : "icmp type ";
  if (at(3) & 1) words += not_words;
  if (at(0) == 0xFF && match.version == 4) return true;  // Any.
  append_number(words, at(0));
  if (at(1) != 0 || at(2) != 0xFF) {
    words += " code ";
    append_ports(words, {static_cast<u16>(at(1)), static_cast<u16>(at(2))});
  }
  add_words(rule.match, words);
  rule.facts.has_more = true;
  return true;
}

bool match_physdev(Text info, DecodedRule& rule) {
  xt_physdev_info device;
  if (!take(info, device)) return false;
  if (device.bitmask & ~(XT_PHYSDEV_OP_IN | XT_PHYSDEV_OP_OUT | XT_PHYSDEV_OP_BRIDGED))
    return false;
  const auto add = [&](Text word, const char* name, u8 bit) {
    if (!(device.bitmask & bit)) return;
    std::string words(word);
    words += device.invert & bit ? " != " : " ";
    append_quoted(words, fixed_text(name, IFNAMSIZ));
    add_words(rule.match, words);
  };
  add("physdev in", device.physindev, XT_PHYSDEV_OP_IN);
  add("physdev out", device.physoutdev, XT_PHYSDEV_OP_OUT);
  if (device.bitmask & XT_PHYSDEV_OP_BRIDGED)
    add_words(rule.match,
              device.invert & XT_PHYSDEV_OP_BRIDGED ? "physdev not bridged" : "physdev bridged");
  rule.facts.has_more = true;
  return true;
}

bool add_match(const XtExtension& match, DecodedRule& rule) {
  if (match.name == "tcp" && match.revision == 0) return match_tcp(match.info, rule);
  if ((match.name == "udp" || match.name == "udplite") && match.revision == 0)
    return match_udp(match.info, rule);
  if (match.name == "multiport" && match.revision == 1) return match_multiport(match.info, rule);
  if (match.revision > 0 && match.name != "addrtype" && match.name != "conntrack" &&
      match.name != "mark" && match.name != "iprange")
    return false;
  if (match.name == "comment") return match_comment(match.info, rule);
  if (match.name == "conntrack" && match.revision == 3) return match_conntrack(match.info, rule);
  if (match.name == "state") return match_state(match.info, rule);
  if (match.name == "addrtype") return match_addrtype(match, rule);
  if (match.name == "mark" && match.revision == 1) return match_mark(match.info, rule);
  if (match.name == "limit") return match_limit(match.info, rule);
  if (match.name == "statistic") return match_statistic(match.info, rule);
  if (match.name == "iprange" && match.revision == 1) return match_iprange(match, rule);
  if (match.name == "icmp" || match.name == "icmp6") return match_icmp(match, rule);
  if (match.name == "physdev") return match_physdev(match.info, rule);
  return false;
}

}  // namespace

void decode_xt_match(const XtExtension& match, DecodedRule& rule) {
  if (add_match(match, rule)) return;
  append_unknown(rule.match, "compat match", match.name, match.info.size());
  rule.understood = false;
  rule.facts.has_more = true;
}

}  // namespace sonde
