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
      case --in --from --protocol --columns --sort --group --limit --color --source --endian --lang
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
    '' ports 'How much of the ephemeral port range each destination uses up.' \
    '' logs 'Where processes log to, and the last lines; no reader loses any.' \
    '' who 'All that is linked to a port, process, path, container.' \
    '' containers 'Every container here: name, image, addresses, first process.' \
    '' namespaces 'Every namespace, and who is in it; or what two places share.' \
    '' run 'Run a program of this machine in the network of a place, or inside it.' \
    '' decode 'Pasted or piped text of /proc/net, however mangled, to rows.' \
    '' explain 'What a state, a field or a line of /proc/net/tcp means.' \
    '' can 'What can be seen from here, what not, and what would change it.' \
    '' gaps 'What could not be seen, as rows.' \
    '' sql 'One SELECT of SQLite over all tables; it only reads.' \
    '' help 'This help, or that of a command.' \
    '' completion 'A completion script for a shell.' \
    '' version 'The version.'
end
complete -c sonde -n '__sonde_at ""' -a '(__sonde_commands)'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces run can gaps sql' -l in -d 'Look at one place: pid:N, container:NAME, netns:NAME, pod:NAME, or just the name, id or number.' -x
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces can gaps sql' -l all -d 'Look at every network namespace of this machine.'
complete -c sonde -n '__sonde_at "" run' -l all-ns -d 'Enter all namespaces of the place, not only its network; the program is then one of its own.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces can gaps sql' -l from -d 'Read a copy of /proc (a directory), a file of pasted text, or - for standard input.' -r -F
complete -c sonde -n '__sonde_at "" sockets listen conns peers' -l protocol -d 'Only this protocol; may be given several times.' -x -a 'tcp udp udplite raw icmp sctp unix packet netlink'
complete -c sonde -n '__sonde_at "" listen' -l unix -d 'Unix sockets that listen, too.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l json -d 'Print one JSON object with rows, gaps and notes.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l jsonl -d 'Print a JSON object per line.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l csv -d 'Print comma-separated values (RFC 4180).'
complete -c sonde -n '__sonde_at ""' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x
complete -c sonde -n '__sonde_at sockets listen conns peers decode' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_sockets)'
complete -c sonde -n '__sonde_at processes tree' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_processes)'
complete -c sonde -n '__sonde_at threads' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_threads)'
complete -c sonde -n '__sonde_at files' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_files)'
complete -c sonde -n '__sonde_at ports' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_ports)'
complete -c sonde -n '__sonde_at logs' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_logs)'
complete -c sonde -n '__sonde_at who' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_links)'
complete -c sonde -n '__sonde_at containers' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_containers)'
complete -c sonde -n '__sonde_at namespaces' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_namespaces)'
complete -c sonde -n '__sonde_at can' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_access)'
complete -c sonde -n '__sonde_at gaps' -l columns -d 'Show these columns: a,b,c; +a adds one to the usual ones; all shows every one.' -x -a '(__sonde_columns_gaps)'
complete -c sonde -n '__sonde_at ""' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x
complete -c sonde -n '__sonde_at sockets listen conns peers decode' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_sockets)'
complete -c sonde -n '__sonde_at processes tree' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_processes)'
complete -c sonde -n '__sonde_at threads' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_threads)'
complete -c sonde -n '__sonde_at files' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_files)'
complete -c sonde -n '__sonde_at ports' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_ports)'
complete -c sonde -n '__sonde_at logs' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_logs)'
complete -c sonde -n '__sonde_at who' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_links)'
complete -c sonde -n '__sonde_at containers' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_containers)'
complete -c sonde -n '__sonde_at namespaces' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_namespaces)'
complete -c sonde -n '__sonde_at can' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_access)'
complete -c sonde -n '__sonde_at gaps' -l sort -d 'Order by a column; -COLUMN from the largest down.' -x -a '(__sonde_columns_gaps)'
complete -c sonde -n '__sonde_at ""' -l group -d 'Count rows that agree in these columns.' -x
complete -c sonde -n '__sonde_at sockets listen conns peers decode' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_sockets)'
complete -c sonde -n '__sonde_at processes tree' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_processes)'
complete -c sonde -n '__sonde_at threads' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_threads)'
complete -c sonde -n '__sonde_at files' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_files)'
complete -c sonde -n '__sonde_at ports' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_ports)'
complete -c sonde -n '__sonde_at logs' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_logs)'
complete -c sonde -n '__sonde_at who' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_links)'
complete -c sonde -n '__sonde_at containers' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_containers)'
complete -c sonde -n '__sonde_at namespaces' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_namespaces)'
complete -c sonde -n '__sonde_at can' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_access)'
complete -c sonde -n '__sonde_at gaps' -l group -d 'Count rows that agree in these columns.' -x -a '(__sonde_columns_gaps)'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l limit -d 'Show at most N rows.' -x
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps' -l watch -d 'Look again and again (every second), and mark what came and went.'
complete -c sonde -n '__sonde_at "" logs' -l follow -d 'Go on with what is written from now on, until Ctrl-C.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l no-header -d 'Leave out the line with the names of the columns.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps' -l resolve -d 'Show names of well-known ports and of /etc/hosts; the network is not asked.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l raw -d 'Do not escape control characters in names; refused on a terminal.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l color -d 'Use colour: auto (on a terminal), always, never; NO_COLOR turns it off.' -x -a 'auto always never'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces decode can gaps sql' -l strict -d 'Exit with 3 when something could not be seen.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers ports who can gaps sql' -l source -d 'Read by netlink, from the text of /proc/net (proc), or the best way (auto).' -x -a 'auto netlink proc'
complete -c sonde -n '__sonde_at "" sockets listen conns peers ports decode gaps sql' -l endian -d 'Byte order of the machine that printed the text: little, big, or infer it.' -x -a 'infer little big'
complete -c sonde -n '__sonde_at "" explain' -l lang -d 'Explain in English, Japanese or Chinese; by default as LANG says.' -x -a 'en ja zh'
complete -c sonde -n '__sonde_at "" help' -l markdown -d 'Print the whole reference as Markdown.'
complete -c sonde -n '__sonde_at "" help' -l man -d 'Print the man page, in roff.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces run decode explain can gaps sql help completion version' -l help -d 'Say what the command does, with examples.'
complete -c sonde -n '__sonde_at "" sockets listen conns peers processes threads tree files ports logs who containers namespaces run decode explain can gaps sql help completion version' -l version -d 'Print the version.'
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
    "$before" command 'Command line of the process.' \
    "$before" owner 'How sure the owner is, or why there is none.' \
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
    "$before" cwnd 'Congestion window.' \
    "$before" ssthresh 'Slow-start threshold.' \
    "$before" mss 'Maximum segment size.' \
    "$before" unacked 'Segments that are not acknowledged.' \
    "$before" lost 'Segments that are taken for lost.' \
    "$before" retrans_total 'Segments that were sent again since the connection began.' \
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
    '' command 'Command line of the process.' \
    '' owner 'How sure the owner is, or why there is none.' \
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
    '' cwnd 'Congestion window.' \
    '' ssthresh 'Slow-start threshold.' \
    '' mss 'Maximum segment size.' \
    '' unacked 'Segments that are not acknowledged.' \
    '' lost 'Segments that are taken for lost.' \
    '' retrans_total 'Segments that were sent again since the connection began.' \
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
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after timer' -a 'off retransmit keepalive time-wait zero-window'
complete -c sonde -n '__sonde_at sockets listen conns peers; and __sonde_after owner' -a 'fd thread in-flight accept-queue syn-queue time-wait orphan kernel probable hidden elsewhere'
complete -c sonde -n '__sonde_at sockets listen conns peers; and not __sonde_after protocol family state exclude timer owner' -a '(__sonde_filter_sockets)'
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
    "$before" command 'Its command line, as it stands now.' \
    "$before" exe 'The file that it runs.' \
    "$before" container 'Container that it is in, by name or the first 12 digits of its id.' \
    "$before" netns 'Network namespace of its first thread.' \
    "$before" threads 'How many threads it has.' \
    "$before" ports 'Ports that it listens on: 80,443,53/udp; a look at all sockets.' \
    "$before" fds 'How many descriptors it has open.' \
    "$before" cpu_ms 'Processor time that it has taken, of user and system.' \
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
    '' command 'Its command line, as it stands now.' \
    '' exe 'The file that it runs.' \
    '' container 'Container that it is in, by name or the first 12 digits of its id.' \
    '' netns 'Network namespace of its first thread.' \
    '' threads 'How many threads it has.' \
    '' ports 'Ports that it listens on: 80,443,53/udp; a look at all sockets.' \
    '' fds 'How many descriptors it has open.' \
    '' cpu_ms 'Processor time that it has taken, of user and system.' \
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
    "$before" position 'Where the next read or write begins.' \
    "$before" peer 'Who has the other end of a pipe or unix connection; nobody: it is closed.' \
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
    '' position 'Where the next read or write begins.' \
    '' peer 'Who has the other end of a pipe or unix connection; nobody: it is closed.' \
    '' container 'Container of the process.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at files; and __sonde_after use' -a 'open cwd root exe'
