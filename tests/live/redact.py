#!/usr/bin/env python3
# redact.py: a capture for strangers has no secret and no address in it, and answers as the whole one.
# SPDX-License-Identifier: Apache-2.0
import tarfile
import tempfile
from scene import *

PRIVATE = {"logs", "config", "hints"}  # Not in a capture.
NO_TABLES = {"findings", "checks", "links", "access", "path", "differences"}  # Not by themselves.
LEFT_OUT = {"firewall", "firewall_rules", "firewall_sets", "gaps", "kernel_log", "oom"}  # Not with =addresses.
V4, V6, PEER4 = "198.51.100.77", "2001:db8:5::77", "198.51.100.91"
MAC = "02:42:c6:33:64:4d"

# What stands in command lines, and the secret in it.
PLANTED = [
    (["mysql", "-pS3cretMysql01"], "S3cretMysql01"),
    (["x", "--password=S3cretPass02"], "S3cretPass02"),
    (["x", "--password", "S3cretPass03"], "S3cretPass03"),
    (["x", "postgres://app:S3cretUrl04@db/shop"], "S3cretUrl04"),
    (["curl", "-H", "Authorization: Bearer S3cretBearer05"], "S3cretBearer05"),
    (["curl", "-u", "bob:S3cretUser06"], "S3cretUser06"),
    (["x", "AKIAIOSFODNN7EXAMPL7"], "AKIAIOSFODNN7EXAMPL7"),
    (["x", "AWS_SECRET_ACCESS_KEY=S3cretAws08/abc"], "S3cretAws08"),
    (["x", "--token=S3cretToken09"], "S3cretToken09"),
    (["x", "ghp_S3cretGithub10abcdefghij"], "S3cretGithub10"),
    (["x", "--api-key", "S3cretApi11"], "S3cretApi11"),
    (["redis-cli", "-a", "S3cretRedis12"], "S3cretRedis12"),
    (["sshpass", "-pS3cretSsh13"], "S3cretSsh13"),
    (["curl", "-H", "Cookie: session=S3cretCookie14"], "S3cretCookie14"),
    (["x", "{\"password\": \"S3cretJson15\"}"], "S3cretJson15"),
    (["x", "--client-secret=S3cretClient16"], "S3cretClient16"),
    (["x", "root:S3cretDsn17@tcp(db:3306)/shop"], "S3cretDsn17"),
    (["x", "glpat-S3cretGitlab18abcdef"], "S3cretGitlab18"),
    (["x", "https://S3cretTokenInUrl19@host/"], "S3cretTokenInUrl19"),
    (["x", "DB_PASS=S3cretDb20"], "S3cretDb20"),
    (["x", "--pwd", "S3cretPwd21"], "S3cretPwd21"),
    (["x", "--pw=S3cretPw22"], "S3cretPw22"),
    (["smbclient", "-U", "shop%S3cretSmb23"], "S3cretSmb23"),
    (["htpasswd", "-b", "file", "shop", "S3cretHtpasswd24"], "S3cretHtpasswd24"),
]


def tables():
    with open(os.path.join(ROOT, "docs", "reference", "sonde.md")) as reference:
        listed = reference.read().split("\n## Tables\n")[1].split("\n## ")[0]
    return [name for name in re.findall(r"^### Table (\w+)$", listed, re.M)
            if name not in NO_TABLES | PRIVATE]


def collect(path, *flags):
    code, out, err = sonde("collect", *flags, "-o", path)
    check(code == 0, f"collect {flags}: {code} {err!r}")
    with tarfile.open(path) as archive:
        return b"".join(m.name.encode() + b"\n" + archive.extractfile(m).read() + b"\n" for m in archive)


def table(name, path):
    return answer(name, "--columns", "all", "--from", path, codes=(0, 4))


