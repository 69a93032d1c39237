# scene.py: a namespace with every kind of socket, and what the live tests share.
# SPDX-License-Identifier: Apache-2.0
import collections
import ctypes
import ipaddress
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SONDE = os.path.abspath(os.environ.get("SONDE", os.path.join(ROOT, "build/sonde")))
SANITIZED = os.environ.get("SONDE_CONFIG", "Release") != "Release"  # ASan needs much more memory.
os.environ["ASAN_OPTIONS"] = "detect_leaks=0"  # LeakSanitizer needs /proc; other tests have it.
LIBC = ctypes.CDLL(None, use_errno=True)
NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
          "--bounding-set=-all", "--inh-caps=-all"]
HOLD = "import sys; sys.stdin.read()"
# For a program of python: children that have ended, and are not collected.
TWELVE_ZOMBIES = """import os
for pid in [os.fork() or os._exit(0) for _ in range(12)]:
  os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)"""


def skip_part(why):
    """Says what of a script is left out; tools/skipped.py shows such lines after the tests."""
    print(f"skipped: {why}")


def skip(why):
    skip_part(why)
    sys.exit(77)


def leave_to_release(seconds):
    """For what takes long and asks nothing of a sanitizer that other tests do not ask."""
    if SANITIZED and not os.environ.get("SONDE_ALL"):
        skip(f"it takes {seconds} s: the static release does it (SONDE_ALL=1: here too)")


def fail(why):
    print(f"FAILED: {why}")
    sys.stdout.flush()
    os._exit(1)


def own_namespaces():
    """Starts the script again in namespaces of its own, as root; without root it is skipped."""
    if os.environ.get("SONDE_SCENE") == "inside":
        return
    if os.getuid() != 0:
        skip("needs root, to make namespaces")
    unshare = ["unshare", "-n", "-m", "-p", "-u", "-f", "--kill-child", "--mount-proc"]
    if subprocess.run([*unshare, "true"], stderr=subprocess.DEVNULL).returncode:
        skip("unshare is refused here")
    os.environ["SONDE_SCENE"] = "inside"
    os.execvp("unshare", [*unshare, sys.executable, *sys.argv])


