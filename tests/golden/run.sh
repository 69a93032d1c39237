#!/bin/sh
# run.sh: every recorded world and capture x every command, against the answers kept here; --accept rewrites them.
# SPDX-License-Identifier: Apache-2.0
set -u
here=$(cd "$(dirname "$0")" && pwd)
tests=$(dirname "$here")
sonde=$(readlink -f "${SONDE:-$tests/../build/sonde}")
room=$(mktemp -d) || exit 1
trap 'rm -rf "$room"' EXIT INT TERM
export LC_ALL=C LANG=C TZ=UTC NO_COLOR=1 COLUMNS=80

# Worlds: those that were recorded, and those that git cannot hold.
mkdir "$room/worlds" "$room/got"
cp -R "$tests/worlds"/*/ "$tests/worlds"/*.sonde "$room/worlds" && python3 "$tests/worlds/broken.py" "$room/worlds" || exit 1
cd "$room/worlds" || exit 1
head -c 50000 captured-root.sonde >captured-cut.sonde

# The name of an answer, then the words after "sonde --from WORLD". The order is that of the docs.
commands() {
  cat <<'LIST'
overview
sockets sockets
sockets-json sockets --json
sockets-jsonl sockets --jsonl
sockets-csv sockets --csv
sockets-all-json sockets --columns all --json
sockets-no-columns-of-owners sockets --columns protocol,state,local --no-header
sockets-by-state sockets --protocol tcp --group state
sockets-unix sockets family = unix --columns path,type,state,peer_inode,inode
sockets-strict sockets --protocol udp --strict
sockets-nothing sockets sport = :1
sockets-established sockets state established sport = :20000 --sort -local_port
sockets-limit sockets --limit 2 --sort inode --jsonl
listen listen
listen-unix listen --unix
listen-resolve listen --resolve
conns conns
peers peers
peers-csv peers --csv
processes processes
processes-all-jsonl processes --columns all --jsonl
processes-zombie processes state = zombie
threads threads --columns all
tree tree
tree-filter tree process = nginx
tree-json tree --json
files files --columns +peer
files-all-jsonl files --columns all --jsonl
files-log files log = true --columns pid,target,deleted
ports ports
counters counters
cpu cpu
cpu-jsonl cpu --jsonl --columns all
disks disks
limits limits --columns all
oom oom --jsonl
memory memory
pressure pressure --json
sysctls sysctls
mounts mounts --columns all
counters-tcp counters group = Tcp --columns all --jsonl
path path 127.0.0.1:22
path-name path db.example:postgresql
gaps gaps
gaps-json gaps --json
can can
config config
hints hints
sql-states sql select protocol, state, count(*) as n from sockets group by 1, 2 order by n desc, 1, 2
sql-owners-json sql --json select local_port, process, user from sockets where state = 'LISTEN' order by 1, 2
sql-join-csv sql --csv select a.process, a.local_port, b.process, b.process from sockets a join sockets b on a.local_port = b.remote_port and a.remote_port = b.local_port order by 1, 2
sql-wrong sql select lokal_port from sockets
sql-write sql delete from sockets
LIST
}

# The rest of the commands, for captures, which know about everything.
more_commands() {
  cat <<'LIST'
diagnose diagnose
diagnose-json diagnose --json
diagnose-all diagnose --all
diagnose-list diagnose --list
who who :20000
who-json who 127.0.0.1 --json
who-process who pid:1
interfaces interfaces
interfaces-interval interfaces --interval 1
addresses addresses
routes routes
routes-jsonl routes --jsonl --columns all
rules rules
neighbors neighbors
flows flows
firewall firewall
published published
qdiscs qdiscs
containers containers
namespaces namespaces
resolvers resolvers
interrupts interrupts
kernel-log kernel_log
listen-all listen --all
files-of files pid = 1
logs logs pid:1
config-of config pid:1
LIST
}

# The same for pasted text: a name, a file below fixtures/, and options.
pastes() {
  cat <<'LIST'
puma seeds/s000_puma_listen.tcp
mysql-time-wait seeds/s000_mysql_timewait.tcp
mysql-time-wait-resolve seeds/s000_mysql_timewait.tcp --resolve
apache-tcp6 seeds/s000_apache.tcp6
nginx-json seeds/s001_nginx8888.tcp --json
header-twice seeds/s001_nginx8888_verbatim_double_header.txt
one-line-listen seeds/s000_mangled_oneline_listen.txt
one-line-time-wait seeds/s000_mangled_oneline_timewait.txt
two-commands seeds/s000_mangled_two_commands.txt
only-a-header seeds/s000_apache_empty.tcp
big-endian bigendian/openwrt_mips_mf286a.tcp
big-endian-grep bigendian/openwrt_mips_egrep_verbatim.txt
big-endian-forced-little bigendian/openwrt_mips_mf286a.tcp --endian=little
jc-tcp jc/linux-proc/net_tcp
jc-tcp6 jc/linux-proc/net_tcp6
jc-unix-group jc/linux-proc/net_unix --group protocol,type,state
jc-packet-json jc/linux-proc/net_packet --json
jc-netlink-json jc/linux-proc/net_netlink --json
pfs-tcp-csv pfs-lines/tcp_lines.txt --csv
pfs-unix-json pfs-lines/unix_lines.txt --json
pfs-netlink-json pfs-lines/netlink_lines.txt --json
conntrack seeds/s004_nf_conntrack_filled.txt
conntrack-columns seeds/s004_nf_conntrack_redacted.txt --columns from,to,nat,answered_by
not-a-table README.md
LIST
}

# Connections as text: a name, a file below fixtures/, and options.
flows() {
  cat <<'LIST'
filled seeds/s004_nf_conntrack_filled.txt
redacted-json seeds/s004_nf_conntrack_redacted.txt --json
quirks seeds/nf_conntrack_quirks.txt
quirks-jsonl seeds/nf_conntrack_quirks.txt --jsonl --columns all
dnat seeds/s004_nf_conntrack_filled.txt nat = dnat --columns from,to,answered_by
no-such-port seeds/s004_nf_conntrack_filled.txt dport = :1
not-conntrack seeds/s000_puma_listen.tcp
LIST
}

# The state of the network: a name, a table, what it is read from, and options.
network() {
  cat <<'LIST'
interfaces interfaces network
interfaces-jsonl interfaces network --jsonl --columns all
interfaces-pasted interfaces jc/linux-proc/net_dev
interfaces-not interfaces jc/linux-proc/net_tcp
addresses addresses network
addresses-pasted addresses network/proc/net/if_inet6 --jsonl
routes routes network
routes-jsonl routes network table = 100 --jsonl --columns all
routes-pasted routes network/proc/net/route
routes-pasted-ipv6 routes network/proc/net/ipv6_route --csv
routes-pasted-trie routes network/proc/net/fib_trie --csv
routes-jc routes jc/linux-proc/net_route
rules rules network
neighbors neighbors network
neighbors-pasted neighbors jc/linux-proc/net_arp --json
path path network 192.0.2.9:80
path-ipv6-json path network [2001:db8::9]:443 --json
path-refused path network 10.9.9.9:80
addresses-pasted-trie addresses network/proc/net/fib_trie --csv
LIST
}

questions() {
  cat <<'LIST'
time-wait TIME_WAIT
close-wait close-wait
listen LISTEN
recv-q recv_q
keepalive keepalive
accept-queue accept queue
orphan orphan
address 0100007F:0BB8
timer 03:00000ACA
row 1: 0100007F:998E 0100007F:22B8 06 00000000:00000000 03:000014B4 00000000 0 0 0 3 0000000000000000
inode-0 inode 0
no-carrier NO-CARRIER
noarp noarp
counter TcpExtTCPOFOQueue
counters InCsumErrors
measure rx_missed
setting net.ipv4.tcp_tw_reuse
meminfo SUnreclaim
kind fq_codel
route bird
check tcp.listen.overflow
check-of-counters tcp.retransmits_high
nonsense qwertyuiop
LIST
}

# answer FILE WORDS...: runs sonde and keeps what it said, on both ways, and its exit code.
answer() {
  file=$room/got/$1
  shift
  mkdir -p "${file%/*}"
  timeout 20 "$sonde" "$@" >"$room/out" 2>"$room/err" </dev/null
  code=$?
  {
    echo "\$ sonde $*"
    cat "$room/out"
    echo "--- standard error"
    cat "$room/err"
    echo "--- exit $code"
  } >"$file"
}

for world in */ *.sonde; do
  world=${world%/}
  {
    commands
    case $world in *.sonde) more_commands ;; esac
  } | while read -r name words; do
    # shellcheck disable=SC2086 # The list holds words, not globs.
    answer "${world%.sonde}/$name.txt" --from "$world" $words
  done
