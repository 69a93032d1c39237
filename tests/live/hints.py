#!/usr/bin/env python3
# hints.py: servers that homes, environments and containers name; refusals, and traps.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import tempfile

own_namespaces()
SECRET = "hunter2-planted"
CONFIG = """Host web www
  HostName 10.9.0.5
  Port 2222
Host db
  HostName %h.example.org
  User bob
Host inner
  ProxyJump admin@gate:2200
Host * !inner
  User deploy
"""
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8Q1o0b0S1n5v7Yl6nJb1p8b3u0j1f2Jm2g1dO0z3aB"


def write(path, text, mode=0o600):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, mode)


def make_machine(folder):
    """Our own /etc/passwd, /etc/hosts and homes, in this mount namespace only."""
    homes = os.path.join(folder, "home")
    for name in ("root", "bob"):
        ssh = os.path.join(homes, name, ".ssh")
        write(f"{ssh}/known_hosts", f"{name}-knows,192.0.2.10 {KEY}\n[nas]:2222 {KEY}\n")
        write(f"{ssh}/config", CONFIG)
        write(os.path.join(homes, name, ".bash_history"),
              f"ssh far\nls -l\nmysql -h sql -u shop -p{SECRET} shop\nssh far\n"
              f"sshpass -p {SECRET} sudo -n ssh behind\n")
        os.chmod(f"{homes}/{name}", 0o700)
    os.chmod(homes, 0o755)
    shutil.rmtree(f"{homes}/bob/.ssh/none", ignore_errors=True)
    for at, _, names in os.walk(f"{homes}/bob"):
        for path in (at, *(os.path.join(at, name) for name in names)):
            os.chown(path, 65534, 65534)
    write(f"{folder}/passwd", f"root:x:0:0:root:{homes}/root:/bin/sh\n"
          f"bob:x:65534:65534:bob:{homes}/bob:/bin/sh\n", 0o644)
    write(f"{folder}/hosts", "127.0.0.1 localhost\n192.0.2.7\tnas.example.org nas\n", 0o644)
    for name in ("passwd", "hosts"):
        check(run(f"mount --bind {folder}/{name} /etc/{name}") == 0, "the scene is broken: no bind")
    return homes


def of(got, kind):
    return [r for r in got if r["kind"] == kind]


def files(homes):
    got = rows("hints")
    known = {(r["host"], r["port"], r["file"]) for r in of(got, "known-host")}
    want = {(host, port, f"{homes}/{name}/.ssh/known_hosts") for name in ("root", "bob")
            for host, port in ((f"{name}-knows", None), ("192.0.2.10", None), ("nas", 2222))}
    check(want <= known, f"known_hosts: {want - known}")
    hosts = of(got, "hosts")
    check([(r["host"], r["address"], r["line"]) for r in hosts] == [("nas.example.org", "192.0.2.7", 2)],
          f"/etc/hosts: {hosts}")
    check(not of(got, "history"), "a history was read unasked")
    check(of(got, "ssh")[0]["user"] == "root", f"whose: {of(got, 'ssh')[0]}")


def as_ssh_says(homes):
    """What `ssh -G` makes of each name is what sonde says of it."""
    if not shutil.which("ssh"):
        skip_part("ssh is not here, for its reading of ssh_config")
        return
    path = f"{homes}/root/.ssh/config"
    got = {r["says"].split(",")[0]: r for r in of(rows("hints"), "ssh") if r["file"] == path}
    for name in ("web", "www", "db", "inner"):
        text = subprocess.run(["ssh", "-G", "-F", path, name], capture_output=True, text=True,
                              check=True).stdout
        says = dict(line.split(" ", 1) for line in text.splitlines() if " " in line)
        row = got[f"Host {name}"]
        check(row["host"] == says["hostname"], f"{name}: {row} and {says['hostname']}")
        check((row["port"] or 22) == int(says["port"]), f"{name}: {row} and {says['port']}")
        check((row["login"] or "root") == says["user"], f"{name}: {row} and {says['user']}")
    check(any(r["host"] == "gate" and r["login"] == "admin" and r["port"] == 2200
              for r in of(rows("hints"), "ssh")), "the jump host")


