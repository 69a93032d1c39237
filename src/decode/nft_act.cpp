// nft_act.cpp: expressions of nftables that do something with a packet, and the run over all.
// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>

#include <algorithm>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_nat.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>

#include "base/text.hpp"
#include "decode/nft_machine.hpp"
#include "decode/rule_words.hpp"
#include "decode/xtables.hpp"

namespace sonde {
namespace {

// Linux 6.8, net/netfilter/nf_nat_core.c: without these a port within the range stays as it is.
constexpr u32 flags_of_any_port =
    NF_NAT_RANGE_PROTO_RANDOM | NF_NAT_RANGE_PROTO_RANDOM_FULLY | NF_NAT_RANGE_PROTO_OFFSET;

void add_nat_flags(std::string& words, u32 flags) {
  constexpr BitName names[] = {{NF_NAT_RANGE_PROTO_RANDOM, "random"},
                               {NF_NAT_RANGE_PROTO_RANDOM_FULLY, "fully-random"},
                               {NF_NAT_RANGE_PERSISTENT, "persistent"}};
  constexpr u32 all =
      NF_NAT_RANGE_PROTO_RANDOM | NF_NAT_RANGE_PROTO_RANDOM_FULLY | NF_NAT_RANGE_PERSISTENT;
  if (flags & all) append_bits(words += ' ', flags & all, names);
}

// The comment of a rule: a list of type, length and value in what nft(8) and iptables-nft keep for
// themselves; type 0 is the comment (libnftnl's udata, since 1.0.5).
Text comment_of(Text user_data) {
  while (user_data.size() >= 2) {
    const auto type = static_cast<u8>(user_data[0]);
    const std::size_t size = static_cast<u8>(user_data[1]);
    user_data.remove_prefix(2);
    if (size > user_data.size()) return {};
    const Text value = user_data.substr(0, size);
    if (type == 0) return value.substr(0, value.find('\0'));
    user_data.remove_prefix(size);
  }
  return {};
}

}  // namespace

void NftMachine::act(Text words) { add_words(decoded_.verdict, words); }

bool NftMachine::act_nat(Text data) {
  const auto numbers = nft_numbers<NFTA_NAT_MAX + 1>(data);
  const bool is_dnat = numbers[NFTA_NAT_TYPE] == NFT_NAT_DNAT;
  const bool is_ipv6 = numbers[NFTA_NAT_FAMILY] == NFPROTO_IPV6;
  const NftType type = is_ipv6 ? NftType::Ipv6 : NftType::Ipv4;
  const auto range = [&](u32 first, u32 last, NftType of) {
    std::string words = words_of(first, of);
    const std::string end = last != 0 ? words_of(last, of) : words;
    return end == words ? words : words + "-" + end;
  };
  std::string words(is_dnat ? "dnat" : "snat");
  const u32 address = numbers[NFTA_NAT_REG_ADDR_MIN];
  const u32 port = numbers[NFTA_NAT_REG_PROTO_MIN];
  const NftOperand* const target = at_register(address);
  const bool is_map = target && !target->is_constant;
  DnatTarget dnat;
  if (address != 0 || port != 0) words += " to ";
  if (address != 0) {
    const std::string text = range(address, numbers[NFTA_NAT_REG_ADDR_MAX], type);
    words += is_ipv6 && port != 0 && !is_map ? "[" + text + "]" : text;
    if (target && target->is_constant)
      dnat.address = address_of_bytes(Text(target->constant).substr(0, is_ipv6 ? 16 : 4));
    dnat.has_more_addresses = text.find('-') != std::string::npos;
  }
  if (port != 0 && !is_map) {
    words += ':';
    words += range(port, numbers[NFTA_NAT_REG_PROTO_MAX], NftType::Port);
    const NftOperand* const first = at_register(port);
    const NftOperand* const last = at_register(numbers[NFTA_NAT_REG_PROTO_MAX]);
    if (first && first->is_constant && first->constant.size() >= 2) {
      const auto number = [](const NftOperand& of) {
        return static_cast<u16>(big_number(Text(of.constant).substr(0, 2)));
      };
      dnat.ports = PortRange{number(*first), last ? number(*last) : number(*first)};
    }
  }
  add_nat_flags(words, numbers[NFTA_NAT_FLAGS]);
  dnat.takes_any_port = (numbers[NFTA_NAT_FLAGS] & flags_of_any_port) != 0;
  if (is_dnat) decoded_.dnat = dnat;
  act(words);
  return true;
}

// NFTA_MASQ_ and NFTA_REDIR_ are numbered differently.
bool NftMachine::act_masquerade(Text data, Text word) {
  const auto numbers = nft_numbers<4>(data);
  const bool is_masquerade = word == "masquerade";
  const u32 flags = numbers[is_masquerade ? u32{NFTA_MASQ_FLAGS} : u32{NFTA_REDIR_FLAGS}];
  const u32 first =
      numbers[is_masquerade ? u32{NFTA_MASQ_REG_PROTO_MIN} : u32{NFTA_REDIR_REG_PROTO_MIN}];
  const u32 last =
      numbers[is_masquerade ? u32{NFTA_MASQ_REG_PROTO_MAX} : u32{NFTA_REDIR_REG_PROTO_MAX}];
  std::string words(word);
  DnatTarget dnat;
  if (first != 0) {
    const std::string from = words_of(first, NftType::Port);
    const std::string to = last != 0 ? words_of(last, NftType::Port) : from;
    words += " to :" + (from == to ? from : from + "-" + to);
    u16 low = 0;
    u16 high = 0;
    if (parse_number(Text(from), low) && parse_number(Text(to), high)) dnat.ports = {low, high};
  }
  add_nat_flags(words, flags);
  dnat.takes_any_port = (flags & flags_of_any_port) != 0;
  if (!is_masquerade) decoded_.dnat = dnat;
  act(words);
  return true;
}

bool NftMachine::act_reject(Text data) {
  u32 type = NFT_REJECT_ICMP_UNREACH;
  u8 code = 0;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_REJECT_TYPE) type = nft_number(attribute);
    if (attribute.type == NFTA_REJECT_ICMP_CODE) attribute.get(code);
  });
  std::string words = "reject with ";
  if (type == NFT_REJECT_TCP_RST)
    words += "tcp reset";
  else if (type == NFT_REJECT_ICMPX_UNREACH)
    words += icmp_reject_words("icmpx", code);
  else
    words += icmp_reject_words(rule_.family == NFPROTO_IPV6 ? "icmpv6" : "icmp", code);
  act(words);
  return true;
}

