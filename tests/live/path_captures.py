#!/usr/bin/env python3
# path_captures.py: the way that sonde finds in a capture is the one that the kernel took there.
# SPDX-License-Identifier: Apache-2.0
import errno
import random
import tempfile
from scene import *

SEED = int(os.environ.get("SEED", "0")) or random.randrange(1 << 30)
RANDOM = random.Random(SEED)
ROUNDS = 6


def ip(words, may_fail=False):
    done = subprocess.run(["ip", *words.split()], capture_output=True, text=True)
    check(done.returncode == 0 or may_fail, f"seed {SEED}: ip {words}: {done.stderr[:300]}")
    return done.stdout


def source_by_kernel(destination):
    """What connect(2) of UDP chooses, or the error."""
    host, _, zone = destination.partition("%")
    index = socket.if_nametoindex(zone) if zone else 0
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect((host, 9, 0, index) if ":" in host else (host, 9))
            return s.getsockname()[0].partition("%")[0]
        except OSError as error:
            return error


def tcp_by_kernel(destination):
    """0, or the number of the error; what goes on is no error."""
    with socket.socket(socket.AF_INET6 if ":" in destination else socket.AF_INET) as s:
        s.setblocking(False)
        code = s.connect_ex((destination, 9))
        return 0 if code == errno.EINPROGRESS else code


def steps_of(capture, destination, *words):
    bracketed = f"[{destination}]" if ":" in destination else destination
    code, out, err = sonde("path", bracketed + ":9", *words, "--json", "--from", capture)
    check(code in (0, 1, 4), f"seed {SEED}: path {destination}: {code} {err!r}")
    return {s["step"]: s for s in reversed(json.loads(out)["rows"])}  # The first of each.


def compare(capture, destination):
    kernel = source_by_kernel(destination)
    steps = steps_of(capture, destination, "--udp")
    if isinstance(kernel, OSError):
        check(steps["route"]["verdict"] == "fails", f"seed {SEED}: {destination}: {kernel}, not {steps['route']}")
        return "error"
    said = steps["source"]
    ours = (said["source"] or "").partition("%")[0]
    check(said["verdict"] == "ok" and ours == kernel,
          f"seed {SEED}: {destination}: the kernel takes {kernel}: {said['verdict']} {said['says']}\n{ip('addr')}{ip('route')}{ip('-6 route')}")
    return "ok"


def random_addresses(interface, number):
    """Some of one network, some old, some of the site only."""
    for host in RANDOM.sample(range(1, 250), RANDOM.randrange(1, 4)):
        ip(f"addr add 10.{number}.0.{host}/24 dev {interface}")
    if RANDOM.random() < .5:
        ip(f"addr add 10.{number}.9.1/24 dev {interface} scope link")
    for network in RANDOM.sample([f"2001:db8:{number}", f"2001:db8:{number}0", f"fd00:{number}", f"fec0:{number}", "2002:a00", "2001:0:1"], 3):
        for host in RANDOM.sample(range(1, 250), RANDOM.randrange(1, 3)):
            old = " preferred_lft 0" if RANDOM.random() < .3 else ""
            ip(f"-6 addr add {network}::{host:x}/64 dev {interface} nodad" + old, may_fail=True)


def make_scene():
    ip("link set lo up")
    for number, interface in ((1, "va"), (2, "vb")):
        ip(f"link del {interface}", may_fail=True)
        ip(f"link add {interface} type veth peer name p{number}")
        ip(f"link set p{number} up")
        ip(f"link set {interface} up")
        random_addresses(interface, number)
        gateway = f"10.{number}.0.254"
        ip(f"route add 172.{15 + number}.0.0/16 via {gateway} dev {interface}")
        ip(f"-6 route add 2400:{number}::/32 via fe80::{number} dev {interface}")
        ip(f"-6 route add 2600:{number}::/32 dev {interface}")
    ip("route add default via 10.1.0.254")
    ip("-6 route add default via fe80::9 dev vb metric 9")


def destinations():
    own = re.findall(r"inet6? ([^/ ]+)/\d+ .*?dev|inet6? ([^/ ]+)/", ip("addr"))
    addresses = [a or b for a, b in own]
    plain = [a for a in addresses if not a.startswith("fe80")]
    return plain + ["127.0.0.77", "::1", "172.16.0.9", "172.17.0.9", "192.0.2.9", "10.1.0.77", "10.2.9.7",
                    "2400:1::9", "2400:2::9", "2600:1::9", "2600:2::9", "2001:db8:1::77", "2001:db8:20::77",
                    "fd00:1::77", "fd00:2::77", "fd00:99::77", "2002:b00::1", "2620::1",
                    "fe80::77%va", "fe80::77%vb", "0.0.0.0", "::"]


def sources_are_those_of_the_kernel(folder):
    counted = collections.Counter()
    for number in range(ROUNDS):
        make_scene()
        until(lambda: "tentative" not in ip("addr"), "addresses are not ready", pause=.2)
        capture = f"{folder}/{number}.sonde"
        code, _, err = sonde("collect", "-o", capture)
        check(code == 0, f"collect: {code} {err!r}")
        for destination in destinations():
            counted[compare(capture, destination)] += 1
    print(f"{ROUNDS} places, seed {SEED}: {dict(counted)}")


def many_hosts_and_many_ways(folder):
    """TCP connects to one host, and a hash is not foretold."""
    ip("route add 198.51.100.0/24 nexthop via 10.1.0.254 nexthop via 10.2.0.254")
    ip("-6 route add 2800::/32 nexthop via fe80::1 dev va nexthop via fe80::2 dev vb")
    capture = f"{folder}/many.sonde"
    check(sonde("collect", "-o", capture)[0] == 0, "collect")
    for destination in ("224.0.0.9", "239.1.2.3", "255.255.255.255", "10.1.0.255", "ff0e::1"):
        code = tcp_by_kernel(destination)
        route = steps_of(capture, destination)["route"]
        check(code != 0 and route["verdict"] == "fails", f"{destination}: connect says {code}, not {route['says']}")
    for destination in ("198.51.100.7", "2800::7"):
        steps = steps_of(capture, destination)
        route, source = steps["route"], steps["source"]
        check(route["verdict"] == source["verdict"] == "unknown", f"{destination}: {route['says']}; {source['says']}")
        check([route["gateway"], route["interface"], source["source"]] == [None] * 3, f"{destination}: {route} {source}")
        check("va" in route["says"] and "vb" in route["says"], route["says"])


def main():
    own_namespaces()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        sources_are_those_of_the_kernel(folder)
        many_hosts_and_many_ways(folder)


main()
