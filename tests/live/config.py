#!/usr/bin/env python3
# config.py: what configures a process: its own signs, refusals, a root full of traps.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import tempfile

own_namespaces()
SECRETS = ["hunter2-planted", "token-planted", "url-planted", "bearer-planted"]
PROGRAM = """import sys,time
keep=open(sys.argv[-1])
print("up",flush=True)
time.sleep(600)
"""


def by_kind(answered, kind):
    return {r["what"]: r for r in answered if r["kind"] == kind}


def server(folder, **more):
    """A process that is called nginx, with a configuration by argument, variable and descriptor."""
    config = os.path.join(folder, "web.conf")
    with open(config, "w") as file:
        file.write("worker_processes 1;\n")
    env = {"APP_CONFIG": config, "DB_PASSWORD": SECRETS[0], "API_TOKEN": SECRETS[1],
           "DATABASE_URL": f"postgres://shop:{SECRETS[2]}@db:5432/shop",
           "CURL_OPTS": f"-H 'Authorization: Bearer {SECRETS[3]}'", "SHLVL": "1"}
    python = os.path.realpath(sys.executable)
    process = subprocess.Popen(["nginx", "-I", "-c", PROGRAM, "-c", config, f"--password={SECRETS[0]}",
                                "--config=./web.conf", config], executable=python, env=env,
                               cwd=folder, stdout=subprocess.PIPE, stdin=subprocess.PIPE, **more)
    check(process.stdout.readline() == b"up\n", "the scene is broken: no server")
    return process, config


def own_signs(folder):
    process, config = server(folder)
    target = f"pid:{process.pid}"
    code, out, err = sonde("config", target, "--json")
    check(code == 0, f"exit {code}: {err[:200]!r}")
    for secret in SECRETS:
        check(secret.encode() not in out + err, f"a secret is shown: {secret}")
    got = json.loads(out)["rows"]
    check({r["pid"] for r in got} == {process.pid}, "pid:N is not that process alone")
    argument = by_kind(got, "argument")
    check(argument[config]["exists"] is True, f"argument: {argument}")
    check(any("behind -c" in r["how"] for r in got if r["kind"] == "argument"), "no -c")
    variables = by_kind(got, "environment")
    check(variables["APP_CONFIG"]["value"] == config and variables["APP_CONFIG"]["exists"] is True,
          f"the variable: {variables.get('APP_CONFIG')}")
    check(variables["DB_PASSWORD"]["value"] == "***", "DB_PASSWORD is not masked")
    check(variables["DATABASE_URL"]["value"] == "postgres://shop:***@db:5432/shop", "the URL")
    check("SHLVL" not in variables, "SHLVL is no configuration")
    check(config in by_kind(got, "open"), f"the open file: {by_kind(got, 'open')}")
    code, out, err = sonde("config", target)
    check(code == 0 and b"APP_CONFIG=" in out and b"open for reading" in out, f"text: {out!r}")
    for secret in SECRETS:
        check(secret.encode() not in out + err, f"text shows a secret: {secret}")
    only = rows("config", target, "kind = open")
    check([r["what"] for r in only] == [config], f"the filter: {only}")
    return process


def targets(process):
    with open(f"/proc/{process.pid}/comm") as file:
        name = file.read().strip()
    check(process.pid in [r["pid"] for r in rows("config", name)], "not found by its name")
    held = listen("127.0.0.1", 17080)
    check({r["pid"] for r in rows("config", ":17080", codes=(0, 1))} <= {os.getpid()}, "by port")
    held.close()
    for wrong in ("no-such-thing", ":17081", "pid:999999", "container:none"):
        check(sonde("config", wrong)[0] == 2, f"config {wrong} is no error of usage")
    check(sonde("config")[0] == 2, "config alone is no error of usage")
    bare = subprocess.Popen(["sleep", "600"], env={})
    until_it_runs(bare.pid, "sleep 600")
    code, out, err = sonde("config", f"pid:{bare.pid}", "kind = open")
    check(code == 1, f"nothing found is exit {code}: {out!r} {err!r}")
    bare.kill()


