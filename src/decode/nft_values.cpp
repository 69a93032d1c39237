// nft_values.cpp: bytes of registers and set elements to words of nft.
// SPDX-License-Identifier: Apache-2.0
#include "decode/nft_values.hpp"

#include <linux/netfilter/nf_tables.h>

#include <algorithm>
#include <bit>

#include "base/text.hpp"
#include "decode/ip_protocols.hpp"
#include "decode/rule_words.hpp"

namespace sonde {
namespace {

NftType type_of_number(u32 number) {
  switch (number) {
    case 2: return NftType::NfProto;
    case 4: return NftType::Number;
    case 7: return NftType::Ipv4;
    case 8: return NftType::Ipv6;
    case 6:
    case 9: return NftType::Mac;
    case 10: return NftType::EtherType;
    case 12: return NftType::Protocol;
    case 13: return NftType::Port;
    case 14: return NftType::IcmpType;
    case 15: return NftType::TcpFlags;
    case 19: return NftType::Mark;
    case 20:
    case 24:
    case 25: return NftType::Number;
    case 26: return NftType::CtState;
    case 27: return NftType::CtDirection;
    case 28: return NftType::CtStatus;
    case 29: return NftType::Icmpv6Type;
    case 31: return NftType::PacketType;
    case 38: return NftType::AddressType;
    case 41: return NftType::Name;
    default: return NftType::Unknown;
  }
}

// RFC 792 and 4443, as nft(8) calls them.
Text icmp_type_name(u64 number) {
  switch (number) {
    case 0: return "echo-reply";
    case 3: return "destination-unreachable";
    case 4: return "source-quench";
    case 5: return "redirect";
    case 8: return "echo-request";
    case 9: return "router-advertisement";
    case 10: return "router-solicitation";
    case 11: return "time-exceeded";
    case 12: return "parameter-problem";
    case 13: return "timestamp-request";
    case 14: return "timestamp-reply";
    default: return {};
  }
}
Text icmpv6_type_name(u64 number) {
  switch (number) {
    case 1: return "destination-unreachable";
    case 2: return "packet-too-big";
    case 3: return "time-exceeded";
    case 4: return "parameter-problem";
    case 128: return "echo-request";
    case 129: return "echo-reply";
    case 130: return "mld-listener-query";
    case 131: return "mld-listener-report";
    case 132: return "mld-listener-done";
    case 133: return "nd-router-solicit";
    case 134: return "nd-router-advert";
    case 135: return "nd-neighbor-solicit";
    case 136: return "nd-neighbor-advert";
    case 137: return "nd-redirect";
    case 143: return "mld2-listener-report";
    default: return {};
  }
}
Text ether_type_name(u64 number) {
  switch (number) {
    case 0x0800: return "ip";
    case 0x0806: return "arp";
    case 0x86DD: return "ip6";
    case 0x8100: return "8021q";
    default: return {};
  }
}
Text name_of_number(NftType type, u64 number) {
  constexpr Text packets[] = {"host", "broadcast", "multicast", "other"};
  switch (type) {
    case NftType::Protocol: return ip_protocol_name(static_cast<u8>(number));
    case NftType::IcmpType: return icmp_type_name(number);
    case NftType::Icmpv6Type: return icmpv6_type_name(number);
    case NftType::EtherType: return ether_type_name(number);
    case NftType::NfProto: return number == 2 ? "ipv4" : number == 10 ? "ipv6" : "";
    case NftType::ArpOperation: return number == 1 ? "request" : number == 2 ? "reply" : "";
    case NftType::Presence: return number == 0 ? "missing" : "exists";
    case NftType::CtDirection: return number == 0 ? "original" : number == 1 ? "reply" : "";
    case NftType::PacketType: return number < std::size(packets) ? packets[number] : Text();
    case NftType::AddressType: return address_type_name(static_cast<u32>(number));
    default: return {};
  }
}

void append_bytes(std::string& out, Text bytes) {
  constexpr std::size_t shown_max = 16;
  out += "0x";
  for (const char c : bytes.substr(0, shown_max)) append_hex(out, static_cast<u8>(c), 2);
  if (bytes.size() > shown_max) out += "...";
}

void append_mac(std::string& out, Text bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0) out += ':';
    append_hex(out, static_cast<u8>(bytes[i]), 2);
  }
}

void append_ip(std::string& out, NftType type, Text bytes) {
  const std::size_t size = type == NftType::Ipv6 ? 16 : 4;
  if (bytes.size() > size) return append_bytes(out, bytes);
  std::string whole(bytes);
  whole.resize(size);
  append_prefix(out, {address_of_bytes(whole), static_cast<u8>(bytes.size() * 8)});
}

bool is_big(NftType type) {
  return type == NftType::Port || type == NftType::BigNumber || type == NftType::EtherType ||
         type == NftType::ArpOperation || type == NftType::Ipv4 || type == NftType::Ipv6;
}

// How many bits in front are the same and then all 0 in the first, all 1 in the last; -1: no
// network.
int network_bits(Text first, Text last) {
  int bits = 0;
  bool differs = false;
  for (std::size_t i = 0; i < first.size(); ++i)
    for (unsigned bit = 0x80; bit != 0; bit >>= 1) {
      const bool a = (static_cast<u8>(first[i]) & bit) != 0;
      const bool b = (static_cast<u8>(last[i]) & bit) != 0;
      if (a != b) differs = true;
      if (differs && (a || !b)) return -1;
      bits += !differs;
    }
  return bits;
}

}  // namespace

