# Completion of sonde for bash: source <(sonde completion bash)
# Made by sonde from its declarations; do not edit.
_sonde() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local i word command='' table='' flags='' words='' list='' files='' skip='' equals=''
  # bash cuts --flag=value into three words.
  if [[ $current == = ]]; then
    current='' equals=1
  elif [[ $previous == = && $COMP_CWORD -ge 2 ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]} equals=1
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      =) skip=1; continue ;;
    esac
    if [[ -n $skip ]]; then skip=''; continue; fi
    case $word in
      --in|--from|--via|--protocol|--reload|--binary|--columns|--sort|--group|--limit|--interval|--output|--color|--source|--endian|--lang) skip=1 ;;
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  case $command in
    '')
      flags='--in --all --all-ns --from --via --protocol --unix --udp --history --reload --binary --keep --yes --json --jsonl --csv --columns --sort --group --limit --watch --interval --list --follow --output --redact --script --no-header --resolve --raw --color --strict --source --endian --lang --markdown --man --help --version'
      words='sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts run inject collect diff decode explain diagnose can gaps sql help completion version' ;;
    sockets)
      flags='--in --all --from --via --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    listen)
      flags='--in --all --from --via --protocol --unix --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    conns)
      flags='--in --all --from --via --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    peers)
      flags='--in --all --from --via --protocol --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=sockets ;;
    processes)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=processes ;;
    threads)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=threads ;;
    tree)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=processes ;;
    files)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=files ;;
    config)
      flags='--in --all --from --via --reload --yes --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=config ;;
    hints)
      flags='--in --all --from --via --history --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=hints ;;
    ports)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=ports ;;
    logs)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --follow --no-header --resolve --raw --color --strict --help --version'
      table=logs ;;
    who)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=links ;;
    path)
      flags='--in --all --from --via --udp --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=path ;;
    containers)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=containers ;;
    namespaces)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=namespaces ;;
    interfaces)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --no-header --resolve --raw --color --strict --source --help --version'
      table=interfaces ;;
    addresses)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=addresses ;;
    routes)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=routes ;;
    rules)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=rules ;;
    neighbors)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=neighbors ;;
    qdiscs)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --no-header --resolve --raw --color --strict --source --help --version'
      table=qdiscs ;;
    flows)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=flows ;;
    firewall)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=firewall ;;
    published)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=published ;;
    counters)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --no-header --resolve --raw --color --strict --help --version'
      table=counters ;;
    kernel_log)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=kernel_log ;;
    resolvers)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=resolvers ;;
    sysctls)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=sysctls ;;
    memory)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=memory ;;
    pressure)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=pressure ;;
    cpu)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --no-header --resolve --raw --color --strict --help --version'
      table=cpu ;;
    interrupts)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --no-header --resolve --raw --color --strict --help --version'
      table=interrupts ;;
    disks)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --no-header --resolve --raw --color --strict --help --version'
      table=disks ;;
    limits)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=limits ;;
    oom)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=oom ;;
    mounts)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=mounts ;;
    run)
      flags='--in --all-ns --help --version' ;;
    inject)
      flags='--via --binary --keep --yes --help --version' ;;
    collect)
      flags='--output --redact --script --help --version' ;;
    diff)
      flags='--json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --help --version'
      table=differences ;;
    decode)
      flags='--json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --endian --help --version'
      table=sockets
      files=1 ;;
    explain)
      flags='--lang --help --version'
      words='ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING BOUND UNCONN off retransmit keepalive time-wait zero-window fd thread in-flight accept-queue syn-queue orphan kernel probable hidden elsewhere sl local_address rem_address st tx_queue rx_queue tr retrnsmt uid timeout inode ref pointer rto ato quick/pingpong cwnd ssthresh drops /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/unix /proc/net/raw /proc/net/packet /proc/net/netlink recv_q send_q backlog dual_stack not-permitted vanished unsupported not-collected malformed ephemeral-port v6only critical warning info certain likely hint unknown UP DOWN LOWERLAYERDOWN DORMANT UNKNOWN NO-CARRIER LOWER_UP M-DOWN PROMISC tentative dadfailed deprecated secondary noprefixroute blackhole unreachable prohibit throw linkdown onlink INCOMPLETE REACHABLE STALE DELAY PROBE FAILED NOARP PERMANENT ListenOverflows ListenDrops RetransSegs TCPTimeouts TCPSynRetrans TCPLostRetransmit TCPZeroWindowDrop TCPToZeroWindowAdv TCPFromZeroWindowAdv TCPRcvQDrop TCPRcvCollapsed PruneCalled RcvPruned TCPBacklogDrop TCPMemoryPressures TCPAbortOnMemory TCPAbortOnTimeout TCPAbortOnData TCPAbortOnClose TCPTimeWaitOverflow TCPReqQFullDrop TCPReqQFullDoCookies SyncookiesSent AttemptFails EstabResets OutRsts InErrs RcvbufErrors NoPorts OutNoRoutes IPReversePathFilter load steal iowait softirq throttled await qdisc overlimits EMFILE oom link.admin_down link.no_carrier link.rx_errors link.rx_dropped link.tx_dropped link.fifo_overrun link.collisions link.duplex link.mtu_mismatch link.flap link.utilisation bridge.port_blocked qdisc.drops qdisc.noqueue_on_nic addr.none addr.linklocal_only addr.dad_failed neigh.gateway_failed neigh.host_failed neigh.duplicate_ip neigh.flux neigh.failed_many neigh.table_near_full neigh.table_full route.no_default route.two_defaults route.blackhole route.rule_empty_table route.rule_unknown_source route.gateway_not_onlink route.src_missing route.linkdown route.rp_filter_drop ip.out_no_routes ip6.out_no_routes ip.routing_loop ip6.routing_loop ip.forwarding_off ip6.forwarding_off ip.local_port_range_small conntrack.near_full conntrack.full_drop conntrack.insert_failed conntrack.invalid conntrack.hash_crowded sock.published_loopback_only nat.target_not_listening conntrack.unreplied_many nat.dead_target fw.drop_active fw.forward_policy_drop fw.legacy_and_nft tcp.listen.overflow tcp.accept_queue_stalled tcp.listen.backlog_small sock.v6only_listener sock.reuseport_foreign sock.port_clash sock.loopback_only tcp.close_wait_leak tcp.syn_sent_stuck tcp.unacked_backoff tcp.clients_unacked tcp.mtu_blackhole tcp.rtt_anomaly tcp.cwnd_collapsed tcp.sendq_growing tcp.app_not_reading tcp.peer_zero_window tcp.probe_unanswered tcp.port_exhaustion tcp.orphans tcp.fin_wait2_many tcp.idle_no_keepalive tcp.syn_backlog_cookies tcp.syn_drop tcp.backlog_drop tcp.timewait_overflow tcp.refused tcp.retransmits_high tcp.spurious_rtx tcp.rcvbuf_pruned tcp.reset_storm tcp.abort_timeout tcp.abort_data tcp.checksum_errors tcp.paws_drop tcp.sack_reneging tcp.ecn_ce tcp.fastopen_fail tcp.md5_fail udp.rcvbuf_errors dns.unreachable udp.sndbuf_errors udp.csum_errors udp.no_ports ip.reassembly_fails ip.frag_needed_cannot ip.in_addr_errors ip.hdr_errors ip6.hdr_errors ip.truncated ip.unknown_protocol ip.discards icmp.unreach_storm ip6.in_no_routes ip6.too_big udp6.rcvbuf_errors sock.unix_backlog_full sock.netlink_drops sock.packet_left_open sock.count_high dns.no_nameserver dns.loopback_stub_dead dns.ndots_search dns.servers_ignored dns.slow dns.hosts_shadow softnet.dropped softnet.time_squeeze softnet.imbalance irq.storm tcp.mem_pressure udp.mem_pressure host.file_nr mem.available_low mem.psi mem.limit_near mem.oom_kill mem.oom_kill_host mem.swap_thrash mem.ecc cgroup.pids_limit host.pid_max cpu.steal cpu.iowait cpu.saturated cgroup.cpu_throttled disk.full disk.inodes_full disk.readonly disk.busy clock.unsync clock.jump kernel.taint_hung proc.fd_limit_near proc.zombies proc.stopped proc.d_state proc.pipe_stalled proc.spin proc.crash_loop proc.restart_recent proc.log_to_null proc.deleted_binary ns.orphan_netns proc.deleted_file_open' ;;
    diagnose)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --interval --list --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=findings
      words='link.admin_down link.no_carrier link.rx_errors link.rx_dropped link.tx_dropped link.fifo_overrun link.collisions link.duplex link.mtu_mismatch link.flap link.utilisation bridge.port_blocked qdisc.drops qdisc.noqueue_on_nic addr.none addr.linklocal_only addr.dad_failed neigh.gateway_failed neigh.host_failed neigh.duplicate_ip neigh.flux neigh.failed_many neigh.table_near_full neigh.table_full route.no_default route.two_defaults route.blackhole route.rule_empty_table route.rule_unknown_source route.gateway_not_onlink route.src_missing route.linkdown route.rp_filter_drop ip.out_no_routes ip6.out_no_routes ip.routing_loop ip6.routing_loop ip.forwarding_off ip6.forwarding_off ip.local_port_range_small conntrack.near_full conntrack.full_drop conntrack.insert_failed conntrack.invalid conntrack.hash_crowded sock.published_loopback_only nat.target_not_listening conntrack.unreplied_many nat.dead_target fw.drop_active fw.forward_policy_drop fw.legacy_and_nft tcp.listen.overflow tcp.accept_queue_stalled tcp.listen.backlog_small sock.v6only_listener sock.reuseport_foreign sock.port_clash sock.loopback_only tcp.close_wait_leak tcp.syn_sent_stuck tcp.unacked_backoff tcp.clients_unacked tcp.mtu_blackhole tcp.rtt_anomaly tcp.cwnd_collapsed tcp.sendq_growing tcp.app_not_reading tcp.peer_zero_window tcp.probe_unanswered tcp.port_exhaustion tcp.orphans tcp.fin_wait2_many tcp.idle_no_keepalive tcp.syn_backlog_cookies tcp.syn_drop tcp.backlog_drop tcp.timewait_overflow tcp.refused tcp.retransmits_high tcp.spurious_rtx tcp.rcvbuf_pruned tcp.reset_storm tcp.abort_timeout tcp.abort_data tcp.checksum_errors tcp.paws_drop tcp.sack_reneging tcp.ecn_ce tcp.fastopen_fail tcp.md5_fail udp.rcvbuf_errors dns.unreachable udp.sndbuf_errors udp.csum_errors udp.no_ports ip.reassembly_fails ip.frag_needed_cannot ip.in_addr_errors ip.hdr_errors ip6.hdr_errors ip.truncated ip.unknown_protocol ip.discards icmp.unreach_storm ip6.in_no_routes ip6.too_big udp6.rcvbuf_errors sock.unix_backlog_full sock.netlink_drops sock.packet_left_open sock.count_high dns.no_nameserver dns.loopback_stub_dead dns.ndots_search dns.servers_ignored dns.slow dns.hosts_shadow softnet.dropped softnet.time_squeeze softnet.imbalance irq.storm tcp.mem_pressure udp.mem_pressure host.file_nr mem.available_low mem.psi mem.limit_near mem.oom_kill mem.oom_kill_host mem.swap_thrash mem.ecc cgroup.pids_limit host.pid_max cpu.steal cpu.iowait cpu.saturated cgroup.cpu_throttled disk.full disk.inodes_full disk.readonly disk.busy clock.unsync clock.jump kernel.taint_hung proc.fd_limit_near proc.zombies proc.stopped proc.d_state proc.pipe_stalled proc.spin proc.crash_loop proc.restart_recent proc.log_to_null proc.deleted_binary ns.orphan_netns proc.deleted_file_open' ;;
    can)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --help --version'
      table=access ;;
    gaps)
      flags='--in --all --from --via --json --jsonl --csv --columns --sort --group --limit --watch --no-header --resolve --raw --color --strict --source --endian --help --version'
      table=gaps ;;
    sql)
      flags='--in --all --from --via --json --jsonl --csv --limit --no-header --raw --color --strict --source --endian --help --version' ;;
    help)
      flags='--markdown --man --help --version'
      words='sockets listen conns peers processes threads tree files config hints ports logs who path containers namespaces interfaces addresses routes rules neighbors qdiscs flows firewall published counters kernel_log resolvers sysctls memory pressure cpu interrupts disks limits oom mounts run inject collect diff decode explain diagnose can gaps sql help completion version access links differences findings checks' ;;
    completion)
      flags='--help --version'
      words='bash zsh fish' ;;
    version)
      flags='--help --version' ;;
  esac
  local columns=''
  case $table in
    sockets) columns='netns container protocol family state recv_q send_q backlog local remote serves local_address local_port remote_address remote_port interface direction timer timer_ms retransmits probes uid user inode pid pids process held_by fd command owner peer peer_pid peer_process peer_container published_at listener dual_stack path peer_inode type protocol_number port_id drops rtt_us rttvar_us min_rtt_us cwnd ssthresh mss unacked lost retrans_total last_ack_ms bytes_sent bytes_received congestion receive_memory receive_buffer send_memory send_buffer mark cgroup cookie' ;;
    processes) columns='pid ppid uid euid user state cpu_percent memory_percent rss rss_bytes vsz_bytes swap_bytes age age_s started tty process runs command exe container netns threads ports fds fd_limit fds_percent cpu_ms switches kernel_thread nice priority processor session pgrp tracer_pid cwd root cgroup' ;;
    threads) columns='pid tid process user state cpu_percent cpu_ms processor nice priority waits_in pipe_reads switches kernel_thread tty started age_s container netns' ;;
    files) columns='pid process user how fd use kind what target mode deleted log inode size_bytes allocated_bytes position peer reload_signal container' ;;
    config) columns='pid process container kind what value exists how' ;;
    hints) columns='kind target login host port address says where file line variable whose pid process user container times' ;;
    ports) columns='netns container local_address remote_address remote_port used time_wait usable used_percent range' ;;
    logs) columns='pid process container by descriptors kind target deleted read_by writers tail' ;;
    links) columns='thing relation says netns container pid process address state count peer_netns peer_container peer_pid peer_process peer_host' ;;
    path) columns='netns container number step verdict says evidence next source destination port gateway interface' ;;
    containers) columns='id container name runtime image pod pod_namespace addresses pid processes netns started age_s restarts output errors log' ;;
    namespaces) columns='ns type nprocs pid ppid uid user container kept_by path command' ;;
    interfaces) columns='netns container name index kind state flags mtu mac peer parent link_index link_netns link_container master rx_bytes tx_bytes rx_packets tx_packets rx_bytes_per_s rx_packets_per_s tx_bytes_per_s tx_packets_per_s rx_errors tx_errors rx_dropped tx_dropped rx_missed rx_overruns rx_fifo tx_fifo tx_carrier multicast collisions qdisc txqueuelen tx_queues rx_crc rx_frame rx_length rx_nohandler tx_aborted speed_mbit speed_bytes_per_s duplex rx_ring rx_ring_max tx_ring tx_ring_max driver_errors addresses default_route peer_mtu port_state carrier_changes alias' ;;
    addresses) columns='netns container interface index family address prefix scope flags peer broadcast label valid_s preferred_s' ;;
    routes) columns='netns container family table destination gateway interface source protocol scope metric type weight flags from tos preference nexthop mtu has_source gateway_on_link expires_s' ;;
    rules) columns='netns container family priority selector action table table_routes source_known goto suppress_prefixlength suppress_ifgroup realms protocol' ;;
    neighbors) columns='netns container family address mac interface state flags confirmed_s used_s updated_s gateway port connecting host_name probes' ;;
    qdiscs) columns='netns container interface index kind handle parent sent_bytes sent_packets drops overlimits requeues backlog_bytes backlog_packets sent_bytes_per_s sent_packets_per_s drops_per_s overlimits_per_s' ;;
    flows) columns='netns family protocol state timeout_s from to nat answered_by answered_to orig_src orig_sport orig_dst orig_dport reply_src reply_sport reply_dst reply_dport status assured mark zone zone_direction container orig_packets orig_bytes reply_packets reply_bytes orig_icmp_type orig_icmp_code orig_icmp_id reply_icmp_type reply_icmp_code reply_icmp_id orig_keys reply_keys use id age_s security helper other' ;;
    firewall) columns='netns where family table chain hook reached_from device priority policy number handle match verdict packets dropped bytes comment accepts by understood' ;;
    published) columns='netns protocol address port by container target_address target_port target answering loopback_only starting of_range pid process target_netns target_neighbor' ;;
    counters) columns='netns container group name value per_s kind meaning' ;;
    kernel_log) columns='time age_s sequence level trouble message' ;;
    resolvers) columns='netns container pid position address named listening search search_domains ndots unasked' ;;
    sysctls) columns='netns container name value meaning' ;;
    memory) columns='name size bytes pages meaning' ;;
    pressure) columns='resource kind avg10 avg60 avg300 total_us' ;;
    cpu) columns='cpu busy_percent user_percent nice_percent system_percent iowait_percent irq_percent softirq_percent steal_percent guest_percent guest_nice_percent idle_percent load load1 load5 load15 runnable blocked threads cpus packets quota_cpus throttled_percent quota_periods throttled_periods throttled_us user_s nice_s system_s idle_s iowait_s irq_s softirq_s steal_s guest_s guest_nice_s' ;;
    interrupts) columns='irq device total per_s' ;;
    disks) columns='name kind disk major minor reads read_bytes writes write_bytes in_flight reads_per_s read_bytes_per_s writes_per_s write_bytes_per_s await_ms read_await_ms write_await_ms queue_length busy_percent reads_merged read_ms writes_merged write_ms busy_ms queue_ms discards discards_merged discard_bytes discard_ms flushes flush_ms' ;;
    limits) columns='scope limit pid process user container cgroup use most used soft hard least used_percent kills periods throttled throttled_us' ;;
    oom) columns='time kills pid process rss rss_bytes cause inside container cgroup process_cgroup limit limit_bytes invoked_by chosen_pid chosen score score_adj source' ;;
    mounts) columns='path type source read_only container pid root options super_options device id parent size available used_percent used_files_percent size_bytes used_bytes available_bytes files used_files' ;;
    differences) columns='table change says what column before after' ;;
    findings) columns='check severity scope confidence where says evidence remedy source explains netns container pid process count' ;;
    access) columns='table what access why cause remedy' ;;
    gaps) columns='table column reason count example remedy' ;;
  esac
  case $command in
    sockets|listen|conns|peers) words='src dst sport dport dev fwmark exclude netns container protocol family state recv_q send_q backlog local remote serves local_address local_port remote_address remote_port interface direction timer timer_ms retransmits probes uid user inode pid pids process held_by fd command owner peer peer_pid peer_process peer_container published_at listener dual_stack path peer_inode type protocol_number port_id drops rtt_us rttvar_us min_rtt_us cwnd ssthresh mss unacked lost retrans_total last_ack_ms bytes_sent bytes_received congestion receive_memory receive_buffer send_memory send_buffer mark cgroup cookie and or not' ;;
    processes|tree) words='exclude pid ppid uid euid user state cpu_percent memory_percent rss rss_bytes vsz_bytes swap_bytes age age_s started tty process runs command exe container netns threads ports fds fd_limit fds_percent cpu_ms switches kernel_thread nice priority processor session pgrp tracer_pid cwd root cgroup and or not' ;;
    threads) words='exclude pid tid process user state cpu_percent cpu_ms processor nice priority waits_in pipe_reads switches kernel_thread tty started age_s container netns and or not' ;;
    files) words='pid process user how fd use kind what target mode deleted log inode size_bytes allocated_bytes position peer reload_signal container and or not' ;;
    config) words='pid process container kind what value exists how and or not' ;;
    hints) words='kind target login host port address says where file line variable whose pid process user container times and or not' ;;
    ports) words='src dst dport netns container local_address remote_address remote_port used time_wait usable used_percent range and or not' ;;
    logs) words='pid process container by descriptors kind target deleted read_by writers tail and or not' ;;
    containers) words='id container name runtime image pod pod_namespace addresses pid processes netns started age_s restarts output errors log and or not' ;;
    namespaces) words='ns type nprocs pid ppid uid user container kept_by path command and or not' ;;
    interfaces) words='exclude netns container name index kind state flags mtu mac peer parent link_index link_netns link_container master rx_bytes tx_bytes rx_packets tx_packets rx_bytes_per_s rx_packets_per_s tx_bytes_per_s tx_packets_per_s rx_errors tx_errors rx_dropped tx_dropped rx_missed rx_overruns rx_fifo tx_fifo tx_carrier multicast collisions qdisc txqueuelen tx_queues rx_crc rx_frame rx_length rx_nohandler tx_aborted speed_mbit speed_bytes_per_s duplex rx_ring rx_ring_max tx_ring tx_ring_max driver_errors addresses default_route peer_mtu port_state carrier_changes alias and or not' ;;
    addresses) words='src dev netns container interface index family address prefix scope flags peer broadcast label valid_s preferred_s and or not' ;;
    routes) words='src dev netns container family table destination gateway interface source protocol scope metric type weight flags from tos preference nexthop mtu has_source gateway_on_link expires_s and or not' ;;
    rules) words='netns container family priority selector action table table_routes source_known goto suppress_prefixlength suppress_ifgroup realms protocol and or not' ;;
    neighbors) words='dst dev exclude netns container family address mac interface state flags confirmed_s used_s updated_s gateway port connecting host_name probes and or not' ;;
    qdiscs) words='netns container interface index kind handle parent sent_bytes sent_packets drops overlimits requeues backlog_bytes backlog_packets sent_bytes_per_s sent_packets_per_s drops_per_s overlimits_per_s and or not' ;;
    flows) words='src dst sport dport exclude netns family protocol state timeout_s from to nat answered_by answered_to orig_src orig_sport orig_dst orig_dport reply_src reply_sport reply_dst reply_dport status assured mark zone zone_direction container orig_packets orig_bytes reply_packets reply_bytes orig_icmp_type orig_icmp_code orig_icmp_id reply_icmp_type reply_icmp_code reply_icmp_id orig_keys reply_keys use id age_s security helper other and or not' ;;
    firewall) words='netns where family table chain hook reached_from device priority policy number handle match verdict packets dropped bytes comment accepts by understood and or not' ;;
    published) words='src sport dst dport netns protocol address port by container target_address target_port target answering loopback_only starting of_range pid process target_netns target_neighbor and or not' ;;
    counters) words='netns container group name value per_s kind meaning and or not' ;;
    kernel_log) words='time age_s sequence level trouble message and or not' ;;
    resolvers) words='netns container pid position address named listening search search_domains ndots unasked and or not' ;;
    sysctls) words='netns container name value meaning and or not' ;;
    memory) words='name size bytes pages meaning and or not' ;;
    pressure) words='resource kind avg10 avg60 avg300 total_us and or not' ;;
    cpu) words='cpu busy_percent user_percent nice_percent system_percent iowait_percent irq_percent softirq_percent steal_percent guest_percent guest_nice_percent idle_percent load load1 load5 load15 runnable blocked threads cpus packets quota_cpus throttled_percent quota_periods throttled_periods throttled_us user_s nice_s system_s idle_s iowait_s irq_s softirq_s steal_s guest_s guest_nice_s and or not' ;;
    interrupts) words='irq device total per_s and or not' ;;
    disks) words='name kind disk major minor reads read_bytes writes write_bytes in_flight reads_per_s read_bytes_per_s writes_per_s write_bytes_per_s await_ms read_await_ms write_await_ms queue_length busy_percent reads_merged read_ms writes_merged write_ms busy_ms queue_ms discards discards_merged discard_bytes discard_ms flushes flush_ms and or not' ;;
    limits) words='scope limit pid process user container cgroup use most used soft hard least used_percent kills periods throttled throttled_us and or not' ;;
    oom) words='time kills pid process rss rss_bytes cause inside container cgroup process_cgroup limit limit_bytes invoked_by chosen_pid chosen score score_adj source and or not' ;;
    mounts) words='path type source read_only container pid root options super_options device id parent size available used_percent used_files_percent size_bytes used_bytes available_bytes files used_files and or not' ;;
    can) words='table what access why cause remedy and or not' ;;
    gaps) words='table column reason count example remedy and or not' ;;
  esac
  [[ $current == -* ]] && words=$flags files=''
  case $table:$previous in
    *:--in) words=''; files='' ;;
    *:--from) words=''; files=1 ;;
    *:--via) words=''; files='' ;;
    *:--protocol) words='tcp udp udplite raw icmp sctp unix packet netlink'; files='' ;;
    *:--reload) words='HUP USR1 USR2'; files='' ;;
    *:--binary) words=''; files='' ;;
    *:--columns) list=$columns; words=''; files='' ;;
    *:--sort) list=$columns; words=''; files='' ;;
    *:--group) list=$columns; words=''; files='' ;;
    *:--limit) words=''; files='' ;;
    *:--interval) words=''; files='' ;;
    *:--output) words=''; files='' ;;
    *:--redact) [[ -z $equals ]] || { words='environments secrets addresses'; files=''; } ;;
    *:--script) [[ -z $equals ]] || { words='sh awk'; files=''; } ;;
    *:--color) words='auto always never'; files='' ;;
    *:--source) words='auto netlink proc'; files='' ;;
    *:--endian) words='infer little big'; files='' ;;
    *:--lang) words='en ja zh'; files='' ;;
    sockets:protocol) [[ $current == -* ]] || words='tcp udp udplite raw icmp sctp unix packet netlink' ;;
    sockets:family) [[ $current == -* ]] || words='ipv4 ipv6 unix packet netlink' ;;
    sockets:state|sockets:exclude) [[ $current == -* ]] || words='ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING BOUND UNCONN estab listening unconnected closed connected bound-inactive synchronized bucket big all' ;;
    sockets:direction) [[ $current == -* ]] || words='in out' ;;
    sockets:timer) [[ $current == -* ]] || words='off retransmit keepalive time-wait zero-window' ;;
    sockets:owner) [[ $current == -* ]] || words='fd thread in-flight accept-queue syn-queue time-wait orphan kernel probable hidden elsewhere' ;;
    processes:state|processes:exclude) [[ $current == -* ]] || words='R S D Z T t I X K W P running sleeping blocked zombie stopped traced idle' ;;
    threads:state|threads:exclude) [[ $current == -* ]] || words='R S D Z T t I X K W P running sleeping blocked zombie stopped traced idle' ;;
    files:use) [[ $current == -* ]] || words='open cwd root exe' ;;
    files:kind) [[ $current == -* ]] || words='file socket pipe device anon directory' ;;
    files:mode) [[ $current == -* ]] || words='r w rw' ;;
    config:kind) [[ $current == -* ]] || words='reload argument environment open mount default unit package' ;;
    hints:kind) [[ $current == -* ]] || words='hosts known-host ssh service link variable history' ;;
    logs:kind) [[ $current == -* ]] || words='file pipe socket terminal nowhere runtime' ;;
    containers:runtime) [[ $current == -* ]] || words='unknown docker containerd cri-o podman lxc systemd-nspawn' ;;
    namespaces:type) [[ $current == -* ]] || words='cgroup ipc mnt net pid time user uts' ;;
    namespaces:kept_by) [[ $current == -* ]] || words='process thread descriptor mount' ;;
    interfaces:state|interfaces:exclude) [[ $current == -* ]] || words='UNKNOWN NOTPRESENT DOWN LOWERLAYERDOWN TESTING DORMANT UP' ;;
    interfaces:duplex) [[ $current == -* ]] || words='half full' ;;
    interfaces:port_state) [[ $current == -* ]] || words='disabled listening learning forwarding blocking' ;;
    addresses:family) [[ $current == -* ]] || words='ipv4 ipv6' ;;
    routes:family) [[ $current == -* ]] || words='ipv4 ipv6' ;;
    routes:type) [[ $current == -* ]] || words='unicast local broadcast anycast multicast blackhole unreachable prohibit throw nat xresolve' ;;
    rules:family) [[ $current == -* ]] || words='ipv4 ipv6' ;;
    rules:action) [[ $current == -* ]] || words='lookup goto nop blackhole unreachable prohibit' ;;
    neighbors:family) [[ $current == -* ]] || words='ipv4 ipv6' ;;
    neighbors:state|neighbors:exclude) [[ $current == -* ]] || words='NONE INCOMPLETE REACHABLE STALE DELAY PROBE FAILED NOARP PERMANENT' ;;
    flows:family) [[ $current == -* ]] || words='ipv4 ipv6' ;;
    flows:state|flows:exclude) [[ $current == -* ]] || words='NONE SYN_SENT SYN_RECV ESTABLISHED FIN_WAIT CLOSE_WAIT LAST_ACK TIME_WAIT CLOSE SYN_SENT2 CLOSED COOKIE_WAIT COOKIE_ECHOED SHUTDOWN_SENT SHUTDOWN_RECD SHUTDOWN_ACK_SENT HEARTBEAT_SENT HEARTBEAT_ACKED REQUEST RESPOND PARTOPEN OPEN CLOSEREQ CLOSING TIMEWAIT IGNORE INVALID' ;;
    flows:nat) [[ $current == -* ]] || words='none dnat snat both' ;;
    flows:zone_direction) [[ $current == -* ]] || words='both original reply' ;;
    firewall:family) [[ $current == -* ]] || words='ip ip6 inet arp bridge netdev' ;;
    firewall:policy) [[ $current == -* ]] || words='accept drop' ;;
    firewall:by) [[ $current == -* ]] || words='nftables iptables-nft iptables-legacy' ;;
    published:protocol) [[ $current == -* ]] || words='tcp udp sctp' ;;
    published:by) [[ $current == -* ]] || words='dnat docker-proxy host-network' ;;
    published:target_neighbor) [[ $current == -* ]] || words='NONE INCOMPLETE REACHABLE STALE DELAY PROBE FAILED NOARP PERMANENT' ;;
    counters:kind) [[ $current == -* ]] || words='counter gauge' ;;
    kernel_log:level) [[ $current == -* ]] || words='emergency alert critical error warning notice info debug' ;;
    kernel_log:trouble) [[ $current == -* ]] || words='hung-task soft-lockup hard-lockup rcu-stall bug netdevice-held read-only memory-error machine-check' ;;
    pressure:kind) [[ $current == -* ]] || words='some full' ;;
    disks:kind) [[ $current == -* ]] || words='disk partition raid mapper cdrom network loop ram' ;;
    limits:scope) [[ $current == -* ]] || words='process user cgroup machine' ;;
    limits:limit) [[ $current == -* ]] || words='open-files threads tasks memory cpu inotify-instances inotify-watches pids files nofile inotify' ;;
    oom:cause) [[ $current == -* ]] || words='cgroup machine cpuset policy' ;;
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
