#!/usr/bin/env python3
# differential.py: the sockets of a scene against ss, netstat and lsof, row for row, and the two ways.
# SPDX-License-Identifier: Apache-2.0
from scene import *

SS_STATES = {"ESTAB": "ESTABLISHED", "SYN-SENT": "SYN_SENT", "SYN-RECV": "SYN_RECV",
             "FIN-WAIT-1": "FIN_WAIT1", "FIN-WAIT-2": "FIN_WAIT2", "TIME-WAIT": "TIME_WAIT",
             "CLOSE-WAIT": "CLOSE_WAIT", "LAST-ACK": "LAST_ACK"}


def end(text):
    """host:port of ss or netstat, as (canonical address, port)."""
    host, _, port = text.rpartition(":")
    host = "::" if host == "*" else canon(host)
    return host, 0 if port == "*" else int(port)


def peer(r):
    return (canon(r["remote_address"]), r["remote_port"]) if r["remote_address"] else ("", 0)


def tool(*command):
    done = subprocess.run(command, capture_output=True)
    check(done.returncode == 0, f"{command}: {done.stderr[:200]!r}")
    return done.stdout.decode("utf-8", "replace").splitlines()


def same(got, want, what):
    got, want = collections.Counter(got), collections.Counter(want)
    check(want, f"{what}: the other tool shows nothing")
    if got != want:
        fail(f"{what}: lost {list((want - got).elements())[:3]}, more {list((got - want).elements())[:3]}")
    print(f"{what}: {sum(want.values())} rows are the same")


def ss_inet(flags, protocol):
    """(state, recv_q, send_q or backlog, local, remote, pids) of every row of ss."""
    for line in tool("ss", "-H", "-n", "-a", "-p", flags):
        word = line.split()
        state, recv_q, send_q, local, remote = word[:5]
        local, remote = end(local), end(remote)
        if remote[0] in ("0.0.0.0", "::"):
            remote = ("", 0)
        pids = tuple(sorted({int(n) for n in re.findall(r"pid=(\d+)", line)}))
        yield (protocol, SS_STATES.get(state, state), int(recv_q), int(send_q), local, remote, pids)


def ours_inet(answered, protocol, threads):
    for r in answered:
        if r["protocol"] != protocol or r["state"] == "BOUND":
            continue
        second = r["backlog"] if r["state"] == "LISTEN" else r["send_q"]
        pids = () if r["inode"] in threads else tuple(r["pids"] or ())  # ss sees no thread's table.
        local = (canon(r["local_address"]), r["local_port"])
        yield (protocol, r["state"], r["recv_q"], second, local, peer(r), pids)


def against_ss(answered, scene):
    threads = {f["inode"] for f in scene.facts if f["owner"] == "thread"}
    # "*" of ss is [::] here, and so it is in ours.
    for flags, protocol in (("-t", "tcp"), ("-u", "udp")):
        same(ours_inet(answered, protocol, threads), ss_inet(flags, protocol), f"ss {flags}anp")
    want = set()
    for line in tool("ss", "-H", "-n", "-a", "-p", "-x"):
        # Names hold anything, even a newline; the inode and that of the peer stand last.
        numbers = re.search(r"\s(\d+)\s+\*\s+(\d+)\s*(users:.*)?$", line)
        if numbers:
            pids = tuple(sorted({int(n) for n in re.findall(r"pid=(\d+)", line)}))
            want.add((int(numbers[1]), int(numbers[2]), pids))
    ours = {(r["inode"], r["peer_inode"] or 0, tuple(r["pids"] or ()))
            for r in answered if r["protocol"] == "unix"}
    same(ours, want, "ss -xanp")
    for family, protocol in (("link", "packet"), ("netlink", "netlink")):
        count = len(tool("ss", "-H", "-n", "-a", "-f", family))
        # ss -f netlink shows itself; so would we, and leave ourselves out.
        ours = sum(r["protocol"] == protocol for r in answered)
        check(abs(ours - count) <= (protocol == "netlink"), f"{protocol}: {ours} rows, ss {count}")


