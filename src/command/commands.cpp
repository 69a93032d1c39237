// commands.cpp: every command, in the order of the docs, and the views over tables that some are.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "command/command.hpp"
#include "command/differences.hpp"
#include "command/findings.hpp"
#include "command/links.hpp"
#include "tables/path_question.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr u32 rows_of_sockets = Where | Rows | Sockets | Live | Bytes;

constexpr View sockets_view = {.table = &sockets_table};
constexpr View listen_view = {
    .table = &sockets_table,
    .filter = "( protocol = tcp or protocol = sctp ) and state = LISTEN or "
              "( protocol = udp or protocol = udplite ) and state = UNCONN and local_port > 0",
    .filter_unix = "( protocol = tcp or protocol = sctp or protocol = unix ) and state = LISTEN or "
                   "( protocol = udp or protocol = udplite ) and state = UNCONN and local_port > 0",
    .columns = "protocol,local,serves,recv_q,backlog,user,held_by",
    .sort = "local_port",
    .extra = {"published_at", "published_at", true}};
constexpr Text with_peer =
    "( protocol = tcp or protocol = udp or protocol = udplite or protocol = sctp ) and "
    "state connected";
constexpr View conns_view = {.table = &sockets_table,
                             .filter = with_peer,
                             .extra = {"peer", "peer_pid,peer_process,peer_container"}};
constexpr View peers_view = {.table = &sockets_table,
                             .filter = with_peer,
                             .sort = "-count",
                             .group = "protocol,remote_address,remote_port,state"};
constexpr View ports_view = {.table = &ports_table, .sort = "-used_percent"};
constexpr View logs_view = {.table = &logs_table,
                            .columns = "pid,process,container,by,kind,target,deleted,read_by,tail"};
constexpr View who_view = {.table = &links_table};
constexpr View path_view = {.table = &path_table};
constexpr View containers_view = {.table = &containers_table};
constexpr View namespaces_view = {.table = &namespaces_table};
constexpr View processes_view = {.table = &processes_table,
                                 .columns = "pid,user,state,cpu_percent,rss,age,runs"};
constexpr View threads_view = {.table = &threads_table};
constexpr View files_view = {.table = &files_table, .columns = "pid,process,how,kind,what"};
constexpr View config_view = {.table = &config_table};
constexpr View hints_view = {.table = &hints_table};
constexpr View tree_view = {.table = &processes_table,
                            .columns = "pid,ppid,process,container,ports"};
constexpr View interfaces_view = {.table = &interfaces_table};
constexpr View addresses_view = {.table = &addresses_table};
constexpr View routes_view = {.table = &routes_table};
constexpr View rules_view = {.table = &rules_table};
constexpr View neighbors_view = {.table = &neighbors_table};
constexpr View qdiscs_view = {.table = &qdiscs_table};
constexpr View flows_view = {.table = &flows_table};
constexpr View firewall_view = {.table = &firewall_table};
constexpr View published_view = {.table = &published_table, .sort = "port"};
constexpr View resolvers_view = {.table = &resolvers_table};
constexpr View counters_view = {.table = &counters_table};
constexpr View sysctls_view = {.table = &sysctls_table};
constexpr View memory_view = {.table = &memory_table};
constexpr View pressure_view = {.table = &pressure_table};
constexpr View cpu_view = {.table = &cpu_table, .extra = {.text = "quota_cpus,throttled_percent"}};
constexpr View interrupts_view = {.table = &interrupts_table};
constexpr View disks_view = {.table = &disks_table};
constexpr View limits_view = {
    .table = &limits_table, .sort = "-used_percent", .extra = {.text = "user,container,cgroup"}};
constexpr View kernel_log_view = {.table = &kernel_log_table};
constexpr View oom_view = {.table = &oom_table};
constexpr View mounts_view = {.table = &mounts_table};
constexpr View findings_view = {.table = &findings_table, .worse_by = "severity count"};
constexpr View diff_view = {.table = &differences_table};
constexpr View can_view = {.table = &access_table};
constexpr View gaps_view = {.table = &gaps_table};
constexpr View decode_view = {
    .table = &sockets_table,
    .columns = "protocol,state,local,serves,remote,recv_q,send_q,timer,timer_ms,uid,inode"};

