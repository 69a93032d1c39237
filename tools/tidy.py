#!/usr/bin/env python3
# tidy.py: the style as a test. Floors, sizes, first lines and banned words of every C++ file.
# SPDX-License-Identifier: Apache-2.0
import re
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINE_MAX, TABLE_LINE_MAX, FUNCTION_MAX, FILE_MAX = 100, 160, 70, 500
SPDX = "// SPDX-License-Identifier: Apache-2.0"

# What each room of src/ may include, besides itself. CMakeLists.txt says the same to the linker.
FLOORS = {
    "base": "",
    "core": "base",
    "model": "core base",
    "source": "core base",
    "query": "core base",
    "render": "core base",
    "lexicon": "base",
    "decode": "model core base",
    "check": "query core base",
    "tables": "decode model source lexicon core base",
    "command": "check tables decode lexicon render query source model core base",
    "main": "command check tables decode lexicon render query source model core base",
}

# Pattern in code (comments and strings are blanked out), what to do, where it holds.
NSS = "is NSS or a locale, unsafe in a static binary: use our own reader, DNS or number table"
BANS = [
    (r"\bstd::(cout|cerr|clog)\b|\b(?:f|v|vf)?printf\s*\(|\bf?puts\s*\(|\bputchar\s*\(",
     "write to an Out", "src"),
    (r"#\s*include\s*<(iostream|ostream|fstream|sstream|iomanip)>", "use Out and text.hpp", "src"),
    (r"\b(getpw\w+|getgr(gid|nam|ent)\w*|getaddrinfo|getnameinfo|gethostby\w+|getserv\w+|getproto\w+"
     r"|setlocale|iconv_open|dlopen)\s*\(", NSS, "src"),
    # parse_real is strtod with a fence.
    (r"\bstrtod\s*\(", "use parse_real", "any but src/base/text.cpp"),
    (r"\b(ato[ilf]|atoll|strto(?:u?ll?|[fl])|sscanf|(?:std::)?sto(?:i|u?ll?|[dfl]))\s*\(",
     "use parse_number", "any"),
    (r"\b(?:s|vs)printf\s*\(|\bstr(?:cpy|cat)\s*\(", "use Out or std::string: no bound here", "any"),
    (r"\bstd::(?:w?regex|basic_regex)\b|#\s*include\s*<regex>",
     "700 kB and unbounded recursion: write the scan by hand", "any"),
    (r"(?<!operator )\bnew\b(?!>)", "use a value, a container or std::make_unique", "any"),
    (r"(?<!operator )(?<!= )(?<!=)\bdelete\b", "let a destructor do it", "any"),
    (r"\busing\s+namespace\b", "name it in full: this is a header", "header"),
    (r"#\s*define\s+(?!TRY\b)\w+", "use constexpr or a function: the only macro is TRY", "any"),
]
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX)\b")
LITERALS = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'""",
    re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
TEMPLATE = re.compile(r"\btemplate\s*<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>")
SCOPE = re.compile(
    r"(?:inline\s+)?namespace\b|extern\b\s*$"
    r"|(?:\[\[.*?\]\]\s*|typedef\s+|static\s+|constexpr\s+)*(?:class|struct|union|enum)\b", re.S)
FUNCTION = re.compile(
    r"\)\s*(?:const|mutable|noexcept|override|final|constexpr|&&?|->\s*[^=]*|requires\b[^=]*|\s)*$")
MEMBER_INITIALISER = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:).*[\w>]\s*$", re.S)


