// census_test.cpp: which process lives in which network and container, with rights and without.
// SPDX-License-Identifier: Apache-2.0
#include "tables/census.hpp"

#include <gtest/gtest.h>

#include "unit/support/fake_machine.hpp"

namespace sonde {
namespace {

using test::FakeMachine;
using test::first_netns;
using test::HeardSink;
using test::tcp_inode;
using How = Question::How;

constexpr u32 blue = 4026532400;
constexpr u32 green = 4026532500;
const std::string id(64, 'a');
const std::string docker_cgroup = "0::/system.slice/docker-" + id + ".scope\n";

class CensusTest : public testing::Test {
protected:
  const Census& census() { return census_of(world_); }
  // "netns/pid/handle" of each, in their order.
  std::string networks() {
    std::string out;
    for (const Network& network : census().networks()) {
      if (!out.empty()) out += ' ';
      out +=
          std::to_string(*network.netns) + "/" + std::to_string(network.pid) + "/" + network.handle;
    }
    return out;
  }
  FakeMachine machine_{};
  World world_{machine_.source};
};

TEST_F(CensusTest, NetworksAreThoseOfTheLinksByTheirLowestPid) {
  machine_.add({.pid = 1, .ppid = 0});
  machine_.add({.pid = 30, .netns = blue});
  machine_.add({.pid = 20, .netns = green});
  machine_.add({.pid = 25, .netns = blue});
  EXPECT_EQ(networks(), "4026531840/1/ 4026532500/20/20/ns/net 4026532400/25/25/ns/net");
  EXPECT_EQ(census().hidden_numbers(), 0u);
  EXPECT_FALSE(machine_.source.was_asked("net/tcp")) << "the links are enough";
}

TEST_F(CensusTest, WithoutRightsTheInodeOfNetTcpTellsNetworksApart) {
  machine_.add({.pid = 1, .ppid = 0, .is_open = false});
  machine_.add({.pid = 20, .netns = blue, .is_open = false});
  machine_.add({.pid = 21, .netns = blue, .is_open = false});
  machine_.add({.pid = 22, .netns = green, .is_open = false});
  EXPECT_EQ(networks(), std::to_string(first_netns) + "/1/ " + std::to_string(tcp_inode(blue)) +
                            "/20/20/ns/net " + std::to_string(tcp_inode(green)) + "/22/22/ns/net");
  EXPECT_EQ(*census().find(21)->netns, tcp_inode(blue));
  EXPECT_EQ(census().hidden_numbers(), 2u) << "the number of the own one is known";
}

TEST_F(CensusTest, OneProcessThatTellsBothNumbersTellsThoseOfItsNeighbours) {
  machine_.add({.pid = 20, .netns = blue, .is_open = false});
  machine_.add({.pid = 30, .netns = blue, .uid = 1000});
  EXPECT_EQ(*census().find(20)->netns, blue);
  EXPECT_EQ(census().hidden_numbers(), 0u);
  HeardSink sink;
  tell_hidden_numbers(world_, "sockets", sink);
  EXPECT_TRUE(sink.gaps.empty());
}

TEST_F(CensusTest, HiddenNumbersAreOneGapThatCountsThem) {
  machine_.add({.pid = 20, .netns = blue, .is_open = false});
  machine_.add({.pid = 30, .netns = green, .is_open = false});
  HeardSink sink;
  tell_hidden_numbers(world_, "sockets", sink);
  ASSERT_EQ(sink.gaps.size(), 1u);
  EXPECT_TRUE(sink.gaps[0].starts_with("netns not-permitted 2 namespaces go")) << sink.gaps[0];
}

TEST_F(CensusTest, AProcessThatVanishesIsLeftOutAndNoError) {
  machine_.add({.pid = 20, .netns = blue});
  machine_.add({.pid = 21, .netns = blue});
  machine_.source.refuse(How::Read, "20/stat", std::errc::no_such_process);
  machine_.add({.pid = 22});
  machine_.source.refuse(How::Link, "22/ns/net", std::errc::no_such_process);
  EXPECT_EQ(census().find(20), nullptr);
  ASSERT_NE(census().find(22), nullptr);
  EXPECT_EQ(census().find(22)->netns.why, Absent::Vanished);
  EXPECT_EQ(networks(), "4026532400/21/21/ns/net");
}

TEST_F(CensusTest, WithoutAListOfProcessesThereIsAnErrorAndNoEmptyAnswer) {
  machine_.source.refuse(How::List, "", std::errc::no_such_file_or_directory);
  EXPECT_FALSE(census().listed().has_value());
  FakeMachine empty;  // Another file system stands at /proc.
  World world{empty.source};
  EXPECT_FALSE(census_of(world).listed().has_value());
}

TEST_F(CensusTest, ProcessesThatOurOwnLimitsHideAreToldAndThoseThatEndedAreNot) {
  machine_.add({.pid = 1, .ppid = 0});
  for (const int pid : {20, 21, 22, 23}) machine_.add({.pid = pid, .netns = blue});
  machine_.source.refuse(How::Read, "20/stat", std::errc::too_many_files_open);
  machine_.source.refuse(How::Link, "21/ns/net", std::errc::too_many_files_open);
  machine_.source.refuse(How::Read, "22/stat", std::errc::no_such_process);
  machine_.source.refuse(How::Link, "23/ns/net", std::errc::no_such_file_or_directory);
  EXPECT_TRUE(census().listed().has_value());
  EXPECT_EQ(census().unread(), 2u);
  HeardSink sink;
  tell_unseen_processes(world_, "sockets", sink);
  EXPECT_EQ(sink.gaps,
            std::vector<std::string>{" not-collected those of 2 processes: Too many open files"});
}

TEST_F(CensusTest, ProcOfHiddenProcessesIsAGapOfWhatLooksEverywhereOnly) {
  machine_.add({.pid = 1, .ppid = 0});
  machine_.source.file("self/mountinfo",
                       "25 28 0:23 / /proc rw,nosuid - proc proc rw,hidepid=invisible\n");
  machine_.source.file("self/status", "Name:\tsonde\nUid:\t1000\t1000\t1000\t1000\n");
  HeardSink sink;
  tell_unseen_processes(world_, "containers", sink);
  EXPECT_EQ(sink.gaps, std::vector<std::string>{" not-permitted /proc is mounted with hidepid"});
  HeardSink place;
  world_.pids = {1};
  tell_unseen_processes(world_, "containers", place);
  EXPECT_TRUE(place.gaps.empty());
}

TEST_F(CensusTest, KernelThreadsAreInNoNetworkAndNoContainer) {
  machine_.add({.pid = 2, .ppid = 0, .name = "kthreadd", .is_kernel_thread = true});
  machine_.add({.pid = 7,
                .ppid = 2,
                .name = "kworker/0:1",
                .cgroup = docker_cgroup,
                .is_kernel_thread = true});
  EXPECT_EQ(networks(), "");
  ASSERT_NE(census().find(7), nullptr);
  EXPECT_EQ(census().find(7)->netns.why, Absent::NotApplicable);
  EXPECT_EQ(census().find(7)->name, "kworker/0:1");
  EXPECT_TRUE(census().containers().empty());
}

TEST_F(CensusTest, InAContainerTheSecondProcessAndItsChildrenAreNoKernelThreads) {
  machine_.add({.pid = 1, .ppid = 0});
  machine_.add({.pid = 2, .netns = blue});
  machine_.add({.pid = 3, .ppid = 2, .netns = green});
  EXPECT_EQ(networks(), "4026531840/1/ 4026532400/2/2/ns/net 4026532500/3/3/ns/net");
}

TEST_F(CensusTest, OddNamesOfProcessesAreReadWhole) {
  machine_.add({.pid = 20, .name = "a) R 1 1 (b"});
  machine_.add({.pid = 21, .ppid = 20, .name = ")))"});
  EXPECT_EQ(census().find(20)->name, "a) R 1 1 (b");
  EXPECT_EQ(census().find(21)->name, ")))");
  EXPECT_EQ(census().find(21)->ppid, 20);
}

TEST_F(CensusTest, AContainerIsItsCgroupAndItsFirstProcessTheOldest) {
  // Pids have wrapped: the first process has the highest.
  machine_.add({.pid = 40, .ppid = 90, .netns = blue, .cgroup = docker_cgroup, .start_ticks = 70});
  machine_.add({.pid = 90, .netns = blue, .cgroup = docker_cgroup, .start_ticks = 60});
  machine_.add({.pid = 50, .netns = green});
  ASSERT_EQ(census().containers().size(), 1u);
  const Container& container = *census().containers()[0];
  EXPECT_EQ(container.pid, 90);
  EXPECT_EQ(container.processes, 2u);
  EXPECT_EQ(*container.netns, blue);
  EXPECT_EQ(*container.id, id);
  EXPECT_EQ(container.runtime, "docker");
  EXPECT_EQ(census().find(50)->container, nullptr) << "a network alone is no container";
}

TEST_F(CensusTest, APidNamespaceOfItsOwnIsSomeContainer) {
  machine_.add({.pid = 20, .netns = blue, .pidns = 4026532600});
  machine_.add({.pid = 21, .ppid = 20, .netns = blue, .pidns = 4026532600});
  ASSERT_EQ(census().containers().size(), 1u);
  EXPECT_EQ(census().containers()[0]->runtime, "unknown");
  EXPECT_EQ(census().containers()[0]->id.why, Absent::NotApplicable);
  EXPECT_EQ(census().find(21)->container, census().containers()[0]);
}

TEST_F(CensusTest, WithoutRightsANestedProcessIsOfTheFirstOneAboveIt) {
  machine_.add({.pid = 1, .ppid = 0, .is_open = false});
  machine_.add({.pid = 20, .netns = blue, .inner_pids = "\t1", .is_open = false});
  machine_.add({.pid = 21, .ppid = 20, .netns = blue, .inner_pids = "\t7", .is_open = false});
  machine_.add({.pid = 22, .ppid = 21, .netns = blue, .inner_pids = "\t9", .is_open = false});
  machine_.add({.pid = 30, .netns = green, .inner_pids = "\t1", .is_open = false});
  ASSERT_EQ(census().containers().size(), 2u);
  EXPECT_EQ(census().containers()[0]->pid, 20);
  EXPECT_EQ(census().containers()[0]->processes, 3u);
  EXPECT_EQ(census().find(22)->container, census().containers()[0]);
  EXPECT_EQ(census().find(30)->container, census().containers()[1]);
  EXPECT_EQ(census().find(1)->container, nullptr);
}

TEST_F(CensusTest, ANestedProcessThatEnteredFromOutsideIsOfNoContainerRatherThanAWrongOne) {
  machine_.add({.pid = 1, .ppid = 0, .is_open = false});
  machine_.add({.pid = 20, .netns = blue, .inner_pids = "\t1", .is_open = false});
  // docker exec: its parent is outside, so nobody without rights can tell where it is.
  machine_.add({.pid = 25, .ppid = 1, .netns = blue, .inner_pids = "\t12", .is_open = false});
  EXPECT_EQ(census().find(25)->container, nullptr);
}

TEST_F(CensusTest, ALoopOfParentsEnds) {
  machine_.add({.pid = 20, .ppid = 21, .inner_pids = "\t3", .is_open = false});
  machine_.add({.pid = 21, .ppid = 20, .inner_pids = "\t4", .is_open = false});
  EXPECT_TRUE(census().containers().empty());
}

TEST_F(CensusTest, ANetworkOfSeveralContainersHasTheNameOfNone) {
  const std::string other(64, 'b');
  machine_.add({.pid = 20, .netns = blue, .cgroup = docker_cgroup});
  machine_.add({.pid = 30, .netns = blue, .cgroup = "0::/docker/" + other + "\n"});
  machine_.add({.pid = 40, .netns = green, .cgroup = "0::/docker/" + std::string(64, 'c') + "\n"});
  const std::vector<Network> all = census().networks();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].container.why, Absent::NotApplicable);
  EXPECT_EQ(*all[1].container, std::string(12, 'c')) << "an unnamed one goes by twelve digits";
}

