#!/usr/bin/env python3
# containers.py: real containers of runc, docker, podman and containerd, as their own clients say.
# SPDX-License-Identifier: Apache-2.0
"""No image and no network is needed: busybox is the root of all. A runtime that is not installed,
or does not start here, is left out with a word."""
import contextlib
import secrets

from scene import *

POD_UID = "3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11"
PORT = ["/bin/httpd", "-f", "-p", "80", "-h", "/www"]
IDLE = ["/bin/sleep", "900"]
LIMITS = ["--ulimit", "nofile=1024:4096", "--ulimit", "nproc=4096:4096"]
CONTAINERS_CONF = """[containers]
cgroups="enabled"
default_sysctls=[]
[engine]
cgroup_manager="cgroupfs"
events_logger="file"
runtime="runc"
network_cmd_path=""
"""


class NotHere(Exception):
    """Why this runtime cannot be tried."""


def do(*command, **kw):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=60, **kw)
    if done.returncode:
        raise NotHere(f"{' '.join(map(str, command))[:80]}: {done.stderr[-300:].decode()}")
    return done.stdout.decode().strip()


def need(*tools):
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        raise NotHere(f"{', '.join(missing)} not installed")


def make_root(folder):
    root = folder + "/rootfs"
    for name in ("bin", "proc", "sys", "dev", "etc", "tmp", "www"):
        os.makedirs(f"{root}/{name}")
    shutil.copy(shutil.which("busybox"), root + "/bin/busybox")
    for name in ("sh", "httpd", "sleep", "cat"):
        os.symlink("busybox", f"{root}/bin/{name}")
    return root


def remove_cgroups(*parts):
    """Empty cgroups that a runtime left behind; their parents may be those of others."""
    for folder, _, _ in os.walk("/sys/fs/cgroup", topdown=False):
        if any(part in folder for part in parts):
            with contextlib.suppress(OSError):
                os.rmdir(folder)


