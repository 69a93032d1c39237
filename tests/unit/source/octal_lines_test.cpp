// octal_lines_test.cpp: lines of printf that the shell of this machine turns back into the bytes.
// SPDX-License-Identifier: Apache-2.0
#include "source/octal_lines.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

namespace sonde {
namespace {

TEST(OctalLines, AreTheShortestThatCannotBeReadOtherwise) {
  EXPECT_EQ(octal_lines(""), "");
  EXPECT_EQ(octal_lines(Text("\177ELF\0\0", 6)), "printf '\\177ELF\\0\\0'\n");
  EXPECT_EQ(octal_lines(Text("\0"
                             "7\n8\377'%\\",
                             8)),
            "printf '\\0007\\0128\\377\\47\\45\\134'\n");
}

TEST(OctalLines, EveryPairOfBytesComesBackFromAShell) {
  std::string bytes;
  for (int i = 0; i < 256; ++i)
    for (int j = 0; j < 256; ++j) (bytes += static_cast<char>(i)) += static_cast<char>(j);
  const std::string lines = octal_lines(bytes);
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    ASSERT_LT(end - at, 4095U);  // N_TTY_BUF_SIZE - 1 of the kernel.
    at = end + 1;
  }
  const std::string path = testing::TempDir() + "octal_lines";
  FILE* const shell = ::popen(("sh >" + path).c_str(), "w");
  ASSERT_NE(shell, nullptr);
  EXPECT_EQ(std::fwrite(lines.data(), 1, lines.size(), shell), lines.size());
  EXPECT_EQ(::pclose(shell), 0);
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(std::string(std::istreambuf_iterator<char>(file), {}) == bytes);
  ::remove(path.c_str());
}

}  // namespace
}  // namespace sonde
