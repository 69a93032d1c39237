// logs.cpp: "sonde logs": each place that is logged to, and the last lines below it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <map>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/interrupt.hpp"
#include "decode/machine.hpp"
#include "decode/proc_pid.hpp"
#include "decode/runtime_log.hpp"
#include "model/log.hpp"
#include "tables/log_words.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

constexpr std::chrono::duration<double> pause_between_looks{0.5};

// A pipe may carry anything: a line with NUL bytes is told by its size.
void append_line(std::string& out, Text line, Escape escape) {
  if (escape == Escape::No) {
    out += line;
  } else if (line.contains('\0')) {
    append_number(out += '(', line.size());
    out += " bytes that are not text)";
  } else {
    escape_to(out, line);
  }
}

void append_lines(std::string& out, Text lines, Escape escape) {
  while (!lines.empty()) {
    out += "    ";
    append_line(out, next_line(lines), escape);
    out += '\n';
  }
}

// "nginx (pid 3865 and 4 more) in web, 1,2: pipe:[1234], read by dockerd (pid 812)"
std::string title_of(const Log& log) {
  std::string title(log.process ? *log.process : Text("?"));
  append_number(title += " (pid ", log.pid);
  if (log.writers > 1) {
    append_number(title += " and ", log.writers - 1);
    title += " more";
  }
  title += ')';
  if (log.container) (title += " in container ") += *log.container;
  title += ": ";
  if (log.kind == LogKind::Runtime) title += "its runtime keeps ";
  title += log.target;
  if (!log.descriptors.empty())
    ((title += " (descriptors ") += first_descriptors(log.descriptors)) += ')';
  if (log.deleted && *log.deleted) title += ", deleted";
  if (log.read_by) (title += ", read by ") += *log.read_by;
  return title;
}

// What stands in `now` behind what was shown before: the longest end of `before` that `now` begins
// with is what both have in common (the prefix function of Knuth, Morris and Pratt).
Text new_part(Text before, Text now) {
  std::vector<std::size_t> borders(now.size() + 1, 0);
  const auto extend = [&](std::size_t length, char next) {
    while (length > 0 && (length == now.size() || now[length] != next)) length = borders[length];
    return length < now.size() && now[length] == next ? length + 1 : 0;
  };
  std::size_t length = 0;
  for (std::size_t i = 1; i < now.size(); ++i) borders[i + 1] = length = extend(length, now[i]);
  length = 0;
  for (const char c : before) length = extend(length, c);
  return now.substr(length);
}

// Whether it is what our standard output leads to: what we print would come back with each look.
bool is_own_output(const Log& log) {
  struct stat own;
  if (::fstat(STDOUT_FILENO, &own) != 0 || !log.inode || *log.inode != own.st_ino) return false;
  return log.device ? *log.device == own.st_dev
                    : log.kind == LogKind::Pipe && S_ISFIFO(own.st_mode);
}

// What was shown in the latest look, and what was said in any.
struct Shown {
  std::map<std::string, std::string> ends{};  // Of each log, by key_of().
  bool has_own_output = false, has_pipe = false, is_any = false;
};

// Neither its process nor who else writes there: these come and go.
std::string key_of(const Log& log) {
  std::string key(name_of(log.kind));
  (key += ' ') += log.target;
  if (log.container) (key += '\0') += *log.container;
  return key;
}

// The first time each log with its last lines; then only what is new.
class LogsRenderer final : public Renderer {
public:
  enum class OwnOutput : u8 { Show, LeaveOut };

  LogsRenderer(Out& out, const Style& style, const Shown& before, OwnOutput own_output)
      : Renderer(out, style), shown{{}, before.has_own_output, before.has_pipe, true},
        before_(before), own_output_(own_output) {}

  Shown shown;

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      for (std::size_t c = 0; c < columns().size(); ++c) read(c, chunk[i], room_);
      write(*static_cast<const Log*>(chunk[i]));
    }
  }
  void finish() override {}

