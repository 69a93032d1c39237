// visibility.cpp: hidepid, capabilities, and the reasons of missing files.
// SPDX-License-Identifier: Apache-2.0
#include "tables/visibility.hpp"

#include "base/text.hpp"
#include "decode/proc_pid.hpp"
#include "tables/census.hpp"
#include "tables/rights.hpp"

namespace sonde {
namespace {

constexpr Text see_all_processes = look_into_processes.anywhere;

std::string own_status(Source& source) {
  std::string room;
  const Result<Text> status = source.ask({Question::How::Read, "self/status"}, room);
  return status ? std::string(*status) : std::string();
}

// hide_pid of fs/proc/base.c asks for this right. Where it is not told, root will have it.
bool may_look_into_all(Source& source) {
  const PidStatus own = decode_pid_status(own_status(source));
  if (own.cap_eff) return (*own.cap_eff >> look_into_processes.bit & 1) != 0;
  return own.euid && *own.euid == 0;
}

}  // namespace

bool processes_are_hidden(Source& source) {
  std::string room;
  const Result<Text> mounts = source.ask({Question::How::Read, "self/mountinfo"}, room);
  for (Text rest = mounts ? *mounts : Text(); !rest.empty();) {
    const Text line = next_line(rest);
    const bool is_proc = line.find(" /proc ") != Text::npos;
    const std::size_t option = line.rfind("hidepid=");
    if (is_proc && option != Text::npos)
      return !line.substr(option).starts_with("hidepid=off") && !may_look_into_all(source);
  }
  return false;
}

Text remedy_for_processes(Absent why) {
  switch (why) {
    case Absent::NotPermitted: return see_all_processes;
    case Absent::NotCollected:
      return "run sonde on that machine, or copy more files of /proc/PID as well";
    case Absent::Vanished: return "it ended while sonde looked; look again";
    case Absent::Malformed: return "look at the input: the kernel does not write this";
    default: return "this kernel does not tell it";
  }
}

void tell_hidden_processes(World& world, Text table, std::size_t listed, Sink& sink) {
  const bool is_copy = world.source.is_copy();
  const bool is_of_place = !is_copy && !world.pids.empty();
  // In a place whose number may not be read nobody can be said to be.
  if (listed == 0 && is_of_place && census_of(world).hidden_numbers() > 0)
    sink.gap({table, "", Absent::NotPermitted, Absent::NotApplicable,
              "which processes are in that place", see_all_processes});
  if (listed == 0 && !is_of_place) {
    Gap gap{.table = table, .is_all = true};
    gap.why = is_copy ? Absent::NotCollected : Absent::Unsupported;
    gap.example = is_copy ? "" : "no process is in /proc";
    gap.remedy = is_copy ? "run sonde on that machine, or copy the directories /proc/PID as well"
                         : "mount procfs at /proc";
    sink.gap(gap);
  }
  if (!is_copy && processes_are_hidden(world.source))
    sink.gap({table, "", Absent::NotPermitted, Absent::NotApplicable,
              "/proc is mounted with hidepid", see_all_processes});
}

Absent reason_of_process(Source& source, const Error& error) {
  if (error.code == std::errc::no_such_file_or_directory)
    return source.is_copy() ? Absent::NotCollected : Absent::Vanished;
  return reason_of(error.code);
}

Known<Text> text_of(Source& source, Question question, std::string& room) {
  const Result<Text> text = source.ask(question, room);
  if (text) return *text;
  return reason_of_process(source, text.error());
}

}  // namespace sonde
