// namespaces.cpp: the table "namespaces": what lsns shows, the container, and what keeps the rest.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "decode/passwd.hpp"
#include "decode/proc_pid.hpp"
#include "tables/census.hpp"
#include "tables/namespace_finder.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Vocabulary type_words = {namespace_types};
constexpr Vocabulary kept_by_words = {kept_by_names};

constexpr auto pid = [](const Namespace& row) {
  return row.pid != 0 ? Known<int>(row.pid) : Known<int>(Absent::NotApplicable);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Namespace::inode>("ns", "Number of the namespace: the inode of its link in /proc/PID/ns.", Show::Always, Unit::Inode),
    column<&Namespace::type>("type", "What it sets apart: cgroup, ipc, mnt, net, pid, time, user or uts.", Show::Always).with(type_words),
    column<&Namespace::processes>("nprocs", "How many processes are in it.", Show::Always),
    column<pid>("pid", "The lowest of them; of a namespace without processes the one that keeps it.", Show::Always),
    column<&Namespace::ppid>("ppid", "Parent of that process.", Show::Machine),
    column<&Namespace::uid>("uid", "User that the process runs as.", Show::Machine),
    column<&Namespace::user>("user", "Name of that user in /etc/passwd, or the number.", Show::Always),
    column<&Namespace::container>("container", "The one container that all its processes are in.", Show::Always),
    column<&Namespace::kept_by>("kept_by", "What keeps it: a process, only a thread, an open descriptor, or a mount.", Show::Always).with(kept_by_words),
    column<&Namespace::path>("path", "A file that stands for it; one that it is mounted on, where there is one.", Show::Machine),
    column<&Namespace::command>("command", "Command line of the process; passwords and tokens as ***.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"ns", "type"};

Text remedy(Text column, Absent why) {
  if (column == "user") return "run where /etc/passwd can be read, or use uid";
  return why == Absent::NotPermitted ? look_into_processes.anywhere : "run sonde on that machine";
}

class NamespaceScan {
public:
  explicit NamespaceScan(Scan<Namespace>& scan) : scan_(scan), world_(scan.world) {}

  Result<void> run() {
    TRY(census_of(world_).listed());
    NamespaceFinder finder(world_);
    RowStore<Namespace> rows;
    for (Namespace& found : finder.find("")) {
      const Fact type = scan_.fact<&Namespace::type>(found.type);
      if (!is_of_place(found) || !scan_.possible(type)) continue;
      describe(found);
      rows.add(found);
    }
    if (finder.refused() > 0) tell_refused(finder);
    if (finder.failed() > 0) tell_failed(finder);
    tell_unseen_processes(world_, scan_.table.name, scan_.sink);
    if (rows.size() == 0 && world_.source.is_copy() && !census_of(world_).residents().empty())
      scan_.sink.gap({scan_.table.name, "", Absent::NotCollected, Absent::NotApplicable,
                      "/proc/PID/ns", "run sonde on that machine, or copy the links as well",
                      true});
    give(rows.chunks(), scan_.sink);
    return {};
  }

private:
  void tell_refused(const NamespaceFinder& finder) {
    std::string said = "those of ";
    append_number(said, finder.refused());
    said += finder.refused() == 1 ? " process, " : " processes, ";
    said += "e.g. " + finder.refused_example();
    scan_.sink.gap({scan_.table.name, "", Absent::NotPermitted, Absent::NotApplicable,
                    world_.texts.keep(said), look_into_processes.anywhere});
    // What is counted is what was seen.
    if (scan_.wants<&Namespace::processes>())
      scan_.sink.gap({scan_.table.name, "nprocs", Absent::NotPermitted, Absent::NotApplicable,
                      "they are not counted", look_into_processes.anywhere});
  }

  void tell_failed(const NamespaceFinder& finder) {
    const std::string said = std::make_error_code(finder.failure()).message();
    scan_.sink.gap({scan_.table.name, "", Absent::NotCollected, Absent::NotApplicable,
                    world_.texts.keep(said), "raise the limit: ulimit -n, ulimit -v"});
  }

  // With --in: those that a process of the place is in.
  bool is_of_place(const Namespace& found) const {
    return world_.pids.empty() || std::ranges::any_of(found.pids, [&](int one) {
             return std::ranges::binary_search(world_.pids, one);
           });
  }

  // Says of the first process who it is.
  void describe(Namespace& row) {
    const Resident* const resident = row.pid != 0 ? census_of(world_).find(row.pid) : nullptr;
    if (!resident) return;
    const std::string folder = std::to_string(row.pid) + "/";
    if (resident->ppid != 0) row.ppid = resident->ppid;
    if (scan_.wants<&Namespace::command>()) row.command = command_of(folder, *resident);
    if (!scan_.wants<&Namespace::uid, &Namespace::user>()) return;
    const auto status = world_.source.ask({Question::How::Read, folder + "status"}, room_);
    row.uid = status ? decode_pid_status(*status).euid : reason_of(status.error().code);
    row.user = user_of(row.uid);
  }

  // As ps shows it: in brackets what has none.
  Known<Text> command_of(const std::string& folder, const Resident& resident) {
    const auto line = world_.source.ask({Question::How::Read, folder + "cmdline"}, room_);
    const Text command = line ? decode_command_line(*line, line_room_) : Text();
    if (!command.empty()) return world_.texts.keep(command);
    return world_.texts.keep("[" + std::string(resident.name) + "]");
  }

  Known<Text> user_of(const Known<u32>& uid) {
    if (!uid) return uid.why;
    if (!users_) {
      const auto file = world_.source.ask({Question::How::HostFile, "etc/passwd"}, room_);
      users_ = file ? UserNames(*file) : UserNames("");
    }
    line_room_ = users_->find(*uid);
    if (line_room_.empty()) append_number(line_room_, *uid);
    return world_.texts.keep(line_room_);
  }

  Scan<Namespace>& scan_;
  World& world_;
  std::optional<UserNames> users_{};
  std::string room_{}, line_room_{};
};

Result<void> scan_namespaces(Scan<Namespace>& scan) { return NamespaceScan(scan).run(); }

}  // namespace

constinit const TableInfo namespaces_table = {
    "namespaces",
    "Every namespace of the machine, also those that only a thread, descriptor or mount keeps.",
    columns,
    &run_scan<scan_namespaces>,
    key,
    {},
    &remedy};

}  // namespace sonde
