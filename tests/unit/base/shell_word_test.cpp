// shell_word_test.cpp: a text stays one word, and nothing else, for a shell.
// SPDX-License-Identifier: Apache-2.0
#include "base/shell_word.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace sonde {
namespace {

// What sh makes of it.
std::string said_by_shell(const std::string& word) {
  const std::string command = "printf '<%s>' " + word;
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::string said;
  char room[256];
  for (std::size_t n = 0; pipe && (n = std::fread(room, 1, sizeof room, pipe)) > 0;)
    said.append(room, n);
  if (pipe) ::pclose(pipe);
  return said;
}

TEST(ShellWord, IsOneWordForAShellWhateverIsInIt) {
  std::string all;
  for (int code = 1; code < 256; ++code) all += static_cast<char>(code);
  for (const std::string& text :
       {std::string(), std::string("eth0"), std::string("a b"), std::string("e;id"),
        std::string("'"), std::string("it's $(id) `id` \"x\" \\"), std::string("*"),
        std::string("~"), std::string("#x"), std::string("a\nb"), std::string("x=1&"), all})
    EXPECT_EQ(said_by_shell(shell_word(text)), "<" + text + ">");
}

TEST(ShellWord, LeavesWhatNeedsNoQuotes) {
  for (const Text text : {"eth0", "10.0.0.1:80", "fe80::1%eth0", "/run/x.sock", "a-b_c@d"})
    EXPECT_EQ(shell_word(text), text);
}

}  // namespace
}  // namespace sonde
