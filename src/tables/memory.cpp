// memory.cpp: the table "memory": the words of free(1), then every field of /proc/meminfo.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "decode/meminfo.hpp"
#include "lexicon/counter_meanings.hpp"
#include "tables/host_files.hpp"
#include "tables/process_columns.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr auto size = [](const MemoryPart& row, std::string& room) -> Known<Text> {
  room.clear();
  if (row.pages) {
    append_number(room, *row.pages);
    return Text(room += *row.pages == 1 ? " page" : " pages");
  }
  if (!row.bytes) return row.bytes.why;
  append_size(room, *row.bytes);
  return Text(room);
};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&MemoryPart::name>("name", "A word of free(1), such as available, or a field of /proc/meminfo.", Show::Always),
    column<size>("size", "Its size, for people.", Show::Screen).composed_of("bytes"),
    column<&MemoryPart::bytes>("bytes", "Its size.", Show::Machine, Unit::Bytes),
    column<&MemoryPart::pages>("pages", "How many huge pages, of fields that count them.", Show::Machine),
    column<&MemoryPart::meaning>("meaning", "What it is; empty where sonde does not know it.", Show::Always),
};
// clang-format on

constexpr Text key[] = {"name"};
constexpr Text files_read[] = {"meminfo"};

Text remedy(Text, Absent why) { return remedy_of_file(why); }

Result<void> scan_memory(Scan<MemoryPart>& scan) {
  World& world = scan.world;
  HostFiles files(world);
  RowStore<MemoryPart> rows;
  std::string text_room;
  std::string room;
  const auto add = [&](MemoryPart part) {
    part.name = world.texts.keep(part.name);
    const Text said = meaning_of_counter("memory", part.name, room);
    if (!said.empty()) part.meaning = said;
    if (part.bytes.why == Absent::Malformed)
      scan.sink.gap({scan.table.name, "bytes", Absent::Malformed, u64{1}, part.name,
                     remedy_of_file(Absent::Malformed)});
    rows.add(part);
  };
  if (const auto text = files.read(files_read[0], text_room)) {
    const MemoryFile file = decode_meminfo(*text);
    for (const MemoryPart& part : summary_of(file)) add(part);
    for (const MemoryPart& part : file.parts) add(part);
    if (file.unused_lines > 0)
      scan.sink.gap({scan.table.name, "", Absent::Malformed, file.unused_lines,
                     world.texts.keep(file.unused_example), remedy_of_file(Absent::Malformed)});
    tell_forged(world, files_read, scan.sink);
  }
  files.tell(scan.table.name, scan.sink);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo memory_table = {
    "memory", "The memory of the machine: what free(1) shows, and every field of /proc/meminfo.",
    columns,  &run_scan<scan_memory>,
    key,      {},
    &remedy};

}  // namespace sonde
