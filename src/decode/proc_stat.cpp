// proc_stat.cpp: numbers in a fixed order behind the name of a processor.
// SPDX-License-Identifier: Apache-2.0
#include "decode/proc_stat.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr std::size_t columns_at_least = 4;  // Linux 2.4 has no more.

// kernel/sched/cputime.c, account_guest_time: the time of guests is in user or nice as well.
void take_guest_out(CpuTimes& ticks, CpuTime whole, CpuTime guest) {
  Known<u64>& sum = ticks[static_cast<std::size_t>(whole)];
  const Known<u64>& part = ticks[static_cast<std::size_t>(guest)];
  if (sum && part) sum = *sum - std::min(*sum, *part);
}

}  // namespace

// fs/proc/stat.c, show_stat:
//   cpu  4779650 1128888 1009636 2460240 9832 0 7131 4562 0 0
//   cpu0 2338157 565357 498874 1289236 2464 0 2869 2247 0 0
//   procs_running 3
LineSaid decode_stat_line(Text line, StatLine& decoded) {
  decoded = {};
  Text rest = trim(line);
  decoded.name = next_word(rest);
  if (decoded.name.empty()) return LineSaid::Header;
  const Text number = decoded.name.starts_with("cpu") ? decoded.name.substr(3) : Text("-");
  u32 index = 0;
  if (!number.empty() && !parse_number(number, index)) {
    u64 value = 0;
    decoded.value =
        parse_number(next_word(rest), value) ? Known<u64>(value) : Known<u64>(Absent::Malformed);
    return LineSaid::Header;
  }
  decoded.ticks.fill(Absent::Unsupported);
  std::size_t count = 0;
  for (Text word; !(word = next_word(rest)).empty(); ++count) {
    u64 ticks = 0;
    if (!parse_number(word, ticks)) return LineSaid::Malformed;
    if (count < cpu_time_count) decoded.ticks[count] = ticks;
  }
  if (count < columns_at_least) return LineSaid::Malformed;
  decoded.more = count - std::min(count, cpu_time_count);
  take_guest_out(decoded.ticks, CpuTime::User, CpuTime::Guest);
  take_guest_out(decoded.ticks, CpuTime::Nice, CpuTime::GuestNice);
  return LineSaid::Row;
}

// fs/proc/loadavg.c, loadavg_proc_show: "1.97 1.63 1.67 3/93 23145", the last is the newest pid.
bool decode_loadavg(Text file, MachineLoad& load) {
  Text rest = trim(next_line(file));
  for (const auto member : {&MachineLoad::load1, &MachineLoad::load5, &MachineLoad::load15}) {
    double average = 0;
    if (!parse_real(next_word(rest), average) || average < 0) return false;
    load.*member = average;
  }
  const Text tasks = next_word(rest);
  const std::size_t slash = tasks.find('/');
  u64 runnable = 0;
  u64 threads = 0;
  if (slash == Text::npos || !parse_number(tasks.substr(0, slash), runnable) ||
      !parse_number(tasks.substr(slash + 1), threads))
    return false;
  load.runnable = runnable;
  load.threads = threads;
  return true;
}

}  // namespace sonde
