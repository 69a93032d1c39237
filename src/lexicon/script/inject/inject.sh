# inject.sh: takes a program in through a shell alone, checks it, runs it, and removes it.
# SPDX-License-Identifier: Apache-2.0
# The other half is src/source/inject.cpp, which sends in front of this: sonde_nonce, sonde_size,
# sonde_sha256, sonde_machines (names of uname -m on which the program runs), sonde_memfd (the number
# of that system call there), sonde_way (octal, or nothing), sonde_keep (yes, or nothing); and sonde_inject
# "$@" behind it. All names begin with sonde_, as the program gets the environment. It works in dash,
# bash, mksh and the ash of busybox. Whole lines of comment are left out where it is compiled in.

# Whoever started the shell may have asked for these.
set +e +f +u

sonde_newline='
'

# A line to the other half. Nobody else knows the nonce.
sonde_say() { echo "@$sonde_nonce $1"; }

sonde_has() { [ "$(command -v "$1")" ]; }

# The place $1 will not do, as $2 says: the reason of a shell is what follows its last colon.
sonde_refuse() { sonde_say "no $1 $2"; }
sonde_reason() {
  sonde_why=${sonde_said%%"$sonde_newline"*}
  sonde_why=${sonde_why##*: }
}

# ---- the machine

sonde_find_machine() {
  sonde_machine=
  if sonde_has uname; then
    sonde_machine=$(uname -m)
  elif [ -r /proc/sys/kernel/arch ]; then
    read -r sonde_machine </proc/sys/kernel/arch
  elif [ -r /proc/cpuinfo ]; then
    while read -r sonde_line; do
      case $sonde_line in
        flags*" lm "*) sonde_machine=x86_64 ;;
        "CPU architecture: 8"*) sonde_machine=aarch64 ;;
        isa*rv64*) sonde_machine=riscv64 ;;
      esac
    done </proc/cpuinfo
  fi
  case " $sonde_machines " in
    *" $sonde_machine "*) return 0 ;;
  esac
  sonde_say "machine $sonde_machine"
  return 1
}

# ---- the place

