// container_addresses_test.cpp: which container has an address, and when nobody can say.
// SPDX-License-Identifier: Apache-2.0
#include "tables/container_addresses.hpp"

#include <gtest/gtest.h>

#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using How = Question::How;

constexpr u32 blue = 4026532400;
constexpr u32 green = 4026532500;

std::string of_docker(char digit) { return "0::/docker/" + std::string(64, digit) + "\n"; }

std::string trie(const std::string& address) {
  return "Local:\n  +-- 10.0.0.0/24 2 0 2\n     |-- " + address + "\n        /32 host LOCAL\n";
}

struct Machine : FakeMachine {
  Machine() {
    add({.pid = 1, .ppid = 0, .name = "init"});
    add({.pid = 20, .name = "nginx", .netns = blue, .cgroup = of_docker('a')});
    add({.pid = 30, .name = "evil", .netns = green, .cgroup = of_docker('b')});
    source.file("1/net/fib_trie", trie("10.0.0.1"));
    source.file("20/net/fib_trie", trie("10.0.0.2"));
    source.file("30/net/fib_trie", trie("10.0.0.3"));
  }
  Known<Text> find(Text text) {
    Address address;
    EXPECT_TRUE(parse_address(text, address));
    return world.shared<ContainerAddresses>().find(address.bytes, address.version);
  }
  World world{source};
};

TEST(ContainerAddresses, AnAddressIsThatOfTheOnlyContainerThatHasIt) {
  Machine machine;
  EXPECT_EQ(*machine.find("10.0.0.2"), Text("aaaaaaaaaaaa"));
  EXPECT_EQ(*machine.find("10.0.0.3"), Text("bbbbbbbbbbbb"));
  EXPECT_EQ(machine.find("10.0.0.1").why, Absent::NotApplicable);
  EXPECT_EQ(machine.find("192.0.2.1").why, Absent::NotApplicable);
}

TEST(ContainerAddresses, WhoTakesTheAddressOfAnotherDoesNotGetItsConnections) {
  Machine machine;
  machine.source.file("30/net/fib_trie", trie("10.0.0.2"));
  EXPECT_EQ(machine.find("10.0.0.2").why, Absent::Unsupported);
  EXPECT_FALSE(machine.world.shared<NetworkAddresses>().find(Address{{10, 0, 0, 2}}));
}

TEST(ContainerAddresses, WhereNobodyCouldLookNoneIsNotKnown) {
  Machine machine;
  machine.source.refuse(How::Read, "30/net/fib_trie", std::errc::permission_denied);
  machine.source.refuse(How::Read, "30/net/if_inet6", std::errc::permission_denied);
  EXPECT_EQ(*machine.find("10.0.0.2"), Text("aaaaaaaaaaaa"));
  EXPECT_EQ(machine.find("10.0.0.3").why, Absent::NotPermitted);
  EXPECT_EQ(machine.find("10.0.0.1").why, Absent::NotApplicable);  // That of the machine.
}

TEST(ContainerAddresses, WhatHidepidHidesIsNotNone) {
  Machine machine;
  machine.source.file("self/status", "Uid:\t5\t5\t5\t5\n");
  machine.source.file("self/mountinfo", "22 1 0:21 / /proc rw - proc proc rw,hidepid=2\n");
  EXPECT_EQ(machine.find("10.0.0.9").why, Absent::NotPermitted);
}

}  // namespace
}  // namespace sonde
