// oom_log.cpp: sentences of mm/oom_kill.c and mm/memcontrol.c, of Linux 2.6.32 to 6.18.
// SPDX-License-Identifier: Apache-2.0
#include "decode/oom_log.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "decode/cgroup_text.hpp"

namespace sonde {
namespace {

// What stands behind `before`, up to `after` or to the end; "" when it is not there.
Text between(Text text, Text before, Text after) {
  const std::size_t at = text.find(before);
  if (at == Text::npos) return {};
  text.remove_prefix(at + before.size());
  return text.substr(0, text.find(after));
}

// A path between two marks. Who may make a cgroup may give it a name with a mark in it: where one
// is there twice nobody knows which is the kernel's.
Known<Text> path_between(Text text, Text before, Text after) {
  const std::size_t at = text.find(before);
  const std::size_t end = text.find(after);
  if (at == Text::npos || end == Text::npos) return Absent::NotApplicable;
  const std::size_t begin = at + before.size();
  if (end < begin || text.rfind(before) != at || text.rfind(after) != end) return Absent::Malformed;
  const Text path = text.substr(begin, end - begin);
  return path.starts_with('/') ? Known<Text>(path) : Known<Text>(Absent::Malformed);
}

template <Number T> Known<T> number_of(Text text) {
  T number{};
  return parse_number(text, number) ? Known<T>(number) : Known<T>(Absent::NotApplicable);
}

Known<u64> kilobytes(Text text, Text before) {
  const Known<u64> number = number_of<u64>(between(text, before, "kB"));
  if (!number) return number;
  return *number > ~u64{0} / 1024 ? Known<u64>(Absent::Malformed) : *number * 1024;
}

// A process may have any name: what it is made of ends at the last mark that follows it.
struct NamedProcess {
  Known<int> pid{Absent::NotApplicable};
  Known<Text> name{Absent::NotApplicable};
};
NamedProcess process_of(Text text, Text before, Text after) {
  const std::size_t at = text.find(before);
  const std::size_t end = text.rfind(after);
  if (at == Text::npos || end == Text::npos) return {};
  const std::size_t begin = text.find('(', at);
  if (begin == Text::npos || begin >= end) return {};
  const Text number = text.substr(at + before.size());
  return {number_of<int>(number.substr(0, number.find_first_of(" ,"))),
          text.substr(begin + 1, end - begin - 1)};
}

constexpr Text group_begin = "Tasks in ";
constexpr Text group_end = " are going to be killed due to memory.oom.group set";

struct CauseWord {
  Text word;
  OomCause cause;
};
constexpr CauseWord cause_words[] = {{"CONSTRAINT_NONE", OomCause::Machine},
                                     {"CONSTRAINT_CPUSET", OomCause::Cpuset},
                                     {"CONSTRAINT_MEMORY_POLICY", OomCause::Policy},
                                     {"CONSTRAINT_MEMCG", OomCause::Cgroup}};

void trust_both_or_neither(OomKill& kill) {
  if (kill.cgroup.why == Absent::Malformed || kill.process_cgroup.why == Absent::Malformed)
    kill.cgroup = kill.process_cgroup = Absent::Malformed;
}

// oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/a,
//   task_memcg=/a/b,task=yes,pid=31490,uid=0            (since Linux 4.19)
void read_summary(Text said, OomKill& kill) {
  const Text constraint = between(said, "constraint=", ",");
  for (const CauseWord& word : cause_words)
    if (word.word == constraint) kill.cause = word.cause;
  kill.cgroup = path_between(said, ",oom_memcg=", ",task_memcg=");
  kill.process_cgroup = path_between(said, ",task_memcg=", ",task=");
  trust_both_or_neither(kill);
  const std::size_t pid = said.rfind(",pid=");
  const std::size_t task = said.find(",task=");
  if (pid == Text::npos || task == Text::npos || task > pid) return;
  const Text name = between(said, ",task=", "\n");
  kill.chosen_pid = number_of<int>(between(said.substr(pid), ",pid=", ","));
  kill.chosen = said.rfind(",task=") == task
                    ? Known<Text>(name.substr(0, pid - task - Text(",task=").size()))
                    : Known<Text>(Absent::Malformed);
}

// Memory cgroup out of memory: Killed process 31490 (python3) total-vm:30956kB, anon-rss:20224kB,
//   file-rss:6580kB, shmem-rss:0kB, UID:0 pgtables:104kB oom_score_adj:0
// Killed process 4711, UID 0, (yes) total-vm:...        (before Linux 4.?)
bool read_victim(Text said, OomKill& kill) {
  const NamedProcess victim = process_of(said, "Killed process ", ") total-vm:");
  if (!victim.pid || !victim.name) return false;
  kill.pid = victim.pid;
  kill.process = victim.name;
  u64 rss = 0;
  bool has_rss = false;
  const Text numbers = said.substr(said.rfind(") total-vm:"));
  for (const Text part : {Text("anon-rss:"), Text("file-rss:"), Text("shmem-rss:")}) {
    const Known<u64> bytes = kilobytes(numbers, part);
    has_rss |= static_cast<bool>(bytes);
    if (bytes) rss += *bytes;
  }
  if (has_rss) kill.rss_bytes = rss;
  kill.score_adj = number_of<i64>(trim(between(numbers, "oom_score_adj:", "\n")));
  if (!kill.cause && said.starts_with("Memory cgroup out of memory")) kill.cause = OomCause::Cgroup;
  if (!kill.cause && said.starts_with("Out of memory")) kill.cause = OomCause::Machine;
  return true;
}

// Out of memory: Kill process 6359 (bash) score 635 or sacrifice child          (before 5.0)
bool read_choice(Text said, OomKill& kill) {
  const NamedProcess chosen = process_of(said, "Kill process ", ") score ");
  if (!chosen.pid) return false;
  kill.chosen_pid = chosen.pid;
  kill.chosen = chosen.name;
  kill.score = number_of<i64>(between(said.substr(said.rfind(") score ")), ") score ", " "));
  kill.cause = said.starts_with("Memory cgroup") ? OomCause::Cgroup : OomCause::Machine;
  return true;
}

bool is_digit(Text text) { return !text.empty() && text.front() >= '0' && text.front() <= '9'; }

// "Dec 15 10:51:07" or "2026-11-22T08:00:00.123456+00:00", cut off in front. "" for neither.
Text take_time(Text& line) {
  Text rest = line;
  constexpr std::size_t date_size = 10;
  if (const Text first = next_word(rest); !is_digit(first) || first.find('T') != date_size) {
    const Text day = next_word(rest);
    if (!is_digit(day) || !is_digit(next_word(rest))) return {};
  }
  const Text time = trim(line.substr(0, line.size() - rest.size()));
  line = rest;
  return time;
}

// <30>Dec 15 10:51:07 web kernel: [  123.456789] Killed process ...
// 2026-11-22T08:00:00.123456+00:00 web kernel: Killed process ...
// Programs choose what stands behind the host ("x kernel"): there the word must stand alone.
bool split_syslog(Text line, KernelLine& decoded) {
  constexpr Text tag = " kernel: ";
  if (line.starts_with('<')) line.remove_prefix(std::min(line.size(), line.find('>') + 1));
  const Text written = take_time(line);
  const Text host = next_word(line);
  if (written.empty() || host.empty() || host.ends_with(':') || !line.starts_with(tag))
    return false;
  decoded.written = written;
  decoded.said = line.substr(tag.size());
  if (decoded.said.starts_with('[')) {
    const std::size_t end = decoded.said.find("] ");
    if (end != Text::npos) decoded.said.remove_prefix(end + 2);
  }
  return true;
}

// "6,339,5140900,-;": of a syslog file no line begins so.
bool is_record(Text line) {
  const std::size_t end = line.find_first_not_of("0123456789");
  return end != 0 && end != Text::npos && line[end] == ',';
}

// Documentation/ABI/testing/dev-kmsg: priority and facility, sequence, microseconds, flags.
//   6,339,5140900,-;NET: Registered protocol family 10
// Whoever may write to /dev/kmsg may not say that he is the kernel, which is facility 0.
bool split_record(Text line, KernelLine& decoded) {
  const std::size_t end = line.find(';');
  if (end == Text::npos) return false;
  Text head = line.substr(0, end);
  u64 numbers[3] = {};
  for (u64& number : numbers) {
    const Text word = head.substr(0, head.find(','));
    if (!parse_number(word, number)) return false;
    head.remove_prefix(std::min(head.size(), word.size() + 1));
  }
  constexpr u64 priorities = 8;
  if (numbers[0] >= priorities) return false;
  decoded.level = static_cast<u32>(numbers[0]);
  decoded.sequence = numbers[1];
  decoded.boot_us = numbers[2];
  decoded.said = line.substr(end + 1);
  return true;
}

}  // namespace

bool decode_kernel_line(Text line, KernelLine& decoded) {
  decoded = {};
  return is_record(line) ? split_record(line, decoded) : split_syslog(line, decoded);
}

Text undo_record_escapes(Text text, std::string& room) {
  constexpr Text mark = "\\x";
  constexpr std::size_t digits = 2;
  if (text.find(mark) == Text::npos) return text;
  room.clear();
  while (!text.empty()) {
    unsigned byte = 0;
    const bool is_escape = text.starts_with(mark) && text.size() >= mark.size() + digits &&
                           parse_number(text.substr(mark.size(), digits), byte, 16);
    room += is_escape ? static_cast<char>(byte) : text.front();
    text.remove_prefix(is_escape ? mark.size() + digits : 1);
  }
  return room;
}

// mm/oom_kill.c, mem_cgroup_oom_group: it kills the others without another report.
void OomLog::begin_group(Text cgroup) {
  rest_of_group_ = {};
  rest_of_group_.cause = last_.cause;
  rest_of_group_.cgroup = last_.cgroup;
  rest_of_group_.process_cgroup = cgroup;
  rest_of_group_.limit_bytes = last_.limit_bytes;
  rest_of_group_.invoked_by = last_.invoked_by;
  open_ = rest_of_group_;
  is_group_ = true;
}

bool OomLog::add(Text said, OomKill& kill) {
  const bool ends_group =
      said.find("Killed process ") == Text::npos && !said.starts_with("oom_reaper: ");
  if (ends_group && std::exchange(is_group_, false)) open_ = {};
  constexpr Text invoked = " invoked oom-killer: ";
  if (const std::size_t at = said.find(invoked); at != Text::npos) {
    open_ = {};
    open_.invoked_by = said.substr(0, at);
  } else if (said.starts_with("memory: usage ")) {
    const Known<u64> limit = kilobytes(said, ", limit ");
    open_.limit_bytes =
        limit && *limit >= no_memory_limit ? Known<u64>(Absent::NotApplicable) : limit;
  } else if (said.starts_with("oom-kill:constraint=")) {
    read_summary(said, open_);
  } else if (said.starts_with("Task in ")) {  // Until Linux 4.18.
    constexpr Text limited = " killed as a result of limit of ";
    open_.process_cgroup = path_between(said, "Task in ", limited);
    open_.cgroup = open_.process_cgroup ? Known<Text>(between(said, limited, "\n"))
                                        : Known<Text>(open_.process_cgroup.why);
  } else if (said.find("Killed process ") != Text::npos && read_victim(said, open_)) {
    last_ = kill = open_;
    open_ = is_group_ ? rest_of_group_ : OomKill{};
    return true;
  } else if (said.starts_with(group_begin) && said.ends_with(group_end)) {
    begin_group(said.substr(0, said.size() - group_end.size()).substr(group_begin.size()));
  } else {
    read_choice(said, open_);
  }
  return false;
}

}  // namespace sonde
