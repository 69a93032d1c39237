#!/usr/bin/env python3
# via.py: through any shell, and through none but a shell, the answer is the one that is given here.
# SPDX-License-Identifier: Apache-2.0
import tempfile
import scene
from scene import *

own_namespaces()
run("ip link set lo up")
SHELLS = {"dash": "/bin/dash", "bash": "/bin/bash --norc", "busybox": "/bin/busybox ash",
          "mksh": "/bin/mksh"}
SHELLS = {name: command for name, command in SHELLS.items() if shutil.which(name)}
for name in {"dash", "bash", "busybox", "mksh"} - set(SHELLS):
    skip_part(f"{name} is not installed")
FOLDER = tempfile.mkdtemp()
os.chmod(FOLDER, 0o755)
BINARY = os.path.join(FOLDER, "sonde")
shutil.copy(SONDE, BINARY)
scene.SONDE = BINARY  # Where nobody may execute it.


def forger():
    """A process whose name, command line, open file and unix socket look like records."""
    forged = "\n@0123 file net/tcp\n"
    LIBC.prctl(15, f"x)\n1 (a".encode(), 0, 0, 0)  # PR_SET_NAME
    path = os.path.join(FOLDER, 'a\nlrwx------ 1 0 0 64 Nov 22 19:38 "99" -> "socket:[1]"\n')
    held = [open(path, "w"), socket.socket(socket.AF_UNIX)]
    held[1].bind("\0" + forged)
    held[1].listen()
    return held


def threads_and_flight():
    """A socket that only a thread holds, and one that is on its way."""
    held, ready = [], threading.Event()

    def apart():
        LIBC.unshare(0x400)  # CLONE_FILES
        held.append(listen("127.0.0.1", 21001))
        ready.set()
        threading.Event().wait()
    threading.Thread(target=apart, daemon=True).start()
    ready.wait()
    pair = socket.socketpair()
    sent = listen("127.0.0.1", 21002)
    socket.send_fds(pair[0], [b"x"], [sent.fileno()])
    sent.close()
    return held, pair


def key(row, has_owner):
    ends = tuple(row[c] for c in ("local_address", "local_port", "remote_address", "remote_port"))
    inode = row["inode"] or 0
    base = (row["protocol"], row["state"], *ends, inode, row["path"])
    return base + ((row["owner"], row["pid"], row["process"]) if has_owner else ())


def bag(document, has_owner):
    # The sockets of sonde itself, of the shell and of what a test starts come and go.
    return collections.Counter(key(r, has_owner) for r in document["rows"]
                               if r["protocol"] in ("tcp", "udp", "unix", "raw", "packet"))


def same(what, live, other, has_owner=True):
    a, b = bag(live, has_owner), bag(other, has_owner)
    check(a == b and a, f"{what}: lost {list((a - b))[:2]}, too many {list((b - a))[:2]}")


def through(command, *args, **kw):
    return answer(*args, "--via", command, **kw)


def shells(sockets):
    for who, pre in (("root", ()), ("nobody", tuple(NOBODY))):
        live = answer(*sockets, "--source=proc", pre=pre)
        for name, command in SHELLS.items():
            same(f"{name} of {who}", live, through(command, *sockets, pre=pre))
            bare = through(f"env -i PATH=/nonexistent {command}", *sockets, pre=pre)
            same(f"{name} of {who} without programs", live, bare, has_owner=False)
            if name != "busybox":  # Which may have them built in.
                check(any("no ls" in (g["example"] or "") for g in bare["gaps"]),
                      f"{name}: what is lost without programs is no gap")
    print(f"{' '.join(SHELLS)}: {len(live['rows'])} sockets are those seen here, as root and as "
          "nobody, with programs and without")


def settings():
    """The kernel gives a number once, and some shells read a byte at a time: 1 of 128 is no value."""
    moving = {"fs.file-nr", "kernel.random.entropy_avail"}
    live = {r["name"]: r["value"] for r in rows("sysctls")}
    for name, command in SHELLS.items():
        for words in (command, f"env -i PATH=/nonexistent {command}"):
            told = {r["name"]: r["value"] for r in through(words, "sysctls", codes=(0, 4))["rows"]}
            wrong = {n: v for n, v in told.items() if v is not None and v != live.get(n) and n not in moving}
            check(not wrong, f"{words}: other settings: {wrong}")
    print("settings are whole or not there, in every shell")


