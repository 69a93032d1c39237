// conntrack.cpp: CTA_ attributes of a connection to a row, and what both decoders conclude.
// SPDX-License-Identifier: Apache-2.0
#include "decode/conntrack.hpp"

#include <iterator>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <netinet/in.h>

#include "decode/netlink_messages.hpp"

namespace sonde {
namespace {

void read_address(const NetlinkAttribute& attribute, FlowAddress& address) {
  const bool is_ipv6 = attribute.type == CTA_IP_V6_SRC || attribute.type == CTA_IP_V6_DST;
  const std::size_t size = is_ipv6 ? 16 : 4;
  address = {};
  address.why = Absent::Malformed;
  if (attribute.payload.size() != size) return;
  std::memcpy(address.bytes.data(), attribute.payload.data(), size);
  address.version = is_ipv6 ? 6 : 4;
  address.why = Absent::Known;
}

void read_ip(Text nest, FlowTuple& tuple) {
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case CTA_IP_V4_SRC:
      case CTA_IP_V6_SRC: return read_address(attribute, tuple.src);
      case CTA_IP_V4_DST:
      case CTA_IP_V6_DST: return read_address(attribute, tuple.dst);
      default: return;
    }
  });
}

// GRE hands out its keys as ports (nf_ct_port_tuple_to_nlattr).
void read_protocol(Text nest, FlowTuple& tuple, u8& protocol) {
  Known<u16> sport{Absent::NotApplicable};
  Known<u16> dport{Absent::NotApplicable};
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case CTA_PROTO_NUM: attribute.get(protocol); break;
      case CTA_PROTO_SRC_PORT: sport = attribute.network_number<u16>(); break;
      case CTA_PROTO_DST_PORT: dport = attribute.network_number<u16>(); break;
      case CTA_PROTO_ICMP_ID:
      case CTA_PROTO_ICMPV6_ID: tuple.icmp_id = attribute.network_number<u16>(); break;
      case CTA_PROTO_ICMP_TYPE:
      case CTA_PROTO_ICMPV6_TYPE: tuple.icmp_type = attribute.network_number<u8>(); break;
      case CTA_PROTO_ICMP_CODE:
      case CTA_PROTO_ICMPV6_CODE: tuple.icmp_code = attribute.network_number<u8>(); break;
      default: break;
    }
  });
  if (protocol == IPPROTO_GRE) {
    tuple.src_key = sport;
    tuple.dst_key = dport;
  } else if (has_flow_ports(protocol)) {
    tuple.sport = sport;
    tuple.dport = dport;
  }
}

void read_tuple(Text nest, FlowZone direction, FlowTuple& tuple, Flow& flow) {
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    switch (attribute.type) {
      case CTA_TUPLE_IP: return read_ip(attribute.payload, tuple);
      case CTA_TUPLE_PROTO: return read_protocol(attribute.payload, tuple, flow.protocol);
      case CTA_TUPLE_ZONE:
        flow.zone = attribute.network_number<u16>();
        flow.zone_direction = direction;
        return;
      default: return;
    }
  });
}

void read_counters(Text nest, FlowTuple& tuple) {
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == CTA_COUNTERS_PACKETS) tuple.packets = attribute.network_number<u64>();
    if (attribute.type == CTA_COUNTERS_BYTES) tuple.bytes = attribute.network_number<u64>();
  });
}

Known<FlowState> state_of(u8 number, std::span<const FlowState> states) {
  if (number >= states.size()) return Absent::Malformed;
  return states[number];
}

// The kernel's numbers: enum tcp_conntrack, enum sctp_conntrack and enum ct_dccp_states.
constexpr FlowState tcp_states[] = {
    FlowState::None,    FlowState::SynSent,   FlowState::SynRecv, FlowState::Established,
    FlowState::FinWait, FlowState::CloseWait, FlowState::LastAck, FlowState::TimeWait,
    FlowState::Close,   FlowState::SynSent2};
constexpr FlowState sctp_states[] = {FlowState::None,          FlowState::Closed,
                                     FlowState::CookieWait,    FlowState::CookieEchoed,
                                     FlowState::Established,   FlowState::ShutdownSent,
                                     FlowState::ShutdownRecd,  FlowState::ShutdownAckSent,
                                     FlowState::HeartbeatSent, FlowState::HeartbeatAcked};
constexpr FlowState dccp_states[] = {
    FlowState::None,   FlowState::Request,  FlowState::Respond, FlowState::Partopen,
    FlowState::Open,   FlowState::Closereq, FlowState::Closing, FlowState::DccpTimewait,
    FlowState::Ignore, FlowState::Invalid};

void read_state(Text nest, Flow& flow) {
  each_attribute(nest, [&](const NetlinkAttribute& of) {
    each_attribute(of.payload, [&](const NetlinkAttribute& attribute) {
      u8 number = 0;
      if (attribute.type != 1 || !attribute.get(number)) return;  // CTA_PROTOINFO_TCP_STATE, ...
      static_assert(CTA_PROTOINFO_TCP_STATE == 1 && CTA_PROTOINFO_SCTP_STATE == 1 &&
                    CTA_PROTOINFO_DCCP_STATE == 1);
      if (of.type == CTA_PROTOINFO_TCP) flow.state = state_of(number, tcp_states);
      if (of.type == CTA_PROTOINFO_SCTP) flow.state = state_of(number, sctp_states);
      if (of.type == CTA_PROTOINFO_DCCP) flow.state = state_of(number, dccp_states);
    });
  });
}

