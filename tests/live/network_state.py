#!/usr/bin/env python3
# network_state.py: interfaces, addresses, routes, rules, neighbors beside `ip`, in a scene of many kinds.
# SPDX-License-Identifier: Apache-2.0
from scene import *

# Kinds that this kernel lacks are left out: every line may fail.
DEVICES = """
link add br0 type bridge
link add v0 type veth peer name v1
link add w0 type veth peer name w1
link set v0 master br0
link set br0 up
link set v0 up
link set v1 up mtu 1400
link set w0 up
link add vx0 type vxlan id 42 dstport 4789 local 127.0.0.1
link add ifb0 type ifb
link add d0 type bridge
link add vrf0 type vrf table 77
link add link v1 name v1.7 type vlan id 7
link add link w0 name mv0 type macvlan mode bridge
link add link w1 name iv0 type ipvlan mode l2
link add gre1 type gre remote 192.0.2.9 local 127.0.0.1
link add ipip1 type ipip remote 192.0.2.9
link add sit1 type sit remote 192.0.2.9
link add tn6 type ip6tnl remote 2001:db8::9
link add bond0 type bond
link add wg0 type wireguard
tuntap add tun0 mode tun
tuntap add tap0 mode tap
link set tap0 alias 'a tap \033 with a name'
link set d0 up
link set d0 promisc on
link set vrf0 up
"""


def ip(*args, netns=None, may_fail=False):
    done = subprocess.run(["ip", *(["-n", netns] if netns else []), *args], capture_output=True)
    check(done.returncode == 0 or may_fail, f"ip {args}: {done.stderr[:200]}")
    return done.stdout


def ip_json(*args, netns=None):
    return [x for x in json.loads(ip("-j", *args, netns=netns) or b"[]", strict=False) if x]


def script(lines, netns):
    for line in filter(None, lines.splitlines()):
        ip(*(word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)), netns=netns,
           may_fail=True)


def same(what, got, want):
    got, want = collections.Counter(got), collections.Counter(want)
    missing, invented = list((want - got).elements()), list((got - want).elements())
    check(want, f"{what}: nothing to compare with")
    check(not missing and not invented,
          f"{what}: missing {missing[:3]}, invented {invented[:3]}")


# ---- interfaces
STATISTICS = {"rx": {"bytes": "rx_bytes", "packets": "rx_packets", "errors": "rx_errors",
                     "dropped": "rx_dropped", "over_errors": "rx_overruns",
                     "multicast": "multicast"},
              "tx": {"bytes": "tx_bytes", "packets": "tx_packets", "errors": "tx_errors",
                     "dropped": "tx_dropped", "carrier_errors": "tx_carrier",
                     "collisions": "collisions"}}


def as_ip_has_it(link):
    return (link["ifname"], link["ifindex"], link["operstate"], tuple(link["flags"]), link["mtu"],
            link["address"] if link["link_type"] == "ether" else None,
            link.get("linkinfo", {}).get("info_kind"), link.get("master"), link.get("qdisc"),
            link.get("txqlen", 0), link.get("ifalias"))


def as_we_have_it(row):
    return (row["name"], row["index"], row["state"], tuple(filter(None, row["flags"].split(","))),
            row["mtu"], row["mac"], row["kind"], row["master"], row["qdisc"], row["txqueuelen"],
            row["alias"])


def interfaces(netns, *where):
    before = ip_json("-d", "-s", "link", netns=netns)
    ours = rows("interfaces", "--columns", "all", *where)
    after = {link["ifname"]: link for link in ip_json("-d", "-s", "link", netns=netns)}
    same("interfaces", map(as_we_have_it, ours), map(as_ip_has_it, before))
    by_name = {row["name"]: row for row in ours}
    for link in before:
        row, later = by_name[link["ifname"]], after[link["ifname"]]
        if "link" in link:
            check(link["link"] == (row["peer"] or row["parent"]), f"{row['name']} leads to {row}")
        for way, columns in STATISTICS.items():
            for theirs, column in columns.items():
                least, most = link["stats64"][way][theirs], later["stats64"][way][theirs]
                check(row[column] is not None and least <= row[column] <= most,
                      f"{row['name']} {column} is {row[column]}, ip says {least}")
    print(f"interfaces: {len(ours)} are those of ip, {len({r['kind'] for r in ours})} kinds")


