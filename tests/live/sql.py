#!/usr/bin/env python3
# sql.py: queries against ss, what the kernel is asked for, joins of many rows, and the prompt.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import pty
import resource
import select
import tempfile


def query(text, **kw):
    return rows("sql", text, **kw)


def against_ss(port):
    done = subprocess.run(["ss", "-H", "-n", "-a", "-t"], capture_output=True, text=True)
    want = collections.Counter(line.split()[0] for line in done.stdout.splitlines())
    got = query("select state, count(*) as n from sockets where protocol = 'tcp' group by state")
    got = {r["state"]: r["n"] for r in got if r["state"] != "BOUND"}
    check(sum(want.values()) >= 3 and got == {"LISTEN": want["LISTEN"], "ESTABLISHED": want["ESTAB"]},
          f"states: {got}, ss says {dict(want)}")
    [row] = query(f"select pid, process from sockets where local_port = {port} and state = 'LISTEN'")
    check(row["pid"] == os.getpid() and row["process"].startswith("python"), f"the owner: {row}")
    both = query("select a.local_port, b.pid from sockets a join sockets b on a.local_port = "
                 "b.remote_port and a.remote_port = b.local_port where a.protocol = 'tcp'")
    check(len(both) == want["ESTAB"] and all(r["pid"] == os.getpid() for r in both), f"join: {both}")
    print(f"the same as ss: {dict(want)}")


def traced(text):
    """The rows, how many descriptor tables were opened, and the requests to the kernel."""
    with tempfile.NamedTemporaryFile("r") as trace:
        pre = ["strace", "-f", "-o", trace.name, "-e",
               "trace=openat,open,openat2,readlink,readlinkat,sendto,sendmsg"]
        answered = query(text, pre=pre)
        lines = trace.read().splitlines()
    tables = sum(bool(re.search(r'(?:/proc/)?\d+/(?:task/\d+/)?fd"', line)) for line in lines)
    return answered, tables, sum("nlmsg_type" in line for line in lines)


def push_down(port):
    if not shutil.which("strace") or run("strace -o /dev/null true"):
        skip_part("strace is not here, to see what is asked of the kernel")
        return
    found, tables, requests = traced(
        f"select local_port, state from sockets where local_port = {port} and protocol = 'tcp'")
    check(sorted(r["state"] for r in found) == ["ESTABLISHED", "LISTEN"], f"rows: {found}")
    check(tables == 0, f"no owner was asked for, and {tables} descriptor tables were opened")
    _, _, all_protocols = traced("select local_port from sockets where +protocol = 'tcp'")
    check(0 < requests < all_protocols, f"tcp alone takes {requests} of {all_protocols} requests")
    _, tables, _ = traced(f"select pid from sockets where local_port = {port} and state = 'LISTEN'")
    check(tables > 0, "an owner was asked for, and no descriptor table was opened")
    print("nothing is read that no column needs")


def many_rows():
    resource.setrlimit(resource.RLIMIT_NOFILE, (12000, 12000))
    pairs = [socket.socketpair() for _ in range(5000)]
    started = time.monotonic()
    [row] = query("select count(*) as n from sockets a join sockets b on a.inode = b.peer_inode "
                  "where a.protocol = 'unix'")
    took = time.monotonic() - started
    check(row["n"] >= 10000, f"a join over {2 * len(pairs)} sockets: {row}")
    check(SANITIZED or took < 2, f"a join over {2 * len(pairs)} sockets took {took:.1f} s")
    print(f"a join over {2 * len(pairs)} sockets: {took:.2f} s")


def refusals():
    for bad in ("select nonsense from sockets", "delete from sockets", "select", "",
                "attach database '/tmp/sonde-x' as y", "select 1; select 2"):
        code, out, err = sonde("sql", bad)
        check(code == 2 and err and not out, f"{bad!r}: exit {code}, said {err[:100]!r}")
    code, _, err = sonde("sql", stdin=b"select 1 +" + b" " * (1 << 20) + b"1")
    check(code == 2 and b"1 MiB" in err, f"a large query: exit {code}, said {err[:100]!r}")
    code, out, _ = sonde("sql", "--csv", stdin=b"select 1 + 1 as n")
    check((code, out) == (0, b"n\r\n2\r\n"), f"from standard input: exit {code}, {out!r}")
    check(sonde("sql", "select 1 from sockets where local_port = 1")[0] == 0, "no rows")
    code, _, _ = sonde("sql", "select netns from sockets", "--strict", "--from", os.devnull)
    check(code in (3, 4), f"--strict over nothing: exit {code}")


