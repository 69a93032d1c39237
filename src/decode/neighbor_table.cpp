// neighbor_table.cpp: NDTA_ attributes of a table to counters.
// SPDX-License-Identifier: Apache-2.0
#include "decode/neighbor_table.hpp"

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

template <class T> Known<i64> number_in(Text structure, std::size_t offset) {
  const Known<T> number = number_at<T>(structure, offset);
  return number ? Known<i64>(static_cast<i64>(*number)) : Known<i64>(number.why);
}

}  // namespace

std::string neighbor_table_request() {
  ndtmsg body{};
  body.ndtm_family = AF_UNSPEC;
  return dump_request(RTM_GETNEIGHTBL, neighbor_table_sequence, body);
}

void decode_neighbor_table(Text message, Text group, Arena& texts, CounterFile& into) {
  ndtmsg head;
  if (!take(message, head)) return;
  Text name, config, statistics, thresholds[3];
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case NDTA_NAME: name = attribute.text(); return;
      case NDTA_CONFIG: config = attribute.payload; return;
      case NDTA_STATS: statistics = attribute.payload; return;
      case NDTA_THRESH1: thresholds[0] = attribute.payload; return;
      case NDTA_THRESH2: thresholds[1] = attribute.payload; return;
      case NDTA_THRESH3: thresholds[2] = attribute.payload; return;
      default: return;
    }
  });
  if (name.empty() || config.empty()) return;
  const auto add = [&](Text what, Known<i64> value, CounterKind kind) {
    const Text called = texts.keep(std::string(name).append(" ").append(what));
    if (value) into.counters.push_back({group, called, value, kind});
  };
  add("entries", number_in<u32>(config, offsetof(ndt_config, ndtc_entries)), CounterKind::Gauge);
  constexpr Text words[] = {"gc_thresh1", "gc_thresh2", "gc_thresh3"};
  for (std::size_t i = 0; i < std::size(words); ++i)
    add(words[i], number_in<u32>(thresholds[i], 0), CounterKind::Gauge);
  add("forced_gc_runs", number_in<u64>(statistics, offsetof(ndt_stats, ndts_forced_gc_runs)),
      CounterKind::Counter);
  add("table_fulls", number_in<u64>(statistics, offsetof(ndt_stats, ndts_table_fulls)),
      CounterKind::Counter);
}

}  // namespace sonde
