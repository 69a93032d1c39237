// child.hpp: a process of the test that waits for a word, and dies with the test at the latest.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sonde::test {

// Leads a process group, which ends with it. When `work` is done it sleeps.
class Child {
public:
  template <class Work> explicit Child(Work work) {
    if (::pipe(pipe_) != 0) ::_exit(1);
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::setpgid(0, 0);
    char word = 0;
    ::close(pipe_[1]);
    if (::read(pipe_[0], &word, 1) == 1) work();
    for (;;) ::pause();
  }
  ~Child() {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    for (const int fd : pipe_) ::close(fd);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int pid() const { return pid_; }
  void go() { go_ = ::write(pipe_[1], "!", 1); }

private:
  int pid_ = 0;
  int pipe_[2]{};
  ssize_t go_ = 0;
};

}  // namespace sonde::test