class Terminal:
    """sonde sql at a terminal, in an empty directory tree of terminal descriptions."""
    def __init__(self, **environment):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(environment)
            os.execv(SONDE, [SONDE, "sql"])
        self.seen = b""

    def until(self, wanted, typed=b""):
        os.write(self.fd, typed)
        end = time.monotonic() + 20
        while wanted not in self.seen:
            if not select.select([self.fd], [], [], max(0, end - time.monotonic()))[0]:
                fail(f"the prompt never said {wanted!r}, but {self.seen!r}")
            try:
                self.seen += os.read(self.fd, 65536)
            except OSError:
                fail(f"the prompt ended without {wanted!r}: {self.seen!r}")
        self.seen = self.seen.partition(wanted)[2]

    def ends(self):
        while True:
            if not select.select([self.fd], [], [], 20)[0]:
                fail("the prompt does not end")
            try:
                if not os.read(self.fd, 65536):
                    break
            except OSError:
                break
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def prompt():
    terminal = Terminal(TERM="xterm", HOME="/nonexistent")
    terminal.until(b"sonde> ")
    terminal.until(b"...> ", b"select 40 +\r")
    terminal.until(b"42", b"2;\r")
    terminal.until(b"sonde> ")
    terminal.until(b"^C", b"select 'never\x03")      # Ctrl-C drops the line.
    terminal.until(b"84", b"\x1b[A\x1b[A\x15select 40\x7f2*2;\r")  # Keys that edit.
    terminal.until(b"sonde> ")
    # Ctrl-R finds what is typed, as it stands; the cursor is then at its place.
    terminal.until(b"817", b"\x122*2\x1b\x0b0+7*111;\r")
    terminal.until(b"sonde> ")
    terminal.until(b"no such table: nowhere", b"select 1 from nowhere;\r")
    terminal.until(b"ddress ", b"select remote_a\t")  # Tab completes.
    terminal.until(b"sonde> ", b"\x03")
    endless = b"with recursive c(x) as (select 1 union all select x + 1 from c) select max(x) from c;\r"
    os.write(terminal.fd, endless)
    time.sleep(1)
    terminal.until(b"interrupted", b"\x03")          # Ctrl-C stops a query.
    terminal.until(b"ports", b".tables\r")
    terminal.until(b"Port here.", b".columns sockets\r")
    terminal.until(b"sonde> ")
    os.write(terminal.fd, b"\x04")
    check(terminal.ends() == 0, "Ctrl-D does not end the prompt well")
    terminal = Terminal(TERM="xterm")
    terminal.until(b"sonde> ")
    os.write(terminal.fd, endless.replace(b"from c)", b"from c limit 3000000)"))
    time.sleep(0.3)
    os.write(terminal.fd, b"\x04")                   # Typed while nobody reads it.
    terminal.until(b"3000000")
    check(terminal.ends() == 0, "Ctrl-D that was typed ahead does not end the prompt")
    terminal = Terminal(TERM="dumb")
    terminal.until(b"sonde> ")
    terminal.until(b"42", b"select 40 + 2;\n")
    os.write(terminal.fd, b".quit\n")
    check(terminal.ends() == 0, ".quit does not end the prompt well")
    print("the prompt edits, completes, cancels and ends")


def main():
    own_namespaces()
    run("ip link set lo up")
    server = listen("127.0.0.1", 18081)
    client = socket.create_connection(("127.0.0.1", 18081))
    accepted, _ = server.accept()
    refusals()
    prompt()
    push_down(18081)
    against_ss(18081)
    many_rows()
    del client, accepted


main()
