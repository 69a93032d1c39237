# Completion of sonde for fish: sonde completion fish | source
# Made by sonde from its declarations; do not edit.
function __sonde_command
  set -l skip 0
  set -l words (commandline -opc)
  set -e words[1]
  for word in $words
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
      case --in --from --via --protocol --reload --binary --columns --sort --group --limit --interval --output --color --source --endian --lang
        set skip 1
      case '-*'
      case '*'
        echo $word
        return
    end
  end
end
function __sonde_at
  set -l command (__sonde_command)
  contains -- "$command" $argv
end
# What stands before the column that is being typed in a list: --columns=+a,b,
function __sonde_list_before
  set -l token (commandline -ct | string replace -r '^--[a-z-]+=' '')
  string match -r '^(?:.*,|[-+])' -- $token
end
# The word that this one follows, with an operator between them or not.
function __sonde_after
  set -l words (commandline -opc)
  test "$words[-1]" = '='; and set -e words[-1]
  contains -- "$words[-1]" $argv
end
complete -c sonde -f
function __sonde_commands
  printf '%s%s\\t%s\\n' \
    '' sockets 'Every socket of this place, and who holds it.' \
    '' listen 'Which ports are open, and which program has them.' \
    '' conns 'TCP and UDP sockets with a peer: who talks to whom.' \
    '' peers 'Remote ends, and how many connections each has in which state.' \
    '' processes 'What runs here, as whom, since when, and what it takes.' \
    '' threads 'What each thread does: state, processor, time.' \
    '' tree 'Processes as a tree, with their containers and listening ports.' \
    '' files 'What each process has open: files, sockets, pipes; what it runs.' \
    '' config 'What configures a process, and how that is known.' \
    '' hints 'Other servers that files and environments here name.' \
    '' ports 'How much of the ephemeral port range each destination uses up.' \
    '' logs 'Where processes log to, and the last lines; no reader loses any.' \
    '' who 'All that is linked to a port, process, path, container.' \
    '' path 'Why a connection would work or not, step by step; nothing is sent.' \
    '' containers 'Every container here: name, image, addresses, first process.' \
    '' namespaces 'Every namespace, and who is in it; or what two places share.' \
    '' interfaces 'Every network device, its counters, and where a veth leads.' \
    '' addresses 'Every address of every interface, IPv4 and IPv6.' \
    '' routes 'Every route of every routing table; each next hop is a row.' \
    '' rules 'Every rule that says which packets use which routing table.' \
    '' neighbors 'Every neighbour on a link, and its hardware address.' \
    '' qdiscs 'The queues of interfaces, and what they dropped.' \
    '' flows 'Every connection that conntrack remembers, and its NAT.' \
    '' firewall 'Every rule of the firewall, in words: what it matches and does.' \
    '' published 'Ports of this machine that lead to containers, and who answers.' \
    '' counters 'What the kernel counts of the network, and what that means.' \
    '' kernel_log 'The log of the kernel, as dmesg shows it.' \
    '' resolvers 'Whom programs ask for names, and whether somebody is there.' \
    '' sysctls 'The settings of the kernel that matter, and what they do.' \
    '' memory 'The memory of the machine: what free shows, and every field.' \
    '' pressure 'How much time is lost waiting for processors, memory and disks.' \
    '' cpu 'What the processors do, the load, and the quota of this place.' \
    '' interrupts 'What interrupts the processors, for which device, and how often.' \
    '' disks 'Disks and other block devices, and what they did.' \
    '' limits 'Who is near a limit: descriptors, threads, tasks, memory.' \
    '' oom 'What the kernel killed for want of memory, and why.' \
    '' mounts 'What is mounted where, as this or another place sees it.' \
    '' run 'Run a program in the network of a place, or inside it.' \
    '' inject 'Bring sonde through a shell elsewhere, run it there, remove it.' \
    '' collect 'Write a capture: every question of the tables with its answer.' \
    '' diff 'What came, went and changed between two captures, or since one.' \
    '' decode 'Pasted or piped text of /proc/net, however mangled, to rows.' \
    '' explain 'What a state, counter, flag, check or line of /proc/net/tcp means.' \
    '' diagnose 'What is wrong here, where, with the evidence and the next step.' \
    '' can 'What can be seen from here, what not, and what would change it.' \
    '' gaps 'What could not be seen, as rows.' \
    '' sql 'One SELECT of SQLite over all tables; it only reads.' \
    '' help 'This help, or that of a command.' \
    '' completion 'A completion script for a shell.' \
    '' version 'The version.'
end
complete -c sonde -n '__sonde_at ""' -a '(__sonde_commands)'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts run diagnose can gaps sql' -l in -d 'Look at one place: pid:N, container:NAME, netns:NAME, pod:NAME, or just the name, id or number.' -x
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diagnose can gaps sql' -l all -d 'Look at every network namespace of this machine.'
complete -c sonde -n '__sonde_at "" run' -l all-ns -d 'Enter all namespaces of the place, not only its network; the program is then one of its own.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diagnose can gaps sql' -l from -d 'Read a capture, a copy of /proc, a file of pasted text, or - (standard input); several for tables.' -r -F
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts inject diagnose can gaps sql' -l via -d 'Look from a shell elsewhere: CMD runs one, such as \'docker exec -i web sh\'; several for tables.' -x
complete -c sonde -n '__sonde_at "" sockets listen conns peers' -l protocol -d 'Only this protocol; may be given several times.' -x -a 'tcp udp udplite raw icmp sctp unix packet netlink'
complete -c sonde -n '__sonde_at "" listen' -l unix -d 'Unix sockets that listen, too.'
complete -c sonde -n '__sonde_at "" path' -l udp -d 'Follow a datagram of UDP instead of a connection of TCP.'
complete -c sonde -n '__sonde_at "" hints' -l history -d 'Read the histories of shells too: bash, zsh, ash, fish.'
complete -c sonde -n '__sonde_at "" config' -l reload -d 'Ask, send HUP, USR1 or USR2, and show which files are opened then.' -x -a 'HUP USR1 USR2'
complete -c sonde -n '__sonde_at "" inject' -l binary -d 'Bring this static sonde, such as that for another processor.' -x
complete -c sonde -n '__sonde_at "" inject' -l keep -d 'Leave the file there, and say how to call it.'
complete -c sonde -n '__sonde_at "" config inject' -l yes -d 'Do it without asking.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l json -d 'Print one JSON object with rows, gaps and notes.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l jsonl -d 'Print a JSON object per line.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l csv -d 'Print comma-separated values (RFC 4180).'
complete -c sonde -n '__sonde_at ""' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x
complete -c sonde -n '__sonde_at sockets listen conns peers decode' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_sockets)'
complete -c sonde -n '__sonde_at processes tree' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_processes)'
complete -c sonde -n '__sonde_at threads' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_threads)'
complete -c sonde -n '__sonde_at files' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_files)'
complete -c sonde -n '__sonde_at config' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_config)'
complete -c sonde -n '__sonde_at hints' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_hints)'
complete -c sonde -n '__sonde_at ports' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_ports)'
complete -c sonde -n '__sonde_at logs' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_logs)'
complete -c sonde -n '__sonde_at who' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_links)'
complete -c sonde -n '__sonde_at path' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_path)'
complete -c sonde -n '__sonde_at containers' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_containers)'
complete -c sonde -n '__sonde_at namespaces' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_namespaces)'
complete -c sonde -n '__sonde_at interfaces' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_interfaces)'
complete -c sonde -n '__sonde_at addresses' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_addresses)'
complete -c sonde -n '__sonde_at routes' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_routes)'
complete -c sonde -n '__sonde_at rules' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_rules)'
complete -c sonde -n '__sonde_at neighbors' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_neighbors)'
complete -c sonde -n '__sonde_at qdiscs' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_qdiscs)'
complete -c sonde -n '__sonde_at flows' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_flows)'
complete -c sonde -n '__sonde_at firewall' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_firewall)'
complete -c sonde -n '__sonde_at published' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_published)'
complete -c sonde -n '__sonde_at counters' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_counters)'
complete -c sonde -n '__sonde_at kernel_log' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_kernel_log)'
complete -c sonde -n '__sonde_at resolvers' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_resolvers)'
complete -c sonde -n '__sonde_at sysctls' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_sysctls)'
complete -c sonde -n '__sonde_at memory' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_memory)'
complete -c sonde -n '__sonde_at pressure' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_pressure)'
complete -c sonde -n '__sonde_at cpu' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_cpu)'
complete -c sonde -n '__sonde_at interrupts' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_interrupts)'
complete -c sonde -n '__sonde_at disks' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_disks)'
complete -c sonde -n '__sonde_at limits' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_limits)'
complete -c sonde -n '__sonde_at oom' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_oom)'
complete -c sonde -n '__sonde_at mounts' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_mounts)'
complete -c sonde -n '__sonde_at diff' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_differences)'
complete -c sonde -n '__sonde_at diagnose' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_findings)'
complete -c sonde -n '__sonde_at can' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_access)'
complete -c sonde -n '__sonde_at gaps' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_gaps)'
complete -c sonde -n '__sonde_at ""' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x
complete -c sonde -n '__sonde_at sockets listen conns peers decode' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_sockets)'
complete -c sonde -n '__sonde_at processes tree' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_processes)'
complete -c sonde -n '__sonde_at threads' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_threads)'
complete -c sonde -n '__sonde_at files' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_files)'
complete -c sonde -n '__sonde_at config' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_config)'
complete -c sonde -n '__sonde_at hints' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_hints)'
complete -c sonde -n '__sonde_at ports' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_ports)'
complete -c sonde -n '__sonde_at logs' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_logs)'
complete -c sonde -n '__sonde_at who' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_links)'
complete -c sonde -n '__sonde_at path' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_path)'
complete -c sonde -n '__sonde_at containers' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_containers)'
complete -c sonde -n '__sonde_at namespaces' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_namespaces)'
complete -c sonde -n '__sonde_at interfaces' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_interfaces)'
complete -c sonde -n '__sonde_at addresses' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_addresses)'
complete -c sonde -n '__sonde_at routes' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_routes)'
complete -c sonde -n '__sonde_at rules' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_rules)'
complete -c sonde -n '__sonde_at neighbors' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_neighbors)'
complete -c sonde -n '__sonde_at qdiscs' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_qdiscs)'
complete -c sonde -n '__sonde_at flows' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_flows)'
complete -c sonde -n '__sonde_at firewall' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_firewall)'
complete -c sonde -n '__sonde_at published' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_published)'
complete -c sonde -n '__sonde_at counters' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_counters)'
complete -c sonde -n '__sonde_at kernel_log' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_kernel_log)'
complete -c sonde -n '__sonde_at resolvers' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_resolvers)'
complete -c sonde -n '__sonde_at sysctls' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_sysctls)'
complete -c sonde -n '__sonde_at memory' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_memory)'
complete -c sonde -n '__sonde_at pressure' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_pressure)'
complete -c sonde -n '__sonde_at cpu' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_cpu)'
complete -c sonde -n '__sonde_at interrupts' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_interrupts)'
complete -c sonde -n '__sonde_at disks' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_disks)'
complete -c sonde -n '__sonde_at limits' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_limits)'
complete -c sonde -n '__sonde_at oom' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_oom)'
complete -c sonde -n '__sonde_at mounts' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_mounts)'
complete -c sonde -n '__sonde_at diff' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_differences)'
complete -c sonde -n '__sonde_at diagnose' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_findings)'
complete -c sonde -n '__sonde_at can' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_access)'
complete -c sonde -n '__sonde_at gaps' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_gaps)'
complete -c sonde -n '__sonde_at ""' -l group -d 'Count rows that agree in these columns.' -x
complete -c sonde -n '__sonde_at sockets listen conns peers decode' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_sockets)'
complete -c sonde -n '__sonde_at processes tree' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_processes)'
complete -c sonde -n '__sonde_at threads' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_threads)'
complete -c sonde -n '__sonde_at files' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_files)'
complete -c sonde -n '__sonde_at config' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_config)'
complete -c sonde -n '__sonde_at hints' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_hints)'
complete -c sonde -n '__sonde_at ports' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_ports)'
complete -c sonde -n '__sonde_at logs' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_logs)'
complete -c sonde -n '__sonde_at who' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_links)'
complete -c sonde -n '__sonde_at path' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_path)'
complete -c sonde -n '__sonde_at containers' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_containers)'
complete -c sonde -n '__sonde_at namespaces' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_namespaces)'
complete -c sonde -n '__sonde_at interfaces' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_interfaces)'
complete -c sonde -n '__sonde_at addresses' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_addresses)'
complete -c sonde -n '__sonde_at routes' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_routes)'
complete -c sonde -n '__sonde_at rules' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_rules)'
complete -c sonde -n '__sonde_at neighbors' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_neighbors)'
complete -c sonde -n '__sonde_at qdiscs' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_qdiscs)'
complete -c sonde -n '__sonde_at flows' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_flows)'
complete -c sonde -n '__sonde_at firewall' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_firewall)'
complete -c sonde -n '__sonde_at published' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_published)'
complete -c sonde -n '__sonde_at counters' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_counters)'
complete -c sonde -n '__sonde_at kernel_log' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_kernel_log)'
complete -c sonde -n '__sonde_at resolvers' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_resolvers)'
complete -c sonde -n '__sonde_at sysctls' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_sysctls)'
complete -c sonde -n '__sonde_at memory' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_memory)'
complete -c sonde -n '__sonde_at pressure' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_pressure)'
complete -c sonde -n '__sonde_at cpu' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_cpu)'
complete -c sonde -n '__sonde_at interrupts' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_interrupts)'
complete -c sonde -n '__sonde_at disks' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_disks)'
complete -c sonde -n '__sonde_at limits' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_limits)'
complete -c sonde -n '__sonde_at oom' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_oom)'
complete -c sonde -n '__sonde_at mounts' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_mounts)'
complete -c sonde -n '__sonde_at diff' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_differences)'
complete -c sonde -n '__sonde_at diagnose' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_findings)'
complete -c sonde -n '__sonde_at can' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_access)'
complete -c sonde -n '__sonde_at gaps' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_gaps)'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l limit -d 'Show at most N rows.' -x
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps' -l watch -d 'Look again and again (every second), and mark what came and went.'
complete -c sonde -n '__sonde_at "" interfaces qdiscs counters cpu interrupts disks diagnose' -l interval -d 'Look twice, so long apart, and show what numbers grew a second, too.' -x
complete -c sonde -n '__sonde_at "" diagnose' -l list -d 'Show every check with its question and its verdict here, instead of what was found.'
complete -c sonde -n '__sonde_at "" logs' -l follow -d 'Go on with what is written from now on, until Ctrl-C.'
complete -c sonde -n '__sonde_at "" collect' -l output -d 'Write to this file, which must not be there yet; - for standard output.' -x
complete -c sonde -n '__sonde_at "" collect' -l redact -d 'Mask secrets; =addresses: give IPv4, IPv6 and MACs others too.' -f -a 'environments secrets addresses'
complete -c sonde -n '__sonde_at "" collect' -l script -d 'Print a collector for where sonde is not: sh (any shell) or awk.' -f -a 'sh awk'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l no-header -d 'Leave out the line with the names of the columns.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps' -l resolve -d 'Show names of well-known ports and of /etc/hosts; the network is not asked.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l raw -d 'Do not escape control characters in names; refused on a terminal.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l color -d 'Use colour: auto (on a terminal), always, never; NO_COLOR turns it off.' -x -a 'auto always never'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts diff decode diagnose can gaps sql' -l strict -d 'Exit with 3 when something could not be seen.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers ports who path interfaces addresses routes rules neighbors qdiscs flows diagnose can gaps sql' -l source -d 'Read by netlink, from the text of /proc/net (proc), or the best way (auto).' -x -a 'auto netlink proc'
complete -c sonde -n '__sonde_at "" sockets listen conns peers ports routes decode diagnose gaps sql' -l endian -d 'Byte order of the machine that printed the text: little, big, or infer it.' -x -a 'infer little big'
complete -c sonde -n '__sonde_at "" explain' -l lang -d 'Explain in English, Japanese or Chinese; by default as LANG says.' -x -a 'en ja zh'
complete -c sonde -n '__sonde_at "" help' -l markdown -d 'Print the whole reference as Markdown.'
complete -c sonde -n '__sonde_at "" help' -l man -d 'Print the man page, in roff.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts run inject collect diff decode explain diagnose can gaps sql help completion version' -l help -d 'Say what the command does, with examples.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts run inject collect diff decode explain diagnose can gaps sql help completion version' -l version -d 'Print the version.'
function __sonde_columns_sockets
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that has the socket.' \
    "$before" container 'Container of the process: its name, or the first digits of its id.' \
    "$before" protocol 'Transport of the socket.' \
    "$before" family 'Address family of the socket; an IPv6 socket may have IPv4 addresses.' \
    "$before" state 'State of the connection; UNCONN: no peer, and no connections in this protocol.' \
    "$before" recv_q 'Bytes the process has not read yet; of a listener: connections that wait for accept().' \
    "$before" send_q 'Bytes that the peer has not acknowledged yet.' \
    "$before" backlog 'How many connections may wait for accept(); the queue takes one more.' \
    "$before" local 'Address and port here; of a unix socket its path.' \
    "$before" remote 'Address and port of the peer.' \
    "$before" serves 'Whom a listener serves: IPv4, IPv6, or both.' \
    "$before" local_address 'Address here.' \
    "$before" local_port 'Port here.' \
    "$before" remote_address 'Address of the peer.' \
    "$before" remote_port 'Port of the peer.' \
    "$before" interface 'Interface it is bound to.' \
    "$before" direction 'Who made a connection: in, a client of a port that is served here; out, we.' \
    "$before" timer 'What the kernel waits for.' \
    "$before" timer_ms 'Time until the timer fires.' \
    "$before" retransmits 'How often the oldest unacknowledged data was sent again.' \
    "$before" probes 'Keepalive or zero-window probes that were not answered.' \
    "$before" uid 'User who made the socket.' \
    "$before" user 'Name of that user in /etc/passwd, or the number.' \
    "$before" inode 'Inode of the socket: socket:[N] in /proc/PID/fd.' \
    "$before" pid 'Process that has it open; of several the one with the lowest pid.' \
    "$before" pids 'All processes that have it open.' \
    "$before" process 'Name of the process: /proc/PID/comm.' \
    "$before" held_by 'Process and pid, or in parentheses why there is none.' \
    "$before" fd 'Descriptor in that process.' \
    "$before" command 'Command line of the process; passwords and tokens as ***.' \
    "$before" owner 'How sure the owner is, or why there is none.' \
    "$before" peer 'Who has the other end, if this machine or another one that answers too, also behind NAT.' \
    "$before" peer_pid 'Process at the other end, where that is on this machine; of several the one with the lowest pid.' \
    "$before" peer_process 'Name of that process.' \
    "$before" peer_container 'Container of that process; of docker\'s proxy the one that it leads to.' \
    "$before" published_at 'Ports of the machine that lead to a listener in another network namespace.' \
    "$before" listener 'Inode of the listener in whose accept queue the connection waits.' \
    "$before" dual_stack 'Whether an IPv6 socket on all addresses takes IPv4 too.' \
    "$before" path 'Path of a unix socket; an abstract name begins with @.' \
    "$before" peer_inode 'Inode of the other end of a unix connection.' \
    "$before" type 'Kind of a unix or packet socket: stream, dgram, seqpacket or raw.' \
    "$before" protocol_number 'IP protocol of a raw, EtherType of a packet, bus of a netlink socket.' \
    "$before" port_id 'Address of a netlink socket.' \
    "$before" drops 'Packets dropped since the socket was made, for want of room.' \
    "$before" rtt_us 'Smoothed round-trip time.' \
    "$before" rttvar_us 'Variation of the round-trip time.' \
    "$before" min_rtt_us 'Least round-trip time of late.' \
    "$before" cwnd 'Congestion window.' \
    "$before" ssthresh 'Slow-start threshold.' \
    "$before" mss 'Maximum segment size.' \
    "$before" unacked 'Segments that are not acknowledged.' \
    "$before" lost 'Segments that are taken for lost.' \
    "$before" retrans_total 'Segments that were sent again since the connection began.' \
    "$before" last_ack_ms 'Time since anything came from the peer.' \
    "$before" bytes_sent 'Bytes sent, retransmissions included.' \
    "$before" bytes_received 'Bytes received.' \
    "$before" congestion 'Congestion control in use.' \
    "$before" receive_memory 'Memory of the receive queue.' \
    "$before" receive_buffer 'Limit of that memory.' \
    "$before" send_memory 'Memory of the send queue.' \
    "$before" send_buffer 'Limit of that memory.' \
    "$before" mark 'Firewall mark of the socket.' \
    "$before" cgroup 'Number of its cgroup (v2).' \
    "$before" cookie 'Number that no other socket gets until the machine restarts.'
