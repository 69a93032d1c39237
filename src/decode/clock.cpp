// clock.cpp: struct timex and two clocks become five gauges.
// SPDX-License-Identifier: Apache-2.0
#include "decode/clock.hpp"

#include <optional>
#include <sys/timex.h>
#include <utility>

#include "base/text.hpp"

namespace sonde {
namespace {

constexpr i64 ns_per_us = 1000;
constexpr i64 ns_per_second = 1'000'000'000;

// "status 64", "maxerror 16000000"
std::optional<i64> value_of(Text file, Text name) {
  while (!file.empty()) {  // To the end of the answer.
    Text line = next_line(file);
    i64 value = 0;
    if (next_word(line) == name && parse_number(trim(line), value)) return value;
  }
  return std::nullopt;
}

// Parts per million with 16 bits behind the point (linux/timex.h, MAXFREQ), in parts per billion.
i64 ppb_of(i64 scaled) { return scaled / 65536 * 1000 + scaled % 65536 * 1000 / 65536; }

}  // namespace

CounterFile decode_clock(Text file, Text group) {
  CounterFile read;
  const auto add = [&](Text name, i64 value) {
    read.counters.push_back({group, name, value, CounterKind::Gauge});
  };
  const auto status = value_of(file, "status");
  const auto frequency = value_of(file, "freq");
  const auto max_error = value_of(file, "maxerror");
  const auto realtime = value_of(file, "realtime");
  const auto boottime = value_of(file, "boottime");
  // adjtimex(2): with STA_CLOCKERR, too, it answers TIME_ERROR.
  if (status) add("synchronised", (*status & STA_UNSYNC) == 0 ? 1 : 0);
  if (max_error) add("max_error_us", *max_error);
  if (frequency) add("frequency_ppb", ppb_of(*frequency));
  if (realtime && boottime) add("boot_time_us", *realtime / ns_per_us - *boottime / ns_per_us);
  if (boottime) add("uptime_s", *boottime / ns_per_second);
  return read;
}

std::optional<std::errc> refusal_of_clock(Text file) {
  const auto number = value_of(file, "errno");
  if (!number || !std::in_range<int>(*number)) return std::nullopt;
  return static_cast<std::errc>(*number);
}

std::optional<i64> decode_realtime_ns(Text file) { return value_of(file, "realtime"); }

}  // namespace sonde
