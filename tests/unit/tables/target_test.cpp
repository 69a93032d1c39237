// target_test.cpp: which place a name means, and what is said when it means none or several.
// SPDX-License-Identifier: Apache-2.0
#include "tables/target.hpp"

#include <gtest/gtest.h>

#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::first_netns;
using How = Question::How;
using Kind = Target::Kind;

constexpr u32 blue = 4026532400;
constexpr u32 green = 4026532500;
constexpr u32 empty = 4026532700;
const std::string web_id = "a8990986cb0098b3556a45c634a28e936387509860055818fcf6d2d92b9d44bf";
const std::string cli_id = "a899beef48b5e691aceb14f46a87e3fc04166bff5b06901607b0f90a652f5111";

// pid 1 and 30 here; container web of a pod (40, 41) in blue, container cli (50) in green; the
// namespace "lonely" without a process.
class TargetTest : public testing::Test {
protected:
  void SetUp() override {
    machine_.add({.pid = 1, .ppid = 0, .name = "init"});
    machine_.add({.pid = 30, .name = "bash"});
    machine_.add({.pid = 40, .netns = blue, .cgroup = cgroup_of(web_id)});
    machine_.add({.pid = 41, .ppid = 40, .netns = blue, .cgroup = cgroup_of(web_id)});
    machine_.add({.pid = 50, .netns = green, .cgroup = cgroup_of(cli_id)});
    machine_.source.put(How::HostList, "var/log/containers",
                        "web-0_shop_nginx-" + web_id + ".log" + '\0' + "cli-0_shop_sh-" + cli_id +
                            ".log" + '\0');
    machine_.source.file("self/mountinfo", "700 28 0:4 net:[" + std::to_string(empty) +
                                               "] /run/netns/lonely rw shared:1 - nsfs nsfs rw\n");
  }
  static std::string cgroup_of(const std::string& id) {
    return "0::/kubepods/pod3f0c1b1e-7a0d-4a5b-9d64-0a4f0e5f1c11/" + id + "\n";
  }
  // "netns handle: pids", or what was wrong with the command line.
  std::string place(Text typed) {
    World world{machine_.source};
    const Result<std::string> found = look_at(world, parse_target(typed));
    if (!found) {
      EXPECT_EQ(found.error().kind, Error::Kind::Usage) << typed;
      return "? " + found.error().operation;
    }
    std::string out;
    for (const Network& network : world.networks)
      out += std::to_string(network.netns.value) + " " + network.handle;
    out += ":";
    for (const int pid : world.pids) out += " " + std::to_string(pid);
    return out;
  }
  FakeMachine machine_{};
};

const std::string in_blue = "4026532400 40/ns/net: 40 41";
const std::string in_green = "4026532500 50/ns/net: 50";

TEST(ParseTarget, AWordInFrontOfTheColonIsTheKind) {
  for (const auto& [typed, kind, name] : {std::tuple{"pid:42", Kind::Pid, "42"},
                                          {"container:web", Kind::Container, "web"},
                                          {"netns:/run/netns/a:b", Kind::Netns, "/run/netns/a:b"},
                                          {"pod:shop/web-0", Kind::Pod, "shop/web-0"},
                                          {"web", Kind::Word, "web"},
                                          {"pidgin:1", Kind::Word, "pidgin:1"},
                                          {"pid", Kind::Word, "pid"},
                                          {"", Kind::Word, ""},
                                          {"pid:", Kind::Pid, ""}}) {
    const Target target = parse_target(typed);
    EXPECT_EQ(target.kind, kind) << typed;
    EXPECT_EQ(target.name, name) << typed;
  }
}

TEST_F(TargetTest, HereIsNoLookAtAnything) {
  World world{machine_.source};
  EXPECT_EQ(*look_at(world, Target{}), "here");
  EXPECT_TRUE(world.networks.empty() && world.pids.empty());
  EXPECT_TRUE(machine_.source.asked.empty());
}

TEST_F(TargetTest, APidMeansItsContainerOrElseItsNetwork) {
  EXPECT_EQ(place("pid:41"), "4026532400 41/ns/net: 40 41");
  EXPECT_EQ(place("30"), "4026531840 : 1 30") << "in the own network there is no way to go";
}

TEST_F(TargetTest, ANameOfAContainerMeansIt) {
  EXPECT_EQ(place("container:web-0/nginx"), in_blue);
  EXPECT_EQ(place("container:nginx"), in_blue) << "what kubectl calls it";
  EXPECT_EQ(place("sh"), in_green);
}

TEST_F(TargetTest, AnIdMeansItsContainerFromFourDigitsOn) {
  EXPECT_EQ(place(web_id), in_blue);
  EXPECT_EQ(place("a8990"), in_blue);
  EXPECT_EQ(place("container:a899b"), in_green);
  EXPECT_TRUE(place("container:a89").starts_with("? there is no container 'a89'")) << place("a89");
}

