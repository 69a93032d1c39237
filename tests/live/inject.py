#!/usr/bin/env python3
# inject.py: a program comes through any shell whole or not at all, runs there, and leaves nothing.
# SPDX-License-Identifier: Apache-2.0
import glob
import shlex
import tempfile
from scene import *

leave_to_release(80)
own_namespaces()
if not shutil.which("gcc"):
    skip("gcc is not installed, which makes the static program that is brought")
SHELLS = {"dash": "", "bash": " --norc", "busybox": " ash", "mksh": ""}
for name in list(SHELLS):
    if not shutil.which(name):
        skip_part(f"{name} is not installed")
        del SHELLS[name]
    else:  # Also with another PATH.
        SHELLS[name] = shutil.which(name) + SHELLS[name]
FOLDER = tempfile.mkdtemp(dir="/var/lib")
os.chmod(FOLDER, 0o755)
PROGRAM = os.path.join(FOLDER, "program")
for name in ("TMPDIR", "ENV", "BASH_ENV"):
    os.environ.pop(name, None)
HOME = os.environ["HOME"] = os.path.join(FOLDER, "home")
os.mkdir(HOME)
PLACES = ["/dev/shm", "/tmp", "/var/tmp", "/run", HOME, FOLDER]
os.chdir(FOLDER)
# Nobody else brings a program to this one; what others left in the others before is not ours.
subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "x", PLACES[0]], check=True)