complete -c sonde -n '__sonde_at files; and __sonde_after kind' -a 'file socket pipe device anon directory'
complete -c sonde -n '__sonde_at files; and __sonde_after mode' -a 'r w rw'
complete -c sonde -n '__sonde_at files; and not __sonde_after use kind mode' -a '(__sonde_filter_files)'
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
    "$before" descriptors 'By which descriptors; 1 is its output, 2 its errors.' \
    "$before" kind 'What it is; runtime: the file that the container\'s runtime keeps its output in.' \
    "$before" target 'Path of the file, number of the pipe, or ends of the socket.' \
    "$before" deleted 'Whether the file has lost its name: rotated away, and still written to.' \
    "$before" read_by 'Who has the other end of the pipe or socket.' \
    "$before" writers 'How many processes write there.' \
    "$before" tail 'Its last ten lines; of a pipe those that its reader has not taken yet.'
end
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
    "$before" peer_process 'Name of that process.'
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
    "$before" command 'Command line of the process.'
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
    '' command 'Command line of the process.' \
    '' and 'Both conditions.' \
    '' or 'One of the conditions.' \
    '' not 'The opposite of what follows.'
end
complete -c sonde -n '__sonde_at namespaces; and __sonde_after type' -a 'cgroup ipc mnt net pid time user uts'
complete -c sonde -n '__sonde_at namespaces; and __sonde_after kept_by' -a 'process thread descriptor mount'
complete -c sonde -n '__sonde_at namespaces; and not __sonde_after type kept_by' -a '(__sonde_filter_namespaces)'
function __sonde_columns_access
  set -l before (__sonde_list_before)
  printf '%s%s\\t%s\\n' \
    "$before" table 'The table it is about.' \
    "$before" what 'What is looked for.' \
    "$before" access 'How much of it can be seen: full, partial or none.' \
    "$before" why 'What stands in the way.' \
    "$before" remedy 'The least change that would help.'
