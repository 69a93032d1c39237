#!/usr/bin/env python3
# conntrack.py: puts connections into the conntrack table of this network namespace, by ctnetlink.
# SPDX-License-Identifier: Apache-2.0
import socket
import struct
import sys

NESTED = 0x8000
ESTABLISHED, CONFIRMED_ASSURED_SEEN = 3, 0xE


def attribute(kind, payload):
    size = 4 + len(payload)
    return struct.pack("=HH", size, kind) + payload + b"\0" * (-size % 4)


def ends(source, target, source_port, target_port):
    """CTA_TUPLE_IP and CTA_TUPLE_PROTO of TCP over IPv4 (linux/netfilter/nfnetlink_conntrack.h)."""
    ports = struct.pack("!H", source_port), struct.pack("!H", target_port)
    return (attribute(NESTED | 1, attribute(1, source) + attribute(2, target))
            + attribute(NESTED | 2, attribute(1, b"\x06") + attribute(2, ports[0])
                        + attribute(3, ports[1])))


def message(number):
    """IPCTNL_MSG_CT_NEW: a client of a published port, whose answers come from a container."""
    client = struct.pack("!I", 0x0A000001 + number // 50000)
    port = 1024 + number % 50000
    host, container = b"\xc0\x00\x02\x01", b"\xac\x11\x00\x02"
    body = (struct.pack("=BBH", socket.AF_INET, 0, 0)
            + attribute(NESTED | 1, ends(client, host, port, 80))
            + attribute(NESTED | 2, ends(container, client, 8080, port))
            + attribute(3, struct.pack("!I", CONFIRMED_ASSURED_SEEN))
            + attribute(NESTED | 4, attribute(NESTED | 1, attribute(1, bytes([ESTABLISHED]))))
            + attribute(7, struct.pack("!I", 3600)))
    return struct.pack("=IHHII", 16 + len(body), 1 << 8, 0x401, number, 0) + body


def main():
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
    batch = b""
    for number in range(int(sys.argv[1])):
        batch += message(number)
        if len(batch) > 60000:
            netlink.send(batch)
            batch = b""
    netlink.send(batch)
    with open("/proc/sys/net/netfilter/nf_conntrack_count") as file:
        print(file.read().strip())


main()
