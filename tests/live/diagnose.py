#!/usr/bin/env python3
# diagnose.py: real faults in namespaces of our own, each found at its place; nothing where all is well.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import contextlib
import tempfile
import threading

HOLDER = "import os, sys, socket, resource, time\n"


def findings(*args, codes=(0, 1), **kw):
    """The findings by the name of their check, and the names of the checks that could not be made."""
    document = answer("diagnose", *args, codes=codes, **kw)
    found = {}
    for row in document["rows"]:
        found.setdefault(row["check"], []).append(row)
    return found, {gap["column"] for gap in document["gaps"]}


def one(name, severity, effects=(), **kw):
    """The only finding of a check; exit code 1 for what is more than info. What checks of `effects`
    find is told with it, and not on its own."""
    deadline = time.monotonic() + 15
    while True:
        found, _ = findings(name, *effects)  # Timers of several sockets fire one after the other.
        row = found.get(name, [{}])[0]
        if (all(row.get(key) == value for key, value in {"check": name, **kw}.items())
                and all(effect in str(row["explains"]) for effect in effects)):
            break
        if time.monotonic() > deadline:
            break
        time.sleep(0.2)
    check(len(found.get(name, [])) == 1 and len(found) == 1, f"{name}: found {found}")
    row = found[name][0]
    for effect in effects:
        check(effect in str(row["explains"]), f"{name}: {effect} is its effect: {row['explains']}")
    check(row["severity"] == severity, f"{name}: {row['severity']}, not {severity}")
    for key in ("where", "says", "evidence", "remedy", "source"):
        check(row[key], f"{name}: no {key}")
        check("{" not in row[key], f"{name}: {row[key]}")
    check(row["says"].endswith("."), row["says"])
    for key, value in kw.items():
        check(row[key] == value, f"{name}: {key} is {row[key]!r}, not {value!r}")
    code, out, _ = sonde("diagnose", name, *effects)
    check(code == (0 if severity == "info" else 1), f"{name}: exit {code}")
    check(row["where"].encode() in out and "\N{RIGHTWARDS ARROW} ".encode() in out, out)
    return row


def gone(name):
    deadline = time.monotonic() + 10
    while findings(name)[0]:
        check(time.monotonic() < deadline, f"{name}: found after it was mended")
        time.sleep(0.2)


