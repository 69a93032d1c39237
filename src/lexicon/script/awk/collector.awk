# collector.awk: prints what an awk without a shell can read of /proc and /etc, as a capture for sonde.
# SPDX-License-Identifier: Apache-2.0
# For busybox awk, mawk and gawk. It only reads. An awk sees no directories and no links: who holds
# which socket is not in it, and processes are found by trying their numbers. docs/capture-text.md
# says the form.

function first_line(path,    line) {
  line = ""
  getline line < path
  close(path)
  return line
}

function record(what) {
  printf "\n@%s %s\n", nonce, what
}

# What cannot be opened is left out: why, an awk does not say.
function answer(kind, name, path,    line, count) {
  count = 0
  while ((getline line < path) > 0) {
    if (count++ == 0) record(kind " " name)
    print line
  }
  close(path)
  return count
}

function file(name) { return answer("file", name, "/proc/" name) }

function each(prefix, names,    list, count, i) {
  count = split(names, list, " ")
  for (i = 1; i <= count; i++) file(prefix list[i])
}

function uptime(    words) {
  split(first_line("/proc/uptime"), words, " ")
  return words[1] + 0
}

function about(    list, words, line) {
  record("about")
  print "made_by awk"
  print "version 1"
  print "kernel " first_line("/proc/sys/kernel/osrelease")
  print "host " first_line("/proc/sys/kernel/hostname")
  line = first_line("/proc/sys/kernel/arch")
  if (line != "") print "machine " line
  if (line ~ /^(x86_64|i.86|aarch64|riscv|ppc64le|loongarch)/) print "byte_order little"
  if (line ~ /^(s390|sparc|m68k)/) print "byte_order big"
  while ((getline line < "/proc/stat") > 0)
    if (split(line, words, " ") == 2 && words[1] == "btime") printf "time %d\n", words[2] + began
  close("/proc/stat")
  while ((getline line < "/proc/self/status") > 0) {
    split(line, words, "[ \t]+")
    if (words[1] == "Uid:") print "uid " words[3]
    if (words[1] == "CapEff:") print "capabilities " words[2]
  }
  close("/proc/self/status")
}

# Numbers are tried up to the last one that was given, or to the highest one where they came round.
function processes(    words, count, last, pid, pids) {
  count = split(first_line("/proc/loadavg"), words, " ")
  last = words[count] + 0
  pid = first_line("/proc/sys/kernel/pid_max") + 0
  if (pid <= 131072) last = pid
  pids = ""
  for (pid = 1; pid <= last; pid++) {
    if (pid % 1000 == 0 && uptime() - began > limit) {
      record("lost time processes")
      break
    }
    if (!file(pid "/stat")) continue
    pids = pids pid "\n"
    each(pid "/", "status cgroup limits")
    # Of a kernel thread there is none, and nothing is lost.
    if (!answer("lossy", pid "/cmdline", "/proc/" pid "/cmdline")) record("lossy " pid "/cmdline")
  }
  record("list .")
  printf "%s", pids
}

BEGIN {
  limit = 20
  began = uptime()
  nonce = first_line("/proc/sys/kernel/random/uuid")
  weak = nonce == ""
  if (weak) {
    srand()
    nonce = sprintf("%08d-%08d", rand() * 100000000, rand() * 100000000)
  }
  printf "\n#sonde-capture 1 awk %s\n", nonce
  if (weak) record("lost nonce")
  record("lost awk")
  about()
  each("net/", "tcp tcp6 udp udp6 unix udplite udplite6 raw raw6 icmp icmp6 packet netlink sctp/eps" \
    " sctp/assocs route ipv6_route fib_trie arp dev dev_mcast if_inet6 igmp igmp6 snmp netstat" \
    " snmp6 sockstat sockstat6 softnet_stat protocols stat/nf_conntrack nf_conntrack")
  record("list net")
  print "tcp"
  each("", "stat meminfo uptime loadavg vmstat version cpuinfo diskstats interrupts softirqs modules" \
    " self/stat self/status self/cgroup self/limits self/mountinfo" \
    " pressure/cpu pressure/io pressure/irq pressure/memory")
  each("sys/", "kernel/hostname kernel/osrelease kernel/pid_max kernel/threads-max fs/file-nr" \
    " fs/file-max net/core/somaxconn net/ipv4/ip_local_port_range net/ipv4/ip_local_reserved_ports" \
    " net/ipv4/ip_forward net/ipv6/bindv6only net/netfilter/nf_conntrack_count" \
    " net/netfilter/nf_conntrack_max")
  for (i = split("etc/passwd etc/hosts etc/resolv.conf etc/os-release etc/hostname", names, " "); i; i--)
    answer("host", names[i], "/" names[i])
  processes()
  record("end")
}