def against_netstat(answered):
    want, ours = [], []
    for line in tool("netstat", "-tanpW")[2:]:
        word = line.split(None, 6)
        local, remote = end(word[3]), end(word[4])
        if remote[0] in ("0.0.0.0", "::"):
            remote = ("", 0)
        pid = int(word[6].split("/")[0]) if word[6][0].isdigit() else None
        want.append(((int(word[1]), int(word[2]), local, remote, word[5]), pid))
    for r in answered:
        if r["protocol"] == "tcp" and r["state"] != "BOUND":
            key = (r["recv_q"], r["send_q"] or 0, (canon(r["local_address"]), r["local_port"]),
                   peer(r), r["state"])
            ours.append((key, r["pids"] or []))
    same((k for k, _ in ours), (k for k, _ in want), "netstat -tanp")
    pids = dict(ours)
    for key, pid in want:
        check(pid is None or pid in pids[key], f"netstat has pid {pid}, we {pids[key]}: {key}")


def against_lsof(answered):
    have = {r["inode"]: r for r in answered if r["inode"]}
    pid = fd = kind = None
    seen = collections.defaultdict(set)
    for line in tool("lsof", "-nP", "-i", "-F", "pftd"):
        tag, text = line[0], line[1:]
        if tag == "p":
            pid = int(text)
        elif tag == "f":
            fd = int(text)
        elif tag == "d":
            seen[int(text)].add((pid, fd))
    check(len(seen) > 30, f"lsof shows only {len(seen)} sockets")
    for inode, holders in seen.items():
        r = have.get(inode)
        check(r, f"lsof has inode {inode}, we do not")
        check(sorted({p for p, _ in holders}) == r["pids"], f"pids {r['pids']}, lsof {holders}")
        check((r["pid"], r["fd"]) in holders, f"fd {r['fd']}, lsof {holders}")
    print(f"lsof -nP -i: {len(seen)} sockets, pids and descriptors are the same")


def against_facts(answered, scene):
    for fact in scene.facts:
        found = find(answered, fact)
        check(len(found) == 1, f"{len(found)} rows for {fact}")
        r = found[0]
        check(r["owner"] == fact["owner"], f"owner {r['owner']}: {fact}")
        check(r["pid"] == (fact["pids"][0] if "pids" in fact else fact["pid"]), f"pid {r['pid']}: {fact}")
        check((r["process"] is not None) == (r["pid"] is not None), f"process without pid: {r}")
        for key, column in (("pids", "pids"), ("state", "state"), ("backlog", "backlog"),
                            ("recv_q", "recv_q"), ("dual", "dual_stack"), ("peer", "peer_inode"),
                            ("timer", "timer"), ("listener", "listener"), ("uid", "uid")):
            check(key not in fact or r[column] == fact[key], f"{column} is {r[column]}: {fact}")
        check("zone" not in fact or r["local_address"].endswith("%" + fact["zone"]), f"zone: {r}")
    check(not any(r["inode"] == 424243 for r in answered), "the forged unix row is shown")
    print(f"facts: {len(scene.facts)} sockets are what the scene made of them")


def against_text():
    """--source=netlink and --source=proc: the same sockets, and no value that contradicts."""
    both = {}
    for way in ("netlink", "proc"):
        both[way] = collections.defaultdict(list)
        for r in rows("sockets", "--source", way, "--columns", "all"):
            if r["protocol"] == "unix" or r["state"] == "BOUND":
                continue  # A name with a newline forges a row in the text; the text has no BOUND.
            if r["protocol"] == "netlink":
                key = ("netlink", r["protocol_number"], r["port_id"])
            else:
                key = (r["protocol"], r["family"], r["state"], r["inode"] or (r["local_port"], r["remote_port"]))
            both[way][key].append(r)
    same([k for k, v in both["netlink"].items() for _ in v],
         [k for k, v in both["proc"].items() for _ in v], "--source=netlink against --source=proc")
    changing = {"timer_ms", "cookie", "retransmits", "probes", "timer", "dual_stack", "serves", "local",
                "interface"}
    for key, found in both["netlink"].items():
        for a, b in zip(found, both["proc"][key]):
            for column in a.keys() - changing:
                x, y = a[column], b[column]
                if column.endswith("_address") and x:
                    x = x.partition("%")[0]
                if column == "recv_q" and a["protocol"] in ("netlink", "packet"):
                    continue  # It changes while we ask.
                check(x == y or x is None or y is None, f"{column}: netlink {x!r}, text {y!r}: {key}")


def main():
    own_namespaces()
    scene = Scene("/tmp/sonde-differential")
    answered = rows("sockets", "--columns", "all")
    against_facts(answered, scene)
    for name, compare in (("ss", lambda: against_ss(answered, scene)),
                          ("netstat", lambda: against_netstat(answered)),
                          ("lsof", lambda: against_lsof(answered))):
        if shutil.which(name):
            compare()
        else:
            skip_part(f"{name} is not here to compare with")
    against_text()


main()
