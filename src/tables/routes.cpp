// routes.cpp: the table "routes": all tables by rtnetlink, or what /proc/net has of them.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <linux/rtnetlink.h>
#include <optional>

#include "decode/fib_trie.hpp"
#include "decode/proc_net_route.hpp"
#include "decode/route.hpp"
#include "tables/link_names.hpp"
#include "tables/net_table.hpp"
#include "tables/rights.hpp"
#include "tables/route_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

using namespace route_columns;

constexpr Text family_list[] = {"ipv4", "ipv6"};
constexpr Vocabulary family_words = {family_list};
constexpr Vocabulary type_words = {std::span(route_type_names).subspan(1)};
// How else the kernel and its tools write what ip shows as a word.
constexpr Text default_word[] = {"default"}, local_word[] = {"local"}, main_word[] = {"main"};
constexpr Spelling destination_spellings[] = {
    {"0.0.0.0/0", default_word}, {"::/0", default_word}, {"0/0", default_word}};
constexpr Vocabulary destination_words = {{}, destination_spellings};
constexpr Spelling table_spellings[] = {
    {"253", default_word}, {"254", main_word}, {"255", local_word}};
constexpr Vocabulary table_words = {{}, table_spellings};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<Route>>("netns", "Network namespace that it is in.", Show::Machine, Unit::Inode),
    column<container_of<Route>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<family>("family", "IPv4 or IPv6.", Show::Machine).with(family_words),
    column<table_name>("table", "Routing table that it stands in: main, local, default, or a number.", Show::Always).with(table_words),
    column<destination>("destination", "Where it leads: default, or a network.", Show::Always).with(destination_words),
    column<&Route::gateway>("gateway", "The next hop; none where the destination is on the link.", Show::Always),
    column<&Route::interface>("interface", "The interface that packets leave by.", Show::Always),
    column<&Route::source>("source", "The address that packets from here get.", Show::Always).missing_with("protocol"),
    column<protocol>("protocol", "Who put it there: kernel, static, dhcp, bird.", Show::Always),
    column<scope>("scope", "How far its destinations are: global, link, host.", Show::Always).missing_with("protocol"),
    column<&Route::metric>("metric", "Of several to one destination the least counts.", Show::Always),
    column<type>("type", "What becomes of packets: unicast, local, blackhole, unreachable.", Show::Always).with(type_words),
    column<&Route::weight>("weight", "Share of one of several next hops.", Show::Machine).missing_with("protocol"),
    column<flags>("flags", "What is set on the next hop: onlink, linkdown, dead.", Show::Machine).missing_with("protocol"),
    column<from>("from", "Only packets from this network take it.", Show::Machine),
    column<tos>("tos", "Only packets of this type of service take it.", Show::Machine),
    column<preference>("preference", "Preference that a router announced: low, medium, high.", Show::Machine).missing_with("protocol"),
    column<&Route::next_hop>("nexthop", "Number of the nexthop object that it uses.", Show::Machine).missing_with("protocol"),
    column<&Route::mtu>("mtu", "Longest packet on this way.", Show::Machine, Unit::Bytes).missing_with("protocol"),
    column<&Route::has_source>("has_source", "Whether its source is an address of this place.", Show::Asked).missing_with("protocol"),
    column<&Route::gateway_on_link>("gateway_on_link", "Whether its gateway is in a network of the link, or onlink.", Show::Asked).missing_with("protocol"),
    column<&Route::expires_s>("expires_s", "Seconds until it goes.", Show::Machine, Unit::Seconds).missing_with("protocol"),
};
// clang-format on

constexpr Text key[] = {"netns", "table", "destination", "metric", "gateway", "interface", "tos"};
constexpr EndpointWord endpoint_words[] = {{"src", "source", ""}, {"dev", "interface", ""}};

