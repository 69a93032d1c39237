// processes.cpp: the table "processes": what runs here, as whom, since when, and what it takes.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_columns.hpp"
#include "tables/process_reader.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

using namespace process_columns;

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Process::pid>("pid", "Number of the process.", Show::Always),
    column<&Process::ppid>("ppid", "Its parent; 0: none that can be seen from here.", Show::Machine),
    column<&Process::uid>("uid", "User who runs it (the real one).", Show::Machine),
    column<&Process::euid>("euid", "User whose rights it has.", Show::Asked).missing_with("uid"),
    column<&Process::user>("user", "Name of the uid in /etc/passwd, or the number.", Show::Always).missing_with("uid"),
    column<&Process::state>("state", "R runs, S sleeps, D waits for a device, Z zombie, T stopped, t traced, I idle.", Show::Always).with(state_words),
    column<&Process::cpu_percent>("cpu_percent", "Share of a processor over its life; with --watch since the last look.", Show::Always, Unit::Percent),
    column<&Process::memory_percent>("memory_percent", "Share of the memory of the machine.", Show::Machine, Unit::Percent).missing_with("rss_bytes"),
    column<rss>("rss", "Memory it has in RAM, for people.", Show::Screen).composed_of("rss_bytes"),
    column<&Process::rss_bytes>("rss_bytes", "Memory it has in RAM, shared pages included.", Show::Machine, Unit::Bytes).missing_with("uid"),
    column<&Process::vsz_bytes>("vsz_bytes", "Its address space.", Show::Machine, Unit::Bytes).missing_with("state"),
    column<&Process::swap_bytes>("swap_bytes", "Memory it has in swap.", Show::Asked, Unit::Bytes),
    column<age>("age", "Time since it started, for people.", Show::Screen).composed_of("age_s"),
    column<&Process::age_s>("age_s", "Seconds since it started.", Show::Machine, Unit::Seconds),
    column<started>("started", "When it started, in UTC (RFC 3339).", Show::Machine, Unit::Moment),
    column<&Process::tty>("tty", "Terminal that it belongs to.", Show::Machine).missing_with("state"),
    column<&Process::name>("process", "Its name, at most 15 bytes: /proc/PID/comm.", Show::Machine),
    column<runs>("runs", "Its command line, or [name] of a kernel thread or a zombie.", Show::Screen).composed_of("command"),
    column<&Process::command>("command", "Its command line, as it stands now; passwords and tokens as ***.", Show::Machine),
    column<&Process::exe>("exe", "The file that it runs.", Show::Asked),
    column<&Process::container>("container", "Container that it is in, by name or the first 12 digits of its id.", Show::Machine),
    column<&Process::netns>("netns", "Network namespace of its first thread.", Show::Machine, Unit::Inode),
    column<&Process::threads>("threads", "How many threads it has.", Show::Machine).missing_with("state"),
    column<&Process::ports>("ports", "Ports that it listens on: 80,443,53/udp; a look at all sockets.", Show::Asked),
    column<&Process::fds>("fds", "How many descriptors it has open.", Show::Machine),
    column<&Process::fd_limit>("fd_limit", "How many descriptors it may have open: the soft limit of RLIMIT_NOFILE.", Show::Asked),
    column<fds_percent>("fds_percent", "Share of that limit in use; at 100 open() and accept() fail with EMFILE.", Show::Asked, Unit::Percent),
    column<cpu_ms>("cpu_ms", "Processor time that it has taken, of user and system.", Show::Machine, Unit::Milliseconds).missing_with("state"),
    column<&Process::switches>("switches", "How often its first thread began to wait (voluntary context switches).", Show::Asked).missing_with("uid"),
    column<&Process::is_kernel_thread>("kernel_thread", "Whether it is a thread of the kernel, which runs no program.", Show::Asked),
    column<&Process::nice>("nice", "Niceness, -20 to 19.", Show::Asked).missing_with("state"),
    column<&Process::priority>("priority", "Priority of the scheduler; below 0: real-time.", Show::Asked).missing_with("state"),
    column<&Process::processor>("processor", "Processor that it ran on last.", Show::Asked).missing_with("state"),
    column<&Process::session>("session", "Session of its terminal.", Show::Asked).missing_with("state"),
    column<&Process::pgrp>("pgrp", "Process group.", Show::Asked).missing_with("state"),
    column<&Process::tracer_pid>("tracer_pid", "Process that traces it.", Show::Asked).missing_with("uid"),
    column<&Process::cwd>("cwd", "Its working directory.", Show::Asked).missing_with("exe"),
    column<&Process::root>("root", "Its root directory.", Show::Asked).missing_with("exe"),
    column<&Process::cgroup>("cgroup", "Its cgroup: of version 2, or that of systemd.", Show::Asked),
};
// clang-format on
static_assert(std::size(columns) <= 64, "Request::columns has 64 bits: split the table");

