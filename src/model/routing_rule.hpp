// routing_rule.hpp: one row of the table "rules": which packets look into which routing table.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

// A range of ports or users, both ends included.
template <class T> struct Range {
  T first = 0, last = 0;
};

struct RoutingRule {
  Known<Text> iif{Absent::NotApplicable}, oif{Absent::NotApplicable};
  Address from{}, to{};
  u8 from_prefix = 0, to_prefix = 0;  // 0: all.
  u8 version = 4;
  u8 action = 0;  // FR_ACT_ of linux/fib_rules.h.
  u8 tos = 0;
  u32 flags = 0;  // FIB_RULE_ of linux/fib_rules.h.
  u32 priority = 0;
  bool is_l3mdev = false;  // It looks into the table of the packet's VRF.
  u32 table = 0;           // 0: none.
  Known<u32> mark{Absent::NotApplicable}, mask{Absent::NotApplicable};
  Known<Range<u32>> users{Absent::NotApplicable};
  Known<Range<u16>> sports{Absent::NotApplicable}, dports{Absent::NotApplicable};
  Known<u8> ip_protocol{Absent::NotApplicable};
  Known<u8> protocol{Absent::NotApplicable};  // RTPROT_ of linux/rtnetlink.h.
  Known<u64> tunnel{Absent::NotApplicable};
  Known<u32> go_to{Absent::NotApplicable};
  Known<u32> suppress_prefix{Absent::NotApplicable}, suppress_group{Absent::NotApplicable};
  Known<u32> realms{Absent::NotApplicable};
  Known<u32> table_routes{};   // How many its table has.
  Known<bool> source_known{};  // Whether anything of `from` is here, or has a route.
  const NetworkPlace* place = nullptr;
};

}  // namespace sonde