def forgeries(pid):
    for command in SHELLS.values():
        found = [r for r in through(command, "processes")["rows"] if r["pid"] == pid]
        check([r["process"] for r in found] == ["x)\n1 (a"], f"{command}: {found}")
        files = [r["target"] for r in through(command, "files", f"pid = {pid}")["rows"]]
        check(not any(t and "socket:[1]" in t and not t.startswith("/") for t in files),
              f"{command}: a name made a descriptor: {files}")
    for command in SHELLS.values():  # Whoever started the shell may have asked for these.
        found = [r for r in through(f"{command} -efu", "processes")["rows"] if r["pid"] == pid]
        check(len(found) == 1, f"{command} -efu: {found}")
    print("names of processes, files and sockets forge nothing")


def noise(sockets):
    live = answer(*sockets, "--source=proc")
    for command in ("sh -c 'echo Welcome; echo; exec sh'", "sh -c 'sh; echo logout'",
                    "sh -c 'echo stty: >&2; exec sh'", r"""sh -c 'sh | sed "s/\$/\\r/"'""",
                    "head -c 100000 /dev/urandom | tr '\\n@#' '   '; echo; sh"):
        same(command, live, through(command, *sockets), has_owner="sed" not in command)
    print("banners, complaints and a terminal's returns do no harm")


def failures():
    for command, said in (("false", b"exit code 1"), ("no-such-program", b"not found"),
                          ("cat >/dev/null", b"no capture"), ("exit 7", b"exit code 7"),
                          ("echo only noise", b"no capture"), ("kill -9 $$", b"signal 9"),
                          ("echo it is down >&2; exit 3", b"it is down")):
        code, out, err = sonde("sockets", "--via", command)
        check(code == 4 and said in err and not out, f"--via {command}: exit {code}: {err}")
    cut = answer("sockets", "--via", "sh | head -c 60000")
    check(any("middle" in (g["example"] or "") for g in cut["gaps"]), "a cut is no gap")
    check(not [p for p in os.listdir("/proc") if p.isdigit() and is_zombie(p)], "a zombie is left")
    print("a command that fails is said, with its words; a cut is a gap")


def is_zombie(pid):
    with open(f"/proc/{pid}/stat") as stat:
        line = stat.read()
    return line[line.rindex(")") + 2] == "Z" and int(line[line.rindex(")") + 3:].split()[0]) == os.getpid()