@contextlib.contextmanager
def program(text):
    """Another process, which has said that it is ready."""
    held = subprocess.Popen([sys.executable, "-c", HOLDER + text + "\nprint(1, flush=True)\n" +
                             "sys.stdin.read()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    held.stdout.readline()
    try:
        yield held.pid
    finally:
        held.send_signal(signal.SIGCONT)
        held.kill()
        held.wait()


def listener(address="127.0.0.1", port=0, backlog=50):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    server.listen(backlog)
    return server


def connect(address, source=None):
    client = socket.socket()
    client.setblocking(False)
    if source:
        client.bind((source, 0))
    client.connect_ex(address)
    return client


def accept_queue():
    server = listener(backlog=1)
    clients = [connect(server.getsockname()) for _ in range(2)]
    where = "tcp 127.0.0.1:%d" % server.getsockname()[1]
    row = one("tcp.listen.overflow", "critical", where=where, pid=os.getpid(), scope="socket")
    check("recv_q 2" in row["evidence"] and "backlog 1" in row["evidence"], row["evidence"])
    waits = connect(server.getsockname())  # Its SYN is dropped.
    one("tcp.listen.overflow", "critical", ("tcp.syn_sent_stuck",), where=where)
    waits.close()
    accepted = server.accept()
    gone("tcp.listen.overflow")
    for one_of in (*clients, accepted[0], server):
        one_of.close()


def close_wait():
    server = listener()
    held = []
    for _ in range(25):
        client = socket.create_connection(server.getsockname())
        held.append(server.accept()[0])
        client.close()
    row = one("tcp.close_wait_leak", "warning", pid=os.getpid(), count=25, scope="process")
    check(f"pid {os.getpid()}" in row["where"], row["where"])
    for connection in held[:6]:
        connection.close()
    gone("tcp.close_wait_leak")  # 19 are none yet.
    for connection in (*held, server):
        connection.close()


def syn_sent():
    server = listener()
    deaf(server)
    clients = [connect(server.getsockname()) for _ in range(3)]
    where = "127.0.0.1:%d" % server.getsockname()[1]
    row = one("tcp.syn_sent_stuck", "critical", where=where, count=3, pid=os.getpid())
    check("retransmits" in row["evidence"], row["evidence"])
    for client in clients:
        client.close()
    gone("tcp.syn_sent_stuck")
    server.close()


def syn_sent_of_some():
    """Other connections to the peer live: then it is no more than a warning."""
    server = listener()
    living = socket.create_connection(server.getsockname())
    deaf(server)
    client = connect(server.getsockname())
    one("tcp.syn_sent_stuck", "warning", count=1)
    for one_of in (client, living, server):
        one_of.close()


def unacknowledged():
    server = listener()
    client = socket.create_connection(server.getsockname())
    peer = server.accept()[0]
    deaf(peer)
    client.send(b"x" * 1000)
    row = one("tcp.unacked_backoff", "warning", pid=os.getpid(), scope="socket")
    check(":%d" % server.getsockname()[1] in row["where"], row["where"])
    check("send_q 1000" in row["evidence"], row["evidence"])
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    for one_of in (client, peer, server):
        one_of.close()
    gone("tcp.unacked_backoff")


def ports():
    setting = "/proc/sys/net/ipv4/ip_local_port_range"
    with open(setting) as file:
        before = file.read()
    with open(setting, "w") as file:
        file.write("40000 40019\n")
    server = listener(port=9000)
    clients = [socket.create_connection(server.getsockname()) for _ in range(17)]
    row = one("tcp.port_exhaustion", "warning", scope="netns")
    check("127.0.0.1:9000" in row["where"] and "used 17" in row["evidence"], str(row))
    clients += [socket.create_connection(server.getsockname()) for _ in range(3)]
    one("tcp.port_exhaustion", "critical")
    with open(setting, "w") as file:
        file.write(before)
    for one_of in (*clients, server):
        one_of.close()


def zombies():
    with program(TWELVE_ZOMBIES) as pid:
        one("proc.zombies", "warning", pid=pid, count=12, where=f"pid {pid}")
    one("proc.zombies", "warning", pid=1)  # They are ours now: we are pid 1 here.
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0)[0]:
            pass
    gone("proc.zombies")


def stopped():
    text = "s = socket.socket(); s.bind(('127.0.0.1', 8081)); s.listen()"
    with program(text) as pid:
        os.kill(pid, signal.SIGSTOP)
        row = one("proc.stopped", "warning", pid=pid)
        check("8081" in row["evidence"], row["evidence"])
        os.kill(pid, signal.SIGCONT)
        gone("proc.stopped")
    with program("pass") as pid:  # Stopped, but it serves nobody.
        os.kill(pid, signal.SIGSTOP)
        time.sleep(0.1)
        check(not findings("proc.stopped")[0], "a stopped process without a port")


def descriptors():
    text = ("resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))\n"
            "held = [os.dup(0) for _ in range(85)]")
    with program(text) as pid:
        row = one("proc.fd_limit_near", "warning", pid=pid)
        check("soft 100" in row["evidence"], row["evidence"])
    with program(text.replace("85", "95")) as pid:
        one("proc.fd_limit_near", "critical", pid=pid)


def deleted_log():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "app.log")
        log = open(path, "wb")
        os.posix_fallocate(log.fileno(), 0, 150 * 1000 * 1000)
        check(not findings("proc.deleted_file_open")[0], "a log that is not deleted")
        os.unlink(path)
        row = one("proc.deleted_file_open", "warning", pid=os.getpid())
        check(row["where"] == f"pid {os.getpid()} fd {log.fileno()}" and path in row["says"], str(row))
        check("kill" not in row["remedy"], f"HUP would end this process: {row['remedy']}")
        signal.signal(signal.SIGHUP, lambda *_: None)
        row = one("proc.deleted_file_open", "warning", pid=os.getpid())
        check(f"kill -HUP {os.getpid()};" in row["remedy"], str(row))
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        log.truncate(0)
        log.truncate(150 * 1000 * 1000)  # What is left of a log that was emptied: a hole.
        gone("proc.deleted_file_open")
        log.truncate(1000)
        gone("proc.deleted_file_open")
        log.close()


def blocked():
    """The parent of a vfork waits in state D until its child runs a program."""
    text = ("import ctypes\nprint(1, flush=True)\n"
            "if ctypes.CDLL(None).syscall(56, 0x4000 | 17, 0, 0, 0, 0) == 0:\n"
            "  sys.stdin.read(); os._exit(0)")
    with program(text) as pid:
        row = one("proc.d_state", "warning", pid=pid, where=f"pid {pid}", scope="process")
        check("switches.rise 0" in row["evidence"], row["evidence"])
    with program("import threading\nwork = lambda: [os.fsync(f) for f in [os.open('/tmp', 0)] * 9999]\n"
                 "threading.Thread(target=work, daemon=True).start()"):
        check(not findings("proc.d_state")[0], "a program that waits for a disk now and then")


