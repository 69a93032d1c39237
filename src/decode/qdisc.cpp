// qdisc.cpp: TCA_ attributes of a queue to a row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/qdisc.hpp"

#include <linux/gen_stats.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

Known<u64> counter_at(Text bytes, std::size_t offset) {
  const Known<u32> number = number_at<u32>(bytes, offset);
  return number ? Known<u64>(*number) : Known<u64>(number.why);
}

void read_statistics(Text nest, Qdisc& row) {
  each_attribute(nest, [&](const NetlinkAttribute& inner) {
    const Text bytes = inner.payload;
    switch (inner.type) {
      case TCA_STATS_BASIC:
        row.sent_bytes = number_at<u64>(bytes, offsetof(gnet_stats_basic, bytes));
        // What counts 64 bits of them comes first where it is there.
        if (!row.sent_packets)
          row.sent_packets = counter_at(bytes, offsetof(gnet_stats_basic, packets));
        return;
      case TCA_STATS_PKT64: row.sent_packets = number_at<u64>(bytes, 0); return;
      case TCA_STATS_QUEUE:
        row.backlog_packets = counter_at(bytes, offsetof(gnet_stats_queue, qlen));
        row.backlog_bytes = counter_at(bytes, offsetof(gnet_stats_queue, backlog));
        row.drops = counter_at(bytes, offsetof(gnet_stats_queue, drops));
        row.requeues = counter_at(bytes, offsetof(gnet_stats_queue, requeues));
        row.overlimits = counter_at(bytes, offsetof(gnet_stats_queue, overlimits));
        return;
      default: return;
    }
  });
}

}  // namespace

std::string qdisc_request() {
  tcmsg all{};
  all.tcm_family = AF_UNSPEC;
  return dump_request(RTM_GETQDISC, qdisc_sequence, all);
}

bool decode_qdisc(Text message, Qdisc& row) {
  tcmsg head;
  if (!take(message, head) || head.tcm_ifindex <= 0) return false;
  row = {};
  row.index = static_cast<u32>(head.tcm_ifindex);
  row.handle = head.tcm_handle;
  row.parent = head.tcm_parent;
  for (const auto member :
       {&Qdisc::sent_bytes, &Qdisc::sent_packets, &Qdisc::drops, &Qdisc::overlimits,
        &Qdisc::requeues, &Qdisc::backlog_bytes, &Qdisc::backlog_packets})
    row.*member = Absent::Unsupported;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == TCA_KIND) row.kind = attribute.text();
    if (attribute.type == TCA_STATS2) read_statistics(attribute.payload, row);
  });
  return !row.kind.empty();
}

}  // namespace sonde
