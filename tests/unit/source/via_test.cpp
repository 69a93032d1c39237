// via_test.cpp: a command that prints a capture, and all the ways in which one does not.
// SPDX-License-Identifier: Apache-2.0
#include "source/via.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <sys/wait.h>

namespace sonde {
namespace {

// Prints a capture in which 42 asks.
constexpr Text script = "printf '\\n#sonde-capture 1 sh %s\\n' $sonde_nonce\n"
                        "printf '\\n@%s link self\\n42\\n' $sonde_nonce\n"
                        "printf '\\n@%s end\\n' $sonde_nonce\nexit\n";

class Via : public testing::Test {
protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }
  void TearDown() override {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
    EXPECT_EQ(errno, ECHILD);
  }

  static Result<std::unique_ptr<Source>> open(std::string command, Text what = script) {
    const std::string commands[] = {std::move(command)};
    auto sources = open_via(commands, what);
    return std::move(sources.front());
  }
  static std::string self_of(Source& source) {
    std::string room;
    return std::string(source.ask({Question::How::Link, "self"}, room).value_or("none"));
  }
  static std::string failure_of(std::string command) {
    const auto source = open(std::move(command));
    return source ? "it answered" : source.error().object;
  }
};

TEST_F(Via, AShellAnswers) {
  const auto source = open("sh");
  ASSERT_TRUE(source);
  EXPECT_EQ(self_of(**source), "42");
  EXPECT_EQ((*source)->name(), "via sh");
  EXPECT_TRUE((*source)->lost().empty());
}

TEST_F(Via, ALongScriptAndALongAnswerDoNotWaitForEachOther) {
  std::string longer = "echo before";
  for (int i = 0; i < 20'000; ++i)
    longer += "\nprintf '%s' '0123456789012345678901234567890123456'";
  const auto source = open("sh", (longer += '\n') + std::string(script));
  ASSERT_TRUE(source);
  EXPECT_EQ(self_of(**source), "42");
}

TEST_F(Via, NoCommandIsAnErrorOfUsage) {
  for (const char* const nothing : {"", " \t"}) {
    const auto source = open(nothing);
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().kind, Error::Kind::Usage);
  }
}

TEST_F(Via, WhatFailsIsToldInItsOwnWords) {
  EXPECT_NE(failure_of("false").find("exit code 1"), std::string::npos);
  EXPECT_NE(failure_of("no-such-program-anywhere").find("not found"), std::string::npos);
  EXPECT_NE(failure_of("cat >/dev/null").find("no capture"), std::string::npos);
  EXPECT_NE(failure_of("echo only noise").find("no capture"), std::string::npos);
  EXPECT_NE(failure_of("echo it is down >&2; exit 7").find("exit code 7, and said: it is down"),
            std::string::npos);
  EXPECT_NE(failure_of("kill -9 $$").find("signal 9"), std::string::npos);
}

TEST_F(Via, ACutIsTold) {
  const auto source = open("sh | head -c 60; exit 3");
  ASSERT_TRUE(source);
  ASSERT_EQ((*source)->lost().size(), 2U);
  EXPECT_NE((*source)->lost()[1].find("exit code 3"), std::string::npos);
}

TEST_F(Via, WhoGoesOnAfterTheEndIsNotWaitedForLong) {
  const auto source = open("sh; exec sleep 1000");
  ASSERT_TRUE(source);
  EXPECT_EQ(self_of(**source), "42");
}

TEST_F(Via, SeveralAreAnsweredInTheirOrder) {
  std::vector<std::string> commands(12, "sh");
  commands[3] = "false";
  const auto sources = open_via(commands, script);
  ASSERT_EQ(sources.size(), commands.size());
  for (std::size_t i = 0; i < sources.size(); ++i)
    EXPECT_EQ(sources[i].has_value(), commands[i] == "sh") << i;
}

}  // namespace
}  // namespace sonde
