// out.cpp: the writing side of Out: short writes, interruptions, full pipes and the first error.
// SPDX-License-Identifier: Apache-2.0
#include "base/out.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>
#include <poll.h>
#include <string>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "base/result.hpp"
#include "base/types.hpp"

namespace sonde {

Out::Out(int fd, Text object)
    : fd_(fd), object_(object), buffer_(std::make_unique_for_overwrite<char[]>(capacity)) {}

Out::Out(std::string& sink)
    : sink_(&sink), object_("memory"), buffer_(std::make_unique_for_overwrite<char[]>(capacity)) {}

Out::~Out() { write_buffer(); }

void Out::pad(std::size_t count) {
  while (count != 0) {
    if (used_ == capacity) write_buffer();
    const std::size_t part = std::min(count, capacity - used_);
    std::memset(buffer_.get() + used_, ' ', part);
    used_ += part;
    count -= part;
  }
}

// Text that does not fit: large text goes past the buffer, so that it is copied once at most.
void Out::put_large(Text text) {
  write_buffer();
  if (text.size() >= capacity) return write_all(text);
  std::memcpy(buffer_.get(), text.data(), text.size());
  used_ = text.size();
}

void Out::write_buffer() {
  const std::size_t size = std::exchange(used_, 0);
  if (size != 0) write_all(Text(buffer_.get(), size));
}

void Out::write_all(Text text) {
  if (broken()) return;
  wrote_ = true;
  if (sink_ != nullptr) return void(sink_->append(text));
  while (!text.empty()) {
    const ssize_t count = ::write(fd_, text.data(), text.size());
    if (count > 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
      continue;
    }
    const int error = count == 0 ? EIO : errno;  // Nothing written and no error: never retry.
    if (error == EINTR) continue;
    if (error == EAGAIN) {  // Another program made our terminal or pipe non-blocking.
      pollfd ready{fd_, POLLOUT, 0};
      ::poll(&ready, 1, -1);
      continue;
    }
    code_ = static_cast<std::errc>(error);
    return;
  }
}

Result<void> Out::state() const {
  if (broken()) return failed(code_, "write", object_);
  return {};
}

Result<void> Out::flush() {
  write_buffer();
  return state();
}

Result<void> Out::close() {
  write_buffer();
  const int fd = std::exchange(fd_, -1);
  if (fd >= 0 && ::close(fd) != 0 && !broken()) {
    // Linux has closed the descriptor even when a signal came between. A standard output that was
    // never open (`>&-`) is no failure as long as there was nothing to write.
    const bool harmless = errno == EINTR || (errno == EBADF && !wrote_);
    if (!harmless) code_ = static_cast<std::errc>(errno);
  }
  return state();
}

}  // namespace sonde
