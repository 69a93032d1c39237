// out.hpp: a buffered writer on a descriptor that remembers its first error.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

// Where all output goes. Never throws on a failed write and never asks the caller to look at every
// put: after the first error it drops what comes and tells of it at flush() or close().
// A full pipe and a non-blocking terminal are waited for. SIGPIPE must be ignored by the process.
class Out {
public:
  // Writes to `fd`, which stays the caller's until close(). `object` names it in an error.
  explicit Out(int fd, Text object = "standard output");
  // Writes to the end of `sink` instead, which must outlive it. For tests and for replies.
  explicit Out(std::string& sink);
  // Flushes, but cannot tell of an error: call close() before.
  ~Out();
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;

  void put(Text text) {
    if (text.size() > capacity - used_) return put_large(text);
    if (text.empty()) return;
    std::memcpy(buffer_.get() + used_, text.data(), text.size());
    used_ += text.size();
  }
  void put(char one) {
    if (used_ == capacity) write_buffer();
    buffer_[used_++] = one;
  }
  // Writes `count` spaces.
  void pad(std::size_t count);

  // Hands everything to the kernel; the first error since the beginning, if any.
  Result<void> flush();
  // Flushes and closes the descriptor; also reports what only close(2) knows (a full disk on NFS).
  // Only the first call does something; nothing may be put afterwards.
  Result<void> close();

  // Whether the reader went away (EPIPE): not a failure to talk about, just the end.
  bool closed_by_reader() const { return code_ == std::errc::broken_pipe; }
  // Whether a write failed, so that a long producer can stop early.
  bool broken() const { return code_ != std::errc{}; }

private:
  static constexpr std::size_t capacity = std::size_t{64} * 1024;

  void put_large(Text text);
  void write_buffer();
  void write_all(Text text);
  Result<void> state() const;

  int fd_ = -1;
  std::string* sink_ = nullptr;
  std::string object_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
  std::errc code_{};
  bool wrote_ = false;
};

}  // namespace sonde
