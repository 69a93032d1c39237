// completion_bash.cpp: the completion script for bash.
// SPDX-License-Identifier: Apache-2.0
#include "command/completion.hpp"
#include "command/reference.hpp"

namespace sonde {
namespace {

constexpr Text beginning = R"(# Completion of sonde for bash: source <(sonde completion bash)
# Made by sonde from its declarations; do not edit.
_sonde() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  local i word command='' table='' flags='' words='' list='' files='' skip='' equals=''
  # bash cuts --flag=value into three words.
  if [[ $current == = ]]; then
    current='' equals=1
  elif [[ $previous == = && $COMP_CWORD -ge 2 ]]; then
    previous=${COMP_WORDS[COMP_CWORD-2]} equals=1
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      =) skip=1; continue ;;
    esac
    if [[ -n $skip ]]; then skip=''; continue; fi
    case $word in
)";

constexpr Text ending = R"(
  COMPREPLY=()
  if [[ -n $list ]]; then
    compopt -o nospace 2>/dev/null
    word=${current##*[,+-]}
    mapfile -t COMPREPLY < <(compgen -P "${current%"$word"}" -W "$list" -- "$word")
  elif [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  elif [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}
complete -F _sonde sonde
)";

// `case $command in ... esac`: flags, and what else can stand after it.
std::string commands_part() {
  std::string out = "  case $command in\n    '')\n      flags='";
  for (const Flag<Options>& flag : all_flags) out += "--" + std::string(flag.name) + " ";
  out.back() = '\'';
  out += "\n      words='" + joined(command_candidates()) + "' ;;\n";
  for (const Command& command : all_commands) {
    out += "    " + std::string(command.name) + ")\n      flags='";
    for (const Flag<Options>& flag : all_flags)
      if (takes(command, flag)) out += "--" + std::string(flag.name) + " ";
    out.back() = '\'';
    if (command.view) out += "\n      table=" + std::string(command.view->table->name);
    if (takes_files(command)) out += "\n      files=1";
    const std::string words = joined(argument_candidates(command));
    if (!words.empty()) out += "\n      words='" + words + "'";
    out += " ;;\n";
  }
  return out + "  esac\n";
}

// The columns and the filter of the command's table.
std::string tables_part() {
  std::string out = "  local columns=''\n  case $table in\n";
  for (const TableInfo* table : completed_tables())
    out += "    " + std::string(table->name) + ") columns='" + joined(column_candidates(*table)) +
           "' ;;\n";
  out += "  esac\n  case $command in\n";
  for (const TableInfo* table : filtered_tables()) {
    std::string commands;
    for (const Command& command : all_commands)
      if (takes_filter(command) && command.view->table == table)
        commands.append(commands.empty() ? "" : "|").append(command.name);
    out += "    " + commands + ") words='" + joined(filter_candidates(*table)) + "' ;;\n";
  }
  return out + "  esac\n";
}

std::string value_of(const Flag<Options>& flag) {
  switch (completes_of(flag)) {
    case Completes::Nothing: return "words=''; files=''";
    case Completes::Files: return "words=''; files=1";
    case Completes::Columns:
    case Completes::OneColumn: return "list=$columns; words=''; files=''";
    case Completes::Values: break;
  }
  std::string values;
  for (const Text value : flag.values) values.append(values.empty() ? "" : " ").append(value);
  return "words='" + values + "'; files=''";
}

// What the word before says about this one; a value wins over a flag or an argument.
std::string values_part() {
  std::string out = "  [[ $current == -* ]] && words=$flags files=''\n";
  out += "  case $table:$previous in\n";
  for (const Flag<Options>& flag : all_flags) {
    const bool is_optional = flag.takes == Takes::OptionalValue && !flag.values.empty();
    if (flag.takes != Takes::Value && !is_optional) continue;
    out += "    *:--" + std::string(flag.name) + ") ";
    out += (is_optional ? "[[ -z $equals ]] || { " : "") + value_of(flag);
    out += is_optional ? "; } ;;\n" : " ;;\n";
  }
  for (const TableInfo* table : filtered_tables()) {
    for (const WordsAfter& after : values_in_filter(*table)) {
      std::string keys;
      for (const Text word : after.words)
        keys += (keys.empty() ? "" : "|") + std::string(table->name) + ":" + std::string(word);
      out += "    " + keys + ") [[ $current == -* ]] || words='" + joined(after.values) + "' ;;\n";
    }
  }
  return out + "  esac";
}

}  // namespace

std::string bash_completion() {
  std::string out(beginning);
  out += "      " + flags_before_values("|") + ") skip=1 ;;\n";
  out += "      -*) ;;\n      *) command=$word; break ;;\n    esac\n  done\n";
  out += commands_part();
  out += tables_part();
  out += values_part();
  out += ending;
  return out;
}

}  // namespace sonde