TEST_F(CensusTest, TheOnlyProcessOfAUserIsItAndItsWorkers) {
  machine_.add({.pid = 20, .name = "nginx", .netns = blue, .uid = 33, .is_open = false});
  const u32 hidden = tcp_inode(blue);
  machine_.add(
      {.pid = 21, .ppid = 20, .name = "nginx", .netns = blue, .uid = 33, .is_open = false});
  machine_.add(
      {.pid = 22, .ppid = 20, .name = "nginx", .netns = blue, .uid = 33, .is_open = false});
  machine_.add({.pid = 23, .name = "cron", .netns = blue, .uid = 0, .is_open = false});
  machine_.add({.pid = 30, .name = "redis", .netns = green, .uid = 33, .is_open = false});
  ASSERT_NE(census().only_process_of(hidden, 33), nullptr);
  EXPECT_EQ(census().only_process_of(hidden, 33)->pid, 20);
  EXPECT_EQ(census().only_process_of(hidden, 0)->pid, 23);
  EXPECT_EQ(census().only_process_of(hidden, 44), nullptr) << "nobody";
  EXPECT_EQ(census().only_process_of(tcp_inode(green), 33)->pid, 30);
}

TEST_F(CensusTest, OfSeveralProcessesOfAUserNoneIsTheOnlyOne) {
  machine_.add({.pid = 20, .name = "nginx", .netns = blue, .uid = 33, .is_open = false});
  machine_.add({.pid = 21, .ppid = 20, .name = "php", .netns = blue, .uid = 33, .is_open = false});
  machine_.add({.pid = 30, .name = "a", .netns = green, .uid = 5, .is_open = false});
  machine_.add({.pid = 31, .name = "a", .netns = green, .uid = 5, .is_open = false});
  EXPECT_EQ(census().only_process_of(tcp_inode(blue), 33), nullptr) << "a child of another name";
  EXPECT_EQ(census().only_process_of(tcp_inode(green), 5), nullptr) << "no child of the first";
}

}  // namespace
}  // namespace sonde
