// published_test.cpp: ports of a network that containers share, on a machine in memory.
// SPDX-License-Identifier: Apache-2.0
#include "model/published.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tables/tables.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::FakeSource;
using How = Question::How;

std::string listener(Text port, int inode) {
  return "   0: 00000000:" + std::string(port) +
         " 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 " + std::to_string(inode) +
         " 1 0000000000000000 100 0 0 10 0\n";
}

// A container (20) has the network of the machine and listens on port 80; who listens on port 8080
// cannot be seen. `outer`: the network of those that are in no container.
struct Machine : FakeMachine {
  explicit Machine(u32 outer = test::first_netns) {
    add({.pid = 1, .ppid = 0, .name = "init", .netns = outer});
    add({.pid = 20, .name = "nginx", .cgroup = "0::/docker/" + std::string(64, 'a') + "\n"});
    add({.pid = 30, .name = "other", .netns = outer, .uid = 7, .is_open = false});
    for (const char* pid : {"1", "20", "30"}) {
      source.put(How::List, std::string(pid) + "/task", std::string(pid) + '\0');
      source.file(std::string(pid) + "/comm", "nginx\n");
    }
    source.put(How::Links, "1/fd", "");
    source.put(How::Links, "20/fd", FakeSource::links({501}));
    source.file("net/tcp", "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when "
                           "retrnsmt   uid  timeout inode\n" +
                               listener("0050", 501) + listener("1F90", 601));
  }
  void scan() {
    Request request;
    request.columns.set();
    EXPECT_TRUE(published_table.scan(world, published_table, request, heard));
  }
  World world{source};
  test::HeardSink heard{};
};

TEST(PublishedTable, APortWhoseProcessIsHiddenMayBeThatOfAContainer) {
  Machine machine;
  machine.scan();
  const auto is_told = [](const std::string& gap) {
    return gap.starts_with(" not-permitted ports of the network that containers share");
  };
  EXPECT_EQ(std::ranges::count_if(machine.heard.gaps, is_told), 1);
}

TEST(PublishedTable, AContainerPublishesNothingInANetworkOfItsOwn) {
  Machine shared;
  shared.scan();
  EXPECT_EQ(shared.heard.count, 1u);
  Machine own(test::first_netns + 1);
  own.scan();
  EXPECT_EQ(own.heard.count, 0u);
}

TEST(PublishedTable, TheCensusIsTakenOnce) {
  Machine machine;
  machine.scan();
  EXPECT_EQ(std::ranges::count(machine.source.asked, "20/ns/net"), 1);
}

}  // namespace
}  // namespace sonde
