// process_cases.cpp: faults of processes, their files and containers, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "unit/check/cases.hpp"
#include "unit/support/diag_sockets.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde::test {
namespace {

using How = FakeSource::How;
using Machine = FakeSource;

std::string text_of(i64 number) { return std::to_string(number); }

// A process with one thread, as /proc shows both.
struct Task {
  int pid = 42, ppid = 1;
  Text name = "app", state = "S";
  u64 cpu_ticks = 3, switches = 7;
  Text waits_in = "0";
  bool is_kernel_thread = false;
  int tty = 0;  // 34816 is pts/0.
};

void run(Machine& m, const Task& task) {
  put_process(m, {.pid = task.pid, .ppid = task.ppid, .name = std::string(task.name)});
  const std::string pid = text_of(task.pid);
  const std::string stat = pid + " (" + std::string(task.name) + ") " + std::string(task.state) +
                           " " + text_of(task.ppid) + " 1 1 " + text_of(task.tty) + " -1 " +
                           (task.is_kernel_thread ? "2129984" : "4194560") + " 1 0 0 0 " +
                           std::to_string(task.cpu_ticks) + " 0 0 0 20 0 1 0 " +
                           text_of(10 * task.pid) + " 1000000 100 0 0 0\n";
  const std::string status = "Name:\t" + std::string(task.name) + "\nUid:\t0\t0\t0\t0\nNSpid:\t" +
                             pid + "\nvoluntary_ctxt_switches:\t" + std::to_string(task.switches) +
                             "\nnonvoluntary_ctxt_switches:\t9\n";
  m.put(How::List, pid + "/task", pid + std::string(1, '\0'));
  for (const std::string& folder : {pid + "/", pid + "/task/" + pid + "/"}) {
    m.file(folder + "stat", stat);
    m.file(folder + "status", status);
    m.file(folder + "wchan", std::string(task.waits_in));
  }
  m.put(How::Link, pid + "/task/" + pid + "/ns/net", link_to("net", first_netns));
  m.put(How::Links, pid + "/fd", "");
}

// The same, with a listener at port 8080 as its descriptor 3.
void serve(Machine& m, const Task& task) {
  run(m, task);
  m.put(How::Links, text_of(task.pid) + "/fd", FakeSource::links({4711}));
  DiagSocket socket;
  socket.local = endpoint("0.0.0.0", 8080);
  socket.remote.version = 4;
  socket.state = State::Listen;
  socket.inode = 4711;
  tcp_sockets(m, {socket});
}

void has_open(Machine& m, int count) {
  run(m, {});
  m.file("42/limits",
         "Max open files            256                  4096                 files\n");
  std::string names;
  for (int i = 0; i < count; ++i) (names += std::to_string(i)) += '\0';
  m.put(How::List, "42/fd", names);
}

// Ended children, of one parent or of two in turns.
void zombies(Machine& m, int count, int parents = 1) {
  run(m, {.pid = 50});
  run(m, {.pid = 51});
  for (int i = 0; i < count; ++i)
    run(m, {.pid = 100 + i, .ppid = 50 + i % parents, .name = "child", .state = "Z"});
}

// ---- Files: descriptor 3 of pid 42, on a local disk.

struct OpenFile {
  Text link = "/mnt/app.log (deleted)";
  Text flags = "0100001";  // O_WRONLY
  i64 bytes = 0;
  i64 hole = 0;                      // Of it nothing is there.
  Text caught = "0000000000000001";  // SIGHUP.
};

void writes(Machine& m, const OpenFile& file) {
  run(m, {});
  m.file("42/status",
         "Name:\tapp\nUid:\t0\t0\t0\t0\nNSpid:\t42\nSigBlk:\t0\nSigIgn:\t0\nSigCgt:\t" +
             std::string(file.caught) + "\n");
  m.file("42/mountinfo", "23 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
  m.put(How::Links, "42/fd", std::string("3\0", 2) + std::string(file.link) + '\0');
  m.file("42/fdinfo/3", "pos:\t" + text_of(file.bytes) + "\nflags:\t" + std::string(file.flags) +
                            "\nmnt_id:\t23\nino:\t77\n");
  const bool is_deleted = file.link.ends_with(" (deleted)");
  m.put(How::Stat, "42/fd/3",
        std::string("77 ") + (is_deleted ? "0 " : "1 ") + text_of(file.bytes) + " - 2049 " +
            text_of((file.bytes - file.hole + 511) / 512));
}

void runs_program(Machine& m, Text exe) {
  run(m, {});
  m.put(How::Link, "42/exe", std::string(exe));
}

// A namespace that is mounted, as by ip netns add.
void named_netns(Machine& m, u32 netns) {
  m.file("self/mountinfo",
         "100 1 0:4 " + link_to("net", netns) + " /run/netns/blue rw - nsfs nsfs rw\n");
  run(m, {});
}

// ---- Containers, on a machine that booted a while ago.

struct Contained {
  Text restarts = "0";
  i64 age_s = 5, uptime_s = 86400;
  Text output = "pipe:[7]", errors = "pipe:[8]";
};

void begin(Machine& m, const Contained& one, const std::string& cgroup, u32 pidns = first_pidns) {
  put_process(m, {.pid = 101,
                  .name = "web",
                  .pidns = pidns,
                  .cgroup = "0::" + cgroup + "\n",
                  .start_ticks = static_cast<u64>(100 * (one.uptime_s - one.age_s))});
  m.file("uptime", text_of(one.uptime_s) + ".00 100.00\n");
  m.file("stat", "btime 1795289582\n");
  m.put(How::Clock, "", "status 8193\nboottime " + text_of(one.uptime_s) + "000000000\n");
  m.put(How::Link, "101/fd/1", std::string(one.output));
  m.put(How::Link, "101/fd/2", std::string(one.errors));
}

const std::string id(64, 'a');

// container/container.go of moby, shortened.
void docker(Machine& m, const Contained& one) {
  begin(m, one, "/system.slice/docker-" + id + ".scope");
  m.put(How::HostFile, "var/lib/docker/containers/" + id + "/config.v2.json",
        R"({"State":{"Running":true,"Pid":101},"ID":")" + id +
            R"(","Config":{"Image":"web:1","Labels":{}},"LogPath":"","Name":"/web",)" +
            R"("RestartCount":)" + std::string(one.restarts) + "}");
}

