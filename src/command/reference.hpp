// reference.hpp: what help, man page, Markdown and completion all say, read off the declarations.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <vector>

#include "command/command.hpp"

namespace sonde {

constexpr Text summary = "the sockets of a Linux machine or container, and who holds them";
constexpr Text usage_line = "sonde [WHERE] COMMAND [OPTIONS] [ARGUMENTS...]";

// What an exit code says; the order is the order of the docs.
struct ExitCode {
  Exit code;
  Text doc;
};
extern const std::span<const ExitCode> all_exit_codes;

// What a person in trouble asks, and the command that answers.
struct AskedOften {
  Text question, command;
};
extern const std::span<const AskedOften> all_questions;

// Variables of the environment that change an answer.
extern const std::span<const Example> all_variables;

// A label and what it means: an option, a column, a line about the filter language.
struct Item {
  std::string label, doc;
};

struct FlagGroup {
  Text title;
  std::vector<const Flag<Options>*> flags;
};

// Flags of these groups, in the order of the docs.
std::vector<FlagGroup> grouped_flags(u32 groups);
bool takes(const Command& command, const Flag<Options>& flag);
// "--columns LIST", and its sentence with all values that it takes.
Item item_of(const Flag<Options>& flag);

// "sonde listen [OPTIONS] [FILTER...]"
std::string usage_of(const Command& command);
bool takes_filter(const Command& command);
// Whether a command over the table does.
bool takes_filter(const TableInfo& table);
// A view as the command over its whole table that it stands for: "sonde sockets", then its filter
// and its options, each with its value. Empty for the table itself.
std::vector<std::string> long_form_of(const Command& command);

// Those of tables/, and those that checks make.
std::vector<const TableInfo*> documented_tables();
const TableInfo* find_table(Text name);
// The first command that answers from a table. Null when there is none.
const Command* command_over(const TableInfo& table);
// Whether text shows the column unless somebody chooses columns.
bool is_usual(const ColumnInfo& column, const View& view);
// "text", "number", "yes or no": what the values of a column are.
Text kind_of(const ColumnInfo& column);
// The filter language, with the words of this table.
std::vector<Item> filter_items(const TableInfo& table);

}  // namespace sonde
