#!/usr/bin/env python3
# record_processes.py: records the world "processes" anew, from a few processes in namespaces.
# SPDX-License-Identifier: Apache-2.0
"""As root: tests/worlds/record_processes.py. Only the line of a container is written by hand."""
import ctypes
import fcntl
import os
import pty
import shutil
import socket
import subprocess
import termios
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LIBC = ctypes.CDLL(None)
CONTAINER = "3f2a91c0d4e1" + "0123456789abcdef" * 3 + "0123"
SMALL = ("stat", "status", "comm", "cmdline", "cgroup")
KEEP = []


def child(name, work, arguments=(), uid=0):
    """A process of this name that does `work` and then sleeps; its pid, once it is ready."""
    ready, tell = os.pipe()
    pid = os.fork()
    if pid:
        os.close(tell)
        os.read(ready, 1)
        os.close(ready)
        return pid
    os.close(ready)
    work()
    LIBC.prctl(15, ctypes.c_char_p(name), 0, 0, 0)
    if uid:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    os.close(tell)
    time.sleep(60)
    os._exit(0)


def web(write):
    def work():
        KEEP.append(open("/var/log/web.log", "w"))
        KEEP[0].write("one line\n")
        KEEP[0].flush()
        for kind, port in ((socket.SOCK_STREAM, 80), (socket.SOCK_DGRAM, 53)):
            KEEP.append(socket.socket(socket.AF_INET, kind))
            KEEP[-1].bind(("127.0.0.1", port))
        KEEP[1].listen()
        KEEP.append(socket.create_connection(("127.0.0.1", 80)))
        os.dup2(write, 1)
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return work


def logger(read):
    def work():
        os.dup2(read, 0)
        KEEP.append(open("/var/log/gone.log", "w"))
        os.unlink("/var/log/gone.log")
        KEEP.append(os.open("/var/log", os.O_RDONLY | os.O_DIRECTORY))
    return work


def on_terminal():
    _, terminal = pty.openpty()
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def traced():
    LIBC.ptrace(0, 0, 0, 0)


def copy_links(folder, into):
    os.makedirs(into, exist_ok=True)
    for name in os.listdir(folder):
        try:
            os.symlink(os.readlink(f"{folder}/{name}"), f"{into}/{name}")
        except OSError:
            pass


def copy_process(pid, into):
    base = f"/proc/{pid}"
    os.makedirs(into)
    for name in SMALL:
        with open(f"{base}/{name}", "rb") as file, open(f"{into}/{name}", "wb") as copy:
            copy.write(file.read())
    for name in ("exe", "cwd", "root"):
        try:
            os.symlink(os.readlink(f"{base}/{name}"), f"{into}/{name}")
        except OSError:
            pass  # Of a zombie.
    for folder in ("fd", "ns"):
        try:
            copy_links(f"{base}/{folder}", f"{into}/{folder}")
        except OSError:
            pass
    os.makedirs(f"{into}/fdinfo")
    for fd in os.listdir(f"{base}/fdinfo"):
        try:
            shutil.copyfile(f"{base}/fdinfo/{fd}", f"{into}/fdinfo/{fd}")
        except OSError:
            pass
    for thread in os.listdir(f"{base}/task"):
        os.makedirs(f"{into}/task/{thread}")
        with open(f"{base}/task/{thread}/stat", "rb") as file:
            data = file.read()
        with open(f"{into}/task/{thread}/stat", "wb") as copy:
            copy.write(data)
        os.makedirs(f"{into}/task/{thread}/ns")
        try:
            os.symlink(os.readlink(f"{base}/task/{thread}/ns/net"), f"{into}/task/{thread}/ns/net")
        except OSError:
            pass


def record():
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["mount", "-t", "tmpfs", "logs", "/var/log"], check=True)
    os.chdir("/")
    os.closerange(3, 1024)
    for fd in (0, 1, 2):
        os.dup2(os.open("/dev/null", os.O_RDWR), fd)
    os.closerange(3, 1024)
    read, write = os.pipe()
    pids = [1, child(b"nginx", web(write), uid=33), child(b"logger", logger(read))]
    os.close(read)
    os.close(write)
    pids += [child(b"a) R 1 1 (b", on_terminal, uid=1000), child(b"two\nlines", traced)]
    zombie = os.fork()
    if not zombie:
        LIBC.prctl(15, ctypes.c_char_p(b"ended"), 0, 0, 0)
        os._exit(0)
    pids.append(zombie)
    time.sleep(0.3)
    world = f"{HERE}/processes"
    shutil.rmtree(world, ignore_errors=True)
    os.makedirs(f"{world}/etc")
    os.makedirs(f"{world}/proc")
    for pid in pids:
        copy_process(pid, f"{world}/proc/{pid}")
    with open(f"{world}/proc/{pids[1]}/cgroup", "w") as file:
        file.write(f"0::/system.slice/docker-{CONTAINER}.scope\n")
    os.makedirs(f"{world}/proc/1/net")
    for table in ("tcp", "tcp6", "udp", "udp6", "unix"):
        shutil.copyfile(f"/proc/net/{table}", f"{world}/proc/1/net/{table}")
    for name in ("uptime", "meminfo", "stat"):
        with open(f"/proc/{name}") as file, open(f"{world}/proc/{name}", "w") as copy:
            lines = file.read().splitlines(keepends=True)
            wanted = ("MemTotal", "btime")
            copy.writelines(l for l in lines if name == "uptime" or l.startswith(wanted))
    with open(f"{world}/etc/passwd", "w") as file:
        file.write("root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/bin/false\n")
    for folder, _, _ in os.walk(world, topdown=False):
        if not os.listdir(folder):
            os.rmdir(folder)  # Git would not keep it.


if __name__ == "__main__":
    os.chdir(HERE)
    if os.getpid() != 1:
        unshare = ["unshare", "-n", "-m", "-p", "-u", "-f", "--kill-child", "--mount-proc"]
        os.execvp("unshare", [*unshare, "/usr/bin/python3", "record_processes.py"])
    record()