def other_network():
    """A process in another network, as --all and --in show it."""
    code = ("import socket,sys; s=socket.socket(); s.bind(('0.0.0.0',21007)); s.listen(); "
            "print(1,flush=True); sys.stdin.read()")
    child = subprocess.Popen(["unshare", "-n", sys.executable, "-c", code],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdout.readline()
    for command in SHELLS.values():
        there = through(command, "listen", "--in", f"pid:{child.pid}")["rows"]
        check([(r["local_port"], r["pid"]) for r in there] == [(21007, child.pid)],
              f"{command}: --in: {there}")
        all_ports = {r["local_port"] for r in through(command, "listen", "--all")["rows"]}
        check({21000, 21007} <= all_ports, f"{command}: --all: {all_ports}")
    child.kill(), child.wait()
    print("another network is seen through a shell")


def tables():
    """What the machine says of itself, which holds still."""
    still = {"sysctls": "name", "routes": "destination", "mounts": "id", "resolvers": "address",
             "addresses": "address", "interfaces": "name"}
    for table, column in still.items():
        live = collections.Counter(r[column] for r in rows(table, "--columns", column))
        for name, command in SHELLS.items():
            there = collections.Counter(r[column] for r in through(command, table, "--columns", column)["rows"])
            lost = live - there
            check(not lost, f"{table} through {name}: lost {list(lost)[:5]}")
    print(f"{', '.join(still)} have the rows of the live answer")


def verdicts(*args):
    return {r["check"]: r["verdict"] for r in rows("diagnose", "--list", *args, codes=(0, 1))}


def diagnoses():
    """A shell's script looks twice, too: what it can judge, it judges as the live look does."""
    live = verdicts()
    of_machine = ("proc.spin", "cpu.", "disk.", "irq.", "softnet.")  # Others use it meanwhile.
    busy = subprocess.Popen([sys.executable, "-c", "import socket\ns = socket.create_server(('', 0))\nwhile True: pass"])
    spinning = {}
    # Of a sanitizer's build one is enough: it is the scripts that differ.
    for name, command in list(SHELLS.items())[:1 if SANITIZED else None]:
        there = verdicts("--via", command)
        judged = {check: verdict for check, verdict in there.items() if verdict != "unknown"}
        wrong = {check: (verdict, live[check]) for check, verdict in judged.items()
                 if verdict != live[check] and not check.startswith(of_machine)}
        check(not wrong, f"{name}: other verdicts than here: {wrong}")
        check(len(judged) > 75, f"{name}: only {len(judged)} checks made")
        spinning[name] = [r["pid"] for r in rows("diagnose", "proc.spin", "--via", command, codes=(0, 1))]
    busy.kill(), busy.wait()
    check(all(busy.pid in pids for pids in spinning.values()), f"a spinning process: {spinning}")
    began = time.monotonic()
    through(SHELLS["dash"], "listen")
    check(time.monotonic() - began < 1, "who needs no second look waits for none")
    rates = through(SHELLS["dash"], "cpu", "--interval", "1")["rows"]
    check(any(r.get("user_percent") is not None for r in rates), f"rates: {rates[:1]}")
    print(f"diagnose through a shell makes {len(judged)} of {len(there)} checks, as here")


def odd_clocks():
    """A clock that stands still, or is written in another form, costs the second look and nothing else."""
    script = os.path.join(FOLDER, "odd.sh")
    with open(script, "wb") as file:
        file.write(sonde("collect", "--script")[1])
    clock = os.path.join(FOLDER, "uptime")
    for text in ("100.00 1.00\n", "100.00 1.00", "123\n", "12.3 4\n", "x\n", ""):
        with open(clock, "w") as file:
            file.write(text)
        stands_still = text.startswith("100.00")  # Then each shell waits for some seconds.
        for name, command in list(SHELLS.items())[:1 if SANITIZED or stands_still else None]:
            inside = f"mount --bind {clock} /proc/uptime && exec {command} {script}"
            capture = subprocess.run(["unshare", "-m", "sh", "-c", inside], capture_output=True, timeout=30).stdout
            ports = {r["local_port"] for r in rows("listen", "--from", "-", stdin=capture)}
            looks = re.findall(rb"^@[0-9a-f-]+ again .*", capture, re.M)
            check(21000 in ports and not looks, f"{name}, a clock of {text!r}: {ports}, {looks}")
    print("odd clocks end no collector and make no rates")


def by_hand():
    script = os.path.join(FOLDER, "collect.sh")
    with open(script, "wb") as file:
        code, text, _ = sonde("collect", "--script")
        file.write(text)
    words = re.sub(rb"#.*", b"", text)
    check(code == 0 and text.startswith(b"#!/bin/sh\n") and b"\0" not in text and
          not re.search(rb"\b(curl|wget|rm|mv|kill|chmod|dd)\b", words), "the script only reads")
    before = set(os.listdir("/dev"))
    for name, command in SHELLS.items():
        capture = subprocess.run([*command.split(), script], capture_output=True, timeout=60).stdout
        path = os.path.join(FOLDER, name)
        with open(path, "wb") as file:
            file.write(capture)
        ports = {r["local_port"] for r in rows("listen", "--from", path)}
        check(21000 in ports, f"--from what {name} printed: {ports}")
        check({r["local_port"] for r in rows("listen", "--from", "-", stdin=capture)} == ports,
              "the same from standard input")
    check(set(os.listdir("/dev")) == before, "the script made a file")
    print("the script by hand, then --from")


keep = [listen("127.0.0.1", 21000), listen("::1", 21003), forger(), threads_and_flight()]
client = socket.create_connection(("127.0.0.1", 21000))
server = keep[0].accept()
pid, _ = as_nobody(lambda: inode_of(keep.append(listen("127.0.0.1", 21005)) or keep[-1]))
sockets = ("sockets", "--columns", "all")
shells(sockets)
settings()
forgeries(os.getpid())
noise(sockets)
failures()
other_network()
tables()
diagnoses()
odd_clocks()
by_hand()
shutil.rmtree(FOLDER)
os.kill(pid, signal.SIGKILL)
