// limits.cpp: the table "limits": who is near a limit: processes, users, cgroups, the machine.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"
#include "decode/cgroup_text.hpp"
#include "decode/proc_stat.hpp"
#include "decode/process_limit.hpp"
#include "tables/census.hpp"
#include "tables/cgroup_limits.hpp"
#include "tables/host_files.hpp"
#include "tables/process_reader.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

constexpr Vocabulary scope_words = {limit_scope_names};

constexpr Text open_files_limit = "open-files";
constexpr Text threads_limit = "threads";
constexpr Text instances_limit = "inotify-instances";
constexpr Text watches_limit = "inotify-watches";
constexpr Text pids_limit = "pids";
constexpr Text limit_names[] = {open_files_limit, threads_limit,   tasks_limit,   memory_limit,
                                cpu_limit,        instances_limit, watches_limit, pids_limit};
constexpr Text of_files[] = {open_files_limit};
constexpr Text of_inotify[] = {instances_limit, watches_limit};
constexpr Spelling limit_spellings[] = {
    {"files", of_files}, {"nofile", of_files}, {"inotify", of_inotify}};
constexpr Vocabulary limit_words = {limit_names, limit_spellings};

constexpr auto used_percent = [](const Limit& row) -> Known<double> {
  const Known<u64> limit = row.least();
  if (!row.used || !limit) return row.used ? limit.why : row.used.why;
  if (*limit == 0) return *row.used > 0 ? Known<double>(100.0) : Absent::NotApplicable;
  return 100.0 * static_cast<double>(*row.used) / static_cast<double>(*limit);
};

constexpr auto least = [](const Limit& row) { return row.least(); };

template <auto Read>
constexpr auto for_people = [](const Limit& row, std::string& room) -> Known<Text> {
  const Known<u64> number = std::invoke(Read, row);
  if (!number) return number.why;
  room.clear();
  if (row.name == memory_limit)
    append_size(room, *number);
  else
    append_number(room, *number);
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Limit::scope>("scope", "For whom it holds: process, user, cgroup (with those below it), machine.", Show::Always).with(scope_words),
    column<&Limit::name>("limit", "What is limited: memory (bytes), tasks, cpu (thousandths), threads of users, and more.", Show::Always).with(limit_words),
    column<&Limit::pid>("pid", "The process; of a user the one with the least limit.", Show::Always),
    column<&Limit::process>("process", "Its name.", Show::Always),
    column<&Limit::user>("user", "The user whose processes are counted together.", Show::Machine),
    column<&Limit::container>("container", "The container of the process or cgroup.", Show::Machine),
    column<&Limit::cgroup>("cgroup", "Path of the cgroup.", Show::Machine),
    column<for_people<&Limit::used>>("use", "How much is used now, for people.", Show::Screen, Unit::Size).composed_of("used"),
    column<for_people<least>>("most", "The lower of the two limits, for people; none: unlimited.", Show::Screen, Unit::Size).composed_of("least"),
    column<&Limit::used>("used", "How much is used now; of memory without parts of files that can be dropped at once; of inotify this at most.", Show::Machine),
    column<&Limit::soft>("soft", "The limit that a process may raise itself, or memory.high; none: unlimited.", Show::Machine),
    column<&Limit::hard>("hard", "The limit that stays.", Show::Machine),
    column<least>("least", "The lower of the two: what is reached first.", Show::Machine).missing_with("hard"),
    column<used_percent>("used_percent", "Share of the lower limit in use.", Show::Always, Unit::Percent).missing_with("used"),
    column<&Limit::kills>("kills", "Of memory: how many processes of the cgroup the kernel has killed at it.", Show::Asked),
    column<&Limit::periods>("periods", "Of cpu: how many periods of the quota the cgroup has used since it was made.", Show::Asked),
    column<&Limit::throttled>("throttled", "In how many of them it was stopped, as the quota was used up.", Show::Asked).missing_with("periods"),
    column<&Limit::throttled_us>("throttled_us", "For how long in all.", Show::Asked, Unit::Microseconds).missing_with("periods"),
};
// clang-format on

