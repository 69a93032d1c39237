#!/usr/bin/env python3
# logs.py: what a process logs is shown, and whoever reads it loses nothing.
# SPDX-License-Identifier: Apache-2.0
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

SONDE = os.environ.get("SONDE", "build/sonde")
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


def fail(said):
    print("logs:", said)
    sys.exit(1)


def sonde(*arguments):
    done = subprocess.run([SONDE, *arguments], capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def main():
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


if __name__ == "__main__":
    main()