end
function __sonde_filter_sockets
  printf '%s%s\\t%s\\n' \
    '' src 'A word of ss for an end of the socket.' \
    '' dst 'A word of ss for an end of the socket.' \
    '' sport 'A word of ss for an end of the socket.' \
    '' dport 'A word of ss for an end of the socket.' \
    '' dev 'A word of ss for an end of the socket.' \
    '' fwmark 'A word of ss for an end of the socket.' \
    '' exclude 'Not in this state.' \
    '' netns 'Network namespace that has the socket.' \
    '' container 'Container of the process: its name, or the first digits of its id.' \
    '' protocol 'Transport of the socket.' \
    '' family 'Address family of the socket; an IPv6 socket may have IPv4 addresses.' \
    '' state 'State of the connection; UNCONN: no peer, and no connections in this protocol.' \
    '' recv_q 'Bytes the process has not read yet; of a listener: connections that wait for accept().' \
    '' send_q 'Bytes that the peer has not acknowledged yet.' \
    '' backlog 'How many connections may wait for accept(); the queue takes one more.' \
    '' local 'Address and port here; of a unix socket its path.' \
    '' remote 'Address and port of the peer.' \
    '' serves 'Whom a listener serves: IPv4, IPv6, or both.' \
    '' local_address 'Address here.' \
    '' local_port 'Port here.' \
    '' remote_address 'Address of the peer.' \
    '' remote_port 'Port of the peer.' \
    '' interface 'Interface it is bound to.' \
    '' direction 'Who made a connection: in, a client of a port that is served here; out, we.' \
    '' timer 'What the kernel waits for.' \
    '' timer_ms 'Time until the timer fires.' \
    '' retransmits 'How often the oldest unacknowledged data was sent again.' \
    '' probes 'Keepalive or zero-window probes that were not answered.' \
    '' uid 'User who made the socket.' \
    '' user 'Name of that user in /etc/passwd, or the number.' \
    '' inode 'Inode of the socket: socket:[N] in /proc/PID/fd.' \
    '' pid 'Process that has it open; of several the one with the lowest pid.' \
    '' pids 'All processes that have it open.' \
    '' process 'Name of the process: /proc/PID/comm.' \
    '' held_by 'Process and pid, or in parentheses why there is none.' \
    '' fd 'Descriptor in that process.' \
    '' command 'Command line of the process; passwords and tokens as ***.' \
    '' owner 'How sure the owner is, or why there is none.' \
    '' peer 'Who has the other end, if this machine or another one that answers too, also behind NAT.' \
    '' peer_pid 'Process at the other end, where that is on this machine; of several the one with the lowest pid.' \
    '' peer_process 'Name of that process.' \
    '' peer_container 'Container of that process; of docker\'s proxy the one that it leads to.' \
    '' published_at 'Ports of the machine that lead to a listener in another network namespace.' \
    '' listener 'Inode of the listener in whose accept queue the connection waits.' \
    '' dual_stack 'Whether an IPv6 socket on all addresses takes IPv4 too.' \
    '' path 'Path of a unix socket; an abstract name begins with @.' \
    '' peer_inode 'Inode of the other end of a unix connection.' \
    '' type 'Kind of a unix or packet socket: stream, dgram, seqpacket or raw.' \
    '' protocol_number 'IP protocol of a raw, EtherType of a packet, bus of a netlink socket.' \
    '' port_id 'Address of a netlink socket.' \
    '' drops 'Packets dropped since the socket was made, for want of room.' \
    '' rtt_us 'Smoothed round-trip time.' \
    '' rttvar_us 'Variation of the round-trip time.' \
    '' min_rtt_us 'Least round-trip time of late.' \
    '' cwnd 'Congestion window.' \
    '' ssthresh 'Slow-start threshold.' \
    '' mss 'Maximum segment size.' \
    '' unacked 'Segments that are not acknowledged.' \
    '' lost 'Segments that are taken for lost.' \
    '' retrans_total 'Segments that were sent again since the connection began.' \
    '' last_ack_ms 'Time since anything came from the peer.' \
    '' bytes_sent 'Bytes sent, retransmissions included.' \
    '' bytes_received 'Bytes received.' \
    '' congestion 'Congestion control in use.' \
    '' receive_memory 'Memory of the receive queue.' \
    '' receive_buffer 'Limit of that memory.' \
    '' send_memory 'Memory of the send queue.' \
    '' send_buffer 'Limit of that memory.' \
    '' mark 'Firewall mark of the socket.' \
    '' cgroup 'Number of its cgroup (v2).' \
    '' cookie 'Number that no other socket gets until the machine restarts.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after protocol' -a 'tcp udp udplite raw icmp sctp unix packet netlink'
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after family' -a 'ipv4 ipv6 unix packet netlink'
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after state exclude' -a 'ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING BOUND UNCONN estab listening unconnected closed connected bound-inactive synchronized bucket big all'
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after direction' -a 'in out'
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after timer' -a 'off retransmit keepalive time-wait zero-window'
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after owner' -a 'fd thread in-flight accept-queue syn-queue time-wait orphan kernel probable hidden elsewhere'
complete -c sonde -n '__sonde_at sockets listen conns peers; and not __sonde_after protocol family state exclude direction timer owner' -a '(__sonde_filter_sockets)'
function __sonde_columns_processes
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" pid 'Number of the process.' \
    "$before" ppid 'Its parent; 0: none that can be seen from here.' \
    "$before" uid 'User who runs it (the real one).' \
    "$before" euid 'User whose rights it has.' \
    "$before" user 'Name of the uid in /etc/passwd, or the number.' \
    "$before" state 'R runs, S sleeps, D waits for a device, Z zombie, T stopped, t traced, I idle.' \
    "$before" cpu_percent 'Share of a processor over its life; with --watch since the last look.' \
    "$before" memory_percent 'Share of the memory of the machine.' \
    "$before" rss 'Memory it has in RAM, for people.' \
    "$before" rss_bytes 'Memory it has in RAM, shared pages included.' \
    "$before" vsz_bytes 'Its address space.' \
    "$before" swap_bytes 'Memory it has in swap.' \
    "$before" age 'Time since it started, for people.' \
    "$before" age_s 'Seconds since it started.' \
    "$before" started 'When it started, in UTC (RFC 3339).' \
    "$before" tty 'Terminal that it belongs to.' \
    "$before" process 'Its name, at most 15 bytes: /proc/PID/comm.' \
    "$before" runs 'Its command line, or [name] of a kernel thread or a zombie.' \
    "$before" command 'Its command line, as it stands now; passwords and tokens as ***.' \
    "$before" exe 'The file that it runs.' \
    "$before" container 'Container that it is in, by name or the first 12 digits of its id.' \
    "$before" netns 'Network namespace of its first thread.' \
    "$before" threads 'How many threads it has.' \
    "$before" ports 'Ports that it listens on: 80,443,53/udp; a look at all sockets.' \
    "$before" fds 'How many descriptors it has open.' \
    "$before" fd_limit 'How many descriptors it may have open: the soft limit of RLIMIT_NOFILE.' \
    "$before" fds_percent 'Share of that limit in use; at 100 open() and accept() fail with EMFILE.' \
    "$before" cpu_ms 'Processor time that it has taken, of user and system.' \
    "$before" switches 'How often its first thread began to wait (voluntary context switches).' \
    "$before" kernel_thread 'Whether it is a thread of the kernel, which runs no program.' \
    "$before" nice 'Niceness, -20 to 19.' \
    "$before" priority 'Priority of the scheduler; below 0: real-time.' \
    "$before" processor 'Processor that it ran on last.' \
    "$before" session 'Session of its terminal.' \
    "$before" pgrp 'Process group.' \
    "$before" tracer_pid 'Process that traces it.' \
    "$before" cwd 'Its working directory.' \
    "$before" root 'Its root directory.' \
    "$before" cgroup 'Its cgroup: of version 2, or that of systemd.'
end
function __sonde_filter_processes
  printf '%s%s\\t%s\\n' \
    '' exclude 'Not in this state.' \
    '' pid 'Number of the process.' \
    '' ppid 'Its parent; 0: none that can be seen from here.' \
    '' uid 'User who runs it (the real one).' \
    '' euid 'User whose rights it has.' \
    '' user 'Name of the uid in /etc/passwd, or the number.' \
    '' state 'R runs, S sleeps, D waits for a device, Z zombie, T stopped, t traced, I idle.' \
    '' cpu_percent 'Share of a processor over its life; with --watch since the last look.' \
    '' memory_percent 'Share of the memory of the machine.' \
    '' rss 'Memory it has in RAM, for people.' \
    '' rss_bytes 'Memory it has in RAM, shared pages included.' \
    '' vsz_bytes 'Its address space.' \
    '' swap_bytes 'Memory it has in swap.' \
    '' age 'Time since it started, for people.' \
    '' age_s 'Seconds since it started.' \
    '' started 'When it started, in UTC (RFC 3339).' \
    '' tty 'Terminal that it belongs to.' \
    '' process 'Its name, at most 15 bytes: /proc/PID/comm.' \
    '' runs 'Its command line, or [name] of a kernel thread or a zombie.' \
    '' command 'Its command line, as it stands now; passwords and tokens as ***.' \
    '' exe 'The file that it runs.' \
    '' container 'Container that it is in, by name or the first 12 digits of its id.' \
    '' netns 'Network namespace of its first thread.' \
    '' threads 'How many threads it has.' \
    '' ports 'Ports that it listens on: 80,443,53/udp; a look at all sockets.' \
    '' fds 'How many descriptors it has open.' \
    '' fd_limit 'How many descriptors it may have open: the soft limit of RLIMIT_NOFILE.' \
    '' fds_percent 'Share of that limit in use; at 100 open() and accept() fail with EMFILE.' \
    '' cpu_ms 'Processor time that it has taken, of user and system.' \
    '' switches 'How often its first thread began to wait (voluntary context switches).' \
    '' kernel_thread 'Whether it is a thread of the kernel, which runs no program.' \
    '' nice 'Niceness, -20 to 19.' \
    '' priority 'Priority of the scheduler; below 0: real-time.' \
    '' processor 'Processor that it ran on last.' \
    '' session 'Session of its terminal.' \
    '' pgrp 'Process group.' \
    '' tracer_pid 'Process that traces it.' \
    '' cwd 'Its working directory.' \
    '' root 'Its root directory.' \
    '' cgroup 'Its cgroup: of version 2, or that of systemd.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at processes tree; and __sonde_after state exclude' -a 'R S D Z T t I X K W P running sleeping blocked zombie stopped traced idle'
complete -c sonde -n '__sonde_at processes tree; and not __sonde_after state exclude' -a '(__sonde_filter_processes)'
function __sonde_columns_threads
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" pid 'Process that it is of.' \
    "$before" tid 'Number of the thread; that of the first is the pid.' \
    "$before" process 'Name of the thread, which may have one of its own.' \
    "$before" user 'Name of the user who runs the process, or the number.' \
    "$before" state 'R runs, S sleeps, D waits for a device, Z zombie, T stopped, t traced, I idle.' \
    "$before" cpu_percent 'Share of a processor over its life; with --watch: since the last look.' \
    "$before" cpu_ms 'Processor time that it has taken, of user and system.' \
    "$before" processor 'Processor that it ran on last.' \
    "$before" nice 'Niceness, -20 to 19.' \
    "$before" priority 'Priority of the scheduler; below 0: real-time.' \
    "$before" waits_in 'Function of the kernel that it sleeps in: /proc/PID/task/TID/wchan.' \
    "$before" pipe_reads 'Of one that waits to write into a pipe: what its readers have read, from anywhere.' \
    "$before" switches 'How often it began to wait (voluntary context switches).' \
    "$before" kernel_thread 'Whether it is a thread of the kernel, which runs no program.' \
    "$before" tty 'Terminal that its process belongs to.' \
    "$before" started 'When it started, in UTC (RFC 3339).' \
    "$before" age_s 'Seconds since it started.' \
    "$before" container 'Container of its process.' \
    "$before" netns 'Network namespace of the thread, which may be another than that of its process.'
end
function __sonde_filter_threads
  printf '%s%s\\t%s\\n' \
    '' exclude 'Not in this state.' \
    '' pid 'Process that it is of.' \
    '' tid 'Number of the thread; that of the first is the pid.' \
    '' process 'Name of the thread, which may have one of its own.' \
    '' user 'Name of the user who runs the process, or the number.' \
    '' state 'R runs, S sleeps, D waits for a device, Z zombie, T stopped, t traced, I idle.' \
    '' cpu_percent 'Share of a processor over its life; with --watch: since the last look.' \
    '' cpu_ms 'Processor time that it has taken, of user and system.' \
    '' processor 'Processor that it ran on last.' \
    '' nice 'Niceness, -20 to 19.' \
    '' priority 'Priority of the scheduler; below 0: real-time.' \
    '' waits_in 'Function of the kernel that it sleeps in: /proc/PID/task/TID/wchan.' \
    '' pipe_reads 'Of one that waits to write into a pipe: what its readers have read, from anywhere.' \
    '' switches 'How often it began to wait (voluntary context switches).' \
    '' kernel_thread 'Whether it is a thread of the kernel, which runs no program.' \
    '' tty 'Terminal that its process belongs to.' \
    '' started 'When it started, in UTC (RFC 3339).' \
    '' age_s 'Seconds since it started.' \
    '' container 'Container of its process.' \
    '' netns 'Network namespace of the thread, which may be another than that of its process.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at threads; and __sonde_after state exclude' -a 'R S D Z T t I X K W P running sleeping blocked zombie stopped traced idle'
complete -c sonde -n '__sonde_at threads; and not __sonde_after state exclude' -a '(__sonde_filter_threads)'
function __sonde_columns_files
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" pid 'Process that has it.' \
    "$before" process 'Its name: /proc/PID/comm.' \
    "$before" user 'User who runs it.' \
    "$before" how 'Number and mode of the descriptor, or cwd, root or exe.' \
    "$before" fd 'Number of the descriptor; the working directory, the root and the program have none.' \
    "$before" use 'Whether it is open, or is the working directory, the root or the program.' \
    "$before" kind 'What it is; anon: without a name, such as an eventpoll or a memfd.' \
    "$before" what 'The target, and whether it was deleted.' \
    "$before" target 'Its path as the process sees it; of a socket its ends, of a pipe its number.' \
    "$before" mode 'Opened for reading (r), writing (w) or both.' \
    "$before" deleted 'Whether its last name is gone: it takes room until it is closed.' \
    "$before" log 'Whether it looks like a log: written to, and in a directory or with a name for logs.' \
    "$before" inode 'Its inode; of a socket or pipe the N of socket:[N].' \
    "$before" size_bytes 'How long the file is.' \
    "$before" allocated_bytes 'Room that it takes: less than its length where it has holes.' \
    "$before" position 'Where the next read or write begins.' \
    "$before" peer 'Who has the other end of a pipe or unix connection; nobody: it is closed.' \
    "$before" reload_signal 'HUP where its process catches it, as to open its log again; it ends others.' \
    "$before" container 'Container of the process.'
end
function __sonde_filter_files
  printf '%s%s\\t%s\\n' \
    '' pid 'Process that has it.' \
    '' process 'Its name: /proc/PID/comm.' \
    '' user 'User who runs it.' \
    '' how 'Number and mode of the descriptor, or cwd, root or exe.' \
    '' fd 'Number of the descriptor; the working directory, the root and the program have none.' \
    '' use 'Whether it is open, or is the working directory, the root or the program.' \
    '' kind 'What it is; anon: without a name, such as an eventpoll or a memfd.' \
    '' what 'The target, and whether it was deleted.' \
    '' target 'Its path as the process sees it; of a socket its ends, of a pipe its number.' \
    '' mode 'Opened for reading (r), writing (w) or both.' \
    '' deleted 'Whether its last name is gone: it takes room until it is closed.' \
    '' log 'Whether it looks like a log: written to, and in a directory or with a name for logs.' \
    '' inode 'Its inode; of a socket or pipe the N of socket:[N].' \
    '' size_bytes 'How long the file is.' \
    '' allocated_bytes 'Room that it takes: less than its length where it has holes.' \
    '' position 'Where the next read or write begins.' \
    '' peer 'Who has the other end of a pipe or unix connection; nobody: it is closed.' \
    '' reload_signal 'HUP where its process catches it, as to open its log again; it ends others.' \
    '' container 'Container of the process.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at files; and __sonde_after use' -a 'open cwd root exe'
