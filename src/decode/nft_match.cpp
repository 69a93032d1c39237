// nft_match.cpp: expressions of nftables that compare a register with something.
// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>

#include <algorithm>
#include <linux/netfilter/nf_tables.h>

#include "base/text.hpp"
#include "decode/nft_machine.hpp"
#include "decode/rule_words.hpp"

namespace sonde {
namespace {

Text sign_of(u32 op) {
  constexpr Text signs[] = {"", "!= ", "< ", "<= ", "> ", ">= "};
  return op < std::size(signs) ? signs[op] : Text("? ");
}

bool is_zero(Text bytes) {
  return std::ranges::all_of(bytes, [](char c) { return c == 0; });
}

bool is_address(NftType type) { return type == NftType::Ipv4 || type == NftType::Ipv6; }

std::string bits_words(NftType type, Text bytes) {
  std::string words;
  append_value(words, type, bytes);
  return words;
}

// "syn | ack": all of them, where "syn,ack" is any of them.
std::string all_bits_words(NftType type, Text bytes) {
  std::string words;
  for (const char c : bits_words(type, bytes)) c == ',' ? words += " | " : words += c;
  return words;
}

}  // namespace

void NftMachine::drop_leading(LeadsTo to) {
  std::erase_if(parts_, [to](const Part& part) { return part.leads_to == to; });
}

// `words` are what is compared, or several of them: "ip saddr . tcp dport".
void NftMachine::drop_what_leads_to(Text words) {
  const auto has = [words](const std::string& field) {
    return words.starts_with(field) || words.find(" . " + field) != Text::npos;
  };
  if (decoded_.facts.protocol != 0 && has(transport() + " ")) drop_leading(LeadsTo::Transport);
  if (has("ip ") || has("ip6 ")) drop_leading(LeadsTo::Network);
  if (has("ether ")) drop_leading(LeadsTo::Link);
}

// A comparison of a port says that the protocol has one: nft(8) leaves that out, and so do we.
void NftMachine::add_match(std::string words, const NftOperand* operand) {
  Part part;
  part.words = std::move(words);
  const Text name = operand ? Text(operand->words) : Text();
  if (name == "meta l4proto" || name == "ip protocol" || name == "ip6 nexthdr")
    part.leads_to = LeadsTo::Transport;
  else if (name == "meta nfproto" || name == "meta protocol")
    part.leads_to = LeadsTo::Network;
  else if (name == "meta iiftype" || name == "meta oiftype")
    part.leads_to = LeadsTo::Link;
  drop_what_leads_to(name);
  parts_.push_back(std::move(part));
}

bool NftMachine::compare(Text data) {
  u32 number = 0;
  u32 op = NFT_CMP_EQ;
  Text value;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_CMP_SREG) number = nft_number(attribute);
    if (attribute.type == NFTA_CMP_OP) op = nft_number(attribute);
    if (attribute.type == NFTA_CMP_DATA) value = nft_value(attribute.payload);
  });
  const NftOperand* const found = at_register(number);
  if (!found) return false;
  const NftOperand operand = *found;
  const std::string in_own_order = operand.own_order(value);
  value = in_own_order;
  if (!operand.mask.empty() && add_masked(operand, op, value)) return true;
  // Two comparisons in a row, >= and <=, are how a range is written.
  const bool is_upper =
      op == NFT_CMP_LTE && !parts_.empty() && parts_.back().lower == operand.words;
  if (is_upper) {
    const std::string lower = parts_.back().lower_value;
    parts_.pop_back();
    std::string words = operand.words + ' ';
    append_range(words, operand.type, lower, value);
    add_match(std::move(words), &operand);
    if (operand.words.ends_with(" dport") && lower.size() == 2 && value.size() == 2)
      decoded_.facts.ports.push_back(
          {static_cast<u16>(big_number(lower)), static_cast<u16>(big_number(value))});
    else
      decoded_.facts.has_more = true;
    return true;
  }
  add_comparison(operand, op, value);
  if (op == NFT_CMP_GTE) {
    parts_.back().lower = operand.words;
    parts_.back().lower_value = value;
    return true;  // Facts come with the other half; without it there is more.
  }
  note_facts(operand, op, value, true);
  return true;
}

