// nf_tables.cpp: messages of nf_tables, attribute by attribute.
// SPDX-License-Identifier: Apache-2.0
#include "decode/nf_tables.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#include "base/text.hpp"
#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

bool take_head(Text& message, u8& family) {
  nfgenmsg head;
  if (!take(message, head)) return false;
  family = head.nfgen_family;
  return true;
}

std::string request(u16 type, u8 family) {
  nfgenmsg body{};
  body.nfgen_family = family;
  body.version = NFNETLINK_V0;
  return dump_request(static_cast<u16>((NFNL_SUBSYS_NFTABLES << 8) | type), nf_tables_sequence,
                      body);
}

void add_attribute(std::string& bytes, u16 type, Text text) {
  const nlattr head{static_cast<u16>(sizeof(nlattr) + text.size() + 1), type};
  bytes.append(reinterpret_cast<const char*>(&head), sizeof head);
  bytes.append(text);
  bytes += '\0';
  bytes.resize((bytes.size() + 3) / 4 * 4);
}

// Names of hooks differ per family (enum nf_inet_hooks, nf_dev_hooks, nf_arp hooks).
Text hook_name(u8 family, u32 hook) {
  constexpr Text inet[] = {"prerouting", "input", "forward", "output", "postrouting", "ingress"};
  constexpr Text arp[] = {"input", "output", "forward"};
  constexpr Text netdev[] = {"ingress", "egress"};
  const std::span<const Text> names = family == NFPROTO_ARP      ? std::span<const Text>(arp)
                                      : family == NFPROTO_NETDEV ? std::span<const Text>(netdev)
                                                                 : std::span<const Text>(inet);
  return hook < names.size() ? names[hook] : Text("unknown");
}

void read_hook(Text nest, NftChain& chain) {
  chain.hook = "unknown";
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_HOOK_HOOKNUM)
      chain.hook = hook_name(chain.family, nft_number(attribute));
    if (attribute.type == NFTA_HOOK_PRIORITY)
      chain.priority = static_cast<int>(nft_number(attribute));
    if (attribute.type == NFTA_HOOK_DEV) chain.device = attribute.text();
    if (attribute.type != NFTA_HOOK_DEVS) return;
    each_attribute(attribute.payload, [&](const NetlinkAttribute& device) {
      if (!chain.device.empty()) chain.device += ' ';
      chain.device += device.text();
    });
  });
}

void read_data(Text nest, NftElement& element) {
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_DATA_VALUE) element.data = attribute.payload;
    if (attribute.type == NFTA_DATA_VERDICT) element.verdict = nft_verdict_words(attribute.payload);
  });
}

NftElement element_of(Text nest) {
  NftElement element;
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NFTA_SET_ELEM_KEY: element.key = nft_value(attribute.payload); break;
      case NFTA_SET_ELEM_KEY_END: element.key_end = nft_value(attribute.payload); break;
      case NFTA_SET_ELEM_DATA: read_data(attribute.payload, element); break;
      case NFTA_SET_ELEM_FLAGS:
        element.is_interval_end = (nft_number(attribute) & NFT_SET_ELEM_INTERVAL_END) != 0;
        break;
      default: break;
    }
  });
  return element;
}

// The value before: where an interval ends, the kernel keeps the first one behind it.
std::string one_less(std::string bytes) {
  for (std::size_t i = bytes.size(); i-- > 0;) {
    const auto byte = static_cast<u8>(bytes[i]);
    bytes[i] = static_cast<char>(byte - 1);
    if (byte != 0) break;
  }
  return bytes;
}

void append_interval(std::string& out, NftType type, Text first, Text last) {
  append_range(out, type, own_order_of_interval(type, first), own_order_of_interval(type, last));
}

// Concatenated fields with a range each: "10.0.0.0/8 . 80-90".
void append_field_ranges(std::string& out, const NftFields& fields, Text first, Text last) {
  for (std::size_t i = 0; i < fields.count; ++i) {
    const std::size_t size = size_of(fields.types[i]);
    if (i > 0) out += " . ";
    if (size == 0) return append_value(out, NftType::Unknown, first);
    append_interval(out, fields.types[i], first.substr(0, size), last.substr(0, size));
    const std::size_t filled = (size + 3) / 4 * 4;
    first.remove_prefix(std::min(first.size(), filled));
    last.remove_prefix(std::min(last.size(), filled));
  }
}

void append_key(std::string& out, const NftSet& set, const NftElement& element,
                const NftElement* next) {
  if (!element.key_end.empty())
    return append_field_ranges(out, set.key, element.key, element.key_end);
  if (!set.is_interval() || set.key.count != 1) return append_fields(out, set.key, element.key);
  std::string last(element.key.size(), '\xFF');
  if (next) last = one_less(next->key);
  append_interval(out, set.key.types[0], element.key, last);
}

}  // namespace

std::string nf_tables_request(NftAsk what) {
  constexpr u16 types[] = {NFT_MSG_GETCHAIN, NFT_MSG_GETRULE, NFT_MSG_GETSET, NFT_MSG_GETTABLE};
  return request(types[static_cast<std::size_t>(what)], NFPROTO_UNSPEC);
}

