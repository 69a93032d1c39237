#!/usr/bin/env python3
# near_limits.py: limits and oom against /proc, cgroups that were made full, and real OOM kills.
# SPDX-License-Identifier: Apache-2.0
from scene import *

MEMORY = (("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max"))
PIDS = (("/sys/fs/cgroup/pids", "pids.max"), ("/sys/fs/cgroup", "pids.max"))


def make_group(kinds, name, limit):
    """A cgroup of either version, or nothing where none can be made."""
    for folder, file in kinds:
        group = f"{folder}/{name}"
        try:
            os.makedirs(group, exist_ok=True)
            with open(f"{group}/{file}", "w") as to:
                to.write(str(limit))
            return group
        except OSError:
            run(f"rmdir {group} 2>/dev/null")
    return None


def enter(group, pid):
    with open(f"{group}/cgroup.procs", "w") as to:
        to.write(str(pid))


def leave(group):
    until(lambda: not run(f"rmdir {group} 2>/dev/null"), f"{group} stays")


def number(path):
    with open(path) as file:
        return int(file.read())


def descriptors():
    """A process with 60 of its 64 descriptors, and each other one as /proc has it."""
    code = ("import os, resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 128)); "
            "[os.dup(0) for _ in range(60 - len(os.listdir('/proc/self/fd')) + 1)]; "
            "print(flush=True); sys.stdin.read()")
    full = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE)
    full.stdout.readline()
    ours = {r["pid"]: r for r in rows("limits", "scope = process")}
    for pid, row in ours.items():
        try:
            with open(f"/proc/{pid}/limits") as file:
                soft, hard = re.search(r"Max open files +(\S+) +(\S+)", file.read()).groups()
            right = len(os.listdir(f"/proc/{pid}/fd"))
        except OSError:
            continue  # It has ended.
        check(str(row["soft"]) == soft and str(row["hard"]) == hard, f"{row}: {soft} {hard}")
        check(pid == os.getpid() or row["used"] == right, f"{row}: right {right}")
    seen = ours[full.pid]
    check((seen["used"], seen["soft"], seen["hard"]) == (60, 64, 128), f"{seen}")
    check(seen["used_percent"] == 93.75, f"{seen}")
    nearest = rows("limits", "scope = process", "--limit", "1")[0]
    check(nearest["pid"] == full.pid, f"the nearest is {nearest}")
    check(sonde("limits", f"pid = {full.pid} and used_percent > 99")[0] == 1, "99 % of 64")
    full.stdin.close()
    full.wait()
    print(f"/proc/PID/limits: {len(ours)} processes are the same")


def users():
    """Seven processes of one user, one of which may have ten; and one that watches 3 files."""
    user = ["setpriv", "--reuid", "12345", "--regid", "12345", "--clear-groups"]
    code = ("import ctypes, resource, sys; c = ctypes.CDLL(None); fd = c.inotify_init(); "
            "[c.inotify_add_watch(fd, p, 0x2) for p in (b'/', b'/proc', b'/tmp')]; "
            "resource.setrlimit(resource.RLIMIT_NPROC, (10, 20)); print(flush=True); "
            "sys.stdin.read()")
    kids = [subprocess.Popen([*user, "sleep", "1000"]) for _ in range(6)]
    kids.append(subprocess.Popen([*user, sys.executable, "-c", code], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE))
    kids[-1].stdout.readline()
    until(lambda: all(os.stat(f"/proc/{k.pid}").st_uid == 12345 for k in kids), "no such user")
    seen = {r["limit"]: r for r in rows("limits", "scope = user and user = 12345")}
    threads = seen["threads"]
    check((threads["used"], threads["soft"], threads["hard"]) == (7, 10, 20), f"{threads}")
    check(threads["pid"] == kids[-1].pid and threads["used_percent"] == 70, f"{threads}")
    for kind, used in (("instances", 1), ("watches", 3)):
        row = seen[f"inotify-{kind}"]
        right = number(f"/proc/sys/fs/inotify/max_user_{kind}")
        check(row["used"] == used and row["hard"] == right, f"{row}, right {used} of {right}")
    for kid in kids:
        kid.kill()
        kid.wait()
    root = [r["limit"] for r in rows("limits", "scope = user and user = root",
                                       codes=(0, 1))]
    check("threads" not in root, "root has no limit of threads")
    print("limits: the threads and watches of a user are counted together")


def cgroups():
    group = make_group(PIDS, "sonde-tasks", 25)
    if not group:
        return skip_part("no cgroup with a limit of tasks can be made here")
    kids = [subprocess.Popen(["sleep", "1000"]) for _ in range(20)]
    for kid in kids:
        enter(group, kid.pid)
    seen = rows("limits", "cgroup = /sonde-tasks and limit = tasks")[0]
    right = number(f"{group}/pids.current")
    check((seen["used"], seen["hard"]) == (right, 25) and right == 20, f"{seen}: right {right}")
    for kid in kids:
        kid.kill()
        kid.wait()
    leave(group)
    groups = rows("limits", "scope = cgroup", codes=(0, 1))
    without = [r for r in groups if r["soft"] is None and r["hard"] is None]
    check(not without, f"cgroups without a limit: {without}")
    print("limits: a cgroup with 20 of 25 tasks")


