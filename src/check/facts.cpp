// facts.cpp: rows of tables that are long lists of numbers, as one row a place.
// SPDX-License-Identifier: Apache-2.0
#include "check/facts.hpp"

#include <algorithm>

#include "base/error_words.hpp"
#include "base/text.hpp"
#include "query/filter.hpp"

namespace sonde {

// A table with a number in each row. The name of a fact is what stands in `prefix` and `name`.
struct FactSource {
  Text table;
  Text prefix;  // A column, or text that ends with a dot.
  Text name, value;
};

namespace {

constexpr FactSource of_counters = {"counters", "group", "name", "value"};
constexpr FactSource of_sysctls = {"sysctls", "", "name", "value"};
constexpr FactSource of_memory = {"memory", "memory.", "name", "bytes"};

// How many rows of a table fulfil a condition. None is 0 wherever the table could be read.
struct FactCount {
  Text name, table, condition;
};
constexpr FactCount counts[] = {
    {"count.ipv4_default_routes", "routes",
     "destination = 0.0.0.0/0 and family = ipv4 and type = unicast"},
    {"count.default_routes", "routes",
     "( destination = 0.0.0.0/0 or destination = ::/0 ) and type = unicast"},
    {"count.ipv4_addresses", "addresses", "family = ipv4 and scope = global"},
    // Those that lead beyond the link; 169.254.0.0/16 a host gives itself (RFC 3927).
    {"count.routable_addresses", "addresses",
     "scope = global and not src 127.0.0.0/8 and not src 169.254.0.0/16"},
    {"count.autoconf_addresses", "addresses",
     "src 169.254.0.0/16 and prefix = 16 and not interface = lo"},
    {"count.links_up", "interfaces", "flags ~ '*LOWER_UP*' and not flags ~ '*LOOPBACK*'"},
    {"count.bridges_with_addresses", "interfaces",
     "kind = bridge and flags ~ '*LOWER_UP*' and addresses ~ '*'"},
    {"count.bridge_ports", "interfaces", "master ~ '*'"},
    // A router of IPv6 has a setting of its own.
    {"count.masquerade_rules", "firewall", "verdict ~ '*masquerade*' and not family = ip6"},
    {"count.masquerade6_rules", "firewall", "verdict ~ '*masquerade*' and family = ip6"},
    {"count.legacy_rules", "firewall", "by = iptables-legacy"},
    {"count.nft_rules", "firewall", "by = nftables or by = iptables-nft"},
};

struct FactOrigin {
  Text prefix;
  const FactSource* source;
  Text file;
};
// The first that fits. What a file of counters is called is what the kernel calls it.
constexpr FactOrigin origins[] = {
    {"count.", nullptr, "netlink"},
    {"net.", &of_sysctls, "/proc/sys"},
    {"fs.", &of_sysctls, "/proc/sys"},
    {"kernel.", &of_sysctls, "/proc/sys"},
    {"vm.", &of_sysctls, "/proc/sys"},
    {"memory.", &of_memory, "/proc/meminfo"},
    {"TcpExt.", &of_counters, "/proc/net/netstat"},
    {"IpExt.", &of_counters, "/proc/net/netstat"},
    {"Ip6.", &of_counters, "/proc/net/snmp6"},
    {"Udp6.", &of_counters, "/proc/net/snmp6"},
    {"Icmp6.", &of_counters, "/proc/net/snmp6"},
    {"sockstat.", &of_counters, "/proc/net/sockstat"},
    {"sockstat6.", &of_counters, "/proc/net/sockstat6"},
    {"edac.", &of_counters, "/sys/devices/system/edac/mc"},
    {"clock.", &of_counters, "adjtimex(2)"},
    {"vmstat.", &of_counters, "/proc/vmstat"},
    {"softnet.", &of_counters, "/proc/net/softnet_stat"},
    {"neigh.", &of_counters, "rtnetlink RTM_GETNEIGHTBL"},
    {"nf_conntrack.", &of_counters, "/proc/net/stat/nf_conntrack"},
    {"Ip.", &of_counters, "/proc/net/snmp"},
    {"Icmp.", &of_counters, "/proc/net/snmp"},
    {"IcmpMsg.", &of_counters, "/proc/net/snmp"},
    {"Tcp.", &of_counters, "/proc/net/snmp"},
    {"Udp.", &of_counters, "/proc/net/snmp"},
};

const FactOrigin* origin_with(Text name) {
  for (const FactOrigin& origin : origins)
    if (name.starts_with(origin.prefix)) return &origin;
  return nullptr;
}

constexpr ColumnInfo columns[] = {
    column<&FactPlace::netns>("netns", "Network namespace.", Show::Machine, Unit::Inode),
    column<&FactPlace::container>("container", "Its container.", Show::Machine),
};

Text remedy(Text, Absent why) {
  switch (why) {
    case Absent::NotPermitted: return "run as root on the node";
    case Absent::NotCollected: return "run sonde on that machine";
    default: return "this kernel, or this place, does not tell it";
  }
}

// "cpu3 dropped" of softnet_stat, "mc0 ce_count": those of all are one fact.
Text without_part(Text name) {
  if (!name.starts_with("cpu") && !name.starts_with("mc")) return name;
  const std::size_t space = name.find(' ');
  return space == Text::npos ? name : name.substr(space + 1);
}

bool is_same(const Cell& netns, const FactPlace& place) {
  const i64* const number = std::get_if<i64>(&netns);
  if (!number) return place.is_machine;
  return place.netns && static_cast<i64>(*place.netns) == *number;
}

}  // namespace

constinit const TableInfo facts_table = {
    facts_name, "Counters and settings of each network namespace, and of the machine.",
    columns,    nullptr,
    {},         {},
    &remedy};

bool is_fact(Text name) { return origin_with(name) != nullptr; }

// Where rows are counted, the table "interfaces" says which namespaces there are.
bool may_be_hidden(Text name, Text table) {
  for (const FactCount& one : counts)
    if (one.name == name) return one.table == table || table == "interfaces";
  const FactOrigin* const origin = origin_with(name);
  return origin && origin->source && origin->source->table == table;
}

Text origin_of_fact(Text name) {
  const FactOrigin* const origin = origin_with(name);
  return origin ? origin->file : Text();
}

// Reads the facts off the rows of one table.
class FactBook::Taker final : public Sink {
public:
  Taker(FactBook& book, const TableInfo& table, const FactSource& source)
      : book_(book), prefix_(table.find(source.prefix)), name_(table.find(source.name)),
        value_(table.find(source.value)), netns_(table.find("netns")),
        container_(table.find("container")), source_(source) {}

  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) take(chunk[i]);
    return More::Yes;
  }
  void gap(const Gap& gap) override { book_.told_.add(gap); }
  void note(Text) override {}
  void end() override {}

