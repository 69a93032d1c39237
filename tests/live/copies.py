#!/usr/bin/env python3
# copies.py: files of other people's machines, as a copy of /proc, against what jc makes of them.
# SPDX-License-Identifier: Apache-2.0
import shutil
import struct
import tempfile
from scene import *

FIXTURES = os.path.join(os.path.dirname(__file__), "..", "fixtures")
JC = os.path.join(FIXTURES, "jc", "linux-proc")
FILES = {"meminfo": "meminfo", "diskstats": "diskstats", "loadavg": "loadavg", "stat": "stat",
         "net_dev": "net/dev", "net_route": "net/route", "net_ipv6_route": "net/ipv6_route",
         "net_arp": "net/arp", "net_if_inet6": "net/if_inet6", "net_netstat": "net/netstat",
         "net_protocols": "net/protocols", "pid_mountinfo": "self/mountinfo"}


def jc(name):
    with open(os.path.join(JC, f"{name}.json")) as file:
        return json.load(file)


def same(what, ours, theirs):
    ours, theirs = sorted(ours, key=str), sorted(theirs, key=str)
    check(ours == theirs and theirs, f"{what}: only ours {[o for o in ours if o not in theirs][:3]}, "
                                     f"only jc's {[t for t in theirs if t not in ours][:3]}")
    print(f"{what}: {len(theirs)} are those of jc")


def ipv4(word):
    return str(ipaddress.ip_address(struct.pack("<I", int(word, 16))))


def ipv6(digits):
    return str(ipaddress.ip_address(bytes.fromhex(digits)))


def network(address, prefix, bits):
    return "default" if prefix == 0 else f"{address}/{prefix}" if prefix < bits else address


def host_tables(*copy):
    memory = {r["name"]: r["bytes"] for r in rows("memory", *copy)}
    pages = {r["name"]: r["pages"] for r in rows("memory", "--columns", "name,pages", *copy)}
    same("memory", [(n, pages[n] if n.startswith("HugePages_") else memory[n] // 1024)
                    for n in jc("meminfo")], jc("meminfo").items())
    sector = 512
    same("disks", [(r["name"], r["reads"], r["read_bytes"], r["writes"], r["write_bytes"],
                    r["in_flight"]) for r in rows("disks", *copy)],
         [(d["device"], d["reads_completed"], d["sectors_read"] * sector, d["writes_completed"],
           d["sectors_written"] * sector, d["io_in_progress"]) for d in jc("diskstats")])
    load, cpu = jc("loadavg"), jc("stat")
    ours = rows("cpu", *copy)
    words = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
    same("cpu", [(r["cpu"], *(round(r[f"{w}_s"] * 100) for w in words)) for r in ours],
         [("all" if name == "cpu" else name[3:], *(times[w] for w in words))
          for name, times in cpu.items() if re.fullmatch(r"cpu\d*", name)])
    same("load", [(r["load1"], r["load5"], r["load15"]) for r in ours if r["cpu"] == "all"],
         [(load["load_1m"], load["load_5m"], load["load_15m"])])
    # One line is broken off behind its source: that is a gap, and no row.
    whole = [m for m in jc("pid_mountinfo") if "super_options" in m]
    check(len(answer("mounts", *copy)["gaps"]) == len(jc("pid_mountinfo")) - len(whole) == 1,
          "the line that is broken off")
    same("mounts", [(r["id"], r["parent"], r["path"], r["type"], r["source"], r["device"])
                    for r in rows("mounts", *copy)],
         [(m["mount_id"], m["parent_id"], m["mount_point"], m["fs_type"], m["mount_source"],
           f"{m['maj']}:{m['min']}") for m in whole])


def network_tables(*copy):
    same("interfaces", [(r["name"], r["rx_bytes"], r["rx_packets"], r["rx_errors"], r["tx_bytes"],
                         r["tx_packets"], r["multicast"], r["collisions"])
                        for r in rows("interfaces", *copy)],
         [(d["interface"], d["r_bytes"], d["r_packets"], d["r_errs"], d["t_bytes"], d["t_packets"],
           d["r_multicast"], d["t_colls"]) for d in jc("net_dev")])
    routes = [(r["family"], r["destination"], r["gateway"], r["interface"], r["metric"])
              for r in rows("routes", *copy)]
    has_gateway, is_null = 0x2, 0x200
    theirs = [("ipv4", network(ipv4(r["Destination"]), bin(int(r["Mask"], 16)).count("1"), 32),
               ipv4(r["Gateway"]) if int(r["Flags"], 16) & has_gateway else None, r["Iface"],
               r["Metric"]) for r in jc("net_route")]
    theirs += [("ipv6", network(ipv6(r["dest_net"]), int(r["dest_prefix"], 16), 128),
                ipv6(r["next_hop"]) if int(r["flags"], 16) & has_gateway else None, r["device"],
                int(r["metric"], 16)) for r in jc("net_ipv6_route")
               if not (int(r["flags"], 16) & is_null and r["device"] == "lo")]
    same("routes", routes, theirs)
    same("neighbors", [(r["address"], r["mac"], r["interface"]) for r in rows("neighbors", *copy)],
         [(n["IP_address"], n["HW_address"], n["Device"]) for n in jc("net_arp")])
    same("addresses", [(r["address"].split("%")[0], r["prefix"], r["interface"])
                       for r in rows("addresses", *copy) if ":" in r["address"]],
         [(ipv6(a["address"]), int(a["prefix"], 16), a["name"]) for a in jc("net_if_inet6")])
    counters = {(r["group"], r["name"]): r["value"] for r in rows("counters", *copy)}
    theirs = {}
    for group, part in zip(("TcpExt", "IpExt"), jc("net_netstat")):
        theirs |= {(group, name): value for name, value in part.items() if name != "type"}
    theirs |= {("protocols", f"{p['protocol']} sockets"): p["sockets"]
               for p in jc("net_protocols")}
    same("counters", [(k, counters.get(k)) for k in theirs], theirs.items())


def another_machine():
    """node_exporter's tree has each network file; what a file says is read off it here again."""
    copy = ("--from", os.path.join(FIXTURES, "node_exporter", "proc"))
    counters = {(r["group"], r["name"]): r["value"] for r in rows("counters", *copy)}
    theirs = {}
    for name in ("snmp", "netstat"):
        with open(os.path.join(copy[1], "net", name)) as file:
            lines = [line.split() for line in file]
        for head, values in zip(lines[::2], lines[1::2]):
            theirs |= {(head[0][:-1], k): int(v) for k, v in zip(head[1:], values[1:])}
    with open(os.path.join(copy[1], "net", "snmp6")) as file:
        for name, value in map(str.split, file):
            group = re.match(r"(Icmp6|UdpLite6|Udp6|Ip6)", name)[1]
            theirs[group, name[len(group):]] = int(value)
    same("counters of another machine", [(k, counters.get(k)) for k in theirs], theirs.items())
    pressure = {(r["resource"], r["kind"]): r["total_us"] for r in rows("pressure", *copy)}
    theirs = {}
    for resource in ("cpu", "memory", "io", "irq"):
        with open(os.path.join(copy[1], "pressure", resource)) as file:
            theirs |= {(resource, line.split()[0]): int(line.split("total=")[1])
                       for line in file if line.strip()}
    same("pressure of another machine", pressure.items(), theirs.items())


with tempfile.TemporaryDirectory() as folder:
    for name, path in FILES.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        shutil.copy(os.path.join(JC, name), os.path.join(folder, path))
    host_tables("--from", folder)
    network_tables("--from", folder)
another_machine()