def daemon(stack, command, ready):
    """Starts what serves a runtime; `ready` is a command that works when it does."""
    log = open(stack.folder + "/daemon.log", "w+")
    process = subprocess.Popen(command, stdout=log, stderr=log)
    stack.callback(lambda: (process.terminate(), process.wait(20)))
    for _ in range(100):
        time.sleep(0.2)
        if process.poll() is not None:
            break
        if subprocess.run(ready, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0:
            return
    log.seek(0)
    raise NotHere(f"{command[0]} does not start here: {log.read()[-300:]}")


# ---- each makes a container "web" with a server on port 80 and an idle "cli", and tells the facts


def of_runc(stack, root):
    """Cgroups as containerd below Kubernetes and docker name them; nobody looks after them."""
    need("runc")
    state = stack.folder + "/runc"
    do("ip", "link", "add", "br0", "type", "bridge"), do("ip", "link", "set", "br0", "up")
    do("ip", "addr", "add", "10.20.0.1/24", "dev", "br0")
    unit = POD_UID.replace("-", "_")
    facts = []
    for name, runtime, address, path, command in (
            ("web", "containerd", "10.20.0.2", "/kubepods.slice/kubepods-burstable.slice/"
             f"kubepods-burstable-pod{unit}.slice/cri-containerd-ID.scope", PORT),
            ("cli", "docker", "10.20.0.3", "/system.slice/docker-ID.scope", IDLE)):
        own = secrets.token_hex(32)
        do("ip", "netns", "add", name)
        do("ip", "link", "add", "v" + name, "type", "veth", "peer", "name", "eth0", "netns", name)
        do("ip", "-n", name, "addr", "add", address + "/24", "dev", "eth0")
        do("ip", "-n", name, "link", "set", "eth0", "up")
        do("ip", "-n", name, "route", "add", "default", "via", "10.20.0.1")
        do("ip", "link", "set", "v" + name, "master", "br0", "up")
        bundle = f"{stack.folder}/{name}"
        os.makedirs(bundle)
        do("runc", "spec", cwd=bundle)
        with open(bundle + "/config.json") as file:
            spec = json.load(file)
        spec["process"] |= {"terminal": False, "args": command, "rlimits": []}
        spec["root"] = {"path": root, "readonly": True}
        spec["linux"]["cgroupsPath"] = path.replace("ID", own)
        for space in spec["linux"]["namespaces"]:
            if space["type"] == "network":
                space["path"] = "/run/netns/" + name
        with open(bundle + "/config.json", "w") as file:
            json.dump(spec, file)
        stack.callback(remove_cgroups, own, unit)
        stack.callback(lambda own=own: run(f"runc --root {state} delete -f {own}"))
        run(f"runc --root {state} run -d -b {bundle} {own} < /dev/null > {bundle}/log 2>&1")
        told = json.loads(do("runc", "--root", state, "state", own))
        facts.append({"id": told["id"], "pid": told["pid"], "runtime": runtime, "name": None,
                      "image": None, "addresses": {address}, "netns_name": name})
    return facts


def of_docker(stack, root):
    need("dockerd", "docker", "containerd", "runc")
    folder = stack.folder + "/dk"
    host = f"unix://{folder}/docker.sock"
    docker = ["docker", "-H", host]
    daemon(stack, ["dockerd", "--data-root", folder + "/data", "--exec-root", folder + "/exec",
                   "-p", folder + "/pid", "-H", host, "--storage-driver", "vfs",
                   "--default-ulimit", "nofile=1024:4096", "--default-ulimit", "nproc=4096:4096"],
           docker + ["version"])
    tar = subprocess.run(["tar", "-C", root, "-c", "."], stdout=subprocess.PIPE).stdout
    do(*docker, "import", "-", "bb:1", input=tar)
    facts = []
    for name, more, command in (("web", ["-p", "18080:80"], PORT), ("cli", [], IDLE)):
        do(*docker, "run", "-d", "--name", name, *more, "bb:1", *command)
        stack.callback(lambda name=name: run(f"docker -H {host} rm -f {name}"))
        told = json.loads(do(*docker, "inspect", name))[0]
        address = told["NetworkSettings"]["Networks"]["bridge"]["IPAddress"]
        facts.append({"id": told["Id"], "pid": told["State"]["Pid"], "runtime": "docker",
                      "name": told["Name"].lstrip("/"), "image": told["Config"]["Image"],
                      "addresses": {address}, "log": told["LogPath"]})
    return facts


def of_podman(stack, root):
    need("podman", "runc", "conmon")
    folder = stack.folder + "/pm"
    os.makedirs(folder + "/net"), os.makedirs("/run/lock", exist_ok=True)
    with open(folder + "/containers.conf", "w") as file:
        file.write(CONTAINERS_CONF)
    os.environ["CONTAINERS_CONF"] = folder + "/containers.conf"
    podman = ["podman", "--root", folder + "/root", "--runroot", folder + "/run", "--tmpdir",
              folder + "/tmp", "--storage-driver", "vfs", "--cgroup-manager", "cgroupfs",
              "--runtime", "runc", "--network-config-dir", folder + "/net"]
    facts = []
    for name, more, command in (("web", ["-p", "18080:80"], PORT), ("cli", [], IDLE)):
        # conmon writes a file "oom" into its working directory when a container is killed so.
        do(*podman, "run", "-d", "--name", name, *more, *LIMITS, "--rootfs", root, *command,
           cwd=folder)
        stack.callback(lambda name=name: subprocess.run([*podman, "rm", "-f", "-t0", name],
                                                        capture_output=True))
        told = json.loads(do(*podman, "inspect", name))[0]
        network = told["NetworkSettings"]
        address = network["IPAddress"] or network["Networks"]["podman"]["IPAddress"]
        facts.append({"id": told["Id"], "pid": told["State"]["Pid"], "runtime": "podman",
                      "name": told["Name"], "image": told["ImageName"] or None,
                      "addresses": {address}, "log": told["HostConfig"]["LogConfig"]["Path"]})
    return facts


def of_containerd(stack, root):
    need("containerd", "ctr", "runc")
    folder = stack.folder + "/cd"
    os.makedirs(folder)
    with open(folder + "/config.toml", "w") as file:
        file.write(f'version = 2\nroot = "{folder}/root"\nstate = "{folder}/state"\n'
                   'disabled_plugins = ["io.containerd.grpc.v1.cri"]\n'
                   f'[grpc]\n  address = "{folder}/c.sock"\n')
    ctr = ["ctr", "-a", folder + "/c.sock", "-n", "k8s.io"]
    daemon(stack, ["containerd", "-c", folder + "/config.toml"], ctr + ["version"])
    own = secrets.token_hex(32)
    stack.callback(remove_cgroups, own, POD_UID)
    do(*ctr, "run", "-d", "--rootfs", "--cgroup", f"/kubepods/burstable/pod{POD_UID}/{own}",
       "--label", "io.kubernetes.pod.name=web-0", "--label", "io.kubernetes.pod.namespace=shop",
       root, own, *PORT)
    stack.callback(lambda: (run(f"{' '.join(ctr)} tasks kill -s KILL {own}"), time.sleep(0.5),
                            run(f"{' '.join(ctr)} tasks rm {own}")))
    told = [line.split() for line in do(*ctr, "tasks", "ls").splitlines()]
    pid = [int(word[1]) for word in told if word[0] == own][0]
    return [{"id": own, "pid": pid, "runtime": "containerd", "name": None, "image": None,
             "pod": "web-0", "pod_namespace": "shop", "addresses": set()}]


RUNTIMES = {"runc": of_runc, "docker": of_docker, "podman": of_podman, "containerd": of_containerd}


# ---- what sonde says of them


def processes_of(fact):
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/cgroup") as file:
            count += fact["id"] in file.read()
    return count


def shown(fact):
    return fact["name"] or fact["id"][:12]


def check_table(facts, pre):
    document = answer("containers", "--columns", "all", pre=pre)
    found = {r["id"]: r for r in document["rows"]}
    check(len(found) == len(document["rows"]) and set(found) == {f["id"] for f in facts},
          f"containers: ids {list(found)}, the runtime has {[f['id'] for f in facts]}")
    for fact in facts:
        r = found[fact["id"]]
        for key in ("pid", "runtime"):
            check(r[key] == fact[key], f"{key} is {r[key]}: {fact}")
        check(set((r["addresses"] or "").split()) == fact["addresses"], f"{r}: {fact}")
        check(r["processes"] == processes_of(fact), f"{r['processes']} processes: {fact}")
        for key in ("name", "image", "log", "pod", "pod_namespace"):
            hidden = pre and r[key] is None  # Without rights nothing may be told; nothing wrong.
            check(hidden or r[key] == fact.get(key, r[key]), f"{key} is {r[key]!r}: {fact}")
        if not pre:
            check(r["netns"] == inode_at(fact), f"netns {r['netns']}: {fact}")
        elif r["name"] is None and fact["name"]:
            told = [g for g in document["gaps"] if g["column"] == "name"]
            check(told and told[0]["reason"] == "not-permitted", f"gaps: {document['gaps']}")
            check(told[0]["count"] == len(facts), f"one refusal counts for all: {told}")


def inode_at(fact):
    return os.stat(f"/proc/{fact['pid']}/ns/net").st_ino


def check_listeners(facts, pre):
    web = facts[0]
    answered = rows("listen", "--all", "--columns", "all", pre=pre)
    found = [r for r in answered if r["local_port"] == 80]
    check(len(found) == 1, f"port 80 stands {len(found)} times")
    r = found[0]
    check(r["uid"] == 0 and r["netns"], f"uid {r['uid']} netns {r['netns']}")
    check(r["container"] in (shown(web), web["id"][:12]), f"container {r['container']}: {web}")
    if pre:
        check((r["owner"], r["pid"]) in (("probable", web["pid"]), ("hidden", None)),
              f"nobody: {r['owner']} {r['pid']}, it is {web['pid']}")
    else:
        check((r["pid"], r["process"], r["owner"], r["netns"], r["container"])
              == (web["pid"], "httpd", "fd", inode_at(web), shown(web)), f"{r}: {web}")
    others = [r for r in answered if r["netns"] != found[0]["netns"] and r["container"]]
    check(not others, f"a listener of the node is in a container: {others}")


def check_places(facts):
    for fact in facts:
        names = [fact["id"], fact["id"][:12], f"container:{fact['id'][:12]}", f"pid:{fact['pid']}"]
        if fact["name"]:
            names += [fact["name"], "container:" + fact["name"]]
        if fact.get("pod"):
            names += [f"pod:{fact['pod']}", f"pod:{fact['pod_namespace']}/{fact['pod']}"]
        if "netns_name" in fact:
            names += [f"netns:{fact['netns_name']}", f"/run/netns/{fact['netns_name']}"]
        want = do("nsenter", "-t", fact["pid"], "-n", "ss", "-H", "-tln")
        want = sorted(int(line.split()[3].rpartition(":")[2]) for line in want.splitlines())
        for name in names:
            found = [r for r in rows("listen", "--in", name) if r["protocol"] == "tcp"]
            check(sorted(r["local_port"] for r in found) == want, f"--in {name}: {found}")
        for command in ("cat /proc/net/arp", "cat /proc/net/fib_trie"):
            ours = do(SONDE, "run", "--in", names[0], "--", "sh", "-c", command)
            theirs = do("nsenter", "-t", fact["pid"], "-n", "sh", "-c", command)
            check(ours == theirs, f"run --in {names[0]}: {command}: {ours}")
        kept = [r for r in rows("namespaces", "--in", names[1], "--columns", "all")
                if r["ns"] == inode_at(fact)]
        check(len(kept) == 1 and kept[0]["container"] == shown(fact), f"namespaces: {kept}")
        code, out, err = sonde("--in", names[1])
        check(code == 0 and shown(fact).encode() in out, f"the overview of {names[1]}: {out!r}")


def set_limit(fact, controller, first, second):
    """Writes a limit of a container's cgroup, in the file of version 1 or of 2; its folder."""
    with open(f"/proc/{fact['pid']}/cgroup") as file:
        paths = dict(line.rstrip().split(":", 2)[1:] for line in file)
    lists = [names for names in paths if controller in names.split(",")]
    folder = "/sys/fs/cgroup" + (f"/{lists[0]}{paths[lists[0]]}" if lists else paths[""])
    name, value = first if lists else second
    with open(f"{folder}/{name}", "w") as to:
        to.write(str(value))
    return folder


def check_limits(fact):
    """A quota, a limit of tasks, and a process of the container that wants too much memory."""
    name = fact["id"][:12]
    try:
        tasks = set_limit(fact, "pids", ("pids.max", 60), ("pids.max", 60))
        set_limit(fact, "cpu", ("cpu.cfs_quota_us", 50000), ("cpu.max", "50000 100000"))
        memory = set_limit(fact, "memory", ("memory.limit_in_bytes", 24 << 20),
                           ("memory.max", 24 << 20))
    except OSError as why:
        return skip_part(f"limits of {name}: {why}")
    mine = [r for r in rows("limits", "scope = cgroup", "--in", name)
            if r["container"] == shown(fact) and r["limit"] == "tasks"]
    with open(f"{tasks}/pids.current") as file:
        check([(r["used"], r["hard"]) for r in mine] == [(int(file.read()), 60)], f"{mine}")
    quota = rows("cpu", "cpu = all", "--in", name)[0]["quota_cpus"]
    check(quota == .5, f"a quota of {quota}")
    _, screen, _ = sonde("--in", name)
    said = {line.split()[0]: line for line in screen.decode().splitlines() if line}
    check(re.search(r"of 24\.0M memory, \d+ of 60 tasks, 0\.50 processors", said["limits"]), said["limits"])
    check("the whole machine" in said["machine"], said["machine"])
    greedy = (f"echo $$ > {memory}/cgroup.procs; "
              f"exec {sys.executable} -c 'x = [bytearray(1 << 20) for _ in range(200)]'")
    done = subprocess.run(["sh", "-c", greedy], stderr=subprocess.DEVNULL)
    check(done.returncode == -signal.SIGKILL, f"nobody was killed: {done.returncode}")
    killed = rows("oom", f"container = {shown(fact)}")
    counted = [r for r in killed if r["pid"] is None]
    logged = [r for r in killed if r["pid"] is not None]
    check([(r["kills"], r["limit_bytes"]) for r in counted] == [(1, 24 << 20)], f"{killed}")
    check(len(logged) == 1 or not os.path.exists("/dev/kmsg"), f"the log: {killed}")
    check(all(fact["id"] in r["cgroup"] and r["cause"] == "cgroup" for r in killed), f"{killed}")


def play(runtime, look):
    """Called in namespaces of its own: pids and networks of the containers are nobody else's."""
    run("ip link set lo up; mount -t tmpfs none /run; mkdir -p /run/netns")
    with contextlib.ExitStack() as stack:
        stack.folder = f"/tmp/sonde-containers-{runtime}"
        shutil.rmtree(stack.folder, ignore_errors=True)
        os.makedirs(stack.folder)
        os.chmod(stack.folder, 0o711)
        stack.callback(shutil.rmtree, stack.folder, ignore_errors=True)
        try:
            facts = RUNTIMES[runtime](stack, make_root(stack.folder))
        except NotHere as why:
            skip_part(f"{runtime}: {why}")
            return 77
        time.sleep(0.5)
        try:
            print(f"{runtime}: {look(runtime, facts)}")
        except Wrong as wrong:
            print(f"FAILED: {runtime}: {wrong}")
            return 1
    return 0


def look(_, facts):
    for pre in ([], NOBODY):
        check_table(facts, pre)
        check_listeners(facts, pre)
    check_places(facts)
    check_limits(facts[0])
    names = ", ".join(f"{shown(f)} ({f['pid']})" for f in facts)
    return f"{names}: table, listeners, places and limits are as the runtime says"


class Wrong(Exception):
    """An answer is not what the runtime says. Unlike fail() it lets the containers be removed."""


def check(condition, why):
    if not condition:
        raise Wrong(why)


def main(script=__file__, look=look):
    if sys.argv[1:2] == ["play"]:
        sys.exit(play(sys.argv[2], look))
    if os.getuid() != 0:
        skip("needs root, to make containers")
    if not shutil.which("busybox"):
        skip("busybox is not here (busybox-static)")
    unshare = ["unshare", "-n", "-m", "-p", "-f", "--kill-child", "--mount-proc"]
    if subprocess.run([*unshare, "true"], stderr=subprocess.DEVNULL).returncode:
        skip("unshare is refused here")
    codes = [subprocess.run([*unshare, sys.executable, script, "play", runtime]).returncode
             for runtime in RUNTIMES]
    if all(code == 77 for code in codes):
        skip("no runtime of containers is here")
    sys.exit(1 if any(code not in (0, 77) for code in codes) else 0)


if __name__ == "__main__":
    main()
