// local_http.cpp: connect, write, read to the end, with one deadline for all three.
// SPDX-License-Identifier: Apache-2.0
#include "source/local_http.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/unique_fd.hpp"
#include "source/files.hpp"

namespace sonde {
namespace {

constexpr std::size_t answer_max = 1024 * 1024;
constexpr std::chrono::milliseconds patience{1000};

using Clock = std::chrono::steady_clock;

Result<void> wait_for(int socket, short event, Clock::time_point until, const std::string& path) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
  pollfd wait{socket, event, 0};
  const int ready = ::poll(&wait, 1, static_cast<int>(std::max<i64>(left.count(), 0)));
  if (ready < 0 && errno != EINTR) return errno_failed("wait for", path);
  if (ready == 0) return failed(std::errc::timed_out, "wait for", path);
  return {};
}

Result<UniqueFd> connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return failed(std::errc::filename_too_long, "connect to", path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) return errno_failed("open", "a unix socket");
  if (::connect(*socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return errno_failed("connect to", path);  // EAGAIN: its queue is full, and we do not wait.
  return socket;
}

Result<void> write_all(int socket, Text request, Clock::time_point until, const std::string& path) {
  while (!request.empty()) {
    TRY(wait_for(socket, POLLOUT, until, path));
    const ssize_t n = ::send(socket, request.data(), request.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && errno != EINTR && errno != EAGAIN) return errno_failed("write to", path);
    request.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
  }
  return {};
}

}  // namespace

Result<Text> ask_local_server(Text question, std::string& room) {
  const std::size_t end = question.find('\0');
  if (end == Text::npos) return failed(std::errc::invalid_argument, "ask", std::string(question));
  const std::string path = "/" + std::string(question.substr(0, end));
  const Clock::time_point until = Clock::now() + patience;
  const UniqueFd socket = TRY(connect_to(path));
  TRY(write_all(*socket,
                "GET " + std::string(question.substr(end + 1)) +
                    " HTTP/1.0\r\nHost: localhost\r\n\r\n",
                until, path));
  room.clear();
  for (char part[16 * 1024];;) {
    TRY(wait_for(*socket, POLLIN, until, path));
    const ssize_t n = ::recv(*socket, part, sizeof part, MSG_DONTWAIT);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n < 0) return errno_failed("read from", path);
    if (n == 0) return Text(room);
    if (room.size() + static_cast<std::size_t>(n) > answer_max)
      return failed(std::errc::file_too_large, "read from", path);
    room.append(part, static_cast<std::size_t>(n));
  }
}

}  // namespace sonde
