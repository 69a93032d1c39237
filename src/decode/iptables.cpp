// iptables.cpp: entries, matches and targets of iptables-legacy, each length tested before use.
// SPDX-License-Identifier: Apache-2.0
#include "decode/iptables.hpp"

// First: the headers of the kernel leave out what it has defined already.
#include <netinet/in.h>

#include <linux/netfilter_ipv4/ip_tables.h>
#include <linux/netfilter_ipv6/ip6_tables.h>
#include <map>
#include <vector>

#include "decode/ip_protocols.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/rule_words.hpp"
#include "decode/xtables.hpp"

namespace sonde {
namespace {

static_assert(sizeof(ipt_getinfo) == sizeof(ip6t_getinfo));
static_assert(sizeof(ipt_get_entries) == sizeof(ip6t_get_entries));
static_assert(sizeof(ipt_entry) == 112 && sizeof(ip6t_entry) == 168);

// What both families say of a packet, in one form.
struct Header {
  Text source{}, destination{}, source_mask{}, destination_mask{};
  Text in{}, out{}, in_mask{}, out_mask{};
  u16 protocol = 0;
  u8 invert = 0;
  bool is_goto = false, is_fragment = false;
};

struct Entry {
  std::size_t offset = 0;
  Header header{};
  u64 packets = 0, bytes = 0;
  Text matches{}, target{};  // From their struct xt_entry_match on.
};

struct Extension {
  Text name{};
  u8 revision = 0;
  Text info{};
};

template <class T> Text bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// Cuts the next match, or the target, from the front.
bool next_extension(Text& rest, Extension& extension) {
  xt_entry_match head;
  Text copy = rest;
  if (!take(copy, head)) return false;
  const std::size_t size = head.u.match_size;
  if (size < sizeof head || size > rest.size()) return false;
  const Text name(rest.data() + offsetof(xt_entry_match, u.user.name), XT_EXTENSION_MAXNAMELEN);
  extension.name = name.substr(0, name.find('\0'));
  extension.revision = head.u.user.revision;
  extension.info = rest.substr(sizeof head, size - sizeof head);
  rest.remove_prefix(size);
  return true;
}

// Cuts the next rule from the front. What is fixed stands in `rest` itself, and texts of the header
// point there. `ip` is the header in an ipt_entry or ip6t_entry, whose parts have the same names.
template <class Raw, class Ip>
bool next_entry(Text& rest, Ip Raw::* ip, u8 go_to, u8 fragment, Entry& entry) {
  Raw raw;
  Text copy = rest;
  if (!take(copy, raw)) return false;
  if (raw.target_offset < sizeof raw || raw.target_offset > raw.next_offset ||
      raw.next_offset > rest.size())
    return false;
  entry.packets = raw.counters.pcnt;
  entry.bytes = raw.counters.bcnt;
  entry.matches = rest.substr(sizeof raw, raw.target_offset - sizeof raw);
  entry.target = rest.substr(raw.target_offset, raw.next_offset - raw.target_offset);
  const Ip& header = raw.*ip;
  const char* const begin = reinterpret_cast<const char*>(&raw);
  const auto part = [&rest, begin](const auto& member) {
    const auto offset = reinterpret_cast<const char*>(&member) - begin;
    return rest.substr(static_cast<std::size_t>(offset), sizeof member);
  };
  entry.header = {part(header.src),
                  part(header.dst),
                  part(header.smsk),
                  part(header.dmsk),
                  part(header.iniface),
                  part(header.outiface),
                  part(header.iniface_mask),
                  part(header.outiface_mask),
                  header.proto,
                  header.invflags,
                  (header.flags & go_to) != 0,
                  (header.flags & fragment) != 0};
  rest.remove_prefix(raw.next_offset);
  return true;
}

bool next_entry(Text& rest, u8 version, Entry& entry) {
  if (version == 4) return next_entry(rest, &ipt_entry::ip, IPT_F_GOTO, IPT_F_FRAG, entry);
  constexpr u8 no_such_flag = 0;  // A fragment of IPv6 is matched by an extension.
  return next_entry(rest, &ip6t_entry::ipv6, IP6T_F_GOTO, no_such_flag, entry);
}

bool is_zero(Text bytes) { return bytes.find_first_not_of('\0') == Text::npos; }

void add_address(DecodedRule& rule, Text field, Text address, Text mask, bool is_not) {
  if (is_zero(mask)) return;
  const int bits = prefix_bits(mask);
  std::string words(field);
  words += is_not ? " != " : " ";
  if (bits < 0) {
    append_address(words, address_of_bytes(address));
    words += '/';
    append_address(words, address_of_bytes(mask));
  } else {
    append_prefix(words, {address_of_bytes(address), static_cast<u8>(bits)});
  }
  add_words(rule.match, words);
  if (field.ends_with("daddr") && !is_not && bits >= 0)
    rule.facts.destination = {address_of_bytes(address), static_cast<u8>(bits)};
  else
    rule.facts.has_more = true;
}

// The mask covers the NUL of a whole name; of "eth+" it does not.
void add_interface(DecodedRule& rule, Text field, Text name, Text mask, bool is_not) {
  if (is_zero(mask)) return;
  name = name.substr(0, name.find('\0'));
  const bool is_whole = name.size() < mask.size() && mask[name.size()] != 0;
  std::string words(field);
  words += is_not ? " != " : " ";
  if (!is_whole && name.ends_with('+')) name.remove_suffix(1);
  append_quoted(words, std::string(name) + (is_whole ? "" : "*"));
  add_words(rule.match, words);
  const bool is_left_out = is_not && is_whole && field == "iifname";
  if (!is_left_out) rule.facts.has_more = true;
}

void add_header(const Header& header, u8 version, DecodedRule& rule) {
  const std::string ip = version == 6 ? "ip6" : "ip";
  add_interface(rule, "iifname", header.in, header.in_mask, header.invert & IPT_INV_VIA_IN);
  add_interface(rule, "oifname", header.out, header.out_mask, header.invert & IPT_INV_VIA_OUT);
  add_address(rule, ip + " saddr", header.source, header.source_mask,
              header.invert & IPT_INV_SRCIP);
  add_address(rule, ip + " daddr", header.destination, header.destination_mask,
              header.invert & IPT_INV_DSTIP);
  if (header.is_fragment) {
    add_words(rule.match, header.invert & IPT_INV_FRAG ? "ip frag-off & 0x1fff == 0"
                                                       : "ip frag-off & 0x1fff != 0");
    rule.facts.has_more = true;
  }
  if (header.protocol == 0) return;
  if (header.invert & XT_INV_PROTO)
    rule.facts.has_more = true;
  else
    rule.facts.protocol = static_cast<u8>(header.protocol);
}

// A port says what the protocol is; where none is compared the protocol must be said.
void add_protocol(const Header& header, std::size_t before, DecodedRule& rule) {
  if (header.protocol == 0) return;
  std::string name;
  append_ip_protocol(name, static_cast<u8>(header.protocol));
  const bool is_said = Text(rule.match).substr(before).find(name + " ") != Text::npos;
  if (is_said && !(header.invert & XT_INV_PROTO)) return;
  std::string words = "meta l4proto ";
  if (header.invert & XT_INV_PROTO) words += "!= ";
  words += name;
  if (before < rule.match.size()) words += ' ';
  if (before > 0) words.insert(0, " ");
  if (before > 0 && before < rule.match.size()) words.pop_back();
  rule.match.insert(before, words);
}

class TableDecoder {
public:
  TableDecoder(const ipt_getinfo& info, u8 version,
               const std::function<void(const IptablesRule&)>& use)
      : info_(info), version_(version), use_(use) {}