complete -c sonde -n '__sonde_at files; and __sonde_after kind' -a 'file socket pipe device anon directory'
complete -c sonde -n '__sonde_at files; and __sonde_after mode' -a 'r w rw'
complete -c sonde -n '__sonde_at files; and not __sonde_after use kind mode' -a '(__sonde_filter_files)'
function __sonde_columns_config
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" pid 'Process that is configured.' \
    "$before" process 'Its name: /proc/PID/comm.' \
    "$before" container 'Container of the process.' \
    "$before" kind 'What tells it: reload, argument, variable, open file, mount, default, unit or package.' \
    "$before" what 'Path as the process sees it, or name of the variable.' \
    "$before" value 'The whole argument, the value of the variable, or what is mounted there; secrets are stars.' \
    "$before" exists 'Whether there is such a file or directory, where one was looked for.' \
    "$before" how 'How that is known.'
end
function __sonde_filter_config
  printf '%s%s\\t%s\\n' \
    '' pid 'Process that is configured.' \
    '' process 'Its name: /proc/PID/comm.' \
    '' container 'Container of the process.' \
    '' kind 'What tells it: reload, argument, variable, open file, mount, default, unit or package.' \
    '' what 'Path as the process sees it, or name of the variable.' \
    '' value 'The whole argument, the value of the variable, or what is mounted there; secrets are stars.' \
    '' exists 'Whether there is such a file or directory, where one was looked for.' \
    '' how 'How that is known.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at config; and __sonde_after kind' -a 'reload argument environment open mount default unit package'
complete -c sonde -n '__sonde_at config; and not __sonde_after kind' -a '(__sonde_filter_config)'
function __sonde_columns_hints
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" kind 'What gives it away: hosts, known-host, ssh, service, link, variable or history.' \
    "$before" target 'The server: LOGIN@HOST:PORT, as far as it is said.' \
    "$before" login 'As whom somebody logs in there.' \
    "$before" host 'Its name, address or pattern; known_hosts may keep it as a hash.' \
    "$before" port 'Its port, where one is said.' \
    "$before" address 'Its address, where one is said.' \
    "$before" says 'What stands there; secrets are stars.' \
    "$before" where 'FILE:LINE, or the name of the variable.' \
    "$before" file 'File that says it, as the place sees it.' \
    "$before" line 'Line of the file; of several the first.' \
    "$before" variable 'Variable of the environment that says it.' \
    "$before" whose 'Process that has the variable, or user whose home it is; its container.' \
    "$before" pid 'Process that has the variable; of several the one with the lowest pid.' \
    "$before" process 'Its name: /proc/PID/comm.' \
    "$before" user 'User whose home or process it is.' \
    "$before" container 'Container in which it was found.' \
    "$before" times 'How many lines of the file, or processes, say the same.'
end
function __sonde_filter_hints
  printf '%s%s\\t%s\\n' \
    '' kind 'What gives it away: hosts, known-host, ssh, service, link, variable or history.' \
    '' target 'The server: LOGIN@HOST:PORT, as far as it is said.' \
    '' login 'As whom somebody logs in there.' \
    '' host 'Its name, address or pattern; known_hosts may keep it as a hash.' \
    '' port 'Its port, where one is said.' \
    '' address 'Its address, where one is said.' \
    '' says 'What stands there; secrets are stars.' \
    '' where 'FILE:LINE, or the name of the variable.' \
    '' file 'File that says it, as the place sees it.' \
    '' line 'Line of the file; of several the first.' \
    '' variable 'Variable of the environment that says it.' \
    '' whose 'Process that has the variable, or user whose home it is; its container.' \
    '' pid 'Process that has the variable; of several the one with the lowest pid.' \
    '' process 'Its name: /proc/PID/comm.' \
    '' user 'User whose home or process it is.' \
    '' container 'Container in which it was found.' \
    '' times 'How many lines of the file, or processes, say the same.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at hints; and __sonde_after kind' -a 'hosts known-host ssh service link variable history'
complete -c sonde -n '__sonde_at hints; and not __sonde_after kind' -a '(__sonde_filter_hints)'
function __sonde_columns_ports
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that the ports are of.' \
    "$before" container 'The one container that the namespace belongs to.' \
    "$before" local_address 'Address here.' \
    "$before" remote_address 'Address of the peer.' \
    "$before" remote_port 'Port of the peer.' \
    "$before" used 'Local ports of the range in use from here to there.' \
    "$before" time_wait 'How many of them only wait in TIME_WAIT.' \
    "$before" usable 'Ports of the range that are not reserved (net.ipv4.ip_local_reserved_ports).' \
    "$before" used_percent 'Share of the usable ports in use; at 100 connect() fails with EADDRNOTAVAIL.' \
    "$before" range 'The range: net.ipv4.ip_local_port_range.'
end
function __sonde_filter_ports
  printf '%s%s\\t%s\\n' \
    '' src 'A word of ss for an end of the socket.' \
    '' dst 'A word of ss for an end of the socket.' \
    '' dport 'A word of ss for an end of the socket.' \
    '' netns 'Network namespace that the ports are of.' \
    '' container 'The one container that the namespace belongs to.' \
    '' local_address 'Address here.' \
    '' remote_address 'Address of the peer.' \
    '' remote_port 'Port of the peer.' \
    '' used 'Local ports of the range in use from here to there.' \
    '' time_wait 'How many of them only wait in TIME_WAIT.' \
    '' usable 'Ports of the range that are not reserved (net.ipv4.ip_local_reserved_ports).' \
    '' used_percent 'Share of the usable ports in use; at 100 connect() fails with EADDRNOTAVAIL.' \
    '' range 'The range: net.ipv4.ip_local_port_range.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at ports' -a '(__sonde_filter_ports)'
function __sonde_columns_logs
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" pid 'Process that writes there; of several the one with the lowest pid.' \
    "$before" process 'Its name: /proc/PID/comm.' \
    "$before" container 'Its container.' \
    "$before" by 'By which descriptors; of many the first sixteen.' \
    "$before" descriptors 'By which descriptors; 1 is its output, 2 its errors.' \
    "$before" kind 'What it is; runtime: the file that the container\'s runtime keeps its output in.' \
    "$before" target 'Path of the file, number of the pipe, or ends of the socket.' \
    "$before" deleted 'Whether the file has lost its name: rotated away, and still written to.' \
    "$before" read_by 'Who has the other end of the pipe or socket.' \
    "$before" writers 'How many processes write there.' \
    "$before" tail 'Its last ten lines; of a pipe those that its reader has not taken yet.'
end
function __sonde_filter_logs
  printf '%s%s\\t%s\\n' \
    '' pid 'Process that writes there; of several the one with the lowest pid.' \
    '' process 'Its name: /proc/PID/comm.' \
    '' container 'Its container.' \
    '' by 'By which descriptors; of many the first sixteen.' \
    '' descriptors 'By which descriptors; 1 is its output, 2 its errors.' \
    '' kind 'What it is; runtime: the file that the container\'s runtime keeps its output in.' \
    '' target 'Path of the file, number of the pipe, or ends of the socket.' \
    '' deleted 'Whether the file has lost its name: rotated away, and still written to.' \
    '' read_by 'Who has the other end of the pipe or socket.' \
    '' writers 'How many processes write there.' \
    '' tail 'Its last ten lines; of a pipe those that its reader has not taken yet.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at logs; and __sonde_after kind' -a 'file pipe socket terminal nowhere runtime'
complete -c sonde -n '__sonde_at logs; and not __sonde_after kind' -a '(__sonde_filter_logs)'
function __sonde_columns_links
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" thing 'What was asked; a bare word or number may mean several.' \
    "$before" relation 'How it is linked; is: what the thing itself is.' \
    "$before" says 'The link in words.' \
    "$before" netns 'Network namespace of it.' \
    "$before" container 'Its container.' \
    "$before" pid 'Its process.' \
    "$before" process 'Name of the process: /proc/PID/comm.' \
    "$before" address 'Where: an address, the other end of a connection, a path.' \
    "$before" state 'State of the sockets.' \
    "$before" count 'How many sockets agree in all this.' \
    "$before" peer_netns 'Network namespace of the other end, where that is on this machine.' \
    "$before" peer_container 'Container of the other end.' \
    "$before" peer_pid 'Process that has the other end.' \
    "$before" peer_process 'Name of that process.' \
    "$before" peer_host 'Machine of the other end, where it is another one of those that answer.'
end
function __sonde_columns_path
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that the step is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" number 'Place of the step on the way, from 1.' \
    "$before" step 'What is met: name, rule, route, source, firewall, nat, neighbour, interface, listener.' \
    "$before" verdict 'Whether the packet passes: ok, fails, or unknown where nobody can say.' \
    "$before" says 'The step in words.' \
    "$before" evidence 'Where that was read, and what stands there.' \
    "$before" next 'The next command, or what to change.' \
    "$before" source 'The address that the packet is from, once it has one.' \
    "$before" destination 'The address that it goes to, which NAT may change.' \
    "$before" port 'The port that it goes to, which NAT may change.' \
    "$before" gateway 'The next hop, where there is one.' \
    "$before" interface 'The interface that it leaves by.'
end
function __sonde_columns_containers
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" id 'Id that its runtime gave it; some kinds have none.' \
    "$before" container 'What other tables call it: its name, or the first digits of its id.' \
    "$before" name 'Its name; of a container in a pod POD/CONTAINER.' \
    "$before" runtime 'What runs it; unknown where nothing says it, or two signs disagree.' \
    "$before" image 'The image that it was made from.' \
    "$before" pod 'Its pod.' \
    "$before" pod_namespace 'Namespace of the pod in Kubernetes.' \
    "$before" addresses 'Addresses of its network namespace.' \
    "$before" pid 'Its first process.' \
    "$before" processes 'How many processes it has.' \
    "$before" netns 'Its network namespace.' \
    "$before" started 'When its first process began (UTC).' \
    "$before" age_s 'Seconds since its first process began.' \
    "$before" restarts 'How often docker or the kubelet has started it again.' \
    "$before" output 'Where its first process prints to: pipe:[N], a file, /dev/null.' \
    "$before" errors 'Where it prints errors to.' \
    "$before" log 'File that its runtime keeps its output in.'
end
function __sonde_filter_containers
  printf '%s%s\\t%s\\n' \
    '' id 'Id that its runtime gave it; some kinds have none.' \
    '' container 'What other tables call it: its name, or the first digits of its id.' \
    '' name 'Its name; of a container in a pod POD/CONTAINER.' \
    '' runtime 'What runs it; unknown where nothing says it, or two signs disagree.' \
    '' image 'The image that it was made from.' \
    '' pod 'Its pod.' \
    '' pod_namespace 'Namespace of the pod in Kubernetes.' \
    '' addresses 'Addresses of its network namespace.' \
    '' pid 'Its first process.' \
    '' processes 'How many processes it has.' \
    '' netns 'Its network namespace.' \
    '' started 'When its first process began (UTC).' \
    '' age_s 'Seconds since its first process began.' \
    '' restarts 'How often docker or the kubelet has started it again.' \
    '' output 'Where its first process prints to: pipe:[N], a file, /dev/null.' \
    '' errors 'Where it prints errors to.' \
    '' log 'File that its runtime keeps its output in.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at containers; and __sonde_after runtime' -a 'unknown docker containerd cri-o podman lxc systemd-nspawn'
complete -c sonde -n '__sonde_at containers; and not __sonde_after runtime' -a '(__sonde_filter_containers)'
function __sonde_columns_namespaces
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" ns 'Number of the namespace: the inode of its link in /proc/PID/ns.' \
    "$before" type 'What it sets apart: cgroup, ipc, mnt, net, pid, time, user or uts.' \
    "$before" nprocs 'How many processes are in it.' \
    "$before" pid 'The lowest of them; of a namespace without processes the one that keeps it.' \
    "$before" ppid 'Parent of that process.' \
    "$before" uid 'User that the process runs as.' \
    "$before" user 'Name of that user in /etc/passwd, or the number.' \
    "$before" container 'The one container that all its processes are in.' \
    "$before" kept_by 'What keeps it: a process, only a thread, an open descriptor, or a mount.' \
    "$before" path 'A file that stands for it; one that it is mounted on, where there is one.' \
    "$before" command 'Command line of the process; passwords and tokens as ***.'
end
function __sonde_filter_namespaces
  printf '%s%s\\t%s\\n' \
    '' ns 'Number of the namespace: the inode of its link in /proc/PID/ns.' \
    '' type 'What it sets apart: cgroup, ipc, mnt, net, pid, time, user or uts.' \
    '' nprocs 'How many processes are in it.' \
    '' pid 'The lowest of them; of a namespace without processes the one that keeps it.' \
    '' ppid 'Parent of that process.' \
    '' uid 'User that the process runs as.' \
    '' user 'Name of that user in /etc/passwd, or the number.' \
    '' container 'The one container that all its processes are in.' \
    '' kept_by 'What keeps it: a process, only a thread, an open descriptor, or a mount.' \
    '' path 'A file that stands for it; one that it is mounted on, where there is one.' \
    '' command 'Command line of the process; passwords and tokens as ***.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at namespaces; and __sonde_after type' -a 'cgroup ipc mnt net pid time user uts'
complete -c sonde -n '__sonde_at namespaces; and __sonde_after kept_by' -a 'process thread descriptor mount'
complete -c sonde -n '__sonde_at namespaces; and not __sonde_after type kept_by' -a '(__sonde_filter_namespaces)'
function __sonde_columns_interfaces
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" name 'Its name.' \
    "$before" index 'Its number in this namespace.' \
    "$before" kind 'What it is to the kernel: veth, bridge, vlan; a real card has none.' \
    "$before" state 'Whether packets can pass: UP, DOWN, LOWERLAYERDOWN; UNKNOWN: the driver does not say.' \
    "$before" flags 'What it is set to and can do, as ip link shows it.' \
    "$before" mtu 'Longest packet that it takes.' \
    "$before" mac 'Its hardware address.' \
    "$before" peer 'The other end of a veth, with its container or namespace.' \
    "$before" parent 'The device that it stands on: of a vlan, a macvlan.' \
    "$before" link_index 'Number of the other end, or of the device below, in its namespace.' \
    "$before" link_netns 'Network namespace of that, where it is another one.' \
    "$before" link_container 'Container of that namespace.' \
    "$before" master 'The bridge or bond that it is a port of.' \
    "$before" rx_bytes 'Bytes received.' \
    "$before" tx_bytes 'Bytes sent.' \
    "$before" rx_packets 'Packets received.' \
    "$before" tx_packets 'Packets sent.' \
    "$before" rx_bytes_per_s 'Bytes received a second; with --interval and --watch.' \
    "$before" rx_packets_per_s 'Packets received a second.' \
    "$before" tx_bytes_per_s 'Bytes sent a second.' \
    "$before" tx_packets_per_s 'Packets sent a second.' \
    "$before" rx_errors 'Packets received broken.' \
    "$before" tx_errors 'Packets that could not be sent.' \
    "$before" rx_dropped 'Received and dropped: no room, or nobody wants them; in text rx_missed too.' \
    "$before" tx_dropped 'Dropped before they were sent.' \
    "$before" rx_missed 'Lost in the card, for want of buffers.' \
    "$before" rx_overruns 'Received and too long for the buffers.' \
    "$before" rx_fifo 'Lost in the card\'s queue of reception.' \
    "$before" tx_fifo 'Lost in the card\'s queue of sending.' \
    "$before" tx_carrier 'Not sent for want of a carrier, as a cable.' \
    "$before" multicast 'Multicast packets received.' \
    "$before" collisions 'Collisions while sending.' \
    "$before" qdisc 'What puts packets in a queue before they are sent.' \
    "$before" txqueuelen 'How many packets it holds.' \
    "$before" tx_queues 'How many queues it sends from: of a card one a processor, at best.' \
    "$before" rx_crc 'Of rx_errors: wrong checksum of the frame: a cable, a plug.' \
    "$before" rx_frame 'Of rx_errors: not a whole number of bytes.' \
    "$before" rx_length 'Of rx_errors: of a length that is wrong.' \
    "$before" rx_nohandler 'Received where nothing should be: a bond\'s backup.' \
    "$before" tx_aborted 'Of tx_errors: given up, as after too many collisions.' \
    "$before" speed_mbit 'Megabits a second; a virtual device makes it up.' \
    "$before" speed_bytes_per_s 'The same speed in bytes.' \
    "$before" duplex 'Full: both ways at once; half: in turn, a fault nowadays.' \
    "$before" rx_ring 'Frames that the card holds until the kernel takes them.' \
    "$before" rx_ring_max 'How many it could hold: ethtool -G sets it.' \
    "$before" tx_ring 'Frames that the card holds until they are sent.' \
    "$before" tx_ring_max 'How many it could hold.' \
    "$before" driver_errors 'Errors that the card counts itself, in the words of IEEE 802.3; none: all are 0.' \
    "$before" addresses 'Its addresses; those that are only of its link (fe80::) are left out.' \
    "$before" default_route 'Whether a default route leads over it.' \
    "$before" peer_mtu 'Longest packet that the other end of a veth takes.' \
    "$before" port_state 'Of a bridge\'s port: forwarding, blocking.' \
    "$before" carrier_changes 'How often its carrier came or went since it was made.' \
    "$before" alias 'What somebody wrote to it.'
