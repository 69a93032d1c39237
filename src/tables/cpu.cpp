// cpu.cpp: the table "cpu": what processors do, the load, and what the cgroup of the place allows.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "decode/cgroup_text.hpp"
#include "decode/counters.hpp"
#include "decode/proc_stat.hpp"
#include "tables/census.hpp"
#include "tables/cgroup_files.hpp"
#include "tables/host_files.hpp"
#include "tables/rates.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Time that the kernel does not tell of, as guests in an old one, is in no sum.
Known<double> percent_of(const CpuTimes& spent, std::initializer_list<CpuTime> parts) {
  u64 whole = 0;
  for (const Known<u64>& part : spent)
    if (part) whole += *part;
  u64 sum = 0;
  for (const CpuTime part : parts) {
    const Known<u64>& ticks = spent[static_cast<std::size_t>(part)];
    if (!ticks) return ticks.why;
    sum += *ticks;
  }
  if (whole == 0) return Absent::NotApplicable;  // Two looks within one tick.
  return 100.0 * static_cast<double>(sum) / static_cast<double>(whole);
}

// USER_HZ is 100 on every architecture but alpha and ia64.
Known<double> seconds_of(const Known<u64>& ticks) {
  return ticks ? Known<double>(static_cast<double>(*ticks) / 100) : Known<double>(ticks.why);
}

template <CpuTime Time>
constexpr auto percent = [](const CpuUse& row) { return percent_of(row.spent, {Time}); };
template <CpuTime Time> constexpr auto seconds = [](const CpuUse& row) {
  return seconds_of(row.ticks[static_cast<std::size_t>(Time)]);
};
template <auto Member> constexpr auto load = [](const CpuUse& row) { return row.load.*Member; };
template <auto Member> constexpr auto quota = [](const CpuUse& row) { return row.quota.*Member; };

