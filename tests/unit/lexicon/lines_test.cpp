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
#include "lexicon/advice_lines.hpp"
#include "lexicon/column_lines.hpp"
#include "lexicon/counter_meanings.hpp"
#include "lexicon/host_lines.hpp"
#include "lexicon/mptcp_lines.hpp"
#include "lexicon/network_lines.hpp"
#include "lexicon/packed.hpp"
#include "lexicon/paragraph.hpp"
#include "lexicon/tcp_lines.hpp"
#include "lexicon/word_lines.hpp"
#include "unit/support/sentences.hpp"

namespace sonde::lexicon {
namespace {

using test::commands_in;
using test::has_kana;

constexpr Text counter_lists[] = {lines::ip,        lines::icmp,    lines::udp,
                                  lines::tcp,       lines::tcp_ext, lines::mptcp,
                                  lines::sockstat,  lines::softnet, lines::conntrack,
                                  lines::protocols, lines::memory,  lines::sysctls};
constexpr Text word_lists[] = {
    lines::interface_words, lines::state_words,    lines::cpu_words,      lines::driver_words,
    lines::address_words,   lines::scope_words,    lines::route_words,    lines::protocol_words,
    lines::rule_words,      lines::neighbor_words, lines::family_words,   lines::kind_words,
    lines::qdisc_words,     lines::disk_words,     lines::pressure_words, lines::limit_words};
constexpr Text column_lists[] = {
    lines::interfaces_columns, lines::qdiscs_columns,   lines::cpu_columns,
    lines::disks_columns,      lines::pressure_columns, lines::neighbors_columns,
    lines::limits_columns,     lines::oom_columns,      lines::mounts_columns};

std::vector<Line> lines_of(Text list) {
  std::vector<Line> lines;
  for (Line line; take_line(list, line);) lines.push_back(line);
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
  add(lines::advice);
  return all;
}

TEST(Lines, HaveANameAndAnAdviceThatExists) {
  for (const Line& line : every_line()) {
    EXPECT_FALSE(line.name.empty());
    EXPECT_FALSE(advice_of(line.advice, Language::En).empty()) << line.advice << " " << line.name;
  }
  std::set<char> letters;
  for (const Line& line : lines_of(lines::advice))
    EXPECT_TRUE(letters.insert(line.advice).second) << line.name;
  std::set<char> used;
  for (const Line& line : every_line()) used.insert(line.advice);
  EXPECT_EQ(used, letters);
}

TEST(Lines, AreSentencesInEachLanguageThatAreNotLatinAlone) {
  for (const Line& line : every_line()) {
    const std::string ja = sentence_of(line, Language::Ja);
    const std::string zh = sentence_of(line, Language::Zh);
    // That a routing program put a route there is said by the advice.
    if (line.advice == 'R' && line.en.empty()) continue;
    EXPECT_TRUE(std::ranges::all_of(line.en, [](char c) { return c >= ' ' && c <= '~'; }))
        << line.name;
    EXPECT_TRUE(ja.ends_with("。")) << line.name << ": " << ja;
    EXPECT_TRUE(zh.ends_with("。")) << line.name << ": " << zh;
    // Names of ICMP messages can be kanji alone: 到達不能。
    const bool is_icmp = find_line(lines::icmp, line.name).advice != 0;
    EXPECT_TRUE(has_kana(ja) || is_icmp) << line.name << ": " << ja;
    EXPECT_NE(ja.substr(0, ja.size() - 3).find_first_of("\xE3\xE4\xE5\xE6\xE7\xE8\xE9"),
              Text::npos);
    EXPECT_NE(zh.substr(0, zh.size() - 3).find_first_of("\xE4\xE5\xE6\xE7\xE8\xE9"), Text::npos);
    EXPECT_FALSE(has_kana(zh)) << line.name << ": " << zh;
    EXPECT_NE(ja, zh);
    for (const std::string& text : {std::string(line.en), ja, zh}) {
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
  for (const Line& line : lines_of(lines::advice)) {
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

TEST(Packed, TextComesBackAsItWasAndANewlineIsANewline) {
  constexpr Text text = "あ漢字、。！１（x|y）\n　ー龥～\n";
  constexpr Text small = packed([] { return Text("あ漢字、。！１（x|y）\n　ー龥～\n"); });
  EXPECT_LT(small.size(), text.size());
  EXPECT_EQ(std::ranges::count(small, '\n'), 2);
  std::string out;
  append_unpacked(out, small);
  EXPECT_EQ(out, text);
  Text rest = small;
  out.clear();
  append_unpacked(out, take_packed(rest, '|'));
  EXPECT_EQ(out, "あ漢字、。！１（x");
  out.clear();
  append_unpacked(out, rest);
  EXPECT_EQ(out, "y）\n　ー龥～\n");
}

TEST(Packed, EveryCharacterItTakesHasItsOwnTwoBytes) {
  for (u32 number = 0; number < packed_signs + 0xF0; ++number) {
    const char bytes[] = {static_cast<char>(0x80 | number / packed_base),
                          static_cast<char>(packed_least + number % packed_base)};
    std::string out;
    append_unpacked(out, Text(bytes, 2));
    ASSERT_EQ(out.size(), 3U);
    const u32 point = (static_cast<u8>(out[0]) & 0xFU) << 12 |
                      (static_cast<u8>(out[1]) & 0x3FU) << 6 | (static_cast<u8>(out[2]) & 0x3FU);
    const u32 expected = number < packed_signs ? number + 0x3000 : number - packed_signs + 0xFF00;
    ASSERT_EQ(point, expected);
  }
  std::string often;
  append_unpacked(often, packed([] { return packed_often; }));
  EXPECT_EQ(often, packed_often);
  EXPECT_EQ(packed([] { return packed_often; }).size(), packed_often.size() / 3);
  std::string out;
  append_unpacked(out, "\x81");
  EXPECT_EQ(out, "") << "It was cut.";
}

}  // namespace
}  // namespace sonde::lexicon
