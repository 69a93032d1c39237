// published.cpp: the table "published": which port of the machine leads to which container.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "decode/docker_proxy.hpp"
#include "decode/machine.hpp"
#include "decode/neighbor.hpp"
#include "decode/netlink_messages.hpp"
#include "model/published.hpp"
#include "model/socket.hpp"
#include "tables/census.hpp"
#include "tables/container_addresses.hpp"
#include "tables/firewall_reading.hpp"
#include "tables/networks.hpp"
#include "tables/published_rules.hpp"
#include "tables/rights.hpp"
#include "tables/silent_sink.hpp"
#include "tables/socket_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Vocabulary neighbor_words = {neighbor_state_names};
constexpr Vocabulary by_words = {published_by_names};
constexpr Text protocol_list[] = {"tcp", "udp", "sctp"};
constexpr Vocabulary protocol_words = {protocol_list};

// The machine itself has no address here: it is whichever the packet came to.
constexpr auto target = [](const Published& row, std::string& room) -> Known<Text> {
  const bool is_here = row.target_address.why == Absent::NotApplicable;
  if (!row.target_address && !is_here) return row.target_address.why;
  if (!row.target_port) return row.target_port.why;
  room.clear();
  if (is_here)
    append_number(room += ':', *row.target_port);
  else
    append_address(room, *row.target_address, *row.target_port);
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Published::netns>("netns", "Network namespace that the port is open in.", Show::Machine, Unit::Inode),
    column<&Published::protocol>("protocol", "Transport of the port.", Show::Always).with(protocol_words),
    column<&Published::address>("address", "Address that it is published on; 0.0.0.0 and :: are all of the machine's.", Show::Always),
    column<&Published::port>("port", "Port that is published.", Show::Always),
    column<&Published::by>("by", "What leads there: a rule of the firewall, docker's proxy, or the shared network.", Show::Always).with(by_words),
    column<&Published::container>("container", "Container that it leads to.", Show::Always),
    column<&Published::target_address>("target_address", "Address that connections are sent to.", Show::Always),
    column<&Published::target_port>("target_port", "Port that they are sent to.", Show::Always),
    column<target>("target", "Both of them; a port of the machine itself stands alone, as :80.", Show::Asked),
    column<&Published::answering>("answering", "Whether somebody listens there.", Show::Always),
    column<&Published::loopback_only>("loopback_only", "Where nobody answers: whether it listens on loopback only.", Show::Machine).missing_with("answering"),
    column<&Published::starting>("starting", "Where nobody answers: whether a program is new, and none listens yet.", Show::Asked).missing_with("answering"),
    column<&Published::of_range>("of_range", "Whether the rule publishes a range, of which a program may open one at a time.", Show::Asked),
    column<&Published::pid>("pid", "Process that listens there.", Show::Always),
    column<&Published::process>("process", "Name of that process.", Show::Always).missing_with("pid"),
    column<&Published::target_netns>("target_netns", "Network namespace of the target.", Show::Machine, Unit::Inode),
    column<&Published::target_neighbor>("target_neighbor", "State of the target as a neighbour; FAILED: nobody has it.", Show::Asked).with(neighbor_words),
};
// clang-format on

constexpr Text key[] = {"netns", "protocol", "address", "port", "by", "target_address"};
constexpr EndpointWord endpoint_words[] = {{"src", "address", "port"},
                                           {"sport", "", "port"},
                                           {"dst", "target_address", "target_port"},
                                           {"dport", "", "target_port"}};

Text remedy(Text column, Absent why) {
  if (why == Absent::NotCollected)
    return "netfilter takes any of a range: sonde flows shows which; of a copy, run sonde there";
  if (why == Absent::NotPermitted && column == "pid") return look_into_processes.anywhere;
  if (why == Absent::Unsupported && (column == "answering" || column == "loopback_only"))
    return "rules of the target's own network may send it on: sonde firewall --all";
  if (why == Absent::Unsupported)
    return "several network namespaces may have the address: sonde who ADDRESS";
  return why == Absent::NotPermitted ? "run as root on the node" : "run sonde on that machine";
}

