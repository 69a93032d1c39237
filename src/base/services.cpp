// services.cpp: the table of well-known ports.
// SPDX-License-Identifier: Apache-2.0
#include "base/services.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {
namespace {

enum class Kind : u8 { Stream, Datagram, Both };
using enum Kind;

struct Service {
  u16 port;
  Kind kind;
  Text name;
};

struct Alias {
  Text name;
  u16 port;
};

// Ascending by port, a port at most once for each kind. Names are those of IANA and Debian; where
// both have none, or one that nobody means any more (6443, 9090, 9100), what operators run there.
// Ports that many programs share (3000, 5000, 8000, 8888, 9000) are left out on purpose.
// clang-format off
constexpr Service services[] = {
    {7, Both, "echo"},
    {9, Both, "discard"},
    {13, Both, "daytime"},
    {19, Both, "chargen"},
    {20, Stream, "ftp-data"},
    {21, Stream, "ftp"},
    {22, Stream, "ssh"},
    {23, Stream, "telnet"},
    {25, Stream, "smtp"},
    {37, Both, "time"},
    {43, Stream, "whois"},
    {49, Both, "tacacs"},
    {53, Both, "domain"},
    {67, Datagram, "bootps"},
    {68, Datagram, "bootpc"},
    {69, Datagram, "tftp"},
    {70, Stream, "gopher"},
    {79, Stream, "finger"},
    {80, Stream, "http"},
    {88, Both, "kerberos"},
    {110, Stream, "pop3"},
    {111, Both, "sunrpc"},
    {113, Stream, "auth"},
    {119, Stream, "nntp"},
    {123, Datagram, "ntp"},
    {135, Stream, "epmap"},
    {137, Datagram, "netbios-ns"},
    {138, Datagram, "netbios-dgm"},
    {139, Stream, "netbios-ssn"},
    {143, Stream, "imap"},
    {161, Both, "snmp"},
    {162, Both, "snmp-trap"},
    {177, Datagram, "xdmcp"},
    {179, Stream, "bgp"},
    {319, Datagram, "ptp-event"},
    {320, Datagram, "ptp-general"},
    {389, Both, "ldap"},
    {427, Both, "svrloc"},
    {443, Both, "https"},
    {445, Stream, "microsoft-ds"},
    {464, Both, "kpasswd"},
    {465, Stream, "submissions"},
    {500, Datagram, "isakmp"},
    {512, Stream, "exec"},
    {512, Datagram, "biff"},
    {513, Stream, "login"},
    {513, Datagram, "who"},
    {514, Stream, "shell"},
    {514, Datagram, "syslog"},
    {515, Stream, "printer"},
    {520, Datagram, "route"},
    {546, Datagram, "dhcpv6-client"},
    {547, Datagram, "dhcpv6-server"},
    {548, Stream, "afpovertcp"},
    {554, Both, "rtsp"},
    {563, Stream, "nntps"},
    {587, Stream, "submission"},
    {623, Datagram, "asf-rmcp"},
    {631, Stream, "ipp"},
    {636, Both, "ldaps"},
    {646, Both, "ldp"},
    {749, Stream, "kerberos-adm"},
    {853, Both, "domain-s"},
    {873, Stream, "rsync"},
    {989, Stream, "ftps-data"},
    {990, Stream, "ftps"},
    {992, Stream, "telnets"},
    {993, Stream, "imaps"},
    {995, Stream, "pop3s"},
    {1080, Stream, "socks"},
    {1099, Stream, "rmiregistry"},
    {1194, Both, "openvpn"},
    {1433, Stream, "ms-sql-s"},
    {1434, Datagram, "ms-sql-m"},
    {1521, Stream, "oracle"},
    {1701, Datagram, "l2f"},
    {1812, Both, "radius"},
    {1813, Both, "radius-acct"},
    {1883, Stream, "mqtt"},
    {1900, Datagram, "ssdp"},
    {2049, Both, "nfs"},
    {2181, Stream, "zookeeper"},
    {2375, Stream, "docker"},
    {2376, Stream, "docker-s"},
    {2377, Stream, "swarm"},
    {2379, Stream, "etcd-client"},
    {2380, Stream, "etcd-server"},
    {3128, Stream, "squid"},
    {3260, Stream, "iscsi-target"},
    {3268, Stream, "msft-gc"},
    {3269, Stream, "msft-gc-ssl"},
    {3306, Stream, "mysql"},
    {3389, Both, "ms-wbt-server"},
    {3478, Both, "stun"},
    {3493, Both, "nut"},
    {3632, Stream, "distcc"},
    {3690, Stream, "svn"},
    {4222, Stream, "nats"},
    {4317, Stream, "otlp-grpc"},
    {4318, Stream, "otlp-http"},
    {4369, Stream, "epmd"},
    {4460, Stream, "ntske"},
    {4500, Datagram, "ipsec-nat-t"},
    {4789, Datagram, "vxlan"},
    {4949, Stream, "munin"},
    {5044, Stream, "beats"},
    {5060, Both, "sip"},
    {5061, Both, "sip-tls"},
    {5201, Both, "iperf3"},
    {5222, Stream, "xmpp-client"},
    {5269, Stream, "xmpp-server"},
    {5349, Both, "stuns"},
    {5353, Datagram, "mdns"},
    {5355, Both, "llmnr"},
    {5432, Stream, "postgresql"},
    {5601, Stream, "kibana"},
    {5666, Stream, "nrpe"},
    {5671, Stream, "amqps"},
    {5672, Stream, "amqp"},
    {5900, Stream, "vnc"},
    {5985, Stream, "wsman"},
    {5986, Stream, "wsmans"},
    {6000, Stream, "x11"},
    {6081, Datagram, "geneve"},
    {6379, Stream, "redis"},
    {6432, Stream, "pgbouncer"},
    {6443, Stream, "kube-apiserver"},
    {6514, Both, "syslog-tls"},
    {6667, Stream, "ircd"},
    {6697, Stream, "ircs-u"},
    {6783, Both, "weave"},
    {8080, Stream, "http-alt"},
    {8125, Both, "statsd"},
    {8140, Stream, "puppet"},
    {8200, Stream, "vault"},
    {8300, Stream, "consul-server"},
    {8301, Both, "consul-serf"},
    {8443, Stream, "https-alt"},
    {8472, Datagram, "vxlan-linux"},
    {8500, Stream, "consul"},
    {8883, Stream, "mqtts"},
    {9042, Stream, "cassandra"},
    {9090, Stream, "prometheus"},
    {9092, Stream, "kafka"},
    {9093, Stream, "alertmanager"},
    {9100, Stream, "node-exporter"},
    {9200, Stream, "elasticsearch"},
    {9300, Stream, "elasticsearch-cluster"},
    {9418, Stream, "git"},
    {10050, Stream, "zabbix-agent"},
    {10051, Stream, "zabbix-trapper"},
    {10248, Stream, "kubelet-healthz"},
    {10249, Stream, "kube-proxy-metrics"},
    {10250, Stream, "kubelet"},
    {10256, Stream, "kube-proxy"},
    {10257, Stream, "kube-controller-manager"},
    {10259, Stream, "kube-scheduler"},
    {11211, Both, "memcached"},
    {11371, Stream, "hkp"},
    {15672, Stream, "rabbitmq"},
    {16379, Stream, "redis-cluster"},
    {24224, Both, "fluentd"},
    {25672, Stream, "rabbitmq-cluster"},
    {26379, Stream, "redis-sentinel"},
    {27017, Stream, "mongodb"},
    {51820, Datagram, "wireguard"},
};

// Other names that people type, and the official ones of ports named otherwise above.
constexpr Alias aliases[] = {
    {"dhcp", 67},
    {"dns", 53},
    {"dot", 853},
    {"https-proxy", 8443},
    {"imap2", 143},
    {"jetdirect", 9100},
    {"kubernetes-api", 6443},
    {"mongo", 27017},
    {"mssql", 1433},
    {"portmapper", 111},
    {"postgres", 5432},
    {"rdp", 3389},
    {"secure-mqtt", 8883},
    {"smb", 445},
    {"smtps", 465},
    {"snmptrap", 162},
    {"websm", 9090},
    {"www", 80},
};
// clang-format on

constexpr bool out_of_order(const Service& a, const Service& b) {
  if (a.port != b.port) return a.port > b.port;
  return a.kind != Stream || b.kind != Datagram;
}

static_assert(std::ranges::adjacent_find(services, out_of_order) == std::end(services));

}  // namespace

Text service_name(u16 port, Text protocol) {
  const Kind kind = protocol.starts_with("udp") ? Datagram : Stream;
  for (const Service& service : std::ranges::equal_range(services, port, {}, &Service::port)) {
    if (service.kind == kind || service.kind == Both) return service.name;
  }
  return {};
}

std::optional<u16> service_port(Text name) {
  for (const Service& service : services) {
    if (equal_words(service.name, name)) return service.port;
  }
  for (const Alias& alias : aliases) {
    if (equal_words(alias.name, name)) return alias.port;
  }
  return std::nullopt;
}

}  // namespace sonde
