// pressure_text.cpp: by key; later kernels may add some.
// SPDX-License-Identifier: Apache-2.0
#include "decode/pressure_text.hpp"

#include "base/text.hpp"

namespace sonde {

// kernel/sched/psi.c, psi_show. The file irq has no line "some", and cpu had no "full" before 5.13.
//   some avg10=0.18 avg60=0.34 avg300=0.10 total=159886802
bool decode_pressure(Text line, Pressure& pressure) {
  pressure = {};
  pressure.kind = next_word(line);
  Known<double>* const averages[] = {&pressure.avg10, &pressure.avg60, &pressure.avg300};
  constexpr Text names[] = {"avg10", "avg60", "avg300"};
  for (Known<double>* average : averages) *average = Absent::Malformed;
  pressure.total_us = Absent::Malformed;
  bool has_field = false;
  for (Text word; !(word = next_word(line)).empty();) {
    const std::size_t sign = word.find('=');
    if (sign == Text::npos) continue;
    const Text name = word.substr(0, sign);
    const Text number = trim(word.substr(sign + 1));
    double share = 0;
    u64 total = 0;
    for (std::size_t i = 0; i < std::size(names); ++i)
      if (name == names[i] && parse_real(number, share) && share >= 0 && share <= 100)
        *averages[i] = share;
    if (name == "total" && parse_number(number, total)) pressure.total_us = total;
    has_field = true;
  }
  return has_field;
}

}  // namespace sonde
