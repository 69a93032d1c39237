// read_ahead.cpp: a ring of datagrams between the thread that receives and the one that decodes.
// SPDX-License-Identifier: Apache-2.0
#include "source/read_ahead.hpp"

#include <cerrno>
#include <sys/socket.h>

#include "source/files.hpp"

namespace sonde {
namespace {

constexpr std::size_t slot_count = 16;

}  // namespace

Result<std::size_t> receive_from_kernel(int netlink_socket, std::span<char> room, int flags) {
  for (;;) {
    sockaddr_nl sender{};
    iovec part{room.data(), room.size()};
    msghdr header{};
    header.msg_name = &sender;
    header.msg_namelen = sizeof sender;
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    const ssize_t n = ::recvmsg(netlink_socket, &header, flags);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno_failed("receive from", "netlink");
    if (header.msg_flags & MSG_TRUNC)
      return failed(std::errc::message_size, "receive from", "netlink");
    if (sender.nl_pid != 0) continue;  // Not the kernel: another process can send here.
    return static_cast<std::size_t>(n);
  }
}

ReadAhead::ReadAhead(int netlink_socket) : socket_(netlink_socket), slots_(slot_count) {
  is_over_ = !thread_.start([this] { run(); });
}

ReadAhead::~ReadAhead() {
  if (!thread_.is_started()) return;
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// Never waits for the kernel: whoever asks for nothing more must not be waited for either.
void ReadAhead::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return is_closing_ || filled_ - taken_ < slot_count; });
    if (is_closing_) return;
    Slot& slot = slots_[filled_ % slot_count];
    lock.unlock();
    const Result<std::size_t> size = receive_from_kernel(socket_, slot.bytes, MSG_DONTWAIT);
    lock.lock();
    is_over_ = !size;
    const bool is_dry = !size && size.error().code == std::errc::resource_unavailable_try_again;
    if (!size && !is_dry) error_ = size.error();
    if (size) {
      slot.size = *size;
      ++filled_;
    }
    changed_.notify_all();
    if (!size) return;
  }
}

std::optional<Result<Text>> ReadAhead::take() {
  std::unique_lock lock(mutex_);
  if (std::exchange(is_holding_, false)) {
    ++taken_;
    changed_.notify_all();
  }
  changed_.wait(lock, [&] { return is_over_ || filled_ > taken_; });
  if (filled_ > taken_) {
    const Slot& slot = slots_[taken_ % slot_count];
    is_holding_ = true;
    return Text(slot.bytes.data(), slot.size);
  }
  if (error_) return std::unexpected(*std::exchange(error_, std::nullopt));
  return std::nullopt;
}

}  // namespace sonde
