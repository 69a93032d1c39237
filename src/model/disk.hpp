// disk.hpp: one row of the table "disks": a block device, and what it did.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"

namespace sonde {

// Disk: one that the kernel has a driver for; Mapper: device mapper, as LVM and encryption use.
enum class DiskKind : u8 { Disk, Partition, Raid, Mapper, Cdrom, Network, Loop, Ram };
inline constexpr Text disk_kind_names[] = {"disk",  "partition", "raid", "mapper",
                                           "cdrom", "network",   "loop", "ram"};
constexpr Text name_of(DiskKind kind) { return disk_kind_names[static_cast<std::size_t>(kind)]; }

// Texts live as long as the world.
struct Disk {
  u32 major = 0, minor = 0;
  Text name{};
  DiskKind kind = DiskKind::Disk;
  Known<Text> disk{Absent::NotApplicable};  // Of a partition: what it is a part of.
  Known<u64> reads{}, reads_merged{}, read_bytes{}, read_ms{};
  Known<u64> writes{}, writes_merged{}, write_bytes{}, write_ms{};
  Known<u64> in_flight{}, busy_ms{}, queue_ms{};
  Known<u64> discards{}, discards_merged{}, discard_bytes{}, discard_ms{};  // Since Linux 4.18.
  Known<u64> flushes{}, flush_ms{};                                         // Since Linux 5.5.
  // Between two looks.
  Known<double> reads_per_s{Absent::NotApplicable}, read_bytes_per_s{Absent::NotApplicable},
      writes_per_s{Absent::NotApplicable}, write_bytes_per_s{Absent::NotApplicable},
      read_await_ms{Absent::NotApplicable}, write_await_ms{Absent::NotApplicable},
      await_ms{Absent::NotApplicable}, queue_length{Absent::NotApplicable},
      busy_percent{Absent::NotApplicable};
};

}  // namespace sonde
