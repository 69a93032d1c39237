# collector.sh: prints what /proc and /etc say here, as a capture that sonde reads.
# SPDX-License-Identifier: Apache-2.0
# It only reads, and it needs nothing but a shell: dash, bash, mksh, the ash of busybox. With cat and
# ls it sees more, sooner. The form of what it prints stands in docs/capture-text.md. Whole lines of
# comment are left out where it is compiled in, so code and comments never share a line.

# Whoever started the shell may have asked for these.
set +e +f +u
LC_ALL=C
export LC_ALL

# So many whole seconds lie between the two looks at what moves; 0: it looks once.
between=${sonde_between:-1}
case $between in *[!0-9]*) between=1 ;; esac
# It ends after so many seconds, and says what it left out.
limit=$((${sonde_seconds:-20} + between))
# So many processes are looked at by one cat and one ls.
batch=64
# No more than these are looked at.
processes_max=20000
networks_max=64
threads_max=5000
thread_descriptors_max=50000
descriptors_max=20000
# No more of one table than this; sonde knows that one of this size has been cut.
bytes_max=33554432

# ---- printing. mksh has no printf of its own, and a fork for each line would take minutes.
case $(command -v print) in
  print)
    say() { print -r -- "$1"; }
    put() { print -rn -- "$1"; }
    put_word() { print -rn -- "$1"; print -n '\0'; }
    ;;
  *)
    say() { printf '%s\n' "$1"; }
    put() { printf '%s' "$1"; }
    put_word() { printf '%s\0' "$1"; }
    ;;
esac

# Nobody else knows the nonce, so that no name and no file can imitate the beginning of a record.
record() {
  say ""
  say "@$nonce $1"
}

lost() { record "lost $1"; }

# Nothing is thrown away into /dev/null, which may not be there, and would be made.
has() { [ "$(command -v "$1")" ]; }

# The time since the machine started, "4711.08", in s and in ns. 0: it is not told, or in no such form.
read_moment() {
  now=
  moment=0
  read -r now rest </proc/uptime
  case $now in
    *[!0-9.]* | *.*.*) now=0 ;;
    [0-9]*.[0-9][0-9]) moment=${now%%.*}${now##*.}0000000 ;;
    [0-9]*) ;;
    *) now=0 ;;
  esac
  now=${now%%.*}
}

# Whether there is time left. The clock of /proc needs no program.
in_time() {
  read_moment
  [ "$((now - began))" -lt "$limit" ] && return 0
  [ "$late" ] || lost "time $1"
  late=yes
  return 1
}

# ---- files

# The text of a file as the shell itself reads it, which loses bytes that are NUL.
show() {
  line=
  while IFS= read -r line; do
    say "$line"
  done <"$1"
  put "$line"
}

# Why there is no answer about the file $3. A process whose files cannot be looked at is hidden
# (hidepid); one that is not there has ended.
missing() {
  code=ENOENT
  if [ -e "$3" ]; then
    code=EACCES
  else
    case $2 in
      [0-9]*) if [ -d "/proc/${2%%/*}" ]; then code=EPERM; else code=ESRCH; fi ;;
    esac
  fi
  record "refuse $code $1 $2"
}

