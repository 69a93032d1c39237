// man_page.cpp: the man page sonde(1), in roff with the man macros: "sonde help --man".
// SPDX-License-Identifier: Apache-2.0
#include "command/help.hpp"
#include "command/reference.hpp"
#include "command/version.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Roff would read a backslash as its own, print some ASCII characters as typographic ones that
// nobody can paste into a shell, and take a line that begins with a dot or a quote for a request.
std::string roff(Text words) {
  std::string out;
  if (words.starts_with('.')) out += "\\&";
  for (const char c : words) {
    switch (c) {
      case '\\': out += "\\e"; break;
      case '-': out += "\\-"; break;
      case '\'': out += "\\(aq"; break;
      case '"': out += "\\(dq"; break;
      case '`': out += "\\(ga"; break;
      case '^': out += "\\(ha"; break;
      case '~': out += "\\(ti"; break;
      default: out += c;
    }
  }
  return out;
}

void add_line(std::string& out, const std::string& line) { (out += line) += '\n'; }

void add_section(std::string& out, Text name) { add_line(out, ".SH " + roff(name)); }

void add_part(std::string& out, Text name) { add_line(out, ".SS \"" + roff(name) + "\""); }

void add_item(std::string& out, Text label, Text doc) {
  add_line(out, ".TP");
  add_line(out, "\\fB" + roff(label) + "\\fR");
  add_line(out, roff(doc));
}

// Lines that are not filled: a reader pastes them.
void add_long_form(std::string& out, const Command& command) {
  const std::vector<std::string> parts = long_form_of(command);
  if (parts.empty()) return;
  add_line(out, "Short for:\n.PP\n.nf\n.RS");
  for (const std::string& part : parts) {
    const Text indent = &part == &parts.front() ? "" : "  ";
    const Text end = &part == &parts.back() ? "" : " \\e";
    add_line(out, std::string(indent) + roff(part) + std::string(end));
  }
  add_line(out, ".RE\n.fi");
}

void add_beginning(std::string& out) {
  add_line(out, ".\\\" Made by \"sonde help --man\" from the declarations; do not edit.");
  add_line(out, ".TH SONDE 1 \"\" \"sonde " + std::string(version_number) + "\" \"User Commands\"");
  add_line(out, ".nh\n.ad l");
  add_section(out, "NAME");
  add_line(out, "sonde \\- " + roff(summary));
  add_section(out, "SYNOPSIS");
  add_line(out, ".B sonde");
  add_line(out, roff(usage_line.substr(usage_line.find(' ') + 1)));
  add_section(out, "DESCRIPTION");
  add_line(out, ".B sonde\nalone: " + roff(overview_command.doc));
  add_line(out, "WHERE is an option under \\(lqWhere to look\\(rq; it may stand before or after "
                "COMMAND.\nWithout it, sonde looks at this machine.");
  for (const AskedOften& question : all_questions)
    add_item(out, question.question, question.command);
}

void add_command(std::string& out, const Command& command) {
  add_part(out, usage_of(command));
  add_line(out, roff(command.doc));
  if (command.view) {
    add_line(out, "Table:\n.BR " + roff(command.view->table->name) + " .");
    add_long_form(out, command);
  }
  add_line(out, ".PP\nOptions:");
  std::string names;
  for (const Flag<Options>& flag : all_flags)
    if (takes(command, flag)) names += (names.empty() ? "" : " ") + ("--" + std::string(flag.name));
  add_line(out, roff(names));
  for (const Example& example : command.examples) add_item(out, example.command, example.doc);
}

void add_table(std::string& out, const TableInfo& table) {
  add_part(out, "Table " + std::string(table.name));
  add_line(out, roff(table.doc));
  for (const ColumnInfo& column : table.columns) {
    std::string doc(column.doc);
    if (column.unit != Unit::None) doc += " [" + std::string(name_of(column.unit)) + "]";
    add_item(out, column.name, doc);
  }
  if (!takes_filter(table)) return;
  add_part(out, "Filter of " + std::string(table.name));
  for (const Item& item : filter_items(table)) add_item(out, item.label, item.doc);
}

void add_end(std::string& out) {
  add_section(out, "EXIT STATUS");
  for (const ExitCode& exit : all_exit_codes)
    add_item(out, std::to_string(static_cast<int>(exit.code)), exit.doc);
  add_section(out, "ENVIRONMENT");
  for (const Example& variable : all_variables) add_item(out, variable.command, variable.doc);
  add_section(out, "SEE ALSO");
  add_line(out, ".BR ss (8),\n.BR netstat (8),\n.BR lsof (8),\n.BR proc (5),\n.BR sock_diag (7)");
}

}  // namespace

std::string man_page() {
  std::string out;
  add_beginning(out);
  add_section(out, "COMMANDS");
  for (const Command& command : all_commands) add_command(out, command);
  add_section(out, "OPTIONS");
  for (const FlagGroup& group : grouped_flags(~u32{0})) {
    add_part(out, group.title);
    for (const Flag<Options>* flag : group.flags) {
      const Item item = item_of(*flag);
      add_item(out, item.label, item.doc);
    }
  }
  add_section(out, "TABLES");
  add_line(out, "FILTER is the filter language of ss, over any column of a table.");
  add_line(out, roff("Case, - and _ in words do not matter: TIME_WAIT, time-wait, timewait."));
  for (const TableInfo* table : documented_tables()) add_table(out, *table);
  add_end(out);
  return out;
}

}  // namespace sonde
