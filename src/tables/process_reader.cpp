// process_reader.cpp: asks for the files of one process after the other, and only for those wanted.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/machine.hpp"
#include "tables/census.hpp"
#include "tables/process_sockets.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// Nothing is known but the number: the reason is that of /proc/PID/stat.
void leave_unknown(Process& row, Absent why) {
  row.ppid = row.pgrp = row.session = why;
  row.nice = row.priority = row.processor = row.threads = why;
  row.state = row.tty = why;
  row.vsz_bytes = row.cpu_ticks = row.start_ticks = why;
}

}  // namespace

void CpuLooks::begin(Known<double> uptime) {
  before_ = std::exchange(now_, {});
  before_s_ = now_s_;
  now_s_ = uptime;
}

Known<double> CpuLooks::percent_of(const Process& row) {
  if (!row.cpu_ticks || !row.start_ticks) return Absent::NotApplicable;
  now_[row.tid] = {*row.start_ticks, *row.cpu_ticks};
  const auto old = before_.find(row.tid);
  const bool is_same = old != before_.end() && old->second.start_ticks == *row.start_ticks;
  if (!is_same || !before_s_ || !now_s_ || *now_s_ <= *before_s_) return Absent::NotApplicable;
  const u64 taken = *row.cpu_ticks - std::min(old->second.cpu_ticks, *row.cpu_ticks);
  return static_cast<double>(taken) / (*now_s_ - *before_s_);  // A tick is a hundredth.
}

MachineClock::MachineClock(Source& source, Memory* memory) {
  std::string room;
  const auto read = [&](Text name, auto decode) -> decltype(decode(Text())) {
    const Known<Text> text = text_of(source, {Question::How::Read, name}, room);
    if (text) return decode(*text);
    return text.why == Absent::Vanished ? Absent::Unsupported : text.why;
  };
  uptime_ = read("uptime", decode_uptime);
  memory_total_ = read("meminfo", decode_memory_total);
  struct BootTime {
    Known<u64> seconds{};
  };
  if (memory) boot_s_ = memory->of<BootTime>().seconds;
  if (!boot_s_) boot_s_ = read("stat", decode_boot_time);
  if (memory) memory->of<BootTime>().seconds = boot_s_;
}

void MachineClock::settle(Process& row) const {
  if (!row.start_ticks) {
    row.started = row.age_s = row.start_ticks.why;
    row.cpu_percent = row.start_ticks.why;
    return;
  }
  row.started = boot_s_.why;
  if (boot_s_) row.started = static_cast<i64>(*boot_s_ + *row.start_ticks / ticks_per_second);
  if (!uptime_) {
    row.age_s = uptime_.why;
    row.cpu_percent = uptime_.why;
    return;
  }
  const u64 up_ticks = static_cast<u64>(*uptime_ * ticks_per_second);
  const u64 lived = up_ticks - std::min(up_ticks, *row.start_ticks);
  row.age_s = static_cast<i64>(lived / ticks_per_second);
  const u64 lived_at_all = std::max<u64>(lived, 1);
  row.cpu_percent = 100.0 * static_cast<double>(*row.cpu_ticks) / static_cast<double>(lived_at_all);
}

ProcessReader::ProcessReader(World& world, const ProcessWish& wish, Memory* memory)
    : world_(world), wish_(wish), clock_(world.source, memory) {
  if (wish.home) census_ = &census_of(world);
  if (!wish.user) return;
  const auto file = world.source.ask({Question::How::HostFile, "etc/passwd"}, room_);
  if (file) users_ = &world.keep(UserNames(*file));
  if (!file) no_users_ = reason_of(file.error().code);
}

Result<std::vector<int>> ProcessReader::list() {
  std::string names;
  std::vector<int> pids;
  for (Text rest = TRY(world_.source.ask({Question::How::List, ""}, names)); !rest.empty();) {
    int pid = 0;
    if (!parse_number(cut_name(rest), pid) || pid <= 0) continue;
    if (world_.pids.empty() || std::ranges::binary_search(world_.pids, pid)) pids.push_back(pid);
  }
  std::ranges::sort(pids);
  return pids;
}

Text state_text(char letter) {
  constexpr Text letters = "RSDZTtIXxKWP";  // task_state_array of fs/proc/array.c, since 2.6.
  const std::size_t at = letters.find(letter);
  return at == Text::npos ? Text() : letters.substr(at, 1);
}

