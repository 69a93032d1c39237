// tcp_counter_cases.cpp: counters of TCP that tell of a fault, and those that a busy server has.
// SPDX-License-Identifier: Apache-2.0
#include "unit/check/cases.hpp"

namespace sonde::test {
namespace {

using Machine = FakeSource;

// Segments of the second between the looks.
void send(Machine& m, i64 segments) { raise(m, "Tcp.OutSegs", segments); }
void receive(Machine& m, i64 segments) { raise(m, "Tcp.InSegs", segments); }

constexpr CheckCase cases[] = {
    // ---- queues and limits
    {"tcp.syn_backlog_cookies", "one SYN found the queue full, its cookie came back", true,
     [](Machine& m) { set(m, "net.ipv4.tcp_syncookies", "1"); },
     [](Machine& m) {
       raise(m, "TcpExt.TCPReqQFullDoCookies", 1);
       raise(m, "TcpExt.SyncookiesRecv", 1);
     },
     "1 cookies were sent between the two looks, 1 came back"},
    {"tcp.syn_backlog_cookies", "a flood of last week", false,
     [](Machine& m) {
       set(m, "net.ipv4.tcp_syncookies", "1");
       raise(m, "TcpExt.TCPReqQFullDoCookies", 70000);
     }},
    // net/ipv4/tcp_input.c, tcp_conn_request: with 2 each SYN is counted, the queue full or not.
    {"tcp.syn_backlog_cookies", "cookies are always sent, as tcp_syncookies is 2", false,
     [](Machine& m) { set(m, "net.ipv4.tcp_syncookies", "2"); },
     [](Machine& m) {
       raise(m, "TcpExt.TCPReqQFullDoCookies", 300);
       raise(m, "TcpExt.SyncookiesSent", 300);
       raise(m, "TcpExt.SyncookiesRecv", 299);
     }},
    {"tcp.syn_drop",
     "a SYN was dropped",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPReqQFullDrop", 1); },
     "1 SYNs were dropped",
     "critical"},
    {"tcp.syn_drop", "those were dropped before cookies were switched on", false,
     [](Machine& m) { raise(m, "TcpExt.TCPReqQFullDrop", 9000); },
     [](Machine& m) { raise(m, "TcpExt.TCPReqQFullDoCookies", 5); }},
    {"tcp.backlog_drop",
     "more than a burst",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPBacklogDrop", 11); },
     "11 segments"},
    {"tcp.backlog_drop", "a burst", false,
     [](Machine& m) { raise(m, "TcpExt.TCPBacklogDrop", 99); },
     [](Machine& m) { raise(m, "TcpExt.TCPBacklogDrop", 10); }},
    {"tcp.timewait_overflow",
     "the limit made one go",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPTimeWaitOverflow", 1); },
     "1 connections were forgotten"},
    {"tcp.timewait_overflow", "many wait, and all find room", false,
     [](Machine& m) {
       raise(m, "TcpExt.TCPTimeWaitOverflow", 12);
       raise(m, "sockstat.TCP_tw", 30000);
     },
     [](Machine& m) { raise(m, "TcpExt.TW", 900); }},

    // ---- connections that fail or end
    {"tcp.refused",
     "a third of what is tried here fails",
     true,
     {},
     [](Machine& m) {
       raise(m, "Tcp.AttemptFails", 10);
       raise(m, "Tcp.ActiveOpens", 30);
     },
     "10 attempts to connect failed"},
    {"tcp.refused",
     "one of twenty fails, as health checks of a back end that is stopped do",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.AttemptFails", 10);
       raise(m, "Tcp.ActiveOpens", 200);
     }},
    {"tcp.refused",
     "all fail, of four: Happy Eyeballs",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.AttemptFails", 4);
       raise(m, "Tcp.ActiveOpens", 4);
     }},
    {"tcp.refused",
     "more fail than are tried: others break off handshakes, or a gateway is gone",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.AttemptFails", 31);
       raise(m, "Tcp.ActiveOpens", 10);
     }},
    {"tcp.refused",
     "others break off handshakes with a server that tries none itself",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.AttemptFails", 500);
       raise(m, "Tcp.PassiveOpens", 700);
     }},
    {"tcp.abort_timeout",
     "one died",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPAbortOnTimeout", 1); },
     "1 connections died",
     "info"},
    {"tcp.abort_timeout", "programs end theirs", false,
     [](Machine& m) { raise(m, "TcpExt.TCPAbortOnTimeout", 44); },
     [](Machine& m) {
       raise(m, "TcpExt.TCPAbortOnClose", 50);
       raise(m, "TcpExt.TCPAbortOnData", 50);
       raise(m, "TcpExt.TCPAbortOnLinger", 50);
     }},
    {"tcp.abort_data",
     "eleven in a second",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPAbortOnData", 11); },
     "11 connections ended",
     "info"},
    {"tcp.abort_data", "nine in a second", false,
     [](Machine& m) { raise(m, "TcpExt.TCPAbortOnData", 100000); },
     [](Machine& m) {
       raise(m, "TcpExt.TCPAbortOnData", 9);
       raise(m, "TcpExt.TCPAbortOnClose", 90);
     }},
    {"tcp.reset_storm",
     "a quarter of what comes is answered with a reset",
     true,
     {},
     [](Machine& m) {
       raise(m, "Tcp.OutRsts", 25);
       receive(m, 100);
     },
     "25 resets were sent"},
    {"tcp.reset_storm",
     "a scan beside the traffic of a busy server",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.OutRsts", 60);
       receive(m, 40000);
     }},
    {"tcp.reset_storm",
     "all that comes, but it is little: somebody asks now and then",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.OutRsts", 15);
       receive(m, 15);
     }},
    {"tcp.reset_storm",
     "a load balancer closes its health checks with resets: those come in",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.EstabResets", 50);
       receive(m, 200);
     }},
    {"tcp.reset_storm",
     "a program ends its own connections so, which were served",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.OutRsts", 40);
       raise(m, "TcpExt.TCPAbortOnData", 20);
       raise(m, "TcpExt.TCPAbortOnClose", 18);
       receive(m, 80);
     }},
    {"tcp.fastopen_fail",
     "one failed",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPFastOpenActiveFail", 1); },
     "1 connections with Fast Open failed",
     "info"},
    {"tcp.fastopen_fail", "it works, and server and client still make each other's cookies", false,
     [](Machine& m) { raise(m, "TcpExt.TCPFastOpenBlackhole", 2); },
     [](Machine& m) {
       raise(m, "TcpExt.TCPFastOpenActive", 9);
       raise(m, "TcpExt.TCPFastOpenCookieReqd", 9);
     }},

    // ---- the path
    {"tcp.retransmits_high",
     "three of a hundred",
     true,
     {},
     [](Machine& m) {
       raise(m, "Tcp.RetransSegs", 30);
       send(m, 1000);
     },
     "3.00 % of all segments",
     "warning"},
    {"tcp.retransmits_high",
     "one of ten",
     true,
     {},
     [](Machine& m) {
       raise(m, "Tcp.RetransSegs", 20);
       send(m, 200);
     },
     "10.00 % of all segments",
     "critical"},
    {"tcp.retransmits_high",
     "a little less than three of a hundred, to clients on the internet",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.RetransSegs", 29);
       send(m, 1000);
     }},
    {"tcp.retransmits_high",
     "nobody answers SYN-ACKs, and all data arrives",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.RetransSegs", 60);
       raise(m, "TcpExt.TCPSynRetrans", 60);
       raise(m, "Tcp.OutSegs", 300);
     }},
    {"tcp.retransmits_high",
     "half, of too few to tell",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.RetransSegs", 99);
       send(m, 199);
     }},
    {"tcp.spurious_rtx",
     "two of a hundred had arrived",
     true,
     {},
     [](Machine& m) {
       raise(m, "TcpExt.TCPDSACKRecv", 20);
       send(m, 1000);
     },
     "20 segments had arrived already",
     "info"},
    {"tcp.spurious_rtx", "one of a hundred", false,
     [](Machine& m) { raise(m, "TcpExt.TCPDSACKRecv", 5000); },
     [](Machine& m) {
       raise(m, "TcpExt.TCPDSACKRecv", 10);
       send(m, 1000);
     }},
    {"tcp.spurious_rtx",
     "of too few to tell",
     false,
     {},
     [](Machine& m) {
       raise(m, "TcpExt.TCPDSACKRecv", 50);
       send(m, 199);
     }},
    {"tcp.sack_reneging",
     "a peer took back what it had",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPSACKReneging", 1); },
     "1 times",
     "info"},
    {"tcp.sack_reneging", "segments come in another order", false,
     [](Machine& m) { raise(m, "TcpExt.TCPSACKReneging", 3); },
     [](Machine& m) { raise(m, "TcpExt.TCPSACKReorder", 70); }},
    {"tcp.ecn_ce",
     "eleven of a hundred are marked",
     true,
     {},
     [](Machine& m) {
       raise(m, "IpExt.InCEPkts", 11);
       raise(m, "IpExt.InECT0Pkts", 100);
     },
     "11.00 % of the packets",
     "info"},
    {"tcp.ecn_ce",
     "one of ten",
     false,
     {},
     [](Machine& m) {
       raise(m, "IpExt.InCEPkts", 10);
       raise(m, "IpExt.InECT0Pkts", 100);
     }},
    {"tcp.ecn_ce",
     "half, of too few to tell",
     false,
     {},
     [](Machine& m) {
       raise(m, "IpExt.InCEPkts", 9);
       raise(m, "IpExt.InECT0Pkts", 18);
     }},

    // ---- segments that are thrown away
    {"tcp.rcvbuf_pruned",
     "a full buffer was emptied",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.RcvPruned", 1); },
     "1 times between the two looks"},
    {"tcp.rcvbuf_pruned", "buffers were packed closer, and all found room", false,
     [](Machine& m) { raise(m, "TcpExt.RcvPruned", 12); },
     [](Machine& m) {
       raise(m, "TcpExt.PruneCalled", 40);
       raise(m, "TcpExt.TCPRcvCollapsed", 900);
     }},
    {"tcp.checksum_errors",
     "six in a second of very many",
     true,
     {},
     [](Machine& m) {
       raise(m, "Tcp.InCsumErrors", 6);
       receive(m, 90000);
     },
     "6 segments with a wrong checksum"},
    {"tcp.checksum_errors",
     "two of a thousand",
     true,
     {},
     [](Machine& m) {
       raise(m, "Tcp.InCsumErrors", 2);
       receive(m, 1000);
     },
     "2 segments with a wrong checksum"},
    {"tcp.checksum_errors",
     "a single one, of ten",
     false,
     {},
     [](Machine& m) {
       raise(m, "Tcp.InCsumErrors", 1);
       receive(m, 10);
     }},
    {"tcp.checksum_errors", "two of two thousand", false,
     [](Machine& m) { raise(m, "Tcp.InCsumErrors", 800); },
     [](Machine& m) {
       raise(m, "Tcp.InCsumErrors", 2);
       receive(m, 2000);
     }},
    {"tcp.paws_drop",
     "six in a second",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.PAWSEstab", 6); },
     "6 segments were refused",
     "info"},
    {"tcp.paws_drop", "late twins of what had come", false,
     [](Machine& m) { raise(m, "TcpExt.PAWSEstab", 600); },
     [](Machine& m) {
       raise(m, "TcpExt.PAWSEstab", 4);
       raise(m, "TcpExt.PAWSActive", 4);
       raise(m, "TcpExt.PAWSOldAck", 90);
     }},
    {"tcp.md5_fail",
     "a wrong password",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPMD5Failure", 1); },
     "1 wrong, 0 without",
     "info"},
    {"tcp.md5_fail",
     "a neighbour without one",
     true,
     {},
     [](Machine& m) { raise(m, "TcpExt.TCPMD5NotFound", 2); },
     "0 wrong, 2 without",
     "info"},
    {"tcp.md5_fail", "the password was wrong until it was changed", false,
     [](Machine& m) { raise(m, "TcpExt.TCPMD5Failure", 77); }, [](Machine& m) { send(m, 9); }},
};

}  // namespace

const std::span<const CheckCase> tcp_counter_cases = cases;

}  // namespace sonde::test
