#!/usr/bin/env python3
# path.py: path beside the kernel: routes as ip route get answers, verdicts as connect(2) meets them.
# SPDX-License-Identifier: Apache-2.0
import errno
import random
import shlex

from scene import *

SEED = int(os.environ.get("SEED", "0")) or random.randrange(1 << 30)
RANDOM = random.Random(SEED)
ROUTES = 240  # Destinations that are compared with ip route get.
FIREWALLS = 60  # Rule sets that are compared with connect(2).
OTHER = ["nsenter", "--net=/run/netns/other"]


def tool(*command, may_fail=False, stdin=None):
    done = subprocess.run(command, capture_output=True, text=True, input=stdin)
    check(done.returncode == 0 or may_fail, f"seed {SEED}: {command}: {done.stderr[:300]}")
    return done.stdout if done.returncode == 0 else None


def nft(rules, pre=(), may_fail=False):
    return tool(*pre, "nft", "-f", "-", stdin=rules.replace("; }", ";\n}\n"), may_fail=may_fail)


def ip(words, may_fail=False):
    return tool("ip", *words.split(), may_fail=may_fail)


def path(*words, **kw):
    """(exit code, steps)"""
    code, out, err = sonde("path", *words, "--json", **kw)
    check(code in (0, 1, 4), f"seed {SEED}: path {words}: exit {code}: {err[-300:]!r}")
    return code, json.loads(out.decode("utf-8"))["rows"]


def last(steps, step):
    found = [s for s in steps if s["step"] == step]
    return found[-1] if found else None


def make_scene():
    """Two ways out to another namespace, with addresses of both versions."""
    run("mount -t tmpfs none /run; mkdir -p /run/netns")
    ip("netns add other")
    ip("link set lo up")
    for n in (1, 2, 3):
        ip(f"link add e{n} type veth peer name p{n} netns other")
        ip(f"addr add 10.{n}.0.1/24 dev e{n}")
        ip(f"addr add fd00:{n}::1/64 dev e{n} nodad")
        ip(f"link set e{n} up")
        for words in (f"link set p{n} up", f"addr add 10.{n}.0.2/24 dev p{n}",
                      f"addr add fd00:{n}::2/64 dev p{n} nodad", f"addr add 10.{n}.0.3/24 dev p{n}"):
            tool("ip", "-n", "other", *words.split())
    tool("ip", "-n", "other", "link", "set", "lo", "up")


# ---- routes

def random_address(version):
    if version == 4:
        return f"10.{RANDOM.randrange(1, 9)}.{RANDOM.randrange(0, 4)}.{RANDOM.randrange(1, 255)}"
    return f"fd00:{RANDOM.randrange(1, 9)}::{RANDOM.randrange(0, 4)}:{RANDOM.randrange(1, 99)}"


def random_network(version):
    bits = RANDOM.choice((0, 8, 12, 14, 16, 22, 24, 28, 32) if version == 4
                         else (0, 16, 28, 31, 32, 64, 112, 124, 128))
    return str(ipaddress.ip_network(f"{random_address(version)}/{bits}", strict=False))


def random_routes(version):
    for _ in range(40):
        n = RANDOM.randrange(1, 4)
        via = f"via 10.{n}.0.2 dev e{n}" if version == 4 else f"via fd00:{n}::2 dev e{n}"
        way = RANDOM.choice([via, via, f"dev e{n}", "blackhole", "unreachable", "prohibit", "throw"])
        kind = way if " " not in way else ""
        table = RANDOM.choice(("main", "77", "77", "88", "99"))
        ip(f"-{version} route add {kind} {random_network(version)} {way if not kind else ''} "
           f"table {table} metric {RANDOM.choice((1, 10, 50))}", may_fail=True)


def random_rules(version):
    for i in range(14):
        select = RANDOM.choice((f"from {random_network(version)}", f"to {random_network(version)}",
                                f"from 10.{RANDOM.randrange(1, 4)}.0.1" if version == 4 else "from fd00:1::1",
                                "fwmark 0x10/0xff", "not fwmark 0x10", "iif lo", "iif e1",
                                "uidrange 0-0", "uidrange 5-9", "ipproto tcp dport 80", "ipproto udp",
                                "dport 81-90", "oif e2", "all", f"not to {random_network(version)}"))
        act = RANDOM.choice(("lookup 77", "lookup 88", "lookup 99", "unreachable", "prohibit",
                             "blackhole", "nop", f"goto {100 + RANDOM.randrange(i, 14) + 1}",
                             "lookup main suppress_prefixlength 0",
                             "lookup main suppress_prefixlength 24", "lookup 77 suppress_prefixlength 8"))
        refuses = act in ("unreachable", "prohibit", "blackhole")
        if refuses and select in ("all", "iif lo", "uidrange 0-0", "not fwmark 0x10"):
            act = "lookup 88"  # Or nothing else would be asked.
        ip(f"-{version} rule add priority {100 + i} {select} {act}", may_fail=True)


