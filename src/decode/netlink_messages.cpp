// netlink_messages.cpp: the length arithmetic of NLMSG_OK and RTA_OK, on bytes nobody trusts.
// SPDX-License-Identifier: Apache-2.0
#include "decode/netlink_messages.hpp"

#include <algorithm>

namespace sonde {
namespace {

// Messages and attributes begin at multiples of four (NLMSG_ALIGN, NLA_ALIGN).
void cut_aligned(Text& rest, std::size_t size) {
  rest.remove_prefix(std::min(rest.size(), (size + 3) & ~std::size_t{3}));
}

}  // namespace

bool next_attribute(Text& rest, NetlinkAttribute& attribute) {
  Text copy = rest;
  nlattr header;
  if (!take(copy, header)) return false;
  if (header.nla_len < sizeof header || header.nla_len > rest.size()) return false;
  attribute.type = header.nla_type & NLA_TYPE_MASK;
  attribute.payload = rest.substr(sizeof header, header.nla_len - sizeof header);
  cut_aligned(rest, header.nla_len);
  return true;
}

bool next_message(Text& datagram, nlmsghdr& header, Text& payload) {
  Text copy = datagram;
  if (!take(copy, header)) return false;
  if (header.nlmsg_len < sizeof header || header.nlmsg_len > datagram.size()) return false;
  payload = datagram.substr(sizeof header, header.nlmsg_len - sizeof header);
  cut_aligned(datagram, header.nlmsg_len);
  return true;
}

}  // namespace sonde
