// own_session_test.cpp: which connection carries sonde.
// SPDX-License-Identifier: Apache-2.0
#include "command/own_session.hpp"

#include <gtest/gtest.h>

#include "check/own_session.hpp"
#include "unit/support/fake_source.hpp"

namespace sonde {
namespace {

using How = Question::How;

// Lines of /proc/PID/stat up to the number of threads, as proc(5) orders them.
std::string stat(int pid, int parent, int session) {
  return std::to_string(pid) + " (sh) S " + std::to_string(parent) + " " + std::to_string(pid) +
         " " + std::to_string(session) + " 34816 4711 4194304 1 2 3 4 5 6 7 8 20 0 1 0 9\n";
}

std::string ended(std::initializer_list<Text> entries) {
  std::string all;
  for (const Text entry : entries) all.append(entry).push_back('\0');
  return all;
}

struct Shells {
  test::FakeSource source{test::FakeSource::Kind::Live};
  World world{source};

  // ssh: sshd (50) with a session of its own, its shell (60), sudo (70), sonde (80).
  Shells() {
    source.put(How::Link, "self", "80");
    source.file("80/stat", stat(80, 70, 60));
    source.file("70/stat", stat(70, 60, 60));
    source.file("60/stat", stat(60, 50, 60));
    source.file("50/stat", stat(50, 1, 50));
    source.file("80/environ", ended({"HOME=/root", "TERM=xterm"}));
    source.file("60/environ",
                ended({"TERM=xterm", "SSH_CONNECTION=198.51.100.7 51234 192.0.2.5 22"}));
  }
};

TEST(OwnSession, IsSondeItself) {
  Shells shells;
  share_own_session(shells.world);
  EXPECT_EQ(*shells.world.shared<OwnSession>().pid, 80);
}

TEST(OwnSession, HasTheConnectionThatSudoHides) {
  Shells shells;
  share_own_session(shells.world);
  EXPECT_EQ(shells.world.shared<OwnSession>().connection, "198.51.100.7 51234 192.0.2.5 22");
}

TEST(OwnSession, IsNothingInACopy) {
  test::FakeSource source{test::FakeSource::Kind::Copy};
  World world{source};
  share_own_session(world);
  EXPECT_FALSE(world.shared<OwnSession>().pid);
  EXPECT_TRUE(world.shared<OwnSession>().connection.empty());
}

}  // namespace
}  // namespace sonde
