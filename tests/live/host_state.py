#!/usr/bin/env python3
# host_state.py: counters, memory, settings, mounts and pressure against nstat, free and /proc.
# SPDX-License-Identifier: Apache-2.0
from scene import *


def counted(*words, **kw):
    found = {}
    for r in rows("counters", *words, **kw):
        key = (r["group"], r["name"])
        check(key not in found or r["netns"] is None, f"{key} stands twice")
        found[key] = r
    return found


def pairs(path):
    """{(group, name): value} of a file like /proc/net/snmp, in a way of its own."""
    with open(path) as file:
        lines = [line.split() for line in file]
    return {(head[0][:-1], name): int(value) for head, values in zip(lines[::2], lines[1::2])
            for name, value in zip(head[1:], values[1:])}


def traffic():
    """25 connections that end in TIME_WAIT here, and 25 datagrams for a port without listener."""
    server = socket.create_server(("127.0.0.1", 7000))
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for _ in range(25):
        client = socket.create_connection(("127.0.0.1", 7000))
        taken, _ = server.accept()
        client.close()
        until(lambda: taken.recv(1) == b"", "no end of the connection")
        taken.close()
        sender.sendto(b"x", ("127.0.0.1", 9))
    server.close()
    sender.close()


def between(name, before, value, after):
    low, high = min(before, after), max(before, after)
    check(value is not None and low <= value <= high, f"{name}: {value}, right {low} to {high}")


def against_proc():
    files = ("/proc/net/snmp", "/proc/net/netstat")
    before = {k: v for f in files for k, v in pairs(f).items()}
    ours = counted()
    after = {k: v for f in files for k, v in pairs(f).items()}
    for key, value in before.items():
        check(key in ours, f"{key} is missing")
        between(key, value, ours[key]["value"], after[key])
    check(ours["sockstat", "TCP tw"]["value"] == 25, f"tw {ours['sockstat', 'TCP tw']}")
    check(ours["Udp", "NoPorts"]["value"] == 25, f"NoPorts {ours['Udp', 'NoPorts']}")
    silent = [k for k, r in ours.items() if not r["meaning"]]
    check(not silent, f"without a meaning: {silent}")
    with open("/proc/net/softnet_stat") as file:
        cpus = {f"cpu{int(line.split()[12], 16)} dropped" for line in file}
    check(cpus == {n for g, n in ours if g == "softnet" and n.endswith("dropped")}, "softnet")
    print(f"/proc: {len(before)} counters are the same, {len(ours)} have a meaning")


def against_nstat():
    """nstat prefixes the group, and leaves out what is no counter of the kernel's three files."""
    if not shutil.which("nstat"):
        return skip_part("nstat is not here to compare with")
    def look():
        said = subprocess.run(["nstat", "-a", "-s", "-z", "-j"], capture_output=True, check=True)
        return json.loads(said.stdout)["kernel"]
    before, ours, after = look(), counted(), look()
    ours = {g + n: r["value"] for (g, n), r in ours.items()}
    for name, value in before.items():
        check(name in ours, f"nstat has {name}")
        between(name, value, ours[name], after[name])
    print(f"nstat: {len(before)} counters are the same")


class Datagrams:
    """100 datagrams a second, each of 100 bytes, over lo, while it is entered."""
    def __enter__(self):
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.send)
        self.receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.receiver.bind(("127.0.0.1", 5000))
        self.thread.start()

    def send(self):
        sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        at = time.monotonic()
        while not self.done.is_set():
            sender.sendto(b"x" * 100, ("127.0.0.1", 5000))
            self.receiver.recv(200)
            at += .01
            time.sleep(max(0, at - time.monotonic()))

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
        self.receiver.close()


def rates():
    with Datagrams():
        found = counted("--interval", "2")
    rate = found["Udp", "InDatagrams"]["per_s"]
    check(rate is not None and 80 <= rate <= 105, f"per_s is {rate}, right 100")
    check(found["Udp", "InErrors"]["per_s"] == 0, f"InErrors {found['Udp', 'InErrors']}")
    check(found["Tcp", "CurrEstab"]["per_s"] is None, "a gauge has no rate")
    code, out, err = sonde("counters", "--interval", "0.1", "Udp", "-x")
    check(code == 2, f"nonsense after --interval: exit {code}")
    code, _, err = sonde("counters", "--interval", "1", "--from", "/proc")
    check(code == 2 and b"live" in err, f"--interval of a copy: exit {code}, {err!r}")
    print(f"--interval: {rate} datagrams a second where 100 are sent")


