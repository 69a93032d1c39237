#!/usr/bin/env python3
# lab.py: the faults of tests/lab, each made in containers of its own: all are found at their place, and nothing else.
# SPDX-License-Identifier: Apache-2.0
from scene import *
import tempfile

LAB = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "lab")

if SANITIZED:
    skip("the lab takes a minute; it is made for the static release")
for tool in ("ip", "nft", "jq", "gawk", "nsenter", "python3"):
    if not shutil.which(tool):
        skip(f"the lab needs {tool}")
own_namespaces()

with tempfile.TemporaryDirectory() as folder:
    out = os.path.join(folder, "out")
    environment = dict(os.environ, LAB_STATE=os.path.join(folder, "state"), OUT=out, SETTLE="0.5",
                       TOOL=f"timeout 20 {SONDE} diagnose --jsonl")
    made = subprocess.run(["bash", f"{LAB}/run-all.sh", f"{LAB}/public"], env=environment,
                          capture_output=True)
    check(made.returncode == 0, f"the scene is broken: {made.stdout[-300:]} {made.stderr[-300:]}")
    score = subprocess.check_output([sys.executable, f"{LAB}/score.py", out]).decode()
    faults = len([name for name in os.listdir(f"{LAB}/public") if name.startswith("fault-")])
    print(score)
    check(f"faults {faults}: found {faults}, found without the right place 0, missed 0; "
          "other findings 0; false alarms on controls 0" in score, score)
