// diff.cpp: "sonde diff A [B]": two captures, or a capture and this machine now.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "command/answer.hpp"
#include "command/differences.hpp"
#include "source/live.hpp"

namespace sonde {

namespace {

// One or two; a filter may follow.
std::vector<std::string> take_places(std::vector<std::string>& words) {
  std::vector<std::string> places;
  while (!words.empty() && places.size() < 2) {
    const Text word = words.front();
    const bool is_filter = differences_table.find(word) || word == "not" ||
                           word.find_first_of(" ()=<>~!") != Text::npos;
    if (is_filter) break;
    places.emplace_back(word);
    words.erase(words.begin());
  }
  return places;
}

// Gaps of what both hide alike take nothing from the answer, as they took nothing from the rows.
Exit exit_of_diff(const Options& options, const Renderer& renderer, const Outcome& outcome) {
  if (outcome.broke_off) return Exit::Failed;
  if (options.strict && !renderer.gaps().empty()) return Exit::Gaps;
  if (renderer.row_count() > 0) return Exit::No;
  const bool is_unsure = std::ranges::any_of(renderer.gaps().all(), [](const Gap& gap) {
    return gap.table == differences_table.name && gap.column.empty();
  });
  // Else neither the same nor another.
  return is_unsure || outcome.undecided > 0 ? Exit::Failed : Exit::Answered;
}

}  // namespace

Result<Exit> run_diff(Call& call) {
  const std::vector<std::string> places = take_places(call.words);
  if (places.empty())
    return usage_error("name two captures, or one to compare with this machine now: "
                       "sonde diff BEFORE [AFTER]");
  if (call.options.watch) return usage_error("diff compares once; sonde conns --watch goes on");
  const Plan plan = TRY(make_plan(*call.command.view, call));
  const std::unique_ptr<Source> before = TRY(open_path(places.front()));
  const std::unique_ptr<Source> after =
      places.size() == 2 ? TRY(open_path(places.back())) : open_live();
  Style style = TRY(style_of(call));
  style.where = std::string(before->name()) + ", " + std::string(after->name());
  World world{*after};
  world.share(DiffQuestion(*before));
  const Form& form = form_of(call.options);
  const std::unique_ptr<Renderer> renderer = form.make(call.out, style);
  const Outcome outcome = TRY(run_plan(plan, world, *renderer));
  TRY(finish_answer(call, form, *renderer));
  return exit_of_diff(call.options, *renderer, outcome);
}

}  // namespace sonde
