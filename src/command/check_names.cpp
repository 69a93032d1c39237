// check_names.cpp: names, the families in front of their dots, and patterns with a *.
// SPDX-License-Identifier: Apache-2.0
#include "command/check_names.hpp"

#include <string>

#include "base/text.hpp"

namespace sonde {

std::vector<const Check*> checks_called(Text typed) {
  if (const Check* const one = find_check(typed)) return {one};
  std::vector<const Check*> called;
  if (typed.empty()) return called;
  std::string pattern(typed);
  if (!typed.contains('*')) pattern += typed.ends_with('.') ? "*" : ".*";
  for (const Check& check : all_checks)
    if (glob_match(pattern, check.name)) called.push_back(&check);
  return called;
}

Text check_like(Text typed) {
  std::vector<Text> known;
  for (const Check& check : all_checks) known.push_back(check.name);
  return nearest(typed, known);
}

}  // namespace sonde
