// patient_read.cpp: reads a file of somebody else in a thread that may be left behind.
// SPDX-License-Identifier: Apache-2.0
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "source/files.hpp"

namespace sonde {
namespace {

// Outlives whoever of the two, reader and caller, gives up first.
struct Reading {
  UniqueFd root;
  std::string path;
  Mounts mounts;
  std::size_t bytes_max;
  std::mutex mutex{};
  std::condition_variable is_done{};
  std::optional<Result<std::string>> answer{};

  Result<std::string> read() const {
    const UniqueFd file = TRY(open_inside(*root, path, mounts));
    std::string bytes;
    TRY(read_all(*file, bytes, bytes_max, path));
    return bytes;
  }
};

}  // namespace

Result<Text> read_with_patience(UniqueFd root, const std::string& path, Mounts mounts,
                                std::size_t bytes_max, std::chrono::milliseconds& patience,
                                std::string& room) {
  using Clock = std::chrono::steady_clock;
  if (patience.count() <= 0) return failed(std::errc::timed_out, "read", path);
  const auto reading = std::make_shared<Reading>(std::move(root), path, mounts, bytes_max);
  try {
    std::thread([reading] {
      Result<std::string> answer = reading->read();
      const std::lock_guard lock(reading->mutex);
      reading->answer = std::move(answer);
      reading->is_done.notify_one();
    }).detach();
  } catch (const std::system_error&) {
    return failed(std::errc::resource_unavailable_try_again, "start a thread to read", path);
  }
  const Clock::time_point begin = Clock::now();
  std::unique_lock lock(reading->mutex);
  if (!reading->is_done.wait_for(lock, patience, [&] { return reading->answer.has_value(); })) {
    patience = {};
    return failed(std::errc::timed_out, "read", path);
  }
  patience -= std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  room = std::move(TRY(std::move(*reading->answer)));
  return Text(room);
}

}  // namespace sonde
