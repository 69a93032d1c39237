// netlink_redaction.cpp: what each attribute is, and messages built anew from those that may stay.
// SPDX-License-Identifier: Apache-2.0
#include "source/netlink_redaction.hpp"

#include <algorithm>
#include <cstring>
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/inet_diag.h>
#include <linux/neighbour.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <linux/packet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <sys/socket.h>

namespace sonde {
namespace {

enum class Part : u8 { Kept, Dropped, Address, Destination, Origin, Name, Nest, Hops, Via };

// One kind of attribute, or several that follow one another.
struct Rule {
  u16 first, last;
  Part part;
  std::span<const Rule> inner{};
};
constexpr Rule one(int type, Part part, std::span<const Rule> inner = {}) {
  return {static_cast<u16>(type), static_cast<u16>(type), part, inner};
}
constexpr Rule kept(int first, int last) {
  return {static_cast<u16>(first), static_cast<u16>(last), Part::Kept};
}
constexpr Rule kept(int type) { return kept(type, type); }

constexpr Rule of_inet_sockets[] = {
    kept(INET_DIAG_MEMINFO, INET_DIAG_SKV6ONLY), kept(INET_DIAG_MARK, INET_DIAG_CLASS_ID),
    one(INET_DIAG_MD5SIG, Part::Dropped), kept(INET_DIAG_CGROUP_ID, INET_DIAG_SOCKOPT)};
constexpr Rule of_unix_sockets[] = {one(UNIX_DIAG_NAME, Part::Name),
                                    kept(UNIX_DIAG_VFS, UNIX_DIAG_UID)};
constexpr Rule of_packet_sockets[] = {kept(PACKET_DIAG_INFO),
                                      kept(PACKET_DIAG_RX_RING, PACKET_DIAG_MEMINFO)};
constexpr Rule everything[] = {kept(0, 0xFFFF)};

constexpr Rule of_ports[] = {kept(IFLA_BRPORT_STATE)};
constexpr Rule of_link_info[] = {kept(IFLA_INFO_KIND), kept(IFLA_INFO_SLAVE_KIND),
                                 one(IFLA_INFO_SLAVE_DATA, Part::Nest, of_ports)};
constexpr Rule of_links[] = {one(IFLA_ADDRESS, Part::Address),
                             one(IFLA_BROADCAST, Part::Address),
                             one(IFLA_IFNAME, Part::Name),
                             kept(IFLA_MTU, IFLA_STATS),
                             kept(IFLA_MASTER),
                             kept(IFLA_TXQLEN, IFLA_LINKMODE),
                             one(IFLA_LINKINFO, Part::Nest, of_link_info),
                             one(IFLA_IFALIAS, Part::Name),
                             kept(IFLA_STATS64),
                             kept(IFLA_GROUP),
                             kept(IFLA_PROMISCUITY, IFLA_CARRIER),
                             kept(IFLA_CARRIER_CHANGES),
                             kept(IFLA_LINK_NETNSID),
                             kept(IFLA_GSO_MAX_SEGS, IFLA_GSO_MAX_SIZE),
                             kept(IFLA_MIN_MTU, IFLA_MAX_MTU)};
constexpr Rule of_addresses[] = {
    one(IFA_ADDRESS, Part::Address),   one(IFA_LOCAL, Part::Address),   one(IFA_LABEL, Part::Name),
    one(IFA_BROADCAST, Part::Address), one(IFA_ANYCAST, Part::Address), kept(IFA_CACHEINFO),
    one(IFA_MULTICAST, Part::Address), kept(IFA_FLAGS, IFA_PROTO)};
constexpr Rule of_routes[] = {one(RTA_DST, Part::Destination),
                              one(RTA_SRC, Part::Origin),
                              kept(RTA_IIF, RTA_OIF),
                              one(RTA_GATEWAY, Part::Address),
                              kept(RTA_PRIORITY),
                              one(RTA_PREFSRC, Part::Address),
                              kept(RTA_METRICS),
                              one(RTA_MULTIPATH, Part::Hops),
                              kept(RTA_FLOW, RTA_CACHEINFO),
                              kept(RTA_TABLE, RTA_MARK),
                              one(RTA_VIA, Part::Via),
                              kept(RTA_PREF),
                              kept(RTA_EXPIRES),
                              kept(RTA_UID, RTA_NH_ID)};
constexpr Rule of_neighbors[] = {one(NDA_DST, Part::Address), one(NDA_LLADDR, Part::Address),
                                 kept(NDA_CACHEINFO, NDA_MASTER),
                                 kept(NDA_LINK_NETNSID, NDA_SRC_VNI)};
constexpr Rule of_rules[] = {one(FRA_DST, Part::Destination),
                             one(FRA_SRC, Part::Origin),
                             one(FRA_IIFNAME, Part::Name),
                             kept(FRA_GOTO),
                             kept(FRA_PRIORITY),
                             kept(FRA_FWMARK, FRA_TABLE),
                             kept(FRA_FWMASK),
                             one(FRA_OIFNAME, Part::Name),
                             kept(FRA_PAD, FRA_DPORT_RANGE)};

constexpr Rule of_conntrack_ends[] = {{CTA_IP_V4_SRC, CTA_IP_V6_DST, Part::Address}};
constexpr Rule of_tuples[] = {one(CTA_TUPLE_IP, Part::Nest, of_conntrack_ends),
                              kept(CTA_TUPLE_PROTO, CTA_TUPLE_ZONE)};
constexpr Rule of_helpers[] = {kept(CTA_HELP_NAME)};
constexpr Rule of_conntrack[] = {one(CTA_TUPLE_ORIG, Part::Nest, of_tuples),
                                 one(CTA_TUPLE_REPLY, Part::Nest, of_tuples),
                                 kept(CTA_STATUS, CTA_PROTOINFO),
                                 one(CTA_HELP, Part::Nest, of_helpers),
                                 kept(CTA_TIMEOUT, CTA_USE),
                                 one(CTA_TUPLE_MASTER, Part::Nest, of_tuples),
                                 kept(CTA_ZONE, CTA_TIMESTAMP)};

// A kind of message: the size of the structure in front, and what follows.
struct Message {
  int protocol;
  u16 type;
  std::size_t head;
  std::span<const Rule> rules;
  int family = -1;  // The first byte of the structure; -1: any.
};
constexpr Message messages[] = {
    {NETLINK_SOCK_DIAG, TCPDIAG_GETSOCK, sizeof(inet_diag_msg), of_inet_sockets, AF_INET},
    {NETLINK_SOCK_DIAG, TCPDIAG_GETSOCK, sizeof(inet_diag_msg), of_inet_sockets, AF_INET6},
    {NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, sizeof(inet_diag_msg), of_inet_sockets, AF_INET},
    {NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, sizeof(inet_diag_msg), of_inet_sockets, AF_INET6},
    {NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, sizeof(unix_diag_msg), of_unix_sockets, AF_UNIX},
    {NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, sizeof(packet_diag_msg), of_packet_sockets, AF_PACKET},
    {NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, 0, {}, AF_NETLINK},
    {NETLINK_ROUTE, RTM_NEWLINK, sizeof(ifinfomsg), of_links},
    {NETLINK_ROUTE, RTM_NEWADDR, sizeof(ifaddrmsg), of_addresses},
    {NETLINK_ROUTE, RTM_NEWROUTE, sizeof(rtmsg), of_routes},
    {NETLINK_ROUTE, RTM_NEWNEIGH, sizeof(ndmsg), of_neighbors},
    {NETLINK_ROUTE, RTM_NEWRULE, sizeof(fib_rule_hdr), of_rules},
    {NETLINK_ROUTE, RTM_NEWQDISC, sizeof(tcmsg), everything},
    {NETLINK_ROUTE, RTM_NEWNEIGHTBL, NLMSG_ALIGN(sizeof(ndtmsg)), everything},
    {NETLINK_ROUTE, RTM_NEWNSID, NLMSG_ALIGN(sizeof(rtgenmsg)), everything},
    {NETLINK_NETFILTER, NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW, sizeof(nfgenmsg),
     of_conntrack},
};

template <class T> bool copy_front(Text bytes, T& value) {
  if (bytes.size() < sizeof value) return false;
  std::memcpy(&value, bytes.data(), sizeof value);
  return true;
}

std::span<u8> bytes_at(std::string& text, std::size_t at, std::size_t size) {
  return {reinterpret_cast<u8*>(text.data()) + at, size};
}

// What is being rebuilt, with the prefixes that the structure in front tells.
class Rebuilding {
public:
  Rebuilding(const NetlinkRedaction& redaction, unsigned to_prefix, unsigned from_prefix)
      : redaction_(redaction), to_prefix_(to_prefix), from_prefix_(from_prefix) {}