# Files of /proc in which no line can imitate the fence: names have at most 15 bytes there, or are
# escaped. So one cat is enough for many; each is followed by the fence.
files() {
  names=
  paths=
  for name; do
    kind=
    [ "$by_bytes" ] && kind=$name
    case $kind in
      sys/kernel/hostname | sys/kernel/osrelease) ;;
      sys/*) continue ;;
    esac
    if ! [ -r "/proc/$name" ]; then
      missing file "$name" "/proc/$name"
    elif [ "$fence" ]; then
      names="$names $name"
      paths="$paths /proc/$name $fence_file"
    else
      record "file $name"
      show "/proc/$name"
    fi
  done
  [ "$names" ] || return 0
  record "pieces $fence$names"
  cat $paths
}

# One file, which may be large and hold anything: of /proc, or (host) of the machine.
whole() {
  if ! [ -r "$3" ]; then
    missing "$1" "$2" "$3"
  elif ! [ -f "$3" ]; then
    record "refuse EBADMSG $1 $2"
  elif [ "$has_head" ]; then
    record "$1 $2"
    head -c "$bytes_max" "$3"
  elif [ "$has_cat" ]; then
    record "$1 $2"
    cat "$3"
  else
    record "$1 $2"
    show "$3"
  fi
}
file() { whole file "$1" "/proc/$1"; }
host() { whole host "$1" "/$1"; }

# ---- links

# Whether this ls hides newlines in the target of a link, which would be lines of its own. -Q says so:
# that of coreutils escapes them (and has -b), that of busybox masks them; that of toybox does
# neither, and has no -Q.
know_ls() {
  ls_kind=
  [ "$(ls -lnQ /proc/self)" ] || return 0
  ls_kind=ls-masked
  [ "$(ls -lnQb /proc/self)" ] && ls_kind=ls
}

# The links of these directories, or these links. What ls says of those it cannot read follows.
list() {
  record "$ls_kind"
  { said=$(ls -lnQ "$@" 2>&1 >&3 3>&-); } 3>&1
  [ "$said" ] || return 0
  record ls-errors
  say "$said"
}

# The same by find, with NUL behind each: that of toybox and of findutils can, that of busybox cannot.
list_by_find() {
  record "found $*"
  { said=$(find "$@" -maxdepth 1 -type l -printf '%p %l\0' 2>&1 >&3 3>&-); } 3>&1
  [ "$said" ] || return 0
  record ls-errors
  say "$said"
}

# The same without either, a program a link.
read_link() {
  [ -h "/proc/$1" ] || return 0
  target=$(readlink "/proc/$1" && say .) || return 0
  record "link $1"
  put "${target%.}"
}
list_by_readlink() {
  for folder; do
    if ! [ -r "$folder" ]; then
      missing links "${folder#/proc/}" "$folder"
      continue
    fi
    in_time links || return 0
    record "links ${folder#/proc/}"
    for link in "$folder"/*; do
      read_link "${link#/proc/}"
    done
  done
}

# The links in folders, by whatever there is. ls names a folder only when there are several.
links_in() {
  if [ "$ls_kind" ]; then
    [ "$#" -gt 1 ] || set -- "$1" /proc/sys
    list "$@"
  elif [ "$has_find" ]; then
    list_by_find "$@"
  elif [ "$has_readlink" ]; then
    list_by_readlink "$@"
  fi
}

count_in() {
  set -- "$1"/[0-9]*
  entries=$#
}

# For each process: exe, cwd and root, its namespaces, its descriptors. An answer should not become
# longer than sonde takes; so whoever has very many gets one of its own.
links_of_processes() {
  links=
  folders=
  large=
  for pid; do
    links="$links /proc/$pid/exe /proc/$pid/cwd /proc/$pid/root"
    folders="$folders /proc/$pid/ns"
    count_in "/proc/$pid/fd"
    if [ "$entries" -gt 2000 ]; then
      large="$large /proc/$pid/fd"
    else
      folders="$folders /proc/$pid/fd"
    fi
  done
  if [ "$ls_kind" ]; then
    list -d $links
  elif [ "$has_find" ]; then
    list_by_find $links
  elif [ "$has_readlink" ]; then
    for link in $links; do
      read_link "${link#/proc/}"
    done
  fi
  links_in $folders
  for folder in $large; do
    links_in "$folder"
  done
}

# Inodes tell network namespaces apart where their links cannot be read.
inodes() {
  [ "$has_ls" ] || return 0
  record inodes
  ls -lind "$@"
}

# ---- the machine

about() {
  record about
  say "made_by sh"
  say "version 1"
  say "moment_ns $moment"
  read -r word </proc/sys/kernel/osrelease && say "kernel $word"
  read -r word </proc/sys/kernel/hostname && say "host $word"
  machine=
  read -r machine </proc/sys/kernel/arch
  [ "$machine" ] || machine=$(uname -m)
  [ "$machine" ] && say "machine $machine"
  case $machine in
    x86_64 | i?86 | aarch64 | arm*l | riscv* | ppc64le | loongarch* | mips*el) say "byte_order little" ;;
    s390* | ppc | ppc64 | sparc* | *_be | arm*b | m68k) say "byte_order big" ;;
  esac
  while read -r word value; do
    [ "$word" = btime ] && say "time $((value + began))"
  done </proc/stat
  while read -r word value rest; do
    case $word in
      Uid:) say "uid ${rest%%[!0-9]*}" ;;
      CapEff:) say "capabilities $value" ;;
    esac
  done </proc/self/status
}

files_of_machine() {
  files version cpuinfo modules swaps partitions sys/kernel/hostname sys/kernel/osrelease
  set --
  for name in core_pattern dmesg_restrict panic pid_max random/entropy_avail tainted threads-max \
    yama/ptrace_scope; do
    set -- "$@" "sys/kernel/$name"
  done
  for name in aio-max-nr file-max file-nr inotify/max_user_instances inotify/max_user_watches \
    mount-max nr_open; do
    set -- "$@" "sys/fs/$name"
  done
  for name in dirty_background_ratio dirty_ratio max_map_count min_free_kbytes \
    oom_kill_allocating_task overcommit_memory overcommit_ratio panic_on_oom swappiness; do
    set -- "$@" "sys/vm/$name"
  done
  files "$@" sys/user/max_user_namespaces
  for name in etc/passwd etc/hosts etc/resolv.conf etc/os-release usr/lib/os-release etc/hostname; do
    host "$name"
  done
}

# The settings of this network namespace; another one has its own, which cannot be read from here.
settings_of_network() {
  set -- sys/net/unix/max_dgram_qlen
  for name in default_qdisc netdev_budget netdev_max_backlog rmem_default rmem_max somaxconn \
    wmem_default wmem_max; do
    set -- "$@" "sys/net/core/$name"
  done
  for name in conf/all/arp_announce conf/all/arp_ignore conf/all/rp_filter conf/default/rp_filter \
    icmp_echo_ignore_all icmp_ratelimit ip_forward ip_local_port_range ip_local_reserved_ports \
    ip_nonlocal_bind ip_unprivileged_port_start neigh/default/gc_thresh1 neigh/default/gc_thresh2 \
    neigh/default/gc_thresh3 tcp_abort_on_overflow tcp_congestion_control tcp_ecn tcp_fin_timeout \
    tcp_keepalive_intvl tcp_keepalive_probes tcp_keepalive_time tcp_max_orphans tcp_max_syn_backlog \
    tcp_max_tw_buckets tcp_mem tcp_mtu_probing tcp_orphan_retries tcp_retries2 tcp_rmem tcp_sack \
    tcp_slow_start_after_idle tcp_syn_retries tcp_synack_retries tcp_syncookies tcp_timestamps \
    tcp_tw_reuse tcp_window_scaling tcp_wmem udp_mem; do
    set -- "$@" "sys/net/ipv4/$name"
  done
  for name in bindv6only conf/all/disable_ipv6 conf/all/forwarding neigh/default/gc_thresh3; do
    set -- "$@" "sys/net/ipv6/$name"
  done
  for name in acct buckets count max tcp_be_liberal tcp_timeout_established \
    tcp_timeout_time_wait udp_timeout; do
    set -- "$@" "sys/net/netfilter/nf_conntrack_$name"
  done
  files "$@"
}

# Marks of a container runtime at the root, and the limits of our cgroup. Its path is that of the
# machine, or begins where /sys/fs/cgroup does.
files_of_container() {
  for name in .dockerenv run/.containerenv; do
    [ -e "/$name" ] && inodes "/$name"
  done
  while IFS=: read -r number controllers path; do
    case $controllers in
      "" | memory | pids | cpu | cpu,cpuacct) ;;
      *) continue ;;
    esac
    [ "$path" = / ] && path=
    for folder in "$controllers$path" "$controllers"; do
      for name in cgroup.controllers tasks cpu.max cpu.stat cpu.cfs_period_us cpu.cfs_quota_us \
        memory.current memory.events memory.events.local memory.high memory.max memory.stat \
        memory.limit_in_bytes memory.oom_control memory.usage_in_bytes pids.current pids.max; do
        place=sys/fs/cgroup/${folder#/}/$name
        [ -r "/$place" ] && host "$place"
      done
    done
  done <"/proc/$self/cgroup"
}

# ---- network namespaces

# $1 is "" for our own, or "42/" for that of a process. The paths in unix may hold anything, so that
# it stands by itself, as what may be large does.
network() {
  where=$1
  for name in tcp tcp6 udp udp6 unix; do
    file "${where}net/$name"
  done
  set --
  for name in udplite udplite6 raw raw6 icmp icmp6 packet netlink sctp/eps sctp/assocs route \
    ipv6_route fib_trie arp dev dev_mcast if_inet6 igmp igmp6 snmp netstat snmp6 sockstat sockstat6 \
    softnet_stat protocols ip_tables_names ip6_tables_names stat/nf_conntrack; do
    set -- "$@" "${where}net/$name"
  done
  files "$@"
}

# The first process of each network namespace that is not ours stands for it. -ef asks the shell
# whether two names are one file. Where the links may not be followed, the tables are compared.
is_same_network() {
  [ "/proc/$1/ns/net" -ef "/proc/$2/ns/net" ] || [ "/proc/$1/net/tcp" -ef "/proc/$2/net/tcp" ]
}
other_networks() {
  first=
  known=
  count=0
  for pid in $pids; do
    [ -e "/proc/$pid/net/tcp" ] || continue
    if is_same_network "$pid" "$self"; then
      [ "$first" ] || first=$pid
      continue
    fi
    for other in $known; do
      is_same_network "$pid" "$other" && continue 2
    done
    in_time networks || return 0
    count=$((count + 1))
    if [ "$count" -gt "$networks_max" ]; then
      lost networks
      return 0
    fi
    known="$known $pid"
    network "$pid/"
  done
  [ "$first" ] && files "$first/net/fib_trie" "$first/net/if_inet6"
}

# ---- processes

# In the order of their numbers, which is not that of names.
find_processes() {
  pids=
  count=0
  for folder in /proc/[1-9] /proc/[1-9][0-9] /proc/[1-9][0-9][0-9] /proc/[1-9][0-9][0-9][0-9] \
    /proc/[1-9][0-9][0-9][0-9][0-9] /proc/[1-9][0-9][0-9][0-9][0-9][0-9] \
    /proc/[1-9][0-9][0-9][0-9][0-9][0-9][0-9]; do
    [ -d "$folder" ] || continue
    count=$((count + 1))
    if [ "$count" -gt "$processes_max" ]; then
      lost processes
      break
    fi
    pids="$pids ${folder#/proc/}"
  done
  record "list ."
  for pid in $pids; do
    say "$pid"
  done
}

states_of_batch() {
  set_of_files=
  for pid; do
    set_of_files="$set_of_files $pid/stat $pid/status"
  done
  files $set_of_files
}
look_at_batch() {
  links_of_processes "$@"
  set_of_files=
  for pid; do
    set_of_files="$set_of_files $pid/cgroup $pid/limits"
  done
  files $set_of_files
}

# Calls $1 with some of the other words at a time.
by_batches() {
  use=$1
  shift
  while [ "$#" -gt 0 ]; do
    in_time processes || return 0
    some=
    count=0
    while [ "$#" -gt 0 ] && [ "$count" -lt "$batch" ]; do
      some="$some $1"
      count=$((count + 1))
      shift
    done
    "$use" $some
  done
}

inodes_of_networks() {
  tables=
  for pid; do
    tables="$tables /proc/$pid/net/tcp"
  done
  inodes $tables
}

# A thread may have descriptors of its own (unshare of CLONE_FILES): those of the others are listed,
# too, and sonde compares them.
descriptors_of_threads() {
  folders=
  listed=0
  left_out=
  for pid in $pids; do
    set -- /proc/$pid/task/[0-9]*
    threads=$#
    [ "$threads" -gt 1 ] || continue
    set -- /proc/$pid/fd/[0-9]*
    if [ "$((listed + threads * $#))" -gt "$thread_descriptors_max" ]; then
      left_out=yes
      continue
    fi
    listed=$((listed + threads * $#))
    for folder in /proc/$pid/task/[0-9]*; do
      [ "${folder##*/}" = "$pid" ] || folders="$folders $folder/fd"
    done
  done
  [ "$left_out" ] && lost threads
  by_batches links_in $folders
}
files_of_threads() {
  record tasks
  names=
  count=0
  for pid in $pids; do
    line=$pid:
    for folder in /proc/$pid/task/[0-9]*; do
      line="$line ${folder##*/}"
      count=$((count + 1))
      [ "$count" -gt "$threads_max" ] && continue
      names="$names ${folder#/proc/}/stat ${folder#/proc/}/status"
    done
    say "$line"
  done
  [ "$count" -gt "$threads_max" ] && lost threads
  by_batches files $names
}

