// route.hpp: one row of the table "routes": a way to a destination, by one next hop.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/value.hpp"
#include "model/network_place.hpp"

namespace sonde {

struct Route {
  Address destination{};
  Address from{};  // Only packets of this source, IPv6; with from_prefix 0: of any.
  u8 prefix = 0, from_prefix = 0;
  u8 tos = 0;
  Known<u8> protocol{}, scope{}, type{};  // RTPROT_, RT_SCOPE_ and RTN_ of linux/rtnetlink.h.
  Known<u8> preference{Absent::NotApplicable};
  Known<u32> table{};
  Known<u32> metric{};
  Known<u32> flags{};                          // RTNH_F_ of linux/rtnetlink.h.
  Known<u32> weight{};                         // Of several next hops.
  Known<u32> next_hop{Absent::NotApplicable};  // Number of the nexthop object.
  Known<u32> mtu{}, expires_s{};
  Known<u32> index{};
  Known<Text> interface{};
  Known<bool> has_source{};       // Whether the address of `source` is here.
  Known<bool> gateway_on_link{};  // Whether `gateway` can be reached without another one.
  Known<Address> gateway{}, source{};
  const NetworkPlace* place = nullptr;
};

}  // namespace sonde