private:
  Cell cell(const ColumnInfo* column, const void* row, std::string& room) const {
    return column ? column->read(row, room) : Cell(Absent::NotApplicable);
  }

  void take(const void* row) {
    called_.clear();
    if (prefix_) {
      append_plain(called_, prefix_->read(row, room_));
      called_ += '.';
    } else {
      called_ += source_.prefix;
    }
    const Cell netns = cell(netns_, row, netns_room_);
    const Absent* const why = std::get_if<Absent>(&netns);
    if (why && *why != Absent::NotApplicable) return;  // Whose it is, is not known; a gap says so.
    const Cell name = name_->read(row, room_);
    if (const Text* const text = std::get_if<Text>(&name)) called_ += without_part(*text);
    std::ranges::replace(called_, ' ', '_');
    book_.take(called_, cell(value_, row, room_), netns, cell(container_, row, container_room_));
  }

  FactBook& book_;
  const ColumnInfo *prefix_, *name_, *value_, *netns_, *container_;
  const FactSource& source_;
  std::string called_{}, room_{}, netns_room_{}, container_room_{};
};

// Counts the rows of a table that fulfil conditions.
class FactBook::Counter final : public Sink {
public:
  Counter(FactBook& book, const TableInfo& table) : book_(book), netns_(table.find("netns")) {}

