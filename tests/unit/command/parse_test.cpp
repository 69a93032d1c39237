// parse_test.cpp: what was typed, as a command, options and words; and what an error suggests.
// SPDX-License-Identifier: Apache-2.0
#include "command/parse.hpp"

#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace sonde {
namespace {

using Words = std::vector<std::string>;

Result<Parsed> parse(Words words) {
  words.insert(words.begin(), "sonde");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return parse_command_line(static_cast<int>(words.size()), argv.data());
}

std::string error_of(Words words) {
  const Result<Parsed> parsed = parse(std::move(words));
  if (parsed) return "no error";
  EXPECT_EQ(parsed.error().code, std::errc::invalid_argument);
  return parsed.error().operation;
}

TEST(ParseCommandLine, WithoutWordsIsTheOverview) {
  const Result<Parsed> parsed = parse({});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command, &overview_command);
  EXPECT_TRUE(parsed->words.empty());
  EXPECT_TRUE(parse_command_line(0, nullptr));
}

TEST(ParseCommandLine, TakesOptionsBeforeAndAfterTheCommand) {
  for (const Words& words : {Words{"--from", "-", "--json", "sockets", "state", "listen"},
                             Words{"--from=-", "sockets", "state", "listen", "--json"},
                             Words{"sockets", "--json", "state", "--from", "-", "listen"}}) {
    const Result<Parsed> parsed = parse(words);
    ASSERT_TRUE(parsed) << parsed.error().operation;
    EXPECT_EQ(parsed->command, find_command("sockets"));
    EXPECT_EQ(parsed->options.from, std::vector<std::string>{"-"});
    EXPECT_TRUE(parsed->options.json);
    EXPECT_EQ(parsed->words, (Words{"state", "listen"}));
  }
}

TEST(ParseCommandLine, DoesNotCareForPosixlyCorrect) {
  ::setenv("POSIXLY_CORRECT", "1", 1);
  const Result<Parsed> parsed = parse({"sockets", "--json"});
  ::unsetenv("POSIXLY_CORRECT");
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(parsed->options.json);
}

