// via.cpp: the command as a child, its three pipes, and the patience with it.
// SPDX-License-Identifier: Apache-2.0
#include "source/via.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "base/unique_fd.hpp"
#include "base/worker.hpp"
#include "source/capture_text.hpp"

namespace sonde {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t bytes_max = std::size_t{256} * 1024 * 1024;
constexpr std::size_t said_max = 1024;  // Of its standard error the end is kept.
// The script ends by itself after 20 s; a connection, a pull or a prompt may take its time before.
constexpr std::chrono::seconds patience{60};
// After the end of the capture, for what the command has to do with its end.
constexpr std::chrono::milliseconds patience_at_end{2000};
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

// A child process, which is ended and waited for in any case.
class Child {
public:
  ~Child() { (void)end(Clock::duration::zero()); }
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // In our own group of processes: a Ctrl-C ends it too, and ssh may ask for a password.
  int start(const std::string& command, const Pipe& input, const Pipe& output, const Pipe& talk) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, *input.read, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, *output.write, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, *talk.write, STDERR_FILENO);
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
    const int code = ::posix_spawn(&pid_, "/bin/sh", &actions, &attributes, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (code != 0) pid_ = 0;
    return code;
  }

  // How it ended, in words. It is told to end when it has not done so for a while.
  std::string end(Clock::duration patience) {
    if (pid_ == 0) return {};
    int status = 0;
    const Clock::time_point until = Clock::now() + patience;
    bool was_told = false;
    while (::waitpid(pid_, &status, was_told ? 0 : WNOHANG) == 0) {
      if (Clock::now() >= until) {
        // Whatever it started itself loses its pipes.
        ::kill(pid_, SIGKILL);
        was_told = true;
        continue;
      }
      ::poll(nullptr, 0, 5);
    }
    pid_ = 0;
    if (was_told) return "it did not end";
    if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status)) + " ended it";
    return "it ended with exit code " + std::to_string(WEXITSTATUS(status));
  }

private:
  pid_t pid_ = 0;
};

// Sixteen bytes that nobody over there can know before the script is read.
std::string make_nonce() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return {};
  std::string nonce;
  for (const unsigned char byte : bytes) append_hex(nonce, byte, 2);
  return nonce;
}

// One command from its start to its end.
class Conversation {
public:
  Conversation(const std::string& command, Text script, std::string nonce, const Progress& progress)
      : command_(command), capture_(std::make_shared<Capture>()), text_(*capture_, nonce),
        progress_(progress) {
    // The script takes it from the variable; without one it finds a nonce of its own.
    if (!nonce.empty()) (script_ = "sonde_nonce=").append(nonce) += '\n';
    script_ += script;
  }

  Result<std::unique_ptr<Source>> run() {
    Pipe input;
    Pipe output;
    Pipe talk;
    if (!open_pipe(input) || !open_pipe(output) || !open_pipe(talk))
      return failed(static_cast<std::errc>(errno), "run", command_);
    const int code = child_.start(command_, input, output, talk);
    if (code != 0) return failed(static_cast<std::errc>(code), "run", command_);
    to_ = std::move(input.write);
    from_ = std::move(output.read);
    talk_ = std::move(talk.read);
    input.read.reset();  // So that we see when nobody else holds an end of theirs.
    output.write.reset();
    talk.write.reset();
    for (const int fd : {*to_, *from_, *talk_}) ::fcntl(fd, F_SETFL, O_NONBLOCK);
    converse();
    return judge();
  }

private:
  // Whoever only writes, or only reads, would wait for a full pipe for ever.
  void converse() {
    heard_ = Clock::now();
    while (from_) {
      std::array<pollfd, 3> wait = {pollfd{*from_, POLLIN, 0},
                                    pollfd{talk_ ? *talk_ : -1, POLLIN, 0},
                                    pollfd{to_ ? *to_ : -1, POLLOUT, 0}};
      ::poll(wait.data(), wait.size(), poll_ms);
      if (wait[0].revents != 0) read_capture();
      if (wait[1].revents != 0) hear();
      if (wait[2].revents != 0) write_script();
      if (progress_) progress_(read_);
      if (is_over()) return;
    }
  }

  bool is_over() {
    const auto waited = Clock::now() - heard_;
    if (text_.has_ended()) return waited >= patience_at_end;
    if (read_ > bytes_max)
      why_ = "it printed more than 256 MiB";
    else if (waited >= patience)
      why_ = "it printed nothing for 60 s";
    return !why_.empty();
  }

  void write_script() {
    const ssize_t n = ::write(*to_, script_.data() + written_, script_.size() - written_);
    if (n > 0) written_ += static_cast<std::size_t>(n);
    const bool is_refused = n < 0 && errno != EAGAIN && errno != EINTR;
    if (is_refused || written_ == script_.size()) to_.reset();
  }

  void read_capture() {
    const ssize_t n = ::read(*from_, block_.data(), block_.size());
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) return from_.reset();
    heard_ = Clock::now();
    read_ += static_cast<std::size_t>(n);
    text_.take({block_.data(), static_cast<std::size_t>(n)});
  }

  void hear() {
    std::array<char, 1024> some;
    const ssize_t n = ::read(*talk_, some.data(), some.size());
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) return talk_.reset();
    said_.append(some.data(), static_cast<std::size_t>(n));
    if (said_.size() > said_max) said_.erase(0, said_.size() - said_max);
  }

  Result<std::unique_ptr<Source>> judge() {
    const bool is_waited_for = !from_;  // Otherwise it had its time.
    to_.reset();
    from_.reset();
    const std::string end = child_.end(is_waited_for ? patience_at_end : Clock::duration::zero());
    if (talk_) hear();  // What it said last.
    std::string why = why_.empty() ? end : why_;
    if (const Text said = trim(said_); !said.empty()) (why += ", and said: ") += said;
    if (!text_.finish())
      return std::unexpected(Error{std::errc::no_message, "via " + command_,
                                   "no capture came: " + why, Error::Kind::Sentence});
    if (!text_.has_ended()) capture_->tell_lost("via " + command_ + ": " + why);
    return open_capture(capture_, "via " + command_);
  }

  const std::string& command_;
  std::string script_{};
  std::shared_ptr<Capture> capture_;
  CaptureText text_;
  const Progress& progress_;
  Child child_{};
  UniqueFd to_{}, from_{}, talk_{};
  std::size_t written_ = 0;
  std::size_t read_ = 0;
  Clock::time_point heard_{};
  std::string said_{};
  std::string why_{};  // It was given up.
  std::array<char, std::size_t{64} * 1024> block_{};
};

Result<std::unique_ptr<Source>> run_one(const std::string& command, Text script,
                                        const Progress& progress) {
  const auto conversation = std::make_unique<Conversation>(command, script, make_nonce(), progress);
  return conversation->run();
}

}  // namespace

std::vector<Result<std::unique_ptr<Source>>> open_via(std::span<const std::string> commands,
                                                      Text script, const Progress& progress) {
  std::vector<Result<std::unique_ptr<Source>>> sources(commands.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t at; (at = next++) < commands.size();)
      sources[at] = run_one(commands[at], script, progress);
  };
  std::array<Worker, via_at_once_max - 1> workers;  // And we ourselves.
  for (std::size_t i = 0; i < workers.size() && i + 1 < commands.size(); ++i)
    if (!workers[i].start(work)) break;
  work();
  for (Worker& worker : workers) worker.join();
  return sources;
}

}  // namespace sonde
