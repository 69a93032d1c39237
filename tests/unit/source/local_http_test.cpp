// local_http_test.cpp: a server on a unix socket that answers, dawdles, floods or hangs up.
// SPDX-License-Identifier: Apache-2.0
#include "source/local_http.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <functional>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

#include "base/unique_fd.hpp"

namespace sonde {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Serves one client with a function, in a thread of its own.
class Server {
public:
  using Serve = std::function<void(int client, const std::atomic<bool>& is_over)>;
  explicit Server(Serve serve) : serve_(std::move(serve)) {
    std::string folder = (std::filesystem::temp_directory_path() / "sonde-http-XXXXXX").string();
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket_path();
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    listener_.reset(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::bind(*listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(*listener_, 0), 0);
    if (!serve_) return;
    thread_ = std::thread([this] {
      const UniqueFd client(::accept(*listener_, nullptr, nullptr));
      if (client && !is_over_) serve_(*client, is_over_);
    });
  }
  ~Server() {
    is_over_ = true;
    ::shutdown(*listener_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    std::filesystem::remove_all(folder_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string socket_path() const { return folder_ + "/s"; }
  std::string question(Text path) const {
    return socket_path().substr(1) + '\0' + std::string(path);
  }

private:
  std::string folder_{};
  UniqueFd listener_{};
  Serve serve_;
  std::atomic<bool> is_over_ = false;
  std::thread thread_{};
};

std::string read_request(int client) {
  std::string request;
  for (char part[512]; request.find("\r\n\r\n") == std::string::npos;) {
    const ssize_t n = ::recv(client, part, sizeof part, 0);
    if (n <= 0) break;
    request.append(part, static_cast<std::size_t>(n));
  }
  return request;
}

bool say(int client, Text text) {
  return ::send(client, text.data(), text.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(text.size());
}

struct Told {
  std::string text{};
  std::errc code{};
  Clock::duration took{};
};

Told ask(const std::string& question) {
  std::string room;
  const Clock::time_point begin = Clock::now();
  const Result<Text> answer = ask_local_server(question, room);
  Told told{answer ? std::string(*answer) : "", answer ? std::errc{} : answer.error().code, {}};
  told.took = Clock::now() - begin;
  return told;
}

constexpr auto deadline = 1000ms;
constexpr auto late = 15s;  // A busy machine may be late; who waits for each byte never ends.

TEST(LocalHttp, AnAnswerComesWholeWithItsHeader) {
  std::string request;
  const std::string body(300'000, 'x');
  Server server([&](int client, const auto&) {
    request = read_request(client);
    say(client, "HTTP/1.0 200 OK\r\n\r\n" + body);
  });
  const Told told = ask(server.question("/containers/json"));
  EXPECT_EQ(told.text, "HTTP/1.0 200 OK\r\n\r\n" + body);
  EXPECT_TRUE(request.starts_with("GET /containers/json HTTP/1.0\r\n")) << request;
  EXPECT_TRUE(request.ends_with("\r\n\r\n")) << request;
}

TEST(LocalHttp, HalfAnAnswerIsWhatWasSaid) {
  Server server([](int client, const auto&) {
    read_request(client);
    say(client, "HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n[{");
  });
  EXPECT_EQ(ask(server.question("/x")).text, "HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n[{");
}

TEST(LocalHttp, AServerThatNeverAnswersCostsOneSecond) {
  Server server([](int client, const std::atomic<bool>& is_over) {
    read_request(client);
    while (!is_over) std::this_thread::sleep_for(10ms);
  });
  const Told told = ask(server.question("/x"));
  EXPECT_EQ(told.code, std::errc::timed_out);
  EXPECT_GE(told.took, deadline - 50ms);
  EXPECT_LT(told.took, late);
}

TEST(LocalHttp, AServerThatDripsCostsOneSecondInAll) {
  Server server([](int client, const std::atomic<bool>& is_over) {
    read_request(client);
    while (!is_over && say(client, "x")) std::this_thread::sleep_for(1ms);
  });
  const Told told = ask(server.question("/x"));
  EXPECT_EQ(told.code, std::errc::timed_out);
  EXPECT_LT(told.took, late);
}

TEST(LocalHttp, AServerThatPoursByteByByteCostsOneSecondInAll) {
  Server server([](int client, const std::atomic<bool>& is_over) {
    read_request(client);
    while (!is_over && say(client, "x")) continue;  // There is always something to be read.
  });
  const Told told = ask(server.question("/x"));
  EXPECT_TRUE(told.code == std::errc::timed_out || told.code == std::errc::file_too_large);
  EXPECT_LT(told.took, late);
}

TEST(LocalHttp, AnEndlessAnswerIsTooLarge) {
  Server server([](int client, const std::atomic<bool>& is_over) {
    read_request(client);
    const std::string much(64 * 1024, 'x');
    while (!is_over && say(client, much)) continue;
  });
  const Told told = ask(server.question("/x"));
  EXPECT_EQ(told.code, std::errc::file_too_large);
  EXPECT_LT(told.took, late);
}

TEST(LocalHttp, AServerThatHangsUpSaysNothing) {
  Server server([](int, const auto&) {});
  const Told told = ask(server.question("/x"));
  EXPECT_EQ(told.text, "");
  EXPECT_NE(told.code, std::errc::timed_out) << "it was waited for";
}

TEST(LocalHttp, AServerThatNeverAcceptsIsNotWaitedForAndAFullQueueNeither) {
  Server server(nullptr);
  const Told first = ask(server.question("/x"));
  EXPECT_EQ(first.code, std::errc::timed_out);
  EXPECT_LT(first.took, late);
  // The first connection was closed, but stands in the queue, which has room for one.
  const Told second = ask(server.question("/x"));
  EXPECT_EQ(second.code, std::errc::resource_unavailable_try_again) << "it was waited for";
}

TEST(LocalHttp, WhatIsNoServerIsAnErrorAtOnce) {
  std::string gone;
  {
    Server server(nullptr);
    gone = server.question("/x");
  }
  EXPECT_EQ(ask(gone).code, std::errc::no_such_file_or_directory);
  EXPECT_EQ(ask(std::string("etc/passwd\0/x", 13)).code, std::errc::connection_refused);
  EXPECT_EQ(ask("no NUL").code, std::errc::invalid_argument);
  EXPECT_EQ(ask(std::string(200, 'a') + '\0' + "/x").code, std::errc::filename_too_long);
}

}  // namespace
}  // namespace sonde
