// address.cpp: IFA_ attributes of an address to a row.
// SPDX-License-Identifier: Apache-2.0
#include "decode/address.hpp"

#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "base/text.hpp"
#include "decode/netlink_messages.hpp"
#include "decode/rule_words.hpp"

namespace sonde {
namespace {

Known<u32> seconds_of(u32 seconds) {
  constexpr u32 forever = ~0U;  // INFINITY_LIFE_TIME of net/addrconf.h.
  return seconds == forever ? Absent::NotApplicable : Known<u32>(seconds);
}

void read_attribute(const NetlinkAttribute& attribute, InterfaceAddress& row) {
  switch (attribute.type) {
    case IFA_ADDRESS: row.peer = known_address(attribute.payload); return;
    case IFA_LOCAL: row.address = known_address(attribute.payload); return;
    case IFA_BROADCAST: row.broadcast = known_address(attribute.payload); return;
    case IFA_LABEL: row.label = attribute.text(); return;
    case IFA_FLAGS:
      if (const Known<u32> all = number_at<u32>(attribute.payload, 0)) row.flags = all;
      return;
    case IFA_CACHEINFO: {
      ifa_cacheinfo info;
      if (!attribute.get(info)) return;
      row.valid_s = seconds_of(info.ifa_valid);
      row.preferred_s = seconds_of(info.ifa_prefered);
      return;
    }
    default: return;
  }
}

}  // namespace

std::string address_request() {
  ifaddrmsg body{};
  body.ifa_family = AF_UNSPEC;
  return dump_request(RTM_GETADDR, address_sequence, body);
}

bool decode_address(Text message, InterfaceAddress& row) {
  ifaddrmsg head;
  if (!take(message, head)) return false;
  if (head.ifa_family != AF_INET && head.ifa_family != AF_INET6) return false;
  row = {};
  for (const auto member : {&InterfaceAddress::peer, &InterfaceAddress::broadcast})
    row.*member = Absent::NotApplicable;
  row.label = Absent::NotApplicable;
  row.index = head.ifa_index;
  row.prefix = head.ifa_prefixlen;
  row.scope = head.ifa_scope;
  row.flags = u32{head.ifa_flags};  // Eight bits; IFA_FLAGS has all, since Linux 3.14.
  row.address = Absent::NotApplicable;
  each_attribute(message,
                 [&](const NetlinkAttribute& attribute) { read_attribute(attribute, row); });
  // IPv6 has IFA_LOCAL only where there is a peer; IPv4 has both always.
  if (row.address.why == Absent::NotApplicable) std::swap(row.address, row.peer);
  const bool is_of_family =
      row.address && (row.address.value.version == 6) == (head.ifa_family == AF_INET6);
  if (!is_of_family) return false;
  if (row.peer && *row.peer == *row.address) row.peer = Absent::NotApplicable;
  return true;
}

Known<Address> known_address(Text bytes) {
  if (bytes.size() != 4 && bytes.size() != 16) return Absent::Malformed;
  return address_of_bytes(bytes);
}

Text scope_word(u8 scope, std::string& room) {
  switch (scope) {
    case RT_SCOPE_UNIVERSE: return "global";
    case RT_SCOPE_SITE: return "site";
    case RT_SCOPE_LINK: return "link";
    case RT_SCOPE_HOST: return "host";
    case RT_SCOPE_NOWHERE: return "nowhere";
    default: break;
  }
  room.clear();
  append_number(room, scope);
  return room;
}

}  // namespace sonde