  bool run(Text entries) {
    std::vector<Entry> all;
    const std::size_t whole = entries.size();
    while (!entries.empty()) {
      Entry entry;
      entry.offset = whole - entries.size();
      if (!next_entry(entries, version_, entry)) return false;
      all.push_back(entry);
    }
    name_chains(all);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto chain = chains_.find(all[i].offset);
      if (chain != chains_.end()) begin_chain(chain->second, all[i].offset);
      if (chain_.chain.empty() || is_head(all[i])) continue;
      const bool is_last =
          i + 1 == all.size() || is_head(all[i + 1]) || hooks_.contains(all[i + 1].offset);
      if (is_last)
        end_chain(all[i]);
      else
        use_rule(all[i]);
    }
    return true;
  }

private:
  static bool is_head(const Entry& entry) {
    Text rest = entry.target;
    Extension target;
    return next_extension(rest, target) && target.name == "ERROR";
  }

  // Where each chain begins, and what it is called.
  void name_chains(const std::vector<Entry>& all) {
    constexpr Text names[] = {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"};
    for (unsigned hook = 0; hook < NF_INET_NUMHOOKS; ++hook) {
      if (!(info_.valid_hooks & (1U << hook))) continue;
      chains_[info_.hook_entry[hook]] = names[hook];
      hooks_[info_.hook_entry[hook]] = hook;
    }
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      Text rest = all[i].target;
      Extension target;
      if (!is_head(all[i]) || !next_extension(rest, target)) continue;
      chains_[all[i + 1].offset] = target.info.substr(0, target.info.find('\0'));
    }
    for (const Entry& entry : all)
      for (unsigned hook = 0; hook < NF_INET_NUMHOOKS; ++hook)
        if (entry.offset == info_.underflow[hook]) policies_[hook] = policy_of(entry);
  }

