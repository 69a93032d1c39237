// log_words.cpp: a list that may be long, as much as fits a line.
// SPDX-License-Identifier: Apache-2.0
#include "tables/log_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sonde {

std::string first_descriptors(Text descriptors) {
  constexpr int shown_max = 16;
  std::size_t end = 0;
  for (int i = 0; i < shown_max && end != Text::npos; ++i) end = descriptors.find(',', end + 1);
  std::string shown(descriptors.substr(0, end));
  if (end == Text::npos) return shown;
  append_number(shown += " and ", std::ranges::count(descriptors.substr(end), ','));
  return shown += " more";
}

}  // namespace sonde
