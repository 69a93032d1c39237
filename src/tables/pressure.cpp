// pressure.cpp: the table "pressure": PSI of the machine, from /proc/pressure.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "decode/pressure_text.hpp"
#include "tables/host_files.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Text kind_list[] = {"some", "full"};
constexpr Vocabulary kind_words = {kind_list};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Pressure::resource>("resource", "What is waited for: cpu, memory (to be freed or read back), io, irq (work of the kernel).", Show::Always),
    column<&Pressure::kind>("kind", "Whether at least one task waited (some), or all that had work did at once (full).", Show::Always).with(kind_words),
    column<&Pressure::avg10>("avg10", "Share of the last 10 seconds that was lost so.", Show::Always, Unit::Percent),
    column<&Pressure::avg60>("avg60", "Share of the last minute.", Show::Always, Unit::Percent),
    column<&Pressure::avg300>("avg300", "Share of the last five minutes.", Show::Always, Unit::Percent),
    column<&Pressure::total_us>("total_us", "Time lost so since the machine was started.", Show::Machine, Unit::Microseconds),
};
// clang-format on

constexpr Text key[] = {"resource", "kind"};
constexpr Text files_read[] = {"pressure/cpu", "pressure/memory", "pressure/io", "pressure/irq"};

Text remedy(Text, Absent why) {
  if (why == Absent::Unsupported) return "boot a kernel with CONFIG_PSI, with psi=1";
  return remedy_of_file(why);
}

Result<void> scan_pressure(Scan<Pressure>& scan) {
  HostFiles files(scan.world);
  RowStore<Pressure> rows;
  std::string room;
  for (const Text file : files_read) {
    const Text resource = file.substr(file.find('/') + 1);
    if (!scan.possible(scan.fact<&Pressure::resource>(resource))) continue;
    const auto found = files.read(file, room);
    for (Text text = found.value_or(""); !text.empty();) {  // To the end of the file.
      const Text line = trim(next_line(text));
      Pressure row;
      if (line.empty()) continue;
      if (!decode_pressure(line, row)) {
        scan.sink.gap({scan.table.name, "", Absent::Malformed, u64{1}, file,
                       remedy_of_file(Absent::Malformed)});
        continue;
      }
      row.resource = resource;
      row.kind = scan.world.texts.keep(row.kind);
      rows.add(row);
    }
  }
  files.tell(scan.table.name, scan.sink);
  tell_forged(scan.world, files_read, scan.sink);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo pressure_table = {
    "pressure", "How much time is lost waiting for processors, memory and disks (PSI).",
    columns,    &run_scan<scan_pressure>,
    key,        {},
    &remedy};

}  // namespace sonde
