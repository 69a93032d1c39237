// proc_net_netlink.cpp: one line of /proc/net/netlink becomes one row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_net_netlink.hpp"

#include <iterator>

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/decoded_socket.hpp"
#include "decode/table_header.hpp"
#include "model/socket.hpp"

// Real lines of Linux 6.18. `Eth` is the protocol, `Pid` the port id, which is the kernel's with 0:
// sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode
// 00000000122ca942 0   0          00000000 0        0        0     2        0        4
// 000000005ad018fb 15  4294963129 00000001 0        0        0     2        0        33137
// And of an old one, which prints the same port id with a sign and has no inode:
// ffff880037c4a800 15  -4167  00000002 0        0        1 2        0

namespace sonde {
namespace {

enum class Column : u8 { Eth, Pid, Rmem, Wmem, Drops, Inode };
constexpr HeaderColumn columns[] = {
    {"Eth", 1, true},  {"Pid", 2, true}, {"Rmem", 4, true},
    {"Wmem", 5, true}, {"Drops", 8},     {"Inode", 9},
};

}  // namespace

NetlinkTable::NetlinkTable() : header_("sk", columns) {}

Line NetlinkTable::decode(Text line, DecodedSocket& row) {
  if (header_.learn(line)) return Line::Skip;
  const Words fields = split_words(line);
  if (fields.count == 0) return Line::Skip;

  row = {};
  Socket& socket = row.socket;
  socket.protocol = Protocol::Netlink;
  socket.family = Family::Netlink;
  socket.interface = Absent::NotApplicable;
  socket.state = State::Unconn;
  u32 number = 0, port_id = 0;
  if (!parse_number(header_.field(fields, Column::Eth), number) ||
      !parse_u32_of_either_sign(header_.field(fields, Column::Pid), port_id) ||
      header_.field(fields, Column::Wmem).empty())
    return Line::Malformed;
  const Text inode = header_.field(fields, Column::Inode);
  if (!inode.empty() && !parse_number(inode, socket.inode)) return Line::Malformed;

  socket.recv_q = known_u32(header_.field(fields, Column::Rmem));
  socket.send_q = known_u32(header_.field(fields, Column::Wmem));
  if (port_id == 0) socket.owner = Owner::Kernel;
  row.has_detail = true;
  row.detail.protocol_number = number;
  row.detail.port_id = static_cast<int>(port_id);
  row.detail.drops = known_u32(header_.field(fields, Column::Drops));
  return Line::Row;
}

Text netlink_protocol_name(u32 number) {
  // include/uapi/linux/netlink.h, Linux 6.8. 17 is kept free there.
  static constexpr Text names[] = {
      "route",         "unused",   "usersock", "firewall",       "sock_diag",  "nflog",
      "xfrm",          "selinux",  "iscsi",    "audit",          "fib_lookup", "connector",
      "netfilter",     "ip6_fw",   "dnrtmsg",  "kobject_uevent", "generic",    "",
      "scsitransport", "ecryptfs", "rdma",     "crypto",         "smc"};
  return number < std::size(names) ? names[number] : Text{};
}

}  // namespace sonde
