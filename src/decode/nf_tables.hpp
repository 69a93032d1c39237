// nf_tables.hpp: requests to nf_tables and its answers: tables, chains, sets and their elements.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>
#include <vector>

#include "decode/nft_values.hpp"

namespace sonde {

inline constexpr u32 nf_tables_sequence = 0x4E46;

enum class NftAsk : u8 { Chains, Rules, Sets, Tables };
// A dump of all families. Source: net/netfilter/nf_tables_api.c, Linux 6.8.
std::string nf_tables_request(NftAsk what);
// The elements of one set.
std::string nf_elements_request(u8 family, Text table, Text set);

// The name that nft(8) has for a family: ip, ip6, inet, arp, bridge, netdev; its number otherwise.
Text nft_family_name(u8 family);

struct NftTable {
  u8 family = 0;
  std::string name{};
  u32 flags = 0;

  bool is_dormant() const;  // Its chains have their hooks, and yet meet no packet.
};

struct NftChain {
  u8 family = 0;
  std::string table{}, name{}, device{};
  std::string type{};  // "filter", "nat" or "route"; "" of a chain that only rules jump to.
  std::string hook{};  // "" of a chain that only rules jump to.
  int priority = 0;
  std::string policy{};
};

struct NftElement {
  std::string key{}, key_end{}, data{};
  std::string verdict{};  // In words, of a verdict map.
  bool is_interval_end = false;
};

struct NftSet {
  u8 family = 0;
  std::string table{}, name{};
  u32 id = 0, flags = 0, key_size = 0;
  NftFields key{}, data{};
  std::vector<NftElement> elements{};

  bool is_anonymous() const;
  bool is_interval() const;
};

// A rule as it came; its expressions are decoded by decode_nft_rule().
struct NftRule {
  u8 family = 0;
  std::string table{}, chain{};
  u64 handle = 0;
  std::string expressions{}, user_data{};
};

// Decode one message without its netlink header; false when it is none of its kind. They read
// attributes NFTA_TABLE_, NFTA_CHAIN_ and so on of include/uapi/linux/netfilter/nf_tables.h.
bool decode_nft_table(Text message, NftTable& table);
bool decode_nft_chain(Text message, NftChain& chain);
bool decode_nft_rule(Text message, NftRule& rule);
bool decode_nft_set(Text message, NftSet& set);
// Adds elements to a set; no more than there are bytes.
bool decode_nft_elements(Text message, NftSet& set);

// NFTA_DATA_VERDICT in words: "accept", "jump DOCKER".
std::string nft_verdict_words(Text nest);

// The elements in the words of nft(8), in their order: "{ 80, 443 }", "{ 80 : accept }".
std::string nft_elements_words(NftSet& set);

}  // namespace sonde
