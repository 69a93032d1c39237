// nft_values.hpp: what the data of nftables means, and how nft(8) writes it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/value.hpp"
#include "decode/netlink_messages.hpp"

namespace sonde {

// What the bytes of a register or of an element are.
enum class NftType : u8 {
  Unknown,
  Ipv4,
  Ipv6,
  Port,  // In network order, as all of BigNumber.
  BigNumber,
  Number,    // In the order of the machine.
  Protocol,  // A number of IP.
  IcmpType,
  Icmpv6Type,
  NfProto,
  EtherType,
  Mac,
  Name,  // Of an interface; the text as far as it goes.
  Mark,
  CtState,
  CtStatus,
  CtDirection,
  TcpFlags,
  PacketType,
  AddressType,
  ArpOperation,
  Presence,  // Of a route: 0 is none.
};

bool is_bit_set(NftType type);
// A number whose bytes may stand in either order.
bool is_number(NftType type);
// Keys of intervals have the order of the network, whatever their type has.
std::string own_order_of_interval(NftType type, Text bytes);

// The types of a key or of data as nft(8) has numbered them in NFTA_SET_KEY_TYPE (six bits each,
// the last in the lowest; nftables 1.0, include/datatype.h).
inline constexpr std::size_t nft_fields_max = 5;
struct NftFields {
  NftType types[nft_fields_max]{};
  std::size_t count = 0;
};
NftFields fields_of(u32 key_type);
// How many bytes a value of the type has in a set; 0: the whole.
std::size_t size_of(NftType type);

// Appends a value. Fewer bytes than an address has are a network: nft loads only what it compares.
void append_value(std::string& out, NftType type, Text bytes);
// Appends values that follow one another, each filled up to four bytes: "10.0.0.1 . 80".
void append_fields(std::string& out, const NftFields& fields, Text bytes);
// Appends a range; a network where it is one.
void append_range(std::string& out, NftType type, Text first, Text last);

// A number of up to eight bytes; 0 for more.
u64 big_number(Text bytes);
u64 host_number(Text bytes);

inline u32 nft_number(const NetlinkAttribute& attribute) {
  return attribute.network_number<u32>().value;
}
// NFTA_DATA_VALUE in a nest.
Text nft_value(Text nest);

}  // namespace sonde
