// network_door_test.cpp: another network namespace is looked at, and nobody else is moved there.
// SPDX-License-Identifier: Apache-2.0
#include "source/network_door.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <condition_variable>
#include <fcntl.h>
#include <mutex>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

#include "source/files.hpp"
#include "source/live.hpp"

namespace sonde {
namespace {

constexpr u16 port = 20321;
constexpr Text port_in_text = ":4F61";  // As /proc/net/tcp writes it.

u64 inode_of(const std::string& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

UniqueFd open_own_network() {
  return UniqueFd(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
}

// A thread that lives in a network namespace of its own, with a listener.
class Elsewhere {
public:
  Elsewhere() {
    thread_ = std::thread([this] { live(); });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_ready_; });
  }
  ~Elsewhere() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;

  UniqueFd network{};  // Empty where unshare is refused.
  long thread_id = 0;

private:
  void live() {
    std::unique_lock lock(mutex_);
    const UniqueFd listener = make();
    is_ready_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_over_; });
  }
  UniqueFd make() {
    thread_id = ::syscall(SYS_gettid);
    if (::unshare(CLONE_NEWNET) != 0) return {};
    UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::bind(*listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(*listener, 5) == 0)
      network = open_own_network();
    return listener;
  }

  std::mutex mutex_{};
  std::condition_variable changed_{};
  bool is_ready_ = false, is_over_ = false;
  std::thread thread_{};
};

class Door : public testing::Test {
protected:
  void SetUp() override {
    if (!place_.network) GTEST_SKIP() << "making a network namespace is refused here";
  }
  Elsewhere place_{};
};

TEST_F(Door, WhatIsOpenedInsideShowsThatNetworkAndTheCallerStaysHere) {
  const u64 own = inode_of("/proc/thread-self/ns/net");
  NetworkDoor door;
  const Result<UniqueFd> file = door.inside(*place_.network, []() -> Result<UniqueFd> {
    return UniqueFd(::open("/proc/thread-self/net/tcp", O_RDONLY | O_CLOEXEC));
  });
  ASSERT_TRUE(file.has_value());
  std::string room;
  EXPECT_NE(read_all(**file, room, 1 << 20, "tcp")->find(port_in_text), Text::npos);
  EXPECT_EQ(inode_of("/proc/thread-self/ns/net"), own);
  const Result<UniqueFd> where =
      door.inside(*place_.network, []() -> Result<UniqueFd> { return open_own_network(); });
  struct stat status;
  ASSERT_EQ(::fstat(**where, &status), 0);
  EXPECT_NE(status.st_ino, own);
}

TEST_F(Door, EachCallGoesWhereItIsToldAndBackAgain) {
  NetworkDoor door;
  const UniqueFd own = open_own_network();
  for (int i = 0; i < 20; ++i) {
    const UniqueFd& wanted = i % 2 == 0 ? own : place_.network;
    const Result<UniqueFd> found =
        door.inside(*wanted, []() -> Result<UniqueFd> { return open_own_network(); });
    struct stat expected, got;
    ASSERT_TRUE(found.has_value());
    ASSERT_TRUE(::fstat(*wanted, &expected) == 0 && ::fstat(**found, &got) == 0);
    EXPECT_EQ(got.st_ino, expected.st_ino) << i;
  }
}

TEST_F(Door, AnErrorOfWhatIsOpenedComesBackAndTheDoorStillWorks) {
  NetworkDoor door;
  const Result<UniqueFd> no = door.inside(*place_.network, []() -> Result<UniqueFd> {
    return failed(std::errc::address_in_use, "open", "it");
  });
  ASSERT_FALSE(no.has_value());
  EXPECT_EQ(no.error().code, std::errc::address_in_use);
  EXPECT_TRUE(door.inside(*place_.network, []() -> Result<UniqueFd> { return open_own_network(); })
                  .has_value());
}

TEST(DoorWithoutRoot, WhatIsNoNetworkIsNotEntered) {
  NetworkDoor door;
  const UniqueFd file(::open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC));
  bool was_called = false;
  const Result<UniqueFd> opened = door.inside(*file, [&]() -> Result<UniqueFd> {
    was_called = true;
    return UniqueFd();
  });
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().operation, enter_operation);
  EXPECT_FALSE(was_called) << "it would look at the wrong network";
}

std::string ask(Source& source, Question::How how, Text name) {
  std::string room;
  const Result<Text> text = source.ask({how, name}, room);
  return text ? std::string(*text) : "error";
}

TEST_F(Door, ALiveSourceReadsAThreadsNetworkAndAllElseOfTheMachine) {
  const std::unique_ptr<Source> live = open_live();
  const std::string folder =
      std::to_string(::getpid()) + "/task/" + std::to_string(place_.thread_id);
  const auto network = live->network(folder + "/ns/net");
  ASSERT_TRUE(network.has_value());
  Source& there = **network;
  EXPECT_NE(ask(there, Question::How::Read, "net/tcp").find(port_in_text), std::string::npos);
  EXPECT_EQ(ask(*live, Question::How::Read, "net/tcp").find(port_in_text), std::string::npos);
  struct stat status;
  ASSERT_EQ(::fstat(*place_.network, &status), 0);
  EXPECT_EQ(ask(there, Question::How::Link, "self/ns/net"),
            "net:[" + std::to_string(status.st_ino) + "]");
  EXPECT_EQ(ask(there, Question::How::Read, "sys/kernel/osrelease"),
            ask(*live, Question::How::Read, "sys/kernel/osrelease"));
  EXPECT_EQ(ask(there, Question::How::HostFile, "etc/passwd"),
            ask(*live, Question::How::HostFile, "etc/passwd"))
      << "a thread has the files of its process, so they are those of the machine";
}

TEST(LiveNetwork, AHandleThatLeadsToNoNamespaceIsAnError) {
  const std::unique_ptr<Source> live = open_live();
  for (const Text handle : {"999999999/ns/net", "/etc/passwd", "/dev/zero", "/nowhere", "self/fd/0",
                            "", "self/ns/pid", "../etc/passwd"})
    EXPECT_FALSE(live->network(handle).has_value()) << handle;
}

}  // namespace
}  // namespace sonde
