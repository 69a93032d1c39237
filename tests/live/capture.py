#!/usr/bin/env python3
# capture.py: every table says from a capture what it says live, with the same reasons for gaps.
# SPDX-License-Identifier: Apache-2.0
import tempfile
from scene import *

PRIVATE = {"logs", "config", "hints"}  # Not in a capture, which it says.
OF_LOGS = {"oom", "gaps"}  # They ask for logs of programs as well, which are not in it either.
# Tables and columns that move while nobody does anything, beside what two live looks are seen to
# disagree about.
MOVING = {"counters", "cpu", "interrupts", "disks", "memory", "pressure", "kernel_log", "oom", "gaps"}
MOVING_COLUMNS = {"age", "age_s", "cpu_ms", "cpu_percent", "processor", "vsz_bytes", "rss_bytes", "rss",
                  "memory_percent", "position", "confirmed_s", "updated_s", "used_s", "use", "used",
                  "used_percent", "available_bytes", "used_bytes", "used_files", "used_files_percent", "available", "waits_in", "nprocs",
                  "state", "fds", "fds_percent", "size_bytes", "last_ack_ms"}
NO_TABLES = {"findings", "checks", "links", "access", "path", "differences"}  # Of a command that asks more.


def tables():
    """Those of the reference, which is made from the declarations."""
    with open(os.path.join(ROOT, "docs", "reference", "sonde.md")) as reference:
        listed = reference.read().split("\n## Tables\n")[1].split("\n## ")[0]
    return [name for name in re.findall(r"^### Table (\w+)$", listed, re.M) if name not in NO_TABLES]


def table(name, *where, pre=()):
    return answer(name, "--columns", "all", *where, pre=pre, codes=(0, 4))


def reasons(document):
    return {(g["table"], g["column"], g["reason"]) for g in document["gaps"]}


def held(rows_of_table, moving):
    """Each row without what moves, and without sonde itself, which is another process each time."""
    return collections.Counter(
        json.dumps({k: v for k, v in row.items() if k not in moving}, sort_keys=True)
        for row in rows_of_table
        if row.get("process") != "sonde" and SONDE not in str(row.get("command"))
        and row.get("name") != "fs.file-nr")


def moving_columns(first, second):
    """What differs in rows that are otherwise the same ones, in the same places."""
    if len(first) != len(second):
        return MOVING_COLUMNS
    return MOVING_COLUMNS | {k for a, b in zip(first, second) for k in a if a[k] != b[k]}


def compare(name, who, pre, capture):
    before, after = table(name, pre=pre), table(name, pre=pre)
    replayed = table(name, "--from", capture)
    moving = moving_columns(before["rows"], after["rows"])
    live, later = held(before["rows"], moving), held(after["rows"], moving)
    ours = held(replayed["rows"], moving)
    stable = live & later
    lacking, more = stable - ours, ours - (live | later)
    wrong = []
    if name not in MOVING and lacking:
        wrong.append(f"{sum(lacking.values())} of {len(before['rows'])} rows lack, e.g. {next(iter(lacking))[:1500]}")
        if more:
            wrong.append(f"instead e.g. {next(iter(more))[:1500]}")
    gone = reasons(before) & reasons(after) - reasons(replayed)
    if gone:
        wrong.append(f"gaps lack: {sorted(gone)}")
    new = reasons(replayed) - reasons(before) - reasons(after)
    if name in OF_LOGS:
        new = {one for one in new if one[2] != "not-collected"}
    if new:
        wrong.append(f"gaps that were none live: {sorted(new)}")
    for what in wrong:
        print(f"{who}: {name}: {what}")
    return not wrong


def main():
    own_namespaces()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    keep = socket.create_server(("127.0.0.1", 4711))
    peer = socket.create_connection(("127.0.0.1", 4711))
    child = subprocess.Popen(["sleep", "1000"])
    failed = []
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chmod(folder, 0o777)
        for who, pre in (("root", []), ("nobody", NOBODY)):
            capture = f"{folder}/{who}.sonde"
            code, out, err = sonde("collect", "-o", capture, pre=pre)
            check(code == 0, f"collect as {who}: {code} {err!r}")
            os.chmod(capture, 0o644)
            names = [n for n in tables() if n not in PRIVATE]
            failed += [f"{who}: {n}" for n in names if not compare(n, who, pre, capture)]
    child.kill()
    peer.close()
    keep.close()
    check(not failed, f"not the same from a capture: {', '.join(failed)}")


main()
