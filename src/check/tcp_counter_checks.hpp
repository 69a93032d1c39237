// tcp_counter_checks.hpp: what the counters of TCP tell of a network namespace.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check tcp_counter_checks[] = {
    {.name = "tcp.syn_backlog_cookies",
     .asks = "Is the queue of half-open connections full?",
     .table = "facts",
     .watches = "TcpExt.TCPReqQFullDoCookies,TcpExt.SyncookiesRecv,net.ipv4.tcp_syncookies",
     // With 2 a cookie is sent for each SYN and counted so (net/ipv4/tcp_input.c,
     // tcp_syn_flood_action).
     .change = "TcpExt.TCPReqQFullDoCookies.rise > 0 and net.ipv4.tcp_syncookies < 2",
     .evidence = "TcpExt.TCPReqQFullDoCookies.rise,TcpExt.SyncookiesRecv.rise",
     .where = "network namespace {netns}",
     .says = "A queue of half-open connections was full: {TcpExt.TCPReqQFullDoCookies.rise} "
             "cookies were sent between the two looks, {TcpExt.SyncookiesRecv.rise} came back.",
     .remedy = "See which listener: sonde sockets state syn-recv --group local_address,local_port; "
               "if few come back it is a flood of SYNs, else raise the backlog.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "PCP pmie: any in 2 minutes; Kernel, networking/ip-sysctl, tcp_syncookies."},
    {.name = "tcp.syn_drop",
     .asks = "Are SYNs dropped because cookies are off?",
     .table = "facts",
     .watches = "TcpExt.TCPReqQFullDrop",
     .change = "TcpExt.TCPReqQFullDrop.rise > 0",
     .evidence = "TcpExt.TCPReqQFullDrop.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPReqQFullDrop.rise} SYNs were dropped between the two looks: a queue of "
             "half-open connections is full, and net.ipv4.tcp_syncookies is 0.",
     .remedy = "Set net.ipv4.tcp_syncookies to 1, and raise the backlog of the listener.",
     .severity = Severity::Critical,
     .scope = Scope::Netns,
     .source = "Kernel, net/ipv4/tcp_input.c, tcp_syn_flood_action."},
    {.name = "tcp.backlog_drop",
     .asks = "Do segments overflow the backlog of a socket that is in use?",
     .table = "facts",
     .watches = "TcpExt.TCPBacklogDrop",
     .change = "TcpExt.TCPBacklogDrop.rise > 10",
     .evidence = "TcpExt.TCPBacklogDrop.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPBacklogDrop.rise} segments were dropped between the two looks, since "
             "their socket was locked and its backlog full.",
     .remedy = "Raise net.core.rmem_max and the socket's SO_RCVBUF, or spread the load over more "
               "connections.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "A judgement: 10 in one look; a burst may lose one."},
    {.name = "tcp.timewait_overflow",
     .asks = "Is the limit of TIME_WAIT reached?",
     .table = "facts",
     .watches = "TcpExt.TCPTimeWaitOverflow",
     .change = "TcpExt.TCPTimeWaitOverflow.rise > 0",
     .evidence = "TcpExt.TCPTimeWaitOverflow.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPTimeWaitOverflow.rise} connections were forgotten at once between the two "
             "looks, as net.ipv4.tcp_max_tw_buckets are in TIME_WAIT.",
     .remedy = "Raise net.ipv4.tcp_max_tw_buckets, or keep connections open; sonde peers shows who "
               "makes so many.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Kernel, networking/ip-sysctl, tcp_max_tw_buckets."},
    {.name = "tcp.refused",
     .asks = "Does something that is needed here refuse connections?",
     .table = "facts",
     .watches = "Tcp.AttemptFails,Tcp.ActiveOpens",
     .shares = "failed_percent = Tcp.AttemptFails.rise of Tcp.ActiveOpens.rise",
     // More than are made: then they end otherwise, as those to a gateway that is gone, and those
     // of others who break off the handshake.
     .change = "Tcp.AttemptFails.per_s >= 5 and failed_percent >= 10 and failed_percent <= 150",
     .evidence = "Tcp.AttemptFails.rise,Tcp.ActiveOpens.rise,failed_percent",
     .where = "network namespace {netns}",
     .says = "{Tcp.AttemptFails.rise} attempts to connect failed between the two looks: the other "
             "end refuses, or gave up during the handshake.",
     .remedy =
         "An attempt that is refused is over too soon to be seen. Where conntrack is on it "
         "keeps each for 10 s: sonde flows state = CLOSE --group orig_src,orig_dst,orig_dport; "
         "otherwise see what should listen and does not: sonde listen, and the logs of the "
         "programs.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "A judgement: 5 a second and 10 % of the attempts made here; handshakes that others "
               "break off count, too."},
    {.name = "tcp.retransmits_high",
     .asks = "Is much sent twice?",
     .table = "facts",
     .watches = "Tcp.RetransSegs,Tcp.OutSegs,TcpExt.TCPSynRetrans",
     // A SYN that nobody answers says nothing of the way.
     .shares = "sent_twice_percent = Tcp.RetransSegs.rise - TcpExt.TCPSynRetrans.rise of "
               "Tcp.OutSegs.rise",
     .change = "Tcp.OutSegs.rise >= 200 and sent_twice_percent >= 3",
     .critical_if = "sent_twice_percent >= 10",
     .evidence =
         "Tcp.RetransSegs.rise,TcpExt.TCPSynRetrans.rise,Tcp.OutSegs.rise,sent_twice_percent",
     .where = "network namespace {netns}",
     .says = "{sent_twice_percent} % of all segments were sent again between the two looks "
             "({Tcp.RetransSegs.rise} beside {Tcp.OutSegs.rise}): packets are lost on the way.",
     .remedy = "See to whom: sonde conns --columns +retrans_total,rtt_us --sort=-retrans_total; "
               "then the errors of the link: sonde interfaces.",
     .explains = "tcp.cwnd_collapsed",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Hotsos: 1 %; 3 and 10 % of at least 200 segments are a judgement."},
    {.name = "tcp.spurious_rtx",
     .asks = "Is much sent again for nothing?",
     .table = "facts",
     .watches = "TcpExt.TCPSpuriousRTOs,TcpExt.TCPDSACKRecv,Tcp.OutSegs",
     .shares = "for_nothing_percent = TcpExt.TCPDSACKRecv.rise of Tcp.OutSegs.rise",
     .change = "Tcp.OutSegs.rise >= 200 and for_nothing_percent > 1",
     .evidence = "TcpExt.TCPDSACKRecv.rise,TcpExt.TCPSpuriousRTOs.rise,Tcp.OutSegs.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPDSACKRecv.rise} segments had arrived already when they were sent again "
             "between the two looks: the path delays or reorders.",
     .remedy = "Look for queues that grow: sonde qdiscs --interval 2, and rtt_us of sonde conns "
               "--columns +rtt_us.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "Hotsos: 1 %."},
    {.name = "tcp.rcvbuf_pruned",
     .asks = "Is received data thrown away for want of memory?",
     .table = "facts",
     .watches = "TcpExt.RcvPruned,TcpExt.PruneCalled",
     .change = "TcpExt.RcvPruned.rise > 0",
     .evidence = "TcpExt.RcvPruned.rise,TcpExt.PruneCalled.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.RcvPruned.rise} times between the two looks segments were thrown away, as "
             "the receive buffer of their socket was full.",
     .remedy =
         "See which program does not read: sonde conns 'recv_q > 0'; or raise net.ipv4.tcp_rmem.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Kernel, networking/snmp_counter, TcpExtRcvPruned."},
    {.name = "tcp.reset_storm",
     .asks = "Are many connections answered with a reset?",
     .table = "facts",
     .watches = "Tcp.OutRsts,Tcp.InSegs,TcpExt.TCPAbortOnData,TcpExt.TCPAbortOnClose",
     // A program that ends its own connections by a reset has listened: a health check does so.
     .shares = "reset_percent = Tcp.OutRsts.rise - TcpExt.TCPAbortOnData.rise - "
               "TcpExt.TCPAbortOnClose.rise of Tcp.InSegs.rise,"
               "unasked_percent = Tcp.OutRsts.rise - TcpExt.TCPAbortOnData.rise - "
               "TcpExt.TCPAbortOnClose.rise of Tcp.OutRsts.rise",
     .change = "Tcp.OutRsts.per_s >= 20 and reset_percent >= 10 and unasked_percent >= 50",
     .evidence = "Tcp.OutRsts.rise,TcpExt.TCPAbortOnData.rise,TcpExt.TCPAbortOnClose.rise,"
                 "Tcp.InSegs.rise,reset_percent",
     .where = "network namespace {netns}",
     .says = "{Tcp.OutRsts.rise} resets were sent between the two looks, {reset_percent} % of what "
             "came in: somebody asks for ports at which nobody listens.",
     .remedy = "See which ports are open: sonde listen; where conntrack can be read, who asks: "
               "sonde flows --group orig_src,orig_dport.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "Netdata health.d, tcp_resets: ten times the usual; 20 a second and 10 % are a "
               "judgement."},
    {.name = "tcp.abort_timeout",
     .asks = "Do connections die because nobody answers?",
     .table = "facts",
     .watches = "TcpExt.TCPAbortOnTimeout",
     .change = "TcpExt.TCPAbortOnTimeout.rise > 0",
     .evidence = "TcpExt.TCPAbortOnTimeout.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPAbortOnTimeout.rise} connections died between the two looks, as their "
             "peer did not answer any more.",
     .remedy = "See which wait now: sonde conns 'retransmits > 2 or state syn-sent'; then whether "
               "those peers can be reached.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "Kernel, networking/snmp_counter, TcpExtTCPAbortOnTimeout."},
    {.name = "tcp.abort_data",
     .asks = "Are many connections ended with a reset instead of a close?",
     .table = "facts",
     .watches = "TcpExt.TCPAbortOnData",
     .change = "TcpExt.TCPAbortOnData.per_s >= 10",
     .evidence = "TcpExt.TCPAbortOnData.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPAbortOnData.rise} connections ended with a reset between the two looks: "
             "data came after they were closed, or SO_LINGER of 0 asked for it.",
     .remedy = "Usual for clients of HTTP that stop early; otherwise a program closes too soon.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source =
         "Kernel, networking/snmp_counter, TcpExtTCPAbortOnData; 10 a second is a judgement."},
    {.name = "tcp.checksum_errors",
     .asks = "Do damaged segments arrive?",
     .table = "facts",
     .watches = "Tcp.InCsumErrors,Tcp.InSegs",
     .shares = "damaged_percent = Tcp.InCsumErrors.rise of Tcp.InSegs.rise",
     .change =
         "Tcp.InCsumErrors.per_s >= 5 or ( Tcp.InCsumErrors.rise >= 2 and damaged_percent > 0.1 )",
     .evidence = "Tcp.InCsumErrors.rise,Tcp.InSegs.rise,damaged_percent",
     .where = "network namespace {netns}",
     .says = "{Tcp.InCsumErrors.rise} segments with a wrong checksum came between the two looks: a "
             "card, its offloading or a tunnel damages them.",
     .remedy = "Switch offloading off to see (ethtool -K DEVICE rx off), and look at sonde "
               "interfaces --columns name,rx_crc,rx_errors.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Hotsos: 1 % or 500; 0.1 % and 5 a second are a judgement."},
    {.name = "tcp.paws_drop",
     .asks = "Are segments refused because their time stamps go back?",
     .table = "facts",
     .watches = "TcpExt.PAWSEstab,TcpExt.PAWSActive",
     .change = "TcpExt.PAWSEstab.per_s >= 5 or TcpExt.PAWSActive.per_s >= 5",
     .evidence = "TcpExt.PAWSEstab.rise,TcpExt.PAWSActive.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.PAWSEstab.rise} segments were refused between the two looks, as their time "
             "stamps are older than those before.",
     .remedy = "Several clients may share one address behind NAT with different clocks; see which: "
               "sonde peers.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 7323, 5: PAWS; 5 a second is a judgement."},
    {.name = "tcp.sack_reneging",
     .asks = "Does a peer take back what it acknowledged?",
     .table = "facts",
     .watches = "TcpExt.TCPSACKReneging",
     .change = "TcpExt.TCPSACKReneging.rise > 0",
     .evidence = "TcpExt.TCPSACKReneging.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPSACKReneging.rise} times between the two looks a peer threw away what it "
             "had acknowledged (SACK).",
     .remedy = "A peer is short of memory, or a box on the way breaks SACK: compare with "
               "net.ipv4.tcp_sack set to 0.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 2018, 8."},
    {.name = "tcp.ecn_ce",
     .asks = "Do routers signal congestion?",
     .table = "facts",
     .watches = "IpExt.InCEPkts,IpExt.InECT0Pkts",
     .shares = "marked_percent = IpExt.InCEPkts.rise of IpExt.InECT0Pkts.rise",
     .change = "IpExt.InCEPkts.rise >= 10 and marked_percent > 10",
     .evidence = "IpExt.InCEPkts.rise,IpExt.InECT0Pkts.rise,marked_percent",
     .where = "network namespace {netns}",
     .says = "{marked_percent} % of the packets that can be marked came with a mark of congestion "
             "between the two looks.",
     .remedy = "A link on the way is full: compare the rates of sonde interfaces --interval 2 with "
               "what the path should carry.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "RFC 3168; 10 % is a judgement."},
    {.name = "tcp.fastopen_fail",
     .asks = "Does TCP Fast Open fail?",
     .table = "facts",
     .watches = "TcpExt.TCPFastOpenActiveFail,TcpExt.TCPFastOpenBlackhole",
     .change = "TcpExt.TCPFastOpenActiveFail.rise > 0 or TcpExt.TCPFastOpenBlackhole.rise > 0",
     .evidence = "TcpExt.TCPFastOpenActiveFail.rise,TcpExt.TCPFastOpenBlackhole.rise",
     .where = "network namespace {netns}",
     .says = "{TcpExt.TCPFastOpenActiveFail.rise} connections with Fast Open failed between the "
             "two looks: a box on the way drops SYNs with data.",
     .remedy = "Switch it off: net.ipv4.tcp_fastopen = 0, or find the firewall that drops them.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "Kernel, networking/ip-sysctl, tcp_fastopen_blackhole_timeout_sec."},
    {.name = "tcp.md5_fail",
     .asks = "Are segments refused for a wrong MD5 signature?",
     .table = "facts",
     .watches = "TcpExt.TCPMD5NotFound,TcpExt.TCPMD5Unexpected,TcpExt.TCPMD5Failure",
     .change = "TcpExt.TCPMD5NotFound.rise > 0 or TcpExt.TCPMD5Unexpected.rise > 0 or "
               "TcpExt.TCPMD5Failure.rise > 0",
     .evidence =
         "TcpExt.TCPMD5NotFound.rise,TcpExt.TCPMD5Unexpected.rise,TcpExt.TCPMD5Failure.rise",
     .where = "network namespace {netns}",
     .says = "Segments were refused between the two looks for their MD5 signature: "
             "{TcpExt.TCPMD5Failure.rise} wrong, {TcpExt.TCPMD5NotFound.rise} without, "
             "{TcpExt.TCPMD5Unexpected.rise} not expected.",
     .remedy = "Compare the passwords of both ends, as of two BGP routers.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "RFC 2385."},
};

}  // namespace sonde
