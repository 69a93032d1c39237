#!/usr/bin/env python3
# no_nss.py: fails when the static binary calls what loads foreign modules at run time.
# SPDX-License-Identifier: Apache-2.0
#
# usage: no_nss.py MAP, a link map of ld with --cref. These are the functions of which ld says "Using
# 'X' in statically linked applications", and the locale ones. glibc may call them within itself.
import re
import sys

BANNED = re.compile(
    r"(?:get(?:addrinfo|nameinfo)|f?getpw\w+|f?getgr(?:gid|nam|ent|ouplist)\w*|f?getsp\w+"
    r"|get(?:host|net|proto|rpc|serv)(?:by\w+|ent\w*)|(?:set|end)(?:pw|gr|host|net|proto|serv)ent"
    r"|getaliasbyname\w*|initgroups|setlocale|iconv_open|dlm?open)")
# Of libraries, with the reason why it is never reached, or harmless: (symbol, archive).
ALLOWED = {
    ("dlopen", "libsqlite3.a"),  # load_extension(): off by configuration, authorizer and name.
    ("setlocale", "libtinfo.a"),  # With NULL: asks which locale there is ("C"), and loads none.
}
OURS = re.compile(r"/(libc|libstdc\+\+|libgcc|libgcc_eh|libm)\.a\(")


def main():
    text = open(sys.argv[1], encoding="utf-8", errors="replace").read()
    _, found, table = text.partition("\nCross Reference Table\n")
    if not found:
        sys.exit(f"{sys.argv[1]}: no cross reference table: link with -Wl,-Map=…,--cref")
    symbol, bad = "", []
    for line in table.splitlines():
        words = line.split(None, 1)
        if len(words) < 1 or line.startswith("Symbol"):
            continue
        if not line[0].isspace():  # The symbol and who defines it; callers are on the next lines.
            symbol = words[0]
            continue
        caller = line.strip()
        archive = caller.rsplit("/", 1)[-1].split("(")[0]
        if BANNED.fullmatch(symbol) and not OURS.search(caller) and (symbol, archive) not in ALLOWED:
            bad.append(f"{caller} calls {symbol}: NSS or dlopen in a static binary, use our own")
    print("\n".join(bad) or "no_nss: clean")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
