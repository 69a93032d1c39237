#!/usr/bin/env python3
# places.py: every network namespace in one answer, --in, namespaces and run, against the kernel.
# SPDX-License-Identifier: Apache-2.0
"""Right answers come from nsenter and ss, lsns, and /proc; never from sonde."""
from scene import *

LO_UP = ("import fcntl,struct\n"
         "def lo_up():\n"
         " s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\n"
         " fcntl.ioctl(s,0x8914,struct.pack('16sH14x',b'lo',0x41)); s.close()\n"
         "def at(port,backlog):\n"
         " s=socket.socket(); s.bind(('127.0.0.1',port)); s.listen(backlog); return s\n")

# A namespace with listeners and some processes; only the first holds the listeners.
KEEPER = "import ctypes,os,socket,sys,time\n" + LO_UP + r'''
libc=ctypes.CDLL(None); ports=[int(x) for x in sys.argv[2:]]
if libc.unshare(0x40000000): sys.exit(1)
lo_up(); keep=[at(p,3+i) for i,p in enumerate(ports)]
for _ in range(int(sys.argv[1])-1):
    if not os.fork():
        [s.close() for s in keep]; time.sleep(900); os._exit(0)
print("up",flush=True); sys.stdin.read()
'''

# Stays in the namespace it was started in, and keeps others by a thread, by a descriptor, and by
# nothing but its listener (whose namespace has a name).
ODD = "import ctypes,os,socket,sys,threading\n" + LO_UP + r'''
libc=ctypes.CDLL(None,use_errno=True); keep=[]; wait=threading.Event(); got={}
inode=lambda path: os.stat(path).st_ino
def own(port,stay):
    def work():
        assert libc.unshare(0x40000000)==0
        lo_up(); keep.append(at(port,7)); got[port]=inode("/proc/thread-self/ns/net")
        if not stay: keep.append(os.open("/proc/thread-self/ns/net",os.O_RDONLY))
        done.set()
        if stay: wait.wait()
    done=threading.Event(); t=threading.Thread(target=work,daemon=True); t.start(); done.wait()
    if not stay: t.join()
def named(path,port):
    def work():
        fd=os.open(path,os.O_RDONLY); assert libc.setns(fd,0x40000000)==0; os.close(fd)
        lo_up(); keep.append(at(port,7)); got[port]=inode("/proc/thread-self/ns/net")
    t=threading.Thread(target=work); t.start(); t.join()
own(20410,True); own(20411,False); named(sys.argv[1],20412)
print(got[20410],got[20411],got[20412],flush=True); sys.stdin.read()
'''


def start(program, *args, **kw):
    """A Python child that says one line when it is ready: the process and the line."""
    child = subprocess.Popen([sys.executable, "-c", program, *map(str, args)],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, **kw)
    line = child.stdout.readline().decode().split()
    check(line, f"the scene is broken: {args}")
    return child, line


def inode(path):
    return os.stat(path).st_ino


def netns_of(pid):
    return inode(f"/proc/{pid}/ns/net")


def ss(*enter):
    """{(address, port, backlog)} of the TCP listeners that ss shows there."""
    done = subprocess.run([*enter, "ss", "-H", "-tln"], capture_output=True, text=True)
    check(done.returncode == 0, f"{enter}: {done.stderr}")
    found = set()
    for line in done.stdout.splitlines():
        word = line.split()
        host, _, port = word[3].rpartition(":")
        found.add((canon(host), int(port), int(word[2])))
    return found


def ours(answered):
    tcp = [r for r in answered if r["protocol"] == "tcp"]
    found = {(canon(r["local_address"]), r["local_port"], r["backlog"]) for r in tcp}
    check(len(found) == len(tcp), f"a listener stands twice: {tcp}")
    return found


def ends(listeners):
    """Without the backlog, which the text of /proc/net does not tell."""
    return {(address, port) for address, port, _ in listeners}


def in_netns(answered, number):
    return [r for r in answered if r["netns"] == number]


