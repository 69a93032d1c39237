// neighbors.cpp: the table "neighbors": ARP and neighbour discovery, by rtnetlink or /proc/net/arp.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "decode/hosts.hpp"
#include "decode/neighbor.hpp"
#include "decode/sock_diag.hpp"
#include "model/route.hpp"
#include "model/socket.hpp"
#include "tables/link_names.hpp"
#include "tables/mac_text.hpp"
#include "tables/net_table.hpp"
#include "tables/netlink_asking.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text family_list[] = {"ipv4", "ipv6"};
constexpr Vocabulary family_words = {family_list};
constexpr Vocabulary state_words = {neighbor_state_names};

constexpr auto family = [](const Neighbor& row) -> Known<Family> {
  if (!row.address) return row.address.why;
  return row.address.value.version == 6 ? Family::Ipv6 : Family::Ipv4;
};
constexpr auto mac = [](const Neighbor& row, std::string& room) { return mac_text(row.mac, room); };
constexpr auto flags = [](const Neighbor& row, std::string& room) -> Known<Text> {
  struct Bit {
    u32 bit;
    Text word;
  };
  constexpr Bit bits[] = {{NTF_ROUTER, "router"},
                          {NTF_PROXY, "proxy"},
                          {NTF_EXT_LEARNED, "extern_learn"},
                          {NTF_OFFLOADED, "offload"}};
  if (!row.flags) return row.flags.why;
  room.clear();
  for (const Bit& bit : bits)
    if (*row.flags & bit.bit) (room += room.empty() ? "" : ",") += bit.word;
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<Neighbor>>("netns", "Network namespace that it is in.", Show::Machine, Unit::Inode),
    column<container_of<Neighbor>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<family>("family", "IPv4 or IPv6.", Show::Machine).with(family_words),
    column<&Neighbor::address>("address", "Its address.", Show::Always),
    column<mac>("mac", "The hardware address that packets to it get; none: nobody has answered.", Show::Always),
    column<&Neighbor::interface>("interface", "The interface that it is reached by.", Show::Always),
    column<&Neighbor::state>("state", "What the kernel knows of it: REACHABLE, STALE, FAILED, PERMANENT.", Show::Always).with(state_words),
    column<flags>("flags", "What is set on it: router, proxy, extern_learn.", Show::Always).missing_with("state"),
    column<&Neighbor::confirmed_s>("confirmed_s", "Seconds since it was known to be there.", Show::Machine, Unit::Seconds).missing_with("state"),
    column<&Neighbor::used_s>("used_s", "Seconds since a packet was sent to it.", Show::Machine, Unit::Seconds).missing_with("state"),
    column<&Neighbor::updated_s>("updated_s", "Seconds since its state changed.", Show::Machine, Unit::Seconds).missing_with("state"),
    column<&Neighbor::gateway>("gateway", "Whether a route leads over it.", Show::Asked),
    column<&Neighbor::port>("port", "Where the interface is a bridge: the port that its hardware address was heard at last.", Show::Asked),
    column<&Neighbor::connecting>("connecting", "Of one that does not answer: TCP connections that are being made to it.", Show::Asked),
    column<&Neighbor::host_name>("host_name", "Its name in /etc/hosts, as the programs of that namespace see the file.", Show::Asked),
    column<&Neighbor::probes>("probes", "How often it was asked for without an answer.", Show::Machine).missing_with("state"),
};
// clang-format on

constexpr Text key[] = {"netns", "address", "interface"};
constexpr EndpointWord endpoint_words[] = {{"dst", "address", ""}, {"dev", "interface", ""}};

Text remedy(Text column, Absent why) {
  if (column == "host_name")
    return why == Absent::NotPermitted ? look_into_processes.anywhere
                                       : "run sonde on that machine, or copy /etc/hosts as well";
  if (why == Absent::Malformed) return "look at the input: the kernel does not write this";
  if (why == Absent::NotPermitted) return enter_namespaces.anywhere;
  return "/proc/net/arp tells only whether somebody answered: run sonde on that machine";
}

