// help_test.cpp: the pages of help, Markdown and man page against the declarations.
// SPDX-License-Identifier: Apache-2.0
#include "command/help.hpp"
#include "check/check.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "command/page.hpp"
#include "command/parse.hpp"
#include "command/reference.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<std::string> all_pages() {
  std::vector<std::string> pages = {first_page(), page_of(overview_command)};
  for (const Command& command : all_commands) pages.push_back(page_of(command));
  for (const TableInfo* table : all_tables) pages.push_back(page_of(*table));
  return pages;
}

// Whether a line of the page begins with the label, and no longer word.
bool has_item(const std::string& page, const std::string& label) {
  for (const std::string& line : lines_of(page)) {
    const std::size_t at = line.find_first_not_of(" *");
    if (at == 0 || at == std::string::npos || line.compare(at, label.size(), label) != 0) continue;
    if (line.size() == at + label.size() || line[at + label.size()] == ' ') return true;
  }
  return false;
}

struct Answer {
  Result<Exit> exit;
  std::string text;
};

Answer help(std::vector<std::string> words, const Options& options = {}) {
  std::string text;
  std::string said;
  Out out(text);
  Out talk(said);
  Call call{*find_command("help"), options, std::move(words), out, talk};
  Result<Exit> exit = run_help(call);
  EXPECT_TRUE(out.flush());
  return {std::move(exit), text};
}

TEST(Help, FitsAScreenOf80Columns) {
  EXPECT_LE(lines_of(first_page()).size(), 34U + all_commands.size());
  for (const std::string& page : all_pages())
    for (const std::string& line : lines_of(page)) EXPECT_LE(line.size(), Page::width) << line;
}

TEST(Help, HasNoTrailingSpaces) {
  for (const std::string& page : all_pages())
    for (const std::string& line : lines_of(page)) EXPECT_FALSE(line.ends_with(' ')) << line;
}

TEST(Help, NamesEveryCommandAndItsSentence) {
  const std::string page = first_page();
  for (const Command& command : all_commands) {
    EXPECT_TRUE(has_item(page, std::string(command.name))) << command.name;
    EXPECT_TRUE(page.contains(command.doc)) << command.name << ": " << command.doc;
  }
}

TEST(Help, SaysEveryExitCode) {
  for (int code = 0; code <= static_cast<int>(Exit::Failed); ++code)
    EXPECT_TRUE(has_item(first_page(), std::to_string(code))) << code;
}

TEST(Help, AnswersTheQuestionsOfATiredPersonWithCommandsThatParse) {
  for (const AskedOften& asked : all_questions) {
    EXPECT_TRUE(first_page().contains(asked.command)) << asked.command;
    std::vector<std::string> words;
    for (std::string rest(asked.command); !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      words.push_back(rest.substr(0, end));
      rest.erase(0, end + 1);
    }
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    EXPECT_TRUE(parse_command_line(static_cast<int>(argv.size()), argv.data())) << asked.command;
  }
}

TEST(Help, OfACommandHasEveryFlagItTakesAndNoOther) {
  for (const Command& command : all_commands) {
    const std::string page = page_of(command);
    for (const Flag<Options>& flag : all_flags)
      EXPECT_EQ(has_item(page, item_of(flag).label), takes(command, flag))
          << command.name << " --" << flag.name;
  }
}

TEST(Help, OfACommandHasItsExamplesAndTheColumnsOfItsTable) {
  for (const Command& command : all_commands) {
    const std::string page = page_of(command);
    for (const Example& example : command.examples)
      EXPECT_TRUE(page.contains(example.command)) << example.command;
    if (!command.view) continue;
    for (const ColumnInfo& column : command.view->table->columns)
      EXPECT_TRUE(has_item(page, std::string(column.name))) << command.name << " " << column.name;
  }
}

TEST(Help, MarksTheColumnsThatAViewShows) {
  const std::string page = page_of(*find_command("listen"));
  EXPECT_TRUE(page.contains("\n  * backlog ")) << page;
  EXPECT_TRUE(page.contains("\n    remote ")) << page;
}

TEST(Help, ListsAllValuesOfAFlagThatItsSentenceDoesNotName) {
  for (const Flag<Options>& flag : all_flags)
    for (const Text value : flag.values)
      EXPECT_TRUE(item_of(flag).doc.contains(value)) << flag.name << " " << value;
}

TEST(Help, KnowsEveryTableByName) {
  for (const TableInfo* table : all_tables) {
    const Answer answer = help({std::string(table->name)});
    ASSERT_TRUE(answer.exit) << table->name;
    for (const ColumnInfo& column : table->columns)
      EXPECT_TRUE(has_item(answer.text, std::string(column.name))) << column.name;
  }
}

