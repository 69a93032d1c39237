// lines_test.cpp: what every line of the lists of counters, settings, flags and measures must hold.
// SPDX-License-Identifier: Apache-2.0
#include "lexicon/line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/escape.hpp"
#include "base/types.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/texts.hpp"
#include "unit/support/sentences.hpp"

namespace sonde::lexicon {
namespace {

using test::commands_in;
using test::has_kana;

constexpr Text counter_lists[] = {"counters/ip",        "counters/icmp",    "counters/udp",
                                  "counters/tcp",       "counters/tcp_ext", "counters/mptcp",
                                  "counters/sockstat",  "counters/softnet", "counters/vmstat",
                                  "counters/edac",      "counters/clock",   "counters/conntrack",
                                  "counters/protocols", "host/memory",      "host/sysctls"};
constexpr Text word_lists[] = {
    "tables/interface_words", "tables/state_words",    "tables/cpu_words",
    "tables/driver_words",    "tables/address_words",  "tables/scope_words",
    "tables/route_words",     "tables/protocol_words", "tables/rule_words",
    "tables/neighbor_words",  "tables/family_words",   "tables/kind_words",
    "tables/qdisc_words",     "tables/disk_words",     "tables/pressure_words",
    "tables/limit_words"};
constexpr Text column_lists[] = {
    "tables/interfaces_columns", "tables/qdiscs_columns",   "tables/cpu_columns",
    "tables/disks_columns",      "tables/pressure_columns", "tables/neighbors_columns",
    "tables/limits_columns",     "tables/oom_columns",      "tables/mounts_columns"};

std::vector<Line> lines_of(Text path) {
  std::vector<Line> lines;
  Text rest = section(path);
  EXPECT_FALSE(rest.empty()) << path;
  for (Line line; take_line(rest, line);) lines.push_back(line);
  return lines;
}

std::vector<Line> every_line() {
  std::vector<Line> all;
  const auto add = [&](Text list) {
    for (const Line& line : lines_of(list)) all.push_back(line);
  };
  for (const Text list : counter_lists) add(list);
  for (const Text list : word_lists) add(list);
  for (const Text list : column_lists) add(list);
  add("tables/advice");
  return all;
}

TEST(Lines, HaveANameAndAnAdviceThatExists) {
  for (const Line& line : every_line()) {
    EXPECT_FALSE(line.name.empty());
    EXPECT_FALSE(advice_of(line.advice, Language::En).empty()) << line.advice << " " << line.name;
  }
  std::set<char> letters;
  for (const Line& line : lines_of("tables/advice"))
    EXPECT_TRUE(letters.insert(line.advice).second) << line.name;
  std::set<char> used;
  for (const Line& line : every_line()) used.insert(line.advice);
  EXPECT_EQ(used, letters);
}

TEST(Lines, AreSentencesInEachLanguageThatAreNotLatinAlone) {
  for (const Line& line : every_line()) {
    const Text ja = sentence_of(line, Language::Ja);
    const Text zh = sentence_of(line, Language::Zh);
    // That a routing program put a route there is said by the advice.
    if (line.advice == 'R' && line.en.empty()) continue;
    EXPECT_TRUE(std::ranges::all_of(line.en, [](char c) { return c >= ' ' && c <= '~'; }))
        << line.name;
    EXPECT_TRUE(ja.ends_with("。")) << line.name << ": " << ja;
    EXPECT_TRUE(zh.ends_with("。")) << line.name << ": " << zh;
    // Names of ICMP messages can be kanji alone: 到達不能。
    const bool is_icmp = find_line(section("counters/icmp"), line.name).advice != 0;
    EXPECT_TRUE(has_kana(ja) || is_icmp) << line.name << ": " << ja;
    EXPECT_NE(ja.substr(0, ja.size() - 3).find_first_of("\xE3\xE4\xE5\xE6\xE7\xE8\xE9"),
              Text::npos);
    EXPECT_NE(zh.substr(0, zh.size() - 3).find_first_of("\xE4\xE5\xE6\xE7\xE8\xE9"), Text::npos);
    EXPECT_FALSE(has_kana(zh)) << line.name << ": " << zh;
    EXPECT_NE(ja, zh);
    for (const Text text : {line.en, ja, zh}) {
      EXPECT_EQ(text.find("  "), std::string::npos) << text;
      EXPECT_EQ(text.find_first_of("\n\t|"), std::string::npos) << text;
    }
  }
}

TEST(Lines, OfColumnsLeaveTheEnglishToTheTable) {
  for (const Text list : column_lists)
    for (const Line& line : lines_of(list)) EXPECT_EQ(line.en, "") << line.name;
  for (const Text list : counter_lists)
    for (const Line& line : lines_of(list)) EXPECT_TRUE(line.en.ends_with('.')) << line.name;
}

TEST(Lines, OfAdviceNameTheSameCommandsInEveryLanguage) {
  for (const Line& line : lines_of("tables/advice")) {
    const auto commands = commands_in(advice_of(line.advice, Language::En));
    EXPECT_EQ(commands, commands_in(advice_of(line.advice, Language::Ja))) << line.name;
    EXPECT_EQ(commands, commands_in(advice_of(line.advice, Language::Zh))) << line.name;
    for (const std::string& command : commands)
      EXPECT_TRUE(test::is_known_command(command)) << line.name << ": " << command;
    EXPECT_EQ(advice_of(line.advice, Language::Zh).find('{'), Text::npos) << line.name;
  }
  EXPECT_EQ(advice_of('?', Language::En), "");
}

TEST(Lines, AreFoldedToTheWidthOfAScreenWithoutCutCommands) {
  for (const Text name : line_names(Names::All)) {
    for (const Language language : {Language::En, Language::Ja, Language::Zh}) {
      std::string answer = explain_counter(name, language);
      EXPECT_TRUE(answer.ends_with('\n')) << name;
      for (std::size_t at = 0; at < answer.size();) {
        const std::size_t end = answer.find('\n', at);
        const Text line = Text(answer).substr(at, end - at);
        // A closing sign may hang over; a command is never cut.
        EXPECT_LE(display_width(line), line_columns + 2) << line;
        EXPECT_EQ(std::ranges::count(line, '`') % 2, 0) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
        at = end + 1;
      }
    }
  }
}

}  // namespace
}  // namespace sonde::lexicon
