// diagnose.hpp: the tables "findings" and "checks": what is wrong here, and how sure that is.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "check/finding.hpp"
#include "check/two_looks.hpp"
#include "core/table.hpp"

namespace sonde {

// What a check answers, over a list of tables that the caller knows.
using Tables = std::span<const TableInfo* const>;
using Checks = std::span<const Check* const>;

// What the checks saw, in the memory of a watch, from one look to the next.
struct SeenBefore {
  Seen before{}, now{};
  u64 looks = 0;
  bool is_last = false;               // Set before the look after which there is none.
  std::vector<Judgement> in_pause{};  // What was judged between the first look and the second.
  Arena texts{};                      // Of those judgements.
};

// Looks once, each table in one scan. A judgement for each of `chosen`, in its order; a check whose
// table is not in the list, or could not be read, is unknown, and one that needs two looks, too,
// without `seen`. The first look that is kept there judges nothing yet; if none of `chosen` needs
// it, there is no such look.
std::vector<Judgement> diagnose(World& world, Tables tables, Checks chosen,
                                SeenBefore* seen = nullptr);

// The scans of the tables. They leave a Tally in the memory, if there is one; the first scan with
// the memory of a live place only looks, and gives no rows. Checks that the
// reader does not want are not made. A check that could not be made is a gap, whose column is the
// name of the check.
Result<void> scan_findings(Scan<Finding>& scan, Tables tables);
Result<void> scan_judgements(Scan<Judgement*>& scan, Tables tables);

extern const std::span<const ColumnInfo> finding_columns;
extern const std::span<const ColumnInfo> judgement_columns;
extern const std::span<const Text> finding_key;
extern const std::span<const Text> judgement_key;

}  // namespace sonde