def included(folder, homes):
    """What a file elsewhere includes is found where ssh finds it; of a loop both complain."""
    path = f"{homes}/root/.ssh/config"
    write(f"{folder}/common", "Include next\n")
    write(f"{homes}/root/.ssh/next", "Host nested\n  HostName 10.9.0.7\n")
    write(path, f"Include {folder}/common\n" + CONFIG)
    got = [r for r in of(rows("hints"), "ssh") if r["says"] == "Host nested"]
    check([(r["host"], r["file"]) for r in got] == [("10.9.0.7", f"{homes}/root/.ssh/next")],
          f"included from elsewhere: {got}")
    has_ssh = shutil.which("ssh")
    if has_ssh:
        text = subprocess.run(["ssh", "-G", "-F", path, "nested"], capture_output=True, text=True,
                              check=True, env={**os.environ, "HOME": f"{homes}/root"}).stdout
        check("hostname 10.9.0.7\n" in text, f"ssh has it otherwise: {text}")
    write(path, "Include config\n" + CONFIG)
    if has_ssh:
        check(run(f"HOME={homes}/root ssh -G -F {path} web") != 0, "ssh takes a file that includes itself")
    said = answer("hints", "kind = ssh")
    notes = [n for n in said["notes"] if "includes itself" in n]
    check(len(notes) == 1 and path in notes[0], f"a loop: {said['notes']}")
    web = [r for r in said["rows"] if r["file"] == path and r["says"] == "Host web"]
    check(len(web) == 1 and web[0]["times"] == 1, f"a loop: {web}")
    write(path, CONFIG)


def hashed(homes):
    path = f"{homes}/root/.ssh/known_hosts"
    if not shutil.which("ssh-keygen"):
        skip_part("ssh-keygen is not here, for hashed names")
        return
    shutil.copy(path, path + ".plain")
    check(run(f"ssh-keygen -q -H -f {path}") == 0, "the scene is broken: ssh-keygen -H")
    answered = answer("hints", "kind = known-host", f"file = '{path}'")
    got = answered["rows"]
    check(got and all(r["host"] is None and "hashed" in r["says"] for r in got), f"hashed: {got}")
    gaps = [g for g in answered["gaps"] if g["column"] == "host"]
    check(gaps and gaps[0]["count"] == len(got) and "ssh-keygen" in gaps[0]["remedy"], f"{gaps}")
    os.replace(path + ".plain", path)


def history():
    got = of(rows("hints", "--history"), "history")
    far = [r for r in got if r["host"] == "far"]
    check(len(far) == 2 and far[0]["times"] == 2 and far[0]["line"] == 1, f"ssh far: {far}")
    sql = next(r for r in got if r["host"] == "sql")
    check(len([r for r in got if r["host"] == "behind"]) == 2, f"behind a runner: {got}")
    check(sql["login"] == "shop" and sql["says"] == "mysql", f"{sql}")
    code, out, err = sonde("hints", "--history")
    check(code == 0 and SECRET.encode() not in out + err, "a secret of a history is shown")


def environments():
    env = {"DB_HOST": "db", "DB_PORT": "5432", "DB_PASSWORD": SECRET, "WEB_SERVICE_HOST": "10.96.0.9",
           "WEB_SERVICE_PORT": "80", "L_PORT_6379_TCP_ADDR": "10.0.0.8",
           "A_URL": f"amqp://app:{SECRET}@mq1:5672,mq2:5672/v"}
    process = subprocess.Popen(["sleep", "600"], env=env)
    until_it_runs(process.pid, "sleep 600")
    code, out, err = sonde("hints", f"pid:{process.pid}", "--json")
    check(code == 0 and SECRET.encode() not in out + err, f"exit {code}: {err[:300]!r}")
    got = [r for r in json.loads(out)["rows"] if r["pid"] == process.pid]
    found = {(r["kind"], r["login"], r["host"], r["port"]) for r in got}
    check(found == {("variable", None, "db", 5432), ("service", None, "10.96.0.9", 80),
                    ("link", None, "10.0.0.8", 6379), ("variable", "app", "mq1", 5672),
                    ("variable", "app", "mq2", 5672)}, f"the environment: {found}")
    check(sonde("hints", f"pid:{process.pid}", "host = no-such-host")[0] == 1, "nothing is no 1")
    check(sonde("hints", "no-such-thing")[0] == 2, "a wrong target is no 2")
    text = sonde("hints", "host = mq2")[1].decode()
    check("app@mq2:5672" in text and "sleep (pid" in text, f"text: {text!r}")
    return process