def clear(version):
    for table in ("77", "88", "99"):
        ip(f"-{version} route flush table {table}", may_fail=True)
    for proto in ("boot",):
        ip(f"-{version} route flush table main proto {proto}", may_fail=True)
        for kind in ("blackhole", "unreachable", "prohibit", "throw"):
            ip(f"-{version} route flush table main type {kind}", may_fail=True)
    for i in range(14):
        while ip(f"-{version} rule del priority {100 + i}", may_fail=True) is not None:
            pass


def kernel_route(version, destination, source):
    """What ip route get says of a connection: None when it is refused."""
    words = f"-{version} -j route get {destination} {'from ' + source if source else ''} ipproto tcp dport 80"
    out = ip(words, may_fail=True)
    if out is None:
        return None
    got = json.loads(out)[0]
    return None if got.get("type") in ("blackhole", "unreachable", "prohibit") else got


def compare_route(version, destination, source):
    end = f"{destination}:80" if version == 4 else f"[{destination}]:80"
    code, steps = path(*([source] if source else []), end)
    what = f"seed {SEED}: path {source} {destination}"
    want = kernel_route(version, destination, source)
    if version == 6 and not want and not source:  # connect(2) forgets the refusal.
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as s:  # A rule may be about TCP.
            s.setblocking(False)
            if s.connect_ex((destination, 80)) in (0, errno.EINPROGRESS, errno.ECONNREFUSED):
                want = kernel_route(version, destination, s.getsockname()[0])
    elif want and not source:  # connect(2) asks again, with the source it got.
        chosen = want.get("prefsrc") or want.get("from")
        want = kernel_route(version, destination, chosen)
    told = [s["says"] for s in steps if "kernel itself" in s["says"]]
    check(not told, f"{what}: {told}; ip route get: {want}")
    route = last(steps, "route")
    if want is None:
        check(code == 1, f"{what}: exit {code}, and the kernel refuses: {steps}")
        return 0
    check(route and route["verdict"] == "ok", f"{what}: {steps}, and the kernel: {want}")
    if want.get("type") == "local":
        check("of this place" in route["says"], f"{what}: {route}, {want}")
        return 1
    check(route["interface"] == want["dev"], f"{what}: {route}, and the kernel: {want}")
    gateway = want.get("gateway") or want.get("via", {}).get("host")
    check(route["gateway"] == gateway, f"{what}: {route}, and the kernel: {want}")
    return 1


