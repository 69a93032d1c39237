// completion_zsh.cpp: the completion script for zsh.
// SPDX-License-Identifier: Apache-2.0
#include "command/completion.hpp"
#include "command/reference.hpp"

namespace sonde {
namespace {

// Inside single quotes, with these characters hidden from zsh's own reading.
std::string quoted(Text words, Text special) {
  std::string out = "'";
  for (const char c : words) {
    if (special.contains(c)) out += '\\';
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

// The body of a `local -a names=(...)` for _describe: word:sentence.
std::string described(const Candidates& candidates) {
  std::string out = "(\n";
  for (const Candidate& candidate : candidates) {
    std::string line(candidate.word);
    if (!candidate.doc.empty()) line.append(":").append(candidate.doc);
    out += "    " + quoted(line, "\\") + "\n";
  }
  return out + "  )\n";
}

std::string function_of(const std::string& name, const Candidates& candidates, Text what) {
  return name + "() {\n  local -a names=" + described(candidates) + "  _describe " +
         std::string(what) + " names\n}\n";
}

std::string columns_of(const TableInfo& table) {
  return "_sonde_columns_" + std::string(table.name) +
         "() {\n  local -a names=" + described(column_candidates(table)) +
         "  compset -P '*[,+-]'\n  _describe column names -S ''\n}\n";
}

std::string filter_of(const TableInfo& table) {
  const std::string name(table.name);
  std::string out =
      "_sonde_filter_" + name + "() {\n  local -a names=" + described(filter_candidates(table));
  out += "  local previous=$words[CURRENT-1]\n";
  out += "  [[ $previous == '=' ]] && previous=$words[CURRENT-2]\n  case $previous in\n";
  for (const WordsAfter& after : values_in_filter(table)) {
    out += "    (";
    for (const Text word : after.words) out.append(word == after.words[0] ? "" : "|").append(word);
    out += ") names=(" + joined(after.values) + ") ;;\n";
  }
  return out + "  esac\n  _describe word names\n}\n";
}

std::string action_of(const Flag<Options>& flag, const TableInfo* table) {
  std::string values;
  switch (completes_of(flag)) {
    case Completes::Nothing: return " ";
    case Completes::Files: return "_files";
    case Completes::Columns:
    case Completes::OneColumn: return table ? "_sonde_columns_" + std::string(table->name) : " ";
    case Completes::Values: break;
  }
  for (const Text value : flag.values) values.append(values.empty() ? "" : " ").append(value);
  return "(" + values + ")";
}

// One option as _arguments wants it: '--sort=[sentence]:COLUMN:action'.
std::string spec_of(const Flag<Options>& flag, const TableInfo* table) {
  std::string spec = "--" + std::string(flag.name);
  if (flag.takes == Takes::Value) spec += "=";
  if (flag.takes == Takes::OptionalValue) spec += "=-";
  spec += "[";
  for (const char c : flag.doc) spec.append(Text("[]:\\").contains(c) ? "\\" : "").append(1, c);
  spec += "]";
  if (flag.takes == Takes::OptionalValue) spec += ":";
  if (flag.takes != Takes::Nothing)
    spec += ":" + std::string(flag.value) + ":" + action_of(flag, table);
  return "      " + quoted("*" + spec, "") + " \\\n";
}

std::string arguments_of(const Command& command) {
  if (takes_filter(command))
    return "'*:filter:_sonde_filter_" + std::string(command.view->table->name) + "'";
  if (takes_files(command)) return "'*:file:_files'";
  if (argument_candidates(command).empty()) return "";
  return "'*:argument:_sonde_arguments_" + std::string(command.name) + "'";
}

std::string case_of(const Command& command) {
  const TableInfo* const table = command.view ? command.view->table : nullptr;
  std::string out = "    (" + std::string(command.name) + ") _arguments \\\n";
  for (const Flag<Options>& flag : all_flags)
    if (takes(command, flag)) out += spec_of(flag, table);
  return out + "      '1:command: ' " + arguments_of(command) + " ;;\n";
}

}  // namespace

std::string zsh_completion() {
  std::string out = "#compdef sonde\n"
                    "# Completion of sonde for zsh: source <(sonde completion zsh)\n"
                    "# Made by sonde from its declarations; do not edit.\n";
  out += function_of("_sonde_commands", command_candidates(), "command");
  for (const TableInfo* table : completed_tables()) out += columns_of(*table);
  for (const TableInfo* table : filtered_tables()) out += filter_of(*table);
  for (const Command& command : all_commands) {
    const Candidates candidates = argument_candidates(command);
    const std::string name = "_sonde_arguments_" + std::string(command.name);
    if (!candidates.empty()) out += function_of(name, candidates, "argument");
  }
  out += "_sonde() {\n  local word command= skip=\n";
  out += "  for word in \"${(@)words[2,CURRENT-1]}\"; do\n";
  out += "    if [[ -n $skip ]]; then skip=; continue; fi\n    case $word in\n";
  out += "      (" + flags_before_values("|") + ") skip=1 ;;\n";
  out += "      (-*) ;;\n      (*) command=$word; break ;;\n    esac\n  done\n";
  out += "  case $command in\n    ('') _arguments \\\n";
  for (const Flag<Options>& flag : all_flags) out += spec_of(flag, nullptr);
  out += "      '1:command:_sonde_commands' ;;\n";
  for (const Command& command : all_commands) out += case_of(command);
  out += "  esac\n}\n";
  out += "if [[ $funcstack[1] == _sonde ]]; then _sonde \"$@\"; else compdef _sonde sonde; fi\n";
  return out;
}

}  // namespace sonde
