// explain_columns_test.cpp: "explain" of a name that columns of several tables have.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "unit/support/answering.hpp"

namespace sonde {
namespace {

std::string explained(const std::string& word) {
  const Result<Parsed> parsed = test::parse_words({"explain", "--lang=en", word});
  EXPECT_TRUE(parsed.has_value());
  std::string text;
  std::string talked;
  Out out(text);
  Out talk(talked);
  Call call{*parsed->command, parsed->options, parsed->words, out, talk};
  EXPECT_TRUE(call.command.run(call).has_value()) << word;
  EXPECT_TRUE(out.flush().has_value());
  return text;
}

TEST(ExplainColumns, EveryTableThatHasItIsNamed) {
  const std::string text = explained("used_percent");
  for (const Text table : {"limits", "mounts", "ports"})
    EXPECT_TRUE(text.contains("used_percent  (column of " + std::string(table) + ")")) << text;
}

TEST(ExplainColumns, TablesThatSayTheSameShareASentence) {
  const std::string text = explained("container");
  for (const Text table : {"sockets", "processes", "interfaces", "oom", "published"})
    EXPECT_TRUE(text.contains(table)) << table << text;
  constexpr Text shared = "Container that this namespace belongs to.";
  EXPECT_EQ(text.find(shared), text.rfind(shared)) << text;
}

TEST(ExplainColumns, WhatIsAWordOfTheKernelTooKeepsItsMeaning) {
  const std::string text = explained("state");
  EXPECT_TRUE(text.starts_with("st  (field)")) << text;
  EXPECT_TRUE(text.contains("(column of interfaces)")) << text;
  EXPECT_TRUE(text.contains("of processes, threads)")) << text;
}

}  // namespace
}  // namespace sonde