def sonde(*args, pre=(), stdin=b"", limit=60, **kw):
    """(exit code, standard output, standard error). A death by signal or a hang is a failure."""
    process = subprocess.Popen([*pre, SONDE, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, **kw)
    try:
        out, err = process.communicate(stdin, timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        fail(f"no answer in {limit} s: sonde {' '.join(args)}")
    if process.returncode < 0 or process.returncode > 4:
        fail(f"status {process.returncode}: sonde {' '.join(args)}: {err[-2000:].decode('utf-8', 'replace')}")
    return process.returncode, out, err


def answer(*args, codes=(0,), **kw):
    """sonde ARGS --json as one document."""
    code, out, err = sonde(*args, "--json", **kw)
    if code not in codes:
        fail(f"exit {code}: sonde {' '.join(args)}: {err[-300:]!r}")
    return json.loads(out.decode("utf-8"))


def rows(*args, **kw):
    return answer(*args, **kw)["rows"]


def check(condition, why):
    if not condition:
        fail(why)


def until(condition, why, limit=20, pause=.02):
    end = time.monotonic() + limit
    while not condition():
        check(time.monotonic() < end, why)
        time.sleep(pause)


def command_of(pid):
    """The command line of a process with spaces between; "" when it has ended."""
    try:
        with open(f"/proc/{pid}/cmdline") as file:
            return file.read().rstrip("\0").replace("\0", " ")
    except OSError:
        return ""


def until_it_runs(pid, command):
    """Waits until a process has become this command, whatever started it."""
    until(lambda: command_of(pid) == command, f"the scene is broken: pid {pid} is not {command}")


def child_of(pid, command):
    """The only child of a process, once it has become this command."""
    until(lambda: len(children_of(pid)) == 1, f"the scene is broken: pid {pid} has not one child")
    child = children_of(pid)[0]
    until_it_runs(child, command)
    return child


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def is_waiting(process):
    """Whether sonde waits for its next look: only then it holds SIGINT back."""
    with open(f"/proc/{process.pid}/status") as status:
        blocked = re.search(r"^SigBlk:\s*([0-9a-f]+)", status.read(), re.M)
    return bool(int(blocked[1], 16) & 1 << (signal.SIGINT - 1))


def canon(host):
    """One text per address; v4-mapped as IPv4; the zone is left out."""
    host = host.strip("[]").partition("%")[0].strip("[]")
    if host in ("", "*"):
        return ""
    ip = ipaddress.ip_address(host)
    return (getattr(ip, "ipv4_mapped", None) or ip).compressed


def inode_of(s):
    return os.fstat(s if isinstance(s, int) else s.fileno()).st_ino


def run(command):
    return subprocess.run(command, shell=True, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode


def proc_mounted(options, pre=()):
    """Words that run a command with /proc mounted in that way, in a mount namespace of its own."""
    script = f"mount -t proc {options} proc /proc && exec \"$@\""
    return ["unshare", "-m", "sh", "-c", script, "sh", *pre]


def without_netlink():
    """Words that run a command whose socket(AF_NETLINK, ...) is refused, as a sandbox does it."""
    program = ("import ctypes,os,struct,sys\n"
               "code=[(0x20,0,0,0),(0x15,0,3,41),(0x20,0,0,16),(0x15,0,1,16),(6,0,0,0x50001),"
               "(6,0,0,0x7fff0000)]\n"
               "raw=ctypes.create_string_buffer(b''.join(struct.pack('=HBBI',*c) for c in code))\n"
               "prog=ctypes.create_string_buffer(struct.pack('@HP',len(code),ctypes.addressof(raw)))\n"
               "libc=ctypes.CDLL(None)\n"
               "assert libc.prctl(38,1,0,0,0)==0 and libc.prctl(22,2,prog,0,0)==0\n"
               "os.execv(sys.argv[1],sys.argv[1:])\n")
    return [sys.executable, "-c", program]


def listen(host, port, backlog=5, v6only=None):
    s = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if v6only is not None:
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, v6only)
    name, _, zone = host.partition("%")
    s.bind((name, port, 0, socket.if_nametoindex(zone)) if zone else (name, port))
    s.listen(backlog)
    return s


def deaf(s):
    """From now on the kernel drops what arrives for this socket (SO_ATTACH_FILTER)."""
    program = ctypes.create_string_buffer(struct.pack("=HBBI", 6, 0, 0, 0))
    s.setsockopt(socket.SOL_SOCKET, 26, struct.pack("@HP", 1, ctypes.addressof(program)))


def as_nobody(work):
    """A child that does `work` as uid 65534 and lives on: its pid, and the number it answered."""
    return fork(work, become_nobody)


def become_nobody():
    os.setgroups([]), os.setresgid(65534, 65534, 65534), os.setresuid(65534, 65534, 65534)
    LIBC.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: it may look at its own descriptors.


def fork(work, become=lambda: None):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        become()
        os.closerange(3, writer), os.closerange(writer + 1, 256)
        os.write(writer, str(work()).encode())
        os.close(writer)
        time.sleep(3600)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        return pid, int(file.read())


class Scene:
    """Sockets of every kind; `facts` says who holds what."""

    def __init__(self, folder):
        self.folder, self.keep, self.facts, self.port = folder, [], [], 20000
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o755)
        self.network()
        self.listeners()
        self.connections()
        self.endings()
        self.queues()
        self.holders()
        self.datagrams()
        self.others()
        self.local()
        time.sleep(0.3)

    def next_port(self):
        self.port += 1
        return self.port - 1

    def note(self, s, owner="fd", **more):
        pid = os.getpid() if owner in ("fd", "thread") else None
        self.facts.append({"inode": inode_of(s), "owner": owner, "pid": pid, **more})
        self.keep.append(s)
        return s

    def gone(self, owner, state, port):
        """A socket without an inode: known by its state and its port."""
        self.facts.append({"inode": 0, "owner": owner, "pid": None, "state": state, "port": port})

    def network(self):
        run("ip link set lo up; ip link add va type veth peer name vb; ip link set va up;"
            "ip link set vb up; ip -6 addr add fe80::1234/64 dev va nodad;"
            "ip addr add 10.99.0.1/24 dev va; hostname web-1;"
            "ip neigh add 10.99.0.2 lladdr 02:00:00:00:00:99 dev va nud permanent")
        try:
            with open("/proc/sys/net/ipv4/ping_group_range", "w") as file:
                file.write("0 0")
        except OSError:
            pass

    def listeners(self):
        self.one = self.note(listen("127.0.0.1", self.next_port(), 7), backlog=7)
        self.note(listen("0.0.0.0", self.next_port(), 3), backlog=3)
        self.dual = self.note(listen("::", self.next_port(), 9, 0), backlog=9, dual=True)
        self.note(listen("::", self.next_port(), 4, 1), backlog=4, dual=False)
        try:
            self.note(listen("fe80::1234%va", self.next_port()), zone="va")
        except OSError:
            pass

    def pair(self, listener=None, host="127.0.0.1"):
        listener = listener or self.one
        client = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        client.connect((host, listener.getsockname()[1]))
        return client, listener.accept()[0]

    def connections(self):
        for listener, host in ((self.one, "127.0.0.1"), (self.dual, "::1"), (self.dual, "127.0.0.1")):
            for s in self.pair(listener, host):
                self.note(s, state="ESTABLISHED")
        client, server = self.pair()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 5000)
        self.note(client, timer="keepalive")
        self.note(server)

    def endings(self):
        write = socket.SHUT_WR
        client, server = self.pair()
        client.shutdown(write)
        self.note(client, state="FIN_WAIT2"), self.note(server, state="CLOSE_WAIT")
        client, server = self.pair()
        deaf(server)
        self.gone("orphan", "FIN_WAIT1", client.getsockname()[1])
        client.close()
        self.note(server)
        client, server = self.pair()
        deaf(server)
        client.shutdown(write), time.sleep(0.05), server.shutdown(write)
        self.note(client, state="CLOSING"), self.note(server, state="FIN_WAIT1")
        client, server = self.pair()
        client.shutdown(write), time.sleep(0.05), deaf(client), server.shutdown(write)
        self.note(client), self.note(server, state="LAST_ACK")
        client, server = self.pair()
        self.gone("time-wait", "TIME_WAIT", client.getsockname()[1])
        client.close(), time.sleep(0.05), server.close()
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(("10.99.0.2", self.next_port()))
        self.note(client, state="SYN_SENT")
        client = socket.socket()
        deaf(client)
        client.setblocking(False)
        client.connect_ex(self.one.getsockname())
        self.note(client, state="SYN_SENT")
        self.gone("syn-queue", "SYN_RECV", client.getsockname()[1])

    def queues(self):
        client, server = self.pair()
        client.send(b"x" * 42)
        self.note(client), self.note(server, recv_q=42)
        client, server = self.pair()
        client.setblocking(False)
        self.note(client), self.note(server)
        try:
            while True:
                client.send(b"y" * 65536)
        except BlockingIOError:
            pass
        shy = self.note(listen("127.0.0.1", self.next_port(), 6), backlog=6, recv_q=2)
        for _ in range(2):
            client = socket.create_connection(shy.getsockname())
            self.note(client)
            self.gone("accept-queue", "ESTABLISHED", client.getsockname()[1])
            self.facts[-1]["listener"] = inode_of(shy)

    def child(self, fds=()):
        kid = subprocess.Popen([sys.executable, "-I", "-c", HOLD], stdin=subprocess.PIPE,
                               pass_fds=fds)
        self.keep.append(kid)
        return kid

    def holders(self):
        shared = listen("127.0.0.1", self.next_port())
        kids = [self.child([shared.fileno()]) for _ in range(2)]
        self.note(shared, pids=sorted([os.getpid(), *(kid.pid for kid in kids)]))
        port = self.next_port()

        kid, inode = as_nobody(lambda: self.keep.append(listen("127.0.0.1", port))
                               or inode_of(self.keep[-1]))
        self.facts.append({"inode": inode, "owner": "fd", "pid": kid, "uid": 65534})
        a, b = socket.socketpair()
        self.keep += [a, b]
        sent = listen("127.0.0.1", self.next_port())
        self.facts.append({"inode": inode_of(sent), "owner": "in-flight", "pid": None})
        socket.send_fds(a, [b"x"], [sent.fileno()])
        sent.close()
        made = threading.Event()

        def apart():
            if LIBC.unshare(0x400) == 0:  # CLONE_FILES: a descriptor table of its own.
                self.note(listen("127.0.0.1", self.next_port()), "thread")
            made.set()
            threading.Event().wait()
        threading.Thread(target=apart, daemon=True).start()
        made.wait()

    def datagrams(self):
        for family, any_host, host in ((socket.AF_INET, "0.0.0.0", "127.0.0.1"),
                                       (socket.AF_INET6, "::", "::1")):
            for protocol in (socket.IPPROTO_UDP, 136):  # 136 is UDP-Lite; new kernels lack it.
                try:
                    s = socket.socket(family, socket.SOCK_DGRAM, protocol)
                except OSError:
                    continue
                s.bind((any_host, self.next_port()))
                client = socket.socket(family, socket.SOCK_DGRAM, protocol)
                client.connect((host, s.getsockname()[1]))
                client.send(b"hello")
                self.note(s), self.note(client)

    def others(self):
        kinds = [(socket.AF_INET, socket.SOCK_RAW, 1), (socket.AF_INET, socket.SOCK_RAW, 89),
                 (socket.AF_INET6, socket.SOCK_RAW, 58), (socket.AF_INET, socket.SOCK_DGRAM, 1),
                 (socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)),
                 (socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(0x800)),
                 (socket.AF_NETLINK, socket.SOCK_RAW, 0), (socket.AF_NETLINK, socket.SOCK_RAW, 15)]
        for family, kind, protocol in kinds:
            try:
                s = socket.socket(family, kind, protocol)
                if family == socket.AF_NETLINK:
                    s.bind((0, 0))
                if family == socket.AF_INET and kind == socket.SOCK_DGRAM:
                    s.bind(("127.0.0.1", 0))
                self.note(s)
            except OSError:
                pass
        bound = socket.socket()
        bound.bind(("127.0.0.1", self.next_port()))
        self.note(bound, state="BOUND")

    def local(self):
        forged = "x\n0000000000000000: 00000002 00000000 00010000 0001 01 424243 /run/docker.sock"
        os.chdir(self.folder)
        os.makedirs(os.path.dirname(forged), exist_ok=True)
        for kind, path in ((socket.SOCK_STREAM, "plain.sock"), (socket.SOCK_STREAM, forged),
                           (socket.SOCK_STREAM, "two  spaces.sock"), (socket.SOCK_DGRAM, "dgram"),
                           (socket.SOCK_STREAM, "@at"), (socket.SOCK_SEQPACKET, "\0abstract"),
                           (socket.SOCK_STREAM, "\0esc\x1b[31m"), (socket.SOCK_DGRAM, "日本")):
            if os.path.exists(path.strip("\0")):
                os.unlink(path)
            s = socket.socket(socket.AF_UNIX, kind)
            s.bind(path)
            if kind != socket.SOCK_DGRAM:
                s.listen(4)
            self.note(s)
            if path == "plain.sock":
                plain = s
        client = socket.socket(socket.AF_UNIX)
        client.connect("plain.sock")
        server = plain.accept()[0]
        self.note(client, peer=inode_of(server)), self.note(server, peer=inode_of(client))
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.note(a, peer=inode_of(b)), self.note(b, peer=inode_of(a))


