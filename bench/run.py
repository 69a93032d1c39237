#!/usr/bin/env python3
# run.py: measures what the project promises about speed and memory, and prints a table.
# SPDX-License-Identifier: Apache-2.0
"""Each comparison runs in a fresh network and pid namespace, A B A B, and medians are compared.

docs/benchmarks.md says what is compared with what, and why.
"""
import argparse
import collections
import ctypes
import datetime
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "build" / "bench"
ROOM = TOOLS / "room"  # Where a scene mounts its tmpfs.
MARKS = "<!-- measured: begin -->", "<!-- measured: end -->"
MIB = 1024 * 1024

# The binary is copied first: whoever compiles meanwhile must not change what is measured.
SONDE = str(TOOLS / "sonde")
BARE = str(TOOLS / "bare")
OWNERS = [SONDE, "sockets", "--protocol", "tcp"]  # Its columns name the holder.
PLAIN = OWNERS + ["--columns", "protocol,state,recv_q,send_q,local_address,local_port,"
                               "remote_address,remote_port"]
SS, SSP = ["ss", "-tan"], ["ss", "-tanp"]
BOTH = [BARE, "both"]
PLACES = [SONDE, "listen", "--all", "--columns",
          "netns,container,protocol,local_address,local_port,pid,process"]
WHO = [SONDE, "who", ":9000"]  # Where the load generator listens: every socket has to do with it.
CONNS = [SONDE, "conns"]  # Its column peer names the process at the other end.
ROUTES = [SONDE, "routes", "family", "=", "ipv4"]
IP_ROUTES = ["ip", "-4", "route", "show", "table", "all"]
LINKS, IP_LINKS = [SONDE, "interfaces"], ["ip", "-s", "link"]
FLOWS, CONNTRACK = [SONDE, "flows"], ["conntrack", "-L"]
OTHERS = (["netstat", "-tan"], ["netstat", "-tanp"], ["lsof", "-nP", "-iTCP"])

Run = collections.namedtuple("Run", "wall cpu rss status")  # s, s, KiB, exit status


class Wrong(Exception):
    """The load, a command or its answer is not what it must be: no figure is worth printing."""


# ------------------------------------------------------------------------ inside a namespace