TEST_F(TargetTest, ANameOfSeveralPlacesListsThemAll) {
  const std::string said = place("a899");
  EXPECT_TRUE(said.starts_with("? 'a899' means several places; say which:")) << said;
  EXPECT_NE(said.find("--in container:" + web_id), std::string::npos) << said;
  EXPECT_NE(said.find("--in container:" + cli_id), std::string::npos) << said;
  EXPECT_NE(said.find("web-0/nginx"), std::string::npos) << said;
}

TEST_F(TargetTest, EveryCandidateThatIsListedMeansOnePlace) {
  const std::string said = place("a899");
  for (std::size_t at = 0; (at = said.find("--in ", at)) != std::string::npos; ++at) {
    const std::size_t begin = at + 5;
    const std::string typed = said.substr(begin, said.find(' ', begin) - begin);
    EXPECT_FALSE(place(typed).starts_with("?")) << typed;
  }
}

TEST_F(TargetTest, APodGoesByItsNameWithItsNamespaceOrWithout) {
  EXPECT_EQ(place("pod:web-0"), in_blue);
  EXPECT_EQ(place("pod:shop/web-0"), in_blue);
  EXPECT_EQ(place("web-0"), in_blue) << "a pod of one container is one place";
  EXPECT_TRUE(place("pod:other/web-0").starts_with("? there is no pod"));
}

TEST_F(TargetTest, ANetworkGoesByNumberNameOrPath) {
  EXPECT_EQ(place("netns:4026532400"), in_blue);
  EXPECT_EQ(place("netns:/proc/41/ns/net"), in_blue);
  EXPECT_EQ(place("netns:4026531840"), "4026531840 : 1 30");
  const std::string alone = "4026532700 /run/netns/lonely: 0";
  for (const Text typed : {"netns:lonely", "lonely", "netns:/run/netns/lonely",
                           "netns:/var/run/netns/lonely", "netns:4026532700"})
    EXPECT_EQ(place(typed), alone) << typed;
}

TEST_F(TargetTest, WhatNothingHasIsAnErrorOfUsageThatSaysWhereToLook) {
  for (const Text typed : {"nothing", "pid:999999", "pid:-1", "pid:x", "netns:1", "netns:/nowhere",
                           "netns:/proc/999/ns/net", "pod:x", "container:", "",
                           "pid:", "netns:/proc//ns/net", "4026532400x"}) {
    const std::string said = place(typed);
    EXPECT_TRUE(said.starts_with("? there is no ")) << typed << ": " << said;
    EXPECT_NE(said.find("sonde containers"), std::string::npos) << said;
  }
}

TEST_F(TargetTest, ANumberThatIsAPidAndAnIdIsAmbiguous) {
  const std::string third = "4242" + std::string(60, '0');
  machine_.add({.pid = 4242, .name = "redis"});
  machine_.add({.pid = 60, .netns = 4026532800, .cgroup = cgroup_of(third)});
  const std::string said = place("4242");
  EXPECT_NE(said.find("--in pid:4242"), std::string::npos) << said;
  EXPECT_NE(said.find("--in container:" + third), std::string::npos) << said;
  EXPECT_EQ(place("container:4242"), "4026532800 60/ns/net: 60");
}

TEST_F(TargetTest, AKernelThreadIsOnePlaceAndNotTheWholeMachine) {
  machine_.add({.pid = 2, .ppid = 0, .name = "kthreadd", .is_kernel_thread = true});
  const std::string found = place("pid:2");
  EXPECT_TRUE(found.ends_with(": 2")) << found;
}

TEST_F(TargetTest, AnEndedChildCountsWithTheParentThatDoesNotCollectIt) {
  machine_.add({.pid = 60, .ppid = 50, .state = "Z"});
  machine_.source.refuse(How::Link, "60/ns/net", std::errc::no_such_file_or_directory);
  machine_.source.refuse(How::Link, "60/ns/pid", std::errc::no_such_file_or_directory);
  EXPECT_EQ(place("netns:4026532500"), in_green + " 60");
}

TEST_F(TargetTest, EverywhereIsEachNetworkOnceAlsoThoseWithoutAProcess) {
  World world{machine_.source};
  ASSERT_TRUE(look_at(world, Target{Kind::Everywhere, ""}).has_value());
  std::vector<u32> numbers;
  for (const Network& network : world.networks) numbers.push_back(*network.netns);
  EXPECT_EQ(numbers, (std::vector<u32>{first_netns, blue, green, empty}));
  EXPECT_EQ(world.networks[0].handle, "");
  EXPECT_EQ(world.networks[3].handle, "/run/netns/lonely");
  EXPECT_TRUE(world.pids.empty());
}

TEST_F(TargetTest, ANamespaceThatOnlyAThreadOrADescriptorKeepsIsFound) {
  machine_.add({.pid = 70, .threads = 2});
  machine_.source.put(How::List, "70/task", std::string("70\00071\000", 6));
  machine_.source.put(How::Link, "70/task/71/ns/net", "net:[4026532900]");
  machine_.source.put(How::Links, "30/fd", std::string("5\0net:[4026532901]\0", 19));
  EXPECT_EQ(place("netns:4026532900"), "4026532900 70/task/71/ns/net: 0");
  EXPECT_EQ(place("netns:4026532901"), "4026532901 30/fd/5: 0");
}

}  // namespace
}  // namespace sonde
