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

bool append_utc(std::string& out, Text written) {
  using namespace std::chrono;
  constexpr Text shape = "0000-00-00T00:00:00";
  const auto fits = [](Text text, Text form) {
    return std::ranges::equal(text, form, [](char have, char want) {
      return want == '0' ? have >= '0' && have <= '9' : have == want;
    });
  };
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    parse_number(written.substr(at, digits), value);
    return value;
  };
  if (!fits(written.substr(0, shape.size()), shape)) return false;
  Text zone = written.substr(shape.size());
  if (zone.starts_with('.'))
    zone.remove_prefix(std::min(zone.find_first_not_of("0123456789", 1), zone.size()));
  const bool is_utc = zone == "Z";
  if (!is_utc && !fits(zone, "+00:00") && !fits(zone, "-00:00")) return false;
  const year_month_day date(year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                            day(static_cast<unsigned>(number(8, 2))));
  if (!date.ok()) return false;
  const std::size_t offset = written.size() - zone.size() + 1;
  const minutes ahead =
      is_utc ? minutes(0) : hours(number(offset, 2)) + minutes(number(offset + 3, 2));
  const sys_seconds moment =
      sys_days(date) + hours(number(11, 2)) + minutes(number(14, 2)) + seconds(number(17, 2));
  append_time(out,
              (zone.starts_with('-') ? moment + ahead : moment - ahead).time_since_epoch().count());
  return true;
}

}  // namespace sonde