Text remedy(Text column, Absent why) {
  if (why == Absent::Malformed) return "look at the input: the kernel does not write this";
  if (why == Absent::NotPermitted) return enter_namespaces.anywhere;
  if (why == Absent::Vanished) return "look again";
  if (column == "type") return "text does not tell blackhole from unreachable; netlink does";
  return "the text of /proc/net does not hold it: run sonde on that machine";
}

constexpr ByteOrder native_order =
    std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

class RouteScan final : public NetTable {
public:
  explicit RouteScan(Scan<Route>& scan)
      : NetTable(scan.world, scan.table, scan.request, scan.sink),
        wants_interface_(scan.wants<&Route::interface>()),
        wants_source_(scan.wants<&Route::has_source>()),
        wants_gateway_(scan.wants<&Route::gateway_on_link>()) {}

  Result<void> run() {
    TRY(visit());
    hand_on();
    return {};
  }

private:
  Result<void> ask(Source& source) override {
    std::optional<LinkNames> names;
    if (wants_interface_) names.emplace(world_, source);
    if (wants_source_ || wants_gateway_) TRY(read_networks(source));
    RouteDecoder decoder;
    Route row;
    return dump(source, route_sequence, route_request(), [&](u16 type, Text message) {
      const RouteSaid said = type == RTM_NEWROUTE ? decoder.read(message) : RouteSaid::Malformed;
      if (said == RouteSaid::Other) return LineSaid::Header;
      bool is_row = false;
      while (more_ == More::Yes && decoder.next(row)) {
        is_row = true;
        row.interface = Absent::NotApplicable;
        if (names && row.index) row.interface = names->find(*row.index);
        row.has_source = Absent::NotApplicable;
        if (wants_source_ && row.source) row.has_source = is_local(*row.source);
        row.gateway_on_link = Absent::NotApplicable;
        if (wants_gateway_ && row.gateway) row.gateway_on_link = is_on_link(row);
        keep(row);
      }
      return is_row ? LineSaid::Row : LineSaid::Malformed;
    });
  }

  // What the kernel takes for its own: fib_valid_prefsrc() of net/ipv4/fib_semantics.c asks for a
  // route of the type local, which each address has, and networks may have. What it can reach
  // without a gateway: fib_check_nh() there asks for a route whose scope is the link.
  Result<void> read_networks(Source& source) {
    local_.clear();
    on_link_.clear();
    TRY(each_route(source, [&](const Route& route) {
      const NetworkRange network{route.destination, route.prefix};
      if (route.type && *route.type == RTN_LOCAL) local_.push_back(network);
      const bool is_of_link = route.type && *route.type == RTN_UNICAST && !route.gateway;
      if (is_of_link && route.index) on_link_.push_back({*route.index, network});
    }));
    std::ranges::stable_sort(on_link_, {}, &OnLink::index);
    return {};
  }

  bool is_local(const Address& address) const {
    return std::ranges::any_of(local_, [&](const auto& network) { return network.has(address); });
  }

  // A router announces itself by an address that is always of the link (RFC 4861, 4.2).
  bool is_on_link(const Route& row) const {
    if (!row.index || (row.flags && (*row.flags & RTNH_F_ONLINK)) || is_link_local(*row.gateway))
      return true;
    return std::ranges::any_of(std::ranges::equal_range(on_link_, *row.index, {}, &OnLink::index),
                               [&](const OnLink& link) { return link.network.has(*row.gateway); });
  }

  void keep(const Route& decoded) {
    if (chunk_ && chunk_->full()) hand_on();
    if (!chunk_) chunk_.emplace(sizeof(Route));
    chunk_->add(decoded).place = place_;
  }

  void hand_on() {
    if (!chunk_) return;
    Chunk chunk = std::move(*chunk_);
    chunk_.reset();
    if (more_ == More::Yes) more_ = sink_.rows(std::move(chunk));
  }

