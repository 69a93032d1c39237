#!/usr/bin/env python3
# record_captures.py: makes captured-*.sonde anew, out of the scene of the live tests: as root.
# SPDX-License-Identifier: Apache-2.0
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../live"))
from scene import *

FOLDER = os.path.dirname(os.path.abspath(__file__))


def main():
    own_namespaces()
    scene = Scene("/tmp/sonde-scene")
    check(run("ip route add default via 10.99.0.2 && ip route add blackhole 198.51.100.0/24") == 0, "no routes")
    full = listen("10.99.0.1", 8080, backlog=1)  # What diagnose finds: nobody accepts.
    waiting = [socket.create_connection(("10.99.0.1", 8080)) for _ in range(2)]
    os.makedirs("/tmp/sonde-captures", exist_ok=True)
    os.chmod("/tmp/sonde-captures", 0o777)
    for name, pre in (("root", []), ("nobody", NOBODY)):
        made = f"/tmp/sonde-captures/{name}"
        code, _, err = sonde("collect", "-o", made, pre=pre)
        check(code == 0, f"collect as {name}: {err!r}")
        shutil.copyfile(made, f"{FOLDER}/captured-{name}.sonde")
    _, script, _ = sonde("collect", "--script")
    with open(f"{FOLDER}/captured-shell.sonde", "wb") as file:
        subprocess.run(["dash"], input=script, stdout=file, check=True)
    shutil.rmtree("/tmp/sonde-captures"), shutil.rmtree("/tmp/sonde-scene", ignore_errors=True)
    del full, waiting, scene


main()
