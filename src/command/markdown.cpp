// markdown.cpp: the whole reference as Markdown: "sonde help --markdown".
// SPDX-License-Identifier: Apache-2.0
#include "check/check.hpp"
#include "command/help.hpp"
#include "command/reference.hpp"
#include "command/version.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Our sentences as running text: no character of theirs begins a tag, a cell, a link or a stress.
std::string escaped(Text sentence) {
  std::string out;
  for (const char c : sentence) {
    if (Text("\\`*<>|[]").contains(c)) out += '\\';
    out += c;
  }
  return out;
}

// In a table even code may not hold a bare bar.
std::string code(Text words) {
  std::string out = "`";
  for (const char c : words) out.append(c == '|' ? "\\" : "").append(1, c);
  return out + "`";
}

void add_line(std::string& out, const std::string& line) { (out += line) += '\n'; }

void add_row(std::string& out, const std::string& first, const std::string& second) {
  add_line(out, "| " + first + " | " + second + " |");
}

void add_examples(std::string& out, std::span<const Example> examples) {
  if (examples.empty()) return;
  add_line(out, "\n```sh");
  for (const Example& example : examples) {
    add_line(out, "# " + std::string(example.doc));
    add_line(out, std::string(example.command));
  }
  add_line(out, "```");
}

void add_beginning(std::string& out) {
  add_line(out, "# sonde " + std::string(version_number) + ": the reference\n");
  add_line(out, "Made by `sonde help --markdown` from the declarations; do not edit.\n");
  add_line(out, "`sonde`: " + std::string(summary) + ".\n");
  add_line(out, "    " + std::string(usage_line) + "\n");
  add_line(out, "`sonde` alone: " + escaped(overview_command.doc) +
                    " WHERE is an option of the group \"Where to look\"; it may stand before or "
                    "after COMMAND. Without it, sonde looks at this machine.\n");
  add_row(out, "question", "command");
  add_row(out, "---", "---");
  for (const AskedOften& question : all_questions)
    add_row(out, escaped(question.question), code(question.command));
}

void add_long_form(std::string& out, const Command& command) {
  const std::vector<std::string> parts = long_form_of(command);
  if (!parts.empty()) out += "Short for:\n\n```sh\n";
  for (const std::string& part : parts) {
    out += &part == &parts.front() ? "" : "  ";
    add_line(out, part + (&part == &parts.back() ? "\n```" : " \\"));
  }
}

void add_command(std::string& out, const Command& command) {
  add_line(out, "\n### sonde " + std::string(command.name) + "\n");
  add_line(out, "    " + usage_of(command) + "\n");
  add_line(out, escaped(command.doc));
  if (command.view) {
    const std::string table(command.view->table->name);
    add_line(out, "\nTable: [" + table + "](#table-" + table + ").");
    add_long_form(out, command);
  }
  add_examples(out, command.examples);
  out += '\n';
  for (const FlagGroup& group : grouped_flags(command.groups | Everywhere)) {
    out += "- " + std::string(group.title) + ": ";
    for (const Flag<Options>* flag : group.flags)
      out += (flag == group.flags.front() ? "`--" : ", `--") + std::string(flag->name) + "`";
    add_line(out, ".");
  }
}

void add_options(std::string& out) {
  add_line(out, "\n## Options");
  for (const FlagGroup& group : grouped_flags(~u32{0})) {
    add_line(out, "\n### " + std::string(group.title) + "\n");
    add_row(out, "option", "meaning");
    add_row(out, "---", "---");
    for (const Flag<Options>* flag : group.flags) {
      const Item item = item_of(*flag);
      add_row(out, code(item.label), escaped(item.doc));
    }
  }
}

Text shown_in(const ColumnInfo& column) {
  switch (column.show) {
    case Show::Screen: return "text";
    case Show::Always: return "text, JSON, CSV";
    case Show::Machine: return "JSON, CSV";
    case Show::Asked: return "when asked for";
  }
  return "";
}

void add_table(std::string& out, const TableInfo& table) {
  add_line(out, "\n### Table " + std::string(table.name) + "\n");
  add_line(out, escaped(table.doc) + "\n");
  add_line(out, "| column | values | unit | shown in | meaning |");
  add_line(out, "| --- | --- | --- | --- | --- |");
  for (const ColumnInfo& column : table.columns) {
    out += "| " + code(column.name) + " | " + std::string(kind_of(column)) + " | ";
    out += std::string(name_of(column.unit)) + " | " + std::string(shown_in(column)) + " | ";
    add_line(out, escaped(column.doc) + " |");
  }
  if (!takes_filter(table)) return;
  add_line(out, "\nFilter:\n");
  add_row(out, "words", "meaning");
  add_row(out, "---", "---");
  for (const Item& item : filter_items(table)) add_row(out, code(item.label), escaped(item.doc));
}

// What must hold for a finding: in both looks, and between them.
std::string condition_of(const Check& check) {
  std::string cell = check.condition.empty() ? std::string() : code(check.condition);
  if (check.at_least > 1) cell += ", " + std::to_string(check.at_least) + " rows or more";
  if (!check.by.empty()) cell += ", by " + code(check.by);
  if (check.change.empty()) return cell;
  cell += (cell.empty() ? "" : "; ") + std::string("between two looks ") + code(check.change);
  return check.shares.empty() ? cell : cell + " where " + code(check.shares);
}

void add_checks(std::string& out) {
  add_line(out, "\n## Checks\n");
  add_line(out,
           "What `sonde diagnose` looks for. `sonde explain CHECK` says of each what it means, "
           "what not to mistake it for and how to reproduce it, in three languages. Of the "
           "table facts the names are those of counters and settings.\n");
  add_line(out, "| check | question | table | condition | severity | source |");
  add_line(out, "| --- | --- | --- | --- | --- | --- |");
  for (const Check& check : all_checks) {
    out += "| " + code(check.name) + " | " + escaped(check.asks) + " | " + std::string(check.table);
    out += " | " + condition_of(check) + " | " + std::string(name_of(check.severity));
    if (!check.critical_if.empty()) out += "; critical when " + code(check.critical_if);
    if (!check.eased_if.empty()) out += "; a warning beside " + code(check.eased_if);
    add_line(out, " | " + escaped(check.source) + " |");
  }
}

void add_end(std::string& out) {
  add_line(out, "\n## Exit codes\n");
  add_row(out, "code", "meaning");
  add_row(out, "---", "---");
  for (const ExitCode& exit : all_exit_codes)
    add_row(out, std::to_string(static_cast<int>(exit.code)), escaped(exit.doc));
  add_line(out, "\n## Environment\n");
  add_row(out, "variable", "meaning");
  add_row(out, "---", "---");
  for (const Example& variable : all_variables)
    add_row(out, code(variable.command), escaped(variable.doc));
}

}  // namespace

std::string markdown_reference() {
  std::string out;
  add_beginning(out);
  add_line(out, "\n## Commands");
  for (const Command& command : all_commands) add_command(out, command);
  add_options(out);
  add_line(out, "\n## Tables\n");
  add_line(out, "FILTER is the filter language of ss, over any column of a table. "
                "Case, `-` and `_` in words do not matter.");
  for (const TableInfo* table : documented_tables()) add_table(out, *table);
  add_checks(out);
  add_end(out);
  return out;
}

}  // namespace sonde