# Whether what is mounted at $1 may not be executed.
sonde_is_noexec() {
  sonde_best=
  sonde_flags=
  [ -r /proc/mounts ] || return 1
  while read -r sonde_device sonde_point sonde_type sonde_options sonde_rest; do
    case $1/ in
      "${sonde_point%/}"/*)
        if [ "${#sonde_point}" -ge "${#sonde_best}" ]; then
          sonde_best=$sonde_point
          sonde_flags=$sonde_options
        fi
        ;;
    esac
  done </proc/mounts
  case ,$sonde_flags, in
    *,noexec,*) return 0 ;;
  esac
  return 1
}

# Executing an empty file shows whether one may be executed: a shell that may do so has nothing to do
# (busybox without /proc does not find itself for that: 127).
sonde_is_executable() {
  sonde_said=$("$sonde_file" 2>&1)
  [ "$?" -ne 126 ]
}

# An empty file that is executable and was not there. Without chmod a copy of an executable is one.
sonde_make() {
  if sonde_has chmod; then
    sonde_said=$({ (set -C; umask 077; : >"$sonde_file") && chmod 700 "$sonde_file"; } 2>&1)
  else
    sonde_said=$({ (umask 077; cp "/proc/$$/exe" "$sonde_file") && : >"$sonde_file"; } 2>&1)
  fi
}

sonde_remove() {
  sonde_left=removed
  if [ "$sonde_holder" ]; then
    kill "$sonde_holder"
  elif ! sonde_has rm || ! rm -f "$sonde_file"; then
    sonde_left=left
    : >"$sonde_file"
  fi
}

sonde_try() {
  sonde_file=${1%/}/.sonde-${sonde_nonce%????????????????}
  case $1 in
    *\\* | *"$sonde_newline"*) return 1 ;;
    /*) ;;
    *) return 1 ;;
  esac
  case $sonde_tried in
    *"$sonde_newline$1$sonde_newline"*) return 1 ;;
  esac
  sonde_tried=$sonde_tried$1$sonde_newline
  if ! [ -d "$1" ]; then
    sonde_refuse "$1" "is not there"
  elif [ -e "$sonde_file" ] || [ -h "$sonde_file" ]; then
    sonde_refuse "$1" "has a file of that name"
  elif ! sonde_make; then
    sonde_reason
    sonde_refuse "$1" "cannot be written to ($sonde_why)"
    if [ -f "$sonde_file" ] && ! [ -h "$sonde_file" ]; then sonde_remove; fi
  elif sonde_is_executable; then
    return 0
  else
    sonde_remove
    if sonde_is_noexec "$1"; then
      sonde_refuse "$1" "is mounted noexec"
    else
      sonde_reason
      sonde_refuse "$1" "lets nothing be executed ($sonde_why)"
    fi
  fi
  return 1
}

# Memory that has the form of a file (memfd), as long as somebody holds it.
sonde_try_memory() {
  sonde_said=
  if [ "$sonde_memfd" -gt 0 ] && sonde_has perl; then
    sonde_said=$(perl -e '
$s = "sonde"; $f = syscall(shift, $s, 0); exit 1 if $f < 0; $p = fork;
if ($p) { print "$p/fd/$f"; exit } close STDIN; close STDOUT; close STDERR; sleep 3600' "$sonde_memfd" 2>&1)
  elif sonde_has python3; then
    sonde_said=$(python3 -c '
import os, time
f = os.memfd_create("sonde", 0)
p = os.fork()
if p: os.write(1, b"%d/fd/%d" % (p, f)); os._exit(0)
os.closerange(0, 3); time.sleep(3600)' 2>&1)
  else
    sonde_refuse memory "takes perl or python3"
    return 1
  fi
  sonde_holder=${sonde_said%%/fd/*}
  case $sonde_holder in
    '' | *[!0-9]*)
      sonde_holder=
      sonde_reason
      sonde_refuse memory "cannot be had ($sonde_why)"
      return 1
      ;;
  esac
  sonde_file=/proc/$sonde_said
  sonde_is_executable && return 0
  kill "$sonde_holder"
  sonde_holder=
  sonde_reason
  sonde_refuse memory "lets nothing be executed ($sonde_why)"
  return 1
}

sonde_find_place() {
  sonde_holder=
  sonde_tried=$sonde_newline
  if sonde_has chmod || { sonde_has cp && [ -r "/proc/$$/exe" ]; }; then
    for sonde_place in "$TMPDIR" /dev/shm /tmp /var/tmp /run "$HOME" "$(pwd)"; do
      sonde_try "$sonde_place" && return 0
    done
  else
    sonde_refuse "a file" "cannot be made executable (neither chmod nor cp is there)"
  fi
  sonde_try_memory
}

# ---- the way. A terminal would change bytes.

sonde_find_way() {
  sonde_check=
  if sonde_has sha256sum; then
    sonde_check=sha256sum
  elif sonde_has cat; then
    sonde_check=cat
  else
    sonde_refuse "the file" "could not be checked (neither sha256sum nor cat is there)"
    return 1
  fi
  [ "$sonde_way" ] && return 0
  if [ -t 0 ]; then
    sonde_way=octal
  elif sonde_has head && [ "$(echo ab | head -c 1)" = a ]; then
    sonde_way=head
  elif [ "$sonde_check" = sha256sum ] && sonde_has cat; then
    sonde_way=cat
  else
    sonde_way=octal
  fi
  if [ "$sonde_way" = octal ] && ! sonde_has printf; then
    sonde_refuse "the file" "could not be written (neither head nor printf is there)"
    return 1
  fi
}

# Whatever happens, what comes next is never read as commands: the shell ends.
sonde_inject() {
  sonde_find_machine && sonde_find_way && sonde_find_place || exit 1
  trap sonde_remove 0
  trap 'exit 129' 1
  trap 'exit 130' 2
  trap 'exit 141' 13
  trap 'exit 143' 15
  sonde_say "go $sonde_way $sonde_file"
  case $sonde_way in
    head) head -c "$sonde_size" >"$sonde_file" || exit 1 ;;
    cat) cat >"$sonde_file" || exit 1 ;;
    octal)
      exec 5>&1 >"$sonde_file"
      return
      ;;
  esac
  sonde_finish "$@"
}

# Behind the lines of printf, each of which writes a piece.
sonde_written() {
  exec >&5 5>&-
  sonde_finish "$@"
}

# ---- the check, the run, the end

sonde_finish() {
  if [ "$sonde_check" = sha256sum ]; then
    sonde_sum=$(sha256sum <"$sonde_file")
    sonde_answer=
    [ "${sonde_sum%% *}" = "$sonde_sha256" ] && sonde_answer=same
  else
    sonde_say back
    cat "$sonde_file"
    read -r sonde_answer
  fi
  if [ "$sonde_answer" != same ]; then
    sonde_has wc && sonde_size=$(wc -c <"$sonde_file")
    sonde_say "damaged $sonde_size"
    exit 1
  fi
  sonde_say run
  "$sonde_file" "$@" <&-
  sonde_code=$?
  trap - 0
  if [ "$sonde_keep" ]; then
    sonde_left=kept
  else
    sonde_remove
  fi
  sonde_say "end $sonde_code $sonde_left"
  exit "$sonde_code"
}