def against_sar():
    """sar(1) looks at the same seconds; it counts rx and tx in packets and in kilobytes."""
    if not shutil.which("sar"):
        return skip_part("sar is not here to compare with")
    with Datagrams():
        sar = subprocess.Popen(["sar", "-n", "DEV", "3", "1"], stdout=subprocess.PIPE,
                               env={**os.environ, "LC_ALL": "C", "S_TIME_FORMAT": "ISO"})
        ours = {r["name"]: r for r in rows("interfaces", "--interval", "3")}
        text = sar.communicate()[0].decode()
    theirs = {line.split()[1]: [float(n) for n in line.split()[2:6]]
              for line in text.splitlines() if re.match(r"Average: +\S+ +[\d.]+ ", line)}
    check("lo" in theirs, f"sar says {text}")
    for name, (rx, tx, rx_kb, tx_kb) in theirs.items():
        r = ours[name]
        for right, value in ((rx, r["rx_packets_per_s"]), (tx, r["tx_packets_per_s"]),
                             (rx_kb * 1024, r["rx_bytes_per_s"]),
                             (tx_kb * 1024, r["tx_bytes_per_s"])):
            check(abs(value - right) <= max(20, right * 0.15), f"{name}: {r}, sar {theirs[name]}")
    print(f"sar -n DEV: {len(theirs)} devices move as fast")


def rates_of_interfaces():
    """A packet on lo has its 14 bytes of Ethernet, 20 of IP and 8 of UDP counted with it."""
    run("ip link add idle0 type veth peer name idle1 2>/dev/null")
    late = threading.Timer(1, run, ["ip link add late0 type veth peer name late1 2>/dev/null"])
    with Datagrams():
        late.start()
        found = {r["name"]: r for r in rows("interfaces", "--interval", "2")}
    late.join()
    per_s = {way: found["lo"][way] for way in ("rx_packets_per_s", "tx_packets_per_s")}
    for way, rate in per_s.items():
        check(rate is not None and 80 <= rate <= 105, f"{way} of lo is {rate}, right 100")
    bytes_per_s = found["lo"]["rx_bytes_per_s"]
    check(8000 <= bytes_per_s <= 15500, f"rx_bytes_per_s of lo is {bytes_per_s}, right 14200")
    if "idle0" in found:
        check(found["idle0"]["tx_bytes_per_s"] == 0, f"an idle device: {found['idle0']}")
        check(found["late0"]["rx_bytes_per_s"] is None, f"a new device: {found['late0']}")
    run("ip link del idle0 2>/dev/null; ip link del late0 2>/dev/null")
    code, out, _ = sonde("interfaces")
    check(b"per_s" not in out, "rates without --interval")
    text = sonde("interfaces", "--interval", "0.2", "--source=proc")[1].decode()
    check("rx_bytes_per_s" in text, f"rates of text: {text}")
    print(f"--interval: {per_s['rx_packets_per_s']} packets a second on lo where 100 are sent")


def watched_interfaces():
    """The first look has no rate, the next ones have."""
    process = subprocess.Popen([SONDE, "interfaces", "name = lo", "--watch=0.5", "--jsonl"],
                               stdout=subprocess.PIPE, text=True)
    with Datagrams():
        first = json.loads(process.stdout.readline())
        check(first["row"]["rx_packets_per_s"] is None, f"the first look has a rate: {first}")
        later = json.loads(process.stdout.readline())
        rate = later["row"]["rx_packets_per_s"]
        check(later["change"] == "changed" and 50 <= rate <= 130, f"the second look: {later}")
        until(lambda: is_waiting(process), "--watch does not wait between looks")
        process.send_signal(signal.SIGTERM)
    check(process.wait(timeout=10) == 0, f"--watch: exit {process.returncode}")