void NftMachine::add_comparison(const NftOperand& operand, u32 op, Text value) {
  std::string words = operand.words;
  words += ' ';
  if (!operand.mask.empty()) {
    append_value(words += "& ", operand.type, operand.mask);
    words += op == NFT_CMP_EQ ? " == " : " ";
  }
  const bool is_exact = is_bit_set(operand.type) && operand.mask.empty();
  words += is_exact && op == NFT_CMP_EQ ? Text("== ") : sign_of(op);
  if (is_exact)
    words += all_bits_words(operand.type, value);
  else
    append_value(words, operand.type, value);
  add_match(std::move(words), &operand);
}

// A network, or flags of which one must be set. False when it is neither.
bool NftMachine::add_masked(const NftOperand& operand, u32 op, Text value) {
  if (is_address(operand.type) && value.size() == operand.mask.size()) {
    const int bits = prefix_bits(operand.mask);
    if (bits < 0) return false;
    std::string words = operand.words + ' ' + std::string(sign_of(op));
    append_prefix(words, {address_of_bytes(value), static_cast<u8>(bits)});
    add_match(std::move(words), &operand);
    const bool is_destination = op == NFT_CMP_EQ && operand.words.ends_with("daddr");
    if (is_destination)
      decoded_.facts.destination = {address_of_bytes(value), static_cast<u8>(bits)};
    else
      decoded_.facts.has_more = true;
    return true;
  }
  decoded_.facts.has_more = true;
  if (!is_bit_set(operand.type)) return add_comparison(operand, op, value), true;
  if (is_zero(value)) {
    const Text sign = op == NFT_CMP_NEQ ? " " : " ! ";
    add_match(operand.words + std::string(sign) + bits_words(operand.type, operand.mask), &operand);
  } else {
    add_match(operand.words + " & (" + bits_words(operand.type, operand.mask) + ") " +
                  (op == NFT_CMP_EQ ? "== " : std::string(sign_of(op))) +
                  bits_words(operand.type, value),
              &operand);
  }
  return true;
}

// What tells which port of the machine a rule is about.
void NftMachine::note_facts(const NftOperand& operand, u32 op, Text value, bool is_plain) {
  RuleFacts& facts = decoded_.facts;
  const bool is_equal = op == NFT_CMP_EQ && is_plain;
  if (is_equal && operand.type == NftType::Protocol && value.size() == 1) {
    facts.protocol = static_cast<u8>(value[0]);
  } else if (is_equal && operand.words.ends_with(" dport") && value.size() == 2) {
    const auto port = static_cast<u16>(big_number(value));
    facts.ports.push_back({port, port});
  } else if (is_equal && is_address(operand.type) && operand.words.ends_with("daddr") &&
             !operand.words.starts_with("ct")) {
    std::string whole(value);
    whole.resize(operand.type == NftType::Ipv6 ? 16 : 4);
    facts.destination = {address_of_bytes(whole), static_cast<u8>(value.size() * 8)};
  } else if (is_equal && operand.words == "fib daddr type" && host_number(value) == 2) {
    facts.is_local = true;
  } else if (op == NFT_CMP_NEQ && operand.words == "iifname" && value.ends_with('\0')) {
    return;  // One whole name is left out.
  } else if (operand.type != NftType::NfProto && operand.type != NftType::EtherType &&
             operand.words != "meta iiftype") {
    facts.has_more = true;
  }
}