  void append(std::string& out, Text rest, std::span<const Rule> rules) const {
    nlattr head{};
    while (copy_front(rest, head) && head.nla_len >= sizeof head && head.nla_len <= rest.size()) {
      const auto type = static_cast<u16>(head.nla_type & NLA_TYPE_MASK);
      const Text payload = rest.substr(sizeof head, head.nla_len - sizeof head);
      const auto rule = std::ranges::find_if(
          rules, [&](const Rule& each) { return each.first <= type && type <= each.last; });
      std::string changed;
      const bool stays = rule == rules.end() ? !redaction_.addresses && take(payload, changed)
                                             : take(*rule, payload, changed);
      if (stays) append_one(out, head.nla_type, changed);
      rest.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(head.nla_len), rest.size()));
    }
  }

private:
  static bool take(Text payload, std::string& changed) {
    changed = payload;
    return true;
  }
  static void append_one(std::string& out, u16 type, Text payload) {
    if (payload.size() > 0xFFFF - sizeof(nlattr)) return;
    const nlattr head{static_cast<u16>(sizeof(nlattr) + payload.size()), type};
    out.append(reinterpret_cast<const char*>(&head), sizeof head).append(payload);
    out.resize(NLMSG_ALIGN(out.size()));
  }

  // False: it is left out.
  bool take(const Rule& rule, Text payload, std::string& changed) const {
    if (rule.part == Part::Dropped) return false;
    changed = payload;
    if (rule.part == Part::Name) return take_name(payload, changed);
    if (!redaction_.addresses) return true;
    switch (rule.part) {
      case Part::Address: return map(changed, 0, ~0U);
      case Part::Destination: return map(changed, 0, to_prefix_);
      case Part::Origin: return map(changed, 0, from_prefix_);
      case Part::Via: return map(changed, sizeof(u16), ~0U);  // struct rtvia: the family first.
      case Part::Nest:
        changed.clear();
        append(changed, payload, rule.inner);
        return true;
      case Part::Hops:
        changed.clear();
        append_hops(changed, payload);
        return true;
      default: return true;
    }
  }

