// neighbor_table_test.cpp: a recorded RTM_NEWNEIGHTBL, cut at every length.
// SPDX-License-Identifier: Apache-2.0
#include "decode/neighbor_table.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/support/hex.hpp"

namespace sonde {
namespace {

// Linux 6.18, without NDTA_PARMS. `ip ntable show` says of it: arp_cache, thresh1 128 thresh2 512
// thresh3 1024, config entries 2.
constexpr Text table =
    "020000000e0001006172705f636163686500000008000200800000000800030000020000080004000004"
    "0000240005000400500102000000007af203641d0200434f77d67f00000000000000000000005c000700"
    "1609000000000000140900000000000004000000000000002100000000000000092e0000000000005702"
    "000000000000000000000000000000000000000000001311000000000000000000000000000000000000"
    "00000000";

Known<i64> value_of(const CounterFile& file, Text name) {
  for (const DecodedCounter& counter : file.counters)
    if (counter.group == "neigh" && counter.name == name) return counter.value;
  return Absent::NotCollected;
}

TEST(NeighborTable, AMessageOfTheKernelIsItsSizeItsLimitsAndWhatWasLost) {
  const std::string message = test::from_hex(table);
  Arena texts;
  CounterFile file;
  decode_neighbor_table(message, "neigh", texts, file);
  EXPECT_EQ(value_of(file, "arp_cache entries").value, 2);
  EXPECT_EQ(value_of(file, "arp_cache gc_thresh1").value, 128);
  EXPECT_EQ(value_of(file, "arp_cache gc_thresh2").value, 512);
  EXPECT_EQ(value_of(file, "arp_cache gc_thresh3").value, 1024);
  EXPECT_EQ(value_of(file, "arp_cache forced_gc_runs").value, 0);
  EXPECT_EQ(value_of(file, "arp_cache table_fulls").value, 0);
  EXPECT_EQ(file.counters.size(), 6U);
}

TEST(NeighborTable, NoCutOfAMessageIsReadBeyondItsEnd) {
  const std::string message = test::from_hex(table);
  for (std::size_t size = 0; size < message.size(); ++size) {
    const std::string cut = message.substr(0, size);  // A copy, so that ASan sees its end.
    Arena texts;
    CounterFile file;
    decode_neighbor_table(cut, "neigh", texts, file);
    EXPECT_LE(file.counters.size(), 6U) << size;
  }
}

}  // namespace
}  // namespace sonde
