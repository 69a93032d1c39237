// thing_source.hpp: tables of the tests that hand out given rows and keep what was asked.
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "unit/support/things.hpp"

namespace sonde::test {

// What a scan was asked for, and what it could leave out.
struct Asked {
  std::string table{};
  std::bitset<64> columns{};
  bool has_conditions = false;
  bool possible_true = true, possible_false = true;  // Of the column "flag".
  std::size_t handed_out = 0;
};

// Holds the rows of each table by its name.
class ThingSource final : public Source {
public:
  std::map<std::string, std::vector<Thing>, std::less<>> rows{};
  std::bitset<64> ready = std::bitset<64>().set();  // What may_pass may look at.
  std::vector<Gap> gaps{};
  std::errc failure{};         // With which the scan ends.
  std::vector<Asked> asked{};  // Every scan so far.

  Text name() const override { return "here"; }
  bool is_live() const override { return true; }
  Result<Text> ask(Question, std::string&) override {
    return failed(std::errc::no_message, "ask", "");
  }
  Result<std::unique_ptr<Blocks>> stream(Question) override {
    return failed(std::errc::no_message, "stream", "");
  }
};

inline Result<void> scan_things(Scan<Thing>& scan) {
  ThingSource& source = static_cast<ThingSource&>(scan.world.source);
  Asked& asked = source.asked.emplace_back();
  asked.table = scan.table.name;
  asked.columns = scan.request.columns;
  asked.has_conditions = static_cast<bool>(scan.request.may_pass);
  asked.possible_true = scan.possible(scan.template fact<&Thing::flag>(true));
  asked.possible_false = scan.possible(scan.template fact<&Thing::flag>(false));
  RowStore<Thing> kept;
  for (const Thing& row : source.rows[asked.table]) {
    if (!(row.flag ? asked.possible_true : asked.possible_false)) continue;
    if (asked.has_conditions && !scan.request.may_pass(&row, source.ready)) continue;
    kept.add(row);
  }
  asked.handed_out = kept.size();
  for (const Gap& gap : source.gaps) scan.sink.gap(gap);
  for (Chunk& chunk : kept.chunks())
    if (scan.sink.rows(std::move(chunk)) == More::No) break;
  if (source.failure != std::errc{}) return failed(source.failure, "read", "the things");
  return {};
}

inline constexpr TableInfo scanned_things = {"things", "Things of a test.", thing_columns,
                                             &run_scan<scan_things>};
inline constexpr TableInfo scanned_others = {"others", "Other things.", thing_columns,
                                             &run_scan<scan_things>};
inline constexpr const TableInfo* thing_tables[] = {&scanned_things, &scanned_others};

}  // namespace sonde::test
