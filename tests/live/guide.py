#!/usr/bin/env python3
# guide.py: the sessions of docs/guide, run on the node they tell of; each line must come out again.
# SPDX-License-Identifier: Apache-2.0
"""A page of the guide holds commands and what they answered. Numbers may differ, words may not.

The node: a container "shop" (runc, busybox httpd), made as docker makes one: its cgroup, its name in
docker's files, a bridge, port 80 published by DNAT, standard output into a pipe that somebody reads.
Its clients and the server it talks to are on another machine: a network namespace whose processes
are in another pid namespace.

guide.py --accept writes what is answered now into the pages; the diff is the review."""
from scene import *
import glob
import secrets

PAGES = sorted(glob.glob(os.path.join(ROOT, "docs/guide/*.md")))
FOLDER = "/tmp/sonde-guide"
DESK = FOLDER + "/desk"  # Where the commands are typed: with what a colleague pasted.
# What stands for the client of an orchestrator: the pages say kubectl, runc does it.
KUBECTL = """#!/bin/sh
# kubectl exec -i shop -- COMMAND...
shift 4
exec runc --root %s/runc exec %s "$@"
"""
OUTSIDE = r'''
import http.client, os, socket, subprocess, sys, threading, time
def ip(*words): return subprocess.run(["ip", *words], stderr=subprocess.DEVNULL).returncode
while ip("link", "set", "up0", "up"): time.sleep(.05)
ip("link", "set", "lo", "up")
for address in ("172.31.16.1/20", "198.51.100.7/32", "10.0.0.9/32"): ip("addr", "add", address, "dev", "up0")
upstream = socket.socket(); upstream.setsockopt(1, 2, 1); upstream.bind(("10.0.0.9", 8080)); upstream.listen(9)
kept = []
threading.Thread(target=lambda: [kept.append(upstream.accept()) for _ in range(99)], daemon=True).start()
def ask():
    while True:
        try:
            client = http.client.HTTPConnection("172.31.24.219", 80, 3, ("198.51.100.7", 0))
            client.request("GET", "/"); client.getresponse().read(); break
        except OSError: time.sleep(.1)
def visit():
    ask()
    kept.append(socket.create_connection(("172.31.24.219", 80), 3, ("198.51.100.7", 57245)))
threading.Thread(target=visit, daemon=True).start()
sys.stdin.read()
'''
RULES = r'''
table ip nat {
  chain PREROUTING { type nat hook prerouting priority dstnat; policy accept;
    fib daddr type local counter jump DOCKER; }
  chain OUTPUT { type nat hook output priority -100; policy accept;
    ip daddr != 127.0.0.0/8 fib daddr type local counter jump DOCKER; }
  chain POSTROUTING { type nat hook postrouting priority srcnat; policy accept;
    ip saddr 172.17.0.0/16 oifname != "docker0" counter masquerade; }
  chain DOCKER { iifname != "docker0" tcp dport 80 counter dnat to 172.17.0.2:80; }
}
'''
SHOP = ["/bin/sh", "-c", "nc 10.0.0.9 8080 0<>/etc/input >/dev/null & "
        "exec httpd -f -vv -p 80 -h /www -c /etc/httpd.conf"]

# Keeps what the container writes, as dockerd does with its driver json-file.
KEEPER = r'''
import json, sys
with open(sys.argv[1], "a") as log:
    for line in sys.stdin:
        json.dump({"log": line, "stream": "stderr", "time": "2026-03-09T08:15:02.1Z"}, log)
        log.write("\n"); log.flush()
'''


def machine_outside():
    """Started before this script goes into namespaces of its own, so that sonde does not see it."""
    if os.environ.get("SONDE_SCENE") == "inside" or os.getuid() != 0:
        return
    outside = subprocess.Popen(["unshare", "-n", sys.executable, "-c", OUTSIDE], stdin=subprocess.PIPE)
    os.set_inheritable(outside.stdin.fileno(), True)
    own = os.stat("/proc/self/ns/net").st_ino
    until(lambda: os.stat(f"/proc/{outside.pid}/ns/net").st_ino != own, "the scene is broken: unshare")
    door = os.open(f"/proc/{outside.pid}/ns/net", os.O_RDONLY)
    os.set_inheritable(door, True)
    os.environ["GUIDE_DOOR"] = str(door)


