// counters.cpp: the table "counters": what the kernel counts of the network, with its meaning.
// SPDX-License-Identifier: Apache-2.0
#include "decode/counters.hpp"
#include "base/text.hpp"
#include "decode/clock.hpp"
#include "decode/neighbor_table.hpp"
#include "decode/netlink_messages.hpp"
#include "lexicon/counter_meanings.hpp"
#include "tables/host_files.hpp"
#include "tables/networks.hpp"
#include "tables/process_sockets.hpp"
#include "tables/rates.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Vocabulary kind_words = {counter_kind_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Counter::netns>("netns", "Network namespace that it is counted in; none for what the whole host counts.", Show::Machine, Unit::Inode),
    column<&Counter::container>("container", "The one container that the namespace belongs to.", Show::Machine),
    column<&Counter::group>("group", "What it is about: Ip, Icmp, Tcp, Udp, TcpExt, IpExt, Ip6, sockstat, softnet, vmstat, clock and others.", Show::Always),
    column<&Counter::name>("name", "Its name in the file of the kernel; with its label where it has one: TCP tw, cpu1 dropped.", Show::Always),
    column<&Counter::value>("value", "Since the namespace was made, or now, see kind.", Show::Always),
    column<&Counter::per_s>("per_s", "How much it grew a second since the look before; with --interval and --watch.", Show::Asked).between_looks(),
    column<&Counter::kind>("kind", "A counter only grows, a gauge says what is now.", Show::Machine).with(kind_words),
    column<&Counter::meaning>("meaning", "What it counts; empty where sonde does not know it.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"netns", "group", "name"};

Text remedy(Text column, Absent why) {
  if (column == "per_s") return "look again: it was reset between the two looks";
  if (why == Absent::Malformed) return remedy_of_file(why);
  return why == Absent::NotPermitted ? "run as root on the node" : "run sonde on that machine";
}

enum class Extent : u8 { Namespace, Host };

struct CounterSource {
  Text file;
  Text group;  // Of a file that has no groups itself.
  CounterFile (*decode)(Text file, Text group, Arena& texts);
  Extent extent = Extent::Namespace;
  Width width = width_of_long;  // Some are of 64 bits always.
};

// The order is that of the rows.
constexpr CounterSource sources[] = {
    {"net/snmp", "", &decode_snmp},
    {"net/netstat", "", &decode_snmp},
    {"net/snmp6", "snmp6", &decode_snmp6},
    {"net/sockstat", "sockstat", &decode_sockstat},
    {"net/sockstat6", "sockstat6", &decode_sockstat},
    {"net/stat/nf_conntrack", "nf_conntrack", &decode_conntrack_stat, Extent::Namespace,
     Width::Bits32},
    {"net/protocols", "protocols", &decode_protocols},
    {"net/softnet_stat", "softnet", &decode_softnet, Extent::Host, Width::Bits32},
    {"vmstat", "vmstat", &decode_vmstat, Extent::Host},
};

struct CounterRates : Rates {};

class CounterScan {
public:
  explicit CounterScan(Scan<Counter>& scan) : scan_(scan), world_(scan.world) {}

  Result<void> run() {
    wants_rate_ = scan_.wants<&Counter::per_s>() && scan_.request.memory;
    wants_meaning_ = scan_.wants<&Counter::meaning>();
    if (wants_rate_) rates().begin(world_.source.now());
    TRY(each_network(
        world_, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return read(network, source); }));
    read_memory_errors();
    read_clock();
    files_.tell(scan_.table.name, scan_.sink);
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  Rates& rates() { return scan_.request.memory->of<CounterRates>(); }

  Result<More> read(const Network& network, Source& source) {
    std::string room;
    Counter place;
    place.netns = network.netns ? network.netns : own_netns(source);
    place.container = network.container;
    handle_ = network.handle;
    for (const CounterSource& from : sources) {
      if (!may_have(from)) continue;
      if (from.extent == Extent::Host && std::exchange(has_host_[&from - sources], true)) continue;
      const auto text = files_.read(source, from.file, room);
      if (text) take(from, from.decode(*text, from.group, world_.texts), place);
    }
    if (!std::exchange(has_neighbors_, true)) read_neighbor_tables(source, place);
    return More::Yes;
  }

  // net/snmp6 has groups of its own beside the one that it is listed with.
  bool may_have(const CounterSource& from) const {
    const bool has_one_group = !from.group.empty() && from.decode != &decode_snmp6;
    return !has_one_group || scan_.possible(scan_.fact<&Counter::group>(from.group));
  }

  // /proc/net/stat/arp_cache has them, too, but in the machine's first namespace only. A copy of
  // /proc has neither.
  void read_neighbor_tables(Source& source, const Counter& place) {
    if (source.is_copy()) return;
    constexpr CounterSource from = {"rtnetlink RTM_GETNEIGHTBL", "neigh", nullptr, Extent::Host,
                                    Width::Bits64};
    const std::string name = netlink_question(NETLINK_ROUTE, neighbor_table_request());
    const auto blocks = source.stream({Question::How::Netlink, name});
    CounterFile tables;
    const Result<void> read =
        blocks ? read_dump(**blocks, neighbor_table_sequence,
                           [&](u16, Text message) {
                             decode_neighbor_table(message, from.group, world_.texts, tables);
                             return true;
                           })
               : Result<void>(std::unexpected(blocks.error()));
    if (!read) files_.miss(reason_of(read.error().code), from.file);
    take(from, tables, place);
  }

  // Documentation/admin-guide/RAS/main.rst: what ECC corrected and could not correct, for each
  // memory controller. Most virtual machines have none.
  void read_memory_errors() {
    constexpr Text folder = "sys/devices/system/edac/mc";
    std::string names;
    std::string room;
    const auto list = world_.source.ask({Question::How::HostList, folder}, names);
    for (Text rest = list ? *list : Text(); !rest.empty();) {
      const Text controller = cut_name(rest);
      for (const Text name : {Text("ce_count"), Text("ue_count")}) {
        const std::string file = std::string(folder).append("/").append(controller) + "/";
        const auto text =
            world_.source.ask({Question::How::HostFile, file + std::string(name)}, room);
        i64 value = 0;
        if (!text || !parse_number(trim(*text), value)) continue;  // "power" is no controller.
        const std::string called = std::string(controller).append(" ").append(name);
        CounterFile one;
        one.counters.push_back({"edac", called, value});
        take({file, "edac", nullptr, Extent::Host}, one, {});
      }
    }
  }

  // No file of /proc has it, so that a copy does not.
  void read_clock() {
    if (world_.source.is_copy()) return;
    constexpr CounterSource from = {"adjtimex(2)", "clock", nullptr, Extent::Host};
    std::string room;
    const auto text = world_.source.ask({Question::How::Clock}, room);
    if (text) take(from, decode_clock(*text, from.group), {});
    const auto refusal = text ? refusal_of_clock(*text) : std::optional(text.error().code);
    if (refusal) files_.miss(reason_of(*refusal), from.file);
  }

  void take(const CounterSource& from, const CounterFile& file, Counter row) {
    if (from.extent == Extent::Host) {
      row.netns = Absent::NotApplicable;
      row.container = Absent::NotApplicable;
    }
    u64 without_value = 0;
    std::string example;
    for (const DecodedCounter& counter : file.counters) {
      row.group = world_.texts.keep(counter.group);
      row.name = world_.texts.keep(counter.name);
      row.value = counter.value;
      row.kind = counter.kind;
      if (wants_meaning_) row.meaning = meaning_of(row);
      if (wants_rate_) row.per_s = rate_of(row, from.width);
      if (!row.value && without_value++ == 0)
        example = std::string(row.group) + " " + std::string(row.name);
      rows_.add(row);
    }
    tell(from, "value", without_value, example);
    tell(from, "", file.unused_lines, file.unused_example);
  }

  Known<Text> meaning_of(const Counter& row) {
    const Text said = meaning_of_counter(row.group, row.name, room_);
    if (said.empty()) return Absent::NotApplicable;
    return said.data() == room_.data() ? world_.texts.keep(said) : said;
  }

  Known<double> rate_of(const Counter& row, Width width) {
    if (row.kind == CounterKind::Gauge || !row.value) return Absent::NotApplicable;
    // Namespaces whose number is not known are told apart by their handles.
    std::string name(row.netns || row.netns.why == Absent::NotApplicable ? Text() : handle_);
    if (row.netns) append_number(name, *row.netns);
    name.append("/").append(row.group).append("/").append(row.name);
    return rates().per_s(name, static_cast<u64>(*row.value), width);
  }

  void tell(const CounterSource& from, Text column, u64 count, Text example) {
    if (count == 0) return;
    const std::string said = std::string(example) + " of " + std::string(from.file);
    scan_.sink.gap({scan_.table.name, column, Absent::Malformed, count, world_.texts.keep(said),
                    remedy_of_file(Absent::Malformed)});
  }

  Scan<Counter>& scan_;
  World& world_;
  HostFiles files_{world_};
  RowStore<Counter> rows_{};
  bool has_host_[std::size(sources)] = {};
  bool has_neighbors_ = false;
  bool wants_rate_ = false, wants_meaning_ = false;
  Text handle_{};  // Of the namespace that is read.
  std::string room_{};
};

Result<void> scan_counters(Scan<Counter>& scan) { return CounterScan(scan).run(); }

}  // namespace

constinit const TableInfo counters_table = {
    "counters", "What the kernel counts of the network and of memory that is short, and its clock.",
    columns,    &run_scan<scan_counters>,
    key,        {},
    &remedy};

}  // namespace sonde
