// flow_columns.hpp: what the columns of the table "flows" read from a row.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <iterator>
#include <linux/netfilter/nf_conntrack_common.h>
#include <string>

#include "base/text.hpp"
#include "decode/ip_protocols.hpp"
#include "model/flow.hpp"
#include "model/socket.hpp"

namespace sonde::flow_columns {

inline Known<Address> address_of(const FlowAddress& address) {
  if (address.why != Absent::Known) return address.why;
  return Address{address.bytes, address.version, {}};
}

// One member of one direction.
template <auto Tuple, auto Member>
constexpr auto of_tuple = [](const Flow& row) { return row.*Tuple.*Member; };
template <auto Tuple, auto Member>
constexpr auto address = [](const Flow& row) { return address_of(row.*Tuple.*Member); };

constexpr auto netns = [](const Flow& row) { return row.place->netns; };
constexpr auto family = [](const Flow& row) {
  return row.version == 6 ? Family::Ipv6 : Family::Ipv4;
};
constexpr auto protocol = [](const Flow& row, std::string& room) -> Known<Text> {
  if (!row.has_protocol) return Absent::NotCollected;
  const Text name = ip_protocol_name(row.protocol);
  if (!name.empty()) return name;
  room.clear();
  append_number(room, u32{row.protocol});
  return Text(room);
};

// An end as text: "192.0.2.1:80", "[2001:db8::1]:80".
inline Known<Text> end_of(const FlowAddress& address, Known<u16> port, std::string& room) {
  if (address.why != Absent::Known) return address.why;
  room.clear();
  const bool has_brackets = address.version == 6 && port;
  if (has_brackets) room += '[';
  append_address(room, {address.bytes, address.version, {}});
  if (has_brackets) room += ']';
  if (port) {
    room += ':';
    append_number(room, *port);
  }
  return Text(room);
}
template <auto Tuple, auto Host, auto Port>
constexpr auto end = [](const Flow& row, std::string& room) {
  return end_of((row.*Tuple).*Host, (row.*Tuple).*Port, room);
};

template <auto Tuple>
constexpr auto keys = [](const Flow& row, std::string& room) -> Known<Text> {
  const FlowTuple& tuple = row.*Tuple;
  if (!tuple.src_key || !tuple.dst_key)
    return tuple.src_key ? tuple.dst_key.why : tuple.src_key.why;
  room = "0x";
  append_hex(room, *tuple.src_key);
  room += "/0x";
  append_hex(room, *tuple.dst_key);
  return Text(room);
};

// The words of the kernel's IPS_ bits, as far as they say something to a person. Text of /proc/net
// tells the first four only.
constexpr auto status = [](const Flow& row, std::string& room) -> Known<Text> {
  if (!row.is_answer_known) return Absent::NotCollected;
  struct Bit {
    u32 bit;
    Text word;
  };
  constexpr Bit bits[] = {{IPS_ASSURED, "ASSURED"},       {IPS_OFFLOAD, "OFFLOAD"},
                          {IPS_HW_OFFLOAD, "HW_OFFLOAD"}, {IPS_EXPECTED, "EXPECTED"},
                          {IPS_DYING, "DYING"},           {IPS_FIXED_TIMEOUT, "FIXED_TIMEOUT"}};
  room = row.status & IPS_SEEN_REPLY ? "SEEN_REPLY" : "UNREPLIED";
  for (const Bit& bit : bits)
    if (row.status & bit.bit) (room += ',') += bit.word;
  return Text(room);
};
constexpr auto zone_direction = [](const Flow& row) -> Known<FlowZone> {
  if (!row.zone) return row.zone.why;
  return row.zone_direction;
};
constexpr auto other = [](const Flow& row) -> Known<Text> {
  if (row.other.empty()) return Absent::NotApplicable;
  return row.other;
};

}  // namespace sonde::flow_columns
