// tcp_checks.hpp: what goes wrong with TCP: connections.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check tcp_checks[] = {
    {.name = "tcp.close_wait_leak",
     .asks = "Does a process forget to close connections that its peers have closed?",
     .table = "sockets",
     .condition = "protocol = tcp and state = CLOSE_WAIT and last_ack_ms >= 1000 and pid > 0",
     .by = "netns,pid",
     .at_least = 20,
     .evidence = "state,last_ack_ms,recv_q",
     .where = "pid {pid}, {local}",
     .says = "{held_by} has {count} connections which the peer closed and it did not.",
     .remedy = "A close() is missing in the program: see which with sonde conns state close-wait "
               "and pid = {pid}; a restart frees them.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .confidence = Confidence::Likely,
     .source = "A judgement: 20 of one process, and nothing came from their peers for a second, "
               "which a half-closed connection in use does not satisfy."},
    {.name = "tcp.syn_sent_stuck",
     .asks = "Is there a peer that does not answer connection attempts?",
     .table = "sockets",
     .condition = "protocol = tcp and state = SYN_SENT and retransmits >= 2",
     .by = "netns,remote_address,remote_port",
     .eased_if = "protocol = tcp and state = ESTABLISHED",
     .evidence = "state,retransmits,timer_ms",
     .where = "{remote}",
     .says = "{remote} does not answer {held_by}, which sent its SYN {retransmits} times again; "
             "attempts that wait: {count}.",
     .remedy = "See whether {remote_address} is up and no firewall drops SYNs to port "
               "{remote_port}; watch with sonde conns state syn-sent --watch.",
     .severity = Severity::Critical,
     .scope = Scope::Socket,
     .about = "remote_port",
     .peer = "remote_address",
     .source = "Two SYNs sent again take 3 s (RFC 6298; 2 s since Linux 6.5, "
               "tcp_syn_linear_timeouts): no path is that slow."},
    {.name = "tcp.unacked_backoff",
     .asks = "Does data stay unacknowledged, however often it is sent?",
     .table = "sockets",
     .condition = "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT ) and "
                  "timer = retransmit and send_q > 0 and retransmits >= 3",
     .watches = "Tcp.CurrEstab",
     .by = "netns,pid,local_address,remote_address",
     .critical_if = "retransmits >= 6 and direction = out",
     .few_if = "direction = in",
     .many = 5,
     .many_percent = 25,
     .whole = "Tcp.CurrEstab",
     .evidence = "retransmits,send_q,timer_ms,direction",
     .where = "{local} \u2192 {remote}",
     .says = "{remote} has not acknowledged {send_q} bytes of {held_by}, which were sent "
             "{retransmits} times again; connections: {count}.",
     .remedy = "The peer or the path to it is dead: test it from here; the kernel gives up after "
               "net.ipv4.tcp_retries2, a program sooner with TCP_USER_TIMEOUT.",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .about = "remote_address",
     .peer = "remote_address",
     .source = "Three retransmissions take 1.4 s at least, six 12.6 s, as the timeout doubles from "
               "200 ms (Kernel, networking/ip-sysctl, tcp_retries2). Clients vanish: 5 of one "
               "peer, or 25 % of all connections, are a judgement."},
    {.name = "tcp.clients_unacked",
     .asks = "Do many clients of a server not acknowledge what it sends?",
     .table = "sockets",
     .condition = "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT ) and "
                  "timer = retransmit and send_q > 0 and retransmits >= 3 and retransmits <= 7 and "
                  "direction = in",
     .watches = "Tcp.CurrEstab",
     .by = "netns,local_port",
     .at_least = 5,
     .differ = "remote_address",
     .few_if = "direction = in",
     .many_percent = 25,
     .whole = "Tcp.CurrEstab",
     .evidence = "Tcp.CurrEstab,retransmits,send_q",
     .where = "port {local_port}",
     .says = "{count} connections of clients to port {local_port} wait for data to be "
             "acknowledged, of {Tcp.CurrEstab} connections here: the path to the clients is cut.",
     .remedy = "See whose they are: sonde conns sport = :{local_port} and 'retransmits > 2' "
               "--group remote_address; then test the way to them from here.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "",
     .source = "A judgement: 5 of different peers, and 25 % of all connections; of clients on the "
               "internet some vanish all the time and stay for a quarter of an hour, so only what "
               "was lost in the last half minute counts."},
    {.name = "tcp.mtu_blackhole",
     .asks = "Do long segments vanish on the way to a peer that short ones reach?",
     .table = "sockets",
     .condition = "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT ) and timer = "
                  "retransmit and retransmits >= 3 and not send_q < mss",
     .by = "netns,remote_address",
     .only_if = "protocol = tcp and state = ESTABLISHED and send_q = 0 and last_ack_ms < 1000",
     .evidence = "retransmits,send_q,mss",
     .where = "{local} \u2192 {remote}",
     .says = "{remote} has not acknowledged full segments of {mss} bytes of {held_by} ({send_q} "
             "bytes, {retransmits} times again), while another connection to that host lives.",
     .remedy = "Compare: ping -M do -s 1472 {remote_address} (-s 1452 of IPv6); then lower the "
               "MTU, clamp the MSS, let ICMP type 3 code 4 (ICMPv6 type 2) through, or set "
               "net.ipv4.tcp_mtu_probing to 1.",
     .explains = "tcp.unacked_backoff,tcp.cwnd_collapsed",
     .severity = Severity::Critical,
     .scope = Scope::Socket,
     .confidence = Confidence::Likely,
     .about = "remote_address",
     .peer = "remote_address",
     .source = "Cloudflare, Path MTU discovery in practice; RFC 2923, 2.1."},
    {.name = "tcp.rtt_anomaly",
     .asks = "Do packets to a peer take much longer than they need?",
     .table = "sockets",
     .condition = "protocol = tcp and state = ESTABLISHED and rtt_us > 200000 and min_rtt_us > 0 "
                  "and last_ack_ms < 1000",
     .watches = "rtt_us,min_rtt_us",
     .shares = "of_least_percent = rtt_us of min_rtt_us",
     .change = "of_least_percent > 1000",
     .by = "netns,remote_address",
     .at_least = 3,
     .evidence = "rtt_us,min_rtt_us",
     .where = "{remote_address}",
     .says = "An answer from {remote_address} takes {rtt_us} us, and could take {min_rtt_us}: a "
             "queue on the way is long (connections: {count}).",
     .remedy = "See whether a link here is full: sonde interfaces --interval 2, sonde qdiscs "
               "--interval 2; otherwise it is on the path, or the peer is slow.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .about = "remote_address",
     .source = "A judgement: ten times the least, more than 200 ms, on three connections."},
    {.name = "tcp.cwnd_collapsed",
     .asks = "Has a connection that sends shrunk to a few segments at once?",
     .table = "sockets",
     .condition = "protocol = tcp and state = ESTABLISHED and cwnd < 3 and lost > 0 and send_q > 0 "
                  "and not dst 127.0.0.0/8",
     .watches = "cwnd,retrans_total",
     .change = "cwnd.before < 3 and retrans_total.rise > 0",
     .by = "netns,pid,remote_address,remote_port",
     .evidence = "cwnd,cwnd.before,lost,retrans_total.rise,send_q",
     .where = "{local} \u2192 {remote}",
     .says = "So many segments to {remote} were lost that {held_by} may send only {cwnd} at once; "
             "{send_q} bytes wait.",
     .remedy = "Look for what loses packets: sonde interfaces, sonde qdiscs --interval 2; of the "
               "path, a trace to {remote_address}.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .confidence = Confidence::Likely,
     .about = "remote_address",
     .source = "RFC 5681, 3.1: after a timeout the window is one segment; both looks found it so."},
    {.name = "tcp.sendq_growing",
     .asks = "Does data pile up that a program wants to send?",
     .table = "sockets",
     .condition = "protocol = tcp and state = ESTABLISHED and send_q >= 1048576",
     .watches = "send_q,bytes_sent",
     .shares = "waiting_percent = send_q of bytes_sent.per_s",
     .change = "send_q.rise > 0 and send_q.before >= 1048576 and waiting_percent > 1000",
     .by = "netns,pid,remote_address,remote_port",
     .evidence = "send_q,send_q.rise,bytes_sent.rise",
     .where = "{local} \u2192 {remote}",
     .says = "{send_q} bytes of {held_by} wait for {remote}, more than go out in ten seconds, and "
             "they grow.",
     .remedy = "See what limits it: sonde conns dst {remote_address} --columns "
               "+cwnd,rtt_us,timer,retrans_total; a small cwnd is the path, the timer zero-window "
               "the peer.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .about = "remote_address",
     .source = "A judgement: 1 MiB, and ten seconds of what is sent, since a fast sender keeps a "
               "few milliseconds queued."},
    {.name = "tcp.app_not_reading",
     .asks = "Does a program not read what its connections receive?",
     .table = "sockets",
     .condition =
         "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT ) and recv_q >= 65536",
     .watches = "recv_q,bytes_received",
     .change = "recv_q.rise >= 0 and bytes_received.rise <= recv_q.rise",
     .by = "netns,pid,local_address,local_port,remote_address",
     .evidence = "recv_q,recv_q.before,bytes_received.rise,state",
     .where = "{local} \u2190 {remote}",
     .says =
         "{held_by} does not read {recv_q} bytes which {remote} sent it; nothing was read between "
         "the two looks.",
     .remedy =
         "See what it does: sonde threads pid = {pid}; it hangs, is stopped, or waits for somebody "
         "else (sonde conns pid = {pid}).",
     .explains = "tcp.peer_zero_window",
     .explains_clients = true,
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .about = "local_port",
     .source = "A judgement: 64 KiB, and the queue grew by as much as came in, so that nothing was "
               "taken out."},
    {.name = "tcp.peer_zero_window",
     .asks = "Does a peer take no more data?",
     .table = "sockets",
     .condition =
         "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT or state = FIN_WAIT1 "
         "or state = LAST_ACK ) and timer = zero-window and send_q > 0",
     .watches = "send_q,bytes_sent,Tcp.CurrEstab",
     .change = "send_q.rise >= 0 and bytes_sent.rise <= 0",
     .by = "netns,pid,local_address,remote_address",
     .few_if = "direction = in",
     .many = 5,
     .many_percent = 25,
     .whole = "Tcp.CurrEstab",
     .evidence = "timer,send_q,send_q.before,bytes_sent.rise,direction",
     .where = "{local} \u2192 {remote}",
     .says = "{remote} does not read: its window is 0, and {send_q} bytes of {held_by} wait here; "
             "connections: {count}.",
     .remedy =
         "Look at the program at the other end, if it is on this machine: sonde who {remote}.",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .about = "remote_port",
     .peer = "remote_address",
     .source =
         "RFC 9293, 3.8.6.1; both looks found the probe timer, and nothing was sent between them. "
         "Some clients are slow: 5 of one peer, or 25 % of all connections, are a judgement."},
    {.name = "tcp.probe_unanswered",
     .asks = "Do probes stay unanswered?",
     .table = "sockets",
     .condition = "protocol = tcp and state = connected and probes >= 3 and not state = SYN_SENT",
     .watches = "Tcp.CurrEstab",
     .by = "netns,pid,remote_address,remote_port",
     .few_if = "direction = in",
     .many = 5,
     .many_percent = 25,
     .whole = "Tcp.CurrEstab",
     .evidence = "probes,timer,send_q,direction",
     .where = "{local} \u2192 {remote}",
     .says =
         "{remote} did not answer {probes} probes of the connection with {held_by}: it is gone, or "
         "the path is cut.",
     .remedy = "Test the peer from here; the program learns of it when the kernel gives up "
               "(net.ipv4.tcp_keepalive_probes, tcp_retries2).",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .peer = "remote_address",
     .source = "Kernel, networking/proc_net_tcp: unanswered 0-window probes; 3 is a judgement."},
    {.name = "tcp.port_exhaustion",
     .asks = "Do the local ports towards one destination run out?",
     .table = "ports",
     // The range is only known where the sysctl can be read; otherwise the share is a guess.
     .condition = "used_percent >= 80 and range ~ '*-*'",
     .watches = "used,time_wait,usable,net.ipv4.tcp_tw_reuse",
     // What only waits in TIME_WAIT is taken again after a second, where that is switched on: 2 is
     // for loopback alone (tcp_twsk_unique of net/ipv4/tcp_ipv4.c).
     .shares = "held_percent = used - time_wait of usable",
     .change = "held_percent >= 80 or net.ipv4.tcp_tw_reuse = 0 or ( net.ipv4.tcp_tw_reuse = 2 and "
               "not src 127.0.0.0/8 and not local_address = ::1 )",
     .critical_if = "used_percent >= 95",
     .evidence = "used,usable,used_percent,time_wait,range",
     .where = "{local_address} \u2192 {remote_address}:{remote_port}",
     .says = "{used} of {usable} local ports from {local_address} to {remote_address} port "
             "{remote_port} are used; without a free one connect() fails with EADDRNOTAVAIL.",
     .remedy = "Keep connections open or pool them, widen net.ipv4.ip_local_port_range, or add "
               "source addresses; sonde conns dst {remote_address} and dport = {remote_port} shows "
               "them.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Cloudflare, How to stop running out of ephemeral ports: the limit is per "
               "destination; 80 and 95 % are a judgement."},
    {.name = "tcp.orphans",
     .asks = "Do closed sockets keep data that a peer does not take?",
     .table = "sockets",
     .condition = "protocol = tcp and state = FIN_WAIT1 and send_q > 1 and owner = orphan",
     .by = "netns,remote_address",
     .at_least = 50,
     .evidence = "state,send_q,owner",
     .where = "{remote}",
     .says = "{count} closed sockets still hold data for {remote_address}, which does not take it.",
     .remedy = "See whether {remote_address} reads and is reachable; net.ipv4.tcp_orphan_retries "
               "limits how long they stay.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .peer = "remote_address",
     .source = "A judgement: 50 to one peer; one byte is only the FIN and is not counted."},
    {.name = "tcp.fin_wait2_many",
     .asks = "Do peers leave many connections half closed?",
     .table = "sockets",
     .condition = "protocol = tcp and state = FIN_WAIT2",
     .by = "netns",
     .at_least = 1000,
     .evidence = "state",
     .where = "network namespace {netns}",
     .says = "{count} connections were closed here, and their peers do not close them.",
     .remedy = "See which peers: sonde conns state fin-wait-2 --group remote_address; "
               "net.ipv4.tcp_fin_timeout says how long they stay.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "A judgement: 1000, beside the usual limit of some 10,000 orphans."},
    {.name = "tcp.idle_no_keepalive",
     .asks = "Does a process hold many idle connections whose peers may be gone?",
     .table = "sockets",
     .condition = "protocol = tcp and state = ESTABLISHED and timer = off and pid > 0 and "
                  "last_ack_ms > 7200000 and not dst 127.0.0.0/8 and not dst ::1",
     .by = "netns,pid",
     .at_least = 100,
     .evidence = "state,timer,last_ack_ms",
     .where = "pid {pid}",
     .says = "{held_by} has {count} connections that were idle for two hours, without keepalive: "
             "nobody will notice when their peers are gone.",
     .remedy = "Set SO_KEEPALIVE in the program, or a timeout for idle connections.",
     .severity = Severity::Info,
     .scope = Scope::Process,
     .confidence = Confidence::Hint,
     .source = "Cloudflare, When TCP sockets refuse to die; two hours are the kernel's own "
               "tcp_keepalive_time, 100 a judgement."},
};

}  // namespace sonde
