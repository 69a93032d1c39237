// counter_meanings.cpp: what each counter of the network counts, a line each.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/counter_meanings.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/host_lines.hpp"
#include "lexicon/lists.hpp"

namespace sonde {
namespace {

// A line is the name, a space, and a sentence. What has an entry in counters.cpp is not repeated
// here. They are kept as plain lines since 300 pairs of pointers would take as much room as the
// words. Said after the kernel's networking/snmp_counter, RFC 4293, 4022, 4113 and its sources.
// clang-format off: one line a counter.
constexpr Text ip =
    "Forwarding 1 when packets are forwarded between interfaces, 2 when not.\n"
    "DefaultTTL Time to live that packets begin with.\n"
    "InReceives Packets that came in, broken ones too.\n"
    "InHdrErrors Packets dropped for a bad header, or because their time to live ended.\n"
    "InAddrErrors Packets dropped because their destination is no valid address here.\n"
    "ForwDatagrams Packets forwarded to other hosts.\n"
    "InUnknownProtos Packets dropped because nobody here handles their protocol.\n"
    "InDiscards Sound packets dropped on arrival, such as for want of memory.\n"
    "InDelivers Packets handed to TCP, UDP, ICMP and the like.\n"
    "OutRequests Packets that TCP, UDP, ICMP and the like gave to IP to send.\n"
    "OutDiscards Packets dropped instead of being sent, such as for want of memory.\n"
    "ReasmTimeout Packets given up because some of their fragments did not come in time.\n"
    "ReasmReqds Fragments received.\n"
    "ReasmOKs Packets put together from fragments.\n"
    "ReasmFails Times that fragments could not be put together.\n"
    "FragOKs Packets that were fragmented to be sent.\n"
    "FragFails Packets dropped because they were too large and must not be fragmented.\n"
    "FragCreates Fragments made.\n"
    "OutTransmits Packets sent, forwarded ones and fragments too.\n"
    // Of IPv6 alone.
    "InTooBigErrors Packets not forwarded because they are larger than the next link takes.\n"
    "OutForwDatagrams Packets forwarded to other hosts.\n"
    // Of IpExt; IPv6 has them, too.
    "InNoRoutes Packets dropped on arrival because no route leads to their destination.\n"
    "InTruncatedPkts Packets shorter than their header says.\n"
    "InMcastPkts Multicast packets received.\n"
    "OutMcastPkts Multicast packets sent.\n"
    "InBcastPkts Broadcast packets received.\n"
    "OutBcastPkts Broadcast packets sent.\n"
    "InOctets Bytes received, IP headers included.\n"
    "OutOctets Bytes sent, IP headers included.\n"
    "InMcastOctets Bytes received by multicast.\n"
    "OutMcastOctets Bytes sent by multicast.\n"
    "InBcastOctets Bytes received by broadcast.\n"
    "OutBcastOctets Bytes sent by broadcast.\n"
    "InCsumErrors Packets whose IP header has a wrong checksum.\n"
    "InNoECTPkts Packets received whose sender does not use ECN.\n"
    "InECT1Pkts Packets received with the mark ECT(1) of ECN.\n"
    "InECT0Pkts Packets received with the mark ECT(0) of ECN.\n"
    "InCEPkts Packets received that a router marked because it was congested.\n"
    "ReasmOverlaps Fragments that overlapped others, and were dropped.\n";

// In and Out stand before most of these.
constexpr Text icmp =
    "InMsgs ICMP messages received.\n"
    "OutMsgs ICMP messages sent.\n"
    "InErrors ICMP messages received that were broken, or fit no socket here.\n"
    "OutErrors ICMP messages that could not be sent.\n"
    "InCsumErrors ICMP messages with a wrong checksum.\n"
    "OutRateLimitGlobal ICMP messages not sent, to keep within icmp_msgs_per_sec of the host.\n"
    "OutRateLimitHost ICMP messages not sent, to keep within icmp_ratelimit of one peer.\n"
    "DestUnreachs destination unreachable.\n"
    "TimeExcds time exceeded.\n"
    "ParmProbs parameter problem.\n"
    "ParmProblems parameter problem.\n"
    "SrcQuenchs source quench.\n"
    "Redirects redirect to another router.\n"
    "Echos echo request (ping).\n"
    "EchoReps echo reply (ping).\n"
    "EchoReplies echo reply (ping).\n"
    "Timestamps timestamp request.\n"
    "TimestampReps timestamp reply.\n"
    "AddrMasks address mask request.\n"
    "AddrMaskReps address mask reply.\n"
    "PktTooBigs packet too big.\n"
    "GroupMembQueries multicast listener query.\n"
    "GroupMembResponses multicast listener report.\n"
    "GroupMembReductions multicast listener done.\n"
    "RouterSolicits router solicitation.\n"
    "RouterAdvertisements router advertisement.\n"
    "NeighborSolicits neighbour solicitation.\n"
    "NeighborAdvertisements neighbour advertisement.\n"
    "MLDv2Reports multicast listener report, version 2.\n";

constexpr Text tcp =
    "RtoAlgorithm How the retransmission timeout is computed; always 1 on Linux.\n"
    "RtoMin Least retransmission timeout, in milliseconds.\n"
    "RtoMax Largest retransmission timeout, in milliseconds.\n"
    "MaxConn Most connections allowed; -1 says that there is no limit.\n"
    "ActiveOpens Connections begun from here.\n"
    "PassiveOpens Connections of others whose handshake a listener here completed.\n"
    "CurrEstab Connections that are ESTABLISHED or CLOSE_WAIT now.\n"
    "InSegs Segments received, broken ones too.\n"
    "OutSegs Segments sent, those that were sent again not counted.\n"
    "InCsumErrors Segments with a wrong checksum.\n";

constexpr Text udp =
    "InDatagrams Datagrams that programs have received.\n"
    "InErrors Datagrams that reached no program though one listens: full buffer, bad checksum.\n"
    "OutDatagrams Datagrams sent.\n"
    "SndbufErrors Datagrams not sent because a buffer on the way out was full.\n"
    "InCsumErrors Datagrams with a wrong checksum.\n"
    "IgnoredMulti Multicast and broadcast datagrams that no socket here wanted.\n"
    "MemErrors Datagrams dropped because UDP used all memory of net.ipv4.udp_mem.\n";

constexpr Text tcp_ext =
    "SyncookiesRecv SYN cookies that came back and were right.\n"
    "SyncookiesFailed ACKs that look like SYN cookies and are wrong or too old.\n"
    "EmbryonicRsts Handshakes that the peer reset while they were in SYN_RECV.\n"
    "OfoPruned Times that out-of-order data was dropped because a receive buffer was full.\n"
    "OutOfWindowIcmps ICMP errors ignored because they fit no segment under way.\n"
    "LockDroppedIcmps ICMP errors dropped because a program was just using the socket.\n"
    "ArpFilter ARP requests not answered because of arp_filter.\n"
    "TW Connections that ended their time in TIME_WAIT.\n"
    "TWRecycled Sockets in TIME_WAIT that a new connection used again, by timestamps.\n"
    "TWKilled Sockets in TIME_WAIT that the slow timer ended.\n"
    "PAWSActive Segments dropped in SYN_SENT for their old timestamp.\n"
    "PAWSEstab Segments of open connections dropped for their old timestamp.\n"
    "BeyondWindow Segments dropped because they lie outside the window.\n"
    "TSEcrRejected Handshakes whose ACK echoes a timestamp that was never sent.\n"
    "PAWSOldAck ACKs without data dropped for their old timestamp: they were overtaken.\n"
    "PAWSTimewait Segments dropped in TIME_WAIT for their old timestamp.\n"
    "DelayedACKs ACKs sent by the timer for delayed ACKs.\n"
    "DelayedACKLocked Delayed ACKs put off again because a program was using the socket.\n"
    "DelayedACKLost Segments received twice: the peer had not seen our ACK.\n"
    "TCPHPHits Data segments that came as expected and took the short way.\n"
    "TCPPureAcks ACKs without data that did not take the short way.\n"
    "TCPHPAcks ACKs that took the short way.\n"
    "TCPRenoRecovery Losses noticed by duplicate ACKs, without SACK.\n"
    "TCPSackRecovery Losses noticed by SACK.\n"
    "TCPSACKReneging Times that a peer took back what its SACK had confirmed.\n"
    "TCPSACKReorder Reordering on the way, noticed by SACK.\n"
    "TCPRenoReorder Reordering on the way, noticed by duplicate ACKs.\n"
    "TCPTSReorder Reordering on the way, noticed by timestamps.\n"
    "TCPFullUndo Slowdowns taken back in full: nothing had been lost.\n"
    "TCPPartialUndo Slowdowns taken back in part.\n"
    "TCPDSACKUndo Slowdowns taken back because DSACK showed that nothing had been lost.\n"
    "TCPLossUndo Timeouts whose slowdown was taken back.\n"
    "TCPRenoFailures Timeouts during a recovery without SACK.\n"
    "TCPSackFailures Timeouts during a recovery with SACK.\n"
    "TCPLossFailures Timeouts after a timeout.\n"
    "TCPFastRetrans Segments sent again before a timeout.\n"
    "TCPSlowStartRetrans Segments sent again after a timeout.\n"
    "TCPLossProbes Probes for a lost last segment.\n"
    "TCPLossProbeRecovery Losses that such a probe repaired.\n"
    "TCPRenoRecoveryFail Retransmissions that failed during a recovery without SACK.\n"
    "TCPSackRecoveryFail Retransmissions that failed during a recovery with SACK.\n"
    "TCPBacklogCoalesce Segments merged while a program was using the socket.\n"
    "TCPDSACKOldSent DSACKs sent for old data that came twice.\n"
    "TCPDSACKOfoSent DSACKs sent for out-of-order data that came twice.\n"
    "TCPDSACKRecv DSACKs received: data was sent again that the peer had.\n"
    "TCPDSACKOfoRecv DSACKs received for out-of-order data.\n"
    "TCPAbortOnLinger Closed connections given up when their time in FIN_WAIT2 ended.\n"
    "TCPAbortFailed Resets that could not be sent for want of memory.\n"
    "TCPMemoryPressuresChrono Milliseconds that TCP was short of memory.\n"
    "TCPSACKDiscard SACK blocks ignored because they make no sense.\n"
    "TCPDSACKIgnoredOld DSACKs ignored because they are about another recovery.\n"
    "TCPDSACKIgnoredNoUndo DSACKs ignored because there was nothing to take back.\n"
    "TCPSpuriousRTOs Timeouts found to be needless (F-RTO).\n"
    "TCPMD5NotFound Segments dropped because their MD5 signature is missing.\n"
    "TCPMD5Unexpected Segments dropped because of an MD5 signature that nobody asked for.\n"
    "TCPMD5Failure Segments dropped because their MD5 signature is wrong.\n"
    "TCPSackShifted Buffers shifted while SACK was worked on.\n"
    "TCPSackMerged Buffers merged while SACK was worked on.\n"
    "TCPSackShiftFallback Buffers that could be neither shifted nor merged for SACK.\n"
    "PFMemallocDrop Packets dropped because they lay in memory kept for freeing memory.\n"
    "TCPMinTTLDrop Segments dropped because their time to live is below IP_MINTTL.\n"
    "TCPDeferAcceptDrop ACKs without data ignored by TCP_DEFER_ACCEPT.\n"
    "TCPRetransFail Segments that could not be sent again, such as for want of a route.\n"
    "TCPRcvCoalesce Segments merged in a receive queue.\n"
    "TCPOFOQueue Segments that came out of order and wait for those before.\n"
    "TCPOFODrop Segments that came out of order and were dropped: the buffer was full.\n"
    "TCPOFOMerge Segments that came out of order and overlapped others.\n"
    "TCPChallengeACK Challenge ACKs sent because a segment looked forged (RFC 5961).\n"
    "TCPSYNChallenge Challenge ACKs sent for a SYN on an open connection.\n"
    "TCPFastOpenActive Connections from here whose data in the SYN was taken (Fast Open).\n"
    "TCPFastOpenActiveFail Connections from here whose data in the SYN was not taken.\n"
    "TCPFastOpenPassive Connections accepted with data in their SYN.\n"
    "TCPFastOpenPassiveFail Data in a SYN that was not taken here: wrong or no cookie.\n"
    "TCPFastOpenListenOverflow Fast Open refused because too many such handshakes were open.\n"
    "TCPFastOpenCookieReqd SYNs that asked for a cookie of Fast Open.\n"
    "TCPFastOpenBlackhole Times that Fast Open was switched off because its packets vanished.\n"
    "TCPSpuriousRtxHostQueues Segments not sent again: the first ones still wait in this host.\n"
    "BusyPollRxPackets Packets received by busy polling.\n"
    "TCPAutoCorking Small writes held back for a moment to be sent together.\n"
    "TCPWantZeroWindowAdv Times that a window should have been closed, and was not.\n"
    "TCPOrigDataSent Data segments sent, those that were sent again not counted.\n"
    "TCPHystartTrainDetect Times that slow start ended because of how ACKs were spaced.\n"
    "TCPHystartTrainCwnd Windows at these times, added up.\n"
    "TCPHystartDelayDetect Times that slow start ended because the delay grew.\n"
    "TCPHystartDelayCwnd Windows when the delay grew, added up.\n"
    "TCPACKSkippedSynRecv ACKs held back, to answer less often, in SYN_RECV.\n"
    "TCPACKSkippedPAWS ACKs held back, to answer less often, to old timestamps.\n"
    "TCPACKSkippedSeq ACKs held back, to answer less often, to wrong sequence numbers.\n"
    "TCPACKSkippedFinWait2 ACKs held back, to answer less often, in FIN_WAIT2.\n"
    "TCPACKSkippedTimeWait ACKs held back, to answer less often, in TIME_WAIT.\n"
    "TCPACKSkippedChallenge Challenge ACKs held back, to answer less often.\n"
    "TCPWinProbe Probes sent to peers whose window is closed.\n"
    "TCPKeepAlive Keepalive probes sent.\n"
    "TCPMTUPFail Probes for a larger packet size that failed.\n"
    "TCPMTUPSuccess Probes for a larger packet size that succeeded.\n"
    "TCPDelivered Data segments that peers have confirmed.\n"
    "TCPDeliveredCE Data segments that peers confirmed with a mark of congestion.\n"
    "TCPAckCompressed ACKs for SACK that were held back and sent as one.\n"
    "TCPWqueueTooBig Segments not parted because the send queue was too long (a guard).\n"
    "TCPFastOpenPassiveAltKey Cookies of Fast Open that the backup key made.\n"
    "TcpTimeoutRehash Times that another path was tried after a timeout.\n"
    "TcpDuplicateDataRehash Times that another path was tried because data came twice.\n"
    "TCPDSACKRecvSegs Segments that DSACKs said were sent twice.\n"
    "TCPDSACKIgnoredDubious DSACKs ignored because they claim more than was sent again.\n"
    "TCPMigrateReqSuccess Handshakes moved to another listener when theirs was closed.\n"
    "TCPMigrateReqFailure Handshakes that could not be moved to another listener.\n"
    "TCPPLBRehash Times that another path was tried because of congestion.\n"
    "TCPAORequired Segments dropped because their TCP-AO signature is missing.\n"
    "TCPAOBad Segments dropped because their TCP-AO signature is wrong.\n"
    "TCPAOKeyNotFound Segments dropped because no key fits their TCP-AO signature.\n"
    "TCPAOGood Segments whose TCP-AO signature is right.\n"
    "TCPAODroppedIcmps ICMP errors ignored because the connection uses TCP-AO.\n"
    // Of older kernels.
    "TCPFACKReorder Reordering on the way, noticed by FACK.\n"
    "TCPForwardRetrans Segments sent again before it was their turn.\n"
    "TCPSchedulerFailed Times that a full receive buffer could not be made smaller.\n"
    "TCPPrequeued Segments that waited for the program in the prequeue.\n"
    "TCPLoss Segments lost while SACK was not used.\n";

constexpr Text mptcp =
    "MPCapableSYNRX SYNs received that ask for multipath TCP.\n"
    "MPCapableSYNTX SYNs sent that ask for multipath TCP.\n"
    "MPCapableSYNACKRX Answers received that agree to it.\n"
    "MPCapableACKRX Handshakes for it completed here.\n"
    "MPCapableFallbackACK Connections to here that became plain TCP in the handshake.\n"
    "MPCapableFallbackSYNACK Connections from here that became plain TCP in the handshake.\n"
    "MPCapableSYNTXDrop Plain TCP tried because SYNs for multipath got no answer.\n"
    "MPCapableSYNTXDisabled Plain TCP used because the destination had not answered before.\n"
    "MPCapableEndpAttempt Connections begun from an endpoint set for it.\n"
    "MPFallbackTokenInit Connections that became plain TCP because no token was left.\n"
    "MPTCPRetrans Data sent again, on any path.\n"
    "MPJoinNoTokenFound Paths refused because their connection is not known.\n"
    "MPJoinSynRx SYNs received that add a path.\n"
    "MPJoinSynBackupRx SYNs received that add a path for need only.\n"
    "MPJoinSynAckRx Answers received that take our path.\n"
    "MPJoinSynAckBackupRx Answers received that take our path for need only.\n"
    "MPJoinSynAckHMacFailure Answers to a path whose signature is wrong.\n"
    "MPJoinAckRx Paths of peers that were completed.\n"
    "MPJoinAckHMacFailure Paths of peers whose signature is wrong.\n"
    "MPJoinRejected Paths of peers refused by the path manager.\n"
    "MPJoinSynTx SYNs sent that add a path.\n"
    "MPJoinSynTxCreatSkErr Paths not begun: no socket could be made.\n"
    "MPJoinSynTxBindErr Paths not begun: bind() failed.\n"
    "MPJoinSynTxConnectErr Paths not begun: connect() failed.\n"
    "DSSNotMatching Data that fits no mapping it was announced with.\n"
    "DSSCorruptionFallback Broken mappings after which plain TCP went on.\n"
    "DSSCorruptionReset Broken mappings after which the path was reset.\n"
    "InfiniteMapTx Fallbacks to plain TCP sent.\n"
    "InfiniteMapRx Fallbacks to plain TCP received.\n"
    "DSSNoMatchTCP Mappings that do not fit the TCP sequence.\n"
    "DataCsumErr Data with a wrong checksum of multipath TCP.\n"
    "OFOQueueTail Segments added at the end of the out-of-order queue.\n"
    "OFOQueue Segments that came out of order over the paths.\n"
    "OFOMerge Segments merged in the out-of-order queue.\n"
    "NoDSSInWindow Segments outside the window of the whole connection.\n"
    "DuplicateData Data that came twice, such as over two paths.\n"
    "AddAddr Addresses that peers announced.\n"
    "AddAddrTx Addresses announced to peers.\n"
    "AddAddrTxDrop Addresses not announced for want of room.\n"
    "EchoAdd Confirmations received of addresses announced.\n"
    "EchoAddTx Confirmations sent of addresses announced.\n"
    "EchoAddTxDrop Confirmations of addresses not sent for want of room.\n"
    "PortAdd Addresses that peers announced with a port.\n"
    "AddAddrDrop Announced addresses that were ignored.\n"
    "MPJoinPortSynRx SYNs of a path to an announced port.\n"
    "MPJoinPortSynAckRx Answers from an announced port.\n"
    "MPJoinPortAckRx Paths to an announced port completed.\n"
    "MismatchPortSynRx SYNs of a path to a port that was not announced.\n"
    "MismatchPortAckRx ACKs of a path to a port that was not announced.\n"
    "RmAddr Addresses that peers took back.\n"
    "RmAddrDrop Addresses taken back that were ignored.\n"
    "RmAddrTx Addresses taken back from peers.\n"
    "RmAddrTxDrop Addresses not taken back for want of room.\n"
    "RmSubflow Paths removed.\n"
    "MPPrioTx Changes of a path's priority sent.\n"
    "MPPrioRx Changes of a path's priority received.\n"
    "MPFailTx Broken data told to a peer.\n"
    "MPFailRx Broken data that a peer told of.\n"
    "MPFastcloseTx Connections reset at once from here.\n"
    "MPFastcloseRx Connections reset at once by the peer.\n"
    "MPRstTx Resets of one path sent.\n"
    "MPRstRx Resets of one path received.\n"
    "SubflowStale Paths no longer used because they made no progress.\n"
    "SubflowRecover Such paths that came back.\n"
    "SndWndShared Times that one path's window limited another.\n"
    "RcvWndShared Windows announced that another path had made larger.\n"
    "RcvWndConflictUpdate Windows updated while two paths announced one.\n"
    "RcvWndConflict Times that two paths announced a window at once.\n"
    "MPCurrEstab Multipath connections open now.\n"
    "Blackhole Destinations for which multipath was switched off.\n"
    "MPCapableDataFallback Fallbacks to plain TCP at the first data.\n"
    "MD5SigFallback Fallbacks to plain TCP because of an MD5 signature.\n"
    "DssFallback Fallbacks to plain TCP because of a bad mapping.\n"
    "SimultConnectFallback Fallbacks to plain TCP because both ends connected at once.\n"
    "FallbackFailed Fallbacks to plain TCP that came too late.\n"
    "WinProbe Probes sent to a closed window of a multipath connection.\n";

// The last word of a name decides, unless the whole name stands here: "TCP inuse", "TCP6 inuse".
constexpr Text sockstat =
    "used Sockets of all kinds that processes have here.\n"
    "inuse Sockets in use here without those in TIME_WAIT; of FRAG packets that wait for fragments.\n"
    "orphan TCP sockets of the whole host that no process has any more.\n"
    "tw Connections in TIME_WAIT here.\n"
    "alloc TCP sockets of the whole host for which memory was taken.\n"
    "mem Pages of memory that the protocol uses on the whole host.\n"
    "memory Bytes that fragments take which wait to be put together.\n";

constexpr Text softnet =
    "processed Packets that this processor took in.\n"
    "dropped Packets dropped because the queue of this processor was full (net.core.netdev_max_backlog).\n"
    "time_squeeze Times that work was left because its time or budget ended (net.core.netdev_budget).\n"
    "received_rps Packets that another processor handed to this one.\n"
    "flow_limit Packets dropped because one flow took too much of the queue.\n"
    "backlog Packets that wait in the queue of this processor now.\n";

constexpr Text conntrack =
    "entries Connections that are remembered now.\n"
    "searched Look-ups made.\n"
    "clashres Entries made twice at once, and settled.\n"
    "found Look-ups that found an entry.\n"
    "new Entries made for new connections.\n"
    "invalid Packets that could not be tracked, such as broken or unexpected ones.\n"
    "ignore Packets that were not to be tracked.\n"
    "delete Entries removed.\n"
    "delete_list Entries moved to the list of dying ones.\n"
    "chainlength Look-ups dropped because a chain of the hash table was too long.\n"
    "insert Entries put into the table.\n"
    "insert_failed Packets dropped because their entry stood there already: often two at once, of DNS.\n"
    "drop Packets dropped because the table was full (net.netfilter.nf_conntrack_max).\n"
    "early_drop Entries thrown out because the table was full.\n"
    "icmp_error ICMP errors that fit no connection.\n"
    "expect_new Connections that were expected, such as the data of FTP.\n"
    "expect_create Expectations made.\n"
    "expect_delete Expectations removed.\n"
    "search_restart Look-ups begun again because the table changed its size.\n";

constexpr Text protocols =
    "sockets Sockets of the protocol here.\n"
    "memory Pages of memory that the protocol uses on the whole host.\n"
    "press 1 when the protocol is short of memory, 0 when not.\n";
// clang-format on

struct Group {
  Text name;
  Text lines;
  Text called = "counter";
};

// Groups of IPv6 and of extensions share the lines of what they extend.
constexpr Group groups[] = {
    {"Ip", ip},
    {"IpExt", ip},
    {"Ip6", ip},
    {"Icmp", icmp},
    {"Icmp6", icmp},
    {"IcmpMsg", icmp},
    {"Tcp", tcp},
    {"TcpExt", tcp_ext},
    {"MPTcpExt", mptcp},
    {"Udp", udp},
    {"UdpLite", udp},
    {"Udp6", udp},
    {"UdpLite6", udp},
    {"sockstat", sockstat},
    {"sockstat6", sockstat},
    {"softnet", softnet},
    {"nf_conntrack", conntrack},
    {"protocols", protocols},
    {"memory", memory_lines, "field"},
    {"sysctls", sysctl_lines, "setting"},
};

Text meaning_in(Text lines, Text name) {
  while (!lines.empty()) {  // To the end of our own lines.
    const Text line = next_line(lines);
    if (line.size() > name.size() && line[name.size()] == ' ' && line.starts_with(name))
      return line.substr(name.size() + 1);
  }
  return {};
}

// "InEchos" is made of two parts, and so is "OutType135".
Text meaning_of_icmp(Text name, std::string& room) {
  const bool is_in = name.starts_with("In");
  if (!is_in && !name.starts_with("Out")) return {};
  const Text kind = name.substr(is_in ? 2 : 3);
  room = is_in ? "ICMP messages received" : "ICMP messages sent";
  if (kind.starts_with("Type") && kind.size() > 4)
    return room.append(" of the type ").append(kind.substr(4)) += '.';
  const Text said = meaning_in(icmp, kind);
  return said.empty() ? Text() : Text(room.append(": ").append(said));
}

}  // namespace

Text meaning_of_counter(Text group, Text name, std::string& room) {
  const auto found = std::ranges::find(groups, group, &Group::name);
  if (found == std::end(groups) || name.empty()) return {};
  for (const Entry& entry : counter_entries())
    if (entry.word == name) return first_sentence_of(entry, Language::En);
  if (const Text said = meaning_in(found->lines, name); !said.empty()) return said;
  if (found->lines == icmp) return meaning_of_icmp(name, room);
  const std::size_t space = name.rfind(' ');
  return space == Text::npos ? Text() : meaning_in(found->lines, name.substr(space + 1));
}

std::string explain_counter(Text word) {
  std::string said;
  std::string room;
  Text last;
  for (const Group& group : groups) {
    Text lines = group.lines;
    if (std::exchange(last, lines) == lines) continue;  // It would say the same.
    while (!lines.empty()) {  // To the end of our own lines.
      Text line = next_line(lines);
      const Text name = next_word(line);
      if (!equal_words(name, word)) continue;
      (said.append(name) += "  (").append(group.called).append(" of ").append(group.name) +=
          ")\n  ";
      said.append(meaning_of_counter(group.name, name, room)) += '\n';
    }
  }
  return said;
}

}  // namespace sonde
