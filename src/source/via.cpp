// via.cpp: what a command prints, and the patience with it.
// SPDX-License-Identifier: Apache-2.0
#include "source/via.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>

#include "base/text.hpp"
#include "base/worker.hpp"
#include "source/capture_text.hpp"
#include "source/child.hpp"

namespace sonde {
namespace {

using Clock = Child::Clock;

constexpr std::size_t bytes_max = std::size_t{256} * 1024 * 1024;
constexpr std::size_t said_max = 1024;  // Of its standard error the end is kept.
// The script ends by itself after 20 s and what lies between its looks; a connection, a pull or a
// prompt may take its time before.
constexpr std::chrono::seconds patience{60};
// After the end of the capture, for what the command has to do with its end.
constexpr std::chrono::milliseconds patience_at_end{2000};

// One command from its start to its end.
class Conversation {
public:
  Conversation(const std::string& command, Text script, const std::string& nonce,
               const Progress& progress)
      : command_(command), capture_(std::make_shared<Capture>()), text_(*capture_, nonce),
        progress_(progress) {
    // The script takes it from the variable; without one it finds a nonce of its own.
    if (!nonce.empty()) child_.write("sonde_nonce=" + nonce + "\n");
    child_.write(script);
    child_.close_input_when_written();
  }

  Result<std::unique_ptr<Source>> run() {
    TRY(child_.start(command_));
    heard_ = Clock::now();
    const auto take = [this](Text some) { take_capture(some); };
    const auto hear = [this](Text some) { keep_said(some); };
    while (!child_.has_closed_output() && !is_over()) {
      child_.converse(take, hear);
      if (progress_) progress_(read_ - std::exchange(told_, read_));
    }
    const bool had_its_time = !child_.has_closed_output();
    return judge(child_.end(had_its_time ? Clock::duration::zero() : patience_at_end, hear));
  }

private:
  bool is_over() {
    const auto waited = Clock::now() - heard_;
    if (text_.has_ended()) return waited >= patience_at_end || read_ > bytes_max;
    if (read_ > bytes_max)
      why_ = "it printed more than 256 MiB";
    else if (waited >= patience)
      why_ = "it printed nothing for 60 s (a terminal between? leave -t out)";
    return !why_.empty();
  }

  void take_capture(Text some) {
    if (!text_.has_ended()) heard_ = Clock::now();  // What comes behind the end gives it no time.
    read_ += some.size();
    text_.take(some);
  }

  void keep_said(Text some) {
    said_ += some;
    if (said_.size() > said_max) said_.erase(0, said_.size() - said_max);
  }

  Result<std::unique_ptr<Source>> judge(const std::string& end) {
    std::string why = why_.empty() ? end : why_;
    if (const Text said = trim(said_); !said.empty()) (why += ", and said: ") += said;
    if (!text_.finish())
      return std::unexpected(Error{std::errc::no_message, "via " + command_,
                                   "no capture came: " + why, Error::Kind::Sentence});
    if (!text_.has_ended()) capture_->tell_lost("via " + command_ + ": " + why);
    return open_capture(capture_, "via " + command_);
  }

  const std::string& command_;
  std::shared_ptr<Capture> capture_;
  CaptureText text_;
  const Progress& progress_;
  Child child_{};
  std::size_t read_ = 0, told_ = 0;
  Clock::time_point heard_{};
  std::string said_{};
  std::string why_{};  // It was given up.
};

Result<std::unique_ptr<Source>> run_one(const std::string& command, Text script,
                                        const Progress& progress) {
  if (trim(command).empty())
    return std::unexpected(Error{std::errc::invalid_argument,
                                 "--via takes a command that runs a shell, such as 'ssh db-1 sh'",
                                 {},
                                 Error::Kind::Usage});
  const auto conversation = std::make_unique<Conversation>(command, script, make_nonce(), progress);
  return conversation->run();
}

}  // namespace

std::vector<Result<std::unique_ptr<Source>>> open_via(std::span<const std::string> commands,
                                                      Text script, const Progress& progress) {
  std::vector<Result<std::unique_ptr<Source>>> sources(commands.size());
  std::atomic<std::size_t> next{0};
  std::mutex telling;
  std::size_t total = 0;
  const Progress add = [&](std::size_t more) {
    const std::lock_guard lock(telling);
    total += more;
    if (progress) progress(total);
  };
  const auto work = [&] {
    for (std::size_t at; (at = next++) < commands.size();)
      sources[at] = run_one(commands[at], script, add);
  };
  std::array<Worker, via_at_once_max - 1> workers;  // And we ourselves.
  for (std::size_t i = 0; i < workers.size() && i + 1 < commands.size(); ++i)
    if (!workers[i].start(work)) break;
  work();
  for (Worker& worker : workers) worker.join();
  return sources;
}

}  // namespace sonde