  // An abstract name has a NUL in front, any other one at its end.
  bool take_name(Text payload, std::string& changed) const {
    if (!redaction_.text) return true;
    changed = redaction_.text(payload);
    return true;
  }

  bool map(std::string& bytes, std::size_t at, unsigned prefix) const {
    if (bytes.size() < at) return false;
    const std::size_t size = bytes.size() - at;
    redaction_.addresses->map_network(bytes_at(bytes, at, size), prefix);
    return size == 0 || AddressMap::is_address(size);
  }

  // The next hops of one route: a structure, and attributes as those of the route.
  void append_hops(std::string& out, Text rest) const {
    rtnexthop hop{};
    while (copy_front(rest, hop) && hop.rtnh_len >= sizeof hop && hop.rtnh_len <= rest.size()) {
      std::string attributes;
      append(attributes, rest.substr(sizeof hop, hop.rtnh_len - sizeof hop), of_routes);
      rest.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(hop.rtnh_len), rest.size()));
      hop.rtnh_len = static_cast<u16>(sizeof hop + attributes.size());
      out.append(reinterpret_cast<const char*>(&hop), sizeof hop).append(attributes);
    }
  }

  const NetlinkRedaction& redaction_;
  unsigned to_prefix_, from_prefix_;
};

void map_socket(const AddressMap& map, std::string& head) {
  inet_diag_msg socket{};
  if (!copy_front(head, socket)) return;
  const std::size_t size = socket.idiag_family == AF_INET6 ? 16 : 4;
  const std::size_t at = offsetof(inet_diag_msg, id);
  map.map(bytes_at(head, at + offsetof(inet_diag_sockid, idiag_src), size));
  map.map(bytes_at(head, at + offsetof(inet_diag_sockid, idiag_dst), size));
}

