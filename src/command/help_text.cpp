// help_text.cpp: the pages of "sonde help" as plain text, for a terminal of 80 columns.
// SPDX-License-Identifier: Apache-2.0
#include "command/help.hpp"
#include "command/page.hpp"
#include "command/reference.hpp"
#include "command/version.hpp"

namespace sonde {
namespace {

// Where the meaning of an option or a column begins, and that of an example.
constexpr std::size_t item_column = 22;
constexpr std::size_t example_column = 38;

void add_exit_codes(Page& page) {
  page.title("Exit codes");
  for (const ExitCode& exit : all_exit_codes)
    page.item(std::to_string(static_cast<int>(exit.code)), exit.doc, 5);
}

void add_examples(Page& page, std::span<const Example> examples) {
  if (examples.empty()) return;
  page.title("Examples");
  for (const Example& example : examples) page.item(example.command, example.doc, example_column);
}

// Can be pasted: a line ends with a backslash, or inside the quotes of the filter.
void add_long_form(Page& page, const Command& command) {
  const std::vector<std::string> parts = long_form_of(command);
  if (parts.empty()) return;
  page.title("Short for");
  for (const std::string& part : parts)
    page.paragraph(part + (&part == &parts.back() ? "" : " \\"), &part == &parts.front() ? 2 : 4);
}

void add_flags(Page& page, u32 groups) {
  for (const FlagGroup& group : grouped_flags(groups)) {
    page.title(group.title);
    for (const Flag<Options>* flag : group.flags) {
      const Item item = item_of(*flag);
      page.item(item.label, item.doc, item_column);
    }
  }
}

void add_columns(Page& page, const TableInfo& table, const View& view) {
  page.title("Columns of " + std::string(table.name) +
             " (* is shown in text unless --columns says otherwise)");
  for (const ColumnInfo& column : table.columns) {
    std::string doc(column.doc);
    if (column.unit != Unit::None) doc += " [" + std::string(name_of(column.unit)) + "]";
    page.item((is_usual(column, view) ? "* " : "  ") + std::string(column.name), doc, item_column);
  }
}

void add_filter(Page& page, const TableInfo& table) {
  page.title("FILTER is the filter language of ss, over any column");
  for (const Item& item : filter_items(table)) page.item(item.label, item.doc, item_column);
  page.paragraph("Case, - and _ in words do not matter: TIME_WAIT, time-wait, timewait.");
}

}  // namespace

std::string first_page() {
  Page page;
  page.title("sonde " + std::string(version_number) + ": " + std::string(summary) + ".");
  page.title("Usage: " + std::string(usage_line));
  page.item("sonde", overview_command.doc, item_column);
  for (const FlagGroup& group : grouped_flags(Where))
    for (const Flag<Options>* flag : group.flags) {
      const Item item = item_of(*flag);
      page.item(item.label, item.doc, item_column);
    }
  page.paragraph("That is WHERE; it may stand before or after COMMAND. Without: this machine.",
                 item_column);
  page.title("Commands");
  for (const Command& command : all_commands) page.item(command.name, command.doc, 14);
  page.title("Questions");
  for (const AskedOften& question : all_questions)
    page.item(question.question, question.command, 42);
  add_exit_codes(page);
  page.title("More");
  page.item("sonde help COMMAND", "Its examples, options and columns.", item_column);
  page.item("sonde explain WORD", "What CLOSE_WAIT, recv_q or a line of /proc/net/tcp means.",
            item_column);
  return page.text();
}

std::string page_of(const Command& command) {
  Page page;
  page.title("Usage: " + usage_of(command));
  page.paragraph(command.doc);
  add_examples(page, command.examples);
  if (command.view) add_long_form(page, command);
  add_flags(page, command.groups | Everywhere);
  if (!command.view) return page.text();
  add_columns(page, *command.view->table, *command.view);
  if (takes_filter(command)) add_filter(page, *command.view->table);
  return page.text();
}

std::string page_of(const TableInfo& table) {
  Page page;
  page.title("Table " + std::string(table.name));
  page.paragraph(table.doc);
  if (const Command* command = command_over(table)) {
    page.title("Shown by");
    page.item("sonde " + std::string(command->name), command->doc, item_column);
  }
  add_columns(page, table, {.table = &table});
  return page.text();
}

}  // namespace sonde