def machine():
    seen = {r["limit"]: r for r in rows("limits", "scope = machine")}
    check(set(seen) == {"open-files", "threads", "pids"}, f"{seen}")
    check(seen["pids"]["hard"] == number("/proc/sys/kernel/pid_max"), f"{seen['pids']}")
    check(seen["threads"]["hard"] == number("/proc/sys/kernel/threads-max"), f"{seen}")
    with open("/proc/sys/fs/file-nr") as file:
        opened, unused, most = map(int, file.read().split())
    check(abs(seen["open-files"]["used"] - (opened - unused)) < 500, f"{seen}, {opened}")
    limit = most if most < 1 << 62 else None
    check(seen["open-files"]["hard"] == limit, f"{seen['open-files']}, right {limit}")


def kills():
    """Two processes of a cgroup of 20 MiB want 200 each; a third one stays there."""
    group = make_group(MEMORY, "sonde-oom", 20 << 20)
    if not group:
        return skip_part("no cgroup with a limit of memory can be made here")
    run(f"echo {20 << 20} > {group}/memory.memsw.limit_in_bytes 2>/dev/null; "
        f"echo 0 > {group}/memory.swap.max 2>/dev/null")
    before = kills_of_the_machine()
    stays = subprocess.Popen(["sleep", "1000"])
    enter(group, stays.pid)
    code = ("import sys; open('/proc/self/comm', 'w').write('sonde-victim'); sys.stdin.read(1); "
            "x = [bytearray(1 << 20) for _ in range(200)]")
    for _ in range(2):
        greedy = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
        enter(group, greedy.pid)
        at = time.time()
        greedy.stdin.close()
        check(greedy.wait() == -signal.SIGKILL, f"nobody was killed: {greedy.returncode}")
    said = answer("oom")
    counted = [r for r in said["rows"] if r["cgroup"] == "/sonde-oom" and not r["pid"]]
    check([r["kills"] for r in counted] == [2], f"the cgroup's count: {counted}")
    check(counted[0]["limit_bytes"] == 20 << 20, f"{counted}")
    total = [r["kills"] for r in said["rows"] if r["source"] == "vmstat"]
    check(total == [kills_of_the_machine()] and total[0] >= before + 2, f"vmstat: {total}")
    logged = [r for r in said["rows"] if r["process"] == "sonde-victim"]
    if not os.path.exists("/dev/kmsg"):
        skip_part("there is no kernel log here")
    else:
        logged = logged[-2:]
        check(len(logged) == 2, f"the log: {said['rows']}")
        for row in logged:
            check(row["cause"] == "cgroup" and row["cgroup"] == "/sonde-oom", f"{row}")
            check(row["limit_bytes"] == 20 << 20 and row["rss_bytes"] > 10 << 20, f"{row}")
            check(row["invoked_by"] == "sonde-victim" and row["source"] == "/dev/kmsg", f"{row}")
        when = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(at))
        earlier = time.strftime("%Y-%m-%dT%H:%M", time.gmtime(at - 60))
        check(logged[-1]["time"][:16] in (when, earlier), f"{logged[-1]['time']}, right {when}")
        again = [r for r in rows("oom") if r["process"] == "sonde-victim"]
        check(len(again) >= 2, "who reads the log takes it away")
    refused()
    stays.kill()
    stays.wait()
    leave(group)
    print(f"oom: {len(logged)} kills in the log, 2 in the cgroup, {total[0]} of the machine")


def kills_of_the_machine():
    with open("/proc/vmstat") as file:
        return int(re.search(r"^oom_kill (\d+)", file.read(), re.M)[1])


def refused():
    """Who may not read the kernel's log is told so, and still gets what is counted."""
    if number("/proc/sys/kernel/dmesg_restrict") == 0 or not os.path.exists("/dev/kmsg"):
        return
    shutil.copy(SONDE, "/tmp/sonde-for-nobody")
    os.chmod("/tmp/sonde-for-nobody", 0o755)
    said = subprocess.run([*NOBODY, "/tmp/sonde-for-nobody", "oom", "--json"],
                          capture_output=True, check=True)
    os.unlink("/tmp/sonde-for-nobody")
    said = json.loads(said.stdout)
    check("vmstat" in [r["source"] for r in said["rows"]], f"nobody: {said['rows']}")
    gap = [g for g in said["gaps"] if g["example"] == "the kernel log"]
    log = [r for r in said["rows"] if r["source"].startswith("/var/log")]
    check(log or gap and gap[0]["reason"] == "not-permitted" and "dmesg_restrict" in
          gap[0]["remedy"], f"nobody: {said['gaps']}")


own_namespaces()
descriptors()
users()
cgroups()
machine()
kills()
print("limits and OOM kills: as /proc, cgroups and the kernel log say")
