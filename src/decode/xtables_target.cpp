// xtables_target.cpp: structures of iptables' targets to words of nft.
// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>

#include <algorithm>
#include <linux/netfilter/nf_nat.h>
#include <linux/netfilter/xt_CONNMARK.h>
#include <linux/netfilter/xt_CT.h>
#include <linux/netfilter/xt_MARK.h>
#include <linux/netfilter/xt_TCPMSS.h>
#include <linux/netfilter_ipv4/ipt_LOG.h>

#include "base/text.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/rule_words.hpp"
#include "decode/xtables.hpp"

namespace sonde {
namespace {

// A range of addresses and ports, whichever revision said it.
struct NatRange {
  u32 flags = 0;
  std::optional<Address> first{}, last{};
  std::optional<PortRange> ports{};
  std::optional<u16> first_from{};
};

PortRange ports_of(u16 first, u16 last) { return {from_network(first), from_network(last)}; }

// Revision 0 of IPv4 is struct nf_nat_ipv4_multi_range_compat, with one range; all others are
// struct nf_nat_range, or nf_nat_range2, which is the same and longer.
bool read_range(const XtExtension& target, NatRange& range) {
  Text info = target.info;
  const bool is_old = target.version == 4 && target.revision == 0;
  if (is_old) {
    nf_nat_ipv4_multi_range_compat old;
    if (!take(info, old) || old.rangesize != 1) return false;
    range.flags = old.range[0].flags;
    const auto address = [](__be32 word) {
      return address_of_bytes({reinterpret_cast<const char*>(&word), sizeof word});
    };
    range.first = address(old.range[0].min_ip);
    range.last = address(old.range[0].max_ip);
    range.ports = ports_of(old.range[0].min.all, old.range[0].max.all);
  } else {
    nf_nat_range both;
    if (!take(info, both)) return false;
    range.flags = both.flags;
    const auto address = [&](const nf_inet_addr& words) {
      const std::size_t size = target.version == 6 ? 16 : 4;
      return address_of_bytes({reinterpret_cast<const char*>(&words), size});
    };
    range.first = address(both.min_addr);
    range.last = address(both.max_addr);
    range.ports = ports_of(both.min_proto.all, both.max_proto.all);
    nf_nat_range2 shifted;
    info = target.info;
    if ((range.flags & NF_NAT_RANGE_PROTO_OFFSET) && take(info, shifted))
      range.first_from = from_network(shifted.base_proto.all);
  }
  if (!(range.flags & NF_NAT_RANGE_MAP_IPS)) range.first = range.last = std::nullopt;
  if (!(range.flags & NF_NAT_RANGE_PROTO_SPECIFIED)) range.ports = std::nullopt;
  return true;
}

bool add_nat(const XtExtension& target, Text word, DecodedRule& rule) {
  NatRange range;
  if (!read_range(target, range)) return false;
  std::string words(word);
  if (range.first || range.ports) words += " to ";
  const bool has_brackets = range.first && range.first->version == 6 && range.ports;
  if (has_brackets) words += '[';
  if (range.first) append_address(words, *range.first);
  if (range.first && *range.first != *range.last) {
    words += '-';
    append_address(words, *range.last);
  }
  if (has_brackets) words += ']';
  if (range.ports) {
    words += ':';
    append_ports(words, *range.ports);
    if (range.first_from) append_number(words += '/', *range.first_from);
  }
  if (range.flags & NF_NAT_RANGE_PROTO_RANDOM) words += " random";
  if (range.flags & NF_NAT_RANGE_PROTO_RANDOM_FULLY) words += " fully-random";
  if (range.flags & NF_NAT_RANGE_PERSISTENT) words += " persistent";
  add_words(rule.verdict, words);
  if (word != "dnat" && word != "redirect") return true;
  constexpr u32 any_port = NF_NAT_RANGE_PROTO_RANDOM | NF_NAT_RANGE_PROTO_RANDOM_FULLY;
  rule.dnat = DnatTarget{range.first, range.ports, range.first != range.last,
                         (range.flags & any_port) != 0, range.first_from};
  return true;
}

bool add_reject(const XtExtension& target, DecodedRule& rule) {
  Text info = target.info;
  u32 with = 0;
  if (!take(info, with)) return false;
  // enum ipt_reject_with and enum ip6t_reject_with, as codes of ICMP.
  constexpr int ipv4[] = {0, 1, 2, 3, -1, 9, 10, -2, 13};
  constexpr int ipv6[] = {0, 1, 2, 3, 4, -1, -2, 5, 6};
  const std::span<const int> codes = target.version == 6 ? std::span(ipv6) : std::span(ipv4);
  if (with >= codes.size() || codes[with] == -1) return false;
  std::string words = "reject with ";
  if (codes[with] == -2)
    words += "tcp reset";
  else
    words +=
        icmp_reject_words(target.version == 6 ? "icmpv6" : "icmp", static_cast<u8>(codes[with]));
  add_words(rule.verdict, words);
  return true;
}

bool add_log(Text info, DecodedRule& rule) {
  ipt_log_info log;
  if (!take(info, log)) return false;
  std::string words = "log";
  const Text all(log.prefix, sizeof log.prefix);
  if (const Text prefix = all.substr(0, all.find('\0')); !prefix.empty()) {
    words += " prefix ";
    append_quoted(words, prefix);
  }
  if (log.level != 4) {  // LOG_WARNING is usual.
    words += " level ";
    append_number(words, u32{log.level});
  }
  add_words(rule.verdict, words);
  return true;
}

void append_masked(std::string& out, Text field, u32 value, u32 mask) {
  out += field;
  out += " set ";
  if (mask != 0xFFFFFFFF) {
    (out += field) += " & 0x";
    append_hex(out, ~mask, 8);
    out += " ^ ";
  }
  out += "0x";
  append_hex(out, value, 8);
}

// mark = (mark & ~mask) ^ value.
bool add_mark(Text info, DecodedRule& rule) {
  xt_mark_tginfo2 mark;
  if (!take(info, mark)) return false;
  std::string words;
  append_masked(words, "meta mark", mark.mark, mark.mask);
  add_words(rule.verdict, words);
  return true;
}

bool add_connmark(const XtExtension& target, DecodedRule& rule) {
  Text info = target.info;
  xt_connmark_tginfo2 mark{};
  if (target.revision == 1) {
    xt_connmark_tginfo1 old;
    if (!take(info, old)) return false;
    mark = {old.ctmark, old.ctmask, old.nfmask, 0, 0, old.mode};
  } else if (!take(info, mark) || mark.shift_bits != 0) {
    return false;
  }
  std::string words;
  const bool is_plain = mark.ctmask == 0xFFFFFFFF && mark.nfmask == 0xFFFFFFFF;
  if (mark.mode == XT_CONNMARK_SET)
    append_masked(words, "ct mark", mark.ctmark, mark.ctmask);
  else if (mark.mode == XT_CONNMARK_SAVE && is_plain)
    words = "ct mark set meta mark";
  else if (mark.mode == XT_CONNMARK_RESTORE && is_plain)
    words = "meta mark set ct mark";
  else
    return false;
  add_words(rule.verdict, words);
  return true;
}

bool add_mss(Text info, DecodedRule& rule) {
  xt_tcpmss_info mss;
  if (!take(info, mss)) return false;
  std::string words = "tcp option maxseg size set ";
  if (mss.mss == XT_TCPMSS_CLAMP_PMTU)
    words += "rt mtu";
  else
    append_number(words, mss.mss);
  add_words(rule.verdict, words);
  return true;
}

bool add_ct(Text info, DecodedRule& rule) {
  u16 flags = 0;  // The first member of struct xt_ct_target_info and of its second revision.
  constexpr u16 plain = XT_CT_NOTRACK | XT_CT_NOTRACK_ALIAS;
  if (!take(info, flags) || !(flags & XT_CT_NOTRACK) || (flags & ~plain) != 0) return false;
  add_words(rule.verdict, "notrack");
  return true;
}

bool add_target(const XtExtension& target, DecodedRule& rule) {
  const Text name = target.name;
  const bool is_of_mark = name == "MARK" && target.revision == 2;
  if (name == "DNAT") return add_nat(target, "dnat", rule);
  if (name == "SNAT") return add_nat(target, "snat", rule);
  if (name == "MASQUERADE") return add_nat(target, "masquerade", rule);
  if (name == "REDIRECT") return add_nat(target, "redirect", rule);
  if (name == "REJECT") return add_reject(target, rule);
  if (name == "LOG") return add_log(target.info, rule);
  if (is_of_mark) return add_mark(target.info, rule);
  if (name == "CONNMARK") return add_connmark(target, rule);
  if (name == "TCPMSS") return add_mss(target.info, rule);
  if (name == "CT") return add_ct(target.info, rule);
  if (name == "TRACE") return add_words(rule.verdict, "meta nftrace set 1"), true;
  if (name == "NOTRACK") return add_words(rule.verdict, "notrack"), true;
  return false;
}

}  // namespace

void decode_xt_target(const XtExtension& target, DecodedRule& rule) {
  if (add_target(target, rule)) return;
  append_unknown(rule.verdict, "compat target", target.name, target.info.size());
  rule.understood = false;
}

}  // namespace sonde
