// path.cpp: the table "path": why a connection would work or not, step by step.
// SPDX-License-Identifier: Apache-2.0
#include "tables/path_walk.hpp"

namespace sonde {
namespace {

constexpr Vocabulary stage_words = {path_stage_names};
constexpr Vocabulary verdict_words = {path_verdict_names};

// clang-format off: one line a column. The order is the order of the docs and of the output.
constexpr ColumnInfo columns[] = {
    column<netns_of<PathStep>>("netns", "Network namespace that the step is in.", Show::Machine, Unit::Inode),
    column<container_of<PathStep>>("container", "Container that this namespace belongs to.", Show::Machine),
    column<&PathStep::number>("number", "Place of the step on the way, from 1.", Show::Machine),
    column<&PathStep::step>("step", "What is met: name, rule, route, source, firewall, nat, neighbour, interface, listener.", Show::Always).with(stage_words),
    column<&PathStep::verdict>("verdict", "Whether the packet passes: ok, fails, or unknown where nobody can say.", Show::Always).with(verdict_words),
    column<&PathStep::says>("says", "The step in words.", Show::Always),
    column<&PathStep::evidence>("evidence", "Where that was read, and what stands there.", Show::Machine),
    column<&PathStep::next>("next", "The next command, or what to change.", Show::Machine),
    column<&PathStep::source>("source", "The address that the packet is from, once it has one.", Show::Machine),
    column<&PathStep::destination>("destination", "The address that it goes to, which NAT may change.", Show::Machine),
    column<&PathStep::port>("port", "The port that it goes to, which NAT may change.", Show::Machine),
    column<&PathStep::gateway>("gateway", "The next hop, where there is one.", Show::Machine),
    column<&PathStep::interface>("interface", "The interface that it leaves by.", Show::Machine),
};
// clang-format on

Text remedy(Text, Absent why) {
  return why == Absent::NotPermitted ? "run as root" : "run sonde on that machine";
}

constexpr Text key[] = {"number", "step"};

Result<void> scan_path(Scan<PathStep>& scan) {
  const PathQuestion& question = scan.world.shared<PathQuestion>();
  PathWalk walk(scan.world, question, scan.table.name, scan.sink);
  TRY(walk.run());
  RowStore<PathStep> rows;
  for (const PathStep& step : walk.steps) {
    rows.add(step);
    if (!question.outcome) continue;
    question.outcome->has_ok = question.outcome->has_ok || step.verdict == PathVerdict::Ok;
    question.outcome->has_failed =
        question.outcome->has_failed || step.verdict == PathVerdict::Fails;
  }
  give(rows.chunks(), scan.sink);
  return {};
}

}  // namespace

constinit const TableInfo path_table = {
    "path",  "Each step of a connection's way: whether it passes, and what stands in the way.",
    columns, &run_scan<scan_path>,
    key,     {},
    &remedy};

}  // namespace sonde
