#!/usr/bin/env python3
# skipped.py: what the last ctest of a build directory left out, and why; a line each.
# SPDX-License-Identifier: Apache-2.0
"""skipped.py BUILD_DIR: ctest only says that a test was skipped, and nothing of parts of one."""
import re
import sys
from pathlib import Path

# "12/710 Testing: NAME" begins a test in ctest's log; "skipped: WHY" is what our scripts print.
BEGINS = re.compile(r"^\d+/\d+ Testing: (.*)$")
# GoogleTest writes "FILE:LINE: Skipped", and the reason on the next line.
SAYS = re.compile(r"^(?:skipped: (.*)|\S+:\d+: Skipped)$")

log = Path(sys.argv[1]) / "Testing/Temporary/LastTest.log"
lines = log.read_text(errors="replace").splitlines()
test = ""
for number, line in enumerate(lines):
    if begins := BEGINS.match(line):
        test = begins[1]
    elif says := SAYS.match(line):
        print(f"skipped: {test}: {says[1] or lines[number + 1]}")