TIMES = "user nice system idle iowait irq softirq steal guest guest_nice".split()


def ticks():
    """Seconds of each processor by their kinds; those of guests are in user and nice as well."""
    found = {}
    with open("/proc/stat") as file:
        for line in file:
            if line.startswith("cpu"):
                name, *numbers = line.split()
                spent = dict(zip(TIMES, (int(n) / 100 for n in numbers)))
                spent["user"] -= spent["guest"]
                spent["nice"] -= spent["guest_nice"]
                found[name[3:] or "all"] = spent
    return found


def processors():
    before = ticks()
    ours = {r["cpu"]: r for r in rows("cpu", "--columns", "all")}
    after = ticks()
    check(set(ours) == set(before), f"cpu: {set(ours) ^ set(before)}")
    for cpu, spent in before.items():
        for kind, seconds in spent.items():
            between(f"{cpu} {kind}_s", seconds, ours[cpu][f"{kind}_s"], after[cpu][kind])
        whole = sum(spent.values())
        for kind, seconds in spent.items():
            share = ours[cpu][f"{kind}_percent"]
            check(abs(share - 100 * seconds / whole) < .5, f"{cpu} {kind}_percent {share}")
    machine = ours["all"]
    with open("/proc/loadavg") as file:
        check(machine["load15"] == float(file.read().split()[2]), f"load15: {machine}")
    check(machine["cpus"] == len(ours) - 1, f"cpus: {machine}")
    check(ours["0"]["load1"] is None, f"a processor has no load of its own: {ours['0']}")
    spinner = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    before = ticks()["all"]
    seen = {r["cpu"]: r for r in rows("cpu", "--interval", "2")}
    after = ticks()["all"]
    spinner.kill()
    spinner.wait()
    check(abs(sum(seen["all"][f"{kind}_percent"] for kind in TIMES) - 100) < .1, f"{seen['all']}")
    spent = {kind: after[kind] - before[kind] for kind in TIMES}
    right = 100 * (1 - (spent["idle"] + spent["iowait"]) / sum(spent.values()))
    check(abs(seen["all"]["busy_percent"] - right) < 15, f"busy: {seen['all']}, right {right}")
    print(f"/proc/stat: {len(ours)} rows are the same; busy {seen['all']['busy_percent']} %")


def against_mpstat():
    if not shutil.which("mpstat"):
        return skip_part("mpstat is not here to compare with")
    said = json.loads(subprocess.run(["mpstat", "-P", "ALL", "-o", "JSON"], capture_output=True,
                                     check=True).stdout)
    theirs = said["sysstat"]["hosts"][0]["statistics"][0]["cpu-load"]
    ours = {r["cpu"]: r for r in rows("cpu")}
    names = {"usr": "user", "nice": "nice", "sys": "system", "iowait": "iowait", "irq": "irq",
             "soft": "softirq", "steal": "steal", "guest": "guest", "idle": "idle"}
    for row in theirs:
        for their, our in names.items():
            share = ours[row["cpu"]][f"{our}_percent"]
            check(abs(row[their] - share) < .5, f"{row['cpu']} {our}: {share}, mpstat {row[their]}")
    print(f"mpstat: {len(theirs)} rows are the same")


def quota():
    """A process that may use a tenth of a processor and wants a whole one."""
    for folder, file, text in (("/sys/fs/cgroup/cpu", "cpu.cfs_quota_us", "10000"),
                               ("/sys/fs/cgroup", "cpu.max", "10000 100000")):
        group = f"{folder}/sonde-quota"
        try:
            os.makedirs(group, exist_ok=True)
            with open(f"{group}/{file}", "w") as to:
                to.write(text)
            break
        except OSError:
            run(f"rmdir {group} 2>/dev/null")
    else:
        return skip_part("no cgroup with a quota can be made here")
    spinner = subprocess.Popen(["unshare", "-n", sys.executable, "-c", "while True: pass"])
    until(lambda: os.stat(f"/proc/{spinner.pid}/ns/net").st_ino !=
          os.stat("/proc/self/ns/net").st_ino, "no place of its own")
    with open(f"{group}/cgroup.procs", "w") as to:
        to.write(str(spinner.pid))
    seen = rows("cpu", "cpu = all", "--in", f"pid:{spinner.pid}", "--interval", "1")[0]
    none = rows("cpu", "cpu = all")[0]
    with open(f"{group}/cpu.stat") as file:
        right = dict(line.split() for line in file)
    spinner.kill()
    spinner.wait()
    until(lambda: not run(f"rmdir {group} 2>/dev/null"), "the cgroup stays")
    check(seen["quota_cpus"] == .1, f"quota: {seen}")
    check(seen["throttled_percent"] and seen["throttled_percent"] > 50, f"throttled: {seen}")
    check(0 < seen["throttled_periods"] <= int(right["nr_throttled"]), f"{seen}, right {right}")
    check(none["quota_cpus"] is None, f"without a quota: {none}")
    print(f"a quota of 0.1: stopped in {seen['throttled_percent']} % of its periods")


