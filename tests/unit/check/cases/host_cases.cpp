// host_cases.cpp: faults of the machine, its cgroups and its disks, and what is none.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <string>

#include "unit/check/cases.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde::test {
namespace {

using How = FakeSource::How;
using Machine = FakeSource;
constexpr bool found = true, silent = false;

// ---- Processors and interrupts.

// Four processors, of which each took in so many packets since the look before, and spent so many
// ticks of 10 ms in work after interrupts.
void put_processors(FakeSource& machine, int count, const std::array<u32, 4>& packets, u32 ticks) {
  std::string stat = "cpu  0 0 0 900000 0 0 0 0 0 0\n";
  std::string softnet;
  for (int cpu = 0; cpu < count; ++cpu) {
    const u32 taken = packets.at(static_cast<std::size_t>(cpu));
    char row[160];
    std::snprintf(row, sizeof row,
                  "%08x 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 "
                  "00000000 00000000 00000000 %08x 00000000 00000000\n",
                  taken, static_cast<unsigned>(cpu));
    softnet += row;
    stat += "cpu" + std::to_string(cpu) + " 0 0 0 900000 0 0 " +
            std::to_string(taken > 0 ? ticks : 0) + " 0 0 0\n";
  }
  machine.file("stat", stat);
  machine.file("loadavg", "0.50 0.40 0.30 1/93 4711\n");
  machine.file("net/softnet_stat", softnet);
}
void put_interrupts(FakeSource& machine, u64 of_card, u64 of_timer) {
  machine.file("interrupts",
               "           CPU0       CPU1       \n 36:          7    " + std::to_string(of_card) +
                   " PCI-MSIX-0000:00:02.0   1-edge      eth0-TxRx-0\nLOC:   " +
                   std::to_string(of_timer) + "          0   Local timer interrupts\n");
}

// ---- Memory of sockets, of the machine and of files; net.ipv4.tcp_mem is low, pressure, most.

void sockets_use(Machine& m, Text tcp_pages, Text udp_pages) {
  m.file("net/sockstat",
         std::string("sockets: used 9\nTCP: inuse 4 orphan 0 tw 0 alloc 5 mem ").append(tcp_pages) +
             std::string("\nUDP: inuse 3 mem ").append(udp_pages) +
             "\nUDPLITE: inuse 0\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n");
  set(m, "net.ipv4.tcp_mem", "76344\t101792\t152688");
  set(m, "net.ipv4.udp_mem", "152688\t203584\t305376");
}

void open_files(Machine& m, Text file_nr) { set(m, "fs.file-nr", file_nr); }

void memory(Machine& m, Text available_kb) {
  m.file("meminfo",
         std::string("MemTotal:        4000000 kB\nMemFree:           50000 kB\nMemAvailable:  ")
                 .append(available_kb) +
             " kB\nBuffers:          9000 kB\nCached:          900000 kB\n");
}

void pressure(Machine& m, Text some, Text full) {
  const auto line = [](Text kind, Text avg10) {
    return std::string(kind).append(" avg10=").append(avg10) +
           " avg60=1.00 avg300=0.50 total=123456\n";
  };
  m.file("pressure/memory", line("some", some) + line("full", full));
}

void memory_errors(Machine& m, Text corrected, Text lost) {
  const std::string folder = "sys/devices/system/edac/mc";
  m.put(How::HostList, folder, std::string("mc0\0mc1\0power\0", 14));
  for (const Text controller : {"/mc0/", "/mc1/"}) {
    m.put(How::HostFile, folder + std::string(controller) + "ce_count", std::string(corrected));
    m.put(How::HostFile, folder + std::string(controller) + "ue_count", std::string(lost));
  }
}

// ---- A container in cgroups of version 2.

struct Cgroup {
  Text memory_current = "100000\n", inactive_file = "0\n", pids_current = "3\n", kills = "0\n";
};

void cgroup(Machine& m, const Cgroup& group) {
  const std::string id(64, 'a');
  const std::string folder = "sys/fs/cgroup/docker/" + id + "/";
  m.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  put_process(m, {.pid = 100, .name = "web", .cgroup = "0::/docker/" + id + "\n"});
  m.file("100/limits",
         "Max open files            1024                 4096                 files\n");
  m.put(How::List, "100/fd", std::string("0\0001\0", 4));
  const auto put = [&](Text file, Text text) {
    m.put(How::HostFile, folder + std::string(file), std::string(text));
  };
  put("memory.max", "1000000\n");
  put("memory.high", "max\n");
  put("memory.current", group.memory_current);
  put("memory.stat", std::string("anon 1\ninactive_file ").append(group.inactive_file));
  put("memory.events", std::string("low 0\nhigh 0\nmax 9\noom 2\noom_kill ").append(group.kills));
  put("pids.max", "25\n");
  put("pids.current", group.pids_current);
}

void machine_limits(Machine& m, Text loadavg) {
  put_process(m, {.pid = 100});
  m.file("100/limits",
         "Max open files            1024                 4096                 files\n");
  m.put(How::List, "100/fd", std::string("0\0001\0", 4));
  set(m, "fs.file-nr", "1248\t0\t9223372036854775807");
  m.file("loadavg", std::string(loadavg));
  set(m, "kernel.threads-max", "1000");
  set(m, "kernel.pid_max", "4194304");
}

// ---- Processors.

// Ticks of 10 ms, of two processors that are equal.
void processors(Machine& m, u64 iowait, u64 steal, Text loadavg = "0.50 0.25 0.10 2/93 100\n") {
  const auto line = [&](Text name, u64 times) {
    return std::string(name) + " 600 0 200 9000 " + std::to_string(iowait * times / 2) + " 0 0 " +
           std::to_string(steal * times / 2) + " 0 0\n";
  };
  m.file("stat", line("cpu ", 2) + line("cpu0", 1) + line("cpu1", 1) +
                     "btime 1795289582\nprocs_running 2\nprocs_blocked 1\n");
  m.file("loadavg", std::string(loadavg));
}

void quota(Machine& m, Text periods, Text throttled, Text throttled_us) {
  put_process(m, {.pid = 100, .name = "web", .cgroup = "0::/pod/web\n"});
  m.file("100/limits",
         "Max open files            1024                 4096                 files\n");
  m.put(How::List, "100/fd", std::string("0\0001\0", 4));
  m.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  const std::string folder = "sys/fs/cgroup/pod/web/";
  m.put(How::HostFile, folder + "cpu.max", "50000 100000\n");
  m.put(How::HostFile, folder + "cpu.stat",
        std::string("usage_usec 9\nnr_periods ").append(periods) +
            std::string("\nnr_throttled ").append(throttled) +
            std::string("\nthrottled_usec ").append(throttled_us) + "\n");
}

// ---- Disks. "MOUNT SIZE FREE AVAILABLE FILES FREE_FILES" is what a source says of a mount.

void mounted(Machine& m, Text usage, Text type = "ext4", Text options = "rw", Text path = "/") {
  m.file("self/mountinfo", std::string("23 1 8:1 / ").append(path) + " " + std::string(options) +
                               ",relatime - " + std::string(type) + " /dev/sda1 " +
                               std::string(options) + "\n");
  m.put(How::RootUsage, "self/", std::string(usage));
}

void disk(Machine& m, Text busy_ms, Text queue_ms) {
  m.file("diskstats", std::string("   8       0 sda 14200 0 80 50 20 0 160 40 3 ").append(busy_ms) +
                          " " + std::string(queue_ms) + " 0 0 0 0 0 0\n");
}

// ---- The clock: status and maxerror of struct timex; 64 is STA_UNSYNC.

void clock(Machine& m, Text timex, i64 realtime_ms, i64 boottime_ms) {
  m.put(How::Clock, "",
        std::string(timex) + "realtime " + std::to_string(realtime_ms) + "000000\nboottime " +
            std::to_string(boottime_ms) + "000000\n");
}
constexpr Text unkept = "status 64\nfreq 0\nmaxerror 16000000\n";
constexpr Text kept = "status 8193\nfreq -1310720\nmaxerror 1500\n";

constexpr i64 booted_ms = 1'795'289'582'000;
void clock_off_by(Machine& m, i64 uptime_ms, i64 wrong_ms) {
  clock(m, kept, booted_ms + uptime_ms + wrong_ms, uptime_ms);
}

void kernel_log(Machine& m, Text uptime) {
  m.put(How::HostTail, "dev/kmsg",
        "3,0,100000000,-;INFO: task dd:4711 blocked for more than 122 seconds.\n"
        "3,1,200000000,-;INFO: task dd:4711 blocked for more than 245 seconds.\n");
  m.file("stat", "btime 1795289582\n");
  m.file("uptime", std::string(uptime));
}

// clang-format off: a line says what a case is, and the next ones what is on the machine.
constexpr CheckCase cases[] = {
    {"softnet.imbalance", "one of four takes all, and can no more", found,
     [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {500, 90'000, 500, 500}, 100); },
     "Processor 1 of 4 took in 98", "info"},
    {"softnet.imbalance", "all four are busy", silent, [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {90'000, 90'000, 90'000, 90'000}, 100); }},
    {"softnet.imbalance", "one takes all, and has time for more", silent,
     [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {0, 90'000, 0, 0}, 70); }},
    {"softnet.imbalance", "there are only two", silent,
     [](auto& m) { put_processors(m, 2, {}, 0); },
     [](auto& m) { put_processors(m, 2, {0, 90'000}, 100); }},
    {"softnet.imbalance", "50,000 in a second", silent,
     [](auto& m) { put_processors(m, 4, {}, 0); },
     [](auto& m) { put_processors(m, 4, {0, 50'000, 0, 0}, 100); }},
    {"irq.storm", "150,000 in a second", found, [](auto& m) { put_interrupts(m, 9, 0); },
     [](auto& m) { put_interrupts(m, 150'009, 0); }, "36 (eth0-TxRx-0) came 150000 times", "info"},
    {"irq.storm", "100,000, as a fast card may", silent, [](auto& m) { put_interrupts(m, 9, 0); },
     [](auto& m) { put_interrupts(m, 100'009, 0); }},
    {"irq.storm", "the timers of 256 processors", silent, [](auto& m) { put_interrupts(m, 9, 0); },
     [](auto& m) { put_interrupts(m, 9, 256'000); }},
    {"softnet.dropped", "one packet was thrown away between the looks", true, nullptr,
     [](Machine& m) { raise(m, "softnet.dropped", 1); }, "1 packets were dropped"},
    {"softnet.dropped", "drops of before", false, [](Machine& m) { raise(m, "softnet.dropped", 4711); }},
    {"softnet.dropped", "a processor took a break, and lost nothing", false, nullptr,
     [](Machine& m) { raise(m, "softnet.time_squeeze", 500); }},

    {"softnet.time_squeeze", "more than ten in a second", true, nullptr,
     [](Machine& m) { raise(m, "softnet.time_squeeze", 12); }, "12 times"},
    {"softnet.time_squeeze", "ten in a second, as netdata allows", false, nullptr,
     [](Machine& m) { raise(m, "softnet.time_squeeze", 10); }},

    {"tcp.mem_pressure", "the second number of tcp_mem is reached", true,
     [](Machine& m) { sockets_use(m, "101792", "0"); }, {}, "101792 pages of at most 152688", "warning"},
    {"tcp.mem_pressure", "90 % of the most is used", true,
     [](Machine& m) { sockets_use(m, "137420", "0"); }, {}, "", "critical"},
    {"tcp.mem_pressure", "less than pressure, and UDP has much", false,
     [](Machine& m) { sockets_use(m, "101700", "300000"); }},

    {"udp.mem_pressure", "85 % of the most is used", true,
     [](Machine& m) { sockets_use(m, "0", "259570"); }, {}, "259570 pages of at most 305376"},
    {"udp.mem_pressure", "less than 85 %, more than pressure, and TCP has much", false,
     [](Machine& m) { sockets_use(m, "152000", "259500"); }},

    {"host.file_nr", "more than 70 % of file-max are open", true,
     [](Machine& m) { open_files(m, "70100\t0\t100000"); }, {}, "70100 of at most 100000", "warning"},
    {"host.file_nr", "more than 90 %", true,
     [](Machine& m) { open_files(m, "90100\t0\t100000"); }, {}, "", "critical"},
    {"host.file_nr", "just 70 %", false, [](Machine& m) { open_files(m, "70000\t0\t100000"); }},
    {"host.file_nr", "there is no limit: 2^63 - 1", false,
     [](Machine& m) { open_files(m, "5000000\t0\t9223372036854775807"); }},

    {"mem.available_low", "less than a tenth is available", true,
     [](Machine& m) { memory(m, "399000"); }, {}, "of 4096000000 bytes", "warning"},
    {"mem.available_low", "less than 5 %", true, [](Machine& m) { memory(m, "199000"); }, {}, "",
     "critical"},
    {"mem.available_low", "1 % is free, but a tenth available: caches can be dropped", false,
     [](Machine& m) { memory(m, "400000"); }},

    {"mem.psi", "all tasks waited 5 % of ten seconds", true,
     [](Machine& m) { pressure(m, "9.00", "5.00"); }, {}, "avg10 5", "warning"},
    {"mem.psi", "all tasks waited a fifth of the time", true,
     [](Machine& m) { pressure(m, "30.00", "20.00"); }, {}, "", "critical"},
    {"mem.psi", "some waited much, all together less than 5 %", false,
     [](Machine& m) { pressure(m, "60.00", "4.99"); }},

    {"mem.limit_near", "90 % of the limit, caches left out", true,
     [](Machine& m) { cgroup(m, {.memory_current = "1000000\n", .inactive_file = "100000\n"}); }, {},
     "uses 90.00 % of its memory limit", "warning"},
    {"mem.limit_near", "98 %", true,
     [](Machine& m) { cgroup(m, {.memory_current = "990000\n", .inactive_file = "10000\n"}); }, {}, "",
     "critical"},
    {"mem.limit_near", "at the limit, but a tenth are files that can be dropped", false,
     [](Machine& m) { cgroup(m, {.memory_current = "1000000\n", .inactive_file = "100200\n"}); }},

    {"mem.oom_kill", "a process of the cgroup was killed between the looks", true,
     [](Machine& m) { cgroup(m, {.kills = "2\n"}); }, [](Machine& m) { cgroup(m, {.kills = "3\n"}); },
     "1 processes of the cgroup /docker/aaaa"},
    {"mem.oom_kill", "kills of before", false, [](Machine& m) { cgroup(m, {.kills = "7\n"}); }},

    {"mem.oom_kill_host", "two were killed between the looks", true, nullptr,
     [](Machine& m) { raise(m, "vmstat.oom_kill", 2); },
     "vmstat.oom_kill.rise 2 \u00b7 vmstat.oom_kill 2 (/proc/vmstat)", "critical"},
    {"mem.oom_kill_host", "kills since boot", false, [](Machine& m) { raise(m, "vmstat.oom_kill", 5); }},

    {"mem.swap_thrash", "pages go out and come back", true, nullptr,
     [](Machine& m) { raise(m, "vmstat.pswpin", 9000); raise(m, "vmstat.pswpout", 9500); },
     "9000 pages were read from swap and 9500 written"},
    {"mem.swap_thrash", "what only comes back", false, nullptr,
     [](Machine& m) { raise(m, "vmstat.pswpin", 9000); }},
    {"mem.swap_thrash", "what was never needed goes out", false, nullptr,
     [](Machine& m) { raise(m, "vmstat.pswpout", 9000); raise(m, "vmstat.pswpin", 99); }},

    {"mem.ecc", "each of two controllers corrected an error", true,
     [](Machine& m) { memory_errors(m, "3\n", "0\n"); }, [](Machine& m) { memory_errors(m, "4\n", "0\n"); },
     "edac.ce_count.rise 2 ", "warning"},
    {"mem.ecc", "an error could not be corrected", true,
     [](Machine& m) { memory_errors(m, "3\n", "1\n"); }, [](Machine&) {}, "", "critical"},
    {"mem.ecc", "what was corrected before", false, [](Machine& m) { memory_errors(m, "3\n", "0\n"); }},

    {"cgroup.pids_limit", "23 of 25 tasks", true,
     [](Machine& m) { cgroup(m, {.pids_current = "23\n"}); }, {}, "has 23 of at most 25 tasks", "warning"},
    {"cgroup.pids_limit", "all of them", true,
     [](Machine& m) { cgroup(m, {.pids_current = "25\n"}); }, {}, "", "critical"},
    {"cgroup.pids_limit", "22 of 25 tasks", false, [](Machine& m) { cgroup(m, {.pids_current = "22\n"}); }},

    {"host.pid_max", "850 of 1000 threads", true,
     [](Machine& m) { machine_limits(m, "0.1 0.1 0.1 1/850 9\n"); }, {}, "850 of 1000 threads", "warning"},
    {"host.pid_max", "950 of 1000 threads", true,
     [](Machine& m) { machine_limits(m, "0.1 0.1 0.1 1/950 9\n"); }, {}, "", "critical"},
    {"host.pid_max", "849 of 1000 threads", false,
     [](Machine& m) { machine_limits(m, "0.1 0.1 0.1 1/849 4194303\n"); }},

    {"cpu.steal", "more than a quarter of two processors", true,
     [](Machine& m) { processors(m, 0, 1000); }, [](Machine& m) { processors(m, 0, 1056); }, "cpus 2 "},
    {"cpu.steal", "a third of two processors", true,
     [](Machine& m) { processors(m, 0, 1000); }, [](Machine& m) { processors(m, 0, 1064); }},
    {"cpu.steal", "a fifth for one second, as idle virtual machines show it", false,
     [](Machine& m) { processors(m, 0, 1000); }, [](Machine& m) { processors(m, 0, 1044); }},
    {"cpu.steal", "a tenth, and much before", false,
     [](Machine& m) { processors(m, 0, 500000); }, [](Machine& m) { processors(m, 0, 500020); }},

    {"cpu.iowait", "more than 40 % of two processors", true,
     [](Machine& m) { processors(m, 1000, 0); }, [](Machine& m) { processors(m, 1082, 0); }, "blocked 1 "},
    {"cpu.iowait", "40 % of two processors", false,
     [](Machine& m) { processors(m, 1000, 0); }, [](Machine& m) { processors(m, 1080, 0); }},

    {"cpu.saturated", "over eight times the processors for a minute", true,
     [](Machine& m) { processors(m, 0, 0, "16.02 2.00 1.00 9/93 100\n"); }, {}, "16.02, 2.00, 1.00 on 2 processors"},
    {"cpu.saturated", "over twice the processors for a quarter of an hour", true,
     [](Machine& m) { processors(m, 0, 0, "4.50 4.50 4.02 9/93 100\n"); }},
    {"cpu.saturated", "busy: eight, four and two times the processors", false,
     [](Machine& m) { processors(m, 0, 0, "16.00 8.00 4.00 9/93 100\n"); }},

    {"cgroup.cpu_throttled", "stopped in 3 of 10 periods, 150 ms in all", true,
     [](Machine& m) { quota(m, "100", "10", "7000"); },
     [](Machine& m) { quota(m, "110", "13", "157000"); }, "stopped in 3 of 10 periods", "warning"},
    {"cgroup.cpu_throttled", "stopped in every second period", true,
     [](Machine& m) { quota(m, "100", "10", "7000"); },
     [](Machine& m) { quota(m, "110", "15", "157000"); }, "", "critical"},
    {"cgroup.cpu_throttled", "stopped in 2 of 10 periods", false,
     [](Machine& m) { quota(m, "100", "90", "700000"); },
     [](Machine& m) { quota(m, "110", "92", "900000"); }},
    {"cgroup.cpu_throttled", "seven periods only: a sidecar that sleeps", false,
     [](Machine& m) { quota(m, "100", "10", "7000"); },
     [](Machine& m) { quota(m, "107", "17", "907000"); }},
    {"cgroup.cpu_throttled", "often, but for 50 ms in all", false,
     [](Machine& m) { quota(m, "100", "10", "7000"); },
     [](Machine& m) { quota(m, "110", "20", "57000"); }},

    {"disk.full", "90 % of a disk, and 10 GB left", true,
     [](Machine& m) { mounted(m, "23 100000000000 10000000000 10000000000 1000 900"); }, {},
     "/ is 90.00 % full", "warning"},
    {"disk.full", "98 %, and 2 GB left", true,
     [](Machine& m) { mounted(m, "23 100000000000 2000000000 2000000000 1000 900"); }, {}, "", "critical"},
    {"disk.full", "just below 90 %", false,
     [](Machine& m) { mounted(m, "23 100000000000 10100000000 10100000000 1000 900"); }},
    {"disk.full", "95 % of a large disk, and 500 GB left", false,
     [](Machine& m) { mounted(m, "23 10000000000000 500000000000 500000000000 1000 900"); }},
    {"disk.full", "an image is always full", false,
     [](Machine& m) { mounted(m, "23 100000000 0 0 1000 0", "squashfs", "ro"); }},
    {"disk.full", "of a container the overlay is all that it sees of its disk", true,
     [](Machine& m) { mounted(m, "23 100000000000 1000000000 1000000000 1000 900", "overlay"); },
     {}, "/ is 99", "critical"},
    {"disk.full", "of an overlay elsewhere the disk below is told", false,
     [](Machine& m) {
       mounted(m, "23 100000000000 1000000000 1000000000 1000 900", "overlay", "rw", "/merged");
     }},

    {"disk.inodes_full", "90 % of the inodes", true,
     [](Machine& m) { mounted(m, "23 100000000000 90000000000 90000000000 1000 100"); }, {},
     "/ has 900 of at most 1000 files", "warning"},
    {"disk.inodes_full", "98 % of the inodes", true,
     [](Machine& m) { mounted(m, "23 100000000000 90000000000 90000000000 1000 20"); }, {}, "", "critical"},
    {"disk.inodes_full", "just below 90 %, and no bytes left", false,
     [](Machine& m) { mounted(m, "23 100000000000 0 0 1000 101"); }},
    {"disk.inodes_full", "btrfs makes inodes as needed", false,
     [](Machine& m) { mounted(m, "23 100000000000 90000000000 90000000000 0 0", "btrfs"); }},

    {"disk.readonly", "ext4 was remounted after an error", true,
     [](Machine& m) { mounted(m, "23 100 50 50 10 5"); },
     [](Machine& m) { mounted(m, "23 100 50 50 10 5", "ext4", "ro"); }, "/ became read-only"},
    {"disk.readonly", "it was mounted so", false,
     [](Machine& m) { mounted(m, "23 100 50 50 10 5", "ext4", "ro"); }},
    {"disk.readonly", "it became writable", false,
     [](Machine& m) { mounted(m, "23 100 50 50 10 5", "ext4", "ro"); },
     [](Machine& m) { mounted(m, "23 100 50 50 10 5"); }},

    {"disk.busy", "busy all the time, six seconds of waiting in one", true,
     [](Machine& m) { disk(m, "100", "150"); }, [](Machine& m) { disk(m, "1100", "6150"); },
     "waited 6000 ms"},
    {"disk.busy", "busy all the time, with a short queue: a fast disk takes many at once", false,
     [](Machine& m) { disk(m, "100", "150"); }, [](Machine& m) { disk(m, "1100", "5100"); }},
    {"disk.busy", "a long queue for a part of the time", false,
     [](Machine& m) { disk(m, "100", "150"); }, [](Machine& m) { disk(m, "1070", "9150"); }},

    {"clock.unsync", "no service ever kept it: a virtual machine", true,
     [](Machine& m) { clock(m, unkept, booted_ms + 1'021'000, 1'021'000); }, {},
     "clock.max_error_us 16000000 ", "info"},
    {"clock.unsync", "a service made it slower by 20 ppm, and has ended", true,
     [](Machine& m) {
       clock(m, "status 64\nfreq -1310720\nmaxerror 16000000\n", booted_ms + 86'400'000, 86'400'000);
     },
     {}, "clock.frequency_ppb -20000 ", "warning"},
    {"clock.unsync", "it booted 17 minutes ago", false,
     [](Machine& m) { clock(m, unkept, booted_ms + 1'020'000, 1'020'000); }},
    {"clock.unsync", "a service keeps it", false,
     [](Machine& m) { clock(m, kept, booted_ms + 86'400'000, 86'400'000); }},
    {"clock.unsync", "a service has just lost its server, and the error is small", false,
     [](Machine& m) {
       clock(m, "status 64\nfreq 7\nmaxerror 900000\n", booted_ms + 86'400'000, 86'400'000);
     }},

    {"clock.jump", "it was set forward by 51 ms", true,
     [](Machine& m) { clock_off_by(m, 100'000, 0); }, [](Machine& m) { clock_off_by(m, 101'000, 51); },
     "set by 51000 microseconds"},
    {"clock.jump", "it was set back by an hour", true,
     [](Machine& m) { clock_off_by(m, 100'000, 0); },
     [](Machine& m) { clock_off_by(m, 101'000, -3'600'000); }, "set by -3600000000 microseconds"},
    {"clock.jump", "it was made faster, by 50 ms in all", false,
     [](Machine& m) { clock_off_by(m, 100'000, 0); }, [](Machine& m) { clock_off_by(m, 101'000, 50); }},
    {"clock.jump", "the machine slept for an hour, and the clock went on", false,
     [](Machine& m) { clock_off_by(m, 100'000, 0); }, [](Machine& m) { clock_off_by(m, 3'700'000, 0); }},

    {"kernel.taint_hung", "a task hung a quarter of an hour ago", true,
     [](Machine& m) { kernel_log(m, "1000.00 100.00\n"); }, {}, "lines: 2", "warning"},
    {"kernel.taint_hung", "a task hung just now", true,
     [](Machine& m) { kernel_log(m, "300.00 100.00\n"); }, {}, "", "critical"},
    {"kernel.taint_hung", "it was more than an hour ago", false,
     [](Machine& m) { kernel_log(m, "3801.00 100.00\n"); }},
    {"kernel.taint_hung", "the kernel says what it always says", false,
     [](Machine& m) {
       m.put(How::HostTail, "dev/kmsg", "6,0,100000000,-;eth0: renamed from veth1\n");
       m.file("stat", "btime 1795289582\n");
       m.file("uptime", "200.00 100.00\n");
     }},
};
// clang-format on

}  // namespace

const std::span<const CheckCase> host_cases = cases;

}  // namespace sonde::test
