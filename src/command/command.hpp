// command.hpp: what a command is, and how one is called.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/out.hpp"
#include "command/options.hpp"
#include "core/table.hpp"

namespace sonde {

// The exit codes of the contract.
enum class Exit : u8 { Answered = 0, No = 1, Usage = 2, Gaps = 3, Failed = 4 };

// A command over a table: which rows, and how they are shown unless somebody says otherwise.
struct View {
  const TableInfo* table;
  Text filter{};       // In the filter language.
  Text filter_unix{};  // Instead of it with --unix.
  Text columns{};      // In text; empty: those that the table always shows.
  Text sort{};
  Text group{};
  // Columns that say how bad a row is, parted by spaces: with --watch it can become worse. The last
  // one counts.
  Text worse_by{};
  // Columns beside those, which cost more: in text left out where no row has a value.
  struct Extra {
    Text text{}, machine{};
    bool only_of_places = false;  // With --in and --all.
  } extra{};
};

struct Command;

struct Call {
  const Command& command;
  Options options;
  std::vector<std::string> words;       // What is no flag: a filter, files, a question.
  Out& out;                             // Data.
  Out& talk;                            // Sentences: gaps, notes, progress. Standard error.
  std::optional<std::string> target{};  // Of "logs TARGET": whose rows are wanted.
};

struct Command {
  Text name;
  Text arguments;  // "[FILTER...]"
  Text doc;
  u32 groups;  // Which flags it takes.
  Result<Exit> (*run)(Call& call);
  std::span<const Example> examples{};
  const View* view = nullptr;
};

// Every command, in the order of the docs. The overview is what "sonde" alone runs.
extern const std::span<const Command> all_commands;
extern const Command overview_command;
const Command* find_command(Text name);

// Each command's own file defines one of these.
Result<Exit> run_view(Call& call);
Result<Exit> run_overview(Call& call);
Result<Exit> run_namespaces(Call& call);
Result<Exit> run_run(Call& call);
Result<Exit> run_inject(Call& call);
Result<Exit> run_collect(Call& call);
Result<Exit> run_diff(Call& call);
Result<Exit> run_logs(Call& call);
Result<Exit> run_who(Call& call);
Result<Exit> run_path(Call& call);
Result<Exit> run_decode(Call& call);
Result<Exit> run_explain(Call& call);
Result<Exit> run_diagnose(Call& call);
Result<Exit> run_can(Call& call);
Result<Exit> run_tree(Call& call);
Result<Exit> run_config(Call& call);
Result<Exit> run_hints(Call& call);
Result<Exit> run_sql(Call& call);
Result<Exit> run_help(Call& call);
Result<Exit> run_completion(Call& call);
Result<Exit> run_version(Call& call);

// An error of the command line: exit code 2.
std::unexpected<Error> usage_error(std::string sentence);
// Says a gap or a note on standard error, escaped, and folded at `width` columns; 0: not folded.
void say(Out& talk, Text sentence, std::size_t width);
// Says what went wrong, as a line of standard error.
void say_error(Out& talk, const Error& error);

}  // namespace sonde
