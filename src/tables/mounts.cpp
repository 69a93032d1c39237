// mounts.cpp: the table "mounts": what is mounted where, as a process of the place sees it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/mountinfo.hpp"
#include "model/mounted.hpp"
#include "tables/census.hpp"
#include "tables/host_files.hpp"
#include "tables/process_columns.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"
#include "tables/visibility.hpp"

namespace sonde {
namespace {

// The kernel lets nobody write when the mount or its file system says so.
constexpr auto read_only = [](const Mounted& row) {
  return has_word(row.options, "ro") || has_word(row.super_options, "ro");
};

// Of what may be used: what is kept for root does not count, as in df(1).
constexpr auto used_percent = [](const Mounted& row) -> Known<double> {
  if (!row.used_bytes) return row.used_bytes.why;
  const u64 all = *row.used_bytes + *row.available_bytes;
  if (all == 0) return Absent::NotApplicable;
  return 100.0 * static_cast<double>(*row.used_bytes) / static_cast<double>(all);
};
constexpr auto used_files_percent = [](const Mounted& row) -> Known<double> {
  if (!row.used_files) return row.used_files.why;
  return 100.0 * static_cast<double>(*row.used_files) / static_cast<double>(*row.files);
};
template <Known<u64> Mounted::* Bytes> Known<Text> shown(const Mounted& row, std::string& room) {
  if (!(row.*Bytes)) return (row.*Bytes).why;
  room.clear();
  append_size(room, *(row.*Bytes));
  return Text(room);
}
constexpr auto size = [](const Mounted& row, std::string& room) {
  return shown<&Mounted::size_bytes>(row, room);
};
constexpr auto available = [](const Mounted& row, std::string& room) {
  return shown<&Mounted::available_bytes>(row, room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Mounted::path>("path", "Where it is mounted, below the root of the process.", Show::Always),
    column<&Mounted::type>("type", "Kind of file system: ext4, overlay, tmpfs, nfs.", Show::Always),
    column<&Mounted::source>("source", "What is mounted: a device, a server, or a word.", Show::Always),
    column<read_only>("read_only", "Nothing can be written: the mount or the file system is ro.", Show::Always),
    column<&Mounted::container>("container", "Of a container: its name.", Show::Machine),
    column<&Mounted::pid>("pid", "A process that sees it so; none: sonde does.", Show::Machine),
    column<&Mounted::root>("root", "Which part of the file system is mounted; not / for bind mounts.", Show::Machine),
    column<&Mounted::options>("options", "Options of this mount.", Show::Machine),
    column<&Mounted::super_options>("super_options", "Options of the file system, wherever it is mounted.", Show::Machine),
    column<&Mounted::device>("device", "Device numbers, major:minor; the same for all mounts of a file system.", Show::Machine),
    column<&Mounted::id>("id", "Number of the mount.", Show::Machine),
    column<&Mounted::parent>("parent", "Number of the mount that it lies on.", Show::Machine),
    column<size>("size", "Size of the file system, for people.", Show::Asked).composed_of("size_bytes"),
    column<available>("available", "What may still be written, for people.", Show::Asked).composed_of("available_bytes"),
    column<used_percent>("used_percent", "Share that is used, as df(1) counts: without root's part.", Show::Asked, Unit::Percent).missing_with("size_bytes"),
    column<used_files_percent>("used_files_percent", "Share of its inodes that is used.", Show::Asked, Unit::Percent).missing_with("files"),
    column<&Mounted::size_bytes>("size_bytes", "Its size, asked for 300 ms at most; none where another mount covers it.", Show::Asked, Unit::Bytes),
    column<&Mounted::used_bytes>("used_bytes", "What is used of it.", Show::Asked, Unit::Bytes).missing_with("size_bytes"),
    column<&Mounted::available_bytes>("available_bytes", "What users other than root may still write.", Show::Asked, Unit::Bytes).missing_with("size_bytes"),
    column<&Mounted::files>("files", "How many inodes it can have; a file system without such a limit has none.", Show::Asked),
    column<&Mounted::used_files>("used_files", "How many of these are used.", Show::Asked).missing_with("files"),
};
// clang-format on

constexpr Text key[] = {"id"};

Text remedy(Text column, Absent why) {
  if (column != "size_bytes" && column != "files") return remedy_of_file(why);
  if (why == Absent::Vanished) return "it was unmounted meanwhile: look again";
  if (why == Absent::NotPermitted) return "run as root";
  if (why == Absent::NotCollected) return "run sonde on that machine, once its file systems answer";
  return "the file system did not answer within 300 ms: look at its server or disk";
}

// Waits for few file systems that hang, and asks none of them twice.
class UsageReader {
public:
  explicit UsageReader(Source& source) : source_(source) {}

  // As that process sees it.
  void read(Mounted& row, const std::string& viewer) {
    if (hangs(row.device)) return set(row, reason_of(std::errc::timed_out));
    if (hanging_.size() >= hanging_max) return set(row, Absent::NotCollected);
    const Result<FileSystemUse> use = use_of(source_, viewer + std::string(row.path));
    if (!use) return refuse(row, use.error().code);
    const bool is_covered = use->mount != 0 && use->mount != static_cast<u64>(row.id);
    if (is_covered) return set(row, Absent::NotApplicable);  // By another mount: nobody sees it.
    if (use->size == 0 && use->files == 0) return set(row, Absent::NotApplicable);
    row.size_bytes = use->size;
    row.used_bytes = use->size - std::min(use->free, use->size);
    row.available_bytes = use->available;
    row.files = row.used_files = Absent::NotApplicable;
    if (use->files == 0) return;
    row.files = use->files;
    row.used_files = use->files - std::min(use->free_files, use->files);
  }

private:
  static constexpr std::size_t hanging_max = 10;  // Three seconds of waiting.

  bool hangs(Text device) const { return std::ranges::find(hanging_, device) != hanging_.end(); }
  void refuse(Mounted& row, std::errc code) {
    if (code == std::errc::timed_out) hanging_.emplace_back(row.device);
    const bool is_gone = code == std::errc::no_such_file_or_directory;
    set(row, is_gone ? Absent::Vanished : reason_of(code));
  }
  static void set(Mounted& row, Absent why) {
    for (Known<u64>* value :
         {&row.size_bytes, &row.used_bytes, &row.available_bytes, &row.files, &row.used_files})
      *value = why;
  }

  Source& source_;
  std::vector<std::string> hanging_{};  // Devices.
};

class MountScan {
public:
  explicit MountScan(Scan<Mounted>& scan) : scan_(scan), world_(scan.world) {
    const auto usage =
        scan.set_of<size, available, used_percent, used_files_percent, &Mounted::size_bytes,
                    &Mounted::used_bytes, &Mounted::available_bytes, &Mounted::files,
                    &Mounted::used_files>();
    wants_usage_ = (scan.request.columns & usage).any();
    ready_ = ~usage;
  }

  Result<void> run() {
    const std::string viewer = viewer_of(world_);
    if (viewer == "0") return tell_no_viewer(), Result<void>{};
    Mounted seen_by;
    int pid = 0;
    if (parse_number(viewer, pid)) seen_by.pid = pid;
    const auto text = files_.read(viewer + "/mountinfo", room_);
    if (text) take(*text, viewer, seen_by);
    const bool is_every_place = world_.pids.empty() && !world_.networks.empty();
    if (is_every_place) read_others();
    files_.tell(scan_.table.name, scan_.sink);
    return {};
  }

private:
  void tell_no_viewer() {
    const bool is_hidden = census_of(world_).hidden_numbers() > 0;
    Gap gap{scan_.table.name, "", is_hidden ? Absent::NotPermitted : Absent::Unsupported};
    gap.example = is_hidden ? "which processes are in that place" : "no process is in that place";
    gap.remedy =
        is_hidden ? look_into_processes.anywhere : "only a process sees mounts: --in pid:N";
    gap.is_all = true;
    scan_.sink.gap(gap);
  }

  // One process of each mount namespace but our own, which was read.
  void read_others() {
    std::set<std::string> seen;
    const auto own = world_.source.ask({Question::How::Link, "self/ns/mnt"}, room_);
    if (own) seen.emplace(*own);
    for (const Resident& resident : census_of(world_).residents()) {
      if (resident.is_zombie) continue;
      const std::string folder = std::to_string(resident.pid);
      const auto link = world_.source.ask({Question::How::Link, folder + "/ns/mnt"}, room_);
      if (!link) {
        note_unseen(link.error());
        continue;
      }
      const std::string name(*link);
      if (seen.contains(name)) continue;
      if (seen.size() > namespaces_max) {
        note_unseen({std::errc::not_enough_memory, "keep", folder});
        continue;
      }
      const auto text = world_.source.ask({Question::How::Read, folder + "/mountinfo"}, room_);
      if (!text) {
        note_unseen(text.error());
        continue;
      }
      seen.insert(name);
      Mounted seen_by;
      seen_by.pid = resident.pid;
      if (resident.container) seen_by.container = resident.container->shown();
      take(*text, folder, seen_by);
    }
    tell_unseen_processes(world_, scan_.table.name, scan_.sink);
    if (unseen_ == 0) return;
    std::string said = "those that ";
    append_number(said, unseen_);
    said += unseen_ == 1 ? " process sees" : " processes see";
    scan_.sink.gap({scan_.table.name, "", why_unseen_, Absent::NotApplicable,
                    world_.texts.keep(said), remedy_for_processes(why_unseen_)});
  }

  void note_unseen(const Error& error) {
    const Absent why = reason_of_process(world_.source, error);
    if (why == Absent::Vanished) return;
    ++unseen_;
    why_unseen_ = why;
  }

  // What `viewer` sees: "self", or a pid.
  void take(Text text, const std::string& viewer, const Mounted& seen_by) {
    RowStore<Mounted> rows;
    const u32 malformed = each_mount(text, [&](const Mount& mount) {
      Mounted row = seen_by;
      row.id = mount.id;
      row.parent = mount.parent;
      row.path = mount.point;
      row.type = mount.type;
      row.source = mount.source;
      row.device = mount.device;
      row.root = mount.root;
      row.options = mount.options;
      row.super_options = mount.super_options;
      if (wants_usage_ && scan_.request.may_pass && !scan_.request.may_pass(&row, ready_)) return;
      if (wants_usage_) usage_.read(row, viewer);
      Mounted& kept = rows.add(row);
      for (Text* const one : {&kept.path, &kept.type, &kept.source, &kept.device, &kept.root,
                              &kept.options, &kept.super_options})
        *one = rows.texts().keep(*one);
    });
    if (malformed > 0)
      scan_.sink.gap({scan_.table.name, "", Absent::Malformed, u64{malformed},
                      world_.texts.keep(viewer + "/mountinfo"), remedy_of_file(Absent::Malformed)});
    give(rows.chunks(), scan_.sink);
  }

  static constexpr std::size_t namespaces_max = 2000;  // Whoever may, makes as many as he likes.

  Scan<Mounted>& scan_;
  World& world_;
  HostFiles files_{world_};
  UsageReader usage_{world_.source};
  bool wants_usage_ = false;
  std::bitset<64> ready_{};
  u64 unseen_ = 0;
  Absent why_unseen_ = Absent::Known;
  std::string room_{};
};

Result<void> scan_mounts(Scan<Mounted>& scan) { return MountScan(scan).run(); }

}  // namespace

constinit const TableInfo mounts_table = {
    "mounts", "What is mounted where, as we, or processes of a place (--in) or of all, see it.",
    columns,  &run_scan<scan_mounts>,
    key,      {},
    &remedy};

}  // namespace sonde