  // Of the table main one next hop a route; of other tables fib_trie has where they lead.
  Result<void> read_text(Source& source, Absent why) override {
    constexpr NetFile files[] = {{"net/route"}, {"net/ipv6_route", true}, {"net/fib_trie"}};
    RouteLines lines(order_of(source));
    FibTrieReader trie;
    has_main_ = false;
    bool has_rows = false;
    Route row;
    TRY(read_lines(source, files, [&](Text file, Text line) {
      const bool is_trie = file == "net/fib_trie" || (file.empty() && is_of_trie(line));
      const LineSaid said = is_trie ? read_trie(trie, line, row) : lines.read(line, row);
      if (said != LineSaid::Row) return said;
      has_main_ = has_main_ || !is_trie;
      has_rows = true;
      row.protocol = why;
      keep(row);
      if (row.interface) hold_text();
      return said;
    }));
    if (!has_rows) return {};
    sink_.note(
        "the text of /proc/net has one next hop of a route of IPv4, and no gateways of other "
        "tables than main");
    return {};
  }

  // The order of the machine that wrote net/route.
  ByteOrder order_of(Source& source) {
    if (!source.is_copy()) return native_order;
    ByteOrder order = world_.byte_order;
    if (order != ByteOrder::Infer) return order;
    const auto look_at = [&](Text line) {
      if (order == ByteOrder::Infer) order = order_of_route(line);
    };
    std::string room;
    const auto begin_of_paste = source.ask({Question::How::Paste}, room);
    for (Text rest = begin_of_paste ? *begin_of_paste : Text(); !rest.empty();)
      look_at(next_line(rest));
    const auto blocks = source.stream({Question::How::Read, "net/route"});
    if (!blocks) return order;
    Lines lines(**blocks);
    // What cannot be read is told when it is read for its rows.
    [[maybe_unused]] const Result<void> read = lines.each(look_at);
    return order;
  }

  static bool is_of_trie(Text line) {
    line = trim(line);
    return line.starts_with("+--") || line.starts_with("|--") || line.starts_with('/') ||
           line.ends_with(':');
  }

  // Where nothing splits them the tables main and local are one trie, which is shown twice.
  LineSaid read_trie(FibTrieReader& trie, Text line, Route& row) {
    const LineSaid said = trie.read(line);
    if (said != LineSaid::Row) return said;
    const FibRoute& route = trie.route();
    row = {};
    const bool is_understood =
        number_of_type(route.type, row.type) && number_of_scope(route.scope, row.scope);
    if (!is_understood) return LineSaid::Malformed;
    const bool is_of_local = *row.type == RTN_LOCAL || *row.type == RTN_BROADCAST;
    Text number = route.table;
    u32 id = RT_TABLE_MAIN;
    if (number == "Local") {
      if (!is_of_local) return LineSaid::Header;
      id = RT_TABLE_LOCAL;
    } else if (number == "Main") {
      if (is_of_local || has_main_) return LineSaid::Header;
    } else if (!parse_number(number.substr(std::min(number.size(), Text("Id ").size())), id)) {
      return LineSaid::Malformed;
    }
    row.table = id;
    row.destination = route.leaf;
    row.from.version = 4;
    row.prefix = route.prefix;
    return LineSaid::Row;
  }

  // The text of the row that was kept last goes away with its line.
  void hold_text() {
    if (!chunk_) return;
    Route& row = *static_cast<Route*>((*chunk_)[chunk_->size() - 1]);
    row.interface = chunk_->texts.keep(*row.interface);
  }

  struct OnLink {
    u32 index = 0;
    NetworkRange network{};
  };

  std::optional<Chunk> chunk_{};
  std::vector<NetworkRange> local_{};
  std::vector<OnLink> on_link_{};  // Ascending by index.
  bool wants_interface_, wants_source_, wants_gateway_, has_main_ = false;
};

Result<void> scan_routes(Scan<Route>& scan) { return RouteScan(scan).run(); }

}  // namespace

constinit const TableInfo routes_table = {
    "routes", "Every route of every routing table, IPv4 and IPv6; each next hop is a row.",
    columns,  &run_scan<scan_routes>,
    key,      endpoint_words,
    &remedy};

}  // namespace sonde
