// netlink_socket.cpp: the few system calls of a netlink client, netlink(7).
// SPDX-License-Identifier: Apache-2.0
#include "source/netlink_socket.hpp"

#include <array>
#include <linux/netlink.h>
#include <optional>
#include <sys/socket.h>
#include <sys/time.h>

#include "source/files.hpp"
#include "source/read_ahead.hpp"

namespace sonde {
namespace {

class NetlinkBlocks final : public Blocks {
public:
  explicit NetlinkBlocks(UniqueFd socket) : socket_(std::move(socket)) {}

  Result<Text> next() override {
    constexpr int worth_a_thread = 4;  // Small answers, which most are, need none.
    if (++count_ == worth_a_thread) ahead_.emplace(*socket_);
    if (ahead_)
      if (std::optional<Result<Text>> datagram = ahead_->take()) return *std::move(datagram);
    const std::size_t size = TRY(receive_from_kernel(*socket_, datagram_, 0));
    return Text(datagram_.data(), size);
  }

private:
  UniqueFd socket_;
  u64 count_ = 0;
  alignas(nlmsghdr) std::array<char, datagram_max> datagram_;
  std::optional<ReadAhead> ahead_{};
};

}  // namespace

Result<int> protocol_of_question(Text name) {
  if (name.size() <= sizeof(nlmsghdr)) return failed(std::errc::invalid_argument, "ask", "netlink");
  return int{static_cast<u8>(name.front())};
}

Result<UniqueFd> open_netlink(int protocol) {
  UniqueFd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
  if (!socket) return errno_failed("open", "netlink socket");
  return socket;
}

Result<std::unique_ptr<Blocks>> ask_netlink(UniqueFd socket, Text name) {
  const Text request = name.substr(1);
  const timeval patience{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(*socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  // A dump waits for its reader; room for what the kernel sends besides keeps ENOBUFS away.
  constexpr int room_bytes = 1024 * 1024;
  ::setsockopt(*socket, SOL_SOCKET, SO_RCVBUF, &room_bytes, sizeof room_bytes);
  sockaddr_nl kernel{};
  kernel.nl_family = AF_NETLINK;
  const ssize_t sent = ::sendto(*socket, request.data(), request.size(), 0,
                                reinterpret_cast<const sockaddr*>(&kernel), sizeof kernel);
  if (sent < 0) return errno_failed("ask", "netlink");
  return std::make_unique<NetlinkBlocks>(std::move(socket));
}

}  // namespace sonde
