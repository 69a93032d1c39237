// source_choice.hpp: which of its addresses this machine gives a packet, as the kernel chooses.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "model/interface_address.hpp"

namespace sonde {

// A packet whose route is known and names no source itself.
struct SourceLookup {
  Address destination{};
  Known<Address> gateway{Absent::NotApplicable};
  Text interface{};  // That the route leads over.
  u8 scope = 0;      // RT_SCOPE_ of the route, IPv4 only.
  Known<bool> is_private =
      false;  // Whether temporary addresses are preferred: use_tempaddr of IPv6.
};

// `addresses` of all interfaces, in the order of the kernel. As inet_select_addr() of
// net/ipv4/devinet.c and ipv6_dev_get_saddr() of net/ipv6/addrconf.c (RFC 6724) do; Linux 6.8.
// Not known where none is fit, or where it hangs on what is not known.
Known<Address> choose_source(std::span<const InterfaceAddress* const> addresses,
                             const SourceLookup& flow);

}  // namespace sonde
