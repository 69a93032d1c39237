// proc_pid_status.cpp: lines of /proc/PID/status and fdinfo, links of ns, names of terminals.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>

#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/proc_pid.hpp"

namespace sonde {
namespace {

// Whether the line is "key:<spaces>value"; then the value.
std::optional<Text> value_of(Text line, Text key) {
  if (!line.starts_with(key) || line.size() == key.size() || line[key.size()] != ':')
    return std::nullopt;
  return trim(line.substr(key.size() + 1));
}

template <Number T> Known<T> number_of(Text whole, int base = 10) {
  T value{};
  if (!parse_number(whole, value, base)) return Absent::Malformed;
  return value;
}

// "   13252 kB"
Known<u64> bytes_of(Text value) {
  const Known<u64> kilobytes = number_of<u64>(next_word(value));
  if (!kilobytes || trim(value) != "kB" || *kilobytes > ~u64{0} / 1024) return Absent::Malformed;
  return *kilobytes * 1024;
}

// "5717\t42\t1": its pid in each pid namespace, from that of /proc down to its own.
void read_pids(Text value, PidStatus& status) {
  constexpr u32 levels_max = 33;  // MAX_PID_NS_LEVEL is 32.
  u32 levels = 0;
  int pid = 0;
  for (Text word = next_word(value); !word.empty(); word = next_word(value)) {
    if (++levels > levels_max || !parse_number(word, pid) || pid < 0) {
      levels = 0;
      break;
    }
  }
  status.pid_levels = levels != 0 ? Known<u32>(levels) : Known<u32>(Absent::Malformed);
  status.inner_pid = levels != 0 ? Known<int>(pid) : Known<int>(Absent::Malformed);
}

// "1000\t1000\t1000\t1000": real, effective, saved, of the file system.
void read_uids(Text value, PidStatus& status) {
  status.uid = number_of<u32>(next_word(value));
  status.euid = number_of<u32>(next_word(value));
}

void read_status_line(Text line, PidStatus& status) {
  if (const auto tracer = value_of(line, "TracerPid")) {
    status.tracer_pid = number_of<int>(*tracer);
    if (status.tracer_pid && *status.tracer_pid == 0) status.tracer_pid = Absent::NotApplicable;
  } else if (const auto uids = value_of(line, "Uid")) {
    read_uids(*uids, status);
  } else if (const auto pids = value_of(line, "NSpid")) {
    read_pids(*pids, status);
  } else if (const auto rss = value_of(line, "VmRSS")) {
    status.rss_bytes = bytes_of(*rss);
  } else if (const auto swap = value_of(line, "VmSwap")) {
    status.swap_bytes = bytes_of(*swap);
  } else if (const auto threads = value_of(line, "Threads")) {
    status.threads = number_of<u32>(*threads);
  } else if (const auto bits = value_of(line, "CapEff")) {
    status.cap_eff = number_of<u64>(*bits, 16);
  } else if (const auto mode = value_of(line, "Seccomp")) {
    status.seccomp = number_of<u32>(*mode);
  } else if (const auto switches = value_of(line, "voluntary_ctxt_switches")) {
    status.switches = number_of<u64>(*switches);
  }
}

// What a whole file does not say does not apply, or this kernel does not have it. The lines Vm*
// stand above Threads, and Seccomp above Cpus_allowed (fs/proc/array.c).
void settle_missing(Text file, PidStatus& status) {
  const auto missing = [](const auto& value) { return value.why == Absent::NotCollected; };
  if (missing(status.threads)) return;
  if (missing(status.pid_levels)) {
    status.pid_levels = Absent::Unsupported;
    status.inner_pid = Absent::Unsupported;
  }
  if (missing(status.rss_bytes)) status.rss_bytes = status.swap_bytes = Absent::NotApplicable;
  if (missing(status.swap_bytes)) status.swap_bytes = Absent::Unsupported;
  if (missing(status.seccomp) && file.contains("\nCpus_allowed:"))
    status.seccomp = Absent::Unsupported;
}

void append_terminal(std::string& out, Text prefix, u32 number) {
  out += prefix;
  append_number(out, number);
}

// Documentation/admin-guide/devices.txt, and the names that udev gives.
void append_tty(std::string& out, u32 major, u32 minor) {
  constexpr u32 serial = 64;  // Major 4: below it virtual consoles, from it on serial ports.
  if (major == 4) {
    if (minor < serial) return append_terminal(out, "tty", minor);
    if (minor < 256) return append_terminal(out, "ttyS", minor - serial);
  } else if (major == 5) {
    constexpr Text names[] = {"tty", "console", "ptmx"};
    if (minor < std::size(names)) {
      out += names[minor];
      return;
    }
  } else if (major >= 136 && major <= 143) {
    // The kernel uses 136 with any minor; before 2.6 each major had 256.
    return append_terminal(out, "pts/", (major - 136) * 256 + minor);
  } else if (major == 188) {
    return append_terminal(out, "ttyUSB", minor);
  } else if (major == 166) {
    return append_terminal(out, "ttyACM", minor);
  } else if (major == 204 && minor >= 64 && minor < 80) {
    return append_terminal(out, "ttyAMA", minor - 64);
  } else if (major == 229) {
    return append_terminal(out, "hvc", minor);
  }
  append_number(out, major);
  append_terminal(out, ":", minor);
}

}  // namespace

// A real file (jc/linux-proc/pid_status). A name with a newline reads "a\nb" in it, with a
// backslash (proc_task_name of fs/proc/array.c):
// Name:<TAB>systemd
// Uid:<TAB>0<TAB>0<TAB>0<TAB>0
// NSpid:<TAB>1
// VmRSS:<TAB>   13252 kB
// CapEff:<TAB>000000ffffffffff
// voluntary_ctxt_switches:<TAB>27
PidStatus decode_pid_status(Text file) {
  PidStatus status;
  const Text whole = file;
  for (std::size_t end = file.find('\n'); end != Text::npos; end = file.find('\n')) {
    read_status_line(file.substr(0, end), status);
    file.remove_prefix(end + 1);
  }
  settle_missing(whole, status);
  return status;
}

// "net:[4026531840]", ns_get_name and ns_dname of fs/nsfs.c.
std::optional<NamespaceLink> decode_link_namespace(Text target) {
  NamespaceLink link;
  link.type = target.substr(0, target.find(':'));
  if (std::ranges::find(namespace_types, link.type) == std::end(namespace_types))
    return std::nullopt;
  target.remove_prefix(link.type.size());
  if (!target.starts_with(":[") || !target.ends_with(']') || target.size() < 4) return std::nullopt;
  if (!parse_number(target.substr(2, target.size() - 3), link.inode)) return std::nullopt;
  return link;
}

// The number is new_encode_dev of include/linux/kdev_t.h: twelve bits of the major at 8, the lower
// eight of the minor at 0 and its other twelve at 20. It is printed as an int.
Text tty_name(int tty, std::string& room) {
  room.clear();
  const u32 device = static_cast<u32>(tty);
  if (device != 0)
    append_tty(room, device >> 8 & 0xfff, (device & 0xff) | (device >> 12 & 0xfff00));
  return room;
}

// fs/proc/fd.c, then lines of the kind:
// pos:<TAB>0
// flags:<TAB>02004002
// mnt_id:<TAB>9
// ino:<TAB>63107
FdInfo decode_fdinfo(Text file) {
  FdInfo info;
  const auto read = [](auto& into, Text value, int base) {
    if (into.why == Absent::NotCollected)
      into = number_of<std::remove_cvref_t<decltype(*into)>>(value, base);
  };
  while (!file.empty()) {  // To the end of the file.
    const Text line = next_line(file);
    if (const auto pos = value_of(line, "pos")) read(info.pos, *pos, 10);
    if (const auto flags = value_of(line, "flags")) read(info.flags, *flags, 8);
    if (const auto mount = value_of(line, "mnt_id")) read(info.mnt_id, *mount, 10);
    if (const auto inode = value_of(line, "ino")) read(info.ino, *inode, 10);
  }
  if (info.pos && info.ino.why == Absent::NotCollected) info.ino = Absent::Unsupported;
  return info;
}

}  // namespace sonde
