// evidence.cpp: where each column that proves something comes from, and how it is said.
// SPDX-License-Identifier: Apache-2.0
#include "check/evidence.hpp"

#include "base/shell_word.hpp"
#include "check/facts.hpp"

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
    {"sockets", "local", "sock_diag idiag_src, idiag_sport"},
    {"sockets", "listener", "sock_diag, the listener of that address"},
    {"sockets", "direction", "sock_diag, or /proc/net/tcp: the listener of that port"},
    {"sockets", "dual_stack", "sock_diag INET_DIAG_SKV6ONLY"},
    {"sockets", "uid", "sock_diag idiag_uid"},
    {"sockets", "cgroup", "sock_diag INET_DIAG_CGROUP_ID"},
    {"sockets", "mss", "sock_diag tcpi_snd_mss"},
    {"sockets", "rtt_us", "sock_diag tcpi_rtt"},
    {"sockets", "min_rtt_us", "sock_diag tcpi_min_rtt"},
    {"sockets", "cwnd", "sock_diag tcpi_snd_cwnd"},
    {"sockets", "lost", "sock_diag tcpi_lost"},
    {"sockets", "retrans_total", "sock_diag tcpi_total_retrans"},
    {"sockets", "last_ack_ms", "sock_diag tcpi_last_ack_recv"},
    {"sockets", "owner", "/proc/PID/fd"},
    {"sockets", "drops", "sock_diag SK_MEMINFO_DROPS, or drops of /proc/net/udp"},
    {"sockets", "protocol_number", "Proto of /proc/net/packet"},
    {"resolvers", "address", "/etc/resolv.conf"},
    {"resolvers", "position", "/etc/resolv.conf"},
    {"resolvers", "named", "/etc/resolv.conf"},
    {"resolvers", "search", "/etc/resolv.conf"},
    {"resolvers", "search_domains", "/etc/resolv.conf"},
    {"resolvers", "ndots", "/etc/resolv.conf"},
    {"resolvers", "unasked", "/etc/resolv.conf"},
    {"resolvers", "listening", "sock_diag, or /proc/net/udp"},
    {"ports", "used", "sock_diag, or /proc/net/tcp"},
    {"ports", "time_wait", "sock_diag, or /proc/net/tcp"},
    {"ports", "usable", "/proc/sys/net/ipv4/ip_local_port_range, ip_local_reserved_ports"},
    {"ports", "used_percent", "used of usable"},
    {"ports", "range", "/proc/sys/net/ipv4/ip_local_port_range"},
    {"processes", "state", "/proc/PID/stat"},
    {"processes", "ppid", "/proc/PID/stat"},
    {"processes", "ports", "/proc/PID/fd and sock_diag"},
    {"processes", "switches", "voluntary_ctxt_switches of /proc/PID/status"},
    {"processes", "cpu_ms", "/proc/PID/stat"},
    {"threads", "state", "/proc/PID/task/TID/stat"},
    {"threads", "waits_in", "/proc/PID/task/TID/wchan"},
    {"threads", "pipe_reads", "rchar of /proc/PID/io of its readers"},
    {"threads", "switches", "voluntary_ctxt_switches of /proc/PID/task/TID/status"},
    {"containers", "age_s", "/proc/PID/stat, /proc/uptime"},
    {"containers", "started", "/proc/PID/stat, /proc/stat"},
    {"containers", "restarts", "config.v2.json of docker, or names in /var/log/pods"},
    {"containers", "output", "/proc/PID/fd"},
    {"containers", "errors", "/proc/PID/fd"},
    {"namespaces", "path", "/proc/PID/mountinfo, ns, fd and task"},
    {"namespaces", "nprocs", "/proc/PID/ns"},
    {"namespaces", "kept_by", "/proc/PID/mountinfo, ns, fd and task"},
    {"files", "use", "/proc/PID/exe"},
    {"files", "target", "/proc/PID/fd"},
    {"files", "size_bytes", "stat of /proc/PID/fd/N"},
    {"files", "allocated_bytes", "stat of /proc/PID/fd/N"},
    {"files", "position", "/proc/PID/fdinfo/N"},
    {"files", "mode", "/proc/PID/fdinfo/N"},
    {"interfaces", "rx_errors", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "rx_packets", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "rx_dropped", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "tx_dropped", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "tx_packets", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "rx_fifo", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "rx_missed", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "rx_overruns", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "collisions", "rtnetlink IFLA_STATS64, or /proc/net/dev"},
    {"interfaces", "state", "rtnetlink IFLA_OPERSTATE"},
    {"interfaces", "flags", "rtnetlink ifi_flags"},
    {"interfaces", "addresses", "rtnetlink RTM_GETADDR"},
    {"interfaces", "default_route", "rtnetlink RTM_GETROUTE"},
    {"interfaces", "mtu", "rtnetlink IFLA_MTU"},
    {"interfaces", "peer_mtu", "rtnetlink IFLA_MTU of the other end"},
    {"interfaces", "master", "rtnetlink IFLA_MASTER"},
    {"interfaces", "port_state", "rtnetlink IFLA_BRPORT_STATE"},
    {"interfaces", "carrier_changes", "rtnetlink IFLA_CARRIER_CHANGES"},
    {"interfaces", "duplex", "ethtool netlink LINKMODES"},
    {"interfaces", "qdisc", "rtnetlink IFLA_QDISC"},
    {"interfaces", "tx_queues", "rtnetlink IFLA_NUM_TX_QUEUES"},
    {"interfaces", "speed_mbit", "ethtool netlink LINKMODES"},
    {"qdiscs", "drops", "rtnetlink TCA_STATS2"},
    {"qdiscs", "sent_packets", "rtnetlink TCA_STATS2"},
    {"qdiscs", "backlog_packets", "rtnetlink TCA_STATS2"},
    {"addresses", "address", "rtnetlink IFA_ADDRESS, or /proc/net/if_inet6"},
    {"addresses", "flags", "rtnetlink IFA_FLAGS"},
    {"routes", "destination", "rtnetlink RTA_DST"},
    {"routes", "gateway", "rtnetlink RTA_GATEWAY"},
    {"routes", "metric", "rtnetlink RTA_PRIORITY"},
    {"routes", "type", "rtnetlink rtm_type"},
    {"routes", "protocol", "rtnetlink rtm_protocol"},
    {"routes", "table", "rtnetlink RTA_TABLE"},
    {"routes", "flags", "rtnetlink rtnh_flags"},
    {"routes", "source", "rtnetlink RTA_PREFSRC"},
    {"routes", "gateway_on_link", "networks without a gateway, rtnh_flags"},
    {"routes", "has_source", "routes of the type local"},
    {"rules", "priority", "rtnetlink FRA_PRIORITY"},
    {"rules", "selector", "rtnetlink RTM_GETRULE"},
    {"rules", "table", "rtnetlink FRA_TABLE"},
    {"rules", "source_known", "routes of every table"},
    {"rules", "table_routes", "rtnetlink RTM_GETROUTE"},
    {"neighbors", "address", "rtnetlink NDA_DST, or /proc/net/arp"},
    {"neighbors", "mac", "rtnetlink NDA_LLADDR, or /proc/net/arp"},
    {"neighbors", "port", "rtnetlink RTM_GETNEIGH of the bridge"},
    {"neighbors", "state", "rtnetlink ndm_state, or /proc/net/arp"},
    {"neighbors", "connecting", "sock_diag idiag_state, idiag_dst"},
    {"neighbors", "used_s", "rtnetlink NDA_CACHEINFO"},
    {"firewall", "reached_from", "jumps of the rules of its table"},
    {"firewall", "dropped", "nf_tables NFTA_COUNTER_PACKETS, or ip_tables"},
    {"firewall", "packets", "nf_tables NFTA_COUNTER_PACKETS, or ip_tables"},
    {"firewall", "verdict", "nf_tables, or ip_tables"},
    {"firewall", "match", "nf_tables, or ip_tables"},
    {"firewall", "accepts", "rules of its table"},
    {"neighbors", "host_name", "/etc/hosts"},
    {"published", "target_neighbor", "rtnetlink ndm_state"},
    {"flows", "state", "nf_conntrack"},
    {"flows", "status", "nf_conntrack"},
    {"flows", "reply_src", "nf_conntrack"},
    {"published", "address", "the rule, or the command line of the proxy"},
    {"published", "port", "the rule, or the command line of the proxy"},
    {"published", "by", "rules of nftables and iptables, /proc/PID/cmdline"},
    {"published", "target_address", "the rule, or the command line of the proxy"},
    {"published", "target", "the rule, or the command line of the proxy"},
    {"published", "loopback_only", "listeners of the target's network namespace"},
    {"sockets", "remote", "sock_diag idiag_dst, idiag_dport"},
    {"published", "answering", "listeners of the target's network namespace"},
    {"sockets", "bytes_received", "sock_diag tcpi_bytes_received"},
    {"sockets", "bytes_sent", "sock_diag tcpi_bytes_sent"},
    {"sockets", "probes", "sock_diag idiag_retrans, or timeout of /proc/net/tcp"},
    {"pressure", "avg10", "/proc/pressure"},
    {"pressure", "avg60", "/proc/pressure"},
    {"limits", "limit", "/proc/PID/limits, cgroup files"},
    {"limits", "used", "/proc and cgroup files"},
    {"limits", "soft", "/proc/PID/limits, memory.high"},
    {"limits", "hard", "/proc/PID/limits, cgroup files, /proc/sys/kernel"},
    {"limits", "used_percent", "used of the lower limit"},
    {"limits", "periods", "cpu.stat nr_periods"},
    {"limits", "throttled", "cpu.stat nr_throttled"},
    {"limits", "throttled_us", "cpu.stat throttled_usec, throttled_time"},
    {"limits", "kills", "memory.events, memory.oom_control"},
    {"kernel_log", "trouble", "/dev/kmsg"},
    {"kernel_log", "message", "/dev/kmsg"},
    {"kernel_log", "time", "/dev/kmsg"},
    {"cpu", "packets", "/proc/net/softnet_stat"},
    {"cpu", "softirq_s", "/proc/stat"},
    {"cpu", "steal_s", "/proc/stat"},
    {"cpu", "iowait_s", "/proc/stat"},
    {"cpu", "blocked", "/proc/stat"},
    {"cpu", "cpus", "/proc/stat"},
    {"cpu", "load1", "/proc/loadavg"},
    {"cpu", "load5", "/proc/loadavg"},
    {"cpu", "load15", "/proc/loadavg"},
    {"cpu", "runnable", "/proc/loadavg"},
    {"interrupts", "irq", "/proc/interrupts"},
    {"interrupts", "device", "/proc/interrupts"},
    {"interrupts", "total", "/proc/interrupts"},
    {"mounts", "container", "/proc/PID/cgroup"},
    {"mounts", "pid", "/proc/PID/mountinfo"},
    {"mounts", "used_percent", "statvfs"},
    {"mounts", "available_bytes", "statvfs"},
    {"mounts", "size_bytes", "statvfs"},
    {"mounts", "used_files_percent", "statvfs"},
    {"mounts", "used_files", "statvfs"},
    {"mounts", "files", "statvfs"},
    {"mounts", "device", "/proc/PID/mountinfo"},
    {"mounts", "read_only", "/proc/PID/mountinfo"},
    {"mounts", "type", "/proc/PID/mountinfo"},
    {"disks", "busy_ms", "/proc/diskstats"},
    {"disks", "queue_ms", "/proc/diskstats"},
    {"disks", "in_flight", "/proc/diskstats"},
};

}  // namespace

const std::span<const Origin> all_origins = origins;

Text origin_of(Text table, Text column) {
  if (table == facts_name || is_fact(column)) return origin_of_fact(column);
  column = column.substr(0, column.find('.'));  // "drops.rise" has the origin of "drops".
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

void append_shell_word(std::string& out, const Cell& cell) {
  std::string word;
  append_word(word, cell);
  const bool may_run = word.find_first_of("$`;&|<>\\\"'!{}~#\n") != std::string::npos;
  out += may_run ? shell_word(word) : word;
}

void append_evidence(std::string& out, Text column, const Cell& cell, Text from) {
  const Absent* const why = std::get_if<Absent>(&cell);
  if (why && (*why == Absent::NotApplicable || *why == Absent::Unsupported)) return;
  if (!out.empty()) out += " \u00b7 ";
  out += column;
  out += ' ';
  why ? void(out += name_of(*why)) : append_word(out, cell);
  if (!from.empty()) out.append(" (").append(from).append(")");
}

}  // namespace sonde
