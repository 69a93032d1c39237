// process_checks.hpp: what goes wrong with processes, their descriptors and files.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/check.hpp"

namespace sonde {

inline constexpr Check process_checks[] = {
    {.name = "proc.fd_limit_near",
     .asks = "Does a process run out of descriptors?",
     .table = "limits",
     .condition = "scope = process and limit = open-files and used_percent >= 80",
     .critical_if = "used_percent >= 95",
     .evidence = "used,soft,used_percent",
     .where = "pid {pid}",
     .says =
         "{process} (pid {pid}) has {used} of {soft} descriptors open; then open(), accept() and "
         "socket() fail with EMFILE.",
     .remedy = "See what they are: sonde files pid = {pid} --group kind; mend the leak, or raise "
               "LimitNOFILE.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "Netdata health.d, apps: 95 %; 80 % is a judgement."},
    {.name = "proc.zombies",
     .asks = "Does a process not collect its ended children?",
     .table = "processes",
     .condition = "state = zombie and ppid > 0",
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
     .source = "A judgement: 10 of one parent; one or two that are soon collected are usual."},
    {.name = "proc.stopped",
     .asks = "Is a process that serves a port stopped?",
     .table = "processes",
     .condition = "state = stopped and ports ~ '*'",
     .evidence = "state,ports",
     .where = "pid {pid}",
     .says = "{process} (pid {pid}) is stopped by a signal or a debugger, and serves port {ports}: "
             "connections wait.",
     .remedy = "Let it go on: kill -CONT {pid}, or end the debugger.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "The catalogue; jobs that a shell stopped serve no port."},
    {.name = "proc.deleted_file_open",
     .asks = "Is a deleted log still written, so that its room is not freed?",
     .table = "files",
     .condition = "kind = file and deleted = true and mode = w and not target ~ '/dev/shm/*' and "
                  "not target ~ '/SYSV*' and size_bytes >= 1000000",
     .watches = "size_bytes",
     .change = "size_bytes >= 100000000 or size_bytes.rise > 0",
     .evidence = "target,size_bytes,size_bytes.rise,position,mode",
     .where = "pid {pid} fd {fd}",
     .says = "{target} was deleted, but {process} (pid {pid}) keeps it open for writing: "
             "{size_bytes} bytes are not freed, {size_bytes.rise} more than at the look before.",
     .remedy = "Make it open its log again (often kill -HUP {pid}), or empty the file: "
               ": > /proc/{pid}/fd/{fd}.",
     .severity = Severity::Warning,
     .scope = Scope::Process,
     .source = "A judgement: 100 MB, or 1 MB that grows; what is open for reading too is rather a "
               "temporary file of a database."},
};

}  // namespace sonde