def same_rows(whole, masked, names):
    """From two captures, one after the other: what comes and goes by itself may differ by a little."""
    wrong = []
    for name in names:
        before, after = len(table(name, whole)["rows"]), len(table(name, masked)["rows"])
        if abs(before - after) > (0 if before < 20 else before // 20):
            wrong.append(f"{name}: {before} rows, masked {after}")
    check(not wrong, "; ".join(wrong))


def forms(address):
    """All ways in which an address may stand in a capture."""
    ip = ipaddress.ip_address(address)
    raw = ip.packed
    words = b"".join(raw[i:i + 4][::-1] for i in range(0, len(raw), 4))
    texts = {address, ip.exploded, raw.hex(), words.hex()}
    return [raw, words] + [t.encode() for t in texts] + [t.upper().encode() for t in texts]


def plant():
    children = [subprocess.Popen(["sleep", "1000"], env={"NAME_OF_IT": "S3cretEnviron"})]
    for arguments, _ in PLANTED:
        hold = [arguments[0], "-c", HOLD, *arguments[1:]]
        children.append(subprocess.Popen(hold, executable=sys.executable, stdin=subprocess.PIPE))
    return children


def plant_addresses():
    for command in ("ip link set lo up", f"ip link add end7 address {MAC} type veth peer name end8",
                    "ip link set end7 up", "ip link set end8 up",
                    f"ip addr add {V4}/24 dev end7", f"ip -6 addr add {V6}/64 dev end7 nodad",
                    "ip route add default via 198.51.100.1",
                    "ip route add 203.0.113.0/24 nexthop via 198.51.100.2 nexthop via 198.51.100.3",
                    f"ip neigh add {PEER4} lladdr 02:42:c6:33:64:5b dev end7",
                    "ip rule add from 203.0.113.0/26 lookup 77"):
        check(run(command) == 0, command)
    servers = [listen(V4, 4711), listen(V6, 4712)]
    peers = [socket.create_connection((V4, 4711)), socket.create_connection((V6, 4712))]
    return servers + peers + [servers[0].accept()[0], servers[1].accept()[0]]


def joins(whole, masked):
    """Every table of the network has as many rows, and both ends of a connection find each other."""
    for name in ("conns", "listen", "routes", "neighbors", "addresses", "rules"):
        if name in ("addresses", "neighbors", "rules") and name not in tables():
            continue
        a = len(answer(name, "--from", whole, codes=(0, 1))["rows"])
        b = len(answer(name, "--from", masked, codes=(0, 1))["rows"])
        check(a == b, f"{name}: {a} rows, with other addresses {b}")
    ends = rows("conns", "--from", masked, "--columns", "local,local_port,remote,remote_port")
    pairs = {(r["local"], r["local_port"], r["remote"], r["remote_port"]) for r in ends}
    for local, local_port, remote, remote_port in pairs:
        check((remote, remote_port, local, local_port) in pairs, f"{local} has no other end")
    return ends


def chosen(capture, to, port):
    """Each step of a packet, without its addresses."""
    document = answer("path", f"{to}:{port}", "--from", capture, codes=(0, 1, 4))
    return [(r["step"], r["verdict"], r["interface"]) for r in document["rows"] if r["step"] != "firewall"]


def neighbor(capture):
    found = [r["address"] for r in rows("neighbors", "--from", capture)
             if r["state"] == "PERMANENT" and r["interface"] == "end7"]
    check(len(found) == 1, f"permanent neighbours: {found}")
    return found[0]


def check_addresses(folder, whole, children):
    masked = f"{folder}/addresses.sonde"
    unpacked = collect(masked, "--redact=addresses")
    real = [V4, V6, PEER4, "198.51.100.1", "198.51.100.2", "203.0.113.0"]
    for address in real:
        for form in forms(address):
            where = unpacked.find(form)
            check(where < 0, f"{address} as {form!r} in {unpacked[max(0, where - 80):where + 40]!r}")
    for mac in (MAC, "02:42:c6:33:64:5b"):
        for form in (mac.encode(), bytes.fromhex(mac.replace(":", "")), mac.replace(":", "").encode()):
            check(form not in unpacked, f"{mac} as {form!r}")
    ends = joins(whole, masked)
    local = [r["local"].rpartition(":")[0] for r in ends if r["local_port"] == 4711]
    check(local and local[0] != V4, f"{local}")
    there = neighbor(masked)
    check(neighbor(whole) == PEER4 and there != PEER4, f"{PEER4} became {there}")
    for real, other, port in ((V4, local[0], 4711), (PEER4, there, 80)):
        before, after = chosen(whole, real, port), chosen(masked, other, port)
        check(len(before) > 3 and before == after, f"path to {real}: {before}, to {other}: {after}")
    same_rows(whole, masked, [n for n in tables() if n not in LEFT_OUT and not n.startswith("firewall")])
    code, out, err = sonde("conns", "--strict", "--from", masked)
    check(b"other addresses stand" in err, f"no note: {err!r}")


def plant_logs(folder):
    """A file and a pipe that a process writes to."""
    say = "echo customer Alice; exec sleep 1000"
    with open(f"{folder}/app.log", "wb") as log:
        return [subprocess.Popen(["sh", "-c", say], stdout=log),
                subprocess.Popen(["sh", "-c", say], stdout=subprocess.PIPE)]


def check_logs(folder):
    """What is logged is in no capture, and each command says that it is not."""
    children = plant_logs(folder)
    for flags in ([], ["--redact=addresses"]):
        capture = f"{folder}/logs{len(flags)}.sonde"
        unpacked = collect(capture, *flags)
        check(b"customer Alice" not in unpacked, f"a log is in a capture: {flags}")
        of_kernel = (("kernel_log", ""), ("oom", "")) if flags else ()
        for name, column in (*of_kernel, ("logs", "tail")):
            gaps = [g["column"] or "" for g in table(name, capture)["gaps"] if g["reason"] == "not-collected"]
            check(column in gaps, f"{name}: no gap tells that it is not in the capture: {gaps}")
        code, out, err = sonde("kernel_log", "--from", capture)
        check(not flags or (code == 4 and b"not collected" in err),
              f"no log is not an empty one: {code} {err!r}")
    for child in children:
        child.kill()


def main():
    own_namespaces()
    children = plant()
    keep = plant_addresses()
    until(lambda: b"tentative" not in subprocess.check_output(["ip", "addr"]), "addresses are not ready", pause=1)
    time.sleep(2)  # Until neighbours and routes of what just came up are there.
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        whole, masked = f"{folder}/whole.sonde", f"{folder}/masked.sonde"
        unpacked = collect(whole)
        check(b"S3cretEnviron" not in unpacked, "an environment is in a capture")
        lacking = [s for _, s in PLANTED if s.encode() not in unpacked]
        check(not lacking, f"not planted: {lacking}")
        unpacked = collect(masked, "--redact")
        found = [s for _, s in PLANTED if s.encode() in unpacked]
        check(not found and b"S3cret" not in unpacked, f"in a masked capture: {found}")
        same_rows(whole, masked, tables())
        document = answer("processes", "--from", masked, "--strict", codes=(0, 3))
        check(any("masked" in note for note in document["notes"]), f"no note: {document['notes']}")
        code, out, err = sonde("collect", "--script", "--redact")
        check(code == 2, f"collect --script --redact: {code}")
        check_addresses(folder, whole, children)
        check_logs(folder)
    for child in children:
        child.kill()
    for one in keep:
        one.close()


main()