bool NftMachine::act_log(Text data) {
  std::string words = "log";
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_LOG_PREFIX) append_quoted(words += " prefix ", attribute.text());
    if (attribute.type == NFTA_LOG_GROUP)
      append_number(words += " group ", attribute.network_number<u16>().value);
    if (attribute.type == NFTA_LOG_LEVEL && nft_number(attribute) != 4)  // LOG_WARNING is usual.
      append_number(words += " level ", nft_number(attribute));
  });
  act(words);
  return true;
}

bool NftMachine::act_limit(Text data) {
  u64 rate = 0;
  u64 unit = 1;
  u32 burst = 0;
  u32 type = NFT_LIMIT_PKTS;
  u32 flags = 0;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NFTA_LIMIT_RATE: rate = attribute.network_number<u64>().value; break;
      case NFTA_LIMIT_UNIT: unit = attribute.network_number<u64>().value; break;
      case NFTA_LIMIT_BURST: burst = nft_number(attribute); break;
      case NFTA_LIMIT_TYPE: type = nft_number(attribute); break;
      case NFTA_LIMIT_FLAGS: flags = nft_number(attribute); break;
      default: break;
    }
  });
  std::string words = "limit rate ";
  if (flags & NFT_LIMIT_F_INV) words += "over ";
  append_number(words, rate);
  const Text of = type == NFT_LIMIT_PKTS ? "" : " bytes";
  const Text per = unit == 60       ? "/minute"
                   : unit == 3600   ? "/hour"
                   : unit == 86400  ? "/day"
                   : unit == 604800 ? "/week"
                                    : "/second";
  (words += of) += per;
  constexpr u32 usual_burst = 5;  // What nft(8) sets and leaves out.
  if (burst != 0 && !(burst == usual_burst && type == NFT_LIMIT_PKTS)) {
    append_number(words += " burst ", burst);
    words += type == NFT_LIMIT_PKTS ? " packets" : " bytes";
  }
  add_match(std::move(words));
  decoded_.facts.has_more = true;
  return true;
}

bool NftMachine::act_counter(Text data) {
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_COUNTER_PACKETS) decoded_.packets = attribute.network_number<u64>();
    if (attribute.type == NFTA_COUNTER_BYTES) decoded_.bytes = attribute.network_number<u64>();
  });
  return true;
}