void read_age(Text nest, u64 now_ns, Flow& flow) {
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type != CTA_TIMESTAMP_START) return;
    const Known<u64> start = attribute.network_number<u64>();
    constexpr u64 ns_a_second = 1'000'000'000;
    if (start && *start <= now_ns) flow.age_s = (now_ns - *start) / ns_a_second;
  });
}

Known<Text> name_in(Text nest, u16 type) {
  Known<Text> name{Absent::NotApplicable};
  each_attribute(nest, [&](const NetlinkAttribute& attribute) {
    if (attribute.type == type) name = attribute.text();
  });
  return name;
}

void read_attribute(const NetlinkAttribute& attribute, u64 now_ns, Flow& flow) {
  switch (attribute.type) {
    case CTA_TUPLE_ORIG:
      return read_tuple(attribute.payload, FlowZone::Original, flow.original, flow);
    case CTA_TUPLE_REPLY: return read_tuple(attribute.payload, FlowZone::Reply, flow.reply, flow);
    case CTA_STATUS: flow.status = attribute.network_number<u32>().value; return;
    case CTA_PROTOINFO: return read_state(attribute.payload, flow);
    case CTA_TIMEOUT: flow.timeout_s = attribute.network_number<u32>(); return;
    case CTA_MARK: flow.mark = attribute.network_number<u32>(); return;
    case CTA_USE: flow.use = attribute.network_number<u32>(); return;
    case CTA_ID: flow.id = attribute.network_number<u32>(); return;
    case CTA_COUNTERS_ORIG: return read_counters(attribute.payload, flow.original);
    case CTA_COUNTERS_REPLY: return read_counters(attribute.payload, flow.reply);
    case CTA_ZONE:
      flow.zone = attribute.network_number<u16>();
      flow.zone_direction = FlowZone::Both;
      return;
    case CTA_TIMESTAMP: return read_age(attribute.payload, now_ns, flow);
    case CTA_SECCTX: flow.security = name_in(attribute.payload, CTA_SECCTX_NAME); return;
    case CTA_HELP: flow.helper = name_in(attribute.payload, CTA_HELP_NAME); return;
    default: return;
  }
}

// Whether two ends differ; malformed when that cannot be said.
Known<bool> differ(const FlowAddress& a, Known<u16> a_port, const FlowAddress& b,
                   Known<u16> b_port) {
  if (a_port && b_port && *a_port != *b_port) return true;
  if (a.why != Absent::Known) return a.why;
  if (b.why != Absent::Known) return b.why;
  return a != b;
}

}  // namespace

bool has_flow_ports(u8 protocol) {
  return protocol == IPPROTO_TCP || protocol == IPPROTO_UDP || protocol == IPPROTO_SCTP ||
         protocol == IPPROTO_DCCP || protocol == IPPROTO_UDPLITE;
}

bool is_icmp_flow(u8 protocol) { return protocol == IPPROTO_ICMP || protocol == IPPROTO_ICMPV6; }

void settle_flow(Flow& flow) {
  const FlowTuple& original = flow.original;
  const FlowTuple& reply = flow.reply;
  const bool has_reply = reply.src.why != Absent::NotCollected;
  const Known<bool> dnat = differ(reply.src, reply.sport, original.dst, original.dport);
  const Known<bool> snat = differ(reply.dst, reply.dport, original.src, original.sport);
  if (!has_reply)
    flow.nat = Absent::NotCollected;
  else if (!dnat || !snat)
    flow.nat = dnat ? snat.why : dnat.why;
  else
    flow.nat = *dnat && *snat ? FlowNat::Both
               : *dnat        ? FlowNat::Dnat
               : *snat        ? FlowNat::Snat
                              : FlowNat::None;
  // The flow table has it now: it has neither a timer nor a state in conntrack.
  if (flow.status & IPS_OFFLOAD) flow.timeout_s = Absent::NotApplicable;
  if (flow.status & IPS_OFFLOAD) flow.state = Absent::NotApplicable;
}

std::string conntrack_request() {
  nfgenmsg body{};
  body.nfgen_family = AF_UNSPEC;
  body.version = NFNETLINK_V0;
  return dump_request((NFNL_SUBSYS_CTNETLINK << 8) | IPCTNL_MSG_CT_GET, conntrack_sequence, body);
}

bool decode_conntrack(Text message, u64 now_ns, Flow& flow) {
  nfgenmsg head;
  if (!take(message, head)) return false;
  flow = {};
  flow.version = head.nfgen_family == AF_INET6 ? 6 : 4;
  // What has its usual value is left out by the kernel.
  flow.mark = 0;
  flow.zone = 0;
  each_attribute(
      message, [&](const NetlinkAttribute& attribute) { read_attribute(attribute, now_ns, flow); });
  if (flow.original.src.why != Absent::Known || flow.original.dst.why != Absent::Known)
    return false;
  flow.assured = (flow.status & IPS_ASSURED) != 0;
  settle_flow(flow);
  return true;
}

}  // namespace sonde