class Scene:
    def __init__(self, count):
        run("mount -t tmpfs none /run && mkdir -p /run/netns && ip netns add lonely && "
            "ip netns add empty-one")
        check(os.path.exists("/run/netns/lonely"), "the scene is broken: ip netns add")
        self.mine = listen("127.0.0.1", 20400, 9)
        self.ports = {}  # pid of the holder: its ports
        self.keep = []
        for i in range(count):
            ports = [20500, 20501 + i]
            child, _ = start(KEEPER, 1 + i % 3, *ports)
            self.ports[child.pid] = ports
            self.keep.append(child)
        self.odd, numbers = start(ODD, "/run/netns/lonely")
        self.thread, self.descriptor, self.named = map(int, numbers)
        check(self.named == inode("/run/netns/lonely"), "the scene is broken: setns")


# ---- every namespace in one answer


def all_of_them(scene):
    for who, pre in (("root", []), ("nobody", NOBODY)):
        document = answer("listen", "--all", "--columns", "all", pre=pre)
        answered = document["rows"]
        check(all(r["netns"] for r in answered), f"{who}: a row without netns")
        for pid, ports in scene.ports.items():
            number = netns_of(pid)
            if who == "nobody":  # The number is hidden: the namespace is that of its own port.
                number = [r["netns"] for r in answered if r["local_port"] == ports[1]][0]
            got = in_netns(answered, number)
            want = ss("nsenter", "-t", str(pid), "-n")
            check(want == {("127.0.0.1", ports[0], 3), ("127.0.0.1", ports[1], 4)},
                  f"the scene is broken: {want}")
            same = ours(got) == want if who == "root" else ends(ours(got)) == ends(want)
            check(same, f"{who}: {ours(got)} in the namespace of {pid}, ss has {want}")
            for r in got:
                check(r["uid"] == 0, f"{who}: uid {r['uid']}")
                if who == "root":
                    check((r["pid"], r["owner"]) == (pid, "fd"), f"root: {r['pid']} {r['owner']}")
                else:  # Its children have its name, so it can only be one server.
                    check(r["fd"] is None, f"nobody: a descriptor that nobody saw: {r['fd']}")
                    check((r["owner"], r["pid"]) in (("probable", pid), ("hidden", None)),
                          f"nobody: {r['owner']} {r['pid']}, it is {pid}")
        check(len({r["netns"] for r in answered if r["local_port"] == 20500})
              == len(scene.ports), f"{who}: namespaces are mixed up")
        refused = [g for g in document["gaps"] if g["reason"] == "not-permitted"]
        check(bool(refused) == (who == "nobody"), f"{who}: gaps {document['gaps']}")
        check(all(g["remedy"] for g in refused), f"{who}: a gap without remedy")
    here = answer("listen")["rows"]
    check({r["local_port"] for r in here if r["protocol"] == "tcp"} == {20400},
          "listen without --all shows another namespace")
    print(f"listen --all: {len(scene.ports)} namespaces as root and as nobody are those of ss")


def one_of_them(scene):
    for pid in list(scene.ports)[:2]:
        want = ss("nsenter", "-t", str(pid), "-n")
        for place in (f"pid:{pid}", str(pid), f"netns:{netns_of(pid)}", f"netns:/proc/{pid}/ns/net"):
            check(ours(rows("listen", "--in", place)) == want, f"--in {place}")
        # The text of /proc/PID/net is the other way in, and the only one without rights.
        for pre, more in ((NOBODY, []), ([], ["--source=proc"]), (NOBODY, ["--source=proc"])):
            got = ours(rows("listen", "--in", f"pid:{pid}", *more, pre=pre))
            check(ends(got) == ends(want), f"{pre[:1]} {more} --in pid:{pid}: {got}")
    want = ss("nsenter", "--net=/run/netns/lonely")
    for place in ("lonely", "netns:lonely", "netns:/run/netns/lonely", f"netns:{scene.named}"):
        check(ours(rows("listen", "--in", place)) == want, f"--in {place}")
    pid, ports = next(iter(scene.ports.items()))
    os.symlink(f"/proc/{pid}/ns/net", "/run/netns/linked")  # As docker users do for ip netns.
    for place in ("linked", "/run/netns/linked", "netns:/var/run/netns/linked"):
        got = ours(rows("listen", "--in", place))
        check({port for _, port, _ in got} == set(ports), f"--in {place}: {got}")
    os.remove("/run/netns/linked")
    code, out, err = sonde("listen", "--in", "lonely", pre=NOBODY)
    check(code == 4 and not out and b"--in pid:N" in err, f"nobody: --in lonely: {code} {err!r}")
    code, out, err = sonde("processes", "--in", "lonely", pre=NOBODY)
    check(code == 4 and b"not permitted" in err and b"mount procfs" not in err,
          f"nobody: processes --in lonely: exit {code} {err!r}")
    code, _, err = sonde("listen", "--in", "netns:empty-one", "--json")
    check(code in (0, 1), f"an empty namespace: exit {code} {err!r}")
    for wrong in ("pid:999999", "netns:1", "nothing-has-this-name", "netns:/etc/passwd"):
        code, out, err = sonde("sockets", "--in", wrong)
        check(code == 2 and not out and b"there is no" in err, f"--in {wrong}: exit {code} {err!r}")
    code, _, err = sonde("listen", "--in", "lonely", "--all")
    check(code == 2 and err, "--in with --all is no error of usage")
    print("listen --in: pid, number, path and name lead to the same sockets as nsenter")