def full_pipe():
    """Nobody reads the log of a program; then somebody does, slowly; a pager is no fault."""
    text = ("r, w = os.pipe()\nos.dup2(w, 5)\nprint(1, flush=True)\n"
            "if os.fork() == 0:\n  sys.stdin.read(); os._exit(0)\n"
            "import threading\n"
            "def read():\n"
            "  while os.path.exists('/tmp/sonde-reads'): os.read(r, 100); time.sleep(0.01)\n"
            "threading.Thread(target=read, daemon=True).start()\n"
            "while True: os.write(5, b'x' * 100)")
    with program(text) as pid:
        row = one("proc.pipe_stalled", "warning", pid=pid, where=f"pid {pid}", scope="process")
        check("pipe_write" in row["evidence"], row["evidence"])
        _, gaps = findings("proc.pipe_stalled", codes=(4,), pre=NOBODY)
        check(gaps == {"proc.pipe_stalled"}, "who may not see where it waits does not say clear")
    with open("/tmp/sonde-reads", "w"):
        with program(text):
            time.sleep(1)
            check(not findings("proc.pipe_stalled")[0], "a reader that is slow")
    os.unlink("/tmp/sonde-reads")
    # It reads a line at a time, so that the writer waits for half a minute until a page is free.
    slow = subprocess.Popen(["setsid", "bash", "-c", "yes | while read x; do sleep .05; done"])
    time.sleep(1)
    check(not findings("proc.pipe_stalled")[0], "a reader that reads less than a page")
    os.killpg(slow.pid, signal.SIGKILL)
    slow.wait()


def spinning():
    serve = "s = socket.socket(); s.bind(('127.0.0.1', 8082)); s.listen()\nprint(1, flush=True)\n"
    with program(serve + "while True: pass") as pid:
        row = one("proc.spin", "info", pid=pid, where=f"pid {pid}")
        check("8082" in row["says"], row["says"])
    with program(serve + "while True:\n  for _ in range(100000): pass\n  time.sleep(0.001)"):
        check(not findings("proc.spin")[0], "a busy server that waits now and then")
    with program("print(1, flush=True)\nwhile True: pass"):
        check(not findings("proc.spin")[0], "what computes and serves nobody")


def deleted_program():
    copy = tempfile.mkdtemp() + "/sleeps"
    shutil.copy(shutil.which("sleep"), copy)
    held = subprocess.Popen([copy, "60"])
    until_it_runs(held.pid, f"{copy} 60")
    check(not findings("proc.deleted_binary")[0], "a program that is there")
    os.unlink(copy)
    row = one("proc.deleted_binary", "info", pid=held.pid, where=copy)
    check(copy in row["says"], row["says"])
    held.kill(), held.wait()
    gone("proc.deleted_binary")


def unix_queue():
    path = tempfile.mkdtemp() + "/socket"
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(1)
    clients = []
    for i in range(2):
        clients.append(socket.socket(socket.AF_UNIX))
        clients[-1].connect(path)
        if i == 0:
            check(not findings("sock.unix_backlog_full")[0], "one that waits")
    row = one("sock.unix_backlog_full", "warning", pid=os.getpid(), scope="socket")
    check(path in row["where"] and "recv_q 2" in row["evidence"], str(row))
    accepted = server.accept()
    gone("sock.unix_backlog_full")
    for one_of in (*clients, accepted[0], server):
        one_of.close()


def netlink_events():
    """RTMGRP_LINK, and more links changed than its buffer holds."""
    listener = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    listener.bind((0, 1))
    check(not findings("sock.netlink_drops")[0], "a quiet one")
    change = ("import subprocess, threading\n"
              "def change():\n"
              "  while True: subprocess.run('ip link set lo mtu 60000; ip link set lo mtu 65536', "
              "shell=True)\n"
              "threading.Thread(target=change, daemon=True).start()")
    with program(change):
        row = one("sock.netlink_drops", "info", pid=os.getpid(), scope="socket")
        check("drops.rise" in row["evidence"], row["evidence"])
    listener.close()


def capture():
    packets = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    packets.bind(("lo", 3))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    check(not findings("sock.packet_left_open")[0], "without packets nobody knows")
    sender.sendto(b"x", ("127.0.0.1", 9))
    row = one("sock.packet_left_open", "info", pid=os.getpid(), scope="socket")
    check("recv_q" in row["evidence"], row["evidence"])
    packets.close(), sender.close()
    gone("sock.packet_left_open")
    mapped = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    mapped.setsockopt(263, 5, struct.pack("4I", 4096, 2, 2048, 4))  # PACKET_RX_RING of tcpdump.
    mapped.bind(("lo", 3))
    unread = rows("diagnose", "sock.packet_left_open", "--list", codes=(0, 1))[0]
    check(unread["verdict"] == "unknown" and "recv_q" in unread["lacks"], f"a mapped ring: {unread}")
    mapped.close()