// False: nothing of it may stay.
bool rebuild(const NetlinkRedaction& redaction, const Message& kind, Text payload,
             std::string& body) {
  if (payload.size() < kind.head) return false;
  if (kind.head == 0) {
    body = payload;
    return true;
  }
  body = payload.substr(0, kind.head);
  const bool is_socket = kind.protocol == NETLINK_SOCK_DIAG && kind.head == sizeof(inet_diag_msg);
  if (is_socket && redaction.addresses) map_socket(*redaction.addresses, body);
  // rtmsg and fib_rule_hdr begin alike: family, length of the destination, and of the source. An
  // address of an interface is mapped whole, whatever its network.
  const bool has_prefixes = kind.type == RTM_NEWROUTE || kind.type == RTM_NEWRULE;
  const auto prefix_at = [&](std::size_t at) {
    return has_prefixes ? static_cast<unsigned char>(payload[at]) : ~0U;
  };
  Rebuilding(redaction, prefix_at(1), prefix_at(2))
      .append(body, payload.substr(kind.head), kind.rules);
  return true;
}

const Message* kind_of(int protocol, u16 type, Text payload) {
  const int family = payload.empty() ? -1 : static_cast<unsigned char>(payload.front());
  const auto found = std::ranges::find_if(messages, [&](const Message& each) {
    return each.protocol == protocol && each.type == type &&
           (each.family == -1 || each.family == family);
  });
  return found == std::end(messages) ? nullptr : found;
}

}  // namespace

bool maps_addresses_of(Text question) {
  if (question.empty()) return false;
  const int protocol = question.front();
  question.remove_prefix(1);
  nlmsghdr header{};
  if (!copy_front(question, header)) return false;
  const bool is_dump = (header.nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
  switch (protocol) {
    case NETLINK_SOCK_DIAG: return is_dump;
    case NETLINK_NETFILTER: return is_dump && header.nlmsg_type >> 8 == NFNL_SUBSYS_CTNETLINK;
    case NETLINK_ROUTE: break;
    default: return false;
  }
  if (is_dump) return true;
  while (copy_front(question, header) && header.nlmsg_len >= sizeof header) {
    if (header.nlmsg_type != RTM_GETLINK && header.nlmsg_type != RTM_GETNSID) return false;
    question.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), question.size()));
  }
  return question.empty();
}

std::string redact_netlink(const NetlinkRedaction& redaction, int protocol, Text datagram) {
  std::string out;
  nlmsghdr header{};
  while (copy_front(datagram, header) && header.nlmsg_len >= sizeof header &&
         header.nlmsg_len <= datagram.size()) {
    const Text payload = datagram.substr(sizeof header, header.nlmsg_len - sizeof header);
    std::string body;
    const Message* const kind = kind_of(protocol, header.nlmsg_type, payload);
    const bool is_end = header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR;
    // Behind the number of an error the kernel repeats the question.
    constexpr std::size_t end_size = sizeof(int) + sizeof(nlmsghdr);
    if (is_end && redaction.addresses)
      body = payload.substr(0, end_size);
    else if (is_end || (!kind && !redaction.addresses))
      body = payload;
    datagram.remove_prefix(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), datagram.size()));
    if (kind ? !rebuild(redaction, *kind, payload, body) : body.empty()) continue;
    header.nlmsg_len = static_cast<u32>(sizeof header + body.size());
    out.append(reinterpret_cast<const char*>(&header), sizeof header).append(body);
    out.resize(NLMSG_ALIGN(out.size()));
  }
  return out;
}

}  // namespace sonde