def as_nobody_sees(process):
    code, out, err = sonde("config", f"pid:{process.pid}", pre=NOBODY)
    check(b"environment of" in err and b"not permitted" in err, f"as nobody: {err[:300]!r}")
    check(b"APP_CONFIG" not in out, "as nobody an environment is shown")
    for secret in SECRETS:
        check(secret.encode() not in out + err, f"as nobody a secret is shown: {secret}")
    check(sonde("config", f"pid:{process.pid}", "--strict", pre=NOBODY)[0] == 3, "--strict")


def listeners_in_busybox():
    return [int(pid) for pid in os.listdir("/proc")
            if pid.isdigit() and command_of(pid).startswith("/bin/busybox nc")]


def hostile_root(folder):
    """A root in which every file is a trap; nothing of the host may come out, and nothing waits."""
    busybox = shutil.which("busybox")
    if not busybox:
        skip_part("busybox is not here, for a hostile root")
        return
    root = os.path.join(folder, "trap")
    secret = "TOPSECRET-of-the-host"
    os.makedirs(root)
    check(run(f"mount -t tmpfs t {root}") == 0, "the scene is broken: no tmpfs")
    for name in ("etc/nginx", "proc", "bin", "etc/ssh"):
        os.makedirs(os.path.join(root, name))
    host = os.path.join(folder, "host.conf")
    with open(host, "w") as file:
        file.write(secret)
    shutil.copy(busybox, os.path.join(root, "bin/busybox"))
    os.mkfifo(os.path.join(root, "etc/nginx/nginx.conf"))
    os.mkfifo(os.path.join(root, "etc/passwd"))
    os.symlink(host, os.path.join(root, "etc/link.conf"))
    os.symlink("loop.conf", os.path.join(root, "etc/loop.conf"))
    os.mknod(os.path.join(root, "etc/zero.conf"), 0o20644, os.makedev(1, 5))
    with open(os.path.join(root, "etc/large.conf"), "wb") as file:
        file.truncate(10 << 30)
    script = ("/bin/busybox mount -t proc p /proc; export CONFIG_FILE=/etc/passwd A_CONF=/etc/link.conf"
              " B_CONF=/etc/loop.conf C_CONF=/etc/zero.conf D_CONF=/etc/large.conf;"
              " echo nginx > /proc/self/comm; exec /bin/busybox nc -l -p 17777 -w 600")
    keeper = subprocess.Popen(["unshare", "-m", "-n", "-p", "-f", "--kill-child", "chroot", root,
                               "/bin/busybox", "sh", "-c", script], stdin=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    until(listeners_in_busybox, "the scene is broken: no process in the hostile root")
    pid = listeners_in_busybox()[0]
    for words in ([f"pid:{pid}"], [f"pid:{pid}", "--json"], [f"pid:{pid}", "--columns", "all"]):
        began = time.time()
        code, out, err = sonde("config", *words, limit=10)
        took = time.time() - began
        check(code in (0, 1), f"hostile root: exit {code}: {err[:200]!r}")
        check(took < (20 if SANITIZED else 3), f"hostile root: {took:.1f} s")
        check(b"CONFIG_FILE" in out, f"hostile root: the variable is not shown: {out!r}")
        check(secret.encode() not in out + err, "hostile root: a file of the host is shown")
    got = by_kind(rows("config", f"pid:{pid}"), "environment")
    want = {"CONFIG_FILE": None, "A_CONF": None, "C_CONF": None, "D_CONF": True}
    check({name: got[name]["exists"] for name in want} == want, f"hostile root: {got}")
    check(not by_kind(list(got.values()), "default"), "hostile root: a FIFO is a file")
    traced(pid, folder)
    keeper.kill()


def traced(pid, folder):
    if not shutil.which("strace"):
        skip_part("strace is not here, to see what config enters and runs")
        return
    trace = os.path.join(folder, "trace")
    run(f"strace -f -o {trace} -e trace=setns,execve,execveat {SONDE} config pid:{pid}")
    with open(trace) as file:
        text = file.read()
    check(text.count("execve(") == 1, "a program was started")
    check("NEWNS" not in text, "a mount namespace was entered")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        run("ip link set lo up")
        process = own_signs(folder)
        targets(process)
        as_nobody_sees(process)
        hostile_root(folder)
        process.kill()
        run(f"umount -l {folder}/trap")
    print("config: signs, targets, refusals and traps are as they should be")


main()
