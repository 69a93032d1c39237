// every_network_test.cpp: listen --all without rights: who will hold a socket, and who may.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "unit/support/answering.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::FakeSource;
using test::tcp_inode;
using How = Question::How;

constexpr u32 blue = 4026532400;
constexpr u32 green = 4026532500;
constexpr Text header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";

// A listener on port 80, or 8080, of a user.
std::string listener(Text port, u32 uid, u64 inode) {
  return "   0: 00000000:" + std::string(port) +
         " 00000000:0000 0A 00000000:00000000 00:00000000 00000000 " + std::to_string(uid) + " 0 " +
         std::to_string(inode) + " 1 0000000000000000 100 0 0 10 0\n";
}

// What /proc/PID/net shows of a namespace that may not be entered.
struct Tables {
  Tables(u32 netns, const std::string& rows) {
    source.refuse(How::Link, "self/ns/net", std::errc::operation_not_permitted);
    source.put(How::Stat, "net/tcp", std::to_string(tcp_inode(netns)) + " 1 0 -");
    fill(source, rows);
  }
  static void fill(FakeSource& source, const std::string& rows) {
    source.file("net/tcp", std::string(header) + rows);
    for (const char* file : {"net/tcp6", "net/udp", "net/udp6"})
      source.file(file, std::string(header));
    source.file("net/unix", "Num       RefCount Protocol Flags    Type St Inode Path\n");
  }
  FakeSource source{FakeSource::Kind::Live};
};

class EveryNetwork : public testing::Test {
protected:
  void SetUp() override {
    Tables::fill(machine_.source, "");
    machine_.add({.pid = 1, .ppid = 0, .is_open = false});
    machine_.add({.pid = 20, .name = "nginx", .netns = blue, .uid = 33, .is_open = false});
    machine_.add({.pid = 30, .name = "a", .netns = green, .uid = 5, .is_open = false});
    machine_.add({.pid = 31, .name = "b", .netns = green, .uid = 5, .is_open = false});
    machine_.source.lead("20/ns/net", blue_.source);
    machine_.source.lead("30/ns/net", green_.source);
  }
  std::string rows(std::vector<std::string> words) {
    words.insert(words.end(), {"--jsonl", "--columns", "netns,local_port,uid,pid,process,owner"});
    const test::Answer seen = test::answer(machine_.source, std::move(words));
    EXPECT_TRUE(seen.done.has_value());
    return seen.out;
  }
  static std::string row(u32 netns, Text rest) {
    return "{\"netns\":" + std::to_string(tcp_inode(netns)) + "," + std::string(rest) + "}\n";
  }
  FakeMachine machine_{};
  Tables blue_{blue, listener("0050", 33, 501)}, green_{green, listener("1F90", 5, 601)};
  const std::string in_blue_ =
      row(blue, R"("local_port":80,"uid":33,"pid":20,"process":"nginx","owner":"probable")");
  const std::string in_green_ =
      row(green, R"("local_port":8080,"uid":5,"pid":null,"process":null,"owner":"hidden")");
};

TEST_F(EveryNetwork, TheOnlyProcessOfTheUserIsProbableAndOneOfSeveralIsHidden) {
  EXPECT_EQ(rows({"listen", "--all"}), in_blue_ + in_green_);
}

TEST_F(EveryNetwork, ASocketOfAnotherUserThanTheProcessIsHidden) {
  Tables::fill(blue_.source, listener("0050", 34, 501));
  EXPECT_EQ(rows({"listen", "--in", "pid:20"}),
            row(blue, R"("local_port":80,"uid":34,"pid":null,"process":null,"owner":"hidden")"));
}

TEST_F(EveryNetwork, AFilterByNetworkLeavesTheOthersUnread) {
  const std::string number = std::to_string(tcp_inode(green));
  EXPECT_EQ(rows({"listen", "--all", "netns", "=", number}), in_green_);
  EXPECT_FALSE(blue_.source.was_asked("net/tcp6"));
}

TEST_F(EveryNetwork, OnePlaceIsThatOfItsNetworkAndAnotherOneIsNotTouched) {
  EXPECT_EQ(rows({"listen", "--in", "pid:30"}), in_green_);
  EXPECT_TRUE(blue_.source.asked.empty());
}

TEST_F(EveryNetwork, InTogetherWithAllIsAnErrorOfUsage) {
  const test::Answer seen = test::answer(machine_.source, {"listen", "--in", "pid:30", "--all"});
  ASSERT_FALSE(seen.done.has_value());
  EXPECT_EQ(seen.done.error().kind, Error::Kind::Usage);
}

}  // namespace
}  // namespace sonde