// What nothing is left to be done with is idle time, also that in which a disk was waited for.
constexpr auto busy = [](const CpuUse& row) -> Known<double> {
  const Known<double> idle = percent_of(row.spent, {CpuTime::Idle});
  const Known<double> waited = percent_of(row.spent, {CpuTime::IoWait});
  if (!idle) return idle;
  return std::max(0.0, 100 - *idle - (waited ? *waited : 0));
};
constexpr auto averages = [](const CpuUse& row, std::string& room) -> Known<Text> {
  if (!row.load.load1) return row.load.load1.why;
  room.clear();
  append_real(room, *row.load.load1);
  append_real(room += ' ', *row.load.load5);
  append_real(room += ' ', *row.load.load15);
  return Text(room);
};
constexpr auto throttled_percent = [](const CpuUse& row) -> Known<double> {
  const Known<u64>& periods = row.quota.spent_periods;
  const Known<u64>& throttled = row.quota.spent_throttled;
  if (!periods || !throttled) return periods ? throttled.why : periods.why;
  if (*periods == 0) return Absent::NotApplicable;
  return 100.0 * static_cast<double>(*throttled) / static_cast<double>(*periods);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&CpuUse::cpu>("cpu", "Its number, or all: the whole machine, also inside a container.", Show::Always),
    column<busy>("busy_percent", "Share of the time in which it worked, since boot; with --interval since the look before.", Show::Always, Unit::Percent),
    column<percent<CpuTime::User>>("user_percent", "In programs.", Show::Always, Unit::Percent),
    column<percent<CpuTime::Nice>>("nice_percent", "In programs of low priority.", Show::Machine, Unit::Percent),
    column<percent<CpuTime::System>>("system_percent", "In the kernel, for programs.", Show::Always, Unit::Percent),
    column<percent<CpuTime::IoWait>>("iowait_percent", "Idle while something waited for a disk: a hint at most.", Show::Always, Unit::Percent),
    column<percent<CpuTime::Irq>>("irq_percent", "In interrupts.", Show::Machine, Unit::Percent),
    column<percent<CpuTime::SoftIrq>>("softirq_percent", "In work after interrupts, mostly packets.", Show::Machine, Unit::Percent),
    column<percent<CpuTime::Steal>>("steal_percent", "Taken by the hypervisor for other machines.", Show::Always, Unit::Percent),
    column<percent<CpuTime::Guest>>("guest_percent", "In virtual machines that run here; not counted with user_percent.", Show::Machine, Unit::Percent),
    column<percent<CpuTime::GuestNice>>("guest_nice_percent", "In those of low priority.", Show::Machine, Unit::Percent),
    column<percent<CpuTime::Idle>>("idle_percent", "With nothing to do, and no disk to wait for.", Show::Machine, Unit::Percent),
    column<averages>("load", "Tasks that run or want to: mean of 1, 5 and 15 minutes.", Show::Screen).composed_of("load1"),
    column<load<&MachineLoad::load1>>("load1", "The load of the last minute.", Show::Machine),
    column<load<&MachineLoad::load5>>("load5", "That of five minutes.", Show::Machine).missing_with("load1"),
    column<load<&MachineLoad::load15>>("load15", "That of fifteen minutes.", Show::Machine).missing_with("load1"),
    column<load<&MachineLoad::runnable>>("runnable", "Tasks that run or could run now; sonde is one of them.", Show::Machine).missing_with("load1"),
    column<load<&MachineLoad::blocked>>("blocked", "Tasks that wait for a disk now.", Show::Machine),
    column<load<&MachineLoad::threads>>("threads", "Threads of the machine.", Show::Machine).missing_with("load1"),
    column<load<&MachineLoad::cpus>>("cpus", "Processors that are switched on.", Show::Machine),
    column<&CpuUse::packets>("packets", "Packets that it took in since boot, from cards, virtual links and other processors.", Show::Asked, Unit::Packets),
    column<quota<&CpuQuota::cpus>>("quota_cpus", "Processors that this place's cgroup may use; none: all.", Show::Machine),
    column<throttled_percent>("throttled_percent", "Share of its periods in which it was stopped.", Show::Machine, Unit::Percent).missing_with("quota_cpus"),
    column<quota<&CpuQuota::periods>>("quota_periods", "Periods of the quota in which it ran.", Show::Machine).missing_with("quota_cpus"),
    column<quota<&CpuQuota::throttled>>("throttled_periods", "Those in which it was stopped.", Show::Machine).missing_with("quota_cpus"),
    column<quota<&CpuQuota::throttled_us>>("throttled_us", "How long its threads were stopped.", Show::Machine, Unit::Microseconds).missing_with("quota_cpus"),
    column<seconds<CpuTime::User>>("user_s", "Seconds in programs since boot.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::Nice>>("nice_s", "Seconds in programs of low priority.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::System>>("system_s", "Seconds in the kernel.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::Idle>>("idle_s", "Seconds with nothing to do.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::IoWait>>("iowait_s", "Seconds in which a disk was waited for.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::Irq>>("irq_s", "Seconds in interrupts.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::SoftIrq>>("softirq_s", "Seconds in work after interrupts.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::Steal>>("steal_s", "Seconds taken by the hypervisor.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::Guest>>("guest_s", "Seconds in virtual machines.", Show::Machine, Unit::Seconds),
    column<seconds<CpuTime::GuestNice>>("guest_nice_s", "Seconds in those of low priority.", Show::Machine, Unit::Seconds),
};
// clang-format on

constexpr Text key[] = {"cpu"};
constexpr Text files_read[] = {"stat", "loadavg"};

Text remedy(Text column, Absent why) {
  if (column == "quota_cpus") return cgroup_remedy(why);
  return remedy_of_file(why);
}

struct CpuRates : Rates {};

class CpuScan {
public:
  explicit CpuScan(Scan<CpuUse>& scan) : scan_(scan), world_(scan.world) {}

  Result<void> run() {
    if (scan_.request.memory) {
      rates_ = &scan_.request.memory->of<CpuRates>();
      rates_->begin(world_.source.now());
    }
    if (const auto text = files_.read(files_read[0], room_)) read_stat(*text);
    files_.tell(scan_.table.name, scan_.sink);
    tell_forged(world_, files_read, scan_.sink);
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  void read_stat(Text text) {
    CpuUse* all = nullptr;
    std::vector<CpuUse*> cpus;
    Known<u64> blocked{Absent::Unsupported};
    OddLines odd;
    while (!text.empty()) {  // To the end of the file.
      const Text line = next_line(text);
      StatLine decoded;
      switch (decode_stat_line(line, decoded)) {
        case LineSaid::Row: {
          CpuUse& row = add(decoded);
          decoded.name == "cpu" ? void(all = &row) : cpus.push_back(&row);
          if (decoded.more > 0) odd.add_longer();
          break;
        }
        case LineSaid::Malformed: odd.add_broken(line); break;
        default:
          if (decoded.name == "procs_blocked") blocked = decoded.value;
      }
    }
    odd.tell(world_, scan_.table.name, "/proc/stat", scan_.sink);
    if (!all) return;
    for (CpuUse* const row : cpus) row->load.cpus = cpus.size();
    if (scan_.wants<&CpuUse::packets>()) read_packets(*all, cpus);
    read_load(all->load);
    all->load.cpus = cpus.size();
    all->load.blocked = blocked;
    if (scan_.wants<quota<&CpuQuota::cpus>, throttled_percent, quota<&CpuQuota::periods>,
                    quota<&CpuQuota::throttled>, quota<&CpuQuota::throttled_us>>())
      read_quota(all->quota);
  }

  CpuUse& add(const StatLine& decoded) {
    CpuUse row;
    row.cpu = decoded.name == "cpu" ? Text("all") : world_.texts.keep(decoded.name.substr(3));
    row.ticks = row.spent = decoded.ticks;
    if (rates_) spend(row);
    return rows_.add(row);
  }

  // Before Linux 5.10 the lines do not say of which processor they are.
  void read_packets(CpuUse& all, std::span<CpuUse* const> cpus) {
    std::string room;
    const auto text = files_.read("net/softnet_stat", room);
    const Absent why = text ? Absent::Unsupported : Absent::NotCollected;
    all.packets = why;
    for (CpuUse* const row : cpus) row->packets = why;
    if (!text) return;
    u64 sum = 0;
    for (const DecodedCounter& counter : decode_softnet(*text, "", world_.texts).counters) {
      if (!counter.name.ends_with(" processed") || !counter.value) continue;
      sum += static_cast<u64>(*counter.value);
      const Text label = counter.name.substr(0, counter.name.find(' '));
      for (CpuUse* const row : cpus)
        if (label.starts_with("cpu") && label.substr(3) == row->cpu)
          row->packets = static_cast<u64>(*counter.value);
    }
    all.packets = sum;
  }

  // Idle time and iowait may go back a little (Documentation/filesystems/proc.rst); mpstat takes
  // that for none, too.
  void spend(CpuUse& row) {
    std::string name(row.cpu);
    name += "/?";
    for (std::size_t i = 0; i < cpu_time_count; ++i) {
      if (!row.ticks[i]) continue;
      name.back() = static_cast<char>('0' + i);
      Known<u64> grown = rates_->grown(name, *row.ticks[i], Width::Bits64);
      if (grown.why == Absent::Vanished) grown = 0;
      if (is_second_look()) row.spent[i] = grown;
    }
  }

  void read_load(MachineLoad& load) {
    std::string room;
    const auto text = files_.read(files_read[1], room);
    if (text && decode_loadavg(*text, load)) return;
    load.load1 = load.load5 = load.load15 = text ? Absent::Malformed : Absent::NotCollected;
    load.runnable = load.threads = load.load1.why;
  }

  // The tightest on the way up, since a container may stand below a slice with less, and how often
  // one of them stopped it.
  void read_quota(CpuQuota& least) {
    std::string room;
    const std::string viewer = viewer_of(world_);
    if (viewer == "0") {
      const bool is_hidden = census_of(world_).hidden_numbers() > 0;
      least.cpus = is_hidden ? Absent::NotPermitted : Absent::NotApplicable;
      return;
    }
    const std::string own = viewer + "/cgroup";
    const auto cgroup = world_.source.ask({Question::How::Read, own}, room);
    CgroupFiles files(world_);
    const Result<CgroupFolder> found =
        cgroup ? files.folder_of(*cgroup, "cpu") : std::unexpected(cgroup.error());
    if (!found) {
      least.cpus = absent_outside_proc(world_.source, found.error().code);
      return;
    }
    // What stops a process need not be the least: those who share one above may have used that up.
    CpuQuota stopped;
    CgroupFolder folder = *found;
    for (bool is_own = true; is_own || folder.leave(); is_own = false) {
      CpuQuota quota = quota_in(files, folder);
      if (rates_) since_the_look_before(quota, folder.path);
      if (share_stopped(quota) > share_stopped(stopped)) stopped = quota;
      if (is_own || (quota.cpus && (!least.cpus || *quota.cpus < *least.cpus))) least = quota;
    }
    if (share_stopped(stopped) <= share_stopped(least)) return;
    const Known<double> cpus = least.cpus;
    least = stopped;
    least.cpus = cpus;
  }

  static double share_stopped(const CpuQuota& quota) {
    if (!quota.spent_periods || !quota.spent_throttled || *quota.spent_periods == 0) return 0;
    return static_cast<double>(*quota.spent_throttled) / static_cast<double>(*quota.spent_periods);
  }

  CpuQuota quota_in(CgroupFiles& files, const CgroupFolder& folder) {
    CpuQuota quota;
    std::string room;
    std::string period_room;
    const auto text = files.read(folder, folder.is_first ? "cpu.cfs_quota_us" : "cpu.max", room);
    const auto period = files.read(folder, "cpu.cfs_period_us", period_room);
    if (text)
      quota.cpus =
          folder.is_first ? decode_cpu_quota(*text, period.value_or("")) : decode_cpu_max(*text);
    else
      quota.cpus = absent(text.error().code);
    if (!quota.cpus) return quota;
    const auto stat = files.read(folder, "cpu.stat", room);
    const Text said = stat.value_or("");
    quota.periods = decode_cgroup_key(said, "nr_periods");
    quota.throttled = decode_cgroup_key(said, "nr_throttled");
    quota.throttled_us = decode_cgroup_key(said, "throttled_usec");
    const Known<u64> nanoseconds = decode_cgroup_key(said, "throttled_time");  // Version 1.
    if (nanoseconds) quota.throttled_us = *nanoseconds / 1000;
    quota.spent_periods = quota.periods;
    quota.spent_throttled = quota.throttled;
    return quota;
  }

  // The first cgroup, and those whose controller is not in use, have no such file.
  Absent absent(std::errc code) const {
    if (code != std::errc::no_such_file_or_directory) return reason_of(code);
    return world_.source.is_copy() ? Absent::NotCollected : Absent::NotApplicable;
  }

  void since_the_look_before(CpuQuota& quota, const std::string& folder) {
    if (!quota.periods || !quota.throttled) return;
    const auto grown = [&](Text of, u64 count) {  // Of int; it begins again after 13 years.
      return rates_->grown(std::string(of) + folder, count, Width::Bits64);
    };
    const Known<u64> periods = grown("periods of ", *quota.periods);
    const Known<u64> throttled = grown("throttled of ", *quota.throttled);
    if (!is_second_look()) return;
    quota.spent_periods = periods;
    quota.spent_throttled = throttled;
  }
  bool is_second_look() const { return rates_->seconds() > 0; }

  Scan<CpuUse>& scan_;
  World& world_;
  HostFiles files_{world_};
  RowStore<CpuUse> rows_{};
  Rates* rates_ = nullptr;  // Null: there is one look only.
  std::string room_{};
};

Result<void> scan_cpu(Scan<CpuUse>& scan) { return CpuScan(scan).run(); }

}  // namespace

constinit const TableInfo cpu_table = {
    "cpu",   "What the processors do, the load, and what the cgroup of this place may use.",
    columns, &run_scan<scan_cpu>,
    key,     {},
    &remedy};

}  // namespace sonde
