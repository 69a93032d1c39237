// oom.cpp: the table "oom": processes killed for want of memory, by the kernel log and by counts.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "decode/cgroup_text.hpp"
#include "decode/container_signs.hpp"
#include "decode/machine.hpp"
#include "decode/oom_log.hpp"
#include "model/oom_kill.hpp"
#include "tables/census.hpp"
#include "tables/cgroup_list.hpp"
#include "tables/host_files.hpp"
#include "tables/process_columns.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"
#include "tables/time_text.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Vocabulary cause_words = {oom_cause_names};

template <auto Member>
constexpr auto size = [](const OomKill& row, std::string& room) -> Known<Text> {
  if (!(row.*Member)) return (row.*Member).why;
  room.clear();
  append_size(room, *(row.*Member));
  return Text(room);
};

constexpr auto inside = [](const OomKill& row) {
  return row.container ? row.container : row.cgroup;
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&OomKill::time>("time", "When, in UTC (RFC 3339); of a syslog file without year and zone as it is written there.", Show::Always, Unit::Moment),
    column<&OomKill::kills>("kills", "How many processes the row stands for: 1 of a log; of a counter all since it was made.", Show::Always),
    column<&OomKill::pid>("pid", "The process that was killed, as the first pid namespace numbers it.", Show::Always),
    column<&OomKill::process>("process", "Its name, at most 15 bytes.", Show::Always),
    column<size<&OomKill::rss_bytes>>("rss", "Memory that it had, for people.", Show::Screen).composed_of("rss_bytes"),
    column<&OomKill::rss_bytes>("rss_bytes", "Memory that it had.", Show::Machine, Unit::Bytes),
    column<&OomKill::cause>("cause", "What was full: the memory of a cgroup, of the machine, of a cpuset or a memory policy.", Show::Always).with(cause_words),
    column<inside>("inside", "The container that it was in, or the cgroup where that is none, for people.", Show::Screen).composed_of("cgroup"),
    column<&OomKill::container>("container", "Container that it was in, by name or the first 12 digits of its id.", Show::Machine),
    column<&OomKill::cgroup>("cgroup", "The cgroup whose limit was reached.", Show::Machine),
    column<&OomKill::process_cgroup>("process_cgroup", "The cgroup that the process was in.", Show::Machine),
    column<size<&OomKill::limit_bytes>>("limit", "The limit that was reached, for people.", Show::Screen).composed_of("limit_bytes"),
    column<&OomKill::limit_bytes>("limit_bytes", "The limit that was reached.", Show::Machine, Unit::Bytes),
    column<&OomKill::invoked_by>("invoked_by", "The process that asked for memory when there was none; mostly not to blame.", Show::Machine),
    column<&OomKill::chosen_pid>("chosen_pid", "The process that was chosen; before Linux 5.0 a child may have been killed instead.", Show::Machine),
    column<&OomKill::chosen>("chosen", "Its name.", Show::Machine),
    column<&OomKill::score>("score", "Why it was chosen: its share of the memory in thousandths, and oom_score_adj; before Linux 5.0.", Show::Machine),
    column<&OomKill::score_adj>("score_adj", "Its oom_score_adj: -1000 never, 1000 first.", Show::Machine),
    column<&OomKill::source>("source", "Where it was read: the kernel log, a syslog file, or a counter, which counts the same kills.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"source", "time", "pid", "cgroup"};
constexpr Text log_files[] = {"var/log/kern.log", "var/log/messages", "var/log/syslog"};
constexpr Text files_read[] = {"stat", "vmstat"};
constexpr Text kernel_log = "dev/kmsg";

Text remedy(Text, Absent why) { return remedy_of_file(why); }

Text remedy_of_files(Absent why) {
  switch (why) {
    case Absent::NotPermitted: return see_kernel_log;
    case Absent::NotCollected:
      return "run sonde on that machine, or copy /var/log, /sys/fs/cgroup and more of /proc too";
    case Absent::Malformed: return remedy_of_file(why);
    default: return "run sonde on the node, where /dev/kmsg and all cgroups are";
  }
}

class OomScan {
public:
  explicit OomScan(Scan<OomKill>& scan)
      : scan_(scan), world_(scan.world), census_(census_of(scan.world)) {}

  Result<void> run() {
    read_logs();
    read_cgroups();
    if (!place() || has_lost_beginning_) read_machine();
    files_.tell(scan_.table.name, scan_.sink, &remedy_of_files);
    tell_forged(world_, files_read, scan_.sink);
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  Result<Text> ask(Text file) {
    if (!world_.source.is_copy()) return world_.source.ask({Question::How::HostTail, file}, room_);
    return world_.source.ask({Question::How::HostFile, file}, room_);
  }

  // A syslog file holds what the kernel logged, too: it is read where the kernel's own is not to be
  // had. Each is a row of the same kill then, so that only the first that is there is read.
  void read_logs() {
    const auto log = ask(kernel_log);
    if (log) {
      files_.found();
      return read_log(*log, "/dev/kmsg");
    }
    const std::errc code = log.error().code;
    for (const Text file : log_files) {
      const auto text = ask(file);
      if (!text) continue;
      std::string name = "/" + std::string(file);
      read_log(*text, world_.texts.keep(name));
      files_.found();
      if (!world_.source.is_copy())
        scan_.sink.note("/dev/kmsg could not be read: the last 64 KiB of " + name +
                        " were searched");
      return;
    }
    files_.miss(absent_outside_proc(world_.source, code), "the kernel log");
  }

  void read_log(Text text, Text source) {
    std::string boot_room;
    const auto stat = world_.source.ask({Question::How::Read, "stat"}, boot_room);
    const Known<u64> boot = stat ? decode_boot_time(*stat) : Known<u64>(Absent::NotCollected);
    OomLog log;
    OomKill kill;
    KernelLine line;
    bool is_first = true;
    while (!text.empty()) {  // To the end of the log.
      if (!decode_kernel_line(next_line(text), line)) continue;
      if (std::exchange(is_first, false)) has_lost_beginning_ = line.sequence && *line.sequence > 0;
      if (!log.add(line.said, kill)) continue;
      ++kills_in_log_;
      add(kill, line, boot, source);
    }
  }

  void add(OomKill row, const KernelLine& line, Known<u64> boot, Text source) {
    Arena& texts = world_.texts;
    for (const auto member : {&OomKill::process, &OomKill::chosen, &OomKill::invoked_by,
                              &OomKill::cgroup, &OomKill::process_cgroup})
      if (row.*member) row.*member = texts.keep(plain(*(row.*member), line));
    row.source = source;
    if (line.boot_us && boot) {
      constexpr u64 second = 1'000'000;
      std::string time;
      append_time(time, static_cast<i64>(*boot + *line.boot_us / second));
      row.time = texts.keep(time);
    } else {
      std::string time;
      const Text shown = append_utc(time, line.written) ? Text(time) : line.written;
      row.time = shown.empty() ? Known<Text>(boot.why) : texts.keep(shown);
    }
    const Known<Text>& home = row.process_cgroup ? row.process_cgroup : row.cgroup;
    row.container = home ? container_of(*home) : Known<Text>(home.why);
    if (home.why == Absent::Malformed) files_.miss(home.why, "the cgroup of a kill in the log");
    if (is_of_place(row)) rows_.add(row);
  }

  // Only /dev/kmsg escapes: a syslog file has what the kernel said.
  Text plain(Text said, const KernelLine& line) {
    return line.sequence ? undo_record_escapes(said, plain_room_) : said;
  }

  Known<Text> container_of(Text cgroup) {
    std::string room;
    const std::string line = "0::" + std::string(cgroup) + "\n";
    const CgroupSign sign = container_sign_of_cgroup(line, room);
    if (sign.id.empty()) return Absent::NotApplicable;
    for (const Container* const container : census_.containers())
      if (container->id && *container->id == sign.id) return container->shown();
    Container gone;
    gone.id = world_.texts.keep(sign.id);
    gone.name = Absent::Vanished;
    return gone.shown();
  }
  // With --in only what the log says of that container; of a place without one everything, since
  // the log is that of the machine.
  const Container* place() const {
    if (world_.pids.empty()) return nullptr;
    const Resident* const resident = census_.find(world_.pids.front());
    return resident ? resident->container : nullptr;
  }
  bool is_of_place(const OomKill& row) const {
    if (!place()) return true;
    const Known<Text> name = place()->shown();
    return row.container && name && *row.container == *name;
  }

  std::vector<int> pids() const {
    if (!world_.pids.empty()) return world_.pids;
    std::vector<int> all;
    for (const Resident& resident : census_.residents()) all.push_back(resident.pid);
    return all;
  }

  // memory.events counts the kills of the cgroups below, too; memory.events.local, since Linux 5.2,
  // does not. In version 1 the count stands in memory.oom_control, since Linux 4.13.
  void read_cgroups() {
    CgroupList groups(world_);
    std::string room;
    const std::vector<int> all = pids();
    if (all.empty()) files_.miss(Absent::NotCollected, "cgroups of processes");
    if (processes_are_hidden(world_.source))
      files_.miss(Absent::NotPermitted, "cgroups of hidden processes");
    for (const int pid : all) {
      const std::string file = std::to_string(pid) + "/cgroup";
      const auto text = text_of(world_.source, {Question::How::Read, file}, room);
      const Resident* const resident = census_.find(pid);
      if (text)
        groups.add(*text, "memory", resident ? resident->container : nullptr);
      else if (text.why != Absent::Vanished)
        files_.miss(text.why, "cgroups of processes");
    }
    for (const ListedCgroup& group : groups.all()) read_cgroup(group, groups);
    if (groups.unread() != Absent::Known) files_.miss(groups.unread(), "cgroups");
  }

  void read_cgroup(const ListedCgroup& group, CgroupList& groups) {
    const bool is_first = group.folder.is_first;
    Text source = is_first ? "memory.oom_control" : "memory.events.local";
    auto text = groups.read(group, source, room_);
    if (!text && !is_first) text = groups.read(group, source = "memory.events", room_);
    if (!text) {
      groups.miss(group, text.error().code);
      return;
    }
    const Known<u64> count = decode_cgroup_key(*text, "oom_kill");
    if (!count) files_.miss(count.why, "oom_kill of cgroups");
    if (!count || *count == 0) return;
    OomKill row;
    row.kills = *count;
    row.cause = OomCause::Cgroup;
    row.cgroup = world_.texts.keep(group.path());
    row.limit_bytes = groups.number(group, is_first ? "memory.limit_in_bytes" : "memory.max");
    if (group.container) row.container = group.container->shown();
    row.source = source;
    rows_.add(row);
  }

  // All kills since boot, wherever they were (mm/vmstat.c, since Linux 4.13). A log that has lost
  // its beginning is nothing to speak of when it has them all.
  void read_machine() {
    const auto text = files_.read("vmstat", room_);
    const Known<u64> count = decode_cgroup_key(text.value_or(""), "oom_kill");
    if (text && !count) files_.miss(count.why, "oom_kill of vmstat");
    if (has_lost_beginning_ && (!count || *count > kills_in_log_))
      scan_.sink.note("the kernel log has lost its beginning: older kills are only counted");
    if (place() || !count || *count == 0) return;
    OomKill row;
    row.kills = *count;
    row.source = "vmstat";
    rows_.add(row);
  }

  Scan<OomKill>& scan_;
  World& world_;
  const Census& census_;
  HostFiles files_{world_};
  RowStore<OomKill> rows_{};
  bool has_lost_beginning_ = false;
  u64 kills_in_log_ = 0;
  std::string room_{}, plain_room_{};
};

Result<void> scan_oom(Scan<OomKill>& scan) { return OomScan(scan).run(); }

}  // namespace

constinit const TableInfo oom_table = {
    "oom",   "Processes that the kernel killed for want of memory: whom, where, at which limit.",
    columns, &run_scan<scan_oom>,
    key,     {},
    &remedy};

}  // namespace sonde
