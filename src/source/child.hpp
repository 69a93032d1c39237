// child.hpp: a command that /bin/sh runs, with a pipe to it and two pipes from it.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <sys/types.h>

#include "base/result.hpp"
#include "base/types.hpp"
#include "base/unique_fd.hpp"

namespace sonde {

// Is ended and waited for in any case.
class Child {
public:
  using Clock = std::chrono::steady_clock;
  using Take = std::function<void(Text)>;

  Child() = default;
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Result<void> start(const std::string& command);

  // Whoever only writes, or only reads, would wait for a full pipe for ever: this waits a moment
  // until either is possible, and does it. `take` gets what it prints, `hear` what it complains of.
  void converse(const Take& take, const Take& hear);
  void write(Text text) { to_write_ += text; }
  void close_input_when_written() { closes_ = true; }
  std::size_t unwritten() const { return to_write_.size() - written_; }
  // Whether it, and whatever it started, can print nothing any more.
  bool has_closed_output() const { return !from_; }

  // Closes the pipes, after `hear` got what was said last. How it ended, in words. It is killed
  // when it has not ended for so long; whatever it started itself loses its pipes.
  std::string end(Clock::duration patience, const Take& hear);

private:
  bool is_ended_within(Clock::duration patience, const Take& hear, int& status);
  void write_some();
  void read_some(UniqueFd& from, const Take& take);

  pid_t pid_ = 0;
  UniqueFd to_{}, from_{}, talk_{};
  std::string to_write_{};
  std::size_t written_ = 0;
  bool closes_ = false;
  std::array<char, std::size_t{64} * 1024> block_{};
};

// Sixteen bytes in hexadecimal that nobody can know before. "" when there are none.
std::string make_nonce();

}  // namespace sonde
