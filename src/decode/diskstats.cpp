// diskstats.cpp: major, minor, a name, and up to seventeen numbers.
// SPDX-License-Identifier: Apache-2.0
#include "decode/diskstats.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr u64 sector_bytes = 512;  // Whatever the sectors of the disk are.

// The order of the numbers.
constexpr Known<u64> Disk::* members[] = {
    &Disk::reads,           &Disk::reads_merged,  &Disk::read_bytes,  &Disk::read_ms,
    &Disk::writes,          &Disk::writes_merged, &Disk::write_bytes, &Disk::write_ms,
    &Disk::in_flight,       &Disk::busy_ms,       &Disk::queue_ms,    &Disk::discards,
    &Disk::discards_merged, &Disk::discard_bytes, &Disk::discard_ms,  &Disk::flushes,
    &Disk::flush_ms};
constexpr std::size_t columns_at_least = 11;

bool is_of_sectors(Known<u64> Disk::* member) {
  return member == &Disk::read_bytes || member == &Disk::write_bytes ||
         member == &Disk::discard_bytes;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct NamedKind {
  Text prefix;
  DiskKind kind;
};
constexpr NamedKind named_kinds[] = {
    {"loop", DiskKind::Loop},   {"ram", DiskKind::Ram},     {"zram", DiskKind::Ram},
    {"dm-", DiskKind::Mapper},  {"md", DiskKind::Raid},     {"sr", DiskKind::Cdrom},
    {"nbd", DiskKind::Network}, {"rbd", DiskKind::Network}, {"drbd", DiskKind::Network},
};

// block/partitions/core.c, add_partition: "sda" has sda1, "nvme0n1" has nvme0n1p1.
bool is_partition_of(Text name, Text disk) {
  if (disk.empty() || !name.starts_with(disk)) return false;
  Text number = name.substr(disk.size());
  if (is_digit(disk.back())) {
    if (!number.starts_with('p')) return false;
    number.remove_prefix(1);
  }
  return !number.empty() && std::ranges::all_of(number, is_digit);
}

}  // namespace

// block/genhd.c, diskstats_show:
//  254       0 vda 1267754 84762 41326658 4023991 599782 470249 449526048 2269592 0 425116 6406833
//   362774 55 426057424 109563 31456 3686
LineSaid decode_diskstats(Text line, Disk& disk, u64& more) {
  disk = {};
  more = 0;
  Text rest = trim(line);
  if (rest.empty()) return LineSaid::Header;
  if (!parse_number(next_word(rest), disk.major) || !parse_number(next_word(rest), disk.minor))
    return LineSaid::Unknown;
  disk.name = next_word(rest);
  for (const auto member : members) disk.*member = Absent::Unsupported;
  std::size_t count = 0;
  for (Text word; !(word = next_word(rest)).empty(); ++count) {
    u64 number = 0;
    if (!parse_number(word, number)) return LineSaid::Malformed;
    if (count >= std::size(members)) continue;
    const auto member = members[count];
    if (!is_of_sectors(member))
      disk.*member = number;
    else if (number > ~u64{0} / sector_bytes)
      disk.*member = Absent::Malformed;
    else
      disk.*member = number * sector_bytes;
  }
  if (count < columns_at_least) return LineSaid::Malformed;
  more = count - std::min(count, std::size(members));
  return LineSaid::Row;
}

DiskKind kind_of_disk(Text name, const Disk* before) {
  if (before && is_partition_of(name, before->name)) return DiskKind::Partition;
  for (const NamedKind& named : named_kinds)
    if (name.starts_with(named.prefix) && name.size() > named.prefix.size() &&
        is_digit(name[named.prefix.size()]))
      return named.kind;
  return DiskKind::Disk;
}

}  // namespace sonde