// Who listens: what a row of "sockets" says of it.
struct Listening {
  Endpoint local{};
  Protocol protocol{};
  u32 netns = 0;
  Known<int> pid{};
  Known<Text> process{};
};

bool is_unspecified(const std::array<u8, 16>& bytes) {
  return std::ranges::all_of(bytes, [](u8 byte) { return byte == 0; });
}

// Takes listeners of some ports, and the gaps that hide others.
class Listeners final : public Sink {
public:
  explicit Listeners(World& world) : world_(world) {}
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const Socket& socket = *static_cast<const Socket*>(chunk[i]);
      const Known<Text> process = socket_columns::process(socket);
      found.push_back({socket.local, socket.protocol, socket.place->netns.value,
                       socket_columns::pid(socket),
                       process ? Known<Text>(world_.texts.keep(*process)) : process});
    }
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    if (gap.column.empty()) hidden = gap.why;
  }
  void note(Text) override {}
  void end() override {}

  std::vector<Listening> found{};
  Absent hidden = Absent::Known;  // Why some sockets were not seen.

private:
  World& world_;
};

// A socket that accepts what comes, on one of these ports.
bool is_listener(const Socket& socket, const std::set<u16>& ports) {
  const bool listens = socket.state == State::Listen ||
                       (socket.state == State::Unconn && socket.protocol == Protocol::Udp);
  return listens && (ports.empty() || ports.contains(socket.local.port));
}

class PublishedScan {
public:
  explicit PublishedScan(Scan<Published>& scan)
      : scan_(scan), world_(scan.world), census_(census_of(world_)) {}

  Result<void> run() {
    wants_listeners_ = scan_.wants<&Published::answering, &Published::pid, &Published::process,
                                   &Published::container>();
    TRY(each_network(
        world_, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return look_at(network, source); }));
    settle_targets();
    RowStore<Published> rows;
    for (const Published& row : rows_) rows.add(row);
    give(rows.chunks(), scan_.sink);
    return {};
  }