# Descriptors that were sent and not received yet wait in a unix socket, whose fdinfo counts them as
# one of its first lines (scm_fds, Linux 5.10).
descriptors_in_flight() {
  looked=0
  for pid in $pids; do
    in_time "descriptors in flight" || return 0
    for info in /proc/$pid/fdinfo/[0-9]*; do
      looked=$((looked + 1))
      if [ "$looked" -gt "$descriptors_max" ]; then
        lost descriptors
        return 0
      fi
      lines=0
      while read -r word value; do
        lines=$((lines + 1))
        case $word in
          scm_fds:) [ "$value" -gt 0 ] && file "${info#/proc/}" ;;
        esac
        [ "$lines" -lt 6 ] || break
      done <"$info"
    done
  done
}

# The words of a command line are parted by NUL. A shell whose read takes -d '' sees them; dash does
# not, and without cat only whether there are any is known then.
know_read() {
  splits=
  IFS= read -r -d '' word </proc/self/cmdline && splits=yes
}
command_line() {
  [ -r "/proc/$1/cmdline" ] || return 0
  if [ "$splits" ]; then
    record "file $1/cmdline"
    word=
    while IFS= read -r -d '' word; do
      put_word "$word"
    done <"/proc/$1/cmdline"
    put "$word"
  elif [ "$has_cat" ]; then
    record "file $1/cmdline"
    cat "/proc/$1/cmdline"
  else
    record "lossy $1/cmdline"
    show "/proc/$1/cmdline"
  fi
}