def as_nobody_sees(homes, process):
    answered = answer("hints", pre=NOBODY)
    got = answered["rows"]
    check(any(r["file"] == f"{homes}/bob/.ssh/known_hosts" for r in got), "nobody's own home")
    check(not any((r["file"] or "").startswith(f"{homes}/root") for r in got), "root's home")
    remedies = [g["remedy"] for g in answered["gaps"] if g["reason"] == "not-permitted"]
    check(any("whose home" in r for r in remedies), f"no gap of homes: {answered['gaps']}")
    check(any("environment" in g["example"] for g in answered["gaps"]), f"{answered['gaps']}")
    check(sonde("hints", "--strict", pre=NOBODY)[0] == 3, "--strict")
    check(all(r["pid"] != process.pid for r in got), "root's environment")


def another_root(folder):
    """A root with traps in it: its files are read there, and nothing of the machine."""
    busybox = shutil.which("busybox")
    if not busybox:
        skip_part("busybox is not here, for another root")
        return
    root = os.path.join(folder, "root")
    os.makedirs(root)
    check(run(f"mount -t tmpfs t {root}") == 0, "the scene is broken: no tmpfs")
    for name in ("bin", "proc", "etc/ssh", "home/app/.ssh", "home/trap"):
        os.makedirs(os.path.join(root, name))
    shutil.copy(busybox, f"{root}/bin/busybox")
    write(f"{root}/etc/passwd", "app:x:0:0::/home/app:\ntrap:x:1:1::/home/trap:\n")
    write(f"{root}/home/app/.ssh/known_hosts", f"inner {KEY}\n")
    os.symlink("/etc/passwd", f"{root}/home/app/.ssh/known_hosts2")
    os.mkfifo(f"{root}/home/app/.ssh/config")
    os.mkfifo(f"{root}/home/trap/.ssh")
    os.symlink(f"{folder}/hosts", f"{root}/etc/hosts")  # Of the machine: leads nowhere in there.
    os.symlink("loop", f"{root}/etc/ssh/loop")
    keeper = subprocess.Popen(["unshare", "-m", shutil.which("chroot"), root, "/bin/busybox",
                               "sleep", "600"],
                              env={"INNER_HOST": "inner-db"})
    until_it_runs(keeper.pid, "/bin/busybox sleep 600")
    began = time.time()
    code, out, err = sonde("hints", f"pid:{keeper.pid}", "--history", "--json", limit=20)
    check(time.time() - began < (10 if SANITIZED else 3), "a trap held it up")
    answered = json.loads(out)
    hosts = {r["host"] for r in answered["rows"]}
    check(hosts == {"inner", "inner-db"}, f"another root: {hosts} {err!r}")
    said = " ".join(g["example"] + g["remedy"] for g in answered["gaps"])
    check("FIFO" in said and "3 files or homes" in said, f"traps: {answered['gaps']}")
    keeper.kill()
    keeper.wait()
    os.unlink(f"{root}/etc/hosts")
    write(f"{root}/etc/hosts", "")
    write(f"{folder}/mounted", "10.1.2.3 mounted\n", 0o644)
    check(run(f"mount --bind {folder}/mounted {root}/etc/hosts") == 0, "the scene is broken: bind")
    keeper = subprocess.Popen(["unshare", "-m", shutil.which("chroot"), root, "/bin/busybox",
                               "sleep", "600"])
    until_it_runs(keeper.pid, "/bin/busybox sleep 600")
    got = rows("hints", f"pid:{keeper.pid}", "kind = hosts")
    check([r["host"] for r in got] == ["mounted"], f"what a runtime mounts: {got}")
    keeper.kill()
    keeper.wait()
    run(f"umount -l {root}/etc/hosts")
    run(f"umount -l {root}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        homes = make_machine(folder)
        files(homes)
        as_ssh_says(homes)
        included(folder, homes)
        hashed(homes)
        history()
        process = environments()
        as_nobody_sees(homes, process)
        another_root(folder)
        process.kill()
        for name in ("passwd", "hosts"):
            run(f"umount -l /etc/{name}")
    print("hints: files, histories, environments, refusals and traps are as they should be")


main()