end
function __sonde_filter_interfaces
  printf '%s%s\\t%s\\n' \
    '' exclude 'Not in this state.' \
    '' netns 'Network namespace that it is in.' \
    '' container 'Container that this namespace belongs to.' \
    '' name 'Its name.' \
    '' index 'Its number in this namespace.' \
    '' kind 'What it is to the kernel: veth, bridge, vlan; a real card has none.' \
    '' state 'Whether packets can pass: UP, DOWN, LOWERLAYERDOWN; UNKNOWN: the driver does not say.' \
    '' flags 'What it is set to and can do, as ip link shows it.' \
    '' mtu 'Longest packet that it takes.' \
    '' mac 'Its hardware address.' \
    '' peer 'The other end of a veth, with its container or namespace.' \
    '' parent 'The device that it stands on: of a vlan, a macvlan.' \
    '' link_index 'Number of the other end, or of the device below, in its namespace.' \
    '' link_netns 'Network namespace of that, where it is another one.' \
    '' link_container 'Container of that namespace.' \
    '' master 'The bridge or bond that it is a port of.' \
    '' rx_bytes 'Bytes received.' \
    '' tx_bytes 'Bytes sent.' \
    '' rx_packets 'Packets received.' \
    '' tx_packets 'Packets sent.' \
    '' rx_bytes_per_s 'Bytes received a second; with --interval and --watch.' \
    '' rx_packets_per_s 'Packets received a second.' \
    '' tx_bytes_per_s 'Bytes sent a second.' \
    '' tx_packets_per_s 'Packets sent a second.' \
    '' rx_errors 'Packets received broken.' \
    '' tx_errors 'Packets that could not be sent.' \
    '' rx_dropped 'Received and dropped: no room, or nobody wants them; in text rx_missed too.' \
    '' tx_dropped 'Dropped before they were sent.' \
    '' rx_missed 'Lost in the card, for want of buffers.' \
    '' rx_overruns 'Received and too long for the buffers.' \
    '' rx_fifo 'Lost in the card\'s queue of reception.' \
    '' tx_fifo 'Lost in the card\'s queue of sending.' \
    '' tx_carrier 'Not sent for want of a carrier, as a cable.' \
    '' multicast 'Multicast packets received.' \
    '' collisions 'Collisions while sending.' \
    '' qdisc 'What puts packets in a queue before they are sent.' \
    '' txqueuelen 'How many packets it holds.' \
    '' tx_queues 'How many queues it sends from: of a card one a processor, at best.' \
    '' rx_crc 'Of rx_errors: wrong checksum of the frame: a cable, a plug.' \
    '' rx_frame 'Of rx_errors: not a whole number of bytes.' \
    '' rx_length 'Of rx_errors: of a length that is wrong.' \
    '' rx_nohandler 'Received where nothing should be: a bond\'s backup.' \
    '' tx_aborted 'Of tx_errors: given up, as after too many collisions.' \
    '' speed_mbit 'Megabits a second; a virtual device makes it up.' \
    '' speed_bytes_per_s 'The same speed in bytes.' \
    '' duplex 'Full: both ways at once; half: in turn, a fault nowadays.' \
    '' rx_ring 'Frames that the card holds until the kernel takes them.' \
    '' rx_ring_max 'How many it could hold: ethtool -G sets it.' \
    '' tx_ring 'Frames that the card holds until they are sent.' \
    '' tx_ring_max 'How many it could hold.' \
    '' driver_errors 'Errors that the card counts itself, in the words of IEEE 802.3; none: all are 0.' \
    '' addresses 'Its addresses; those that are only of its link (fe80::) are left out.' \
    '' default_route 'Whether a default route leads over it.' \
    '' peer_mtu 'Longest packet that the other end of a veth takes.' \
    '' port_state 'Of a bridge\'s port: forwarding, blocking.' \
    '' carrier_changes 'How often its carrier came or went since it was made.' \
    '' alias 'What somebody wrote to it.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at interfaces; and __sonde_after state exclude' -a 'UNKNOWN NOTPRESENT DOWN LOWERLAYERDOWN TESTING DORMANT UP'
complete -c sonde -n '__sonde_at interfaces; and __sonde_after duplex' -a 'half full'
complete -c sonde -n '__sonde_at interfaces; and __sonde_after port_state' -a 'disabled listening learning forwarding blocking'
complete -c sonde -n '__sonde_at interfaces; and not __sonde_after state exclude duplex port_state' -a '(__sonde_filter_interfaces)'
function __sonde_columns_addresses
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" interface 'The interface that has it.' \
    "$before" index 'Number of that interface.' \
    "$before" family 'IPv4 or IPv6.' \
    "$before" address 'The address.' \
    "$before" prefix 'How many of its first bits name the network.' \
    "$before" scope 'Where it is valid: global, link, host.' \
    "$before" flags 'What is set on it, as ip address shows it; text of /proc has the first eight bits.' \
    "$before" peer 'The address at the other end of a point-to-point link.' \
    "$before" broadcast 'The address that reaches all of its network.' \
    "$before" label 'Name that ifconfig has for it.' \
    "$before" valid_s 'Seconds until it goes; one that stays has none.' \
    "$before" preferred_s 'Seconds until nothing new uses it.'
end
function __sonde_filter_addresses
  printf '%s%s\\t%s\\n' \
    '' src 'A word of ss for an end of the socket.' \
    '' dev 'A word of ss for an end of the socket.' \
    '' netns 'Network namespace that it is in.' \
    '' container 'Container that this namespace belongs to.' \
    '' interface 'The interface that has it.' \
    '' index 'Number of that interface.' \
    '' family 'IPv4 or IPv6.' \
    '' address 'The address.' \
    '' prefix 'How many of its first bits name the network.' \
    '' scope 'Where it is valid: global, link, host.' \
    '' flags 'What is set on it, as ip address shows it; text of /proc has the first eight bits.' \
    '' peer 'The address at the other end of a point-to-point link.' \
    '' broadcast 'The address that reaches all of its network.' \
    '' label 'Name that ifconfig has for it.' \
    '' valid_s 'Seconds until it goes; one that stays has none.' \
    '' preferred_s 'Seconds until nothing new uses it.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at addresses; and __sonde_after family' -a 'ipv4 ipv6'
complete -c sonde -n '__sonde_at addresses; and not __sonde_after family' -a '(__sonde_filter_addresses)'
function __sonde_columns_routes
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" family 'IPv4 or IPv6.' \
    "$before" table 'Routing table that it stands in: main, local, default, or a number.' \
    "$before" destination 'Where it leads: default, or a network.' \
    "$before" gateway 'The next hop; none where the destination is on the link.' \
    "$before" interface 'The interface that packets leave by.' \
    "$before" source 'The address that packets from here get.' \
    "$before" protocol 'Who put it there: kernel, static, dhcp, bird.' \
    "$before" scope 'How far its destinations are: global, link, host.' \
    "$before" metric 'Of several to one destination the least counts.' \
    "$before" type 'What becomes of packets: unicast, local, blackhole, unreachable.' \
    "$before" weight 'Share of one of several next hops.' \
    "$before" flags 'What is set on the next hop: onlink, linkdown, dead.' \
    "$before" from 'Only packets from this network take it.' \
    "$before" tos 'Only packets of this type of service take it.' \
    "$before" preference 'Preference that a router announced: low, medium, high.' \
    "$before" nexthop 'Number of the nexthop object that it uses.' \
    "$before" mtu 'Longest packet on this way.' \
    "$before" has_source 'Whether its source is an address of this place.' \
    "$before" gateway_on_link 'Whether its gateway is in a network of the link, or onlink.' \
    "$before" expires_s 'Seconds until it goes.'
end
function __sonde_filter_routes
  printf '%s%s\\t%s\\n' \
    '' src 'A word of ss for an end of the socket.' \
    '' dev 'A word of ss for an end of the socket.' \
    '' netns 'Network namespace that it is in.' \
    '' container 'Container that this namespace belongs to.' \
    '' family 'IPv4 or IPv6.' \
    '' table 'Routing table that it stands in: main, local, default, or a number.' \
    '' destination 'Where it leads: default, or a network.' \
    '' gateway 'The next hop; none where the destination is on the link.' \
    '' interface 'The interface that packets leave by.' \
    '' source 'The address that packets from here get.' \
    '' protocol 'Who put it there: kernel, static, dhcp, bird.' \
    '' scope 'How far its destinations are: global, link, host.' \
    '' metric 'Of several to one destination the least counts.' \
    '' type 'What becomes of packets: unicast, local, blackhole, unreachable.' \
    '' weight 'Share of one of several next hops.' \
    '' flags 'What is set on the next hop: onlink, linkdown, dead.' \
    '' from 'Only packets from this network take it.' \
    '' tos 'Only packets of this type of service take it.' \
    '' preference 'Preference that a router announced: low, medium, high.' \
    '' nexthop 'Number of the nexthop object that it uses.' \
    '' mtu 'Longest packet on this way.' \
    '' has_source 'Whether its source is an address of this place.' \
    '' gateway_on_link 'Whether its gateway is in a network of the link, or onlink.' \
    '' expires_s 'Seconds until it goes.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at routes; and __sonde_after family' -a 'ipv4 ipv6'
complete -c sonde -n '__sonde_at routes; and __sonde_after type' -a 'unicast local broadcast anycast multicast blackhole unreachable prohibit throw nat xresolve'
complete -c sonde -n '__sonde_at routes; and not __sonde_after family type' -a '(__sonde_filter_routes)'
function __sonde_columns_rules
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" family 'IPv4 or IPv6.' \
    "$before" priority 'Rules are tried from the least on.' \
    "$before" selector 'Which packets it is for, as ip rule shows it.' \
    "$before" action 'What it does with them: lookup, blackhole, unreachable, prohibit, goto, nop.' \
    "$before" table 'Routing table that a lookup uses.' \
    "$before" table_routes 'How many routes that table has; of none the next rule is tried.' \
    "$before" source_known 'Whether any address that it is from is of this place, or has a route other than default; a single address one of its own.' \
    "$before" goto 'Priority of the rule that a goto leads to.' \
    "$before" suppress_prefixlength 'Routes whose prefix is not longer than this are not taken.' \
    "$before" suppress_ifgroup 'Routes through interfaces of this group are not taken.' \
    "$before" realms 'Realms that routes get by it.' \
    "$before" protocol 'Who put it there: kernel, static, bird.'
end
function __sonde_filter_rules
  printf '%s%s\\t%s\\n' \
    '' netns 'Network namespace that it is in.' \
    '' container 'Container that this namespace belongs to.' \
    '' family 'IPv4 or IPv6.' \
    '' priority 'Rules are tried from the least on.' \
    '' selector 'Which packets it is for, as ip rule shows it.' \
    '' action 'What it does with them: lookup, blackhole, unreachable, prohibit, goto, nop.' \
    '' table 'Routing table that a lookup uses.' \
    '' table_routes 'How many routes that table has; of none the next rule is tried.' \
    '' source_known 'Whether any address that it is from is of this place, or has a route other than default; a single address one of its own.' \
    '' goto 'Priority of the rule that a goto leads to.' \
    '' suppress_prefixlength 'Routes whose prefix is not longer than this are not taken.' \
    '' suppress_ifgroup 'Routes through interfaces of this group are not taken.' \
    '' realms 'Realms that routes get by it.' \
    '' protocol 'Who put it there: kernel, static, bird.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at rules; and __sonde_after family' -a 'ipv4 ipv6'
complete -c sonde -n '__sonde_at rules; and __sonde_after action' -a 'lookup goto nop blackhole unreachable prohibit'
complete -c sonde -n '__sonde_at rules; and not __sonde_after family action' -a '(__sonde_filter_rules)'
function __sonde_columns_neighbors
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" family 'IPv4 or IPv6.' \
    "$before" address 'Its address.' \
    "$before" mac 'The hardware address that packets to it get; none: nobody has answered.' \
    "$before" interface 'The interface that it is reached by.' \
    "$before" state 'What the kernel knows of it: REACHABLE, STALE, FAILED, PERMANENT.' \
    "$before" flags 'What is set on it: router, proxy, extern_learn.' \
    "$before" confirmed_s 'Seconds since it was known to be there.' \
    "$before" used_s 'Seconds since a packet was sent to it.' \
    "$before" updated_s 'Seconds since its state changed.' \
    "$before" gateway 'Whether a route leads over it.' \
    "$before" port 'Where the interface is a bridge: the port that its hardware address was heard at last.' \
    "$before" connecting 'Of one that does not answer: TCP connections that are being made to it.' \
    "$before" host_name 'Its name in /etc/hosts, as the programs of that namespace see the file.' \
    "$before" probes 'How often it was asked for without an answer.'
end
function __sonde_filter_neighbors
  printf '%s%s\\t%s\\n' \
    '' dst 'A word of ss for an end of the socket.' \
    '' dev 'A word of ss for an end of the socket.' \
    '' exclude 'Not in this state.' \
    '' netns 'Network namespace that it is in.' \
    '' container 'Container that this namespace belongs to.' \
    '' family 'IPv4 or IPv6.' \
    '' address 'Its address.' \
    '' mac 'The hardware address that packets to it get; none: nobody has answered.' \
    '' interface 'The interface that it is reached by.' \
    '' state 'What the kernel knows of it: REACHABLE, STALE, FAILED, PERMANENT.' \
    '' flags 'What is set on it: router, proxy, extern_learn.' \
    '' confirmed_s 'Seconds since it was known to be there.' \
    '' used_s 'Seconds since a packet was sent to it.' \
    '' updated_s 'Seconds since its state changed.' \
    '' gateway 'Whether a route leads over it.' \
    '' port 'Where the interface is a bridge: the port that its hardware address was heard at last.' \
    '' connecting 'Of one that does not answer: TCP connections that are being made to it.' \
    '' host_name 'Its name in /etc/hosts, as the programs of that namespace see the file.' \
    '' probes 'How often it was asked for without an answer.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at neighbors; and __sonde_after family' -a 'ipv4 ipv6'
complete -c sonde -n '__sonde_at neighbors; and __sonde_after state exclude' -a 'NONE INCOMPLETE REACHABLE STALE DELAY PROBE FAILED NOARP PERMANENT'
complete -c sonde -n '__sonde_at neighbors; and not __sonde_after family state exclude' -a '(__sonde_filter_neighbors)'
function __sonde_columns_qdiscs
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is in.' \
    "$before" container 'Container that this namespace belongs to.' \
    "$before" interface 'The interface that it is for.' \
    "$before" index 'Number of that interface.' \
    "$before" kind 'How it queues: fq_codel, pfifo_fast, tbf, netem; noqueue: not at all.' \
    "$before" handle 'Its number, as tc shows it.' \
    "$before" parent 'Of the interface: root; of what comes in: ffff:fff1; otherwise the class that it is in: 1:2.' \
    "$before" sent_bytes 'Bytes that passed.' \
    "$before" sent_packets 'Packets that passed.' \
    "$before" drops 'Packets that it dropped; tx_dropped of the interface does not have them.' \
    "$before" overlimits 'Times that a packet had to wait for its rate.' \
    "$before" requeues 'Times that the driver was full and gave a packet back.' \
    "$before" backlog_bytes 'Bytes that wait in it now.' \
    "$before" backlog_packets 'Packets that wait in it now.' \
    "$before" sent_bytes_per_s 'Bytes that passed a second; with --interval and --watch.' \
    "$before" sent_packets_per_s 'Packets that passed a second.' \
    "$before" drops_per_s 'Packets dropped a second.' \
    "$before" overlimits_per_s 'Waits for the rate a second.'
end
function __sonde_filter_qdiscs
  printf '%s%s\\t%s\\n' \
    '' netns 'Network namespace that it is in.' \
    '' container 'Container that this namespace belongs to.' \
    '' interface 'The interface that it is for.' \
    '' index 'Number of that interface.' \
    '' kind 'How it queues: fq_codel, pfifo_fast, tbf, netem; noqueue: not at all.' \
    '' handle 'Its number, as tc shows it.' \
    '' parent 'Of the interface: root; of what comes in: ffff:fff1; otherwise the class that it is in: 1:2.' \
    '' sent_bytes 'Bytes that passed.' \
    '' sent_packets 'Packets that passed.' \
    '' drops 'Packets that it dropped; tx_dropped of the interface does not have them.' \
    '' overlimits 'Times that a packet had to wait for its rate.' \
    '' requeues 'Times that the driver was full and gave a packet back.' \
    '' backlog_bytes 'Bytes that wait in it now.' \
    '' backlog_packets 'Packets that wait in it now.' \
    '' sent_bytes_per_s 'Bytes that passed a second; with --interval and --watch.' \
    '' sent_packets_per_s 'Packets that passed a second.' \
    '' drops_per_s 'Packets dropped a second.' \
    '' overlimits_per_s 'Waits for the rate a second.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at qdiscs' -a '(__sonde_filter_qdiscs)'
function __sonde_columns_flows
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that the connection passes.' \
    "$before" family 'IPv4 or IPv6.' \
    "$before" protocol 'Protocol above IP: its name, or the number of one that has none.' \
    "$before" state 'State as conntrack sees it; only TCP, SCTP and DCCP have one.' \
    "$before" timeout_s 'Seconds until it is forgotten unless a packet comes.' \
    "$before" from 'Who began it: address and port.' \
    "$before" to 'Where its first packet was sent.' \
    "$before" nat 'What is rewritten: its destination (dnat), its source (snat), both or none.' \
    "$before" answered_by 'Who answers: after dnat another end.' \
    "$before" answered_to 'Where answers go: after snat another end.' \
    "$before" orig_src 'Address that began it.' \
    "$before" orig_sport 'Port that began it.' \
    "$before" orig_dst 'Address that it was sent to.' \
    "$before" orig_dport 'Port that it was sent to.' \
    "$before" reply_src 'Address that answers.' \
    "$before" reply_sport 'Port that answers.' \
    "$before" reply_dst 'Address that the answers go to.' \
    "$before" reply_dport 'Port that the answers go to.' \
    "$before" status 'SEEN_REPLY or UNREPLIED, then ASSURED, OFFLOAD and other flags that are set.' \
    "$before" assured 'Packets went both ways for a while: it stays when the table is full.' \
    "$before" mark 'Mark that rules have set on it (CONNMARK).' \
    "$before" zone 'Number of its conntrack zone.' \
    "$before" zone_direction 'Direction that the zone holds for.' \
    "$before" container 'Container whose address answers or begins it; of several in one network their pod.' \
    "$before" orig_packets 'Packets of who began it; needs net.netfilter.nf_conntrack_acct.' \
    "$before" orig_bytes 'Bytes of who began it, headers included.' \
    "$before" reply_packets 'Packets of who answers.' \
    "$before" reply_bytes 'Bytes of who answers, headers included.' \
    "$before" orig_icmp_type 'Type of the ICMP message.' \
    "$before" orig_icmp_code 'Code of the ICMP message.' \
    "$before" orig_icmp_id 'Number of the ICMP exchange.' \
    "$before" reply_icmp_type 'Type of the answer.' \
    "$before" reply_icmp_code 'Code of the answer.' \
    "$before" reply_icmp_id 'Number of the exchange in the answer.' \
    "$before" orig_keys 'Keys of a GRE tunnel, source and destination.' \
    "$before" reply_keys 'Keys of the answers.' \
    "$before" use 'How many parts of the kernel hold it.' \
    "$before" id 'Number that tells it from others while it lives.' \
    "$before" age_s 'Seconds since it began; with net.netfilter.nf_conntrack_timestamp only.' \
    "$before" security 'Security context, as of SELinux.' \
    "$before" helper 'Helper that reads its contents: ftp, sip.' \
    "$before" other 'Words of the text that no column has.'