def block_devices():
    def look():
        with open("/proc/diskstats") as file:
            return {f[2]: [int(n) for n in f[3:]] for f in map(str.split, file)}
    columns = ("reads reads_merged read_bytes read_ms writes writes_merged write_bytes write_ms "
               "in_flight busy_ms queue_ms discards discards_merged discard_bytes discard_ms "
               "flushes flush_ms").split()
    before = look()
    ours = {r["name"]: r for r in rows("disks", "--columns", "all")}
    after = look()
    check(set(ours) == set(before) and len(ours) > 0, f"disks: {set(ours) ^ set(before)}")
    for name, numbers in before.items():
        for column, least, most in zip(columns, numbers, after[name]):
            by = 512 if column.endswith("bytes") else 1
            if column != "in_flight":
                between(f"{name} {column}", least * by, ours[name][column], most * by)
        if os.path.exists(f"/sys/class/block/{name}"):
            is_part = os.path.exists(f"/sys/class/block/{name}/partition")
            check((ours[name]["kind"] == "partition") == is_part, f"{name}: {ours[name]}")
    print(f"/proc/diskstats: {len(ours)} devices are the same")


def writes_to_a_disk():
    """16 MiB to a loop device between two looks."""
    with open("/tmp/sonde-disk", "wb") as file:
        file.truncate(16 << 20)
    made = subprocess.run(["losetup", "-f", "--show", "/tmp/sonde-disk"], capture_output=True,
                          text=True)
    device = made.stdout.strip()
    if made.returncode or not os.path.exists(device):
        return skip_part("no loop device can be made here")
    copy = f"sleep 1; dd if=/dev/zero of={device} bs=1M count=16 oflag=direct 2>/dev/null"
    writer = threading.Thread(target=run, args=[copy])
    writer.start()
    name = os.path.basename(device)
    seen = rows("disks", "--interval", "4", f"name = {name}")[0]
    writer.join()
    run(f"losetup -d {device}")
    os.unlink("/tmp/sonde-disk")
    right = (16 << 20) / 4
    rate = seen["write_bytes_per_s"]
    check(.8 * right < rate < 1.05 * right, f"{rate} bytes a second, right {right}: {seen}")
    check(seen["kind"] == "loop" and seen["write_await_ms"] is not None, f"{seen}")
    check(0 <= seen["busy_percent"] <= 100 and seen["read_bytes_per_s"] is not None, f"{seen}")
    print(f"disks --interval: {rate} bytes a second where {right} are written")


def watched():
    process = subprocess.Popen([SONDE, "counters", "name = InDatagrams", "--watch=0.5", "--jsonl"],
                               stdout=subprocess.PIPE, text=True)
    first = json.loads(process.stdout.readline())
    check(first["row"]["per_s"] is None, f"the first look has a rate: {first}")
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 5001))
    grown = None
    while not grown:
        sender.sendto(b"x", ("127.0.0.1", 5001))
        receiver.recv(10)
        line = json.loads(process.stdout.readline())
        if line["change"] == "changed" and line["row"]["group"] == "Udp":
            grown = line["row"]["per_s"]
    until(lambda: is_waiting(process), "--watch does not wait between looks")
    process.send_signal(signal.SIGTERM)
    check(process.wait(timeout=10) == 0, f"--watch: exit {process.returncode}")


