// links_test.cpp: what is linked to what, on a machine in memory with two network namespaces.
// SPDX-License-Identifier: Apache-2.0
#include "command/links.hpp"

#include <gtest/gtest.h>

#include "command/inquiry.hpp"
#include "model/link.hpp"
#include "tables/namespace_finder.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::FakeSource;
using How = Question::How;

constexpr u32 blue = 4026532400;
constexpr Text header =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n";

// A line of /proc/net/tcp on a little-endian machine.
std::string line(Text local, Text remote, Text state, int inode) {
  std::string text = "   0: ";
  ((text += local) += ' ') += remote;
  (text += ' ') += state;
  return text + " 00000000:00000000 00:00000000 00000000     0        0 " + std::to_string(inode) +
         " 1 0000000000000000 20 4 30 10 -1\n";
}

class Kept final : public Sink {
public:
  More rows(Chunk chunk) override {
    for (std::size_t i = 0; i < chunk.size(); ++i)
      links.push_back(*static_cast<const Link*>(chunk[i]));
    return More::Yes;
  }
  void gap(const Gap& gap) override { gaps.add(gap); }
  void note(Text) override {}
  void end() override {}

  std::vector<Link> links{};
  GapList gaps{};
};

// init and curl (pid 10) are here, nginx (20) and docker-proxy's target in blue: curl at 10.0.0.1
// talks to nginx at 10.0.0.2:80, and docker-proxy (30) hands port 8080 on to it.
class LinksTest : public testing::Test {
protected:
  void SetUp() override {
    machine_.add({.pid = 1, .ppid = 0, .name = "init"});
    machine_.add({.pid = 10, .name = "curl"});
    machine_.add({.pid = 20, .name = "nginx", .netns = blue});
    machine_.add({.pid = 30,
                  .name = "docker-proxy",
                  .cmdline = "docker-proxy~-proto~tcp~-host-ip~0.0.0.0~-host-port~8080~"
                             "-container-ip~10.0.0.2~-container-port~80~"});
    FakeSource& here = machine_.source;
    for (const char* pid : {"1", "10", "20", "30"}) {
      here.put(How::Links, std::string(pid) + "/fd", "");
      here.put(How::List, std::string(pid) + "/task", std::string(pid) + '\0');
      here.file(std::string(pid) + "/comm", "x\n");
    }
    here.file("10/comm", "curl\n");
    here.file("20/comm", "nginx\n");
    here.put(How::Links, "10/fd", FakeSource::links({501}));
    here.put(How::Links, "20/fd", FakeSource::links({601, 602}));
    here.file("net/tcp", std::string(header) + line("0100000A:9C40", "0200000A:0050", "01", 501));
    blue_.file("net/tcp", std::string(header) + line("00000000:0050", "00000000:0000", "0A", 601) +
                              line("0200000A:0050", "0100000A:9C40", "01", 602));
    blue_.put(How::Link, "self/ns/net", FakeMachine::link("net", blue));
    blue_.file("net/fib_trie", "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- 10.0.0.2\n"
                               "        /32 host LOCAL\n");
    machine_.source.file("20/net/fib_trie", "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- 10.0.0.2\n"
                                            "        /32 host LOCAL\n");
    here.lead("20/ns/net", blue_);
  }

  const std::vector<Link>& ask(Text typed) {
    world_.networks = all_networks(world_);
    world_.share(LinkQuestion(things_of(typed), nullptr));
    Request request;
    request.columns.set();
    kept_.links.clear();
    const Result<void> done = links_table.scan(world_, links_table, request, kept_);
    EXPECT_TRUE(done) << (done ? "" : done.error().operation + done.error().object);
    return kept_.links;
  }
  const Link* find(Relation relation) const {
    for (const Link& link : kept_.links)
      if (link.relation == relation) return &link;
    return nullptr;
  }

  FakeMachine machine_{};
  FakeSource blue_{FakeSource::Kind::Live};
  World world_{machine_.source};
  Kept kept_{};
};

TEST_F(LinksTest, OfAPortAreItsListenerAndBothEndsOfEachConnectionInOneLink) {
  ASSERT_EQ(ask(":80").size(), 4U);
  EXPECT_EQ(kept_.links[0].says, "port 80 (http)");
  EXPECT_EQ(kept_.links[1].says,
            "tcp 0.0.0.0:8080, by docker-proxy, to 10.0.0.2:80: nginx (pid 20)");
  EXPECT_EQ(kept_.links[2].says, "nginx (pid 20, netns 4026532400) on 0.0.0.0:80");
  EXPECT_EQ(kept_.links[3].says, "curl (pid 10) at 10.0.0.1 \xe2\x86\x92 nginx (pid 20, netns "
                                 "4026532400) on 10.0.0.2:80: ESTABLISHED");
  EXPECT_EQ(*kept_.links[3].peer_pid, 10);
}

TEST_F(LinksTest, OfAPublishedPortAreTheProxyAndTheProcessBehindIt) {
  ask(":8080");
  ASSERT_TRUE(find(Relation::Published));
  EXPECT_EQ(find(Relation::Published)->says,
            "tcp 0.0.0.0:8080, by docker-proxy, to 10.0.0.2:80: nginx (pid 20)");
  EXPECT_EQ(*find(Relation::Published)->pid, 20);
  EXPECT_TRUE(kept_.links.front().says.contains("is published into network namespace"));
}

TEST_F(LinksTest, OfAProcessAreThoseItTalksTo) {
  ask("pid:10");
  ASSERT_TRUE(find(Relation::Talks));
  EXPECT_EQ(find(Relation::Talks)->says, "curl (pid 10) \xe2\x86\x92 10.0.0.2:80, nginx (pid 20, "
                                         "netns 4026532400): ESTABLISHED");
  ASSERT_TRUE(find(Relation::Parent));
  EXPECT_EQ(*find(Relation::Parent)->pid, 1);
}

TEST_F(LinksTest, OfAnAddressAreTheNamespacesThatHaveIt) {
  ask("10.0.0.2");
  ASSERT_TRUE(find(Relation::Has));
  EXPECT_EQ(*find(Relation::Has)->netns, blue);
}

TEST_F(LinksTest, OfANumberAreThoseOfAllItsMeanings) {
  ask("601");
  ASSERT_TRUE(find(Relation::Listens));
  EXPECT_EQ(find(Relation::Listens)->thing, "inode 601");
}

TEST_F(LinksTest, OfWhatIsNotHereAreNone) {
  for (const Text typed : {":1", "pid:999", "10.9.9.9", "inode:7", "web", "/no/such"})
    EXPECT_TRUE(ask(typed).empty()) << typed;
}

}  // namespace
}  // namespace sonde
