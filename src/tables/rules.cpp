// rules.cpp: the table "rules": which packets look into which routing table, in the words of ip.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bitset>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "decode/ip_protocols.hpp"
#include "decode/routing_rule.hpp"
#include "model/route.hpp"
#include "model/socket.hpp"
#include "tables/net_table.hpp"
#include "tables/rights.hpp"
#include "tables/route_words.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text family_list[] = {"ipv4", "ipv6"};
constexpr Vocabulary family_words = {family_list};
// FR_ACT_ of linux/fib_rules.h: their order is their number.
constexpr Text action_list[] = {"none", "lookup",    "goto",        "nop",     "",
                                "",     "blackhole", "unreachable", "prohibit"};
constexpr Text action_words_list[] = {"lookup",    "goto",        "nop",
                                      "blackhole", "unreachable", "prohibit"};
constexpr Vocabulary action_words = {action_words_list};

// A selector grows word by word.
class Words {
public:
  explicit Words(std::string& room) : room_(room) { room_.clear(); }
  Words& add(Text word) {
    if (!room_.empty()) room_ += ' ';
    room_ += word;
    return *this;
  }
  Words& number(u64 value) {
    append_number(room_, value);
    return *this;
  }
  Words& hex(u64 value, std::size_t digits_min = 1) {
    append_hex(room_ += "0x", value, digits_min);
    return *this;
  }
  template <class T> void range(Text word, const Known<Range<T>>& range) {
    if (!range) return;
    add(word).add("").number(range.value.first);
    if (range.value.first == range.value.last) return;
    room_ += '-';
    number(range.value.last);
  }

private:
  std::string& room_;
};

void add_network(Words& words, Text word, const Address& address, u8 prefix) {
  std::string room;
  words.add(word).add(prefix == 0 ? Text("all") : network_word(address, prefix, room));
}

// print_rule of ip-rule(8): what stands between the priority and the action.
constexpr auto selector = [](const RoutingRule& row, std::string& room) -> Text {
  Words words(room);
  if (row.flags & FIB_RULE_INVERT) words.add("not");
  add_network(words, "from", row.from, row.from_prefix);
  if (row.to_prefix != 0) add_network(words, "to", row.to, row.to_prefix);
  if (row.tos != 0) words.add("tos").add("").hex(row.tos, 2);
  const bool has_mark = (row.mark && *row.mark != 0) || (row.mask && *row.mask != 0);
  if (has_mark) words.add("fwmark").add("").hex(row.mark.value);
  if (has_mark && row.mask && *row.mask != ~0U) {
    room += '/';
    words.hex(*row.mask);
  }
  if (row.iif) words.add("iif").add(*row.iif);
  if (row.flags & FIB_RULE_IIF_DETACHED) words.add("[detached]");
  if (row.oif) words.add("oif").add(*row.oif);
  if (row.flags & FIB_RULE_OIF_DETACHED) words.add("[detached]");
  words.range("uidrange", row.users);
  if (row.ip_protocol) {
    const bool is_icmpv6 = *row.ip_protocol == IPPROTO_ICMPV6;  // Which nft calls otherwise.
    const Text name = is_icmpv6 ? Text("ipv6-icmp") : ip_protocol_name(*row.ip_protocol);
    words.add("ipproto").add(name.empty() ? Text("ipproto-") : name);
    if (name.empty()) words.number(*row.ip_protocol);
  }
  words.range("sport", row.sports);
  words.range("dport", row.dports);
  if (row.tunnel && *row.tunnel != 0) words.add("tun_id").add("").number(*row.tunnel);
  return room;
};