private:
  Result<More> look_at(const Network& network, Source& source) {
    netns_ = network.netns ? network.netns : own_netns(source);
    u64 not_understood = 0;
    PublishedRules rules;
    read_firewall(world_, source, scan_.table.name, scan_.sink,
                  [&](const RulePlace& place, const DecodedRule& rule) {
                    rules.take(place, rule);
                    not_understood += !rule.understood && !rule.dnat;
                    return More::Yes;
                  });
    const Neighbors neighbors =
        scan_.wants<&Published::target_neighbor>() ? neighbors_of(source) : Neighbors();
    rules.each([&](Published row) {
      row.netns = netns_;
      row.target_neighbor = neighbors.why;
      if (row.target_address && neighbors.why == Absent::NotApplicable)
        if (const auto found = neighbors.states.find(row.target_address.value.bytes);
            found != neighbors.states.end())
          row.target_neighbor = found->second;
      add(row);
    });
    tell_rules(rules, not_understood);
    take_proxies();
    take_host_network(network);
    return More::Yes;
  }

  // What is known of the neighbours of a network, by their addresses.
  struct Neighbors {
    std::map<std::array<u8, 16>, Known<NeighborState>> states{};
    Absent why = Absent::NotApplicable;  // Of an address that is none: it was not asked for.
  };
  static Neighbors neighbors_of(Source& source) {
    Neighbors all;
    Neighbor row;
    const std::string name = netlink_question(NETLINK_ROUTE, neighbor_request());
    const auto blocks = source.stream({Question::How::Netlink, name});
    const Result<void> read = blocks
                                  ? read_dump(**blocks, neighbor_sequence,
                                              [&](u16, Text message) {
                                                if (decode_neighbor(message, row) == LineSaid::Row)
                                                  all.states[row.address.value.bytes] = row.state;
                                                return true;
                                              })
                                  : Result<void>(std::unexpected(blocks.error()));
    if (!read) all.why = reason_of(read.error().code);
    return all;
  }

  // Ports that may be published, and are not shown.
  void tell_rules(const PublishedRules& rules, u64 not_understood) {
    const auto tell = [this](Known<u64> count, Text what, Text remedy) {
      scan_.sink.gap({scan_.table.name, "", Absent::Unsupported, count, what, remedy});
    };
    if (not_understood > 0)
      tell(Absent::NotApplicable, "rules of the firewall that are not understood may publish more",
           "sonde firewall understood = false");
    if (rules.not_followed > 0)
      tell(rules.not_followed,
           "rules that rewrite destinations under conditions that are not followed",
           "sonde firewall shows them");
    if (rules.ports_left_out > 0)
      tell(rules.ports_left_out, "ports of a rule that has more than 256",
           "sonde firewall shows the rule");
  }

  // Docker has a proxy for each port beside the rule, which stays where rules may not be read.
  void take_proxies() {
    for (const Resident& resident : census_.residents()) {
      const bool is_here = netns_ && resident.netns && *resident.netns == *netns_;
      if (!is_here || resident.name != "docker-proxy") continue;
      const std::string file = std::to_string(resident.pid) + "/cmdline";
      const auto line = world_.source.ask({Question::How::Read, file}, room_);
      const auto forwarded = line ? decode_docker_proxy(*line) : std::nullopt;
      if (!forwarded) continue;
      Published row;
      row.netns = netns_;
      row.protocol = world_.texts.keep(forwarded->protocol);
      row.address = forwarded->host;
      row.port = forwarded->host_port;
      row.by = PublishedBy::DockerProxy;
      row.target_address = forwarded->container;
      row.target_port = forwarded->container_port;
      add(row);
    }
  }

  // Whether processes of containers and others are in this network. That of a container alone is
  // its own: nothing is published there.
  bool containers_share_this() const {
    bool has_inner = false;
    bool has_outer = false;
    for (const Resident& resident : census_.residents()) {
      if (!netns_ || !resident.netns || *resident.netns != *netns_) continue;
      (resident.container ? has_inner : has_outer) = true;
    }
    return has_inner && has_outer;
  }

  // What a container listens on that has the network of the machine.
  void take_host_network(const Network& network) {
    const bool is_wanted = scan_.possible(scan_.fact<&Published::by>(PublishedBy::HostNetwork));
    if (!is_wanted || !containers_share_this()) return;
    std::map<Absent, u64> hidden;
    for (const Listening& listening : listeners_in({network}, {})) {
      const Resident* const holder = listening.pid ? census_.find(*listening.pid) : nullptr;
      if (!listening.pid && listening.pid.why != Absent::NotApplicable) ++hidden[listening.pid.why];
      if (!holder || !holder->container) continue;
      Published row;
      row.netns = netns_;
      row.protocol = name_of(listening.protocol);
      row.address = {listening.local.bytes, listening.local.version, {}};
      row.port = listening.local.port;
      row.by = PublishedBy::HostNetwork;
      row.target_port = row.port;
      row.target_netns = netns_;
      row.container = holder->container->shown();
      row.pid = listening.pid;
      row.process = listening.process;
      row.answering = true;
      add(row);
    }
    for (const auto& [why, count] : hidden)
      scan_.sink.gap({scan_.table.name, "", why, count,
                      "ports of the network that containers share, whose process is not seen",
                      remedy("pid", why)});
  }

  // The same port stands in the chains for packets from outside and from the machine itself.
  void add(const Published& row) {
    std::string target;
    if (row.target_address) append_address(target, *row.target_address);
    std::string address;  // Of all of IPv4 a proxy says 0.0.0.0, and a rule nothing.
    if (!is_unspecified(row.address.bytes) || row.address.version == 6)
      append_address(address, row.address);
    const auto key = std::tuple{row.netns.value, std::string(row.protocol), address, *row.port,
                                target,          row.target_port.value};
    if (seen_.insert(key).second) rows_.push_back(row);
  }

  std::vector<Listening> listeners_in(std::vector<Network> networks, const std::set<u16>& ports) {
    World inner = inner_world(world_);
    inner.networks = std::move(networks);
    Request request;
    for (const Text name : {Text("netns"), Text("protocol"), Text("state"), Text("local_address"),
                            Text("local_port"), Text("pid"), Text("process")})
      request.columns.set(sockets_table.index_of(*sockets_table.find(name)));
    request.possible = [](std::span<const Fact> facts) {
      for (const Fact& fact : facts) {
        const Text* const word = std::get_if<Text>(&fact.value);
        if (!word) continue;
        const bool is_state = fact.column == sockets_table.find("state")->read;
        if (is_state && *word != "LISTEN" && *word != "UNCONN") return false;
        const bool is_protocol = fact.column == sockets_table.find("protocol")->read;
        if (is_protocol && std::ranges::find(protocol_list, *word) == std::end(protocol_list))
          return false;
      }
      return true;
    };
    request.may_pass = [&](const void* row, std::bitset<64>) {
      return is_listener(*static_cast<const Socket*>(row), ports);
    };
    Listeners listeners(world_);
    const auto done = sockets_table.scan(inner, sockets_table, request, listeners);
    hidden_ = !done ? reason_of(done.error().code) : listeners.hidden;
    std::erase_if(listeners.found, [&](const Listening& one) {
      return !ports.empty() && !ports.contains(one.local.port);
    });
    return std::move(listeners.found);
  }

  // Without an address it is this machine that is meant, as with one that each machine has.
  Known<u32> place_of(const Published& row) {
    const bool is_here = row.target_address.why == Absent::NotApplicable ||
                         (row.target_address && is_loopback(*row.target_address));
    if (is_here) return row.netns;
    if (!row.target_address) return row.target_address.why;
    return world_.shared<NetworkAddresses>().find(*row.target_address);
  }

  // Finds the namespace that each target is in, then who listens there, in one look.
  void settle_targets() {
    std::map<u32, Network> networks;
    for (const Network& network : census_.networks()) networks[*network.netns] = network;
    std::map<u32, Network> wanted;
    std::set<u16> ports;
    for (Published& row : rows_) {
      if (row.answering) continue;
      const Known<u32> place = place_of(row);
      const auto network = place ? networks.find(*place) : networks.end();
      if (network == networks.end()) {
        // Where everything was seen it is in no container of this machine.
        const Absent why = place ? Absent::Elsewhere : place.why;
        row.container = why;
        row.target_netns = why == Absent::NotApplicable ? Absent::Elsewhere : why;
        row.answering = row.target_netns.why;
        row.pid = row.target_netns.why;
        continue;
      }
      row.target_netns = place;
      row.container = network->second.container;
      wanted.insert(*network);
      if (row.target_port) ports.insert(*row.target_port);
    }
    if (wanted.empty()) return;
    if (!wants_listeners_) return;
    std::vector<Network> targets;
    for (const auto& [number, network] : wanted) targets.push_back(network);
    const std::vector<Listening> listening = listeners_in(std::move(targets), ports);
    for (Published& row : rows_)
      if (!row.answering && row.target_netns) settle(row, listening);
    for (Published& row : rows_)
      if (row.answering && !*row.answering) look_twice(row, networks.at(*row.target_netns));
  }

  // Nobody listens at the port: maybe a sidecar or an ingress sends it on, or a program comes up.
  void look_twice(Published& row, const Network& network) {
    // A packet is rewritten once in a network, and it was rewritten in this one.
    const bool is_here = row.netns && *row.netns == *row.target_netns;
    const Onward& onward = is_here ? none_onward_ : onward_of(network);
    const bool may_go_on =
        onward.has_others || std::ranges::any_of(onward.rows, [&](const Published& one) {
          const bool is_meant =
              is_unspecified(one.address.bytes) ||
              (row.target_address && one.address.bytes == row.target_address.value.bytes);
          return is_meant && one.protocol == row.protocol && *one.port == *row.target_port;
        });
    if (may_go_on) row.answering = row.loopback_only = Absent::Unsupported;
    row.starting = row.answering.why;
    if (row.answering) row.starting = is_starting(network);
  }

  // The ports that a target's own rules send elsewhere; others: rules that are not followed.
  struct Onward {
    std::vector<Published> rows{};
    bool has_others = false;
  };
  const Onward& onward_of(const Network& network) {
    const auto [place, is_new] = onward_.try_emplace(*network.netns);
    Onward& onward = place->second;
    if (!is_new) return onward;
    World inner = inner_world(world_);
    inner.networks = {network};
    SilentSink silent;
    (void)each_network(inner, scan_.table.name, silent, [&](const Network&, Source& source) {
      PublishedRules rules;
      read_firewall(world_, source, scan_.table.name, silent,
                    [&](const RulePlace& where, const DecodedRule& rule) {
                      rules.take(where, rule);
                      const bool may_rewrite = where.type != "filter" && !rule.understood;
                      onward.has_others = onward.has_others || (may_rewrite && !rule.dnat);
                      return More::Yes;
                    });
      rules.each([&](const Published& row) { onward.rows.push_back(row); });
      onward.has_others = onward.has_others || rules.not_followed > 0;
      return More::Yes;
    });
    return onward;
  }

  Known<bool> is_starting(const Network& network) {
    const auto text = world_.source.ask({Question::How::Read, "uptime"}, room_);
    const Known<double> uptime = text ? decode_uptime(*text) : Known<double>(Absent::NotCollected);
    if (!uptime) return uptime.why;
    bool is_young = false;
    for (const Resident& one : census_.residents()) {
      const bool is_there = one.netns && *one.netns == *network.netns && !one.is_zombie;
      const double began = static_cast<double>(one.start_ticks) / ticks_per_second;
      is_young = is_young || (is_there && *uptime - began < young_s);
    }
    return is_young && listeners_in({network}, {}).empty();
  }

  static bool listens_on_loopback(const Published& row, const std::vector<Listening>& all) {
    return std::ranges::any_of(all, [&](const Listening& one) {
      return one.netns == *row.target_netns && name_of(one.protocol) == row.protocol &&
             one.local.port == *row.target_port &&
             is_loopback(Address{one.local.bytes, one.local.version, {}});
    });
  }

  void settle(Published& row, const std::vector<Listening>& all) const {
    if (!row.target_port) {
      row.answering = row.target_port.why;
      row.pid = row.target_port.why;
      return;
    }
    const auto found = std::ranges::find_if(all, [&](const Listening& one) {
      const bool is_on_it =
          is_unspecified(one.local.bytes) ||
          (row.target_address && one.local.bytes == row.target_address.value.bytes);
      return one.netns == *row.target_netns && name_of(one.protocol) == row.protocol &&
             one.local.port == *row.target_port && is_on_it;
    });
    if (found == all.end()) {
      row.answering = hidden_ == Absent::Known ? Known<bool>(false) : Known<bool>(hidden_);
      row.loopback_only = row.answering.why;
      if (row.answering) row.loopback_only = listens_on_loopback(row, all);
      return;
    }
    row.answering = true;
    row.pid = found->pid;
    row.process = found->process;
    if (row.container || !row.pid) return;
    const Resident* const holder = census_.find(*row.pid);
    if (holder && holder->container) row.container = holder->container->shown();
  }

  static constexpr double young_s = 10;

  Scan<Published>& scan_;
  World& world_;
  const Census& census_;
  std::map<u32, Onward> onward_{};  // By network namespace.
  const Onward none_onward_{};
  Known<u32> netns_{};
  bool wants_listeners_ = false;
  Absent hidden_ = Absent::Known;
  std::vector<Published> rows_{};
  std::set<std::tuple<u32, std::string, std::string, u16, std::string, u16>> seen_{};
  std::string room_{};
};

Result<void> scan_published(Scan<Published>& scan) { return PublishedScan(scan).run(); }

}  // namespace

constinit const TableInfo published_table = {
    "published",
    "Ports of the machine that lead to containers, by what, and whether somebody answers there.",
    columns,
    &run_scan<scan_published>,
    key,
    endpoint_words,
    &remedy};

}  // namespace sonde
