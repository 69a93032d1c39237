// proc_pid.cpp: the small files of /proc/PID become values.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_pid.hpp"

#include <cstddef>
#include <optional>
#include <string>

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/types.hpp"
#include "core/value.hpp"
#include "decode/container_signs.hpp"
#include "decode/process_limit.hpp"

namespace sonde {
namespace {

// Cuts the next word and reads it as a number. False when it is none.
template <Number T> bool next_number(Text& rest, T& value) {
  return parse_number(next_word(rest), value);
}

void skip_words(Text& rest, int count) {
  for (int i = 0; i < count; ++i) next_word(rest);
}

// A number that may be cut off, with the reason why it is missing.
template <Number T> Known<T> number_of(Text word, Absent missing) {
  T value{};
  if (word.empty()) return missing;
  if (!parse_number(word, value)) return Absent::Malformed;
  return value;
}

// proc(5), fields 23 to 39: vsize, fifteen others, the processor (Linux 2.2.8).
void read_late_fields(Text rest, PidStat& stat) {
  stat.vsize_bytes = number_of<u64>(next_word(rest), Absent::NotCollected);
  skip_words(rest, 15);
  stat.processor = number_of<int>(next_word(rest), Absent::Unsupported);
}

// The group and session are -1 when the process was reaped meanwhile (fs/proc/array.c).
Known<int> group_of(int number) {
  return number == -1 ? Known<int>(Absent::Vanished) : Known<int>(number);
}

// Fields 5 to 22.
bool read_fields(Text& rest, PidStat& stat) {
  int pgrp = 0;
  int session = 0;
  if (!next_number(rest, pgrp) || !next_number(rest, session)) return false;
  stat.pgrp = group_of(pgrp);
  stat.session = group_of(session);
  if (!next_number(rest, stat.tty)) return false;
  skip_words(rest, 1);  // The terminal's foreground group.
  u64 flags = 0;
  if (!next_number(rest, flags)) return false;
  constexpr u64 kernel_thread = 0x200000;  // PF_KTHREAD of include/linux/sched.h, since 2.6.27.
  stat.is_kernel_thread = (flags & kernel_thread) != 0;
  skip_words(rest, 4);  // Four counts of faults.
  if (!next_number(rest, stat.user_ticks) || !next_number(rest, stat.system_ticks)) return false;
  skip_words(rest, 2);  // The times of children.
  if (!next_number(rest, stat.priority) || !next_number(rest, stat.nice)) return false;
  if (!next_number(rest, stat.threads)) return false;
  skip_words(rest, 1);  // itrealvalue.
  return next_number(rest, stat.start_ticks);
}

}  // namespace

// A real file, and one whose process chose its name to fool its readers (fixture pid_stat_hack):
// 5669 (cat) R 5657 5657 4490 0 -1 4194304 114 0 0 0 0 0 0 0 20 0 1 0 107754 3133440 414 ...
// 2001 (bad) S 1 2 3 4 5) S 1888 2001 1888 34816 2001 4202496 428 0 0 0 0 0 0 0 20 0 1 0 75513 ...
// What stands after the name has no parenthesis, so the last one ends the name.
std::optional<PidStat> decode_pid_stat(Text file) {
  const std::size_t open = file.find('(');
  const std::size_t close = file.rfind(')');
  if (open == Text::npos || close == Text::npos || close < open) return std::nullopt;
  PidStat stat;
  stat.name = file.substr(open + 1, close - open - 1);
  if (!parse_number(trim(file.substr(0, open)), stat.pid) || stat.pid < 0) return std::nullopt;

  Text rest = trim(file.substr(close + 1));
  const Text state = next_word(rest);
  if (state.size() != 1) return std::nullopt;
  stat.state = state.front();
  if (!next_number(rest, stat.ppid) || stat.ppid < 0) return std::nullopt;
  if (!read_fields(rest, stat)) return std::nullopt;
  read_late_fields(rest, stat);
  return stat;
}

Known<u64> decode_bytes_read(Text file) {
  constexpr Text key = "rchar: ";
  const Text line = next_line(file);
  u64 bytes = 0;
  if (!line.starts_with(key) || !parse_number(line.substr(key.size()), bytes))
    return Absent::Malformed;
  return bytes;
}

// "systemd\n". A process may call itself "a\n", which reads "a\n\n".
Text decode_comm(Text file) {
  if (file.ends_with('\n')) file.remove_suffix(1);
  return file;
}

// "/process_api\0--addr\00.0.0.0:2024\0". After setproctitle the rest of the room is NUL:
// "postgres: writer\0\0\0\0".
Text decode_command_line(Text file, std::string& room) {
  while (file.ends_with('\0')) file.remove_suffix(1);
  room.clear();
  const Text path = file.substr(0, file.find('\0'));
  const Text program = path.substr(path.rfind('/') + 1);
  const Text line = file;
  Text previous;
  while (!file.empty()) {
    const Text argument = file.substr(0, file.find('\0'));
    const bool is_last = argument.size() == file.size();
    room += mask_argument({program, previous, argument, is_last ? line : Text()});
    if (is_last) break;
    room += ' ';
    previous = argument;
    file.remove_prefix(argument.size() + 1);
  }
  return room;
}

Text container_id_of_cgroup(Text file) {
  std::string room;
  const CgroupSign sign = container_sign_of_cgroup(file, room);
  // Those of lxc and nspawn are names, not ids.
  return sign.name.empty() ? sign.id : Text{};
}

// "socket:[12345]"
bool fd_inode_of_link(Text target, u64& inode) {
  constexpr Text prefix = "socket:[";
  if (!target.starts_with(prefix) || !target.ends_with(']')) return false;
  target.remove_prefix(prefix.size());
  target.remove_suffix(1);
  return parse_number(target, inode);
}

// "pos:\t0\nflags:\t02004002\nmnt_id:\t9\nscm_fds: 0\nino:\t63107\n"
u32 scm_fds_of_fdinfo(Text file) {
  constexpr Text key = "scm_fds:";
  u32 count = 0;
  while (!file.empty()) {  // To the end of the file.
    const Text line = next_line(file);
    if (!line.starts_with(key)) continue;
    if (parse_number(trim(line.substr(key.size())), count)) return count;
  }
  return 0;
}

bool is_first_pid_namespace(Text links) {
  constexpr Text entry("pid\0pid:[4026531836]\0", 21);
  const std::size_t at = links.find(entry);
  return at != Text::npos && (at == 0 || links[at - 1] == '\0');
}

Known<u64> decode_open_files_limit(Text limits) {
  return decode_process_limit(limits, "Max open files").soft;
}

}  // namespace sonde
