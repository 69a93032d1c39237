// firewall.cpp: the table "firewall": one row a rule, whoever wrote it, in the words of nft.
// SPDX-License-Identifier: Apache-2.0
#include "tables/census.hpp"
#include "tables/firewall_reading.hpp"
#include "tables/networks.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text by_list[] = {"nftables", "iptables-nft", "iptables-legacy"};
constexpr Vocabulary by_words = {by_list};
constexpr Text family_list[] = {"ip", "ip6", "inet", "arp", "bridge", "netdev"};
constexpr Vocabulary family_words = {family_list};
constexpr Text policy_list[] = {"accept", "drop"};
constexpr Vocabulary policy_words = {policy_list};

// Family, table and chain, as nft(8) takes them.
constexpr auto where = [](const FirewallRule& row, std::string& room) -> Text {
  room = row.family;
  for (const Text word : {row.table, row.chain}) (room += ' ') += word;
  return room;
};
constexpr auto match = [](const FirewallRule& row) -> Known<Text> {
  if (row.match.empty()) return Absent::NotApplicable;
  return row.match;
};
constexpr auto verdict = [](const FirewallRule& row) -> Known<Text> {
  if (row.verdict.empty()) return Absent::NotApplicable;
  return row.verdict;
};

// Whether it drops can be told of any rule, how much only of those with a counter.
constexpr auto dropped = [](const FirewallRule& row) -> Known<u64> {
  if (!row.verdict.ends_with("drop")) return Absent::NotApplicable;
  return row.packets ? row.packets : Known<u64>(Absent::Unsupported);
};

Text remedy(Text column, Absent why) {
  if (column.starts_with("dropped"))
    return "give the rule a counter, or a policy a last rule with one: nft add rule ... counter "
           "drop";
  return why == Absent::Malformed ? "look again" : "see where its chains lead: nft list ruleset";
}

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&FirewallRule::netns>("netns", "Network namespace that the rule holds in.", Show::Machine, Unit::Inode),
    column<where>("where", "Family, table and chain.", Show::Screen),
    column<&FirewallRule::family>("family", "What packets it sees: ip, ip6, inet (both), arp, bridge, netdev.", Show::Machine).with(family_words),
    column<&FirewallRule::table>("table", "Table that the chain is in.", Show::Machine),
    column<&FirewallRule::chain>("chain", "Chain that the rule is in.", Show::Machine),
    column<&FirewallRule::hook>("hook", "Where packets enter the chain; chains without one are jumped to.", Show::Always),
    column<&FirewallRule::reached_from>("reached_from", "Hooks from which packets come to the chain, also by jumps.", Show::Asked),
    column<&FirewallRule::device>("device", "Interfaces of a chain that sees only theirs.", Show::Asked),
    column<&FirewallRule::priority>("priority", "Order of the chains of one hook: lower ones first.", Show::Machine),
    column<&FirewallRule::policy>("policy", "What becomes of a packet that no rule of the chain decides on.", Show::Machine).with(policy_words),
    column<&FirewallRule::number>("number", "Place in its chain, from 1; none: the policy of a chain that drops, which comes last.", Show::Always),
    column<&FirewallRule::handle>("handle", "Number that nft(8) knows the rule by.", Show::Machine),
    column<match>("match", "Which packets it is about, in words of nft; none: all.", Show::Always),
    column<verdict>("verdict", "What is done with them; none: they are only counted.", Show::Always),
    column<&FirewallRule::packets>("packets", "Packets that it was about; rules of nftables need a counter.", Show::Always, Unit::Packets),
    column<dropped>("dropped", "Packets that a rule which drops was about; unknown without a counter.", Show::Asked, Unit::Packets),
    column<&FirewallRule::bytes>("bytes", "Bytes of these packets.", Show::Machine, Unit::Bytes),
    column<&FirewallRule::comment>("comment", "What its author says.", Show::Always),
    column<&FirewallRule::accepts>("accepts", "Of a policy: how many rules before it, also where they jump to, let new connections pass.", Show::Asked),
    column<&FirewallRule::by>("by", "Whose it is: nftables, iptables-nft or iptables-legacy.", Show::Machine).with(by_words),
    column<&FirewallRule::understood>("understood", "False when parts stand as [name N bytes], since sonde does not know them.", Show::Machine),
};
// clang-format on

constexpr Text key[] = {"netns", "by", "family", "table", "chain", "handle", "number"};

class FirewallScan {
public:
  explicit FirewallScan(Scan<FirewallRule>& scan) : scan_(scan) {}

  Result<void> run() {
    TRY(each_network(
        scan_.world, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return read(network, source); }));
    if (scan_.wants<&FirewallRule::netns>() && !scan_.world.networks.empty())
      tell_hidden_numbers(scan_.world, scan_.table.name, scan_.sink);
    return {};
  }

private:
  Result<More> read(const Network& network, Source& source) {
    if (network.netns && !scan_.possible(scan_.fact<&FirewallRule::netns>(*network.netns)))
      return More::Yes;
    netns_ = network.netns ? network.netns : own_netns(source);
    RowStore<FirewallRule> rows;
    read_firewall(scan_.world, source, scan_.table.name, scan_.sink,
                  [&](const RulePlace& place, const DecodedRule& rule) {
                    add(rows, place, rule);
                    return More::Yes;
                  });
    return give(rows.chunks(), scan_.sink);
  }

  void add(RowStore<FirewallRule>& rows, const RulePlace& place, const DecodedRule& rule) {
    FirewallRule& row = rows.add({});
    Arena& texts = rows.texts();
    const auto known = [&](Text text) {
      return text.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(texts.keep(text));
    };
    row.netns = netns_;
    row.family = place.family;  // These two are constants.
    row.by = place.by;
    row.table = texts.keep(place.table);
    row.chain = texts.keep(place.chain);
    row.hook = known(place.hook);
    row.device = known(place.device);
    row.policy = known(place.policy);
    if (!place.hook.empty()) row.priority = place.priority;
    row.number = place.number;
    row.accepts = place.accepts;
    row.reached_from = place.reached_from;
    if (row.reached_from) row.reached_from = texts.keep(*row.reached_from);
    row.handle = place.handle;
    row.match = texts.keep(rule.match);
    row.verdict = texts.keep(rule.verdict);
    row.comment = known(rule.comment);
    row.packets = rule.packets;
    row.bytes = rule.bytes;
    row.understood = rule.understood;
  }

  Scan<FirewallRule>& scan_;
  Known<u32> netns_{};
};

Result<void> scan_firewall(Scan<FirewallRule>& scan) { return FirewallScan(scan).run(); }

}  // namespace

constinit const TableInfo firewall_table = {
    "firewall", "Every rule of nftables and iptables: what it matches, and what it does.",
    columns,    &run_scan<scan_firewall>,
    key,        {},
    &remedy};

}  // namespace sonde
