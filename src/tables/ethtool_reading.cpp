// ethtool_reading.cpp: a question for the number of the family, then one for each topic.
// SPDX-License-Identifier: Apache-2.0
#include "tables/ethtool_reading.hpp"

#include <algorithm>
#include <linux/netlink.h>

#include "tables/netlink_asking.hpp"

namespace sonde {
namespace {

// Sets what a topic says to a reason.
void set(EthtoolTopic topic, Interface& row, Absent why) {
  switch (topic) {
    case EthtoolTopic::LinkModes:
      row.speed_mbit = why;
      row.is_full_duplex = why;
      return;
    case EthtoolTopic::Rings:
      for (const auto member : {&Interface::rx_ring, &Interface::rx_ring_max, &Interface::tx_ring,
                                &Interface::tx_ring_max})
        row.*member = why;
      return;
    case EthtoolTopic::Statistics: row.driver_errors = why; return;
  }
}

void take(EthtoolTopic topic, const EthtoolAnswer& answer, Interface& row, Arena& texts) {
  switch (topic) {
    case EthtoolTopic::LinkModes:
      row.speed_mbit = answer.speed_mbit;
      row.is_full_duplex = answer.is_full_duplex;
      return;
    case EthtoolTopic::Rings:
      row.rx_ring = answer.rx_ring;
      row.rx_ring_max = answer.rx_ring_max;
      row.tx_ring = answer.tx_ring;
      row.tx_ring_max = answer.tx_ring_max;
      return;
    case EthtoolTopic::Statistics:
      row.driver_errors = answer.errors.why;
      if (answer.errors) row.driver_errors = texts.keep(answer.errors.value);
      return;
  }
}

Result<u16> family_of(Source& source) {
  Known<u16> family = Absent::NotApplicable;
  TRY(dump_netlink(source, NETLINK_GENERIC, ethtool_sequence, ethtool_family_request(),
                   [&](u16, Text message) {
                     family = decode_ethtool_family(message);
                     return family.why == Absent::NotApplicable;
                   }));
  if (!family) return failed(std::errc::protocol_not_supported, "ask", "ethtool (Linux 5.6)");
  return *family;
}

Result<void> ask(Source& source, u16 family, EthtoolTopic topic, std::span<Interface* const> rows,
                 Arena& texts) {
  EthtoolAnswer answer;
  TRY(dump_netlink(source, NETLINK_GENERIC, ethtool_sequence, ethtool_request(family, topic),
                   [&](u16, Text message) {
                     if (!decode_ethtool(topic, message, answer)) return true;
                     const auto row = std::ranges::lower_bound(
                         rows, answer.index, {}, [](const Interface* one) { return *one->index; });
                     if (row != rows.end() && *(*row)->index == answer.index)
                       take(topic, answer, **row, texts);
                     return true;
                   }));
  return {};
}

bool wants(const EthtoolWish& wish, EthtoolTopic topic) {
  switch (topic) {
    case EthtoolTopic::LinkModes: return wish.link_modes;
    case EthtoolTopic::Rings: return wish.rings;
    case EthtoolTopic::Statistics: return wish.statistics;
  }
  return false;
}

}  // namespace

void read_ethtool(Source& source, const EthtoolWish& wish, std::span<Interface* const> rows,
                  Arena& texts) {
  if (!wish.any()) return;
  const Result<u16> family = family_of(source);
  for (const EthtoolTopic topic : ethtool_topics) {
    if (!wants(wish, topic)) continue;
    for (Interface* const row : rows) set(topic, *row, Absent::NotApplicable);
    const Result<void> asked =
        family ? ask(source, *family, topic, rows, texts) : std::unexpected(family.error());
    if (asked) continue;
    for (Interface* const row : rows) set(topic, *row, reason_of(asked.error().code));
  }
}

}  // namespace sonde
