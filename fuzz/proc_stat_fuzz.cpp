// proc_stat_fuzz.cpp: any bytes as /proc/stat, loadavg, diskstats and as the files of cgroups.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "decode/cgroup_text.hpp"
#include "decode/diskstats.hpp"
#include "decode/proc_stat.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sonde;
  const Text text(reinterpret_cast<const char*>(data), size);
  MachineLoad load;
  if (decode_loadavg(text, load) && !(*load.load1 >= 0)) std::abort();
  const Known<double> quota = decode_cpu_max(text);
  if (quota && !(*quota >= 0)) std::abort();
  if (cgroup_path(text, "memory").size() > size) std::abort();
  (void)decode_cgroup_key(text, "oom_kill");
  Disk last;
  for (Text rest = text; !rest.empty();) {
    const Text line = next_line(rest);
    (void)decode_cgroup_number(line);
    StatLine decoded;
    if (decode_stat_line(line, decoded) == LineSaid::Row && !decoded.ticks[0]) std::abort();
    Disk disk;
    u64 more = 0;
    if (decode_diskstats(line, disk, more) != LineSaid::Row) continue;
    if (!disk.queue_ms || disk.name.empty()) std::abort();
    if (kind_of_disk(disk.name, &last) != DiskKind::Partition) last = disk;
  }
  return 0;
}
