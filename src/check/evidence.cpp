// evidence.cpp: where each column that proves something comes from, and how it is said.
// SPDX-License-Identifier: Apache-2.0
#include "check/evidence.hpp"

namespace sonde {
namespace {

// Two origins are named where netlink may be refused and the text of /proc read instead.
constexpr Origin origins[] = {
    {"sockets", "state", "sock_diag idiag_state, or st of /proc/net/tcp"},
    {"sockets", "recv_q", "sock_diag idiag_rqueue, or rx_queue of /proc/net"},
    {"sockets", "send_q", "sock_diag idiag_wqueue, or tx_queue of /proc/net"},
    {"sockets", "backlog", "sock_diag idiag_wqueue"},
    {"sockets", "timer", "sock_diag idiag_timer, or tr of /proc/net/tcp"},
    {"sockets", "timer_ms", "sock_diag idiag_expires, or tm->when of /proc/net/tcp"},
    {"sockets", "retransmits", "sock_diag idiag_retrans, or retrnsmt of /proc/net/tcp"},
    {"sockets", "last_ack_ms", "sock_diag tcpi_last_ack_recv"},
    {"sockets", "owner", "/proc/PID/fd"},
    {"sockets", "drops", "sock_diag SK_MEMINFO_DROPS, or drops of /proc/net/udp"},
    {"ports", "used", "sock_diag, or /proc/net/tcp"},
    {"ports", "time_wait", "sock_diag, or /proc/net/tcp"},
    {"ports", "usable", "/proc/sys/net/ipv4/ip_local_port_range, ip_local_reserved_ports"},
    {"ports", "used_percent", "used of usable"},
    {"ports", "range", "/proc/sys/net/ipv4/ip_local_port_range"},
    {"processes", "state", "/proc/PID/stat"},
    {"processes", "ppid", "/proc/PID/stat"},
    {"processes", "ports", "/proc/PID/fd and sock_diag"},
    {"processes", "fds", "/proc/PID/fd"},
    {"processes", "fd_limit", "/proc/PID/limits"},
    {"processes", "fds_percent", "fds of fd_limit"},
    {"files", "target", "/proc/PID/fd"},
    {"files", "size_bytes", "stat of /proc/PID/fd/N"},
    {"files", "position", "/proc/PID/fdinfo/N"},
    {"files", "mode", "/proc/PID/fdinfo/N"},
};

}  // namespace

const std::span<const Origin> all_origins = origins;

Text origin_of(Text table, Text column) {
  for (const Origin& origin : origins)
    if (origin.table == table && origin.column == column) return origin.from;
  return {};
}

void append_word(std::string& out, const Cell& cell) {
  if (std::holds_alternative<Absent>(cell))
    out += '?';
  else
    append_plain(out, cell);
}

void append_evidence(std::string& out, Text column, const Cell& cell, Text from) {
  if (!out.empty()) out += " \u00b7 ";
  out += column;
  out += ' ';
  append_word(out, cell);
  if (!from.empty()) out.append(" (").append(from).append(")");
}

}  // namespace sonde
