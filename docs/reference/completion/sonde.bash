# Completion of sonde for bash: source <(sonde completion bash)
# Made by sonde from its declarations; do not edit.
_sonde() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local i word command='' table='' flags='' words='' list='' files='' skip=''
  # bash cuts --flag=value into three words.
  if [[ $current == = ]]; then
    current=''
  elif [[ $previous == = && $COMP_CWORD -ge 2 ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      =) skip=1; continue ;;
    esac
    if [[ -n $skip ]]; then skip=''; continue; fi
    case $word in
      --in|--from|--protocol|--columns|--sort|--group|--limit|--color|--source|--endian|--lang) skip=1 ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  case $command in
    '')
      flags='--in --all --all-ns --from --protocol --unix --json --jsonl --csv --columns --sort --group --limit --watch --follow --no-header --resolve --raw --color --strict --source --endian --lang --markdown --man --help --version'
      words='sockets listen conns peers processes threads tree files ports logs who containers namespaces run decode explain can gaps sql help completion version' ;;
    sockets)
      flags='--in --all --from --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    listen)
      flags='--in --all --from --protocol --unix --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    conns)
      flags='--in --all --from --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    peers)
      flags='--in --all --from --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    processes)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=processes ;;
    threads)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=threads ;;
    tree)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=processes ;;
    files)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=files ;;
    ports)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=ports ;;
    logs)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --follow --no-header --resolve --raw --color --strict --help --version'
      table=logs ;;
    who)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=links ;;
    containers)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=containers ;;
    namespaces)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=namespaces ;;
    run)
      flags='--in --all-ns --help --version' ;;
    decode)
      flags='--json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --endian --help --version'
      table=sockets
      files=1 ;;
    explain)
      flags='--lang --help --version'
      words='ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING BOUND UNCONN off retransmit keepalive time-wait zero-window fd thread in-flight accept-queue syn-queue orphan kernel probable hidden elsewhere sl local_address rem_address st tx_queue rx_queue tr retrnsmt uid timeout inode ref pointer rto ato quick/pingpong cwnd ssthresh drops /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/unix /proc/net/raw /proc/net/packet /proc/net/netlink recv_q send_q backlog dual_stack not-permitted vanished unsupported not-collected malformed ephemeral-port v6only' ;;
    can)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=access ;;
    gaps)
      flags='--in --all --from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=gaps ;;
    sql)
      flags='--in --all --from --json --jsonl --csv --limit --no-header --raw --color --strict --source --endian --help --version' ;;
    help)
      flags='--markdown --man --help --version'
      words='sockets listen conns peers processes threads tree files ports logs who containers namespaces run decode explain can gaps sql help completion version access' ;;
    completion)
      flags='--help --version'
      words='bash zsh fish' ;;
    version)
      flags='--help --version' ;;
  esac
  local columns=''
  case $table in
    sockets) columns='netns container protocol family state recv_q send_q backlog local remote serves local_address local_port remote_address remote_port interface timer timer_ms retransmits probes uid user inode pid pids process held_by fd command owner listener dual_stack path peer_inode type protocol_number port_id drops rtt_us rttvar_us cwnd ssthresh mss unacked lost retrans_total bytes_sent bytes_received congestion receive_memory receive_buffer send_memory send_buffer mark cgroup cookie' ;;
    processes) columns='pid ppid uid euid user state cpu_percent memory_percent rss rss_bytes vsz_bytes swap_bytes age age_s started tty process runs command exe container netns threads ports fds cpu_ms nice priority processor session pgrp tracer_pid cwd root cgroup' ;;
    threads) columns='pid tid process user state cpu_percent cpu_ms processor nice priority started age_s container netns' ;;
    files) columns='pid process user how fd use kind what target mode deleted log inode position peer container' ;;
    ports) columns='netns container local_address remote_address remote_port used time_wait usable used_percent range' ;;
    logs) columns='pid process container descriptors kind target deleted read_by writers tail' ;;
    links) columns='thing relation says netns container pid process address state count peer_netns peer_container peer_pid peer_process' ;;
    containers) columns='id container name runtime image pod pod_namespace addresses pid processes netns started log' ;;
    namespaces) columns='ns type nprocs pid ppid uid user container kept_by path command' ;;
    access) columns='table what access why remedy' ;;
    gaps) columns='table column reason count example remedy' ;;
  esac
  case $command in
    sockets|listen|conns|peers) words='src dst sport dport dev fwmark exclude netns container protocol family state recv_q send_q backlog local remote serves local_address local_port remote_address remote_port interface timer timer_ms retransmits probes uid user inode pid pids process held_by fd command owner listener dual_stack path peer_inode type protocol_number port_id drops rtt_us rttvar_us cwnd ssthresh mss unacked lost retrans_total bytes_sent bytes_received congestion receive_memory receive_buffer send_memory send_buffer mark cgroup cookie and or not' ;;
    processes|tree) words='exclude pid ppid uid euid user state cpu_percent memory_percent rss rss_bytes vsz_bytes swap_bytes age age_s started tty process runs command exe container netns threads ports fds cpu_ms nice priority processor session pgrp tracer_pid cwd root cgroup and or not' ;;
    threads) words='exclude pid tid process user state cpu_percent cpu_ms processor nice priority started age_s container netns and or not' ;;
    files) words='pid process user how fd use kind what target mode deleted log inode position peer container and or not' ;;
    ports) words='src dst dport netns container local_address remote_address remote_port used time_wait usable used_percent range and or not' ;;
    containers) words='id container name runtime image pod pod_namespace addresses pid processes netns started log and or not' ;;
    namespaces) words='ns type nprocs pid ppid uid user container kept_by path command and or not' ;;
    can) words='table what access why remedy and or not' ;;
    gaps) words='table column reason count example remedy and or not' ;;
  esac
  [[ $current == -* ]] && words=$flags files=''
  case $table:$previous in
    *:--in) words=''; files='' ;;
    *:--from) words=''; files=1 ;;
    *:--protocol) words='tcp udp udplite raw icmp sctp unix packet netlink'; files='' ;;
    *:--columns) list=$columns; words=''; files='' ;;
    *:--sort) list=$columns; words=''; files='' ;;
    *:--group) list=$columns; words=''; files='' ;;
    *:--limit) words=''; files='' ;;
    *:--color) words='auto always never'; files='' ;;
    *:--source) words='auto netlink proc'; files='' ;;
    *:--endian) words='infer little big'; files='' ;;
    *:--lang) words='en ja zh'; files='' ;;
    sockets:protocol) [[ $current == -* ]] || words='tcp udp udplite raw icmp sctp unix packet netlink' ;;
    sockets:family) [[ $current == -* ]] || words='ipv4 ipv6 unix packet netlink' ;;
    sockets:state|sockets:exclude) [[ $current == -* ]] || words='ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING BOUND UNCONN estab listening unconnected closed connected bound-inactive synchronized bucket big all' ;;
    sockets:timer) [[ $current == -* ]] || words='off retransmit keepalive time-wait zero-window' ;;
    sockets:owner) [[ $current == -* ]] || words='fd thread in-flight accept-queue syn-queue time-wait orphan kernel probable hidden elsewhere' ;;
    processes:state|processes:exclude) [[ $current == -* ]] || words='R S D Z T t I X K W P running sleeping blocked zombie stopped traced idle' ;;
    threads:state|threads:exclude) [[ $current == -* ]] || words='R S D Z T t I X K W P running sleeping blocked zombie stopped traced idle' ;;
    files:use) [[ $current == -* ]] || words='open cwd root exe' ;;
    files:kind) [[ $current == -* ]] || words='file socket pipe device anon directory' ;;
    files:mode) [[ $current == -* ]] || words='r w rw' ;;
    containers:runtime) [[ $current == -* ]] || words='unknown docker containerd cri-o podman lxc systemd-nspawn' ;;
    namespaces:type) [[ $current == -* ]] || words='cgroup ipc mnt net pid time user uts' ;;
    namespaces:kept_by) [[ $current == -* ]] || words='process thread descriptor mount' ;;
    access:access) [[ $current == -* ]] || words='full partial none' ;;
  esac
  COMPREPLY=()
  if [[ -n $list ]]; then
    compopt -o nospace 2>/dev/null
    word=${current##*[,+-]}
    mapfile -t COMPREPLY < <(compgen -P "${current%"$word"}" -W "$list" -- "$word")
  elif [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  elif [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}
complete -F _sonde sonde
