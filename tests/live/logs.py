#!/usr/bin/env python3
# logs.py: what a process logs is shown, and whoever reads it loses nothing.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import contextlib
import tempfile

LINES = 400
WRITER = """
import os, sys, time
log = open(sys.argv[1], "w", buffering=1)
gone = open(sys.argv[1] + ".1.log", "w", buffering=1)
os.unlink(sys.argv[1] + ".1.log")
gone.write("rotated away\\n")
for i in range(int(sys.argv[2])):
    sys.stdout.write("pipe-line-%06d \\x1b[31m red\\n" % i)
    sys.stdout.flush()
    log.write("file-line-%06d\\n" % i)
    time.sleep(.002)
time.sleep(600)
"""


@contextlib.contextmanager
def program(text, *arguments, pre=(), **kw):
    """A process of python, which has said that it is ready."""
    for stream in ("stdout", "stderr"):
        kw.setdefault(stream, subprocess.DEVNULL)
    done, say = os.pipe()
    text = f"import os, sys, time\nready = lambda: os.close({say})\n{text}\ntime.sleep(600)\n"
    process = subprocess.Popen([*pre, sys.executable, "-c", text, *arguments], pass_fds=(say,),
                               **kw)
    os.close(say)
    os.read(done, 1)
    os.close(done)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def folder_of_test():
    with tempfile.TemporaryDirectory(prefix="sonde-logs-") as folder:
        yield folder


def named_pipe():
    with folder_of_test() as folder:
        path = os.path.join(folder, "fifo")
        os.mkfifo(path)
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        writer = os.open(path, os.O_WRONLY)
        os.close(reader)
        waits = "ready(); log = os.open(sys.argv[1], os.O_WRONLY); time.sleep(.5); " \
                "os.write(log, b'late\\n')"
        with program("ready()", stdout=writer) as holder, program(waits, path) as waiting:
            time.sleep(.2)
            code, out, err = sonde("logs", f"pid:{holder.pid}", "--json")
            time.sleep(1)
            check(waiting.poll() is None, "a writer that waited for the reader of a fifo was killed")
            opened = [os.readlink(f"/proc/{waiting.pid}/fd/{fd}")
                      for fd in os.listdir(f"/proc/{waiting.pid}/fd")]
            check(path not in opened, "a writer that waited for the reader of a fifo was released")
            answer = json.loads(out)
            found = [row for row in answer["rows"] if row["target"] == path]
            check(found and found[0]["kind"] == "pipe" and found[0]["tail"] is None, f"{found}")
            check("named pipe" in str(answer["gaps"]), f"why it has no tail: {answer['gaps']}")
        os.close(writer)


def same_path_elsewhere():
    """Two mount namespaces, each with a file of its own at one path."""
    with folder_of_test() as folder:
        path = os.path.join(folder, "same.log")
        text = ("import subprocess\n"
                "subprocess.run(['mount', '-t', 'tmpfs', 'none', os.path.dirname(sys.argv[1])])\n"
                "log = open(sys.argv[1], 'w'); print('of', sys.argv[2], file=log, flush=True)\n"
                "ready()")
        pre = ["unshare", "-m"]
        with program(text, path, "one", pre=pre) as one, program(text, path, "two", pre=pre) as two:
            found = {row["pid"]: row["tail"] for row in rows("logs") if row["target"] == path}
            check(found == {one.pid: "of one\n", two.pid: "of two\n"}, f"one path twice: {found}")


def no_text():
    reader, writer = os.pipe()
    os.write(writer, b"first\n" + bytes(3000) + b"\nlast\n")
    with program("ready()", stdout=writer) as holder:
        code, out, err = sonde("logs", f"pid:{holder.pid}")
        check(b"first\n    (3000 bytes that are not text)\n    last\n" in out, f"{out!r} {err!r}")
        code, out, err = sonde("logs", f"pid:{holder.pid}", "--raw")
        check(b"first\n    " + bytes(3000) + b"\n    last\n" in out, f"--raw: {err!r}")
    os.close(reader), os.close(writer)