constexpr Text key[] = {"scope", "limit", "pid", "user", "cgroup"};
constexpr Text files_read[] = {"sys/fs/file-nr",
                               "loadavg",
                               "sys/kernel/threads-max",
                               "sys/kernel/pid_max",
                               "sys/fs/inotify/max_user_instances",
                               "sys/fs/inotify/max_user_watches"};
constexpr u64 watch_lines_max = 1'048'576;  // The most watches that Linux lets a user have unasked.
constexpr Text inotify = "anon_inode:inotify";

Text remedy(Text, Absent why) { return remedy_for_processes(why); }

Text remedy_of_files(Absent why) {
  if (why == Absent::NotCollected)
    return "run sonde on that machine, or copy these files of /proc, and /sys/fs/cgroup, too";
  return why == Absent::Unsupported ? "run sonde on the node; cgroups are at /sys/fs/cgroup there"
                                    : remedy_of_file(why);
}

// What the processes of a user use together.
struct UserUse {
  u32 uid = 0;
  Known<Text> user{};
  Limit threads{};
  u64 thread_count = 0, instances = 0, watches = 0;
  u64 lines_read = 0;                 // Of fdinfo of inotify.
  Absent unthreaded = Absent::Known;  // Why the threads of some process could not be counted.
  Absent unlooked = Absent::Known;    // Why the descriptors of some process could not be seen.
  Absent unwatched = Absent::Known;   // Why watches could not be counted.
};

class LimitScan {
public:
  explicit LimitScan(Scan<Limit>& scan)
      : scan_(scan), world_(scan.world), reader_(scan.world, wish(), nullptr) {
    const auto is_wanted = [&](LimitScope scope) {
      return scan.possible(scan.template fact<&Limit::scope>(scope));
    };
    wants_users_ = is_wanted(LimitScope::User);
    wants_cgroups_ = is_wanted(LimitScope::Cgroup);
    wants_machine_ = is_wanted(LimitScope::Machine);
  }

  Result<void> run() {
    const std::vector<int> pids = TRY(reader_.list());
    tell_hidden_processes(world_, scan_.table.name, pids.size(), scan_.sink);
    if (scan_.wants<&Limit::container>()) census_ = &census_of(world_);
    for (const int pid : pids) read(pid);
    for (const UserUse& use : users_) add_user(use);
    if (wants_cgroups_) read_cgroups();
    if (wants_machine_) read_machine();
    if (wants_users_) tell_other_namespaces();
    if (rows_.size() > 0) files_.found();
    files_.tell(scan_.table.name, scan_.sink, &remedy_of_files);
    if (wants_machine_ || wants_users_) tell_forged(world_, files_read, scan_.sink);
    give(rows_.chunks(), scan_.sink);
    return {};
  }

private:
  static ProcessWish wish() {
    ProcessWish wish;
    wish.status = wish.user = wish.fds = true;
    return wish;
  }

  void read(int pid) {
    Process process;
    if (!reader_.begin(pid, process) || !reader_.complete(process)) return;
    const std::string folder = std::to_string(pid) + "/";
    const Known<Text> limits =
        text_of(world_.source, {Question::How::Read, folder + "limits"}, limits_room_);
    if (limits.why == Absent::Vanished || process.is_kernel_thread) return;
    const Resident* const resident = census_ ? census_->find(pid) : nullptr;
    const Container* const container = resident ? resident->container : nullptr;
    Limit row;
    row.scope = LimitScope::Process;
    row.name = open_files_limit;
    row.pid = pid;
    row.process = process.name ? Known<Text>(world_.texts.keep(*process.name)) : process.name;
    if (container) row.container = container->shown();
    set(row, limits, "Max open files");
    row.used = process.fds ? Known<u64>(*process.fds) : Known<u64>(process.fds.why);
    rows_.add(row);
    if (wants_users_) count_for_user(process, row, limits, folder);
    if (!wants_cgroups_) return;
    const Known<Text> cgroup =
        text_of(world_.source, {Question::How::Read, folder + "cgroup"}, cgroup_room_);
    if (!cgroup && cgroup.why != Absent::Vanished) files_.miss(cgroup.why, "cgroups");
    for (const Text controller : limiting_controllers)
      if (cgroup) cgroups_.add(*cgroup, controller, container);
  }