def what_keeps_them(scene):
    answered = {r["ns"]: r for r in rows("namespaces", "--columns", "all") if r["type"] == "net"}
    empty = inode("/run/netns/empty-one")
    for number, kept_by, pid in ((scene.thread, "thread", scene.odd.pid),
                                 (scene.descriptor, "descriptor", scene.odd.pid),
                                 (scene.named, "mount", None), (empty, "mount", None)):
        r = answered.get(number)
        check(r, f"namespaces: one that a {kept_by} keeps is missing")
        check((r["kept_by"], r["pid"], r["nprocs"]) == (kept_by, pid, 0), f"{kept_by}: {r}")
        check(inode(r["path"]) == number, f"{r['path']} is not {number}")
    check(answered[scene.named]["path"] == "/run/netns/lonely", f"{answered[scene.named]}")
    found = rows("listen", "--all", "--columns", "all")
    for number, port in ((scene.thread, 20410), (scene.descriptor, 20411), (scene.named, 20412)):
        got = in_netns(found, number)
        check(ours(got) == {("127.0.0.1", port, 7)}, f"listen --all in {number}: {got}")
        check((got[0]["pid"], got[0]["owner"]) == (scene.odd.pid, "fd"), f"port {port}: {got}")
        check(ours(rows("listen", "--in", f"netns:{number}")) == ours(got), f"--in netns:{number}")
    print("namespaces that a thread, a descriptor or a mount keeps are listed, with their listeners")


def coming_and_going(scene):
    loop = "while :; do unshare -n true; unshare -n sleep 0.02; done"
    kids = [subprocess.Popen(["sh", "-c", loop], start_new_session=True) for _ in range(2)]
    times = 10 if SANITIZED else 50
    vanished = 0
    try:
        for i in range(times):
            document = answer("listen", "--all", pre=NOBODY if i % 5 == 4 else [])
            ports = collections.Counter(r["local_port"] for r in document["rows"])
            check(ports[20500] == len(scene.ports), f"churn: {ports[20500]} of {len(scene.ports)}")
            check(all(ports[p[1]] == 1 for p in scene.ports.values()), f"churn: {ports}")
        for _ in range(times // 5):
            code, _, err = sonde("namespaces", "--json")
            check(code == 0, f"churn: namespaces: exit {code} {err!r}")
            code, _, err = sonde("listen", "--all")
            check(code == 0, f"churn: listen --all: exit {code} {err!r}")
            vanished += b"vanished" in err
    finally:
        for kid in kids:
            os.killpg(kid.pid, signal.SIGKILL)
            kid.wait()
    print(f"{times} answers while namespaces come and go, {vanished} times one vanished meanwhile")


def what_is_not_seen_is_told(scene):
    """No way to look is an error, and half a look is a gap: never an empty answer."""
    def gaps(*args, pre):
        code, out, err = sonde(*args, "--json", pre=pre)
        return code, {g["reason"] for g in json.loads(out)["gaps"]} if out else None, err

    elsewhere = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$@\"", "sh"]
    hidden = ["unshare", "-m", "sh", "-c", "mount -t proc -o hidepid=2 proc /proc && exec \"$@\"",
              "sh", *NOBODY]
    few = ["sh", "-c", "ulimit -n 5; exec \"$@\"", "sh"]
    for args in (["listen", "--all"], ["containers"], ["namespaces"]):
        if not SANITIZED:
            code, _, err = gaps(*args, pre=elsewhere)
            check(code == 4 and err, f"without /proc: {args}: exit {code}")
            code, reasons, err = gaps(*args, pre=few)
            check(code == 4 or reasons, f"5 descriptors: {args}: exit {code}, no gap")
        code, reasons, err = gaps(*args, pre=hidden)
        check("not-permitted" in reasons, f"hidepid: {args}: exit {code}, gaps {reasons}")
    for args in (["containers"], ["namespaces"]):
        code, out, err = sonde(*args, "--from", "-", stdin=b"no table")
        check(code == 4 and err, f"{args} of a paste: exit {code}")
    print("no /proc, hidepid and 5 descriptors: an error or a gap, for every view of all places")


