// run.cpp: "sonde run --in NAME -- COMMAND": a program in the network of a place, or inside it.
// SPDX-License-Identifier: Apache-2.0
#include "command/answer.hpp"
#include "source/enter.hpp"
#include "source/live.hpp"
#include "tables/target.hpp"

namespace sonde {
namespace {

std::unexpected<Error> refused(const Error& error) {
  const bool is_refusal = reason_of(error.code) == Absent::NotPermitted;
  Error told = error;
  if (is_refusal) told.object += " (it takes root, CAP_SYS_ADMIN)";
  return std::unexpected(std::move(told));
}

// As shells and env(1) say that there is no such program, or that it cannot be run. The program's
// own code is passed on, so that ours would be taken for it.
Result<Exit> not_started(Call& call, const Error& error) {
  constexpr u8 not_found = 127;
  constexpr u8 not_executable = 126;
  const bool is_program = error.operation == "run" && error.object == call.words.front();
  if (!is_program) return refused(error);
  say_error(call.talk, error);
  const bool is_absent = error.code == std::errc::no_such_file_or_directory;
  return static_cast<Exit>(is_absent ? not_found : not_executable);
}

}  // namespace

Result<Exit> run_run(Call& call) {
  if (!call.options.in) return usage_error("say where: sonde run --in NAME -- COMMAND");
  if (call.words.empty()) return usage_error("say what to run: sonde run --in NAME -- COMMAND");
  RunPlace place;
  place.all = call.options.all_namespaces;
  {
    const std::unique_ptr<Source> source = open_live();
    World world{*source};
    TRY(look_at(world, parse_target(*call.options.in)));
    place.network = world.networks.front().handle;
    place.pid = world.networks.front().pid;
  }
  if (place.all && place.pid == 0)
    return usage_error("no process is in '" + *call.options.in +
                       "': leave --all-ns out to enter its network");
  const Result<int> status = run_inside(place, call.words);
  if (!status) return not_started(call, status.error());
  return static_cast<Exit>(*status);  // The program's own.
}

}  // namespace sonde
