// route.cpp: RTA_ attributes of a route to rows, one for each next hop.
// SPDX-License-Identifier: Apache-2.0
#include "decode/route.hpp"

#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "decode/address.hpp"
#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

void read_metrics(Text nest, Route& row) {
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == RTAX_MTU) row.mtu = number_at<u32>(attribute.payload, 0);
  });
}

Address destination_of(Text bytes, u8 version) {
  const Known<Address> address = known_address(bytes);
  Address any;
  any.version = version;
  return address && address.value.version == version ? *address : any;
}

// struct rta_cacheinfo: seconds until an IPv6 route goes; 0: it stays.
Known<u32> expiry_of(const NetlinkAttribute& attribute) {
  rta_cacheinfo info;
  if (!attribute.get(info)) return Absent::Malformed;
  const bool goes = info.rta_expires > 0;
  constexpr int ticks_a_second = 100;  // USER_HZ.
  return goes ? Known<u32>(static_cast<u32>(info.rta_expires / ticks_a_second))
              : Known<u32>(Absent::NotApplicable);
}

// What a route has, and each of its next hops may have.
void read_attribute(const NetlinkAttribute& attribute, Route& row) {
  switch (attribute.type) {
    case RTA_DST:
      row.destination = destination_of(attribute.payload, row.destination.version);
      return;
    case RTA_SRC: row.from = destination_of(attribute.payload, row.destination.version); return;
    case RTA_GATEWAY: row.gateway = known_address(attribute.payload); return;
    case RTA_VIA:  // struct rtvia: a gateway of the other family.
      if (attribute.payload.size() > sizeof(u16))
        row.gateway = known_address(attribute.payload.substr(sizeof(u16)));
      return;
    case RTA_PREFSRC: row.source = known_address(attribute.payload); return;
    case RTA_OIF: row.index = number_at<u32>(attribute.payload, 0); return;
    case RTA_PRIORITY: row.metric = number_at<u32>(attribute.payload, 0); return;
    case RTA_TABLE: row.table = number_at<u32>(attribute.payload, 0); return;
    case RTA_NH_ID: row.next_hop = number_at<u32>(attribute.payload, 0); return;
    case RTA_PREF: row.preference = number_at<u8>(attribute.payload, 0); return;
    case RTA_CACHEINFO: row.expires_s = expiry_of(attribute); return;
    case RTA_METRICS: return read_metrics(attribute.payload, row);
    default: return;
  }
}

}  // namespace

std::string route_request() {
  rtmsg body{};
  body.rtm_family = AF_UNSPEC;
  return dump_request(RTM_GETROUTE, route_sequence, body);
}

std::string route_question(const RouteQuestion& question) {
  const bool is_ipv6 = question.destination.version == 6;
  const std::size_t size = is_ipv6 ? 16 : 4;
  rtmsg body{};
  body.rtm_family = is_ipv6 ? AF_INET6 : AF_INET;
  body.rtm_dst_len = body.rtm_src_len = static_cast<u8>(size * 8);
  if (!question.source) body.rtm_src_len = 0;
  body.rtm_flags = RTM_F_LOOKUP_TABLE;
  std::string bytes = single_request(RTM_GETROUTE, route_sequence, body);
  const auto add = [&bytes](u16 type, const void* payload, std::size_t length) {
    const nlattr head{static_cast<u16>(sizeof(nlattr) + length), type};
    bytes.append(reinterpret_cast<const char*>(&head), sizeof head);
    bytes.append(static_cast<const char*>(payload), length);
    bytes.resize((bytes.size() + 3) / 4 * 4);
  };
  add(RTA_DST, question.destination.bytes.data(), size);
  if (question.source) add(RTA_SRC, question.source.value.bytes.data(), size);
  if (question.index != 0) add(RTA_OIF, &question.index, sizeof question.index);
  const u16 port = from_network(question.port);
  if (question.protocol != 0) add(RTA_IP_PROTO, &question.protocol, 1);
  if (question.port != 0) add(RTA_DPORT, &port, sizeof port);
  const u32 length = static_cast<u32>(bytes.size());
  std::memcpy(bytes.data(), &length, sizeof length);  // nlmsg_len comes first.
  return bytes;
}

RouteSaid RouteDecoder::read(Text message) {
  rtmsg head;
  Text copy = message;
  if (take(copy, head) && (head.rtm_flags & RTM_F_CLONED)) {
    is_last_ = true;
    return RouteSaid::Other;
  }
  return read_answer(message);
}

RouteSaid RouteDecoder::read_answer(Text message) {
  rtmsg head;
  is_last_ = true;
  if (!take(message, head)) return RouteSaid::Malformed;
  const bool is_ipv6 = head.rtm_family == AF_INET6;
  if (!is_ipv6 && head.rtm_family != AF_INET) return RouteSaid::Other;
  if (head.rtm_dst_len > (is_ipv6 ? 128 : 32)) return RouteSaid::Malformed;
  Route& row = first_;
  row = {};
  row.destination.version = row.from.version = is_ipv6 ? 6 : 4;
  row.prefix = head.rtm_dst_len;
  row.from_prefix = head.rtm_src_len;
  row.tos = head.rtm_tos;
  row.protocol = head.rtm_protocol;
  row.scope = head.rtm_scope;
  row.type = head.rtm_type;
  row.table = u32{head.rtm_table};
  row.flags = head.rtm_flags;
  row.metric = 0U;  // The kernel leaves it out where it is 0.
  row.gateway = row.source = Absent::NotApplicable;
  row.index = row.mtu = row.expires_s = row.weight = Absent::NotApplicable;
  hops_ = {};
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == RTA_MULTIPATH)
      hops_ = attribute.payload;
    else
      read_attribute(attribute, row);
  });
  is_last_ = false;
  return RouteSaid::Routes;
}

bool RouteDecoder::next(Route& row) {
  if (is_last_) return false;
  row = first_;
  rtnexthop hop;
  Text rest = hops_;
  const bool is_hop = take(rest, hop) && hop.rtnh_len >= sizeof hop && hop.rtnh_len <= hops_.size();
  if (!is_hop) {  // A route without RTA_MULTIPATH is its only hop.
    is_last_ = true;
    return hops_.data() == nullptr;
  }
  row.index = static_cast<u32>(hop.rtnh_ifindex);
  row.flags = u32{hop.rtnh_flags};
  row.weight = hop.rtnh_hops + 1U;
  each_attribute(hops_.substr(sizeof hop, hop.rtnh_len - sizeof hop),
                 [&](const NetlinkAttribute& attribute) { read_attribute(attribute, row); });
  const std::size_t size = (hop.rtnh_len + 3UL) & ~3UL;  // RTNH_ALIGN.
  hops_.remove_prefix(std::min(size, hops_.size()));
  is_last_ = hops_.empty();
  return true;
}

}  // namespace sonde