def find(answered, fact):
    """The rows that a fact speaks of."""
    if fact["inode"]:
        return [r for r in answered if r["inode"] == fact["inode"]]
    return [r for r in answered if r["protocol"] == "tcp" and r["state"] == fact["state"]
            and not r["inode"] and fact["port"] in (r["local_port"], r["remote_port"])]


# ---- python3 scene.py record DIR: the part of /proc that sonde reads, as far as a user may
NET = ("tcp tcp6 udp udp6 udplite udplite6 raw raw6 icmp icmp6 unix packet netlink igmp if_inet6 "
       "dev_mcast").split()


def copy_file(source, target):
    try:
        with open(source, "rb") as file:
            data = file.read()
    except OSError:
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(data)


def copy_proc(target, net):
    for name in NET:
        copy_file(f"/proc/net/{name}", f"{target}/{net}/{name}")
    for name in ("net/ipv4/ip_local_port_range", "kernel/hostname", "kernel/osrelease"):
        copy_file(f"/proc/sys/{name}", f"{target}/sys/{name}")
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if int(pid) == os.getpid():
            continue  # The one that copies.
        for name in ("comm", "cmdline", "stat"):
            copy_file(f"/proc/{pid}/{name}", f"{target}/{pid}/{name}")
        os.makedirs(f"{target}/{pid}", exist_ok=True)
        with open(f"{target}/{pid}/cgroup", "w") as file:  # The real one names who recorded.
            file.write("0::/user.slice/user-0.slice/session-1.scope\n")
        try:
            links = {fd: os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
        except OSError:
            continue
        for fd, link in links.items():
            if link.startswith("socket:["):
                os.makedirs(f"{target}/{pid}/fd", exist_ok=True)
                os.symlink(link, f"{target}/{pid}/fd/{fd}")


def record(target):
    """Records the worlds host-root and host-nobody out of one scene."""
    Scene("/tmp/sonde-scene")
    for world, start, net in (("host-root", fork, "1/net"), ("host-nobody", as_nobody, "net")):
        folder = f"{target}/{world}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree("/tmp/sonde-world", ignore_errors=True)
        os.makedirs("/tmp/sonde-world")
        os.chmod("/tmp/sonde-world", 0o777)
        pid, _ = start(lambda: copy_proc("/tmp/sonde-world", net) or 0)
        os.kill(pid, signal.SIGKILL), os.waitpid(pid, 0)
        shutil.copytree("/tmp/sonde-world", f"{folder}/proc", symlinks=True)
        os.makedirs(f"{folder}/etc")
        with open(f"{folder}/etc/passwd", "w") as file:
            file.write("root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/\n")
        with open(f"{folder}/etc/os-release", "w") as file:
            file.write('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n')
    if os.path.exists(f"{target}/host-root/proc/1"):
        os.symlink("self/net", f"{target}/host-root/proc/net")  # As every copy of /proc has it.
    shutil.rmtree("/tmp/sonde-scene", ignore_errors=True)
    shutil.rmtree("/tmp/sonde-world", ignore_errors=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["record"]:
        own_namespaces()
        record(os.path.abspath(sys.argv[2]))
