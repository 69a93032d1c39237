// process_checks.hpp: what goes wrong with processes, their descriptors and files.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check process_checks[] = {
    {.name = "proc.fd_limit_near",
     .asks = "Does a process run out of descriptors?",
     .table = "limits",
     .condition = "scope = process and limit = open-files and used_percent >= 80 and "
                  // Lowered below what is open: a sandbox, which opens no more.
                  "used_percent <= 100 and soft > 0",
     .critical_if = "used_percent >= 95",
     .evidence = "used,soft,used_percent",
     .where = "pid {pid}",
     .says = "{process} (pid {pid}) has {used} of {soft} descriptors open; at the limit open(), "
             "accept() and socket() fail with EMFILE.",
     .remedy = "See what they are: sonde files pid = {pid} --group kind; mend the leak, or raise "
               "LimitNOFILE.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "Netdata health.d, apps: 95 %; 80 % is a judgement."},
    {.name = "proc.zombies",
     .asks = "Does a process not collect its ended children?",
     .table = "processes",
     .condition = "state = zombie and ppid > 0",
     .watches = "state",
     .change = "state.before = zombie",
     .by = "ppid",
     .at_least = 10,
     .evidence = "state,ppid",
     .where = "pid {ppid}",
     .says = "Pid {ppid} does not collect {count} ended children, e.g. {process} (pid {pid}); each "
             "takes a pid.",
     .remedy = "See what it does: sonde processes pid = {ppid}; it must call wait(), and in a "
               "container pid 1 should be an init (docker run --init).",
     .blames = "ppid",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .confidence = Confidence::Likely,
     .source = "A judgement: 10 of one parent, in both looks; those that are soon collected are "
               "usual."},
    {.name = "proc.stopped",
     .asks = "Is a process that serves a port stopped?",
     .table = "processes",
     .condition = "state = stopped and ports ~ '*'",
     .evidence = "state,ports",
     .where = "pid {pid}",
     .says = "{process} (pid {pid}) is stopped by a signal or a debugger, and serves port {ports}: "
             "whoever asks it waits.",
     .remedy = "Let it go on: kill -CONT {pid}, or end the debugger.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "The catalogue; jobs that a shell stopped serve no port."},
    {.name = "proc.d_state",
     .asks = "Does a process wait for a device that does not answer?",
     .table = "threads",
     .condition = "state = blocked and kernel_thread = false",
     .watches = "switches",
     .change = "switches.rise = 0",
     .by = "pid",
     // Not where a local disk writes back what it was given: that may take some seconds.
     .warning_if = "not ( waits_in ~ '*folio*' or waits_in ~ '*page*' or waits_in ~ '*buffer*' or "
                   "waits_in ~ 'jbd2_*' or waits_in ~ 'ext4_*' or waits_in ~ 'xfs_*' or "
                   "waits_in ~ 'xlog_*' or waits_in ~ 'btrfs_*' or waits_in ~ '*iomap*' or "
                   "waits_in ~ 'blk*' or waits_in ~ '*bio*' or waits_in ~ 'rq_qos*' or "
                   "waits_in ~ 'wb*' )",
     .unless = "waits_in = __refrigerator",  // Frozen by its cgroup: docker pause.
     .evidence = "state,waits_in,switches,switches.rise",
     .where = "pid {pid}",
     .says = "{process} (pid {pid}) waited for a device all the time between the two looks, in "
             "{waits_in} of the kernel, and no signal but SIGKILL may reach it; threads: {count}.",
     .remedy = "See which disk or remote file system does not answer: sonde disks --interval 2, "
               "sonde files pid = {pid}, and the kernel log.",
     .severity = Severity::Info,
     .scope = Scope::Process,
     .confidence = Confidence::Likely,
     .source = "Kernel, hung_task: 120 s without a switch; a whole second is a judgement. A busy "
               "disk may take it, so waiting in the page cache, the block layer or a journal is "
               "an info."},
    {.name = "proc.pipe_stalled",
     .asks = "Does a process hang because nobody reads what it writes into a pipe?",
     .table = "threads",
     // A pager that shows the first page stops what writes to it: that one has a terminal.
     .condition = "state = sleeping and kernel_thread = false and ( waits_in = anon_pipe_write or "
                  "waits_in = pipe_write ) and not tty ~ '*'",
     .watches = "switches,pipe_reads",
     .change = "switches.rise = 0 and not pipe_reads.rise > 0",
     .by = "pid",
     .evidence = "waits_in,switches,switches.rise,pipe_reads.rise",
     .where = "pid {pid}",
     .says = "{process} (pid {pid}) hangs in a write to a pipe: it is full, and whoever has the "
             "other end did not read between the two looks.",
     .remedy = "See who should read: sonde files pid = {pid} kind = pipe --columns +peer; often it "
               "is what collects the log.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .confidence = Confidence::Likely,
     .source = "Kernel, anon_pipe_write of fs/pipe.c (pipe_write before 6.15): it sleeps while the "
               "pipe is full, and wakes when a page of it was read; one that reads less is slow, "
               "and not stuck."},
    {.name = "proc.spin",
     .asks = "Does a server compute all the time, so that its connections wait?",
     .table = "processes",
     .condition = "state = running and kernel_thread = false",
     .watches = "switches,cpu_ms",
     // Which ports a process has, costs a dump of all listeners.
     .change = "switches.rise = 0 and cpu_ms.rise > 0 and ports ~ '*'",
     .evidence = "ports,cpu_ms.rise,switches.rise",
     .where = "pid {pid}",
     .says =
         "{process} (pid {pid}), which serves port {ports}, computes without a pause: its first "
         "thread did not wait once between the two looks.",
     .remedy = "See what it does: sonde threads pid = {pid}; if it serves with that thread, its "
               "connections wait: sonde who :{ports}.",
     .severity = Severity::Info,
     .scope = Scope::Process,
     .confidence = Confidence::Hint,
     .source =
         "A judgement: a server waits for its next request now and then; how much it gets of a "
         "processor depends on the others."},
    {.name = "proc.crash_loop",
     .asks = "Does a container end again and again?",
     .table = "containers",
     .condition = "age_s < 60 and restarts >= 3",
     .watches = "clock.uptime_s",
     .change = "clock.uptime_s > 600",
     .evidence = "restarts,age_s",
     .where = "pid {pid}",
     .says =
         "The container {container} was started {restarts} times again, {age_s} seconds ago for "
         "the last time: its first process ends again and again.",
     .remedy = "Read its last words: sonde logs container = {container}; is its port taken: sonde "
               "listen.",
     .explains = "proc.restart_recent",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .confidence = Confidence::Likely,
     .source = "A judgement: 3 and a minute. Docker and the kubelet wait for up to 1 and 5 minutes "
               "before each start."},
    {.name = "proc.restart_recent",
     .asks = "Was a container started again a moment ago?",
     .table = "containers",
     .condition = "age_s < 120 and restarts >= 1",
     .watches = "clock.uptime_s",
     .change = "clock.uptime_s > 3600",
     .evidence = "restarts,age_s",
     .where = "pid {pid}",
     .says = "The container {container} was started again {age_s} seconds ago: its counters and "
             "connections are new.",
     .remedy = "See why it ended: sonde logs container = {container}; sonde oom.",
     .severity = Severity::Info,
     .scope = Scope::Process,
     .source = "The catalogue: 2 minutes, on a machine that runs for longer."},
    {.name = "proc.log_to_null",
     .asks = "Does what a container prints go nowhere?",
     .table = "containers",
     // The container that only holds the namespaces of a pod prints nothing, and one that runs
     // systemd has its journal.
     .condition = "output = /dev/null and errors = /dev/null and container ~ '*' and not name ~ "
                  "'*/pause' and not runtime = lxc and not runtime = systemd-nspawn",
     .evidence = "output,errors",
     .where = "pid {pid}",
     .says = "What the first process of the container {container} prints, errors too, goes to "
             "/dev/null: there is no log of it.",
     .remedy =
         "Unless it writes one itself, start it without the redirection: sonde logs container "
         "= {container}.",
     .severity = Severity::Info,
     .scope = Scope::Process,
     .confidence = Confidence::Hint,
     .source = "The catalogue; of containers only, as daemons of a machine log to syslog."},
    {.name = "proc.deleted_binary",
     .asks = "Does a process run a program that was replaced or deleted?",
     .table = "files",
     .condition = "use = exe and deleted = true and kind = file",
     .by = "target",
     .evidence = "target,use",
     .where = "{target}",
     .says = "The program {target} was replaced or deleted, as by an upgrade; processes that run "
             "it as it was before: {count}, e.g. {process} (pid {pid}).",
     .remedy = "Restart them, so that they run the new version: sonde files use = exe deleted = "
               "true.",
     .severity = Severity::Info,
     .scope = Scope::Process,
     .source = "Kernel, d_path of fs/d_path.c: the path of a program without a name ends in "
               "(deleted)."},
    {.name = "ns.orphan_netns",
     .asks = "Are there network namespaces without a process?",
     .table = "namespaces",
     .condition = "type = net and nprocs = 0",
     .by = "type",
     .evidence = "path,nprocs,kept_by",
     .where = "network namespaces",
     .says = "Network namespaces without a process: {count}, e.g. {path}. They are leftovers of "
             "containers, or made on purpose with ip netns.",
     .remedy = "See them: sonde namespaces type = net nprocs = 0; if nobody needs one: ip netns "
               "delete NAME.",
     .blames = "",
     .severity = Severity::Info,
     .scope = Scope::Host,
     .confidence = Confidence::Hint,
     .source = "The catalogue: leftovers of crashed CNI plugins."},
    {.name = "proc.deleted_file_open",
     .asks = "Is a deleted log still written, so that its room is not freed?",
     .table = "files",
     .condition = "kind = file and deleted = true and mode = w and not target ~ '/dev/shm/*' and "
                  "not target ~ '/SYSV*' and not target ~ '*/#*' and allocated_bytes >= 1000000",
     .watches = "allocated_bytes,size_bytes",
     .change = "allocated_bytes >= 100000000 or size_bytes.rise > 0",
     .evidence = "target,allocated_bytes,size_bytes,size_bytes.rise,position,mode",
     .where = "pid {pid} fd {fd}",
     .says = "{target} was deleted, but {process} (pid {pid}) keeps it open for writing: "
             "{allocated_bytes} bytes are not freed; it grew by {size_bytes.rise} between the two "
             "looks.",
     .remedy = "Make it open its log again, as many do: kill -{reload_signal} {pid}; empty the "
               "file: : > /proc/{pid}/fd/{fd}; a restart frees it, too.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "A judgement: 100 MB, or 1 MB that grows; what is open for reading too is rather a "
               "temporary file of a database."},
};

}  // namespace sonde
