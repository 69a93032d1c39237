// reference.cpp: exit codes, questions and variables, and what the declarations say in words.
// SPDX-License-Identifier: Apache-2.0
#include "command/reference.hpp"

#include <algorithm>
#include <bit>

#include "command/differences.hpp"
#include "command/findings.hpp"
#include "command/links.hpp"
#include "tables/path_question.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

constexpr ExitCode exit_codes[] = {
    {Exit::Answered, "Answered."},
    {Exit::No, "Answered, and the answer is no: nothing matched, or something is wrong."},
    {Exit::Usage, "The command line is wrong; the message says what is, and what was meant."},
    {Exit::Gaps, "Answered, but not everything could be seen, and --strict was given."},
    {Exit::Failed, "No answer: nothing readable, text not understood, output not written; or the "
                   "filter asks for what could not be seen."},
};

constexpr AskedOften questions[] = {
    {"Is a port listening?", "sonde listen sport = :8080"},
    {"Does traffic move, who talks to whom?", "sonde conns"},
    {"Is it connected to MySQL?", "sonde conns dst :mysql"},
    {"How many are ESTABLISHED?", "sonde conns --group state"},
    {"Which program has port 8080?", "sonde listen sport = :8080"},
};

constexpr Example variables[] = {
    {"NO_COLOR", "When it is not empty, no colour is used unless --color=always says so."},
    {"LC_ALL, LC_MESSAGES, LANG", "The language of 'sonde explain', unless --lang names one."},
};

// Whether `word` stands in `sentence` as a word of its own.
bool mentions(Text sentence, Text word) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (std::size_t at = sentence.find(word); at != Text::npos; at = sentence.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(sentence[at - 1])) &&
        (end == sentence.size() || !is_letter(sentence[end])))
      return true;
  }
  return false;
}

bool names(Text list, Text name) {
  while (!list.empty()) {
    const Text one = list.substr(0, list.find(','));
    if (one == name) return true;
    list.remove_prefix(std::min(one.size() + 1, list.size()));
  }
  return false;
}

}  // namespace

const std::span<const ExitCode> all_exit_codes = exit_codes;
const std::span<const AskedOften> all_questions = questions;
const std::span<const Example> all_variables = variables;

std::vector<const TableInfo*> documented_tables() {
  std::vector<const TableInfo*> tables(all_tables.begin(), all_tables.end());
  for (const TableInfo* table :
       {&links_table, &path_table, &differences_table, &findings_table, &checks_table})
    tables.push_back(table);
  return tables;
}

std::vector<FlagGroup> grouped_flags(u32 groups) {
  std::vector<FlagGroup> grouped;
  for (const Flag<Options>& flag : all_flags) {
    if ((flag.groups & groups) == 0) continue;
    const Text title = title_of(static_cast<Group>(1U << std::countr_zero(flag.groups)));
    if (grouped.empty() || grouped.back().title != title) grouped.push_back({title, {}});
    grouped.back().flags.push_back(&flag);
  }
  return grouped;
}

bool takes(const Command& command, const Flag<Options>& flag) {
  return (flag.groups & (command.groups | Everywhere)) != 0;
}

Item item_of(const Flag<Options>& flag) {
  Item item{"--" + std::string(flag.name), std::string(flag.doc)};
  const auto letter = std::ranges::find(letters, flag.name, &Letter::flag);
  if (letter != std::end(letters)) item.label.insert(0, std::string(letter->letter) + ", ");
  if (flag.takes == Takes::Value) item.label += " " + std::string(flag.value);
  if (flag.takes == Takes::OptionalValue) item.label += "[=" + std::string(flag.value) + "]";
  if (std::ranges::all_of(flag.values, [&](Text value) { return mentions(flag.doc, value); }))
    return item;
  item.doc += " [";
  for (const Text value : flag.values) {
    if (item.doc.back() != '[') item.doc += ", ";
    item.doc += value;
  }
  item.doc += "]";
  return item;
}

std::string usage_of(const Command& command) {
  std::string usage = "sonde";
  if (!command.name.empty()) usage.append(" ").append(command.name);
  const bool has_options = std::ranges::any_of(
      all_flags, [&](const Flag<Options>& flag) { return (flag.groups & command.groups) != 0; });
  if (has_options) usage += " [OPTIONS]";
  if (!command.arguments.empty()) usage.append(" ").append(command.arguments);
  return usage;
}

bool takes_filter(const Command& command) { return command.arguments.contains("FILTER"); }

bool takes_filter(const TableInfo& table) {
  return std::ranges::any_of(all_commands, [&](const Command& command) {
    return command.view && command.view->table == &table && takes_filter(command);
  });
}

std::vector<std::string> long_form_of(const Command& command) {
  const View& view = *command.view;
  if (!takes_filter(command) || !find_command(view.table->name)) return {};
  if (view.filter.empty() && view.columns.empty() && view.group.empty()) return {};
  std::vector<std::string> parts = {"sonde " + std::string(view.table->name)};
  if (!view.filter.empty()) parts.push_back("'" + std::string(view.filter) + "'");
  if (!view.columns.empty()) parts.push_back("--columns " + std::string(view.columns));
  if (!view.group.empty()) parts.push_back("--group " + std::string(view.group));
  if (!view.sort.empty()) parts.push_back("--sort " + std::string(view.sort));
  return parts;
}

const TableInfo* find_table(Text name) {
  const std::vector<const TableInfo*> tables = documented_tables();
  const auto found = std::ranges::find(tables, name, &TableInfo::name);
  return found == tables.end() ? nullptr : *found;
}

const Command* command_over(const TableInfo& table) {
  for (const Command& command : all_commands)
    if (command.view && command.view->table == &table) return &command;
  return nullptr;
}

bool is_usual(const ColumnInfo& column, const View& view) {
  if (!view.group.empty()) return names(view.group, column.name);
  if (!view.columns.empty()) return names(view.columns, column.name);
  return column.show == Show::Always || column.show == Show::Screen;
}

Text kind_of(const ColumnInfo& column) {
  switch (column.kind) {
    case Kind::Bool: return "true or false";
    case Kind::Int: return "number";
    case Kind::Real: return "decimal";
    case Kind::Text: return column.words ? "word" : "text";
    case Kind::Address: return "address";
    case Kind::Numbers: return "numbers";
  }
  return "";
}

}  // namespace sonde