# ---- the table of namespaces


def against_lsns():
    apart = subprocess.Popen(["unshare", "-n", "-u", "-i", "-C", "-m", "-T", "sleep", "900"])
    inside = subprocess.Popen(["unshare", "-U", "-r", "-p", "-f", "sleep", "901"])
    until_it_runs(apart.pid, "sleep 900")
    child_of(inside.pid, "sleep 901")
    mine = {os.readlink(f"/proc/self/ns/{t}") for t in os.listdir("/proc/self/ns")}
    columns = "NS,TYPE,PATH,NPROCS,PID,PPID,COMMAND,UID,USER"
    done = subprocess.run(["lsns", "-J", "-l", "-o", columns], capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL="C"))
    check(done.returncode == 0, f"lsns: {done.stderr}")
    want = json.loads(done.stdout)["namespaces"]
    found = {(r["ns"], r["type"]): r for r in rows("namespaces", "--columns", "all")}
    compared, kinds = 0, set()
    for theirs in want:
        kinds.add(theirs["type"])
        r = found.get((int(theirs["ns"]), theirs["type"]))
        check(r, f"lsns has {theirs}, we do not")
        if f"{theirs['type']}:[{theirs['ns']}]" in mine:
            continue  # lsns and sonde are in it themselves, at different times.
        for key in ("nprocs", "pid", "ppid", "uid"):
            check(r[key] == int(theirs[key]), f"{key} {r[key]}, lsns {theirs[key]}: {r}")
        for key in ("user", "command"):
            check(r[key] == theirs[key], f"{key} {r[key]!r}, lsns {theirs[key]!r}")
        compared += 1
    check(len(kinds) >= 7 and compared > 10, f"lsns shows {kinds}, {compared} were compared")
    both = rows("namespaces", f"pid:{apart.pid}", f"pid:{os.getpid()}")
    for r in both:
        links = [os.readlink(f"/proc/{p}/ns/{r['type']}") for p in (apart.pid, os.getpid())]
        numbers = [int(re.search(r"\d+", link)[0]) for link in links]
        check([r["first"], r["second"]] == numbers, f"namespaces A B: {r}, /proc says {numbers}")
        check(r["shared"] == (numbers[0] == numbers[1]), f"namespaces A B: {r}")
    shared = {r["type"] for r in both if r["shared"]}
    check(len(both) == 8 and {"user", "pid"} <= shared and "net" not in shared, f"{both}")
    code, out, err = sonde("namespaces", "pid:999999", f"pid:{os.getpid()}")
    check(code == 2 and err, f"namespaces with a place that is not there: exit {code}")
    # What stands in for a number tells namespaces apart, and is not shown as one.
    kinds = {r["type"] for r in rows("namespaces", "type=net", "nprocs>0")}
    check(kinds == {"net"}, f"a filter of two words: {kinds}")
    child = subprocess.Popen(["sleep", "60"])
    for other, is_shared in ((apart.pid, False), (child.pid, True)):
        document = answer("namespaces", f"pid:{other}", f"pid:{os.getpid()}", pre=NOBODY)
        net = [r for r in document["rows"] if r["type"] == "net"][0]
        check(net["shared"] == is_shared, f"nobody: namespaces A B: {net}")
        check(net["first"] in (None, inode("/proc/self/ns/net")), f"nobody: a number: {net}")
        check(document["gaps"], "nobody: namespaces A B without a gap")
    apart.kill(), inside.kill(), child.kill()
    print(f"lsns: {len(want)} namespaces of {len(kinds)} types are listed, {compared} compared")


