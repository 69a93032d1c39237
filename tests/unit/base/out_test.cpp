// out_test.cpp: the buffered writer on pipes, full disks and readers that went away.
// SPDX-License-Identifier: Apache-2.0
#include "base/out.hpp"

#include <array>
#include <cstddef>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string>
#include <sys/types.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace sonde {
namespace {

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() { EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0); }
  int reader() const { return ends[0]; }
  int writer() const { return ends[1]; }
};

std::string read_all(int fd) {
  std::string all;
  std::array<char, 4096> part{};
  ssize_t count = 0;
  while ((count = ::read(fd, part.data(), part.size())) > 0) {
    all.append(part.data(), static_cast<std::size_t>(count));
  }
  ::close(fd);
  return all;
}

void ignore_sigpipe() { ::signal(SIGPIPE, SIG_IGN); }

// Larger than the buffer and the pipe together, each part of another size.
std::string write_much(Out& out) {
  std::string expected;
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string part(i * 37 % 5'000, static_cast<char>('a' + i % 26));
    out.put(part);
    out.put('\n');
    out.pad(i % 50);
    expected += part + '\n' + std::string(i % 50, ' ');
  }
  const std::string large(200'000, 'L');
  out.put(large);
  out.pad(100'000);
  return expected + large + std::string(100'000, ' ');
}

TEST(Out, NothingReachesTheDescriptorBeforeAFlush) {
  const Pipe pipe;
  Out out(pipe.writer());
  out.put("hello");
  ::fcntl(pipe.reader(), F_SETFL, O_NONBLOCK);
  char one = 0;
  EXPECT_EQ(::read(pipe.reader(), &one, 1), -1);
  EXPECT_TRUE(out.flush());
  EXPECT_EQ(::read(pipe.reader(), &one, 1), 1);
  EXPECT_EQ(one, 'h');
  EXPECT_TRUE(out.close());
  EXPECT_EQ(read_all(pipe.reader()), "ello");
}

TEST(Out, BytesKeepTheirOrderAcrossTheBuffer) {
  const Pipe pipe;
  std::string got;
  std::jthread reader([&] { got = read_all(pipe.reader()); });
  Out out(pipe.writer());
  const std::string expected = write_much(out);
  EXPECT_TRUE(out.close());
  reader.join();
  EXPECT_TRUE(got == expected);
}

TEST(Out, WaitsForASlowReaderOfANonBlockingPipe) {
  const Pipe pipe;
  ::fcntl(pipe.writer(), F_SETFL, O_NONBLOCK);
  std::string got;
  std::jthread reader([&] {
    ::usleep(50'000);
    got = read_all(pipe.reader());
  });
  Out out(pipe.writer());
  const std::string expected = write_much(out);
  EXPECT_TRUE(out.close());
  reader.join();
  EXPECT_TRUE(got == expected);
}

TEST(Out, AFullBufferOfSingleBytesAndAnExactFitSurvive) {
  std::string sink;
  std::string expected;
  {
    Out out(sink);
    for (std::size_t i = 0; i < 70'000; ++i) out.put('x');
    out.put("");
    out.put(std::string(65'536 - (70'000 - 65'536), 'y'));
    out.put('z');
  }
  expected = std::string(70'000, 'x') + std::string(65'536 - (70'000 - 65'536), 'y') + 'z';
  EXPECT_TRUE(sink == expected);
}

TEST(Out, AFullDiskIsTheFirstErrorAndStaysIt) {
  Out out(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  out.put("lost");
  const Result<void> result = out.flush();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, std::errc::no_space_on_device);
  EXPECT_EQ(result.error().operation, "write");
  EXPECT_EQ(result.error().object, "standard output");
  EXPECT_TRUE(out.broken());
  EXPECT_FALSE(out.closed_by_reader());
  write_much(out);
  const Result<void> closed = out.close();
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().code, std::errc::no_space_on_device);
}

TEST(Out, AReaderWhoWentAwayIsToldApartFromAFailure) {
  ignore_sigpipe();
  const Pipe pipe;
  ::close(pipe.reader());
  Out out(pipe.writer());
  EXPECT_FALSE(out.closed_by_reader());
  out.put("nobody reads this");
  EXPECT_FALSE(out.flush());
  EXPECT_TRUE(out.closed_by_reader());
  EXPECT_FALSE(out.close());
}

TEST(Out, ADescriptorThatIsNotOpenFailsOnlyWhenSomethingWasWritten) {
  const int never_open = 987;
  Out silent(never_open);
  EXPECT_TRUE(silent.close());
  Out loud(never_open, "/tmp/report");
  loud.put("x");
  const Result<void> result = loud.close();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, std::errc::bad_file_descriptor);
  EXPECT_EQ(result.error().object, "/tmp/report");
}

TEST(Out, ADescriptorThatVanishesAfterAWriteIsAnError) {
  const Pipe pipe;
  Out out(pipe.writer());
  out.put("x");
  EXPECT_TRUE(out.flush());
  ::close(pipe.writer());
  EXPECT_FALSE(out.close());
  ::close(pipe.reader());
}

TEST(Out, ClosingTwiceClosesOnce) {
  const Pipe pipe;
  Out out(pipe.writer());
  EXPECT_TRUE(out.close());
  EXPECT_EQ(::fcntl(pipe.writer(), F_GETFD), -1);
  const int reused = ::fcntl(pipe.reader(), F_DUPFD_CLOEXEC, pipe.writer());
  EXPECT_EQ(reused, pipe.writer());
  EXPECT_TRUE(out.close());
  EXPECT_NE(::fcntl(reused, F_GETFD), -1);
  ::close(reused);
  ::close(pipe.reader());
}

TEST(Out, AnInterruptedWriteIsTakenUpAgain) {
  struct sigaction action{};
  action.sa_handler = [](int) {};
  ASSERT_EQ(::sigaction(SIGUSR1, &action, nullptr), 0);  // Without SA_RESTART.
  const Pipe pipe;
  const pthread_t writer = ::pthread_self();
  std::string got;
  std::jthread reader([&] {
    for (int i = 0; i < 20; ++i) {
      ::usleep(2'000);
      ::pthread_kill(writer, SIGUSR1);
    }
    got = read_all(pipe.reader());
  });
  Out out(pipe.writer());
  const std::string expected = write_much(out);
  EXPECT_TRUE(out.close());
  reader.join();
  EXPECT_TRUE(got == expected);
}

}  // namespace
}  // namespace sonde
