// open_trace.cpp: seizes all threads, reads what open(2) and its siblings return, lets them go.
// SPDX-License-Identifier: Apache-2.0
#include "source/open_trace.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>

#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "base/worker.hpp"
#include "source/files.hpp"

namespace sonde {
namespace {

using Clock = std::chrono::steady_clock;

constexpr long open_calls[] = {
#ifdef SYS_open
    SYS_open,  // Newer architectures have none.
#endif
    SYS_openat, SYS_openat2};

constexpr std::size_t threads_max = 4096;
constexpr timespec nap{0, 20'000'000};  // At most so long nobody looks whether one has stopped.

struct Thread {
  int tid = 0;
  bool opens = false;  // It is within a system call that opens a file.
};

template <class Data> long ask(int request, int tid, Data data) {
  return ::ptrace(static_cast<__ptrace_request>(request), tid, nullptr, data);
}

// The process of a thread: the line of /proc/TID/status.
int process_of(int tid) {
  constexpr Text key = "\nTgid:\t";
  std::string text;
  const std::string name = "/proc/" + std::to_string(tid) + "/status";
  const UniqueFd file(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
  const Result<Text> status = read_all(*file, text, 64 * 1024, name);
  const std::size_t at = status ? status->find(key) : Text::npos;
  int pid = tid;
  if (at == Text::npos) return pid;
  Text rest = status->substr(at + key.size());
  parse_number(next_line(rest), pid);
  return pid;
}

// SIGCHLD wakes the tracer, but not where whoever started us had it ignored. Ctrl-C and the like
// wait until nobody is traced, and end us then: a tracer that ends in between takes away the signal
// that it was just told of.
class HeldSignals {
public:
  HeldSignals() {
    sigset_t held = ending();
    sigaddset(&held, SIGCHLD);
    ::pthread_sigmask(SIG_BLOCK, &held, &mask_);
    struct sigaction usual{};
    usual.sa_handler = SIG_DFL;
    ::sigaction(SIGCHLD, &usual, &of_children_);
  }
  ~HeldSignals() {
    ::sigaction(SIGCHLD, &of_children_, nullptr);
    ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  static bool are_ending_us() {
    sigset_t pending;
    const sigset_t all = ending();
    ::sigpending(&pending);
    ::sigandset(&pending, &pending, &all);
    return ::sigisemptyset(&pending) == 0;
  }

private:
  static sigset_t ending() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    return signals;
  }

  sigset_t mask_{};
  struct sigaction of_children_{};
};

// Lives in a thread of its own: when that ends the kernel detaches whoever it traces, and lets
// those run that are stopped (exit_ptrace() of kernel/ptrace.c), also a child that was forked at
// the very end and a thread in state D, which no request of ours would reach.
class Tracer {
public:
  explicit Tracer(int pid) : pid_(pid) {
    sigemptyset(&of_children_), sigaddset(&of_children_, SIGCHLD);
  }

  // Threads that begin meanwhile are in the next list, or belong to one that is traced already.
  Result<void> seize() {
    for (bool is_any_new = true; is_any_new;) {
      is_any_new = false;
      const std::string name = "/proc/" + std::to_string(pid_) + "/task";
      const UniqueFd folder = TRY(open_directory(name));
      std::string room;
      for (Text rest = TRY(list_names(*folder, room, name)); !rest.empty();) {
        const Text entry = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
        int tid = 0;
        if (!parse_number(entry, tid) || find(tid)) continue;
        if (threads_.size() == threads_max)
          return failed(std::errc::value_too_large, "trace all threads of", name);
        constexpr long options =
            PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
        if (ask(PTRACE_SEIZE, tid, options) != 0) {
          if (errno == ESRCH) continue;  // It ended.
          return errno_failed("trace", name);
        }
        threads_.push_back({tid});
        ask(PTRACE_INTERRUPT, tid, 0L);  // From its stop on it stops at system calls.
        is_any_new = true;
      }
    }
    return {};
  }

  // Until the time, or nobody is left. A signal that would end us cuts it short.
  void run(Clock::time_point end) {
    while (Clock::now() < end) {
      int status = 0;
      const int tid = ::waitpid(-1, &status, __WALL | __WNOTHREAD | WNOHANG);
      if (tid < 0) return;
      if (tid > 0)
        take(tid, status);
      else
        ::sigtimedwait(&of_children_, nullptr, &nap);
      if (HeldSignals::are_ending_us()) {
        opened.was_cut = true;
        return;
      }
    }
  }

  OpenedFiles opened{};
  int ended_by = 0;

private:
  Thread* find(int tid) {
    const auto found = std::ranges::find(threads_, tid, &Thread::tid);
    return found == threads_.end() ? nullptr : &*found;
  }

  void take(int tid, int status) {
    Thread* thread = find(tid);
    if (!WIFSTOPPED(status)) {
      if (tid == pid_ && WIFSIGNALED(status)) ended_by = WTERMSIG(status);
      std::erase_if(threads_, [&](const Thread& known) { return known.tid == tid; });
      return;
    }
    if (!thread) thread = &threads_.emplace_back(Thread{tid});  // A child, which is traced too.
    const int event = status >> 16;
    int signal = WSTOPSIG(status);
    const bool is_call = signal == (SIGTRAP | 0x80);
    const bool is_group_stop = event == PTRACE_EVENT_STOP && signal != SIGTRAP;
    if (is_call) take_call(*thread);
    if (is_call || event != 0) signal = 0;  // Else it is one for the process, which gets it.
    ask(is_group_stop ? PTRACE_LISTEN : PTRACE_SYSCALL, tid, static_cast<long>(signal));
  }

  void take_call(Thread& thread) {
    __ptrace_syscall_info info{};
    const auto size = reinterpret_cast<void*>(sizeof info);
    constexpr auto request = static_cast<__ptrace_request>(PTRACE_GET_SYSCALL_INFO);
    if (::ptrace(request, thread.tid, size, &info) <= 0) {
      opened.was_cut = opened.was_cut || errno != ESRCH;  // It was killed.
      return;
    }
    constexpr u32 has_64_bits = 0x80000000;  // __AUDIT_ARCH_64BIT
    const bool is_foreign = ((info.arch & has_64_bits) != 0) != (sizeof(void*) == 8);
    if (is_foreign) opened.was_cut = true;  // Its numbers of system calls are others.
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
      thread.opens =
          !is_foreign &&
          std::ranges::find(open_calls, static_cast<long>(info.entry.nr)) != std::end(open_calls);
    if (info.op != PTRACE_SYSCALL_INFO_EXIT || !std::exchange(thread.opens, false)) return;
    if (info.exit.is_error != 0) return;
    std::string path;
    const std::string link =
        "/proc/" + std::to_string(thread.tid) + "/fd/" + std::to_string(info.exit.rval);
    const Result<Text> target = read_link(AT_FDCWD, link, path);
    std::string room;
    const Result<Text> kind = stat_of(AT_FDCWD, link, room);
    opened.was_cut = opened.was_cut || !target || !kind;
    const bool is_file = kind && kind->contains(" - ");
    if (target && is_file) opened.add(process_of(thread.tid), std::string(*target));
  }

  int pid_;
  std::vector<Thread> threads_{};
  sigset_t of_children_{};
};

Result<Traced> trace(int pid, const WatchedAct& act) {
  Traced traced;
  Tracer tracer(pid);
  TRY(tracer.seize());
  traced.act = act.act();
  if (traced.act) tracer.run(Clock::now() + act.time);
  traced.opened = std::move(tracer.opened);
  traced.ended_by = tracer.ended_by;
  return traced;
}

}  // namespace

Result<Traced> trace_opens(int pid, const WatchedAct& act) {
  const HeldSignals held;
  Result<Traced> traced =
      failed(std::errc::resource_unavailable_try_again, "start a thread for", "tracing");
  Worker worker;
  if (worker.start([&] { traced = trace(pid, act); })) worker.join();
  return traced;
}

}  // namespace sonde
