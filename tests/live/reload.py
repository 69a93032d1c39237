#!/usr/bin/env python3
# reload.py: config --reload: a daemon reads its file again, and sonde sees which; refusals.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import pty
import tempfile

own_namespaces()
# Reads its file on HUP, and has a child read another one; with "fails" it gives up then. Ignores
# USR1, does not handle USR2.
DAEMON = """
import os, signal, sys, time
def read_again(*_):
    open(sys.argv[1]).read()
    if sys.argv[4:] == ["fails"]:
        os._exit(3)
    if sys.argv[4:] == ["crashes"]:
        os.kill(os.getpid(), signal.SIGSEGV)
    if os.fork() == 0:
        open(sys.argv[2]).read()
        time.sleep(1)
        os._exit(0)
    open(sys.argv[3], "a").write("read\\n")
signal.signal(signal.SIGHUP, read_again)
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("up", flush=True)
while True: time.sleep(.05)
"""


class Daemon:
    def __init__(self, folder, pre=(), manner=()):
        self.folder = folder
        self.config, self.other, self.told = (os.path.join(folder, name)
                                              for name in ("app.conf", "child.conf", "told"))
        for path in (self.config, self.other, self.told):
            with open(path, "w") as file:
                file.write("")
            os.chmod(path, 0o666)
        self.process = subprocess.Popen([*pre, sys.executable, "-c", DAEMON, self.config, self.other,
                                         self.told, *manner], stdout=subprocess.PIPE)
        check(self.process.stdout.readline() == b"up\n", "the scene is broken: no daemon")
        self.target = f"pid:{self.process.pid}"

    def times(self):
        with open(self.told) as file:
            return len(file.readlines())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


def reloads(daemon, way, pre=()):
    code, out, err = sonde("config", daemon.target, "--reload", "HUP", "--yes", "--json", pre=pre)
    check(code == 0, f"{way}: exit {code}: {err!r}")
    check(daemon.times() == 1, f"{way}: the signal came {daemon.times()} times")
    check(b"this sends HUP to" in err, f"{way}: it was not said: {err!r}")
    got = {r["what"]: r["how"] for r in json.loads(out)["rows"] if r["kind"] == "reload"}
    check(daemon.config in got and way in got[daemon.config], f"{way}: {got} {err!r}")
    check(daemon.other in got and "by its child" in got[daemon.other], f"{way}: its child: {got}")
    check(daemon.process.poll() is None, f"{way}: it ended")
    is_let_go(daemon)


def ends(daemon, part, pre=()):
    """An answer without rows would say that it opened nothing, and all is well."""
    code, out, err = sonde("config", daemon.target, "--reload", "HUP", "--yes", pre=pre)
    said = f"{daemon.process.pid})".encode() in err and b"ended after HUP was sent" in err
    check(code == 4 and said and part in err, f"it ended: exit {code}: {out!r} {err!r}")
    check(daemon.config.encode() in err, f"what it opened last: {err!r}")


def interrupted(daemon, pre):
    """Ctrl-C ends sonde by the signal, and the daemon goes on."""
    process = subprocess.Popen([*pre, SONDE, "config", daemon.target, "--reload", "HUP", "--yes"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until(lambda: daemon.times() == 1, "the signal never came")
    process.send_signal(signal.SIGINT)
    out = process.communicate(timeout=20)[0]
    check(process.returncode == -signal.SIGINT and not out, f"{process.returncode}: {out!r}")
    is_let_go(daemon)
    check(daemon.process.poll() is None, "it ended with sonde")


def is_let_go(daemon):
    with open(f"/proc/{daemon.process.pid}/status") as file:
        status = file.read()
    check("TracerPid:\t0\n" in status and "State:\tt" not in status, f"traced: {status}")


def refuses(daemon):
    """(words, exit code, part of the sentence); nothing is sent."""
    cases = [(["--reload", "HUP"], 2, b"--yes"), (["--reload", "TERM", "--yes"], 2, b"HUP, USR1 or"),
             (["--reload", "9", "--yes"], 2, b"HUP, USR1 or"), (["--yes"], 2, b"--reload"),
             (["--reload", "USR1", "--yes"], 4, b"ignores USR1"),
             (["--reload", "SIGUSR2", "--yes"], 4, b"would end it"),
             (["--reload", "12", "--yes"], 4, b"would end it")]
    for words, want, part in cases:
        code, out, err = sonde("config", daemon.target, *words)
        check(code == want and part in err, f"{words}: exit {code}: {err!r}")
    check(sonde("config", "--reload", "HUP", "--yes", "--from", "/")[0] == 2, "of a copy")
    code, _, err = sonde("config", daemon.target, "--reload", "HUP", "--yes", pre=NOBODY)
    check(code == 4 and daemon.times() == 0, f"nobody: exit {code}: {err!r}")
    check(daemon.times() == 0 and daemon.process.poll() is None, "a refused signal was sent")


def asks(daemon, answer, code):
    """On a terminal: what is typed decides."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(SONDE, [SONDE, "config", daemon.target, "kind = reload", "--reload", "HUP"])
    said = b""
    while b"[y/N]" not in said:
        said += os.read(terminal, 4096)
    check(daemon.times() == 0, "it was sent before anybody said yes")
    time.sleep(.3)  # The question empties what was typed before.
    os.write(terminal, answer + b"\n")
    try:
        while part := os.read(terminal, 4096):
            said += part
    except OSError:
        pass
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    check(status == code, f"{answer}: exit {status}: {said!r}")
    check(daemon.times() == (1 if answer == b"y" else 0), f"{answer}: {daemon.times()} signals")
    check((daemon.config.encode() in said) == (answer == b"y"), f"{answer}: {said!r}")


def may_trace():
    try:
        with open("/proc/sys/kernel/yama/ptrace_scope") as file:
            return file.read().strip() == "0"
    except FileNotFoundError:
        return True


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        for answer_typed, code in ((b"n", 1), (b"", 1), (b"y", 0)):
            with Daemon(folder) as daemon:
                asks(daemon, answer_typed, code)
        with Daemon(folder) as daemon:
            refuses(daemon)
            reloads(daemon, "fanotify")
        with Daemon(folder, manner=["fails"]) as daemon:
            ends(daemon, b"ended after HUP")
        if may_trace():
            with Daemon(folder, NOBODY) as daemon:
                reloads(daemon, "ptrace", pre=NOBODY)
            with Daemon(folder, NOBODY) as daemon:  # Some supervisors leave SIGCHLD ignored.
                reloads(daemon, "ptrace", pre=[*NOBODY, "sh", "-c", "trap '' CHLD; exec \"$@\"", "sh"])
            with Daemon(folder, NOBODY, ["fails"]) as daemon:
                ends(daemon, b"ended after HUP", NOBODY)
            with Daemon(folder, NOBODY, ["crashes"]) as daemon:
                ends(daemon, b"by SIGSEGV", NOBODY)
            with Daemon(folder, NOBODY) as daemon:
                interrupted(daemon, NOBODY)
        else:
            print("Yama keeps processes from being traced: ptrace is left out")
    print("reload: what is opened is seen, and nothing is sent unasked")


main()
