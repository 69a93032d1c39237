// mounts.cpp: the table "mounts": what is mounted where, as a process of the place sees it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "core/file_status.hpp"
#include "decode/mountinfo.hpp"
#include "model/mounted.hpp"
#include "tables/census.hpp"
#include "tables/host_files.hpp"
#include "tables/process_columns.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

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
  UsageReader(Source& source, std::string viewer) : source_(source), viewer_(std::move(viewer)) {}

  void read(Mounted& row) {
    if (hangs(row.device)) return set(row, reason_of(std::errc::timed_out));
    if (hanging_.size() >= hanging_max) return set(row, Absent::NotCollected);
    const Result<FileSystemUse> use = use_of(source_, viewer_ + std::string(row.path));
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
    if (code == std::errc::timed_out) hanging_.push_back(row.device);
    const bool is_gone = code == std::errc::no_such_file_or_directory;
    set(row, is_gone ? Absent::Vanished : reason_of(code));
  }
  static void set(Mounted& row, Absent why) {
    for (Known<u64>* value :
         {&row.size_bytes, &row.used_bytes, &row.available_bytes, &row.files, &row.used_files})
      *value = why;
  }

  Source& source_;
  std::string viewer_;
  std::vector<Text> hanging_{};  // Devices.
};

Result<void> scan_mounts(Scan<Mounted>& scan) {
  World& world = scan.world;
  const bool wants_usage =
      scan.wants<size, available, used_percent, used_files_percent, &Mounted::size_bytes,
                 &Mounted::used_bytes, &Mounted::available_bytes, &Mounted::files,
                 &Mounted::used_files>();
  const std::string viewer = viewer_of(world);
  if (viewer == "0") {
    const bool is_hidden = census_of(world).hidden_numbers() > 0;
    Gap gap{scan.table.name, "", is_hidden ? Absent::NotPermitted : Absent::Unsupported};
    gap.example = is_hidden ? "which processes are in that place" : "no process is in that place";
    gap.remedy =
        is_hidden ? look_into_processes.anywhere : "only a process sees mounts: --in pid:N";
    gap.is_all = true;
    scan.sink.gap(gap);
    return {};
  }
  const std::string file = viewer + "/mountinfo";
  HostFiles files(world);
  RowStore<Mounted> rows;
  std::string room;
  Arena& texts = world.texts;
  UsageReader usage(world.source, viewer);
  if (const auto text = files.read(file, room)) {
    const u32 malformed = each_mount(*text, [&](const Mount& mount) {
      Mounted& row =
          rows.add({mount.id, mount.parent, texts.keep(mount.point), texts.keep(mount.type),
                    texts.keep(mount.source), texts.keep(mount.device), texts.keep(mount.root),
                    texts.keep(mount.options), texts.keep(mount.super_options)});
      if (wants_usage) usage.read(row);
    });
    if (malformed > 0)
      scan.sink.gap({scan.table.name, "", Absent::Malformed, u64{malformed}, texts.keep(file),
                     remedy_of_file(Absent::Malformed)});
  }
  files.tell(scan.table.name, scan.sink);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo mounts_table = {
    "mounts", "What is mounted where, as we, or with --in a process of the place, see it.",
    columns,  &run_scan<scan_mounts>,
    key,      {},
    &remedy};

}  // namespace sonde
