// read_ahead_test.cpp: datagrams come in their order, and whoever has enough is not held up.
// SPDX-License-Identifier: Apache-2.0
#include "source/read_ahead.hpp"

#include <cstring>
#include <string>
#include <sys/socket.h>

#include <gtest/gtest.h>

#include "base/unique_fd.hpp"

namespace sonde {
namespace {

// A pair of unix sockets whose packets have no sender, as those of the kernel.
class ReadAheadTest : public testing::Test {
protected:
  void SetUp() override {
    int ends[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    kernel_ = UniqueFd(ends[0]);
    ours_ = UniqueFd(ends[1]);
  }
  void send(int from, int to) {
    for (int i = from; i < to; ++i) ASSERT_EQ(::send(*kernel_, &i, sizeof i, 0), ssize_t{sizeof i});
  }
  static int number_in(Text datagram) {
    int number = -1;
    if (datagram.size() == sizeof number) std::memcpy(&number, datagram.data(), sizeof number);
    return number;
  }
  UniqueFd kernel_{}, ours_{};
};

TEST_F(ReadAheadTest, KeepsTheOrderAndEndsWhereNothingIsAtHand) {
  constexpr int count = 100;
  send(0, count);
  ReadAhead ahead(*ours_);
  for (int i = 0; i < count; ++i) {
    const std::optional<Result<Text>> datagram = ahead.take();
    ASSERT_TRUE(datagram && *datagram) << i;
    EXPECT_EQ(number_in(**datagram), i);
  }
  EXPECT_FALSE(ahead.take());
  send(7, 8);  // What comes later is for those who wait: the thread has ended.
  EXPECT_FALSE(ahead.take());
}

TEST_F(ReadAheadTest, ADatagramStaysAsItIsUntilTheNextIsTaken) {
  send(0, 60);
  ReadAhead ahead(*ours_);
  const std::optional<Result<Text>> first = ahead.take();
  ASSERT_TRUE(first && *first);
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(number_in(**first), 0);
}

TEST_F(ReadAheadTest, WhoeverHasEnoughIsNotHeldUp) {
  send(0, 60);
  ReadAhead ahead(*ours_);
  EXPECT_TRUE(ahead.take());
}

TEST_F(ReadAheadTest, ADatagramThatDoesNotFitIsAnErrorAfterThoseBefore) {
  send(0, 3);
  const std::string large(datagram_max + 1, 'x');
  ASSERT_EQ(::send(*kernel_, large.data(), large.size(), 0), static_cast<ssize_t>(large.size()));
  ReadAhead ahead(*ours_);
  for (int i = 0; i < 3; ++i) {
    const std::optional<Result<Text>> datagram = ahead.take();
    ASSERT_TRUE(datagram && *datagram);
    EXPECT_EQ(number_in(**datagram), i);
  }
  const std::optional<Result<Text>> failure = ahead.take();
  ASSERT_TRUE(failure && !*failure);
  EXPECT_EQ(failure->error().code, std::errc::message_size);
}

}  // namespace
}  // namespace sonde