def everywhere():
    """Each namespace counts for itself; what the host counts stands there once."""
    holder = subprocess.Popen(["unshare", "-n", sys.executable, "-c", HOLD], stdin=subprocess.PIPE)
    until(lambda: os.stat(f"/proc/{holder.pid}/ns/net").st_ino !=
          os.stat("/proc/self/ns/net").st_ino, "no namespace of its own")
    other = os.stat(f"/proc/{holder.pid}/ns/net").st_ino
    found = rows("counters", "--all")
    no_ports = {r["netns"]: r["value"] for r in found if r["name"] == "NoPorts" and
                r["group"] == "Udp"}
    check(no_ports[other] == 0, f"a new namespace has counted {no_ports[other]}")
    check(no_ports[os.stat("/proc/self/ns/net").st_ino] == 25, f"{no_ports}")
    of_host = [r["name"] for r in found if r["group"] == "softnet"]
    check(len(of_host) == len(set(of_host)), "the host's counters stand twice")
    inside = counted("--in", f"pid:{holder.pid}")
    check(inside["Udp", "NoPorts"]["value"] == 0, "--in looks elsewhere")
    shutil.copy(SONDE, "/tmp/sonde-for-nobody")
    os.chmod("/tmp/sonde-for-nobody", 0o755)
    said = subprocess.run([*NOBODY, "/tmp/sonde-for-nobody", "counters", "--json"],
                          capture_output=True, check=True)
    os.unlink("/tmp/sonde-for-nobody")
    check(len(json.loads(said.stdout)["rows"]) >= len(inside), "nobody sees fewer counters")
    holder.stdin.close()
    holder.wait()


def against_free():
    """The same look at one moment is not to be had: 64 MiB may come and go between."""
    def look():
        said = subprocess.run(["free", "-b", "-w"], capture_output=True, check=True, text=True)
        memory, swap = [[int(n) for n in line.split()[1:]] for line in said.stdout.splitlines()[1:3]]
        found = dict(zip(("total", "used", "free", "shared", "buffers", "cache", "available"),
                         memory))
        found["buff_cache"] = found.pop("buffers") + found.pop("cache")
        found.update(zip(("swap_total", "swap_used", "swap_free"), swap))
        with open("/proc/meminfo") as file:
            fields = [line.split() for line in file]
        found.update({f[0][:-1]: int(f[1]) * 1024 for f in fields if f[-1] == "kB"})
        return found
    if not shutil.which("free"):
        return skip_part("free is not here to compare with")
    before, ours, after = look(), {r["name"]: r["bytes"] for r in rows("memory")}, look()
    slack = 64 << 20
    for name, value in before.items():
        check(name in ours, f"memory lacks {name}")
        if name == "Committed_AS":  # A sanitized sonde asks for much itself.
            continue
        between(name, min(value, after[name]) - slack, ours[name],
                max(value, after[name]) + slack)
    check(ours["total"] == before["total"], "total")
    print(f"free and /proc/meminfo: {len(before)} rows are the same")


def forged():
    """As lxcfs does it: another file over one of /proc."""
    with open("/tmp/sonde-meminfo", "w") as file:
        file.write("MemTotal: 1000 kB\nMemFree: 300 kB\nMemAvailable: 9000 kB\n")
    if run("mount --bind /tmp/sonde-meminfo /proc/meminfo"):
        return
    said = answer("memory")
    run("umount /proc/meminfo")
    os.unlink("/tmp/sonde-meminfo")
    seen = {r["name"]: r["bytes"] for r in said["rows"]}
    check(seen["total"] == 1024000 and seen["used"] == 700 * 1024, f"forged: {seen}")
    check(seen["swap_total"] is None and said["gaps"], f"what is missing is no gap: {said['gaps']}")
    check(any("/proc/meminfo is not the kernel's" in note for note in said["notes"]),
          f"a forged file is not named: {said['notes']}")


