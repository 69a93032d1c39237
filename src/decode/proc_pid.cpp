// proc_pid.cpp: the small files of /proc/PID become values.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_pid.hpp"

#include <cstddef>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "base/types.hpp"

namespace sonde {
namespace {

constexpr bool is_hex_digit(char one) {
  return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f') || (one >= 'A' && one <= 'F');
}

// The last run of exactly 64 hexadecimal digits: of nested containers the innermost.
Text last_id(Text path) {
  constexpr std::size_t id_digits = 64;
  Text id{};
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (i < path.size() && is_hex_digit(path[i])) continue;
    if (i - begin == id_digits) id = path.substr(begin, id_digits);
    begin = i + 1;
  }
  return id;
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
  if (!parse_number(next_word(rest), stat.ppid) || stat.ppid < 0) return std::nullopt;
  constexpr int between = 17;  // proc(5): the parent is field 4, the start field 22.
  for (int i = 0; i < between; ++i) next_word(rest);
  if (!parse_number(next_word(rest), stat.start_ticks)) return std::nullopt;
  return stat;
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
  room.assign(file);
  for (char& one : room)
    if (one == '\0') one = ' ';
  return room;
}

// Lines are hierarchy:controllers:path, where the path may have colons:
// 4:memory:/docker/301dc15b...
// 0::/system.slice/docker-301dc15b....scope
Text container_id_of_cgroup(Text file) {
  Text id{};
  while (!file.empty()) {  // To the end of the file.
    const Text line = next_line(file);
    const std::size_t first = line.find(':');
    if (first == Text::npos) continue;
    const std::size_t second = line.find(':', first + 1);
    if (second == Text::npos) continue;
    if (const Text found = last_id(line.substr(second + 1)); !found.empty()) id = found;
  }
  return id;
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

u64 effective_capabilities(Text status) {
  constexpr Text key = "\nCapEff:";
  const std::size_t at = status.find(key);
  u64 bits = 0;
  if (at == Text::npos) return bits;
  Text rest = status.substr(at + key.size());
  parse_number(trim(next_line(rest)), bits, 16);
  return bits;
}

}  // namespace sonde
