// completion.cpp: "sonde completion": the candidates that the scripts of all shells share.
// SPDX-License-Identifier: Apache-2.0
#include "command/completion.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "check/check.hpp"
#include "command/reference.hpp"
#include "lexicon/lookup.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// The order is the order of the docs.
constexpr Shell shells[] = {
    {"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};

std::string names_of_shells() {
  std::string names;
  for (const Shell& shell : all_shells) {
    if (!names.empty()) names += &shell == &all_shells.back() ? " or " : ", ";
    names += shell.name;
  }
  return names;
}

void add(Candidates& candidates, Text word, Text doc) {
  if (std::ranges::find(candidates, word, &Candidate::word) == candidates.end())
    candidates.push_back({word, doc});
}

// A shell takes it for one plain word.
bool is_plain(Text word) {
  return std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           Text("_-./").contains(c);
  });
}

Candidates explained_words() {
  Candidates candidates;
  for (const Entry& entry : all_entries())
    if (is_plain(entry.word)) add(candidates, entry.word, entry.kind);
  for (const Check& check : all_checks) add(candidates, check.name, check.asks);
  return candidates;
}

std::vector<const TableInfo*> tables_of(bool (*has)(const Command& command)) {
  std::vector<const TableInfo*> tables;
  for (const Command& command : all_commands)
    if (has(command) && std::ranges::find(tables, command.view->table) == tables.end())
      tables.push_back(command.view->table);
  return tables;
}

}  // namespace

const std::span<const Shell> all_shells = shells;

Completes completes_of(const Flag<Options>& flag) {
  if (flag.takes == Takes::Nothing) return Completes::Nothing;
  if (!flag.values.empty()) return Completes::Values;
  if (flag.value == "LIST") return Completes::Columns;
  if (flag.value == "COLUMN") return Completes::OneColumn;
  return flag.value == "PATH" ? Completes::Files : Completes::Nothing;
}

Candidates command_candidates() {
  Candidates candidates;
  for (const Command& command : all_commands) add(candidates, command.name, command.doc);
  return candidates;
}

Candidates column_candidates(const TableInfo& table) {
  Candidates candidates;
  for (const ColumnInfo& column : table.columns) add(candidates, column.name, column.doc);
  return candidates;
}

Candidates filter_candidates(const TableInfo& table) {
  Candidates candidates;
  for (const EndpointWord& word : table.endpoint_words)
    add(candidates, word.word, "A word of ss for an end of the socket.");
  if (table.find("state")) add(candidates, "exclude", "Not in this state.");
  for (const Candidate& column : column_candidates(table)) add(candidates, column.word, column.doc);
  add(candidates, "and", "Both conditions.");
  add(candidates, "or", "One of the conditions.");
  add(candidates, "not", "The opposite of what follows.");
  return candidates;
}

std::vector<WordsAfter> values_in_filter(const TableInfo& table) {
  std::vector<WordsAfter> all;
  for (const ColumnInfo& column : table.columns) {
    if (!column.words || column.words->values.empty()) continue;
    WordsAfter after{{column.name}, {}};
    if (column.name == "state") after.words.push_back("exclude");
    for (const Text value : column.words->values) add(after.values, value, "");
    for (const Spelling& spelling : column.words->spellings) add(after.values, spelling.word, "");
    all.push_back(std::move(after));
  }
  return all;
}

Candidates argument_candidates(const Command& command) {
  Candidates candidates;
  if (command.run == run_explain) return explained_words();
  if (command.run == run_diagnose)
    for (const Check& check : all_checks) add(candidates, check.name, check.asks);
  if (command.run == run_completion)
    for (const Shell& shell : all_shells) add(candidates, shell.name, "A shell.");
  if (command.run == run_help) {
    candidates = command_candidates();
    for (const TableInfo* table : documented_tables()) add(candidates, table->name, table->doc);
  }
  return candidates;
}

bool takes_files(const Command& command) { return command.arguments.contains("FILE"); }

std::string joined(const Candidates& candidates, Text between) {
  std::string words;
  for (const Candidate& candidate : candidates)
    words.append(words.empty() ? Text() : between).append(candidate.word);
  return words;
}

std::string flags_before_values(Text between) {
  std::string flags;
  for (const Flag<Options>& flag : all_flags)
    if (flag.takes == Takes::Value)
      flags.append(flags.empty() ? Text() : between).append("--").append(flag.name);
  return flags;
}

std::vector<const TableInfo*> completed_tables() {
  return tables_of([](const Command& command) { return command.view != nullptr; });
}

std::vector<const TableInfo*> filtered_tables() {
  return tables_of([](const Command& command) { return command.view && takes_filter(command); });
}

Result<Exit> run_completion(Call& call) {
  if (call.words.size() != 1)
    return usage_error("for which shell? sonde completion " + names_of_shells());
  std::vector<Text> known;
  for (const Shell& shell : all_shells) {
    known.push_back(shell.name);
    if (shell.name != call.words.front()) continue;
    call.out.put(shell.script());
    return Exit::Answered;
  }
  const Text near = nearest(call.words.front(), known);
  std::string said = "there is no completion for '" + call.words.front() + "'";
  if (!near.empty()) said += "; did you mean '" + std::string(near) + "'?";
  return usage_error(said + " (" + names_of_shells() + ")");
}

}  // namespace sonde
