// interrupts.cpp: the table "interrupts": what interrupts the machine's processors, and how often.
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "decode/proc_interrupts.hpp"
#include "tables/host_files.hpp"
#include "tables/rates.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Interrupt::irq>("irq", "Its number; of those that no device makes the kernel's name: LOC, RES, IPI0.", Show::Always),
    column<&Interrupt::device>("device", "The driver that it is for, mostly with the queue; of the kernel's own what it is.", Show::Always),
    column<&Interrupt::total>("total", "How often it came since boot, on all processors together.", Show::Always),
    column<&Interrupt::per_s>("per_s", "How often a second since the look before; with --interval and --watch.", Show::Asked).between_looks(),
};
// clang-format on

constexpr Text key[] = {"irq"};
constexpr Text files_read[] = {"interrupts"};

Text remedy(Text, Absent why) {
  if (why == Absent::Vanished) return "look again: a processor went, or it was reset";
  return remedy_of_file(why);
}

struct InterruptRates : Rates {};

Result<void> scan_interrupts(Scan<Interrupt>& scan) {
  World& world = scan.world;
  HostFiles files(world);
  Rates* const rates = scan.request.memory ? &scan.request.memory->of<InterruptRates>() : nullptr;
  if (rates) rates->begin(world.source.now());
  RowStore<Interrupt> rows;
  std::string room;
  OddLines odd;
  const auto text = files.read(files_read[0], room);
  for (Text rest = text.value_or(""); !rest.empty();) {  // To the end of the file.
    const Text line = next_line(rest);
    Interrupt row;
    const LineSaid said = decode_proc_interrupts(line, row);
    if (said == LineSaid::Malformed) odd.add_broken(line);
    if (said != LineSaid::Row) continue;
    row.irq = world.texts.keep(row.irq);
    if (row.device) row.device = world.texts.keep(*row.device);
    if (rates) row.per_s = rates->per_s(std::string(row.irq), row.total, Width::Bits64);
    rows.add(row);
  }
  odd.tell(world, scan.table.name, "/proc/interrupts", scan.sink);
  files.tell(scan.table.name, scan.sink);
  tell_forged(world, files_read, scan.sink);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo interrupts_table = {
    "interrupts", "What interrupts the processors of the machine, for which device, and how often.",
    columns,      &run_scan<scan_interrupts>,
    key,          {},
    &remedy};

}  // namespace sonde
