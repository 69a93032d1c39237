// answer.hpp: what commands with rows share: the place, the plan, the form, the exit code.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "command/command.hpp"
#include "query/filter.hpp"
#include "render/renderer.hpp"

namespace sonde {

// The place that --from names, or this machine.
Result<std::unique_ptr<Source>> open_source(const Options& options);

// What is to be answered, made from what was typed. Making it opens nothing.
struct Plan {
  const TableInfo* table = nullptr;
  Filter filter{};
  bool was_filtered = false;  // By the user: then no row means "no".
  Columns columns{};          // To be shown, unless rows are grouped.
  Columns group{};
  std::string sort{};  // A column's name, with '-' in front for descending.
  std::optional<u64> limit{};
  bool resolve = false;
};
Result<Plan> make_plan(const View& view, const Call& call);

// Scans the table of the plan through filter, group, order and limit into the renderer.
Result<void> run_plan(const Plan& plan, World& world, Renderer& renderer);

const Form& form_of(const Options& options);
// An error when control characters would reach a terminal.
Result<Style> style_of(const Call& call, Text where);

// Answers a view from a source, once or, with --watch, again and again.
Result<Exit> answer_view(Call& call, const View& view, Source& source);
Result<Exit> watch_view(Call& call, const Plan& plan, Source& source, const Style& style);

// Flushes the rows, then says gaps and notes as sentences, unless the form has them inside.
Result<void> finish_answer(Call& call, const Form& form, const Renderer& renderer);
Exit exit_of(const Options& options, const Plan& plan, const Renderer& renderer);

}  // namespace sonde
