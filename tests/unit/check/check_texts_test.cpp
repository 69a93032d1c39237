// check_texts_test.cpp: what "sonde explain" says of each check, in three languages.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/text.hpp"
#include "check/check.hpp"
#include "check/rule.hpp"
#include "command/explain_check.hpp"
#include "command/reference.hpp"
#include "lexicon/check_texts.hpp"
#include "lexicon/texts.hpp"
#include "unit/support/answering.hpp"
#include "unit/support/sentences.hpp"

namespace sonde {
namespace {

constexpr Language languages[] = {Language::En, Language::Ja, Language::Zh};

// What would disturb the machine, or needs a certain card, disk or peer. Their texts say so.
constexpr Text not_in_namespaces[] = {"link.rx_errors",
                                      "link.fifo_overrun",
                                      "link.collisions",
                                      "link.duplex",
                                      "link.utilisation",
                                      "qdisc.noqueue_on_nic",
                                      "softnet.imbalance",
                                      "irq.storm",
                                      "neigh.table_near_full",
                                      "neigh.table_full",
                                      "tcp.backlog_drop",
                                      "tcp.sack_reneging",
                                      "conntrack.hash_crowded",
                                      "conntrack.insert_failed",
                                      "softnet.dropped",
                                      "softnet.time_squeeze",
                                      "tcp.mem_pressure",
                                      "udp.mem_pressure",
                                      "host.file_nr",
                                      "mem.available_low",
                                      "mem.psi",
                                      "mem.swap_thrash",
                                      "mem.ecc",
                                      "kernel.taint_hung",
                                      "host.pid_max",
                                      "cpu.steal",
                                      "cpu.iowait",
                                      "cpu.saturated",
                                      "disk.busy",
                                      "clock.unsync",
                                      "clock.jump",
                                      "proc.crash_loop",
                                      "proc.restart_recent",
                                      "proc.log_to_null"};

// As a shell parts them; what a reader has to fill in is filled in.
std::vector<std::string> words_of(Text command) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : command) {
    if (c == '\'')
      quoted = !quoted;
    else if (c == ' ' && !quoted)
      words.emplace_back();
    else
      words.back() += c;
    EXPECT_TRUE(quoted || c != '>') << command << " writes a file.";
  }
  for (std::string& word : words) {
    if (word == "PID" || word == "PORT") word = "1";
    if (word == "ADDRESS" || word == "ADDRESS:PORT") word = "192.0.2.1";
  }
  return words;
}

void expect_command(Text command) {
  if (!command.starts_with("sonde ")) return;
  std::vector<std::string> words = words_of(command.substr(6));
  const Result<Parsed> parsed = test::parse_words({words.begin(), words.end()});
  ASSERT_TRUE(parsed) << command << ": " << parsed.error().operation;
  if (!parsed->command->view || !takes_filter(*parsed->command)) return;
  std::string filter;
  for (const std::string& word : parsed->words) filter += (filter.empty() ? "" : " ") + word;
  const Result<Filter> condition = parse_condition(*parsed->command->view->table, filter);
  EXPECT_TRUE(condition) << command << ": " << condition.error().operation << " "
                         << condition.error().object;
}

TEST(CheckTexts, ExistForEveryCheckInEveryLanguage) {
  std::string missing;
  for (const Check& check : all_checks) {
    const Entry* const entry = find_check_text(check.name);
    if (!entry) missing.append(" ").append(check.name);
    if (!entry) continue;
    EXPECT_EQ(entry->kind, "check") << check.name;
    EXPECT_GE(entry->en.size(), 60U) << check.name;
    EXPECT_GE(entry->ja.size(), 240U) << check.name << " says too little in Japanese.";
    EXPECT_GE(entry->zh.size(), 180U) << check.name << " says too little in Chinese.";
    EXPECT_TRUE(entry->en.ends_with('.')) << check.name;
    EXPECT_TRUE(entry->ja.ends_with("。") && test::has_kana(entry->ja)) << check.name;
    EXPECT_TRUE(entry->zh.ends_with("。") && !test::has_kana(entry->zh)) << check.name;
  }
  EXPECT_EQ(missing, "") << "Write them into src/lexicon/text/checks/FAMILY.entries.";
}