def many_sockets():
    grow = ("most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
            "resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))\n"
            "import threading\nheld = []\n"
            "def make():\n"
            "  while len(held) < most - 500:\n"
            "    held.extend(socket.socket() for _ in range(100)); time.sleep(0.05)\n"
            "threading.Thread(target=make, daemon=True).start()")
    with program(grow):
        one("sock.count_high", "info", scope="netns")
    check(not findings("sock.count_high")[0], "as many as before")


def resolv_conf(text):
    with open("/tmp/sonde-resolv.conf", "w") as file:
        file.write(text)


def name_servers():
    """A stub of this machine that does not run, one that does, and no server at all."""
    resolv_conf("nameserver 127.0.0.53\n")
    subprocess.run(["mount", "--bind", "/tmp/sonde-resolv.conf", "/etc/resolv.conf"], check=True)
    check(not findings("dns.loopback_stub_dead")[0], "who reaches nobody asks nobody")
    subprocess.run("ip link add d0 type veth peer name d1; ip addr add 192.0.2.1/24 dev d0;"
                   "ip link set d0 up; ip link set d1 up; ip route add default via 192.0.2.9",
                   shell=True, check=True)
    one("dns.loopback_stub_dead", "warning", where="127.0.0.53", scope="netns")
    asks = ("import threading\n"
            "def ask():\n"
            "  s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
            "  while True: s.sendto(b'x', ('127.0.0.53', 53)); time.sleep(0.05)\n"
            "threading.Thread(target=ask, daemon=True).start()")
    with program(asks):
        one("dns.loopback_stub_dead", "critical", where="127.0.0.53")
        resolv_conf("# nothing\n")
        one("dns.no_nameserver", "critical", where="/etc/resolv.conf")
    one("dns.no_nameserver", "info", where="/etc/resolv.conf")
    check(not findings("dns.loopback_stub_dead")[0], "it is not named")
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    gone("dns.no_nameserver")
    resolv_conf("nameserver 127.0.0.1\nnameserver 192.0.2.9\nsearch a.test\n")
    found, _ = findings("dns.loopback_stub_dead", "dns.no_nameserver", "dns.ndots_search",
                        "dns.servers_ignored")
    check(not found, f"a resolv.conf where all is well: {found}")
    resolv_conf("search a.test b.test c.test\noptions ndots:5\nnameserver 192.0.2.9\n" * 4)
    one("dns.ndots_search", "info", scope="netns")
    one("dns.servers_ignored", "info", scope="netns")
    server.close()
    subprocess.run("ip link del d0; umount /etc/resolv.conf", shell=True, check=True)


def left_namespace():
    subprocess.run(["ip", "netns", "add", "sonde-left"], check=True)
    row = one("ns.orphan_netns", "info", scope="host")
    check("sonde-left" in row["evidence"] or row["count"] > 1, str(row))
    subprocess.run(["ip", "netns", "del", "sonde-left"], check=True)
    left = [ns for ns in rows("namespaces", "type = net", "nprocs = 0", codes=(0, 1))]
    check(bool(left) == bool(findings("ns.orphan_netns")[0]), f"{left}")


