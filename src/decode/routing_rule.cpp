// routing_rule.cpp: FRA_ attributes of a rule to a row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/routing_rule.hpp"

#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "decode/address.hpp"
#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

template <class T> Known<T> number_of(const NetlinkAttribute& attribute) {
  return number_at<T>(attribute.payload, 0);
}

// struct fib_rule_port_range and fib_rule_uid_range: two numbers in the order of the machine.
template <class T> Known<Range<T>> range_of(const NetlinkAttribute& attribute) {
  Range<T> range;
  Text bytes = attribute.payload;
  if (!take(bytes, range.first) || !take(bytes, range.last)) return Absent::Malformed;
  return range;
}

bool read_address(const NetlinkAttribute& attribute, Address& address) {
  const Known<Address> known = known_address(attribute.payload);
  if (!known || known.value.version != address.version) return false;
  address = *known;
  return true;
}

bool read_number(const NetlinkAttribute& attribute, u32& number) {
  const Known<u32> known = number_of<u32>(attribute);
  number = known.value;
  return bool{known};
}

// The kernel says ~0 where a rule suppresses nothing.
Known<u32> suppressed(const NetlinkAttribute& attribute) {
  const Known<u32> number = number_of<u32>(attribute);
  return number && *number == ~0U ? Absent::NotApplicable : number;
}

// False: the rule would not be what it is without this attribute, and that makes no sense.
bool read_attribute(const NetlinkAttribute& attribute, RoutingRule& row) {
  switch (attribute.type) {
    case FRA_SRC: return read_address(attribute, row.from);
    case FRA_DST: return read_address(attribute, row.to);
    case FRA_IIFNAME: row.iif = attribute.text(); break;
    case FRA_OIFNAME: row.oif = attribute.text(); break;
    case FRA_PRIORITY: return read_number(attribute, row.priority);
    case FRA_TABLE: return read_number(attribute, row.table);
    case FRA_FWMARK: row.mark = number_of<u32>(attribute); break;
    case FRA_FWMASK: row.mask = number_of<u32>(attribute); break;
    case FRA_GOTO: row.go_to = number_of<u32>(attribute); break;
    case FRA_FLOW: row.realms = number_of<u32>(attribute); break;
    case FRA_TUN_ID: row.tunnel = attribute.network_number<u64>(); break;
    case FRA_SUPPRESS_PREFIXLEN: row.suppress_prefix = suppressed(attribute); break;
    case FRA_SUPPRESS_IFGROUP: row.suppress_group = suppressed(attribute); break;
    case FRA_L3MDEV: row.is_l3mdev = number_of<u8>(attribute).value != 0; break;
    case FRA_UID_RANGE: row.users = range_of<u32>(attribute); break;
    case FRA_PROTOCOL: row.protocol = number_of<u8>(attribute); break;
    case FRA_IP_PROTO: row.ip_protocol = number_of<u8>(attribute); break;
    case FRA_SPORT_RANGE: row.sports = range_of<u16>(attribute); break;
    case FRA_DPORT_RANGE: row.dports = range_of<u16>(attribute); break;
    default: break;
  }
  return true;
}

}  // namespace

std::string routing_rule_request() {
  fib_rule_hdr body{};
  body.family = AF_UNSPEC;
  return dump_request(RTM_GETRULE, routing_rule_sequence, body);
}

LineSaid decode_routing_rule(Text message, RoutingRule& row) {
  fib_rule_hdr head;
  if (!take(message, head)) return LineSaid::Malformed;
  const bool is_ipv6 = head.family == AF_INET6;
  if (!is_ipv6 && head.family != AF_INET) return LineSaid::Header;
  const u8 bits = is_ipv6 ? 128 : 32;
  if (head.src_len > bits || head.dst_len > bits) return LineSaid::Malformed;
  row = {};
  row.version = row.from.version = row.to.version = is_ipv6 ? 6 : 4;
  row.from_prefix = head.src_len;
  row.to_prefix = head.dst_len;
  row.action = head.action;
  row.tos = head.tos;
  row.flags = head.flags;
  row.table = head.table;
  bool is_sound = true;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    is_sound = read_attribute(attribute, row) && is_sound;
  });
  return is_sound ? LineSaid::Row : LineSaid::Malformed;
}

}  // namespace sonde
