// namespace_finder_test.cpp: how many processes are in a namespace, where some may not be seen.
// SPDX-License-Identifier: Apache-2.0
#include "tables/namespace_finder.hpp"

#include <gtest/gtest.h>

#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

constexpr u32 named = 4026532999;

// The machine, and a network namespace that a mount keeps.
struct Named {
  test::FakeMachine machine{};

  Named() {
    machine.source.file("self/mountinfo", "100 1 0:4 " + test::link_to("net", named) +
                                              " /run/netns/blue rw - nsfs nsfs rw\n");
    machine.add({.pid = 10});
  }
  Known<u32> processes() {
    World world{machine.source};
    for (const Namespace& one : NamespaceFinder(world).find("net"))
      if (one.inode == named) return one.processes;
    return Absent::Vanished;
  }
};

TEST(NamespaceFinder, SaysThatANamespaceIsEmptyWhereEveryProcessWasSeen) {
  Named m;
  ASSERT_TRUE(m.processes());
  EXPECT_EQ(*m.processes(), 0U);
  m.machine.add({.pid = 20, .netns = named});
  EXPECT_EQ(*m.processes(), 1U);
}

TEST(NamespaceFinder, KnowsItAlsoWhereAHiddenProcessIsKnownToBeElsewhere) {
  Named m;
  m.machine.add({.pid = 20, .is_open = false});  // Its net/tcp is that of pid 10.
  ASSERT_TRUE(m.processes());
  EXPECT_EQ(*m.processes(), 0U);
}

TEST(NamespaceFinder, DoesNotKnowItWhereAHiddenProcessMayBeThere) {
  Named m;
  m.machine.add({.pid = 20, .netns = named, .is_open = false});
  EXPECT_EQ(m.processes().why, Absent::NotPermitted);
}

}  // namespace
}  // namespace sonde
