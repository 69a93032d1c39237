#!/usr/bin/env python3
# crossing.py: a port published into a real container, from the machine to the process and back.
# SPDX-License-Identifier: Apache-2.0
"""The examples of issue 4. Port 18080 leads to httpd on port 80 of the container "web": by rules of
nft (runc), by docker and its proxy, by podman. Right answers are those of the runtime and of ss."""
import containers
import firewall
from containers import *
from scene import answer, rows, sonde

PUBLISHED = 18080
firewall.check = check  # It raises, so that the containers are removed.
NFT = """table ip nat {
 chain pre { type nat hook prerouting priority -100; tcp dport 18080 dnat to 10.20.0.2:80; }
 chain out { type nat hook output priority -100; ip daddr != 127.0.0.0/8 tcp dport 18080 dnat to 10.20.0.2:80; }
 chain post { type nat hook postrouting priority 100; ip saddr 10.20.0.0/24 ip daddr 10.20.0.2 masquerade; }
}"""
CLIENT = r'''
import socket,sys
s=socket.create_connection((sys.argv[1],int(sys.argv[2])),10)  # httpd waits for a request.
print(s.getsockname()[1],flush=True); sys.stdin.read()
'''


class Client:
    """A process of the machine with one connection, which is left open."""

    def __init__(self, host, port, pre=()):
        self.process = subprocess.Popen([*pre, sys.executable, "-c", CLIENT, host, str(port)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        check(line, f"the scene is broken: nobody answers on {host}:{port}")
        self.port = int(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill(), self.process.wait()


def one(found, what):
    check(len(found) == 1, f"{what}: {len(found)} rows: {found}")
    return found[0]


def servers_of(web):
    """The pids that have a connection to port 80 inside, as ss says in there."""
    told = do("nsenter", "-t", web["pid"], "-n", "ss", "-Htnp", "state", "established",
              "sport = :80")
    return {int(pid) for pid in re.findall(r"pid=(\d+)", told)}


def machine_address():
    told = json.loads(do("ip", "-j", "-4", "addr"))
    return [a["local"] for link in told for a in link["addr_info"] if a["scope"] == "global"][0]


def check_published(web):
    found = [r for r in rows("published") if r["port"] == PUBLISHED]
    proxies = do("ss", "-Htlnp", f"sport = :{PUBLISHED}")  # Docker's, which alone answers to IPv6.
    ways = {("0.0.0.0", "dnat")} | ({("::", "docker-proxy")} if f"[::]:{PUBLISHED}" in proxies else set())
    check({(r["address"], r["by"]) for r in found} == ways, f"published: {found}, ss: {proxies}")
    for r in found:
        ends = (r["container"], r["target_port"], r["pid"], r["process"], r["answering"])
        check(ends == (shown(web), 80, web["pid"], "httpd", True), f"published: {r}")
    r = one([r for r in rows("listen", "--all") if r["local_port"] == 80], "listen --all: port 80")
    check((r["container"], r["process"], r["pid"]) == (shown(web), "httpd", web["pid"]), f"{r}")
    check(f"0.0.0.0:{PUBLISHED}" in (r["published_at"] or "").split(", "), f"published_at: {r}")
    for words in (["listen", "--in", web["id"]], ["--in", web["id"]], ["listen", "--all"]):
        out = sonde(*words)[1].decode()
        check(f"0.0.0.0:{PUBLISHED}" in out, f"{words} does not say where it is published: {out}")
    plain = sonde("listen")
    check(b"published_at" not in plain[1] + plain[2], f"listen on the machine: {plain}")


def check_who(web):
    found = rows("who", f":{PUBLISHED}")
    led = [r for r in found if r["relation"] == "published"]
    check(led and all((r["container"], r["pid"], r["process"]) == (shown(web), web["pid"], "httpd")
                      for r in led), f"who: {led}")
    said = sonde("who", f":{PUBLISHED}")[1].decode()
    for word in (f"container {shown(web)}", f"httpd (pid {web['pid']})", "by dnat"):
        check(word in said, f"who :{PUBLISHED} does not say {word!r}: {said}")


def check_dnat(web):
    """Through the rule: conntrack has it, and both ends name each other."""
    with Client(machine_address(), PUBLISHED) as client:
        r = one([r for r in rows("flows", f"sport = :{client.port}") if r["orig_dport"] == PUBLISHED],
                "flows")
        check((r["nat"] in ("dnat", "both"), r["reply_sport"], r["container"]) ==
              (True, 80, shown(web)), f"flows: {r}")
        near = one(rows("conns", f"sport = :{client.port}"), "conns")
        check(near["peer_pid"] in servers_of(web), f"the server: {near}, ss: {servers_of(web)}")
        check((near["peer_process"], near["peer_container"]) == ("httpd", shown(web)), f"{near}")
        shown_line = sonde("conns", f"sport = :{client.port}")[1].decode()
        check(f"httpd (pid {near['peer_pid']}) in {shown(web)}" in shown_line, shown_line)
        far = [r for r in rows("conns", "--in", web["id"]) if r["peer_pid"] == client.process.pid]
        check(one(far, "the client from inside")["peer_container"] is None, f"{far}")
        code, out, err = sonde("conns", f"sport = :{client.port}", "--json", pre=NOBODY)
        document = json.loads(out)
        told = {g["column"]: g["reason"] for g in document["gaps"]}
        check(document["rows"][0]["peer_pid"] is None and told.get("peer_pid") == "not-permitted",
              f"nobody: {document}")


def check_between_containers(web, cli):
    """From one container over the published port into the other."""
    inside = ["nsenter", "-t", str(cli["pid"]), "-n"]
    is_docker = web["runtime"] == "docker"  # Whose rules leave its own bridge to the proxy.
    with Client(machine_address(), PUBLISHED, inside) as client:
        r = one(rows("conns", "--in", cli["id"]), "conns of the other container")
        check((r["pid"], r["peer_process"], r["peer_container"]) ==
              (client.process.pid, "docker-proxy" if is_docker else "httpd", shown(web)), f"{r}")
        check(is_docker or r["peer_pid"] in servers_of(web), f"{r}, ss: {servers_of(web)}")
        said = [r for r in rows("who", f"pid:{client.process.pid}") if r["relation"] == "talks"]
        check(one(said, "who talks")["peer_pid"] == r["peer_pid"], f"who: {said}")


def check_proxy(web):
    """On the loopback docker's proxy answers: it is the peer, and leads to the container."""
    with Client("127.0.0.1", PUBLISHED) as client:
        r = one(rows("conns", f"sport = :{client.port}"), "conns")
        check((r["peer_process"], r["peer_container"]) == ("docker-proxy", shown(web)), f"{r}")
        told = do("ss", "-Htnp", f"sport = :{PUBLISHED} and dport = :{client.port}")
        check(f"pid={r['peer_pid']}," in told, f"the proxy is {r['peer_pid']}, ss: {told}")
        proxied = [r for r in rows("conns", "--in", web["id"]) if r["peer_process"] == "docker-proxy"]
        check(one(proxied, "the proxy from inside")["pid"] in servers_of(web), f"{proxied}")


def check_direct(web, cli):
    """From the machine to the container's own address, and back."""
    address = next(iter(web["addresses"]))
    with Client(address, 80) as client:
        r = one(rows("conns", f"sport = :{client.port}"), "conns")
        check((r["peer_process"], r["peer_container"]) == ("httpd", shown(web)), f"{r}")
        r = one([r for r in rows("conns", "--all") if r["remote_port"] == client.port], "conns --all")
        check((r["container"], r["peer_pid"], r["peer_container"]) ==
              (shown(web), client.process.pid, None), f"{r}")
    check(not rows("conns", "--in", cli["id"]), "the idle container talks to somebody")


def check_gaps_of_nobody(web):
    document = answer("listen", "--all", pre=NOBODY)
    r = one([r for r in document["rows"] if r["local_port"] == 80], "listen --all as nobody")
    told = [g for g in document["gaps"] if g["column"] == "published_at"]
    check(r["published_at"] or told, f"nobody: published_at is missing without a gap: {document}")


def look_across(runtime, facts):
    web, cli = facts[:2]
    run("echo 1 > /proc/sys/net/ipv4/ip_forward")
    if runtime == "runc":
        do("nft", "-f", "-", input=NFT.encode())
    check_published(web)
    check_who(web)
    check_dnat(web)
    check_direct(web, cli)
    check_between_containers(web, cli)
    if runtime == "docker":
        check_proxy(web)
    check_gaps_of_nobody(web)
    rules = firewall.against_the_tools()
    return f"port {PUBLISHED} leads to {shown(web)} and back; {rules}"


RUNTIMES.pop("containerd")  # It has no published ports.

if __name__ == "__main__":
    main(__file__, look_across)