  static Text policy_of(const Entry& entry) {
    Text rest = entry.target;
    Extension target;
    int verdict = 0;
    if (!next_extension(rest, target) || !take(target.info, verdict)) return "unknown";
    return verdict == -NF_DROP - 1 ? "drop" : "accept";
  }

  // As the kernel registers its tables (net/ipv4/netfilter/iptable_nat.c and its siblings).
  int priority_of(unsigned hook) const {
    const Text table(info_.name, sizeof info_.name);
    const Text name = table.substr(0, table.find('\0'));
    const bool is_source = hook == NF_INET_POST_ROUTING || hook == NF_INET_LOCAL_IN;
    if (name == "raw") return -300;
    if (name == "mangle") return -150;
    if (name == "nat") return is_source ? 100 : -100;
    return name == "security" ? 50 : 0;
  }

  void begin_chain(const std::string& name, std::size_t offset) {
    constexpr Text hooks[] = {"prerouting", "input", "forward", "output", "postrouting"};
    chain_ = {};
    chain_.chain = name;
    const auto hook = hooks_.find(offset);
    if (hook == hooks_.end()) return;
    chain_.hook = hooks[hook->second];
    chain_.policy = policies_[hook->second];
    chain_.priority = priority_of(hook->second);
  }
  void end_chain(const Entry& entry) {
    if (!chain_.hook.empty()) {
      chain_.number = 0;
      chain_.rule = {};
      chain_.rule.packets = entry.packets;
      chain_.rule.bytes = entry.bytes;
      use_(chain_);
    }
    chain_.chain.clear();
  }

  void use_rule(const Entry& entry) {
    ++chain_.number;
    DecodedRule& rule = chain_.rule;
    rule = {};
    rule.packets = entry.packets;
    rule.bytes = entry.bytes;
    add_header(entry.header, version_, rule);
    const std::size_t before = rule.match.size();
    Text rest = entry.matches;
    for (Extension match; next_extension(rest, match);)
      decode_xt_match({match.name, match.revision, match.info, version_}, rule);
    add_protocol(entry.header, before, rule);
    add_target(entry, rule);
    use_(chain_);
  }

  void add_target(const Entry& entry, DecodedRule& rule) {
    Text rest = entry.target;
    Extension target;
    if (!next_extension(rest, target)) {
      rule.understood = false;
      return;
    }
    if (!target.name.empty())
      return decode_xt_target({target.name, target.revision, target.info, version_}, rule);
    int verdict = 0;
    Text info = target.info;
    if (!take(info, verdict)) return;
    constexpr int repeat = NF_REPEAT;
    if (verdict == -NF_DROP - 1)
      add_words(rule.verdict, "drop");
    else if (verdict == -NF_ACCEPT - 1)
      add_words(rule.verdict, "accept");
    else if (verdict == -NF_QUEUE - 1)
      add_words(rule.verdict, "queue");
    else if (verdict == -repeat - 1)
      add_words(rule.verdict, "return");
    else
      add_jump(entry, verdict, rule);
  }

  void add_jump(const Entry& entry, int verdict, DecodedRule& rule) {
    const auto chain = chains_.find(static_cast<std::size_t>(verdict));
    const bool falls_through = verdict > 0 && static_cast<std::size_t>(verdict) == end_of(entry);
    if (falls_through) return;  // A rule without target: it only counts.
    std::string words = entry.header.is_goto ? "goto " : "jump ";
    rule.jumps_to = chain == chains_.end() ? "?" : chain->second;
    words += rule.jumps_to;
    add_words(rule.verdict, words);
  }
  std::size_t end_of(const Entry& entry) const {
    const std::size_t head = version_ == 6 ? sizeof(ip6t_entry) : sizeof(ipt_entry);
    return entry.offset + head + entry.matches.size() + entry.target.size();
  }

  const ipt_getinfo& info_;
  u8 version_;
  const std::function<void(const IptablesRule&)>& use_;
  std::map<std::size_t, std::string> chains_{};
  std::map<std::size_t, unsigned> hooks_{};
  Text policies_[NF_INET_NUMHOOKS]{};
  IptablesRule chain_{};
};

}  // namespace

bool decode_iptables(Text answer, u8 version, const std::function<void(const IptablesRule&)>& use) {
  ipt_getinfo info;
  ipt_get_entries head;
  if (!take(answer, info) || !take(answer, head)) return false;
  if (head.size > answer.size()) return false;
  return TableDecoder(info, version, use).run(answer.substr(0, head.size));
}

}  // namespace sonde
