// resolvers.cpp: the table "resolvers": whom the programs of each place ask for names.
// SPDX-License-Identifier: Apache-2.0
#include "model/resolver.hpp"

#include <array>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "decode/resolv_conf.hpp"
#include "tables/inner_sink.hpp"
#include "tables/networks.hpp"
#include "tables/rights.hpp"
#include "tables/socket_reading.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Resolver::netns>("netns", "Network namespace that asks.", Show::Machine, Unit::Inode),
    column<&Resolver::container>("container", "The one container that the namespace belongs to.", Show::Machine),
    column<&Resolver::pid>("pid", "Process whose /etc/resolv.conf was read; none: that of sonde itself.", Show::Machine),
    column<&Resolver::position>("position", "The first is asked first, the next one when it does not answer.", Show::Always),
    column<&Resolver::address>("address", "Address of the name server.", Show::Always),
    column<&Resolver::named>("named", "Whether the file names it; where it names none, this machine itself is asked.", Show::Machine),
    column<&Resolver::listening>("listening", "Of an address of this machine: whether somebody waits there for questions.", Show::Always),
    column<&Resolver::search>("search", "Domains that are put behind a short name, one after the other.", Show::Always),
    column<&Resolver::search_domains>("search_domains", "How many these are.", Show::Machine),
    column<&Resolver::ndots>("ndots", "A name with fewer dots than this is tried with these domains first.", Show::Always),
    column<&Resolver::unasked>("unasked", "How many more servers the file names, which nobody asks: only three are.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"netns", "pid", "position"};

Text remedy(Text column, Absent why) {
  if (column == "address" && why == Absent::Malformed) return "correct /etc/resolv.conf there";
  return why == Absent::NotPermitted
             ? look_into_processes.anywhere
             : "run sonde on that machine, or copy /etc/resolv.conf as well";
}

class ResolverScan {
public:
  explicit ResolverScan(Scan<Resolver>& scan) : scan_(scan), world_(scan.world) {}

  Result<void> run() {
    TRY(each_network(
        world_, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return read(network, source); }));
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  // A namespace that only a mount keeps has nobody who asks.
  Result<More> read(const Network& network, Source& source) {
    if (!network.handle.empty() && network.pid == 0) return More::Yes;
    Resolver row;
    row.netns = network.netns ? network.netns : own_netns(source);
    row.container = network.container;
    const int pid = network.pid != 0 ? network.pid : world_.pids.empty() ? 0 : world_.pids.front();
    if (pid != 0) row.pid = pid;
    // Runtimes mount it over that of the image.
    const auto how = pid != 0 ? Question::How::ServiceFile : Question::How::HostFile;
    const std::string folder = pid != 0 ? std::to_string(pid) + "/" : std::string();
    const auto file = world_.source.ask({how, folder + "etc/resolv.conf"}, room_);
    const bool is_missing = !file && !world_.source.is_copy() &&
                            file.error().code == std::errc::no_such_file_or_directory;
    if (file || is_missing)
      take(decode_resolv_conf(file ? *file : Text()), row, source);
    else
      tell_unread(folder, file.error().code);
    return More::Yes;
  }

  void tell_unread(const std::string& folder, std::errc code) {
    const Absent why = world_.source.is_copy() ? Absent::NotCollected : reason_of(code);
    if (why == Absent::Vanished) return;
    const std::string name = (folder.empty() ? "/" : "/proc/" + folder + "root/");
    scan_.sink.gap({scan_.table.name, "", why, Absent::NotApplicable,
                    world_.texts.keep(name + "etc/resolv.conf"), remedy("", why), true});
  }

  void take(const ResolvConf& conf, Resolver row, Source& source) {
    row.search_domains = conf.search_domains;
    if (!conf.search.empty()) row.search = world_.texts.keep(conf.search);
    row.ndots = conf.ndots;
    row.unasked = conf.unused_servers;
    udp_.reset();
    for (const Text server : conf.servers) {
      row.address = address_in(server);
      add(row, source);
      ++row.position;
    }
    if (!conf.servers.empty()) return;
    row.named = false;  // resolv.conf(5): then the name server on this machine is asked.
    row.address = Address{{127, 0, 0, 1}, 4, {}};
    add(row, source);
  }

  Known<Address> address_in(Text server) {
    Address address;
    if (!parse_address(server, address)) return Absent::Malformed;
    address.zone = world_.texts.keep(address.zone);
    return address;
  }

  void add(Resolver& row, Source& source) {
    row.listening = Absent::NotApplicable;
    if (row.address && is_loopback(*row.address) && scan_.wants<&Resolver::listening>())
      row.listening = is_served(*row.address, source);
    rows_.add(row);
  }

  // The server of docker waits at another port of 127.0.0.11, which its rules lead to.
  Known<bool> is_served(const Address& address, Source& source) {
    constexpr u16 port_of_names = 53;
    constexpr std::array<u8, 16> anywhere{};
    constexpr Address of_docker{{127, 0, 0, 11}, 4, {}};
    if (!udp_) read_udp(source);
    for (const Endpoint& end : *udp_) {
      const bool is_it = end.bytes == address.bytes && end.version == address.version;
      if (end.port == port_of_names && (is_it || end.bytes == anywhere)) return true;
      if (is_it && address == of_docker) return true;
    }
    return hidden_.why == Absent::Known ? Known<bool>(false) : hidden_.why;
  }

  void read_udp(Source& source) {
    udp_.emplace();
    hidden_ = {};
    const UseSocket keep = [&](const DecodedSocket& row) {
      if (row.socket.state == State::Unconn) udp_->push_back(row.socket.local);
      return More::Yes;
    };
    const auto done = read_sockets(world_, source, SocketWish::only(Protocol::Udp), hidden_, keep);
    if (!done) hidden_.why = reason_of(done.error().code);
  }

  Scan<Resolver>& scan_;
  World& world_;
  RowStore<Resolver> rows_{};
  std::optional<std::vector<Endpoint>> udp_{};  // Of the namespace that is read, once wanted.
  HiddenRows hidden_{};
  std::string room_{};
};

Result<void> scan_resolvers(Scan<Resolver>& scan) { return ResolverScan(scan).run(); }

}  // namespace

constinit const TableInfo resolvers_table = {
    "resolvers", "Whom the programs of each place ask for names: /etc/resolv.conf as they see it.",
    columns,     &run_scan<scan_resolvers>,
    key,         {},
    &remedy};

}  // namespace sonde
