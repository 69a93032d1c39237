// child.cpp: starts /bin/sh, talks through the pipes, and waits for the end.
// SPDX-License-Identifier: Apache-2.0
#include "source/child.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr int poll_ms = 250;

struct Pipe {
  UniqueFd read{};
  UniqueFd write{};
};

bool open_pipe(Pipe& pipe) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  pipe.read.reset(ends[0]);
  pipe.write.reset(ends[1]);
  return true;
}

struct Pipes {
  Pipe input{}, output{}, talk{};
};

// In our own group of processes: a Ctrl-C ends it too, and ssh may ask for a password.
int spawn_shell(const std::string& command, const Pipes& pipes, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&actions, *pipes.input.read, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, *pipes.output.write, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, *pipes.talk.write, STDERR_FILENO);
  sigset_t as_usual;  // We ignore SIGPIPE; a shell that writes to nobody should end by it.
  sigemptyset(&as_usual);
  sigaddset(&as_usual, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &as_usual);
  sigset_t nothing;  // The prompt of sonde sql holds SIGINT back.
  sigemptyset(&nothing);
  ::posix_spawnattr_setsigmask(&attributes, &nothing);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  std::array<std::string, 3> words = {"sh", "-c", command};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
  const int code = ::posix_spawn(&pid, "/bin/sh", &actions, &attributes, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return code;
}

}  // namespace

Child::~Child() { (void)end(Clock::duration::zero(), {}); }

Result<void> Child::start(const std::string& command) {
  Pipes pipes;
  if (!open_pipe(pipes.input) || !open_pipe(pipes.output) || !open_pipe(pipes.talk))
    return failed(static_cast<std::errc>(errno), "run", command);
  const int code = spawn_shell(command, pipes, pid_);
  if (code != 0) {
    pid_ = 0;
    return failed(static_cast<std::errc>(code), "run", command);
  }
  // The ends that are theirs are closed here, so that we see when nobody else holds one.
  to_ = std::move(pipes.input.write);
  from_ = std::move(pipes.output.read);
  talk_ = std::move(pipes.talk.read);
  for (const int fd : {*to_, *from_, *talk_}) ::fcntl(fd, F_SETFL, O_NONBLOCK);
  return {};
}

void Child::converse(const Take& take, const Take& hear) {
  if (to_ && closes_ && unwritten() == 0) to_.reset();
  // What it printed before a complaint is taken before it: poll(2) looks in this order.
  std::array<pollfd, 3> wait = {pollfd{talk_ ? *talk_ : -1, POLLIN, 0},
                                pollfd{from_ ? *from_ : -1, POLLIN, 0},
                                pollfd{to_ && unwritten() > 0 ? *to_ : -1, POLLOUT, 0}};
  ::poll(wait.data(), wait.size(), poll_ms);
  if (wait[1].revents != 0) read_some(from_, take);
  if (wait[0].revents != 0) read_some(talk_, hear);
  if (wait[2].revents != 0) write_some();
}

void Child::write_some() {
  const ssize_t n = ::write(*to_, to_write_.data() + written_, unwritten());
  if (n > 0) written_ += static_cast<std::size_t>(n);
  if (n < 0 && errno != EAGAIN && errno != EINTR) return to_.reset();
  if (unwritten() > 0) return;
  to_write_.clear();
  written_ = 0;
}

void Child::read_some(UniqueFd& from, const Take& take) {
  const ssize_t n = ::read(*from, block_.data(), block_.size());
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) return from.reset();
  if (take) take({block_.data(), static_cast<std::size_t>(n)});
}

bool Child::is_ended_within(Clock::duration patience, const Take& hear, int& status) {
  const Clock::time_point until = Clock::now() + patience;
  while (::waitpid(pid_, &status, WNOHANG) == 0) {
    if (Clock::now() >= until) return false;
    ::poll(nullptr, 0, 5);
    if (talk_) read_some(talk_, hear);  // Who complains at length does not end before.
  }
  return true;
}

std::string Child::end(Clock::duration patience, const Take& hear) {
  if (pid_ == 0) return {};
  to_.reset();
  from_.reset();
  int status = 0;
  const bool is_ended = is_ended_within(patience, hear, status);
  if (!is_ended) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, &status, 0);
  }
  pid_ = 0;
  if (talk_) read_some(talk_, hear);
  talk_.reset();
  if (!is_ended) return "it did not end";
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status)) + " ended it";
  return "it ended with exit code " + std::to_string(WEXITSTATUS(status));
}

std::string make_nonce() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return {};
  std::string nonce;
  for (const unsigned char byte : bytes) append_hex(nonce, byte, 2);
  return nonce;
}

}  // namespace sonde