def network():
    door = int(os.environ["GUIDE_DOOR"])
    for command in ("ip link set lo up", "mount -t tmpfs none /run", "mkdir -p /run/netns",
                    "sysctl -qw net.ipv4.ip_forward=1",
                    f"ip link add eth0 type veth peer name up0 netns /proc/self/fd/{door}",
                    "ip addr add 172.31.24.219/20 dev eth0", "ip link set eth0 up",
                    "ip route add default via 172.31.16.1",
                    "ip link add docker0 type bridge", "ip addr add 172.17.0.1/16 dev docker0",
                    "ip link set docker0 up", "ip netns add shop",
                    "ip link add veth0 type veth peer name eth0 netns shop",
                    "ip link set veth0 master docker0 up", "ip -n shop link set lo up",
                    "ip -n shop addr add 172.17.0.2/16 dev eth0", "ip -n shop link set eth0 up",
                    "ip -n shop route add default via 172.17.0.1"):
        done = subprocess.run(command.split(), pass_fds=[door], stderr=subprocess.PIPE)
        check(done.returncode == 0, f"the scene is broken: {command}: {done.stderr}")
    os.close(door)
    done = subprocess.run(["nft", "-f", "-"], input=RULES.encode(), stderr=subprocess.PIPE)
    if done.returncode:
        skip(f"nft is refused here: {done.stderr[:200]}")


def container():
    """As docker makes one: its cgroup, and its name and address in docker's own file."""
    own = secrets.token_hex(32)
    root = FOLDER + "/rootfs"
    for name in ("bin", "proc", "sys", "dev", "etc", "www"):
        os.makedirs(f"{root}/{name}")
    shutil.copy(shutil.which("busybox"), root + "/bin/busybox")
    os.mkfifo(root + "/etc/input")
    for name in ("sh", "httpd", "nc"):
        os.symlink("busybox", f"{root}/bin/{name}")
    with open(root + "/etc/httpd.conf", "w") as file:
        file.write("I:index.html\n")
    with open(root + "/www/index.html", "w") as file:
        file.write("the shop is open\n")
    check(run("mkdir -p /var/lib/docker; mount -t tmpfs none /var/lib/docker") == 0,
          "the scene is broken: tmpfs")
    kept = f"/var/lib/docker/containers/{own}"
    os.makedirs(kept)
    with open(kept + "/config.v2.json", "w") as file:
        json.dump({"ID": own, "Name": "/shop", "Config": {"Image": "shop:1.4"}, "State": {},
                   "LogPath": f"{kept}/{own}-json.log"}, file)
    bundle = FOLDER + "/bundle"
    os.makedirs(bundle)
    subprocess.run(["runc", "spec"], cwd=bundle, check=True)
    with open(bundle + "/config.json") as file:
        spec = json.load(file)
    spec["process"] |= {"terminal": False, "args": SHOP, "rlimits": [],
                        "env": ["PATH=/bin", "SHOP_DB_URL=mysql://shop:hunter2@10.0.0.9/shop"]}
    spec["root"] = {"path": root, "readonly": True}
    spec["linux"]["cgroupsPath"] = f"/system.slice/docker-{own}.scope"
    for space in spec["linux"]["namespaces"]:
        if space["type"] == "network":
            space["path"] = "/run/netns/shop"
    with open(bundle + "/config.json", "w") as file:
        json.dump(spec, file)
    reading, writing = os.pipe()
    os.symlink(sys.executable, FOLDER + "/dockerd")
    subprocess.Popen([FOLDER + "/dockerd", "-c", KEEPER, f"{kept}/{own}-json.log"], stdin=reading)
    done = subprocess.run(["runc", "--root", FOLDER + "/runc", "run", "-d", "-b", bundle, own],
                          stdin=subprocess.DEVNULL, stdout=writing, stderr=writing)
    os.close(reading), os.close(writing)
    if done.returncode:
        skip("runc is refused here: " + open(f"{kept}/{own}-json.log").read()[-300:])
    return own


