// mounts.cpp: the table "mounts": what is mounted where, as a process of the place sees it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "decode/mountinfo.hpp"
#include "model/mounted.hpp"
#include "tables/host_files.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// A word of a list that is parted by commas: "rw,nosuid".
bool has_word(Text list, Text wanted) {
  while (!list.empty()) {
    const Text word = list.substr(0, list.find(','));
    if (word == wanted) return true;
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return false;
}

// The kernel lets nobody write when the mount or its file system says so.
constexpr auto read_only = [](const Mounted& row) {
  return has_word(row.options, "ro") || has_word(row.super_options, "ro");
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
};
// clang-format on

constexpr Text key[] = {"id"};

Text remedy(Text, Absent why) { return remedy_of_file(why); }

Result<void> scan_mounts(Scan<Mounted>& scan) {
  World& world = scan.world;
  // With --in: as the first process of the place sees them.
  const std::string viewer = world.pids.empty() ? "self" : std::to_string(world.pids.front());
  const std::string file = viewer + "/mountinfo";
  HostFiles files(world);
  RowStore<Mounted> rows;
  std::string room;
  Arena& texts = world.texts;
  if (const auto text = files.read(file, room)) {
    const u32 malformed = each_mount(*text, [&](const Mount& mount) {
      rows.add({mount.id, mount.parent, texts.keep(mount.point), texts.keep(mount.type),
                texts.keep(mount.source), texts.keep(mount.device), texts.keep(mount.root),
                texts.keep(mount.options), texts.keep(mount.super_options)});
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
