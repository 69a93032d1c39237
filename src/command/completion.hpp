// completion.hpp: what can be completed, read off the declarations; and a script for each shell.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "command/command.hpp"

namespace sonde {

struct Shell {
  Text name;
  std::string (*script)();
};
extern const std::span<const Shell> all_shells;

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

struct Candidate {
  Text word, doc;
};
using Candidates = std::vector<Candidate>;

// What the value of a flag is.
enum class Completes : u8 { Nothing, Values, Columns, OneColumn, Files };
Completes completes_of(const Flag<Options>& flag);

Candidates command_candidates();
Candidates column_candidates(const TableInfo& table);
// Words that a filter over the table is made of.
Candidates filter_candidates(const TableInfo& table);
// What can follow one of these words in a filter: `state` and `exclude` are followed by states.
struct WordsAfter {
  std::vector<Text> words;
  Candidates values;
};
std::vector<WordsAfter> values_in_filter(const TableInfo& table);
// What follows a command, if it is neither a filter nor a file.
Candidates argument_candidates(const Command& command);
bool takes_files(const Command& command);

// The words in a row, with spaces between them. None of them needs quotes: a test asks them all.
std::string joined(const Candidates& candidates, Text between = " ");
// "--from|--columns": the flags that the next word belongs to.
std::string flags_before_values(Text between);
// The tables that commands read, each once; those of commands with a filter.
std::vector<const TableInfo*> completed_tables();
std::vector<const TableInfo*> filtered_tables();

}  // namespace sonde
