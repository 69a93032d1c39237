// read_ahead.hpp: a thread that has the kernel write the next datagrams while one is worked on.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <condition_variable>
#include <linux/netlink.h>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/types.hpp"
#include "base/worker.hpp"

namespace sonde {

// The kernel fills at most 32 KiB of a datagram in a dump; a smaller buffer costs up to a quarter.
inline constexpr std::size_t datagram_max = 32 * 1024;

// Receives a datagram of the kernel, and nobody else's; `flags` as for recvmsg(2). Its size.
Result<std::size_t> receive_from_kernel(int netlink_socket, std::span<char> room, int flags);

// In a dump the kernel writes the next datagram when the last one is taken, in the thread that
// takes it: that is two thirds of the time that a hundred thousand sockets take.
class ReadAhead {
public:
  // The socket stays open longer. Where no thread can be started nothing is read ahead.
  explicit ReadAhead(int netlink_socket);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  // The next datagram, valid until the next call. Nothing: the kernel has none at hand, and
  // whoever waits for one receives it himself.
  std::optional<Result<Text>> take();

private:
  struct Slot {
    alignas(nlmsghdr) std::array<char, datagram_max> bytes;
    std::size_t size = 0;
  };
  void run();

  int socket_;
  std::vector<Slot> slots_;
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::size_t filled_ = 0, taken_ = 0;  // Datagrams so far; a slot is used again and again.
  bool is_holding_ = false;             // The caller still looks at the one that was taken last.
  bool is_over_ = false, is_closing_ = false;
  std::optional<Error> error_{};
  Worker thread_{};  // The last member: it uses the others.
};

}  // namespace sonde
