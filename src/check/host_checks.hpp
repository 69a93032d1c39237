// host_checks.hpp: what goes wrong with the machine: processors, memory, disks, limits.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check host_checks[] = {
    {.name = "softnet.dropped",
     .asks = "Does a processor drop packets because its queue is full?",
     .table = "facts",
     .watches = "softnet.dropped",
     .change = "softnet.dropped.rise > 0",
     .evidence = "softnet.dropped.rise",
     .where = "the whole machine",
     .says = "{softnet.dropped.rise} packets were dropped between the two looks, as the queue of a "
             "processor was full; this is of the whole machine.",
     .remedy = "Raise net.core.netdev_max_backlog on the node, and spread packets over processors "
               "(RPS, queues of the card).",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "RHEL network tuning guide: any; netdata: 10 in a minute."},
    {.name = "softnet.time_squeeze",
     .asks = "Does a processor run out of time for packets?",
     .table = "facts",
     .watches = "softnet.time_squeeze",
     .change = "softnet.time_squeeze.per_s > 10",
     .evidence = "softnet.time_squeeze.rise",
     .where = "the whole machine",
     .says = "{softnet.time_squeeze.rise} times between the two looks a processor had more packets "
             "than it may take in at once.",
     .remedy = "Raise net.core.netdev_budget and netdev_budget_usecs on the node; see which "
               "processor: sonde counters group = softnet --interval 1.",
     .severity = Severity::Info,
     .scope = Scope::Host,
     .source = "Netdata health.d, softnet: 10 a second."},
    {.name = "tcp.mem_pressure",
     .asks = "Does the machine run out of memory for TCP?",
     .table = "facts",
     .watches = "sockstat.TCP_mem,net.ipv4.tcp_mem.2,net.ipv4.tcp_mem.3",
     .shares = "pressure_percent = sockstat.TCP_mem of net.ipv4.tcp_mem.2, limit_percent = "
               "sockstat.TCP_mem of net.ipv4.tcp_mem.3",
     .change = "pressure_percent >= 100 or limit_percent >= 85",
     .critical_if = "limit_percent >= 90",
     .evidence = "sockstat.TCP_mem,net.ipv4.tcp_mem.2,net.ipv4.tcp_mem.3,limit_percent",
     .where = "the whole machine",
     .says = "TCP of the whole machine uses {sockstat.TCP_mem} pages of at most "
             "{net.ipv4.tcp_mem.3}: buffers shrink, then connections are dropped.",
     .remedy = "See who holds it: sonde sockets --columns +receive_memory,send_memory "
               "--sort=-receive_memory; raise net.ipv4.tcp_mem.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Kernel, networking/ip-sysctl, tcp_mem; hotsos: 85 %, netdata: 90 % critical."},
    {.name = "udp.mem_pressure",
     .asks = "Does the machine run out of memory for UDP?",
     .table = "facts",
     .watches = "sockstat.UDP_mem,net.ipv4.udp_mem.3",
     .shares = "limit_percent = sockstat.UDP_mem of net.ipv4.udp_mem.3",
     .change = "limit_percent >= 85",
     .evidence = "sockstat.UDP_mem,net.ipv4.udp_mem.3,limit_percent",
     .where = "the whole machine",
     .says = "UDP of the whole machine uses {sockstat.UDP_mem} pages of at most "
             "{net.ipv4.udp_mem.3}; then datagrams are dropped.",
     .remedy = "See who holds it: sonde sockets protocol = udp --columns +receive_memory "
               "--sort=-receive_memory; raise net.ipv4.udp_mem.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Kernel, networking/ip-sysctl, udp_mem; hotsos: 85 %."},
    {.name = "host.file_nr",
     .asks = "Does the machine run out of open files?",
     .table = "facts",
     .watches = "fs.file-nr.1,fs.file-nr.3",
     .shares = "used_percent = fs.file-nr.1 of fs.file-nr.3",
     .change = "used_percent > 70",
     .critical_if = "used_percent > 90",
     .evidence = "fs.file-nr.1,fs.file-nr.3,used_percent",
     .where = "the whole machine",
     .says =
         "The machine has {fs.file-nr.1} of at most {fs.file-nr.3} files open ({used_percent} %).",
     .remedy = "See who: sonde limits limit = open-files; raise fs.file-max.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Prometheus node mixin: 70 %, netdata: 90 % critical."},
    {.name = "mem.available_low",
     .asks = "Does the machine run out of memory?",
     .table = "facts",
     .watches = "memory.available,memory.total",
     .shares = "available_percent = memory.available of memory.total",
     .change = "available_percent < 10",
     .critical_if = "available_percent < 5",
     .evidence = "memory.available,memory.total,available_percent",
     .where = "the whole machine",
     .says = "Only {available_percent} % of the machine's memory is available: {memory.available} "
             "of {memory.total} bytes.",
     .remedy = "See who has it: sonde processes --sort=-rss_bytes --limit 10; then a limit for it, "
               "or more memory.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Netdata health.d, ram: 10 and 5 %; never MemFree, since caches can be dropped."},
    {.name = "mem.psi",
     .asks = "Does everything wait for memory?",
     .table = "pressure",
     .condition = "resource = memory and kind = full and avg10 >= 5",
     .critical_if = "avg10 >= 20",
     .evidence = "avg10,avg60",
     .where = "the whole machine",
     .says = "All tasks of the machine waited for memory {avg10} % of the last ten seconds.",
     .remedy =
         "See who takes it: sonde processes --sort=-rss_bytes --limit 10, sonde limits limit = "
         "memory.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Kernel, accounting/psi; 5 and 20 % are a judgement."},
    {.name = "mem.limit_near",
     .asks = "Does a container come near its limit of memory?",
     .table = "limits",
     .condition = "limit = memory and scope = cgroup and used_percent >= 90",
     .critical_if = "used_percent >= 98",
     .evidence = "used,soft,hard,used_percent",
     .where = "cgroup {cgroup}",
     .says =
         "The cgroup {cgroup} uses {used_percent} % of its memory limit, caches left out; at the "
         "limit its processes are killed.",
     .remedy =
         "Raise the limit, or find the leak: sonde processes --sort=-rss_bytes; sonde oom says "
         "whether it happened already.",
     .severity = Severity::Warning,
     .scope = Scope::Cgroup,
     .source = "Netdata health.d, cgroups: 90 and 98 %."},
    {.name = "mem.oom_kill",
     .asks = "Does the kernel kill processes for want of memory?",
     .table = "oom",
     .condition = "source = cgroup",
     .watches = "kills",
     .change = "kills.rise > 0",
     .evidence = "kills.rise,kills,limit",
     .where = "cgroup {cgroup}",
     .says = "{kills.rise} processes of the cgroup {cgroup} were killed between the two looks: it "
             "is at "
             "its limit of memory.",
     .remedy = "Raise the limit, or find the leak; sonde oom names the processes.",
     .severity = Severity::Critical,
     .scope = Scope::Cgroup,
     .source = "Kernel, admin-guide/cgroup-v2, memory.events oom_kill; v1 memory.oom_control."},
    {.name = "cgroup.pids_limit",
     .asks = "Does a container run out of processes?",
     .table = "limits",
     .condition = "limit = tasks and scope = cgroup and used_percent >= 90",
     .critical_if = "used_percent >= 100",
     .evidence = "used,hard,used_percent",
     .where = "cgroup {cgroup}",
     .says = "The cgroup {cgroup} has {used} of at most {hard} tasks; then fork() fails.",
     .remedy = "See what they are: sonde tree; mend what starts so many, or raise pids.max.",
     .severity = Severity::Warning,
     .scope = Scope::Cgroup,
     .source = "Netdata: 90 %; at 100 % the next fork fails."},
    {.name = "host.pid_max",
     .asks = "Does the machine run out of process numbers?",
     .table = "limits",
     .condition = "scope = machine and ( limit = pids or limit = threads ) and used_percent >= 85",
     .critical_if = "used_percent >= 95",
     .evidence = "limit,used,hard,used_percent",
     .where = "the whole machine",
     .says = "{used} of {hard} {limit} of the machine are used; then no process can be started.",
     .remedy =
         "See who has so many: sonde processes --sort=-threads --limit 10; raise kernel.pid_max or "
         "kernel.threads-max.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Netdata health.d, processes: 85 and 95 %."},
    {.name = "cpu.steal",
     .asks = "Does the host of this virtual machine give it too little time?",
     .table = "cpu",
     .condition = "cpu = all",
     .watches = "steal_s,cpus",
     .shares = "steal_percent = steal_s.per_s of cpus",
     .change = "steal_percent > 10",
     .evidence = "steal_s.rise,cpus,steal_percent",
     .where = "the whole machine",
     .says = "The hypervisor took {steal_percent} % of the processors' time away between the two "
             "looks.",
     .remedy =
         "A neighbour on the same host is busy, or credits are used up: ask the provider, or take "
         "a larger machine.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source = "Netdata health.d, cpu: 10 %."},
    {.name = "cpu.iowait",
     .asks = "Do processors wait for disks?",
     .table = "cpu",
     .condition = "cpu = all",
     .watches = "iowait_s,cpus",
     .shares = "waiting_percent = iowait_s.per_s of cpus",
     .change = "waiting_percent > 40",
     .evidence = "iowait_s.rise,cpus,waiting_percent,blocked",
     .where = "the whole machine",
     .says =
         "The processors waited for disks {waiting_percent} % of the time between the two looks.",
     .remedy = "See which disk: sonde disks --interval 2; and who waits: sonde threads state = D.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .confidence = Confidence::Likely,
     .source = "Netdata health.d, cpu: 40 %."},
    {.name = "cpu.saturated",
     .asks = "Do more programs want to run than there are processors?",
     .table = "cpu",
     .condition = "cpu = all",
     .watches = "load1,load5,load15,cpus",
     .shares = "minute_percent = load1 of cpus, five_percent = load5 of cpus, quarter_percent = "
               "load15 of "
               "cpus",
     .change = "minute_percent > 800 or five_percent > 400 or quarter_percent > 200",
     .evidence = "load1,load5,load15,cpus,runnable,blocked",
     .where = "the whole machine",
     .says = "The load of the machine is {load1}, {load5}, {load15} on {cpus} processors: much "
             "waits to "
             "run, or for a disk.",
     .remedy =
         "See who runs: sonde processes --sort=-cpu_percent --limit 10; many that are blocked wait "
         "for a disk: sonde threads state = D.",
     .severity = Severity::Info,
     .scope = Scope::Host,
     .confidence = Confidence::Likely,
     .source = "Netdata health.d, load: 8, 4 and 2 times the processors, of 1, 5 and 15 minutes."},
    {.name = "cgroup.cpu_throttled",
     .asks = "Is this place stopped because it used up its quota of processors?",
     .table = "cpu",
     .condition = "cpu = all and quota_cpus > 0",
     .watches = "quota_periods,throttled_periods,throttled_us",
     .shares = "stopped_percent = throttled_periods.rise of quota_periods.rise",
     .change = "quota_periods.rise >= 8 and stopped_percent >= 25 and throttled_us.per_s >= 100000",
     .critical_if = "stopped_percent >= 50",
     .evidence = "quota_cpus,quota_periods.rise,throttled_periods.rise,throttled_us.rise",
     .where = "this place",
     .says = "This place was stopped in {throttled_periods.rise} of {quota_periods.rise} periods "
             "between "
             "the two looks: its quota of {quota_cpus} processors is used up.",
     .remedy =
         "Raise the limit of cpu, or find what takes it: sonde processes --sort=-cpu_percent.",
     .severity = Severity::Warning,
     .scope = Scope::Cgroup,
     .source =
         "Kubernetes mixin, CPUThrottlingHigh: 25 %; 50 %, 8 periods and 100 ms a second are a "
         "judgement."},
    {.name = "disk.full",
     .asks = "Is a file system full?",
     .table = "mounts",
     .condition = "read_only = false and used_percent >= 90 and available_bytes < 50000000000 and "
                  "not type = overlay and not type = squashfs and not type = iso9660",
     .by = "device",
     .critical_if = "used_percent >= 98 and available_bytes < 5000000000",
     .evidence = "used_percent,available_bytes,size_bytes,device",
     .where = "{path}",
     .says = "{path} is {used_percent} % full: {available_bytes} bytes are left.",
     .remedy = "Deleted files that are still open may hold room: sonde files deleted = true --sort="
               "-size_bytes; then look for large logs.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source =
         "Netdata health.d, disks: 90 %, and 98 % with less than 5 GB critical; more than 50 GB "
         "left is left out, a judgement."},
    {.name = "disk.inodes_full",
     .asks = "Has a file system no room for more files?",
     .table = "mounts",
     .condition =
         "read_only = false and files > 0 and used_files_percent >= 90 and not type = overlay",
     .by = "device",
     .critical_if = "used_files_percent >= 98",
     .evidence = "used_files_percent,used_files,files,device",
     .where = "{path}",
     .says =
         "{path} has {used_files} of at most {files} files; then none can be made, although there "
         "is room.",
     .remedy =
         "Find the directory with very many small files, such as sessions or a mail queue, and "
         "empty it.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .source =
         "Netdata health.d, disks: 90 and 98 %; file systems that make inodes as needed say 0."},
    {.name = "disk.readonly",
     .asks = "Was a file system switched to read-only?",
     .table = "mounts",
     .condition = "not path = ''",
     .watches = "read_only",
     .change = "read_only = true and read_only.before = false",
     .evidence = "read_only,read_only.before,type,device",
     .where = "{path}",
     .says =
         "{path} became read-only between the two looks: the kernel does so after an error of the "
         "disk.",
     .remedy = "Look at the kernel log and the disk before you mount it for writing again.",
     .severity = Severity::Critical,
     .scope = Scope::Host,
     .source =
         "Node problem detector: 'Remounting filesystem read-only'; ext4(5), errors=remount-ro."},
    {.name = "disk.busy",
     .asks = "Is a disk busy all the time, with a long queue?",
     .table = "disks",
     .condition = "kind = disk",
     .watches = "busy_ms,queue_ms",
     .change = "busy_ms.per_s >= 980 and queue_ms.per_s >= 5000",
     .evidence = "busy_ms.rise,queue_ms.rise,in_flight",
     .where = "{name}",
     .says = "{name} was busy all the time between the two looks, and requests waited "
             "{queue_ms.rise} ms "
             "together.",
     .remedy = "See how slow it is: sonde disks --interval 2 name = {name}; who waits: sonde "
               "threads state "
               "= D.",
     .severity = Severity::Warning,
     .scope = Scope::Host,
     .confidence = Confidence::Likely,
     .source = "Netdata health.d, disks: 98 % busy, and 5 s of waiting in each second."},
};

}  // namespace sonde
