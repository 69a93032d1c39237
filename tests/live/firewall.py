#!/usr/bin/env python3
# firewall.py: rules against nft and iptables-save, and flows against nf_conntrack, rule for rule.
# SPDX-License-Identifier: Apache-2.0
from scene import *

RULES = os.path.join(ROOT, "tests/fixtures/firewall")


def tool(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    check(done.returncode == 0, f"{command}: {done.stderr[:300]}")
    return done.stdout


# What nft writes in another way: ours on the left.
SAME = {
    "oif 1 masquerade": 'oif "lo" masquerade',
    "tcp flags & (fin,syn,rst,ack) == syn meta mark set 0x00000010":
        "tcp flags syn / fin,syn,rst,ack meta mark set 0x00000010",
    "tcp flags == syn | ack": "tcp flags == 0x12",  # Of nft 1.0.6; later ones have the names.
    "tcp flags != syn | ack": "tcp flags != 0x12",
    "ether type 8021q @ll,112,16 & 0x0fff == 0x0005 accept": "vlan id 5 accept",
    "dnat to tcp dport map { 72 : 10.0.0.7 . 80 }": "dnat ip to tcp dport map { 72 : 10.0.0.7 . 80 }",
}


def nft_rules():
    """{(family, table, chain, handle): words} of nft -a list ruleset."""
    found, table, chain = {}, None, None
    for line in tool("nft", "-a", "list", "ruleset").splitlines():
        line, _, handle = line.strip().partition(" # handle ")
        word = line.split()
        if word[:1] == ["table"]:
            table = word[1:3]
        elif word[:1] == ["chain"]:
            chain = word[1]
        elif handle and word[:1] not in (["set"], ["map"]):
            line = re.sub(r' counter packets \d+ bytes \d+| comment ".*"', "", line)
            found[(*table, chain, int(handle))] = line
    return found


def chains_of_nft():
    """{(family, table, chain): (hook, priority, policy)}, and packets and bytes of rules by handle."""
    parsed = json.loads(tool("nft", "-j", "list", "ruleset"))["nftables"]
    chains, counters = {}, {}
    for item in parsed:
        if c := item.get("chain"):
            chains[c["family"], c["table"], c["name"]] = c.get("hook"), c.get("prio"), c.get("policy")
        if r := item.get("rule"):
            counter = [e["counter"] for e in r["expr"] if isinstance(e.get("counter"), dict)]
            counted = (counter[0]["packets"], counter[0]["bytes"]) if counter else (None, None)
            counters[r["family"], r["table"], r["chain"], r["handle"]] = counted
    return chains, counters


def same_as_nft(answered):
    """Chain, hook, priority, policy and counters of every rule of nf_tables, as nft -j has them."""
    chains, counters = chains_of_nft()
    got = {(r["family"], r["table"], r["chain"], r["handle"]): r
           for r in answered if r["by"] != "iptables-legacy" and r["number"]}
    check(got.keys() == counters.keys(), f"rules: {got.keys() ^ counters.keys()}")
    for key, r in got.items():
        ours = (r["hook"], r["priority"], r["policy"])
        check(ours == chains[key[:3]], f"{key}: {ours}, nft has {chains[key[:3]]}")
        check((r["packets"], r["bytes"]) == counters[key],
              f"{key}: {r['packets']} packets, {r['bytes']} bytes, nft has {counters[key]}")
    return len(got)


def in_order():
    """Numbers in either order of bytes, and bits of which all or any are meant."""
    tool("nft", "-f", f"{RULES}/order.nft")
    want, got = nft_rules(), {}
    for r in rows("firewall", "--columns", "all"):
        words = " ".join(w for w in (r["match"], r["verdict"]) if w)
        if not r["number"]:
            continue
        got[(r["family"], r["table"], r["chain"], r["handle"])] = SAME.get(words, words)
        check(r["understood"] != (r["chain"] == "unknown"), f"understood: {words}")
        # What is not understood is compared with nothing that was loaded before it.
        check(r["chain"] != "unknown" or re.fullmatch(r'tcp dport 8080( \["\w+" \d+ bytes\])+', words), words)
    for key in want.keys() | got.keys():
        check(key[2] == "unknown" or got.get(key) == want.get(key), f"{key}: {got.get(key)!r}, nft says {want.get(key)!r}")
    tool("nft", "flush", "ruleset")
    print(f"nftables: {len(want)} rules of numbers and bits")


def native():
    tool("nft", "-f", f"{RULES}/rules.nft")
    run("timeout 0.3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/23'")  # A rule may drop it.
    want, got = nft_rules(), {}
    answered = rows("firewall", "--columns", "all")
    policies = {(r["table"], r["chain"], r["verdict"], r["accepts"]) for r in answered if not r["number"]}
    # Of "input" its 9 that say accept but for answers and ICMP, and 2 maps that may jump to one.
    check(policies == {("f", "input", "policy drop", 11), ("f", "dr", "policy drop", 0)}, policies)
    for r in filter(lambda r: r["number"], answered):
        words = " ".join(w for w in (r["match"], r["verdict"]) if w)
        got[(r["family"], r["table"], r["chain"], r["handle"])] = SAME.get(words, words)
        check(r["by"] == "nftables", f"{r['table']} is by {r['by']}")
        check(r["understood"], f"not understood: {words}")
    for key in want.keys() | got.keys():
        check(got.get(key) == want.get(key), f"{key}: {got.get(key)!r}, nft says {want.get(key)!r}")
    same_as_nft(answered)
    print(f"nftables: {len(want)} rules are the same, with chain, hook, priority, policy, counters")
    tool("nft", "flush", "ruleset")


VERDICTS = {"ACCEPT": "accept", "DROP": "drop", "RETURN": "return", "MASQUERADE": "masquerade"}


def saved(which, six):
    """(table, chain, number, packets, bytes, words of the line) of iptables-save -c, and the
    policies of built-in chains."""
    found, policies, table, numbers = [], {}, None, collections.Counter()
    for line in tool(("ip6tables-" if six else "iptables-") + which + "-save", "-c").splitlines():
        if line.startswith("*"):
            table = line[1:]
        if m := re.match(r":(\S+) (ACCEPT|DROP) ", line):
            policies[table, m[1]] = m[2].lower()
        m = re.match(r"\[(\d+):(\d+)\] -A (\S+) ?(.*)", line)
        if m:
            numbers[table, m[3]] += 1
            found.append((table, m[3], numbers[table, m[3]], int(m[1]), int(m[2]), m[4]))
    return found, policies


def after(option, words):
    m = re.search(rf'(! )?{option} ("[^"]*"|\S+)', words)
    return (bool(m[1]), m[2]) if m else (False, None)


def check_words(r, words):
    """What the line of iptables-save says must stand in the words of the row."""
    whole = f"{r['match'] or ''} {r['verdict'] or ''}"
    need = []
    for option, field in (("-s", "saddr"), ("-d", "daddr"), ("--dport", "dport")):
        is_not, value = after(option, words)
        if value:
            value = re.sub(r"/(32|128)$", "", value).replace("53:60", "53-60")
            need.append(f"{field} {'!= ' if is_not else ''}{value}")
    for option, field in (("-i", "iifname"), ("-o", "oifname")):
        is_not, value = after(option, words)
        if value:
            need.append(f'{field} {"!= " if is_not else ""}"{value.replace("+", "*")}"')
    _, target = after("-j", words)
    _, to = after("--to-(?:destination|source)", words)
    if target in VERDICTS:
        need.append(VERDICTS[target])
    elif target in ("DNAT", "SNAT"):
        need.append(f"{target.lower()} to {to}")
    elif target and target.startswith("DOCKER"):
        need.append("jump " + target)
    for text in need:
        check(text in whole, f"{words!r} is {whole!r}, without {text!r}")
    _, comment = after("--comment", words)
    check((r["comment"] or None) == (comment and comment.strip('"')), f"{words!r}: {r['comment']!r}")


# Where built-in chains are hooked in, and in which order: uapi/linux/netfilter_ipv4.h.
PRIORITIES = {"raw": -300, "mangle": -150, "nat": None, "filter": 0, "security": 50}
NAT_PRIORITIES = {"PREROUTING": -100, "OUTPUT": -100, "INPUT": 100, "POSTROUTING": 100}


def same_as_saved(which, answered):
    """Every rule of iptables-save -c, with its words, counters, chain, hook, priority and policy."""
    by = "iptables-" + which
    got = {(r["family"], r["table"], r["chain"], r["number"]): r
           for r in answered if r["by"] == by and r["number"]}
    count = 0
    for six in (False, True):
        lines, policies = saved(which, six)
        for table, chain, number, packets, size, words in lines:
            r = got.get(("ip6" if six else "ip", table, chain, number))
            check(r, f"{by}: no row for {table} {chain} {number}: {words}")
            check((r["packets"], r["bytes"]) == (packets, size), f"{words}: {r['packets']} packets")
            policy = policies.get((table, chain))
            check(r["policy"] == policy, f"{chain} has the policy {r['policy']}, saved is {policy}")
            priority = PRIORITIES[table] if table != "nat" else NAT_PRIORITIES.get(chain)
            hook = (chain.lower(), priority) if policy else (None, None)
            check((r["hook"], r["priority"]) == hook, f"{table} {chain}: {r['hook']} {r['priority']}")
            check_words(r, words)
            count += 1
    check(count == len(got), f"{by}: {len(got)} rows, {count} rules")
    return count


def against_the_tools():
    """The rules of this network namespace, whoever made them. They are asked for until nothing has
    passed between two questions."""
    for _ in range(20):
        before = [tool("nft", "-j", "list", "ruleset"), saved("legacy", False), saved("legacy", True)]
        answered = rows("firewall", "--columns", "all")
        if before == [tool("nft", "-j", "list", "ruleset"), saved("legacy", False),
                      saved("legacy", True)]:
            break
        time.sleep(0.2)
    counts = {"nft -j list ruleset": same_as_nft(answered)}
    for which in ("nft", "legacy"):
        counts[f"iptables-{which}-save -c"] = same_as_saved(which, answered)
    return ", ".join(f"{n} rules as {tool} has them" for tool, n in counts.items() if n)


def iptables(which):
    env = dict(os.environ, I="iptables-" + which, I6="ip6tables-" + which)
    done = subprocess.run(["sh", f"{RULES}/rules.iptables.sh"], env=env, capture_output=True)
    if done.returncode:
        skip_part(f"iptables-{which}: this kernel refuses {done.stderr[:200]!r}")
        return None
    run("timeout 0.3 bash -c 'exec 3<>/dev/tcp/127.0.0.1/23'")  # A rule may drop it.
    answered = rows("firewall", "--columns", "all")
    count = same_as_saved(which, answered)
    if which == "nft":
        same_as_nft(answered)
    policy = [(r["chain"], r["verdict"], r["accepts"]) for r in answered if not r["number"]]
    check(("FORWARD", "policy drop", 2) in policy and len(policy) < 3, f"iptables-{which}: {policy}")
    answered = [r for r in answered if r["number"]]
    check(count == len(answered) and count > 25, f"iptables-{which}: {len(answered)} rows, {count}")
    print(f"iptables-{which}: {count} rules are the same")
    unknown = [r["match"] for r in answered if not r["understood"]]
    check(len(unknown) == 2 and all("compat match" in m for m in unknown), f"unknown: {unknown}")
    tool("nft", "flush", "ruleset")
    return {(r["family"], r["table"], r["chain"], r["number"]):
            (r["match"], r["verdict"], r["hook"], r["priority"], r["policy"]) for r in answered}


PUBLISHED = """
table ip p {
 map m { type inet_service : ipv4_addr; elements = { 90 : 10.0.0.9 } }
 chain pre { type nat hook prerouting priority dstnat;
  fib daddr type local jump docker
  ip daddr 10.96.0.1 tcp dport 443 jump service
  iifname "eth7" jump guarded
  tcp dport != 22 ip saddr 10.9.0.0/16 dnat to 10.0.0.5:80
  tcp dport 9000-9003 dnat to 10.9.0.2:9000-9003
  tcp dport 8000-8010 dnat to 10.9.0.2:9000-9003
  tcp dport 1000-2000 dnat to 10.9.0.2:80
  ip daddr 192.0.2.1 udp dport 53 dnat to 10.9.0.2-10.9.0.5
  dnat to tcp dport map @m
  dnat to tcp dport map { 70 : 10.0.0.7, 71 : 10.0.0.8 }
  ip daddr 10.0.0.0/8 tcp dport 82 dnat to 10.9.0.2
 }
 chain docker { iifname != "docker0" tcp dport 8080 dnat to 10.9.0.2:80; jump netavark; }
 chain netavark { tcp dport 8081 jump dn; ip daddr 192.0.2.1 tcp dport 8082 jump one; }
 chain dn { tcp dport 8081 dnat to 10.9.0.3:80; }
 chain one { ip daddr 192.0.2.1 tcp dport 8082 dnat to 10.9.0.4:80; tcp dport 8083 dnat to 10.9.0.4; }
 chain service { meta l4proto tcp dnat to 10.244.1.5:8080; tcp dport 443 dnat to 10.244.1.6:8080; }
 chain guarded { tcp dport 8443 dnat to 10.9.0.2:443; }
 chain nowhere { tcp dport 8444 dnat to 10.9.0.2:443; }
}
"""


def published():
    for which in ("iptables-legacy", "ip6tables-legacy"):
        run(f"{which} -t nat -F")
    subprocess.run(["nft", "-f", "-"], input=PUBLISHED.encode(), check=True)
    tool("iptables-nft", "-t", "nat", "-A", "PREROUTING", "-p", "tcp", "--dport", "600:603", "-j", "DNAT",
         "--to-destination", "10.9.0.2:90-93/600")  # Podman writes that.
    shifted = [r["verdict"] for r in rows("firewall") if "600-603" in (r["match"] or "")]
    check(shifted == ["dnat to 10.9.0.2:90-93/600"], f"a shifted range: {shifted}")
    document = answer("published", "--columns", "all")
    got = {r["port"]: (r["address"], r["target_address"], r["target_port"]) for r in document["rows"]}
    want = {8080: ("0.0.0.0", "10.9.0.2", 80), 8081: ("0.0.0.0", "10.9.0.3", 80),
            8082: ("192.0.2.1", "10.9.0.4", 80), 53: ("192.0.2.1", None, 53)}
    # A port of the range stays; for any other netfilter takes what it likes.
    want |= {p: ("0.0.0.0", "10.9.0.2", p) for p in range(9000, 9004)}
    want |= {600 + n: ("0.0.0.0", "10.9.0.2", 90 + n) for n in range(4)}
    want |= {p: ("0.0.0.0", "10.9.0.2", None) for p in range(8000, 8011)}
    want |= {p: ("0.0.0.0", "10.9.0.2", 80) for p in range(1000, 1256)}
    for port in got.keys() | want.keys():
        check(got.get(port) == want.get(port), f"published {port}: {got.get(port)}, not {want.get(port)}")
    gaps = {(g["column"], g["remedy"]): g["count"] for g in document["gaps"]}
    check(gaps.get((None, "sonde firewall shows them")) == 9, f"rules not followed: {gaps}")
    check(gaps.get((None, "sonde firewall shows the rule")) == 745, f"ports left out: {gaps}")
    check(any(c == "target_port" and n == 11 for (c, _), n in gaps.items()), f"ranges: {gaps}")
    tool("nft", "flush", "ruleset")
    print("published: what is followed is right, and the rest is a gap")


def place(address):
    """A process in a network namespace that has the address."""
    process = subprocess.Popen(["unshare", "-n", "sh", "-c", "ip link set lo up; ip addr add "
                                f"{address}/32 dev lo; echo; exec sleep 600"], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


def netns_of(pid):
    return int(os.readlink(f"/proc/{pid}/ns/net")[5:-1])


def targets():
    tool("nft", "add table ip p; add chain ip p pre { type nat hook prerouting priority -100; };"
                "add rule ip p pre tcp dport 7000 redirect to :7001;"
                "add rule ip p pre tcp dport 7002 redirect to :7003;"
                "add rule ip p pre tcp dport 7004 dnat to 10.9.0.2:80;"
                "add rule ip p pre tcp dport 7006 dnat to 127.0.0.1:7001;"
                "add chain ip p own { type nat hook output priority -100; };"
                "add rule ip p own tcp dport 7008 redirect to :7001")
    keep, own = listen("0.0.0.0", 7001), netns_of("self")

    def row(port):
        r = {r["port"]: r for r in rows("published", "--columns", "all")}[port]
        return r["answering"], r["pid"], r["target_netns"]

    check(row(7000) == row(7006) == (True, os.getpid(), own), f"a redirect: {row(7000)}, {row(7006)}")
    check(row(7002) == (False, None, own), f"a redirect to nobody: {row(7002)}")
    check(all(r["port"] != 7008 for r in rows("published")), "what is sent here is no port of it")
    says = rows("who", ":7000")[0]["says"]
    check(says.endswith("is redirected to port 7001 here"), f"who: {says!r}")
    says = rows("who", ":7004")[0]["says"]
    check(says.endswith("is forwarded to 10.9.0.2:80"), f"who: {says!r}")
    one = place("10.9.0.2")
    check(row(7004) == (False, None, netns_of(one.pid)), f"one has the address: {row(7004)}")
    thief = place("10.9.0.2")
    document = answer("published", "--columns", "all")
    check(row(7004) == (None, None, None), f"two have the address: {row(7004)}")
    check(any(g["column"] == "target_netns" and "who ADDRESS" in g["remedy"]
              for g in document["gaps"]), f"two have the address: {document['gaps']}")
    for process in (one, thief):
        process.kill(), process.wait()
    keep.close()
    tool("nft", "flush", "ruleset")
    print("published: redirects end here, and an address that two have in neither")


def changing():
    """Anonymous sets come and go with their rules while they are read."""
    tool("nft", "add table ip stays; add chain ip stays c; add rule ip stays c tcp dport 5 accept")
    script = "add table ip t; add chain ip t c; flush chain ip t c;" + "".join(
        f"add rule ip t c tcp dport {{ {n}, {n + 1} }} accept;" for n in range(1, 60, 2))
    done = threading.Event()

    def change():
        while not done.is_set():
            tool("nft", script)

    thread = threading.Thread(target=change)
    thread.start()
    for _ in range(300):
        code, out, err = sonde("firewall", "--json")
        check(code == 0 and any(r["table"] == "stays" for r in json.loads(out)["rows"]),
              f"rules that change: exit {code} {err[:300]!r} {out[-300:]!r}")
    done.set(), thread.join()
    tool("nft", "flush", "ruleset")
    print("rules that change while they are read are read")


def refused():
    tool("nft", "add", "table", "ip", "x")
    for command in ("firewall", "flows"):
        code, out, err = sonde(command, "--json", pre=NOBODY)
        document = json.loads(out)
        why = [g["reason"] for g in document["gaps"]]
        check(code == 4 and not document["rows"] and "not-permitted" in why,
              f"{command} as nobody: exit {code}, {document}")
        check("CAP_NET_ADMIN" in document["gaps"][0]["remedy"], document["gaps"])
    print("refusals are gaps, and no answer")


def nat_of(a, b):
    dnat, snat = b[:2] != a[2:], b[2:] != a[:2]
    return "both" if dnat and snat else "dnat" if dnat else "snat" if snat else "none"


def proc_flows(text):
    """(protocol, state, original, reply, nat) of the text, by another reader than ours."""
    for line in text.splitlines():
        word = line.split()
        pairs = re.findall(r"(src|dst|sport|dport|type|code|id)=(\S+)", line)
        half = len(pairs) // 2
        a, b = dict(pairs[:half]), dict(pairs[half:])
        if word[2] not in ("tcp", "udp"):
            continue
        ends = [(canon(x["src"]), int(x["sport"]), canon(x["dst"]), int(x["dport"])) for x in (a, b)]
        yield word[2], word[5] if word[2] == "tcp" else None, *ends, nat_of(*ends)


def our_flows(*how):
    for r in rows("flows", *how):
        if r["protocol"] in ("tcp", "udp"):
            a, b = [(canon(r[f"{x}_src"]), r[f"{x}_sport"], canon(r[f"{x}_dst"]), r[f"{x}_dport"])
                    for x in ("orig", "reply")]
            yield r["protocol"], r["state"], a, b, r["nat"]


def flows():
    tool("nft", "add table ip t; add chain ip t o { type nat hook output priority -100; };"
                "add rule ip t o tcp dport 8080 dnat to 127.0.0.1:8081;"
                "add chain ip t p { type nat hook postrouting priority 100; };"
                "add rule ip t p tcp dport 8081 ip saddr 127.0.0.1 snat to 127.0.0.9")
    keep = [listen("127.0.0.1", 8081), listen("::1", 8082)]
    keep += [socket.create_connection(("127.0.0.1", 8080)), socket.create_connection(("127.0.0.1", 8081))]
    for port in range(30000, 30020):
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        u.bind(("127.0.0.1", port))
        u.sendto(b"x", ("127.0.0.1", 53))
    if not os.path.exists("/proc/net/nf_conntrack"):
        return skip_part("flows: this kernel has no nf_conntrack text")
    text = open("/proc/net/nf_conntrack").read()
    want = collections.Counter(proc_flows(text))
    check(sum(want.values()) >= 22, f"the scene is broken: {sum(want.values())} flows: {text}")
    for how in ((), ("--source=proc",)):
        got = collections.Counter(our_flows(*how))
        check(got == want, f"flows {how}: {list(((got - want) + (want - got)).elements())[:3]}")
    check({n for *_, n in want} >= {"none", "both"}, "no NAT in the scene")
    code, out, _ = sonde("flows", "--from", "-", "--json", stdin=text.encode())
    check(code == 0 and len(json.loads(out)["rows"]) == len(text.splitlines()), "flows --from -")
    print(f"flows: {sum(want.values())} are the same by netlink, by text and from a pipe")


def main():
    own_namespaces()
    if not all(shutil.which(t) for t in ("nft", "iptables-nft", "iptables-legacy")):
        skip("needs nft and iptables")
    run("ip link set lo up")
    if subprocess.run(["nft", "list", "ruleset"], capture_output=True).returncode:
        skip("this kernel has no nf_tables")
    native()
    in_order()
    by_nft, by_legacy = iptables("nft"), iptables("legacy")
    if by_nft and by_legacy:
        for key in by_nft:
            check(by_nft[key] == by_legacy[key], f"{key}: {by_nft[key]} and {by_legacy[key]}")
        print("iptables-nft and iptables-legacy have the same words")
    published()
    targets()
    changing()
    refused()
    flows()


if __name__ == "__main__":
    main()