# ---- run


def program(*args, pre=(), **kw):
    done = subprocess.run([*pre, SONDE, "run", *args], capture_output=True, timeout=30, **kw)
    return done.returncode, done.stdout, done.stderr


def interfaces(text):
    return sorted(line.split(b":")[0].strip() for line in text.splitlines() if b":" in line)


def runs_in_the_network(scene):
    pid = next(iter(scene.ports))
    run(f"nsenter -t {pid} -n ip link add only-there type veth peer name its-end")
    for place in (f"pid:{pid}", "lonely", f"netns:{scene.thread}", f"netns:{scene.descriptor}"):
        code, out, err = program("--in", place, "--", "cat", "/proc/net/dev")
        check(code == 0, f"run --in {place}: exit {code} {err!r}")
        there = b"only-there" in out
        check(there == (place == f"pid:{pid}"), f"run --in {place}: {interfaces(out)}")
    want = subprocess.run(["nsenter", "-t", str(pid), "-n", "cat", "/proc/net/dev"],
                          capture_output=True).stdout
    out = program("--in", f"pid:{pid}", "--", "cat", "/proc/net/dev")[1]
    check(interfaces(out) == interfaces(want), f"run: {interfaces(out)}, nsenter has {want}")
    out = program("--in", f"pid:{pid}", "--", "readlink", "/proc/self/ns/mnt")[1]
    check(out.decode().strip() == os.readlink("/proc/self/ns/mnt"), "run enters more than the net")
    for script, status in (("exit 7", 7), ("exit 0", 0), ("exit 255", 255), ("kill -9 $$", -9)):
        code = program("--in", f"pid:{pid}", "--", "sh", "-c", script)[0]
        check(code == status, f"run -- sh -c '{script}': {code}")
    code, out, err = program("--in", f"pid:{pid}", "--", "echo", "--json", "-n", "a b")
    check(out == b"--json -n a b\n", f"the words of the program are changed: {out!r} {err!r}")
    code, out, err = program("--in", f"pid:{pid}", "--", "no-such-program")
    check(code == 127 and b"no-such-program" in err, f"an unknown program: exit {code} {err!r}")
    code, out, err = program("--in", f"pid:{pid}", "--", "/etc/passwd")
    check(code == 126 and b"/etc/passwd" in err, f"what is no program: exit {code} {err!r}")
    code, out, err = program("--in", f"pid:{pid}", "--", "true", pre=NOBODY)
    check(code == 4 and b"root" in err, f"nobody: run: exit {code} {err!r}")
    for wrong in ([], ["--in", f"pid:{pid}"], ["--", "true"], ["--in", "nothing", "--", "true"]):
        code, out, err = program(*wrong)
        check(code == 2 and err, f"run {wrong}: exit {code} {err!r}")
    read, write = os.pipe()
    out = program("--in", f"pid:{pid}", "--", "sh", "-c", "ls /proc/$$/fd; :", pass_fds=[write])[1]
    check(out.split() == [b"0", b"1", b"2"], f"descriptors of the program: {out.split()}")
    print("run: the network of the place, the status of the program, and nothing open but 0, 1, 2")


