// answer.hpp: what commands with rows share: the place, the plan, the form, the exit code.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "command/command.hpp"
#include "query/filter.hpp"
#include "query/pipeline.hpp"
#include "render/renderer.hpp"

namespace sonde {

// A capture, a copy of /proc, pasted text; "-" is standard input.
Result<std::unique_ptr<Source>> open_path(const std::string& path);

// The place that --from or --via names, or this machine. Whoever looks twice says so before: a
// shell elsewhere cannot be asked again.
Result<std::unique_ptr<Source>> open_source(const Options& options, double between_looks_s = 0);

// Of "logs TARGET [FILTER]": the first word is the target, unless it begins a filter. Where --in,
// --all or --from chose a place, a target is less likely, and less is needed to be a filter.
void take_target(Call& call);

// Makes the world look where --in and --all say, and at the target. Answers what to call the place.
Result<std::string> aim(World& world, const Call& call);

// What is to be answered, made from what was typed. Making it opens nothing.
struct Plan {
  const TableInfo* table = nullptr;
  Filter filter{};
  bool was_filtered = false;          // By the user: then no row means "no".
  Columns columns{};                  // To be shown.
  Columns if_known{};                 // Of these: in text only where some row has a value.
  std::optional<GroupTable> group{};  // Instead of the rows of the table.
  std::string sort{};                 // A column's name, with '-' in front for descending.
  std::optional<u64> limit{};
  bool resolve = false;
};
// A column whose values come from two looks: --interval and --watch show it.
inline bool is_rate(const ColumnInfo& column) { return column.needs_two_looks; }
Result<Plan> make_plan(const View& view, const Call& call);

// What came of a plan beside the rows.
struct Outcome {
  u64 undecided = 0;       // Rows of which the filter could not say whether they match.
  bool broke_off = false;  // The scan failed after some rows; a gap says so.
};
// Scans the table of the plan through filter, group, order and limit into the renderer, which may
// be asked about the answer as long as the plan lives. `memory`: of earlier looks of the same
// watch.
Result<Outcome> run_plan(const Plan& plan, World& world, Renderer& renderer,
                         Memory* memory = nullptr);
// The same into a sink that has begun already; `is_empty` says whether no row came of it.
Result<Outcome> run_into(Sink& answer, const Plan& plan, World& world, Memory* memory,
                         const std::function<bool()>& is_empty);

// What a capture lacks as a whole, as gaps of a table; `is_all`: no row of it came.
void tell_lost(World& world, Text table, bool is_all, Sink& sink);

const Form& form_of(const Options& options);
// An error when more than one form was asked for.
Result<void> check_forms(const Options& options);
// An error when control characters would reach a terminal.
Result<Style> style_of(const Call& call);

// Answers a plan from a source, once or, with --watch, again and again.
Result<Exit> answer_plan(Call& call, const Plan& plan, Source& source);
// What is said below the rows of each look.
using RestOfLook = std::string (*)(const Form& form, const Renderer& renderer, Memory& memory);
std::string rest_of_look(const Form& form, const Renderer& renderer, Memory& memory);
// `memory`: of looks before, if there were any.
Result<Exit> watch_view(Call& call, const Plan& plan, Source& source, Style style, Memory& memory,
                        RestOfLook rest = &rest_of_look);

// An error where --interval makes no sense.
Result<void> check_interval(const Options& options, const Source& source);
// A look only for what the scan remembers; then the rest of the interval passes, in seconds. False:
// Ctrl-C ended it.
Result<bool> look_before(World& world, const Plan& plan, double interval, Memory& memory);

// Gaps and notes as sentences, each in its lines; "" where the form has them inside.
std::string rest_of_answer(const Form& form, const Renderer& renderer);
// Flushes the rows, then says the rest.
Result<void> finish_answer(Call& call, const Form& form, const Renderer& renderer);
Exit exit_of(const Options& options, const Plan& plan, const Renderer& renderer,
             const Outcome& outcome);

}  // namespace sonde