know_tools() {
  has_cat=
  has_head=
  has_find=
  has_ls=
  has_readlink=
  has_sleep=
  fence=
  has cat && has_cat=yes
  has head && [ "$(head -c 1 /proc/uptime)" ] && has_head=yes
  has ls && has_ls=yes
  has sleep && has_sleep=yes
  has find && [ "$(find /proc/self -maxdepth 0 -printf x)" ] && has_find=yes
  has readlink && has_readlink=yes
  fence_file=/proc/sys/kernel/random/boot_id
  # A shell that reads a byte at a time gets the first digit of a setting, and then nothing.
  by_bytes=
  word=
  read -r word </proc/sys/kernel/pid_max
  case $word in [0-9]) by_bytes=yes ;; esac
  [ "$has_cat" ] && by_bytes= && read -r fence <$fence_file
  ls_kind=
  [ "$has_ls" ] && know_ls
  know_read
  [ "$has_cat" ] || lost cat
  [ "$by_bytes" ] && lost settings
  [ "$ls_kind$has_find$has_readlink" ] || lost ls
}

begin() {
  late=
  read_moment
  began=$now
  nonce=$sonde_nonce
  [ "$nonce" ] || read -r nonce </proc/sys/kernel/random/uuid
  case $nonce in ????????????????????????????????*) ;; *) nonce= ;; esac
  say ""
  if [ "$nonce" ]; then
    say "#sonde-capture 1 sh $nonce"
  else
    # Names can be made that break this one: better than nothing, and told.
    nonce=0000-$$-$began
    say "#sonde-capture 1 sh $nonce"
    lost nonce
  fi
}

