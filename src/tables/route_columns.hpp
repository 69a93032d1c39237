// route_columns.hpp: what the columns of the table "routes" read from a row, in the words of ip.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <linux/rtnetlink.h>
#include <string>

#include "base/text.hpp"
#include "decode/address.hpp"
#include "model/route.hpp"
#include "model/socket.hpp"
#include "tables/route_words.hpp"

namespace sonde::route_columns {

constexpr auto family = [](const Route& row) {
  return row.destination.version == 6 ? Family::Ipv6 : Family::Ipv4;
};
constexpr auto table_name = [](const Route& row, std::string& room) -> Known<Text> {
  if (!row.table) return row.table.why;
  return table_word(*row.table, room);
};
constexpr auto destination = [](const Route& row, std::string& room) -> Text {
  return network_word(row.destination, row.prefix, room);
};
constexpr auto from = [](const Route& row, std::string& room) -> Known<Text> {
  if (row.from_prefix == 0) return Absent::NotApplicable;
  return network_word(row.from, row.from_prefix, room);
};
constexpr auto protocol = [](const Route& row, std::string& room) -> Known<Text> {
  if (!row.protocol) return row.protocol.why;
  return protocol_word(*row.protocol, room);
};
constexpr auto scope = [](const Route& row, std::string& room) -> Known<Text> {
  if (!row.scope) return row.scope.why;
  return scope_word(*row.scope, room);
};
constexpr auto type = [](const Route& row, std::string& room) -> Known<Text> {
  if (!row.type) return row.type.why;
  if (*row.type < std::size(route_type_names)) return route_type_names[*row.type];
  room.clear();
  append_number(room, *row.type);
  return Text(room);
};
constexpr auto tos = [](const Route& row) -> Known<u8> {
  return row.tos != 0 ? Known<u8>(row.tos) : Known<u8>(Absent::NotApplicable);
};
constexpr auto preference = [](const Route& row) -> Known<Text> {
  if (!row.preference) return row.preference.why;
  // ICMPV6_ROUTER_PREF_ of linux/icmpv6.h, two bits with a sign.
  constexpr Text words[] = {"medium", "high", "invalid", "low"};
  return words[*row.preference & 3];
};
constexpr auto flags = [](const Route& row, std::string& room) -> Known<Text> {
  struct Bit {
    u32 bit;
    Text word;
  };
  constexpr Bit bits[] = {{RTNH_F_DEAD, "dead"},           {RTNH_F_ONLINK, "onlink"},
                          {RTNH_F_PERVASIVE, "pervasive"}, {RTNH_F_OFFLOAD, "offload"},
                          {RTNH_F_TRAP, "trap"},           {RTM_F_NOTIFY, "notify"},
                          {RTNH_F_LINKDOWN, "linkdown"},   {RTNH_F_UNRESOLVED, "unresolved"},
                          {RTM_F_OFFLOAD, "rt_offload"},   {RTM_F_TRAP, "rt_trap"}};
  if (!row.flags) return row.flags.why;
  room.clear();
  for (const Bit& bit : bits)
    if (*row.flags & bit.bit) (room += room.empty() ? "" : ",") += bit.word;
  return Text(room);
};

}  // namespace sonde::route_columns
