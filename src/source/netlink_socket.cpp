// netlink_socket.cpp: the few system calls of a netlink client, netlink(7).
// SPDX-License-Identifier: Apache-2.0
#include "source/netlink_socket.hpp"

#include <array>
#include <cerrno>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "source/files.hpp"

namespace sonde {
namespace {

// The kernel fills at most 32 KiB of a datagram in a dump; a smaller buffer costs up to a quarter.
constexpr std::size_t datagram_max = 32 * 1024;

class NetlinkBlocks final : public Blocks {
public:
  explicit NetlinkBlocks(UniqueFd socket) : socket_(std::move(socket)) {}

  Result<Text> next() override {
    for (;;) {
      sockaddr_nl sender{};
      iovec part{datagram_.data(), datagram_.size()};
      msghdr header{};
      header.msg_name = &sender;
      header.msg_namelen = sizeof sender;
      header.msg_iov = &part;
      header.msg_iovlen = 1;
      const ssize_t n = ::recvmsg(*socket_, &header, 0);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return errno_failed("receive from", "netlink");
      if (header.msg_flags & MSG_TRUNC)
        return failed(std::errc::message_size, "receive from", "netlink");
      if (sender.nl_pid != 0) continue;  // Not the kernel: another process can send here.
      return Text(datagram_.data(), static_cast<std::size_t>(n));
    }
  }

private:
  UniqueFd socket_;
  alignas(nlmsghdr) std::array<char, datagram_max> datagram_;
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
