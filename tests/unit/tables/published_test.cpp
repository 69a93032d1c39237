// published_test.cpp: ports of a network that containers share, on a machine in memory.
// SPDX-License-Identifier: Apache-2.0
#include "model/published.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tables/census.hpp"
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

// What a listener says of the ports that lead to it.
class PublishedPorts final : public Sink {
public:
  More rows(Chunk chunk) override {
    std::string room;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      std::string local, at;
      append_plain(local, sockets_table.find("local")->read(chunk[i], room));
      append_plain(at, sockets_table.find("published_at")->read(chunk[i], room));
      said[local] = at;
    }
    return More::Yes;
  }
  void gap(const Gap&) override {}
  void note(Text) override {}
  void end() override {}
  std::map<std::string, std::string> said{};
};

constexpr u32 blue = 4026532400;

// nginx (40) is in a container of its own at 10.0.0.2, and docker's proxy (50) leads port 8080
// there.
struct PublishingMachine : Machine {
  PublishingMachine() {
    add({.pid = 40,
         .name = "nginx",
         .netns = blue,
         .cgroup = "0::/docker/" + std::string(64, 'b') + "\n"});
    add({.pid = 50,
         .name = "docker-proxy",
         .cmdline = "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~8080~-container-ip~"
                    "10.0.0.2~-container-port~80~"});
    source.file("40/net/fib_trie", "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- 10.0.0.2\n"
                                   "        /32 host LOCAL\n");
    for (const char* pid : {"1", "20", "30", "50"})
      source.file(std::string(pid) + "/net/fib_trie", "");
    inside.put(How::Link, "self/ns/net", link("net", blue));
    inside.file("net/tcp", "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when "
                           "retrnsmt   uid  timeout inode\n" +
                               listener("0050", 701) + listener("0051", 702));
    source.lead("40/ns/net", inside);
  }
  void add_proxy(int pid, const std::string& host, const std::string& target) {
    add({.pid = pid,
         .name = "docker-proxy",
         .cmdline = "docker-proxy~-proto~tcp~-host-ip~" + host + "~-host-port~8080~-container-ip~" +
                    target + "~-container-port~80~"});
    source.file(std::to_string(pid) + "/net/fib_trie", "");
  }
  const std::map<std::string, std::string>& ports() {
    world.networks = census_of(world).networks();
    Request request;
    for (const Text name : {Text("local"), Text("published_at")})
      request.columns.set(sockets_table.index_of(*sockets_table.find(name)));
    EXPECT_TRUE(sockets_table.scan(world, sockets_table, request, rows));
    return rows.said;
  }
  FakeSource inside{FakeSource::Kind::Live};
  PublishedPorts rows{};
};

TEST(PublishedAt, AListenerInAContainerSaysWhichPortOfTheMachineLeadsToIt) {
  PublishingMachine machine;
  EXPECT_EQ(machine.ports().at("0.0.0.0:80"), "0.0.0.0:8080");
}

TEST(PublishedAt, AProxyOfIpv6LeadsThereToo) {
  PublishingMachine machine;
  machine.add_proxy(51, "::", "10.0.0.2");
  EXPECT_EQ(machine.ports().at("0.0.0.0:80"), "0.0.0.0:8080, [::]:8080");
}

TEST(PublishedAt, ATargetThatNobodyHasHidesNothingOfTheMachine) {
  PublishingMachine machine;
  machine.add_proxy(51, "0.0.0.0", "10.9.9.9");
  EXPECT_EQ(machine.ports().at("0.0.0.0:8080"), "");
}

TEST(PublishedAt, WhoLooksForPortsLooksAtNoDescriptors) {
  PublishingMachine machine;
  machine.ports();
  const auto is_descriptors = [](const std::string& name) { return name.ends_with("/fd"); };
  EXPECT_EQ(std::ranges::count_if(machine.source.asked, is_descriptors), 0);
}

TEST(PublishedAt, RulesThatMayNotBeReadMayPublishThePortsOfContainersAndOfNobodyElse) {
  PublishingMachine machine;
  const auto& said = machine.ports();  // Netlink is not there.
  EXPECT_EQ(said.at("0.0.0.0:81"), "unsupported");
  EXPECT_EQ(said.at("0.0.0.0:8080"), "") << "the network of the machine is open anyway";
}

}  // namespace
}  // namespace sonde
