// interface_columns.hpp: what the columns of the table "interfaces" read from a row.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <net/if.h>
#include <string>

#include "base/text.hpp"
#include "model/interface.hpp"
#include "tables/mac_text.hpp"

namespace sonde::interface_columns {

struct FlagWord {
  u32 bit;
  Text word;
};
// linux/if.h, in the order of ip-link(8). RUNNING is said by its absence, NO-CARRIER.
inline constexpr FlagWord flag_words[] = {
    {IFF_LOOPBACK, "LOOPBACK"},   {IFF_BROADCAST, "BROADCAST"},   {IFF_POINTOPOINT, "POINTOPOINT"},
    {IFF_MULTICAST, "MULTICAST"}, {IFF_NOARP, "NOARP"},           {IFF_ALLMULTI, "ALLMULTI"},
    {IFF_PROMISC, "PROMISC"},     {IFF_MASTER, "MASTER"},         {IFF_SLAVE, "SLAVE"},
    {IFF_DEBUG, "DEBUG"},         {IFF_DYNAMIC, "DYNAMIC"},       {IFF_AUTOMEDIA, "AUTOMEDIA"},
    {IFF_PORTSEL, "PORTSEL"},     {IFF_NOTRAILERS, "NOTRAILERS"}, {IFF_UP, "UP"},
    {1U << 16, "LOWER_UP"},       {1U << 17, "DORMANT"},          {1U << 18, "ECHO"}};

constexpr auto flags = [](const Interface& row, std::string& room) -> Known<Text> {
  if (!row.flags) return row.flags.why;
  room.clear();
  const auto add = [&](bool is_set, Text word) {
    if (!is_set) return;
    if (!room.empty()) room += ',';
    room += word;
  };
  add((*row.flags & (IFF_UP | IFF_RUNNING)) == IFF_UP, "NO-CARRIER");
  for (const FlagWord& flag : flag_words) add((*row.flags & flag.bit) != 0, flag.word);
  add(row.m_down, "M-DOWN");
  return Text(room);
};

constexpr auto mac = [](const Interface& row, std::string& room) {
  return mac_text(row.mac, room);
};

// The other device: "eth0 in web"; its name alone in the same namespace.
inline Known<Text> linked(const Interface& row, std::string& room) {
  if (!row.link_name && !row.link_netns) return row.link_name.why;
  if (row.link_name) {
    room = *row.link_name;
  } else {
    room = "index ";
    append_number(room, *row.link);
  }
  if (row.link_netns.why == Absent::NotApplicable) return Text(room);
  if (row.link_container) {
    (room += " in ") += *row.link_container;
  } else if (row.link_netns) {
    append_number(room += " in netns ", *row.link_netns);
  } else {
    room += " in another namespace";
  }
  return Text(room);
}
constexpr auto peer = [](const Interface& row, std::string& room) -> Known<Text> {
  if (row.kind && !row.has_peer()) return Absent::NotApplicable;
  return row.kind ? linked(row, room) : row.kind.why;
};
constexpr auto parent = [](const Interface& row, std::string& room) -> Known<Text> {
  if (!row.kind) return row.kind.why;
  return row.has_peer() ? Absent::NotApplicable : linked(row, room);
};

constexpr auto peer_mtu = [](const Interface& row) -> Known<u32> {
  if (!row.kind) return row.kind.why;
  return row.has_peer() ? row.link_mtu : Known<u32>(Absent::NotApplicable);
};
// In the unit of what passed: a megabit is 1,000,000 bits to a driver.
constexpr auto speed_bytes_per_s = [](const Interface& row) -> Known<u64> {
  if (!row.speed_mbit) return row.speed_mbit.why;
  return u64{*row.speed_mbit} * 125'000;
};

}  // namespace sonde::interface_columns
