#!/usr/bin/env python3
# diagnose_places.py: what diagnose says of other places, of a dead neighbour, and to who may see little.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import contextlib
import fcntl
import pty
import termios


def found(*args, **kw):
    by_check = {}
    for row in answer("diagnose", *args, codes=(0, 1), **kw)["rows"]:
        by_check.setdefault(row["check"], []).append(row)
    return by_check


@contextlib.contextmanager
def elsewhere(text="import sys"):
    """A process in another network namespace, and the number of that."""
    held = subprocess.Popen(["unshare", "-n", sys.executable, "-c", f"{text}\nprint(1, flush=True)\n" + HOLD],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    held.stdout.readline()
    try:
        yield held.pid, os.stat(f"/proc/{held.pid}/ns/net").st_ino
    finally:
        held.kill()
        held.wait()


def zombies_of_a_place():
    """A zombie has left its network namespace, and counts with the parent that does not collect it."""
    with elsewhere(TWELVE_ZOMBIES) as (pid, number):
        for place in (f"netns:{number}", f"pid:{pid}"):
            rows_of = found("proc.zombies", "--in", place).get("proc.zombies", [])
            check([row["pid"] for row in rows_of] == [pid], f"--in {place}: {rows_of}")
            seen = rows("processes", "--in", place, "state", "=", "zombie")
            check(len(seen) == 12, f"--in {place}: {len(seen)} zombies of 12")
        check(not found("proc.zombies", "--in", f"pid:{os.getpid()}"), "zombies of another place")


def mounts_of_others():
    """A file system that only another mount namespace has is full: --all sees it, and a plain look not."""
    full = ("import os, subprocess\nos.makedirs('/tmp/sonde-full', exist_ok=True)\n"
            "subprocess.run('mount --make-rprivate /; mount -t tmpfs -o size=1m x /tmp/sonde-full', shell=True)\n"
            "try:\n  open('/tmp/sonde-full/a', 'wb').write(bytes(2 << 20))\nexcept OSError: pass")
    held = subprocess.Popen(["unshare", "-m", sys.executable, "-c", f"{full}\nprint(1, flush=True)\n" + HOLD],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    held.stdout.readline()
    for where, is_seen in (("--all",), True), (("--in", f"pid:{held.pid}"), True), ((), False):
        seen = [row for row in found("disk.full", *where).get("disk.full", [])
                if row["where"] == "/tmp/sonde-full"]
        check(bool(seen) == is_seen, f"{where}: {seen}")
        check(all(f"pid {held.pid} " in row["evidence"] for row in seen), f"{where}: {seen}")
    gaps = answer("diagnose", "disk.full", "--all", codes=(0, 1, 3, 4), pre=NOBODY)["gaps"]
    check("processes see" in str(gaps), f"nobody: {gaps}")
    held.kill()
    held.wait()


def dead_neighbour():
    """Somebody connects to a host of the own network that is not there; afterwards nobody does."""
    run("ip link add e0 type veth peer name e1; ip link set e0 up; ip link set e1 up;"
        "ip addr add 10.79.0.1/24 dev e0; ip route add default via 10.79.0.254")
    client = subprocess.Popen([sys.executable, "-c", "import socket\nwhile True:\n"
                               "  socket.socket().connect_ex(('10.79.0.9', 80))"])
    time.sleep(3.5)
    for _ in range(3):  # SYN_SENT, refused by the kernel, SYN_SENT again: found each time.
        row = found("neigh.host_failed").get("neigh.host_failed", [{}])[0]
        check(row.get("severity") == "critical" and row["where"] == "10.79.0.9 on e0", f"{row}")
    client.kill()
    client.wait()
    time.sleep(1)
    check(not found("neigh.host_failed"), "found although nobody connects to it")
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for _ in range(40):
        sender.sendto(b"", ("192.0.2.1", 9))
        time.sleep(.1)
    row = found("neigh.gateway_failed").get("neigh.gateway_failed", [{}])[0]
    check(row.get("severity") == "critical", f"a gateway that is asked for: {row}")
    time.sleep(11)
    row = found("neigh.gateway_failed").get("neigh.gateway_failed", [{}])[0]
    check(row.get("severity") == "info", f"nobody has asked for it for 11 s: {row}")
    run("ip link del e0")


def remedies():
    """A command that is copied is typed for the place of the finding, and nothing in it is a '?'."""
    with elsewhere() as (pid, number):
        run(f"nsenter -t {pid} -n ip link add e0 type veth peer name e1")
        run(f"nsenter -t {pid} -n ip addr add 10.79.0.1/24 dev e0")
        for args in (["--all"], ["--in", f"pid:{pid}"]):
            row = found("link.admin_down", *args)["link.admin_down"][0]
            check(f"sonde run --in netns:{number} -- ip link set e0 up" in row["remedy"], f"{row}")
            check(row["netns"] == number, f"{row}")
        run(f"nsenter -t {pid} -n ip link set e0 up; nsenter -t {pid} -n ip link set e1 up")
        code, out, err = sonde("run", "--in", f"netns:{number}", "--", "ip", "link", "set", "e0", "up")
        check(code == 0, f"what a remedy says does not run: {err!r}")
    for row in (row for rows_of in found("--all", pre=NOBODY).values() for row in rows_of):
        check("?" not in row["remedy"], f"{row['check']}: {row['remedy']}")


def little_to_see():
    """What one table hides is unknown, and no more; who sees little gets no answer of 'all is well'."""
    with elsewhere() as (pid, number):
        run("ip netns del sonde-others; ip netns add sonde-others")
        verdicts = {row["check"]: row for row in
                    rows("diagnose", "--list", "--all", codes=(0, 1, 4), pre=NOBODY)}
        for check_of_machine in ("mem.available_low", "clock.unsync", "host.file_nr"):
            check(verdicts[check_of_machine]["verdict"] != "unknown", f"{verdicts[check_of_machine]}")
        orphans = verdicts["ns.orphan_netns"]
        check(orphans["verdict"] == "unknown" and orphans["lacks"], f"{orphans}")
        named = [r for r in rows("namespaces", "type = net", pre=NOBODY) if "sonde-others" in r["path"]]
        run("ip netns del sonde-others")
        check(named and named[0]["nprocs"] is None, f"who may not look counts none: {named}")
        code, out, err = sonde("diagnose", "--all", pre=NOBODY)
        longest = max(map(len, err.splitlines()), default=0)
        check(longest < 400, f"a line of {longest} bytes: {max(err.splitlines(), key=len)!r}")
        code, out, err = sonde("diagnose", "--in", f"pid:{pid}", pre=NOBODY)
        first = out.splitlines()[0].decode()
        if first.startswith("only "):
            check(code == 4, f"exit {code}: {first}")
        else:
            made, chosen = map(int, re.search(r"(\d+) of (\d+) checks made", out.decode()).groups())
            check(2 * made >= chosen, f"most was not looked at: {out!r}")


def terminal_of(columns, lines):
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    return reader, writer


def on_a_terminal(*args, columns=80, lines=24, seconds=0):
    """What a terminal of that size shows."""
    reader, writer = terminal_of(columns, lines)
    process = subprocess.Popen([SONDE, *args], stdin=subprocess.DEVNULL, stdout=writer, stderr=writer,
                               env={**os.environ, "TERM": "xterm"})
    os.close(writer)
    if seconds:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
    text = b""
    with contextlib.suppress(OSError):
        while block := os.read(reader, 65536):
            text += block
    process.wait()
    os.close(reader)
    return text.decode()


def screens():
    """A finding is folded under itself, and a watch keeps the findings on the screen."""
    with elsewhere() as (pid, number):
        run(f"nsenter -t {pid} -n ip link add e0 type veth peer name e1")
        run(f"nsenter -t {pid} -n ip addr add 10.79.0.1/24 dev e0")
        text = on_a_terminal("diagnose", "link.admin_down", "--in", f"pid:{pid}")
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
        check(all(len(line) <= 80 for line in plain), text)
        inside = plain[1:next(i for i, line in enumerate(plain) if " made" in line)]
        check(inside and all(line.startswith(" " * 10) for line in inside), text)
        screen = on_a_terminal("diagnose", "--in", f"pid:{pid}", "--watch=1", seconds=6 if SANITIZED else 3)
        screen = screen.split("\x1b[2J")[-1]
        check("link.admin_down" in screen and screen.count("\n") <= 24, screen)


def families():
    """A family is asked for by its name, and explained as a list."""
    made = {row["check"] for row in rows("diagnose", "--list", "tcp.listen")}
    check(made == {"tcp.listen.overflow", "tcp.listen.backlog_small"}, f"{made}")
    check({row["check"] for row in rows("diagnose", "--list", "tcp.listen.*")} == made, "a pattern")
    code, _, err = sonde("diagnose", "tpc")
    check(code == 2, f"exit {code}: {err!r}")
    code, out, _ = sonde("explain", "tcp.listen")
    check(code == 0 and b"tcp.listen.overflow" in out, f"exit {code}: {out!r}")
    code, _, err = sonde("explain", "tcp.refusd")
    check(code == 4 and b"did you mean 'tcp.refused'?" in err, f"exit {code}: {err!r}")
    for word in ("critical", "warning", "info", "certain", "likely", "hint", "unknown"):
        code, out, err = sonde("explain", word)
        check(code == 0 and b"diagnose" in out or b"finding" in out, f"explain {word}: {out!r} {err!r}")


leave_to_release(40)
own_namespaces()
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
for part in (zombies_of_a_place, mounts_of_others, dead_neighbour, remedies, little_to_see, screens, families):
    part()
    print(f"ok: {part.__name__}", flush=True)
