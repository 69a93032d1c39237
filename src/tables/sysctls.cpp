// sysctls.cpp: the table "sysctls": the settings of the kernel that matter, and what they do.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "lexicon/counter_meanings.hpp"
#include "model/sysctl.hpp"
#include "tables/host_files.hpp"
#include "tables/networks.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Sysctl::netns>("netns", "Network namespace that it is set in; none for settings of the whole host.", Show::Machine, Unit::Inode),
    column<&Sysctl::container>("container", "The one container that the namespace belongs to.", Show::Machine),
    column<&Sysctl::name>("name", "Its name, as sysctl(8) writes it.", Show::Always),
    column<&Sysctl::value>("value", "What it is set to now; several numbers are parted by a space.", Show::Always),
    column<&Sysctl::meaning>("meaning", "What it does.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"netns", "name"};

Text remedy(Text, Absent why) { return remedy_of_file(why); }

class SysctlScan {
public:
  explicit SysctlScan(Scan<Sysctl>& scan) : scan_(scan), world_(scan.world) {}

  Result<void> run() {
    TRY(each_network(
        world_, scan_.table.name, scan_.sink,
        [this](const Network& network, Source& source) { return read(network, source); }));
    read_those_of_the_host();
    files_.tell(scan_.table.name, scan_.sink);
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  static bool is_of_network(Text name) { return name.starts_with("net."); }

  Result<More> read(const Network& network, Source& source) {
    Sysctl row;
    row.netns = network.netns ? network.netns : own_netns(source);
    row.container = network.container;
    each_line([&](Text name, Text meaning) {
      if (is_of_network(name)) add(source, row, name, meaning);
    });
    return More::Yes;
  }

  void read_those_of_the_host() {
    each_line([&](Text name, Text meaning) {
      if (!is_of_network(name)) add(world_.source, {}, name, meaning);
    });
  }

  template <class Use> static void each_line(Use use) {
    Text rest = sysctl_lines();
    for (lexicon::Line line; lexicon::take_line(rest, line);) use(line.name, line.en);
  }

  void add(Source& source, Sysctl row, Text name, Text meaning) {
    if (!scan_.possible(scan_.fact<&Sysctl::name>(name))) return;
    std::string path = "sys/" + std::string(name);
    std::ranges::replace(path, '.', '/');
    const auto text = files_.read(source, path, room_);
    if (!text) return;
    std::string value(trim(*text));
    std::ranges::replace(value, '\t', ' ');
    row.name = name;
    row.value = world_.texts.keep(value);
    row.meaning = meaning;
    rows_.add(row);
  }

  Scan<Sysctl>& scan_;
  World& world_;
  HostFiles files_{world_};
  RowStore<Sysctl> rows_{};
  std::string room_{};
};

Result<void> scan_sysctls(Scan<Sysctl>& scan) { return SysctlScan(scan).run(); }

}  // namespace

constinit const TableInfo sysctls_table = {
    "sysctls", "The settings of the kernel that matter, and what they do.",
    columns,   &run_scan<scan_sysctls>,
    key,       {},
    &remedy};

}  // namespace sonde
