#!/usr/bin/env python3
# processes.py: processes, threads, files and the tree against ps and /proc, as root and as nobody.
# SPDX-License-Identifier: Apache-2.0
from scene import *

NAMES = [b"a) R 1 1 (b", b"n\nx", b")))", b"two words", b"(", "日本".encode(), b"\xff\xfe"]


def named(name, threads=0, uid=0):
    ready, tell = os.pipe()
    pid = os.fork()
    if pid:
        os.close(tell)
        os.read(ready, 1)
        os.close(ready)
        return pid
    LIBC.prctl(15, ctypes.c_char_p(name), 0, 0, 0)
    for _ in range(threads):
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    if uid:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    os.write(tell, b"x")
    time.sleep(600)
    os._exit(0)


def shown(name):
    """What JSON has of a name: bytes that are no UTF-8 are spelled."""
    return name.decode("utf-8", "backslashreplace")


def against_ps(pids):
    answered = {r["pid"]: r for r in rows("processes")}
    ps = subprocess.run(["ps", "-eo", "pid=,ppid=,uid=,nlwp=,vsz=,state=,tty="],
                        capture_output=True, check=True).stdout.decode()
    compared = 0
    for line in ps.splitlines():
        pid, ppid, uid, threads, vsz, state, tty = line.split()
        r = answered.get(int(pid))
        if r is None or r["process"] in ("ps", "sonde"):
            check(int(pid) not in pids, f"pid {pid} is missing")
            continue
        if int(pid) == os.getpid():
            continue
        ours = (r["ppid"], r["uid"], r["threads"], r["vsz_bytes"] // 1024, r["state"],
                r["tty"] or "?")
        theirs = (int(ppid), int(uid), int(threads), int(vsz), state, tty)
        check(ours == theirs, f"pid {pid}: ours {ours}, ps {theirs}")
        compared += 1
    check(compared >= len(pids), f"only {compared} processes compared")
    for pid, name in zip(pids, NAMES):
        check(answered[pid]["process"] == shown(name), f"{name}: {answered[pid]['process']!r}")
    print(f"ps -e: {compared} processes are the same")


def against_proc(pids):
    for r in rows("processes", "--columns", "all"):
        if r["pid"] not in pids:
            continue
        base = f"/proc/{r['pid']}"
        check(r["fds"] == len(os.listdir(f"{base}/fd")), f"{base}: fds {r['fds']}")
        check(r["exe"] == os.readlink(f"{base}/exe"), f"{base}: exe {r['exe']}")
        check(r["cwd"] == os.readlink(f"{base}/cwd"), f"{base}: cwd {r['cwd']}")
        check(r["netns"] == os.stat(f"{base}/ns/net").st_ino, f"{base}: netns {r['netns']}")
    tids = collections.defaultdict(set)
    for r in rows("threads"):
        tids[r["pid"]].add(r["tid"])
    for pid in pids:
        theirs = {int(t) for t in os.listdir(f"/proc/{pid}/task")}
        check(tids[pid] == theirs, f"threads of {pid}: {tids[pid]}, /proc {theirs}")


