// flow.hpp: one row of the table "flows": a connection that the kernel's conntrack remembers.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "core/value.hpp"

namespace sonde {

// What was rewritten: the reply comes from another end than the original went to (dnat), or goes to
// another end than the original came from (snat).
enum class FlowNat : u8 { None, Dnat, Snat, Both };
inline constexpr Text flow_nat_names[] = {"none", "dnat", "snat", "both"};
constexpr Text name_of(FlowNat nat) { return flow_nat_names[static_cast<std::size_t>(nat)]; }

// States of TCP, then those of SCTP and of DCCP that TCP does not have. The words are those of
// tcp_conntrack_names (net/netfilter/nf_conntrack_proto_tcp.c, Linux 6.8), sctp_conntrack_names and
// dccp_state_names (Linux 6.8; DCCP is gone since 6.16).
enum class FlowState : u8 {
  None,
  SynSent,
  SynRecv,
  Established,
  FinWait,
  CloseWait,
  LastAck,
  TimeWait,
  Close,
  SynSent2,
  Closed,
  CookieWait,
  CookieEchoed,
  ShutdownSent,
  ShutdownRecd,
  ShutdownAckSent,
  HeartbeatSent,
  HeartbeatAcked,
  Request,
  Respond,
  Partopen,
  Open,
  Closereq,
  Closing,
  DccpTimewait,
  Ignore,
  Invalid,
};
inline constexpr Text flow_state_names[] = {"NONE",           "SYN_SENT",
                                            "SYN_RECV",       "ESTABLISHED",
                                            "FIN_WAIT",       "CLOSE_WAIT",
                                            "LAST_ACK",       "TIME_WAIT",
                                            "CLOSE",          "SYN_SENT2",
                                            "CLOSED",         "COOKIE_WAIT",
                                            "COOKIE_ECHOED",  "SHUTDOWN_SENT",
                                            "SHUTDOWN_RECD",  "SHUTDOWN_ACK_SENT",
                                            "HEARTBEAT_SENT", "HEARTBEAT_ACKED",
                                            "REQUEST",        "RESPOND",
                                            "PARTOPEN",       "OPEN",
                                            "CLOSEREQ",       "CLOSING",
                                            "TIMEWAIT",       "IGNORE",
                                            "INVALID"};
constexpr Text name_of(FlowState state) {
  return flow_state_names[static_cast<std::size_t>(state)];
}

// Which direction a conntrack zone holds for.
enum class FlowZone : u8 { Both, Original, Reply };
inline constexpr Text flow_zone_names[] = {"both", "original", "reply"};
constexpr Text name_of(FlowZone zone) { return flow_zone_names[static_cast<std::size_t>(zone)]; }

struct FlowAddress {
  std::array<u8, 16> bytes{};  // Network order; IPv4 in the first four.
  u8 version = 0;              // 4 or 6 when it is known.
  Absent why = Absent::NotCollected;

  friend bool operator==(const FlowAddress&, const FlowAddress&) = default;
};

// One direction, with what its packets look like.
struct FlowTuple {
  FlowAddress src{}, dst{};
  Known<u16> sport{Absent::NotApplicable}, dport{Absent::NotApplicable};
  Known<u8> icmp_type{Absent::NotApplicable}, icmp_code{Absent::NotApplicable};
  Known<u16> icmp_id{Absent::NotApplicable};
  Known<u16> src_key{Absent::NotApplicable}, dst_key{Absent::NotApplicable};  // GRE.
  Known<u64> packets{Absent::NotApplicable}, bytes{Absent::NotApplicable};    // With accounting.
};

struct FlowPlace;

struct Flow {
  FlowTuple original{}, reply{};
  Known<u32> timeout_s{}, mark{}, use{}, id{};
  u32 status = 0;               // IPS_ bits of nf_conntrack_common.h.
  bool is_answer_known = true;  // False: the text is cut before it says whether it was answered.
  Known<u16> zone{};
  Known<FlowState> state{Absent::NotApplicable};
  Known<FlowNat> nat{};
  Known<bool> assured{};
  FlowZone zone_direction = FlowZone::Both;
  u8 protocol = 0;  // The number of IP, unless the text has lost it:
  bool has_protocol = true;
  u8 version = 4;                           // 4 or 6; of text without the first column by address.
  Known<u64> age_s{Absent::NotApplicable};  // With net.netfilter.nf_conntrack_timestamp.
  Known<Text> security{Absent::NotApplicable}, helper{Absent::NotApplicable};
  Text other{};  // Words of text that say nothing to us.
  Known<Text> container{};
  const FlowPlace* place = nullptr;
};

// What all flows of one network namespace have in common. It outlives the rows.
struct FlowPlace {
  Known<u32> netns{};
};

}  // namespace sonde
