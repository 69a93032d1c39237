// cpu_time.hpp: what a piece of work costs, on a machine that others keep busy, too.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <ctime>

namespace sonde::test {

// The time for which a processor worked at it, in the thread that calls.
template <class Work> std::chrono::nanoseconds cpu_time_of(Work work) {
  const auto spent = [] {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  };
  const std::chrono::nanoseconds begin = spent();
  work();
  return spent() - begin;
}

// Whether the work of a size grows as that does, and not by squares: four times as much costs four
// times the time, not sixteen. The tenth of a second is for what a small amount costs by chance.
template <class Work> bool grows_in_line(std::size_t size, Work work_of) {
  const auto small = cpu_time_of([&] { work_of(size / 4); });
  const auto large = cpu_time_of([&] { work_of(size); });
  return large < 9 * small + std::chrono::milliseconds(100);
}

}  // namespace sonde::test
