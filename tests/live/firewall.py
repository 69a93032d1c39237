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


def native():
    tool("nft", "-f", f"{RULES}/rules.nft")
    want, got = nft_rules(), {}
    for r in rows("firewall", "--columns", "all"):
        words = " ".join(w for w in (r["match"], r["verdict"]) if w)
        got[(r["family"], r["table"], r["chain"], r["handle"])] = SAME.get(words, words)
        check(r["by"] == "nftables", f"{r['table']} is by {r['by']}")
        check(r["understood"], f"not understood: {words}")
    for key in want.keys() | got.keys():
        check(got.get(key) == want.get(key), f"{key}: {got.get(key)!r}, nft says {want.get(key)!r}")
    parsed = json.loads(tool("nft", "-j", "list", "ruleset"))["nftables"]
    chains = {(c["family"], c["table"], c["name"]): c for c in (x.get("chain") for x in parsed) if c}
    for r in rows("firewall", "--columns", "all"):
        c = chains[r["family"], r["table"], r["chain"]]
        ours = (r["hook"], r["priority"], r["policy"])
        check(ours == (c.get("hook"), c.get("prio"), c.get("policy")), f"{c}: {ours}")
    print(f"nftables: {len(want)} rules are the same")
    tool("nft", "flush", "ruleset")


VERDICTS = {"ACCEPT": "accept", "DROP": "drop", "RETURN": "return", "MASQUERADE": "masquerade"}


def saved(which, six):
    """(table, chain, number, packets, words of the line) of iptables-save -c."""
    found, table, numbers = [], None, collections.Counter()
    for line in tool(("ip6tables-" if six else "iptables-") + which + "-save", "-c").splitlines():
        if line.startswith("*"):
            table = line[1:]
        m = re.match(r"\[(\d+):(\d+)\] -A (\S+) ?(.*)", line)
        if m:
            numbers[table, m[3]] += 1
            found.append((table, m[3], numbers[table, m[3]], int(m[1]), int(m[2]), m[4]))
    return found


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


def iptables(which):
    env = dict(os.environ, I="iptables-" + which, I6="ip6tables-" + which)
    done = subprocess.run(["sh", f"{RULES}/rules.iptables.sh"], env=env, capture_output=True)
    if done.returncode:
        print(f"iptables-{which}: this kernel refuses {done.stderr[:200]!r}")
        return None
    run("bash -c 'exec 3<>/dev/tcp/127.0.0.1/23'")
    got = {(r["family"], r["table"], r["chain"], r["number"]): r
           for r in rows("firewall", "--columns", "all")}
    count = 0
    for six in (False, True):
        for table, chain, number, packets, size, words in saved(which, six):
            r = got.get(("ip6" if six else "ip", table, chain, number))
            check(r, f"iptables-{which}: no row for {table} {chain} {number}: {words}")
            check((r["packets"], r["bytes"]) == (packets, size), f"{words}: {r['packets']} packets")
            check(r["by"] == "iptables-" + which, f"{words}: by {r['by']}")
            check_words(r, words)
            count += 1
    check(count == len(got) and count > 25, f"iptables-{which}: {len(got)} rows, {count} rules")
    print(f"iptables-{which}: {count} rules are the same")
    unknown = [r["match"] for r in got.values() if not r["understood"]]
    check(len(unknown) == 2 and all("compat match" in m for m in unknown), f"unknown: {unknown}")
    tool("nft", "flush", "ruleset")
    return {k: (r["match"], r["verdict"], r["hook"], r["priority"], r["policy"])
            for k, r in got.items()}


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
    for _ in range(20):
        u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        u.sendto(b"x", ("127.0.0.1", 53))
    if not os.path.exists("/proc/net/nf_conntrack"):
        return print("flows: this kernel has no nf_conntrack text")
    text = open("/proc/net/nf_conntrack").read()
    want = collections.Counter(proc_flows(text))
    check(sum(want.values()) >= 22, f"the scene is broken: {text[:300]}")
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
    by_nft, by_legacy = iptables("nft"), iptables("legacy")
    if by_nft and by_legacy:
        for key in by_nft:
            check(by_nft[key] == by_legacy[key], f"{key}: {by_nft[key]} and {by_legacy[key]}")
        print("iptables-nft and iptables-legacy have the same words")
    refused()
    flows()


main()
