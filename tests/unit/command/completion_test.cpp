// completion_test.cpp: the scripts for shells against the declarations.
// SPDX-License-Identifier: Apache-2.0
#include "command/completion.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "tables/tables.hpp"

namespace sonde {
namespace {

Result<Exit> complete(std::vector<std::string> words, std::string& text) {
  std::string said;
  Out out(text);
  Out talk(said);
  Call call{*find_command("completion"), {}, std::move(words), out, talk};
  Result<Exit> exit = run_completion(call);
  EXPECT_TRUE(out.flush());
  return exit;
}

// A word between characters that end one in a script.
bool has_word(const std::string& script, Text word) {
  const Text ends = " \n'\"|():=[";
  for (std::size_t at = script.find(word); at != std::string::npos;
       at = script.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || Text(" \n'\"|(*").contains(script[at - 1])) &&
        (end == script.size() || ends.contains(script[end])))
      return true;
  }
  return false;
}

TEST(Completion, KnowsEveryCommandColumnAndValueInEveryShell) {
  for (const Shell& shell : all_shells) {
    const std::string script = shell.script();
    for (const Command& command : all_commands)
      EXPECT_TRUE(has_word(script, command.name)) << shell.name << " " << command.name;
    for (const Flag<Options>& flag : all_flags)
      for (const Text value : flag.values)
        EXPECT_TRUE(has_word(script, value)) << shell.name << " " << value;
    for (const TableInfo* table : all_tables)
      for (const ColumnInfo& column : table->columns)
        EXPECT_TRUE(has_word(script, column.name)) << shell.name << " " << column.name;
  }
}

TEST(Completion, KnowsEveryFlagInTheSpellingOfItsShell) {
  for (const Flag<Options>& flag : all_flags) {
    const std::string name(flag.name);
    EXPECT_TRUE(has_word(bash_completion(), "--" + name)) << name;
    EXPECT_TRUE(has_word(zsh_completion(), "--" + name)) << name;
    EXPECT_TRUE(has_word(fish_completion(), "-l " + name)) << name;
  }
}

TEST(Completion, OffersOnlyWordsThatNeedNoQuotes) {
  const auto check = [](const Candidates& candidates) {
    for (const Candidate& candidate : candidates)
      EXPECT_EQ(candidate.word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"
                                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./"),
                Text::npos)
          << candidate.word;
  };
  check(command_candidates());
  for (const Command& command : all_commands) check(argument_candidates(command));
  for (const TableInfo* table : all_tables) {
    check(filter_candidates(*table));
    for (const WordsAfter& after : values_in_filter(*table)) check(after.values);
  }
}

TEST(Completion, NamesInItsUsageTheShellsThatItKnows) {
  std::string names;
  for (const Shell& shell : all_shells) names.append(names.empty() ? "" : "|").append(shell.name);
  EXPECT_EQ(find_command("completion")->arguments, names);
}

TEST(Completion, PrintsTheScriptOfTheShellThatWasNamed) {
  for (const Shell& shell : all_shells) {
    std::string text;
    const Result<Exit> exit = complete({std::string(shell.name)}, text);
    ASSERT_TRUE(exit);
    EXPECT_EQ(*exit, Exit::Answered);
    EXPECT_EQ(text, shell.script());
  }
}

TEST(Completion, OfNoShellOrAnUnknownOneIsAUsageErrorThatNamesAll) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"tcsh"}, {"bash", "zsh"}, {"fsh"}}) {
    std::string text;
    const Result<Exit> exit = complete(words, text);
    ASSERT_FALSE(exit);
    EXPECT_EQ(exit.error().code, std::errc::invalid_argument);
    EXPECT_TRUE(exit.error().operation.contains("bash, zsh or fish")) << exit.error().operation;
    EXPECT_EQ(text, "");
  }
}

}  // namespace
}  // namespace sonde
