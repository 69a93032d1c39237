#!/usr/bin/env python3
# churn.py: processes and pids come and go; no socket ever gets a name that is not its own.
# SPDX-License-Identifier: Apache-2.0
from scene import *

SECONDS = float(os.environ.get("CHURN_SECONDS", "4"))  # At least; on a slow machine until there is enough to judge.
ENOUGH_NAMES, ENOUGH_SCANS = 20, 5
KIDS = 30


def hold(port, name, pipe):
    """A process with a name of its own that listens for a moment and dies."""
    pid = os.fork()
    if pid:
        return pid
    LIBC.prctl(15, name.encode(), 0, 0, 0)
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    s.bind(("127.0.0.1", port))
    s.listen(1)
    os.write(pipe, f"{inode_of(s)} {os.getpid()} {name}\n".encode())
    time.sleep(0.02)
    os._exit(0)


def churn(pipe, stop):
    """Few pids, used again and again: ns_last_pid is set back all the time."""
    number, alive = 0, []
    while not stop.is_set():
        try:
            with open("/proc/sys/kernel/ns_last_pid", "w") as file:
                file.write("3000")
        except OSError:
            pass
        for _ in range(KIDS):
            number += 1
            alive.append(hold(30000 + number % 500, f"kid{number}", pipe))
        while len(alive) > KIDS:
            os.waitpid(alive.pop(0), 0)
    for pid in alive:
        os.waitpid(pid, 0)


def enough(seen, scans, seconds):
    if seconds < SECONDS:
        return False
    check(seconds < 20 * SECONDS, f"too little to judge: {scans} scans, {len(seen)} rows")
    return scans > ENOUGH_SCANS and sum(r["pid"] is not None for r in seen) > ENOUGH_NAMES


def main():
    own_namespaces()
    run("ip link set lo up")
    stable = [listen("127.0.0.1", 20000 + i) for i in range(50)]
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        churn(writer, stop)
        os._exit(0)
    os.close(writer)
    seen, scans, started = [], 0, time.monotonic()
    lines = []
    thread = threading.Thread(target=lambda: lines.extend(os.fdopen(reader, "rb")), daemon=True)
    thread.start()
    while not enough(seen, scans, time.monotonic() - started):
        document = answer("sockets", "--protocol", "tcp")
        mine = [r for r in document["rows"] if (r["local_port"] or 0) in range(20000, 20050)]
        check(len(mine) == 50 and all(r["pid"] == os.getpid() for r in mine), "a stable row is lost")
        seen += [r for r in document["rows"] if (r["local_port"] or 0) >= 30000]
        scans += 1
    os.kill(child, signal.SIGTERM)
    os.waitpid(child, 0)
    thread.join(10)
    truth = collections.defaultdict(set)  # An inode number may be used again too.
    pids = collections.Counter()
    for line in lines:
        inode, pid, name = line.split()
        truth[int(inode)].add((int(pid), name.decode()))
        pids[int(pid)] += 1
    reused = sum(n > 1 for n in pids.values())
    named = 0
    for r in seen:
        if r["pid"] is None:
            check(r["process"] is None, f"a name without a pid: {r['process']}")
            continue
        named += 1
        check((r["pid"], r["process"]) in truth[r["inode"]],
              f"inode {r['inode']} is {r['pid']} {r['process']}, was {truth[r['inode']]}")
        check(r["owner"] in ("fd", "thread"), f"owner {r['owner']} with a pid")
    for r in seen:
        check(r["pid"] is not None or r["owner"] != "kernel",
              f"a socket whose process died is called the kernel's: {r}")
    print(f"churn: {len(lines)} processes, {reused} pids used again, {scans} scans, {named} names, "
          "0 wrong")


main()