class NeighborScan final : public NetTable {
public:
  explicit NeighborScan(Scan<Neighbor>& scan)
      : NetTable(scan.world, scan.table, scan.request, scan.sink),
        wants_gateway_(scan.wants<&Neighbor::gateway>()),
        wants_port_(scan.wants<&Neighbor::port>()),
        wants_connecting_(scan.wants<&Neighbor::connecting>()),
        wants_name_(scan.wants<&Neighbor::host_name>()) {}

  Result<void> run() { return visit_into(rows_); }

private:
  using Gateways = std::set<std::pair<u32, std::array<u8, 16>>>;

  Result<void> ask(Source& source) override {
    const LinkNames names(world_, source);
    Gateways gateways;
    Absent why = Absent::Known;
    if (wants_gateway_) why = read_gateways(source, gateways);
    Stations stations;
    if (wants_port_) stations = read_stations(source);
    if (wants_name_) read_hosts();
    Neighbor row;
    const std::size_t first = rows_.size();
    TRY(dump(source, neighbor_sequence, neighbor_request(), [&](u16 type, Text message) {
      if (type != RTM_NEWNEIGH) return LineSaid::Malformed;
      const LineSaid said = decode_neighbor(message, row);
      if (said != LineSaid::Row) return said;
      row.interface = names.find(*row.index);
      row.gateway = why;
      if (why == Absent::Known)
        row.gateway = gateways.contains({*row.index, row.address.value.bytes});
      row.port = stations.why;
      if (const Known<u32> port = stations.find(row)) row.port = names.find(*port);
      keep(row);
      return said;
    }));
    if (wants_connecting_) count_connecting(source, first);
    return {};
  }

  static bool is_silent(const Neighbor& row) {
    return row.state &&
           (*row.state == NeighborState::Failed || *row.state == NeighborState::Incomplete);
  }

  // Of the rows from `first` on, which are those of one place.
  void count_connecting(Source& source, std::size_t first) {
    std::map<std::array<u8, 16>, u32> counts;
    for (std::size_t i = first; i < rows_.size(); ++i)
      if (is_silent(rows_[i])) counts.try_emplace(rows_[i].address.value.bytes, 0);
    if (counts.empty()) return;  // All is well, and no socket is looked at.
    InetDiagDump wanted;
    wanted.version = 0;
    wanted.states = 1U << static_cast<unsigned>(State::SynSent);
    DecodedSocket row;
    const auto done = dump_netlink(source, NETLINK_SOCK_DIAG, sock_diag_sequence,
                                   request_of(wanted), [&](u16, Text message) {
                                     if (!decode_inet_diag(message, Protocol::Tcp, row))
                                       return true;
                                     const auto to = counts.find(peer_of(row.socket));
                                     const bool is_sent = row.socket.state == State::SynSent;
                                     if (to != counts.end() && is_sent) ++to->second;
                                     return true;
                                   });
    for (std::size_t i = first; i < rows_.size(); ++i)
      if (is_silent(rows_[i]))
        rows_[i].connecting = done ? Known<u32>(counts[rows_[i].address.value.bytes])
                                   : Known<u32>(reason_of(done.error().code));
  }

  // An IPv4 peer of a socket of IPv6 is ::ffff:192.0.2.1 (RFC 4291, 2.5.5.2).
  static std::array<u8, 16> peer_of(const Socket& socket) {
    constexpr u8 mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    const std::array<u8, 16>& bytes = socket.remote.bytes;
    std::array<u8, 16> peer{};
    if (socket.remote.version != 6 || !std::ranges::equal(mapped, std::span(bytes).first<12>()))
      return bytes;
    std::ranges::copy(std::span(bytes).last<4>(), peer.begin());
    return peer;
  }

  // Known, or why the routes could not be read.
  Absent read_gateways(Source& source, Gateways& gateways) {
    const auto done = each_route(source, [&](const Route& route) {
      if (route.gateway && route.index) gateways.insert({*route.index, route.gateway.value.bytes});
    });
    return done ? Absent::Known : reason_of(done.error().code);
  }

  // What bridges have learned; in the order of the bridges, then of the addresses.
  struct Stations {
    struct One {
      u32 bridge, port;
      std::string mac;
      std::pair<u32, Text> key() const { return {bridge, mac}; }
    };
    std::vector<One> all{};
    Absent why = Absent::NotApplicable;  // Of what is no station.