TEST(CheckTexts, AreOfChecksThatExist) {
  for (const Text family : {"link", "netfilter", "tcp", "udp", "host", "process", "places"})
    for (const Entry& entry : lexicon::entries_in("checks/" + std::string(family)))
      EXPECT_NE(find_check(entry.word), nullptr) << entry.word;
}

TEST(CheckTexts, NameOnlyCommandsThatExistAndTheSameInJapaneseAndChinese) {
  for (const Check& check : all_checks) {
    const Entry* const entry = find_check_text(check.name);
    if (!entry) continue;
    for (const Language language : languages)
      for (const std::string& command : test::commands_in(sentences_of(*entry, language)))
        expect_command(command);
    EXPECT_EQ(test::commands_in(entry->ja), test::commands_in(entry->zh)) << check.name;
  }
}

TEST(CheckTexts, TellHowToReproduceWhatANamespaceCanMake) {
  std::string missing;
  for (const Check& check : all_checks) {
    const bool cannot =
        std::ranges::find(not_in_namespaces, check.name) != std::end(not_in_namespaces);
    const std::vector<Text> commands = commands_of_check(check.name);
    EXPECT_TRUE(commands.empty() || !cannot) << check.name;
    if (commands.empty() && !cannot) missing.append(" ").append(check.name);
    const std::string diagnose = "sonde diagnose " + std::string(check.name);
    const bool looks =
        std::ranges::any_of(commands, [&](Text command) { return command.contains(diagnose); });
    EXPECT_TRUE(looks || commands.empty()) << check.name << " does not look at what it made.";
  }
  EXPECT_EQ(missing, "") << "Write them into src/lexicon/text/checks/reproduce.commands.";
}

// "@pair" must not be printed, nor a name that no check has.
TEST(CheckTexts, HaveNoCommandsThatNobodyReads) {
  std::set<Text> named;
  std::set<Text> parts;
  for (Text rest = lexicon::section("checks/reproduce"); !rest.empty();) {
    Text line = next_line(rest);
    const Text name = next_word(line);
    if (name.starts_with('@'))
      parts.insert(name);
    else
      EXPECT_NE(find_check(name), nullptr) << name;
    if (const Text command = next_word(line); command.starts_with('@')) named.insert(command);
  }
  EXPECT_EQ(named, parts);
}

TEST(CheckTexts, SayWhatTheCheckDeclaresInEnglishAndTheConditionInEveryLanguage) {
  const Check& check = *find_check("tcp.listen.overflow");
  const std::string english = explain_check(check.name, Language::En);
  for (const Text part : {"(check)", "recv_q > backlog", "Why so: ", "What to do: ", "critical"})
    EXPECT_TRUE(english.contains(part)) << part << "\n" << english;
  for (const Language language : {Language::Ja, Language::Zh}) {
    const std::string text = explain_check(check.name, language);
    for (const Text part :
         {"recv_q > backlog", "critical", "    ip netns add sonde1;", "sonde threads"})
      EXPECT_TRUE(text.contains(part)) << part << "\n" << text;
    EXPECT_FALSE(text.contains("Why so") || text.contains("What to do")) << text;
  }
  EXPECT_EQ(explain_check("tcp.nothing", Language::En), "");
}

TEST(CheckTexts, FitTheWidthOfAScreenButForCommands) {
  for (const Check& check : all_checks) {
    const std::string text = explain_check(check.name, Language::En);
    for (Text rest = text; !rest.empty();) {
      const Text line = next_line(rest);
      EXPECT_TRUE(line.size() <= 80 || line.starts_with("    ")) << check.name << ": " << line;
    }
  }
}

}  // namespace
}  // namespace sonde
