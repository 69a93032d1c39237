// netns_id.cpp: RTM_GETNSID and RTM_NEWNSID.
// SPDX-License-Identifier: Apache-2.0
#include "decode/netns_id.hpp"

#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>

#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

struct Head {
  rtgenmsg generic{};
  u8 padding[3]{};
};

}  // namespace

std::string netns_id_request(u32 sequence, int pid) {
  struct Body {
    Head head{};
    nlattr attribute{sizeof(nlattr) + sizeof(int), NETNSA_PID};
    int pid = 0;
  } body;
  body.pid = pid;
  return single_request(RTM_GETNSID, sequence, body);
}

Known<u32> decode_netns_id(u16 type, Text message) {
  Head head;
  if (type != RTM_NEWNSID || !take(message, head)) return Absent::NotApplicable;
  Known<u32> id = Absent::NotApplicable;
  each_attribute(message, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == NETNSA_NSID) id = number_at<u32>(attribute.payload, 0);
  });
  constexpr u32 not_assigned = ~0U;  // NETNSA_NSID_NOT_ASSIGNED.
  return id && *id == not_assigned ? Absent::NotApplicable : id;
}

}  // namespace sonde