  static void set(Limit& row, const Known<Text>& limits, Text name) {
    if (limits) {
      const ProcessLimit limit = decode_process_limit(*limits, name);
      row.soft = limit.soft;
      row.hard = limit.hard;
    } else {
      row.soft = row.hard = limits.why;
    }
  }

  // RLIMIT_NPROC: the threads of the real user, whichever process started them; the limit is that
  // of the process that forks.
  void count_for_user(const Process& process, const Limit& row, const Known<Text>& limits,
                      const std::string& folder) {
    if (!process.uid) return;
    auto found = std::ranges::find(users_, *process.uid, &UserUse::uid);
    if (found == users_.end()) {
      UserUse use;
      use.uid = *process.uid;
      use.user = process.user ? Known<Text>(world_.texts.keep(*process.user)) : process.user;
      found = users_.insert(found, use);
    }
    if (process.threads)
      found->thread_count += static_cast<u64>(*process.threads);
    else if (process.threads.why != Absent::Vanished)
      found->unthreaded = process.threads.why;
    Limit limit = row;
    set(limit, limits, "Max processes");
    const bool is_least =
        !found->threads.soft || (limit.soft && *limit.soft < *found->threads.soft);
    if (is_least) found->threads = limit;
    count_inotify(process, folder, *found);
  }

  // Processes that share one do not add to what the kernel counts.
  void count_inotify(const Process& process, const std::string& folder, UserUse& use) {
    const auto links = text_of(world_.source, {Question::How::Links, folder + "fd"}, links_room_);
    if (!links && links.why != Absent::Vanished) use.unlooked = use.unwatched = links.why;
    for (Text rest = links ? *links : Text(); !rest.empty();) {  // NUL ends each.
      const std::string number(cut(rest));
      if (cut(rest) != inotify) continue;
      const Watches watches = watches_of(folder + "fdinfo/" + number, use);
      if (is_counted(process, number, watches)) continue;
      ++use.instances;
      use.watches += watches.count;
    }
  }
  static Text cut(Text& rest) {
    const Text part = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    return part;
  }

  // fs/notify/fdinfo.c: a line "inotify wd:3 ino:9e7e sdev:800013 mask:800afce ..." for each.
  struct Watches {
    u64 count = 0, hash = 0;
  };
  Watches watches_of(const std::string& file, UserUse& use) {
    Watches watches;
    if (use.lines_read >= watch_lines_max) {
      use.unwatched = Absent::Unsupported;
      return watches;
    }
    const auto blocks = world_.source.stream({Question::How::Read, file});
    if (!blocks) {
      const Absent why = reason_of_process(world_.source, blocks.error());
      if (why != Absent::Vanished) use.unwatched = why;
      return watches;
    }
    constexpr u64 odd = 0x9E37'79B9'7F4A'7C15;  // Spreads the bits.
    Lines lines(**blocks);
    (void)lines.each([&](Text line) {
      ++use.lines_read;
      if (!line.starts_with("inotify wd:")) return;
      ++watches.count;
      watches.hash = (watches.hash ^ std::hash<Text>{}(line)) * odd;
    });
    return watches;
  }

  // dup and fork copy a descriptor, and fork its number too. An instance without watches is like
  // any other one, so that it is counted each time.
  bool is_counted(const Process& process, const std::string& number, const Watches& watches) {
    if (watches.count == 0) return false;
    const std::string content = " " + std::to_string(watches.hash);
    const auto name = [&](int pid, const std::string& fd) {
      return std::to_string(pid) + " " + fd + content;
    };
    const bool is_inherited = process.ppid && instances_.contains(name(*process.ppid, number));
    instances_.emplace(name(process.pid, number), 0);
    return !instances_.emplace(name(process.pid, "any"), 0).second || is_inherited;
  }

