#!/usr/bin/env python3
# who.py: what is linked to a thing, over several network namespaces, against what made the links.
# SPDX-License-Identifier: Apache-2.0
"""Right answers are the pids, inodes and namespaces of the processes that the test itself started."""
from scene import *

SERVER = r'''
import os,socket,sys,tempfile
s=socket.socket(); s.setsockopt(1,2,1); s.bind(("0.0.0.0",8080)); s.listen(7)
log=open(sys.argv[1]+"/server.log","w")
gone=open(sys.argv[1]+"/gone.bin","w"); os.unlink(gone.name)
u=socket.socket(socket.AF_UNIX); u.bind(sys.argv[1]+"/server.sock"); u.listen(3)
print("up",flush=True); keep=[]
s.settimeout(20); u.settimeout(20)
for _ in range(int(sys.argv[2])): keep.append(s.accept())
print("tcp",flush=True)
keep.append(u.accept()); print("unix",flush=True); sys.stdin.read()
'''
CLIENT = r'''
import socket,sys
keep=[socket.create_connection((sys.argv[1],8080)) for _ in range(2)]
print(keep[0].fileno(),flush=True); sys.stdin.read()
'''
UNIX_CLIENT = r'''
import socket,sys
c=socket.socket(socket.AF_UNIX); c.connect(sys.argv[1]); print("up",flush=True); sys.stdin.read()
'''
PROXY = "import sys; print('up',flush=True); sys.stdin.read()"


