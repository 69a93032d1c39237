// time_text.cpp: the calendar of std::chrono, written digit by digit.
// SPDX-License-Identifier: Apache-2.0
#include "tables/time_text.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"

namespace sonde {

void append_time(std::string& out, i64 seconds) {
  using namespace std::chrono;
  // The year must have four digits: what is earlier or later comes from a broken file.
  constexpr i64 last = 253'402'300'799;
  const sys_seconds moment{std::chrono::seconds(std::clamp(seconds, i64{0}, last))};
  const sys_days day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss clock(moment - day);
  const auto add = [&](i64 number, std::size_t digits, char after) {
    std::string text;
    append_number(text, number);
    out.append(digits > text.size() ? digits - text.size() : 0, '0').append(text) += after;
  };
  add(static_cast<int>(date.year()), 4, '-');
  add(static_cast<unsigned>(date.month()), 2, '-');
  add(static_cast<unsigned>(date.day()), 2, 'T');
  add(clock.hours().count(), 2, ':');
  add(clock.minutes().count(), 2, ':');
  add(clock.seconds().count(), 2, 'Z');
}

}  // namespace sonde