bool is_bit_set(NftType type) {
  return type == NftType::CtState || type == NftType::CtStatus || type == NftType::TcpFlags;
}

bool is_number(NftType type) {
  return type == NftType::Number || type == NftType::Mark || type == NftType::BigNumber ||
         type == NftType::Port;
}

std::string own_order_of_interval(NftType type, Text bytes) {
  const bool is_turned =
      std::endian::native == std::endian::little && is_number(type) && !is_big(type);
  return is_turned ? std::string(bytes.rbegin(), bytes.rend()) : std::string(bytes);
}

NftFields fields_of(u32 key_type) {
  NftFields fields;
  constexpr u32 bits = 6;
  u32 count = 1;
  while (count < nft_fields_max && (key_type >> (bits * count)) != 0) ++count;
  for (u32 i = count; i-- > 0;)
    fields.types[fields.count++] = type_of_number((key_type >> (bits * i)) & ((1U << bits) - 1));
  return fields;
}

std::size_t size_of(NftType type) {
  switch (type) {
    case NftType::Ipv4:
    case NftType::Number:
    case NftType::Mark:
    case NftType::CtState:
    case NftType::CtStatus:
    case NftType::AddressType: return 4;
    case NftType::Ipv6:
    case NftType::Name: return 16;
    case NftType::Port:
    case NftType::EtherType: return 2;
    case NftType::Mac: return 6;
    case NftType::Protocol:
    case NftType::IcmpType:
    case NftType::Icmpv6Type:
    case NftType::NfProto:
    case NftType::CtDirection:
    case NftType::TcpFlags:
    case NftType::PacketType: return 1;
    default: return 0;
  }
}

u64 big_number(Text bytes) {
  u64 number = 0;
  if (bytes.size() > sizeof number) return 0;
  for (const char c : bytes) number = number << 8 | static_cast<u8>(c);
  return number;
}

u64 host_number(Text bytes) {
  if (std::endian::native == std::endian::big) return big_number(bytes);
  std::string reversed(bytes.rbegin(), bytes.rend());
  return big_number(reversed);
}

void append_value(std::string& out, NftType type, Text bytes) {
  if (type == NftType::Ipv4 || type == NftType::Ipv6) return append_ip(out, type, bytes);
  if (type == NftType::Mac) return append_mac(out, bytes);
  if (type == NftType::Name) {
    std::string name(bytes.substr(0, bytes.find('\0')));
    if (name.size() == bytes.size() && bytes.size() < 16) name += '*';  // Only so far compared.
    return append_quoted(out, name);
  }
  if (type == NftType::Unknown || bytes.size() > sizeof(u64)) return append_bytes(out, bytes);
  const u64 number = is_big(type) ? big_number(bytes) : host_number(bytes);
  if (type == NftType::Mark) {
    out += "0x";
    return append_hex(out, number, 8);
  }
  if (is_bit_set(type))
    return append_bits(out, static_cast<u32>(number),
                       type == NftType::CtState    ? ct_state_bits
                       : type == NftType::CtStatus ? ct_status_bits
                                                   : tcp_flag_bits);
  const Text name = name_of_number(type, number);
  if (name.empty())
    append_number(out, number);
  else
    out += name;
}

void append_fields(std::string& out, const NftFields& fields, Text bytes) {
  if (fields.count <= 1) {
    const std::size_t size = fields.count == 1 ? size_of(fields.types[0]) : 0;
    return append_value(out, fields.types[0], size > 0 ? bytes.substr(0, size) : bytes);
  }
  for (std::size_t i = 0; i < fields.count; ++i) {
    const std::size_t size = size_of(fields.types[i]);
    if (i > 0) out += " . ";
    if (size == 0) return append_value(out, NftType::Unknown, bytes);
    append_value(out, fields.types[i], bytes.substr(0, size));
    bytes.remove_prefix(std::min(bytes.size(), (size + 3) / 4 * 4));
  }
}

namespace {

// "eth*": the names between "eth" and "eth" with the highest bytes behind it.
bool append_names(std::string& out, Text first, Text last) {
  const Text name = first.substr(0, first.find('\0'));
  const bool is_rest_highest =
      last.starts_with(name) && last.find_first_not_of('\xFF', name.size()) == Text::npos;
  if (is_rest_highest) append_quoted(out, std::string(name) + '*');
  return is_rest_highest;
}

}  // namespace

void append_range(std::string& out, NftType type, Text first, Text last) {
  if (first == last) return append_value(out, type, first);
  if (type == NftType::Name && append_names(out, first, last)) return;
  const bool is_ip = type == NftType::Ipv4 || type == NftType::Ipv6;
  const bool is_whole = first.size() == (type == NftType::Ipv6 ? 16U : 4U);
  if (is_ip && is_whole && first.size() == last.size()) {
    if (const int bits = network_bits(first, last); bits >= 0)
      return append_prefix(out, {address_of_bytes(first), static_cast<u8>(bits)});
  }
  append_value(out, type, first);
  out += '-';
  append_value(out, type, last);
}

Text nft_value(Text nest) {
  Text value;
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NFTA_DATA_VALUE) value = attribute.payload;
  });
  return value;
}

}  // namespace sonde
