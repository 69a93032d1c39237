// ports.cpp: the table "ports": how much of the ephemeral range each destination uses up.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <compare>
#include <map>
#include <set>

#include "base/text.hpp"
#include "tables/socket_reading.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Connections from one address to one address and port need a local port each: that is what runs
// out, not the range as a whole.
struct PortUse {
  Endpoint local{}, remote{};
  u32 used = 0, time_wait = 0;
  u32 first = 0, last = 0;
};

Address address_of(const Endpoint& end) { return {end.bytes, end.version, {}}; }
u32 range_of(const PortUse& row) { return row.last - row.first + 1; }

constexpr auto local_address = [](const PortUse& row) { return address_of(row.local); };
constexpr auto remote_address = [](const PortUse& row) { return address_of(row.remote); };
constexpr auto remote_port = [](const PortUse& row) { return row.remote.port; };
constexpr auto range = [](const PortUse& row, std::string& room) -> Text {
  room.clear();
  append_number(room, row.first);
  room += '-';
  append_number(room, row.last);
  return room;
};
constexpr auto available = [](const PortUse& row) { return range_of(row); };
constexpr auto used_percent = [](const PortUse& row) { return 100.0 * row.used / range_of(row); };

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<local_address>("local_address", "Address here.", Show::Always),
    column<remote_address>("remote_address", "Address of the peer.", Show::Always),
    column<remote_port>("remote_port", "Port of the peer.", Show::Always),
    column<&PortUse::used>("used", "Local ports of the range in use from here to there.", Show::Always),
    column<&PortUse::time_wait>("time_wait", "How many of them only wait in TIME_WAIT.", Show::Always),
    column<available>("available", "Size of the range.", Show::Always),
    column<used_percent>("used_percent", "Share of the range in use; at 100 connect() fails with EADDRNOTAVAIL.", Show::Always, Unit::Percent),
    column<range>("range", "The range: net.ipv4.ip_local_port_range.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"local_address", "remote_address", "remote_port"};
constexpr EndpointWord endpoint_words[] = {{"src", "local_address", ""},
                                           {"dst", "remote_address", "remote_port"},
                                           {"dport", "", "remote_port"}};

// "32768\t60999\n" of /proc/sys/net/ipv4/ip_local_port_range.
Result<std::pair<u32, u32>> port_range(World& world) {
  std::string room;
  Text text =
      TRY(world.source.ask({Question::How::Read, "sys/net/ipv4/ip_local_port_range"}, room));
  u32 first = 0;
  u32 last = 0;
  text = trim(text);
  if (!parse_number(next_word(text), first) || !parse_number(next_word(text), last) ||
      first > last || last > 65535)
    return failed(std::errc::bad_message, "read", "ip_local_port_range");
  return std::pair{first, last};
}

// One destination, as seen from one address here.
struct Destination {
  std::array<u8, 16> local, remote;
  u16 port;
  auto operator<=>(const Destination&) const = default;
};

Result<void> scan_ports(Scan<PortUse>& scan) {
  u32 first = 32768;  // What Linux begins with, for a copy that does not hold the setting.
  u32 last = 60999;
  if (const auto known = port_range(scan.world)) {
    std::tie(first, last) = *known;
  } else {
    const std::errc code = known.error().code;
    const bool is_left_out =
        code == std::errc::no_such_file_or_directory && !scan.world.source.is_live();
    scan.sink.gap({scan.table.name, "range", is_left_out ? Absent::NotCollected : reason_of(code),
                   Absent::NotApplicable, "32768-60999 is assumed, as Linux begins with",
                   "copy /proc/sys as well"});
  }
  std::map<Destination, PortUse> uses;
  std::set<u16> listening;
  const UseSocket count = [&](const DecodedSocket& row) {
    const Socket& socket = row.socket;
    if (socket.protocol != Protocol::Tcp) return More::Yes;
    if (socket.state == State::Listen) listening.insert(socket.local.port);
    const bool in_range = socket.local.port >= first && socket.local.port <= last;
    if (!in_range || !socket.remote.has_port) return More::Yes;
    // The answering side of a connection has the port of its listener, not one of the range.
    if (listening.contains(socket.local.port)) return More::Yes;
    PortUse& use = uses[{socket.local.bytes, socket.remote.bytes, socket.remote.port}];
    use.local = socket.local;
    use.remote = socket.remote;
    ++use.used;
    if (socket.state == State::TimeWait) ++use.time_wait;
    return More::Yes;
  };
  TRY(read_sockets(scan.world, SocketWish::only(Protocol::Tcp), scan.sink, count));
  RowStore<PortUse> rows;
  for (const auto& [destination, use] : uses) {
    PortUse& row = rows.add(use);
    row.first = first;
    row.last = last;
  }
  for (Chunk& chunk : rows.chunks())
    if (scan.sink.rows(std::move(chunk)) == More::No) break;
  return {};
}

}  // namespace

constinit const TableInfo ports_table = {
    "ports", "Use of the ephemeral port range by local address, remote address and remote port.",
    columns, &run_scan<scan_ports>,
    key,     endpoint_words};

}  // namespace sonde