def remove(own):
    for words in (["kill", own, "KILL"], ["delete", "-f", own]):
        subprocess.run(["runc", "--root", FOLDER + "/runc", *words], stderr=subprocess.DEVNULL)
        time.sleep(.2)
    run(f"rmdir $(find /sys/fs/cgroup -depth -type d -name 'docker-{own}.scope')")
    shutil.rmtree(FOLDER, ignore_errors=True)


def connected():
    """The page's connections stand, and a process holds them: before eth0 sends (its queue is attached up
    to a second after its carrier), both ends retry."""
    found = rows("conns", "--in", "shop", "--columns", "state,pid")
    return (sorted(row["state"] for row in found) == ["ESTABLISHED", "ESTABLISHED", "TIME_WAIT"] and
            all(row.get("pid") for row in found if row["state"] == "ESTABLISHED"))


def answer_of(command):
    """Without the gaps: the scene is in a pid namespace of its own, which hides what a host shows."""
    done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          stdin=subprocess.DEVNULL, timeout=60, cwd=DESK,
                          env=os.environ | {"PATH": f"{FOLDER}/bin:{os.environ['PATH']}"})
    text = re.sub(r"\b([0-9a-f]{12})[0-9a-f]{52}\b", r"\1...", done.stdout.decode())
    return text.rstrip("\n").split("\n")


def comparable(lines):
    """The words, without numbers and ids; the order of connections differs each time."""
    text = re.sub(r"\b[0-9a-f]{12}\b", "ID", " ".join(lines))
    return sorted(re.sub(r"\d+", "0", text).replace("─", " ").split())


def desk(own):
    """The tools that the pages name."""
    os.makedirs(FOLDER + "/bin")
    os.symlink(os.path.abspath(SONDE), FOLDER + "/bin/sonde")
    with open(FOLDER + "/bin/kubectl", "w") as file:
        file.write(KUBECTL % (FOLDER, own))
    os.chmod(FOLDER + "/bin/kubectl", 0o755)


def clean_desk():
    shutil.rmtree(DESK, ignore_errors=True)
    os.makedirs(DESK)
    for name, seed in (("ticket", "s000_mangled_two_commands.txt"), ("nginx", "s001_nginx8888.tcp")):
        shutil.copy(os.path.join(ROOT, "tests/fixtures/seeds", seed), f"{DESK}/{name}.txt")


def replay(page, accept):
    """A session is "    $ COMMAND" and what it answers, up to the next one or an unindented line."""
    clean_desk()
    lines = open(page).read().splitlines()
    new, wrong, at = [], 0, 0
    while at < len(lines):
        new.append(lines[at])
        at += 1
        if not new[-1].startswith("    $ "):
            continue
        if SANITIZED and new[-1].startswith("    $ sonde inject"):
            skip_part("sonde inject: this build is not static")
            continue
        end = at
        while end < len(lines) and not re.match(r"\S|    \$ ", lines[end]):
            end += 1
        said = "\n".join(line[4:] for line in lines[at:end]).rstrip().split("\n")
        got = answer_of(new[-1][6:])
        if not accept and comparable(got) != comparable(said):
            wrong += 1
            print(f"FAILED: {page}:{at}: {new[-1].strip()}\n" + "\n".join(got))
        new += [("    " + line).rstrip() for line in got if line or len(got) > 1]
        at = end
        if at < len(lines) and new[-1]:
            new.append("")
    if accept:
        with open(page, "w") as file:
            file.write("\n".join(new) + "\n")
    return wrong


def main():
    leave_to_release(20)
    for tool in ("runc", "nft", "busybox", "ip"):
        if not shutil.which(tool):
            skip(f"{tool} is not here")
    machine_outside()
    own_namespaces()
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    network()
    own = container()
    try:
        desk(own)
        until(connected, "the scene is broken: no connections", 30)
        wrong = sum(replay(page, "--accept" in sys.argv) for page in PAGES)
        print(f"guide: {wrong} answers are not those of the pages" if wrong else
              "guide: every command answers what its page says")
        sys.exit(1 if wrong else 0)
    finally:
        remove(own)


main()