def routes_are_those_of_the_kernel():
    led = refused = 0
    for version in (4, 6):
        for _ in range(6):
            random_routes(version)
            random_rules(version)
            for i in range(ROUTES // 12):
                n = RANDOM.randrange(1, 4)
                own = f"10.{n}.0.1" if version == 4 else f"fd00:{n}::1"
                destination = own if i == 0 else random_address(version)
                if compare_route(version, destination, RANDOM.choice((None, None, own))):
                    led += 1
                else:
                    refused += 1
            clear(version)
    check(led > 40 and refused > 20, f"seed {SEED}: {led} ways, {refused} refusals: nothing is tested")
    print(f"{led} ways and {refused} refusals as ip route get has them")


# ---- connections

def connects(host, port, source=None, limit=.4):
    """Whether connect(2) itself is content."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as s:
        s.settimeout(limit)
        try:
            if source:
                s.bind((source, 0))
            s.connect((host, port))
            return True
        except OSError:
            return False


def serve(port):
    """A server that says one byte to whoever comes."""
    server = listen("0.0.0.0", port, 4000)

    def answer_all():
        while True:
            try:
                client = server.accept()[0]
                client.send(b"x")
                client.close()
            except OSError:
                return
    threading.Thread(target=answer_all, daemon=True).start()
    return server


def talks(host, port, source=None, limit=.4):
    """Whether that byte arrives: connect(2) is content with an answer, and what follows may fail."""
    with socket.socket() as s:
        s.settimeout(limit)
        try:
            if source:
                s.bind((source, 0))
            s.connect((host, port))
            return s.recv(1) == b"x"
        except OSError:
            return False


def agree(what, host, port, source=None, place=(), want=None, step=None, says=(),
          works=connects):
    works = works(host, port, source)
    if want is not None:
        check(works is want, f"the scene {what} is broken: connect(2): {works}")
    end = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    code, steps = path(*([source] if source else []), end, *place)
    if code == 0 and not works and want is None:
        return None
    check(code == (0 if works else 1), f"{what}: exit {code}, connect(2) works: {works}: "
          f"{[(s['step'], s['verdict'], s['says']) for s in steps]}")
    failed = next((s for s in steps if s["verdict"] == "fails"), None)
    if step:
        check(failed and failed["step"] == step, f"{what}: fails at {failed}, expected {step}")
        for word in says:
            check(word in failed["says"], f"{what}: {failed['says']!r} does not say {word!r}")
        check(failed["next"], f"{what}: no remedy")
    return steps


def listeners_are_found():
    keep = [listen("127.0.0.1", 7001), listen("0.0.0.0", 7002), listen("::", 7003, v6only=0),
            listen("::", 7004, v6only=1), listen("10.1.0.1", 7005)]
    for port in (7000, 7001, 7002, 7003, 7004, 7005):
        for host in ("127.0.0.1", "10.1.0.1", "::1", "fd00:1::1"):
            agree(f"listeners: {host} {port}", host, port)
    agree("on loopback only", "10.1.0.1", 7001, want=False, step="listener", says=("127.0.0.1:7001",))
    full = listen("127.0.0.1", 7006, backlog=0)
    waiting = socket.create_connection(("127.0.0.1", 7006))
    agree("a full queue", "127.0.0.1", 7006, want=False, step="listener", says=("full", "1 of 0"))
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 7007))
    check(path("--udp", "127.0.0.1:7007")[0] == 0 and path("--udp", "127.0.0.1:7008")[0] == 1, "udp")
    for s in (*keep, full, waiting, udp):
        s.close()


def the_far_end_is_seen():
    code = ("import socket, sys\ns = socket.socket(); s.bind(('10.1.0.2', 7100)); s.listen()\n"
            "print('up', flush=True); sys.stdin.read()")
    server = subprocess.Popen([*OTHER, sys.executable, "-c", code], stdin=-1, stdout=-1)
    server.stdout.readline()
    steps = agree("another namespace", "10.1.0.2", 7100, want=True)
    check(f"(pid {server.pid})" in last(steps, "listener")["says"], f"whose is it: {steps}")
    agree("nobody there", "10.1.0.2", 7101, want=False, step="listener", says=("network namespace",))
    agree("another address there", "10.2.0.2", 7100, want=False, step="listener", says=("10.1.0.2:7100",))
    agree("as the other one", "10.1.0.2", 7100, place=("--in", "netns:other"), want=True)
    nft("table ip f { chain i { type filter hook input priority 0; policy drop; "
        "ct state established,related accept; iifname lo accept; } }", OTHER)
    agree("a policy there", "10.1.0.2", 7100, want=False, step="firewall", says=("policy drop", "ip f i"))
    tool(*OTHER, "nft", "flush", "ruleset")
    tool("ip", "-n", "other", "link", "set", "p1", "down")
    agree("no carrier", "10.1.0.2", 7100, want=False, step="interface", says=("no carrier",))
    tool("ip", "-n", "other", "link", "set", "p1", "up")
    agree("nobody with that address", "10.1.0.77", 7100, want=False)
    until(lambda: "FAILED" in ip("neigh show 10.1.0.77"), "the neighbour never fails")
    agree("nobody with that address", "10.1.0.77", 7100, want=None, step="neighbour", says=("10.1.0.77",))
    server.kill()
    ip("link set lo down")
    listener = listen("0.0.0.0", 7102)
    for host in ("10.1.0.1", "127.0.0.1"):
        check(not connects(host, 7102) and path(f"{host}:7102")[0] == 1, f"lo is down: {host}")
    ip("link set lo up")
    listener.close()
    check(path("203.0.113.7", "10.1.0.2:80")[1][-1]["step"] == "source", "a source of somebody else")
    check(path("127.0.0.1", "10.1.0.2:80")[0] == 1, "127.0.0.1 leaves")
    for name in ("a;id", "$(id)", "it's"):  # Whoever may make an interface names it.
        tool("ip", "link", "add", name, "type", "veth", "peer", "name", "q9")
        tool("ip", "link", "set", name, "up")
        tool("ip", "addr", "add", "10.77.0.1/24", "dev", name)
        told = last(path("10.77.0.2:80")[1], "interface")
        check(shlex.split(told["next"])[-1] == name, f"what to type for {name}: {told}")
        tool("ip", "link", "del", name)


# ---- firewalls

SCENES = [  # Rules of nft, whether a connection to 10.1.0.1:7200 works, and what the step says.
    ("chain c { type filter hook output priority 0; ip daddr 10.1.0.1 tcp dport 7200 drop; }", "ip t c rule 1"),
    ("chain c { type filter hook input priority 0; tcp dport { 22, 7100-7300 } reject with tcp reset; }", "rejected"),
    ("chain c { type filter hook input priority 0; policy drop; tcp dport 7200 accept; "
     "ct state established accept; }", None),
    ("chain c { type filter hook input priority 0; policy drop; tcp dport 7200 accept; }", "the answer"),
    ("chain c { type filter hook output priority 0; tcp sport 7200 drop; }", "the answer"),
    ("chain c { type filter hook input priority 0; policy drop; ct state new accept; ct direction reply accept; "
     "meta l4proto tcp reject with tcp reset; }", "what follows"),
    ("chain c { type filter hook output priority 0; ct direction reply reject; }", "the answer"),
    ("chain c { type filter hook input priority 0; policy drop; tcp dport 7201 accept; "
     "ct state established accept; }", "policy drop"),
    ("chain w { tcp dport 7200 return; drop; }\n"
     "chain c { type filter hook input priority 0; tcp dport 7000-7999 jump w; }", None),
    ("chain w { tcp dport 7200 return; drop; }\n"
     "chain c { type filter hook input priority 0; policy drop; tcp dport 7200 goto w; accept; }", "policy"),
    ("chain w { accept; }\nchain c { type filter hook input priority 0; policy drop; "
     "ct state established accept; tcp dport vmap { 80 : drop, 7200 : jump w }; }", None),
    ("chain c { type filter hook input priority 0; policy drop; ct state vmap { established : accept, "
     "related : accept, new : accept, invalid : drop }; }", None),
    ("chain c { type filter hook input priority 0; policy drop; ct state vmap { established : accept, "
     "invalid : drop }; }", "policy"),
    ("chain c { type filter hook prerouting priority -300; meta mark != 0 accept; iifname \"lo\" tcp "
     "flags & (fin|syn|rst|ack) == syn drop; }", "prerouting"),
    ("chain c { type filter hook output priority 0; meta skuid 0 accept; ct state != new accept; drop; }", None),
    ("chain c { type filter hook output priority 0; ct state new meta skuid != 5 drop; }", "skuid"),
    ("chain c { type filter hook output priority 0; oifname != \"lo\" drop; fib daddr type local accept; drop; }", None),
    ("chain a { type filter hook input priority 0; accept; }\n"
     "chain b { type filter hook input priority 5; tcp dport 7200 drop; }", "ip t b"),
    ("chain n { type nat hook output priority -100; tcp dport 7200 redirect to :7201; }", None),
    ("chain r { type filter hook output priority -150; tcp dport 7201 drop; }\n"
     "chain n { type nat hook output priority -100; tcp dport 7200 redirect to :7201; }", None),
    ("chain n { type nat hook output priority -100; tcp dport 7200 redirect to :7202; }", "nobody listens"),
    ("chain n { type nat hook output priority -100; ip daddr 10.1.0.1 tcp dport 7200 dnat to 10.2.0.1:7201; }\n"
     "chain f { type filter hook output priority 0; ip daddr 10.2.0.1 tcp dport 7201 drop; }", "10.2.0.1"),
]


def firewalls_stop_as_connect_says():
    for rules, says in SCENES:
        nft(f"table ip t {{ {rules} }}")
        steps = agree(rules, "10.1.0.1", 7200, want=says is None, works=talks)
        check(says is None or any(says in s["says"] for s in steps if s["verdict"] == "fails"),
              f"{rules}: nothing says {says!r}: {steps}")
        tool("nft", "flush", "ruleset")
    for iptables in ("iptables", "iptables-legacy"):
        if not shutil.which(iptables) or tool(iptables, "-S", may_fail=True) is None:
            skip_part(f"{iptables} is not here")
            continue
        for words in ("-A OUTPUT -p tcp --dport 7200 -j REJECT", "-A INPUT -p tcp -m multiport --dports 1,7200 -j DROP",
                      "-A INPUT -m conntrack --ctstate NEW -d 10.1.0.0/24 -j DROP", "-P INPUT DROP",
                      "-A INPUT -p udp -j DROP", "-t nat -A OUTPUT -p tcp --dport 7200 -j REDIRECT --to-ports 7201",
                      "-A OUTPUT -m addrtype --dst-type LOCAL -o lo -p tcp --syn --dport 7200 -j DROP",
                      "-A INPUT ! -i lo -j DROP", "-A INPUT -i lo -s 10.1.0.1/32 ! -d 10.1.0.1 -j DROP"):
            if tool(iptables, *words.split(), may_fail=True) is None:
                skip_part(f"{iptables} {words}")
                continue
            agree(f"{iptables} {words}", "10.1.0.1", 7200, want="DROP" not in words and
                  "REJECT" not in words or "udp" in words or "!" in words)
            for clear_it in ("-P INPUT ACCEPT", "-F", "-t nat -F"):
                tool(iptables, *clear_it.split(), may_fail=True)


def random_rule(chains):
    what = " ".join(RANDOM.sample((
        f"ip daddr {RANDOM.choice(('10.1.0.1', '10.1.0.0/24', '10.2.0.0/16', '!= 10.1.0.1', '{ 10.1.0.1, 10.9.0.0/16 }'))}",
        f"ip saddr {RANDOM.choice(('10.1.0.1', '10.3.0.1', '10.0.0.0-10.1.0.9'))}",
        f"tcp dport {RANDOM.choice(('7200', '!= 7200', '{ 80, 7200 }', '7000-7100', '> 7199', '< 7200'))}",
        f"ct state {RANDOM.choice(('new', 'established', '{ new, related }', '!= new', 'established,related'))}",
        f"meta l4proto {RANDOM.choice(('tcp', 'udp', '{ tcp, udp }'))}",
        f"meta mark {RANDOM.choice(('0x1', '!= 0x1', '0x0', '& 0xff == 0x10'))}",
        RANDOM.choice(('iifname "lo"', 'iifname "e1"', 'oifname "lo"', 'iifname != "lo"')),
        "udp dport 7200", RANDOM.choice(("limit rate 100/second", "meta l4proto tcp", "meta l4proto tcp")),
        "tcp flags & (fin|syn|rst|ack) == syn", "meta skuid 0"), RANDOM.randrange(1, 4)))
    act = RANDOM.choice(("accept", "drop", "return", "reject", "counter", *(f"jump {c}" for c in chains),
                         *(f"goto {c}" for c in chains)))
    return f"{what} {act}"


def random_firewalls_agree_with_connect():
    decided = tried = 0
    while tried < FIREWALLS:
        names, text = [], ""
        for name in ("z", "y", "x"):
            text += f"chain {name} {{ {'; '.join(random_rule(names) for _ in range(3))}; }}\n"
            names.append(name)
        for hook in RANDOM.sample(("output", "input", "prerouting", "postrouting"), 2):
            text += (f"chain b{hook} {{ type filter hook {hook} priority {RANDOM.choice((-10, 0, 10))}; "
                     f"policy {RANDOM.choice(('accept', 'accept', 'drop'))}; "
                     f"{'; '.join(random_rule(names) for _ in range(5))}; }}\n")
        if nft(f"table inet t {{ {text} }}", may_fail=True) is None:
            continue  # Two protocols at once.
        tried += 1
        # The answer must pass as well, of which path says nothing: it is let through.
        nft("".join(
            f"insert rule inet t b{hook} ct direction reply accept\n"
            for hook in ("output", "input", "prerouting", "postrouting") if f"chain b{hook}" in text))
        works = talks("10.1.0.1", 7200, "10.1.0.1")
        code, steps = path("10.1.0.1", "10.1.0.1:7200")
        told = {s["verdict"] for s in steps if s["step"] == "firewall"}
        told = "fails" if "fails" in told else "unknown" if "unknown" in told else "ok"
        decided += told != "unknown"
        check(told == "unknown" or (told == "ok") is works,
              f"seed {SEED}: connect(2) works: {works}, path: {last(steps, 'firewall')}\n{text}")
        tool("nft", "flush", "ruleset")
    check(decided > FIREWALLS // 4, f"seed {SEED}: only {decided} of {FIREWALLS} were decided")
    print(f"{decided} of {FIREWALLS} random rule sets were decided, as connect(2) found")


# ---- the other side, and the way back

SERVER = """import socket, sys
keep = []
for word in sys.argv[1:]:
    port, _, device = word.partition("@")
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if device:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
    s.bind(("0.0.0.0", int(port)))
    s.listen(100)
    keep.append(s)
import select
print("up", flush=True)
while True:
    for one in select.select(keep, [], [])[0]:
        client = one.accept()[0]
        try:
            client.send(b"x")
        except OSError:
            pass
        client.close()
"""


def far(words, may_fail=False):
    return tool("ip", "-n", "other", *words.split(), may_fail=may_fail)


def setting(name, value, pre=()):
    tool(*pre, "sh", "-c", f"echo {value} > /proc/sys/net/{name}")


def disagree(what, host, port, says, code=1, source=None):
    """It does not work, and path says so (1), or that it cannot say (0)."""
    steps = agree_or_doubt(what, host, port, source, works=False, code=code)
    told = [s["says"] for s in steps if s["verdict"] != "ok"]
    check(any(says in one for one in told), f"{what}: nothing says {says!r}: {told}")


def agree_or_doubt(what, host, port, source, works, code):
    truth = talks(host, port, source)
    check(truth is works, f"the scene {what} is broken: it works: {truth}")
    end = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    got, steps = path(*([source] if source else []), end)
    told = [(s["step"], s["verdict"], s["says"]) for s in steps]
    check(got == code, f"{what}: exit {got}: {told}")
    check(all(s["verdict"] == "ok" for s in steps) is (works and code == 0), f"{what}: {told}")
    return steps


def works(what, host, port, source=None):
    return agree_or_doubt(what, host, port, source, works=True, code=0)


def chains_of_devices_are_met():
    drops = "{{ type filter hook {} device {} priority 0; policy drop; }}"
    chain = drops.format("ingress", "e1")
    for family in ("netdev", "inet"):
        nft(f"table {family} f {{ chain c {chain} }}")
        disagree(f"{family}: the answer at e1", "10.1.0.2", 7300, "the answer is dropped at ingress")
        works("over another interface", "10.2.0.2", 7300)
        works("not over e1", "10.1.0.1", 7200)
        tool("nft", "flush", "ruleset")
        nft(f"table {family} f {{ chain c {drops.format('ingress', 'p1')} }}", OTHER)
        disagree(f"{family}: it at p1", "10.1.0.2", 7300, "dropped at ingress")
        works("p2 is another", "10.2.0.2", 7300)
        tool(*OTHER, "nft", "flush", "ruleset")
        nft(f"table {family} f {{ chain c {drops.format('ingress', 'lo')} }}")
        disagree(f"{family}: at lo", "10.1.0.1", 7200, "dropped at ingress")
        tool("nft", "flush", "ruleset")
    for device, pre, says in (("e1", (), "it is dropped at egress"), ("p1", OTHER, "the answer is dropped at egress")):
        nft(f"table netdev f {{ chain c {drops.format('egress', device)} }}", pre)
        disagree(f"egress at {device}", "10.1.0.2", 7300, says)
        tool(*pre, "nft", "flush", "ruleset")
    nft("table netdev f { chain c { type filter hook egress device lo priority 0; policy drop; } }")
    disagree("egress of lo", "10.1.0.1", 7200, "dropped at egress")
    tool("nft", "flush", "ruleset")


def what_sleeps_drops_nothing():
    nft("table ip d { flags dormant; chain c { type filter hook input priority 0; policy drop; "
        "tcp dport 7200 counter drop; } }")
    works("a dormant table", "10.1.0.1", 7200)
    code, out, _ = sonde("firewall", "--json")
    answer = json.loads(out)
    check([r["hook"] for r in answer["rows"]] == [None], f"a dormant table: {answer['rows']}")
    check(any("ip d is dormant" in note for note in answer.get("notes", [])), f"notes: {answer}")
    nft("add table ip d")
    disagree("it is awake", "10.1.0.1", 7200, "tcp dport 7200")
    tool("nft", "flush", "ruleset")
    nft("table ip d { flags dormant; chain c { type nat hook prerouting priority -100; "
        "tcp dport 7390 dnat to 10.1.0.2:7300; } }")
    check(not rows("published"), f"published by a dormant table: {rows('published')}")
    nft("add table ip d")
    check([r["port"] for r in rows("published")] == [7390], f"awake: {rows('published')}")
    tool("nft", "flush", "ruleset")


def the_answer_finds_its_way():
    ip("addr add 10.9.0.1/32 dev e1")
    disagree("no route back", "10.1.0.2", 7300, "no route leads the answer back to 10.9.0.1", source="10.9.0.1")
    for kind in ("unreachable", "blackhole", "prohibit"):
        far(f"route add {kind} 10.9.0.0/24")
        disagree(kind, "10.1.0.2", 7300, kind, source="10.9.0.1")
        far(f"route del {kind} 10.9.0.0/24")
    far("route add 10.9.0.0/24 via 10.1.0.1")
    works("a route back", "10.1.0.2", 7300, "10.9.0.1")
    far("route replace 10.9.0.0/24 via 10.2.0.1")
    works("another way back", "10.1.0.2", 7300, "10.9.0.1")
    setting("ipv4/conf/p1/rp_filter", 1, OTHER)
    disagree("strict there", "10.1.0.2", 7300, "p1 is dropped: rp_filter is 1", source="10.9.0.1")
    setting("ipv4/conf/all/rp_filter", 2, OTHER)
    works("loose there", "10.1.0.2", 7300, "10.9.0.1")
    setting("ipv4/conf/all/rp_filter", 0, OTHER)
    setting("ipv4/conf/p1/rp_filter", 0, OTHER)
    setting("ipv4/conf/all/rp_filter", 1)
    setting("ipv4/conf/e2/rp_filter", 0)
    disagree("strict here", "10.1.0.2", 7300, "comes in over e2: rp_filter is 1", source="10.9.0.1")
    works("as it left", "10.1.0.2", 7300)
    setting("ipv4/conf/all/rp_filter", 0)
    far("route del 10.9.0.0/24")
    far("addr add 10.9.0.1/32 dev lo")
    disagree("of both", "10.1.0.2", 7300, "of that place, too", source="10.9.0.1")
    far("addr del 10.9.0.1/32 dev lo")
    far("rule add priority 5 to 10.1.0.1 unreachable")
    disagree("a rule there", "10.1.0.2", 7300, "no route leads the answer back")
    far("rule del priority 5")
    ip("addr del 10.9.0.1/32 dev e1")


def sources_that_rules_give():
    snat = "table ip n {{ chain c {{ type nat hook postrouting priority 100; ip daddr 10.1.0.2 {}; }} }}"
    for words, says in (("snat to 10.9.9.9", "no route leads the answer back to 10.9.9.9"),
                        ("snat to 10.1.0.99", "10.1.0.99, which nobody has"), ("masquerade", None),
                        ("snat to 10.1.0.1", None), ("snat to 10.1.0.1:4000-5000", None),
                        ("snat to :4000-5000", None)):
        nft(snat.format(words if ":" not in words else f"meta l4proto tcp {words}"))
        if says:
            disagree(words, "10.1.0.2", 7300, says)
        else:
            works(words, "10.1.0.2", 7300)
        tool("nft", "flush", "ruleset")
    nft(snat.format("snat to 10.1.0.1"))
    nft("table ip f { chain c { type filter hook input priority 0; ip saddr 10.3.0.1 drop; } }", OTHER)
    works("a rule for the old source", "10.1.0.2", 7300, "10.3.0.1")
    tool(*OTHER, "nft", "flush", "ruleset")
    tool("nft", "flush", "ruleset")


def rewritten_at_the_destination():
    dnat = "table ip n {{ chain c {{ type nat hook prerouting priority -100; tcp dport 7399 {}; }} }}"
    for words, says, code in (
            ("redirect to :7300", None, 0), ("dnat to 10.2.0.2:7300", None, 0),
            ("dnat to 127.0.0.1:7300", "route_localnet is 0", 1),
            ("dnat to 10.7.7.7:7300", "10.7.7.7 is no address there, and it is not forwarded", 1)):
        nft(dnat.format(words), OTHER)
        if says:
            disagree(words, "10.1.0.2", 7399, says, code)
        else:
            works(words, "10.1.0.2", 7399)
        tool(*OTHER, "nft", "flush", "ruleset")
    nft(dnat.format("dnat to 127.0.0.1:7300"), OTHER)
    setting("ipv4/conf/p1/route_localnet", 1, OTHER)
    works("route_localnet", "10.1.0.2", 7399)
    setting("ipv4/conf/p1/route_localnet", 0, OTHER)
    tool(*OTHER, "nft", "flush", "ruleset")
    nft(dnat.format("dnat to 10.7.7.7:7300"), OTHER)
    setting("ipv4/ip_forward", 1, OTHER)
    disagree("forwarded", "10.1.0.2", 7399, "10.7.7.7:7300 is not seen: it is sent on from there", 0)
    nft("table ip f { chain c { type filter hook forward priority 0; drop; } }", OTHER)
    disagree("dropped as it is forwarded", "10.1.0.2", 7399, "dropped at forward")
    setting("ipv4/ip_forward", 0, OTHER)
    tool(*OTHER, "nft", "flush", "ruleset")
    nft(dnat.format("redirect to :7200"))
    disagree("own traffic in prerouting", "10.1.0.1", 7399, "nobody listens on 10.1.0.1:7399")
    nft("table ip n { chain d { type nat hook output priority -100; tcp dport 7399 redirect to :7200; } }")
    works("own traffic in output", "10.1.0.1", 7399)
    tool("nft", "flush", "ruleset")
    rewriting = "chain c { type filter hook output priority 0; tcp dport 7300 %s; }"
    marking = "chain m { type route hook output priority -150; tcp dport 7300 meta mark set 9; }"
    ip("rule add priority 90 fwmark 9 lookup 99")
    ip("route add blackhole default table 99")
    for chain in (rewriting % "ip daddr set 10.1.0.99", rewriting % "tcp dport set 7999",
                  rewriting % "meta mark set 1 meta mark 1 drop", marking):
        nft(f"table ip t {{ {chain} }}")
        steps = path("10.1.0.2:7300")[1]
        check(not connects("10.1.0.2", 7300), f"{chain} lets it pass: the test is wrong")
        check(any(s["verdict"] == "unknown" for s in steps), f"{chain}: {steps}")
        tool("nft", "flush", "ruleset")
    ip("rule del priority 90")
    ip("route flush table 99")


def who_takes_it():
    works("::ffff: is IPv4", "::ffff:10.1.0.2", 7300)
    disagree("bound to p2", "10.1.0.2", 7302, "10.1.0.2:7302")
    works("over p2", "10.2.0.2", 7302)
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"e1")
    bound.bind(("0.0.0.0", 7303))
    bound.listen()
    disagree("bound to e1, over lo", "10.1.0.1", 7303, "another interface")
    bound.close()
    works("the usual neighbour", "10.1.0.2", 7300)
    ip("neigh replace 10.1.0.2 lladdr 02:00:00:00:00:99 dev e1 nud permanent")
    disagree("a wrong hardware address", "10.1.0.2", 7300, "not that of the other end")
    mac = json.loads(far("-j link show p1"))[0]["address"]
    ip(f"neigh replace 10.1.0.2 lladdr {mac} dev e1 nud permanent")
    works("the right one", "10.1.0.2", 7300)
    ip("neigh del 10.1.0.2 dev e1")
    for change, name in ((ip, "e1"), (far, "p1")):
        change(f"link set {name} arp off")
        if name == "p1":
            ip(f"neigh replace 10.1.0.2 lladdr {mac} dev e1 nud permanent")
        disagree(f"{name} asks nobody", "10.1.0.2", 7300, f"{name} asks nobody (NOARP)", 0)
        change(f"link set {name} arp on")
    ip("neigh del 10.1.0.2 dev e1", may_fail=True)
    talks("10.1.0.2", 7300)
    for words in ([], ["--all"]):
        code, steps = path("10.1.0.2:7300", *words)
        check(code == 0 and "other" not in str(steps[0]) and
              all(s["verdict"] == "ok" for s in steps), f"path {words}: {steps}")


def path_between(what, name, host, port, works, code, says=()):
    """From another namespace, as connect(2) there has it."""
    inside = ["nsenter", f"--net=/run/netns/{name}"]
    truth = tool(*inside, "timeout", "1", "bash", "-c", f"echo > /dev/tcp/{host}/{port}", may_fail=True)
    check((truth is not None) is works, f"the scene {what} is broken: it works: {truth}")
    for words in ({"pre": inside}, {}):
        place = () if words else ("--in", f"netns:{name}")
        got, steps = path(f"{host}:{port}", *place, **words)
        told = [(s["step"], s["verdict"], s["says"]) for s in steps if s["verdict"] != "ok"]
        check(got == code and bool(told) is bool(says), f"{what}: exit {got}: {told}")
        check(not says or any(says in one[2] for one in told), f"{what}: nothing says {says!r}: {told}")


def bridges_and_routers():
    """As container engines have them: two places at a bridge of this one, with strict filters."""
    ip("link add br0 type bridge")
    ip("addr add 10.50.0.1/24 dev br0")
    ip("link set br0 up")
    for n in (1, 2):
        ip(f"netns add c{n}")
        ip(f"link add h{n} type veth peer name eth0 netns c{n}")
        ip(f"link set h{n} master br0 up")
        for words in ("link set lo up", "link set eth0 up", f"addr add 10.50.0.1{n}/24 dev eth0",
                      "route add default via 10.50.0.1"):
            tool("ip", "-n", f"c{n}", *words.split())
    inside = ["nsenter", "--net=/run/netns/c1"]
    for pre, devices in (((), ("all", "br0", "h1", "e1")), (inside, ("all", "eth0"))):
        for device in devices:
            setting(f"ipv4/conf/{device}/rp_filter", 1, pre)
    server = subprocess.Popen([*inside, sys.executable, "-c", SERVER, "7300"], stdin=-1, stdout=-1)
    server.stdout.readline()
    path_between("to the machine", "c2", "10.50.0.1", 7200, True, 0)
    path_between("to a sister", "c2", "10.50.0.11", 7300, True, 0)
    works("to a container", "10.50.0.11", 7300)
    for device in ("h2", "br0"):
        nft(f"table netdev f {{ chain c {{ type filter hook ingress device {device} priority 0; policy drop; }} }}")
        path_between(f"ingress of {device}", "c2", "10.50.0.1", 7200, False, 1, "dropped at ingress")
        tool("nft", "flush", "ruleset")
    nft("table netdev f { chain c { type filter hook ingress device h1 priority 0; policy drop; } }")
    disagree("the answer at a port", "10.50.0.11", 7300, "whether the answer passes depends on netdev f c", 0)
    tool("nft", "flush", "ruleset")
    setting("ipv4/ip_forward", 1)
    path_between("no way back", "c2", "10.1.0.2", 7300, False, 0, "unless a router on the way")
    nft("table ip n { chain c { type nat hook postrouting priority 100; ip saddr 10.50.0.0/24 masquerade; } }")
    path_between("a router that masquerades", "c2", "10.1.0.2", 7300, True, 0, "unless a router on the way")
    tool("nft", "flush", "ruleset")
    setting("ipv4/ip_forward", 0)
    setting("ipv4/conf/all/rp_filter", 0)
    server.kill()


def the_other_side_and_the_way_back():
    for place in ("all", "default", "e1", "e2", "e3"):
        setting(f"ipv4/conf/{place}/rp_filter", 0)
    for place in ("all", "default", "p1", "p2", "p3"):
        setting(f"ipv4/conf/{place}/rp_filter", 0, OTHER)
    setting("ipv4/ip_forward", 0, OTHER)
    server = subprocess.Popen([*OTHER, sys.executable, "-c", SERVER, "7300", "7302@p2"], stdin=-1, stdout=-1)
    server.stdout.readline()
    for host in ("10.1.0.2", "10.2.0.2"):  # The neighbours are known.
        check(talks(host, 7300), f"{host} does not answer")
    for part in (what_sleeps_drops_nothing, chains_of_devices_are_met, the_answer_finds_its_way,
                 sources_that_rules_give, rewritten_at_the_destination, who_takes_it, bridges_and_routers):
        part()
    server.kill()


def words_and_rights():
    for words in ([], ["10.1.0.2"], ["a", "b", "c"], ["10.1.0.2:0"], ["::1:80"], ["fd00:1::1", "10.1.0.2:80"],
                  ["nonsense", "10.1.0.2:80"], ["10.1.0.2:nonsense"], ["10.1.0.2:99999"]):
        code, _, err = sonde("path", *words)
        check(code == 2 and err, f"path {words}: exit {code}")
    nft("table ip t { chain c { type filter hook output priority 0; "
         "tcp dport 7300 drop; } }")
    keep = listen("0.0.0.0", 7300)
    code, steps = path("10.1.0.1:7300", pre=NOBODY)
    told = last(steps, "firewall")
    check(code == 0 and told["verdict"] == "unknown" and "CAP_NET_ADMIN" in told["next"], f"nobody: {steps}")
    code, out, _ = sonde("path", "10.1.0.1:7300")
    check(code == 1 and b"FAILS" in out and b"nft delete rule ip t c handle" in out, f"as text: {out!r}")
    code, out, _ = sonde("path", "no-such-host.example:80")
    check(code == 4 and b"/etc/hosts" in out, f"a name: {out!r}")
    keep.close()
    tool("nft", "flush", "ruleset")


leave_to_release(55)
own_namespaces()
make_scene()
words_and_rights()
listeners_are_found()
the_far_end_is_seen()
routes_are_those_of_the_kernel()
servers = serve(7200), serve(7201)
if shutil.which("nft"):
    firewalls_stop_as_connect_says()
    the_other_side_and_the_way_back()
    random_firewalls_agree_with_connect()
else:
    skip_part("nft is not here")
