#!/usr/bin/env python3
# refusals.py: what may not be seen is a gap with a remedy, and what can be seen is still the answer.
# SPDX-License-Identifier: Apache-2.0
from scene import *


def key(r):
    """Who a TCP or UDP socket is, whichever way it was read."""
    zoneless = (r["local_address"] or "").partition("%")[0]
    return (r["protocol"], r["state"], zoneless, r["local_port"], r["remote_port"], r["inode"])


def inet(answered):
    return sorted((key(r) for r in answered if r["protocol"] in ("tcp", "udp")
                   and r["state"] != "BOUND"), key=str)


def told(document, reason):
    found = [g for g in document["gaps"] if g["reason"] == reason]
    return [g for g in found if g["remedy"]]


def as_nobody_sees(scene, all_rows):
    document = answer("sockets", pre=NOBODY)
    check(inet(document["rows"]) == inet(all_rows), "as nobody other sockets are shown")
    mine = [f for f in scene.facts if f.get("uid") == 65534]
    for fact in mine:
        r = find(document["rows"], fact)[0]
        check(r["pid"] == fact["pid"] and r["owner"] == "fd", f"the own socket: {r['owner']}")
    others = [r for r in document["rows"] if r["inode"] and r["inode"] != mine[0]["inode"]
              and r["protocol"] == "tcp"]
    check(all(r["owner"] == "hidden" and r["pid"] is None for r in others), "as nobody: not hidden")
    gaps = told(document, "not-permitted")
    check(gaps and gaps[0]["count"] >= len(others), f"as nobody: gaps {document['gaps']}")
    check(sonde("sockets", "--strict", pre=NOBODY)[0] == 3, "--strict is not 3")
    code, out, err = sonde("listen", pre=NOBODY)
    check(code == 0 and b"CAP_SYS_PTRACE" in err, f"as nobody in text: {err[:200]!r}")
    check(b"(hidden)" in out, "as nobody: text does not say hidden")


def with_hidden_processes(all_rows):
    for options in ("-o hidepid=2", "-o hidepid=invisible"):
        document = answer("sockets", pre=proc_mounted(options, NOBODY))
        check(inet(document["rows"]) == inet(all_rows), f"{options}: other sockets are shown")
        hidden = [r for r in document["rows"] if r["owner"] == "hidden"]
        check(len(hidden) > 10, f"{options}: {len(hidden)} rows are hidden")
        check(told(document, "not-permitted"), f"{options}: no gap: {document['gaps']}")


def with_only_pids(all_rows):
    document = answer("sockets", pre=proc_mounted("-o subset=pid"))
    check(inet(document["rows"]) == inet(all_rows), "subset=pid: netlink still answers")
    # /proc/net is gone, /proc/PID/net is not.
    document = answer("sockets", "--source=proc", pre=proc_mounted("-o subset=pid"))
    check(inet(document["rows"]) == inet(all_rows), "subset=pid: so does the text of /proc/PID/net")


def without_proc(all_rows):
    pre = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /proc && exec \"$@\"", "sh"]
    document = answer("sockets", pre=pre)
    check(inet(document["rows"]) == inet(all_rows), "without /proc: netlink still answers")
    check(all(r["pid"] is None for r in document["rows"]), "without /proc: a pid from nowhere")
    check(document["gaps"], "without /proc: no gap")
    code, _, err = sonde("sockets", "--source=proc", pre=pre)
    check(code == 4 and err, f"without /proc and netlink: exit {code}")
    for command in ([], ["listen"], ["can"], ["gaps"], ["explain", "LISTEN"], ["help"]):
        code, out, err = sonde(*command, pre=pre)
        check(code == 0 and out, f"without /proc: sonde {command}: exit {code} {err[:100]!r}")


def netlink_refused(all_rows):
    pre = without_netlink()
    document = answer("sockets", pre=pre)
    check(inet(document["rows"]) == inet(all_rows), "netlink refused: other sockets are shown")
    check(told(document, "not-permitted"), f"netlink refused: {document['gaps']}")
    code, out, err = sonde("sockets", "--source=netlink", "--protocol=tcp", pre=pre)
    check(code == 4 and err, f"netlink refused and nothing else allowed: exit {code} {out[:200]!r}")


def main():
    own_namespaces()
    scene = Scene("/tmp/sonde-refusals")
    all_rows = rows("sockets")
    as_nobody_sees(scene, all_rows)
    with_hidden_processes(all_rows)
    with_only_pids(all_rows)
    if SANITIZED:
        print("without /proc: only the release, sanitizers read their options from there")
    else:
        without_proc(all_rows)
    netlink_refused(all_rows)
    print("refusals: nobody, hidepid, subset=pid, no /proc, no netlink")


main()