def settings():
    seen = {r["name"]: r for r in rows("sysctls")}
    for name, row in seen.items():
        with open("/proc/sys/" + name.replace(".", "/")) as file:
            right = " ".join(file.read().split())
        moves = name in ("fs.file-nr", "kernel.random.entropy_avail")
        check(moves or row["value"] == right, f"{name}: {row['value']}, right {right}")
        check(row["meaning"].endswith("."), f"{name} has no meaning")
        check((row["netns"] is not None) == name.startswith("net."), f"{name}: {row['netns']}")
    check("net.core.somaxconn" in seen and "vm.swappiness" in seen, f"only {list(seen)}")
    holder = subprocess.Popen(["unshare", "-n", "sh", "-c",
                               "echo 77 > /proc/sys/net/core/somaxconn; echo; cat"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    inside = rows("sysctls", "name = net.core.somaxconn", "--in", f"pid:{holder.pid}")
    check([r["value"] for r in inside] == ["77"], f"--in: {inside}")
    holder.stdin.close()
    holder.wait()
    print(f"/proc/sys: {len(seen)} settings are the same")


def usage():
    """df sees what is on top at a path; what it says of that must be ours, too."""
    fields = "target,size,used,avail,itotal,iused"
    text = subprocess.run(["df", "-a", "-B1", f"--output={fields}"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()
    df = {}
    for line in text.splitlines()[1:]:
        target, *numbers = line.rsplit(maxsplit=5)
        df[target] = [None if n == "-" else int(n) for n in numbers]
    ours = rows("mounts", "--columns",
                "path,type,size_bytes,used_bytes,available_bytes,files,used_files,used_percent")
    seen = 0
    for r in ours:
        size, used, free, files, used_files = df.get(r["path"], [0] * 5)
        is_covered = r["size_bytes"] is None and any(
            other["path"] == r["path"] and other["size_bytes"] for other in ours)
        if not size or is_covered or r["type"] not in ("tmpfs", "ext4"):
            continue
        check(r["size_bytes"] == size and r["files"] == files, f"{r}, right {df[r['path']]}")
        slack = 64 << 20  # Others write and delete meanwhile.
        check(abs(used - r["used_bytes"]) < slack, f"{r}, df {used}")
        check(abs(r["used_percent"] - 100 * used / max(1, used + free)) < 1, f"{r}, df {used} {free}")
        seen += 1
    check(seen >= 2, f"only {seen} mounts with a size: {df}")
    check(all(r["size_bytes"] is None for r in ours if r["type"] == "proc"), "proc has no size")
    print(f"df: {seen} file systems are as full")


def mounted():
    run("mkdir -p '/tmp/sonde mount' && mount -t tmpfs -o ro,nosuid sonde '/tmp/sonde mount'")
    ours = {(r["id"], r["path"]): r for r in rows("mounts", "--columns", "all")}
    with open("/proc/self/mountinfo") as file:
        lines = [line.split() for line in file]
    right = {(int(f[0]), re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), f[4])) for f in lines}
    check(set(ours) == right, f"mounts: {set(ours) ^ right}")
    made = [r for (_, path), r in ours.items() if path == "/tmp/sonde mount"]
    check(made and made[0]["read_only"] and made[0]["type"] == "tmpfs", f"{made}")
    usage()
    run("umount '/tmp/sonde mount'; rmdir '/tmp/sonde mount'")
    print(f"mountinfo: {len(right)} mounts are the same")


def pressed():
    if not os.path.exists("/proc/pressure/cpu"):
        return
    with open("/proc/pressure/cpu") as file:
        before = int(file.readline().split("total=")[1])
    ours = {(r["resource"], r["kind"]): r for r in rows("pressure")}
    with open("/proc/pressure/cpu") as file:
        after = int(file.readline().split("total=")[1])
    between("total_us", before, ours["cpu", "some"]["total_us"], after)
    check(("memory", "full") in ours and ("io", "some") in ours, f"{list(ours)}")


own_namespaces()
run("ip link set lo up")
traffic()
against_proc()
against_nstat()
rates()
rates_of_interfaces()
against_sar()
watched_interfaces()
processors()
against_mpstat()
quota()
block_devices()
writes_to_a_disk()
watched()
everywhere()
against_free()
forged()
settings()
mounted()
pressed()
print("the state of the host: as nstat, free, /proc and the traffic say")
