// netfilter_checks.hpp: what goes wrong with connection tracking, NAT and published ports.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check netfilter_checks[] = {
    {.name = "conntrack.near_full",
     .asks = "Is the table of connections nearly full?",
     .table = "facts",
     .watches = "net.netfilter.nf_conntrack_count,net.netfilter.nf_conntrack_max",
     .shares = "used_percent = net.netfilter.nf_conntrack_count of net.netfilter.nf_conntrack_max",
     .change = "used_percent >= 80",
     .critical_if = "used_percent >= 95",
     .evidence = "net.netfilter.nf_conntrack_count,net.netfilter.nf_conntrack_max,used_percent",
     .where = "nf_conntrack of network namespace {netns}",
     .says =
         "Conntrack remembers {net.netfilter.nf_conntrack_count} of at most "
         "{net.netfilter.nf_conntrack_max} connections ({used_percent} %); when it is full, new "
         "ones are dropped.",
     .remedy = "See what they are: sonde flows --group orig_dst,state; then raise "
               "net.netfilter.nf_conntrack_max on the node, or shorten its timeouts.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source =
         "Prometheus node mixin: 75 %, awesome-prometheus-alerts: 80 %, netdata: 95 % critical."},
    {.name = "conntrack.full_drop",
     .asks = "Does conntrack drop new connections?",
     .table = "facts",
     .watches = "nf_conntrack.drop,nf_conntrack.early_drop",
     .change = "nf_conntrack.drop.rise > 0 or nf_conntrack.early_drop.rise > 0",
     .critical_if = "nf_conntrack.drop.rise > 0",
     .evidence = "nf_conntrack.drop.rise,nf_conntrack.early_drop.rise",
     .where = "nf_conntrack of network namespace {netns}",
     .says =
         "The table of connections is full: {nf_conntrack.drop.rise} new ones were dropped between "
         "the two looks, and {nf_conntrack.early_drop.rise} old ones thrown out for them.",
     .remedy =
         "Raise net.netfilter.nf_conntrack_max on the node; sonde flows --group orig_dst,state "
         "shows what fills it.",
     .explains = "tcp.syn_sent_stuck,conntrack.near_full",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .source = "Kernel, net/netfilter/nf_conntrack_core.c: early_drop, then 'table full, dropping "
               "packet'."},
    {.name = "conntrack.insert_failed",
     .asks = "Do connections collide in NAT?",
     .table = "facts",
     .watches = "nf_conntrack.insert_failed",
     .change = "nf_conntrack.insert_failed.rise >= 2",
     .evidence = "nf_conntrack.insert_failed.rise",
     .where = "nf_conntrack of network namespace {netns}",
     .says = "{nf_conntrack.insert_failed.rise} packets were dropped between the two looks because "
             "their connection was entered twice at once, as two queries of DNS are.",
     .remedy =
         "Set single-request-reopen in resolv.conf, use a DNS cache on the node, or --random-fully "
         "in the rule of masquerade.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .source = "Kubernetes issue 56903: lookups that take 5 s; some in an hour are usual, 2 in one "
               "look a judgement."},
    {.name = "conntrack.invalid",
     .asks = "Are many packets of no connection that conntrack knows?",
     .table = "facts",
     .watches = "nf_conntrack.invalid,Ip.InReceives",
     .shares = "invalid_percent = nf_conntrack.invalid.rise of Ip.InReceives.rise",
     .change = "nf_conntrack.invalid.per_s >= 5 and invalid_percent > 1",
     .evidence = "nf_conntrack.invalid.rise,Ip.InReceives.rise,invalid_percent",
     .where = "nf_conntrack of network namespace {netns}",
     .says = "{nf_conntrack.invalid.rise} packets between the two looks fit no connection "
             "({invalid_percent} %): the way back may be another one.",
     .remedy =
         "Look for a second path, as two gateways, with sonde routes and sonde rules; or for a "
         "firewall rule that drops INVALID.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "A judgement: 1 % and 5 a second; a RST after close is invalid, too."},
    {.name = "conntrack.hash_crowded",
     .asks = "Is the hash table of connections too small?",
     .table = "facts",
     .watches = "net.netfilter.nf_conntrack_count,net.netfilter.nf_conntrack_buckets",
     .shares =
         "per_hundred = net.netfilter.nf_conntrack_count of net.netfilter.nf_conntrack_buckets",
     .change = "per_hundred > 400",
     .evidence = "net.netfilter.nf_conntrack_count,net.netfilter.nf_conntrack_buckets",
     .where = "nf_conntrack of network namespace {netns}",
     .says = "{net.netfilter.nf_conntrack_count} connections share "
             "{net.netfilter.nf_conntrack_buckets} buckets: each look-up takes longer.",
     .remedy =
         "Raise net.netfilter.nf_conntrack_buckets on the node to a quarter of nf_conntrack_max.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Hint,
     .source = "Kernel, networking/nf_conntrack-sysctl: by default the table holds 1 to 4 "
               "connections a bucket."},
    {.name = "sock.published_loopback_only",
     .asks = "Does a published port lead to a program that listens on its loopback address only?",
     .table = "published",
     .condition = "answering = false and loopback_only = true",
     .evidence = "address,port,by,target,answering,loopback_only",
     .where = "{target}",
     .says = "Port {port} of this machine leads to {target}, but the program "
             "there listens on its loopback address only, which nobody can reach from outside.",
     .remedy =
         "Bind it to 0.0.0.0 or [::] in its configuration; sonde listen --in netns:{target_netns} "
         "shows where it listens.",
     .severity = Severity::Critical,
     .scope = Scope::Netns,
     .source = "Man page ip(7), INADDR_LOOPBACK; DNAT does not change who listens."},
    {.name = "nat.target_not_listening",
     .asks = "Does a published port lead to a container in which nobody listens?",
     .table = "published",
     .condition = "answering = false and target_netns > 0 and not loopback_only = true and "
                  "not starting = true and of_range = false",
     .watches = "answering",
     .change = "answering.before = false",
     .evidence = "address,port,by,target,answering",
     .where = "{target}",
     .says = "Port {port} of this machine leads to {target}, where nobody "
             "listens.",
     .remedy =
         "See which ports it has: sonde listen --in netns:{target_netns}; then publish that one, "
         "or start the program.",
     .severity = Severity::Critical,
     .scope = Scope::Netns,
     .source = "Both looks found the container's address, and no listener at that port; a program "
               "that is younger than 10 s may still come up, and ports of a range are often opened "
               "for a while only."},
    {.name = "conntrack.unreplied_many",
     .asks = "Do many connections that pass here get no answer from one destination?",
     .table = "flows",
     .condition = "protocol = tcp and state = SYN_SENT and status ~ '*UNREPLIED*'",
     .watches = "state",
     .change = "state.before = SYN_SENT",
     .by = "netns,orig_dst,orig_dport",
     .at_least = 10,
     .evidence = "state,status,reply_src",
     .where = "{orig_dst}:{orig_dport}",
     .says =
         "{count} connections to {orig_dst}:{orig_dport} were sent on and had no answer in both "
         "looks (it is asked as {reply_src}).",
     .remedy = "See whether {reply_src} is up and its firewall lets them in: sonde flows dst "
               "{orig_dst} and state = SYN_SENT; sonde neighbors dst {reply_src}.",
     .severity = Severity::Warning,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "orig_dst",
     .source = "A judgement: 10 to one port that waited all the time between the looks; RFC 6298 "
               "lets a SYN wait for one second."},
    {.name = "nat.dead_target",
     .asks = "Does a published port lead to an address that nobody has?",
     .table = "published",
     .condition = "by = dnat and ( target_neighbor = FAILED or target_neighbor = INCOMPLETE )",
     .watches = "target_neighbor",
     .change = "target_neighbor.before = FAILED or target_neighbor.before = INCOMPLETE",
     .evidence = "address,port,by,target_address,target_neighbor",
     .where = "{target}",
     .says = "Port {port} of this machine leads to {target_address}, and nobody answers for that "
             "address (ARP, or neighbour discovery).",
     .remedy = "The container is gone, and its rule was left: sonde firewall 'match ~ *{port}*' "
               "shows it; restart what makes the rules, or take it away.",
     .severity = Severity::Critical,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "target_address",
     .source = "RFC 4861, 7.3; both looks found the neighbour without an answer."},
    {.name = "fw.drop_active",
     .asks = "Does a rule here drop what this place sends, while connections wait?",
     .table = "firewall",
     .condition = "reached_from ~ '*output*' and verdict ~ '*drop' and not match ~ '*invalid*'",
     .watches = "dropped,TcpExt.TCPSynRetrans",
     .change = "TcpExt.TCPSynRetrans.rise > 0 and dropped.rise > 0",
     .evidence = "dropped.rise,verdict,match,reached_from,TcpExt.TCPSynRetrans.rise",
     .where = "{where}",
     .says = "The chain {where} dropped {dropped.rise} packets of this place between the two looks "
             "({verdict}), while it had to ask again {TcpExt.TCPSynRetrans.rise} times for new "
             "connections.",
     .remedy = "See who waits, and compare: sonde conns state syn-sent; sonde firewall chain = "
               "{chain}; let it pass before that rule, if it should.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "where",
     .source = "A judgement. What comes in from the Internet is dropped all the time, so only what "
               "is sent from here counts. SYN and ACK to scanners are sent again, too: an info. "
               "Rules of nftables need a counter: without one it is unknown."},
    {.name = "fw.forward_policy_drop",
     .asks = "Does a firewall drop everything that containers send out?",
     .table = "firewall",
     .condition = "hook = forward and verdict = 'policy drop' and accepts = 0 and ( family = ip or "
                  "family = inet )",
     .watches = "net.ipv4.ip_forward,count.bridge_ports,count.bridges_with_addresses,"
                "count.masquerade_rules",
     .change = "net.ipv4.ip_forward = 1 and count.bridge_ports > 0 and "
               "count.bridges_with_addresses > 0",
     .warning_if = "count.masquerade_rules > 0",
     .evidence = "verdict,accepts,net.ipv4.ip_forward,count.bridge_ports,count.masquerade_rules",
     .where = "{where}",
     .says = "The chain {where} drops what is passed on, and no rule in it lets new connections "
             "pass: what is behind the bridges here ({count.bridge_ports} ports) gets nowhere.",
     .remedy = "Let the bridge pass, as nft add rule {where} iifname BRIDGE accept, or make the "
               "policy accept; an accept in another table does not help.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .confidence = Confidence::Likely,
     .about = "where",
     .source = "Man page nft(8), CHAINS: a drop is final, an accept is of its chain. With rules of "
               "masquerade the bridges are meant to get out; without, it may be on purpose."},
    {.name = "fw.legacy_and_nft",
     .asks = "Are there two sets of firewall rules at once?",
     .table = "facts",
     .watches = "count.legacy_rules,count.nft_rules",
     .change = "count.legacy_rules > 0 and count.nft_rules > 0",
     .evidence = "count.legacy_rules,count.nft_rules",
     .where = "network namespace {netns}",
     .says = "There are {count.legacy_rules} rules of iptables-legacy and {count.nft_rules} of "
             "nftables: a packet must pass both, and each tool shows only its own.",
     .remedy = "Look at both: sonde firewall --columns where,match,verdict,by; then keep one, as "
               "with update-alternatives --set iptables.",
     .severity = Severity::Info,
     .scope = Scope::Netns,
     .source = "Man page xtables-nft(8); rules of iptables-nft are nftables, and one set with "
               "them."},
};

}  // namespace sonde