def datagrams():
    """A socket that nobody reads while datagrams come, and the same when no more come."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    server.bind(("127.0.0.1", 0))
    flood = ("s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
             "import threading\n"
             "def send():\n"
             "  while True:\n"
             f"    s.sendto(b'x' * 500, ('127.0.0.1', {server.getsockname()[1]})); time.sleep(0.01)\n"
             "threading.Thread(target=send, daemon=True).start()")
    with program(flood):
        row = one("udp.rcvbuf_errors", "warning", pid=os.getpid(), scope="socket",
                  where="udp 127.0.0.1:%d" % server.getsockname()[1])
        check("drops.rise" in row["evidence"], row["evidence"])
    check(not findings("udp.rcvbuf_errors")[0], "what was lost before is no finding")
    server.close()


def not_reading():
    server = listener()
    client = socket.create_connection(server.getsockname())
    peer = server.accept()[0]
    client.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while client.send(b"x" * 65536):
            pass
    row = one("tcp.app_not_reading", "warning", pid=os.getpid(), scope="socket")
    check("127.0.0.1:%d" % server.getsockname()[1] in row["where"], str(row))
    one("tcp.app_not_reading", "warning", ("tcp.peer_zero_window",), pid=os.getpid())
    gone_soon = threading.Thread(target=drain, args=(peer,), daemon=True)
    gone_soon.start()
    gone("tcp.app_not_reading")
    for one_of in (client, peer, server):
        one_of.close()


def drain(connection):
    with contextlib.suppress(OSError):
        while connection.recv(1 << 20):
            pass


def no_route():
    """Nothing to the outside: an address, no default route, and somebody who tries."""
    subprocess.run("ip link add e0 type veth peer name e1; ip addr add 192.0.2.1/24 dev e0;"
                   "ip link set e0 up; ip link set e1 up", shell=True, check=True)
    check(not findings("route.no_default")[0], "nobody wants to go there")
    tries = ("import threading\n"
             "def send():\n"
             "  while True:\n"
             "    s = socket.socket(); s.connect_ex(('198.51.100.1', 9)); s.close()\n"
             "    time.sleep(0.05)\n"
             "threading.Thread(target=send, daemon=True).start()")
    with program(tries):
        found, _ = findings("route.no_default", "ip.out_no_routes")
        check(set(found) == {"route.no_default"}, f"{found}")
        check("ip.out_no_routes" in (found["route.no_default"][0]["explains"] or ""), f"{found}")
        subprocess.run(["ip", "route", "add", "default", "via", "192.0.2.9"], check=True)
        found, _ = findings("route.no_default", "ip.out_no_routes")
        check(not found, f"with a route: {found}")
        deadline = time.monotonic() + 15
        while "neigh.gateway_failed" not in findings("neigh.gateway_failed")[0]:
            check(time.monotonic() < deadline, "the gateway does not answer, and is not found")
    subprocess.run(["ip", "link", "set", "e1", "down"], check=True)
    one("link.no_carrier", "critical", where="e0")
    subprocess.run(["ip", "link", "set", "e0", "down"], check=True)
    one("link.admin_down", "warning", where="e0")
    subprocess.run(["ip", "link", "del", "e0"], check=True)
    gone("link.admin_down")


def ip(text):
    """Commands of ip(8), parted by semicolons."""
    for command in text.split(";"):
        subprocess.run(["ip", *command.split()], check=True)


@contextlib.contextmanager
def elsewhere():
    """Another network namespace, by the process that keeps it."""
    held = subprocess.Popen(["unshare", "-n", sys.executable, "-c", "print(1, flush=True);" + HOLD],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    held.stdout.readline()
    try:
        yield held.pid
    finally:
        held.kill()
        held.wait()


def on_the_way():
    """What goes over a link without carrier, or through a gateway that is gone, is their effect."""
    serving = ("import socket, sys\n"
               "s = socket.create_server(('198.51.100.1', 7000)); print(1, flush=True)\n"
               "kept = s.accept(); sys.stdin.read()")
    with elsewhere() as pid:
        inside = ["nsenter", "-t", str(pid), "-n"]
        ip(f"link add e0 type veth peer name e1 netns {pid};"
           "addr add 192.0.2.1/24 dev e0; link set e0 up; route add default via 192.0.2.9")
        for words in ("addr add 192.0.2.9/24 dev e1", "addr add 198.51.100.1/32 dev lo",
                      "link set lo up", "link set e1 up"):
            subprocess.run([*inside, "ip", *words.split()], check=True)
        server = subprocess.Popen([*inside, sys.executable, "-c", serving], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE)
        server.stdout.readline()
        client = socket.create_connection(("198.51.100.1", 7000))
        subprocess.run([*inside, "ip", "link", "set", "e1", "down"], check=True)
        client.send(bytes(1000))
        no_gateway = ("addr del 192.0.2.9/24 dev e1", "link set e1 up")
        for cause, change in (("link.no_carrier", ()), ("neigh.gateway_failed", no_gateway)):
            for words in change:
                subprocess.run([*inside, "ip", *words.split()], check=True)
            deadline = time.monotonic() + 20
            while True:
                found, _ = findings("link.no_carrier", "neigh.gateway_failed", "tcp.unacked_backoff")
                if "tcp.unacked_backoff" in (found.get(cause, [{}])[0].get("explains") or ""):
                    break
                check(time.monotonic() < deadline, f"{cause}: {found}")
            check(set(found) == {cause}, f"{cause}: {found}")
        client.close()
        server.kill()
        server.wait()
        ip("link del e0")


def counters_of_two():
    """What one namespace counted before is not held against what another counts now."""
    failed = ("import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
              "for i in range(200):\n"
              "    try: s.sendto(b'x', ('192.0.2.1', 9))\n"
              "    except OSError: pass\n")
    with elsewhere() as quiet, elsewhere() as other:
        for pid in (quiet, other):
            inside = ["nsenter", "-t", str(pid), "-n"]
            subprocess.run([*inside, sys.executable, "-c", failed], check=True)
            found, _ = findings("--all", "ip.out_no_routes")
            check(not found, f"nothing is sent any more: {found}")


def sending(to, size):
    return ("import threading\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
            f"def send():\n  while True:\n    s.sendto(bytes({size}), ({to!r}, 9)); time.sleep(0.05)\n"
            "threading.Thread(target=send, daemon=True).start()")


def lengths():
    """A veth whose other end takes shorter packets, in another namespace."""
    with elsewhere() as pid:
        ip(f"link add e0 mtu 9000 type veth peer name e1 mtu 1500 netns {pid};"
           "addr add 192.0.2.1/24 dev e0; link set e0 up")
        subprocess.run(["nsenter", "-t", str(pid), "-n", "ip", "link", "set", "e1", "up"], check=True)
        ip("neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev e0")
        row = one("link.mtu_mismatch", "info", where="e0", scope="interface")
        check("mtu 9000" in row["evidence"] and "peer_mtu 1500" in row["evidence"], str(row))
        with program(sending("192.0.2.2", 4000)):
            one("link.mtu_mismatch", "warning", ("link.tx_dropped",), where="e0")
        ip("link set e0 mtu 1500")
        gone("link.mtu_mismatch")
        ip("link del e0")


def bridge_port():
    """Two bridges with two links between them: the spanning tree closes one."""
    ip("link add br0 type bridge stp_state 1; link add br1 type bridge stp_state 1;"
       "link add v0 type veth peer name v1; link add w0 type veth peer name w1;"
       "link set v0 master br0 up; link set v1 master br1 up; link set br0 up; link set br1 up")
    check(not findings("bridge.port_blocked")[0], "one link is no loop")
    ip("link set w0 master br0 up; link set w1 master br1 up")
    row = one("bridge.port_blocked", "warning")
    check("port_state blocking" in row["evidence"] and " of br" in row["where"], str(row))
    ip("link del w0")
    gone("bridge.port_blocked")
    flaps = ("import threading\ndef flap():\n  while True:\n"
             "    os.system('ip link set v1 down; ip link set v1 up'); time.sleep(0.05)\n"
             "threading.Thread(target=flap, daemon=True).start()")
    with program(flaps):
        found, _ = findings("link.flap")
        check({"v0", "v1"} & {row["where"] for row in found.get("link.flap", [])}, f"{found}")
    check(not findings("link.flap")[0], "it holds still")
    ip("link del v0; link del br0; link del br1")


def own_addresses():
    ip("link add e0 type veth peer name e1; link set e0 up; link set e1 up")
    one("addr.none", "info", scope="netns")
    ip("addr add 169.254.3.4/16 dev e0")
    found, _ = findings("addr.none", "addr.linklocal_only")
    check(set(found) == {"addr.linklocal_only"}, f"{found}")
    check("addr.none" in found["addr.linklocal_only"][0]["explains"], f"{found}")
    ip("addr add 192.0.2.1/24 dev e0")
    gone("addr.linklocal_only")
    check(not findings("addr.none")[0], "it has an address")
    ip("link del e0")


def odd_routes():
    names = ["route.two_defaults", "route.blackhole", "route.rule_empty_table", "route.src_missing",
             "route.linkdown"]
    ip("link add e0 type veth peer name e1; link set e0 up; link set e1 up;"
       "addr add 192.0.2.1/24 dev e0; addr add 192.0.2.7/24 dev e0; addr add 192.0.3.1/24 dev e1;"
       "route add default via 192.0.2.2; route add default via 192.0.2.3 metric 5;"
       "route add 198.51.100.0/24 nexthop via 192.0.2.2 nexthop via 192.0.2.3;"
       "route add 203.0.113.0/24 via 192.0.2.2 src 192.0.2.7 table 100;"
       "rule add from 192.0.2.7 table 100 pref 900; rule add from all table 9 suppress_prefixlength 0")
    found, gaps = findings(*names)
    check(not found and not gaps, f"where all is well: {found} {gaps}")
    ip("route append default via 192.0.2.4; route add blackhole 198.51.100.7;"
       "rule add from 192.0.2.1 table 101 pref 901; addr del 192.0.2.7/24 dev e0")
    row = one("route.two_defaults", "info", count=2)
    check("192.0.2.2" in row["says"], str(row))
    one("route.blackhole", "info")
    row = one("route.rule_empty_table", "warning")
    check("901" in row["where"] and "101" in row["says"], str(row))
    row = one("route.src_missing", "warning")
    check("192.0.2.7" in row["says"] and "table 100" in row["says"], str(row))
    ip("link set e1 down")
    row = one("route.linkdown", "critical")
    check("e0" in row["where"], str(row))
    found, _ = findings("route.linkdown", "link.no_carrier")
    check(set(found) == {"link.no_carrier"}, f"{found}")
    check("route.linkdown" in found["link.no_carrier"][0]["explains"], f"{found}")
    ip("rule del pref 900; rule del pref 901; link del e0; route flush table 100;"
       "route del blackhole 198.51.100.7")
    subprocess.run("ip rule del table 9", shell=True, check=True)
    gone("route.blackhole")


def setting(name, value):
    with open("/proc/sys/" + name.replace(".", "/"), "r+") as file:
        before = file.read()
        file.seek(0)
        file.write(value)
    return before


def switched_off():
    before = setting("net.ipv4.ip_local_port_range", "40000 45000")
    row = one("ip.local_port_range_small", "info")
    check("span 5001" in row["evidence"], row["evidence"])
    setting("net.ipv4.ip_local_port_range", before)
    gone("ip.local_port_range_small")
    if not shutil.which("iptables-legacy") or not shutil.which("nft"):
        return skip_part("without iptables-legacy and nft")
    forwards = setting("net.ipv4.ip_forward", "0")
    check(not findings("ip.forwarding_off", "fw.legacy_and_nft")[0], "it is no router")
    subprocess.run("nft 'add table ip t; add chain ip t p { type nat hook postrouting priority 100; };"
                   "add rule ip t p masquerade'", shell=True, check=True)
    one("ip.forwarding_off", "warning")
    check(not findings("fw.legacy_and_nft")[0], "nftables alone")
    setting("net.ipv4.ip_forward", "1")
    gone("ip.forwarding_off")
    setting("net.ipv4.ip_forward", forwards)
    subprocess.run(["iptables-legacy", "-A", "FORWARD", "-j", "ACCEPT"], check=True)
    one("fw.legacy_and_nft", "info")
    subprocess.run("iptables-legacy -F; nft flush ruleset", shell=True, check=True)
    gone("fw.legacy_and_nft")


def dead_target():
    if not shutil.which("nft"):
        return skip_part("without nft")
    ip("link add e0 type veth peer name e1; link set e0 up; link set e1 up; addr add 192.0.2.1/24 dev e0")
    subprocess.run("nft 'add table ip t; add chain ip t p { type nat hook prerouting priority -100; };"
                   "add rule ip t p tcp dport 8080 dnat to 192.0.2.5:80'", shell=True, check=True)
    check(not findings("nat.dead_target")[0], "nobody asked for it yet")
    with program(sending("192.0.2.5", 10)):
        time.sleep(1)
        row = one("nat.dead_target", "critical", where="192.0.2.5:80")
        check("8080" in row["says"], str(row))
    subprocess.run("nft flush ruleset; ip link del e0", shell=True, check=True)
    gone("nat.dead_target")


def stalled():
    server = listener(backlog=20)
    clients = [connect(server.getsockname()) for _ in range(3)]
    row = one("tcp.accept_queue_stalled", "warning", count=3)
    check(":%d" % server.getsockname()[1] in row["where"], str(row))
    held = [server.accept()[0] for _ in clients]
    gone("tcp.accept_queue_stalled")
    for one_of in (*clients, *held, server):
        one_of.close()
    full = listener(backlog=1)
    clients = [connect(full.getsockname()) for _ in range(2)]
    time.sleep(0.2)
    found, _ = findings("tcp.listen.overflow", "tcp.accept_queue_stalled")
    check(set(found) == {"tcp.listen.overflow"}, f"{found}")
    for one_of in (*clients, full):
        one_of.close()


def ipv6_only():
    server = socket.socket(socket.AF_INET6)
    server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    server.bind(("::", 0))
    server.listen()
    one("sock.v6only_listener", "info", pid=os.getpid())
    other = listener("0.0.0.0", server.getsockname()[1])
    check(not findings("sock.v6only_listener")[0], "IPv4 is served as well")
    server.close(), other.close()


def neighbors_of_machine():
    """The table is the machine's, and here it is neither full nor unknown."""
    found, gaps = findings("neigh.table_near_full", "neigh.table_full")
    check(not gaps, f"{gaps}")
    held = {row["name"]: row["value"] for row in rows("counters", "group = neigh")}
    check(held["arp_cache gc_thresh3"] > held["arp_cache gc_thresh2"] > 0, f"{held}")


