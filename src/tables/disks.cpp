// disks.cpp: the table "disks": block devices of the machine, as /proc/diskstats counts for them.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "decode/diskstats.hpp"
#include "tables/host_files.hpp"
#include "tables/rates.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr Vocabulary kind_words = {disk_kind_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<&Disk::name>("name", "Its name below /dev.", Show::Always),
    column<&Disk::kind>("kind", "What it is by its name; mapper is LVM or encryption, loop a file.", Show::Machine).with(kind_words),
    column<&Disk::disk>("disk", "The disk that a partition is a part of.", Show::Machine),
    column<&Disk::major>("major", "Major number of the device.", Show::Machine),
    column<&Disk::minor>("minor", "Minor number.", Show::Machine),
    column<&Disk::reads>("reads", "Reads that it finished.", Show::Always),
    column<&Disk::read_bytes>("read_bytes", "Bytes read.", Show::Always, Unit::Size),
    column<&Disk::writes>("writes", "Writes that it finished.", Show::Always),
    column<&Disk::write_bytes>("write_bytes", "Bytes written.", Show::Always, Unit::Size),
    column<&Disk::in_flight>("in_flight", "Requests that it works on now.", Show::Always),
    column<&Disk::reads_per_s>("reads_per_s", "Reads a second since the look before; with --interval, as the next ones.", Show::Asked).between_looks(),
    column<&Disk::read_bytes_per_s>("read_bytes_per_s", "Bytes read a second.", Show::Asked, Unit::Size).between_looks(),
    column<&Disk::writes_per_s>("writes_per_s", "Writes a second.", Show::Asked).between_looks(),
    column<&Disk::write_bytes_per_s>("write_bytes_per_s", "Bytes written a second.", Show::Asked, Unit::Size).between_looks(),
    column<&Disk::await_ms>("await_ms", "How long reads and writes took on average since the look before.", Show::Asked, Unit::Milliseconds).between_looks(),
    column<&Disk::read_await_ms>("read_await_ms", "The same of reads; iostat calls it r_await.", Show::Machine, Unit::Milliseconds).between_looks(),
    column<&Disk::write_await_ms>("write_await_ms", "The same of writes: w_await.", Show::Machine, Unit::Milliseconds).between_looks(),
    column<&Disk::queue_length>("queue_length", "Requests that waited or were worked on, on average: aqu-sz.", Show::Machine).between_looks(),
    column<&Disk::busy_percent>("busy_percent", "Share of the time with a request; many at once may be more.", Show::Asked, Unit::Percent).between_looks(),
    column<&Disk::reads_merged>("reads_merged", "Reads that became part of another one.", Show::Machine),
    column<&Disk::read_ms>("read_ms", "Time that reads took; it begins again after 49 days of it.", Show::Machine, Unit::Milliseconds),
    column<&Disk::writes_merged>("writes_merged", "Writes that became part of another one.", Show::Machine),
    column<&Disk::write_ms>("write_ms", "Time that writes took.", Show::Machine, Unit::Milliseconds),
    column<&Disk::busy_ms>("busy_ms", "Time with at least one request.", Show::Machine, Unit::Milliseconds),
    column<&Disk::queue_ms>("queue_ms", "Time that all requests took.", Show::Machine, Unit::Milliseconds),
    column<&Disk::discards>("discards", "Times that it was told which blocks are free; since Linux 4.18.", Show::Machine),
    column<&Disk::discards_merged>("discards_merged", "Those that became part of another one.", Show::Machine).missing_with("discards"),
    column<&Disk::discard_bytes>("discard_bytes", "Bytes that were said to be free.", Show::Machine, Unit::Size).missing_with("discards"),
    column<&Disk::discard_ms>("discard_ms", "Time that this took.", Show::Machine, Unit::Milliseconds).missing_with("discards"),
    column<&Disk::flushes>("flushes", "Times that it was told to write its own memory; since Linux 5.5.", Show::Machine).missing_with("discards"),
    column<&Disk::flush_ms>("flush_ms", "Time that this took.", Show::Machine, Unit::Milliseconds).missing_with("discards"),
};
// clang-format on

constexpr Text key[] = {"name"};
constexpr Text files_read[] = {"diskstats"};

Text remedy(Text, Absent why) {
  if (why == Absent::Vanished) return "look again: it was reset between the two looks";
  return remedy_of_file(why);
}

struct DiskRates : Rates {};

// What grew between two looks.
class Growth {
public:
  Growth(Rates& rates, const Disk& disk) : rates_(rates), disk_(disk) {}

