// nft_load.cpp: expressions of nftables that load something into a register.
// SPDX-License-Identifier: Apache-2.0
#include <netinet/in.h>

#include <algorithm>
#include <bit>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>

#include "base/text.hpp"
#include "decode/ip_protocols.hpp"
#include "decode/nft_machine.hpp"
#include "decode/rule_words.hpp"

namespace sonde {
namespace {

struct Field {
  u32 base, offset, bytes;
  Text words;
  NftType type;
};

// Fields of headers where nft(8) has a name for them.
constexpr Field fields[] = {
    {NFT_PAYLOAD_LL_HEADER, 0, 6, "ether daddr", NftType::Mac},
    {NFT_PAYLOAD_LL_HEADER, 6, 6, "ether saddr", NftType::Mac},
    {NFT_PAYLOAD_LL_HEADER, 12, 2, "ether type", NftType::EtherType},
    {NFT_PAYLOAD_NETWORK_HEADER, 2, 2, "ip length", NftType::BigNumber},
    {NFT_PAYLOAD_NETWORK_HEADER, 4, 2, "ip id", NftType::BigNumber},
    {NFT_PAYLOAD_NETWORK_HEADER, 6, 2, "ip frag-off", NftType::BigNumber},
    {NFT_PAYLOAD_NETWORK_HEADER, 6, 1, "ip6 nexthdr", NftType::Protocol},
    {NFT_PAYLOAD_NETWORK_HEADER, 7, 1, "ip6 hoplimit", NftType::BigNumber},
    {NFT_PAYLOAD_NETWORK_HEADER, 8, 1, "ip ttl", NftType::BigNumber},
    {NFT_PAYLOAD_NETWORK_HEADER, 9, 1, "ip protocol", NftType::Protocol},
};

bool is_of_ports(Text transport) {
  return transport == "tcp" || transport == "udp" || transport == "sctp" || transport == "dccp" ||
         transport == "udplite" || transport == "th";
}

NftOperand operand(std::string words, NftType type) {
  NftOperand loaded;
  loaded.words = std::move(words);
  loaded.type = type;
  loaded.is_known = true;
  return loaded;
}

// "@nh,96,32": as nft(8) writes what has no name, in bits.
std::string raw_words(u32 base, u32 offset, u32 bytes) {
  constexpr Text bases[] = {"@ll", "@nh", "@th", "@ih"};
  std::string words(base < std::size(bases) ? bases[base] : Text("@raw"));
  for (const u32 number : {offset * 8, bytes * 8}) {
    words += ',';
    append_number(words, number);
  }
  return words;
}

// Addresses by where they stand, also when only their first bytes are loaded.
bool address_field(u8 family, u32 offset, u32 bytes, NftOperand& loaded) {
  // Without a family that says it, an offset of 12 or 16 with up to four bytes is IPv4: of an IPv6
  // header nft loads the 8 bytes and more that begin at 8 or 24.
  const bool is_ipv6 = family == NFPROTO_IPV6 || ((offset == 8 || offset == 24) && bytes >= 4);
  if (is_ipv6 && (offset == 8 || offset == 24) && bytes <= 16) {
    loaded = operand(offset == 8 ? "ip6 saddr" : "ip6 daddr", NftType::Ipv6);
    return true;
  }
  if (family != NFPROTO_IPV6 && (offset == 12 || offset == 16) && bytes <= 4) {
    loaded = operand(offset == 12 ? "ip saddr" : "ip daddr", NftType::Ipv4);
    return true;
  }
  return false;
}

// Behind the head of an ARP packet over Ethernet with IPv4 (RFC 826).
constexpr Field arp_fields[] = {
    {NFT_PAYLOAD_NETWORK_HEADER, 0, 2, "arp htype", NftType::BigNumber},
    {NFT_PAYLOAD_NETWORK_HEADER, 2, 2, "arp ptype", NftType::EtherType},
    {NFT_PAYLOAD_NETWORK_HEADER, 6, 2, "arp operation", NftType::ArpOperation},
    {NFT_PAYLOAD_NETWORK_HEADER, 8, 6, "arp saddr ether", NftType::Mac},
    {NFT_PAYLOAD_NETWORK_HEADER, 14, 4, "arp saddr ip", NftType::Ipv4},
    {NFT_PAYLOAD_NETWORK_HEADER, 18, 6, "arp daddr ether", NftType::Mac},
    {NFT_PAYLOAD_NETWORK_HEADER, 24, 4, "arp daddr ip", NftType::Ipv4},
};

bool transport_field(Text transport, u32 offset, u32 bytes, NftOperand& loaded) {
  const std::string name(transport);
  if (is_of_ports(transport) && bytes == 2 && (offset == 0 || offset == 2)) {
    loaded = operand(name + (offset == 0 ? " sport" : " dport"), NftType::Port);
    return true;
  }
  if (transport == "tcp" && offset == 13 && bytes == 1) {
    loaded = operand("tcp flags", NftType::TcpFlags);
    return true;
  }
  if (transport == "udp" && offset == 4 && bytes == 2) {
    loaded = operand("udp length", NftType::BigNumber);
    return true;
  }
  const bool is_icmp = transport == "icmp" || transport == "icmpv6";
  if (!is_icmp || bytes != 1 || offset > 1) return false;
  const NftType type = transport == "icmp" ? NftType::IcmpType : NftType::Icmpv6Type;
  loaded =
      operand(name + (offset == 0 ? " type" : " code"), offset == 0 ? type : NftType::BigNumber);
  return true;
}

}  // namespace

// Registers 1 to 4 of 16 bytes lie over those of 4 bytes, whose numbers begin with 8
// (net/netfilter/nf_tables_api.c, nft_parse_register, Linux 6.8). A slot has 4 bytes.
void NftMachine::set_register(u32 number, NftOperand loaded) {
  const u32 slot = number <= NFT_REG_4 ? number * 4 : number - NFT_REG32_00 + 4;
  const u32 over = number <= NFT_REG_4 ? 4 : 1;
  for (u32 i = slot; i < std::min<u32>(slot + over, slots); ++i) registers_[i] = {};
  if (slot < slots) registers_[slot] = std::move(loaded);
}

const NftOperand* NftMachine::at_register(u32 number) const {
  const u32 slot = number <= NFT_REG_4 ? number * 4 : number - NFT_REG32_00 + 4;
  return slot < slots && registers_[slot].is_known ? &registers_[slot] : nullptr;
}

// What is in the register, as a value of a type or as what was loaded there.
std::string NftMachine::words_of(u32 number, NftType type) const {
  const NftOperand* const loaded = at_register(number);
  std::string words;
  if (!loaded) return "?";
  if (!loaded->is_constant) return loaded->words;
  const std::size_t size = size_of(type);
  append_value(words, type,
               size > 0 ? Text(loaded->constant).substr(0, size) : Text(loaded->constant));
  return words;
}

std::string NftMachine::transport() const {
  const Text name = ip_protocol_name(decoded_.facts.protocol);
  return std::string(name.empty() ? Text("th") : name);
}

bool NftMachine::load_payload(Text data) {
  const auto numbers = nft_numbers<NFTA_PAYLOAD_MAX + 1>(data);
  if (numbers[NFTA_PAYLOAD_SREG] != 0) return false;  // It writes into the packet.
  const u32 base = numbers[NFTA_PAYLOAD_BASE];
  const u32 offset = numbers[NFTA_PAYLOAD_OFFSET];
  const u32 bytes = numbers[NFTA_PAYLOAD_LEN];
  NftOperand loaded = operand(raw_words(base, offset, bytes), NftType::Unknown);
  const bool is_arp = rule_.family == NFPROTO_ARP;
  bool is_named = base == NFT_PAYLOAD_NETWORK_HEADER && !is_arp &&
                  address_field(rule_.family, offset, bytes, loaded);
  if (base == NFT_PAYLOAD_TRANSPORT_HEADER)
    is_named = transport_field(transport(), offset, bytes, loaded);
  const bool is_of_arp = is_arp && base == NFT_PAYLOAD_NETWORK_HEADER;
  for (const Field& field : is_of_arp ? std::span<const Field>(arp_fields) : fields) {
    const bool is_it = field.base == base && field.offset == offset && field.bytes == bytes;
    if (is_it && !is_named) loaded = operand(std::string(field.words), field.type);
  }
  set_register(numbers[NFTA_PAYLOAD_DREG], std::move(loaded));
  return true;
}

bool NftMachine::load_meta(Text data) {
  struct Key {
    u32 key;
    Text words;
    NftType type;
  };
  constexpr Key keys[] = {
      {NFT_META_LEN, "meta length", NftType::Number},
      {NFT_META_PROTOCOL, "meta protocol", NftType::EtherType},
      {NFT_META_PRIORITY, "meta priority", NftType::Number},
      {NFT_META_MARK, "meta mark", NftType::Mark},
      {NFT_META_IIF, "iif", NftType::Number},
      {NFT_META_OIF, "oif", NftType::Number},
      {NFT_META_IIFNAME, "iifname", NftType::Name},
      {NFT_META_OIFNAME, "oifname", NftType::Name},
      {NFT_META_IIFTYPE, "meta iiftype", NftType::Number},
      {NFT_META_OIFTYPE, "meta oiftype", NftType::Number},
      {NFT_META_SKUID, "meta skuid", NftType::Number},
      {NFT_META_SKGID, "meta skgid", NftType::Number},
      {NFT_META_NFTRACE, "meta nftrace", NftType::Number},
      {NFT_META_L4PROTO, "meta l4proto", NftType::Protocol},
      {NFT_META_NFPROTO, "meta nfproto", NftType::NfProto},
      {NFT_META_PKTTYPE, "meta pkttype", NftType::PacketType},
      {NFT_META_CPU, "meta cpu", NftType::Number},
      {NFT_META_IIFGROUP, "iifgroup", NftType::Number},
      {NFT_META_OIFGROUP, "oifgroup", NftType::Number},
      {NFT_META_CGROUP, "meta cgroup", NftType::Number},
      {NFT_META_BRI_IIFNAME, "meta ibrname", NftType::Name},
      {NFT_META_BRI_OIFNAME, "meta obrname", NftType::Name},
      {NFT_META_SDIFNAME, "meta sdifname", NftType::Name},
  };
  const auto numbers = nft_numbers<NFTA_META_MAX + 1>(data);
  const Key* const key = std::ranges::find(keys, numbers[NFTA_META_KEY], &Key::key);
  if (key == std::end(keys)) return false;
  if (numbers[NFTA_META_SREG] != 0) {
    std::string words(key->words);
    add_words(words, "set " + words_of(numbers[NFTA_META_SREG], key->type));
    act(words);
    return true;
  }
  set_register(numbers[NFTA_META_DREG], operand(std::string(key->words), key->type));
  return true;
}

bool NftMachine::load_ct(Text data) {
  struct Key {
    u32 key;
    Text words;
    NftType type;
  };
  constexpr Key keys[] = {
      {NFT_CT_STATE, "state", NftType::CtState},
      {NFT_CT_DIRECTION, "direction", NftType::CtDirection},
      {NFT_CT_STATUS, "status", NftType::CtStatus},
      {NFT_CT_MARK, "mark", NftType::Mark},
      {NFT_CT_L3PROTOCOL, "l3proto", NftType::NfProto},
      {NFT_CT_PROTOCOL, "protocol", NftType::Protocol},
      {NFT_CT_PROTO_SRC, "proto-src", NftType::Port},
      {NFT_CT_PROTO_DST, "proto-dst", NftType::Port},
      {NFT_CT_PKTS, "packets", NftType::Number},
      {NFT_CT_BYTES, "bytes", NftType::Number},
      {NFT_CT_ZONE, "zone", NftType::Number},
      {NFT_CT_AVGPKT, "avgpkt", NftType::Number},
      {NFT_CT_ID, "id", NftType::BigNumber},
      {NFT_CT_SRC_IP, "ip saddr", NftType::Ipv4},
      {NFT_CT_DST_IP, "ip daddr", NftType::Ipv4},
      {NFT_CT_SRC_IP6, "ip6 saddr", NftType::Ipv6},
      {NFT_CT_DST_IP6, "ip6 daddr", NftType::Ipv6},
  };
  const auto numbers = nft_numbers<NFTA_CT_MAX + 1>(data);
  const Key* const key = std::ranges::find(keys, numbers[NFTA_CT_KEY], &Key::key);
  if (key == std::end(keys)) return false;
  std::string words = "ct ";
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_CT_DIRECTION && !attribute.payload.empty())
      words += attribute.payload[0] == 0 ? "original " : "reply ";
  });
  words += key->words;
  if (numbers[NFTA_CT_SREG] != 0) {
    act(words + " set " + words_of(numbers[NFTA_CT_SREG], key->type));
    return true;
  }
  set_register(numbers[NFTA_CT_DREG], operand(words, key->type));
  return true;
}