constexpr Example sockets_examples[] = {
    {"sonde sockets", "Every socket, and who holds it."},
    {"sonde sockets state established '( dport = :https or sport = :ssh )'", "The filters of ss."},
    {"sonde sockets dst 10.0.0.0/8 --columns +timer,timer_ms,rtt_us", "With more columns."},
    {"sonde sockets 'recv_q > 0 and protocol = tcp' --json", "For a program."},
    {"sonde sockets --protocol tcp --group state", "How many in which state."},
};
constexpr Example listen_examples[] = {
    {"sonde listen", "Which ports are open, and which program has them."},
    {"sonde listen sport = :8080", "Is port 8080 open? Exit code 1: no."},
    {"sonde listen --unix", "Unix sockets too."},
    {"sonde listen 'recv_q > 0'", "Who does not accept?"},
    {"sonde listen --via 'kubectl exec -i web -- sh'", "In a pod that has a shell and no tools."},
};
constexpr Example conns_examples[] = {
    {"sonde conns", "Who talks to whom."},
    {"sonde conns dst :mysql", "Is anything connected to MySQL? Exit code 1: no."},
    {"sonde conns --group state", "How many ESTABLISHED, TIME_WAIT, ..."},
    {"sonde conns --watch", "What comes and goes."},
    {"sonde conns state close-wait", "What the program forgot to close."},
    {"sonde conns peer_container = web", "Who here talks to a container, also through NAT?"},
};
constexpr Example peers_examples[] = {
    {"sonde peers", "Which services this machine talks to, and how often."},
    {"sonde peers pid = 4711", "The peers of one process."},
};
constexpr Example ports_examples[] = {
    {"sonde ports", "Do the ports for outgoing connections run out?"},
    {"sonde ports 'used_percent > 50'", "Where is more than half of them in use?"},
};
constexpr Example logs_examples[] = {
    {"sonde logs web", "Where a container logs to, and its last lines."},
    {"sonde logs pid:4711", "One process; what waits in a pipe is shown and not taken away."},
    {"sonde logs web --follow", "Go on until Ctrl-C."},
};
constexpr Example who_examples[] = {
    {"sonde who :8080", "Who listens there, and who talks to it, in whichever container."},
    {"sonde who pid:4711", "As whom it runs, what it serves, whom it talks to, where it logs."},
    {"sonde who web", "A container, a pod, a namespace, an interface: whatever has the name."},
    {"sonde who /run/docker.sock", "Who listens on a unix socket, and who is connected to it."},
    {"sonde who 10.0.0.5:3306", "Who here talks to that server?"},
    {"sonde who inode:40213", "Whose is the socket:[40213] of an error message?"},
};
constexpr Example path_examples[] = {
    {"sonde path 10.0.0.5:5432", "Would a connection to that server work, and what is in the way?"},
    {"sonde path 2001:db8::7 '[2001:db8::5]:443'", "From one of several addresses."},
    {"sonde path db:postgresql --in web", "As a container sees names, routes and rules."},
    {"sonde path --udp 127.0.0.53:53", "A datagram; exit code 1: it does not arrive."},
};
constexpr Example containers_examples[] = {
    {"sonde containers", "What runs in containers here, and on which addresses."},
    {"sonde containers runtime = docker", "Those of one runtime."},
    {"sonde containers --columns +netns,log --jsonl", "With their networks and log files."},
};
constexpr Example namespaces_examples[] = {
    {"sonde namespaces", "What lsns shows, with the container."},
    {"sonde namespaces type = net", "The network namespaces, also those that only a mount keeps."},
    {"sonde namespaces web db", "What two places share, and what not."},
};
constexpr Example interfaces_examples[] = {
    {"sonde interfaces", "Every device, its state, and what passed through it."},
    {"sonde interfaces kind = veth --all", "Which veth leads into which container?"},
    {"sonde interfaces 'rx_dropped > 0 or rx_errors > 0'", "What loses packets?"},
    {"sonde interfaces name = eth0 --json --in web", "All that is known of one."},
    {"sonde interfaces --interval 2", "Bytes and packets a second, as sar -n DEV shows them."},
};
constexpr Example addresses_examples[] = {
    {"sonde addresses", "Which addresses has this place, and on which interface?"},
    {"sonde addresses scope = global --all", "Those of every container, with their networks."},
    {"sonde addresses 'flags ~ *dadfailed* or flags ~ *tentative*'", "Which are not in use?"},
};
constexpr Example routes_examples[] = {
    {"sonde routes table != local",
     "Where packets go, in every table but that of local addresses."},
    {"sonde routes destination = default --all", "Which way leads out, of every container?"},
    {"sonde routes type = blackhole or type = unreachable", "What is refused?"},
    {"ssh router cat /proc/net/route | sonde routes --from -", "Those of another machine."},
};
constexpr Example rules_examples[] = {
    {"sonde rules", "Which packets look into which routing table."},
    {"sonde rules table = 100", "Who uses this table?"},
};
constexpr Example neighbors_examples[] = {
    {"sonde neighbors state != NOARP", "Who is on the link, as ip neigh and arp show it."},
    {"sonde neighbors state = FAILED --all", "Who does not answer?"},
};
constexpr Example qdiscs_examples[] = {
    {"sonde qdiscs", "The queue of each interface, as tc -s qdisc shows it."},
    {"sonde qdiscs 'drops > 0' --all", "Where were packets dropped before they were sent?"},
    {"sonde qdiscs --interval 2 interface = eth0", "What passes and what is dropped now."},
};
constexpr Example flows_examples[] = {
    {"sonde flows", "Every connection that passes here, and what NAT made of it."},
    {"sonde flows nat = dnat", "Which connections go to another address than they were sent to?"},
    {"sonde flows dport = :8080", "Who uses the published port 8080?"},
    {"sonde flows --group container,nat", "How many, by container."},
    {"ssh router cat /proc/net/nf_conntrack | sonde flows --from -", "Those of another machine."},
};
constexpr Example published_examples[] = {
    {"sonde published", "Which ports lead into which containers?"},
    {"sonde published port = 8080", "Where does port 8080 go?"},
    {"sonde published answering = false", "Ports that lead to nobody."},
};
constexpr Example firewall_examples[] = {
    {"sonde firewall", "Every rule of nftables, iptables-nft and iptables-legacy."},
    {"sonde firewall 'verdict ~ dnat*'", "Which ports lead elsewhere?"},
    {"sonde firewall 'verdict ~ *drop*' --sort -packets", "What drops the most?"},
    {"sonde firewall hook = forward --in web", "In the network of a container."},
};
constexpr Example counters_examples[] = {
    {"sonde counters 'value > 0'", "What was counted here, and what it means."},
    {"sonde counters 'name ~ Listen*'", "Were connections dropped because nobody accepts?"},
    {"sonde counters --interval 2 'per_s > 0'", "What moves now, and how fast?"},
    {"sonde counters group = sockstat --all", "Sockets of every network namespace, in numbers."},
};
constexpr Example kernel_log_examples[] = {
    {"sonde kernel_log --sort=-sequence --limit 20", "The latest lines, as dmesg shows them."},
    {"sonde kernel_log level = error age_s < 3600", "What failed within the last hour?"},
    {"sonde kernel_log 'trouble ~ *'", "Is the kernel itself in trouble? Exit code 1: no."},
};
constexpr Example resolvers_examples[] = {
    {"sonde resolvers", "Which name servers are asked from here?"},
    {"sonde resolvers --in web", "Those of a container, and whether one of its own runs."},
    {"sonde resolvers --all listening = false", "Where is a server asked that does not run?"},
};
constexpr Example sysctls_examples[] = {
    {"sonde sysctls", "The settings that matter, and what they do."},
    {"sonde sysctls 'name ~ *keepalive*' --in web", "Those of a container's network."},
    {"sonde sysctls name = net.core.somaxconn --all", "In every network namespace."},
};
constexpr Example memory_examples[] = {
    {"sonde memory", "What free shows, and every field of /proc/meminfo."},
    {"sonde memory name = available --json", "How much is left? For a program."},
};
constexpr Example pressure_examples[] = {
    {"sonde pressure", "How much time is lost waiting for processors, memory and disks?"},
    {"sonde pressure 'avg60 > 10'", "Is anything short? Exit code 1: no."},
};
constexpr Example cpu_examples[] = {
    {"sonde cpu --interval 2", "What each processor does now, as mpstat -P ALL shows it."},
    {"sonde cpu cpu = all --in web", "Is a container stopped because it has used up its quota?"},
    {"sonde cpu 'steal_percent > 5'", "Do other virtual machines take its time? Exit code 1: no."},
};
constexpr Example interrupts_examples[] = {
    {"sonde interrupts --interval 2 --sort -per_s --limit 10", "What interrupts the most now?"},
    {"sonde interrupts device ~ '*nvme*'", "How often did each queue of a disk?"},
};
constexpr Example disks_examples[] = {
    {"sonde disks", "Every block device, and what it did since boot."},
    {"sonde disks --interval 2 kind = disk", "How busy are the disks now, as iostat -x shows it?"},
    {"sonde disks 'reads > 0 or writes > 0'", "Without those that never did anything."},
};
constexpr Example limits_examples[] = {
    {"sonde limits --limit 20", "Who is nearest to a limit?"},
    {"sonde limits 'used_percent > 80'", "Is anybody near one? Exit code 1: no."},
    {"sonde limits scope = cgroup --all", "The memory and tasks of containers."},
};
constexpr Example oom_examples[] = {
    {"sonde oom", "What was killed for want of memory, where, and at which limit."},
    {"sonde oom container = web", "Was a container killed so? Exit code 1: the log says no."},
};
constexpr Example mounts_examples[] = {
    {"sonde mounts", "What is mounted where."},
    {"sonde mounts --in web", "As the first process of a container sees it."},
    {"sonde mounts 'read_only = true and type = ext4'", "Did a disk turn read-only?"},
};
constexpr Example diff_examples[] = {
    {"sonde diff before.sonde", "What has changed on this machine since."},
    {"sonde diff monday.sonde tuesday.sonde table = sockets", "Between two captures."},
};
constexpr Example collect_examples[] = {
    {"sonde collect -o web.sonde", "For a colleague, who says sonde --from web.sonde."},
    {"sonde collect | ssh ops@bastion 'cat > web.sonde'", "Without a file here."},
    {"sonde collect --redact=addresses -o ticket.sonde", "For strangers."},
    {"sonde collect --script | ssh web sh >web.sonde", "Where sonde is not; see --via, too."},
};
constexpr Example run_examples[] = {
    {"sonde run --in web -- curl -s localhost:80",
     "A tool of this machine in a container's network."},
    {"sonde run --in netns:blue -- cat /proc/net/arp", "In a namespace of ip-netns(8)."},
    {"sonde run --in web --all-ns -- sh", "A shell of the container, inside it."},
};
constexpr Example inject_examples[] = {
    {"sonde inject --via 'docker exec -i web sh' -- listen",
     "All that sonde sees there itself, where a script sees less."},
    {"sonde inject --via 'kubectl exec -i web -- sh' --yes -- diagnose --json", "For a program."},
    {"sonde inject --via 'ssh router sh' --binary sonde-arm64 -- collect >r.sonde",
     "Another processor, and a capture of it."},
    {"sonde inject --via 'ssh web sh' --keep -- version", "It stays there for later."},
};
constexpr Example processes_examples[] = {
    {"sonde processes", "What runs here, as ps aux shows it."},
    {"sonde processes 'process ~ java*'", "Is there a java? Exit code 1: no."},
    {"sonde processes --sort -rss_bytes --limit 10", "Who has the memory?"},
    {"sonde processes state = blocked", "Who waits for a disk?"},
    {"sonde processes pid = 4711 --columns all --jsonl", "Everything about one process."},
    {"sonde processes --sort -cpu_percent --limit 10 --watch", "Who computes now?"},
};
constexpr Example threads_examples[] = {
    {"sonde threads pid = 4711", "What each thread of a process does."},
    {"sonde threads state = blocked", "Which threads wait for a disk?"},
    {"sonde threads --sort -cpu_percent --limit 10 --watch", "Which threads compute now?"},
};
constexpr Example tree_examples[] = {
    {"sonde tree", "Who started whom, in which container, and which ports they serve."},
    {"sonde tree 'process ~ nginx*'", "Some of them, and those above them."},
    {"sonde tree --in container:web", "One container."},
};
constexpr Example files_examples[] = {
    {"sonde files pid = 4711", "What one process has open, as lsof -p shows it."},
    {"sonde files log = true", "Who writes which log?"},
    {"sonde files deleted = true and kind = file", "What still takes room on the disk?"},
    {"sonde files 'target ~ /data/*'", "Who keeps /data busy?"},
    {"sonde files pid = 4711 and kind = pipe --columns +peer", "Who is at the other end?"},
};
constexpr Example config_examples[] = {
    {"sonde config nginx",
     "Which files, variables and mounts configure it, and how that is known."},
    {"sonde config :8080", "The same of whoever listens on port 8080."},
    {"sonde config container:web", "Of each process of a container."},
    {"sonde config pid:4711 'kind = environment' --json", "One process, for a program."},
    {"sonde config nginx --reload HUP", "Ask, send the signal, and show what it opens then."},
};
constexpr Example hints_examples[] = {
    {"sonde hints", "Which other servers do files and environments here name?"},
    {"sonde hints web", "Those of one container, process, pod or port."},
    {"sonde hints 'kind = service or kind = variable' --jsonl", "Of environments, for a program."},
    {"sonde hints 'host ~ *db*'", "Who knows a database?"},
    {"sonde hints --history kind = history --sort -times", "Where people went from here."},
};
constexpr Example decode_examples[] = {
    {"kubectl exec web -- cat /proc/net/tcp /proc/net/tcp6 | sonde decode",
     "A container without tools."},
    {"sonde decode", "Paste, then Ctrl-D."},
    {"ssh router cat /proc/net/nf_conntrack | sonde decode", "Connections and their NAT."},
    {"sonde decode --endian=big router.txt --json", "A file from a big-endian router."},
};
constexpr Example explain_examples[] = {
    {"sonde explain CLOSE_WAIT", "What a state means, and what to do."},
    {"sonde explain 0100007F:0BB8", "What an address of /proc/net/tcp is, with the arithmetic."},
    {"sonde explain 1: 0100007F:998E 0100007F:22B8 06 00000000:00000000 03:000014B4",
     "A whole line."},
    {"sonde explain TIME_WAIT --lang=ja", "In Japanese."},
    {"sonde explain ListenDrops", "What a counter counts, and when it matters."},
    {"sonde explain NO-CARRIER", "What a flag, a state or a kind in a table means."},
    {"sonde explain tcp.listen.overflow", "What a check of sonde diagnose looks at, and why so."},
};
constexpr Example diagnose_examples[] = {
    {"sonde diagnose", "What is wrong here? Exit code 1: something is; 4: most could not be seen."},
    {"sonde diagnose --in web", "In one container."},
    {"sonde diagnose --all --json", "On the whole node, for a program."},
    {"sonde diagnose tcp.listen.overflow proc.zombies", "Only these checks."},
    {"sonde diagnose tcp dns", "Those of two families."},
    {"sonde diagnose --list", "Every check, and whether it could be made here."},
};
constexpr Example can_examples[] = {
    {"sonde can", "What can be seen from here, and the least that would show more."}};