constexpr auto family = [](const RoutingRule& row) {
  return row.version == 6 ? Family::Ipv6 : Family::Ipv4;
};
constexpr auto action = [](const RoutingRule& row, std::string& room) -> Text {
  if (row.action < std::size(action_list) && !action_list[row.action].empty())
    return action_list[row.action];
  room.clear();
  append_number(room, row.action);
  return room;
};
constexpr auto table_name = [](const RoutingRule& row, std::string& room) -> Known<Text> {
  if (row.is_l3mdev) return Text("[l3mdev-table]");
  if (row.table == 0) return Absent::NotApplicable;
  return table_word(row.table, room);
};
constexpr auto protocol = [](const RoutingRule& row, std::string& room) -> Known<Text> {
  if (!row.protocol) return row.protocol.why;
  return protocol_word(*row.protocol, room);
};
constexpr auto realms = [](const RoutingRule& row, std::string& room) -> Known<Text> {
  if (!row.realms) return row.realms.why;
  room.clear();
  append_number(room, *row.realms >> 16);
  append_number(room += '/', *row.realms & 0xffff);
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<RoutingRule>>("netns", "Network namespace that it is in.", Show::Machine, Unit::Inode),
    column<container_of<RoutingRule>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<family>("family", "IPv4 or IPv6.", Show::Always).with(family_words),
    column<&RoutingRule::priority>("priority", "Rules are tried from the least on.", Show::Always),
    column<selector>("selector", "Which packets it is for, as ip rule shows it.", Show::Always),
    column<action>("action", "What it does with them: lookup, blackhole, unreachable, prohibit, goto, nop.", Show::Always).with(action_words),
    column<table_name>("table", "Routing table that a lookup uses.", Show::Always),
    column<&RoutingRule::table_routes>("table_routes", "How many routes that table has; of none the next rule is tried.", Show::Asked),
    column<&RoutingRule::source_known>("source_known", "Whether any address that it is from is of this place, or has a route other than default; "
                                       "a single address one of its own.", Show::Asked),
    column<&RoutingRule::go_to>("goto", "Priority of the rule that a goto leads to.", Show::Always),
    column<&RoutingRule::suppress_prefix>("suppress_prefixlength", "Routes whose prefix is not longer than this are not taken.", Show::Always),
    column<&RoutingRule::suppress_group>("suppress_ifgroup", "Routes through interfaces of this group are not taken.", Show::Machine),
    column<realms>("realms", "Realms that routes get by it.", Show::Machine),
    column<protocol>("protocol", "Who put it there: kernel, static, bird.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"netns", "family", "priority", "selector", "action", "table"};

Text remedy(Text, Absent why) {
  if (why == Absent::Malformed) return "look again";
  return enter_namespaces.anywhere;
}

// The networks that are here, or that a route leads to: there may be a million, and many rules.
class RoutedNetworks {
public:
  void add(const Route& route) {
    if (route.prefix >= prefixes_.size()) return;
    is_sorted_ = false;
    prefixes_[route.prefix] = true;
    keys_.push_back(key_of(route.destination, route.prefix));
  }

  // Whether one of them is inside of this one. Of a single address, whether it is here or has a
  // route of its own: the network that it once was in says nothing.
  bool may_send_from(const NetworkRange& from) {
    if (!std::exchange(is_sorted_, true)) std::ranges::sort(keys_);
    const u8 bits = from.address.version == 6 ? 128 : 32;
    Key begin = key_of(from.address, from.prefix);
    begin.back() = 0;
    const auto inside = std::ranges::lower_bound(keys_, begin);
    if (inside != keys_.end() && from.has(address_in(*inside))) return true;
    for (unsigned prefix = 1; prefix < from.prefix && from.prefix < bits; ++prefix)
      if (prefixes_[prefix] && std::ranges::binary_search(keys_, key_of(from.address, prefix)))
        return true;
    return false;
  }

private:
  // Version, the bits that count, how many these are: in this order they are sorted.
  using Key = std::array<u8, 18>;
  static Key key_of(const Address& address, unsigned prefix) {
    Key key{address.version};
    for (unsigned i = 0; i < address.bytes.size(); ++i) {
      const unsigned bits = prefix > i * 8 ? std::min(prefix - i * 8, 8U) : 0;
      key[1 + i] = address.bytes[i] & static_cast<u8>(0xff00U >> bits);
    }
    key.back() = static_cast<u8>(prefix);
    return key;
  }
  static Address address_in(const Key& key) {
    Address address;
    address.version = key.front();
    std::copy_n(key.begin() + 1, address.bytes.size(), address.bytes.begin());
    return address;
  }

  std::vector<Key> keys_{};
  std::bitset<129> prefixes_{};
  bool is_sorted_ = true;
};

class RuleScan final : public NetTable {
public:
  explicit RuleScan(Scan<RoutingRule>& scan)
      : NetTable(scan.world, scan.table, scan.request, scan.sink),
        wants_routes_(scan.wants<&RoutingRule::table_routes, &RoutingRule::source_known>()) {}

  Result<void> run() { return visit_into(rows_); }

private:
  Result<void> ask(Source& source) override {
    if (wants_routes_) TRY(read_routes(source));
    RoutingRule row;
    return dump(source, routing_rule_sequence, routing_rule_request(), [&](u16 type, Text message) {
      if (type != RTM_NEWRULE) return LineSaid::Malformed;
      const LineSaid said = decode_routing_rule(message, row);
      if (said == LineSaid::Row) keep(row);
      return said;
    });
  }

  // Each family has tables of its own.
  static u64 key_of_table(u8 version, u32 table) { return u64{version} << 32 | table; }

  Result<void> read_routes(Source& source) {
    routes_of_table_.clear();
    networks_ = {};
    return each_route(source, [&](const Route& route) {
      if (route.table) ++routes_of_table_[key_of_table(route.destination.version, *route.table)];
      const bool leads_somewhere =
          route.type && (*route.type == RTN_LOCAL || *route.type == RTN_UNICAST);
      if (leads_somewhere && route.prefix > 0) networks_.add(route);
    });
  }

  // Of packets that come in, or of all but some, nobody can say.
  Known<bool> source_known(const RoutingRule& row) {
    const bool is_of_others = row.iif && *row.iif != "lo";
    if (row.from_prefix == 0 || is_of_others || (row.flags & FIB_RULE_INVERT))
      return Absent::NotApplicable;
    return networks_.may_send_from({row.from, row.from_prefix});
  }

  void keep(const RoutingRule& decoded) {
    RoutingRule& row = rows_.add(decoded);
    row.place = place_;
    row.table_routes = Absent::NotApplicable;
    if (wants_routes_ && row.table != 0)
      row.table_routes = routes_of_table_[key_of_table(row.version, row.table)];
    row.source_known = Absent::NotApplicable;
    if (wants_routes_) row.source_known = source_known(row);
    if (row.iif) row.iif = rows_.texts().keep(*row.iif);
    if (row.oif) row.oif = rows_.texts().keep(*row.oif);
  }

  Result<void> read_text(Source& source, Absent why) override {
    tell_not_in_text(source, why, "rules are not in /proc");
    return {};
  }

  RowStore<RoutingRule> rows_{};
  std::unordered_map<u64, u32> routes_of_table_{};
  RoutedNetworks networks_{};
  bool wants_routes_;
};

Result<void> scan_rules(Scan<RoutingRule>& scan) { return RuleScan(scan).run(); }

}  // namespace

constinit const TableInfo rules_table = {
    "rules", "Every rule that says which packets look into which routing table.",
    columns, &run_scan<scan_rules>,
    key,     {},
    &remedy};

}  // namespace sonde