bool NftMachine::load_fib(Text data) {
  const auto numbers = nft_numbers<NFTA_FIB_MAX + 1>(data);
  constexpr BitName flags[] = {{NFTA_FIB_F_SADDR, "saddr"},
                               {NFTA_FIB_F_DADDR, "daddr"},
                               {NFTA_FIB_F_MARK, "mark"},
                               {NFTA_FIB_F_IIF, "iif"},
                               {NFTA_FIB_F_OIF, "oif"}};
  std::string words = "fib";
  Text between = " ";
  for (const BitName& flag : flags) {
    if (!(numbers[NFTA_FIB_FLAGS] & flag.bit)) continue;
    (words += between) += flag.name;
    between = " . ";
  }
  const u32 result = numbers[NFTA_FIB_RESULT];
  const bool is_presence = (numbers[NFTA_FIB_FLAGS] & NFTA_FIB_F_PRESENT) != 0;
  const bool is_index = result == NFT_FIB_RESULT_OIF;  // 0: there is no route.
  const NftType type = is_presence || is_index            ? NftType::Presence
                       : result == NFT_FIB_RESULT_OIFNAME ? NftType::Name
                                                          : NftType::AddressType;
  words += result == NFT_FIB_RESULT_OIFNAME    ? " oifname"
           : result == NFT_FIB_RESULT_ADDRTYPE ? " type"
                                               : " oif";
  set_register(numbers[NFTA_FIB_DREG], operand(words, type));
  return true;
}