def drivers(netns=None, *where):
    """ethtool(8) asks drivers, too; which devices have rings depends on the machine."""
    if not shutil.which("ethtool"):
        return skip_part("drivers: no ethtool here")
    known = 0
    for r in rows("interfaces", "--columns", "name,speed_mbit,duplex,rx_ring,rx_ring_max,tx_ring,"
                  "tx_ring_max,driver_errors,rx_crc", *where):
        asked = ["ip", "netns", "exec", netns] if netns else []
        def said(pattern, *flag):
            text = subprocess.run([*asked, "ethtool", *flag, r["name"]], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL).stdout.decode()
            found = re.findall(pattern, text, re.M)
            return [int(f) if f.isdigit() else f.lower() for f in found]
        check(said(r"Speed: (\d+)Mb/s") == [v for v in (r["speed_mbit"],) if v], f"speed: {r}")
        check(said(r"Duplex: (Full|Half)$") == [v for v in (r["duplex"],) if v], f"duplex: {r}")
        rings = [r[c] for c in ("rx_ring_max", "tx_ring_max", "rx_ring", "tx_ring")]
        check((said(r"^[RT]X:\s+(\d+)$", "-g") or [None] * 4) == rings, f"rings: {r}")
        check(r["rx_crc"] == 0, f"{r}")
        known += r["speed_mbit"] is not None or r["rx_ring"] is not None
    check(known > 0, "no driver says anything")
    print(f"drivers: {known} devices are as ethtool has them")


