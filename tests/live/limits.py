#!/usr/bin/env python3
# limits.py: full disks, closed pipes, signals, few descriptors, little memory, endless lines.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import fcntl
import pty
import resource
import tempfile
import termios


def unwritable():
    for form in ([], ["--json"], ["--jsonl"], ["--csv"]):
        for command in (["sockets"], ["listen"], ["gaps"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([SONDE, *command, *form], stdout=full, stderr=subprocess.PIPE)
            check(done.returncode == 4 and done.stderr, f"/dev/full: {command} exit {done.returncode}")
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([SONDE, "sockets", *form], stdout=writer, stderr=subprocess.PIPE)
        os.close(writer)
        check(done.returncode == 0 and not done.stderr,
              f"closed pipe {form}: exit {done.returncode}, said {done.stderr[:80]!r}")
    for command in (["help"], ["version"], ["explain", "LISTEN"], []):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([SONDE, *command], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 4 and done.stderr, f"/dev/full: {command} exit {done.returncode}")
    for fd in (0, 1, 2):  # Started without a standard descriptor.
        done = subprocess.run(["sh", "-c", f"exec {fd}>&-; exec \"$0\" sockets >/dev/null", SONDE],
                              capture_output=True)
        check(done.returncode in (0, 4), f"without descriptor {fd}: exit {done.returncode}")


def interrupted():
    for sent in (signal.SIGINT, signal.SIGTERM):
        for form in ([], ["--jsonl"]):
            process = subprocess.Popen([SONDE, "listen", "--watch=0.1", *form],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.readline()
            time.sleep(0.3)
            until(lambda: is_waiting(process), "--watch does not wait between looks")
            started = time.monotonic()
            process.send_signal(sent)
            _, err = process.communicate(timeout=10)
            took = time.monotonic() - started
            check(process.returncode == 0, f"--watch {sent!r}: exit {process.returncode}")
            check(b"rror" not in err and b"^C" not in err, f"--watch {sent!r}: said {err[:100]!r}")
            check(took < 1.5, f"--watch {sent!r}: took {took:.1f} s to end")
    process = subprocess.Popen([SONDE, "listen", "--watch=0.1"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    check(process.wait(timeout=10) == 0, f"--watch, reader gone: exit {process.returncode}")


def small_terminal():
    """A screen of --watch never scrolls, though rows and sentences take several lines each."""
    height = 16
    for words in (["sysctls"], ["processes"], ["counters", "group = TcpExt"], ["interfaces"]):
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", height, 50, 0, 0))
        process = subprocess.Popen([SONDE, *words, "--watch=0.2"], stdin=subprocess.DEVNULL,
                                   stdout=follower, stderr=follower)
        os.close(follower)
        seen = b""
        while seen.count(b"\x1b[2J") < 2:
            seen += os.read(leader, 1 << 16)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=10)
        os.close(leader)
        screen = seen.split(b"\x1b[2J")[1]
        lines = screen.count(b"\n")
        check(2 <= lines < height, f"{words}: {lines} lines on {height}: {screen.decode()}")


def same_columns():
    """--watch shows what the plain command shows."""
    header = sonde("cpu")[1].decode().splitlines()[0].split()
    process = subprocess.Popen([SONDE, "cpu", "--watch=0.2"], stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    watched = process.stdout.readline().split()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    check(watched == header, f"--watch shows {watched}, the plain command {header}")


def few_descriptors():
    want = len(rows("sockets", "--protocol", "tcp"))
    pre = ["sh", "-c", "ulimit -n 8; exec \"$@\"", "sh"]
    code, out, err = sonde("sockets", "--protocol", "tcp", "--json", pre=pre)
    check(code == 0 and len(json.loads(out)["rows"]) == want, f"8 descriptors: {code} {err[:100]!r}")
    for limit in range(3, 8 if not SANITIZED else 3):  # A dynamic loader needs some itself.
        pre = ["sh", "-c", f"ulimit -n {limit}; exec \"$@\"", "sh"]
        code, out, err = sonde("sockets", "--protocol", "tcp", "--json", pre=pre)
        if code == 0:
            document = json.loads(out)
            check(len(document["rows"]) == want or document["gaps"], f"{limit} descriptors: silent")
        else:
            check(code == 4 and err, f"{limit} descriptors: exit {code} without a word")


def little_memory():
    if SANITIZED:
        return skip_part("address space is not limited: this build has sanitizers")
    for kilobytes in (65536, 16384):
        pre = ["sh", "-c", f"ulimit -v {kilobytes}; exec \"$@\"", "sh"]
        code, out, err = sonde("sockets", "--json", pre=pre)
        check((code == 0 and json.loads(out)["rows"]) or (code == 4 and err),
              f"{kilobytes} KiB: exit {code} {err[:100]!r}")
    return None


def endless_line(made_of, of_what):
    """100 MB without a newline: rows that are there come out, and memory stays small."""
    megabytes = 5 if SANITIZED else 100
    name = f"{megabytes} MB of {of_what}"
    with tempfile.NamedTemporaryFile(dir="/tmp") as file:
        for _ in range(megabytes):
            file.write(made_of * (1024 * 1024 // len(made_of)))
        file.flush()
        script = ("import os,resource,sys\nresult=os.spawnv(os.P_WAIT,sys.argv[1],sys.argv[1:])\n"
                  "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr)\n"
                  "sys.exit(result)")
        started = time.monotonic()
        with open(os.devnull, "wb") as out:
            done = subprocess.run([sys.executable, "-c", script, SONDE, "decode", file.name],
                                  stdout=out, stderr=subprocess.PIPE, timeout=60)
        took = time.monotonic() - started
        rss = int(done.stderr.split()[-1]) // 1024
        check(done.returncode in (0, 4) and len(done.stderr.splitlines()) > 1,
              f"{name}: exit {done.returncode}, said {done.stderr[-200:]!r}")
        if not SANITIZED:
            check(rss < 64, f"{name}: {rss} MiB")
            check(took < 20, f"{name}: {took:.1f} s")
        print(f"{name}: exit {done.returncode}, {rss} MiB, {took:.1f} s")


def main():
    own_namespaces()
    Scene("/tmp/sonde-limits")
    unwritable()
    interrupted()
    small_terminal()
    same_columns()
    few_descriptors()
    little_memory()
    row = (b"  0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 197041 1 "
           b"0000000000000000 100 0 0 10 0 ")
    endless_line(b"A", "one letter")
    endless_line(b"\0", "NUL bytes")
    endless_line(b" ", "spaces")
    endless_line(b"0: 0100007F:0BB8 ", "beginnings of rows")
    if not SANITIZED:
        endless_line(row, "rows in one line")


main()