bool NftMachine::load_immediate(Text data) {
  u32 number = NFT_REG_VERDICT;
  NftOperand loaded;
  loaded.is_constant = loaded.is_known = true;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_IMMEDIATE_DREG) number = nft_number(attribute);
    if (attribute.type != NFTA_IMMEDIATE_DATA) return;
    loaded.constant = nft_value(attribute.payload);
    each_attribute(attribute.payload, [&](const NetlinkAttribute& inner) {
      if (inner.type != NFTA_DATA_VERDICT) return;
      const std::string verdict = nft_verdict_words(inner.payload);
      for (const Text word : {Text("jump "), Text("goto ")})
        if (verdict.starts_with(word)) decoded_.jumps_to = verdict.substr(word.size());
      act(verdict);
    });
  });
  if (number != NFT_REG_VERDICT) set_register(number, std::move(loaded));
  return true;
}

// dreg = (sreg & mask) ^ xor: a network, a set of flags, or a part of a mark.
bool NftMachine::load_bitwise(Text data) {
  u32 from = 0;
  u32 to = 0;
  u32 op = 0;
  Text mask;
  Text flip;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NFTA_BITWISE_SREG: from = nft_number(attribute); break;
      case NFTA_BITWISE_DREG: to = nft_number(attribute); break;
      case NFTA_BITWISE_OP: op = nft_number(attribute); break;
      case NFTA_BITWISE_MASK: mask = nft_value(attribute.payload); break;
      case NFTA_BITWISE_XOR: flip = nft_value(attribute.payload); break;
      default: break;
    }
  });
  const NftOperand* const source = at_register(from);
  if (!source || op != NFT_BITWISE_BOOL || mask.empty()) return false;
  NftOperand loaded = *source;
  const bool flips = std::ranges::any_of(flip, [](char c) { return c != 0; });
  if (flips || !loaded.mask.empty()) {  // A new value: "meta mark & 0xff ^ 0x1".
    std::string words = loaded.words;
    append_value(words += " & ", loaded.type, loaded.own_order(mask));
    append_value(words += " ^ ", loaded.type, loaded.own_order(flip));
    loaded.words = std::move(words);
  } else {
    loaded.mask = loaded.own_order(mask);
  }
  set_register(to, std::move(loaded));
  return true;
}