private:
  void write(const Log& log) {
    shown.has_pipe = shown.has_pipe || log.kind == LogKind::Pipe;
    if (own_output_ == OwnOutput::LeaveOut && is_own_output(log)) {
      shown.has_own_output = true;
      return;
    }
    std::string key = key_of(log);
    while (shown.ends.contains(key)) key += '\0';  // Of several alike each has its place.
    const auto before = before_.ends.find(key);
    std::string& end = shown.ends[key];
    if (before == before_.ends.end()) {
      end = log.window ? *log.window : Text();
      const Text last = last_lines(end, lines_at_first);
      // One that appears later, such as after a restart, may have said more since the last look.
      const bool has_more = before_.is_any && last.size() < end.size();
      return print(log, last, has_more ? Torn::Yes : Torn::No);
    }
    end = log.window ? *log.window : Text(before->second);
    const Text fresh = new_part(before->second, end);
    const std::size_t common = end.size() - fresh.size();
    const bool is_torn = log.kind != LogKind::Pipe && !fresh.empty() &&
                         common < std::min(before->second.size(), common_by_chance);
    if (is_torn) return print(log, end, Torn::Yes);
    if (!fresh.empty()) print(log, fresh, Torn::No);
  }

  // Torn: what was shown before is not to be seen any more, so more may have come between.
  enum class Torn : u8 { No, Yes };
  void print(const Log& log, Text lines, Torn torn) {
    std::string text;
    escape_to(text, title_of(log));
    text += '\n';
    if (torn == Torn::Yes) text += "  (some lines before these may not have been seen)\n";
    append_lines(text, lines, style_.escape);
    out_.put(text);
  }

  static constexpr std::size_t lines_at_first = 10;
  static constexpr std::size_t common_by_chance = 32;
  const Shown& before_;
  OwnOutput own_output_;
  std::string room_{};
};

// Says once what --follow cannot show.
void tell_limits(Call& call, const Shown& before, const Shown& now, std::size_t width) {
  if (now.has_pipe && !before.has_pipe)
    say(call.talk,
        "of a pipe only what waits there is shown: what is read between two looks is not", width);
  if (now.has_own_output && !before.has_own_output)
    say(call.talk, "the log that sonde itself writes to is left out", width);
}

// A process that has just begun has not opened its logs yet: whoever asks right after a restart
// would be told that there are none. False when the wait was interrupted.
bool wait_for_a_newborn(Source& source, Text typed) {
  constexpr double ready_s = 0.5;
  constexpr double ticks_a_second = 100;
  const Target target = parse_target(typed);
  if (target.kind != Target::Kind::Pid) return true;
  std::string room;
  const auto file = source.ask({Question::How::Read, target.name + "/stat"}, room);
  const auto stat = file ? decode_pid_stat(*file) : std::nullopt;
  if (!stat) return true;
  const double began_s = static_cast<double>(stat->start_ticks) / ticks_a_second;
  const auto uptime = source.ask({Question::How::Read, "uptime"}, room);
  const Known<double> now_s = uptime ? decode_uptime(*uptime) : Absent::Unsupported;
  const double age_s = now_s ? *now_s - began_s : ready_s;
  if (age_s < 0 || age_s >= ready_s) return true;
  return sleep_unless_interrupted(std::chrono::duration<double>(ready_s - age_s));
}

}  // namespace

Result<Exit> run_logs(Call& call) {
  take_target(call);
  const bool as_table = &form_of(call.options) != &text_form || call.options.columns ||
                        call.options.group || call.options.watch;
  if (as_table && call.options.follow) return usage_error("--follow goes with plain text");
  if (as_table) return run_view(call);
  const Plan plan = TRY(make_plan(*call.command.view, call));
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  if (source->is_live() && call.target && !wait_for_a_newborn(*source, *call.target))
    return Exit::Answered;
  Style style = TRY(style_of(call));
  Shown shown;
  using enum LogsRenderer::OwnOutput;
  for (bool is_first = true;; is_first = false) {
    World world{*source, call.options.source, call.options.endian};
    style.where = TRY(aim(world, call));
    LogsRenderer renderer(call.out, style, shown, call.options.follow ? LeaveOut : Show);
    const Outcome outcome = TRY(run_plan(plan, world, renderer));
    if (is_first) TRY(finish_answer(call, text_form, renderer));
    TRY(call.out.flush());
    if (!call.options.follow) return exit_of(call.options, plan, renderer, outcome);
    tell_limits(call, shown, renderer.shown, style.talk_width);
    TRY(call.talk.flush());
    shown = std::move(renderer.shown);
    if (!sleep_unless_interrupted(pause_between_looks)) return Exit::Answered;
  }
}

}  // namespace sonde
