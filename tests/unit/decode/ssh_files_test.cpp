// ssh_files_test.cpp: the examples of sshd(8) and ssh_config(5), and lines that make no sense.
// SPDX-License-Identifier: Apache-2.0
#include "decode/ssh_files.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "base/text.hpp"
#include "unit/support/cpu_time.hpp"

namespace sonde {
namespace {

using Lines = std::vector<std::string>;
// "3 deploy@web 2222: says"
Lines lines_of(const std::vector<ServerHint>& hints) {
  Lines lines;
  for (const ServerHint& hint : hints) {
    std::string line = std::to_string(hint.line) + " ";
    if (!hint.server.login.empty()) line += hint.server.login + "@";
    line += hint.server.host.empty() ? "?" : hint.server.host;
    if (hint.server.port) append_number(line += ' ', *hint.server.port);
    lines.push_back(line + ": " + hint.says);
  }
  return lines;
}
Lines config(Text file) { return lines_of(read_ssh_config(file).found.hints); }
Lines known(Text file) { return lines_of(hints_of_known_hosts(file).hints); }

// sshd(8), SSH_KNOWN_HOSTS FILE FORMAT: "An example ssh_known_hosts file".
TEST(KnownHosts, OfTheManualAreReadLineByLine) {
  EXPECT_EQ(known("# Comments allowed at start of line\n"
                  "cvs.example.net,192.0.2.10 ssh-rsa AAAA1234.....=\n"
                  "# A hashed hostname\n"
                  "|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM= ssh-rsa AAAA=\n"
                  "# A revoked key\n"
                  "@revoked * ssh-rsa AAAAB5W...\n"
                  "# A CA key, accepted for any host in *.mydomain.com or *.mydomain.org\n"
                  "@cert-authority *.mydomain.org,*.mydomain.com ssh-rsa AAAAB5W...\n"),
            (Lines{"2 cvs.example.net: ssh-rsa key", "2 192.0.2.10: ssh-rsa key",
                   "4 ?: a hashed name, ssh-rsa key", "6 *: @revoked ssh-rsa key",
                   "8 *.mydomain.org: @cert-authority ssh-rsa key",
                   "8 *.mydomain.com: @cert-authority ssh-rsa key"}));
}

TEST(KnownHosts, HavePortsInBracketsAndNegatedPatterns) {
  EXPECT_EQ(known("[nas.example.net]:2222,[2001:db8::1]:2222,!old k AAAA\n"
                  "2001:db8::2 ssh-ed25519 AAAA\n"),
            (Lines{"1 nas.example.net 2222: k key", "1 2001:db8::1 2222: k key",
                   "2 2001:db8::2: ssh-ed25519 key"}));
}

TEST(KnownHosts, WithAVeryLongKindOfKeyTellItsBeginning) {
  const auto hints = hints_of_known_hosts("a,b " + std::string(500'000, 'k') + " A\n").hints;
  ASSERT_EQ(hints.size(), 2U);
  EXPECT_LT(hints[1].says.size(), 100U);
}

// A file of 1 MiB may have half a million names, and each takes hundreds of bytes here.
TEST(KnownHosts, OfVeryManyNamesAreKeptInBounds) {
  std::string file;
  for (int i = 0; i < 200'000; ++i) file += "a,";
  for (const std::string& names : {file + "b k A\n", std::string("|1|a=|b= k A\n")}) {
    std::string many;
    for (int i = 0; i < 20'000; ++i) many += i == 0 || names.size() < 100 ? names : "";
    const ServerHints found = hints_of_known_hosts(many);
    EXPECT_EQ(found.hints.size(), 10'000U);
    EXPECT_TRUE(found.was_cut);
  }
  EXPECT_FALSE(hints_of_known_hosts("a k A\n").was_cut);
}

TEST(KnownHosts, ThatMakeNoSenseAreNone) {
  EXPECT_EQ(known("\n\n  \nweb\n[web ssh-rsa A\n[web]:x ssh-rsa A\n"
                  "/etc/passwd ssh-rsa A\n@revoked\n, ssh-rsa A\n"),
            Lines{});
}

TEST(SshConfig, TakesTheFirstValueOfEachHostAsSshDoes) {
  EXPECT_EQ(config("Host web www\n  HostName 10.0.0.5\n  Port 2222\n"
                   "host=db\n  hostname = \"db.%h.example.org\"\n\tUser bob\n"
                   "Host *\n  User deploy\n  Port 22\n  HostName never.example.org\n"),
            (Lines{"1 deploy@10.0.0.5 2222: Host web", "1 deploy@10.0.0.5 2222: Host www",
                   "4 bob@db.db.example.org 22: Host db"}));
}

TEST(SshConfig, FollowsNegatedPatternsAndWhatStandsAboveTheFirstHost) {
  EXPECT_EQ(config("User first\nHost a b\nHost !a *\n  Port 7\n"),
            (Lines{"2 first@a: Host a", "2 first@b 7: Host b"}));
}

TEST(SshConfig, TellsWhatIsJumpedOver) {
  EXPECT_EQ(
      config("Host inner\n  ProxyJump admin@one:2222,ssh://two:23\n"
             "Host other\n  ProxyCommand ssh -p 24 -W %h:%p me@three\n"
             "Host *.corp\n  ProxyJump none\n"),
      (Lines{"1 inner: Host inner, over admin@one:2222,ssh://two:23",
             "1 admin@one 2222: jumped over of Host inner", "1 two 23: jumped over of Host inner",
             "3 other: Host other", "3 me@three 24: ProxyCommand of Host other"}));
}

TEST(SshConfig, OfMatchFollowsOnlyAll) {
  EXPECT_EQ(config("Match user bob\n  HostName m.example.org\n  Port 9\nMatch all\n  User u\n"
                   "Host a\n"),
            (Lines{"1 m.example.org 9: Match user bob", "6 u@a: Host a"}));
}

TEST(SshConfig, NamesItsIncludes) {
  EXPECT_EQ(read_ssh_config("Include ~/.ssh/work \"config.d/*\"\n").includes,
            (Lines{"~/.ssh/work", "config.d/*"}));
}

TEST(SshConfig, OfVeryManyIncludesAndJumpsIsKeptInBounds) {
  std::string file = "Include";
  for (int i = 0; i < 100'000; ++i) file += " a";
  const SshConfig includes = read_ssh_config(file);
  EXPECT_LT(includes.includes.size(), 1000U);
  EXPECT_TRUE(includes.found.was_cut);
  file.clear();
  for (int i = 0; i < 1000; ++i) {
    file += "Host h" + std::to_string(i) + "\nProxyJump j";
    for (char c = 'a'; c <= 'z'; ++c) file += std::string(",") + c;
    file += '\n';
  }
  const SshConfig jumps = read_ssh_config(file);
  EXPECT_EQ(jumps.found.hints.size(), 10'000U);
  EXPECT_TRUE(jumps.found.was_cut);
}

TEST(SshConfig, OfVeryManyHostsSaysThatItWasCut) {
  std::string file;
  for (int i = 0; i < 5000; ++i) file += "Host h" + std::to_string(i) + "\n";
  EXPECT_TRUE(read_ssh_config(file).found.was_cut);
}

// A container chooses these texts: a million comparisons of stars would take hours.
TEST(SshConfig, OfTrapsIsReadInBoundedTime) {
  std::string stars = "Host ";
  for (int i = 0; i < 120; ++i) stars += "*a";
  std::string traps[3];
  for (int i = 0; i < 2000; ++i) {
    traps[0] += stars + "b\n User u\nHost " + std::string(200, 'a') + std::to_string(i) + "\n";
    traps[1] += "Host h" + std::to_string(i) + "\n";
    traps[2] += " x" + std::to_string(i);
  }
  traps[1] += "Host *\n HostName " + std::string(500'000, 'h') + "\n ProxyJump " +
              std::string(500'000, 'j') + "\n";
  traps[2] = "Host" + traps[2] + "\nHostName " + std::string(120, 'h') + "%h%h%h%h\n";
  for (const std::string& trap : traps) {
    std::size_t bytes = 0;
    const auto time = test::cpu_time_of([&] {
      for (const ServerHint& hint : read_ssh_config(trap).found.hints)
        bytes += hint.says.size() + hint.server.host.size();
    });
    EXPECT_LT(bytes, 10'000'000U);
    EXPECT_LT(time, std::chrono::seconds(20));
  }
}

}  // namespace
}  // namespace sonde