std::string NftOperand::own_order(Text bytes) const {
  return is_turned ? std::string(bytes.rbegin(), bytes.rend()) : std::string(bytes);
}

// Orders and ranges are compared as bytes, so that a number of the machine is turned round for
// them. On a machine of the order of the network nothing is to be turned.
bool NftMachine::load_byteorder(Text data) {
  const auto numbers = nft_numbers<NFTA_BYTEORDER_MAX + 1>(data);
  const NftOperand* const source = at_register(numbers[NFTA_BYTEORDER_SREG]);
  const bool is_one_number = numbers[NFTA_BYTEORDER_LEN] == numbers[NFTA_BYTEORDER_SIZE];
  if (!source || source->is_constant || !is_one_number || !is_number(source->type)) return false;
  NftOperand loaded = *source;
  if (std::endian::native == std::endian::little) loaded.is_turned = !loaded.is_turned;
  set_register(numbers[NFTA_BYTEORDER_DREG], std::move(loaded));
  return true;
}

namespace {

struct HeaderName {
  u32 type;
  Text name;
};
// RFC 9293, 2018, 7323; IANA's numbers of headers of IPv6.
constexpr HeaderName tcp_options[] = {
    {2, "maxseg"}, {3, "window"}, {4, "sack-perm"}, {5, "sack"}, {8, "timestamp"}};
constexpr HeaderName ipv6_headers[] = {{IPPROTO_HOPOPTS, "hbh"},
                                       {IPPROTO_ROUTING, "rt"},
                                       {IPPROTO_FRAGMENT, "frag"},
                                       {IPPROTO_DSTOPTS, "dst"}};

Text name_among(std::span<const HeaderName> names, u32 type) {
  const auto found = std::ranges::find(names, type, &HeaderName::type);
  return found == names.end() ? Text() : found->name;
}

}  // namespace