  void add(Text name, Filter filter) { wanted_.push_back({name, std::move(filter)}); }
  Request request(const TableInfo& table) const {
    Request request;
    for (const Wanted& one : wanted_) request.columns |= one.filter.columns();
    request.columns.set(table.index_of(*netns_));
    return request;
  }

  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) count(chunk[i]);
    return More::Yes;
  }
  void gap(const Gap& gap) override {
    has_gaps_ = has_gaps_ || gap.column.empty();
    book_.told_.add(gap);
  }
  void note(Text) override {}
  void end() override {}

  // A count is 0 in each namespace where no row fulfils its condition, if all rows were seen.
  void settle() {
    for (const Wanted& one : wanted_)
      for (Place& place : book_.places_)
        if (!place.place.is_machine && !has_gaps_ && !one.has_doubts)
          place.facts.try_emplace(std::string(one.name), 0);
  }

private:
  struct Wanted {
    Text name;
    Filter filter;
    bool has_doubts = false;
  };

  void count(const void* row) {
    const Cell netns = netns_->read(row, room_);
    if (std::holds_alternative<i64>(netns)) book_.place_of(netns, Absent::NotApplicable);
    for (Wanted& one : wanted_) {
      const Truth truth = one.filter.test(row, std::bitset<64>().set());
      one.has_doubts = one.has_doubts || truth == Truth::Unknown;
      if (truth == Truth::Yes) book_.take(one.name, i64{1}, netns, Absent::NotApplicable);
    }
  }

  FactBook& book_;
  const ColumnInfo* netns_;
  std::vector<Wanted> wanted_{};
  bool has_gaps_ = false;
  std::string room_{};
};

FactBook::FactBook(World& world, std::span<const TableInfo* const> tables,
                   const std::set<Text>& names)
    : world_(world), names_(names) {
  places_.emplace_back().place.is_machine = true;
  std::set<const FactSource*> sources;
  for (const Text name : names)
    if (const FactOrigin* const origin = origin_with(name))
      if (origin->source) sources.insert(origin->source);
  for (const FactSource* const source : sources) {
    const auto table = std::ranges::find(tables, source->table, &TableInfo::name);
    if (table == tables.end()) continue;
    Taker taker(*this, **table, *source);
    Request request;
    request.possible = [&](std::span<const Fact> facts) {
      return may_have(**table, *source, facts);
    };
    for (const Text name :
         {source->prefix, source->name, source->value, Text("netns"), Text("container")})
      if (const ColumnInfo* const column = (*table)->find(name))
        request.columns.set((*table)->index_of(*column));
    const Result<void> done = (*table)->scan(world, **table, request, taker);
    if (done) continue;
    const Error& error = done.error();
    const Absent why = reason_of(error.code);
    told_.add({source->table, "", why, Absent::NotApplicable, world.texts.keep(words_of(error)),
               why == Absent::NotPermitted && (*table)->remedy ? (*table)->remedy("", why)
                                                               : Text("look again")});
  }
  count(tables);
}

// Whether a row may be a fact that somebody asks for, as far as it is known what it is called.
bool FactBook::may_have(const TableInfo& table, const FactSource& source,
                        std::span<const Fact> facts) const {
  const ColumnInfo* const prefix = table.find(source.prefix);
  const ColumnInfo* const begin = prefix ? prefix : table.find(source.name);
  for (const Fact& fact : facts) {
    const Text* const text = std::get_if<Text>(&fact.value);
    if (!text || fact.column != begin->read) continue;
    std::string called(prefix ? Text() : source.prefix);
    called += *text;
    // What follows is the name behind a prefix, or the place of one number among several.
    const auto is_it = [&](Text name) {
      return name.starts_with(called) &&
             (name.size() == called.size() || name[called.size()] == '.');
    };
    if (std::ranges::none_of(names_, is_it)) return false;
  }
  return true;
}

