// proc_net_netlink.hpp: lines of /proc/net/netlink.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "decode/decoded_socket.hpp"
#include "decode/table_header.hpp"

namespace sonde {

// Decodes the lines of one table in their order. Source: net/netlink/af_netlink.c
// (netlink_native_seq_show).
class NetlinkTable {
public:
  NetlinkTable();
  Line decode(Text line, DecodedSocket& row);

private:
  TableHeader header_;
};

// The word of include/uapi/linux/netlink.h in lower case: "route", "sock_diag", "kobject_uevent".
// "" for a number that has none.
Text netlink_protocol_name(u32 number);

}  // namespace sonde
