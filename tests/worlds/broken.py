#!/usr/bin/env python3
# broken.py: builds the worlds that git cannot hold: odd bytes, FIFOs, links out of the root.
# SPDX-License-Identifier: Apache-2.0
import os
import sys

HEADER = b"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
GOOD = b"   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4001 1 0 100 0 0 10 0\n"
UDP = b"   7: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4666 2 0 0\n"
UNIX = b"Num       RefCount Protocol Flags    Type St Inode Path\n"


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def process(proc, pid, comm, cmdline, *inodes):
    write(f"{proc}/{pid}/comm", comm)
    write(f"{proc}/{pid}/cmdline", cmdline)
    write(f"{proc}/{pid}/cgroup", b"0::/a:b/\x1b[31m\n")
    os.makedirs(f"{proc}/{pid}/fd")
    for fd, inode in enumerate(inodes, 3):
        os.symlink(f"socket:[{inode}]", f"{proc}/{pid}/fd/{fd}")


def tables(net, outside):
    write(f"{net}/tcp", HEADER + GOOD +
          b"   1: 0100007F:1F90 00000000:0000 0A 00000000:000\n"            # Cut.
          b"   2: 0100007F:1F91 0000\x00\x00\x00\x00\x00\x00\x00\x00\n"     # NUL bytes.
          b"   3: 0100007G:1F92 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4003\n"
          b"   4: 0100007F:1F93 00000000:0000 FF 00000000:00000000 00:00000000 00000000 0 0 4004\n"
          b"   5: 0100007F:1F94 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 99999999999999999999\n"
          + b"   6: " + b"A" * 70000 + b"\n"                                # Longer than any row.
          b"\x1b[2J\x1b[H\xff\xfe\n"
          b"   7: 0100007F:8A2E 0100007F:22B8 01 00000000:0000002A 09:000002BB 00000000 0 0 4005\n"
          b"   8: 0100007F:1F95 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4002")
    os.makedirs(f"{net}/tcp6")                                              # A directory.
    os.mkfifo(f"{net}/udp")                                                 # Would hang.
    write(outside, HEADER + UDP)
    os.symlink(os.path.abspath(outside), f"{net}/udp6")                     # Out of the root.
    os.symlink("/dev/zero", f"{net}/raw")                                   # Endless.
    os.symlink("raw6", f"{net}/raw6")                                       # A loop.
    write(f"{net}/unix", UNIX +
          b"0000000000000000: 00000002 00000000 00010000 0001 01 5001 /tmp/\x1b]0;PWN\x07\n"
          b"0000000000000000: 00000002 00000000 00010000 0001 01 5002 /tmp/x\n"
          b"0000000000000000: 00000002 00000000 00010000 0001 01 424243 /run/docker.sock\n"  # Forged.
          b"0000000000000000: 00000002 00000000 00010000 0001 01 5003 @abs@tract\xff\n"
          b"0000000000000000: 00000003 00000000 00000000 0001 03 5004" + b"\x00" * 40 + b"\n"
          b"0000000000000000: 0000000Z 00000000 00000000 0001 03 5005\n")
    write(f"{net}/packet", b"sk       RefCnt Type Proto  Iface R Rmem   User   Inode\n0000 3\n")
    write(f"{net}/netlink", b"sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode\n"
          b"0000000000000000 0   -4 00000000 0 0 0 2 0 6001\n0000000000000000 \x1b 1\n")


def main(target):
    proc = f"{target}/broken/proc"
    write(f"{proc}/stat", b"cpu  1 2 3 99999999999999999999\ncpu0 7 0 1 92 0 0 0 0 0 0 5 6\ncpu1 1 2\n")
    write(f"{proc}/loadavg", b"nan 0.1 0.2 1/x\n")
    write(f"{proc}/diskstats", b"   8       0 \x1b[31m 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18\n"
          b"   8       1 sda1 1 2 3\n   8       2 sda2 1 2 36028797018963968 4 5 6 7 8 9 10 11\n")
    tables(f"{proc}/net", f"{target}/outside.udp")
    write(f"{target}/broken/var/log/kern.log",
          b"Dec 15 10:51:07 web kernel: Killed process 6360 (\x1b[2J\xff) total-vm:1kB, anon-rss:88kB\n"
          b"Dec 15 10:51:07 web kernel: Killed process 99999999999 (x) total-vm:1kB\n"
          b"Dec 15 10:51:07 web sshd[1]: kernel: Killed process 1 (forged) total-vm:1kB\n"
          b"oom-kill:constraint=,task=\n" + b"A" * 70000 + b"\n")
    write(f"{proc}/42/limits", b"Max open files   many  unlimited files\nMax processes\n")
    process(proc, 42, b"\x1b[31m\xffev\nil\n", b"\x1b]0;x\x07\x00b\xe2\x80\xae\x00", 4001, 5001)
    process(proc, 43, b"a) S 1 (b\n", b"a\x00", 4002, 4001)
    process(proc, 44, b"", b"", 4005)
    os.unlink(f"{proc}/44/comm")
    os.symlink("/etc/hostname", f"{proc}/44/comm")
    write(f"{proc}/45/comm", b"fifo\n")
    os.mkfifo(f"{proc}/45/fd")
    os.makedirs(f"{proc}/4000000000000")
    write(f"{proc}/sys/net/ipv4/ip_local_port_range", b"60999\t32768\n")    # The wrong way round.
    write(f"{proc}/sys/kernel/hostname", b"\x1b[7mhost\n")
    os.makedirs(f"{target}/broken/etc")
    os.mkfifo(f"{target}/broken/etc/passwd")
    write(f"{target}/broken/etc/os-release", b'PRETTY_NAME="\x1b[1mD\xff"\n')
    os.makedirs(f"{target}/empty")


if __name__ == "__main__":
    main(sys.argv[1])
