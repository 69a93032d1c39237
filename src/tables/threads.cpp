// threads.cpp: the table "threads": what each thread of a process does, as ps -efL shows it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "tables/pipe_readers.hpp"
#include "tables/process_columns.hpp"
#include "tables/process_reader.hpp"
#include "tables/process_sockets.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

using namespace process_columns;

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Process::pid>("pid", "Process that it is of.", Show::Always),
    column<&Process::tid>("tid", "Number of the thread; that of the first is the pid.", Show::Always),
    column<&Process::name>("process", "Name of the thread, which may have one of its own.", Show::Always),
    column<&Process::user>("user", "Name of the user who runs the process, or the number.", Show::Always),
    column<&Process::state>("state", "R runs, S sleeps, D waits for a device, Z zombie, T stopped, t traced, I idle.", Show::Always).with(state_words),
    column<&Process::cpu_percent>("cpu_percent", "Share of a processor over its life; with --watch: since the last look.", Show::Always, Unit::Percent),
    column<cpu_ms>("cpu_ms", "Processor time that it has taken, of user and system.", Show::Always, Unit::Milliseconds).missing_with("state"),
    column<&Process::processor>("processor", "Processor that it ran on last.", Show::Always).missing_with("state"),
    column<&Process::nice>("nice", "Niceness, -20 to 19.", Show::Machine).missing_with("state"),
    column<&Process::priority>("priority", "Priority of the scheduler; below 0: real-time.", Show::Asked).missing_with("state"),
    column<&Process::waits_in>("waits_in", "Function of the kernel that it sleeps in: /proc/PID/task/TID/wchan.", Show::Asked),
    column<&Process::pipe_reads>("pipe_reads", "Of one that waits to write into a pipe: what its readers have read, from anywhere.", Show::Asked, Unit::Bytes),
    column<&Process::switches>("switches", "How often it began to wait (voluntary context switches).", Show::Asked),
    column<&Process::is_kernel_thread>("kernel_thread", "Whether it is a thread of the kernel, which runs no program.", Show::Asked),
    column<&Process::tty>("tty", "Terminal that its process belongs to.", Show::Asked).missing_with("state"),
    column<started>("started", "When it started, in UTC (RFC 3339).", Show::Machine, Unit::Moment),
    column<&Process::age_s>("age_s", "Seconds since it started.", Show::Machine, Unit::Seconds),
    column<&Process::container>("container", "Container of its process.", Show::Machine),
    column<&Process::netns>("netns", "Network namespace of the thread, which may be another than that of its process.", Show::Machine, Unit::Inode),
};
// clang-format on

constexpr Text key[] = {"pid", "tid", "started"};

Text remedy(Text column, Absent why) {
  if (column == "user" && why != Absent::Vanished) return "run where /etc/passwd can be read";
  return remedy_for_processes(why);
}

class ThreadScan {
public:
  explicit ThreadScan(Scan<Process>& scan)
      : scan_(scan), processes_(scan.world, wish_of(scan), scan.request.memory),
        wants_netns_(scan.wants<&Process::netns>()), wants_wait_(scan.wants<&Process::waits_in>()),
        wants_switches_(scan.wants<&Process::switches>()),
        wants_readers_(scan.wants<&Process::pipe_reads>()) {
    wants_wait_ = wants_wait_ || wants_readers_;
  }

  Result<void> run() {
    const std::vector<int> pids = TRY(processes_.list());
    tell_hidden_processes(scan_.world, scan_.table.name, pids.size(), scan_.sink);
    ready_ = ~scan_.set_of<&Process::netns, &Process::waits_in, &Process::switches,
                           &Process::pipe_reads>();
    if (scan_.request.memory) {
      looks_ = &scan_.request.memory->of<ThreadLooks>();
      looks_->begin(processes_.clock().uptime());
    }
    for (const int pid : pids) {
      if (!scan_.possible(scan_.fact<&Process::pid>(pid))) continue;
      if (read_process(pid) == More::No) return {};
    }
    if (stalled_.size() > 0) settle_readers();
    if (!rows_.chunks().empty()) scan_.sink.rows(std::move(rows_.chunks().back()));
    return {};
  }

  // A copy of /proc seldom holds threads.
  void tell_absent() {
    if (absent_ == 0) return;
    std::string said = "those of ";
    append_number(said, absent_);
    said += absent_ == 1 ? " process" : " processes";
    scan_.sink.gap({scan_.table.name, "", Absent::NotCollected, Absent::NotApplicable,
                    scan_.world.texts.keep(said),
                    "run sonde on that machine, or copy /proc/PID/task as well"});
  }

private:
  static ProcessWish wish_of(const Scan<Process>& scan) {
    ProcessWish wish;
    wish.user = wish.status = scan.wants<&Process::user>();
    wish.home = scan.wants<&Process::container>();
    return wish;
  }

  More read_process(int pid) {
    Process process;
    if (!processes_.begin(pid, process)) return More::Yes;
    const std::string folder = std::to_string(pid) + "/task";
    std::string names;
    const auto list = scan_.world.source.ask({Question::How::List, folder}, names);
    if (!list && (scan_.world.source.is_copy() || list.error().code == std::errc::no_message))
      ++absent_;
    std::vector<int> threads;
    for (Text rest = list ? *list : Text(); !rest.empty();) {
      int tid = 0;
      if (parse_number(cut_name(rest), tid)) threads.push_back(tid);
    }
    std::ranges::sort(threads);
    for (const int tid : threads)
      if (read_thread(process, tid) == More::No) return More::No;
    return More::Yes;
  }