def start(program, *args, pre=(), python=sys.executable):
    child = subprocess.Popen([*pre, python, "-c", program, *map(str, args)],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    line = child.stdout.readline().decode().split()
    check(line, f"the scene is broken: {args}")
    return child


def inside(name):
    return ["ip", "netns", "exec", name]


class World:
    def __init__(self, folder):
        self.folder = folder
        # Names that were inherited and are then hidden lead nowhere: they would be gaps.
        run("for m in $(awk '/ nsfs /{print $5}' /proc/self/mountinfo); do umount -l $m; done;"
            "mount -t tmpfs none /run && mkdir -p /run/netns")
        for command in ("ip link set lo up", "ip netns add srv", "ip netns add cli",
                        "ip link add toc netns srv type veth peer name tos netns cli",
                        "ip -n srv addr add 10.77.0.2/24 dev toc",
                        "ip -n cli addr add 10.77.0.3/24 dev tos", "ip -n srv link set lo up",
                        "ip -n srv link set toc up", "ip -n cli link set tos up"):
            check(run(command) == 0, f"the scene is broken: {command}")
        self.here = listen("0.0.0.0", 8080, 3)
        self.server = start(SERVER, folder, 2, pre=inside("srv"))
        self.client = start(CLIENT, "10.77.0.2", pre=inside("cli"))
        self.unix_client = start(UNIX_CLIENT, folder + "/server.sock")
        check([self.server.stdout.readline() for _ in "12"] == [b"tcp\n", b"unix\n"],
              "the scene is broken: accept")
        os.symlink(os.path.realpath(sys.executable), folder + "/docker-proxy")
        self.proxy = start(PROXY, "-proto", "tcp", "-host-ip", "0.0.0.0", "-host-port", 18081,
                           "-container-ip", "10.77.0.2", "-container-port", 8080,
                           python=folder + "/docker-proxy")
        self.netns = {name: os.stat(f"/run/netns/{name}").st_ino for name in ("srv", "cli")}
        self.own = os.stat("/proc/self/ns/net").st_ino


def of(answered, relation):
    return [r for r in answered if r["relation"] == relation]


def who(thing, *more, **kw):
    return rows("who", thing, *more, **kw)


def text(thing, *more, **kw):
    code, out, err = sonde("who", thing, *more, **kw)
    check(code == 0, f"exit {code}: who {thing}: {err[-300:]!r}")
    return out.decode()


def a_port(world):
    found = who(":8080")
    check(found[0]["relation"] == "is" and "8080" in found[0]["says"], f"no title: {found[0]}")
    listeners = {(r["netns"], r["pid"]) for r in of(found, "listens")}
    check(listeners == {(world.own, os.getpid()), (world.netns["srv"], world.server.pid)},
          f"who :8080 listens: {listeners}")
    talks = of(found, "talks")
    check(len(talks) == 1, f"the connections stand in {len(talks)} rows: {talks}")
    said = talks[0]
    check((said["pid"], said["netns"]) == (world.server.pid, world.netns["srv"]) and
          (said["peer_pid"], said["peer_netns"]) == (world.client.pid, world.netns["cli"]) and
          (said["state"], said["count"], said["address"]) == ("ESTABLISHED", 2, "10.77.0.3"),
          f"both ends: {said}")
    shown = text(":8080")
    for word in (str(world.server.pid), str(world.client.pid), "2 ESTABLISHED", "accept queue 0 of 7"):
        check(word in shown, f"who :8080 does not say {word}: {shown}")
    only = {r["netns"] for r in of(who(":8080", "--in", "netns:srv"), "listens")}
    check(only == {world.netns["srv"]}, f"--in netns:srv: {only}")


def an_address(world):
    found = who("10.77.0.2:8080")
    check([r["pid"] for r in of(found, "listens")] == [world.server.pid],
          f"10.77.0.2:8080 is not only in srv: {of(found, 'listens')}")
    found = who("10.77.0.3")
    check([r["netns"] for r in of(found, "has")] == [world.netns["cli"]], f"who has 10.77.0.3: {found}")
    talks = of(found, "talks")
    check(len(talks) == 1 and {talks[0]["pid"], talks[0]["peer_pid"]} ==
          {world.server.pid, world.client.pid}, f"10.77.0.3 talks: {talks}")
    shown = who("toc")
    check([r["netns"] for r in of(shown, "has")] == [world.netns["srv"]], f"interface toc: {shown}")


def a_process(world):
    found = who(f"pid:{world.client.pid}")
    talks = of(found, "talks")
    check(len(talks) == 1 and talks[0]["peer_pid"] == world.server.pid and
          talks[0]["address"] == "10.77.0.2:8080" and talks[0]["count"] == 2,
          f"the client talks: {talks}")
    found = who(f"pid:{world.server.pid}")
    check({r["address"] for r in of(found, "listens")} ==
          {"0.0.0.0:8080", world.folder + "/server.sock"}, f"listens: {of(found, 'listens')}")
    check({r["peer_pid"] for r in of(found, "talks")} == {world.client.pid, world.unix_client.pid},
          f"the server talks: {of(found, 'talks')}")
    check(of(found, "parent")[0]["pid"] == os.getpid(), f"parent: {of(found, 'parent')}")
    check(any(r["address"] == world.folder + "/server.log" for r in of(found, "logs")),
          f"logs: {of(found, 'logs')}")
    check([r["address"] for r in of(found, "deleted")] == [world.folder + "/gone.bin"],
          f"deleted: {of(found, 'deleted')}")
    check(f"net {world.netns['srv']}" in of(found, "namespaces")[0]["says"], "namespaces")
    check(sonde("who", "pid:4194303")[0] == 1, "a pid that nobody has is not exit 1")


def a_name(world):
    found = who("docker-proxy")  # What /proc/PID/comm says.
    check([r["pid"] for r in of(found, "is")] == [world.proxy.pid], f"who docker-proxy: {found}")
    sleepers = [subprocess.Popen([world.folder + "/docker-proxy", "-c", "input()"],
                                 stdin=subprocess.PIPE) for _ in range(6)]
    while sum(open(f"/proc/{p.pid}/comm").read() == "docker-proxy\n" for p in sleepers) < 6:
        time.sleep(0.01)
    document = answer("who", "docker-proxy")
    check(len(of(document["rows"], "is")) == 5 and any("2 more" in n for n in document["notes"]),
          f"seven processes of one name: {document['notes']}")
    for one in sleepers:
        one.kill(), one.wait()


def a_path(world):
    found = who(world.folder + "/server.log")
    check([r["pid"] for r in of(found, "opens")] == [world.server.pid], f"opens: {found}")
    found = who(world.folder + "/server.sock")
    check([r["pid"] for r in of(found, "listens")] == [world.server.pid], f"the socket: {found}")
    check([r["peer_pid"] for r in of(found, "talks")] == [world.unix_client.pid],
          f"its client: {of(found, 'talks')}")
    check(of(who("/run"), "mounts"), "the mount on /run is not told")
    below = {r["pid"] for r in of(who(world.folder), "opens")}
    check(world.server.pid in below, f"a directory: {below}")
    code, _, err = sonde("who", "/no/such/file")
    check(code == 1, f"a path that nobody has: exit {code} {err!r}")


def an_inode(world):
    fd = inode_of(world.here)
    for thing in (f"inode:{fd}", str(fd)):
        found = who(thing)
        check([r["pid"] for r in of(found, "listens")] == [os.getpid()], f"{thing}: {found}")
    reader, writer = os.pipe()
    ends = of(who(f"inode:{os.fstat(reader).st_ino}"), "opens")
    check({r["pid"] for r in ends} == {os.getpid()} and len(ends) == 2, f"a pipe: {ends}")
    os.close(reader), os.close(writer)
    found = of(who(f"inode:{world.netns['srv']}"), "namespaces")
    check(len(found) == 1 and found[0]["pid"] == world.server.pid, f"a namespace: {found}")


def a_place(world):
    found = who("srv")
    check(world.server.pid in {r["pid"] for r in of(found, "runs")}, f"netns srv runs: {found}")
    check([r["address"] for r in of(found, "listens")][:1] == ["0.0.0.0:8080"], f"srv: {found}")
    check(sonde("who", "container:nobody-has-it")[0] == 1, "a container that is not there")


def published(world):
    said = of(who(":18081"), "published")
    check(len(said) == 1 and said[0]["pid"] == world.server.pid and
          said[0]["netns"] == world.netns["srv"] and said[0]["address"] == "10.77.0.2:8080",
          f"docker-proxy: {said}")
    check("is published into" in text(":18081"), "the title does not say where a port goes")
    check(len(of(who("netns:srv"), "published")) == 1, "the container's side of it")


def nothing_and_nobody(world):
    # A namespace with a name may not be entered by nobody: what is there is not known then.
    for want, pre in ((1, []), (4, NOBODY)):
        code, out, err = sonde("who", ":1", pre=pre)
        check(code == want and not out and b"nothing" in err, f"who :1: exit {code} {err!r}")
    document = answer("who", ":8080", pre=NOBODY)
    places = {r["netns"] for r in of(document["rows"], "listens")}  # One goes by another number.
    check(len(places) == 2 and world.own in places, f"nobody: {document['rows']}")
    check(any(g["reason"] == "not-permitted" for g in document["gaps"]), "nobody: no gap")
    for thing in (world.folder + "/server.log", f"inode:{inode_of(world.here) + 999999}"):
        code, _, err = sonde("who", thing, pre=NOBODY)
        check(code == 4, f"nobody: who {thing}: exit {code}: a refusal is no 'nothing': {err!r}")
    code, _, err = sonde("who", f"pid:{world.server.pid}", pre=NOBODY)
    check(code == 0 and b"not permitted" in err, f"nobody: who pid: exit {code} {err!r}")


def wrong_words():
    for words in ([], [":99999"], [":1", ":2"], ["pid:x"], ["inode:x"], [""]):
        code, out, err = sonde("who", *words)
        check(code == 2 and not out and err, f"who {words}: exit {code} {err!r}")


def hostile_names(folder):
    name = folder + "/a\x1b[31mb\nc"
    with open(name, "w"):
        shown = text(name)
    check("\x1b" not in shown and "a\\x1b[31mb\\x0ac" in shown, f"not escaped: {shown!r}")


def main():
    own_namespaces()
    if run("ip netns list"):
        skip("needs ip of iproute2")
    folder = "/tmp/sonde-who"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    world = World(folder)
    a_port(world)
    an_address(world)
    a_process(world)
    a_name(world)
    a_path(world)
    an_inode(world)
    a_place(world)
    published(world)
    nothing_and_nobody(world)
    wrong_words()
    hostile_names(folder)
    shutil.rmtree(folder, ignore_errors=True)


main()