end
function __sonde_filter_flows
  printf '%s%s\\t%s\\n' \
    '' src 'A word of ss for an end of the socket.' \
    '' dst 'A word of ss for an end of the socket.' \
    '' sport 'A word of ss for an end of the socket.' \
    '' dport 'A word of ss for an end of the socket.' \
    '' exclude 'Not in this state.' \
    '' netns 'Network namespace that the connection passes.' \
    '' family 'IPv4 or IPv6.' \
    '' protocol 'Protocol above IP: its name, or the number of one that has none.' \
    '' state 'State as conntrack sees it; only TCP, SCTP and DCCP have one.' \
    '' timeout_s 'Seconds until it is forgotten unless a packet comes.' \
    '' from 'Who began it: address and port.' \
    '' to 'Where its first packet was sent.' \
    '' nat 'What is rewritten: its destination (dnat), its source (snat), both or none.' \
    '' answered_by 'Who answers: after dnat another end.' \
    '' answered_to 'Where answers go: after snat another end.' \
    '' orig_src 'Address that began it.' \
    '' orig_sport 'Port that began it.' \
    '' orig_dst 'Address that it was sent to.' \
    '' orig_dport 'Port that it was sent to.' \
    '' reply_src 'Address that answers.' \
    '' reply_sport 'Port that answers.' \
    '' reply_dst 'Address that the answers go to.' \
    '' reply_dport 'Port that the answers go to.' \
    '' status 'SEEN_REPLY or UNREPLIED, then ASSURED, OFFLOAD and other flags that are set.' \
    '' assured 'Packets went both ways for a while: it stays when the table is full.' \
    '' mark 'Mark that rules have set on it (CONNMARK).' \
    '' zone 'Number of its conntrack zone.' \
    '' zone_direction 'Direction that the zone holds for.' \
    '' container 'Container whose address answers or begins it; of several in one network their pod.' \
    '' orig_packets 'Packets of who began it; needs net.netfilter.nf_conntrack_acct.' \
    '' orig_bytes 'Bytes of who began it, headers included.' \
    '' reply_packets 'Packets of who answers.' \
    '' reply_bytes 'Bytes of who answers, headers included.' \
    '' orig_icmp_type 'Type of the ICMP message.' \
    '' orig_icmp_code 'Code of the ICMP message.' \
    '' orig_icmp_id 'Number of the ICMP exchange.' \
    '' reply_icmp_type 'Type of the answer.' \
    '' reply_icmp_code 'Code of the answer.' \
    '' reply_icmp_id 'Number of the exchange in the answer.' \
    '' orig_keys 'Keys of a GRE tunnel, source and destination.' \
    '' reply_keys 'Keys of the answers.' \
    '' use 'How many parts of the kernel hold it.' \
    '' id 'Number that tells it from others while it lives.' \
    '' age_s 'Seconds since it began; with net.netfilter.nf_conntrack_timestamp only.' \
    '' security 'Security context, as of SELinux.' \
    '' helper 'Helper that reads its contents: ftp, sip.' \
    '' other 'Words of the text that no column has.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at flows; and __sonde_after family' -a 'ipv4 ipv6'
complete -c sonde -n '__sonde_at flows; and __sonde_after state exclude' -a 'NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE SYN_SENT2 CLOSED COOKIE_WAIT COOKIE_ECHOED SHUTDOWN_SENT SHUTDOWN_RECD SHUTDOWN_ACK_SENT HEARTBEAT_SENT HEARTBEAT_ACKED REQUEST RESPOND PARTOPEN OPEN CLOSEREQ CLOSING TIMEWAIT IGNORE INVALID'
complete -c sonde -n '__sonde_at flows; and __sonde_after nat' -a 'none dnat snat both'
complete -c sonde -n '__sonde_at flows; and __sonde_after zone_direction' -a 'both original reply'
complete -c sonde -n '__sonde_at flows; and not __sonde_after family state exclude nat zone_direction' -a '(__sonde_filter_flows)'
function __sonde_columns_firewall
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that the rule holds in.' \
    "$before" where 'Family, table and chain.' \
    "$before" family 'What packets it sees: ip, ip6, inet (both), arp, bridge, netdev.' \
    "$before" table 'Table that the chain is in.' \
    "$before" chain 'Chain that the rule is in.' \
    "$before" hook 'Where packets enter the chain; chains without one are jumped to.' \
    "$before" reached_from 'Hooks from which packets come to the chain, also by jumps.' \
    "$before" device 'Interfaces of a chain that sees only theirs.' \
    "$before" priority 'Order of the chains of one hook: lower ones first.' \
    "$before" policy 'What becomes of a packet that no rule of the chain decides on.' \
    "$before" number 'Place in its chain, from 1; none: the policy of a chain that drops, which comes last.' \
    "$before" handle 'Number that nft(8) knows the rule by.' \
    "$before" match 'Which packets it is about, in words of nft; none: all.' \
    "$before" verdict 'What is done with them; none: they are only counted.' \
    "$before" packets 'Packets that it was about; rules of nftables need a counter.' \
    "$before" dropped 'Packets that a rule which drops was about; unknown without a counter.' \
    "$before" bytes 'Bytes of these packets.' \
    "$before" comment 'What its author says.' \
    "$before" accepts 'Of a policy: how many rules before it, also where they jump to, let new connections pass.' \
    "$before" by 'Whose it is: nftables, iptables-nft or iptables-legacy.' \
    "$before" understood 'False when parts stand as [name N bytes], since sonde does not know them.'
end
function __sonde_filter_firewall
  printf '%s%s\\t%s\\n' \
    '' netns 'Network namespace that the rule holds in.' \
    '' where 'Family, table and chain.' \
    '' family 'What packets it sees: ip, ip6, inet (both), arp, bridge, netdev.' \
    '' table 'Table that the chain is in.' \
    '' chain 'Chain that the rule is in.' \
    '' hook 'Where packets enter the chain; chains without one are jumped to.' \
    '' reached_from 'Hooks from which packets come to the chain, also by jumps.' \
    '' device 'Interfaces of a chain that sees only theirs.' \
    '' priority 'Order of the chains of one hook: lower ones first.' \
    '' policy 'What becomes of a packet that no rule of the chain decides on.' \
    '' number 'Place in its chain, from 1; none: the policy of a chain that drops, which comes last.' \
    '' handle 'Number that nft(8) knows the rule by.' \
    '' match 'Which packets it is about, in words of nft; none: all.' \
    '' verdict 'What is done with them; none: they are only counted.' \
    '' packets 'Packets that it was about; rules of nftables need a counter.' \
    '' dropped 'Packets that a rule which drops was about; unknown without a counter.' \
    '' bytes 'Bytes of these packets.' \
    '' comment 'What its author says.' \
    '' accepts 'Of a policy: how many rules before it, also where they jump to, let new connections pass.' \
    '' by 'Whose it is: nftables, iptables-nft or iptables-legacy.' \
    '' understood 'False when parts stand as [name N bytes], since sonde does not know them.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at firewall; and __sonde_after family' -a 'ip ip6 inet arp bridge netdev'
complete -c sonde -n '__sonde_at firewall; and __sonde_after policy' -a 'accept drop'
complete -c sonde -n '__sonde_at firewall; and __sonde_after by' -a 'nftables iptables-nft iptables-legacy'
complete -c sonde -n '__sonde_at firewall; and not __sonde_after family policy by' -a '(__sonde_filter_firewall)'
function __sonde_columns_published
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that the port is open in.' \
    "$before" protocol 'Transport of the port.' \
    "$before" address 'Address that it is published on; 0.0.0.0 and :: are all of the machine\'s.' \
    "$before" port 'Port that is published.' \
    "$before" by 'What leads there: a rule of the firewall, docker\'s proxy, or the shared network.' \
    "$before" container 'Container that it leads to.' \
    "$before" target_address 'Address that connections are sent to.' \
    "$before" target_port 'Port that they are sent to.' \
    "$before" target 'Both of them; a port of the machine itself stands alone, as :80.' \
    "$before" answering 'Whether somebody listens there.' \
    "$before" loopback_only 'Where nobody answers: whether it listens on loopback only.' \
    "$before" starting 'Where nobody answers: whether a program is new, and none listens yet.' \
    "$before" of_range 'Whether the rule publishes a range, of which a program may open one at a time.' \
    "$before" pid 'Process that listens there.' \
    "$before" process 'Name of that process.' \
    "$before" target_netns 'Network namespace of the target.' \
    "$before" target_neighbor 'State of the target as a neighbour; FAILED: nobody has it.'
end
function __sonde_filter_published
  printf '%s%s\\t%s\\n' \
    '' src 'A word of ss for an end of the socket.' \
    '' sport 'A word of ss for an end of the socket.' \
    '' dst 'A word of ss for an end of the socket.' \
    '' dport 'A word of ss for an end of the socket.' \
    '' netns 'Network namespace that the port is open in.' \
    '' protocol 'Transport of the port.' \
    '' address 'Address that it is published on; 0.0.0.0 and :: are all of the machine\'s.' \
    '' port 'Port that is published.' \
    '' by 'What leads there: a rule of the firewall, docker\'s proxy, or the shared network.' \
    '' container 'Container that it leads to.' \
    '' target_address 'Address that connections are sent to.' \
    '' target_port 'Port that they are sent to.' \
    '' target 'Both of them; a port of the machine itself stands alone, as :80.' \
    '' answering 'Whether somebody listens there.' \
    '' loopback_only 'Where nobody answers: whether it listens on loopback only.' \
    '' starting 'Where nobody answers: whether a program is new, and none listens yet.' \
    '' of_range 'Whether the rule publishes a range, of which a program may open one at a time.' \
    '' pid 'Process that listens there.' \
    '' process 'Name of that process.' \
    '' target_netns 'Network namespace of the target.' \
    '' target_neighbor 'State of the target as a neighbour; FAILED: nobody has it.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at published; and __sonde_after protocol' -a 'tcp udp sctp'
complete -c sonde -n '__sonde_at published; and __sonde_after by' -a 'dnat docker-proxy host-network'
complete -c sonde -n '__sonde_at published; and __sonde_after target_neighbor' -a 'NONE INCOMPLETE REACHABLE STALE DELAY PROBE FAILED NOARP PERMANENT'
complete -c sonde -n '__sonde_at published; and not __sonde_after protocol by target_neighbor' -a '(__sonde_filter_published)'
function __sonde_columns_counters
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is counted in; none for what the whole host counts.' \
    "$before" container 'The one container that the namespace belongs to.' \
    "$before" group 'What it is about: Ip, Icmp, Tcp, Udp, TcpExt, IpExt, Ip6, sockstat, softnet, vmstat, clock and others.' \
    "$before" name 'Its name in the file of the kernel; with its label where it has one: TCP tw, cpu1 dropped.' \
    "$before" value 'Since the namespace was made, or now, see kind.' \
    "$before" per_s 'How much it grew a second since the look before; with --interval and --watch.' \
    "$before" kind 'A counter only grows, a gauge says what is now.' \
    "$before" meaning 'What it counts; empty where sonde does not know it.'
end
function __sonde_filter_counters
  printf '%s%s\\t%s\\n' \
    '' netns 'Network namespace that it is counted in; none for what the whole host counts.' \
    '' container 'The one container that the namespace belongs to.' \
    '' group 'What it is about: Ip, Icmp, Tcp, Udp, TcpExt, IpExt, Ip6, sockstat, softnet, vmstat, clock and others.' \
    '' name 'Its name in the file of the kernel; with its label where it has one: TCP tw, cpu1 dropped.' \
    '' value 'Since the namespace was made, or now, see kind.' \
    '' per_s 'How much it grew a second since the look before; with --interval and --watch.' \
    '' kind 'A counter only grows, a gauge says what is now.' \
    '' meaning 'What it counts; empty where sonde does not know it.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at counters; and __sonde_after kind' -a 'counter gauge'
complete -c sonde -n '__sonde_at counters; and not __sonde_after kind' -a '(__sonde_filter_counters)'
function __sonde_columns_kernel_log
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" time 'When, in UTC (RFC 3339); after a sleep of the machine too early.' \
    "$before" age_s 'Seconds since then.' \
    "$before" sequence 'Its number since the machine was started.' \
    "$before" level 'How grave the kernel takes it.' \
    "$before" trouble 'What it tells of, where the kernel itself is in trouble.' \
    "$before" message 'What the kernel said.'
end
function __sonde_filter_kernel_log
  printf '%s%s\\t%s\\n' \
    '' time 'When, in UTC (RFC 3339); after a sleep of the machine too early.' \
    '' age_s 'Seconds since then.' \
    '' sequence 'Its number since the machine was started.' \
    '' level 'How grave the kernel takes it.' \
    '' trouble 'What it tells of, where the kernel itself is in trouble.' \
    '' message 'What the kernel said.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at kernel_log; and __sonde_after level' -a 'emergency alert critical error warning notice info debug'
complete -c sonde -n '__sonde_at kernel_log; and __sonde_after trouble' -a 'hung-task soft-lockup hard-lockup rcu-stall bug netdevice-held read-only memory-error machine-check'
complete -c sonde -n '__sonde_at kernel_log; and not __sonde_after level trouble' -a '(__sonde_filter_kernel_log)'
function __sonde_columns_resolvers
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that asks.' \
    "$before" container 'The one container that the namespace belongs to.' \
    "$before" pid 'Process whose /etc/resolv.conf was read; none: that of sonde itself.' \
    "$before" position 'The first is asked first, the next one when it does not answer.' \
    "$before" address 'Address of the name server.' \
    "$before" named 'Whether the file names it; where it names none, this machine itself is asked.' \
    "$before" listening 'Of an address of this machine: whether somebody waits there for questions.' \
    "$before" search 'Domains that are put behind a short name, one after the other.' \
    "$before" search_domains 'How many these are.' \
    "$before" ndots 'A name with fewer dots than this is tried with these domains first.' \
    "$before" unasked 'How many more servers the file names, which nobody asks: only three are.'
end
function __sonde_filter_resolvers
  printf '%s%s\\t%s\\n' \
    '' netns 'Network namespace that asks.' \
    '' container 'The one container that the namespace belongs to.' \
    '' pid 'Process whose /etc/resolv.conf was read; none: that of sonde itself.' \
    '' position 'The first is asked first, the next one when it does not answer.' \
    '' address 'Address of the name server.' \
    '' named 'Whether the file names it; where it names none, this machine itself is asked.' \
    '' listening 'Of an address of this machine: whether somebody waits there for questions.' \
    '' search 'Domains that are put behind a short name, one after the other.' \
    '' search_domains 'How many these are.' \
    '' ndots 'A name with fewer dots than this is tried with these domains first.' \
    '' unasked 'How many more servers the file names, which nobody asks: only three are.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at resolvers' -a '(__sonde_filter_resolvers)'
function __sonde_columns_sysctls
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" netns 'Network namespace that it is set in; none for settings of the whole host.' \
    "$before" container 'The one container that the namespace belongs to.' \
    "$before" name 'Its name, as sysctl(8) writes it.' \
    "$before" value 'What it is set to now; several numbers are parted by a space.' \
    "$before" meaning 'What it does.'
end
function __sonde_filter_sysctls
  printf '%s%s\\t%s\\n' \
    '' netns 'Network namespace that it is set in; none for settings of the whole host.' \
    '' container 'The one container that the namespace belongs to.' \
    '' name 'Its name, as sysctl(8) writes it.' \
    '' value 'What it is set to now; several numbers are parted by a space.' \
    '' meaning 'What it does.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at sysctls' -a '(__sonde_filter_sysctls)'
function __sonde_columns_memory
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" name 'A word of free(1), such as available, or a field of /proc/meminfo.' \
    "$before" size 'Its size, for people.' \
    "$before" bytes 'Its size.' \
    "$before" pages 'How many huge pages, of fields that count them.' \
    "$before" meaning 'What it is; empty where sonde does not know it.'
end
function __sonde_filter_memory
  printf '%s%s\\t%s\\n' \
    '' name 'A word of free(1), such as available, or a field of /proc/meminfo.' \
    '' size 'Its size, for people.' \
    '' bytes 'Its size.' \
    '' pages 'How many huge pages, of fields that count them.' \
    '' meaning 'What it is; empty where sonde does not know it.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at memory' -a '(__sonde_filter_memory)'
function __sonde_columns_pressure
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" resource 'What is waited for: cpu, memory (to be freed or read back), io, irq (work of the kernel).' \
    "$before" kind 'Whether at least one task waited (some), or all that had work did at once (full).' \
    "$before" avg10 'Share of the last 10 seconds that was lost so.' \
    "$before" avg60 'Share of the last minute.' \
    "$before" avg300 'Share of the last five minutes.' \
    "$before" total_us 'Time lost so since the machine was started.'
end
function __sonde_filter_pressure
  printf '%s%s\\t%s\\n' \
    '' resource 'What is waited for: cpu, memory (to be freed or read back), io, irq (work of the kernel).' \
    '' kind 'Whether at least one task waited (some), or all that had work did at once (full).' \
    '' avg10 'Share of the last 10 seconds that was lost so.' \
    '' avg60 'Share of the last minute.' \
    '' avg300 'Share of the last five minutes.' \
    '' total_us 'Time lost so since the machine was started.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at pressure; and __sonde_after kind' -a 'some full'
