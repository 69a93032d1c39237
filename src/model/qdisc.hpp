// qdisc.hpp: one row of the table "qdiscs": a queue that packets wait in before they are sent.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

struct Qdisc {
  const NetworkPlace* place = nullptr;
  Known<Text> interface{};
  u32 index = 0;  // Of the interface.
  Text kind{};
  u32 handle = 0;  // The upper 16 bits are its own number.
  u32 parent = 0;  // ~0: the interface itself; 0: nothing.
  Known<u64> sent_bytes{}, sent_packets{}, drops{}, overlimits{}, requeues{};
  Known<u64> backlog_bytes{}, backlog_packets{};
  // Between two looks.
  Known<double> sent_bytes_per_s{Absent::NotApplicable}, sent_packets_per_s{Absent::NotApplicable},
      drops_per_s{Absent::NotApplicable}, overlimits_per_s{Absent::NotApplicable};
};

}  // namespace sonde
