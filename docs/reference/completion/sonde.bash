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
      --from|--protocol|--columns|--sort|--group|--limit|--color|--source|--endian|--lang) skip=1 ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  case $command in
    '')
      flags='--from --protocol --unix --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --lang --markdown --man --help --version'
      words='sockets listen conns peers ports decode explain can gaps sql help completion version' ;;
    sockets)
      flags='--from --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    listen)
      flags='--from --protocol --unix --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    conns)
      flags='--from --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    peers)
      flags='--from --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    ports)
      flags='--from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=ports ;;
    decode)
      flags='--json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --endian --help --version'
      table=sockets
      files=1 ;;
    explain)
      flags='--lang --help --version'
      words='ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING BOUND UNCONN off retransmit keepalive time-wait zero-window fd thread in-flight accept-queue syn-queue orphan kernel probable hidden elsewhere sl local_address rem_address st tx_queue rx_queue tr retrnsmt uid timeout inode ref pointer rto ato quick/pingpong cwnd ssthresh drops /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/unix /proc/net/raw /proc/net/packet /proc/net/netlink recv_q send_q backlog dual_stack not-permitted vanished unsupported not-collected malformed ephemeral-port v6only' ;;
    can)
      flags='--from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=access ;;
    gaps)
      flags='--from --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=gaps ;;
    sql)
      flags='--from --json --jsonl --csv --limit --no-header --raw --color --strict --source --endian --help --version' ;;
    help)
      flags='--markdown --man --help --version'
      words='sockets listen conns peers ports decode explain can gaps sql help completion version access' ;;
    completion)
      flags='--help --version'
      words='bash zsh fish' ;;
    version)
      flags='--help --version' ;;
  esac
  local columns=''
  case $table in
    sockets) columns='netns container protocol family state recv_q send_q backlog local remote serves local_address local_port remote_address remote_port interface timer timer_ms retransmits probes uid user inode pid pids process held_by fd command owner listener dual_stack path peer_inode type protocol_number port_id drops rtt_us rttvar_us cwnd ssthresh mss unacked lost retrans_total bytes_sent bytes_received congestion receive_memory receive_buffer send_memory send_buffer mark cgroup cookie' ;;
    ports) columns='local_address remote_address remote_port used time_wait usable used_percent range' ;;
    access) columns='table what access why remedy' ;;
    gaps) columns='table column reason count example remedy' ;;
  esac
  case $command in
    sockets|listen|conns|peers) words='src dst sport dport dev fwmark exclude netns container protocol family state recv_q send_q backlog local remote serves local_address local_port remote_address remote_port interface timer timer_ms retransmits probes uid user inode pid pids process held_by fd command owner listener dual_stack path peer_inode type protocol_number port_id drops rtt_us rttvar_us cwnd ssthresh mss unacked lost retrans_total bytes_sent bytes_received congestion receive_memory receive_buffer send_memory send_buffer mark cgroup cookie and or not' ;;
    ports) words='src dst dport local_address remote_address remote_port used time_wait usable used_percent range and or not' ;;
    can) words='table what access why remedy and or not' ;;
    gaps) words='table column reason count example remedy and or not' ;;
  esac
  [[ $current == -* ]] && words=$flags files=''
  case $table:$previous in
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