  // block/genhd.c, diskstats_show: numbers of requests and sectors are unsigned long, times are cut
  // to 32 bits of milliseconds.
  Known<u64> of(Known<u64> Disk::* member, Text name) {
    const Known<u64>& value = disk_.*member;
    if (!value) return Absent::NotApplicable;
    // Another device of the name has other numbers.
    std::string key;
    append_number(key, disk_.major);
    append_number(key += ':', disk_.minor);
    (key += '/').append(disk_.name) += '/';
    const Width width = name.ends_with("_ms") ? Width::Bits32 : width_of_long;
    return rates_.grown(key.append(name), *value, width);
  }
  Known<double> a_second(const Known<u64>& grown) const { return ratio(grown, rates_.seconds()); }
  static Known<double> ratio(const Known<u64>& grown, double by) {
    if (!grown) return grown.why;
    return by > 0 ? Known<double>(static_cast<double>(*grown) / by)
                  : Known<double>(Absent::NotApplicable);
  }
  static Known<double> ratio(const Known<u64>& grown, const Known<u64>& by) {
    return by ? ratio(grown, static_cast<double>(*by)) : Known<double>(by.why);
  }

private:
  Rates& rates_;
  const Disk& disk_;
};

Known<u64> sum(const Known<u64>& a, const Known<u64>& b) {
  if (!a || !b) return a ? b.why : a.why;
  return *a + *b;
}

void rate(Rates& rates, Disk& disk) {
  Growth grown(rates, disk);
  const Known<u64> reads = grown.of(&Disk::reads, "reads");
  const Known<u64> writes = grown.of(&Disk::writes, "writes");
  const Known<u64> read_ms = grown.of(&Disk::read_ms, "read_ms");
  const Known<u64> write_ms = grown.of(&Disk::write_ms, "write_ms");
  const Known<u64> busy_ms = grown.of(&Disk::busy_ms, "busy_ms");
  disk.reads_per_s = grown.a_second(reads);
  disk.writes_per_s = grown.a_second(writes);
  disk.read_bytes_per_s = grown.a_second(grown.of(&Disk::read_bytes, "read_bytes"));
  disk.write_bytes_per_s = grown.a_second(grown.of(&Disk::write_bytes, "write_bytes"));
  disk.read_await_ms = Growth::ratio(read_ms, reads);
  disk.write_await_ms = Growth::ratio(write_ms, writes);
  disk.await_ms = Growth::ratio(sum(read_ms, write_ms), sum(reads, writes));
  const double ms = rates.seconds() * 1000;
  disk.queue_length = Growth::ratio(grown.of(&Disk::queue_ms, "queue_ms"), ms);
  disk.busy_percent = Growth::ratio(busy_ms, ms / 100);
  // The kernel counts in ticks of its own, which may be longer than the look.
  if (disk.busy_percent) disk.busy_percent = std::min(100.0, *disk.busy_percent);
}

// Disks with their partitions first, then what stands on them, then what has no disk at all: the
// order of the kinds, of which there are few.
void add_in_order(const std::vector<Disk>& disks, RowStore<Disk>& rows) {
  for (std::size_t kind = 0; kind < std::size(disk_kind_names); ++kind)
    for (const Disk& disk : disks) {
      const DiskKind shown = disk.kind == DiskKind::Partition ? DiskKind::Disk : disk.kind;
      if (shown == static_cast<DiskKind>(kind)) rows.add(disk);
    }
}

Result<void> scan_disks(Scan<Disk>& scan) {
  World& world = scan.world;
  HostFiles files(world);
  Rates* const rates = scan.request.memory ? &scan.request.memory->of<DiskRates>() : nullptr;
  if (rates) rates->begin(world.source.now());
  std::vector<Disk> disks;
  std::string room;
  OddLines odd;
  Disk last;  // That is no partition.
  const auto text = files.read(files_read[0], room);
  for (Text rest = text.value_or(""); !rest.empty();) {  // To the end of the file.
    const Text line = next_line(rest);
    Disk disk;
    u64 more = 0;
    const LineSaid said = decode_diskstats(line, disk, more);
    if (said == LineSaid::Header) continue;
    if (said != LineSaid::Row) {
      odd.add_broken(line);
      continue;
    }
    if (more > 0) odd.add_longer();
    disk.name = world.texts.keep(disk.name);
    disk.kind = kind_of_disk(disk.name, &last);
    if (disk.kind == DiskKind::Partition)
      disk.disk = last.name;
    else
      last = disk;
    if (rates) rate(*rates, disk);
    disks.push_back(disk);
  }
  odd.tell(world, scan.table.name, "/proc/diskstats", scan.sink);
  files.tell(scan.table.name, scan.sink);
  tell_forged(world, files_read, scan.sink);
  RowStore<Disk> rows;
  add_in_order(disks, rows);
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo disks_table = {
    "disks", "Disks, partitions and other block devices of the machine, and what they did.",
    columns, &run_scan<scan_disks>,
    key,     {},
    &remedy};

}  // namespace sonde
