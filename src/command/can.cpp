// can.cpp: "sonde can": what can be seen from here, in words, and what would help.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "base/escape.hpp"
#include "command/answer.hpp"
#include "render/grid.hpp"
#include "tables/here.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// What is seen of some tables, each with the questions about it.
struct Seen {
  std::vector<std::pair<std::string, std::vector<std::string>>> tables{};

  void add(const std::string& table) {
    if (tables.empty() || tables.back().first != table) tables.push_back({table, {}});
  }
};

// Questions with one reason, told together: the same cause, or where none is known the same remedy.
struct Group {
  std::string why{}, cause{}, remedy{};
  std::array<Seen, 3> seen{};  // None, partial, full.
  u64 others = 0;              // Answers beside the first.
};
constexpr Text extents[] = {"none", "partial", "full"};

bool is_whole_table(Text table, Text what) {
  return std::ranges::any_of(
      all_tables, [&](const TableInfo* info) { return info->name == table && info->doc == what; });
}

// "sockets (processes that hold them), files"
std::string list_of(const Seen& seen) {
  std::string list;
  for (const auto& [table, parts] : seen.tables) {
    (list += list.empty() ? "" : ", ") += table;
    for (const std::string& part : parts) (list += &part == parts.data() ? " (" : "; ") += part;
    if (!parts.empty()) list += ')';
  }
  return list;
}

// Tables with the same reason in one paragraph, and those of which all can be seen at the end: a
// table of questions would cut the remedy, which is what the reader needs.
class CanRenderer final : public Renderer {
public:
  using Renderer::Renderer;

protected:
  void start() override {}
  void write(const Chunk& chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) add(chunk[i]);
  }
  void finish() override {
    // What no right of this place is known to change is the least interesting.
    const auto rank = [](const Group& group) {
      return group.why.empty() ? 2 : group.cause.empty() ? 1 : 0;
    };
    std::ranges::stable_sort(groups_, {}, rank);
    for (const Group& group : groups_) print(group);
  }

private:
  static constexpr std::size_t indent = 9;

  void add(const void* row) {
    Group fresh{shown(row, "why"), shown(row, "cause"), shown(row, "remedy")};
    const auto same = [&](const Group& group) {
      return group.why.empty() == fresh.why.empty() && group.cause == fresh.cause &&
             group.remedy == fresh.remedy;
    };
    auto group = std::ranges::find_if(groups_, same);
    if (group == groups_.end())
      group = groups_.insert(group, std::move(fresh));
    else
      ++group->others;
    const auto extent = std::ranges::find(extents, Text(shown(row, "access")));
    if (extent == std::end(extents)) return;
    Seen& seen = group->seen[static_cast<std::size_t>(extent - std::begin(extents))];
    const std::string table = shown(row, "table");
    const std::string what = shown(row, "what");
    seen.add(table);
    std::vector<std::string>& parts = seen.tables.back().second;
    if (!is_whole_table(table, what))
      parts.push_back(what);
    else if (*extent == "full")
      parts.clear();  // Then each part is seen too.
  }

  void print(const Group& group) {
    for (std::size_t i = 0; i < group.seen.size(); ++i) {
      if (group.seen[i].tables.empty()) continue;
      std::string line(extents[i]);
      line.resize(indent, ' ');
      put_folded(out_, line + list_of(group.seen[i]), style_.width, {.indent = indent});
    }
    if (group.why.empty()) return;
    std::string because = group.cause.empty() ? group.why : group.cause + ": " + group.why;
    if (group.others > 0 && !group.why.contains("; and ")) because += "; and more: sonde gaps";
    put_below("because " + because);
    if (!group.remedy.empty()) put_below("\xe2\x86\x92 " + group.remedy);
  }
  void put_below(Text sentence) {
    put_folded(out_, std::string(indent, ' ').append(sentence), style_.width,
               {.indent = indent + 2});
  }

  // A cell, escaped; "" when there is none.
  std::string shown(const void* row, Text column) {
    std::string room, text;
    const Cell cell = table().find(column)->read(row, room);
    if (!std::holds_alternative<Absent>(cell)) append_shown(text, cell, Escape::Yes);
    return text;
  }

  std::vector<Group> groups_{};
};

void say_who(World& world, const Style& style, Out& out) {
  const Here& here = world.shared<Here>();
  const std::string said = here.is_live ? describe_here(here) : std::string();
  if (said.empty()) return;
  std::string line = "You are ";
  escape_to(line, said);
  put_folded(out, line + '.', style.width);
  out.put("\n");
}

}  // namespace

Result<Exit> run_can(Call& call) {
  const bool as_table = &form_of(call.options) != &text_form || call.options.columns ||
                        call.options.group || call.options.watch;
  if (as_table) return run_view(call);
  const Plan plan = TRY(make_plan(*call.command.view, call));
  const std::unique_ptr<Source> source = TRY(open_source(call.options));
  Style style = TRY(style_of(call));
  World world{*source, call.options.source, call.options.endian};
  style.where = TRY(aim(world, call));
  CanRenderer renderer(call.out, style);
  say_who(world, style, call.out);
  const Outcome outcome = TRY(run_plan(plan, world, renderer));
  TRY(finish_answer(call, text_form, renderer));  // Notes: what was not looked at.
  return exit_of(call.options, plan, renderer, outcome);
}

}  // namespace sonde