def healthy():
    """Busy, and well: connections in every state, and one zombie."""
    server = listener()
    held = []
    for i in range(30):
        client = socket.create_connection(server.getsockname())
        peer = server.accept()[0]
        if i < 10:
            client.close()
            if i < 5:
                peer.close()  # TIME_WAIT; the others are CLOSE_WAIT.
        client.send(b"hello") if i >= 10 else None
        held += [client, peer]
    with program("if os.fork() == 0: os._exit(0)"):
        time.sleep(1.2)
        found, _ = findings()
        here = [r for list_of in found.values() for r in list_of if r["scope"] != "host"]
        check(not here, f"where all is well: {here}")  # The machine itself may be busy with others.
        started = time.monotonic()
        code, out, _ = sonde("diagnose", "--in", f"pid:{os.getpid()}")
        took = time.monotonic() - started
        is_quiet = code == 0 and b"0 critical, 0 warnings; " in out
        check(is_quiet or b"the whole machine" in out, f"exit {code}: {out!r}")
        check(SANITIZED or 1 < took < 1.5, f"diagnose --in took {took:.2f} s for its two looks")
    for one_of in (*held, server):
        one_of.close()


def unknown():
    """What could not be read is never clear, and what was not looked at is told."""
    other = subprocess.Popen(["unshare", "-n", "sleep", "60"])
    until_it_runs(other.pid, "sleep 60")
    notes = answer("diagnose", codes=(0, 1))["notes"]
    check(any("sonde diagnose --all" in note for note in notes), f"of other networks: {notes}")
    code, _, err = sonde("diagnose")
    check(b"sonde diagnose --all" in err, f"of other networks: {err!r}")
    check(not answer("diagnose", "--all", codes=(0, 1))["notes"], "--all leaves networks out")
    other.kill(), other.wait()
    server = listener(backlog=0)
    waiting = connect(server.getsockname())
    with open("/proc/net/tcp", "rb") as text:
        paste = text.read()
    waiting.close()
    found, gaps = findings("tcp.listen.overflow", "proc.zombies", "--from", "-", codes=(4,),
                           stdin=paste)
    check(not found and gaps == {"tcp.listen.overflow", "proc.zombies"}, f"{found} {gaps}")
    verdicts = {row["check"]: row["verdict"] for row in
                rows("diagnose", "--list", "--from", "-", stdin=paste)}
    check(verdicts["tcp.listen.overflow"] == "unknown", str(verdicts))
    check(verdicts["tcp.syn_sent_stuck"] == "clear", str(verdicts))
    with open(tempfile.mkstemp()[1], "wb") as held:  # Root's files are not nobody's to see.
        code, _, err = sonde("diagnose", "proc.deleted_file_open", pre=NOBODY)
        check(code == 4 and b"not permitted" in err, f"exit {code}: {err!r}")
        os.unlink(held.name)
    folder = tempfile.mkdtemp()  # What hides sockets hides their use of ports as well.
    for name in ("net", "sys/net/ipv4"):
        os.makedirs(f"{folder}/{name}")
    shutil.copy("/proc/sys/net/ipv4/ip_local_port_range", folder + "/sys/net/ipv4")
    for extra, verdict in ((b"", "clear"), (b"   9: this is no row\n", "unknown")):
        with open(folder + "/net/tcp", "wb") as text:
            text.write(paste + extra)
        verdicts = {row["check"]: row["verdict"] for row in
                    rows("diagnose", "--list", "--from", folder)}
        check(verdicts["tcp.port_exhaustion"] == verdict, f"{extra}: {verdicts}")
    shutil.rmtree(folder)
    code, _, err = sonde("diagnose", "tcp.listen.overflw")
    check(code == 2 and b"tcp.listen.overflow" in err, f"exit {code}: {err!r}")
    server.close()


leave_to_release(120)
own_namespaces()
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
for fault in (healthy, accept_queue, close_wait, syn_sent, syn_sent_of_some, unacknowledged, ports,
              datagrams, not_reading, no_route, lengths, bridge_port, own_addresses, odd_routes,
              switched_off, dead_target, stalled, ipv6_only, neighbors_of_machine, zombies, stopped,
              descriptors, deleted_log, blocked, full_pipe, spinning, deleted_program, unix_queue,
              netlink_events, capture, many_sockets, name_servers, left_namespace,
              on_the_way, counters_of_two, unknown):
    fault()
    print(f"ok: {fault.__name__}")
