// ip_protocols.cpp: the few protocols that a firewall or a connection table meets.
// SPDX-License-Identifier: Apache-2.0
#include "decode/ip_protocols.hpp"

#include <netinet/in.h>

#include "base/text.hpp"

namespace sonde {

// Numbers and names of IANA, as /etc/protocols has them; 58 is icmpv6 in nf_conntrack and nft.
Text ip_protocol_name(u8 number) {
  switch (number) {
    case IPPROTO_ICMP: return "icmp";
    case IPPROTO_IGMP: return "igmp";
    case IPPROTO_IPIP: return "ipencap";
    case IPPROTO_TCP: return "tcp";
    case IPPROTO_UDP: return "udp";
    case IPPROTO_DCCP: return "dccp";
    case IPPROTO_IPV6: return "ipv6";
    case IPPROTO_GRE: return "gre";
    case IPPROTO_ESP: return "esp";
    case IPPROTO_AH: return "ah";
    case IPPROTO_ICMPV6: return "icmpv6";
    case 89: return "ospf";
    case 112: return "vrrp";
    case IPPROTO_COMP: return "comp";
    case IPPROTO_SCTP: return "sctp";
    case IPPROTO_UDPLITE: return "udplite";
    default: return {};
  }
}

void append_ip_protocol(std::string& out, u8 number) {
  const Text name = ip_protocol_name(number);
  if (name.empty())
    append_number(out, u32{number});
  else
    out += name;
}

}  // namespace sonde
