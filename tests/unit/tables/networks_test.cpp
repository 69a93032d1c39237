// networks_test.cpp: each namespace is visited once, and one that went away is counted, not feared.
// SPDX-License-Identifier: Apache-2.0
#include "tables/networks.hpp"

#include <gtest/gtest.h>

#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::FakeSource;
using test::HeardSink;
using How = Question::How;

// What a handle leads to: a source that says which namespace it is.
struct Inside {
  explicit Inside(u32 netns) {
    source.put(How::Link, "self/ns/net", FakeMachine::link("net", netns));
  }
  FakeSource source{FakeSource::Kind::Live};
};

class Networks : public testing::Test {
protected:
  void expect(const std::string& handle, u32 netns) {
    Network network;
    network.handle = handle;
    network.netns = netns;
    world_.networks.push_back(std::move(network));
  }
  Result<void> visit() {
    return each_network(world_, "sockets", sink_,
                        [&](const Network& network, Source&) -> Result<More> {
                          visited_.push_back(network.netns.value);
                          return visited_.size() < most_ ? More::Yes : More::No;
                        });
  }
  FakeMachine machine_{};
  World world_{machine_.source};
  HeardSink sink_{};
  std::vector<u32> visited_{};
  std::size_t most_ = 100;
  Inside a_{11}, b_{22}, c_{33};
};

TEST_F(Networks, APlaceWithoutNetworksIsTheSourcesOwn) {
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_.size(), 1u);
  EXPECT_TRUE(machine_.source.asked.empty());
}

TEST_F(Networks, EachIsVisitedOnceAndInTurn) {
  machine_.source.lead("1/ns/net", a_.source);
  machine_.source.lead("/run/netns/b", b_.source);
  expect("1/ns/net", 11);
  expect("", 5);
  expect("/run/netns/b", 22);
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_, (std::vector<u32>{11, 5, 22}));
  EXPECT_TRUE(sink_.gaps.empty() && sink_.notes.empty());
}

TEST_F(Networks, WhoeverWantsNoMoreIsNotTakenFurther) {
  machine_.source.lead("1/ns/net", a_.source);
  machine_.source.lead("2/ns/net", b_.source);
  expect("1/ns/net", 11);
  expect("2/ns/net", 22);
  most_ = 1;
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_, std::vector<u32>{11});
}

TEST_F(Networks, ThoseThatVanishAreCountedInOneNote) {
  machine_.source.lead("1/ns/net", a_.source);
  expect("1/ns/net", 11);
  expect("8/ns/net", 88);
  expect("9/ns/net", 99);
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_, std::vector<u32>{11});
  EXPECT_TRUE(sink_.gaps.empty());
  EXPECT_EQ(sink_.notes,
            std::vector<std::string>{"2 network namespaces vanished while sonde looked"});
}

TEST_F(Networks, APidThatWasReusedLeadsToAnotherNetworkAndCountsAsVanished) {
  machine_.source.lead("1/ns/net", a_.source);
  machine_.source.lead("2/ns/net", c_.source);
  expect("1/ns/net", 11);
  expect("2/ns/net", 22);  // It leads to 33.
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_, std::vector<u32>{11});
  EXPECT_EQ(sink_.notes,
            std::vector<std::string>{"1 network namespace vanished while sonde looked"});
}

TEST_F(Networks, WithoutRightsTheInodeOfNetTcpTellsAReusedPid) {
  FakeSource same(FakeSource::Kind::Live), changed(FakeSource::Kind::Live);
  for (FakeSource* source : {&same, &changed})
    source->refuse(How::Link, "self/ns/net", std::errc::operation_not_permitted);
  same.put(How::Stat, "net/tcp", "4026532011 1 0 -");
  changed.put(How::Stat, "net/tcp", "4026532099 1 0 -");
  machine_.source.lead("1/ns/net", same);
  machine_.source.lead("2/ns/net", changed);
  expect("1/ns/net", 4026532011);
  expect("2/ns/net", 4026532022);
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_, std::vector<u32>{4026532011});
  EXPECT_EQ(sink_.notes.size(), 1u);
}

TEST_F(Networks, TheErrorOfASinglePlaceIsThatOfTheWhole) {
  machine_.source.refuse_network("1/ns/net", std::errc::permission_denied);
  expect("1/ns/net", 11);
  const Result<void> done = visit();
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, std::errc::permission_denied);
  EXPECT_TRUE(sink_.gaps.empty());
}

TEST_F(Networks, ASinglePlaceThatVanishedIsAnErrorAndNoEmptyAnswer) {
  machine_.source.lead("2/ns/net", c_.source);
  expect("2/ns/net", 22);
  const Result<void> done = visit();
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, std::errc::no_such_process);
}

TEST_F(Networks, OneOfManyThatIsRefusedIsAGap) {
  machine_.source.lead("1/ns/net", a_.source);
  machine_.source.refuse_network("/run/netns/b", std::errc::operation_not_permitted);
  expect("1/ns/net", 11);
  expect("/run/netns/b", 22);
  ASSERT_TRUE(visit().has_value());
  EXPECT_EQ(visited_, std::vector<u32>{11});
  EXPECT_EQ(sink_.gaps, std::vector<std::string>{" not-permitted those of /run/netns/b"});
}

TEST_F(Networks, TheOwnNumberIsThatOfTheLinkOrTheReasonWhyNot) {
  EXPECT_EQ(*own_netns(machine_.source), test::first_netns);
  FakeSource odd(FakeSource::Kind::Live);
  odd.put(How::Link, "self/ns/net", "net:[what]");
  EXPECT_EQ(own_netns(odd).why, Absent::Malformed);
  odd.put(How::Link, "self/ns/net", "net:[4294967296]");
  EXPECT_EQ(own_netns(odd).why, Absent::Malformed);
  odd.refuse(How::Link, "self/ns/net", std::errc::permission_denied);
  EXPECT_EQ(own_netns(odd).why, Absent::NotPermitted);
  FakeSource copy(FakeSource::Kind::Copy);
  EXPECT_EQ(own_netns(copy).why, Absent::NotCollected);
}

}  // namespace
}  // namespace sonde
