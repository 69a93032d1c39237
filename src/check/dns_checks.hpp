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
     .watches = "Udp.NoPorts,Udp6.NoPorts,count.default_routes",
     .change = "count.default_routes > 0 and Udp.NoPorts.rise >= 0",
     .critical_if = "Udp.NoPorts.rise > 0 or Udp6.NoPorts.rise > 0",
     .evidence = "address,named,listening,Udp.NoPorts.rise,Udp6.NoPorts.rise",
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
     .watches = "Udp.NoPorts,Udp6.NoPorts,count.default_routes",
     .change = "count.default_routes > 0 and Udp.NoPorts.rise >= 0",
     .critical_if = "Udp.NoPorts.rise > 0 or Udp6.NoPorts.rise > 0",
     .evidence = "address,position,listening,Udp.NoPorts.rise,Udp6.NoPorts.rise",
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
               "NoPorts of Udp or Udp6."},
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
    // How long an answer takes, nothing on the machine says without asking. What conntrack has seen
    // no answer to at both looks, took longer than the time between them.
    {.name = "dns.slow",
     .asks = "Do questions to a name server wait for long?",
     .table = "flows",
     .condition = "protocol = udp and orig_dport = 53 and status ~ '*UNREPLIED*'",
     .watches = "status,Udp.OutDatagrams",
     .change = "status.before ~ '*UNREPLIED*'",
     .by = "netns,orig_dst",
     .at_least = 3,
     .few_if = "protocol = udp",
     .many_percent = 30,
     .whole = "Udp.OutDatagrams.rise",
     .evidence = "status,reply_src,Udp.OutDatagrams.rise",
     .where = "{orig_dst}",
     .says =
         "{count} questions of the last half minute to the name server {orig_dst} had no answer "
         "in both looks: whoever asked waits for seconds.",
     .remedy = "Measure it, twice: dig @{orig_dst} NAME; see who asks: sonde flows orig_dst = "
               "{orig_dst} orig_dport = 53.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "orig_dst",
     .source =
         "A judgement: 3 that waited all the time between the looks; 500 ms are slow. Who asks "
         "much has some that are lost, and conntrack keeps them for 30 s: of what is sent in a "
         "second they must be 30 %, 1 % of half a minute."},
    {.name = "dns.hosts_shadow",
     .asks = "Does /etc/hosts lead to an address that nobody has?",
     .table = "neighbors",
     .condition = "( state = FAILED or state = INCOMPLETE ) and host_name ~ '*'",
     .watches = "state",
     .change = "state = FAILED or state.before = FAILED or state.before = INCOMPLETE",
     .evidence = "host_name,address,state",
     .where = "{host_name}",
     .says =
         "The file /etc/hosts says that {host_name} is {address}, but nobody on {interface} has "
         "that address; DNS is not asked.",
     .remedy = "Unless it is only switched off, correct or delete the line in /etc/hosts.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "Man page nsswitch.conf(5): files come before dns; RFC 4861, 7.3."},
};

}  // namespace sonde