end
function __sonde_filter_access
  printf '%s%s\\t%s\\n' \
    '' table 'The table it is about.' \
    '' what 'What is looked for.' \
    '' access 'How much of it can be seen: full, partial or none.' \
    '' why 'What stands in the way.' \
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
    '' v6only 'concept'
end
complete -c sonde -n '__sonde_at explain' -a '(__sonde_arguments_explain)'
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
    '' ports 'How much of the ephemeral port range each destination uses up.' \
    '' logs 'Where processes log to, and the last lines; no reader loses any.' \
    '' who 'All that is linked to a port, process, path, container.' \
    '' containers 'Every container here: name, image, addresses, first process.' \
    '' namespaces 'Every namespace, and who is in it; or what two places share.' \
    '' run 'Run a program of this machine in the network of a place, or inside it.' \
    '' decode 'Pasted or piped text of /proc/net, however mangled, to rows.' \
    '' explain 'What a state, a field or a line of /proc/net/tcp means.' \
    '' can 'What can be seen from here, what not, and what would change it.' \
    '' gaps 'What could not be seen, as rows.' \
    '' sql 'One SELECT of SQLite over all tables; it only reads.' \
    '' help 'This help, or that of a command.' \
    '' completion 'A completion script for a shell.' \
    '' version 'The version.' \
    '' access 'What can be seen from here, what not, and the least that would change it.'
end
complete -c sonde -n '__sonde_at help' -a '(__sonde_arguments_help)'
function __sonde_arguments_completion
  printf '%s%s\\t%s\\n' \
    '' bash 'A shell.' \
    '' zsh 'A shell.' \
    '' fish 'A shell.'
end
complete -c sonde -n '__sonde_at completion' -a '(__sonde_arguments_completion)'