constexpr Example gaps_examples[] = {{"sonde gaps", "Everything that could not be seen, and why."}};
constexpr Example sql_examples[] = {
    {"sonde sql \"select state, count(*) n from sockets group by 1 order by 2 desc\"",
     "How many in which state."},
    {"sonde sql \"select local_port, pid from sockets where state = 'LISTEN'\" --json",
     "For a program."},
    {"sonde sql \"select process, used from ports join sockets using(remote_address)\"",
     "Who uses up the ports for outgoing connections: a join."},
    {"sonde sql < question.sql", "The query from a file."},
    {"sonde sql", "A prompt: Tab completes, .help helps, Ctrl-D ends."},
};
constexpr Example completion_examples[] = {
    {"source <(sonde completion bash)", "For this shell."},
    {"sonde completion fish > ~/.config/fish/completions/sonde.fish", "For good."}};
constexpr Example help_examples[] = {
    {"sonde help sockets", "The columns and examples of a table."}};

// The order is the order of the docs.
constexpr Command commands[] = {
    {"sockets", "[FILTER...]", "Every socket of this place, and who holds it.", rows_of_sockets,
     run_view, sockets_examples, &sockets_view},
    {"listen", "[FILTER...]", "Which ports are open, and which program has them.",
     rows_of_sockets | Listeners, run_view, listen_examples, &listen_view},
    {"conns", "[FILTER...]", "TCP and UDP sockets with a peer: who talks to whom.", rows_of_sockets,
     run_view, conns_examples, &conns_view},
    {"peers", "[FILTER...]", "Remote ends, and how many connections each has in which state.",
     rows_of_sockets, run_view, peers_examples, &peers_view},
    {"processes", "[FILTER...]", "What runs here, as whom, since when, and what it takes.",
     Where | Rows, run_view, processes_examples, &processes_view},
    {"threads", "[FILTER...]", "What each thread does: state, processor, time.", Where | Rows,
     run_view, threads_examples, &threads_view},
    {"tree", "[FILTER...]", "Processes as a tree, with their containers and listening ports.",
     Where | Rows, run_tree, tree_examples, &tree_view},
    {"files", "[FILTER...]", "What each process has open: files, sockets, pipes; what it runs.",
     Where | Rows, run_view, files_examples, &files_view},
    {"config", "TARGET [FILTER...]", "What configures a process, and how that is known.",
     Where | Rows | Reload, run_config, config_examples, &config_view},
    {"hints", "[TARGET] [FILTER...]", "Other servers that files and environments here name.",
     Where | Rows | Histories, run_hints, hints_examples, &hints_view},
    {"ports", "[FILTER...]", "How much of the ephemeral port range each destination uses up.",
     Where | Rows | Live | Bytes, run_view, ports_examples, &ports_view},
    {"logs", "[TARGET] [FILTER...]",
     "Where processes log to, and the last lines; no reader loses any.", Where | Rows | Follow,
     run_logs, logs_examples, &logs_view},
    {"who", "THING", "All that is linked to a port, process, path, container.", Where | Rows | Live,
     run_who, who_examples, &who_view},
    {"path", "[SOURCE] DESTINATION:PORT",
     "Why a connection would work or not, step by step; nothing is sent.",
     Where | Rows | Live | Packets, run_path, path_examples, &path_view},
    {"containers", "[FILTER...]", "Every container here: name, image, addresses, first process.",
     Where | Rows, run_view, containers_examples, &containers_view},
    {"namespaces", "[FILTER... | PLACE PLACE]",
     "Every namespace, and who is in it; or what two places share.", Where | Rows, run_namespaces,
     namespaces_examples, &namespaces_view},
    {"interfaces", "[FILTER...]", "Every network device, its counters, and where a veth leads.",
     Where | Rows | Live | Rates, run_view, interfaces_examples, &interfaces_view},
    {"addresses", "[FILTER...]", "Every address of every interface, IPv4 and IPv6.",
     Where | Rows | Live, run_view, addresses_examples, &addresses_view},
    {"routes", "[FILTER...]", "Every route of every routing table; each next hop is a row.",
     Where | Rows | Live | Bytes, run_view, routes_examples, &routes_view},
    {"rules", "[FILTER...]", "Every rule that says which packets use which routing table.",
     Where | Rows | Live, run_view, rules_examples, &rules_view},
    {"neighbors", "[FILTER...]", "Every neighbour on a link, and its hardware address.",
     Where | Rows | Live, run_view, neighbors_examples, &neighbors_view},
    {"qdiscs", "[FILTER...]", "The queues of interfaces, and what they dropped.",
     Where | Rows | Live | Rates, run_view, qdiscs_examples, &qdiscs_view},
    {"flows", "[FILTER...]", "Every connection that conntrack remembers, and its NAT.",
     Where | Rows | Live, run_view, flows_examples, &flows_view},
    {"firewall", "[FILTER...]", "Every rule of the firewall, in words: what it matches and does.",
     Where | Rows, run_view, firewall_examples, &firewall_view},
    {"published", "[FILTER...]", "Ports of this machine that lead to containers, and who answers.",
     Where | Rows, run_view, published_examples, &published_view},
    {"counters", "[FILTER...]", "What the kernel counts of the network, and what that means.",
     Where | Rows | Rates, run_view, counters_examples, &counters_view},
    {"kernel_log", "[FILTER...]", "The log of the kernel, as dmesg shows it.", Where | Rows,
     run_view, kernel_log_examples, &kernel_log_view},
    {"resolvers", "[FILTER...]", "Whom programs ask for names, and whether somebody is there.",
     Where | Rows, run_view, resolvers_examples, &resolvers_view},
    {"sysctls", "[FILTER...]", "The settings of the kernel that matter, and what they do.",
     Where | Rows, run_view, sysctls_examples, &sysctls_view},
    {"memory", "[FILTER...]", "The memory of the machine: what free shows, and every field.",
     Where | Rows, run_view, memory_examples, &memory_view},
    {"pressure", "[FILTER...]", "How much time is lost waiting for processors, memory and disks.",
     Where | Rows, run_view, pressure_examples, &pressure_view},
    {"cpu", "[FILTER...]", "What the processors do, the load, and the quota of this place.",
     Where | Rows | Rates, run_view, cpu_examples, &cpu_view},
    {"interrupts", "[FILTER...]",
     "What interrupts the processors, for which device, and how often.", Where | Rows | Rates,
     run_view, interrupts_examples, &interrupts_view},
    {"disks", "[FILTER...]", "Disks and other block devices, and what they did.",
     Where | Rows | Rates, run_view, disks_examples, &disks_view},
    {"limits", "[FILTER...]", "Who is near a limit: descriptors, threads, tasks, memory.",
     Where | Rows, run_view, limits_examples, &limits_view},
    {"oom", "[FILTER...]", "What the kernel killed for want of memory, and why.", Where | Rows,
     run_view, oom_examples, &oom_view},
    {"mounts", "[FILTER...]", "What is mounted where, as this or another place sees it.",
     Where | Rows, run_view, mounts_examples, &mounts_view},
    {"run", "-- COMMAND [ARGUMENTS...]", "Run a program in the network of a place, or inside it.",
     Inside, run_run, run_examples},
    {"inject", "[-- ARGUMENTS...]",
     "Bring sonde through a shell elsewhere, run it there, remove it.", Brings, run_inject,
     inject_examples},
    {"collect", "", "Write a capture: every question of the tables with its answer.", Writes,
     run_collect, collect_examples},
    {"diff", "BEFORE [AFTER]", "What came, went and changed between two captures, or since one.",
     Rows, run_diff, diff_examples, &diff_view},
    {"decode", "[FILE...]", "Pasted or piped text of /proc/net, however mangled, to rows.",
     Rows | Bytes, run_decode, decode_examples, &decode_view},
    {"explain", "[WORD | ADDRESS | LINE]",
     "What a state, counter, flag, check or line of /proc/net/tcp means.", Words, run_explain,
     explain_examples},
    {"diagnose", "[CHECK...]", "What is wrong here, where, with the evidence and the next step.",
     Where | Rows | Rates | Live | Bytes | Catalogue, run_diagnose, diagnose_examples,
     &findings_view},
    {"can", "[FILTER...]", "What can be seen from here, what not, and what would change it.",
     Where | Rows | Live, run_can, can_examples, &can_view},
    {"gaps", "[FILTER...]", "What could not be seen, as rows.", Where | Rows | Live | Bytes,
     run_view, gaps_examples, &gaps_view},
    {"sql", "[QUERY]", "One SELECT of SQLite over all tables; it only reads.",
     Where | Forms | Live | Bytes, run_sql, sql_examples},
    {"help", "[COMMAND]", "This help, or that of a command.", Reference, run_help, help_examples},
    {"completion", "bash|zsh|fish", "A completion script for a shell.", 0, run_completion,
     completion_examples},
    {"version", "", "The version.", 0, run_version},
};

constexpr Example overview_examples[] = {
    {"sonde", "What this machine or container is, what listens, who it talks to."}};

}  // namespace

const std::span<const Command> all_commands = commands;

constinit const Command overview_command = {
    "",           "",           "One screen: this place, what listens, who it talks to.",
    Where | Live, run_overview, overview_examples};

const Command* find_command(Text name) {
  const auto found = std::ranges::find(all_commands, name, &Command::name);
  return found == all_commands.end() ? nullptr : &*found;
}

}  // namespace sonde
