// config.cpp: "sonde config TARGET": what configures a process, a paragraph for each.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/escape.hpp"
#include "base/text.hpp"
#include "command/answer.hpp"
#include "command/reload.hpp"
#include "model/config_entry.hpp"

namespace sonde {
namespace {

// Of one kind in a paragraph: the rest is counted. Of variables more, since each is different.
constexpr std::size_t lines_of_kind = 12;
constexpr std::size_t lines_of_environment = 40;

// What stands in one line; texts are escaped.
struct Line {
  ConfigKind kind;
  std::string what{}, how{};
  auto operator<=>(const Line&) const = default;
};

// Processes with the same name and the same configuration, such as workers, share a paragraph.
struct Paragraph {
  std::string title{};
  std::vector<int> pids{};
  std::vector<Line> lines{};
};

class ConfigRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {}

  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const ConfigEntry& row = *static_cast<const ConfigEntry*>(chunk[i]);
      for (std::size_t c = 0; c < columns().size(); ++c) read(c, &row, room_);  // Counts gaps.
      if (now_.pids.empty() || now_.pids.front() != row.pid) close_paragraph();
      if (now_.pids.empty()) open_paragraph(row);
      now_.lines.push_back({row.kind, what_of(row), how_of(row)});
    }
  }

  void finish() override {
    close_paragraph();
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      if (i > 0) out_.put('\n');
      print(paragraphs_[i]);
    }
  }

private:
  std::string shown(Text foreign) const {
    std::string text;
    append_shown(text, to_cell(foreign), style_.escape);
    return text;
  }

  // "CONFIG=/etc/app.yaml", "/etc/nginx/conf.d from /srv/conf.d"
  std::string what_of(const ConfigEntry& row) const {
    std::string what(row.what);
    if (row.value && row.kind == ConfigKind::Environment) what.append("=").append(*row.value);
    if (row.value && row.kind == ConfigKind::Mount) what.append(" from ").append(*row.value);
    return shown(what);
  }
  std::string how_of(const ConfigEntry& row) const {
    std::string how(row.how);
    if (row.exists && !*row.exists)
      how += row.kind == ConfigKind::Open ? "; it was removed" : "; it does not exist";
    if (row.exists.why == Absent::Malformed) how += "; it is no file";
    return shown(how);
  }

  void open_paragraph(const ConfigEntry& row) {
    now_.pids = {row.pid};
    now_.title = row.process ? shown(*row.process) : "?";
    if (row.container) container_ = " in container " + shown(*row.container);
  }

  void close_paragraph() {
    if (now_.pids.empty()) return;
    now_.title += '\n' + std::exchange(container_, {});
    const auto same = std::ranges::find_if(paragraphs_, [&](const Paragraph& other) {
      return other.title == now_.title && other.lines == now_.lines;
    });
    if (same != paragraphs_.end())
      same->pids.push_back(now_.pids.front());
    else
      paragraphs_.push_back(std::move(now_));
    now_ = {};
  }

  // "nginx (pid 12, 13 and 4 more) in container web"
  std::string title_of(const Paragraph& paragraph) const {
    constexpr std::size_t pids_max = 8;
    const std::size_t line = paragraph.title.find('\n');
    std::string title = paragraph.title.substr(0, line) + " (pid ";
    for (std::size_t i = 0; i < std::min(paragraph.pids.size(), pids_max); ++i) {
      if (i > 0) title += ", ";
      append_number(title, paragraph.pids[i]);
    }
    if (paragraph.pids.size() > pids_max) {
      append_number(title += " and ", paragraph.pids.size() - pids_max);
      title += " more";
    }
    return title + ")" + paragraph.title.substr(line + 1);
  }

  void print(const Paragraph& paragraph) {
    const bool has_color = style_.color == Color::Yes;
    if (has_color) out_.put("\x1b[1m");
    out_.put(title_of(paragraph));
    if (has_color) out_.put("\x1b[0m");
    out_.put('\n');
    constexpr std::size_t indent = 2;
    Grid grid(std::vector<GridColumn>(3), style_.width, indent);
    std::map<ConfigKind, std::size_t> counts;
    for (const Line& line : paragraph.lines) {
      const std::size_t most =
          line.kind == ConfigKind::Environment ? lines_of_environment : lines_of_kind;
      if (counts[line.kind]++ >= most) continue;
      grid.add(counts[line.kind] == 1 ? name_of(line.kind) : Text());
      grid.add(line.what);
      grid.add(line.how);
    }
    grid.fit();
    grid.print_rows(out_, [](Out& out, std::size_t, bool) { out.pad(indent); });
    for (const auto& [kind, count] : counts) tell_rest(kind, count);
  }

  void tell_rest(ConfigKind kind, std::size_t count) {
    const std::size_t most = kind == ConfigKind::Environment ? lines_of_environment : lines_of_kind;
    if (count <= most) return;
    std::string line = "  and ";
    append_number(line, count - most);
    line.append(" more of ").append(name_of(kind)).append(": --json shows all\n");
    out_.put(line);
  }

  Paragraph now_{};
  std::string container_{};
  std::vector<Paragraph> paragraphs_{};
  std::string room_{};
};

}  // namespace

Result<Exit> run_config(Call& call) {
  take_target(call);
  if (!call.target && !call.options.in && !call.options.all && call.options.from.empty() &&
      call.options.via.empty())
    return usage_error("say of what: sonde config TARGET, such as nginx, :8080, pid:42 or "
                       "container:web");
  TRY(check_reload(call));
  if (call.options.watch)
    return usage_error("a configuration is looked at once: leave --watch out");
  Plan plan = TRY(make_plan(*call.command.view, call));
  plan.was_filtered = true;  // Nothing found is a "no".
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  World world{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  if (call.options.reload && !TRY(reload(call, world))) {
    say(call.talk, "nothing was sent", style.talk_width);
    return Exit::No;
  }
  const Form& form = form_of(call.options);
  const bool as_table = &form != &text_form || call.options.columns || call.options.group;
  std::unique_ptr<Renderer> renderer;
  if (as_table)
    renderer = form.make(call.out, style);
  else
    renderer = std::make_unique<ConfigRenderer>(call.out, style);
  const Outcome outcome = TRY(run_plan(plan, world, *renderer));
  TRY(finish_answer(call, form, *renderer));
  return exit_of(call.options, plan, *renderer, outcome);
}

}  // namespace sonde