// Whether an option of TCP or a header of IPv6 is there, and the size of segments. What else they
// hold is not understood.
bool NftMachine::load_exthdr(Text data) {
  const auto numbers = nft_numbers<NFTA_EXTHDR_MAX + 1>(data);
  u8 type = 0;
  each_attribute(data, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_EXTHDR_TYPE) attribute.get(type);
  });
  const bool is_tcp = numbers[NFTA_EXTHDR_OP] == NFT_EXTHDR_OP_TCPOPT;
  const bool is_ipv6 = numbers[NFTA_EXTHDR_OP] == NFT_EXTHDR_OP_IPV6;
  const Text name = is_tcp    ? name_among(tcp_options, type)
                    : is_ipv6 ? name_among(ipv6_headers, type)
                              : Text();
  std::string words(is_tcp ? "tcp option " : "exthdr ");
  words += name;
  const u32 target = numbers[NFTA_EXTHDR_DREG];
  const bool is_presence = (numbers[NFTA_EXTHDR_FLAGS] & NFT_EXTHDR_F_PRESENT) != 0;
  if (!name.empty() && is_presence && target != 0)
    return set_register(target, operand(words, NftType::Presence)), true;
  const bool is_size =
      name == "maxseg" && numbers[NFTA_EXTHDR_OFFSET] == 2 && numbers[NFTA_EXTHDR_LEN] == 2;
  if (!is_size || is_presence) return false;
  words += " size";
  const u32 source = numbers[NFTA_EXTHDR_SREG];
  if (source == 0) return set_register(target, operand(words, NftType::BigNumber)), true;
  if (!at_register(source)) return false;
  act(words + " set " + words_of(source, NftType::BigNumber));
  return true;
}

bool NftMachine::load_rt(Text data) {
  const auto numbers = nft_numbers<NFTA_RT_MAX + 1>(data);
  if (numbers[NFTA_RT_KEY] != NFT_RT_TCPMSS) return false;
  set_register(numbers[NFTA_RT_DREG], operand("rt mtu", NftType::Number));
  return true;
}

}  // namespace sonde
