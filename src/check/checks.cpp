// checks.cpp: every check, a declaration each. Their order is the order of the docs.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/check.hpp"

namespace sonde {
namespace {

// What the catalogue wants to see in two looks, such as a window of zero, is not here: one look
// must not guess it.
constexpr Check checks[] = {
    {.name = "tcp.listen.overflow",
     .asks = "Is an accept queue full, so that connections are lost?",
     .table = "sockets",
     // Where the backlog is not known, as in text, an empty queue is still not full.
     .condition = "protocol = tcp and state = LISTEN and recv_q > 0 and recv_q > backlog",
     .evidence = "recv_q,backlog",
     .where = "tcp {local}",
     .says = "The accept queue of {local} is full: new connections are dropped until {held_by} "
             "accepts.",
     .remedy =
         "Find out why {held_by} does not accept (sonde threads shows what each thread does); "
         "then raise its listen() backlog and net.core.somaxconn.",
     .severity = Severity::Critical,
     .scope = Scope::Socket,
     .source =
         "Kernel, sk_acceptq_is_full of include/net/sock.h: the queue takes backlog + 1, then "
         "SYNs are dropped."},
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
     .source = "Two SYNs sent again take 3 s (RFC 6298; 2 s since Linux 6.5, "
               "tcp_syn_linear_timeouts): no path is that slow."},
    {.name = "tcp.unacked_backoff",
     .asks = "Does data stay unacknowledged, however often it is sent?",
     .table = "sockets",
     .condition = "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT ) and "
                  "timer = retransmit and send_q > 0 and retransmits >= 3",
     .by = "netns,pid,local_address,remote_address,remote_port",
     .critical_if = "retransmits >= 6",
     .evidence = "retransmits,send_q,timer_ms",
     .where = "{local} \u2192 {remote}",
     .says = "{remote} has not acknowledged {send_q} bytes of {held_by}, which were sent "
             "{retransmits} times again.",
     .remedy = "The peer or the path to it is dead: test it from here; the kernel gives up after "
               "net.ipv4.tcp_retries2, a program sooner with TCP_USER_TIMEOUT.",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .source = "Three retransmissions take 1.4 s at least, six 12.6 s, as the timeout doubles from "
               "200 ms (Kernel, networking/ip-sysctl, tcp_retries2)."},
    {.name = "tcp.port_exhaustion",
     .asks = "Do the local ports towards one destination run out?",
     .table = "ports",
     // The range is only known where the sysctl can be read; otherwise the share is a guess.
     .condition = "used_percent >= 80 and range ~ '*-*'",
     .critical_if = "used_percent >= 95",
     .evidence = "used,usable,used_percent,time_wait,range",
     .where = "{local_address} \u2192 {remote_address}:{remote_port}",
     .says = "{used} of {usable} local ports from {local_address} to {remote_address} port "
             "{remote_port} are used; then connect() fails with EADDRNOTAVAIL.",
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
     .by = "netns,remote_address,remote_port",
     .at_least = 50,
     .evidence = "state,send_q,owner",
     .where = "{remote}",
     .says = "{count} closed sockets still hold data for {remote}, which does not take it.",
     .remedy = "See whether {remote_address} reads and is reachable; net.ipv4.tcp_orphan_retries "
               "limits how long they stay.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
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
    {.name = "udp.rcvbuf_errors",
     .asks = "Has a UDP socket lost datagrams because its process reads too slowly?",
     .table = "sockets",
     .condition = "( protocol = udp or protocol = udplite ) and drops > 0 and recv_q > 0",
     .evidence = "drops,recv_q",
     .where = "{protocol} {local}",
     .says = "{held_by} lost {drops} datagrams at {local} since the socket was made, and {recv_q} "
             "bytes wait to be read now.",
     .remedy = "See whether it goes on: sonde listen sport = :{local_port} --columns +drops "
               "--watch; then read faster, or raise SO_RCVBUF and net.core.rmem_max.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .source = "The catalogue: a total says what was, not what is; it is no more than info."},
    {.name = "proc.fd_limit_near",
     .asks = "Does a process run out of descriptors?",
     .table = "processes",
     .condition = "fds_percent >= 80",
     .critical_if = "fds_percent >= 95",
     .evidence = "fds,fd_limit,fds_percent",
     .where = "pid {pid}",
     .says =
         "{process} (pid {pid}) has {fds} of {fd_limit} descriptors open; then open(), accept() "
         "and socket() fail with EMFILE.",
     .remedy = "See what they are: sonde files pid = {pid} --group kind; mend the leak, or raise "
               "LimitNOFILE.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "Netdata health.d, apps: 95 %; 80 % is a judgement."},
    {.name = "proc.zombies",
     .asks = "Does a process not collect its ended children?",
     .table = "processes",
     .condition = "state = zombie and ppid > 0",
     .by = "ppid",
     .at_least = 10,
     .evidence = "state,ppid",
     .where = "pid {ppid}",
     .says = "Pid {ppid} does not collect {count} ended children, e.g. {process} (pid {pid}); each "
             "takes a pid.",
     .remedy = "See what it does: sonde processes pid = {ppid}; it must call wait(), and in a "
               "container pid 1 should be an init (docker run --init).",
     .blames = "ppid",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .confidence = Confidence::Likely,
     .source = "A judgement: 10 of one parent; one or two that are soon collected are usual."},
    {.name = "proc.stopped",
     .asks = "Is a process that serves a port stopped?",
     .table = "processes",
     .condition = "state = stopped and ports ~ '*'",
     .evidence = "state,ports",
     .where = "pid {pid}",
     .says = "{process} (pid {pid}) is stopped by a signal or a debugger, and serves port {ports}: "
             "connections wait.",
     .remedy = "Let it go on: kill -CONT {pid}, or end the debugger.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "The catalogue; jobs that a shell stopped serve no port."},
    {.name = "proc.deleted_file_open",
     .asks = "Is a deleted log still written, so that its room is not freed?",
     .table = "files",
     .condition = "kind = file and deleted = true and mode = w and size_bytes >= 100000000 and "
                  "not target ~ '/dev/shm/*' and not target ~ '/SYSV*'",
     .evidence = "target,size_bytes,position,mode",
     .where = "pid {pid} fd {fd}",
     .says = "{target} was deleted, but {process} (pid {pid}) keeps it open for writing: "
             "{size_bytes} bytes are not freed.",
     .remedy = "Make it open its log again (often kill -HUP {pid}), or empty the file: "
               ": > /proc/{pid}/fd/{fd}.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "A judgement: 100 MB; what is open for reading too is rather a temporary file of a "
               "database."},
};

}  // namespace

const std::span<const Check> all_checks = checks;

const Check* find_check(Text name) {
  const auto found = std::ranges::find(all_checks, name, &Check::name);
  return found == all_checks.end() ? nullptr : &*found;
}

}  // namespace sonde
