// dns_checks.hpp: what goes wrong with the names of machines: /etc/resolv.conf of each place.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

// Services without a network see a file that is meant for others: who can reach nobody asks nobody.
inline constexpr Check dns_checks[] = {
    {.name = "dns.no_nameserver",
     .asks = "Does a place name no server that knows names?",
     .table = "resolvers",
     .condition = "named = false and listening = false",
     .watches = "Udp.NoPorts,count.ipv4_default_routes",
     .change = "count.ipv4_default_routes > 0 and Udp.NoPorts.rise >= 0",
     .critical_if = "Udp.NoPorts.rise > 0",
     .evidence = "address,named,listening,Udp.NoPorts.rise",
     .where = "/etc/resolv.conf",
     .says = "The file /etc/resolv.conf names no server, so that programs ask {address}, and "
             "nobody answers "
             "there: no name is found.",
     .remedy = "Put a line nameserver ADDRESS into /etc/resolv.conf there; of a container: its "
               "runtime writes that file (docker run --dns).",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "Man page resolv.conf(5): then the local machine is asked; without names that is "
               "well, and Udp.NoPorts tells that somebody asks."},
    {.name = "dns.loopback_stub_dead",
     .asks = "Is a name server of this machine asked that does not run?",
     .table = "resolvers",
     .condition = "named = true and listening = false",
     .watches = "Udp.NoPorts,count.ipv4_default_routes",
     .change = "count.ipv4_default_routes > 0 and Udp.NoPorts.rise >= 0",
     .critical_if = "Udp.NoPorts.rise > 0",
     .evidence = "address,position,listening,Udp.NoPorts.rise",
     .where = "{address}",
     .says = "The file /etc/resolv.conf names {address}, but in this network namespace nobody "
             "listens there: "
             "names are not found, or late.",
     .remedy =
         "Start the server (often systemd-resolved or dnsmasq), or name one that is reachable "
         "from here: 127.0.0.53 of the machine is not in a container.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Man page resolv.conf(5); a datagram to a port that nobody has is counted as "
               "Udp.NoPorts."},
    {.name = "dns.ndots_search",
     .asks = "Does each name of the outside cost many questions?",
     .table = "resolvers",
     .condition = "ndots >= 2 and search_domains >= 3",
     .by = "netns,pid",
     .evidence = "ndots,search_domains,search",
     .where = "/etc/resolv.conf",
     .says = "A name with fewer than {ndots} dots is tried with {search_domains} domains before it "
             "is tried as it is, each for IPv4 and for IPv6.",
     .remedy =
         "End names of the outside with a dot, or set ndots:2 (dnsConfig of a pod); it is the "
         "default of Kubernetes, and harmless where few names are asked for.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "A judgement: 8 questions and more for a name; man page resolv.conf(5), ndots."},
    {.name = "dns.servers_ignored",
     .asks = "Are there more name servers than are asked?",
     .table = "resolvers",
     .condition = "unasked > 0",
     .by = "netns,pid",
     .evidence = "unasked",
     .where = "/etc/resolv.conf",
     .says =
         "The file /etc/resolv.conf names {unasked} servers behind the third, which nobody asks.",
     .remedy = "Leave the three best in /etc/resolv.conf, or a local one that knows them all.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "Man page resolv.conf(5): MAXNS is 3; musl takes three, too."},
};

}  // namespace sonde