TEST(Help, OfAnUnknownWordIsAUsageErrorThatSaysWhatWasMeant) {
  const Answer near = help({"sokets"});
  ASSERT_FALSE(near.exit);
  EXPECT_EQ(near.exit.error().code, std::errc::invalid_argument);
  EXPECT_TRUE(near.exit.error().operation.contains("'sockets'")) << near.exit.error().operation;
  const Answer state = help({"time-wait"});
  ASSERT_FALSE(state.exit);
  EXPECT_TRUE(state.exit.error().operation.contains("sonde explain TIME_WAIT"));
  EXPECT_FALSE(help({"sockets", "listen"}).exit);
  EXPECT_EQ(near.text, "");
}

TEST(Help, WithoutAWordIsTheFirstPage) {
  EXPECT_EQ(help({}).text, first_page());
  EXPECT_EQ(help({""}).text, first_page());  // "sonde --help"
}

TEST(Reference, HasEveryCommandFlagTableColumnCheckAndExampleInMarkdown) {
  const std::string text = markdown_reference();
  for (const Command& command : all_commands) {
    EXPECT_TRUE(text.contains("### sonde " + std::string(command.name) + "\n")) << command.name;
    for (const Example& example : command.examples)
      EXPECT_TRUE(text.contains(example.command)) << example.command;
  }
  for (const Flag<Options>& flag : all_flags)
    EXPECT_TRUE(text.contains("`--" + std::string(flag.name))) << flag.name;
  for (const TableInfo* table : all_tables) {
    EXPECT_TRUE(text.contains("### Table " + std::string(table->name) + "\n")) << table->name;
    for (const ColumnInfo& column : table->columns)
      EXPECT_TRUE(text.contains("| `" + std::string(column.name) + "` |")) << column.name;
  }
  for (const Check& check : all_checks)
    EXPECT_TRUE(text.contains("| `" + std::string(check.name) + "` | ")) << check.name;
}

TEST(Reference, HasTablesOfMarkdownWhoseRowsHaveAsManyCellsAsTheirHead) {
  std::size_t cells = 0;
  for (const std::string& line : lines_of(markdown_reference())) {
    if (!line.starts_with("| ")) {
      cells = 0;
      continue;
    }
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i)
      bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    if (cells == 0) cells = bars;
    EXPECT_EQ(bars, cells) << line;
  }
}

TEST(Reference, HasEveryCommandFlagTableAndColumnInTheManPage) {
  const std::string text = man_page();
  const auto has = [&](Text name) {
    std::string escaped;
    for (const char c : name) escaped.append(c == '-' ? "\\" : "").append(1, c);
    return text.contains(escaped);
  };
  for (const Command& command : all_commands)
    EXPECT_TRUE(text.contains(".SS \"sonde " + std::string(command.name))) << command.name;
  for (const Flag<Options>& flag : all_flags)
    EXPECT_TRUE(has("--" + std::string(flag.name))) << flag.name;
  for (const TableInfo* table : all_tables)
    for (const ColumnInfo& column : table->columns)
      EXPECT_TRUE(text.contains("\\fB" + std::string(column.name) + "\\fR\n")) << column.name;
}

TEST(Reference, HasNoBareHyphenAndNoUnknownRequestInTheManPage) {
  const std::vector<std::string> requests = {".\\\"", ".TH", ".SH", ".SS", ".TP", ".PP", ".B",
                                             ".BR",   ".nf", ".fi", ".RS", ".RE", ".nh", ".ad"};
  for (const std::string& line : lines_of(man_page())) {
    if (line.starts_with(".\\\"")) continue;
    EXPECT_FALSE(line.starts_with('\'')) << line;
    const std::string request = line.substr(0, line.find(' '));
    EXPECT_TRUE(!line.starts_with('.') || std::ranges::find(requests, request) != requests.end())
        << line;
    for (std::size_t at = line.find('-'); at != std::string::npos; at = line.find('-', at + 1))
      EXPECT_TRUE(at > 0 && line[at - 1] == '\\') << line;
  }
}

TEST(Page, FoldsAtSpacesAndNeverCutsAWord) {
  Page page;
  page.item("label", std::string(70, 'x') + " next", 20);
  page.item("a label that is too long", "doc", 20);
  EXPECT_EQ(page.text(), "  label" + std::string(13, ' ') + std::string(70, 'x') + "\n" +
                             std::string(20, ' ') + "next\n  a label that is too long\n" +
                             std::string(20, ' ') + "doc\n");
}

}  // namespace
}  // namespace sonde