def once(command, good=(0,)):
    """One run. A small program of our own starts it: its size would count as the child's."""
    line = subprocess.run([BARE, "time", ROOM / "out", *command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, check=True, timeout=600).stdout
    wall, cpu, rss, status = map(int, line.split())
    if good and status not in good:
        raise Wrong(f"exit status {status} of: {' '.join(map(str, command))}")
    return Run(wall / 1e9, cpu / 1e9, rss, status)


def paired(commands, rounds, good=(0,)):
    """{name: runs}, the commands in turn, after one run of each that does not count."""
    runs = {name: [] for name in commands}
    for command in commands.values():
        once(command, good)
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(once(command, good))
    return runs


class Load:
    """with Load("--tcp", 50000) as facts: the sockets and processes exist inside the block."""

    def __init__(self, *options):
        self.options = [str(option) for option in options]

    def __enter__(self):
        self.process = subprocess.Popen([TOOLS / "loadgen", *self.options], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        if self.process.stdout.readline() != b"READY\n":
            raise Wrong("the load generator could not make the load")
        return json.loads(self.process.stdout.readline())

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def answer_of(command):
    once(command)
    return (ROOM / "out").read_text(errors="replace")


def check_rows(facts):
    rows = answer_of(PLAIN).count("\n") - 1
    if rows != facts["tcp_sockets"]:
        raise Wrong(f"{rows} rows for {facts['tcp_sockets']} sockets")


def check_owners(facts, with_ss):
    """Every socket must name the process that holds it, and the same one that ss names."""
    owner = r"^\S+ +\S+ +\d+ +\d+ +(\S+) +(\S+) +"
    ours = set(re.findall(owner + r".*\(pid (\d+)\)", answer_of(OWNERS), re.M))
    if len(ours) != facts["tcp_sockets"]:
        raise Wrong(f"{len(ours)} of {facts['tcp_sockets']} sockets name their process")
    if with_ss:
        theirs = re.findall(r"^\S+ +\d+ +\d+ +(\S+) +(\S+) +.*pid=(\d+)", answer_of(SSP), re.M)
        if ours != set(theirs):
            raise Wrong(f"{len(ours ^ set(theirs))} owners are not those of ss -tanp")


def check_both_ends(facts):
    """Who and conns must join the two sockets of every connection."""
    links = json.loads(answer_of(WHO + ["--json"]))["rows"]
    pairs = sum(link["count"] for link in links if link["relation"] == "talks")
    if pairs != facts["tcp_sockets"] // 2:
        raise Wrong(f"who counts {pairs} connections of {facts['tcp_sockets'] // 2}")
    named = len(re.findall(r"\(pid \d+\) +\S+ \(pid \d+\)$", answer_of(CONNS), re.M))
    if named != facts["tcp_sockets"]:
        raise Wrong(f"{named} of {facts['tcp_sockets']} sockets name the process at the other end")


def scene_empty(size):
    # An empty table may be answered with 1: nothing matched.
    return paired({"sonde": OWNERS, "ss -tan": SS}, size.start_rounds, good=(0, 1))


def scene_large(size):
    runs = {}
    with Load("--tcp", size.large // 2, "--holders", 8) as facts:
        check_rows(facts)
        check_owners(facts, with_ss=True)
        check_both_ends(facts)
        runs |= paired({"sonde who": WHO, "sonde conns": CONNS}, size.rounds)
        runs |= paired({"sonde, no owners": PLAIN, "ss -tan": SS, "bare dump": [BARE, "dump"]},
                       size.rounds)
        runs |= paired({"sonde": OWNERS, "bare both": BOTH}, size.rounds)
        runs |= paired({"sonde beside ss -tanp": OWNERS, "ss -tanp": SSP}, 3)
        for command in OTHERS:
            if shutil.which(command[0]):
                runs[" ".join(command)] = [once(command, good=())]
    return runs


def scene_huge(size):
    with Load("--tcp", size.huge // 2, "--holders", 8) as facts:
        check_owners(facts, with_ss=False)
        return paired({"sonde": OWNERS, "bare both": BOTH}, size.huge_rounds)


def scene_processes(size):
    with Load("--procs", size.processes, "--fds", 20) as facts:
        check_owners(facts, with_ss=True)
        return paired({"sonde": OWNERS, "bare both": BOTH, "ss -tanp": SSP}, size.rounds)


class Namespaces:
    """with Namespaces(500, 20) as pids: so many network namespaces with so many listeners each.

    A process keeps each. They are forked from here, so they share this one's memory.
    """

    def __init__(self, count, listeners):
        self.count, self.listeners, self.pids = count, listeners, []

    def __enter__(self):
        ready, tell = os.pipe()
        wait, self.end = os.pipe()
        for _ in range(self.count):
            pid = os.fork()
            if pid == 0:
                os.close(self.end)
                os._exit(self.keep(tell, wait))
            self.pids.append(pid)
        os.close(tell), os.close(wait)
        with os.fdopen(ready, "rb") as file:
            if len(file.read(self.count)) != self.count:
                raise Wrong("the network namespaces could not be made")
        return self.pids

    def keep(self, tell, wait):
        clone_newnet = 0x40000000
        if ctypes.CDLL(None).unshare(clone_newnet) != 0:
            return 1
        sockets = [socket.socket() for _ in range(self.listeners)]
        for number, one in enumerate(sockets):
            one.bind(("0.0.0.0", 20000 + number))
            one.listen(5)
        os.write(tell, b".")
        os.close(tell)
        os.read(wait, 1)  # Until the other end is closed.
        return 0

    def __exit__(self, *_):
        os.close(self.end)
        for pid in self.pids:
            os.waitpid(pid, 0)


def scene_namespaces(size):
    """The loop that people write takes too long to be run: some namespaces stand for all."""
    with Namespaces(size.namespaces, size.listeners) as pids:
        owner = r"^ *(\d+) .*:(\d+) .*\(pid (\d+)\)$"
        found = answer_of([SONDE, "listen", "--all", "--columns", "netns,local,held_by"])
        ours = {(int(number), int(port), int(pid))
                for number, port, pid in re.findall(owner, found, re.M)}
        theirs = {(os.stat(f"/proc/{pid}/ns/net").st_ino, 20000 + port, pid)
                  for pid in pids for port in range(size.listeners)}
        if ours != theirs:
            raise Wrong(f"{len(ours ^ theirs)} listeners of {len(theirs)} are missing or wrong")
        runs = paired({"sonde listen --all": PLACES}, size.rounds)
        step = max(1, len(pids) // size.sampled)
        loop = [["nsenter", "-t", str(pid), "-n", "ss", "-tlnp"] for pid in pids[::step]]
        once(loop[0])
        return runs | {"one nsenter ss -tlnp": [once(command) for command in loop]}


def scene_diagnose(size):
    """Idle; then a node: sockets in many namespaces, all of them looked at twice."""
    runs = paired({"sonde diagnose, idle": [SONDE, "diagnose"]}, size.rounds, good=(0, 1))
    limit = resource.RLIMIT_NOFILE
    resource.setrlimit(limit, (resource.getrlimit(limit)[1],) * 2)
    with Namespaces(size.nodes, size.large // size.nodes):
        found = answer_of([SONDE, "listen", "--all"]).count("\n") - 1
        if found < size.large:
            raise Wrong(f"{found} of {size.large} listeners are there")
        return runs | paired({"sonde diagnose --all": [SONDE, "diagnose", "--all"]}, size.rounds,
                             good=(0, 1))


def pasted_rows(count):
    """Rows as the kernel writes them, mostly established, each with its own address and inode."""
    yield ("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
           "  timeout inode" + " " * 54 + "\n")
    states = ("01", "01", "01", "01", "01", "01", "06", "08", "0A", "01")
    for i in range(count):
        row = (f"{i:4d}: {(i * 2654435761) & 0xffffffff:08X}:{i & 0xffff:04X} "
               f"0100007F:{(i >> 4) & 0xffff:04X} {states[i % 10]} 00000000:00000000 "
               f"00:00000000 00000000 {1000 + i % 7:5d}        0 {i + 4096} 1 "
               f"ffff8881{i & 0xffffffff:08x} 20 4 30 10 -1")
        yield f"{row:<149}\n"


def scene_decode(size):
    with open(ROOM / "paste", "w") as file:
        file.writelines(pasted_rows(size.pasted))
    command = [SONDE, "decode", str(ROOM / "paste")]
    rows = answer_of(command).count("\n") - 1
    if rows != size.pasted:
        raise Wrong(f"{rows} rows decoded of {size.pasted} pasted")
    return paired({"sonde decode": command}, size.decode_rounds)


def scene_flows(size):
    """Skipped where conntrack(8) is not installed, or the kernel has no room for so many."""
    made = subprocess.run([ROOT / "bench" / "conntrack.py", str(size.flows)], capture_output=True)
    if not shutil.which("conntrack") or made.stdout.strip() != str(size.flows).encode():
        return {}
    rows = answer_of(FLOWS).count("\n") - 1
    if rows != size.flows or answer_of(FLOWS).count(" dnat ") != size.flows:
        raise Wrong(f"{rows} rows for {size.flows} connections")
    return paired({"sonde flows": FLOWS, "conntrack -L": CONNTRACK}, size.rounds)


def scene_routes(size):
    """A full table: each route a /32 of its own, by one device or one of two gateways."""
    commands = ["link add d0 type veth peer name d1", "link set d1 up",
                "address add 10.255.0.1/16 dev d0", "link set d0 up"]
    subprocess.run(["ip", "-batch", "-"], input="\n".join(commands), text=True, check=True)
    ways = ("dev d0", "via 10.255.0.2", "via 10.255.0.3 metric 20")
    with open(ROOM / "batch", "w") as file:
        file.writelines(f"route add 11.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255} {ways[i % 3]}\n"
                        for i in range(size.routes))
    subprocess.run(["ip", "-batch", ROOM / "batch"], check=True)
    os.unlink(ROOM / "batch")
    rows, theirs = (answer_of(command).count("\n") for command in (ROUTES, IP_ROUTES))
    if rows - 1 != theirs or rows < size.routes:
        raise Wrong(f"{rows - 1} rows for the {theirs} routes of ip")
    runs = paired({"sonde routes": ROUTES, "ip route": IP_ROUTES}, size.rounds)
    return runs | paired({"sonde interfaces": LINKS, "ip -s link": IP_LINKS}, size.start_rounds)


SCENES = {"empty": scene_empty, "large": scene_large, "huge": scene_huge,
          "processes": scene_processes, "namespaces": scene_namespaces, "decode": scene_decode,
          "diagnose": scene_diagnose, "flows": scene_flows, "routes": scene_routes}


def play(name, size):
    """Called in the fresh namespaces. The output of what is measured goes to memory, not a disk."""
    ROOM.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "sonde-bench", ROOM], check=True)
    try:
        print(json.dumps(SCENES[name](size)))
    except Wrong as wrong:
        sys.exit(f"bench: {name}: {wrong}")


# ------------------------------------------------------------------------------- the promises


class Size:
    """How much. The promises hold at full size; --quick only shows that everything works."""

    def __init__(self, quick):
        self.large, self.huge = (10_000, 40_000) if quick else (100_000, 400_000)
        self.processes = 200 if quick else 2_000
        self.namespaces, self.sampled = (50, 5) if quick else (500, 25)
        self.listeners, self.nodes = 20, 50
        self.routes = 50_000 if quick else 1_000_000
        self.flows = 20_000 if quick else 200_000
        self.pasted = 100_000 if quick else 1_000_000
        self.rounds = self.decode_rounds = self.huge_rounds = 3
        self.start_rounds = 11 if quick else 101
        if not quick:
            self.rounds, self.huge_rounds = 9, 5


class Results:
    def __init__(self, scenes):
        self.scenes = {scene: {name: [Run(*run) for run in runs] for name, runs in names.items()}
                       for scene, names in scenes.items()}

    def median(self, scene, name, field):
        return statistics.median(getattr(run, field) for run in self.scenes[scene][name])

    def peak(self, scene, name):
        return max(run.rss for run in self.scenes[scene][name]) / 1024

    def ratio(self, scene, name, other, field):
        return self.median(scene, name, field) / self.median(scene, other, field)


# `figure` is held against the limit; `beside` is the same by the other clock.
Promise = collections.namedtuple("Promise", "text figure limit unit beside")


def promises_of(results, size):
    """Wall time counts where two commands ran in turn, since it is what a person waits for."""
    def against(text, limit, scene, name, other):
        wall, cpu = (results.ratio(scene, name, other, field) for field in ("wall", "cpu"))
        return Promise(text, wall, limit, "×", f"CPU {shown(cpu, '×')}")

    # Two scenes cannot run in turn, so what else the machine does shifts their wall time.
    def growth(field):
        grown = results.median("huge", "sonde", field) / results.median("large", "sonde", field)
        return grown / (size.huge / size.large)

    def places():
        """Against the loop over all namespaces, which is as many times one of them."""
        for unit, limit in (("s", 1), ("×", 0.05)):
            wall, cpu = (results.median("namespaces", "sonde listen --all", field)
                         / (1 if unit == "s" else size.namespaces
                            * results.median("namespaces", "one nsenter ss -tlnp", field))
                         for field in ("wall", "cpu"))
            text = f"{size.namespaces} namespaces × {size.listeners} listeners: `listen --all`"
            text += "" if unit == "s" else " / loop of `nsenter -n ss -tlnp`"
            yield Promise(text, wall, limit, unit, f"CPU {shown(cpu, unit)}")

    def flows():
        if results.scenes["flows"]:
            yield against(f"{size.flows:,} flows / `conntrack -L`", 0.7, "flows", "sonde flows",
                          "conntrack -L")

    def diagnose():
        for name, text, limit in (
                ("sonde diagnose, idle", "`diagnose`, idle, with its two looks", 1.3),
                ("sonde diagnose --all",
                 f"{size.large:,} sockets in {size.nodes} namespaces: `diagnose --all`", 3)):
            cpu = results.median("diagnose", name, "cpu")
            yield Promise(text, results.median("diagnose", name, "wall"), limit, "s",
                          f"CPU {shown(cpu, 's')}")
            yield Promise(text + ": peak memory", results.peak("diagnose", name), 64, "MiB", "")

    large, huge = f"{size.large:,} sockets", f"{size.huge:,} sockets"
    processes = f"{size.processes:,} processes × 20 descriptors, with owners / `ss -tanp`"
    return [
        against("start to exit, empty namespace / `ss -tan`", 0.5, "empty", "sonde", "ss -tan"),
        against(f"{large} / `ss -tan`", 0.7, "large", "sonde, no owners", "ss -tan"),
        against(f"{large}, with owners / `ss -tanp`", 0.10, "large", "sonde beside ss -tanp",
                "ss -tanp"),
        against(f"{large}, with owners / (dump + walk)", 1.3, "large", "sonde", "bare both"),
        Promise(f"{large}: `who :PORT`, both ends of every connection",
                results.median("large", "sonde who", "wall"), 1, "s",
                f"CPU {shown(results.median('large', 'sonde who', 'cpu'), 's')}"),
        Promise(f"{huge}, with owners: peak memory", results.peak("huge", "sonde"), 64,
                "MiB", ""),
        Promise(f"{huge} / ({size.huge // size.large} × CPU time of {size.large:,})",
                growth("cpu"), 1.3, "×", f"wall {shown(growth('wall'), '×')}"),
        against(processes, 0.7, "processes", "sonde", "ss -tanp"),
        *places(),
        *flows(),
        *diagnose(),
        against(f"{size.routes:,} routes / `ip route`", 1, "routes", "sonde routes", "ip route"),
        Promise(f"{size.routes:,} routes: peak memory", results.peak("routes", "sonde routes"), 64,
                "MiB", ""),
        against("`interfaces` / `ip -s link`", 1, "routes", "sonde interfaces", "ip -s link"),
        Promise("the binary", os.path.getsize(SONDE) / MIB, 4, "MiB", ""),
    ]


def is_kept(promise):
    return promise.figure <= promise.limit


def shown(value, unit):
    if unit == "MiB":
        return f"{value:.1f} MiB"
    if unit == "s":
        return f"{value:.2f} s"
    return f"{value:.3f}" if value < 0.2 else f"{value:.2f}"


def table(head, rows):
    """Markdown that can be read as it is: the first column left, the others right."""
    rows = [head] + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = []
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        lines.append("| " + " | ".join(cells) + " |")
        if number == 0:
            lines.append("|" + "|".join(["-" * (widths[0] + 2)]
                                        + ["-" * (w + 1) + ":" for w in widths[1:]]) + "|")
    return "\n".join(lines)


def promise_table(promises):
    return table(["promise", "reached", "limit", "", "beside"],
                 [[p.text, shown(p.figure, p.unit), f"{p.limit} {p.unit}".replace(" ×", ""),
                   "ok" if is_kept(p) else "MISSED", p.beside] for p in promises])


def raw_table(results, size):
    titles = {"empty": "empty", "large": f"{size.large:,} sockets",
              "huge": f"{size.huge:,} sockets", "processes": f"{size.processes:,} processes",
              "namespaces": f"{size.namespaces} namespaces",
              "decode": f"{size.pasted:,} pasted rows", "diagnose": f"{size.nodes} namespaces",
              "flows": f"{size.flows:,} flows", "routes": f"{size.routes:,} routes"}
    rows = []
    for scene, names in results.scenes.items():
        for name, runs in names.items():
            rows.append([f"{titles[scene]}: {name}"]
                        + [f"{results.median(scene, name, field) * 1e3:.2f}"
                           for field in ("wall", "cpu")]
                        + [f"{results.peak(scene, name):.1f}", len(runs)])
    return table(["medians", "wall ms", "CPU ms", "peak MiB", "runs"], rows)


# ------------------------------------------------------------------------------------ outside


def first_line(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.stdout.strip().partition("\n")[0]
    except OSError:
        return f"{command[0]} is not installed"


def machine():
    models = re.findall(r"^model name\s*: (.*)", Path("/proc/cpuinfo").read_text(), re.M)
    memory = int(re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text())[1]) // MIB
    return (f"{datetime.date.today()}, Linux {os.uname().release}, {os.cpu_count()} CPUs "
            f"({models[0] if models else os.uname().machine}), {memory} GiB; load average "
            f"{os.getloadavg()[0]:.1f} before the first run; "
            f"{first_line('ss', '-V').replace('ss utility, ', '')}, "
            f"{first_line('netstat', '--version')}")


def prepare():
    TOOLS.mkdir(parents=True, exist_ok=True)
    binary = Path(os.environ.get("SONDE", ROOT / "build" / "sonde"))
    if not binary.is_file():
        sys.exit(f"bench: there is no {binary}: run make first")
    shutil.copy2(binary, SONDE)
    for name in ("loadgen", "bare"):
        source, target = ROOT / "bench" / f"{name}.cpp", TOOLS / name
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O2", "-static", source,
                            "-o", target], check=True)


def run_scene(name, quick):
    print(f"bench: {name} ...", file=sys.stderr, flush=True)
    command = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc",
               sys.executable, __file__, "--scene", name] + ["--quick"] * quick
    done = subprocess.run(command, stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(1)
    return json.loads(done.stdout)


def report_of(results, size, machine_line):
    promises = promises_of(results, size)
    seconds = results.median("decode", "sonde decode", "wall")
    decode = (f"Pasted text: {size.pasted / seconds:,.0f} rows per second decoded and written, "
              f"peak memory {results.peak('decode', 'sonde decode'):.1f} MiB.")
    where = machine_line + ". Output of every command to a file in tmpfs."
    return promises, "\n\n".join([where, promise_table(promises), decode,
                                  raw_table(results, size)])


def write_doc(file, report):
    text = file.read_text()
    begin, end = (text.find(mark) for mark in MARKS)
    if not 0 <= begin < end:
        sys.exit(f"bench: {file} has no {MARKS[0]} … {MARKS[1]}")
    file.write_text(text[:begin] + MARKS[0] + "\n" + report + "\n" + text[end:])


def options():
    parser = argparse.ArgumentParser(description="Measures the promises about speed and memory.")
    parser.add_argument("--quick", action="store_true",
                        help="a tenth of the load, three rounds; figures that prove nothing")
    parser.add_argument("--json", metavar="FILE", type=Path, help="every single run")
    parser.add_argument("--write", metavar="FILE", type=Path,
                        help="put the tables between the markers of docs/benchmarks.md")
    parser.add_argument("--scene", choices=SCENES, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.quick and chosen.write:
        parser.error("--quick proves nothing, so --write takes full figures only")
    return chosen


def refusal():
    if os.geteuid() != 0:
        return "fresh network and pid namespaces need root: sudo make bench"
    for tool in ("ss", "unshare", "nsenter", "mount", os.environ.get("CXX", "g++")):
        if not shutil.which(tool):
            return f"{tool} is not installed"
    return None


def main():
    chosen = options()
    size = Size(chosen.quick)
    if chosen.scene:
        play(chosen.scene, size)
        return 0
    if why_not := refusal():
        print(f"bench: {why_not}", file=sys.stderr)
        return 2
    prepare()
    machine_before = machine()
    scenes = {name: run_scene(name, chosen.quick) for name in SCENES}
    promises, report = report_of(Results(scenes), size, machine_before)
    print(report)
    if chosen.quick:
        print("\nA quick run: the limits above are those of the full load, and prove nothing here.")
    if chosen.json:
        chosen.json.write_text(json.dumps({"machine": machine_before, "quick": chosen.quick,
                                           "promises": [p._asdict() for p in promises],
                                           "runs_wall_cpu_rss_status": scenes}, indent=1) + "\n")
    if chosen.write:
        write_doc(chosen.write, report)
    missed = not all(is_kept(promise) for promise in promises)
    return 1 if missed and not chosen.quick else 0


if __name__ == "__main__":
    sys.exit(main())