@contextlib.contextmanager
def following(*arguments, stdout=None):
    """sonde logs --follow, and what it has said so far."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as talk:
        process = subprocess.Popen([SONDE, "logs", *arguments, "--follow"], stdout=stdout or said,
                                   stderr=talk)
        read = lambda file: os.pread(file.fileno(), 1 << 24, 0).decode()
        try:
            yield process, lambda: read(said), lambda: read(talk)
        finally:
            process.kill()
            process.wait()


HOLDS = "log = open(sys.argv[1], 'a'); ready()"


def follow_itself():
    with folder_of_test() as folder:
        path = os.path.join(folder, "own.log")
        with program("print('of others', flush=True); ready()",
                     stdout=open(os.path.join(folder, "other.txt"), "w")):
            with open(path, "w") as own, following(stdout=own) as (process, _, talk):
                time.sleep(4)
                check(process.poll() is None, f"--follow ended: {talk()}")
        said = open(path).read()
        check("of others" in said, f"--follow of all: {said[:300]!r}")
        check("own.log" not in said, f"--follow shows what it prints itself: {said[:600]!r}")


def follow_lost_lines():
    with folder_of_test() as folder:
        path = os.path.join(folder, "fast.log")
        with open(path, "w") as log:
            log.write("".join(f"early {i}\n" for i in range(20)))
        with program(HOLDS, path) as holder, open(path, "a", buffering=1) as log:
            with following(f"pid:{holder.pid}") as (_, said, talk):
                until(lambda: "early 19" in said(), "the last lines are not shown")
                log.write("one more\n")
                until(lambda: "one more" in said(), "a new line is not shown")
                check("not have been seen" not in said(), f"nothing was lost: {said()!r}")
                text = "".join(f"line {i}\n" for i in range(40000))
                log.write(text)
                log.flush()
                until(lambda: "line 39999\n" in said(), "the newest line is not shown")
                check("line 0\n" in said() or "not have been seen" in said(),
                      "lines are lost, and nobody says so")
                check("of a pipe" not in talk(), f"there is no pipe: {talk()}")


def follow_pipe():
    read_end, write_end = os.pipe()
    with program("ready()", stdout=write_end) as holder:
        with following(f"pid:{holder.pid}") as (_, said, talk):
            until(lambda: "pipe:[" in said(), "the pipe is not shown")
            time.sleep(1.2)
            check(talk().count("of a pipe") == 1, f"what a pipe cannot show: {talk()!r}")
    os.close(read_end)
    os.close(write_end)


def follow_more_writers():
    with folder_of_test() as folder:
        path = os.path.join(folder, "many.log")
        with open(path, "w") as log:
            log.write("only once\n")
        with program(HOLDS, path), following() as (_, said, _):
            until(lambda: "only once" in said(), "the last lines are not shown")
            with program(HOLDS, path), open(path, "a", buffering=1) as log:
                time.sleep(1.2)
                log.write("later\n")
                until(lambda: "later" in said(), "a new line is not shown")
            check("not have been seen" not in said(), f"nothing was lost: {said()!r}")
            new = os.path.join(folder, "new.log")
            with open(new, "w") as log:
                log.write("".join(f"start {i}\n" for i in range(20)))
            with program(HOLDS, new):
                until(lambda: "start 19" in said(), "a log that appears later is not shown")
                check("start 0\n" in said() or "not have been seen" in said(),
                      "of a log that appears later lines are left out, and nobody says so")
            check(said().count("only once") == 1, f"another writer, the same lines: {said()!r}")


def looks_at_a_newborn():
    """Whether sonde, interrupted as soon as it waits, had looked at a process that has just begun."""
    newborn = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL)
    try:
        with following(f"pid:{newborn.pid}") as (process, said, _):
            until(lambda: is_waiting(process), "it does not wait for a process that has just begun")
            process.send_signal(signal.SIGINT)
            check(process.wait(timeout=10) == 0, f"before a look: exit {process.returncode}")
            return bool(said())
    finally:
        newborn.kill()
        newborn.wait()


def follow_interrupted():
    with program("ready()") as holder:
        time.sleep(1)  # Of a process that is new sonde waits before the first look.
        for sent in (signal.SIGINT, signal.SIGTERM):
            with following(f"pid:{holder.pid}") as (process, _, talk):
                until(lambda: is_waiting(process), "it does not wait between looks")
                until(lambda: not is_waiting(process), "a signal cannot end a look that hangs", pause=0)
                until(lambda: is_waiting(process), "it does not wait between looks")
                process.send_signal(sent)
                check(process.wait(timeout=10) == 0, f"{sent!r}: exit {process.returncode}")
                check("rror" not in talk(), f"{sent!r}: said {talk()!r}")
    for _ in range(20):  # On a slow machine half a second is over before sonde has begun.
        if not looks_at_a_newborn():
            return
    check(False, "a process that has just begun is always looked at before the wait for it ends")


def many_descriptors():
    with folder_of_test() as folder:
        path = os.path.join(folder, "many.log")
        text = "logs = [open(sys.argv[1], 'a') for _ in range(500)]; ready()"
        with program(text, path) as holder:
            _, out, _ = sonde("logs", f"pid:{holder.pid}", "kind = file")
            check(b"and 484 more" in out and len(out) < 400, f"500 descriptors: {out!r}")
            found = rows("logs", f"pid:{holder.pid}", "kind = file")
            check(found[0]["descriptors"].count(",") == 499, f"500 descriptors: {found}")
            _, out, _ = sonde("who", str(holder.pid))
            check(b"and 484 more" in out, f"500 descriptors: {out!r}")


def grows_and_waits():
    folder = tempfile.mkdtemp(prefix="sonde-logs-")
    path = os.path.join(folder, "app.log")
    read_end, write_end = os.pipe()
    name = f"logs-{os.getpid()}"  # Of the process, at most 15 bytes.
    program = os.path.join(folder, name)
    os.symlink(os.path.realpath(sys.executable), program)
    writer = subprocess.Popen([program, "-c", WRITER, path, str(LINES)], stdout=write_end,
                              stderr=subprocess.DEVNULL)
    os.close(write_end)
    taken = bytearray()

    def reader():  # Slow at first, so that something waits in the pipe.
        time.sleep(1)
        while block := os.read(read_end, 3000):
            taken.extend(block)
            time.sleep(.01)

    threading.Thread(target=reader, daemon=True).start()
    try:
        looks = shown = 0
        until = time.time() + 40
        while time.time() < until and taken.count(b"\n") < LINES:
            code, out, err = sonde("logs", f"pid:{writer.pid}")
            looks += 1
            if code != 0:
                fail(f"exit {code}: {err[:200]!r}")
            if path.encode() not in out:
                fail(f"the open log file is not named: {out[:300]!r}")
            if b"\x1b" in out:
                fail("a control character of a log reached the terminal")
            shown += b"pipe-line-" in out
        expected = b"".join(b"pipe-line-%06d \x1b[31m red\n" % i for i in range(LINES))
        if bytes(taken) != expected:
            fail(f"the reader got {taken.count(10)} of {LINES} lines: somebody took the rest")
        if shown == 0:
            fail(f"none of {looks} looks showed what waits in the pipe")
        code, out, err = sonde("logs", f"pid:{writer.pid}", "--json")
        rows = json.loads(out)["rows"]
        by_kind = {(row["kind"], row["deleted"]): row for row in rows}
        pipe, log, gone = (by_kind.get(key) for key in
                           (("pipe", None), ("file", False), ("file", True)))
        if not pipe or pipe["descriptors"] != "1" or str(os.getpid()) not in str(pipe["read_by"]):
            fail(f"the pipe: {pipe}")
        if not log or log["target"] != path or not log["tail"].endswith(
                f"file-line-{LINES - 1:06d}\n"):
            fail(f"the file: {log}")
        if log["tail"].count("\n") != 10:
            fail(f"{log['tail'].count(chr(10))} lines of the file, expected the last ten")
        if not gone or gone["tail"] != "rotated away\n":
            fail(f"the deleted file: {gone}")
        for target in ([name], [f"pid:{writer.pid}", "kind = file"]):
            code, out, err = sonde("logs", *target, "--json")
            found = json.loads(out)["rows"] if out else []
            if {row["pid"] for row in found} != {writer.pid}:
                fail(f"logs {target}: exit {code}, {found} {err!r}")
        code, out, err = sonde("logs", "no-such-name")
        if code != 2 or not err:
            fail(f"a name that nothing has: exit {code} {err!r}")
        if not any(row["kind"] == "nowhere" and row["descriptors"] == "2" for row in rows):
            fail("that errors go to /dev/null is not said")
    finally:
        writer.kill()
        subprocess.run(["rm", "-rf", folder], check=False)
    print(f"logs: {looks} looks, {shown} into the pipe; its reader lost none of {LINES} lines")


def main():
    own_namespaces()
    grows_and_waits()
    named_pipe()
    same_path_elsewhere()
    no_text()
    follow_itself()
    follow_lost_lines()
    follow_pipe()
    follow_more_writers()
    follow_interrupted()
    many_descriptors()


if __name__ == "__main__":
    main()
