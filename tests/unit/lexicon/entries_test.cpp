// entries_test.cpp: what every entry of every list must hold, and how words are found.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/types.hpp"
#include "lexicon/entry.hpp"
#include "lexicon/lookup.hpp"
#include "unit/support/sentences.hpp"

namespace sonde {
namespace {

using test::commands_in;

constexpr Language languages[] = {Language::En, Language::Ja, Language::Zh};

std::size_t sequence_bytes(u8 first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

bool is_utf8(Text text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = sequence_bytes(static_cast<u8>(text[i]));
    if (bytes == 0 || i + bytes > text.size()) return false;
    for (std::size_t j = 1; j < bytes; ++j) {
      if ((static_cast<u8>(text[i + j]) & 0xC0) != 0x80) return false;
    }
    i += bytes;
  }
  return true;
}

Text stop_of(Language language) { return language == Language::En ? Text(".") : Text("。"); }

std::size_t sentences_in(Text text, Language language) {
  const Text stop = language == Language::En ? Text(". ") : Text("。");
  std::size_t count = language == Language::En ? 1 : 0;
  for (std::size_t at = text.find(stop); at != Text::npos; at = text.find(stop, at + 1)) ++count;
  return count;
}

TEST(Entries, HaveThreeLanguagesThatDifferAndEndWithAFullStop) {
  for (const Entry& entry : all_entries()) {
    for (const Language language : languages) {
      const Text text = sentences_of(entry, language);
      EXPECT_FALSE(text.empty()) << entry.word;
      EXPECT_TRUE(is_utf8(text)) << entry.word;
      EXPECT_TRUE(text.ends_with(stop_of(language))) << entry.word << ": " << text;
      EXPECT_EQ(text.find("  "), Text::npos) << entry.word << ": two spaces.";
    }
    EXPECT_NE(entry.en, entry.ja);
    EXPECT_NE(entry.en, entry.zh);
    EXPECT_NE(entry.ja, entry.zh);
  }
}

TEST(Entries, ConsistOfTwoToSevenSentences) {
  for (const Entry& entry : all_entries()) {
    for (const Language language : languages) {
      const std::size_t count = sentences_in(sentences_of(entry, language), language);
      EXPECT_GE(count, 2U) << entry.word;
      EXPECT_LE(count, 7U) << entry.word;
    }
  }
}

TEST(Entries, NameTheSameCommandsInEveryLanguage) {
  for (const Entry& entry : all_entries()) {
    const std::multiset<std::string> commands = commands_in(entry.en);
    EXPECT_EQ(commands, commands_in(entry.ja)) << entry.word;
    EXPECT_EQ(commands, commands_in(entry.zh)) << entry.word;
  }
}

TEST(Entries, NameOnlyCommandsThatExist) {
  for (const Entry& entry : all_entries())
    for (const std::string& command : commands_in(entry.en))
      EXPECT_TRUE(test::is_known_command(command)) << entry.word << ": " << command;
}

TEST(Entries, AreUniqueWithinAKindAndGroupedByKind) {
  std::set<std::pair<Text, Text>> seen;
  std::set<Text> closed;
  Text kind{};
  for (const Entry& entry : all_entries()) {
    EXPECT_TRUE(seen.emplace(entry.kind, entry.word).second) << entry.word;
    if (entry.kind == kind) continue;
    EXPECT_TRUE(closed.insert(entry.kind).second) << entry.kind << " stands in two places.";
    kind = entry.kind;
  }
  EXPECT_EQ(closed.size(), 14U);
}

TEST(Entries, CoverEveryWordOfTheContract) {
  const std::map<Text, std::set<Text>> contract = {
      {"state",
       {"ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE",
        "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "BOUND", "UNCONN"}},
      {"timer", {"off", "retransmit", "keepalive", "time-wait", "zero-window"}},
      {"owner",
       {"fd", "thread", "in-flight", "accept-queue", "syn-queue", "time-wait", "orphan", "kernel",
        "probable", "hidden", "elsewhere"}},
      {"neighbor",
       {"INCOMPLETE", "REACHABLE", "STALE", "DELAY", "PROBE", "FAILED", "NOARP", "PERMANENT"}},
      {"reason",
       {"not-permitted", "elsewhere", "vanished", "unsupported", "not-collected", "malformed"}},
  };
  for (const auto& [kind, words] : contract) {
    std::set<Text> found;
    for (const Entry& entry : all_entries()) {
      if (entry.kind == kind) found.insert(entry.word);
    }
    EXPECT_EQ(found, words) << kind;
  }
}

TEST(Entries, HaveAFirstSentenceThatIsShorterThanTheWhole) {
  for (const Entry& entry : all_entries()) {
    for (const Language language : languages) {
      const Text first = first_sentence_of(entry, language);
      EXPECT_TRUE(first.ends_with(stop_of(language))) << first;
      EXPECT_LT(first.size(), sentences_of(entry, language).size()) << entry.word;
    }
  }
}

TEST(Lookup, IgnoresCaseHyphenAndUnderscore) {
  for (const Text word : {"TIME_WAIT", "time-wait", "timewait", "Time_Wait", "TIMEWAIT"}) {
    ASSERT_NE(find_entry(word), nullptr) << word;
    EXPECT_EQ(find_entry(word)->word, "TIME_WAIT");
  }
  EXPECT_EQ(find_entry("fin-wait-1")->word, "FIN_WAIT1");
}

TEST(Lookup, KnowsTheOtherCustomaryNames) {
  const std::array<std::pair<Text, Text>, 9> names = {{{"estab", "ESTABLISHED"},
                                                       {"established", "ESTABLISHED"},
                                                       {"listening", "LISTEN"},
                                                       {"syn-recv", "SYN_RECV"},
                                                       {"remote_address", "rem_address"},
                                                       {"tcp6", "/proc/net/tcp6"},
                                                       {"IPV6_V6ONLY", "v6only"},
                                                       {"retransmits", "retrnsmt"},
                                                       {"Recv-Q", "recv_q"}}};
  for (const auto& [typed, word] : names) {
    ASSERT_NE(find_entry(typed), nullptr) << typed;
    EXPECT_EQ(find_entry(typed)->word, word) << typed;
  }
}

TEST(Lookup, ShowsAWordInEveryFamilyThatHasIt) {
  const std::vector<const Entry*> found = find_entries("time-wait");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0]->kind, "state");
  EXPECT_EQ(found[1]->kind, "timer");
  EXPECT_EQ(found[2]->kind, "owner");
}

TEST(Lookup, FindsNothingForNoWord) {
  EXPECT_EQ(find_entry(""), nullptr);
  EXPECT_EQ(find_entry("-"), nullptr);
  EXPECT_EQ(find_entry("nonsense"), nullptr);
}

TEST(Lookup, SuggestsTheNearestWord) {
  EXPECT_EQ(nearest_word("TIMEWAI"), "TIME_WAIT");
  EXPECT_EQ(nearest_word("lisen"), "LISTEN");
  EXPECT_EQ(nearest_word("qqqqqqqq"), "");
}

TEST(Languages, AreThreeWordsOnTheCommandLine) {
  EXPECT_EQ(parse_language("en"), Language::En);
  EXPECT_EQ(parse_language("ja"), Language::Ja);
  EXPECT_EQ(parse_language("zh"), Language::Zh);
  for (const Text word : {"", "C", "ja_JP.UTF-8", "fr", "EN"}) {
    ASSERT_FALSE(parse_language(word).has_value()) << word;
    EXPECT_EQ(parse_language(word).error().code, std::errc::invalid_argument);
  }
}

TEST(Languages, ComeFromAnyLocale) {
  for (const Text word : {"ja", "ja_JP.UTF-8", "ja_JP.eucJP", "ja@x"}) {
    EXPECT_EQ(language_of_locale(word), Language::Ja) << word;
  }
  for (const Text word : {"zh", "zh_CN.UTF-8", "zh_TW", "zh-Hans"}) {
    EXPECT_EQ(language_of_locale(word), Language::Zh) << word;
  }
  for (const Text word : {"", "C", "C.UTF-8", "POSIX", "en_US", "de_DE.UTF-8", "jam", "_"}) {
    EXPECT_EQ(language_of_locale(word), Language::En) << word;
  }
}

}  // namespace
}  // namespace sonde