complete -c sonde -n '__sonde_at pressure; and not __sonde_after kind' -a '(__sonde_filter_pressure)'
function __sonde_columns_cpu
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" cpu 'Its number, or all: the whole machine, also inside a container.' \
    "$before" busy_percent 'Share of the time in which it worked, since boot; with --interval since the look before.' \
    "$before" user_percent 'In programs.' \
    "$before" nice_percent 'In programs of low priority.' \
    "$before" system_percent 'In the kernel, for programs.' \
    "$before" iowait_percent 'Idle while something waited for a disk: a hint at most.' \
    "$before" irq_percent 'In interrupts.' \
    "$before" softirq_percent 'In work after interrupts, mostly packets.' \
    "$before" steal_percent 'Taken by the hypervisor for other machines.' \
    "$before" guest_percent 'In virtual machines that run here; not counted with user_percent.' \
    "$before" guest_nice_percent 'In those of low priority.' \
    "$before" idle_percent 'With nothing to do, and no disk to wait for.' \
    "$before" load 'Tasks that run or want to: mean of 1, 5 and 15 minutes.' \
    "$before" load1 'The load of the last minute.' \
    "$before" load5 'That of five minutes.' \
    "$before" load15 'That of fifteen minutes.' \
    "$before" runnable 'Tasks that run or could run now; sonde is one of them.' \
    "$before" blocked 'Tasks that wait for a disk now.' \
    "$before" threads 'Threads of the machine.' \
    "$before" cpus 'Processors that are switched on.' \
    "$before" packets 'Packets that it took in since boot, from cards, virtual links and other processors.' \
    "$before" quota_cpus 'Processors that this place\'s cgroup may use; none: all.' \
    "$before" throttled_percent 'Share of its periods in which it was stopped.' \
    "$before" quota_periods 'Periods of the quota in which it ran.' \
    "$before" throttled_periods 'Those in which it was stopped.' \
    "$before" throttled_us 'How long its threads were stopped.' \
    "$before" user_s 'Seconds in programs since boot.' \
    "$before" nice_s 'Seconds in programs of low priority.' \
    "$before" system_s 'Seconds in the kernel.' \
    "$before" idle_s 'Seconds with nothing to do.' \
    "$before" iowait_s 'Seconds in which a disk was waited for.' \
    "$before" irq_s 'Seconds in interrupts.' \
    "$before" softirq_s 'Seconds in work after interrupts.' \
    "$before" steal_s 'Seconds taken by the hypervisor.' \
    "$before" guest_s 'Seconds in virtual machines.' \
    "$before" guest_nice_s 'Seconds in those of low priority.'
end
function __sonde_filter_cpu
  printf '%s%s\\t%s\\n' \
    '' cpu 'Its number, or all: the whole machine, also inside a container.' \
    '' busy_percent 'Share of the time in which it worked, since boot; with --interval since the look before.' \
    '' user_percent 'In programs.' \
    '' nice_percent 'In programs of low priority.' \
    '' system_percent 'In the kernel, for programs.' \
    '' iowait_percent 'Idle while something waited for a disk: a hint at most.' \
    '' irq_percent 'In interrupts.' \
    '' softirq_percent 'In work after interrupts, mostly packets.' \
    '' steal_percent 'Taken by the hypervisor for other machines.' \
    '' guest_percent 'In virtual machines that run here; not counted with user_percent.' \
    '' guest_nice_percent 'In those of low priority.' \
    '' idle_percent 'With nothing to do, and no disk to wait for.' \
    '' load 'Tasks that run or want to: mean of 1, 5 and 15 minutes.' \
    '' load1 'The load of the last minute.' \
    '' load5 'That of five minutes.' \
    '' load15 'That of fifteen minutes.' \
    '' runnable 'Tasks that run or could run now; sonde is one of them.' \
    '' blocked 'Tasks that wait for a disk now.' \
    '' threads 'Threads of the machine.' \
    '' cpus 'Processors that are switched on.' \
    '' packets 'Packets that it took in since boot, from cards, virtual links and other processors.' \
    '' quota_cpus 'Processors that this place\'s cgroup may use; none: all.' \
    '' throttled_percent 'Share of its periods in which it was stopped.' \
    '' quota_periods 'Periods of the quota in which it ran.' \
    '' throttled_periods 'Those in which it was stopped.' \
    '' throttled_us 'How long its threads were stopped.' \
    '' user_s 'Seconds in programs since boot.' \
    '' nice_s 'Seconds in programs of low priority.' \
    '' system_s 'Seconds in the kernel.' \
    '' idle_s 'Seconds with nothing to do.' \
    '' iowait_s 'Seconds in which a disk was waited for.' \
    '' irq_s 'Seconds in interrupts.' \
    '' softirq_s 'Seconds in work after interrupts.' \
    '' steal_s 'Seconds taken by the hypervisor.' \
    '' guest_s 'Seconds in virtual machines.' \
    '' guest_nice_s 'Seconds in those of low priority.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at cpu' -a '(__sonde_filter_cpu)'
function __sonde_columns_interrupts
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" irq 'Its number; of those that no device makes the kernel\'s name: LOC, RES, IPI0.' \
    "$before" device 'The driver that it is for, mostly with the queue; of the kernel\'s own what it is.' \
    "$before" total 'How often it came since boot, on all processors together.' \
    "$before" per_s 'How often a second since the look before; with --interval and --watch.'
end
function __sonde_filter_interrupts
  printf '%s%s\\t%s\\n' \
    '' irq 'Its number; of those that no device makes the kernel\'s name: LOC, RES, IPI0.' \
    '' device 'The driver that it is for, mostly with the queue; of the kernel\'s own what it is.' \
    '' total 'How often it came since boot, on all processors together.' \
    '' per_s 'How often a second since the look before; with --interval and --watch.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at interrupts' -a '(__sonde_filter_interrupts)'
function __sonde_columns_disks
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" name 'Its name below /dev.' \
    "$before" kind 'What it is by its name; mapper is LVM or encryption, loop a file.' \
    "$before" disk 'The disk that a partition is a part of.' \
    "$before" major 'Major number of the device.' \
    "$before" minor 'Minor number.' \
    "$before" reads 'Reads that it finished.' \
    "$before" read_bytes 'Bytes read.' \
    "$before" writes 'Writes that it finished.' \
    "$before" write_bytes 'Bytes written.' \
    "$before" in_flight 'Requests that it works on now.' \
    "$before" reads_per_s 'Reads a second since the look before; with --interval, as the next ones.' \
    "$before" read_bytes_per_s 'Bytes read a second.' \
    "$before" writes_per_s 'Writes a second.' \
    "$before" write_bytes_per_s 'Bytes written a second.' \
    "$before" await_ms 'How long reads and writes took on average since the look before.' \
    "$before" read_await_ms 'The same of reads; iostat calls it r_await.' \
    "$before" write_await_ms 'The same of writes: w_await.' \
    "$before" queue_length 'Requests that waited or were worked on, on average: aqu-sz.' \
    "$before" busy_percent 'Share of the time with a request; many at once may be more.' \
    "$before" reads_merged 'Reads that became part of another one.' \
    "$before" read_ms 'Time that reads took; it begins again after 49 days of it.' \
    "$before" writes_merged 'Writes that became part of another one.' \
    "$before" write_ms 'Time that writes took.' \
    "$before" busy_ms 'Time with at least one request.' \
    "$before" queue_ms 'Time that all requests took.' \
    "$before" discards 'Times that it was told which blocks are free; since Linux 4.18.' \
    "$before" discards_merged 'Those that became part of another one.' \
    "$before" discard_bytes 'Bytes that were said to be free.' \
    "$before" discard_ms 'Time that this took.' \
    "$before" flushes 'Times that it was told to write its own memory; since Linux 5.5.' \
    "$before" flush_ms 'Time that this took.'
end
function __sonde_filter_disks
  printf '%s%s\\t%s\\n' \
    '' name 'Its name below /dev.' \
    '' kind 'What it is by its name; mapper is LVM or encryption, loop a file.' \
    '' disk 'The disk that a partition is a part of.' \
    '' major 'Major number of the device.' \
    '' minor 'Minor number.' \
    '' reads 'Reads that it finished.' \
    '' read_bytes 'Bytes read.' \
    '' writes 'Writes that it finished.' \
    '' write_bytes 'Bytes written.' \
    '' in_flight 'Requests that it works on now.' \
    '' reads_per_s 'Reads a second since the look before; with --interval, as the next ones.' \
    '' read_bytes_per_s 'Bytes read a second.' \
    '' writes_per_s 'Writes a second.' \
    '' write_bytes_per_s 'Bytes written a second.' \
    '' await_ms 'How long reads and writes took on average since the look before.' \
    '' read_await_ms 'The same of reads; iostat calls it r_await.' \
    '' write_await_ms 'The same of writes: w_await.' \
    '' queue_length 'Requests that waited or were worked on, on average: aqu-sz.' \
    '' busy_percent 'Share of the time with a request; many at once may be more.' \
    '' reads_merged 'Reads that became part of another one.' \
    '' read_ms 'Time that reads took; it begins again after 49 days of it.' \
    '' writes_merged 'Writes that became part of another one.' \
    '' write_ms 'Time that writes took.' \
    '' busy_ms 'Time with at least one request.' \
    '' queue_ms 'Time that all requests took.' \
    '' discards 'Times that it was told which blocks are free; since Linux 4.18.' \
    '' discards_merged 'Those that became part of another one.' \
    '' discard_bytes 'Bytes that were said to be free.' \
    '' discard_ms 'Time that this took.' \
    '' flushes 'Times that it was told to write its own memory; since Linux 5.5.' \
    '' flush_ms 'Time that this took.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at disks; and __sonde_after kind' -a 'disk partition raid mapper cdrom network loop ram'
complete -c sonde -n '__sonde_at disks; and not __sonde_after kind' -a '(__sonde_filter_disks)'
function __sonde_columns_limits
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" scope 'For whom it holds: process, user, cgroup (with those below it), machine.' \
    "$before" limit 'What is limited: memory (bytes), tasks, cpu (thousandths), threads of users, and more.' \
    "$before" pid 'The process; of a user the one with the least limit.' \
    "$before" process 'Its name.' \
    "$before" user 'The user whose processes are counted together.' \
    "$before" container 'The container of the process or cgroup.' \
    "$before" cgroup 'Path of the cgroup.' \
    "$before" use 'How much is used now, for people.' \
    "$before" most 'The lower of the two limits, for people; none: unlimited.' \
    "$before" used 'How much is used now; of memory without parts of files that can be dropped at once; of inotify this at most.' \
    "$before" soft 'The limit that a process may raise itself, or memory.high; none: unlimited.' \
    "$before" hard 'The limit that stays.' \
    "$before" least 'The lower of the two: what is reached first.' \
    "$before" used_percent 'Share of the lower limit in use.' \
    "$before" kills 'Of memory: how many processes of the cgroup the kernel has killed at it.' \
    "$before" periods 'Of cpu: how many periods of the quota the cgroup has used since it was made.' \
    "$before" throttled 'In how many of them it was stopped, as the quota was used up.' \
    "$before" throttled_us 'For how long in all.'
end
function __sonde_filter_limits
  printf '%s%s\\t%s\\n' \
    '' scope 'For whom it holds: process, user, cgroup (with those below it), machine.' \
    '' limit 'What is limited: memory (bytes), tasks, cpu (thousandths), threads of users, and more.' \
    '' pid 'The process; of a user the one with the least limit.' \
    '' process 'Its name.' \
    '' user 'The user whose processes are counted together.' \
    '' container 'The container of the process or cgroup.' \
    '' cgroup 'Path of the cgroup.' \
    '' use 'How much is used now, for people.' \
    '' most 'The lower of the two limits, for people; none: unlimited.' \
    '' used 'How much is used now; of memory without parts of files that can be dropped at once; of inotify this at most.' \
    '' soft 'The limit that a process may raise itself, or memory.high; none: unlimited.' \
    '' hard 'The limit that stays.' \
    '' least 'The lower of the two: what is reached first.' \
    '' used_percent 'Share of the lower limit in use.' \
    '' kills 'Of memory: how many processes of the cgroup the kernel has killed at it.' \
    '' periods 'Of cpu: how many periods of the quota the cgroup has used since it was made.' \
    '' throttled 'In how many of them it was stopped, as the quota was used up.' \
    '' throttled_us 'For how long in all.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at limits; and __sonde_after scope' -a 'process user cgroup machine'
complete -c sonde -n '__sonde_at limits; and __sonde_after limit' -a 'open-files threads tasks memory cpu inotify-instances inotify-watches pids files nofile inotify'
complete -c sonde -n '__sonde_at limits; and not __sonde_after scope limit' -a '(__sonde_filter_limits)'
function __sonde_columns_oom
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" time 'When, in UTC (RFC 3339); of a syslog file without year and zone as it is written there.' \
    "$before" kills 'How many processes the row stands for: 1 of a log; of a counter all since it was made.' \
    "$before" pid 'The process that was killed, as the first pid namespace numbers it.' \
    "$before" process 'Its name, at most 15 bytes.' \
    "$before" rss 'Memory that it had, for people.' \
    "$before" rss_bytes 'Memory that it had.' \
    "$before" cause 'What was full: the memory of a cgroup, of the machine, of a cpuset or a memory policy.' \
    "$before" inside 'The container that it was in, or the cgroup where that is none, for people.' \
    "$before" container 'Container that it was in, by name or the first 12 digits of its id.' \
    "$before" cgroup 'The cgroup whose limit was reached.' \
    "$before" process_cgroup 'The cgroup that the process was in.' \
    "$before" limit 'The limit that was reached, for people.' \
    "$before" limit_bytes 'The limit that was reached.' \
    "$before" invoked_by 'The process that asked for memory when there was none; mostly not to blame.' \
    "$before" chosen_pid 'The process that was chosen; before Linux 5.0 a child may have been killed instead.' \
    "$before" chosen 'Its name.' \
    "$before" score 'Why it was chosen: its share of the memory in thousandths, and oom_score_adj; before Linux 5.0.' \
    "$before" score_adj 'Its oom_score_adj: -1000 never, 1000 first.' \
    "$before" source 'Where it was read: the kernel log, a syslog file, or a counter, which counts the same kills.'
end
function __sonde_filter_oom
  printf '%s%s\\t%s\\n' \
    '' time 'When, in UTC (RFC 3339); of a syslog file without year and zone as it is written there.' \
    '' kills 'How many processes the row stands for: 1 of a log; of a counter all since it was made.' \
    '' pid 'The process that was killed, as the first pid namespace numbers it.' \
    '' process 'Its name, at most 15 bytes.' \
    '' rss 'Memory that it had, for people.' \
    '' rss_bytes 'Memory that it had.' \
    '' cause 'What was full: the memory of a cgroup, of the machine, of a cpuset or a memory policy.' \
    '' inside 'The container that it was in, or the cgroup where that is none, for people.' \
    '' container 'Container that it was in, by name or the first 12 digits of its id.' \
    '' cgroup 'The cgroup whose limit was reached.' \
    '' process_cgroup 'The cgroup that the process was in.' \
    '' limit 'The limit that was reached, for people.' \
    '' limit_bytes 'The limit that was reached.' \
    '' invoked_by 'The process that asked for memory when there was none; mostly not to blame.' \
    '' chosen_pid 'The process that was chosen; before Linux 5.0 a child may have been killed instead.' \
    '' chosen 'Its name.' \
    '' score 'Why it was chosen: its share of the memory in thousandths, and oom_score_adj; before Linux 5.0.' \
    '' score_adj 'Its oom_score_adj: -1000 never, 1000 first.' \
    '' source 'Where it was read: the kernel log, a syslog file, or a counter, which counts the same kills.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at oom; and __sonde_after cause' -a 'cgroup machine cpuset policy'
complete -c sonde -n '__sonde_at oom; and not __sonde_after cause' -a '(__sonde_filter_oom)'
function __sonde_columns_mounts
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" path 'Where it is mounted, below the root of the process.' \
    "$before" type 'Kind of file system: ext4, overlay, tmpfs, nfs.' \
    "$before" source 'What is mounted: a device, a server, or a word.' \
    "$before" read_only 'Nothing can be written: the mount or the file system is ro.' \
    "$before" container 'Of a container: its name.' \
    "$before" pid 'A process that sees it so; none: sonde does.' \
    "$before" root 'Which part of the file system is mounted; not / for bind mounts.' \
    "$before" options 'Options of this mount.' \
    "$before" super_options 'Options of the file system, wherever it is mounted.' \
    "$before" device 'Device numbers, major:minor; the same for all mounts of a file system.' \
    "$before" id 'Number of the mount.' \
    "$before" parent 'Number of the mount that it lies on.' \
    "$before" size 'Size of the file system, for people.' \
    "$before" available 'What may still be written, for people.' \
    "$before" used_percent 'Share that is used, as df(1) counts: without root\'s part.' \
    "$before" used_files_percent 'Share of its inodes that is used.' \
    "$before" size_bytes 'Its size, asked for 300 ms at most; none where another mount covers it.' \
    "$before" used_bytes 'What is used of it.' \
    "$before" available_bytes 'What users other than root may still write.' \
    "$before" files 'How many inodes it can have; a file system without such a limit has none.' \
    "$before" used_files 'How many of these are used.'
end
function __sonde_filter_mounts
  printf '%s%s\\t%s\\n' \
    '' path 'Where it is mounted, below the root of the process.' \
    '' type 'Kind of file system: ext4, overlay, tmpfs, nfs.' \
    '' source 'What is mounted: a device, a server, or a word.' \
    '' read_only 'Nothing can be written: the mount or the file system is ro.' \
    '' container 'Of a container: its name.' \
    '' pid 'A process that sees it so; none: sonde does.' \
    '' root 'Which part of the file system is mounted; not / for bind mounts.' \
    '' options 'Options of this mount.' \
    '' super_options 'Options of the file system, wherever it is mounted.' \
    '' device 'Device numbers, major:minor; the same for all mounts of a file system.' \
    '' id 'Number of the mount.' \
    '' parent 'Number of the mount that it lies on.' \
    '' size 'Size of the file system, for people.' \
    '' available 'What may still be written, for people.' \
    '' used_percent 'Share that is used, as df(1) counts: without root\'s part.' \
    '' used_files_percent 'Share of its inodes that is used.' \
    '' size_bytes 'Its size, asked for 300 ms at most; none where another mount covers it.' \
    '' used_bytes 'What is used of it.' \
    '' available_bytes 'What users other than root may still write.' \
    '' files 'How many inodes it can have; a file system without such a limit has none.' \
    '' used_files 'How many of these are used.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at mounts' -a '(__sonde_filter_mounts)'
function __sonde_columns_differences
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" table 'Table whose row it is.' \
    "$before" change 'Whether the row came, went, or has another value now.' \
    "$before" says 'The row, and what changed in it.' \
    "$before" what 'The row, by what it is known by.' \
    "$before" column 'Column with another value.' \
    "$before" before 'Its value in the first place; - where it had none.' \
    "$before" after 'Its value in the second place.'
