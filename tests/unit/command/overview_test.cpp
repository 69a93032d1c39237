// overview_test.cpp: what the overview says of the limits of a place, and of its machine.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "command/overview_state.hpp"
#include "tables/silent_sink.hpp"
#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using How = Question::How;

struct Machine {
  test::FakeMachine machine{};
  test::FakeSource& source = machine.source;

  Machine() {
    machine.add({.pid = 100, .name = "web", .cgroup = "0::/docker/abc\n"});
    source.file("100/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    source.file("self/mountinfo", "52 43 0:45 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    source.file("meminfo", "MemTotal: 8388608 kB\nMemFree: 1 kB\nMemAvailable: 4194304 kB\n");
    source.file("stat", "cpu  1 0 0 9 0 0 0 0 0 0\ncpu0 1 0 0 9 0 0 0 0 0 0\n");
    source.file("loadavg", "4.00 3.00 2.00 1/500 9\n");
  }
  void put(const std::string& file, const std::string& text) {
    source.put(How::HostFile, "sys/fs/cgroup/docker/" + file, text);
  }
  std::string print(Text viewer, test::HeardSink& heard) {
    std::string text;
    Out out(text);
    World world{source};
    if (!viewer.empty()) world.pids = {100};
    print_machine(out, world, {viewer}, heard, 0);
    EXPECT_TRUE(out.flush().has_value());
    return text;
  }
};

constexpr Text of_machine = "machine     4.0G of 8.0G memory available, load 4.00 3.00 2.00 on 1 "
                            "processor";

TEST(Overview, AContainerHasItsOwnLimitsAndTheMachineIsCalledSo) {
  Machine machine;
  machine.put("abc/memory.max", "67108864\n");
  machine.put("abc/memory.current", "33554432\n");
  machine.put("abc/memory.stat", "inactive_file 1048576\n");
  machine.put("abc/pids.max", "max\n");
  machine.put("pids.max", "60\n");
  machine.put("pids.current", "3\n");
  machine.put("abc/cpu.max", "50000 100000\n");
  machine.put("abc/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_usec 0\n");
  test::HeardSink heard;
  EXPECT_EQ(machine.print("100", heard),
            "limits      31.0M of 64.0M memory, 3 of 60 tasks, 0.50 processors\n" +
                std::string(of_machine) + " (the whole machine, not this place alone)\n");
  EXPECT_TRUE(heard.gaps.empty()) << heard.gaps.front();
}

TEST(Overview, AContainerWithoutLimitsSaysSo) {
  Machine machine;
  test::HeardSink heard;
  EXPECT_TRUE(
      machine.print("100", heard).starts_with("limits      none: all that the machine has\n"));
}

TEST(Overview, LimitsThatCouldNotBeReadAreAGap) {
  Machine machine;
  machine.source.refuse(How::HostFile, "sys/fs/cgroup/docker/abc/memory.max",
                        std::errc::permission_denied);
  test::HeardSink heard;
  EXPECT_TRUE(machine.print("100", heard).starts_with("limits      not known\n"));
  EXPECT_FALSE(heard.gaps.empty());
}

TEST(Overview, AMachineIsNoPartOfItself) {
  Machine machine;
  test::HeardSink heard;
  EXPECT_EQ(machine.print("", heard), std::string(of_machine) + "\n");
}

}  // namespace
}  // namespace sonde