bool NftMachine::act_quota(Text data) {
  u64 bytes = 0;
  u32 flags = 0;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_QUOTA_BYTES) bytes = attribute.network_number<u64>().value;
    if (attribute.type == NFTA_QUOTA_FLAGS) flags = nft_number(attribute);
  });
  std::string words = flags & NFT_QUOTA_F_INV ? "quota over " : "quota ";
  append_number(words, bytes);
  add_match(words += " bytes");
  decoded_.facts.has_more = true;
  return true;
}

// NFTA_MATCH_ and NFTA_TARGET_ have the same numbers.
bool NftMachine::act_compat(Text data, bool is_match) {
  static_assert(u32{NFTA_MATCH_NAME} == u32{NFTA_TARGET_NAME} &&
                u32{NFTA_MATCH_INFO} == u32{NFTA_TARGET_INFO});
  XtExtension extension;
  extension.version = rule_.family == NFPROTO_IPV6 ? 6 : 4;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_MATCH_NAME) extension.name = attribute.text();
    if (attribute.type == NFTA_MATCH_REV) extension.revision = nft_number(attribute);
    if (attribute.type == NFTA_MATCH_INFO) extension.info = attribute.payload;
  });
  decoded_.has_compat = true;
  if (!is_match) return decode_xt_target(extension, decoded_), true;
  decoded_.match.clear();
  decode_xt_match(extension, decoded_);
  if (!decoded_.match.empty()) {
    NftOperand named;
    named.words = decoded_.match.substr(0, decoded_.match.find('!'));
    add_match(std::exchange(decoded_.match, {}), &named);
  }
  return true;
}

bool NftMachine::is_act(Text name, Text data) {
  if (name == "nat") return act_nat(data);
  if (name == "masq") return act_masquerade(data, "masquerade");
  if (name == "redir") return act_masquerade(data, "redirect");
  if (name == "reject") return act_reject(data);
  if (name == "log") return act_log(data);
  if (name == "limit") return act_limit(data);
  if (name == "counter") return act_counter(data);
  if (name == "quota") return act_quota(data);
  if (name == "match") return act_compat(data, true);
  if (name == "target") return act_compat(data, false);
  if (name == "notrack") return act("notrack"), true;
  return false;
}

void NftMachine::run(Text name, Text data) {
  const bool is_understood = name == "payload"     ? load_payload(data)
                             : name == "meta"      ? load_meta(data)
                             : name == "ct"        ? load_ct(data)
                             : name == "fib"       ? load_fib(data)
                             : name == "immediate" ? load_immediate(data)
                             : name == "bitwise"   ? load_bitwise(data)
                             : name == "byteorder" ? load_byteorder(data)
                             : name == "exthdr"    ? load_exthdr(data)
                             : name == "rt"        ? load_rt(data)
                             : name == "cmp"       ? compare(data)
                             : name == "range"     ? compare_range(data)
                             : name == "lookup"    ? look_up(data)
                                                   : is_act(name, data);
  if (is_understood) return;
  std::string words;
  append_unknown(words, "", name, data.size());
  add_match(std::move(words));
  registers_ = {};  // It may have loaded any: what follows compares that, and not what was before.
  decoded_.understood = false;
  decoded_.facts.has_more = true;
}

DecodedRule NftMachine::finish() {
  decoded_.match.clear();
  for (const Part& part : parts_) {
    add_words(decoded_.match, part.words);
    if (!part.lower.empty()) decoded_.facts.has_more = true;  // Only one half of a range.
  }
  if (const Text comment = comment_of(rule_.user_data); !comment.empty())
    decoded_.comment = comment;
  return std::move(decoded_);
}

DecodedRule decode_nft_expressions(const NftRule& rule, const FindSet& find_set) {
  NftMachine machine(rule, find_set);
  each_attribute(rule.expressions, [&](const NetlinkAttribute& element) {
    if (element.type != NFTA_LIST_ELEM) return;
    Text name;
    Text data;
    each_attribute(element.payload, [&](const NetlinkAttribute& attribute) {
      if (attribute.type == NFTA_EXPR_NAME) name = attribute.text();
      if (attribute.type == NFTA_EXPR_DATA) data = attribute.payload;
    });
    machine.run(name, data);
  });
  return machine.finish();
}

}  // namespace sonde