# What counts, or moves.
what_moves() {
  network ""
  files stat meminfo uptime loadavg vmstat diskstats interrupts softirqs \
    pressure/cpu pressure/io pressure/irq pressure/memory
  by_batches states_of_batch $pids
  in_time threads && files_of_threads
  files_of_container
}

# The same again when its time has come. Only a second look tells how fast it moves.
look_again() {
  [ "$between" -gt 0 ] && [ "$moment_before" != 0 ] || return 0
  # A clock may stand still that somebody mounted there.
  turns=$((between + 3))
  [ "$has_sleep" ] || turns=1000000
  while [ "$((now - looked_at))" -le "$between" ] && [ "$turns" -gt 0 ]; do
    turns=$((turns - 1))
    [ "$has_sleep" ] && sleep 1
    read_moment
  done
  [ "$turns" -gt 0 ] || return 0
  in_time "second look" && [ "$moment" != 0 ] || return 0
  record "again $moment"
  what_moves
  for pid in $known; do
    in_time networks || break
    network "$pid/"
  done
}

# What most questions need comes first: the time may run out.
collect() {
  begin
  self=
  read -r self rest </proc/self/stat
  know_tools
  [ "$self" ] && record "link self" && say "$self"
  record "list net"
  for name in /proc/net/*; do
    say "${name##*/}"
  done
  find_processes
  # Rates are made of the time between the moments: what is looked at comes directly behind each.
  read_moment
  looked_at=$now
  moment_before=$moment
  about
  what_moves
  by_batches look_at_batch $pids
  by_batches inodes_of_networks $pids
  other_networks
  in_time threads && descriptors_of_threads
  for pid in $pids; do
    in_time "command lines" || break
    command_line "$pid"
  done
  file self/mountinfo
  [ -e /proc/1/mountinfo ] && file 1/mountinfo
  files_of_machine
  settings_of_network
  descriptors_in_flight
  file net/nf_conntrack
  look_again
  record end
}

# Its own input is not that of the programs it starts. What they complain of is known from elsewhere.
if [ -c /dev/null ]; then
  collect </dev/null 2>/dev/null
else
  collect <&- 2>&-
fi
exit
