// ports.cpp: the table "ports": how much of the ephemeral range each destination uses up.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bitset>
#include <compare>
#include <map>

#include "base/text.hpp"
#include "tables/inner_sink.hpp"
#include "tables/networks.hpp"
#include "tables/port_range.hpp"
#include "tables/rights.hpp"
#include "tables/socket_reading.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Connections from one address to one address and port need a local port each: that is what runs
// out, not the range as a whole.
struct PortUse {
  Known<u32> netns{};
  Endpoint local{}, remote{};
  u32 used = 0, time_wait = 0;
  u32 usable = 0;      // Ports of the range that are not reserved.
  Known<u32> first{};  // Of the range; absent when the range is assumed.
  u32 last = 0;
  Known<Text> container{Absent::NotApplicable};
};

Address address_of(const Endpoint& end) { return {end.bytes, end.version, {}}; }

constexpr auto local_address = [](const PortUse& row) { return address_of(row.local); };
constexpr auto remote_address = [](const PortUse& row) { return address_of(row.remote); };
constexpr auto remote_port = [](const PortUse& row) { return row.remote.port; };
constexpr auto range = [](const PortUse& row, std::string& room) -> Known<Text> {
  if (!row.first) return row.first.why;
  room.clear();
  append_number(room, *row.first);
  room += '-';
  append_number(room, row.last);
  return Text(room);
};
constexpr auto used_percent = [](const PortUse& row) -> Known<double> {
  if (row.usable == 0) return Absent::NotApplicable;
  return 100.0 * row.used / row.usable;
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&PortUse::netns>("netns", "Network namespace that the ports are of.", Show::Machine, Unit::Inode),
    column<&PortUse::container>("container", "The one container that the namespace belongs to.", Show::Machine),
    column<local_address>("local_address", "Address here.", Show::Always),
    column<remote_address>("remote_address", "Address of the peer.", Show::Always),
    column<remote_port>("remote_port", "Port of the peer.", Show::Always),
    column<&PortUse::used>("used", "Local ports of the range in use from here to there.", Show::Always),
    column<&PortUse::time_wait>("time_wait", "How many of them only wait in TIME_WAIT.", Show::Always),
    column<&PortUse::usable>("usable", "Ports of the range that are not reserved (net.ipv4.ip_local_reserved_ports).", Show::Always),
    column<used_percent>("used_percent", "Share of the usable ports in use; at 100 connect() fails with EADDRNOTAVAIL.", Show::Always, Unit::Percent),
    column<range>("range", "The range: net.ipv4.ip_local_port_range.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"netns", "local_address", "remote_address", "remote_port"};
constexpr EndpointWord endpoint_words[] = {{"src", "local_address", ""},
                                           {"dst", "remote_address", "remote_port"},
                                           {"dport", "", "remote_port"}};

// Which ports of the range a connection may get: those of the range but for the reserved ones.
struct Range {
  u32 first = 32768;  // What Linux begins with, for a copy that does not hold the setting.
  u32 last = 60999;
  Known<u32> told_first{};  // As the setting says; absent when it cannot be read.
  std::bitset<65536> reserved{};

  bool has(u32 port) const { return port >= first && port <= last; }
  u32 usable() const {
    u32 count = 0;
    for (u32 port = first; port <= last; ++port) count += !reserved[port];
    return count;
  }
};

// "8080,9000-9100\n" of /proc/sys/net/ipv4/ip_local_reserved_ports.
void read_reserved(Source& source, Range& range) {
  std::string room;
  const Result<Text> text =
      source.ask({Question::How::Read, "sys/net/ipv4/ip_local_reserved_ports"}, room);
  for (Text rest = text ? trim(*text) : Text(); !rest.empty();) {
    const Text part = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    u16 first = 0;
    u16 last = 0;
    const std::size_t dash = part.find('-');
    if (!parse_number(part.substr(0, dash), first)) continue;
    if (dash == Text::npos || !parse_number(part.substr(dash + 1), last)) last = first;
    for (u32 port = first; port <= last; ++port) range.reserved.set(port);
  }
}

Range range_of(Scan<PortUse>& scan, Source& source) {
  Range range;
  if (const auto known = port_range(source)) {
    std::tie(range.first, range.last) = *known;
    range.told_first = range.first;
  } else {
    const bool is_copy = source.is_copy();
    const bool is_absent = known.error().code == std::errc::no_such_file_or_directory;
    const Absent why = is_absent && is_copy ? Absent::NotCollected : reason_of(known.error().code);
    scan.sink.gap({scan.table.name, "range", why, Absent::NotApplicable,
                   "32768-60999 is assumed, as Linux begins with",
                   is_copy                       ? "copy /proc/sys as well"
                   : why == Absent::NotPermitted ? enter_namespaces.anywhere
                                                 : "mount procfs at /proc"});
    range.told_first = why;
  }
  read_reserved(source, range);
  return range;
}

// One destination, as seen from one address here.
struct Destination {
  std::array<u8, 16> local, remote;
  u16 port;
  auto operator<=>(const Destination&) const = default;
};
struct Connection {
  u16 local_port;
  bool is_time_wait;
};
struct Uses {
  Endpoint local{}, remote{};
  std::vector<Connection> connections{};
};

Result<More> scan_network(Scan<PortUse>& scan, const Network& network, Source& source) {
  const Range range = range_of(scan, source);
  const Known<u32> number = network.netns ? network.netns : own_netns(source);
  std::map<Destination, Uses> destinations;
  std::bitset<65536> listening;
  bool are_counted = false;
  const UseSocket count = [&](const DecodedSocket& row) {
    const Socket& socket = row.socket;
    if (socket.protocol != Protocol::Tcp) return More::Yes;
    if (socket.state == State::Listen) listening.set(socket.local.port);
    if (are_counted) return More::Yes;
    if (!range.has(socket.local.port) || !socket.remote.has_port) return More::Yes;
    Uses& uses = destinations[{socket.local.bytes, socket.remote.bytes, socket.remote.port}];
    uses.local = socket.local;
    uses.remote = socket.remote;
    uses.connections.push_back({socket.local.port, socket.state == State::TimeWait});
    return More::Yes;
  };
  InnerSink told(scan.table.name, scan.sink);
  // The kernel walks the listeners of all namespaces for each: only where somebody may be one.
  SocketWish wish = SocketWish::only(Protocol::Tcp);
  const u32 listeners = 1U << static_cast<unsigned>(State::Listen);
  wish.tcp_states = states_with_peer;
  TRY(read_sockets(scan.world, source, wish, told, count));
  are_counted = true;
  wish.tcp_states = listeners;
  if (!destinations.empty() && !source.is_copy())
    TRY(read_sockets(scan.world, source, wish, told, count));
  RowStore<PortUse> rows;
  const u32 usable = range.usable();
  for (const auto& [destination, uses] : destinations) {
    PortUse use{number, uses.local, uses.remote, 0, 0, usable, range.told_first, range.last};
    use.container = network.container;
    for (const Connection& connection : uses.connections) {
      // The answering side of a connection has the port of its listener, not one of the range.
      if (listening[connection.local_port]) continue;
      ++use.used;
      if (connection.is_time_wait) ++use.time_wait;
    }
    if (use.used > 0) rows.add(use);
  }
  return give(rows.chunks(), scan.sink);
}

Result<void> scan_ports(Scan<PortUse>& scan) {
  return each_network(
      scan.world, scan.table.name, scan.sink,
      [&](const Network& network, Source& source) { return scan_network(scan, network, source); });
}

}  // namespace

constinit const TableInfo ports_table = {
    "ports", "Use of the ephemeral port range by local address, remote address and remote port.",
    columns, &run_scan<scan_ports>,
    key,     endpoint_words};

}  // namespace sonde
