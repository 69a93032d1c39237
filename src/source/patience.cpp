// patience.cpp: a thread that may be left behind, and what it shares with its caller.
// SPDX-License-Identifier: Apache-2.0
#include "source/patience.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "base/worker.hpp"

namespace sonde {
namespace {

// Outlives whoever of the two, reader and caller, gives up first.
struct Reading {
  std::function<Result<std::string>()> read;
  std::mutex mutex{};
  std::condition_variable is_done{};
  std::optional<Result<std::string>> answer{};
};

}  // namespace

Result<Text> with_patience(std::chrono::milliseconds& patience, const std::string& name,
                           std::function<Result<std::string>()> read, std::string& room) {
  using Clock = std::chrono::steady_clock;
  if (patience.count() <= 0) return failed(std::errc::timed_out, "read", name);
  const auto reading = std::make_shared<Reading>(std::move(read));
  Worker worker;
  const bool is_reading = worker.start([reading] {
    Result<std::string> answer = reading->read();
    const std::lock_guard lock(reading->mutex);
    reading->answer = std::move(answer);
    reading->is_done.notify_one();
  });
  if (!is_reading)
    return failed(std::errc::resource_unavailable_try_again, "start a thread to read", name);
  worker.leave();
  const Clock::time_point begin = Clock::now();
  std::unique_lock lock(reading->mutex);
  if (!reading->is_done.wait_for(lock, patience, [&] { return reading->answer.has_value(); })) {
    patience = {};
    return failed(std::errc::timed_out, "read", name);
  }
  patience -= std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  room = TRY(std::move(*reading->answer));
  return Text(room);
}

}  // namespace sonde
