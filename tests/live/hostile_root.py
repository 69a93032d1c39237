#!/usr/bin/env python3
# hostile_root.py: a container whose files are traps; every view ends at once and leaks nothing.
# SPDX-License-Identifier: Apache-2.0
from scene import *

SECRET = f"TOPSECRET{int.from_bytes(os.urandom(6), 'big')}"


def set_traps(root, folder):
    """FIFOs, devices, an endless file, loops, and links to the machine's own secrets."""
    for name in ("etc", "proc", "bin", "var/log", "tmp", "dev", "run", "usr/lib"):
        os.makedirs(f"{root}/{name}")
    shutil.copy(shutil.which("busybox"), root + "/bin/busybox")
    for name in ("shadow", "hostname"):
        with open(f"{folder}/{name}", "w") as file:
            file.write(SECRET + ":x:0:0::/:/bin/sh\n")
        check(run(f"mount --bind {folder}/{name} /etc/{name}") == 0, "the scene is broken: bind")
    os.mkfifo(root + "/etc/passwd")
    os.mknod(root + "/etc/hosts", 0o20644, os.makedev(1, 5))  # /dev/zero
    os.symlink("/etc/shadow", root + "/etc/hostname")
    os.symlink("/proc/self/root/../../../../etc/shadow", root + "/etc/os-release")
    os.mkfifo(root + "/usr/lib/os-release")
    os.mkdir(root + "/etc/group")
    os.truncate(os.open(root + "/etc/resolv.conf", os.O_CREAT | os.O_WRONLY), 10 << 30)
    os.symlink("loop", root + "/etc/nsswitch.conf")
    os.symlink("nsswitch.conf", root + "/etc/loop")
    os.symlink("/etc/shadow", root + "/etc/localtime")


def listens(pid, port):
    text = "".join(open(f"/proc/{pid}/net/{table}").read() for table in ("tcp", "tcp6"))
    return f":{port:04X} " in text


def start_in(root):
    """A listener in the trap, as first process of namespaces of its own: its pid."""
    tool = "/bin/busybox"
    script = f"{tool} mount -t proc p /proc; exec {tool} nc -l -p 7777 >>/var/log/x.log"
    outer = subprocess.Popen(["unshare", "-m", "-n", "-p", "-u", "-f", "chroot", root, tool, "sh",
                              "-c", script], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    pid = child_of(outer.pid, f"{tool} nc -l -p 7777")
    until(lambda: listens(pid, 7777), "the scene is broken: nobody listens in the trap")
    return pid


def views(pid):
    place = ["--in", f"pid:{pid}"]
    yield ["sockets", *place, "--columns", "all"]
    yield ["sockets", *place, "--resolve"]
    yield ["listen", *place]
    yield ["containers", "--columns", "all"]
    yield ["containers", *place, "--columns", "all"]
    yield ["namespaces", "--columns", "all"]
    yield ["namespaces", *place]
    yield ["namespaces", f"pid:{pid}", f"pid:{os.getpid()}"]
    yield ["listen", "--all", "--columns", "all"]
    yield ["listen", "--all", "--resolve", "--columns", "all"]
    yield ["ports", *place]
    yield ["can", *place]
    yield ["gaps", *place]
    yield place
    yield []


def no_trap_holds_or_leaks(pid):
    worst, count = 0, 0
    for pre in ([], NOBODY):
        for args in views(pid):
            began = time.monotonic()
            code, out, err = sonde(*args, pre=pre, limit=20)
            took = time.monotonic() - began
            worst, count = max(worst, took), count + 1
            said = f"{'nobody: ' if pre else ''}sonde {' '.join(args)}"
            check(code in (0, 1) or pre and code == 4, f"exit {code}: {said}: {err[:300]!r}")
            check(took < (15 if SANITIZED else 2), f"{took:.1f} s: {said} waits for a trap")
            check(SECRET.encode() not in out + err, f"{said} shows a file of the machine")
    got = [r for r in rows("sockets", "--in", f"pid:{pid}") if r["protocol"] == "tcp"]
    check([(r["local_port"], r["pid"]) for r in got] == [(7777, pid)], f"its listener: {got}")
    print(f"{count} views past the traps: the slowest took {worst:.2f} s")


def what_is_mounted_below_is_left_alone(root, pid):
    """A container may mount a file system there that never answers."""
    os.unlink(root + "/etc/os-release")
    with open(root + "/etc/os-release", "w") as file:
        file.write("PRETTY_NAME=of-the-trap\n")
    code, out, err = sonde("--in", f"pid:{pid}")
    check(code == 0 and b"of-the-trap" in out, f"the overview does not read the place: {out!r}")
    inside = ["nsenter", "-t", str(pid), "-m", "-r", "/bin/busybox"]
    for command in (["mount", "-t", "tmpfs", "t", "/etc"],
                    ["sh", "-c", "echo PRETTY_NAME=mounted > /etc/os-release"]):
        done = subprocess.run([*inside, *command], stderr=subprocess.PIPE)
        check(done.returncode == 0, f"the scene is broken: {command}: {done.stderr!r}")
    code, out, err = sonde("--in", f"pid:{pid}")
    check(code == 0 and b"mounted" not in out, "a file on a mount of the container is read")
    check(b"of-the-trap" not in out, "a file below a mount is read")


def nothing_is_started_or_entered(pid, folder):
    if not shutil.which("strace"):
        skip_part("strace is not here, to trace what views start and enter")
        return
    started = entered = 0
    for args in views(pid):
        trace = folder + "/trace"
        calls = "trace=setns,execve,execveat,mount,kill,ptrace,unshare,fork,vfork"
        done = subprocess.run(["strace", "-f", "-o", trace, "-e", calls, SONDE, *args],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        check(done.returncode in (0, 1), f"strace: {done.returncode}")
        with open(trace) as file:
            text = file.read()
        check(text.count("execve") == 1, f"sonde {args} starts a program: {text[:500]}")
        for call in re.findall(r"setns\(.*", text):
            check("CLONE_NEWNET" in call, f"sonde {args} enters more than a network: {call}")
        check(not re.search(r"\b(mount|kill|ptrace|unshare|v?fork)\(", text),
              f"sonde {args}: {text[:500]}")
        started, entered = started + 1, entered + text.count("setns(")
    check(entered > 0, "no view entered the network: the trace shows nothing")
    print(f"{started} views traced: no program started, no namespace entered but networks")


def main():
    own_namespaces()
    if not shutil.which("busybox"):
        skip("busybox is not here (busybox-static)")
    folder = "/tmp/sonde-hostile"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/root")
    check(run(f"mount -t tmpfs t {folder}/root") == 0, "the scene is broken: tmpfs")
    set_traps(folder + "/root", folder)
    pid = start_in(folder + "/root")
    no_trap_holds_or_leaks(pid)
    nothing_is_started_or_entered(pid, folder)
    what_is_mounted_below_is_left_alone(folder + "/root", pid)
    run(f"umount -l {folder}/root")
    shutil.rmtree(folder, ignore_errors=True)


main()