TEST(ParseCommandLine, ReadsTheSameTwice) {
  EXPECT_FALSE(parse({"sockets", "-xyz"}));
  const Result<Parsed> parsed = parse({"listen", "--limit=3"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.limit, 3U);
}

TEST(ParseCommandLine, LeavesAHyphenAndANegativeNumberToTheCommand) {
  const Result<Parsed> parsed = parse({"decode", "-", "-1", "-12x"});
  ASSERT_TRUE(parsed) << parsed.error().operation;
  EXPECT_EQ(parsed->words, (Words{"-", "-1", "-12x"}));
}

TEST(ParseCommandLine, TakesEverythingAfterTwoHyphensAsWords) {
  const Result<Parsed> parsed = parse({"decode", "--json", "--", "--csv", "-x", "--"});
  ASSERT_TRUE(parsed) << parsed.error().operation;
  EXPECT_FALSE(parsed->options.csv);
  EXPECT_EQ(parsed->words, (Words{"--csv", "-x", "--"}));
}

TEST(ParseCommandLine, TakesAValueThatBeginsWithAHyphen) {
  const Result<Parsed> parsed = parse({"sockets", "--sort", "-pid"});
  ASSERT_TRUE(parsed) << parsed.error().operation;
  EXPECT_EQ(parsed->options.sort, "-pid");
}

TEST(ParseCommandLine, TakesAnOptionalValueOnlyAfterAnEqualsSign) {
  const Result<Parsed> alone = parse({"conns", "--watch"});
  ASSERT_TRUE(alone);
  EXPECT_EQ(alone->options.watch->value, 1);
  const Result<Parsed> two = parse({"conns", "--watch=2.5"});
  ASSERT_TRUE(two);
  EXPECT_EQ(two->options.watch->value, 2.5);
  EXPECT_EQ(error_of({"--watch", "2", "conns"}), "write --watch=2, with the equals sign");
  EXPECT_TRUE(error_of({"conns", "--watch=often"}).contains("0.05 to 86400"));
}

TEST(ParseCommandLine, CollectsAnOptionThatMayBeGivenSeveralTimes) {
  const Result<Parsed> parsed = parse({"sockets", "--protocol", "tcp", "--protocol=udp"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.protocols, (Words{"tcp", "udp"}));
}

TEST(ParseCommandLine, SaysWhichCommandWasMeant) {
  const std::string said = error_of({"sokets"});
  EXPECT_TRUE(said.contains("no command 'sokets'")) << said;
  EXPECT_TRUE(said.contains("did you mean 'sockets'?")) << said;
  EXPECT_TRUE(error_of({"access"}).contains("'sonde can'"));
  EXPECT_TRUE(error_of({"CLOSE_WAIT"}).contains("'sonde explain CLOSE_WAIT'"));
  EXPECT_TRUE(error_of({"xyzzy"}).contains("'sonde help'"));
  EXPECT_TRUE(error_of({""}).contains("no command ''"));
}

TEST(ParseCommandLine, SaysWhichOptionWasMeant) {
  for (const Words& words : {Words{"sockets", "--colums", "a"}, Words{"sockets", "--colums=a"},
                             Words{"--colums=a", "sockets"}, Words{"sockets", "-columns", "a"}})
    EXPECT_TRUE(error_of(words).contains("did you mean '--columns'?")) << error_of(words);
}

TEST(ParseCommandLine, TakesNoAbbreviationSinceTheNextOptionWouldBreakIt) {
  EXPECT_TRUE(error_of({"sockets", "--col", "a"}).contains("no option '--col'"));
  EXPECT_TRUE(error_of({"sockets", "--endia=big"}).contains("did you mean '--endian'?"));
}

TEST(ParseCommandLine, NamesAnUnknownShortOptionAndSuggestsNothingSilly) {
  const std::string said = error_of({"sockets", "-tan"});
  EXPECT_TRUE(said.contains("no option '-tan'")) << said;
  EXPECT_FALSE(said.contains("did you mean")) << said;
  EXPECT_TRUE(error_of({"-x", "sockets"}).contains("'-x'"));
}

TEST(ParseCommandLine, SaysThatAValueIsMissing) {
  EXPECT_EQ(error_of({"sockets", "--columns"}), "'--columns' needs a value: --columns LIST");
  EXPECT_TRUE(error_of({"sockets", "--columns", "--json"}).contains("'--json' is an option"));
  EXPECT_TRUE(error_of({"sockets", "--sort", "--limit=3"}).contains("'--limit=3' is an option"));
}

TEST(ParseCommandLine, RefusesAValueWhereNoneBelongs) {
  EXPECT_EQ(error_of({"sockets", "--json=yes"}), "'--json' takes no value");
}

TEST(ParseCommandLine, ListsTheValuesOfAnOption) {
  const std::string said = error_of({"sockets", "--color=nevr"});
  EXPECT_TRUE(said.contains("auto, always, never")) << said;
  EXPECT_TRUE(said.contains("did you mean 'never'?")) << said;
  EXPECT_TRUE(error_of({"sockets", "--limit", "many"}).contains("read a number"));
}

TEST(ParseCommandLine, SaysWhoTakesAnOptionThatThisCommandDoesNot) {
  EXPECT_EQ(error_of({"explain", "--json"}),
            "'sonde explain' takes no --json; 'sonde sockets' does");
  EXPECT_EQ(error_of({"--csv"}), "'sonde' alone takes no --csv; 'sonde sockets' does");
  EXPECT_EQ(error_of({"sockets", "--lang=ja"}),
            "'sonde sockets' takes no --lang; 'sonde explain' does");
}

TEST(ParseCommandLine, TakesEveryFlagOnEveryCommandThatDeclaresItAndOnNoOther) {
  for (const Command& command : all_commands)
    for (const Flag<Options>& flag : all_flags) {
      std::string typed = "--" + std::string(flag.name);
      if (flag.takes == Takes::Value)
        typed += "=" + (flag.values.empty() ? "1" : std::string(flag.values.front()));
      const bool declared = (flag.groups & (command.groups | Everywhere)) != 0;
      EXPECT_EQ(parse({std::string(command.name), typed}).has_value(), declared)
          << command.name << " " << typed;
    }
}

TEST(ParseCommandLine, HelpsEvenWhereTheOtherOptionsAreWrong) {
  for (const Words& words : {Words{"explain", "--json", "--help"}, Words{"explain", "-h"}}) {
    const Result<Parsed> parsed = parse(words);
    ASSERT_TRUE(parsed) << parsed.error().operation;
    EXPECT_TRUE(parsed->options.help);
  }
}

}  // namespace
}  // namespace sonde