// A bundle as containerd writes it for the kubelet, whose logs count from 0.log.
void in_pod(Machine& m, const Contained& one, Text type = "container") {
  const std::string uid = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11";
  begin(m, one, "/kubepods.slice/kubepods-pod" + uid + ".slice/cri-containerd-" + id + ".scope");
  m.put(How::HostFile, "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json",
        R"({"annotations":{"io.kubernetes.cri.container-type":")" + std::string(type) +
            R"(","io.kubernetes.cri.container-name":"web",)"
            R"("io.kubernetes.cri.sandbox-name":"web-0",)"
            R"("io.kubernetes.cri.sandbox-namespace":"prod","io.kubernetes.cri.sandbox-uid":")" +
            uid + R"("}})");
  const std::string before = std::string(one.restarts);
  m.put(How::HostList, "var/log/pods/prod_web-0_" + uid + "/web",
        with_nuls(before + ".log~0.log~" + before + ".log.20261122-101500.gz~"));
}

// clang-format off: a line says what a case is, and the next ones what is on the machine.
constexpr CheckCase cases[] = {
    {"proc.fd_limit_near", "205 of 256 descriptors", true, [](Machine& m) { has_open(m, 205); }, {},
     "app (pid 42) has 205 of 256 descriptors open", "warning"},
    {"proc.fd_limit_near", "244 of 256 descriptors", true, [](Machine& m) { has_open(m, 244); }, {},
     "", "critical"},
    {"proc.fd_limit_near", "a sandbox lowered it below what is open", false,
     [](Machine& m) { has_open(m, 257); }},
    {"proc.fd_limit_near", "204 of 256: less than 80 %", false, [](Machine& m) { has_open(m, 204); }},

    {"proc.zombies", "ten of one parent", true, [](Machine& m) { zombies(m, 10); }, {},
     "Pid 50 does not collect 10 ended children"},
    {"proc.zombies", "it collects them in time: others each time", false,
     [](Machine& m) { zombies(m, 10); },
     [](Machine& m) {
       for (int i = 0; i < 10; ++i)
         run(m, {.pid = 200 + i, .ppid = 50, .name = "child", .state = "Z"});
       for (int i = 0; i < 10; ++i)
         run(m, {.pid = 100 + i, .ppid = 50, .name = "child"});
     }},
    {"proc.zombies", "nine of one parent", false, [](Machine& m) { zombies(m, 9); }},
    {"proc.zombies", "nine of each of two parents", false, [](Machine& m) { zombies(m, 18, 2); }},

    {"proc.stopped", "a server is stopped", true, [](Machine& m) { serve(m, {.state = "T"}); }, {},
     "app (pid 42) is stopped by a signal or a debugger, and serves port 8080"},
    {"proc.stopped", "a debugger holds it", true, [](Machine& m) { serve(m, {.state = "t"}); }},
    {"proc.stopped", "a job of a shell that serves no port", false,
     [](Machine& m) { run(m, {.state = "T", .tty = 34816}); }},
    {"proc.stopped", "a server that waits for clients", false, [](Machine& m) { serve(m, {}); }},

    {"proc.d_state", "it waited for a device all the time", true,
     [](Machine& m) { run(m, {.state = "D", .waits_in = "nfs_wait_bit_killable"}); }, [](Machine&) {},
     "app (pid 42) waited for a device all the time between the two looks, in nfs_wait_bit_killable"},
    {"proc.d_state", "a disk is used hard: it waited for another block then", false,
     [](Machine& m) { run(m, {.state = "D", .waits_in = "folio_wait_bit_common"}); },
     [](Machine& m) { run(m, {.state = "D", .switches = 8, .waits_in = "folio_wait_bit_common"}); }},
    {"proc.d_state", "the journal of a disk is a thread of the kernel", false,
     [](Machine& m) { run(m, {.ppid = 2, .name = "jbd2/sda1-8", .state = "D", .is_kernel_thread = true}); }},

    {"proc.pipe_stalled", "nobody reads its pipe", true,
     [](Machine& m) { run(m, {.waits_in = "anon_pipe_write"}); }, [](Machine&) {},
     "app (pid 42) hangs in a write to a pipe"},
    {"proc.pipe_stalled", "the same before Linux 6.15", true,
     [](Machine& m) { run(m, {.waits_in = "pipe_write"}); }, [](Machine&) {}},
    {"proc.pipe_stalled", "a slow reader: it could write in between", false,
     [](Machine& m) { run(m, {.waits_in = "anon_pipe_write"}); },
     [](Machine& m) { run(m, {.switches = 8, .waits_in = "anon_pipe_write"}); }},
    {"proc.pipe_stalled", "a pager shows its first page", false,
     [](Machine& m) { run(m, {.waits_in = "anon_pipe_write", .tty = 34816}); }},

    {"proc.spin", "a server did not wait once", true,
     [](Machine& m) { serve(m, {.state = "R"}); },
     [](Machine& m) { serve(m, {.state = "R", .cpu_ticks = 90}); }, "serves port 8080, computes"},
    {"proc.spin", "a busy server waits for its next request now and then", false,
     [](Machine& m) { serve(m, {.state = "R"}); },
     [](Machine& m) { serve(m, {.state = "R", .cpu_ticks = 90, .switches = 8}); }},
    {"proc.spin", "a batch job serves no port", false,
     [](Machine& m) { run(m, {.state = "R"}); },
     [](Machine& m) { run(m, {.state = "R", .cpu_ticks = 90}); }},

    {"proc.crash_loop", "docker has started it three times again, 59 s ago at last", true,
     [](Machine& m) { docker(m, {.restarts = "3", .age_s = 59}); }, {},
     "The container web was started 3 times again, 59 seconds ago", "warning"},
    {"proc.crash_loop", "the kubelet writes the log of its fifth run", true,
     [](Machine& m) { in_pod(m, {.restarts = "4"}); }, {}, "The container web-0/web was started 4 times"},
    {"proc.crash_loop", "a minute ago: it runs now", false,
     [](Machine& m) { docker(m, {.restarts = "3", .age_s = 60}); }},
    {"proc.crash_loop", "twice: as after an upgrade", false,
     [](Machine& m) { docker(m, {.restarts = "2"}); }},
    {"proc.crash_loop", "the machine booted ten minutes ago, and the kubelet counts on", false,
     [](Machine& m) { in_pod(m, {.restarts = "9", .uptime_s = 600}); }},

    {"proc.restart_recent", "docker has started it again two minutes ago", true,
     [](Machine& m) { docker(m, {.restarts = "1", .age_s = 119}); }, {},
     "The container web was started again 119 seconds ago", "info"},
    {"proc.restart_recent", "a container in a pod has its second log", true,
     [](Machine& m) { in_pod(m, {.restarts = "1"}); }},
    {"proc.restart_recent", "a new container of docker", false, [](Machine& m) { docker(m, {}); }},
    {"proc.restart_recent", "a new container in a pod", false, [](Machine& m) { in_pod(m, {}); }},
    {"proc.restart_recent", "more than two minutes ago", false,
     [](Machine& m) { docker(m, {.restarts = "1", .age_s = 120}); }},
    {"proc.restart_recent", "the machine booted within the hour, and everything is that young", false,
     [](Machine& m) { in_pod(m, {.restarts = "1", .uptime_s = 3600}); }},

    {"proc.log_to_null", "both outputs go nowhere", true,
     [](Machine& m) { docker(m, {.output = "/dev/null", .errors = "/dev/null"}); }, {},
     "the first process of the container web prints, errors too, goes to /dev/null"},
    {"proc.log_to_null", "errors go to its runtime", false,
     [](Machine& m) { docker(m, {.output = "/dev/null"}); }},
    {"proc.log_to_null", "the container that holds a pod's namespaces prints nothing", false,
     [](Machine& m) { in_pod(m, {.output = "/dev/null", .errors = "/dev/null"}, "sandbox"); }},
    {"proc.log_to_null", "a sandbox in a pid namespace of its own is no container of a runtime", false,
     [](Machine& m) {
       begin(m, {.output = "/dev/null", .errors = "/dev/null"}, "/user.slice", 4026532500);
     }},

    {"proc.deleted_binary", "the program was replaced", true,
     [](Machine& m) { runs_program(m, "/usr/bin/app (deleted)"); }, {},
     "run it as it was before: 1, e.g. app (pid 42)"},
    {"proc.deleted_binary", "the program is there", false,
     [](Machine& m) { runs_program(m, "/usr/bin/app"); }},
    {"proc.deleted_binary", "a program that never had a file, as runc runs itself", false,
     [](Machine& m) { runs_program(m, "/memfd:runc_cloned:/proc/self/exe (deleted)"); }},

    {"ns.orphan_netns", "a mount keeps a namespace without a process", true,
     [](Machine& m) { named_netns(m, 4026532999); }, {}, "e.g. /run/netns/blue"},
    {"ns.orphan_netns", "a process is in the namespace that has a name", false,
     [](Machine& m) { named_netns(m, first_netns); }},

    {"proc.deleted_file_open", "100 MB that nobody can see", true,
     [](Machine& m) { writes(m, {.bytes = 100'000'000}); }, [](Machine&) {},
     "/mnt/app.log was deleted, but app (pid 42) keeps it open for writing: 100000256 bytes"},
    {"proc.deleted_file_open", "a deleted log of 1 MB that grows", true,
     [](Machine& m) { writes(m, {.bytes = 1'000'000}); },
     [](Machine& m) { writes(m, {.bytes = 1'000'100}); }, "it grew by 100 between the two looks"},
    {"proc.deleted_file_open", "one that was emptied, and is written on behind the hole", false,
     [](Machine& m) { writes(m, {.bytes = 200'000'000, .hole = 199'999'000}); },
     [](Machine& m) { writes(m, {.bytes = 200'000'100, .hole = 199'999'000}); }},
    {"proc.deleted_file_open", "less, and it does not grow", false,
     [](Machine& m) { writes(m, {.bytes = 99'000'000}); }},
    {"proc.deleted_file_open", "a small one that grows", false,
     [](Machine& m) { writes(m, {.bytes = 900'000}); }, [](Machine& m) { writes(m, {.bytes = 990'000}); }},
    {"proc.deleted_file_open", "a temporary file of a database is read, too", false,
     [](Machine& m) { writes(m, {.flags = "0100002", .bytes = 200'000'000}); }},
    {"proc.deleted_file_open", "a temporary file that never had a name (O_TMPFILE)", false,
     [](Machine& m) { writes(m, {.link = "/mnt/#77 (deleted)", .bytes = 200'000'000}); }},
    {"proc.deleted_file_open", "shared memory", false,
     [](Machine& m) { writes(m, {.link = "/dev/shm/pool (deleted)", .bytes = 200'000'000}); }},
    {"proc.deleted_file_open", "a large log that has its name", false,
     [](Machine& m) { writes(m, {.link = "/mnt/app.log", .bytes = 200'000'000}); },
     [](Machine& m) { writes(m, {.link = "/mnt/app.log", .bytes = 201'000'000}); }},
};
// clang-format on

}  // namespace

const std::span<const CheckCase> process_cases = cases;

}  // namespace sonde::test