def blank(pattern, text):
    """The text with each match replaced by spaces: every offset and line number stays."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def width(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def kind_of(head):
    """What the brace after `head` opens: a scope, a function, a member initialiser or plain data."""
    bare = TEMPLATE.sub(" ", head).strip()
    if SCOPE.match(bare):
        return "scope"
    if bare.count("(") != bare.count(")"):
        return "data"
    if MEMBER_INITIALISER.search(bare):
        return "member"
    return "function" if FUNCTION.search(bare) else "data"


def functions(code):
    """(first line, last line) of every outermost function body, by counting braces."""
    code = blank(DIRECTIVE, code)
    stack, head, head_at = [], "", 0
    for at, c in enumerate(code):
        closed = None
        if c == "{":
            stack.append((kind_of(head) if all(k == "scope" for k, _ in stack) else "data", head_at))
        elif c == "}" and stack:
            closed, begin = stack.pop()
            if closed == "function":
                yield code.count("\n", 0, begin) + 1, code.count("\n", 0, at) + 1
        if any(kind != "scope" for kind, _ in stack):
            continue  # What stands inside a body or a table opens nothing of its own.
        is_label = c == ":" and head.strip() in ("public", "private", "protected")
        if c in ";{" or is_label or closed in ("scope", "function"):
            head = ""
        elif closed == "member":
            head += "()"
        elif closed is None:
            if not head.strip():
                head, head_at = "", at
            head += c


def check_floors(path, code):
    room = path.parts[1] if len(path.parts) > 2 else path.stem
    if room not in FLOORS:
        yield 1, f"src/{room} has no floor: declare it in FLOORS of tools/tidy.py"
        return
    allowed = FLOORS[room].split() + [room]
    for match in re.finditer(r'^\s*#\s*include\s*"([^"/]*)(/?)', code, re.M):
        line, target = code.count("\n", 0, match.start(1)) + 1, match.group(1)
        if not match.group(2):
            yield line, f'"{target}" has no folder: write "room/file.hpp"'
        elif target not in allowed:
            yield line, f"{room} may not include {target}: an include only goes down, see FLOORS"


def check_lines(path, lines):
    if not re.fullmatch(rf"// {re.escape(path.name)}: \S.*\.", lines[0]):
        yield 1, f"the first line is `// {path.name}: what this is, in one sentence.`"
    if len(lines) < 2 or lines[1] != SPDX:
        yield 2, f"the second line is `{SPDX}`"
    if len(lines) > FILE_MAX:
        yield FILE_MAX, f"the file has {len(lines)} lines, at most {FILE_MAX}: part it by meaning"
    limit = LINE_MAX
    for number, line in enumerate(lines, 1):
        if "clang-format off" in line:
            limit = TABLE_LINE_MAX
        elif "clang-format on" in line:
            limit = LINE_MAX
        if width(line) > limit:
            yield number, f"{width(line)} columns, at most {limit}: break the line"
        if found := LEFTOVER.search(line):
            yield number, f"{found.group()}: do it now, or open an issue and delete this"


def check_code(path, text):
    code = blank(LITERALS, text)
    is_header, is_source = path.suffix == ".hpp", path.parts[0] == "src"
    for pattern, remedy, where in BANS:
        if where == "src" and not is_source or where == "header" and not is_header:
            continue
        if where == f"any but {path}":
            continue
        for match in re.finditer(pattern, code):
            word = " ".join(match.group().rstrip("( ").split())
            yield code.count("\n", 0, match.start()) + 1, f"{word} is banned: {remedy}"
    if is_header and not re.search(r"^#pragma once$", code, re.M):
        yield 3, "a header has `#pragma once`: add it below the SPDX line"
    for first, last in functions(code):
        if last - first + 1 > FUNCTION_MAX:
            size = last - first + 1
            yield first, f"a function of {size} lines, at most {FUNCTION_MAX}: part it by meaning"


def findings(path):
    text = (ROOT / path).read_text(encoding="utf-8", errors="replace")
    lines = text.splitlines() or [""]
    yield from check_lines(path, lines)
    yield from check_code(path, text)
    if path.parts[0] == "src":
        yield from check_floors(path, blank(re.compile(r"//[^\n]*|/\*.*?\*/", re.S), text))


def main():
    files = sorted(p.relative_to(ROOT) for folder in ("src", "tests", "fuzz", "bench")
                   for p in (ROOT / folder).rglob("*") if p.suffix in (".cpp", ".hpp"))
    count = 0
    for path in files:
        for line, message in sorted(findings(path)):
            print(f"{path}:{line}: {message}")
            count += 1
    print(f"tidy: {len(files)} files, {count} findings")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