constexpr Text key[] = {"pid", "started"};

Text remedy(Text column, Absent why) {
  if (column == "user" && why != Absent::Vanished)
    return "run where /etc/passwd can be read, or use uid";
  return remedy_for_processes(why);
}

class ProcessScan {
public:
  explicit ProcessScan(Scan<Process>& scan)
      : scan_(scan), reader_(scan.world, wish_of(scan), scan.request.memory) {}

  Result<void> run() {
    const std::vector<int> pids = TRY(reader_.list());
    tell_hidden_processes(scan_.world, scan_.table.name, pids.size(), scan_.sink);
    // What costs a question beyond stat and status.
    ready_ = ~scan_.set_of<runs, &Process::command, &Process::exe, &Process::cwd, &Process::root,
                           &Process::cgroup, &Process::fds, &Process::ports, &Process::fd_limit,
                           fds_percent>();
    if (scan_.request.memory) {
      looks_ = &scan_.request.memory->of<ProcessLooks>();
      looks_->begin(reader_.clock().uptime());
    }
    for (const int pid : pids)
      if (read(pid) == More::No) return {};
    if (!rows_.chunks().empty()) scan_.sink.rows(std::move(rows_.chunks().back()));
    return {};
  }

private:
  static ProcessWish wish_of(const Scan<Process>& scan) {
    ProcessWish wish;
    wish.user = scan.wants<&Process::user>();
    wish.status =
        wish.user ||
        scan.wants<&Process::uid, &Process::euid, &Process::rss_bytes, rss, &Process::swap_bytes,
                   &Process::memory_percent, &Process::tracer_pid, &Process::switches>();
    wish.command = scan.wants<&Process::command, runs>();
    wish.exe = scan.wants<&Process::exe>();
    wish.cwd = scan.wants<&Process::cwd>();
    wish.root = scan.wants<&Process::root>();
    wish.cgroup = scan.wants<&Process::cgroup>();
    wish.ports = scan.wants<&Process::ports>();
    wish.fds = scan.wants<&Process::fds, fds_percent>();
    wish.fd_limit = scan.wants<&Process::fd_limit, fds_percent>();
    wish.home = scan.wants<&Process::container, &Process::netns>();
    return wish;
  }

  More read(int pid) {
    if (!scan_.possible(scan_.fact<&Process::pid>(pid))) return More::Yes;
    Process row;
    if (!reader_.begin(pid, row)) return More::Yes;
    if (looks_) {
      const Known<double> share = looks_->percent_of(row);
      if (share) row.cpu_percent = share;
    }
    if (scan_.request.may_pass && !scan_.request.may_pass(&row, ready_)) return More::Yes;
    if (!reader_.complete(row)) return More::Yes;
    Process& kept = rows_.add(row);
    ProcessReader::keep_texts(kept, rows_.texts());
    if (!rows_.chunks().back().full()) return More::Yes;
    RowStore<Process> full = std::exchange(rows_, {});
    return scan_.sink.rows(std::move(full.chunks().back()));
  }

  Scan<Process>& scan_;
  ProcessReader reader_;
  ProcessLooks* looks_ = nullptr;
  std::bitset<64> ready_{};
  RowStore<Process> rows_{};
};

Result<void> scan_processes(Scan<Process>& scan) { return ProcessScan(scan).run(); }

}  // namespace

constinit const TableInfo processes_table = {
    "processes", "Every process that can be seen, as ps shows them.",
    columns,     &run_scan<scan_processes>,
    key,         {},
    &remedy,
};

}  // namespace sonde
