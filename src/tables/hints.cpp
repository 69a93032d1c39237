// hints.cpp: the table "hints": which other servers there are, as files and environments say.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "tables/hint_reader.hpp"
#include "tables/process_reader.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// "deploy@web:2222", "[2001:db8::1]:22"
constexpr auto target = [](const Hint& row, std::string& room) -> Known<Text> {
  if (!row.host) return row.host;
  room.clear();
  if (row.login) room.append(*row.login).append("@");
  const bool has_brackets = row.port && row.host.value.contains(':');
  room.append(has_brackets ? "[" : "").append(*row.host).append(has_brackets ? "]" : "");
  if (row.port) append_number(room += ':', *row.port);
  return Text(room);
};
// "/root/.ssh/known_hosts:3", "DB_HOST"
constexpr auto where = [](const Hint& row, std::string& room) -> Known<Text> {
  if (row.variable) return row.variable;
  if (!row.file) return row.file;
  room = *row.file;
  if (row.line) append_number(room += ':', *row.line);
  return Text(room);
};
// "root", "nginx (pid 42) in web"
constexpr auto whose = [](const Hint& row, std::string& room) -> Known<Text> {
  room.clear();
  if (row.pid) {
    room.append(row.process ? *row.process : Text("?"));
    append_number(room += " (pid ", *row.pid);
    room += ')';
  } else if (row.user) {
    room = *row.user;
  }
  if (row.container) room.append(room.empty() ? "container " : " in ").append(*row.container);
  return room.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(Text(room));
};
constexpr Vocabulary kind_words = {hint_kind_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Hint::kind>("kind", "What gives it away: hosts, known-host, ssh, service, link, variable or history.", Show::Always).with(kind_words),
    column<target>("target", "The server: LOGIN@HOST:PORT, as far as it is said.", Show::Screen).composed_of("host"),
    column<&Hint::login>("login", "As whom somebody logs in there.", Show::Machine),
    column<&Hint::host>("host", "Its name, address or pattern; known_hosts may keep it as a hash.", Show::Machine),
    column<&Hint::port>("port", "Its port, where one is said.", Show::Machine),
    column<&Hint::address>("address", "Its address, where one is said.", Show::Machine),
    column<&Hint::says>("says", "What stands there; secrets are stars.", Show::Always),
    column<where>("where", "FILE:LINE, or the name of the variable.", Show::Screen),
    column<&Hint::file>("file", "File that says it, as the place sees it.", Show::Machine),
    column<&Hint::line>("line", "Line of the file; of several the first.", Show::Machine),
    column<&Hint::variable>("variable", "Variable of the environment that says it.", Show::Machine),
    column<whose>("whose", "Process that has the variable, or user whose home it is; its container.", Show::Screen),
    column<&Hint::pid>("pid", "Process that has the variable; of several the one with the lowest pid.", Show::Machine),
    column<&Hint::process>("process", "Its name: /proc/PID/comm.", Show::Machine),
    column<&Hint::user>("user", "User whose home or process it is.", Show::Machine),
    column<&Hint::container>("container", "Container in which it was found.", Show::Machine),
    column<&Hint::times>("times", "How many lines of the file, or processes, say the same.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"kind", "host", "port", "login", "file", "variable", "pid", "line"};

Text remedy(Text column, Absent why) {
  if (column == "host")
    return "the name is hashed (HashKnownHosts): ssh-keygen -F NAME -f FILE tells if it is there";
  return remedy_for_processes(why);
}

ProcessWish wish() {
  ProcessWish wish;
  wish.status = wish.user = wish.root = wish.cgroup = wish.home = true;
  return wish;
}

// What the filter leaves over. Histories are read when somebody asked for them, and by no query.
HintReader::Kinds kinds_of(Scan<Hint>& scan, const ShellHistories& histories) {
  HintReader::Kinds kinds;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    kinds[i] = scan.possible(scan.fact<&Hint::kind>(static_cast<HintKind>(i)));
  constexpr auto history = static_cast<std::size_t>(HintKind::History);
  if (kinds[history] && !histories.are_wanted) {
    if (kinds.count() > 1)
      scan.sink.note("histories of shells are only read by sonde hints --history");
    else  // Nothing else was asked for: no rows are no answer then.
      scan.sink.gap({scan.table.name, "", Absent::NotCollected, Absent::NotApplicable,
                     "histories of shells", "sonde hints --history reads them"});
  }
  kinds[history] = kinds[history] && histories.are_wanted;
  return kinds;
}

Result<void> scan_hints(Scan<Hint>& scan) {
  const HintReader::Kinds kinds = kinds_of(scan, scan.world.shared<ShellHistories>());
  HintReader reader(scan.world, scan.table.name, scan.sink, kinds);
  ProcessReader processes(scan.world, wish(), nullptr);
  // First, so that it is not what is left out when containers name very many servers.
  const bool is_whole = scan.world.pids.empty();
  if (is_whole) reader.read_machine();
  const std::vector<int> pids = TRY(processes.list());
  tell_hidden_processes(scan.world, scan.table.name, pids.size(), scan.sink);
  for (const int pid : pids) {
    Process process;
    if (!processes.begin(pid, process)) continue;
    // Kernel threads and zombies have neither an environment nor a root.
    if (process.is_kernel_thread || process.is_zombie || !processes.complete(process)) continue;
    const bool may_pass =
        scan.possible(scan.fact<&Hint::pid>(pid), scan.fact<&Hint::process>(process.name));
    reader.read(process, may_pass ? kinds : HintReader::Kinds());
  }
  if (!is_whole) reader.read_machine();  // Now it is known whose homes are meant.
  reader.finish();
  RowStore<Hint> rows;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    for (const Hint& hint : reader.hints())
      if (hint.kind == static_cast<HintKind>(i)) rows.add(hint);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo hints_table = {
    "hints", "Other servers that files of users and environments of processes name.",
    columns, &run_scan<scan_hints>,
    key,     {},
    &remedy,
};

}  // namespace sonde