std::string nf_elements_request(u8 family, Text table, Text set) {
  std::string bytes = request(NFT_MSG_GETSETELEM, family);
  add_attribute(bytes, NFTA_SET_ELEM_LIST_TABLE, table);
  add_attribute(bytes, NFTA_SET_ELEM_LIST_SET, set);
  nlmsghdr header;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.nlmsg_len = static_cast<u32>(bytes.size());
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

Text nft_family_name(u8 family) {
  switch (family) {
    case NFPROTO_INET: return "inet";
    case NFPROTO_IPV4: return "ip";
    case NFPROTO_ARP: return "arp";
    case NFPROTO_NETDEV: return "netdev";
    case NFPROTO_BRIDGE: return "bridge";
    case NFPROTO_IPV6: return "ip6";
    default: return "unknown";
  }
}

bool NftTable::is_dormant() const { return (flags & NFT_TABLE_F_DORMANT) != 0; }
bool NftSet::is_anonymous() const { return (flags & NFT_SET_ANONYMOUS) != 0; }
bool NftSet::is_interval() const { return (flags & NFT_SET_INTERVAL) != 0; }

bool decode_nft_table(Text message, NftTable& table) {
  table = {};
  if (!take_head(message, table.family)) return false;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_TABLE_NAME) table.name = attribute.text();
    if (attribute.type == NFTA_TABLE_FLAGS) table.flags = nft_number(attribute);
  });
  return !table.name.empty();
}

bool decode_nft_chain(Text message, NftChain& chain) {
  chain = {};
  if (!take_head(message, chain.family)) return false;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NFTA_CHAIN_TABLE: chain.table = attribute.text(); break;
      case NFTA_CHAIN_NAME: chain.name = attribute.text(); break;
      case NFTA_CHAIN_TYPE: chain.type = attribute.text(); break;
      case NFTA_CHAIN_HOOK: read_hook(attribute.payload, chain); break;
      case NFTA_CHAIN_POLICY:
        chain.policy = nft_number(attribute) == NF_DROP ? "drop" : "accept";
        break;
      default: break;
    }
  });
  return !chain.table.empty() && !chain.name.empty();
}

bool decode_nft_rule(Text message, NftRule& rule) {
  rule = {};
  if (!take_head(message, rule.family)) return false;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NFTA_RULE_TABLE: rule.table = attribute.text(); break;
      case NFTA_RULE_CHAIN: rule.chain = attribute.text(); break;
      case NFTA_RULE_HANDLE: rule.handle = attribute.network_number<u64>().value; break;
      case NFTA_RULE_EXPRESSIONS: rule.expressions = attribute.payload; break;
      case NFTA_RULE_USERDATA: rule.user_data = attribute.payload; break;
      default: break;
    }
  });
  return !rule.table.empty() && !rule.chain.empty();
}

bool decode_nft_set(Text message, NftSet& set) {
  set = {};
  if (!take_head(message, set.family)) return false;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NFTA_SET_TABLE: set.table = attribute.text(); break;
      case NFTA_SET_NAME: set.name = attribute.text(); break;
      case NFTA_SET_FLAGS: set.flags = nft_number(attribute); break;
      case NFTA_SET_KEY_TYPE: set.key = fields_of(nft_number(attribute)); break;
      case NFTA_SET_KEY_LEN: set.key_size = nft_number(attribute); break;
      case NFTA_SET_DATA_TYPE: set.data = fields_of(nft_number(attribute)); break;
      case NFTA_SET_ID: set.id = nft_number(attribute); break;
      default: break;
    }
  });
  return !set.table.empty() && !set.name.empty();
}

bool decode_nft_elements(Text message, NftSet& set) {
  u8 family = 0;
  if (!take_head(message, family)) return false;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type != NFTA_SET_ELEM_LIST_ELEMENTS) return;
    each_attribute(attribute.payload, [&](const NetlinkAttribute& one) {
      if (one.type == NFTA_LIST_ELEM) set.elements.push_back(element_of(one.payload));
    });
  });
  return true;
}

std::string nft_verdict_words(Text nest) {
  int code = 0;
  Text chain;
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_VERDICT_CODE) code = static_cast<int>(nft_number(attribute));
    if (attribute.type == NFTA_VERDICT_CHAIN) chain = attribute.text();
  });
  switch (code) {
    case NF_DROP: return "drop";
    case NF_ACCEPT: return "accept";
    case NFT_CONTINUE: return "continue";
    case NFT_BREAK: return "break";
    case NFT_JUMP: return "jump " + std::string(chain);
    case NFT_GOTO: return "goto " + std::string(chain);
    case NFT_RETURN: return "return";
    default: break;
  }
  if ((code & NF_VERDICT_MASK) == NF_QUEUE) return "queue";
  std::string words = "verdict ";
  append_number(words, code);
  return words;
}

std::string nft_elements_words(NftSet& set) {
  constexpr std::size_t shown_max = 256;
  std::ranges::sort(set.elements, [](const NftElement& a, const NftElement& b) {
    return a.key != b.key ? a.key < b.key : a.is_interval_end && !b.is_interval_end;
  });
  std::string words = "{ ";
  std::size_t shown = 0;
  for (std::size_t i = 0; i < set.elements.size(); ++i) {
    const NftElement& element = set.elements[i];
    if (element.is_interval_end) continue;
    if (shown++ > 0) words += ", ";
    if (shown > shown_max) {
      words += "...";
      break;
    }
    append_key(words, set, element, i + 1 < set.elements.size() ? &set.elements[i + 1] : nullptr);
    if (!element.verdict.empty()) (words += " : ") += element.verdict;
    if (!element.data.empty()) append_fields(words += " : ", set.data, element.data);
  }
  return words += " }";
}

}  // namespace sonde