end
function __sonde_columns_findings
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" check 'Name of the check that found it; sonde explain tells more.' \
    "$before" severity 'Critical: something is lost now; warning: it may be soon; info: unusual.' \
    "$before" scope 'What it is true of.' \
    "$before" confidence 'Certain: the kernel says so; likely: a pattern; hint: worth a look.' \
    "$before" where 'The socket, process, peer or interface.' \
    "$before" says 'What is wrong, in a sentence.' \
    "$before" evidence 'The values that prove it, and the file and field of each.' \
    "$before" remedy 'The next command, or the change.' \
    "$before" source 'Who says that the threshold is right.' \
    "$before" explains 'Effects of it that are not told on their own.' \
    "$before" netns 'Network namespace.' \
    "$before" container 'Container that it is in.' \
    "$before" pid 'Process that has to change.' \
    "$before" process 'Its name.' \
    "$before" count 'How many rows of the table it was found in.'
end
function __sonde_columns_access
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" table 'The table it is about.' \
    "$before" what 'What is looked for.' \
    "$before" access 'How much of it can be seen: full, partial or none.' \
    "$before" why 'What was refused or is missing.' \
    "$before" cause 'What of this place is behind it, where that is known.' \
    "$before" remedy 'The least change that would help.'
end
function __sonde_filter_access
  printf '%s%s\\t%s\\n' \
    '' table 'The table it is about.' \
    '' what 'What is looked for.' \
    '' access 'How much of it can be seen: full, partial or none.' \
    '' why 'What was refused or is missing.' \
    '' cause 'What of this place is behind it, where that is known.' \
    '' remedy 'The least change that would help.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at can; and __sonde_after access' -a 'full partial none'
complete -c sonde -n '__sonde_at can; and not __sonde_after access' -a '(__sonde_filter_access)'
function __sonde_columns_gaps
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" table 'Table that is incomplete.' \
    "$before" column 'Column whose values are missing; none: whole rows.' \
    "$before" reason 'Why it could not be seen.' \
    "$before" count 'How many values, rows or lines are missing.' \
    "$before" example 'One of them.' \
    "$before" remedy 'The least change that would show them.'
end
function __sonde_filter_gaps
  printf '%s%s\\t%s\\n' \
    '' table 'Table that is incomplete.' \
    '' column 'Column whose values are missing; none: whole rows.' \
    '' reason 'Why it could not be seen.' \
    '' count 'How many values, rows or lines are missing.' \
    '' example 'One of them.' \
    '' remedy 'The least change that would show them.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at gaps' -a '(__sonde_filter_gaps)'
complete -c sonde -n '__sonde_at decode' -F
function __sonde_arguments_explain
  printf '%s%s\\t%s\\n' \
    '' ESTABLISHED 'state' \
    '' SYN_SENT 'state' \
    '' SYN_RECV 'state' \
    '' FIN_WAIT1 'state' \
    '' FIN_WAIT2 'state' \
    '' TIME_WAIT 'state' \
    '' CLOSE 'state' \
    '' CLOSE_WAIT 'state' \
    '' LAST_ACK 'state' \
    '' LISTEN 'state' \
    '' CLOSING 'state' \
    '' BOUND 'state' \
    '' UNCONN 'state' \
    '' off 'timer' \
    '' retransmit 'timer' \
    '' keepalive 'timer' \
    '' time-wait 'timer' \
    '' zero-window 'timer' \
    '' fd 'owner' \
    '' thread 'owner' \
    '' in-flight 'owner' \
    '' accept-queue 'owner' \
    '' syn-queue 'owner' \
    '' orphan 'owner' \
    '' kernel 'owner' \
    '' probable 'owner' \
    '' hidden 'owner' \
    '' elsewhere 'owner' \
    '' sl 'field' \
    '' local_address 'field' \
    '' rem_address 'field' \
    '' st 'field' \
    '' tx_queue 'field' \
    '' rx_queue 'field' \
    '' tr 'field' \
    '' retrnsmt 'field' \
    '' uid 'field' \
    '' timeout 'field' \
    '' inode 'field' \
    '' ref 'field' \
    '' pointer 'field' \
    '' rto 'field' \
    '' ato 'field' \
    '' quick/pingpong 'field' \
    '' cwnd 'field' \
    '' ssthresh 'field' \
    '' drops 'field' \
    '' /proc/net/tcp 'file' \
    '' /proc/net/tcp6 'file' \
    '' /proc/net/udp 'file' \
    '' /proc/net/unix 'file' \
    '' /proc/net/raw 'file' \
    '' /proc/net/packet 'file' \
    '' /proc/net/netlink 'file' \
    '' recv_q 'column' \
    '' send_q 'column' \
    '' backlog 'column' \
    '' dual_stack 'column' \
    '' not-permitted 'reason' \
    '' vanished 'reason' \
    '' unsupported 'reason' \
    '' not-collected 'reason' \
    '' malformed 'reason' \
    '' ephemeral-port 'concept' \
    '' v6only 'concept' \
    '' critical 'concept' \
    '' warning 'concept' \
    '' info 'concept' \
    '' certain 'concept' \
    '' likely 'concept' \
    '' hint 'concept' \
    '' unknown 'concept' \
    '' UP 'interface' \
    '' DOWN 'interface' \
    '' LOWERLAYERDOWN 'interface' \
    '' DORMANT 'interface' \
    '' UNKNOWN 'interface' \
    '' NO-CARRIER 'interface' \
    '' LOWER_UP 'interface' \
    '' M-DOWN 'interface' \
    '' PROMISC 'interface' \
    '' tentative 'address' \
    '' dadfailed 'address' \
    '' deprecated 'address' \
    '' secondary 'address' \
    '' noprefixroute 'address' \
    '' blackhole 'route' \
    '' unreachable 'route' \
    '' prohibit 'route' \
    '' throw 'route' \
    '' linkdown 'route' \
    '' onlink 'route' \
    '' INCOMPLETE 'neighbor' \
    '' REACHABLE 'neighbor' \
    '' STALE 'neighbor' \
    '' DELAY 'neighbor' \
    '' PROBE 'neighbor' \
    '' FAILED 'neighbor' \
    '' NOARP 'neighbor' \
    '' PERMANENT 'neighbor' \
    '' ListenOverflows 'counter' \
    '' ListenDrops 'counter' \
    '' RetransSegs 'counter' \
    '' TCPTimeouts 'counter' \
    '' TCPSynRetrans 'counter' \
    '' TCPLostRetransmit 'counter' \
    '' TCPZeroWindowDrop 'counter' \
    '' TCPToZeroWindowAdv 'counter' \
    '' TCPFromZeroWindowAdv 'counter' \
    '' TCPRcvQDrop 'counter' \
    '' TCPRcvCollapsed 'counter' \
    '' PruneCalled 'counter' \
    '' RcvPruned 'counter' \
    '' TCPBacklogDrop 'counter' \
    '' TCPMemoryPressures 'counter' \
    '' TCPAbortOnMemory 'counter' \
    '' TCPAbortOnTimeout 'counter' \
    '' TCPAbortOnData 'counter' \
    '' TCPAbortOnClose 'counter' \
    '' TCPTimeWaitOverflow 'counter' \
    '' TCPReqQFullDrop 'counter' \
    '' TCPReqQFullDoCookies 'counter' \
    '' SyncookiesSent 'counter' \
    '' AttemptFails 'counter' \
    '' EstabResets 'counter' \
    '' OutRsts 'counter' \
    '' InErrs 'counter' \
    '' RcvbufErrors 'counter' \
    '' NoPorts 'counter' \
    '' OutNoRoutes 'counter' \
    '' IPReversePathFilter 'counter' \
    '' load 'host' \
    '' steal 'host' \
    '' iowait 'host' \
    '' softirq 'host' \
    '' throttled 'host' \
    '' await 'host' \
    '' qdisc 'host' \
    '' overlimits 'host' \
    '' EMFILE 'host' \
    '' oom 'host' \
    '' link.admin_down 'Is an interface switched off although it has an address?' \
    '' link.no_carrier 'Has an interface that is in use no link?' \
    '' link.rx_errors 'Does an interface receive damaged frames?' \
    '' link.rx_dropped 'Does an interface throw received packets away?' \
    '' link.tx_dropped 'Does a device not take what is sent?' \
    '' link.fifo_overrun 'Does a card lose frames because nobody takes them in time?' \
    '' link.collisions 'Do frames collide?' \
    '' link.duplex 'Does a card send and receive only in turn?' \
    '' link.mtu_mismatch 'Does one end of a veth send packets that the other end does not take?' \
    '' link.flap 'Does a link come and go?' \
    '' link.utilisation 'Is a link as full as it can be?' \
    '' bridge.port_blocked 'Does a bridge let nothing through to one of its containers or guests?' \
    '' qdisc.drops 'Does a queue in front of a device drop packets?' \
    '' qdisc.noqueue_on_nic 'Do all processors wait in one line for a card that has several queues?' \
    '' addr.none 'Is a link up in a place that has no address?' \
    '' addr.linklocal_only 'Has this place only an address that it gave itself?' \
    '' addr.dad_failed 'Does another host have the same IPv6 address?' \
    '' neigh.gateway_failed 'Does a gateway not answer on its link?' \
    '' neigh.host_failed 'Is somebody connecting to a host of the own network that does not answer?' \
    '' neigh.duplicate_ip 'Do two ports of a bridge have the same address?' \
    '' neigh.flux 'Does the hardware address of a gateway change?' \
    '' neigh.failed_many 'Are many neighbours asked for who are not there?' \
    '' neigh.table_near_full 'Does the table of IPv4 neighbours run out?' \
    '' neigh.table_full 'Is the table of neighbours full, so that new ones cannot be reached?' \
    '' route.no_default 'Is there no default route, although something is sent beyond the own networks?' \
    '' route.two_defaults 'Are there two default routes of the same metric?' \
    '' route.blackhole 'Are there routes that drop what is sent?' \
    '' route.rule_empty_table 'Does a policy rule lead to a table without routes?' \
    '' route.rule_unknown_source 'Is there a policy rule for an address that is gone?' \
    '' route.gateway_not_onlink 'Does a route lead over a gateway that is on no network of its link?' \
    '' route.src_missing 'Do packets get a source address that is not here?' \
    '' route.linkdown 'Does a route lead over a link that is down?' \
    '' route.rp_filter_drop 'Are packets dropped because the way back is another one?' \
    '' ip.out_no_routes 'Is something sent for which there is no route?' \
    '' ip6.out_no_routes 'Is something sent over IPv6 for which there is no route?' \
    '' ip.routing_loop 'Do packets circle until they are dropped?' \
    '' ip6.routing_loop 'Do IPv6 packets circle until they are dropped?' \
    '' ip.forwarding_off 'Is forwarding off where containers or guests need it?' \
    '' ip6.forwarding_off 'Is forwarding of IPv6 off where containers or guests need it?' \
    '' ip.local_port_range_small 'Are there few ports for connections that are made here?' \
    '' conntrack.near_full 'Is the table of connections nearly full?' \
    '' conntrack.full_drop 'Does conntrack drop new connections?' \
    '' conntrack.insert_failed 'Do connections collide in NAT?' \
    '' conntrack.invalid 'Are many packets of no connection that conntrack knows?' \
    '' conntrack.hash_crowded 'Is the hash table of connections too small?' \
    '' sock.published_loopback_only 'Does a published port lead to a program that listens on its loopback address only?' \
    '' nat.target_not_listening 'Does a published port lead to a container in which nobody listens?' \
    '' conntrack.unreplied_many 'Do many connections that pass here get no answer from one destination?' \
    '' nat.dead_target 'Does a published port lead to an address that nobody has?' \
    '' fw.drop_active 'Does a rule here drop what this place sends, while connections wait?' \
    '' fw.forward_policy_drop 'Does a firewall drop everything that containers send out?' \
    '' fw.legacy_and_nft 'Are there two sets of firewall rules at once?' \
    '' tcp.listen.overflow 'Is an accept queue full, so that connections are lost?' \
    '' tcp.accept_queue_stalled 'Do connections wait to be accepted, and nobody accepts them?' \
    '' tcp.listen.backlog_small 'Is an accept queue too short for what comes?' \
    '' sock.v6only_listener 'Does a program serve IPv6 only, and nobody the same port of IPv4?' \
    '' sock.reuseport_foreign 'Do programs of different services share a port?' \
    '' sock.port_clash 'Is a port served by one program here and by another one there?' \
    '' sock.loopback_only 'Is somebody refused because all servers here listen on loopback only?' \
    '' tcp.close_wait_leak 'Does a process forget to close connections that its peers have closed?' \
    '' tcp.syn_sent_stuck 'Is there a peer that does not answer connection attempts?' \
    '' tcp.unacked_backoff 'Does data stay unacknowledged, however often it is sent?' \
    '' tcp.clients_unacked 'Do many clients of a server not acknowledge what it sends?' \
    '' tcp.mtu_blackhole 'Do long segments vanish on the way to a peer that short ones reach?' \
    '' tcp.rtt_anomaly 'Do packets to a peer take much longer than they need?' \
    '' tcp.cwnd_collapsed 'Has a connection that sends shrunk to a few segments at once?' \
    '' tcp.sendq_growing 'Does data pile up that a program wants to send?' \
    '' tcp.app_not_reading 'Does a program not read what its connections receive?' \
    '' tcp.peer_zero_window 'Does a peer take no more data?' \
    '' tcp.probe_unanswered 'Do probes stay unanswered?' \
    '' tcp.port_exhaustion 'Do the local ports towards one destination run out?' \
    '' tcp.orphans 'Do closed sockets keep data that a peer does not take?' \
    '' tcp.fin_wait2_many 'Do peers leave many connections half closed?' \
    '' tcp.idle_no_keepalive 'Does a process hold many idle connections whose peers may be gone?' \
    '' tcp.syn_backlog_cookies 'Is the queue of half-open connections full?' \
    '' tcp.syn_drop 'Are SYNs dropped because cookies are off?' \
    '' tcp.backlog_drop 'Do segments overflow the backlog of a socket that is in use?' \
    '' tcp.timewait_overflow 'Is the limit of TIME_WAIT reached?' \
    '' tcp.refused 'Does something that is needed here refuse connections?' \
    '' tcp.retransmits_high 'Is much sent twice?' \
    '' tcp.spurious_rtx 'Is much sent again for nothing?' \
    '' tcp.rcvbuf_pruned 'Is received data thrown away for want of memory?' \
    '' tcp.reset_storm 'Are many connections answered with a reset?' \
    '' tcp.abort_timeout 'Do connections die because nobody answers?' \
    '' tcp.abort_data 'Are many connections ended with a reset instead of a close?' \
    '' tcp.checksum_errors 'Do damaged segments arrive?' \
    '' tcp.paws_drop 'Are segments refused because their time stamps go back?' \
    '' tcp.sack_reneging 'Does a peer take back what it acknowledged?' \
    '' tcp.ecn_ce 'Do routers signal congestion?' \
    '' tcp.fastopen_fail 'Does TCP Fast Open fail?' \
    '' tcp.md5_fail 'Are segments refused for a wrong MD5 signature?' \
    '' udp.rcvbuf_errors 'Does a UDP socket lose datagrams because its process reads too slowly?' \
    '' dns.unreachable 'Does a name server not answer?' \
    '' udp.sndbuf_errors 'Can datagrams not be sent for want of buffers?' \
    '' udp.csum_errors 'Do damaged datagrams arrive?' \
    '' udp.no_ports 'Do datagrams come for ports at which nobody listens?' \
    '' ip.reassembly_fails 'Do fragments get lost?' \
    '' ip.frag_needed_cannot 'Are packets too long for the next link?' \
    '' ip.in_addr_errors 'Do packets come that are not for this host?' \
    '' ip.hdr_errors 'Do packets with a wrong header arrive?' \
    '' ip6.hdr_errors 'Do IPv6 packets with a wrong header arrive?' \
    '' ip.truncated 'Do packets arrive cut?' \
    '' ip.unknown_protocol 'Do packets come of a protocol that nobody speaks?' \
    '' ip.discards 'Does the kernel throw packets away that were fine?' \
    '' icmp.unreach_storm 'Do many hosts or ports answer that they cannot be reached?' \
    '' ip6.in_no_routes 'Do IPv6 packets come that cannot be passed on?' \
    '' ip6.too_big 'Are IPv6 packets too long for the next link?' \
    '' udp6.rcvbuf_errors 'Are IPv6 datagrams lost at full sockets?' \
    '' sock.unix_backlog_full 'Is the accept queue of a unix socket full, so that its clients hang?' \
    '' sock.netlink_drops 'Does a program miss what the kernel tells it?' \
    '' sock.packet_left_open 'Is a capture of packets open that nobody reads?' \
    '' sock.count_high 'Do sockets become more and more, fast?' \
    '' dns.no_nameserver 'Does a place name no server that knows names?' \
    '' dns.loopback_stub_dead 'Is a name server of this machine asked that does not run?' \
    '' dns.ndots_search 'Does each name of the outside cost many questions?' \
    '' dns.servers_ignored 'Are there more name servers than are asked?' \
    '' dns.slow 'Do questions to a name server wait for long?' \
    '' dns.hosts_shadow 'Does /etc/hosts lead to an address that nobody has?' \
    '' softnet.dropped 'Does a processor drop packets because its queue is full?' \
    '' softnet.time_squeeze 'Does a processor run out of time for packets?' \
    '' softnet.imbalance 'Does one processor take in nearly all packets, and can no more?' \
    '' irq.storm 'Does a device interrupt without end?' \
    '' tcp.mem_pressure 'Does the machine run out of memory for TCP?' \
    '' udp.mem_pressure 'Does the machine run out of memory for UDP?' \
    '' host.file_nr 'Does the machine run out of open files?' \
    '' mem.available_low 'Does the machine run out of memory?' \
    '' mem.psi 'Does everything wait for memory?' \
    '' mem.limit_near 'Does a container come near its limit of memory?' \
    '' mem.oom_kill 'Does the kernel kill processes for want of memory?' \
    '' mem.oom_kill_host 'Does the kernel kill processes somewhere on the machine?' \
    '' mem.swap_thrash 'Does the machine read from swap what it has just written there?' \
    '' mem.ecc 'Does the memory of the machine fail?' \
    '' cgroup.pids_limit 'Does a container run out of processes?' \
    '' host.pid_max 'Does the machine run out of process numbers?' \
    '' cpu.steal 'Does the host of this virtual machine give it too little time?' \
    '' cpu.iowait 'Do processors wait for disks?' \
    '' cpu.saturated 'Do more programs want to run than there are processors?' \
    '' cgroup.cpu_throttled 'Is a container stopped because it used up its quota of processors?' \
    '' disk.full 'Is a file system full?' \
    '' disk.inodes_full 'Has a file system no room for more files?' \
    '' disk.readonly 'Was a file system switched to read-only?' \
    '' disk.busy 'Is a disk busy all the time, with a long queue?' \
    '' clock.unsync 'Does a time service keep the clock of the machine right?' \
    '' clock.jump 'Was the clock of the machine set while sonde looked?' \
    '' kernel.taint_hung 'Is the kernel itself in trouble?' \
    '' proc.fd_limit_near 'Does a process run out of descriptors?' \
    '' proc.zombies 'Does a process not collect its ended children?' \
    '' proc.stopped 'Is a process that serves a port stopped?' \
    '' proc.d_state 'Does a process wait for a device that does not answer?' \
    '' proc.pipe_stalled 'Does a process hang because nobody reads what it writes into a pipe?' \
    '' proc.spin 'Does a server compute all the time, so that its connections wait?' \
    '' proc.crash_loop 'Does a container end again and again?' \
    '' proc.restart_recent 'Was a container started again a moment ago?' \
    '' proc.log_to_null 'Does what a container prints go nowhere?' \
    '' proc.deleted_binary 'Does a process run a program that was replaced or deleted?' \
    '' ns.orphan_netns 'Are there network namespaces without a process?' \
    '' proc.deleted_file_open 'Is a deleted log still written, so that its room is not freed?'
