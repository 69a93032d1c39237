// findings.cpp: hands the list of tables to the checks, which know none.
// SPDX-License-Identifier: Apache-2.0
#include "command/findings.hpp"

#include "check/diagnose.hpp"
#include "command/own_session.hpp"
#include "tables/census.hpp"
#include "tables/rights.hpp"
#include "tables/tables.hpp"

namespace sonde {
namespace {

// Whoever asks on a node what is wrong does not mean its own network alone.
void tell_other_networks(World& world, Sink& sink) {
  if (!world.networks.empty() || world.source.is_copy()) return;
  const std::size_t others = census_of(world).networks().size();
  if (others < 2) return;
  sink.note(std::to_string(others - 1) +
            (others == 2 ? " other network namespace was" : " other network namespaces were") +
            " not looked at: sonde diagnose --all");
}

Result<void> scan_all_findings(Scan<Finding>& scan) {
  tell_other_networks(scan.world, scan.sink);
  share_own_session(scan.world);
  return scan_findings(scan, all_tables);
}
Result<void> scan_all_checks(Scan<Judgement*>& scan) {
  share_own_session(scan.world);
  return scan_judgements(scan, all_tables);
}

Text remedy(Text, Absent why) {
  switch (why) {
    case Absent::NotPermitted: return look_into_processes.anywhere;
    case Absent::Elsewhere: return "run in the pid namespace of the node";
    case Absent::NotCollected: return "run sonde on that machine";
    default: return {};
  }
}

}  // namespace

const TableInfo findings_table = {"findings",      "What is wrong here, the worst first.",
                                  finding_columns, &run_scan<scan_all_findings>,
                                  finding_key,     {},
                                  &remedy};
const TableInfo checks_table = {"checks",
                                "Every check, its question, and its verdict here.",
                                judgement_columns,
                                &run_scan<scan_all_checks>,
                                judgement_key,
                                {},
                                &remedy};

}  // namespace sonde