// One scan a table, and zeros when all places are known.
void FactBook::count(std::span<const TableInfo* const> tables) {
  std::vector<Counter> counters;
  const bool is_any_wanted =
      std::ranges::any_of(counts, [&](const FactCount& one) { return names_.contains(one.name); });
  for (const TableInfo* const table : tables) {
    Counter counter(*this, *table);
    bool is_wanted = is_any_wanted && table->name == "interfaces";  // lo: each place has a row.
    for (const FactCount& one : counts) {
      if (one.table != table->name || !names_.contains(one.name)) continue;
      const std::string words[] = {std::string(one.condition)};
      Result<Filter> filter = Filter::parse(*table, words);
      if (!filter) continue;
      counter.add(one.name, std::move(*filter));
      is_wanted = true;
    }
    if (!is_wanted) continue;
    const Request request = counter.request(*table);
    if ((*table).scan(world_, *table, request, counter)) counters.push_back(std::move(counter));
  }
  for (Counter& counter : counters) counter.settle();
}

FactBook::Place& FactBook::place_of(const Cell& netns, const Cell& container) {
  const auto known = std::ranges::find_if(
      places_, [&](const Place& place) { return is_same(netns, place.place); });
  if (known != places_.end()) return *known;
  Place& place = places_.emplace_back();
  if (const i64* const number = std::get_if<i64>(&netns))
    place.place.netns = static_cast<u32>(*number);
  else
    place.place.is_machine = true;
  if (const Text* const text = std::get_if<Text>(&container))
    place.place.container = world_.texts.keep(*text);
  return place;
}

void FactBook::take(Text name, const Cell& value, const Cell& netns, const Cell& container) {
  if (const i64* const number = std::get_if<i64>(&value)) {
    if (names_.contains(name)) place_of(netns, container).facts[std::string(name)] += *number;
    return;
  }
  const Text* text = std::get_if<Text>(&value);
  if (!text) return;
  Text rest = *text;
  std::string called(name);
  i64 first = 0;
  for (char field = '1'; !rest.empty() && field <= '9'; ++field) {
    const Text word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    i64 number = 0;
    if (!parse_number(word, number)) return;
    if (field == '1' && names_.contains(name)) place_of(netns, container).facts[called] = number;
    called.resize(name.size());
    (called += '.') += field;
    if (names_.contains(called)) place_of(netns, container).facts[called] = number;
    called.resize(name.size());
    if (field == '1') first = number;
    called += ".span";  // How many a range has, both ends included.
    if (field == '2' && names_.contains(called) && number >= first)
      place_of(netns, container).facts[called] = number - first + 1;
    called.resize(name.size());
  }
}

std::vector<FactPlace> FactBook::places() const {
  std::vector<FactPlace> all;
  for (const Place& one : places_) all.push_back(one.place);
  return all;
}

bool FactBook::knows(const Cell& netns) const {
  return std::ranges::any_of(places_, [&](const Place& one) { return is_same(netns, one.place); });
}

bool FactBook::lacks_tables() const {
  return std::ranges::any_of(told_.all(), [](const Gap& gap) { return gap.column.empty(); });
}

Cell FactBook::find(const Cell& netns, Text name) const {
  const std::string called(name);
  const bool is_of_machine = !std::holds_alternative<i64>(netns);
  for (const Place& one : places_)
    if (is_same(netns, one.place))
      if (const auto fact = one.facts.find(called); fact != one.facts.end()) return fact->second;
  // Some of the machine's stand among those of each namespace, such as the memory of TCP.
  for (const Place& one : places_)
    if (one.place.is_machine || is_of_machine)
      if (const auto fact = one.facts.find(called); fact != one.facts.end()) return fact->second;
  for (const Gap& gap : told_.all())
    if (gap.column.empty() && may_be_hidden(name, gap.table)) return gap.why;
  return Absent::Unsupported;
}

}  // namespace sonde