  // A thread that ends meanwhile is left out.
  More read_thread(const Process& process, int tid) {
    Source& source = scan_.world.source;
    const std::string folder = std::to_string(process.pid) + "/task/" + std::to_string(tid) + "/";
    const Known<Text> file = text_of(source, {Question::How::Read, folder + "stat"}, room_);
    const auto stat = file ? decode_pid_stat(*file) : std::nullopt;
    if (file.why == Absent::NotCollected && std::exchange(last_absent_, process.pid) != process.pid)
      ++absent_;
    if (!stat) return More::Yes;
    Process row;
    row.pid = process.pid;
    row.tid = tid;
    use_stat(*stat, row, tty_room_);
    row.user = process.user;
    row.container = process.container;
    processes_.clock().settle(row);
    if (looks_) {
      const Known<double> share = looks_->percent_of(row);
      if (share) row.cpu_percent = share;
    }
    if (wants_wait_ && !may_pass(row, ready_)) return More::Yes;
    if (wants_wait_) row.waits_in = wait_of(folder, row);
    if (!may_pass(row, ready_ | scan_.set_of<&Process::waits_in>())) return More::Yes;
    if (wants_switches_) row.switches = switches_of(folder);
    if (wants_netns_) row.netns = netns_of(folder, row);
    const bool is_stalled = wants_readers_ && is_pipe_write(row.waits_in);
    RowStore<Process>& rows = is_stalled ? stalled_ : rows_;
    Process& kept = rows.add(row);
    ProcessReader::keep_texts(kept, rows.texts());
    if (is_stalled) return More::Yes;
    if (!rows_.chunks().back().full()) return More::Yes;
    RowStore<Process> full = std::exchange(rows_, {});
    return scan_.sink.rows(std::move(full.chunks().back()));
  }

  // Of fs/pipe.c: anon_pipe_write since Linux 6.15.
  static bool is_pipe_write(const Known<Text>& function) {
    return function && (*function == "anon_pipe_write" || *function == "pipe_write");
  }

  // Who reads their pipes is asked for all of them at once.
  void settle_readers() {
    PipeReaders readers(scan_.world.source);
    for (std::size_t i = 0; i < stalled_.size(); ++i) readers.want(stalled_[i].pid);
    readers.look();
    for (std::size_t i = 0; i < stalled_.size(); ++i)
      stalled_[i].pipe_reads = readers.bytes_read(stalled_[i].pid);
    give(stalled_.chunks(), scan_.sink);
  }

  bool may_pass(const Process& row, std::bitset<64> ready) const {
    return !scan_.request.may_pass || scan_.request.may_pass(&row, ready);
  }

  // proc_pid_wchan of fs/proc/base.c says "0" of what does not sleep, and of what the reader may
  // not look into, which the link of a namespace tells apart: both ask for PTRACE_MODE_READ.
  Known<Text> wait_of(const std::string& folder, const Process& row) {
    if (row.is_zombie) return Absent::NotApplicable;
    Source& source = scan_.world.source;
    const Known<Text> file = text_of(source, {Question::How::Read, folder + "wchan"}, wait_room_);
    if (!file) return file.why;
    const Text function = trim(*file);
    if (!function.empty() && function != "0") return function;
    if (source.is_copy()) return Absent::NotCollected;
    const Known<Text> link = text_of(source, {Question::How::Link, folder + "ns/net"}, wait_room_);
    return link.why == Absent::NotPermitted ? link.why : Absent::NotApplicable;
  }

  Known<u64> switches_of(const std::string& folder) {
    const Known<Text> file =
        text_of(scan_.world.source, {Question::How::Read, folder + "status"}, status_room_);
    return file ? decode_pid_status(*file).switches : file.why;
  }

  Known<u32> netns_of(const std::string& folder, const Process& row) {
    if (row.is_kernel_thread || row.is_zombie) return Absent::NotApplicable;
    std::string room;
    const Known<Text> link =
        text_of(scan_.world.source, {Question::How::Link, folder + "ns/net"}, room);
    if (!link) return link.why;
    const auto decoded = decode_link_namespace(*link);
    if (!decoded || !std::in_range<u32>(decoded->inode)) return Absent::Malformed;
    return static_cast<u32>(decoded->inode);
  }

  Scan<Process>& scan_;
  ProcessReader processes_;
  bool wants_netns_, wants_wait_, wants_switches_, wants_readers_;
  ThreadLooks* looks_ = nullptr;
  std::bitset<64> ready_{};
  RowStore<Process> rows_{};
  RowStore<Process> stalled_{};  // Those that wait to write into a pipe.
  u64 absent_ = 0;
  int last_absent_ = 0;  // A process of which a thread was not collected: it counts once.
  std::string room_{}, tty_room_{}, wait_room_{}, status_room_{};
};

Result<void> scan_threads(Scan<Process>& scan) {
  ThreadScan threads(scan);
  TRY(threads.run());
  threads.tell_absent();
  return {};
}

}  // namespace

constinit const TableInfo threads_table = {
    "threads", "Every thread of every process, as ps -efL shows them.",
    columns,   &run_scan<scan_threads>,
    key,       {},
    &remedy,
};

}  // namespace sonde
