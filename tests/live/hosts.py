#!/usr/bin/env python3
# hosts.py: of several machines each row says whose it is, and a connection is followed to the other.
# SPDX-License-Identifier: Apache-2.0
import tempfile
from scene import *

own_namespaces()  # And within them two machines, which see nothing of each other but a cable.

MACHINE = """
import os, socket, subprocess, sys
name, own, other = sys.argv[1:]
def say(word):
    print(word, flush=True)
    sys.stdin.readline()
subprocess.run(["hostname", name], check=True)
say("here")
for words in (["link", "set", "lo", "up"], ["addr", "add", own + "/24", "dev", "cable"],
              ["link", "set", "cable", "up"]):
    subprocess.run(["ip", *words], check=True)
if name == "db":
    server = socket.create_server((own, 5432))
    say("up")
    held = server.accept()[0]
else:
    say("up")
    held = socket.create_connection((other, 5432))
open("/proc/self/comm", "w").write(name + "-app")
say("done")
"""


class Machine:
    def __init__(self, name, own, other):
        self.process = subprocess.Popen(
            ["unshare", "--net", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc",
             sys.executable, "-c", MACHINE, name, own, other],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.hear("here")
        self.pid = str(children_of(self.process.pid)[0])

    def hear(self, word):
        said = self.process.stdout.readline().decode().strip()
        check(said == word, f"the scene is broken: {said!r} for {word!r}")

    def go_on(self):
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def collect(self, path):
        inside = ["nsenter", "-t", self.pid, "-n", "-u", "-p", "-m"]
        code, _, err = sonde("collect", "-o", path, pre=inside)
        check(code == 0, f"collect: {code} {err!r}")


def main():
    folder = tempfile.mkdtemp()
    web, db = Machine("web", "10.9.0.1", "10.9.0.2"), Machine("db", "10.9.0.2", "10.9.0.1")
    check(run(f"ip link add cable netns {web.pid} type veth peer name cable netns {db.pid}") == 0,
          "the scene is broken: no cable")
    for machine in (db, web):  # The server first.
        machine.go_on()
        machine.hear("up")
    for machine in (db, web):
        machine.go_on()
    for machine in (db, web):
        machine.hear("done")
    captures = []
    for name, machine in (("web", web), ("db", db)):
        captures += ["--from", f"{folder}/{name}.sonde"]
        machine.collect(f"{folder}/{name}.sonde")

    talks = {r["host"]: r for r in rows("who", ":5432", *captures) if r["relation"] == "talks"}
    check(set(talks) == {"web", "db"}, f"who speaks of both machines: {talks}")
    for own, other in (("web", "db"), ("db", "web")):
        row = talks[own]
        ends = (row["process"], row["peer_process"], row["peer_host"])
        check(ends == (f"{own}-app", f"{other}-app", other), f"{own} talks with {other}: {row}")
    code, out, err = sonde("who", ":5432", *captures)
    text = out.decode()
    check(code == 0 and "On web:\n" in text and "On db:\n" in text, f"headings: {text} {err!r}")
    # The process is pid 1 of either machine.
    check("web-app (pid 1) → 10.9.0.2:5432, db-app (pid 1, host db)" in text, f"the sentence: {text}")

    peers = {r["host"]: r for r in rows("conns", "--columns", "+peer,peer_pid", *captures)}
    check(peers["web"]["peer"] == "db-app (pid 1) on db", f"conns: {peers}")
    check(peers["web"]["peer_pid"] is None, f"a pid of another machine is none of this one: {peers}")
    alone = rows("conns", "--columns", "+peer", *captures[:2])
    check(alone[0]["peer"] is None, f"from one capture nobody knows the other: {alone}")

    code, out, err = sonde("who", ":5432", *captures, "--from", f"{folder}/none.sonde", "--json")
    check(code == 0, f"one that is not there is a gap: {code} {err!r}")
    gaps = json.loads(out)["gaps"]
    check(any("none.sonde" in str(g) for g in gaps), f"the gap names it: {gaps}")
    code, out, err = sonde("who", ":1", *captures)
    check((code, out) == (1, b""), f"nobody has that port: {code} {out!r} {err!r}")
    for machine in (web, db):
        machine.process.kill()


main()