def open_many():
    """A process with one descriptor of each kind; its pid and what they are."""
    code = """
import os, select, socket, sys
a = open('/tmp/sonde-kept.txt', 'w'); b = open('/tmp/sonde-gone.log', 'w')
os.unlink('/tmp/sonde-gone.log')
c = os.pipe(); d = socket.socket(); d.bind(('127.0.0.1', 20321)); d.listen()
e = os.open('/tmp', os.O_RDONLY); f = os.open('/dev/null', os.O_RDWR); g = select.epoll()
h = os.memfd_create('sealed'); i = open('/tmp/sonde (deleted)', 'w'); j = socket.socketpair()
print(a.fileno(), b.fileno(), *c, d.fileno(), e, f, g.fileno(), h, i.fileno(), j[0].fileno(),
      flush=True)
sys.stdin.read()
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    return process, [int(n) for n in process.stdout.readline().split()]


def against_descriptors():
    process, numbers = open_many()
    pid = process.pid
    got = {r["fd"]: r for r in rows("files", "pid", "=", str(pid), "--columns", "all")
           if r["fd"] is not None}
    check(set(got) == {int(n) for n in os.listdir(f"/proc/{pid}/fd")}, f"descriptors {set(got)}")
    kinds = ("file", "file", "pipe", "pipe", "socket", "directory", "device", "anon", "anon",
             "file", "socket")
    for fd, kind in zip(numbers, kinds):
        check(got[fd]["kind"] == kind, f"descriptor {fd} is {got[fd]['kind']}, not {kind}")
        inode = os.stat(f"/proc/{pid}/fd/{fd}").st_ino
        if kind != "anon":
            check(got[fd]["inode"] == inode, f"descriptor {fd}: inode {got[fd]['inode']}")
        check(bool(got[fd]["deleted"]) == (fd == numbers[1]), f"{fd}: {got[fd]['deleted']}")
    check(got[numbers[1]]["log"] and got[numbers[1]]["target"] == "/tmp/sonde-gone.log", "the log")
    check(got[numbers[9]]["target"] == "/tmp/sonde (deleted)", "a name that ends in (deleted)")
    check(got[numbers[4]]["target"] == "tcp 127.0.0.1:20321 LISTEN", got[numbers[4]]["target"])
    check(got[0]["peer"].startswith("python3"), f"stdin comes from {got[0]['peer']}")
    check(str(os.getpid()) in got[0]["peer"], f"stdin comes from {got[0]['peer']}")
    check(f"(pid {pid})" in got[numbers[10]]["peer"], "both ends of a socketpair")
    check([got[n]["mode"] for n in numbers[:4]] == ["w", "w", "r", "w"], "modes")
    process.stdin.close()
    process.wait()
    check(got[numbers[2]]["peer"], "a pipe within a process has an end")
    print(f"files: {len(got)} descriptors are as /proc has them")


def the_tree(parent):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 20322))
        listener.listen()
        code, out, _ = sonde("tree")
        check(code == 0 and b":20322" in out, f"the tree lacks a port: {out[:300]!r}")
        for line in out.decode().splitlines():
            check("\n" not in line and "(pid " in line, f"no line of a tree: {line!r}")
        code, out, _ = sonde("tree", "pid", "=", str(parent))
        check(code == 0 and f"(pid {parent})".encode() in out and b"(pid 1)" in out, f"{out!r}")
    code, out, _ = sonde("tree", "pid", "=", "999999")
    check(code == 1 and not out, f"no such process: exit {code} {out!r}")


def as_nobody_sees(pids):
    document = answer("processes", "--columns", "all", pre=NOBODY)
    seen = {r["pid"]: r for r in document["rows"]}
    check(set(pids) <= set(seen), "nobody does not see all processes")
    for pid in pids:
        check(seen[pid]["exe"] is None, f"nobody sees the exe of {pid}")
    check(any(g["column"] == "exe" and g["reason"] == "not-permitted" and g["count"] >= len(pids)
              for g in document["gaps"]), f"{document['gaps']}")
    document = answer("files", pre=NOBODY)
    check(any(g["reason"] == "not-permitted" for g in document["gaps"]), f"{document['gaps']}")
    code, _, err = sonde("files", "pid", "=", str(pids[0]), pre=NOBODY)
    check(code == 4 and b"not permitted" in err, f"files of another: exit {code} {err!r}")
    hidden = ["unshare", "-m", "sh", "-c",
              "mount -o remount,hidepid=2 /proc 2>/dev/null || exit 77; exec \"$@\"", "sh", *NOBODY]
    if subprocess.run([*hidden, "true"]).returncode != 0:
        skip_part("hidepid is refused here")
    else:
        document = answer("processes", pre=hidden)
        check(any(g["column"] is None for g in document["gaps"]), "hidepid: no gap")
        subprocess.run(["mount", "-o", "remount,hidepid=0", "/proc"], check=True)


def many_come_and_go():
    """While processes are born and die, every row is whole."""
    spawner = subprocess.Popen(["sh", "-c", "while :; do /bin/true; done"])
    for _ in range(20):
        for r in rows("processes", "--columns", "pid,ppid,uid,command,exe,state,fds"):
            check(r["uid"] is not None and r["state"], f"half a row: {r}")
    spawner.kill()
    spawner.wait()


def secrets():
    """Passwords of command lines leave no table, whatever the form."""
    script = "import socket, sys; s = socket.create_server(('127.0.0.1', 9321)); sys.stdin.read()"
    process = subprocess.Popen([sys.executable, "-c", script, "--password=PLANTED", "--auth-token",
                                "PLANTED", "https://user:PLANTED@example/", "--plain=seen"],
                               stdin=subprocess.PIPE)
    until(lambda: rows("listen", "local_port = 9321", codes=(0, 1)), "it does not listen")
    pid = str(process.pid)
    seen = b""
    for words in (["processes", f"pid = {pid}"], ["threads", f"pid = {pid}", "--columns", "all"],
                  ["namespaces"], ["listen", "local_port = 9321", "--columns", "+command"],
                  ["who", ":9321"], ["who", f"pid:{pid}"], ["tree"], ["files", f"pid = {pid}"],
                  ["sql", f"select command from processes where pid = {pid}"]):
        for form in ([], ["--json"]):
            _, out, err = sonde(*words, *form)
            check(b"PLANTED" not in out + err, f"{words} {form} shows a secret: {out}")
            seen += out
    check(b"--plain=seen" in seen and b"--password=***" in seen, "no command line was shown")
    process.communicate()


def main():
    own_namespaces()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    pids = [named(name, threads=i % 3) for i, name in enumerate(NAMES)]
    against_ps(pids)
    against_proc(pids)
    against_descriptors()
    the_tree(pids[0])
    many_come_and_go()
    as_nobody_sees(pids)
    secrets()
    print("processes: ps, /proc, descriptors, the tree, churn, nobody")
    sys.stdout.flush()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


main()
