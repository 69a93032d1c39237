// runtime_log_test.cpp: the last lines of a text, and what a container printed in a runtime's file.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "decode/runtime_log.hpp"

namespace sonde {
namespace {

TEST(LastLines, AreTheLastOnes) {
  EXPECT_EQ(last_lines("a\nb\nc\n", 2), "b\nc\n");
  EXPECT_EQ(last_lines("a\nb\nc", 2), "b\nc") << "a line that was not ended counts";
  EXPECT_EQ(last_lines("a\nb\n", 5), "a\nb\n");
  EXPECT_EQ(last_lines("\n\n\n", 1), "\n");
  EXPECT_EQ(last_lines("\n\n\n", 2), "\n\n");
  EXPECT_EQ(last_lines("one", 1), "one");
  EXPECT_EQ(last_lines("", 3), "");
  EXPECT_EQ(last_lines("a\n", 0), "");
}

std::string plain(Text line) {
  std::string out;
  append_plain_log_line(out, line);
  return out;
}

// Lines of docker 20.10's json-file driver, of the CRI, and of conmon 2.1's k8s-file.
TEST(PlainLogLine, IsWhatTheContainerPrinted) {
  EXPECT_EQ(plain(R"({"log":"GET / 200\n","stream":"stdout","time":"2026-11-21T23:18:49.1Z"})"),
            "GET / 200\n");
  EXPECT_EQ(plain(R"({"log":"a part","stream":"stderr","time":"2026-11-21T23:18:49.1Z"})"),
            "a part\n");
  EXPECT_EQ(plain("2026-11-21T23:18:49.123456789Z stdout F GET / 200"), "GET / 200\n");
  EXPECT_EQ(plain("2026-11-21T23:18:49.123456789+00:00 stderr P   indented"), "  indented\n");
}

TEST(PlainLogLine, StaysAsItIsWhereNoRuntimeWroteIt) {
  for (const Text line : {Text("plain text"), Text("{\"level\":\"info\"}"), Text("{broken"),
                          Text("{\"log\":7}"), Text("a stdout X b"), Text("")})
    EXPECT_EQ(plain(line), std::string(line) + "\n");
}

}  // namespace
}  // namespace sonde
