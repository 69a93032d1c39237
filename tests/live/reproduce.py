#!/usr/bin/env python3
# reproduce.py: what "sonde explain CHECK" says to type makes the fault, and the check finds it.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import concurrent.futures

# What needs more than namespaces, or two hours, and where it can be missing.
NOT_HERE = {
    "tcp.idle_no_keepalive": "two hours",
    "mem.limit_near": "systemd", "mem.oom_kill": "systemd",
    "mem.oom_kill_host": "systemd",
    "sock.reuseport_foreign": "systemd", "sock.port_clash": "systemd", "cgroup.pids_limit": "systemd",
    "cgroup.cpu_throttled": "systemd",
}
# Options of the kernel, and tools: what the commands say where they are missing.
MISSING = re.compile(r"qdisc kind is unknown|command not found|No such file or directory|"
                     r"Could not process rule|Operation not supported|Protocol not available")
AT_ONCE = 5
TOOLS = "/tmp/sonde-reproduce"
TRIES = 3  # A machine under load may miss the moment between the looks.
INDENT = "    "  # Of a command; sentences have two spaces.


def commands_of(name):
    _, text, _ = sonde("explain", name, "--lang=en")
    lines = text.decode().split("\n")
    return [line.removeprefix(INDENT) for line in lines if line.startswith(INDENT)]


def played(name, commands):
    """What the commands print, in mounts and processes of their own, so that many are played at once."""
    script = "\n".join(["mkdir -p /run/netns; mount -t tmpfs none /run/netns",
                        f"PATH={TOOLS}:$PATH", *commands])
    private = ["unshare", "-m", "-p", "-f", "--kill-child", "--mount-proc"]
    for _ in range(TRIES):
        done = subprocess.run([*private, "bash", "-c", script], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        printed = done.stdout.decode("utf-8", "replace")
        found = re.search(rf"^(critical|warning|info) +{re.escape(name)}\b", printed, re.M)
        if found or MISSING.search(printed):
            break
    return name, found, printed


def main():
    if SANITIZED:
        skip("it takes two minutes: the static release does it")
    own_namespaces()
    os.makedirs(TOOLS, exist_ok=True)
    shutil.copy(SONDE, TOOLS + "/sonde")
    names = [row["check"] for row in rows("diagnose", "--list", codes=(0, 1))]
    scenes = {name: commands_of(name) for name in names}
    scenes = {name: commands for name, commands in scenes.items() if commands}
    check(len(scenes) > 50, f"only {len(scenes)} checks say how to reproduce what they find")
    found = 0
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        wanted = [(name, commands) for name, commands in scenes.items() if name not in NOT_HERE]
        for name, seen, printed in pool.map(lambda one: played(*one), wanted):
            if seen:
                found += 1
            elif MISSING.search(printed):
                skip_part(f"{name}: {MISSING.search(printed).group()}")
            else:
                fail(f"{name} is not found:\n" + "\n".join(scenes[name]) + "\n" + printed[-2000:])
    for name, why in NOT_HERE.items():
        skip_part(f"{name}: it needs {why}")
    check(found > 45, f"only {found} of {len(scenes)} could be played here")
    print(f"reproduce: {found} of {len(scenes)} faults were made as explain says, and found")


main()
