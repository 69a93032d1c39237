// config.cpp: the table "config": what configures each process, and how that is known.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "model/config_entry.hpp"
#include "tables/config_reader.hpp"
#include "tables/process_reader.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Vocabulary kind_words = {config_kind_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&ConfigEntry::pid>("pid", "Process that is configured.", Show::Always),
    column<&ConfigEntry::process>("process", "Its name: /proc/PID/comm.", Show::Always),
    column<&ConfigEntry::container>("container", "Container of the process.", Show::Machine),
    column<&ConfigEntry::kind>("kind", "What tells it: reload, argument, variable, open file, mount, default, unit or package.", Show::Always).with(kind_words),
    column<&ConfigEntry::what>("what", "Path as the process sees it, or name of the variable.", Show::Always),
    column<&ConfigEntry::value>("value", "The whole argument, the value of the variable, or what is mounted there; secrets are stars.", Show::Always),
    column<&ConfigEntry::exists>("exists", "Whether there is such a file or directory, where one was looked for.", Show::Always),
    column<&ConfigEntry::how>("how", "How that is known.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"pid", "kind", "what", "how"};

Text remedy(Text column, Absent why) {
  if (column != "exists") return remedy_for_processes(why);
  if (why == Absent::Malformed)
    return "it is a FIFO, a device or a link that leads nowhere: look at it";
  if (why == Absent::NotCollected)
    return "it is on a mount of its own, or in a copy: sonde run --all-ns -- ls "
           "looks there";
  return remedy_for_processes(why);
}

ProcessWish wish() {
  ProcessWish wish;
  wish.exe = wish.cwd = wish.root = wish.cgroup = wish.home = true;
  return wish;
}

Result<void> scan_config(Scan<ConfigEntry>& scan) {
  RowStore<ConfigEntry> rows;
  ProcessReader processes(scan.world, wish(), nullptr);
  ConfigReader reader(scan.world, scan.table, scan.sink, rows);
  const std::vector<int> pids = TRY(processes.list());
  tell_hidden_processes(scan.world, scan.table.name, pids.size(), scan.sink);
  for (const int pid : pids) {
    Process process;
    if (!scan.possible(scan.fact<&ConfigEntry::pid>(pid)) || !processes.begin(pid, process))
      continue;
    // Kernel threads and zombies have nothing to configure.
    if (process.is_kernel_thread || process.is_zombie || !processes.complete(process)) continue;
    ConfigReader::Kinds kinds;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      kinds[i] = scan.possible(scan.fact<&ConfigEntry::pid>(pid),
                               scan.fact<&ConfigEntry::process>(process.name),
                               scan.fact<&ConfigEntry::kind>(static_cast<ConfigKind>(i)));
    if (kinds.any()) reader.read(process, kinds);
  }
  reader.finish();
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo config_table = {
    "config", "What configures each process: files, variables, mounts, and how that is known.",
    columns,  &run_scan<scan_config>,
    key,      {},
    &remedy,
};

}  // namespace sonde