  // The kernel exempts root (kernel/fork.c, copy_process).
  void add_user(const UserUse& use) {
    Limit row = use.threads;
    row.scope = LimitScope::User;
    row.name = threads_limit;
    row.container = Absent::NotApplicable;
    row.user = use.user;
    const bool is_counted = use.unthreaded == Absent::Known;
    row.used = is_counted ? Known<u64>(use.thread_count) : Known<u64>(use.unthreaded);
    if (use.uid != 0) rows_.add(row);
    row.pid = Absent::NotApplicable;
    row.process = Absent::NotApplicable;
    row.soft = Absent::NotApplicable;
    row.name = instances_limit;
    const bool is_seen = use.unlooked == Absent::Known;
    if (is_seen && use.instances == 0) return;
    if (use.lines_read >= watch_lines_max)
      scan_.sink.note("a user has more inotify watches than are counted here (" +
                      std::to_string(watch_lines_max) + " lines of fdinfo)");
    row.used = is_seen ? Known<u64>(use.instances) : Known<u64>(use.unlooked);
    row.hard = number("sys/fs/inotify/max_user_instances");
    rows_.add(row);
    row.name = watches_limit;
    const bool is_watched = use.unwatched == Absent::Known;
    row.used = is_watched ? Known<u64>(use.watches) : Known<u64>(use.unwatched);
    row.hard = number("sys/fs/inotify/max_user_watches");
    rows_.add(row);
  }

  // What has no limit is near none.
  void read_cgroups() {
    const bool wants_throttling =
        scan_.wants<&Limit::periods, &Limit::throttled, &Limit::throttled_us>();
    for (const ListedCgroup& group : cgroups_.all()) {
      Limit row = limit_of(group, cgroups_, world_);
      if (scan_.wants<&Limit::kills>() && row.name == memory_limit && row.least())
        row.kills = kills_of(group, cgroups_);
      if (wants_throttling && row.name == cpu_limit && row.least())
        read_throttling(group, cgroups_, row);
      if (row.least() || row.hard.why == Absent::Malformed) rows_.add(row);
    }
    if (cgroups_.unread() != Absent::Known) files_.miss(cgroups_.unread(), "cgroups");
  }

  Known<u64> number(Text file) {
    const auto text = files_.read(file, room_);
    return text ? decode_cgroup_number(*text) : Known<u64>(Absent::NotCollected);
  }

  void add_machine(Text name, Known<u64> used, Known<u64> hard) {
    if (!used && !hard) return;
    Limit row;
    row.name = name;
    row.used = used;
    row.hard = hard;
    rows_.add(row);
  }

  // fs/file_table.c: "1248\t0\t9223372036854775807": open, unused of them, most.
  void read_machine() {
    const auto open = files_.read("sys/fs/file-nr", room_);
    Text rest = open ? trim(*open) : Text();
    Known<u64> used = decode_cgroup_number(next_word(rest));
    const Known<u64> unused = decode_cgroup_number(next_word(rest));
    if (used && unused) used = *used - std::min(*used, *unused);
    if (open) add_machine(open_files_limit, used, decode_cgroup_number(rest));
    MachineLoad load;
    const auto text = files_.read("loadavg", room_);
    if (!text || !decode_loadavg(*text, load))
      load.threads = text ? Absent::Malformed : Absent::NotCollected;
    add_machine(threads_limit, load.threads, number("sys/kernel/threads-max"));
    add_machine(pids_limit, load.threads, number("sys/kernel/pid_max"));
  }

  // The kernel counts for a user what he has in all of them.
  void tell_other_namespaces() {
    const auto links = text_of(world_.source, {Question::How::Links, "self/ns"}, links_room_);
    if (users_.empty() || world_.source.is_copy() || !links || is_first_pid_namespace(*links))
      return;
    scan_.sink.note("users may have more than what is counted here: " +
                    std::string(see_all_namespaces));
  }

  Scan<Limit>& scan_;
  World& world_;
  ProcessReader reader_;
  CgroupList cgroups_{world_};
  HostFiles files_{world_};
  const Census* census_ = nullptr;
  std::vector<UserUse> users_{};
  std::unordered_map<std::string, u64> instances_{};  // Of inotify: process, descriptor, content.
  RowStore<Limit> rows_{};
  bool wants_users_ = true, wants_cgroups_ = true, wants_machine_ = true;
  std::string room_{}, limits_room_{}, cgroup_room_{}, links_room_{};
};

Result<void> scan_limits(Scan<Limit>& scan) { return LimitScan(scan).run(); }

}  // namespace

constinit const TableInfo limits_table = {
    "limits", "Who is near a limit: processes, users, cgroups, the machine.",
    columns,  &run_scan<scan_limits>,
    key,      {},
    &remedy};

}  // namespace sonde
