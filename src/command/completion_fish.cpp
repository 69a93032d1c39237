// completion_fish.cpp: the completion script for fish.
// SPDX-License-Identifier: Apache-2.0
#include "command/completion.hpp"
#include "command/reference.hpp"

namespace sonde {
namespace {

constexpr Text beginning = R"(# Completion of sonde for fish: sonde completion fish | source
# Made by sonde from its declarations; do not edit.
function __sonde_command
  set -l skip 0
  set -l words (commandline -opc)
  set -e words[1]
  for word in $words
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
)";

constexpr Text helpers = R"(      case '-*'
      case '*'
        echo $word
        return
    end
  end
end
function __sonde_at
  set -l command (__sonde_command)
  contains -- "$command" $argv
end
# What stands before the column that is being typed in a list: --columns=+a,b,
function __sonde_list_before
  set -l token (commandline -ct | string replace -r '^--[a-z-]+=' '')
  string match -r '^(?:.*,|[-+])' -- $token
end
# The word that this one follows, with an operator between them or not.
function __sonde_after
  set -l words (commandline -opc)
  test "$words[-1]" = '='; and set -e words[-1]
  contains -- "$words[-1]" $argv
end
complete -c sonde -f
)";

std::string quoted(Text words) {
  std::string out = "'";
  for (const char c : words) out.append(c == '\'' || c == '\\' ? "\\" : "").append(1, c);
  return out + "'";
}

// A function that prints a candidate a line, its sentence after a tab.
std::string function_of(const std::string& name, const Candidates& candidates, Text before) {
  std::string out = "function " + name + "\n";
  if (!before.empty()) out += "  set -l before (" + std::string(before) + ")\n";
  out += "  printf " + quoted("%s%s\\t%s\\n");
  for (const Candidate& candidate : candidates) {
    out.append(" \\\n    ").append(before.empty() ? "''" : "\"$before\"").append(" ");
    out.append(candidate.word).append(" ").append(quoted(candidate.doc));
  }
  return out + "\nend\n";
}

std::string at(const std::string& commands) { return "-n '__sonde_at " + commands + "'"; }

// The commands that take a flag and read this table (any, when null); "" is no command yet.
std::string commands_with(const Flag<Options>& flag, const TableInfo* table) {
  std::string names = table ? "" : "\"\"";
  for (const Command& command : all_commands) {
    const bool reads_it = !table || (command.view && command.view->table == table);
    if (reads_it && takes(command, flag))
      names.append(names.empty() ? "" : " ").append(command.name);
  }
  return names;
}

std::string completion_of(const Flag<Options>& flag) {
  const std::string end = " -l " + std::string(flag.name) + " -d " + quoted(flag.doc);
  const std::string begin = "complete -c sonde ";
  std::string values;
  for (const Text value : flag.values) values.append(values.empty() ? "" : " ").append(value);
  const std::string anywhere = begin + at(commands_with(flag, nullptr)) + end;
  const bool is_optional = flag.takes == Takes::OptionalValue;
  if (is_optional && !values.empty()) return anywhere + " -f -a " + quoted(values) + "\n";
  if (flag.takes != Takes::Value) return anywhere + "\n";
  switch (completes_of(flag)) {
    case Completes::Nothing: return anywhere + " -x\n";
    case Completes::Files: return anywhere + " -r -F\n";
    case Completes::Values: return anywhere + " -x -a " + quoted(values) + "\n";
    case Completes::Columns:
    case Completes::OneColumn: break;
  }
  std::string out = begin + at("\"\"") + end + " -x\n";
  for (const TableInfo* table : completed_tables()) {
    const std::string commands = commands_with(flag, table);
    if (commands.empty()) continue;
    out.append(begin).append(at(commands)).append(end);
    out.append(" -x -a '(__sonde_columns_").append(table->name).append(")'\n");
  }
  return out;
}

std::string completion_of(const TableInfo& table) {
  const std::string name(table.name);
  std::string commands;
  for (const Command& command : all_commands)
    if (command.view && command.view->table == &table && takes_filter(command))
      commands.append(commands.empty() ? "" : " ").append(command.name);
  std::string out =
      function_of("__sonde_columns_" + name, column_candidates(table), "__sonde_list_before");
  if (commands.empty()) return out;
  out += function_of("__sonde_filter_" + name, filter_candidates(table), "");
  std::string keys;
  for (const WordsAfter& after : values_in_filter(table)) {
    std::string words;
    for (const Text word : after.words) words.append(" ").append(word);
    out.append("complete -c sonde -n '__sonde_at ").append(commands);
    out.append("; and __sonde_after").append(words);
    out.append("' -a '").append(joined(after.values)).append("'\n");
    keys += words;
  }
  const std::string unless = keys.empty() ? "" : "; and not __sonde_after" + keys;
  return out + "complete -c sonde -n '__sonde_at " + commands + unless + "' -a '(__sonde_filter_" +
         name + ")'\n";
}

std::string completion_of(const Command& command) {
  const std::string begin = "complete -c sonde " + at(std::string(command.name));
  if (takes_files(command)) return begin + " -F\n";
  const Candidates candidates = argument_candidates(command);
  if (candidates.empty()) return {};
  const std::string function = "__sonde_arguments_" + std::string(command.name);
  return function_of(function, candidates, "") + begin + " -a '(" + function + ")'\n";
}

}  // namespace

std::string fish_completion() {
  std::string out(beginning);
  out += "      case " + flags_before_values(" ") + "\n        set skip 1\n";
  out += helpers;
  out += function_of("__sonde_commands", command_candidates(), "");
  out += "complete -c sonde " + at("\"\"") + " -a '(__sonde_commands)'\n";
  for (const Flag<Options>& flag : all_flags) out += completion_of(flag);
  for (const TableInfo* table : completed_tables()) out += completion_of(*table);
  for (const Command& command : all_commands) out += completion_of(command);
  return out;
}

}  // namespace sonde
