#!/usr/bin/env python3
# diff.py: what came, went and changed is told, and what only one of the two could see is not.
# SPDX-License-Identifier: Apache-2.0
import tempfile
from scene import *

own_namespaces()


def collect(path, pre=()):
    code, _, err = sonde("collect", "-o", path, pre=pre)
    check(code == 0, f"collect: {code} {err!r}")
    return path


def differences(*captures):
    return answer("diff", *captures, codes=(0, 1, 4))


def main():
    folder = tempfile.mkdtemp(dir="/tmp")
    os.chmod(folder, 0o777)
    run("ip link set lo up; ip link add va type veth peer name vb; ip link set va up")
    stays, goes = listen("127.0.0.1", 3001), listen("127.0.0.1", 3002)
    first = collect(f"{folder}/first")
    as_nobody = collect(f"{folder}/nobody", pre=NOBODY)
    goes.close()
    comes = listen("127.0.0.1", 3003)
    run("ip link set va mtu 1400; ip addr add 192.0.2.77/32 dev lo")
    second = collect(f"{folder}/second")

    told = differences(first, second)["rows"]
    sockets = {(r["change"], r["what"]) for r in told if r["table"] == "sockets" and "tcp" in r["what"]}
    check({(c, w.split("  ")[1]) for c, w in sockets} == {("came", "127.0.0.1:3003"), ("went", "127.0.0.1:3002")},
          f"listeners: {sockets}")
    mtu = [(r["before"], r["after"]) for r in told if r["table"] == "interfaces" and r["column"] == "mtu"]
    check(mtu == [("1500", "1400")], f"mtu: {mtu}")
    addresses = [(r["change"], r["what"]) for r in told if r["table"] == "addresses"]
    check(addresses == [("came", "lo  192.0.2.77  32")], f"addresses: {addresses}")

    # Whoever may not see who holds a socket has not seen that it changed hands.
    document = differences(as_nobody, first)
    changed = [r for r in document["rows"] if r["change"] == "changed"]
    check(not changed, f"seen by one only is no change: {changed[:3]}")
    check(any(g["column"] == "pid" and g["reason"] == "not-permitted" for g in document["gaps"]),
          f"and a gap tells it: {document['gaps'][:3]}")

    # What is not in half a capture has not gone.
    with open(first, "rb") as file:
        whole = file.read()
    with open(f"{folder}/half", "wb") as file:
        file.write(whole[:len(whole) // 2])
    document = differences(first, f"{folder}/half")
    went = [r for r in document["rows"] if r["change"] == "went"]
    check(not went, f"cut off is not gone: {went[:3]}")
    check(any("may hide" in str(g["example"]) for g in document["gaps"]), f"a gap tells it: {document['gaps'][:3]}")

    code, out, err = sonde("diff", first, first, "--no-header")
    check((code, out) == (0, b""), f"the same twice: {code} {out[:200]!r} {err!r}")
    # What another table lacks is nothing to a filter on this one.
    for pre, code in (("routes", 0), ("addresses", 1)):
        got = sonde("diff", first, first if code == 0 else second, "table", "=", pre)
        check(got[0] == code, f"diff table = {pre}: {got}")
    check(sonde("diff", as_nobody, as_nobody, "table", "=", "routes")[0] == 0, "the same routes, seen by nobody")
    code, out, err = sonde("diff", first, first, "table", "=", "rout")
    check(code == 4 and b"routes" in err, f"no such table: {code} {err!r}")
    for held in (stays, comes):
        held.close()


main()
