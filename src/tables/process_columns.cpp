// process_columns.cpp: times, sizes and ages as people read them.
// SPDX-License-Identifier: Apache-2.0
#include "tables/process_columns.hpp"

#include <array>

#include "base/text.hpp"

namespace sonde::process_columns {
namespace {

void append_two_digits(std::string& out, u64 number) {
  if (number < 10) out += '0';
  append_number(out, number);
}

}  // namespace

void append_age(std::string& out, i64 seconds) {
  struct Step {
    i64 below, whole, part;
    char whole_unit, part_unit;
  };
  constexpr i64 minute = 60;
  constexpr i64 hour = 60 * minute;
  constexpr i64 day = 24 * hour;
  constexpr std::array steps = {Step{hour, minute, 1, 'm', 's'}, Step{day, hour, minute, 'h', 'm'}};
  const auto append = [&](const Step& step) {
    append_number(out, seconds / step.whole);
    out += step.whole_unit;
    append_two_digits(out, static_cast<u64>(seconds % step.whole / step.part));
    out += step.part_unit;
  };
  if (seconds < minute) {
    append_number(out, seconds);
    out += 's';
    return;
  }
  for (const Step& step : steps)
    if (seconds < step.below) return append(step);
  append_number(out, seconds / day);
  out += 'd';
  append_number(out, seconds % day / hour);
  out += 'h';
}

}  // namespace sonde::process_columns