    // In two VLANs an address may be at two ports: the first one counts.
    Known<u32> find(const Neighbor& row) const {
      if (!row.mac) return why;
      const std::pair<u32, Text> wanted{*row.index, *row.mac};
      const auto found = std::ranges::lower_bound(all, wanted, {}, &One::key);
      return found != all.end() && found->key() == wanted ? Known<u32>(found->port) : why;
    }
  };

  Stations read_stations(Source& source) {
    Stations stations;
    BridgeStation one;
    const auto done = dump(
        source, bridge_station_sequence, bridge_station_request(), [&](u16 type, Text message) {
          if (type == RTM_NEWNEIGH && decode_bridge_station(message, one) == LineSaid::Row)
            stations.all.push_back({one.bridge, one.port, std::string(one.mac)});
          return LineSaid::Header;
        });
    if (!done) stations.why = reason_of(done.error().code);
    std::ranges::sort(stations.all, {}, &Stations::One::key);
    return stations;
  }

  // Runtimes mount it over that of the image. Where there is no process, nobody reads it.
  void read_hosts() {
    hosts_ = nullptr;
    no_hosts_ = Absent::NotApplicable;
    if (!network_.handle.empty() && network_.pid == 0) return;
    const bool is_in = !world_.pids.empty();
    const int pid = network_.pid != 0 ? network_.pid : is_in ? world_.pids.front() : 0;
    const auto how = pid != 0 ? Question::How::ServiceFile : Question::How::HostFile;
    const std::string folder = pid != 0 ? std::to_string(pid) + "/" : std::string();
    std::string room;
    const auto file = world_.source.ask({how, folder + "etc/hosts"}, room);
    if (file)
      hosts_ = &world_.keep(HostNames(*file));
    else if (file.error().code != std::errc::no_such_file_or_directory || world_.source.is_copy())
      no_hosts_ = reason_of(file.error().code);
  }

  Known<Text> name_of(const Address& address) const {
    if (!hosts_) return no_hosts_;
    const Text name = hosts_->find(address.bytes, address.version);
    return name.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(name);
  }

  void keep(const Neighbor& decoded) {
    Neighbor& row = rows_.add(decoded);
    row.place = place_;
    if (wants_name_ && row.address) row.host_name = name_of(*row.address);
    if (row.mac) row.mac = rows_.texts().keep(*row.mac);
    if (row.interface) row.interface = rows_.texts().keep(*row.interface);
    Address& address = row.address.value;
    if (is_link_local(address) && row.interface) address.zone = *row.interface;
  }

  Result<void> read_text(Source& source, Absent why) override {
    constexpr NetFile files[] = {{"net/arp"}};
    std::string room;
    Neighbor row;
    if (wants_name_) read_hosts();
    bool was_read = false;
    TRY(read_lines(source, files, [&](Text, Text line) {
      was_read = true;
      const LineSaid said = decode_proc_net_arp(line, room, row);
      if (said != LineSaid::Row) return said;
      if (!row.state) row.state = why;
      row.gateway = why;
      row.port = why;
      row.connecting = why;
      keep(row);
      return said;
    }));
    if (!was_read) return {};
    sink_.gap({table_.name, "", why, Absent::NotApplicable, "neighbours of IPv6 are not in /proc",
               why == Absent::NotPermitted ? remedy("", why) : Text("run sonde on that machine")});
    return {};
  }

  RowStore<Neighbor> rows_{};
  bool wants_gateway_, wants_port_, wants_connecting_, wants_name_;
  const HostNames* hosts_ = nullptr;  // Of the place that is read.
  Absent no_hosts_ = Absent::NotApplicable;
};

Result<void> scan_neighbors(Scan<Neighbor>& scan) { return NeighborScan(scan).run(); }

}  // namespace

constinit const TableInfo neighbors_table = {
    "neighbors", "Every neighbour on a link, and its hardware address.",
    columns,     &run_scan<scan_neighbors>,
    key,         endpoint_words,
    &remedy};

}  // namespace sonde