void use_stat(const PidStat& stat, Process& row, std::string& tty_room) {
  row.ppid = stat.ppid;
  row.pgrp = stat.pgrp;
  row.session = stat.session;
  row.nice = stat.nice;
  row.priority = stat.priority;
  row.processor = stat.processor;
  row.threads = stat.threads;
  row.name = stat.name;
  const Text state = state_text(stat.state);
  row.state = state.empty() ? Known<Text>(Absent::Malformed) : Known<Text>(state);
  row.is_kernel_thread = stat.is_kernel_thread;
  row.is_zombie = stat.state == 'Z' || stat.state == 'X';
  row.vsz_bytes = stat.vsize_bytes;
  row.cpu_ticks = stat.user_ticks + stat.system_ticks;
  row.start_ticks = stat.start_ticks;
  const Text tty = tty_name(stat.tty, tty_room);
  row.tty = tty.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(tty);
}

bool ProcessReader::begin(int pid, Process& row) {
  row = {};
  row.pid = row.tid = pid;
  const std::string folder = std::to_string(pid) + "/";
  const Known<Text> file =
      text_of(world_.source, {Question::How::Read, folder + "stat"}, stat_room_);
  if (file.why == Absent::Vanished) return false;
  const auto stat = file ? decode_pid_stat(*file) : std::nullopt;
  if (stat) {
    use_stat(*stat, row, tty_room_);
  } else {
    leave_unknown(row, file ? Absent::Malformed : file.why);
    row.name = text_of(world_.source, {Question::How::Read, folder + "comm"}, stat_room_);
    if (row.name) row.name = decode_comm(*row.name);
  }
  clock_.settle(row);
  if (wish_.status) read_status(folder, row);
  return row.uid.why != Absent::Vanished && find_home(row);
}

void ProcessReader::read_status(const std::string& folder, Process& row) {
  const Known<Text> file = text_of(world_.source, {Question::How::Read, folder + "status"}, room_);
  if (!file) {
    row.uid = row.euid = file.why;
    row.user = file.why;
    row.rss_bytes = row.swap_bytes = file.why;
    row.memory_percent = file.why;
    row.tracer_pid = file.why;
    row.switches = file.why;
    return;
  }
  const PidStatus status = decode_pid_status(*file);
  row.uid = status.uid;
  row.euid = status.euid;
  row.tracer_pid = status.tracer_pid;
  row.switches = status.switches;
  row.rss_bytes = status.rss_bytes;
  row.swap_bytes = status.swap_bytes;
  // It has no memory of its own, and that is known: ps and top show 0 too.
  for (Known<u64>* bytes : {&row.rss_bytes, &row.swap_bytes})
    if (bytes->why == Absent::NotApplicable) *bytes = u64{0};
  const Known<u64>& total = clock_.memory_total();
  row.memory_percent = !row.rss_bytes ? row.rss_bytes.why : total ? Absent::Malformed : total.why;
  if (row.rss_bytes && total && *total > 0)
    row.memory_percent = 100.0 * static_cast<double>(*row.rss_bytes) / static_cast<double>(*total);
  if (!wish_.user) return;
  // Names of a container's users are in the container. Where those may not be read, numbers do.
  row.user = row.uid ? no_users_ : row.uid.why;
  if (!row.uid || (!users_ && no_users_ != Absent::NotPermitted)) return;
  user_room_ = users_ ? users_->find(*row.uid) : Text();
  if (user_room_.empty()) append_number(user_room_, *row.uid);  // As ps and ls do.
  row.user = Text(user_room_);
}

bool ProcessReader::complete(Process& row) {
  const std::string folder = std::to_string(row.pid) + "/";
  if (wish_.command && !read_command(folder, row)) return false;
  if (!read_links(folder, row)) return false;
  if (wish_.cgroup && !read_cgroup(folder, row)) return false;
  if (wish_.ports) find_ports(folder, row);
  if (wish_.fd_limit) {
    const auto limits = text_of(world_.source, {Question::How::Read, folder + "limits"}, room_);
    row.fd_limit = limits ? decode_open_files_limit(*limits) : Known<u64>(limits.why);
  }
  if (wish_.fds) count_descriptors(folder, row);
  return row.fd_limit.why != Absent::Vanished && row.fds.why != Absent::Vanished;
}

bool ProcessReader::read_command(const std::string& folder, Process& row) {
  row.command = text_of(world_.source, {Question::How::Read, folder + "cmdline"}, room_);
  if (!row.command) return row.command.why != Absent::Vanished;
  const Text line = decode_command_line(*row.command, line_room_);
  row.command = line.empty() ? Known<Text>(Absent::NotApplicable) : Known<Text>(line);
  return true;
}

// A zombie has let go of its directories and its program, and a kernel thread has no program. Any
// process may have become a zombie meanwhile.
bool ProcessReader::read_link(const std::string& folder, Text name, Known<Text>& into,
                              std::string& room) {
  into = text_of(world_.source, {Question::How::Link, folder + std::string(name)}, room);
  if (into.why != Absent::Vanished) return true;
  if (!world_.source.ask({Question::How::Read, folder + "stat"}, room)) return false;
  into = Absent::NotApplicable;
  return true;
}

