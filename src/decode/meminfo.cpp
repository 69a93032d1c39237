// meminfo.cpp: by name, since each kernel adds some and lxcfs leaves some out.
// SPDX-License-Identifier: Apache-2.0
#include "decode/meminfo.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

Known<u64> times_1024(u64 kilobytes) {
  return kilobytes > ~u64{0} / 1024 ? Known<u64>(Absent::Malformed) : kilobytes * 1024;
}

Known<u64> bytes_of(const MemoryFile& file, Text name) {
  const auto found = std::ranges::find(file.parts, name, &MemoryPart::name);
  return found == file.parts.end() ? Known<u64>(Absent::Unsupported) : found->bytes;
}

// The first reason of two for which there is no result.
Known<u64> sum(Known<u64> a, Known<u64> b) {
  if (!a || !b) return a ? b.why : a.why;
  return *a > ~u64{0} - *b ? Known<u64>(Absent::Malformed) : *a + *b;
}
Known<u64> difference(Known<u64> a, Known<u64> b) {
  if (!a || !b) return a ? b.why : a.why;
  return *a < *b ? Known<u64>(Absent::Malformed) : *a - *b;
}

}  // namespace

// fs/proc/meminfo.c: "MemTotal:       24684084 kB"; what counts pages has no unit:
// "HugePages_Total:       0".
MemoryFile decode_meminfo(Text file) {
  MemoryFile into;
  while (!file.empty()) {
    const Text whole = trim(next_line(file));
    const std::size_t colon = whole.find(':');
    if (whole.empty()) continue;
    if (colon == Text::npos || colon == 0) {
      if (into.unused_lines++ == 0) into.unused_example = whole;
      continue;
    }
    MemoryPart part{whole.substr(0, colon), Absent::Malformed};
    Text rest = whole.substr(colon + 1);
    u64 number = 0;
    const bool is_number = parse_number(next_word(rest), number);
    const Text unit = trim(rest);
    if (is_number && unit == "kB") part.bytes = times_1024(number);
    if (is_number && unit.empty()) {
      part.bytes = Absent::NotApplicable;
      part.pages = number;
    }
    into.parts.push_back(part);
  }
  return into;
}

// procps-ng 4, library/meminfo.c: used is total without available; in a container whose total is
// smaller than what the host has available (lxcfs), total without free.
std::vector<MemoryPart> summary_of(const MemoryFile& file) {
  const Known<u64> total = bytes_of(file, "MemTotal");
  const Known<u64> free = bytes_of(file, "MemFree");
  const Known<u64> available = bytes_of(file, "MemAvailable");
  const Known<u64> swap_total = bytes_of(file, "SwapTotal");
  const Known<u64> swap_free = bytes_of(file, "SwapFree");
  const bool is_beyond = total && available && *available > *total;
  const Known<u64> cached = sum(bytes_of(file, "Cached"), bytes_of(file, "SReclaimable"));
  return {{"total", total},
          {"used", difference(total, is_beyond ? free : available)},
          {"free", free},
          {"shared", bytes_of(file, "Shmem")},
          {"buff_cache", sum(bytes_of(file, "Buffers"), cached)},
          {"available", available},
          {"swap_total", swap_total},
          {"swap_used", difference(swap_total, swap_free)},
          {"swap_free", swap_free}};
}

}  // namespace sonde
