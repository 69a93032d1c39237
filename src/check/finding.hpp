// finding.hpp: one row of the table "findings", and one of "checks": what came of a check.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "check/check.hpp"
#include "core/gap.hpp"
#include "core/value.hpp"

namespace sonde {

// Something that is wrong here. Its texts live as long as the world.
struct Finding {
  Text check{};
  Severity severity{};
  Scope scope{};
  Confidence confidence{};
  Text where{}, says{}, evidence{}, remedy{}, source{};
  Known<Text> explains{Absent::NotApplicable};  // Effects of it that are no findings of their own.
  Known<u32> netns{Absent::NotApplicable};
  Known<Text> container{Absent::NotApplicable};
  Known<int> pid{Absent::NotApplicable};
  Known<Text> process{Absent::NotApplicable};
  u64 count = 0;
  Known<Text> about{Absent::NotApplicable};  // Its interface or port, to find its effects by.
  Known<Text> peer{Absent::NotApplicable};   // The address that packets go to: Check::peer.
};

// Clear is only said after every row was looked at and decided.
enum class Verdict : u8 { Found, Clear, Unknown };
inline constexpr Text verdict_names[] = {"found", "clear", "unknown"};
constexpr Text name_of(Verdict v) { return verdict_names[static_cast<std::size_t>(v)]; }

// What came of one check. A gap's table and column are those where a value was missing.
struct Judgement {
  const Check* check = nullptr;
  Verdict verdict = Verdict::Unknown;
  std::vector<Finding> findings{};
  GapList doubts{};
};

// What came of all checks of one look.
struct Tally {
  u64 chosen = 0, made = 0;  // A check that is unknown was not made.
  u64 critical = 0, warnings = 0, infos = 0;
};

}  // namespace sonde
