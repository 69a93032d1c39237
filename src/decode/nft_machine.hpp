// nft_machine.hpp: the registers of a rule's program, and what was loaded into them.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "decode/netlink_messages.hpp"
#include "decode/nft_rule.hpp"
#include "decode/nft_values.hpp"

namespace sonde {

// What stands in a register: something of the packet, or bytes of the rule itself.
struct NftOperand {
  std::string words{};     // "tcp dport".
  std::string constant{};  // The bytes, when the rule has them.
  std::string mask{};      // Of bitwise: only these bits are compared.
  NftType type = NftType::Unknown;
  bool is_constant = false;
  bool is_known = false;
  bool is_turned = false;  // By byteorder: what it is compared with has its bytes turned round.
  // Bytes that it is compared with, in the order of its type.
  std::string own_order(Text bytes) const;
};

class NftMachine {
public:
  NftMachine(const NftRule& rule, const FindSet& find_set) : rule_(rule), find_set_(find_set) {}

  // One expression: its name, and its NFTA_EXPR_DATA.
  void run(Text name, Text data);
  DecodedRule finish();

private:
  // nft_load.cpp
  bool load_payload(Text data);
  bool load_meta(Text data);
  bool load_ct(Text data);
  bool load_fib(Text data);
  bool load_immediate(Text data);
  bool load_bitwise(Text data);
  bool load_byteorder(Text data);
  bool load_exthdr(Text data);
  bool load_rt(Text data);
  void set_register(u32 number, NftOperand operand);
  const NftOperand* at_register(u32 number) const;
  std::string words_of(u32 number, NftType type) const;
  std::string transport() const;

  // nft_match.cpp
  bool compare(Text data);
  bool compare_range(Text data);
  bool look_up(Text data);
  void add_comparison(const NftOperand& operand, u32 op, Text value);
  bool add_masked(const NftOperand& operand, u32 op, Text value);
  void note_facts(const NftOperand& operand, u32 op, Text value, bool is_plain);
  void add_match(std::string words, const NftOperand* operand = nullptr);
  std::string key_words(u32 number, u32 bytes) const;
  void take_order(u32 number, NftSet& set) const;
  void note_elements(const NftOperand& operand, const NftSet& set);

  // nft_act.cpp
  bool act_nat(Text data);
  bool act_masquerade(Text data, Text word);
  bool act_reject(Text data);
  bool act_log(Text data);
  bool act_limit(Text data);
  bool act_counter(Text data);
  bool act_quota(Text data);
  bool act_compat(Text data, bool is_match);
  void act(Text words);
  bool is_act(Text name, Text data);

  // A comparison; those that only lead to another one are dropped when that comes, as nft does.
  enum class LeadsTo : u8 { Nothing, Link, Network, Transport };
  struct Part {
    std::string words{};
    LeadsTo leads_to = LeadsTo::Nothing;
    std::string lower{};  // "tcp dport" of a comparison >=, which may be half of a range.
    std::string lower_value{};
    NftType type = NftType::Unknown;
  };
  void drop_leading(LeadsTo to);
  void drop_what_leads_to(Text words);

  static constexpr std::size_t slots = 24;
  const NftRule& rule_;
  const FindSet& find_set_;
  std::array<NftOperand, slots> registers_{};
  std::vector<Part> parts_{};
  DecodedRule decoded_{};
};

// A number of flags, keys and registers by their attributes.
template <std::size_t N> std::array<u32, N> nft_numbers(Text data) {
  std::array<u32, N> numbers{};
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type < N && attribute.payload.size() == 4)
      numbers[attribute.type] = nft_number(attribute);
  });
  return numbers;
}

}  // namespace sonde
