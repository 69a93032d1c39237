// logs.cpp: "sonde logs": each place that is logged to, and the last lines below it.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <map>
#include <vector>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/interrupt.hpp"
#include "decode/machine.hpp"
#include "decode/proc_pid.hpp"
#include "decode/runtime_log.hpp"
#include "model/log.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

constexpr std::chrono::duration<double> pause_between_looks{0.5};

void append_escaped_lines(std::string& out, Text lines, Escape escape) {
  while (!lines.empty()) {
    const Text line = next_line(lines);
    out += "    ";
    if (escape == Escape::Yes)
      escape_to(out, line);
    else
      out += line;
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
  if (!log.descriptors.empty()) ((title += " (descriptors ") += log.descriptors) += ')';
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

// The end of each log that was shown, by its title.
using Shown = std::map<std::string, std::string>;

// The first time each log with its last lines; then only what is new.
class LogsRenderer final : public Renderer {
public:
  LogsRenderer(Out& out, const Style& style, Shown& shown) : Renderer(out, style), shown_(shown) {}

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
    std::string title;
    escape_to(title, title_of(log));
    const Text window = log.window ? *log.window : Text();
    const auto [place, is_first] = shown_.try_emplace(title);
    const Text fresh =
        is_first ? last_lines(window, lines_at_first) : new_part(place->second, window);
    place->second = window;
    if (!is_first && fresh.empty()) return;
    title += '\n';
    append_escaped_lines(title, fresh, style_.escape);
    out_.put(title);
  }

  static constexpr std::size_t lines_at_first = 10;
  Shown& shown_;
  std::string room_{};
};

// A process that has just begun has not opened its logs yet: whoever asks right after a restart
// would be told that there are none.
void wait_for_a_newborn(Source& source, Text typed) {
  constexpr double ready_s = 0.5;
  constexpr double ticks_a_second = 100;
  const Target target = parse_target(typed);
  if (target.kind != Target::Kind::Pid) return;
  std::string room;
  const auto file = source.ask({Question::How::Read, target.name + "/stat"}, room);
  const auto stat = file ? decode_pid_stat(*file) : std::nullopt;
  if (!stat) return;
  const double began_s = static_cast<double>(stat->start_ticks) / ticks_a_second;
  const auto uptime = source.ask({Question::How::Read, "uptime"}, room);
  const Known<double> now_s = uptime ? decode_uptime(*uptime) : Absent::Unsupported;
  const double age_s = now_s ? *now_s - began_s : ready_s;
  if (age_s >= 0 && age_s < ready_s)
    sleep_unless_interrupted(std::chrono::duration<double>(ready_s - age_s));
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
  if (source->is_live() && call.target) wait_for_a_newborn(*source, *call.target);
  Style style = TRY(style_of(call));
  Shown shown;
  for (bool is_first = true;; is_first = false) {
    World world{*source, call.options.source, call.options.endian};
    style.where = TRY(aim(world, call));
    LogsRenderer renderer(call.out, style, shown);
    const Outcome outcome = TRY(run_plan(plan, world, renderer));
    if (is_first) TRY(finish_answer(call, text_form, renderer));
    TRY(call.out.flush());
    if (!call.options.follow) return exit_of(call.options, plan, renderer, outcome);
    if (!sleep_unless_interrupted(pause_between_looks)) return Exit::Answered;
  }
}

}  // namespace sonde