end
complete -c sonde -n '__sonde_at explain' -a '(__sonde_arguments_explain)'
function __sonde_arguments_diagnose
  printf '%s%s\\t%s\\n' \
    '' link.admin_down 'Is an interface switched off although it has an address?' \
    '' link.no_carrier 'Has an interface that is in use no link?' \
    '' link.rx_errors 'Does an interface receive damaged frames?' \
    '' link.rx_dropped 'Does an interface throw received packets away?' \
    '' link.tx_dropped 'Does a device not take what is sent?' \
    '' link.fifo_overrun 'Does a card lose frames because nobody takes them in time?' \
    '' link.collisions 'Do frames collide?' \
    '' link.duplex 'Does a card send and receive only in turn?' \
    '' link.mtu_mismatch 'Does one end of a veth send packets that the other end does not take?' \
    '' link.flap 'Does a link come and go?' \
    '' link.utilisation 'Is a link as full as it can be?' \
    '' bridge.port_blocked 'Does a bridge let nothing through to one of its containers or guests?' \
    '' qdisc.drops 'Does a queue in front of a device drop packets?' \
    '' qdisc.noqueue_on_nic 'Do all processors wait in one line for a card that has several queues?' \
    '' addr.none 'Is a link up in a place that has no address?' \
    '' addr.linklocal_only 'Has this place only an address that it gave itself?' \
    '' addr.dad_failed 'Does another host have the same IPv6 address?' \
    '' neigh.gateway_failed 'Does a gateway not answer on its link?' \
    '' neigh.host_failed 'Is somebody connecting to a host of the own network that does not answer?' \
    '' neigh.duplicate_ip 'Do two ports of a bridge have the same address?' \
    '' neigh.flux 'Does the hardware address of a gateway change?' \
    '' neigh.failed_many 'Are many neighbours asked for who are not there?' \
    '' neigh.table_near_full 'Does the table of IPv4 neighbours run out?' \
    '' neigh.table_full 'Is the table of neighbours full, so that new ones cannot be reached?' \
    '' route.no_default 'Is there no default route, although something is sent beyond the own networks?' \
    '' route.two_defaults 'Are there two default routes of the same metric?' \
    '' route.blackhole 'Are there routes that drop what is sent?' \
    '' route.rule_empty_table 'Does a policy rule lead to a table without routes?' \
    '' route.rule_unknown_source 'Is there a policy rule for an address that is gone?' \
    '' route.gateway_not_onlink 'Does a route lead over a gateway that is on no network of its link?' \
    '' route.src_missing 'Do packets get a source address that is not here?' \
    '' route.linkdown 'Does a route lead over a link that is down?' \
    '' route.rp_filter_drop 'Are packets dropped because the way back is another one?' \
    '' ip.out_no_routes 'Is something sent for which there is no route?' \
    '' ip6.out_no_routes 'Is something sent over IPv6 for which there is no route?' \
    '' ip.routing_loop 'Do packets circle until they are dropped?' \
    '' ip6.routing_loop 'Do IPv6 packets circle until they are dropped?' \
    '' ip.forwarding_off 'Is forwarding off where containers or guests need it?' \
    '' ip6.forwarding_off 'Is forwarding of IPv6 off where containers or guests need it?' \
    '' ip.local_port_range_small 'Are there few ports for connections that are made here?' \
    '' conntrack.near_full 'Is the table of connections nearly full?' \
    '' conntrack.full_drop 'Does conntrack drop new connections?' \
    '' conntrack.insert_failed 'Do connections collide in NAT?' \
    '' conntrack.invalid 'Are many packets of no connection that conntrack knows?' \
    '' conntrack.hash_crowded 'Is the hash table of connections too small?' \
    '' sock.published_loopback_only 'Does a published port lead to a program that listens on its loopback address only?' \
    '' nat.target_not_listening 'Does a published port lead to a container in which nobody listens?' \
    '' conntrack.unreplied_many 'Do many connections that pass here get no answer from one destination?' \
    '' nat.dead_target 'Does a published port lead to an address that nobody has?' \
    '' fw.drop_active 'Does a rule here drop what this place sends, while connections wait?' \
    '' fw.forward_policy_drop 'Does a firewall drop everything that containers send out?' \
    '' fw.legacy_and_nft 'Are there two sets of firewall rules at once?' \
    '' tcp.listen.overflow 'Is an accept queue full, so that connections are lost?' \
    '' tcp.accept_queue_stalled 'Do connections wait to be accepted, and nobody accepts them?' \
    '' tcp.listen.backlog_small 'Is an accept queue too short for what comes?' \
    '' sock.v6only_listener 'Does a program serve IPv6 only, and nobody the same port of IPv4?' \
    '' sock.reuseport_foreign 'Do programs of different services share a port?' \
    '' sock.port_clash 'Is a port served by one program here and by another one there?' \
    '' sock.loopback_only 'Is somebody refused because all servers here listen on loopback only?' \
    '' tcp.close_wait_leak 'Does a process forget to close connections that its peers have closed?' \
    '' tcp.syn_sent_stuck 'Is there a peer that does not answer connection attempts?' \
    '' tcp.unacked_backoff 'Does data stay unacknowledged, however often it is sent?' \
    '' tcp.clients_unacked 'Do many clients of a server not acknowledge what it sends?' \
    '' tcp.mtu_blackhole 'Do long segments vanish on the way to a peer that short ones reach?' \
    '' tcp.rtt_anomaly 'Do packets to a peer take much longer than they need?' \
    '' tcp.cwnd_collapsed 'Has a connection that sends shrunk to a few segments at once?' \
    '' tcp.sendq_growing 'Does data pile up that a program wants to send?' \
    '' tcp.app_not_reading 'Does a program not read what its connections receive?' \
    '' tcp.peer_zero_window 'Does a peer take no more data?' \
    '' tcp.probe_unanswered 'Do probes stay unanswered?' \
    '' tcp.port_exhaustion 'Do the local ports towards one destination run out?' \
    '' tcp.orphans 'Do closed sockets keep data that a peer does not take?' \
    '' tcp.fin_wait2_many 'Do peers leave many connections half closed?' \
    '' tcp.idle_no_keepalive 'Does a process hold many idle connections whose peers may be gone?' \
    '' tcp.syn_backlog_cookies 'Is the queue of half-open connections full?' \
    '' tcp.syn_drop 'Are SYNs dropped because cookies are off?' \
    '' tcp.backlog_drop 'Do segments overflow the backlog of a socket that is in use?' \
    '' tcp.timewait_overflow 'Is the limit of TIME_WAIT reached?' \
    '' tcp.refused 'Does something that is needed here refuse connections?' \
    '' tcp.retransmits_high 'Is much sent twice?' \
    '' tcp.spurious_rtx 'Is much sent again for nothing?' \
    '' tcp.rcvbuf_pruned 'Is received data thrown away for want of memory?' \
    '' tcp.reset_storm 'Are many connections answered with a reset?' \
    '' tcp.abort_timeout 'Do connections die because nobody answers?' \
    '' tcp.abort_data 'Are many connections ended with a reset instead of a close?' \
    '' tcp.checksum_errors 'Do damaged segments arrive?' \
    '' tcp.paws_drop 'Are segments refused because their time stamps go back?' \
    '' tcp.sack_reneging 'Does a peer take back what it acknowledged?' \
    '' tcp.ecn_ce 'Do routers signal congestion?' \
    '' tcp.fastopen_fail 'Does TCP Fast Open fail?' \
    '' tcp.md5_fail 'Are segments refused for a wrong MD5 signature?' \
    '' udp.rcvbuf_errors 'Does a UDP socket lose datagrams because its process reads too slowly?' \
    '' dns.unreachable 'Does a name server not answer?' \
    '' udp.sndbuf_errors 'Can datagrams not be sent for want of buffers?' \
    '' udp.csum_errors 'Do damaged datagrams arrive?' \
    '' udp.no_ports 'Do datagrams come for ports at which nobody listens?' \
    '' ip.reassembly_fails 'Do fragments get lost?' \
    '' ip.frag_needed_cannot 'Are packets too long for the next link?' \
    '' ip.in_addr_errors 'Do packets come that are not for this host?' \
    '' ip.hdr_errors 'Do packets with a wrong header arrive?' \
    '' ip6.hdr_errors 'Do IPv6 packets with a wrong header arrive?' \
    '' ip.truncated 'Do packets arrive cut?' \
    '' ip.unknown_protocol 'Do packets come of a protocol that nobody speaks?' \
    '' ip.discards 'Does the kernel throw packets away that were fine?' \
    '' icmp.unreach_storm 'Do many hosts or ports answer that they cannot be reached?' \
    '' ip6.in_no_routes 'Do IPv6 packets come that cannot be passed on?' \
    '' ip6.too_big 'Are IPv6 packets too long for the next link?' \
    '' udp6.rcvbuf_errors 'Are IPv6 datagrams lost at full sockets?' \
    '' sock.unix_backlog_full 'Is the accept queue of a unix socket full, so that its clients hang?' \
    '' sock.netlink_drops 'Does a program miss what the kernel tells it?' \
    '' sock.packet_left_open 'Is a capture of packets open that nobody reads?' \
    '' sock.count_high 'Do sockets become more and more, fast?' \
    '' dns.no_nameserver 'Does a place name no server that knows names?' \
    '' dns.loopback_stub_dead 'Is a name server of this machine asked that does not run?' \
    '' dns.ndots_search 'Does each name of the outside cost many questions?' \
    '' dns.servers_ignored 'Are there more name servers than are asked?' \
    '' dns.slow 'Do questions to a name server wait for long?' \
    '' dns.hosts_shadow 'Does /etc/hosts lead to an address that nobody has?' \
    '' softnet.dropped 'Does a processor drop packets because its queue is full?' \
    '' softnet.time_squeeze 'Does a processor run out of time for packets?' \
    '' softnet.imbalance 'Does one processor take in nearly all packets, and can no more?' \
    '' irq.storm 'Does a device interrupt without end?' \
    '' tcp.mem_pressure 'Does the machine run out of memory for TCP?' \
    '' udp.mem_pressure 'Does the machine run out of memory for UDP?' \
    '' host.file_nr 'Does the machine run out of open files?' \
    '' mem.available_low 'Does the machine run out of memory?' \
    '' mem.psi 'Does everything wait for memory?' \
    '' mem.limit_near 'Does a container come near its limit of memory?' \
    '' mem.oom_kill 'Does the kernel kill processes for want of memory?' \
    '' mem.oom_kill_host 'Does the kernel kill processes somewhere on the machine?' \
    '' mem.swap_thrash 'Does the machine read from swap what it has just written there?' \
    '' mem.ecc 'Does the memory of the machine fail?' \
    '' cgroup.pids_limit 'Does a container run out of processes?' \
    '' host.pid_max 'Does the machine run out of process numbers?' \
    '' cpu.steal 'Does the host of this virtual machine give it too little time?' \
    '' cpu.iowait 'Do processors wait for disks?' \
    '' cpu.saturated 'Do more programs want to run than there are processors?' \
    '' cgroup.cpu_throttled 'Is a container stopped because it used up its quota of processors?' \
    '' disk.full 'Is a file system full?' \
    '' disk.inodes_full 'Has a file system no room for more files?' \
    '' disk.readonly 'Was a file system switched to read-only?' \
    '' disk.busy 'Is a disk busy all the time, with a long queue?' \
    '' clock.unsync 'Does a time service keep the clock of the machine right?' \
    '' clock.jump 'Was the clock of the machine set while sonde looked?' \
    '' kernel.taint_hung 'Is the kernel itself in trouble?' \
    '' proc.fd_limit_near 'Does a process run out of descriptors?' \
    '' proc.zombies 'Does a process not collect its ended children?' \
    '' proc.stopped 'Is a process that serves a port stopped?' \
    '' proc.d_state 'Does a process wait for a device that does not answer?' \
    '' proc.pipe_stalled 'Does a process hang because nobody reads what it writes into a pipe?' \
    '' proc.spin 'Does a server compute all the time, so that its connections wait?' \
    '' proc.crash_loop 'Does a container end again and again?' \
    '' proc.restart_recent 'Was a container started again a moment ago?' \
    '' proc.log_to_null 'Does what a container prints go nowhere?' \
    '' proc.deleted_binary 'Does a process run a program that was replaced or deleted?' \
    '' ns.orphan_netns 'Are there network namespaces without a process?' \
    '' proc.deleted_file_open 'Is a deleted log still written, so that its room is not freed?'
end
complete -c sonde -n '__sonde_at diagnose' -a '(__sonde_arguments_diagnose)'
function __sonde_arguments_help
  printf '%s%s\\t%s\\n' \
    '' sockets 'Every socket of this place, and who holds it.' \
    '' listen 'Which ports are open, and which program has them.' \
    '' conns 'TCP and UDP sockets with a peer: who talks to whom.' \
    '' peers 'Remote ends, and how many connections each has in which state.' \
    '' processes 'What runs here, as whom, since when, and what it takes.' \
    '' threads 'What each thread does: state, processor, time.' \
    '' tree 'Processes as a tree, with their containers and listening ports.' \
    '' files 'What each process has open: files, sockets, pipes; what it runs.' \
    '' config 'What configures a process, and how that is known.' \
    '' hints 'Other servers that files and environments here name.' \
    '' ports 'How much of the ephemeral port range each destination uses up.' \
    '' logs 'Where processes log to, and the last lines; no reader loses any.' \
    '' who 'All that is linked to a port, process, path, container.' \
    '' path 'Why a connection would work or not, step by step; nothing is sent.' \
    '' containers 'Every container here: name, image, addresses, first process.' \
    '' namespaces 'Every namespace, and who is in it; or what two places share.' \
    '' interfaces 'Every network device, its counters, and where a veth leads.' \
    '' addresses 'Every address of every interface, IPv4 and IPv6.' \
    '' routes 'Every route of every routing table; each next hop is a row.' \
    '' rules 'Every rule that says which packets use which routing table.' \
    '' neighbors 'Every neighbour on a link, and its hardware address.' \
    '' qdiscs 'The queues of interfaces, and what they dropped.' \
    '' flows 'Every connection that conntrack remembers, and its NAT.' \
    '' firewall 'Every rule of the firewall, in words: what it matches and does.' \
    '' published 'Ports of this machine that lead to containers, and who answers.' \
    '' counters 'What the kernel counts of the network, and what that means.' \
    '' kernel_log 'The log of the kernel, as dmesg shows it.' \
    '' resolvers 'Whom programs ask for names, and whether somebody is there.' \
    '' sysctls 'The settings of the kernel that matter, and what they do.' \
    '' memory 'The memory of the machine: what free shows, and every field.' \
    '' pressure 'How much time is lost waiting for processors, memory and disks.' \
    '' cpu 'What the processors do, the load, and the quota of this place.' \
    '' interrupts 'What interrupts the processors, for which device, and how often.' \
    '' disks 'Disks and other block devices, and what they did.' \
    '' limits 'Who is near a limit: descriptors, threads, tasks, memory.' \
    '' oom 'What the kernel killed for want of memory, and why.' \
    '' mounts 'What is mounted where, as this or another place sees it.' \
    '' run 'Run a program in the network of a place, or inside it.' \
    '' inject 'Bring sonde through a shell elsewhere, run it there, remove it.' \
    '' collect 'Write a capture: every question of the tables with its answer.' \
    '' diff 'What came, went and changed between two captures, or since one.' \
    '' decode 'Pasted or piped text of /proc/net, however mangled, to rows.' \
    '' explain 'What a state, counter, flag, check or line of /proc/net/tcp means.' \
    '' diagnose 'What is wrong here, where, with the evidence and the next step.' \
    '' can 'What can be seen from here, what not, and what would change it.' \
    '' gaps 'What could not be seen, as rows.' \
    '' sql 'One SELECT of SQLite over all tables; it only reads.' \
    '' help 'This help, or that of a command.' \
    '' completion 'A completion script for a shell.' \
    '' version 'The version.' \
    '' access 'What can be seen from here, what not, and the least that would change it.' \
    '' links 'Everything that is linked to a thing: a port, a process, a path, a container.' \
    '' differences 'What came, went and changed between two captures, or since one.' \
    '' findings 'What is wrong here, the worst first.' \
    '' checks 'Every check, its question, and its verdict here.'
end
complete -c sonde -n '__sonde_at help' -a '(__sonde_arguments_help)'
function __sonde_arguments_completion
  printf '%s%s\\t%s\\n' \
    '' bash 'A shell.' \
    '' zsh 'A shell.' \
    '' fish 'A shell.'
end
complete -c sonde -n '__sonde_at completion' -a '(__sonde_arguments_completion)'