def peers():
    """A veth into another namespace, from both ends; the number tells the right one of two."""
    for name in ("one", "two"):
        ip("netns", "add", name)
        ip("link", "add", f"to-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
    kid = subprocess.Popen(["ip", "netns", "exec", "one", sys.executable, "-c", HOLD],
                           stdin=subprocess.PIPE)
    inode = {name: os.stat(f"/run/netns/{name}").st_ino for name in ("one", "two")}
    own = os.stat("/proc/self/ns/net").st_ino
    until(lambda: os.stat(f"/proc/{kid.pid}/ns/net").st_ino == inode["one"], "no process there")
    found = {(r["netns"], r["name"]): r for r in rows("interfaces", "--all", "--columns", "all")}
    for name in ("one", "two"):  # One has a process, the other is kept by a mount only.
        out, into = found[own, f"to-{name}"], found[inode[name], "eth0"]
        check((out["link_netns"], out["peer"]) == (inode[name], f"eth0 in netns {inode[name]}"),
              f"to-{name} leads to {out['peer']}")
        check((into["link_netns"], into["peer"]) == (own, f"to-{name} in netns {own}"),
              f"eth0 of {name} leads to {into['peer']}")
    shutil.copy(SONDE, "/tmp/sonde-nobody")
    done = subprocess.run([*NOBODY, "/tmp/sonde-nobody", "interfaces", "--json", "--columns", "all"],
                          capture_output=True)
    os.unlink("/tmp/sonde-nobody")
    mine = {r["name"]: r for r in json.loads(done.stdout)["rows"]}
    check(mine["to-one"]["link_index"] == found[own, "to-one"]["link_index"], "nobody: no index")
    # Who may not enter a namespace, reads the text of its process.
    text = {r["name"]: r for r in rows("interfaces", "--source", "proc", "--in", f"pid:{kid.pid}")}
    check(set(text) == {r["name"] for (n, _), r in found.items() if n == inode["one"]}, f"{text}")
    kid.kill()
    kid.wait()
    print("interfaces: veths lead where they lead")


def copies(netns):
    """A copy of /proc knows names and counters, and says what it does not know."""
    folder = "/tmp/sonde-copy/net"
    os.makedirs(folder, exist_ok=True)
    for name in ("dev", "if_inet6", "igmp", "dev_mcast"):
        text = subprocess.run(["ip", "netns", "exec", netns, "cat", f"/proc/net/{name}"],
                              capture_output=True).stdout
        with open(f"{folder}/{name}", "wb") as file:
            file.write(text)
    links = {link["ifname"]: link for link in ip_json("link", netns=netns)}
    copy = answer("interfaces", "--from", "/tmp/sonde-copy")
    check({r["name"] for r in copy["rows"]} == set(links), "interfaces of a copy")
    for r in copy["rows"]:
        check(r["index"] in (None, links[r["name"]]["ifindex"]), f"{r}")
    check({"state", "index"} <= {g["column"] for g in copy["gaps"]}, f"{copy['gaps']}")
    code, pasted, _ = sonde("interfaces", "--from", "-", "--csv", "--columns", "name",
                            stdin=open(f"{folder}/dev", "rb").read())
    check(code == 0 and set(pasted.decode().split()[1:]) == set(links), "pasted /proc/net/dev")
    print(f"interfaces: {len(links)} of a copy")


# ---- addresses
ADDRESSES = """
addr add 10.1.1.1/24 brd + dev br0
addr add 10.1.1.11/24 dev br0
addr add 10.1.2.1/30 dev v1 label v1:one
addr add 192.0.2.1 peer 192.0.2.2 dev v1
addr add 10.1.3.1/24 dev d0 valid_lft 5000 preferred_lft 4000
addr add 10.1.4.1/24 dev d0 scope link
addr add 10.1.5.1/24 dev d0 noprefixroute
-6 addr add fd00:1::1/64 dev br0 nodad
-6 addr add fd00:1::2/128 dev lo nodad
-6 addr add 2001:db8:5::5/48 dev v1 nodad noprefixroute
-6 addr add 2001:db8:6::6/64 dev d0 valid_lft 5000 preferred_lft 0
-6 addr add 2001:db8:7::7 peer 2001:db8:7::8 dev d0 nodad
-6 addr add 2001:db8:8::8/64 dev d0 mngtmpaddr nodad valid_lft 6000 preferred_lft 6000
"""
ADDRESS_FLAGS = ("dynamic secondary temporary tentative deprecated home nodad optimistic dadfailed "
                 "mngtmpaddr noprefixroute autojoin stable-privacy").split()
FAMILY = {"inet": "ipv4", "inet6": "ipv6"}


def near(ours, theirs):
    forever = 2 ** 32 - 1
    return ours is None if theirs == forever else ours is not None and abs(ours - theirs) <= 3


def addresses(netns, *where):
    ours, theirs = rows("addresses", "--columns", "all", *where), []
    for link in ip_json("addr", netns=netns):
        for a in link.get("addr_info", []):
            flags = {flag for flag in ADDRESS_FLAGS if a.get(flag)}
            theirs.append((link["ifname"], link["ifindex"], FAMILY[a["family"]], a["local"],
                           a["prefixlen"], a["scope"], tuple(sorted(flags)), a.get("address"),
                           a.get("broadcast"), a.get("label")))
            found = [r for r in ours if (r["interface"], canon(r["address"]), r["prefix"])
                     == (link["ifname"], canon(a["local"]), a["prefixlen"])]
            check(len(found) == 1 and near(found[0]["valid_s"], a["valid_life_time"])
                  and near(found[0]["preferred_s"], a["preferred_life_time"]), f"{a}: {found}")
    same("addresses", [(r["interface"], r["index"], r["family"], r["address"].partition("%")[0],
                        r["prefix"], r["scope"], tuple(sorted(filter(None, r["flags"].split(",")))),
                        r["peer"], r["broadcast"], r["label"]) for r in ours], theirs)
    for r in ours:
        if r["address"].startswith("fe80"):
            check(r["address"].endswith("%" + r["interface"]), f"no zone: {r}")
    print(f"addresses: {len(ours)} are those of ip")


# ---- routes
ROUTES = """
route add default via 10.1.1.2 metric 100
route add default via 10.1.1.3 metric 200 proto static
route add 10.2.0.0/16 nexthop via 10.1.1.2 dev br0 weight 1 nexthop via 10.1.1.3 dev br0 weight 3
route add 10.3.0.0/16 nexthop via 10.1.1.2 dev br0 onlink nexthop dev v1 weight 250
route add blackhole 10.9.0.0/16
route add unreachable 10.10.0.0/16 metric 9
route add prohibit 10.11.0.0/16
route add throw 10.12.0.0/16 table 100
route add 10.4.4.4 via 10.1.1.4 dev br0 src 10.1.1.11 proto bird
route add default via 10.1.1.9 table 100
route add 172.16.0.0/12 dev v1 scope link table 4242
route add 10.13.0.0/16 via 10.1.1.5 tos 0x10 mtu 1300
route add 10.14.0.0/16 via inet6 fd00:1::9 dev br0
route add 10.15.0.0/16 dev w0 proto 77
route add local 10.16.0.0/16 dev lo table local
nexthop add id 5 via 10.1.1.6 dev br0
nexthop add id 6 via 10.1.1.7 dev br0
nexthop add id 7 group 5/6,3
route add 10.17.0.0/16 nhid 5
route add 10.18.0.0/16 nhid 7
-6 route add 2001:db8:9::/48 via fd00:1::9 metric 55
-6 route add default via fd00:1::fe dev br0
-6 route add blackhole 2001:db8:dead::/48
-6 route add unreachable 2001:db8:beef::/48
-6 route add prohibit 2001:db8:cafe::/48 table 99
-6 route add 2001:db8:77::/48 nexthop via fd00:1::a nexthop via fd00:1::b weight 7
-6 route add 2001:db8:78::/48 from 2001:db8:1::/48 via fd00:1::c dev br0
-6 route add 2001:db8:79::/48 via fd00:1::d dev br0 expires 5000 mtu 1290
-6 route add 2001:db8:80::/48 via fe80::1 dev br0 pref high
"""


def routes_of_ip(netns):
    found = []
    for family in ("-4", "-6"):
        for route in ip_json("-d", family, "route", "show", "table", "all", netns=netns):
            for hop in route.get("nexthops", [route]):
                found.append((
                    {"-4": "ipv4", "-6": "ipv6"}[family], str(route.get("table", "main")),
                    route["dst"], hop.get("gateway") or hop.get("via", {}).get("host"),
                    hop.get("dev"), route.get("prefsrc"), route["protocol"], route["scope"],
                    route.get("metric", 0), route.get("type", "unicast"),
                    hop["weight"] if "nexthops" in route else None,
                    tuple(sorted(set(hop.get("flags", [])) | set(route.get("flags", [])))
                          if "nexthops" not in route else sorted(hop.get("flags", []))),
                    route.get("from"), route.get("pref"), route.get("nhid"),
                    next((m["mtu"] for m in route.get("metrics", []) if "mtu" in m), None)))
    return found


def routes(netns, *where):
    ours = rows("routes", "--columns", "all", *where)
    same("routes", [(r["family"], r["table"], r["destination"], r["gateway"], r["interface"],
                     r["source"], r["protocol"], r["scope"], r["metric"], r["type"], r["weight"],
                     tuple(sorted(filter(None, r["flags"].split(",")))), r["from"],
                     r["preference"], r["nexthop"], r["mtu"]) for r in ours], routes_of_ip(netns))
    for default, family in (("0.0.0.0/0", "ipv4"), ("::/0", "ipv6")):
        found = rows("routes", "--columns", "all", f"destination = {default}", *where)
        check(found == [r for r in ours if (r["destination"], r["family"]) == ("default", family)],
              f"{default} finds {found}")
    # The numbers of the kernel are ip's words.
    for words in (("destination", "=", "0.0.0.0/0"), ("table", "=", "254")):
        code, out, _ = sonde("routes", *words, *where, "--json")
        check(code == 0 and json.loads(out)["rows"], " ".join(words))
    print(f"routes: {len(ours)} are those of ip")


def paste_of_big_endian():
    """s390x writes its words the other way round; a default route alone does not tell."""
    lines = ("eth0 00000000 C0A80101 0003 0 0 0 00000000 0 0 0\n"
             "eth0 C0A80100 00000000 0001 0 0 0 FFFFFF00 0 0 0\n")
    code, out, _ = sonde("routes", "--from", "-", "--csv", "--columns", "destination,gateway",
                         stdin=lines.encode())
    check(code == 0 and out.decode().split()[1:] == ["default,192.168.1.1", "192.168.1.0/24,"],
          f"pasted big-endian routes: {out}")


# ---- rules
RULES = """
rule add from 10.5.0.0/16 table 100
rule add fwmark 0x7 table 4242 pref 77
rule add fwmark 0x10/0xff0 table 4242 pref 78
rule add to 10.66.0.0/16 iif br0 table 100 pref 90
rule add not from 10.0.0.0/8 blackhole pref 91
rule add from 10.7.0.1 unreachable pref 92
rule add from 10.7.0.2 prohibit pref 93
rule add from 10.7.0.3 nop pref 94
rule add oif v1 goto 32766 pref 95
rule add iif none0 goto 5000 pref 96
rule add uidrange 1000-2000 table 100 pref 97
rule add ipproto tcp sport 1-100 dport 443 table 100 pref 98
rule add ipproto 99 table 100 pref 99
rule add table main suppress_prefixlength 0 pref 100
rule add table main suppress_ifgroup 5 pref 101
rule add l3mdev pref 1000
rule add from 10.8.0.0/16 tos 0x08 table 100 pref 102 protocol bird
-6 rule add from fd00::/8 table 100 pref 500
-6 rule add ipproto ipv6-icmp table 100 pref 499
-6 rule add to 2001:db8::/32 not iif br0 table 5 pref 501
"""


def rules_of_ip(netns, family):
    """`ip rule` in words: priority, selector, action, table, the rest."""
    found = []
    for line in ip(family, "-d", "rule", netns=netns).decode().splitlines():
        priority, _, words = line.partition(":")
        words, _, protocol = words.strip().partition(" proto ")
        m = re.fullmatch(r"(.*?) (?:lookup (\S+)(?: suppress_prefixlength (\d+))?"
                         r"(?: suppress_ifgroup (\S+))?|(goto) (\S+)(?: \[unresolved\])?|(\w+))",
                         words.strip())
        check(m, f"ip rule: {line!r}")
        found.append(({"-4": "ipv4", "-6": "ipv6"}[family], int(priority), m[1],
                      "lookup" if m[2] else m[5] or m[7], m[2], m[3] and int(m[3]),
                      m[4] and int(m[4]), int(m[6]) if m[6] else None, protocol.strip()))
    return found


def rules(netns, *where):
    ours = rows("rules", "--columns", "all", *where)
    same("rules", [(r["family"], r["priority"], r["selector"], r["action"], r["table"],
                    r["suppress_prefixlength"], r["suppress_ifgroup"], r["goto"], r["protocol"])
                   for r in ours], rules_of_ip(netns, "-4") + rules_of_ip(netns, "-6"))
    print(f"rules: {len(ours)} are those of ip")


# ---- neighbors
NEIGHBORS = """
neigh add 10.1.1.7 lladdr 02:00:00:00:00:07 dev br0 nud permanent
neigh add 10.1.1.8 lladdr 02:00:00:00:00:08 dev br0 nud stale
neigh add 10.1.1.9 lladdr 02:00:00:00:00:09 dev br0 nud noarp
neigh add 10.1.1.10 lladdr 02:00:00:00:00:0a dev br0 nud reachable extern_learn
-6 neigh add fd00:1::7 lladdr 02:00:00:00:06:07 dev br0 nud permanent router
-6 neigh add fe80::77 lladdr 02:00:00:00:06:77 dev br0 nud stale
"""


def neighbors_of_ip(netns):
    flags = ("router", "extern_learn", "proxy", "offload")
    return [(n["dst"], n.get("lladdr"), n["dev"], n["state"][0],
             tuple(sorted(f for f in flags if f in n)))
            for n in ip_json("neigh", "show", "nud", "all", netns=netns)]


def neighbors(netns, *where):
    ask = ("import socket; s = socket.socket(2, 2); s.bind(('10.1.1.1', 0)); "
           "s.sendto(b'x', ('10.1.1.99', 9))")
    ip("netns", "exec", netns, sys.executable, "-c", ask)
    until(lambda: b"FAILED" in ip("neigh", "show", "10.1.1.99", netns=netns), "nobody failed")
    for _ in range(5):  # States age: a second look when only that differs.
        theirs = neighbors_of_ip(netns)
        ours = [(r["address"].partition("%")[0], r["mac"], r["interface"], r["state"],
                 tuple(sorted(filter(None, r["flags"].split(",")))))
                for r in rows("neighbors", "--columns", "all", *where)]
        if sorted(map(str, theirs)) == sorted(map(str, ours)):
            break
    same("neighbors", ours, theirs)
    print(f"neighbors: {len(ours)} are those of ip, {len({r[3] for r in ours})} states")


# ---- qdiscs
QDISCS = """
qdisc add dev v0 root handle 1: tbf rate 8kbit burst 1600 limit 3000
qdisc add dev v1 root handle 2: fq_codel
qdisc add dev w0 root handle 3: netem delay 1ms
qdisc add dev w1 root handle 4: htb default 1
class add dev w1 parent 4: classid 4:1 htb rate 1mbit
qdisc add dev w1 parent 4:1 handle 5: pfifo limit 10
qdisc add dev tap0 ingress
"""
SEND = """
import socket, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind(("v0", 0))
s.setblocking(False)
for _ in range(int(sys.argv[1])):
    try:
        s.send(b"\\2" + bytes(5) + b"\\2" + bytes(4) + b"\\1\\x88\\xb5" + b"x" * 900)
    except OSError:
        pass
"""


def tc_json(netns):
    said = subprocess.run(["tc", "-n", netns, "-s", "-j", "qdisc", "show"], capture_output=True,
                          check=True)
    return json.loads(said.stdout)


def qdiscs(netns, *where):
    if not shutil.which("tc"):
        return skip_part("tc is not here to compare with")
    for line in filter(None, QDISCS.splitlines()):  # This kernel may lack some kinds.
        subprocess.run(["tc", "-n", netns, *line.split()], stderr=subprocess.DEVNULL)
    ip("netns", "exec", netns, sys.executable, "-c", SEND, "40")
    before, ours, after = tc_json(netns), rows("qdiscs", *where), tc_json(netns)
    same("qdiscs", [(r["interface"], r["kind"], r["handle"], r["parent"]) for r in ours],
         [(q["dev"], q["kind"], q["handle"], "root" if q.get("root") else q.get("parent"))
          for q in before])
    names = {"bytes": "sent_bytes", "packets": "sent_packets", "drops": "drops",
             "overlimits": "overlimits", "requeues": "requeues"}
    for low, row, high in zip(before, ours, after):  # The order is that of the kernel.
        for theirs, column in names.items():
            check(low[theirs] <= row[column] <= high[theirs], f"{column}: {row}, tc says {low}")
    full = [r for r in ours if r["kind"] == "tbf"]
    check(full and full[0]["drops"] > 20, f"nothing was dropped: {full}")
    check(full[0]["backlog_packets"] > 0 and full[0]["backlog_bytes"] > 900, f"backlog: {full}")
    sender = threading.Timer(1, ip, ("netns", "exec", netns, sys.executable, "-c", SEND, "50"))
    sender.start()
    rate = [r for r in rows("qdiscs", "--interval", "3", *where) if r["kind"] == "tbf"][0]
    sender.join()
    check(10 <= rate["drops_per_s"] <= 50 / 3, f"drops_per_s: {rate}, right somewhat below 16.7")
    everywhere = {(r["netns"], r["interface"]) for r in rows("qdiscs", "--all")}
    check((rate["netns"], "v0") in everywhere, f"--all: {everywhere}")
    code, out, _ = sonde("qdiscs", "--source=proc", "--json")
    gaps = json.loads(out)["gaps"]
    check(code == 4 and gaps and gaps[0]["reason"] == "not-collected", f"as text: {code} {gaps}")
    print(f"qdiscs: {len(ours)} are those of tc, {len({r['kind'] for r in ours})} kinds; "
          f"{full[0]['drops']} drops")


own_namespaces()
if not shutil.which("ip"):
    skip("needs ip")
run("mount -t tmpfs none /run; mkdir -p /run/netns; ip link set lo up")
ip("netns", "add", "scene")
script(DEVICES, "scene")
script(ADDRESSES, "scene")
script(ROUTES, "scene")
script(RULES, "scene")
script(NEIGHBORS, "scene")
time.sleep(2.5)  # Addresses of IPv6 are announced.
interfaces("scene", "--in", "netns:scene")
addresses("scene", "--in", "netns:scene")
routes("scene", "--in", "netns:scene")
paste_of_big_endian()
rules("scene", "--in", "netns:scene")
neighbors("scene", "--in", "netns:scene")
qdiscs("scene", "--in", "netns:scene")
peers()
drivers("scene", "--in", "netns:scene")
drivers()
copies("scene")