done
for world in *.sonde; do
  answer "${world%.sonde}/diff.txt" diff captured-nobody.sonde "$world"
  answer "${world%.sonde}/diff-json.txt" diff captured-root.sonde "$world" --json
done
cd "$tests/fixtures" || exit 1
pastes | while read -r name file options; do
  # shellcheck disable=SC2086
  answer "decode/$name.txt" decode $file $options
done
flows | while read -r name file options; do
  # shellcheck disable=SC2086
  answer "flows/$name.txt" flows --from $file $options
done
network | while read -r name table from options; do
  # shellcheck disable=SC2086
  answer "network/$name.txt" "$table" --from $from $options
done
for language in en ja zh; do
  questions | while read -r name words; do
    # shellcheck disable=SC2086
    answer "explain-$language/$name.txt" explain --lang=$language $words
  done
done

if [ "${1:-}" = --accept ]; then
  find "$here" -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
  cp -R "$room/got/." "$here"
  echo "golden: $(find "$room/got" -type f | wc -l) answers accepted; the diff is the review"
  exit 0
fi
mkdir -p "$room/kept"
for folder in "$here"/*/; do cp -R "${folder%/}" "$room/kept/"; done
if ! diff -r -a -u "$room/kept" "$room/got" >"$room/diff"; then
  cut -c 1-300 "$room/diff" | head -100
  echo "golden: answers differ; make golden accepts them, and its diff is the review"
  exit 1
fi
echo "golden: $(find "$room/got" -type f | wc -l) answers are as they were"