bool ProcessReader::read_links(const std::string& folder, Process& row) {
  row.exe = row.cwd = row.root = Absent::NotApplicable;
  if (row.is_zombie) return true;
  if (wish_.exe && !row.is_kernel_thread && !read_link(folder, "exe", row.exe, exe_room_))
    return false;
  if (wish_.cwd && !read_link(folder, "cwd", row.cwd, cwd_room_)) return false;
  return !wish_.root || read_link(folder, "root", row.root, root_room_);
}

// "0::/system.slice/ssh.service" of cgroup v2; before it the line of systemd, else the first one.
bool ProcessReader::read_cgroup(const std::string& folder, Process& row) {
  const Known<Text> file =
      text_of(world_.source, {Question::How::Read, folder + "cgroup"}, cgroup_room_);
  row.cgroup = file;
  if (!file) return file.why != Absent::Vanished;
  row.cgroup = Absent::NotApplicable;  // No controller is mounted.
  int best = 0;
  for (Text rest = *file; !rest.empty();) {
    const Text line = next_line(rest);
    const std::size_t first = line.find(':');
    const std::size_t second = first == Text::npos ? first : line.find(':', first + 1);
    if (second == Text::npos) continue;
    const Text controllers = line.substr(first + 1, second - first - 1);
    const int rank = controllers.empty() ? 2 : controllers == "name=systemd" ? 3 : 1;
    const bool is_root = line.substr(second + 1) == "/";
    if (best >= (is_root && rank == 2 ? 1 : rank)) continue;
    best = rank;
    row.cgroup = line.substr(second + 1);
  }
  return true;
}

// The size of the directory is the number of descriptors (Linux 6.2, proc_fd_getattr of
// fs/proc/fd.c); before, it was 0. That number is told of processes that may not be looked into,
// too.
bool ProcessReader::kernel_counts_descriptors() {
  if (!counts_descriptors_) {
    const auto own = status_of(world_.source, {Question::How::Stat, "self/fd"});
    counts_descriptors_ = own && own->size > 0;
  }
  return *counts_descriptors_;
}

void ProcessReader::count_descriptors(const std::string& folder, Process& row) {
  if (row.is_zombie) {
    row.fds = 0U;  // It has closed them all.
    return;
  }
  if (!world_.source.is_copy() && kernel_counts_descriptors()) {
    const auto status = status_of(world_.source, {Question::How::Stat, folder + "fd"});
    row.fds = status ? Known<u32>(static_cast<u32>(status->size))
                     : reason_of_process(world_.source, status.error());
    return;
  }
  const Known<Text> names = text_of(world_.source, {Question::How::List, folder + "fd"}, fds_room_);
  row.fds = names ? Known<u32>(static_cast<u32>(std::ranges::count(*names, '\0'))) : names.why;
}

// Of a process that may not be looked into nobody knows, as long as a listener has no known owner.
void ProcessReader::find_ports(const std::string& folder, Process& row) {
  if (!ports_) ports_.emplace(world_);  // All listeners are read for the first row that needs it.
  row.ports = ports_->of(row.pid, ports_room_);
  const bool may_have_more = !row.ports && ports_->unseen() != Absent::Known;
  if (!may_have_more || row.is_kernel_thread || row.is_zombie) return;
  const Known<Text> link = text_of(world_.source, {Question::How::Link, folder + "cwd"}, room_);
  if (link.why == Absent::NotPermitted || world_.source.is_copy()) row.ports = ports_->unseen();
}

// A process that came after the census, or whose number had another owner then, is left out: the
// answer is that of one moment.
bool ProcessReader::find_home(Process& row) const {
  if (!census_) return true;
  const Resident* const resident = census_->find(row.pid);
  const bool is_it = resident && row.start_ticks && resident->start_ticks == *row.start_ticks;
  if (!is_it) return world_.source.is_copy();
  row.netns = resident->netns;
  if (!row.netns && row.is_zombie) row.netns = Absent::NotApplicable;  // It has left it.
  row.container = resident->container ? resident->container->shown() : Absent::NotApplicable;
  return true;
}

void ProcessReader::keep_texts(Process& row, Arena& texts) {
  for (Known<Text>* text : {&row.name, &row.user, &row.command, &row.exe, &row.cwd, &row.root,
                            &row.cgroup, &row.tty, &row.ports, &row.waits_in})
    if (*text) *text = texts.keep(**text);
}

}  // namespace sonde