def runs_inside(folder):
    if not shutil.which("busybox"):
        skip_part("busybox is not here, for run --all-ns")
        return
    root = folder + "/root"
    os.makedirs(root + "/bin"), os.makedirs(root + "/proc")
    shutil.copy(shutil.which("busybox"), root + "/bin/busybox")
    for name in ("sh", "ls", "cat", "readlink", "hostname", "sleep", "pwd", "id"):
        os.symlink("busybox", f"{root}/bin/{name}")
    tool = "/bin/busybox"
    script = f"{tool} mount -t proc p /proc; {tool} hostname inside; exec {tool} sleep 900"
    outer = subprocess.Popen(["unshare", "-n", "-m", "-p", "-u", "-i", "-C", "-f", "setpriv",
                              "--bounding-set=-sys_boot,-sys_time", "--no-new-privs", "chroot",
                              root, tool, "sh", "-c", script])
    pid = child_of(outer.pid, f"{tool} sleep 900")
    place = ["--in", f"pid:{pid}", "--all-ns", "--"]
    for kind in ("net", "mnt", "pid", "uts", "ipc", "cgroup"):
        code, out, err = program(*place, "readlink", f"/proc/self/ns/{kind}")
        check(out.decode().strip() == os.readlink(f"/proc/{pid}/ns/{kind}"),
              f"--all-ns: {kind}: exit {code} {out!r} {err!r}")
    theirs = open(f"/proc/{pid}/status").read()
    out = program(*place, "cat", "/proc/self/status")[1].decode()
    for right in ("CapBnd", "NoNewPrivs"):
        want, got = (re.search(right + r":\s*(\S+)", text)[1] for text in (theirs, out))
        check(want == got, f"--all-ns: {right} {got}, the place has {want}")
    out = program(*place, "cat", "/proc/self/environ", env=dict(os.environ, PLANTED="secret"))[1]
    names = {variable.partition(b"=")[0] for variable in out.split(b"\0") if variable}
    check(names <= {b"TERM", b"LANG", b"LC_ALL", b"PATH"}, f"--all-ns passes {names} on")
    check(program(*place, "hostname")[1] == b"inside\n", "--all-ns: hostname")
    check(program(*place, "/bin/pwd")[1] == b"/\n", "--all-ns: not in the root of the place")
    check(program(*place, "sh", "-c", "exit 7")[0] == 7, "--all-ns: exit status")
    check(program(*place, "sh", "-c", "kill -9 $$")[0] == 137, "--all-ns: a signal")
    code, out, err = program(*place, "no-such-program")
    check(code == 127 and b"no-such-program" in err, f"--all-ns: unknown program: {code} {err!r}")
    code, out, err = program(*place, "true", pre=NOBODY)
    check(code == 4 and b"root" in err, f"nobody: run --all-ns: exit {code} {err!r}")
    code, out, err = program("--in", "netns:empty-one", "--all-ns", "--", "true")
    check(code == 2 and b"--all-ns" in err, f"--all-ns without a process: exit {code} {err!r}")
    read, write = os.pipe()
    out = program(*place, "sh", "-c", "ls /proc/$$/fd; :", pass_fds=[write])[1]
    check(out.split() == [b"0", b"1", b"2"], f"--all-ns: descriptors: {out.split()}")
    waiting = subprocess.Popen([SONDE, "run", *place, "sleep", "900"])
    inside = child_of(waiting.pid, "sleep 900")
    exe = os.readlink(f"/proc/{waiting.pid}/exe")
    check(exe.startswith("/memfd:"), f"the sonde that enters is {exe}, which the place could write")
    for flags in (os.O_RDWR, os.O_WRONLY):
        try:
            os.write(os.open(f"/proc/{waiting.pid}/exe", flags), b"x")
            fail("the copy that enters can be written")
        except OSError:
            pass
    os.kill(inside, signal.SIGKILL)
    check(waiting.wait(10) == 137, "the end of the program is not that of run")
    outer.kill(), os.kill(pid, signal.SIGKILL)
    print("run --all-ns: all namespaces and the root of the place, from a sealed copy in memory")


def main():
    own_namespaces()
    run("ip link set lo up")
    folder = "/tmp/sonde-places"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    scene = Scene(5)
    all_of_them(scene)
    one_of_them(scene)
    what_keeps_them(scene)
    coming_and_going(scene)
    what_is_not_seen_is_told(scene)
    against_lsns()
    runs_in_the_network(scene)
    runs_inside(folder)
    shutil.rmtree(folder, ignore_errors=True)


main()