bool NftMachine::compare_range(Text data) {
  u32 number = 0;
  u32 op = NFT_RANGE_EQ;
  Text first;
  Text last;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_RANGE_SREG) number = nft_number(attribute);
    if (attribute.type == NFTA_RANGE_OP) op = nft_number(attribute);
    if (attribute.type == NFTA_RANGE_FROM_DATA) first = nft_value(attribute.payload);
    if (attribute.type == NFTA_RANGE_TO_DATA) last = nft_value(attribute.payload);
  });
  const NftOperand* const found = at_register(number);
  if (!found || first.size() != last.size()) return false;
  const NftOperand operand = *found;
  std::string words = operand.words + (op == NFT_RANGE_NEQ ? " != " : " ");
  append_range(words, operand.type, operand.own_order(first), operand.own_order(last));
  add_match(std::move(words), &operand);
  const bool is_port = op == NFT_RANGE_EQ && operand.words.ends_with(" dport") && first.size() == 2;
  if (is_port)
    decoded_.facts.ports.push_back(
        {static_cast<u16>(big_number(first)), static_cast<u16>(big_number(last))});
  else
    decoded_.facts.has_more = true;
  return true;
}

// "ip daddr . tcp dport": as many registers as the key of a set is long.
std::string NftMachine::key_words(u32 number, u32 bytes) const {
  const u32 first = number <= NFT_REG_4 ? number * 4 : number - NFT_REG32_00 + 4;
  std::string words;
  for (u32 slot = first; slot < std::min<u32>(first + (bytes + 3) / 4, slots); ++slot) {
    if (!registers_[slot].is_known) continue;
    words += words.empty() ? "" : " . ";
    words += registers_[slot].words;
  }
  return words.empty() ? "?" : words;
}

// To nft(8) a plain number has no order of bytes: it is that of what is compared.
void NftMachine::take_order(u32 number, NftSet& set) const {
  u32 slot = number <= NFT_REG_4 ? number * 4 : number - NFT_REG32_00 + 4;
  for (std::size_t i = 0; i < set.key.count && slot < slots; ++i) {
    NftType& type = set.key.types[i];
    const std::size_t size = size_of(type);
    if (type == NftType::Number && registers_[slot].type == NftType::BigNumber)
      type = NftType::BigNumber;
    slot += static_cast<u32>((size + 3) / 4);
  }
}

void NftMachine::note_elements(const NftOperand& operand, const NftSet& set) {
  const bool is_of_ports = operand.words.ends_with(" dport") && set.key.count == 1 &&
                           set.is_anonymous() && !set.is_interval();
  if (!is_of_ports) {
    if (operand.type != NftType::Protocol) decoded_.facts.has_more = true;
    return;
  }
  for (const NftElement& element : set.elements)
    if (element.key.size() >= 2) {
      const auto port = static_cast<u16>(big_number(Text(element.key).substr(0, 2)));
      decoded_.facts.ports.push_back({port, port});
    }
}

bool NftMachine::look_up(Text data) {
  const auto numbers = nft_numbers<NFTA_LOOKUP_MAX + 1>(data);
  Text name;
  bool has_target = false;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_LOOKUP_SET) name = attribute.text();
    has_target = has_target || attribute.type == NFTA_LOOKUP_DREG;
  });
  const u32 source = numbers[NFTA_LOOKUP_SREG];
  const NftOperand* const found = at_register(source);
  if (!found) return false;
  const NftOperand operand = *found;
  NftSet* const set = find_set_(name);
  if (set) take_order(source, *set);
  const std::string key = key_words(source, set ? set->key_size : 4);
  const std::string elements =
      set && set->is_anonymous() ? nft_elements_words(*set) : "@" + std::string(name);
  const bool is_not = (numbers[NFTA_LOOKUP_FLAGS] & NFT_LOOKUP_F_INV) != 0;
  if (!has_target) {
    drop_what_leads_to(key);
    add_match(key + (is_not ? " != " : " ") + elements, &operand);
    if (set && !is_not)
      note_elements(operand, *set);
    else
      decoded_.facts.has_more = true;
    return true;
  }
  decoded_.facts.has_more = true;
  const u32 target = numbers[NFTA_LOOKUP_DREG];
  if (target == NFT_REG_VERDICT) {
    act(key + " vmap " + elements);
    drop_what_leads_to(key);
    return true;
  }
  NftOperand loaded;
  loaded.words = key + " map " + elements;
  loaded.is_known = true;
  set_register(target, std::move(loaded));
  drop_what_leads_to(key);
  return true;
}

}  // namespace sonde
