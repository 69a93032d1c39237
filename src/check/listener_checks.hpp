// listener_checks.hpp: what goes wrong with sockets that listen.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check listener_checks[] = {
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
     .explains = "tcp.accept_queue_stalled,tcp.listen.backlog_small,tcp.syn_sent_stuck",
     .explains_clients = true,
     .severity = Severity::Critical,
     .scope = Scope::Socket,
     .about = "local_port",
     .source =
         "Kernel, sk_acceptq_is_full of include/net/sock.h: the queue takes backlog + 1, then "
         "SYNs are dropped."},
    {.name = "tcp.accept_queue_stalled",
     .asks = "Do connections wait to be accepted, and nobody accepts them?",
     .table = "sockets",
     // A connection gets its inode when it is accepted.
     .condition = "protocol = tcp and ( state = ESTABLISHED or state = CLOSE_WAIT ) and "
                  "not inode > 0 and listener > 0 and last_ack_ms >= 2000",
     .watches = "listener",
     .change = "listener.before > 0",
     .by = "netns,listener",
     .at_least = 2,
     .evidence = "listener,state,last_ack_ms",
     .where = "tcp {local}",
     .says = "{count} connections to {local} were in the accept queue in both looks: the program "
             "that listens there does not accept them.",
     .remedy = "See what it does: sonde who :{local_port}, then sonde threads pid = PID; it hangs, "
               "is stopped, or waits for somebody else.",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .about = "local_port",
     .source = "Both looks saw the same connections wait, whose last word had come two seconds "
               "before; 2 connections and 2 s are a judgement: a server that takes one after the "
               "other keeps one waiting."},
    {.name = "tcp.listen.backlog_small",
     .asks = "Is an accept queue too short for what comes?",
     .table = "sockets",
     .condition =
         "protocol = tcp and state = LISTEN and recv_q > 0 and backlog > 0 and backlog < 128",
     .watches = "recv_q,backlog,Tcp.PassiveOpens",
     .shares = "filled_percent = recv_q of backlog",
     .change = "filled_percent >= 50 and Tcp.PassiveOpens.per_s > 100",
     .evidence = "recv_q,backlog,Tcp.PassiveOpens.rise",
     .where = "tcp {local}",
     .says = "{recv_q} of at most {backlog} connections wait at {local}, where "
             "{Tcp.PassiveOpens.rise} came to this place between the two looks.",
     .remedy = "Give listen() a larger backlog in {held_by}, and raise net.core.somaxconn.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .about = "local_port",
     .source = "Man page listen(2): 4096 since Linux 5.4, 128 before; half full at 100 "
               "connections a second is a judgement."},
    {.name = "sock.v6only_listener",
     .asks = "Does a program serve IPv6 only, and nobody the same port of IPv4?",
     .table = "sockets",
     .condition = "protocol = tcp and state = LISTEN and dual_stack = false and local_address = ::",
     .watches = "Tcp.OutRsts,TcpExt.TCPAbortOnData,TcpExt.TCPAbortOnClose",
     .change = "dual_stack = false",
     .by = "netns,local_port",
     .warning_if = "Tcp.OutRsts.rise > 0 and TcpExt.TCPAbortOnData.rise = 0 and "
                   "TcpExt.TCPAbortOnClose.rise = 0",
     .unless = "protocol = tcp and state = LISTEN and family = ipv4",
     .evidence = "local,dual_stack,Tcp.OutRsts.rise",
     .where = "tcp {local}",
     .says =
         "{held_by} accepts connections of IPv6 at port {local_port}, and nobody those of IPv4.",
     .remedy = "Unless it is meant so: let it listen on 0.0.0.0, too, or set IPV6_V6ONLY to 0; see "
               "net.ipv6.bindv6only.",
     .severity = Severity::Info,
     .scope = Scope::Socket,
     .about = "local_port",
     .source = "RFC 3493, 5.3: IPV6_V6ONLY; a warning while connections are refused here."},
    {.name = "sock.reuseport_foreign",
     .asks = "Do programs of different services share a port?",
     .table = "sockets",
     .condition = "protocol = tcp and state = LISTEN and cgroup > 0",
     .by = "netns,local_address,local_port,interface",
     .at_least = 2,
     .differ = "cgroup,uid",
     .evidence = "local,cgroup,uid",
     .where = "tcp {local}",
     .says = "{count} listeners of different services (cgroups) or users share {local}, so that "
             "each gets a part of the connections; one is {held_by}.",
     .remedy = "If one is an old instance that was left, end it: sonde listen sport = "
               ":{local_port} --columns +pid,command.",
     .explains = "sock.port_clash",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .confidence = Confidence::Likely,
     .about = "local_port",
     .source = "Man page socket(7), SO_REUSEPORT; the workers of one service are in one cgroup, "
               "and one user made their sockets."},
    {.name = "sock.port_clash",
     .asks = "Is a port served by one program here and by another one there?",
     .table = "sockets",
     .condition = "protocol = tcp and state = LISTEN and cgroup > 0 and not interface ~ '*'",
     .by = "netns,local_port",
     .at_least = 2,
     .differ = "cgroup",
     .only_if = "protocol = tcp and state = LISTEN and not interface ~ '*' and "
                "( local_address = 0.0.0.0 or local_address = :: )",
     .evidence = "local,cgroup",
     .where = "port {local_port}",
     .says =
         "{count} listeners of different services (cgroups) have port {local_port}: who answers "
         "depends on the address that a client uses. One is {held_by} at {local}.",
     .remedy = "Give one of them another port: sonde listen sport = :{local_port} --columns "
               "+pid,command.",
     .severity = Severity::Warning,
     .scope = Scope::Socket,
     .confidence = Confidence::Likely,
     .about = "local_port",
     .source = "Kernel, inet_csk_get_port: within a family the second bind fails, so that it is "
               "IPv4 here and IPv6 there, or SO_REUSEPORT."},
    {.name = "sock.loopback_only",
     .asks = "Is somebody refused because all servers here listen on loopback only?",
     .table = "sockets",
     // Name servers on loopback (127.0.0.53, and docker's 127.0.0.11) are there for this place.
     .condition =
         "protocol = tcp and state = LISTEN and ( src 127.0.0.0/8 or local_address = ::1 ) "
         "and not local_port = 53 and not local_address = 127.0.0.11",
     .watches = "Tcp.OutRsts,TcpExt.TCPAbortOnData,TcpExt.TCPAbortOnClose,count.routable_addresses",
     .change = "Tcp.OutRsts.rise > 0 and TcpExt.TCPAbortOnData.rise = 0 and "
               "TcpExt.TCPAbortOnClose.rise = 0 and count.routable_addresses > 0",
     .by = "netns",
     .unless = "protocol = tcp and state = LISTEN and not src 127.0.0.0/8 and "
               "not local_address = ::1",
     .evidence = "local,Tcp.OutRsts.rise",
     .where = "tcp {local}",
     .says = "{Tcp.OutRsts.rise} connections were refused here between the two looks, and whoever "
             "listens here does so on loopback, such as {held_by} at {local}.",
     .remedy = "If others shall reach it, let it listen on 0.0.0.0.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .about = "local_port",
     .source = "RFC 9293, 3.10.7.1: where nobody listens, a reset is the answer."},
};

}  // namespace sonde
