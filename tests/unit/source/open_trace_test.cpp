// open_trace_test.cpp: what a traced child opens is seen, and whatever it does, it is let go.
// SPDX-License-Identifier: Apache-2.0
#include "source/open_trace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <thread>

#include "base/text.hpp"
#include "unit/support/child.hpp"

namespace sonde {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

void open_some_files() {
  for (int i = 0; i < 40; ++i) {
    const std::string name = "/proc/self/task/../" + std::string(i % 2 == 0 ? "maps" : "status");
    ::close(::open(i == 39 ? "/etc/passwd" : name.c_str(), O_RDONLY | O_CLOEXEC));
  }
}

WatchedAct going(test::Child& child, std::chrono::milliseconds time) {
  return {[&child]() -> Result<void> {
            child.go();
            return {};
          },
          time};
}

bool has_seen(const Traced& traced, Text path) {
  return std::ranges::any_of(traced.opened.files,
                             [&](const OpenedFile& file) { return file.path == path; });
}

// What stands behind a key of /proc/PID/status: "0" of TracerPid, "t" of State.
std::string status_of(const fs::path& process, Text key) {
  std::ifstream status(process / "status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(key)) return line.substr(key.size() + 2);
  return {};
}

bool is_let_go(const fs::path& process) {
  const std::string tracer = status_of(process, "TracerPid");
  return (tracer.empty() || tracer == "0") && !status_of(process, "State").starts_with("t");
}

int group_of(const fs::path& process) {
  std::ifstream stat(process / "stat");
  std::string line;
  std::getline(stat, line);
  Text rest = line;  // "42 (name) S PARENT GROUP"
  rest.remove_prefix(std::min(rest.size(), rest.rfind(')') + 1));
  for (int word = 0; word < 2; ++word) next_word(rest);
  int group = 0;
  parse_number(next_word(rest), group);
  return group;
}

// The detaching is a matter of microseconds, but the thread that traced is gone a little earlier.
bool are_let_go(int group) {
  std::this_thread::sleep_for(50ms);
  for (const fs::directory_entry& process : fs::directory_iterator("/proc"))
    if (group_of(process.path()) == group && !is_let_go(process.path())) return false;
  return true;
}

TEST(OpenTrace, SeesWhatIsOpenedAlsoWhereSigchldIsIgnored) {
  test::Child child(open_some_files);
  struct sigaction ignored{};
  struct sigaction before{};
  ignored.sa_handler = SIG_IGN;
  ::sigaction(SIGCHLD, &ignored, &before);
  const Result<Traced> traced = trace_opens(child.pid(), going(child, 1500ms));
  struct sigaction after{};
  ::sigaction(SIGCHLD, &before, &after);
  ASSERT_TRUE(traced.has_value());
  EXPECT_TRUE(has_seen(*traced, "/etc/passwd"));
  EXPECT_FALSE(traced->opened.was_cut);
  EXPECT_EQ(after.sa_handler, SIG_IGN) << "it is as it was";
}

TEST(OpenTrace, LetsGoOfChildrenThatAreForkedAtTheEnd) {
  for (int round = 0; round < 10; ++round) {
    test::Child child([] {
      for (int i = 0; i < 400; ++i) {
        if (::fork() == 0) {
          ::usleep(300'000);
          ::_exit(0);
        }
      }
    });
    const Result<Traced> traced = trace_opens(child.pid(), going(child, 20ms));
    ASSERT_TRUE(traced.has_value());
    EXPECT_TRUE(are_let_go(child.pid())) << round;
  }
}

// Who has called vfork(2) waits in state D for its child, and stops for nobody.
TEST(OpenTrace, LetsGoOfAThreadThatDoesNotStop) {
  test::Child child([] {
    if (::vfork() == 0) {
      ::pause();
      ::_exit(0);
    }
  });
  child.go();
  const fs::path process = "/proc/" + std::to_string(child.pid());
  for (int i = 0; i < 200 && !status_of(process, "State").starts_with("D"); ++i)
    std::this_thread::sleep_for(10ms);
  ASSERT_TRUE(status_of(process, "State").starts_with("D"));
  const Clock::time_point begin = Clock::now();
  const Result<Traced> traced = trace_opens(child.pid(), {[] { return Result<void>(); }, 50ms});
  ASSERT_TRUE(traced.has_value());
  EXPECT_LT(Clock::now() - begin, 5s);
  EXPECT_TRUE(are_let_go(child.pid()));
}

TEST(OpenTrace, EndsInTimeThoughTheProcessNeverRests) {
  test::Child child([] {
    for (;;) ::syscall(SYS_getppid);
  });
  const Clock::time_point begin = Clock::now();
  ASSERT_TRUE(trace_opens(child.pid(), going(child, 100ms)).has_value());
  EXPECT_LT(Clock::now() - begin, 5s);
  EXPECT_TRUE(are_let_go(child.pid()));
}

TEST(OpenTrace, TellsWhichSignalEndedTheProcess) {
  test::Child child([] { ::kill(::getpid(), SIGUSR2); });
  const Result<Traced> traced = trace_opens(child.pid(), going(child, 2s));
  ASSERT_TRUE(traced.has_value());
  EXPECT_EQ(traced->ended_by, SIGUSR2);
}

std::atomic<int> interrupts = 0;

TEST(OpenTrace, OfAnInterruptIsCutShortAndLeavesTheSignalToUs) {
  test::Child child([] {});
  struct sigaction counted{};
  struct sigaction before{};
  counted.sa_handler = [](int) { ++interrupts; };
  ::sigaction(SIGINT, &counted, &before);
  bool was_early = false;
  const auto interrupt = [&]() -> Result<void> {
    ::kill(::getpid(), SIGINT);
    was_early = interrupts != 0;
    return {};
  };
  const Clock::time_point begin = Clock::now();
  const Result<Traced> traced = trace_opens(child.pid(), {interrupt, 10s});
  ::sigaction(SIGINT, &before, nullptr);
  ASSERT_TRUE(traced.has_value());
  EXPECT_LT(Clock::now() - begin, 5s);
  EXPECT_TRUE(traced->opened.was_cut);
  EXPECT_FALSE(was_early) << "while somebody is traced it waits";
  EXPECT_EQ(interrupts, 1);
}

// As a sandbox may: ptrace(PTRACE_GET_SYSCALL_INFO) fails, all else goes on.
bool refuse_system_call_infos() {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_ptrace, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, PTRACE_GET_SYSCALL_INFO, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EIO),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{static_cast<unsigned short>(std::size(program)), program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

TEST(OpenTrace, SaysThatSomethingIsMissingWhenTheKernelDoesNotTellTheCalls) {
  test::Child child(open_some_files);
  bool is_refused = false;
  Result<Traced> traced;
  std::thread([&] {
    is_refused = refuse_system_call_infos();
    if (is_refused) traced = trace_opens(child.pid(), going(child, 300ms));
  }).join();
  if (!is_refused) GTEST_SKIP() << "there is no seccomp here";
  ASSERT_TRUE(traced.has_value());
  EXPECT_TRUE(traced->opened.files.empty());
  EXPECT_TRUE(traced->opened.was_cut);
}

}  // namespace
}  // namespace sonde