# Says where it is and what it was given, complains, and ends with the code of its first argument.
SOURCE = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
__asm__(".section .rodata\n.global pad\npad: .incbin \"pad\"\n.previous");
extern const char pad[];
int main(int argc, char** argv) {
  char path[4096] = "";
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) strcpy(path, argv[0]);
  printf("%d %s", pad[0] == 0, path);
  for (int i = 0; i < argc; ++i) printf("%c%s", 0, argv[i]);
  fflush(stdout);
  fprintf(stderr, "a complaint\n");
  return argc > 1 ? atoi(argv[1]) : 0;
}
"""


def make_program():
    with open("pad", "wb") as file:  # Every byte, and every pair of two.
        file.write(b"".join(bytes([a, b]) for a in range(256) for b in range(256)) + os.urandom(100000))
    with open("program.c", "w") as file:
        file.write(SOURCE)
    subprocess.run(["gcc", "-O1", "-static", "-s", "-o", PROGRAM, "program.c"], check=True)


def inject(command, *args, flags=("--yes",), program=PROGRAM, limit=60, **kw):
    words = [SONDE, "inject", "--via", command, *flags]
    words += ["--binary", program] if program else []
    done = subprocess.run([*words, "--", *args], capture_output=True, timeout=limit,
                          stdin=subprocess.DEVNULL, **kw)
    return done.returncode, done.stdout, done.stderr.decode()


def leftovers(places=()):
    found = {path for place in (*PLACES, *places) for path in glob.glob(place + "/.sonde-*")}
    return sorted(found - BEFORE)


BEFORE = set()
BEFORE.update(leftovers())


def came(what, command, *args, code=0, places=(), **kw):
    """It ran there with these arguments, its answer came back whole, and it is gone. Its path."""
    exit_code, out, err = inject(command, *args, **kw)
    if b"a complaint\r\n" in out:  # A terminal has one output.
        out, err = out.replace(b"a complaint\r\n", b""), err + "a complaint\n"
    words = out.split(b"\0")
    check(exit_code == code and words[0].startswith(b"1 ") and "a complaint\n" in err,
          f"{what}: exit {exit_code}: {out[:200]} {err[-600:]}")
    check(words[2:] == [os.fsencode(a) for a in args], f"{what}: arguments {words[2:]}")
    check(not leftovers(places), f"{what} left {leftovers(places)}")
    return words[0][2:].decode()


def refused(what, command, *said, **kw):
    code, out, err = inject(command, "0", **kw)
    check(code == 4 and not out, f"{what}: exit {code}: {out[:200]} {err[-600:]}")
    for one in said:
        check(one in err, f"{what}: not said: {one}: {err[-900:]}")
    check(not leftovers(), f"{what} left {leftovers()}")


def tools(*names):
    """A folder with these programs, as the only ones that a shell finds."""
    folder = tempfile.mkdtemp(dir=FOLDER)
    for name in names:
        os.symlink(shutil.which(name), os.path.join(folder, name))
    return f"env -i PATH={folder} HOME={HOME} "


def shells():
    strange = ["0", "two words", "it's", 'a "b" $HOME `id` \\ \\n', "two\nlines", "", "*", "-x", "日本",
               "\udcff", "tab\t.", "#", "!!", "~", "a;exit 9"]
    for name, command in SHELLS.items():
        path = came(name, command, *strange)
        check(path.startswith("/dev/shm/.sonde-"), f"{name}: the first place is not taken: {path}")
        came(name, command, "42", code=42)
        came(name + " with TMPDIR", f"env TMPDIR={FOLDER} {command}", "7", code=7)
    came("a shell that goes on", "sh -c 'echo Welcome; sh; echo logout; exit 3'", "5", code=5)
    print(f"{' '.join(SHELLS)}: arguments arrive as they are, output and exit codes come back")


def ways():
    log = os.path.join(FOLDER, "log")
    kinds = {"head": ("chmod", "rm", "head", "sha256sum", "uname"),
             "head, looked at": ("chmod", "rm", "head", "cat"),
             "cat": ("chmod", "rm", "cat", "sha256sum"),
             "octal": ("chmod", "rm", "printf", "sha256sum"),
             "octal, looked at": ("chmod", "rm", "printf", "cat"),
             "copy": ("cp", "rm", "cat", "head", "sha256sum")}
    with open(PROGRAM, "rb") as file:
        program = file.read()
    for kind, names in kinds.items():
        for name, command in SHELLS.items():
            if name == "busybox" and kind != "head":
                continue  # It has them built in.
            came(f"{name}, {kind}", f"tee {log} | {tools(*names)}{command}", "0", "x")
            with open(log, "rb") as file:
                sent = file.read()
            check((program in sent) != kind.startswith("octal"), f"{name}: {kind}: another way")
    code, _, err = inject(f"{tools('chmod', 'cat', 'sha256sum')}/bin/bash", "0")
    left = leftovers()
    check(code == 0 and len(left) == 1 and os.path.getsize(left[0]) == 0 and left[0] in err,
          f"without rm: {code} {left} {err}")
    os.unlink(left[0])
    print("with head, with cat, with printf alone; with and without sha256sum; cp instead of chmod")


def terminal():
    """A terminal between: it echoes, and would change bytes."""
    if not shutil.which("script"):
        return skip_part("script(1) is not installed")
    came("a terminal", "script -qec sh /dev/null", "0", "a b")
    print("through a terminal")


def mounted(options, *places):
    mounts = "".join(f"mount -t tmpfs -o {options} x {shlex.quote(place)}; " for place in places)
    return f"unshare -m sh -c {shlex.quote(mounts + 'cd /proc; exec sh')}"


def memory_holders():
    """The processes that keep the program in memory, where there was no file. Some end just now."""
    holders = []
    for pid in os.listdir("/proc"):
        try:
            if pid.isdigit() and pid != str(os.getpid()) and \
                    b"memfd" in open(f"/proc/{pid}/cmdline", "rb").read():
                holders.append(pid)
        except OSError:
            pass
    return holders


def places():
    path = came("noexec", mounted("noexec", "/dev/shm", "/tmp"), "0")
    check(path.startswith("/var/tmp/"), f"noexec: {path}")
    path = came("read-only", mounted("ro", "/dev/shm", "/tmp", "/var/tmp"), "0")
    check(path.startswith("/run/"), f"read-only: {path}")
    bare = tools("chmod", "rm", "cat", "head", "sha256sum", "uname", "env")
    bare = bare.replace("env -i ", "exec env -i ")
    for options, said in (("ro", "cannot be written to (Read-only file system)"),
                          ("noexec", "is mounted noexec")):
        command = mounted(options, *PLACES[:5])
        for shell in SHELLS:
            inner = command.replace("exec sh", bare + SHELLS[shell])
            refused(f"{options} in {shell}", inner, *(f"{p} {said}" for p in PLACES[:5]),
                    "memory takes perl or python3", "without a file: sonde 0 --via ")
    for maker in ("perl", "python3"):
        if not shutil.which(maker):
            skip_part(f"{maker} is not installed")
            continue
        inner = command.replace("exec sh", "exec " + tools("chmod", "rm", "head", "sha256sum", maker) + "/bin/sh")
        path = came(f"memory by {maker}", inner, "3", code=3)
        check(path.startswith("/memfd:sonde"), f"memory by {maker}: {path}")
    until(lambda: not memory_holders(), "who held the memory is left")
    for name, command in SHELLS.items():
        if name != "busybox":
            refused(name, f"env -i PATH=/nonexistent {command}", "neither sha256sum nor cat")
    refused("no chmod", tools("cat", "head", "sha256sum") + "/bin/dash", "neither chmod nor cp")
    print("noexec and read-only: another place, memory, or a refusal that names each place")


def chroot():
    """Only busybox, no /proc, no /dev."""
    if not shutil.which("busybox"):
        return
    root = os.path.join(FOLDER, "root")
    for name in ("bin", "tmp", "run"):
        os.makedirs(os.path.join(root, name))
    shutil.copy(shutil.which("busybox"), os.path.join(root, "bin/busybox"))
    for name in ("sh", "chmod", "rm", "head", "sha256sum", "uname", "wc", "cat"):
        os.symlink("busybox", os.path.join(root, "bin", name))
    path = came("chroot", f"env -i PATH=/bin HOME=/ {shutil.which('chroot')} {root} sh", "0",
                places=[root, root + "/tmp", root + "/run"])
    check("/.sonde-" in path, path)
    check(sorted(os.listdir(root)) == ["bin", "run", "tmp"], os.listdir(root))
    print("a chroot with busybox alone")


def machines():
    with open(PROGRAM, "rb") as file:
        program = bytearray(file.read())
    here = os.uname().machine
    other, called = (183, "aarch64") if here != "aarch64" else (62, "x86_64")
    program[18:20] = other.to_bytes(2, "little")
    path = os.path.join(FOLDER, "other")
    with open(path, "wb") as file:
        file.write(program)
    said = f"the machine is {here}, and the program is for {called}"
    for name, command in SHELLS.items():
        refused(f"{name}, another machine", command, said, program=path)
    refused("another machine, without uname", tools("cat", "chmod") + "/bin/dash", said, program=path)
    for name, text in (("/bin/sh", "dynamically"), (os.path.join(FOLDER, "program.c"), "ELF"),
                       ("/nonexistent", "No such file")):
        code, out, err = inject("touch ran", program=name)
        check(code != 0 and not out and text in err, f"{name}: {code} {err}")
    if SANITIZED:
        code, _, err = inject("touch ran", program=None)
        check(code == 2 and "--binary" in err, f"itself: {code} {err}")
    check(not os.path.exists("ran"), "a command was run for what cannot be brought")
    print("another machine, a dynamic program, and what is none are refused")


def damage():
    """Nothing runs of what did not arrive as it was."""
    cut = "python3 -c 'import os,sys\nn=0\nwhile b:=os.read(0,65536):\n n+=len(b)\n %s\n os.write(1,b)'"
    lose = cut % "b=b[:-1] if 100000<n<200000 else b"
    turn = cut % "b=b.replace(b\"A\",b\"B\") if n>50000 else b"
    # Of raw bytes that are lost nothing can be known but that nothing follows for 60 s.
    octal = tools("chmod", "rm", "printf", "sha256sum")
    for name, command in SHELLS.items():
        for filter_, before in ((lose, octal), (turn, "")):
            if before and name == "busybox":
                continue  # It has head built in.
            code, out, err = inject(f"{filter_} | {before}{command}", "0")
            check(code == 4 and not out, f"{name}: {code} {out[:100]} {err[-500:]}")
            check(not leftovers(), f"{name} left {leftovers()}")
    once = cut % "b=b.replace(b\"\\0A\",b\"\\0B\")"
    code, out, err = inject(f"{once} | sh", "0")
    check(code == 0 and out and "octal" in err, f"bytes that are changed: {code} {err}")
    refused("a full disk", mounted("size=100k", *PLACES[:1]), "/dev/shm")
    refused("a cut", cut % "if n>200000: break" + " | sh")
    print("what arrives damaged is not run")


def somebody_elses():
    """What has our name already, which nobody can know, is not written over."""
    theirs = os.path.join(FOLDER, "theirs")
    maker = ("import os,sys,subprocess\nb=b''\nwhile b.count(b'\\n')<2: b+=os.read(0,1)\n"
             "n=b.split(b'sonde_nonce=')[1][:16].decode()\nfor p in ('/dev/shm','/tmp'): %s\n"
             "s=subprocess.Popen(['sh'],stdin=subprocess.PIPE)\ns.stdin.write(b)\n"
             "while b:=os.read(0,65536): s.stdin.write(b); s.stdin.flush()\ns.stdin.close()\ns.wait()")
    for what in (f"os.symlink({theirs!r},p+'/.sonde-'+n)", "open(p+'/.sonde-'+n,'w').write('mine')"):
        with open(theirs, "w") as file:
            file.write("theirs")
        code, out, err = inject("python3 -c " + shlex.quote(maker % what), "0")
        check(code == 0 and b"/var/tmp/.sonde-" in out, f"{code} {out[:100]} {err}")
        left = leftovers()
        check(len(left) == 2 and open(theirs).read() == "theirs", f"{left}")
        for path in left:
            check(open(path).read() in ("theirs", "mine"), f"{path} was written over")
            os.unlink(path)
    print("a file or a link that is there is left alone")


def asking():
    code, out, err = inject("touch ran", flags=())
    check(code == 2 and "--yes" in err and not out, f"without a terminal: {code} {err}")
    check(not os.path.exists("ran"), "it did not ask")
    for what, said in ((("inject", "--yes"), b"--via"), (("inject", "--via", "a", "--via", "b"), b"--via")):
        code, out, err = sonde(*what)
        check(code == 2 and said in err, f"{what}: {code} {err}")
    for answer_, expected in ((b"n\n", 1), (b"y\n", 6)):
        leader, follower = os.openpty()
        child = subprocess.Popen([SONDE, "inject", "--via", "sh", "--binary", PROGRAM, "--", "6", "it's"],
                                 stdin=follower, stdout=subprocess.PIPE, stderr=follower)
        seen = b""
        while b"[y/N]" not in seen:
            seen += os.read(leader, 4096)
        check(b"/dev/shm" in seen and b"'sonde 6 " in seen and b"removes it" in seen, f"{seen}")
        time.sleep(.2)  # It forgets what was typed ahead.
        os.write(leader, answer_)
        out = child.communicate(timeout=60)[0]
        check(child.returncode == expected and bool(out) == (expected == 6), f"{answer_}: {out}")
        os.close(follower), os.close(leader)
    code, out, err = inject("sh", "0", "a b", flags=("--yes", "--keep"))
    left = leftovers()
    check(code == 0 and len(left) == 1 and f"{left[0]} 0 'a b'" in err, f"--keep: {left} {err}")
    check(subprocess.run([left[0], "9"], capture_output=True).returncode == 9, "it is kept, and runs")
    os.unlink(left[0])
    print("it asks on a terminal; --keep leaves the file")


def failures():
    for command, said in (("false", "exit code 1"), ("exit 7", "exit code 7"), ("kill -9 $$", "signal 9"),
                          ("echo it is down >&2; exit 3", "it is down"), ("true", "no shell"),
                          ("printf '\\033[31mred' >&2; exit 1", "\\x1b[31mred")):
        code, out, err = inject(command, "0")
        check(code == 4 and said in err and not out, f"{command}: {code} {err}")
    code, out, err = inject("sh -c 'sh & sleep 2; kill $!' 2>/dev/null", "0")
    check(code == 4, f"{code} {err}")
    started = time.monotonic()
    child = subprocess.Popen([SONDE, "inject", "--via", "sh", "--yes", "--binary", PROGRAM, "--", "0"],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    child.stdout.close()  # Nobody reads.
    child.wait(30)
    until(lambda: not leftovers(), "the file is left when nobody reads")
    check(time.monotonic() - started < 20, "it hangs when nobody reads")
    print("what fails is told in its own words")


def itself():
    """The release, where it was built."""
    release = os.path.join(ROOT, "build/sonde")
    release = SONDE if not SANITIZED else release
    if not os.path.exists(release):
        return skip_part("build/sonde is not built")
    for name, command in SHELLS.items():
        done = subprocess.run([release, "inject", "--via", command, "--yes", "--", "listen", "--json"],
                              capture_output=True, timeout=60)
        check(done.returncode in (0, 1), f"{name}: {done}")
        document = json.loads(done.stdout)
        check(21000 in [row["local_port"] for row in document["rows"]], f"{name}: {document}")
    print("the release brings itself, and answers there")


make_program()
keep = listen("127.0.0.1", 21000)
shells()
ways()
terminal()
places()
chroot()
machines()
somebody_elses()
asking()
failures()
itself()
damage()
os.chdir("/")
shutil.rmtree(FOLDER)
